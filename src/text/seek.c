/* seek.c - votes for diagonals, and alignment around the best. */
#include "text/seek.h"

#include "base/alloc.h"

#include <stdlib.h>

/* Words at more places than this are looked for in pairs only. */
#define RARE_MAXIMUM 64
/* How many votes, and how many postings, one quote may cost. */
#define VOTES_MAXIMUM 16384
#define POSTINGS_MAXIMUM 400000
#define PAIR_MAXIMUM 400
/* Speech without full stops is shown in pieces of so many words. */
#define SENTENCE_MAXIMUM 60
#define WINDOWS_PER_SOURCE 6

typedef struct vote {
    int64_t diagonal;
    uint32_t run;
    uint32_t weight;
} vote;

typedef struct ballot {
    const insights__index *index;
    INSIGHTS__ARRAY(vote) votes;
    uint64_t looked; /* postings */
} ballot;

unsigned insights__seek_rarity(const insights__index *index, uint32_t id)
{
    size_t ratio;
    unsigned bits = 1;

    if (id == INSIGHTS__UNIT_UNKNOWN || index->words.items[id].count == 0)
        return 0;
    ratio = index->content_count / index->words.items[id].count;
    while (ratio > 1) {
        ratio /= 2;
        bits++;
    }
    return bits;
}

/* --- Votes ------------------------------------------------------------------
 */

static insights_status cast(
    ballot *b,
    size_t content,
    size_t unit,
    unsigned weight,
    insights_error **error)
{
    vote *v;

    if (b->votes.count >= VOTES_MAXIMUM)
        return INSIGHTS_OK;
    v = insights__array_add(&b->votes);
    if (!v)
        return insights__fail_nomem(error);
    v->diagonal = (int64_t)content - (int64_t)unit;
    v->run = (uint32_t)insights__index_run_of_content(b->index, content);
    v->weight = weight;
    return INSIGHTS_OK;
}

static insights_status cast_word(
    ballot *b,
    const insights__unit *units,
    size_t at,
    insights_error **error)
{
    const insights__vocable *word = &b->index->words.items[units[at].id];
    unsigned weight = insights__seek_rarity(b->index, units[at].id);
    insights_status status = INSIGHTS_OK;

    for (uint32_t p = 0; p < word->count && status == INSIGHTS_OK; p++)
        status =
            cast(b, b->index->postings[word->postings + p], at, weight, error);
    b->looked += word->count;
    return status;
}

/* Votes of a pair of words that follow one another. */
static insights_status cast_pair(
    ballot *b,
    const insights__unit *units,
    size_t at,
    insights_error **error)
{
    const insights__index *index = b->index;
    const insights__vocable *left = &index->words.items[units[at].id];
    const insights__vocable *right = &index->words.items[units[at + 1].id];
    int by_right = right->count < left->count;
    const insights__vocable *word = by_right ? right : left;
    uint32_t other = units[by_right ? at : at + 1].id;
    unsigned weight = insights__seek_rarity(index, units[at].id) +
                      insights__seek_rarity(index, units[at + 1].id);
    insights_status status = INSIGHTS_OK;

    for (uint32_t p = 0; p < word->count && status == INSIGHTS_OK; p++) {
        size_t place = index->postings[word->postings + p];
        size_t beside = by_right ? place - 1 : place + 1;

        if ((by_right && place == 0) || beside >= index->content_count)
            continue;
        if (index->tokens.items[index->content[beside]].id == other)
            status = cast(b, by_right ? beside : place, at, weight, error);
    }
    b->looked += word->count;
    return status;
}

/* How often the rarer word of a pair stands. */
static uint32_t least_count(const ballot *b, const insights__unit *pair)
{
    uint32_t left = b->index->words.items[pair[0].id].count;
    uint32_t right = b->index->words.items[pair[1].id].count;

    return left < right ? left : right;
}

