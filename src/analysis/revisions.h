/* revisions.h - how the revisions of one conversation came about. */
#ifndef INSIGHTS_ANALYSIS_REVISIONS_H
#define INSIGHTS_ANALYSIS_REVISIONS_H

#include "analysis/join.h"
#include "analysis/study.h"

/* The latest revision that both were made from, itself included: one of the
 * list, or *out NULL. */
insights_status insights__revisions_base(
    const insights__record_list *revisions,
    const char *ours,
    const char *theirs,
    const insights_record **out,
    insights_error **error);

/* A clash as a record of kind INSIGHTS_CONFLICT: owned. */
insights_status insights__clash_record(
    const insights__clash *clash,
    const insights_record *interview,
    const char *transcript_id,
    int theirs, /* were taken */
    insights_record **out,
    insights_error **error);

#endif
