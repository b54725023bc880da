/* align.h - lay the words of a draft beside the words that were said.
 *
 * Dynamic programming in a band around one diagonal (Smith and Waterman,
 * 1981; Needleman and Wunsch, 1970), with whole numbers only, so that every
 * machine finds the same. Two words may stand against one that joins them
 * ("log in", "login"), or contracts them ("we have", "we've").
 *
 * Keeps true: steps come in order; each unit of the aligned stretches is in
 * exactly one step; the cost is units of the draft times the band's width.
 */
#ifndef INSIGHTS_TEXT_ALIGN_H
#define INSIGHTS_TEXT_ALIGN_H

#include "base/array.h"
#include "base/error.h"

#include <stdint.h>

/* A word to be aligned. Equal ids are equal words; INSIGHTS__UNIT_UNKNOWN is
 * equal to nothing. */
#define INSIGHTS__UNIT_UNKNOWN UINT32_MAX

enum {
    INSIGHTS__UNIT_LIGHT = 1u << 0, /* leaving it out costs little */
    INSIGHTS__UNIT_FREE = 1u << 1   /* [editorial]: may stand for anything */
};

typedef struct insights__unit {
    const char *key;
    uint16_t key_length;
    uint16_t weight; /* 0: does not count */
    uint32_t id;
    uint32_t token; /* for the caller */
    uint32_t flags;
} insights__unit;

typedef enum insights__step_type {
    INSIGHTS__STEP_EQUAL = 1,
    INSIGHTS__STEP_SIMILAR, /* a typing error, another ending */
    INSIGHTS__STEP_OTHER,   /* one word for another */
    INSIGHTS__STEP_DRAFT,   /* only in the draft */
    INSIGHTS__STEP_SAID,    /* only said */
    INSIGHTS__STEP_SPLIT,   /* two of the draft, one said */
    INSIGHTS__STEP_JOINED   /* one of the draft, two said */
} insights__step_type;

/* How alike "we have" and "we've" are: the same words, said otherwise. */
#define INSIGHTS__CONTRACTED 95u

typedef struct insights__step {
    uint8_t type;
    uint8_t percent; /* how alike the words are */
    uint32_t draft;  /* the first unit of the draft; where it would stand */
    uint32_t said;
} insights__step;

typedef enum insights__align_mode {
    INSIGHTS__ALIGN_GLOBAL = 1, /* all of both */
    INSIGHTS__ALIGN_FIT,  /* all of the draft, anywhere in what was said */
    INSIGHTS__ALIGN_LOCAL /* the best stretch of both */
} insights__align_mode;

typedef struct insights__alignment {
    INSIGHTS__ARRAY(insights__step) steps;
    int64_t score;
    uint32_t draft_start; /* what is aligned, in units */
    uint32_t draft_end;
    uint32_t said_start;
    uint32_t said_end;
} insights__alignment;

#define INSIGHTS__ALIGNMENT_INIT            \
    {                                       \
        INSIGHTS__ARRAY_INIT, 0, 0, 0, 0, 0 \
    }

/*
 * Align. Draft unit i may stand against said units i + low to i + high; for
 * INSIGHTS__ALIGN_GLOBAL the band is widened to hold both corners. Replaces
 * what `out` held. Nothing in common gives an alignment without steps.
 */
insights_status insights__align(
    const insights__unit *draft,
    size_t draft_count,
    const insights__unit *said,
    size_t said_count,
    int64_t low,
    int64_t high,
    insights__align_mode mode,
    insights__alignment *out,
    insights_error **error);

void insights__alignment_free(insights__alignment *alignment);

/* How alike an alignment shows its stretches to be. */
typedef struct insights__likeness {
    double similarity;  /* 2 * common / (draft + said), by weight, 0 to 1 */
    uint32_t equal;     /* words in common */
    uint32_t edits;     /* words changed, added or left out on one side */
    uint32_t gaps;      /* stretches of three words or more on one side only */
    uint32_t draft_run; /* the longest stretch nobody said */
    uint32_t said_run;  /* the longest stretch left out */
    double edge;        /* the share of the draft, by weight, that three words
                           or more at its start or end make that nobody said,
                           up to the first two that were said; else 0 */
} insights__likeness;

/* Units of the draft outside the alignment count as nobody's words. */
insights__likeness insights__alignment_likeness(
    const insights__alignment *alignment,
    const insights__unit *draft,
    size_t draft_count,
    const insights__unit *said);

/* How alike two words are in percent: 0 where it is less than 60. */
unsigned insights__word_likeness(
    const char *left,
    size_t left_length,
    const char *right,
    size_t right_length);

#endif
