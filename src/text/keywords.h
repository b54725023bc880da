/* keywords.h - every place where some words stand.
 *
 * Keeps true: matches are in order and do not overlap; their contexts lie
 * within the same turn and start and end where words do.
 */
#ifndef INSIGHTS_TEXT_KEYWORDS_H
#define INSIGHTS_TEXT_KEYWORDS_H

#include "base/terms.h"
#include "text/script.h"

/* What is looked for: words in a row, each of any ending or not. */
typedef struct insights__keywords {
    insights__terms terms;
    INSIGHTS__ARRAY(uint8_t) open; /* for each term: any ending */
} insights__keywords;

#define INSIGHTS__KEYWORDS_INIT                    \
    {                                              \
        INSIGHTS__TERMS_INIT, INSIGHTS__ARRAY_INIT \
    }

/* Read what a person typed: words, `*` at the end of one for any ending.
 * Fails where there is no word in it. */
insights_status insights__keywords_parse(
    insights__keywords *out,
    const char *words,
    insights_error **error);

void insights__keywords_free(insights__keywords *keywords);

/* Bytes into the text of one turn. */
typedef struct insights__keyword {
    size_t before; /* where the context starts */
    size_t start;
    size_t end;
    size_t after; /* where the context ends */
} insights__keyword;

typedef struct insights__keyword_list {
    insights__keyword *items;
    size_t count;
    size_t capacity;
} insights__keyword_list;

/* Replace `out` by the matches in a turn. `terms` is room for its words. */
insights_status insights__keywords_find(
    const insights__keywords *keywords,
    const insights__turn *turn,
    size_t context,
    insights__terms *terms,
    insights__keyword_list *out,
    insights_error **error);

#endif
