/* meaning.h - words whose change alters what was said. */
#ifndef INSIGHTS_TEXT_MEANING_H
#define INSIGHTS_TEXT_MEANING_H

#include <stddef.h>

/* A key as in text/words.h. "not", "nicht", "jamais", "nunca", "不" … */
int insights__is_negation(const char *key, size_t length);

/* "must", "might", "always", "vielleicht" … */
int insights__is_modality(const char *key, size_t length);

/* What a unit of money or share is called: "$" for "$", "dollar" and
 * "dollars"; NULL where it is none. Static. */
const char *insights__unit_of(const char *key, size_t length);

/* Whether one word is the other with un-, in-, im-, dis-, non- … before. */
int insights__is_opposite(
    const char *left,
    size_t left_length,
    const char *right,
    size_t right_length);

/* Words that are written with a capital and name nobody: "I", "I'm" … */
int insights__is_no_name(const char *key, size_t length);

#endif
