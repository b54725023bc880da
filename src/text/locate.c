/* locate.c - the steps, from the same bytes to words much alike. */
#include "text/locate.h"

#include "text/normal.h"

#include "base/alloc.h"

#include <string.h>

/* Windows that are aligned. */
#define WINDOWS_MAXIMUM 12
/* The longest stretch that a variant may add, or leave out. */
#define ADDED_MAXIMUM 2
#define LEFT_OUT_MAXIMUM 4
/* More than this at one end of a quote, said by nobody, is another quote. */
#define EDGE_SHARE 0.125
/* Fits this near to the best are equals, chosen among by the wish. */
#define NEARLY 0.02

insights_status insights__speech_index(
    insights__speech *source,
    insights__index **out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (source->index && source->index->turns != source->script->turns.count)
        insights__speech_clear(source);
    if (!source->index)
        status = insights__index_new(source->script, &source->index, error);
    *out = source->index;
    return status;
}

void insights__speech_clear(insights__speech *source)
{
    insights__index_free(source->index);
    source->index = NULL;
}

/* --- Choosing ---------------------------------------------------------------
 */

static int is_speaker(
    const insights__speech *source,
    const insights__hit *hit,
    const char *label)
{
    size_t turn = insights__script_turn_at(source->script, hit->start);
    const char *speaker = source->script->turns.items[turn].speaker;

    return speaker && strcmp(speaker, label) == 0;
}

/* Lower is better. */
static size_t distance(
    const insights__speech *source,
    const insights__hit *hit,
    const insights__wish *wish)
{
    if (wish->near) {
        size_t turn = insights__script_turn_at(source->script, hit->start);
        int64_t far = (int64_t)turn - wish->near_turn;

        return (size_t)(far < 0 ? -far : far);
    }
    return hit->start >= wish->after_byte ? 0 : 1;
}

const insights__hit *insights__locate_choose(
    const insights__speech *sources,
    const insights__hits *hits,
    const insights__wish *wish)
{
    const insights__hit *best = NULL;
    size_t best_distance = 0;
    int best_speaks = 0;

    for (size_t i = 0; i < hits->list.count; i++) {
        const insights__hit *hit = &hits->list.items[i];
        const insights__speech *source = &sources[hit->source];
        int speaks = wish->speaker ? is_speaker(source, hit, wish->speaker) : 0;
        size_t far = distance(source, hit, wish);

        if (best && (speaks < best_speaks ||
                     (speaks == best_speaks && far >= best_distance)))
            continue;
        best = hit;
        best_speaks = speaks;
        best_distance = far;
    }
    return best;
}

static void set_place(insights__found *out, const insights__hit *hit)
{
    out->place.source = hit->source;
    out->place.start = hit->start;
    out->place.end = hit->end;
    out->place.draft = 0;
}

/* --- The same bytes ---------------------------------------------------------
 */

/* Drop what starts or ends within a word, where that is not wanted or where
 * there is better. */
static void prefer_whole_words(insights__hits *hits, int required)
{
    size_t whole = 0;
    size_t to = 0;

    for (size_t i = 0; i < hits->list.count; i++)
        whole += !hits->list.items[i].within;
    if (whole == hits->list.count || (whole == 0 && !required))
        return;
    for (size_t i = 0; i < hits->list.count; i++)
        if (!hits->list.items[i].within)
            hits->list.items[to++] = hits->list.items[i];
    hits->list.count = to;
    hits->count = to;
}

static insights_status find_bytes(
    insights__speech *sources,
    size_t count,
    const insights__quoted *quoted,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error)
{
    insights__hits hits = {INSIGHTS__ARRAY_INIT, 0};
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < count && status == INSIGHTS_OK; i++)
        status = insights__scan_bytes(
            sources[i].script, i, quoted->text, quoted->length, &hits, error);
    prefer_whole_words(&hits, wish->whole_words);
    if (status == INSIGHTS_OK && hits.list.count > 0) {
        set_place(out, insights__locate_choose(sources, &hits, wish));
        out->finding = INSIGHTS__FOUND_EXACT;
        out->similarity = 1;
        out->occurrences = hits.count;
    }
    insights__array_free(&hits.list);
    return status;
}

/* --- The same words ---------------------------------------------------------
 */

#define EDGE_MAXIMUM 12

/* The clusters of a stretch without its spaces; at most EDGE_MAXIMUM, from
 * its end where `last`. */
