/* carry_words.h - the words of a text, and which words of two texts match. */
#ifndef INSIGHTS_ANALYSIS_CARRY_WORDS_H
#define INSIGHTS_ANALYSIS_CARRY_WORDS_H

#include "base/array.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* A run of letters and digits, one character of a script without spaces, one
 * mark, or the end of a line. White space is no word. */
typedef struct insights__piece {
    size_t start;
    size_t end;
    uint32_t id; /* equal for equal bytes, over both texts */
} insights__piece;

typedef INSIGHTS__ARRAY(insights__piece) insights__pieces;

#define INSIGHTS__NO_PIECE SIZE_MAX

/* Append the words of a text; ids are not set. */
insights_status insights__pieces_read(
    insights__pieces *out,
    const char *text,
    size_t length,
    insights_error **error);

/* Set the ids of the words of two texts; `*count` is how many there are. */
insights_status insights__pieces_number(
    insights__pieces *before,
    const char *before_text,
    insights__pieces *after,
    const char *after_text,
    size_t *count,
    insights_error **error);

/* Match words [a, a_end) of one text with [b, b_end) of the other: sets
 * to[i], for words i of the first, to a word of the second. */
typedef struct insights__matcher {
    const insights__piece *before;
    const insights__piece *after;
    size_t *to;       /* INSIGHTS__NO_PIECE at first */
    uint32_t *counts; /* four zeroed numbers per id */
} insights__matcher;

insights_status insights__pieces_match(
    insights__matcher *matcher,
    size_t a,
    size_t a_end,
    size_t b,
    size_t b_end,
    insights_error **error);

#endif
