/* phrases.h - words in a row that several people use.
 *
 * Keeps true: no phrase is part of another one that as many people use; the
 * most people come first.
 */
#ifndef INSIGHTS_TEXT_PHRASES_H
#define INSIGHTS_TEXT_PHRASES_H

#include "base/arena.h"
#include "base/array.h"
#include "base/terms.h"

#define INSIGHTS__PHRASE_WORDS 8

typedef struct insights__phrase_place {
    uint32_t source; /* what insights__phrases_turn() was given */
    uint32_t turn;
    uint32_t start; /* bytes into the turn */
    uint32_t end;
    uint32_t speaker; /* counted over all conversations */
} insights__phrase_place;

typedef struct insights__phrase {
    size_t words;
    size_t people;
    size_t interviews;
    size_t count;
    /* All places, in the order the turns were given. */
    INSIGHTS__ARRAY(insights__phrase_place) places;
} insights__phrase;

typedef struct insights__phrases insights__phrases;

/* NULL: no memory. */
insights__phrases *insights__phrases_new(void);

/* What follows is said by another speaker, in conversation `source`. All
 * turns of a speaker come in a row. */
void insights__phrases_speaker(insights__phrases *phrases, uint32_t source);

insights_status insights__phrases_turn(
    insights__phrases *phrases,
    uint32_t turn,
    const char *text,
    const insights__term *terms,
    size_t count,
    insights_error **error);

/* How many speakers there were. */
size_t insights__phrases_people(const insights__phrases *phrases);

/* Find the phrases of at least `min_words` words used by `min_people`; at
 * most `limit`. They live as long as `phrases`. */
insights_status insights__phrases_find(
    insights__phrases *phrases,
    size_t min_people,
    size_t min_words,
    size_t limit,
    const insights__phrase **out,
    size_t *count,
    insights_error **error);

void insights__phrases_free(insights__phrases *phrases);

#endif
