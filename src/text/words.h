/* words.h - the words of what was said and of what was quoted, ready to be
 * laid side by side.
 *
 * Search has its own terms (base/terms.h): stems, stop words and pairs of
 * characters, made to be found by. Here every word counts as it stands, and
 * numbers, symbols and marks such as "{laughter}" have a meaning of their
 * own.
 *
 * Keeps true: tokens come in order and do not overlap; `start` and `end` lie
 * on boundaries of characters as people see them; equal keys are equal to a
 * reader but for punctuation, case and the way a number is written.
 */
#ifndef INSIGHTS_TEXT_WORDS_H
#define INSIGHTS_TEXT_WORDS_H

#include "base/array.h"
#include "base/buffer.h"

#include <stdint.h>

enum {
    INSIGHTS__TOKEN_CAPITAL = 1u << 0,  /* written with a capital */
    INSIGHTS__TOKEN_SENTENCE = 1u << 1, /* first of a sentence */
    INSIGHTS__TOKEN_FILLER = 1u << 2,   /* um, uh, … */
    INSIGHTS__TOKEN_MARK = 1u << 3,     /* {laughter}, [08:10]: nobody's word */
    INSIGHTS__TOKEN_BRACKET = 1u << 4,  /* [the app] */
    INSIGHTS__TOKEN_NUMBER = 1u << 5,   /* its key is a decimal number */
    INSIGHTS__TOKEN_SYMBOL = 1u << 6,
    INSIGHTS__TOKEN_SINGLE = 1u << 7,  /* one character of such a script */
    INSIGHTS__TOKEN_ELISION = 1u << 8, /* "…" or "[…]" stands before it */
    INSIGHTS__TOKEN_AGAIN = 1u << 9,   /* the word before, said again */
    INSIGHTS__TOKEN_NT = 1u << 10,     /* ends in n't */
    INSIGHTS__TOKEN_SPELLED = 1u << 11 /* a number written in letters */
};

typedef struct insights__token {
    uint32_t start; /* bytes of the text, plus the base given */
    uint32_t end;
    uint32_t key; /* offset into `keys` */
    uint16_t key_length;
    uint16_t flags;
} insights__token;

typedef struct insights__tokens {
    INSIGHTS__ARRAY(insights__token) list;
    insights__buffer keys;
    int elision_after; /* the text ends in an elision */
} insights__tokens;

#define INSIGHTS__TOKENS_INIT                          \
    {                                                  \
        INSIGHTS__ARRAY_INIT, INSIGHTS__BUFFER_INIT, 0 \
    }

/* Append the tokens of valid UTF-8; `base` is added to their offsets, and
 * base + length is at most UINT32_MAX. */
insights_status insights__tokens_read(
    insights__tokens *tokens,
    const char *text,
    size_t length,
    size_t base,
    insights_error **error);

/* Forget the tokens, keep the memory. */
void insights__tokens_clear(insights__tokens *tokens);
void insights__tokens_free(insights__tokens *tokens);

/* The key of a token; not ended by a NUL. */
const char *insights__token_key(
    const insights__tokens *tokens,
    const insights__token *token);

/* Whether it is exactly this word. */
int insights__token_is(
    const insights__tokens *tokens,
    const insights__token *token,
    const char *word);

/* Whether a key is in a list of words that ends with NULL. */
int insights__word_in(const char *key, size_t length, const char *const *list);

#endif
