/* join.h - two texts that were made from one, in one again.
 *
 * Turns are paired by the words they share, and words are joined between
 * those that stand in all three texts: what only one side changed is taken
 * from that side, what both changed in the same way once. What both changed
 * otherwise stays as one side has it, and is listed.
 *
 * Keeps true: where one side changed nothing, the result is the other; where
 * nothing is listed, the sides may change places, and a word that stands once
 * in each of the three stands in the result.
 */
#ifndef INSIGHTS_ANALYSIS_JOIN_H
#define INSIGHTS_ANALYSIS_JOIN_H

#include "base/array.h"
#include "text/script.h"

/* A place that both changed, each in its own way. */
typedef struct insights__clash {
    size_t turn;       /* of the result; where it would be */
    const char *field; /* "text" or "speaker". Static. */
    char *base;        /* owned; "" where there was nothing */
    char *ours;
    char *theirs;
} insights__clash;

typedef INSIGHTS__ARRAY(insights__clash) insights__clashes;

void insights__clashes_free(insights__clashes *clashes);

/* Add one; the texts are copied, without white space at their ends. */
insights_status insights__clash_add(
    insights__clashes *clashes,
    const insights__clash *clash,
    insights_error **error);

typedef struct insights__sides {
    const insights_conversation *base;
    const insights_conversation *ours;
    const insights_conversation *theirs;
    int prefer_theirs; /* where both changed the same */
} insights__sides;

/* The joined text: owned. */
insights_status insights__join(
    const insights__sides *sides,
    insights_conversation **out,
    insights__clashes *clashes,
    insights_error **error);

/* --- join_words.c ----------------------------------------------------------
 */

/* A turn of each; `turn` is its place in the result. Appends the joined turn,
 * but for its speaker, who is given. */
insights_status insights__join_turn(
    const insights__sides *sides,
    size_t base,
    size_t ours,
    size_t theirs,
    const char *speaker,
    insights_conversation *out,
    insights__clashes *clashes,
    insights_error **error);

#endif
