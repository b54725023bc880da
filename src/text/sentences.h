/* sentences.h - where sentences start and end.
 *
 * Keeps true: spans are in order, do not overlap, start and end on characters
 * that are not white space, and hold every such character of the text.
 */
#ifndef INSIGHTS_TEXT_SENTENCES_H
#define INSIGHTS_TEXT_SENTENCES_H

#include "base/array.h"
#include "base/error.h"

typedef struct insights__sentence {
    size_t start; /* bytes into the text */
    size_t end;
    int question; /* ends with a question mark */
} insights__sentence;

typedef struct insights__sentences {
    insights__sentence *items;
    size_t count;
    size_t capacity;
} insights__sentences;

/* Replace what `out` holds by the sentences of valid UTF-8. `language` is a
 * BCP 47 tag or NULL; it chooses the abbreviations. Free `out` with
 * insights__array_free(). */
insights_status insights__sentences_read(
    insights__sentences *out,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error);

/* Abbreviations, folded, without their last full stop. */
typedef struct insights__abbreviations {
    const char *language;       /* primary subtag */
    const char *const *never;   /* a sentence never ends there: Mr */
    const char *const *seldom;  /* only before a capital: etc */
    const char *const *numeral; /* not before a digit: No */
} insights__abbreviations;

/* Those of a language; of English where there are none. */
const insights__abbreviations *insights__abbreviations_of(const char *language);

#endif
