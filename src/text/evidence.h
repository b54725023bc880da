/* evidence.h - which spans of a conversation can be cited.
 *
 * Keeps true: spans are in order, do not overlap, lie within one turn, and
 * start and end on words of it; chunks hold their span and lie within the
 * same turn.
 */
#ifndef INSIGHTS_TEXT_EVIDENCE_H
#define INSIGHTS_TEXT_EVIDENCE_H

#include "base/terms.h"
#include "text/outline.h"

#define INSIGHTS__KEY_TEXT 33 /* 32 hex digits and a NUL */

typedef struct insights__span {
    size_t start; /* in the canonical text, in bytes */
    size_t end;
} insights__span;

typedef struct insights__evidence_item {
    insights__span quote;
    insights__span chunk;
    insights__span gist;
    size_t turn;
    size_t question; /* index into the outline, or INSIGHTS__NO_TURN */
    int is_question;
    char key[INSIGHTS__KEY_TEXT]; /* of speaker, words and occurrence */
} insights__evidence_item;

typedef struct insights__evidence {
    insights__evidence_item *items;
    size_t count;
    size_t capacity;
} insights__evidence;

/* Free `out` with insights__array_free(), also after a failure. */
insights_status insights__evidence_read(
    insights__evidence *out,
    const insights_conversation *script,
    const insights__roles *roles,
    const insights__outline *outline,
    insights_error **error);

/* The part of a sentence that says most in at most twelve words: bytes of
 * `text`, without the fillers it starts with, cut where a clause ends. */
insights__span insights__evidence_gist(
    const char *text,
    const insights__term *terms,
    size_t count);

#endif
