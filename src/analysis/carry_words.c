/* carry_words.c - which words of two texts are the same.
 *
 * What both texts start and end with is matched first; then words that stand
 * once in each, in their longest common order (patience diff); then small
 * gaps by longest common subsequence. Time is bounded: a large gap without
 * anchors counts as replaced.
 */
#include "analysis/carry_words.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

#define TABLE_MAXIMUM ((size_t)1 << 18) /* cells of a subsequence table */
#define DEPTH_MAXIMUM 48

/* --- Words -------------------------------------------------------------------
 */

/* Scripts whose words are not set apart by spaces. */
static int stands_alone(uint32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF) || (c >= 0x2000 && c <= 0x206F) ||
           (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFFEF) || (c >= 0x1F000 && c <= 0x3FFFF);
}

static int is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

static int is_space(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* The end of the word that starts at `at`. */
static size_t word_end(const char *text, size_t length, size_t at)
{
    size_t start = at;
    uint32_t c = 0;

    while (at < length) {
        unsigned char byte = (unsigned char)text[at];
        size_t size = 1;

        if (byte >= 0x80) {
            size = insights__utf8_decode(text + at, length - at, &c);
            if (!size)
                size = 1;
            if (stands_alone(c))
                return at == start ? at + size : at;
        } else if (!is_letter(byte)) {
            int joins = byte == '\'' && at > start && at + 1 < length &&
                        is_letter((unsigned char)text[at + 1]);

            if (!joins)
                return at == start ? at + 1 : at;
        }
        at += size;
    }
    return at;
}

insights_status insights__pieces_read(
    insights__pieces *out,
    const char *text,
    size_t length,
    insights_error **error)
{
    size_t at = 0;

    while (at < length) {
        insights__piece *piece;

        if (is_space((unsigned char)text[at])) {
            at++;
            continue;
        }
        piece = insights__array_add(out);
        if (!piece)
            return insights__fail_nomem(error);
        piece->start = at;
        at = word_end(text, length, at);
        piece->end = at;
    }
    return INSIGHTS_OK;
}

typedef struct entry {
    const char *text;
    size_t length;
    uint32_t id;
} entry;

typedef struct table {
    entry *entries;
    size_t mask;
    uint32_t count;
} table;

static uint32_t number(table *words, const char *text, size_t length)
{
    uint64_t hash = 14695981039346656037u;
    size_t at;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    hash ^= hash >> 29;
    for (at = (size_t)hash & words->mask; words->entries[at].text;
         at = (at + 1) & words->mask)
        if (words->entries[at].length == length &&
            !memcmp(words->entries[at].text, text, length))
            return words->entries[at].id;
    words->entries[at].text = text;
    words->entries[at].length = length;
    words->entries[at].id = words->count++;
    return words->entries[at].id;
}

insights_status insights__pieces_number(
    insights__pieces *before,
    const char *before_text,
    insights__pieces *after,
    const char *after_text,
    size_t *count,
    insights_error **error)
{
    table words = {NULL, 0, 0};
    size_t size = 16;

    while (size < 2 * (before->count + after->count))
        size *= 2;
    words.entries = insights__calloc(size, sizeof(*words.entries));
    if (!words.entries)
        return insights__fail_nomem(error);
    words.mask = size - 1;
    for (size_t i = 0; i < before->count; i++) {
        insights__piece *piece = &before->items[i];

        piece->id = number(
            &words, before_text + piece->start, piece->end - piece->start);
    }
    for (size_t i = 0; i < after->count; i++) {
        insights__piece *piece = &after->items[i];

        piece->id = number(
            &words, after_text + piece->start, piece->end - piece->start);
    }
    *count = words.count;
    insights__free(words.entries);
    return INSIGHTS_OK;
}

/* --- Matching ----------------------------------------------------------------
 */

typedef struct gap {
    size_t a;
    size_t a_end;
    size_t b;
    size_t b_end;
} gap;

typedef struct anchor {
    size_t a;
    size_t b;
    size_t before; /* the anchor before it in the longest order */
} anchor;

typedef INSIGHTS__ARRAY(anchor) anchor_list;

/* Match what both ends have in common, and leave the rest in `g`. */
static void match_ends(insights__matcher *m, gap *g)
{
    while (g->a < g->a_end && g->b < g->b_end &&
           m->before[g->a].id == m->after[g->b].id)
        m->to[g->a++] = g->b++;
    while (g->a < g->a_end && g->b < g->b_end &&
           m->before[g->a_end - 1].id == m->after[g->b_end - 1].id)
        m->to[--g->a_end] = --g->b_end;
}

/* The longest common subsequence of a small gap. */
static insights_status match_table(
    insights__matcher *m,
    const gap *g,
    insights_error **error)
{
    size_t rows = g->a_end - g->a;
    size_t columns = g->b_end - g->b;
    size_t width = columns + 1;
    uint32_t *longest = insights__calloc((rows + 1) * width, sizeof(*longest));
    size_t i = 0;
    size_t j = 0;

    if (!longest)
        return insights__fail_nomem(error);
    for (i = rows; i-- > 0;)
        for (j = columns; j-- > 0;) {
            uint32_t down = longest[(i + 1) * width + j];
            uint32_t right = longest[i * width + j + 1];

            if (m->before[g->a + i].id == m->after[g->b + j].id)
                longest[i * width + j] = longest[(i + 1) * width + j + 1] + 1;
            else
                longest[i * width + j] = down > right ? down : right;
        }
    for (i = j = 0; i < rows && j < columns;) {
        if (m->before[g->a + i].id == m->after[g->b + j].id) {
            m->to[g->a + i++] = g->b + j++;
        } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    insights__free(longest);
    return INSIGHTS_OK;
}

/* Words that stand once in each side of a gap, in the order of the second. */
static insights_status find_anchors(
    insights__matcher *m,
    const gap *g,
    anchor_list *out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    uint32_t *counts = m->counts;
    size_t i;

    for (i = g->a; i < g->a_end; i++) {
        counts[4 * (size_t)m->before[i].id]++;
        counts[4 * (size_t)m->before[i].id + 2] = (uint32_t)(i - g->a);
    }
    for (i = g->b; i < g->b_end; i++)
        counts[4 * (size_t)m->after[i].id + 1]++;
    for (i = g->b; i < g->b_end && status >= 0; i++) {
        const uint32_t *own = &counts[4 * (size_t)m->after[i].id];
        anchor *slot;

        if (own[0] != 1 || own[1] != 1)
            continue;
        slot = insights__array_add(out);
        if (!slot) {
            status = insights__fail_nomem(error);
        } else {
            slot->a = g->a + own[2];
            slot->b = i;
        }
    }
    for (i = g->a; i < g->a_end; i++)
        memset(&counts[4 * (size_t)m->before[i].id], 0, 4 * sizeof(*counts));
    for (i = g->b; i < g->b_end; i++)
        memset(&counts[4 * (size_t)m->after[i].id], 0, 4 * sizeof(*counts));
    return status;
}

/* Mark the longest run of anchors that keep their order in both texts; the
 * last one's index, or INSIGHTS__NO_PIECE. */
static insights_status order_anchors(
    anchor_list *anchors,
    size_t *last,
    insights_error **error)
{
    size_t *tops = insights__calloc(anchors->count + 1, sizeof(*tops));
    size_t length = 0;

    *last = INSIGHTS__NO_PIECE;
    if (!tops)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < anchors->count; i++) {
        size_t low = 0;
        size_t high = length;

        while (low < high) {
            size_t middle = (low + high) / 2;

            if (anchors->items[tops[middle]].a < anchors->items[i].a)
                low = middle + 1;
            else
                high = middle;
        }
        anchors->items[i].before = low ? tops[low - 1] : INSIGHTS__NO_PIECE;
        tops[low] = i;
        if (low == length)
            length++;
    }
    if (length)
        *last = tops[length - 1];
    insights__free(tops);
    return INSIGHTS_OK;
}

static insights_status match_gap(
    insights__matcher *m,
    gap g,
    int depth,
    insights_error **error)
{
    anchor_list anchors = INSIGHTS__ARRAY_INIT;
    insights_status status = INSIGHTS_OK;
    size_t at = INSIGHTS__NO_PIECE;
    gap rest;

    match_ends(m, &g);
    if (g.a == g.a_end || g.b == g.b_end || depth > DEPTH_MAXIMUM)
        return INSIGHTS_OK;
    if ((g.a_end - g.a) * (g.b_end - g.b) <= TABLE_MAXIMUM)
        return match_table(m, &g, error);
    status = find_anchors(m, &g, &anchors, error);
    if (status >= 0 && anchors.count)
        status = order_anchors(&anchors, &at, error);
    rest = g;
    for (; status >= 0 && at != INSIGHTS__NO_PIECE;
         at = anchors.items[at].before) {
        const anchor *one = &anchors.items[at];
        gap behind = {one->a + 1, rest.a_end, one->b + 1, rest.b_end};

        m->to[one->a] = one->b;
        status = match_gap(m, behind, depth + 1, error);
        rest.a_end = one->a;
        rest.b_end = one->b;
    }
    if (status >= 0 && rest.a_end != g.a_end)
        status = match_gap(m, rest, depth + 1, error);
    insights__array_free(&anchors);
    return status;
}

insights_status insights__pieces_match(
    insights__matcher *matcher,
    size_t a,
    size_t a_end,
    size_t b,
    size_t b_end,
    insights_error **error)
{
    gap whole = {a, a_end, b, b_end};

    return match_gap(matcher, whole, 0, error);
}
