/* quoted.h - a quote, made ready to be looked for in conversations. */
#ifndef INSIGHTS_TEXT_QUOTED_H
#define INSIGHTS_TEXT_QUOTED_H

#include "text/index.h"

#define INSIGHTS__QUOTE_WORDS_MAXIMUM 10000

typedef struct insights__quoted {
    const char *text; /* borrowed; white space at the ends is not in it */
    size_t length;
    insights__tokens tokens;
    INSIGHTS__ARRAY(uint32_t) words;       /* tokens that are no marks */
    INSIGHTS__ARRAY(insights__unit) units; /* nor fillers; without ids */
    size_t pieces;                         /* parted by elisions: 1 or more */
} insights__quoted;

/* Fails with INSIGHTS_E_INVALID where the quote is empty or not UTF-8, and
 * with INSIGHTS_E_LIMIT above 10,000 words. `out` is freed in any case. */
insights_status insights__quoted_read(
    const char *text,
    size_t length,
    insights__quoted *out,
    insights_error **error);

void insights__quoted_free(insights__quoted *quoted);

/* Give the units the numbers their words have in a conversation. */
void insights__quoted_number(
    insights__quoted *quoted,
    const insights__index *index);

#endif
