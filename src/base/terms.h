/* terms.h - words as search and comparison see them.
 *
 * One tokeniser for everything: the search index of every backend, BM25,
 * phrases, alignment. NFKC, full case folding, Snowball stems by language;
 * runs of Han, Kana, Hangul and Thai give single characters and overlapping
 * pairs of characters instead of words.
 *
 * Keeps true: terms come in order of byte_start; spans lie on character
 * boundaries of the text; the same text and language give the same terms on
 * every machine and backend.
 */
#ifndef INSIGHTS_BASE_TERMS_H
#define INSIGHTS_BASE_TERMS_H

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"

#include <stdint.h>

typedef enum insights__term_type {
    INSIGHTS__TERM_WORD = 1,   /* letters, digits, inner apostrophes */
    INSIGHTS__TERM_SINGLE = 2, /* one character of an unspaced script */
    INSIGHTS__TERM_PAIR = 3    /* two of them that stand side by side */
} insights__term_type;

typedef struct insights__term {
    const char *word; /* folded, in the arena */
    const char *stem; /* in the arena; may equal `word` */
    uint32_t byte_start;
    uint32_t byte_end;
    uint8_t type;
    uint8_t stop; /* a stop word of the language */
} insights__term;

typedef struct insights__terms {
    insights__arena arena;
    INSIGHTS__ARRAY(insights__term) list;
} insights__terms;

#define INSIGHTS__TERMS_INIT                       \
    {                                              \
        INSIGHTS__ARENA_INIT, INSIGHTS__ARRAY_INIT \
    }

/* Append the terms of valid UTF-8 text (at most 4 GiB). `language` is a BCP
 * 47 tag such as "en" or "pt-BR". One without a stemmer: no stems; NULL or
 * "und": words of ASCII letters are stemmed as English. A query must be read
 * in the language of what it searches. */
insights_status insights__terms_read(
    insights__terms *terms,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error);

/* The same without stems, which take most of the time: each word is its own
 * stem. */
insights_status insights__terms_read_words(
    insights__terms *terms,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error);

/* Forget the terms, keep the memory of the list. */
void insights__terms_clear(insights__terms *terms);
void insights__terms_free(insights__terms *terms);

/* NFKC and case folding of a whole text: owned, or NULL: no memory. */
char *insights__terms_fold(const char *text, size_t length);

#endif
