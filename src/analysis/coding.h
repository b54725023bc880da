/* coding.h - put codes on words. */
#ifndef INSIGHTS_ANALYSIS_CODING_H
#define INSIGHTS_ANALYSIS_CODING_H

#include "analysis/codes.h"
#include "analysis/load.h"

/* What one person codes in one unit of work: what was made in it is found
 * again, though nothing is stored yet. */
typedef struct insights__coder {
    insights__unit *unit;
    insights__record_list codes;
    insights__record_list evidence; /* made here */
    insights__record_list codings;  /* made here */
    size_t codes_made;
} insights__coder;

insights_status insights__coder_open(
    insights__coder *coder,
    insights__unit *unit,
    insights_error **error);
void insights__coder_close(insights__coder *coder);

/* Words to be coded: evidence that stands, or a span of a text. */
typedef struct insights__span_at {
    insights_record *evidence; /* or NULL, and then: */
    insights_record *interview;
    insights_conversation *script; /* its current text */
    size_t start;
    size_t end;
    const char *grounding; /* how the span was found */
    double similarity;
} insights__span_at;

void insights__span_at_free(insights__span_at *at);

/* Read "EVIDENCE", "INTERVIEW:START-END", "INTERVIEW:TURN" or
 * "INTERVIEW#QUOTE". */
insights_status insights__span_parse(
    insights_study *study,
    const char *text,
    insights__span_at *out,
    insights_error **error);

/* Trim white space off a span and see that it lies on characters. */
insights_status insights__span_check(
    insights__span_at *at,
    insights_error **error);

/* The evidence at a span, made where none stands there: owned by the coder or
 * by `at`. */
insights_status insights__coder_evidence(
    insights__coder *coder,
    insights__span_at *at,
    const insights_record **out,
    insights_error **error);

/* Put a code on evidence, accepted by the unit's actor. `*id` receives the
 * coding; `*fresh` is 0 where it stood like that already. */
insights_status insights__coder_code(
    insights__coder *coder,
    const insights_record *evidence,
    const char *code,
    const char *note,
    const char *replaces,
    char id[INSIGHTS__UUID_TEXT],
    int *fresh,
    insights_error **error);

#endif