static size_t edge_clusters(
    const char *text,
    size_t from,
    size_t to,
    int last,
    insights__cluster *out)
{
    insights__cluster c;
    size_t count = 0;

    while (insights__normal_next(text, to, &from, &c)) {
        if (c.type == INSIGHTS__CLASS_SPACE ||
            c.type == INSIGHTS__CLASS_NOTHING)
            continue;
        if (count == EDGE_MAXIMUM) {
            if (!last)
                break;
            memmove(out, out + 1, (EDGE_MAXIMUM - 1) * sizeof(*out));
            count--;
        }
        out[count++] = c;
    }
    return count;
}

static int is_mark_of_speech(const insights__cluster *c)
{
    return c->type == INSIGHTS__CLASS_PUNCTUATION ||
           c->type == INSIGHTS__CLASS_APOSTROPHE ||
           c->type == INSIGHTS__CLASS_DASH;
}

static void widen_end(
    const insights__turn *turn,
    const insights__quoted *quoted,
    size_t *end)
{
    insights__cluster mine[EDGE_MAXIMUM];
    insights__cluster theirs[EDGE_MAXIMUM];
    const insights__token *last =
        &quoted->tokens.list.items[quoted->tokens.list.count - 1];
    size_t at = *end - turn->byte_start;
    size_t limit = turn->length < at + 64 ? turn->length : at + 64;
    size_t left =
        edge_clusters(quoted->text, last->end, quoted->length, 0, mine);
    size_t right;

    while (limit < turn->length &&
           ((unsigned char)turn->text[limit] & 0xC0) == 0x80)
        limit++;
    right = edge_clusters(turn->text, at, limit, 0, theirs);
    for (size_t i = 0; i < left && i < right; i++) {
        if (!is_mark_of_speech(&theirs[i]) ||
            !insights__normal_equal(&mine[i], &theirs[i]))
            break;
        *end = turn->byte_start + theirs[i].end;
    }
}

static void widen_start(
    const insights__turn *turn,
    const insights__quoted *quoted,
    size_t *start)
{
    insights__cluster mine[EDGE_MAXIMUM];
    insights__cluster theirs[EDGE_MAXIMUM];
    size_t at = *start - turn->byte_start;
    size_t from = at > 64 ? at - 64 : 0;
    size_t left = edge_clusters(
        quoted->text, 0, quoted->tokens.list.items[0].start, 1, mine);
    size_t right;

    while (from < at && ((unsigned char)turn->text[from] & 0xC0) == 0x80)
        from++;
    right = edge_clusters(turn->text, from, at, 1, theirs);
    while (left > 0 && right > 0) {
        left--;
        right--;
        if (!is_mark_of_speech(&theirs[right]) ||
            !insights__normal_equal(&mine[left], &theirs[right]))
            break;
        *start = turn->byte_start + theirs[right].start;
    }
}

void insights__locate_edges(
    const insights__speech *source,
    const insights__quoted *quoted,
    size_t *start,
    size_t *end)
{
    const insights__turn *turns = source->script->turns.items;

    if (quoted->tokens.list.count == 0)
        return;
    widen_end(
        &turns[insights__script_turn_at(source->script, *end - 1)], quoted,
        end);
    widen_start(
        &turns[insights__script_turn_at(source->script, *start)], quoted,
        start);
}

static insights_status find_words(
    insights__speech *sources,
    size_t count,
    const insights__quoted *quoted,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error)
{
    insights__hits hits = {INSIGHTS__ARRAY_INIT, 0};
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < count && status == INSIGHTS_OK; i++) {
        insights__index *index = NULL;

        status = insights__speech_index(&sources[i], &index, error);
        if (status == INSIGHTS_OK)
            status = insights__scan_words(
                index, i, 0, index->tokens.count, &quoted->tokens,
                quoted->words.items, quoted->words.count, &hits, error);
    }
    if (status == INSIGHTS_OK && hits.list.count > 0) {
        set_place(out, insights__locate_choose(sources, &hits, wish));
        insights__locate_edges(
            &sources[out->place.source], quoted, &out->place.start,
            &out->place.end);
        out->finding = INSIGHTS__FOUND_NORMALISED;
        out->similarity = 1;
        out->occurrences = hits.count;
    }
    insights__array_free(&hits.list);
    return status;
}

/* --- Words much alike -------------------------------------------------------
 */

