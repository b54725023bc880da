/* stopwords.c - find the list of a language, and a word in it. */
#include "base/stopwords.h"

#include "base/stopwords_data.h"

#include <string.h>

static const insights__stopwords *const lists[] = {
    &insights__stopwords_da, &insights__stopwords_de, &insights__stopwords_en,
    &insights__stopwords_es, &insights__stopwords_fr, &insights__stopwords_it,
    &insights__stopwords_nl, &insights__stopwords_no, &insights__stopwords_pt,
    &insights__stopwords_sv,
};

static const struct alias {
    const char *subtag;
    const insights__stopwords *list;
} aliases[] = {
    {"nb", &insights__stopwords_no},
    {"nn", &insights__stopwords_no},
};

/* Subtags are ASCII letters, of either case. */
static int same(const char *name, const char *subtag, size_t length)
{
    size_t i;

    if (strlen(name) != length)
        return 0;
    for (i = 0; i < length; i++)
        if ((name[i] | 0x20) != (subtag[i] | 0x20))
            return 0;
    return 1;
}

const insights__stopwords *insights__stopwords_of(
    const char *subtag,
    size_t length)
{
    size_t i;

    for (i = 0; i < sizeof(lists) / sizeof(*lists); i++)
        if (same(lists[i]->language, subtag, length))
            return lists[i];
    for (i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
        if (same(aliases[i].subtag, subtag, length))
            return aliases[i].list;
    return NULL;
}

int insights__stopwords_have(const insights__stopwords *list, const char *word)
{
    size_t low = 0;
    size_t high = list ? list->count : 0;
    size_t middle;
    int order;

    while (low < high) {
        middle = low + (high - low) / 2;
        order = strcmp(word, list->words[middle]);
        if (order == 0)
            return 1;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}
