/* carry.h - where the words of one text stand in another.
 *
 * Words are compared, not characters: runs that stand once in both texts
 * anchor the comparison, what lies between is aligned by longest common
 * subsequence where it is small, and counts as replaced where it is not.
 *
 * Keeps true: matched words are equal and in the same order in both texts; a
 * span whose bytes are found again is never reported as changed.
 */
#ifndef INSIGHTS_ANALYSIS_CARRY_H
#define INSIGHTS_ANALYSIS_CARRY_H

#include "analysis/journal.h"
#include "text/script.h"

typedef struct insights__carry insights__carry;

/* Compare two texts, which must outlive the result. `aligned`: turn i of one
 * is turn i of the other, and only these are compared with each other. */
insights_status insights__carry_new(
    const insights_conversation *before,
    const insights_conversation *after,
    int aligned,
    insights__carry **out,
    insights_error **error);

void insights__carry_free(insights__carry *carry);

typedef struct insights__carried {
    size_t start; /* in the text after */
    size_t end;
    int changed; /* other bytes stand there now */
    int gone;    /* no word of it is left; start and end say nothing */
} insights__carried;

/* Where bytes [start, end) of the text before stand now. */
insights__carried insights__carry_span(
    const insights__carry *carry,
    size_t start,
    size_t end);

/* Both canonical texts; borrowed. */
const char *insights__carry_before(const insights__carry *carry);
const char *insights__carry_after(const insights__carry *carry);

/* --- carry_spans.c ---------------------------------------------------------
 */

typedef struct insights__carried_counts {
    int64_t moved;
    int64_t changed;
    int64_t gone;
} insights__carried_counts;

typedef struct insights__carry_job {
    const insights_conversation *before;
    const insights_conversation *after;
    const char *interview_id;
    const char *before_id; /* revisions */
    const char *after_id;
    int64_t number; /* of the revision after, for people */
    int aligned;
} insights__carry_job;

/* Move the span of one piece of evidence or one coding, which is not saved.
 * `*gone`: none of its words is left; then evidence stays where it is, and a
 * coding has no span any more. */
insights_status insights__carry_record(
    const insights__carry_job *job,
    insights__carry *carry,
    insights_record *record,
    int *gone,
    insights_error **error);

/* Move the spans of all evidence of a revision, and of the codings on it, to
 * another revision of the same interview; records the unit touched before
 * stay as they are. */
insights_status insights__carry_spans(
    insights__unit *unit,
    const insights__carry_job *job,
    insights__carried_counts *counts,
    insights_error **error);

#endif
