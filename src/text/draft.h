/* draft.h - a transcript whose speakers are not settled yet.
 *
 * Whether "Ana: hello" names a speaker depends on the other lines of the
 * file. Readers therefore collect pieces, with the labels that may be names,
 * and insights__draft_finish() decides and makes the turns.
 */
#ifndef INSIGHTS_TEXT_DRAFT_H
#define INSIGHTS_TEXT_DRAFT_H

#include "text/script.h"

#include "base/buffer.h"

typedef enum insights__label_kind {
    INSIGHTS__LABEL_NONE = 0,
    INSIGHTS__LABEL_COLON,   /* Ana: hello */
    INSIGHTS__LABEL_BRACKET, /* [Ana] hello */
    INSIGHTS__LABEL_HEADER,  /* a line of its own, with a time or marked up */
    INSIGHTS__LABEL_HEADING, /* ## Ana, dropped if she is no speaker */
    INSIGHTS__LABEL_BELOW,   /* a line of its own below a range of times */
    INSIGHTS__LABEL_DASH     /* - hello; somebody else than before */
} insights__label_kind;

typedef struct insights__label {
    insights__label_kind kind;
    size_t start; /* of the label, in bytes of its text */
    size_t length;
    size_t rest; /* where the text goes on if it is a label */
} insights__label;

enum {
    INSIGHTS__PIECE_TURN = 1,      /* begins a turn in any case */
    INSIGHTS__PIECE_PARAGRAPH = 2, /* begins one where nobody is named */
    INSIGHTS__PIECE_SURE = 4,      /* `speaker` is known, NULL: nobody */
    INSIGHTS__PIECE_HEADING = 8    /* a heading, or a speaker */
};

typedef struct insights__piece {
    const char *text; /* in the draft's arena */
    size_t length;
    const char *speaker;
    insights__label label;
    int64_t start_ms;
    int64_t end_ms;
    insights__word *words;
    size_t word_count;
    unsigned flags;
} insights__piece;

typedef struct insights__draft {
    insights__arena arena;
    INSIGHTS__ARRAY(insights__piece) pieces;
    struct insights__map *labels; /* label -> how often, see label.c */
    size_t units;                 /* pieces that could have named a speaker */
    size_t labelled;              /* those that seem to, by kind */
    size_t headed;
    size_t bracketed;
    size_t dashed;
    size_t below;
    size_t ranges;  /* lines that are nothing but a range of times */
    size_t dropped; /* headings that name nobody, after finishing */
    int captions;   /* times belong to cues, not to speakers */
    int chain_ends; /* a turn ends where the next one starts */
} insights__draft;

/* Zeroed drafts may be used and freed. The text is copied. NULL: no memory */
insights__piece *insights__draft_add(
    insights__draft *draft,
    const char *text,
    size_t length,
    const insights__label *label, /* NULL: find one */
    unsigned flags);
void insights__draft_free(insights__draft *draft);

/* Decide who speaks and append the turns. */
insights_status insights__draft_finish(
    insights__draft *draft,
    insights_conversation *script,
    insights_error **error);

/* --- Labels -------------------------------------------------------------- */

/* How much a label looks like a name. */
typedef enum insights__label_shape {
    INSIGHTS__SHAPE_NONE = 0,
    INSIGHTS__SHAPE_LOOSE, /* Unidentified crew member, It has 3 parts */
    INSIGHTS__SHAPE_WEAK,  /* interviewer, speaker 1 */
    INSIGHTS__SHAPE_WORD,  /* Note, Summary: capital, but no name */
    INSIGHTS__SHAPE_STRONG /* Ana Lima, SPEAKER_00, CapCom */
} insights__label_shape;

insights__label_shape insights__label_shape_of(
    const char *label,
    size_t length);

/* A label at the beginning of a text: its kind is NONE where there is none
 * that could be a name. `loose` ones are taken only behind a time. */
insights__label insights__label_find(
    const char *text,
    size_t length,
    int loose);

/* Count a label, and the text that may have one, for the whole file. 0: no
 * memory. */
int insights__draft_count(
    insights__draft *draft,
    const char *text,
    const insights__label *label,
    int unit);

/* Whether it is taken for a speaker, once all are counted. */
int insights__draft_accepts(
    const insights__draft *draft,
    const char *text,
    const insights__label *label);

#endif
