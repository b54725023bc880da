/* stopwords.h - words that say little on their own, by language. */
#ifndef INSIGHTS_BASE_STOPWORDS_H
#define INSIGHTS_BASE_STOPWORDS_H

#include <stddef.h>

/* Words of one language, folded, in order of their bytes. */
typedef struct insights__stopwords {
    const char *language; /* primary subtag, such as "en" */
    const char *const *words;
    size_t count;
} insights__stopwords;

/* The list of a language's primary subtag, or NULL. */
const insights__stopwords *insights__stopwords_of(
    const char *subtag,
    size_t length);

/* Whether a folded word stands in the list; NULL: no list, no. */
int insights__stopwords_have(const insights__stopwords *list, const char *word);

#endif
