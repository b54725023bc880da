/* docx.h - the paragraphs of a Word document as a reader sees them.
 *
 * Tracked changes are taken as accepted; of alternate contents one is read;
 * text boxes come before the paragraph they hang on; tables come row by row,
 * cell by cell. Fields are what they show. Headers and footers are no part
 * of the text.
 */
#ifndef INSIGHTS_TEXT_DOCX_H
#define INSIGHTS_TEXT_DOCX_H

#include "text/package.h"

#include "base/array.h"
#include "base/buffer.h"

/* Bytes [start, end) of a paragraph. */
typedef struct insights__docx_range {
    size_t start;
    size_t end;
} insights__docx_range;

typedef struct insights__docx_paragraph {
    insights__buffer text; /* line breaks as "\n", tabs as "\t" */
    INSIGHTS__ARRAY(insights__docx_range) bold;
    size_t number; /* from 1, empty ones too */
    size_t row;    /* of all tables' rows, from 1; 0: not in a table */
    size_t cell;   /* of its row, from 1 */
    int heading;   /* 1 is the title, or the highest; 0: none */
    int quoted;    /* styled as a quotation */
} insights__docx_paragraph;

/* Called for each paragraph in order; borrowed during the call. */
typedef insights_status (*insights__docx_callback)(
    const insights__docx_paragraph *paragraph,
    void *user,
    insights_error **error);

/* What is not in the paragraphs. */
typedef struct insights__docx_about {
    char *title; /* owned, NULL: none */
    char *date;
    size_t notes;    /* references to footnotes and endnotes */
    size_t comments; /* references to comments */
} insights__docx_about;

/* Read the document; with `notes` what footnotes and endnotes say, behind it.
 * `about` is zeroed before, and freed after in any case. */
insights_status insights__docx_read(
    const insights__package *package,
    int notes,
    insights__docx_callback callback,
    void *user,
    insights__docx_about *about,
    insights_error **error);

void insights__docx_about_free(insights__docx_about *about);

#endif
