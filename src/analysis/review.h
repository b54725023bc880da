/* review.h - decisions of a person, one by one or many at once. */
#ifndef INSIGHTS_ANALYSIS_REVIEW_H
#define INSIGHTS_ANALYSIS_REVIEW_H

#include "analysis/coding.h"

/* Decide about a coding, a piece of evidence or a participant, within a unit
 * whose actor is a person. `*fresh` is 0 where it was decided so already. */
insights_status insights__decide(
    insights__coder *coder,
    insights_kind kind,
    const char *id,
    insights_decision decision,
    const char *code,
    const char *note,
    int *fresh,
    insights_error **error);

/* Write a note on a record; `*fresh` is 0 where the same person wrote the
 * same there before. */
insights_status insights__memo_write(
    insights__unit *unit,
    insights_kind kind,
    const char *id,
    const char *text,
    char memo_id[INSIGHTS__UUID_TEXT],
    int *fresh,
    insights_error **error);

#endif