static insights_status gather_windows(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    size_t first,
    size_t last,
    insights__windows *out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < count && status == INSIGHTS_OK; i++) {
        insights__index *index = NULL;

        status = insights__speech_index(&sources[i], &index, error);
        if (status < 0)
            break;
        insights__quoted_number(quoted, index);
        status = insights__seek_windows(
            index, i, quoted->units.items + first, last - first, out, error);
    }
    /* Long quotes cost more to align, and have clearer windows. */
    insights__seek_rank(out, last - first > 500 ? 3 : WINDOWS_MAXIMUM);
    return status;
}

insights_status insights__locate_best(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    size_t first,
    size_t last,
    insights__align_mode mode,
    insights__fit *out,
    insights_error **error)
{
    insights__windows windows = {INSIGHTS__ARRAY_INIT};
    insights_status status =
        gather_windows(sources, count, quoted, first, last, &windows, error);

    memset(out, 0, sizeof(*out));
    for (size_t i = 0; i < windows.list.count && status == INSIGHTS_OK; i++) {
        const insights__window *window = &windows.list.items[i];
        const insights__index *index = sources[window->source].index;
        insights__fit fit;

        insights__quoted_number(quoted, index);
        status = insights__seek_fit(
            index, window, quoted->units.items + first, last - first, mode,
            &fit, error);
        if (status == INSIGHTS_OK && fit.last > fit.first &&
            (out->last == out->first || fit.score > out->score))
            *out = fit;
    }
    out->unit_first += first;
    out->unit_last += first;
    insights__array_free(&windows.list);
    return status;
}

static int is_variant(const insights__likeness *l, size_t units, double minimum)
{
    return l->similarity >= minimum && l->gaps <= 1 && l->equal > 0 &&
           l->edits <= 2 + units / 10 && l->edge <= EDGE_SHARE;
}

typedef struct fits {
    INSIGHTS__ARRAY(insights__fit) list;
} fits;

static insights_status find_fits(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    double minimum,
    fits *out,
    insights_error **error)
{
    insights__windows windows = {INSIGHTS__ARRAY_INIT};
    insights_status status = gather_windows(
        sources, count, quoted, 0, quoted->units.count, &windows, error);

    for (size_t i = 0; i < windows.list.count && status == INSIGHTS_OK; i++) {
        const insights__window *window = &windows.list.items[i];
        const insights__index *index = sources[window->source].index;
        insights__fit fit;

        insights__quoted_number(quoted, index);
        status = insights__seek_fit(
            index, window, quoted->units.items, quoted->units.count,
            INSIGHTS__ALIGN_FIT, &fit, error);
        if (status == INSIGHTS_OK && fit.last > fit.first &&
            is_variant(&fit.likeness, quoted->units.count, minimum)) {
            insights__fit *slot = insights__array_add(&out->list);

            if (!slot)
                status = insights__fail_nomem(error);
            else
                *slot = fit;
        }
    }
    insights__array_free(&windows.list);
    return status;
}

/* Of fits nearly as good as the best, the one wished for. */
static insights_status choose_fit(
    const insights__speech *sources,
    const fits *all,
    const insights__wish *wish,
    const insights__fit **out,
    insights_error **error)
{
    insights__hits hits = {INSIGHTS__ARRAY_INIT, 0};
    double best = 0;
    insights_status status = INSIGHTS_OK;

    *out = NULL;
    for (size_t i = 0; i < all->list.count; i++)
        if (all->list.items[i].likeness.similarity > best)
            best = all->list.items[i].likeness.similarity;
    for (size_t i = 0; i < all->list.count && status == INSIGHTS_OK; i++) {
        const insights__fit *fit = &all->list.items[i];
        insights__hit *hit;

        if (fit->likeness.similarity < best - NEARLY)
            continue;
        hit = insights__array_add(&hits.list);
        if (!hit) {
            status = insights__fail_nomem(error);
            break;
        }
        hit->source = fit->source;
        hit->start = sources[fit->source].index->tokens.items[fit->first].start;
        hit->first = i;
    }
    if (status == INSIGHTS_OK && hits.list.count > 0)
        *out =
            &all->list
                 .items[insights__locate_choose(sources, &hits, wish)->first];
    insights__array_free(&hits.list);
    return status;
}