static insights_status cast_all(
    ballot *b,
    const insights__unit *units,
    size_t count,
    insights_error **error)
{
    uint32_t rare = count > 256 ? 16 : RARE_MAXIMUM;
    /* A long quote has rarer pairs than these. */
    uint32_t frequent = count > 24 ? PAIR_MAXIMUM : UINT32_MAX;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < count && status == INSIGHTS_OK; i++) {
        if (b->looked > POSTINGS_MAXIMUM)
            break;
        if (units[i].id == INSIGHTS__UNIT_UNKNOWN)
            continue;
        if (b->index->words.items[units[i].id].count <= rare)
            status = cast_word(b, units, i, error);
        if (status == INSIGHTS_OK && i + 1 < count &&
            units[i + 1].id != INSIGHTS__UNIT_UNKNOWN &&
            least_count(b, units + i) <= frequent)
            status = cast_pair(b, units, i, error);
    }
    return status;
}

static int compare_votes(const void *left, const void *right)
{
    const vote *a = left;
    const vote *b = right;

    if (a->run != b->run)
        return a->run < b->run ? -1 : 1;
    if (a->diagonal != b->diagonal)
        return a->diagonal < b->diagonal ? -1 : 1;
    return a->weight < b->weight ? -1 : a->weight > b->weight;
}

/* --- Windows ----------------------------------------------------------------
 */

/* Words dropped add up over a long quote, if slowly. */
static size_t bounded(size_t wanted, size_t count)
{
    size_t most = count / 40 > 100 ? count / 40 : 100;

    return wanted < most ? wanted : most;
}

/* How far apart diagonals of one place may be. */
static int64_t slack_of(size_t count)
{
    return 3 + (int64_t)bounded(count / 6, count);
}

static int is_better(const insights__window *a, const insights__window *b)
{
    if (a->votes != b->votes)
        return a->votes > b->votes;
    if (a->source != b->source)
        return a->source < b->source;
    return a->low < b->low;
}

/* Put a window among the best of this source, unless a better one lies in
 * the same place. */
static void keep_window(
    insights__window *best,
    size_t *count,
    const insights__window *window,
    int64_t slack)
{
    size_t at = *count;

    for (size_t i = 0; i < *count; i++) {
        if (best[i].run == window->run && best[i].low <= window->high + slack &&
            window->low <= best[i].high + slack) {
            if (is_better(window, &best[i]))
                best[i] = *window;
            return;
        }
    }
    if (at == WINDOWS_PER_SOURCE) {
        at = 0;
        for (size_t i = 1; i < *count; i++)
            if (is_better(&best[at], &best[i]))
                at = i;
        if (!is_better(window, &best[at]))
            return;
    } else {
        (*count)++;
    }
    best[at] = *window;
}

static insights_status make_windows(
    const ballot *b,
    size_t source,
    size_t units,
    insights__windows *out,
    insights_error **error)
{
    insights__window best[WINDOWS_PER_SOURCE];
    const vote *votes = b->votes.items;
    int64_t slack = slack_of(units);
    size_t count = 0;
    size_t end = 0;
    uint32_t sum = 0;

    for (size_t i = 0; i < b->votes.count; i++) {
        insights__window window = {.source = source, .run = votes[i].run};

        while (end < b->votes.count && votes[end].run == votes[i].run &&
               votes[end].diagonal <= votes[i].diagonal + slack)
            sum += votes[end++].weight;
        window.low = votes[i].diagonal;
        window.high = votes[end - 1].diagonal;
        window.votes = sum;
        keep_window(best, &count, &window, slack);
        sum -= votes[i].weight;
    }
    for (size_t i = 0; i < count; i++) {
        insights__window *window = insights__array_add(&out->list);

        if (!window)
            return insights__fail_nomem(error);
        *window = best[i];
    }
    return INSIGHTS_OK;
}

insights_status insights__seek_windows(
    const insights__index *index,
    size_t source,
    const insights__unit *units,
    size_t count,
    insights__windows *out,
    insights_error **error)
{
    ballot b = {.index = index};
    insights_status status = cast_all(&b, units, count, error);

    if (status == INSIGHTS_OK && b.votes.count > 0) {
        qsort(b.votes.items, b.votes.count, sizeof(vote), compare_votes);
        status = make_windows(&b, source, count, out, error);
    }
    insights__array_free(&b.votes);
    return status;
}

static int compare_windows(const void *left, const void *right)
{
    const insights__window *a = left;
    const insights__window *b = right;

    if (is_better(a, b))
        return -1;
    return is_better(b, a);
}

void insights__seek_rank(insights__windows *windows, size_t count)
{
    if (windows->list.count == 0)
        return;
    qsort(
        windows->list.items, windows->list.count, sizeof(insights__window),
        compare_windows);
    if (windows->list.count > count)
        windows->list.count = count;
}

