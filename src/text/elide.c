/* elide.c - quotes with "…" or "[…]" inside: pieces in order. */
#include "text/locate.h"

#include "base/alloc.h"

#include <string.h>

/* More words than these left out is no elision but another place. */
#define LEFT_OUT_MAXIMUM 120
#define STARTS_MAXIMUM 256

typedef struct piece {
    const uint32_t *words;
    size_t count;
} piece;

typedef struct eliding {
    insights__speech *sources;
    const insights__quoted *quoted;
    piece *pieces;
    size_t count;
} eliding;

static void cut(eliding *e)
{
    const insights__quoted *q = e->quoted;
    size_t at = 0;

    for (size_t i = 0; i < q->words.count; i++) {
        const insights__token *token = &q->tokens.list.items[q->words.items[i]];

        if (i > 0 && (token->flags & INSIGHTS__TOKEN_ELISION))
            at++;
        if (e->pieces[at].count == 0)
            e->pieces[at].words = &q->words.items[i];
        e->pieces[at].count++;
    }
    e->count = at + 1;
}

/* The first place of a piece within tokens [first, last). */
static insights_status find_piece(
    const eliding *e,
    size_t source,
    size_t number,
    size_t first,
    size_t last,
    insights__hits *hits,
    insights_error **error)
{
    return insights__scan_words(
        e->sources[source].index, source, first, last, &e->quoted->tokens,
        e->pieces[number].words, e->pieces[number].count, hits, error);
}

/* Follow the pieces from where the first one stands; `chain` gets a hit for
 * each. */
static insights_status follow(
    const eliding *e,
    const insights__hit *start,
    insights__hit *chain,
    int *complete,
    insights_error **error)
{
    const insights__index *index = e->sources[start->source].index;
    size_t run = insights__index_run_of_token(index, start->first);
    size_t run_end = index->runs.items[run + 1].first_token;
    insights_status status = INSIGHTS_OK;

    chain[0] = *start;
    *complete = 0;
    for (size_t i = 1; i < e->count; i++) {
        insights__hits hits = {INSIGHTS__ARRAY_INIT, 0};
        size_t from = chain[i - 1].last;
        size_t to = from + LEFT_OUT_MAXIMUM + e->pieces[i].count;

        if (to > run_end)
            to = run_end;
        status = find_piece(e, start->source, i, from, to, &hits, error);
        if (hits.list.count > 0)
            chain[i] = hits.list.items[0];
        insights__array_free(&hits.list);
        if (status < 0 || hits.count == 0)
            return status;
    }
    *complete = 1;
    return INSIGHTS_OK;
}

static insights_status take_chain(
    const eliding *e,
    const insights__hit *chain,
    insights__found *out,
    insights_error **error)
{
    for (size_t i = 0; i < e->count; i++) {
        insights__spot *place = insights__array_add(&out->parts);

        if (!place)
            return insights__fail_nomem(error);
        place->source = chain[i].source;
        place->start = chain[i].start;
        place->end = chain[i].end;
        place->draft = *e->pieces[i].words;
    }
    out->finding = INSIGHTS__FOUND_NORMALISED;
    out->similarity = 1;
    out->occurrences = 1;
    out->place = out->parts.items[0];
    out->place.end = chain[e->count - 1].end;
    insights__locate_edges(
        &e->sources[out->place.source], e->quoted, &out->place.start,
        &out->place.end);
    return INSIGHTS_OK;
}

/* Try every place of the first piece, the wished one first. */
static insights_status try_starts(
    const eliding *e,
    insights__hits *starts,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error)
{
    insights__hit *chain = insights__calloc(e->count, sizeof(*chain));
    insights_status status = INSIGHTS_OK;
    int complete = 0;

    if (!chain)
        return insights__fail_nomem(error);
    for (size_t tries = 0; tries < STARTS_MAXIMUM && starts->list.count > 0 &&
                           !complete && status == INSIGHTS_OK;
         tries++) {
        const insights__hit *start =
            insights__locate_choose(e->sources, starts, wish);
        size_t at = (size_t)(start - starts->list.items);

        status = follow(e, start, chain, &complete, error);
        memmove(
            &starts->list.items[at], &starts->list.items[at + 1],
            (starts->list.count - at - 1) * sizeof(*start));
        starts->list.count--;
    }
    if (status == INSIGHTS_OK && complete)
        status = take_chain(e, chain, out, error);
    insights__free(chain);
    return status;
}

insights_status insights__locate_elided(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error)
{
    eliding e = {.sources = sources, .quoted = quoted};
    insights__hits starts = {INSIGHTS__ARRAY_INIT, 0};
    insights_status status = INSIGHTS_OK;

    e.pieces = insights__calloc(quoted->pieces, sizeof(*e.pieces));
    if (!e.pieces)
        return insights__fail_nomem(error);
    cut(&e);
    for (size_t i = 0; i < count && status == INSIGHTS_OK; i++)
        status = find_piece(
            &e, i, 0, 0, sources[i].index->tokens.count, &starts, error);
    if (status == INSIGHTS_OK && starts.list.count > 0)
        status = try_starts(&e, &starts, wish, out, error);
    insights__array_free(&starts.list);
    insights__free(e.pieces);
    return status;
}
