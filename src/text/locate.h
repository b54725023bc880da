/* locate.h - find out where a quote was said.
 *
 * Steps, each only where the ones before found nothing: the same bytes; the
 * same words (punctuation, case, Unicode form, marks of the transcriber and
 * the way numbers are written set aside); the pieces between "[…]" in order;
 * words aligned; several places, each with a part of the words.
 *
 * Keeps true: every span lies within a run and ends on boundaries of
 * characters as people see them; the same input gives the same place.
 */
#ifndef INSIGHTS_TEXT_LOCATE_H
#define INSIGHTS_TEXT_LOCATE_H

#include "text/differences.h"
#include "text/scan.h"
#include "text/seek.h"

#define INSIGHTS__SIMILARITY 0.85

/* A conversation to look in; the index is made when it is first needed. */
typedef struct insights__speech {
    const insights_conversation *script; /* borrowed */
    insights__index *index;
} insights__speech;

/* The index, made anew where turns were added. */
insights_status insights__speech_index(
    insights__speech *source,
    insights__index **out,
    insights_error **error);

void insights__speech_clear(insights__speech *source);

typedef struct insights__wish {
    const char *speaker; /* preferred; NULL: any */
    int near;            /* near_turn is meant */
    int64_t near_turn;
    size_t after_byte;
    double min_similarity; /* 0: INSIGHTS__SIMILARITY */
    int no_fuzzy;
    int whole_words;
    int skip_bytes; /* begin with the same words */
} insights__wish;

typedef enum insights__finding {
    INSIGHTS__FOUND_EXACT = 1,
    INSIGHTS__FOUND_NORMALISED,
    INSIGHTS__FOUND_FUZZY,
    INSIGHTS__FOUND_STITCHED, /* `parts`, and nowhere as a whole */
    INSIGHTS__FOUND_NOTHING
} insights__finding;

typedef struct insights__spot {
    size_t source;
    size_t start; /* bytes of the canonical text */
    size_t end;
    size_t draft; /* the token of the quote that it begins with */
} insights__spot;

typedef struct insights__found {
    insights__finding finding;
    double similarity; /* of the best single place */
    insights__spot place;
    size_t occurrences;
    insights__changes changes;
    INSIGHTS__ARRAY(insights__spot) parts; /* stitched, or with elisions */
    int has_nearest;
    insights__spot nearest; /* where nothing was found */
} insights__found;

/* Look for a quote in conversations. `out` is freed in any case. */
insights_status insights__locate(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error);

void insights__found_free(insights__found *found);

/* Between the steps: stitch.c and elide.c. */

/* The best stretch of units [first, last) in any conversation. */
insights_status insights__locate_best(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    size_t first,
    size_t last,
    insights__align_mode mode,
    insights__fit *out,
    insights_error **error);

/* Several places that make the quote together: sets `parts`, `similarity` of
 * the longest and the finding, or leaves the finding as it is. */
insights_status insights__locate_stitched(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    insights__found *out,
    insights_error **error);

/* The pieces of a quote with elisions, in order within a run; else leaves
 * the finding as it is. */
insights_status insights__locate_elided(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error);

/* Of hits, the one that is wished for. `hits` must not be empty. */
const insights__hit *insights__locate_choose(
    const insights__speech *sources,
    const insights__hits *hits,
    const insights__wish *wish);

/* Widen a span of whole words by the punctuation around it that the quote
 * has too. */
void insights__locate_edges(
    const insights__speech *source,
    const insights__quoted *quoted,
    size_t *start,
    size_t *end);

#endif
