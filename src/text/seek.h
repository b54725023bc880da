/* seek.h - where in a conversation words much like these may stand.
 *
 * Places where several words of the quote stand in its order, at about its
 * distances, are found through the posting lists of its rarer words and pairs
 * of words; only those places are aligned.
 */
#ifndef INSIGHTS_TEXT_SEEK_H
#define INSIGHTS_TEXT_SEEK_H

#include "text/quoted.h"

/* Content word p of the conversation may stand for unit p - low … p - high. */
typedef struct insights__window {
    size_t source;
    size_t run;
    int64_t low;
    int64_t high;
    uint32_t votes;
} insights__window;

typedef struct insights__windows {
    INSIGHTS__ARRAY(insights__window) list;
} insights__windows;

/* Append the best windows of a conversation for units that carry its
 * numbers. */
insights_status insights__seek_windows(
    const insights__index *index,
    size_t source,
    const insights__unit *units,
    size_t count,
    insights__windows *out,
    insights_error **error);

/* Keep the best windows of all, best first. */
void insights__seek_rank(insights__windows *windows, size_t count);

typedef struct insights__fit {
    size_t source;
    size_t run;
    size_t first; /* tokens of the conversation */
    size_t last;  /* exclusive; as `first`: nothing fits */
    size_t unit_first;
    size_t unit_last; /* exclusive */
    int64_t score;
    insights__likeness likeness; /* of all the units */
} insights__fit;

/* Align the units within a window. */
insights_status insights__seek_fit(
    const insights__index *index,
    const insights__window *window,
    const insights__unit *units,
    size_t count,
    insights__align_mode mode,
    insights__fit *out,
    insights_error **error);

/* How rare a word is: 1 for the most frequent, more for others; 0 unknown. */
unsigned insights__seek_rarity(const insights__index *index, uint32_t id);

/* The sentence that shares most with the units, weighed by how rare the
 * words are; 0: none shares anything. Its bytes go to `start` and `end`. */
insights_status insights__seek_nearest(
    const insights__index *index,
    const insights__unit *units,
    size_t count,
    uint64_t *score,
    size_t *start,
    size_t *end,
    insights_error **error);

#endif
