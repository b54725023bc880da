/* script.h - the inside of insights_conversation: turns and the canonical
 * text they make.
 *
 * Keeps true: turn i's text is valid UTF-8 without NUL; byte_start of turn
 * i + 1 is byte_start of turn i + its length + 1 (the newline), likewise in
 * code points and UTF-16 units; times are INSIGHTS_NO_TIME or >= 0. Readers
 * append turns in order through insights__script_add() and nothing else.
 */
#ifndef INSIGHTS_TEXT_SCRIPT_H
#define INSIGHTS_TEXT_SCRIPT_H

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"

#include <insights/conversation.h>

#include <stdatomic.h>

/* Later hours of a recording are taken for this one, so that every time can be
 * written in every format: 9e15 ms is what JSON's numbers hold. */
#define INSIGHTS__HOURS_MAXIMUM INT64_C(2499999999)

/* A word's time: bytes [offset, offset + length) of its turn's text. */
typedef struct insights__word {
    uint32_t offset;
    uint32_t length;
    int64_t start_ms;
    int64_t end_ms;
} insights__word;

typedef struct insights__turn {
    const char *speaker; /* NULL: not given. Interned in the arena. */
    const char *text;    /* in the arena, NUL behind it */
    size_t length;       /* of text, in bytes */
    size_t chars;        /* of text, in code points */
    size_t utf16;        /* of text, in UTF-16 units */
    int64_t start_ms;
    int64_t end_ms;
    size_t byte_start; /* in the canonical text */
    size_t char_start;
    size_t utf16_start;
    insights__word *words; /* in the arena; NULL: no times of words */
    size_t word_count;
    int continued; /* goes on from a turn that was too long */
} insights__turn;

struct insights_conversation {
    atomic_uint refs; /* the caller's, and one for each corpus it is in */
    insights__arena arena;
    INSIGHTS__ARRAY(insights__turn) turns;
    INSIGHTS__ARRAY(const char *) warnings;
    struct insights__map *speakers; /* label -> interned label */
    const char *format;             /* static */
    const char *title;              /* these in the arena, or NULL */
    const char *language;
    const char *date;
    const char *media;
    const char *roles; /* what people said of them: "A=interviewer" */
    size_t max_turn_size;
    size_t suppressed_warnings; /* beyond the first 100 */
    struct insights__oddities {
        size_t empty;     /* turns without text, left out */
        size_t backwards; /* start before the turn ahead of them */
        size_t overlapping;
        size_t inverted; /* end before they start */
        size_t split;    /* longer than max_turn_size */
        size_t repaired; /* held invalid UTF-8 or NUL */
        size_t first_backwards;
        size_t first_overlapping;
        size_t first_inverted;
        size_t first_split;
        size_t first_repaired;
    } oddities;
};

/* Count one more holder; insights_conversation_free() takes one away. */
void insights__script_retain(insights_conversation *script);

/* An empty conversation, or NULL: no memory. */
insights_conversation *insights__script_new(void);

/*
 * Append a turn. `text` may hold invalid UTF-8 (replaced by U+FFFD, with a
 * warning) and NULs (likewise); line breaks inside become what the caller
 * gave. Turns longer than max_turn_size are split at a sentence or space and
 * the rest marked `continued`. `words` refer to `text` and are copied; they
 * are dropped where the text had to be changed. Text of nothing but white
 * space makes no turn; an end before the start becomes the start. Both are
 * counted, see insights__script_finish().
 */
insights_status insights__script_add(
    insights_conversation *script,
    const char *speaker, /* NULL or empty: none */
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms,
    const insights__word *words,
    size_t word_count,
    insights_error **error);

/* Turn what insights__script_add() counted into warnings. Called once, when
 * reading has ended. */
insights_status insights__script_finish(
    insights_conversation *script,
    insights_error **error);

/* Remember something that could not be taken as it stood; at most 100, then
 * counted. */
INSIGHTS__PRINTF(2, 3)
insights_status insights__script_warn(
    insights_conversation *script,
    const char *format,
    ...);

/* The turn that holds byte `at` of the canonical text (the newline behind a
 * turn belongs to it). `at` must be below the text's length. */
size_t insights__script_turn_at(const insights_conversation *script, size_t at);

/* Length of the canonical text in bytes. */
size_t insights__script_length(const insights_conversation *script);

/* Copy bytes [start, end) of the canonical text: owned, or NULL: no memory. */
char *insights__script_slice(
    const insights_conversation *script,
    size_t start,
    size_t end);

/* The times of a span: of its words where those are given; of its turns where
 * it covers them whole ("cue"); else interpolated by characters within them,
 * always inside their times. */
typedef struct insights__times {
    int64_t start_ms;
    int64_t end_ms;
    const char *method; /* "word", "cue", "interpolated" or "none" */
} insights__times;

insights__times insights__script_times(
    const insights_conversation *script,
    size_t start,
    size_t end);

#endif
