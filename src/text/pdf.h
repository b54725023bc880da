/* pdf.h - the text of a PDF document, which the program pdftotext takes out.
 *
 * Nothing of it is linked; where it is not installed such documents are
 * refused by its name.
 */
#ifndef INSIGHTS_TEXT_PDF_H
#define INSIGHTS_TEXT_PDF_H

#include "base/array.h"
#include "base/buffer.h"

#define INSIGHTS__PDF_MAXIMUM ((size_t)256 << 20)
#define INSIGHTS__PDF_TEXT_MAXIMUM ((size_t)64 << 20)
#define INSIGHTS__PDF_SECONDS 120

/* A line of a page, without the spaces at its ends. */
typedef struct insights__pdf_line {
    const char *text; /* borrowed */
    size_t length;
    size_t page;   /* from 1 */
    int paragraph; /* an empty line came before */
    int heads;     /* stands at the top or bottom of most pages */
} insights__pdf_line;

typedef INSIGHTS__ARRAY(insights__pdf_line) insights__pdf_lines;

/* Whether bytes start like a PDF document. */
int insights__pdf_is(const char *bytes, size_t length);

/* The text of a document: UTF-8 if its fonts tell, pages parted by form
 * feeds. Owned; `name` is for messages. */
insights_status insights__pdf_text(
    const void *bytes,
    size_t length,
    const char *name,
    char **out,
    size_t *out_length,
    insights_error **error);

/* Its lines, with running heads and page numbers marked: those that most of
 * three pages or more have in the same place but for their numbers. 0: no
 * memory. */
int insights__pdf_read_lines(
    const char *text,
    size_t length,
    insights__pdf_lines *out);

/* The lines without heads as paragraphs' lines: each call of `take` gets one,
 * with what a hyphen at its end parted put together. 0: no memory. `*joined`
 * counts those words. */
typedef int (*insights__pdf_take)(
    void *user,
    const char *line,
    size_t length,
    size_t page,
    int paragraph);
int insights__pdf_join(
    const insights__pdf_lines *lines,
    insights__pdf_take take,
    void *user,
    size_t *joined);

#endif
