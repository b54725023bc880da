/* analyze.h - what is known of an interview before it is read again. */
#ifndef INSIGHTS_ANALYSIS_ANALYZE_H
#define INSIGHTS_ANALYSIS_ANALYZE_H

#include "analysis/codes.h"
#include "analysis/load.h"

/* What holds for all interviews of one run. */
typedef struct insights__analysis {
    insights_study *study;
    insights__record_list codes;
    insights__map *people;  /* ids of human actors */
    insights__map *noted;   /* ids of records that have a memo */
    insights__map *deleted; /* keys of evidence and "evidence/code" of codings
                               that a person deleted */
    int may_suggest;
    char group[INSIGHTS__UUID_TEXT]; /* of the first unit; all share it */
    int64_t interviews;
    int64_t made;
    int64_t kept;
    int64_t archived;
    int64_t suggested;
    insights_record *answer; /* made before each conversation is committed */
} insights__analysis;

insights_status insights__analysis_open(
    insights__analysis *analysis,
    insights_study *study,
    insights_error **error);
void insights__analysis_close(insights__analysis *analysis);

/* Whether a person made, decided or annotated a piece of evidence. */
int insights__analysis_touched(
    const insights__analysis *analysis,
    const insights_record *evidence,
    const insights__record_list *codings);

/* Suggest codes for evidence of the text that stands. */
insights_status insights__analysis_suggest(
    insights__analysis *analysis,
    insights__unit *unit,
    const insights_conversation *script,
    const insights__record_list *evidence, /* that stands, in this text */
    const insights__record_list *all,      /* all there ever was */
    const insights__record_list *codings,
    insights_error **error);

/* The text "interview/key" or "evidence/code"; with these `deleted` is
 * asked. */
insights_status insights__analysis_deleted(
    const insights__analysis *analysis,
    const char *above,
    const char *name,
    int *out,
    insights_error **error);

#endif
