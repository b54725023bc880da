/* bm25.c - an inverted index in memory. */
#include "text/bm25.h"

#include "base/alloc.h"
#include "base/map.h"

#include <math.h>
#include <string.h>

#define K1 1.2
#define B 0.75

typedef struct posting {
    uint32_t unit;
    uint32_t count;
} posting;

typedef struct postings {
    posting *items;
    size_t count;
    size_t capacity;
} postings;

struct insights__bm25 {
    insights__map *stems; /* stem -> index into lists, + 1 */
    INSIGHTS__ARRAY(postings) lists;
    INSIGHTS__ARRAY(uint32_t) lengths;
    double total; /* of all lengths */
};

insights__bm25 *insights__bm25_new(void)
{
    insights__bm25 *index = insights__alloc(sizeof(*index));

    if (!index)
        return NULL;
    index->stems = insights__map_new();
    if (!index->stems) {
        insights__free(index);
        return NULL;
    }
    return index;
}

void insights__bm25_free(insights__bm25 *index)
{
    size_t i;

    if (!index)
        return;
    for (i = 0; i < index->lists.count; i++)
        insights__array_free(&index->lists.items[i]);
    insights__array_free(&index->lists);
    insights__array_free(&index->lengths);
    insights__map_free(index->stems, NULL);
    insights__free(index);
}

size_t insights__bm25_count(const insights__bm25 *index)
{
    return index->lengths.count;
}

insights_status insights__bm25_begin(
    insights__bm25 *index,
    insights_error **error)
{
    if (!insights__array_add(&index->lengths))
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

static const postings *find(const insights__bm25 *index, const char *stem)
{
    uintptr_t at =
        (uintptr_t)insights__map_get(index->stems, stem, strlen(stem));

    return at ? &index->lists.items[at - 1] : NULL;
}

static insights_status add_one(
    insights__bm25 *index,
    const char *stem,
    insights_error **error)
{
    uint32_t unit = (uint32_t)(index->lengths.count - 1);
    void **slot = insights__map_slot(index->stems, stem, strlen(stem));
    postings *list;
    posting *last;

    if (!slot)
        return insights__fail_nomem(error);
    if (!*slot) {
        if (!insights__array_add(&index->lists))
            return insights__fail_nomem(error);
        *slot = (void *)(uintptr_t)index->lists.count;
    }
    list = &index->lists.items[(uintptr_t)*slot - 1];
    if (list->count && list->items[list->count - 1].unit == unit) {
        list->items[list->count - 1].count++;
        return INSIGHTS_OK;
    }
    last = insights__array_add(list);
    if (!last)
        return insights__fail_nomem(error);
    last->unit = unit;
    last->count = 1;
    return INSIGHTS_OK;
}

insights_status insights__bm25_add(
    insights__bm25 *index,
    const insights__term *terms,
    size_t count,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t i;

    for (i = 0; status >= 0 && i < count; i++) {
        status = add_one(index, terms[i].stem, error);
        if (terms[i].type == INSIGHTS__TERM_PAIR)
            continue;
        index->lengths.items[index->lengths.count - 1]++;
        index->total++;
    }
    return status;
}

static double weight(const insights__bm25 *index, const postings *list)
{
    double all = (double)index->lengths.count;
    double with = (double)list->count;

    return log(1 + (all - with + 0.5) / (with + 0.5));
}

double insights__bm25_weight(const insights__bm25 *index, const char *stem)
{
    const postings *list = find(index, stem);

    return list ? weight(index, list) : 0;
}

static void score_list(
    const insights__bm25 *index,
    const postings *list,
    double *scores)
{
    double mean = index->total / (double)index->lengths.count;
    double rare = weight(index, list);
    double length;
    double count;
    size_t i;

    for (i = 0; i < list->count; i++) {
        length = (double)index->lengths.items[list->items[i].unit];
        count = (double)list->items[i].count;
        scores[list->items[i].unit] +=
            rare * count * (K1 + 1) /
            (count + K1 * (1 - B + B * length / mean));
    }
}

size_t insights__bm25_score(
    const insights__bm25 *index,
    const insights__term *query,
    size_t count,
    double *scores)
{
    const postings *list;
    size_t known = 0;
    size_t pairs = 0;
    size_t words = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        pairs += query[i].type == INSIGHTS__TERM_PAIR;
        words += !query[i].stop;
    }
    for (i = 0; i < count; i++) {
        if ((query[i].stop && words) ||
            (pairs && query[i].type == INSIGHTS__TERM_SINGLE))
            continue;
        list = find(index, query[i].stem);
        if (!list)
            continue;
        known++;
        score_list(index, list, scores);
    }
    return known;
}

void insights__bm25_share(
    const insights__bm25 *index,
    const char *stem,
    double weight,
    double usual,
    double *shares)
{
    const postings *list = find(index, stem);
    double length;
    double count;
    size_t i;

    for (i = 0; list && i < list->count; i++) {
        length = (double)index->lengths.items[list->items[i].unit];
        count = (double)list->items[i].count;
        shares[list->items[i].unit] +=
            weight * count / (count + 0.25 + 0.25 * length / usual);
    }
}

void insights__bm25_clip(double *scores, size_t count, double clip)
{
    double sum = 0;
    double squares = 0;
    double mean;
    double deviation;
    size_t i;

    if (count == 0)
        return;
    for (i = 0; i < count; i++)
        sum += scores[i];
    mean = sum / (double)count;
    for (i = 0; i < count; i++)
        squares += (scores[i] - mean) * (scores[i] - mean);
    deviation = sqrt(squares / (double)count);
    for (i = 0; i < count; i++) {
        scores[i] = deviation > 0 ? (scores[i] - mean) / deviation : 0;
        scores[i] = scores[i] > clip ? scores[i] - clip : 0;
    }
}

void insights__bm25_kernel(
    double *scores,
    size_t count,
    double tau,
    double lambda,
    double *room)
{
    double fade = exp(-1 / tau);
    double sum = 0;
    size_t i;

    /* What comes from ahead, then what comes from behind and the unit's
     * own. */
    for (i = count; i-- > 0;) {
        room[i] = sum;
        sum = (sum + scores[i]) * fade;
    }
    sum = 0;
    for (i = 0; i < count; i++) {
        room[i] += sum + scores[i];
        sum = (sum + scores[i]) * fade;
    }
    for (i = 0; i < count; i++)
        scores[i] += lambda * room[i];
}