/* --- Fits -------------------------------------------------------------------
 */

static void take_fit(
    const insights__index *index,
    const insights__alignment *a,
    size_t base,
    insights__fit *out)
{
    out->score = a->score;
    out->unit_first = a->draft_start;
    out->unit_last = a->draft_end;
    if (a->said_end <= a->said_start)
        return;
    out->first = index->content[base + a->said_start];
    out->last = index->content[base + a->said_end - 1] + 1;
}

insights_status insights__seek_fit(
    const insights__index *index,
    const insights__window *window,
    const insights__unit *units,
    size_t count,
    insights__align_mode mode,
    insights__fit *out,
    insights_error **error)
{
    const insights__run *run = &index->runs.items[window->run];
    int64_t pad = 4 + (int64_t)bounded(count / 4, count);
    int64_t from = window->low - pad;
    int64_t to = window->high + (int64_t)count + pad;
    insights__alignment alignment = INSIGHTS__ALIGNMENT_INIT;
    insights__unit *said;
    insights_status status;

    *out = (insights__fit){.source = window->source, .run = window->run};
    if (from < (int64_t)run->first_content)
        from = (int64_t)run->first_content;
    if (to > (int64_t)run[1].first_content)
        to = (int64_t)run[1].first_content;
    if (from >= to)
        return INSIGHTS_OK;
    said = insights__calloc((size_t)(to - from), sizeof(*said));
    if (!said)
        return insights__fail_nomem(error);
    for (int64_t i = from; i < to; i++)
        said[i - from] = insights__index_unit(index, index->content[i]);
    status = insights__align(
        units, count, said, (size_t)(to - from), window->low - from - pad,
        window->high - from + pad, mode, &alignment, error);
    if (status == INSIGHTS_OK && alignment.steps.count > 0) {
        take_fit(index, &alignment, (size_t)from, out);
        out->likeness =
            insights__alignment_likeness(&alignment, units, count, said);
    }
    insights__alignment_free(&alignment);
    insights__free(said);
    return status;
}

/* --- The nearest sentence ---------------------------------------------------
 */

typedef struct sentence {
    size_t first; /* tokens */
    size_t last;
    uint64_t score;
} sentence;

/* Sum up each sentence's words of the quote, once each. */
static void find_sentence(
    const insights__index *index,
    uint32_t *seen, /* per word: 0 not of the quote, else a sentence + 1 */
    sentence *best)
{
    const insights__heard *tokens = index->tokens.items;
    sentence now = {0, 0, 0};
    uint32_t number = 1;
    size_t run_end = 0;
    size_t run = 0;

    for (size_t i = 0; i <= index->tokens.count; i++) {
        int starts = i == index->tokens.count ||
                     (tokens[i].flags & INSIGHTS__TOKEN_SENTENCE) ||
                     i >= run_end || i - now.first >= SENTENCE_MAXIMUM;

        if (starts) {
            if (now.score > best->score) {
                *best = now;
                best->last = i;
            }
            now.first = i;
            now.score = 0;
            number++;
        }
        if (i == index->tokens.count)
            break;
        while (i >= run_end)
            run_end = index->runs.items[++run].first_token;
        if (seen[tokens[i].id] && seen[tokens[i].id] != number) {
            seen[tokens[i].id] = number;
            now.score += insights__seek_rarity(index, tokens[i].id);
        }
    }
}

insights_status insights__seek_nearest(
    const insights__index *index,
    const insights__unit *units,
    size_t count,
    uint64_t *score,
    size_t *start,
    size_t *end,
    insights_error **error)
{
    sentence best = {0, 0, 0};
    uint32_t *seen;

    *score = 0;
    seen = insights__calloc(index->words.count + 1, sizeof(*seen));
    if (!seen)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < count; i++)
        if (units[i].id != INSIGHTS__UNIT_UNKNOWN)
            seen[units[i].id] = 1;
    find_sentence(index, seen, &best);
    insights__free(seen);
    *score = best.score;
    if (best.score > 0) {
        *start = index->tokens.items[best.first].start;
        *end = index->tokens.items[best.last - 1].end;
    }
    return INSIGHTS_OK;
}
