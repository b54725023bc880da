/* stitch.c - quotes put together from several places. */
#include "text/locate.h"

#include <stdlib.h>

#define PARTS_MAXIMUM 4
/* A part has at least so many words in common, and so much weight. */
#define PART_WORDS 3
#define PART_WEIGHT 10
/* How much of the words, by weight, the parts must make together. */
#define COVERED 0.8
/* Parts this near to each other, in order, are one place. */
#define SAME_PLACE 4

typedef struct part {
    insights__fit fit;
    uint64_t weight;
} part;

typedef struct stitching {
    insights__speech *sources;
    size_t count;
    insights__quoted *quoted;
    part parts[PARTS_MAXIMUM];
    size_t part_count;
} stitching;

static uint64_t weigh(const insights__quoted *quoted, size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to; i++)
        if (!(quoted->units.items[i].flags & INSIGHTS__UNIT_FREE))
            sum += quoted->units.items[i].weight;
    return sum;
}

/* Find the longest part within units [first, last), then parts on both sides
 * of it. */
static insights_status split(
    stitching *s,
    size_t first,
    size_t last,
    int depth,
    insights_error **error)
{
    insights__fit fit;
    part *p;
    insights_status status;

    if (last - first < PART_WORDS || s->part_count == PARTS_MAXIMUM)
        return INSIGHTS_OK;
    status = insights__locate_best(
        s->sources, s->count, s->quoted, first, last, INSIGHTS__ALIGN_LOCAL,
        &fit, error);
    if (status < 0 || fit.last == fit.first ||
        fit.likeness.equal < PART_WORDS ||
        weigh(s->quoted, fit.unit_first, fit.unit_last) < PART_WEIGHT)
        return status;
    p = &s->parts[s->part_count++];
    p->fit = fit;
    p->weight = weigh(s->quoted, fit.unit_first, fit.unit_last);
    if (depth == 0)
        return INSIGHTS_OK;
    status = split(s, first, fit.unit_first, depth - 1, error);
    if (status == INSIGHTS_OK)
        status = split(s, fit.unit_last, last, depth - 1, error);
    return status;
}

static int compare_parts(const void *left, const void *right)
{
    const part *a = left;
    const part *b = right;

    return a->fit.unit_first < b->fit.unit_first   ? -1
           : a->fit.unit_first > b->fit.unit_first ? 1
                                                   : 0;
}

/* Whether all parts follow one another in one place. */
static int is_one_place(const stitching *s)
{
    for (size_t i = 1; i < s->part_count; i++) {
        const insights__fit *left = &s->parts[i - 1].fit;
        const insights__fit *right = &s->parts[i].fit;

        if (left->source != right->source || left->run != right->run ||
            right->first < left->last || right->first - left->last > SAME_PLACE)
            return 0;
    }
    return 1;
}

static insights_status take_parts(
    const stitching *s,
    insights__found *out,
    insights_error **error)
{
    for (size_t i = 0; i < s->part_count; i++) {
        const insights__fit *fit = &s->parts[i].fit;
        const insights__heard *tokens =
            s->sources[fit->source].index->tokens.items;
        insights__spot *place = insights__array_add(&out->parts);

        if (!place)
            return insights__fail_nomem(error);
        place->source = fit->source;
        place->start = tokens[fit->first].start;
        place->end = tokens[fit->last - 1].end;
        place->draft = s->quoted->units.items[fit->unit_first].token;
    }
    out->finding = INSIGHTS__FOUND_STITCHED;
    return INSIGHTS_OK;
}

insights_status insights__locate_stitched(
    insights__speech *sources,
    size_t count,
    insights__quoted *quoted,
    insights__found *out,
    insights_error **error)
{
    stitching s = {.sources = sources, .count = count, .quoted = quoted};
    uint64_t covered = 0;
    uint64_t whole = weigh(quoted, 0, quoted->units.count);
    double best = 0;
    insights_status status;

    status = split(&s, 0, quoted->units.count, 2, error);
    if (status < 0 || s.part_count == 0)
        return status;
    qsort(s.parts, s.part_count, sizeof(*s.parts), compare_parts);
    for (size_t i = 0; i < s.part_count; i++) {
        covered += s.parts[i].weight;
        if (s.parts[i].fit.likeness.similarity > best)
            best = s.parts[i].fit.likeness.similarity;
    }
    if (whole > 0 && s.part_count == 1)
        out->similarity = best;
    if (s.part_count < 2 || is_one_place(&s) ||
        (double)covered < COVERED * (double)whole)
        return INSIGHTS_OK;
    return take_parts(&s, out, error);
}
