/* quotations.h - what a document puts in quotation marks, and whose words it
 * says they are.
 *
 * Found in plain text, Markdown, HTML, separated values, Word documents,
 * presentations and PDF documents: between quotation marks of any
 * language, also across lines; in block quotes; in HTML's q and blockquote.
 * Not in code, not in addresses and titles of links, not in scripts. An
 * apostrophe is never a quotation mark.
 *
 * Keeps true: quotations come in the document's order; texts are UTF-8, their
 * white space runs are single spaces, and marks of Markdown and HTML are
 * gone; the cost is linear in the document.
 */
#ifndef INSIGHTS_TEXT_QUOTATIONS_H
#define INSIGHTS_TEXT_QUOTATIONS_H

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"

typedef enum insights__markup {
    INSIGHTS__MARKUP_GUESS = 0,
    INSIGHTS__MARKUP_TEXT,
    INSIGHTS__MARKUP_MARKDOWN,
    INSIGHTS__MARKUP_HTML,
    INSIGHTS__MARKUP_CSV,
    INSIGHTS__MARKUP_OFFICE, /* these two are bytes, no text */
    INSIGHTS__MARKUP_PDF
} insights__markup;

typedef struct insights__quotation {
    const char *text; /* in the arena */
    size_t length;
    size_t line;        /* it starts on, or paragraph, slide or page */
    const char *before; /* up to 160 bytes of its paragraph; in the arena */
    const char *after;
    int block; /* a block quote, not marks */
} insights__quotation;

typedef struct insights__quotations {
    INSIGHTS__ARRAY(insights__quotation) list;
    insights__arena arena;
} insights__quotations;

#define INSIGHTS__QUOTATIONS_INIT                  \
    {                                              \
        INSIGHTS__ARRAY_INIT, INSIGHTS__ARENA_INIT \
    }

/* What a document is by the ending of its name (may be NULL), else by its
 * first characters. */
insights__markup insights__markup_guess(
    const char *name,
    const char *text,
    size_t length);

/* Append the quotations of valid UTF-8, or of a document that is no text.
 * `name` is for messages, or NULL. */
insights_status insights__quotations_read(
    insights__quotations *out,
    const char *text,
    size_t length,
    const char *name,
    insights__markup markup,
    insights_error **error);

void insights__quotations_free(insights__quotations *quotations);

#endif
