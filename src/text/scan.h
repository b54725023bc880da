/* scan.h - every place where the same bytes, or the same words, stand.
 *
 * Keeps true: a hit lies within a run; hits do not overlap and come in order;
 * the cost is linear in the conversation, whatever it says (Knuth, Morris and
 * Pratt, 1977).
 */
#ifndef INSIGHTS_TEXT_SCAN_H
#define INSIGHTS_TEXT_SCAN_H

#include "text/quoted.h"

/* More are counted, but not kept. */
#define INSIGHTS__HITS_MAXIMUM 4096

typedef struct insights__hit {
    size_t source; /* which conversation */
    size_t start;  /* bytes of its canonical text */
    size_t end;
    size_t first; /* tokens, where words were looked for */
    size_t last;  /* exclusive */
    int within;   /* starts or ends inside a word */
} insights__hit;

typedef struct insights__hits {
    INSIGHTS__ARRAY(insights__hit) list;
    size_t count; /* also those that were not kept */
} insights__hits;

/* Append the places of these bytes. */
insights_status insights__scan_bytes(
    const insights_conversation *script,
    size_t source,
    const char *text,
    size_t length,
    insights__hits *out,
    insights_error **error);

/* Append the places of these words, marks set aside: `words` are tokens of
 * `tokens`. Looks at tokens [first, last) of the conversation. */
insights_status insights__scan_words(
    const insights__index *index,
    size_t source,
    size_t first,
    size_t last,
    const insights__tokens *tokens,
    const uint32_t *words,
    size_t count,
    insights__hits *out,
    insights_error **error);

#endif
