/* namelist.c - where names stand in a text. */
#include "text/namelist.h"

#include "base/alloc.h"
#include "base/array.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define PARTS 16 /* code points that one character may fold to */

typedef struct mark {
    uint32_t folded;
    int capital; /* a word begins here, with a capital */
} mark;

typedef struct entry {
    mark *marks;
    size_t count;
    size_t tag;
    int unspaced_start; /* no boundary is needed there */
    int unspaced_end;
} entry;

struct insights__namelist {
    INSIGHTS__ARRAY(entry) entries; /* by first mark, the longest first */
};

/* --- Characters --------------------------------------------------------------
 */

static int is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') ||
           utf8proc_category((int32_t)c) == UTF8PROC_CATEGORY_ZS;
}

/* Letters, digits and the marks on them. */
static int is_word(uint32_t c)
{
    utf8proc_category_t category;

    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c >= '0' && c <= '9');
    category = utf8proc_category((int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

static int is_capital(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((int32_t)c);

    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

/* Scripts that put no blanks between words, or hang endings on names. */
static int is_unspaced(uint32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x11FF) ||
           (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* The kinds of apostrophes and hyphens are one each. */
static uint32_t same_sign(uint32_t c)
{
    if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0xFF07)
        return '\'';
    if (c == 0x2010 || c == 0x2011 || c == 0xFF0D || c == 0x00AD)
        return '-';
    return c;
}

/* What a character is compared as; how many code points that is. */
static size_t fold(uint32_t c, uint32_t out[PARTS])
{
    utf8proc_int32_t parts[PARTS];
    int last = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (int32_t)same_sign(c), parts, PARTS,
        UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &last);

    if (count < 1 || count > PARTS) {
        out[0] = c;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++)
        out[i] = (uint32_t)parts[i];
    return (size_t)count;
}

static int stands_for_blank(uint32_t c, unsigned flags)
{
    return is_blank(c) || (flags & INSIGHTS__NAMELIST_FILE &&
                           (c == '-' || c == '_' || c == '.' || c == '+'));
}

/* --- Names -------------------------------------------------------------------
 */

insights__namelist *insights__namelist_new(void)
{
    return insights__alloc(sizeof(insights__namelist));
}

void insights__namelist_free(insights__namelist *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->entries.count; i++)
        insights__free(names->entries.items[i].marks);
    insights__array_free(&names->entries);
    insights__free(names);
}

/* Read a name into marks; `*last` receives its last character. */
static void read_name(entry *to, const char *name, size_t length)
{
    int begins = 1;
    uint32_t first = 0;
    uint32_t last = 0;

    for (size_t at = 0; at < length;) {
        uint32_t parts[PARTS];
        uint32_t c = 0;
        size_t size = insights__utf8_decode(name + at, length - at, &c);
        size_t count;

        at += size ? size : 1;
        if (!size)
            continue;
        if (is_blank(c)) {
            if (to->count && to->marks[to->count - 1].folded != ' ')
                to->marks[to->count++].folded = ' ';
            begins = 1;
            continue;
        }
        count = fold(c, parts);
        if (begins && is_word(c))
            to->marks[to->count].capital = is_capital(c);
        begins = begins && !is_word(c);
        for (size_t i = 0; i < count; i++)
            to->marks[to->count++].folded = parts[i];
        first = first ? first : c;
        last = c;
    }
    while (to->count && to->marks[to->count - 1].folded == ' ')
        to->count--;
    to->unspaced_start = is_unspaced(first) || !is_word(first);
    to->unspaced_end = is_unspaced(last) || !is_word(last);
}

static int compare(const entry *a, const entry *b)
{
    size_t least = a->count < b->count ? a->count : b->count;

    if (a->marks[0].folded != b->marks[0].folded)
        return a->marks[0].folded < b->marks[0].folded ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    for (size_t i = 0; i < least; i++)
        if (a->marks[i].folded != b->marks[i].folded)
            return a->marks[i].folded < b->marks[i].folded ? -1 : 1;
    return 0;
}

static int says_something(const entry *one)
{
    for (size_t i = 0; i < one->count; i++)
        if (is_word(one->marks[i].folded))
            return 1;
    return 0;
}

insights_status insights__namelist_add(
    insights__namelist *names,
    const char *name,
    size_t tag,
    insights_error **error)
{
    size_t length = strlen(name);
    entry one = {NULL, 0, 0, 0, 0};
    size_t at = 0;

    one.tag = tag;
    one.marks = insights__calloc(length + 1, PARTS * sizeof(*one.marks));
    if (!one.marks)
        return insights__fail_nomem(error);
    read_name(&one, name, length);
    while (at < names->entries.count && says_something(&one) &&
           compare(&names->entries.items[at], &one) < 0)
        at++;
    if (!says_something(&one) || (at < names->entries.count &&
                                  !compare(&names->entries.items[at], &one))) {
        insights__free(one.marks);
        return INSIGHTS_OK;
    }
    if (!insights__array_add(&names->entries)) {
        insights__free(one.marks);
        return insights__fail_nomem(error);
    }
    memmove(
        names->entries.items + at + 1, names->entries.items + at,
        (names->entries.count - 1 - at) * sizeof(one));
    names->entries.items[at] = one;
    return INSIGHTS_OK;
}

/* --- Finding -----------------------------------------------------------------
 */

/* One character of the text against the marks from `*at` on. */
static int same_character(
    const entry *one,
    size_t *at,
    uint32_t c,
    int begins,
    unsigned flags)
{
    uint32_t parts[PARTS];
    size_t count;

    if (begins && one->marks[*at].capital && !is_capital(c) &&
        !(flags & INSIGHTS__NAMELIST_ANY_CASE))
        return 0;
    count = fold(c, parts);
    if (count > one->count - *at)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (parts[i] != one->marks[*at + i].folded)
            return 0;
    *at += count;
    return 1;
}

/* Where the name that starts at `start` ends; 0: it does not stand there. */
static size_t match(
    const entry *one,
    const char *text,
    size_t length,
    size_t start,
    unsigned flags)
{
    size_t at = 0;
    size_t from = start;
    int begins = 1;
    uint32_t c = 0;

    while (at < one->count) {
        size_t size =
            from < length
                ? insights__utf8_decode(text + from, length - from, &c)
                : 0;

        if (!size)
            return 0;
        if (one->marks[at].folded == ' ') {
            if (!stands_for_blank(c, flags))
                return 0;
            while (size && stands_for_blank(c, flags)) {
                from += size;
                size =
                    from < length
                        ? insights__utf8_decode(text + from, length - from, &c)
                        : 0;
            }
            begins = 1;
            at++;
            continue;
        }
        if (!same_character(one, &at, c, begins, flags))
            return 0;
        begins = begins && !is_word(c);
        from += size;
    }
    if (from < length && !one->unspaced_end &&
        insights__utf8_decode(text + from, length - from, &c) && is_word(c))
        return 0;
    return from;
}

static size_t first_entry(const insights__namelist *names, uint32_t folded)
{
    size_t low = 0;
    size_t high = names->entries.count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (names->entries.items[middle].marks[0].folded < folded)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int insights__namelist_next(
    const insights__namelist *names,
    const char *text,
    size_t length,
    size_t from,
    unsigned flags,
    insights__name_hit *out)
{
    int inside = 0; /* a word: the character before is part of one */
    uint32_t c = 0;

    for (size_t back = from; back > 0 && !inside;) {
        back--;
        if (((unsigned char)text[back] & 0xC0) == 0x80)
            continue;
        inside =
            insights__utf8_decode(text + back, length - back, &c) && is_word(c);
        break;
    }
    for (size_t at = from; at < length;) {
        uint32_t parts[PARTS];
        size_t size = insights__utf8_decode(text + at, length - at, &c);

        if (!size) {
            at++;
            continue;
        }
        fold(c, parts);
        for (size_t i = first_entry(names, parts[0]);
             i < names->entries.count &&
             names->entries.items[i].marks[0].folded == parts[0];
             i++) {
            const entry *one = &names->entries.items[i];
            size_t end = inside && !one->unspaced_start
                             ? 0
                             : match(one, text, length, at, flags);

            if (!end)
                continue;
            out->start = at;
            out->end = end;
            out->tag = one->tag;
            out->capital = is_capital(c);
            return 1;
        }
        inside = is_word(c);
        at += size;
    }
    return 0;
}

int insights__namelist_caseless(const char *text, size_t length)
{
    int letters = 0;

    for (size_t at = 0; at < length;) {
        uint32_t c = 0;
        size_t size = insights__utf8_decode(text + at, length - at, &c);

        if (size && is_capital(c))
            return 0;
        letters |=
            size && utf8proc_category((int32_t)c) == UTF8PROC_CATEGORY_LL;
        at += size ? size : 1;
    }
    return letters;
}
