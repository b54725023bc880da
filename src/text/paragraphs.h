/* paragraphs.h - a document as plain paragraphs: what a reader sees, without
 * its markup, and on which line each character stands.
 */
#ifndef INSIGHTS_TEXT_PARAGRAPHS_H
#define INSIGHTS_TEXT_PARAGRAPHS_H

#include "base/array.h"
#include "base/buffer.h"

/* From byte `at` of a paragraph on, its characters stand on `line`. */
typedef struct insights__line_mark {
    size_t at;
    size_t line;
} insights__line_mark;

typedef struct insights__paragraph {
    insights__buffer text;
    INSIGHTS__ARRAY(insights__line_mark) lines;
    int quoted; /* within a block quote: how deep */
    int begins; /* the first of its block quote */
} insights__paragraph;

/* Called with each paragraph in order; borrowed during the call. */
typedef insights_status (*insights__paragraph_callback)(
    const insights__paragraph *paragraph,
    void *user,
    insights_error **error);

/* Plain text: parted by empty lines; "> " quotes as in mail. */
insights_status insights__paragraphs_text(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error);

insights_status insights__paragraphs_markdown(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error);

insights_status insights__paragraphs_html(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error);

/* Separated values: each value is a paragraph. What stands in a column that is
 * called "quote" or the like is a quotation whole. */
insights_status insights__paragraphs_csv(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error);

/* A Word document or a presentation; lines are paragraphs or slides. */
insights_status insights__paragraphs_office(
    const char *bytes,
    size_t length,
    const char *name,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error);

/* A PDF document; lines are pages. */
insights_status insights__paragraphs_pdf(
    const char *bytes,
    size_t length,
    const char *name,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error);

/* For the readers: add bytes that stand on `line`; white space runs become
 * one space, none at the start. */
void insights__paragraph_add(
    insights__paragraph *paragraph,
    const char *bytes,
    size_t length,
    size_t line);

/* Hand a paragraph to the callback, unless it is empty, and empty it. */
insights_status insights__paragraph_end(
    insights__paragraph *paragraph,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error);

void insights__paragraph_free(insights__paragraph *paragraph);

#endif
