/* compare.h - what coders said of the same words.
 *
 * A unit is a piece of evidence that stands in the current text of a
 * conversation; pieces that cover half of each other at least are one unit. A
 * coder gave a unit a code where they gave it to that evidence, or to other
 * evidence that covers half of the unit's words at least (coders cut
 * differently).
 *
 * What a person made or accepted is given, what they rejected is not; what is
 * only suggested says nothing of anybody.
 */
#ifndef INSIGHTS_ANALYSIS_COMPARE_H
#define INSIGHTS_ANALYSIS_COMPARE_H

#include "analysis/codes.h"

/* Somebody gave a code to a unit. */
typedef struct insights__mark {
    size_t unit;  /* index of the evidence list */
    size_t code;  /* index of the codes */
    size_t coder; /* index of the people */
    const insights_record *coding;
} insights__mark;

typedef INSIGHTS__ARRAY(insights__mark) insights__marks;

/* One conversation as the coders left it. */
typedef struct insights__coded {
    insights_record *interview;
    insights__record_list units; /* in reading order */
    insights__record_list codings;
    insights__marks marks; /* in order of unit, code, coder; each once */
    unsigned char *judged; /* [coder * codes + code]: said yes or no */
    unsigned char *folded; /* a piece before it stands for it */
    size_t unit_count;     /* of those that are not */
} insights__coded;

typedef struct insights__comparison {
    insights_study *study;
    insights__record_list people; /* human actors, by name */
    insights__record_list codes;
    INSIGHTS__ARRAY(insights__coded) coded; /* in order of date and title */
} insights__comparison;

insights_status insights__comparison_open(
    insights__comparison *self,
    insights_study *study,
    insights_error **error);
void insights__comparison_close(insights__comparison *self);

/* Whether a coder judged anything in a conversation. */
int insights__has_coded(
    const insights__comparison *self,
    const insights__coded *coded,
    size_t coder);

#endif
