/* carry.c - the spans of one text in another. */
#include "analysis/carry.h"

#include "analysis/carry_words.h"
#include "base/alloc.h"

#include <string.h>

struct insights__carry {
    char *before;
    char *after;
    size_t after_length;
    insights__pieces old; /* words of each */
    insights__pieces now;
    size_t *to; /* for each old word: the new one, or NO_PIECE */
};

void insights__carry_free(insights__carry *carry)
{
    if (!carry)
        return;
    insights__free(carry->before);
    insights__free(carry->after);
    insights__array_free(&carry->old);
    insights__array_free(&carry->now);
    insights__free(carry->to);
    insights__free(carry);
}

const char *insights__carry_before(const insights__carry *carry)
{
    return carry->before;
}

const char *insights__carry_after(const insights__carry *carry)
{
    return carry->after;
}

/* The first word that ends behind `byte`. */
static size_t piece_at(const insights__pieces *pieces, size_t byte)
{
    size_t low = 0;
    size_t high = pieces->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (pieces->items[middle].end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t turn_piece(
    const insights__pieces *pieces,
    const insights_conversation *script,
    size_t turn)
{
    return turn < script->turns.count
               ? piece_at(pieces, script->turns.items[turn].byte_start)
               : pieces->count;
}

static insights_status match(
    insights__carry *carry,
    const insights_conversation *before,
    const insights_conversation *after,
    int aligned,
    size_t words,
    insights_error **error)
{
    insights__matcher matcher = {
        carry->old.items, carry->now.items, carry->to, NULL};
    size_t turns = before->turns.count;
    insights_status status = INSIGHTS_OK;

    matcher.counts = insights__calloc(4 * words + 4, sizeof(uint32_t));
    if (!matcher.counts)
        return insights__fail_nomem(error);
    if (!aligned || turns != after->turns.count)
        status = insights__pieces_match(
            &matcher, 0, carry->old.count, 0, carry->now.count, error);
    else
        for (size_t i = 0; i < turns && status >= 0; i++)
            status = insights__pieces_match(
                &matcher, turn_piece(&carry->old, before, i),
                turn_piece(&carry->old, before, i + 1),
                turn_piece(&carry->now, after, i),
                turn_piece(&carry->now, after, i + 1), error);
    insights__free(matcher.counts);
    return status;
}

insights_status insights__carry_new(
    const insights_conversation *before,
    const insights_conversation *after,
    int aligned,
    insights__carry **out,
    insights_error **error)
{
    insights__carry *carry = insights__alloc(sizeof(*carry));
    size_t old_length = insights__script_length(before);
    size_t new_length = insights__script_length(after);
    size_t words = 0;
    insights_status status = INSIGHTS_OK;

    *out = NULL;
    if (!carry)
        return insights__fail_nomem(error);
    carry->before = insights__script_slice(before, 0, old_length);
    carry->after = insights__script_slice(after, 0, new_length);
    carry->after_length = new_length;
    if (!carry->before || !carry->after)
        status = insights__fail_nomem(error);
    if (status >= 0)
        status = insights__pieces_read(
            &carry->old, carry->before, old_length, error);
    if (status >= 0)
        status =
            insights__pieces_read(&carry->now, carry->after, new_length, error);
    if (status >= 0)
        status = insights__pieces_number(
            &carry->old, carry->before, &carry->now, carry->after, &words,
            error);
    if (status >= 0) {
        carry->to = insights__calloc(carry->old.count + 1, sizeof(*carry->to));
        if (!carry->to)
            status = insights__fail_nomem(error);
    }
    if (status >= 0) {
        for (size_t i = 0; i < carry->old.count; i++)
            carry->to[i] = INSIGHTS__NO_PIECE;
        status = match(carry, before, after, aligned, words, error);
    }
    if (status < 0) {
        insights__carry_free(carry);
        return status;
    }
    *out = carry;
    return INSIGHTS_OK;
}

/* --- Spans -------------------------------------------------------------------
 */

/* The unmatched words around old word `at`, in both texts. */
typedef struct hole {
    size_t old_start;
    size_t old_end;
    size_t new_start;
    size_t new_end;
} hole;

static hole hole_around(const insights__carry *carry, size_t at)
{
    hole h = {at, at, 0, carry->now.count};

    while (h.old_start > 0 && carry->to[h.old_start - 1] == INSIGHTS__NO_PIECE)
        h.old_start--;
    if (h.old_start > 0)
        h.new_start = carry->to[h.old_start - 1] + 1;
    while (h.old_end < carry->old.count &&
           carry->to[h.old_end] == INSIGHTS__NO_PIECE)
        h.old_end++;
    if (h.old_end < carry->old.count)
        h.new_end = carry->to[h.old_end];
    return h;
}

/* The new word that stands for old word `at` as the first of a span. Where it
 * was replaced, its share of what replaced it. */
static size_t first_piece(const insights__carry *carry, size_t at)
{
    hole h;

    if (carry->to[at] != INSIGHTS__NO_PIECE)
        return carry->to[at];
    h = hole_around(carry, at);
    return h.new_start + (at - h.old_start) * (h.new_end - h.new_start) /
                             (h.old_end - h.old_start);
}

/* The same as the last of a span; one past it. */
static size_t behind_piece(const insights__carry *carry, size_t at)
{
    hole h;
    size_t width;

    if (carry->to[at] != INSIGHTS__NO_PIECE)
        return carry->to[at] + 1;
    h = hole_around(carry, at);
    width = h.old_end - h.old_start;
    return h.new_start +
           ((at + 1 - h.old_start) * (h.new_end - h.new_start) + width - 1) /
               width;
}

/* Whether the same bytes stand around the new place of old word `at`. */
static int carry_exactly(
    const insights__carry *carry,
    size_t start,
    size_t end,
    size_t at,
    insights__carried *out)
{
    size_t to = carry->to[at];
    size_t old_at = carry->old.items[at].start;
    size_t new_at;

    if (to == INSIGHTS__NO_PIECE)
        return 0;
    new_at = carry->now.items[to].start;
    if (new_at + start < old_at)
        return 0;
    out->start = new_at + start - old_at;
    out->end = out->start + (end - start);
    return out->end <= carry->after_length &&
           !memcmp(
               carry->before + start, carry->after + out->start, end - start);
}

/* Whether any of the new words [from, behind) is more than a mark. */
static int says_something(
    const insights__carry *carry,
    size_t from,
    size_t behind)
{
    for (size_t i = from; i < behind; i++) {
        unsigned char c =
            (unsigned char)carry->after[carry->now.items[i].start];

        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
            (c >= 'a' && c <= 'z'))
            return 1;
    }
    return 0;
}

insights__carried insights__carry_span(
    const insights__carry *carry,
    size_t start,
    size_t end)
{
    insights__carried out = {0, 0, 1, 0};
    size_t first = piece_at(&carry->old, start);
    size_t last = first;
    size_t to;
    size_t behind;

    while (last < carry->old.count && carry->old.items[last].start < end)
        last++;
    if (last == first) { /* white space only */
        out.gone = 1;
        return out;
    }
    for (size_t at = first; at < last; at++)
        if (carry_exactly(carry, start, end, at, &out)) {
            out.changed = 0;
            return out;
        }
    to = first_piece(carry, first);
    behind = behind_piece(carry, last - 1);
    while (to < behind && carry->after[carry->now.items[to].start] == '\n')
        to++;
    while (to < behind &&
           carry->after[carry->now.items[behind - 1].start] == '\n')
        behind--;
    if (to >= behind || !says_something(carry, to, behind)) {
        out.gone = 1;
        return out;
    }
    out.start = carry->now.items[to].start;
    out.end = carry->now.items[behind - 1].end;
    out.changed =
        out.end - out.start != end - start ||
        memcmp(carry->before + start, carry->after + out.start, end - start);
    return out;
}