/* A fit becomes the finding: name what differs. */
static insights_status take_fit(
    insights__speech *sources,
    const insights__quoted *quoted,
    const insights__fit *fit,
    insights__found *out,
    insights_error **error)
{
    const insights__index *index = sources[fit->source].index;
    insights_status status = insights__differences(
        &quoted->tokens, 0, quoted->tokens.list.count, index, fit->first,
        fit->last, &out->changes, error);

    if (status < 0)
        return status;
    out->place.source = fit->source;
    out->place.start = index->tokens.items[fit->first].start;
    out->place.end = index->tokens.items[fit->last - 1].end;
    out->occurrences = 1;
    insights__locate_edges(
        &sources[fit->source], quoted, &out->place.start, &out->place.end);
    if (!out->changes.unmarked) {
        out->finding = INSIGHTS__FOUND_NORMALISED;
        out->similarity = 1;
    } else {
        out->finding = INSIGHTS__FOUND_FUZZY;
        out->similarity =
            fit->likeness.similarity < 0.999 ? fit->likeness.similarity : 0.999;
    }
    return INSIGHTS_OK;
}

static insights_status find_alike(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error)
{
    double minimum =
        wish->min_similarity > 0 ? wish->min_similarity : INSIGHTS__SIMILARITY;
    const insights__fit *fit = NULL;
    fits all = {INSIGHTS__ARRAY_INIT};
    insights_status status =
        find_fits(sources, count, quoted, minimum, &all, error);

    if (status == INSIGHTS_OK)
        status = choose_fit(sources, &all, wish, &fit, error);
    /* What is added or left out at length may come from elsewhere. */
    if (status == INSIGHTS_OK && fit &&
        (fit->likeness.draft_run > ADDED_MAXIMUM ||
         fit->likeness.said_run > LEFT_OUT_MAXIMUM))
        status = insights__locate_stitched(sources, count, quoted, out, error);
    if (status == INSIGHTS_OK && fit && out->finding == INSIGHTS__FOUND_NOTHING)
        status = take_fit(sources, quoted, fit, out, error);
    if (wish->no_fuzzy && out->finding == INSIGHTS__FOUND_FUZZY) {
        insights__changes_free(&out->changes);
        out->finding = INSIGHTS__FOUND_NOTHING;
    }
    insights__array_free(&all.list);
    return status;
}

/* --- Nothing ----------------------------------------------------------------
 */

static insights_status find_nearest(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    insights__found *out,
    insights_error **error)
{
    uint64_t best = 0;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < count && status == INSIGHTS_OK; i++) {
        uint64_t score = 0;
        size_t start = 0;
        size_t end = 0;

        insights__quoted_number(quoted, sources[i].index);
        status = insights__seek_nearest(
            sources[i].index, quoted->units.items, quoted->units.count, &score,
            &start, &end, error);
        if (score > best) {
            best = score;
            out->has_nearest = 1;
            out->nearest.source = i;
            out->nearest.start = start;
            out->nearest.end = end;
        }
    }
    return status;
}

insights_status insights__locate(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    const insights__wish *wish,
    insights__found *out,
    insights_error **error)
{
    insights_status status;

    memset(out, 0, sizeof(*out));
    out->finding = INSIGHTS__FOUND_NOTHING;
    status = wish->skip_bytes
                 ? INSIGHTS_OK
                 : find_bytes(sources, count, quoted, wish, out, error);
    if (status < 0 || out->finding != INSIGHTS__FOUND_NOTHING ||
        quoted->words.count == 0)
        return status;
    status = find_words(sources, count, quoted, wish, out, error);
    if (status == INSIGHTS_OK && out->finding == INSIGHTS__FOUND_NOTHING &&
        quoted->pieces > 1)
        status =
            insights__locate_elided(sources, count, quoted, wish, out, error);
    if (status == INSIGHTS_OK && out->finding == INSIGHTS__FOUND_NOTHING &&
        quoted->units.count > 1)
        status = find_alike(sources, count, quoted, wish, out, error);
    if (status == INSIGHTS_OK && out->finding == INSIGHTS__FOUND_NOTHING)
        status = insights__locate_stitched(sources, count, quoted, out, error);
    if (status == INSIGHTS_OK && out->finding == INSIGHTS__FOUND_NOTHING)
        status = find_nearest(sources, count, quoted, out, error);
    return status;
}

void insights__found_free(insights__found *found)
{
    insights__changes_free(&found->changes);
    insights__array_free(&found->parts);
}
