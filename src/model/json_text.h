/* json_text.h - JSON that is kept as text: checked, walked and made compact,
 * without ever becoming anything else, so that numbers stay as written.
 *
 * Strict (RFC 8259), and stricter where readers would disagree: names occur
 * once in an object, \u0000 and half surrogate pairs are refused.
 */
#ifndef INSIGHTS_MODEL_JSON_TEXT_H
#define INSIGHTS_MODEL_JSON_TEXT_H

#include "base/buffer.h"
#include "base/error.h"

/* A piece of somebody's text. */
typedef struct insights__json_span {
    const char *at;
    size_t length;
} insights__json_span;

/* One value with nothing but white space around it? INSIGHTS_E_PARSE says
 * where not; deeper than `depth`: INSIGHTS_E_LIMIT. The text must be valid
 * UTF-8. */
insights_status insights__json_text_check(
    const char *text,
    size_t length,
    unsigned depth,
    insights_error **error);

/* Walking over text that was checked. */

/* The value without the white space around it. */
insights__json_span insights__json_span_of(const char *text, size_t length);

/* The next member of an object: start with *at = 0. 0 at the end. The name
 * has its quotes. */
int insights__json_span_member(
    insights__json_span object,
    size_t *at,
    insights__json_span *name,
    insights__json_span *value);

/* Append what a string (with its quotes) says. */
void insights__json_span_decode(
    insights__json_span string,
    insights__buffer *out);

/* Whether a string (with its quotes) says `text`. */
int insights__json_span_is(insights__json_span string, const char *text);

/* Append JSON without the white space between its tokens. */
void insights__json_text_compact(insights__buffer *out, const char *text);

#endif
