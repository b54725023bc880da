/* signals.h - sentences in which a cue stands.
 *
 * A cue types a sentence (a pain, a goal, a tool …); it says nothing of how
 * much the sentence matters, and is a filter unless its pattern is a sure
 * one. Keeps true: signals are in order of their sentences, one at most for
 * each kind in a sentence.
 */
#ifndef INSIGHTS_TEXT_SIGNALS_H
#define INSIGHTS_TEXT_SIGNALS_H

#include "text/roles.h"

/* The kinds of facets, in the order of insights__signal_kinds. */
#define INSIGHTS__SIGNAL_KINDS 13
extern const char *const insights__signal_kinds[INSIGHTS__SIGNAL_KINDS];

/* The number of a kind, or -1. */
int insights__signal_kind(const char *name);

/* Cues of one meaning. */
typedef struct insights__signal_pattern {
    const char *kind;
    const char *name;
    int sure;         /* at least 4 in 5 right on text it was not made for */
    const char *cues; /* separated by `|`: words, `*` for any ending, `_` for
                         any word, `#` for a number */
} insights__signal_pattern;

extern const insights__signal_pattern insights__signal_patterns[];
extern const size_t insights__signal_pattern_count;

typedef struct insights__signal {
    size_t turn;
    size_t start; /* of the sentence, in the canonical text, in bytes */
    size_t end;
    size_t cue_start;
    size_t cue_end;
    int kind;
    const insights__signal_pattern *pattern;
    int negated;
    int suggests;
} insights__signal;

typedef struct insights__signals {
    insights__signal *items;
    size_t count;
    size_t capacity;
} insights__signals;

/* `kind` -1: all. Free `out` with insights__array_free(), also after a
 * failure. */
insights_status insights__signals_read(
    insights__signals *out,
    const insights_conversation *script,
    const insights__roles *roles,
    int kind,
    insights_error **error);

#endif
