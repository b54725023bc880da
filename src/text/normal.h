/* normal.h - text as a reader hears it: case, width, quotes, dashes and
 * Unicode form set aside, one user-perceived character at a time.
 *
 * Keeps true: clusters follow one another without gaps and end on boundaries
 * of characters as people see them (UAX 29), so that a span made of them
 * never cuts an accent or an emoji in half; nothing is allocated; the cost is
 * linear, also for a letter under ten thousand accents.
 */
#ifndef INSIGHTS_TEXT_NORMAL_H
#define INSIGHTS_TEXT_NORMAL_H

#include <stddef.h>
#include <stdint.h>

/* More code points than these begin a new cluster. */
#define INSIGHTS__CLUSTER_POINTS 16
#define INSIGHTS__CLUSTER_CODES 320

typedef enum insights__class {
    INSIGHTS__CLASS_NOTHING = 0, /* not seen: soft hyphen, joiner, direction */
    INSIGHTS__CLASS_SPACE,
    INSIGHTS__CLASS_PUNCTUATION,
    INSIGHTS__CLASS_APOSTROPHE, /* all of them, and single quotes */
    INSIGHTS__CLASS_DASH,
    INSIGHTS__CLASS_LETTER,
    INSIGHTS__CLASS_DIGIT,
    INSIGHTS__CLASS_SINGLE, /* of a script that puts no spaces */
    INSIGHTS__CLASS_SYMBOL  /* money, percent, plus, emoji */
} insights__class;

typedef struct insights__cluster {
    size_t start; /* bytes of the text */
    size_t end;
    uint32_t written; /* its first code point as written */
    insights__class type;
    uint32_t count;
    int32_t codes[INSIGHTS__CLUSTER_CODES]; /* NFKC, case folded */
} insights__cluster;

/* Read the cluster at `*at` of valid UTF-8 and step over it; 0 at the end. */
int insights__normal_next(
    const char *text,
    size_t length,
    size_t *at,
    insights__cluster *out);

/* Whether two clusters are the same to a reader. */
int insights__normal_equal(
    const insights__cluster *left,
    const insights__cluster *right);

/* Whether a span may begin or end at byte `at` without cutting a character
 * as people see it. */
int insights__normal_boundary(const char *text, size_t length, size_t at);

/* Whether byte `at` lies within a word: word characters on both sides, of
 * which not both belong to a script without spaces. */
int insights__normal_in_word(const char *text, size_t length, size_t at);

/* Whether a code point is an upper-case or title-case letter. */
int insights__normal_upper(uint32_t code);

#endif
