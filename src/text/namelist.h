/* namelist.h - where names stand in a text.
 *
 * A name is found as words: never inside another word, whatever Unicode form
 * it is written in, over line breaks and several blanks, in front of "'s". Of
 * names that begin at one place the longest counts. A name given with a
 * capital is found with one, so that Will is not the will; case is set aside
 * where the caller says so.
 *
 * Keeps true: hits lie on whole characters, in order, and do not overlap.
 */
#ifndef INSIGHTS_TEXT_NAMELIST_H
#define INSIGHTS_TEXT_NAMELIST_H

#include "base/error.h"

#include <stddef.h>

typedef struct insights__namelist insights__namelist;

/* NULL: no memory. */
insights__namelist *insights__namelist_new(void);
void insights__namelist_free(insights__namelist *names);

/* Look for `name` too; a hit of it gives `tag`. A name that was added before
 * keeps its first tag; one without a letter or digit is left out. */
insights_status insights__namelist_add(
    insights__namelist *names,
    const char *name,
    size_t tag,
    insights_error **error);

typedef struct insights__name_hit {
    size_t start; /* bytes */
    size_t end;
    size_t tag;
    int capital; /* its first letter is one */
} insights__name_hit;

/* Bits for insights__namelist_next(). */
enum {
    INSIGHTS__NAMELIST_ANY_CASE = 1u << 0,
    INSIGHTS__NAMELIST_FILE = 1u
                              << 1 /* "-", "_" and "." stand for blanks too */
};

/* The first hit that starts at `from` or behind; 0: none. The text is valid
 * UTF-8. */
int insights__namelist_next(
    const insights__namelist *names,
    const char *text,
    size_t length,
    size_t from,
    unsigned flags,
    insights__name_hit *out);

/* Whether a text has no capital letter but letters that could be one, as some
 * speech recognition writes. */
int insights__namelist_caseless(const char *text, size_t length);

#endif
