/* pure_reading.h - turn what was read into records. */
#ifndef INSIGHTS_ANALYSIS_PURE_READING_H
#define INSIGHTS_ANALYSIS_PURE_READING_H

#include "model/cursor.h"
#include "text/bm25.h"
#include "text/outline.h"

#include <insights/reading.h>

/* Set a text field to bytes [start, end) of the canonical text; OK or
 * INSIGHTS_E_NOMEM, which nobody has reported yet. */
insights_status insights__reading_slice(
    insights_record *record,
    insights_field field,
    const insights_conversation *script,
    size_t start,
    size_t end);

/* Set a field to a time, unless it is not known. */
void insights__reading_time(
    insights_record *record,
    insights_field field,
    int64_t ms);

/* Hand a list over, or free it where `status` is a failure. */
insights_status insights__reading_finish(
    insights__list *list,
    insights_status status,
    insights_cursor **out);

/* Options with defaults filled in but for limits, checked. */
insights_status insights__reading_options(
    insights_reading_options *own,
    const insights_corpus *corpus,
    const insights_reading_options *given,
    insights_error **error);

/* Whether a turn's speaker is the one asked for. */
int insights__reading_wants(
    const insights_reading_options *options,
    const insights_conversation *script,
    size_t turn);

/* Whether the conversation at `index` is asked for. */
int insights__reading_in(
    const insights_reading_options *options,
    const insights_corpus *corpus,
    size_t index);

/* --- What is read once for a corpus --------------------------------------- */

/* One conversation of a corpus. */
typedef struct insights__reading_one {
    insights_conversation *script; /* the corpus's */
    size_t first_unit;             /* of its turns in the index */
    int outlined;                  /* the rest is read */
    insights__roles roles;
    insights__outline outline;
} insights__reading_one;

typedef struct insights__reading_index {
    insights__bm25 *turns; /* units are turns, conversation by conversation */
    insights__reading_one *ones;
    size_t count;
} insights__reading_index;

/* The index of a corpus as it is now, which the corpus keeps until one is
 * added to it. */
insights_status insights__reading_index_get(
    const insights_corpus *corpus,
    insights__reading_index **out,
    insights_error **error);

/* Read roles and outline of the conversation at `at`, once. */
insights_status insights__reading_outline(
    insights__reading_index *index,
    size_t at,
    insights_error **error);

/* The language a query is read in: that of the first conversation. */
const char *insights__reading_language(const insights__reading_index *index);

/* The place of a unit. */
void insights__reading_place(
    const insights__reading_index *index,
    size_t unit,
    size_t *one,
    size_t *turn);

/* Score every turn for a query: by BM25, and for `regions` spread over its
 * neighbours. Only turns that `options` (or NULL) asks for have a score to
 * begin with. `scores` has room for all units. */
insights_status insights__reading_score(
    const insights__reading_index *index,
    const insights_corpus *corpus,
    const char *query,
    const insights_reading_options *options,
    int regions,
    double *scores,
    insights_error **error);

/* A passage of turns `first` to `last`, bytes [start, end). NULL: no
 * memory. */
insights_record *insights__reading_passage(
    const insights_corpus *corpus,
    size_t one,
    size_t first,
    size_t last,
    size_t start,
    size_t end,
    double score);

#endif
