/* differences.h - which words a draft changed, and whether that matters.
 *
 * Keeps true: changes come in the order of the draft; a change of negation,
 * number, name or modality is never reported as one of words; "nineteen" and
 * "19", a word written apart and marks of the transcriber are no changes.
 */
#ifndef INSIGHTS_TEXT_DIFFERENCES_H
#define INSIGHTS_TEXT_DIFFERENCES_H

#include "text/index.h"

typedef enum insights__change_kind {
    INSIGHTS__CHANGE_WORDS = 1,
    INSIGHTS__CHANGE_MODALITY,
    INSIGHTS__CHANGE_NAME,
    INSIGHTS__CHANGE_NUMBER,
    INSIGHTS__CHANGE_NEGATION
} insights__change_kind;

typedef struct insights__change {
    insights__change_kind kind;
    int bracketed;      /* only words the draft itself put in brackets */
    size_t draft_start; /* bytes of the draft */
    size_t draft_end;
    size_t said_start; /* bytes of the canonical text */
    size_t said_end;
} insights__change;

typedef struct insights__changes {
    INSIGHTS__ARRAY(insights__change) list;
    int altered;  /* one of them changes the meaning */
    int unmarked; /* one of them is not in brackets */
} insights__changes;

#define INSIGHTS__CHANGES_INIT     \
    {                              \
        INSIGHTS__ARRAY_INIT, 0, 0 \
    }

/* "negation", "number", "name", "modality" or "words". Static. */
const char *insights__change_name(insights__change_kind kind);

/* Append what differs between tokens [draft_first, draft_last) of a draft
 * and tokens [said_first, said_last) of a conversation. */
insights_status insights__differences(
    const insights__tokens *draft,
    size_t draft_first,
    size_t draft_last,
    const insights__index *index,
    size_t said_first,
    size_t said_last,
    insights__changes *out,
    insights_error **error);

void insights__changes_free(insights__changes *changes);

#endif
