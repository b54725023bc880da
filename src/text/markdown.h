/* markdown.h - what Markdown says, as a person reads it. */
#ifndef INSIGHTS_TEXT_MARKDOWN_H
#define INSIGHTS_TEXT_MARKDOWN_H

#include "base/buffer.h"

/* Append the text of a block of inline Markdown: without emphasis and the
 * addresses of links, with escapes and references decoded. Code stays as it
 * stands, with its backticks. A colon that was escaped comes out as
 * INSIGHTS__PLAIN_COLON. */
void insights__markdown_plain(
    insights__buffer *out,
    const char *text,
    size_t length);

/* Append text so that insights__markdown_plain() gives it back. Line breaks
 * become spaces; colons near the start are escaped. */
void insights__markdown_escape(
    insights__buffer *out,
    const char *text,
    size_t length);

#endif
