/* outline.h - what was asked, and what was answered.
 *
 * Keeps true: items are in order and do not overlap; a question is a span of
 * one speaker's turns; an answer is none, or lies behind its question and
 * before the next one.
 */
#ifndef INSIGHTS_TEXT_OUTLINE_H
#define INSIGHTS_TEXT_OUTLINE_H

#include "text/roles.h"

#define INSIGHTS__NO_TURN ((size_t)-1)

typedef struct insights__outline_item {
    size_t question_turn;
    size_t byte_start; /* of the question, in the canonical text */
    size_t byte_end;
    size_t answer_first; /* turns, or INSIGHTS__NO_TURN */
    size_t answer_last;
    size_t answer_words;
    int held_out; /* a statement that invited an answer */
} insights__outline_item;

typedef struct insights__outline {
    insights__outline_item *items;
    size_t count;
    size_t capacity;
} insights__outline;

/* Free `out` with insights__array_free(), also after a failure. */
insights_status insights__outline_read(
    insights__outline *out,
    const insights_conversation *script,
    const insights__roles *roles,
    insights_error **error);

#endif
