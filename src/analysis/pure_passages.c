/* pure_passages.c - passages for a query, best first. */
#include "analysis/pure_reading.h"
#include "text/sentences.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <insights/model.h>
#include <stdlib.h>
#include <string.h>

#define PASSAGES_LIMIT 20
#define REGION_REACH 12    /* turns on each side of the best one */
#define REGION_SHARE 0.6   /* of the best turn's score */
#define SENTENCE_TURNS 200 /* whose sentences are looked at */
#define TURN_SHARE 0.4     /* of a turn's score that its sentences get */
#define SENTENCE_K1 1.2
#define SENTENCE_B 0.75
#define SENTENCE_LENGTH 15.0

enum { MODE_TURNS, MODE_REGIONS, MODE_SENTENCES };

/* A passage that may be. */
typedef struct ranked {
    double score;
    size_t one;
    size_t turn;
    size_t start; /* bytes of the turn, for sentences */
    size_t end;
    size_t order;
} ranked;

typedef struct ranking {
    ranked *items;
    size_t count;
    size_t capacity;
} ranking;

typedef struct passage_reader {
    const insights_corpus *corpus;
    insights_reading_options options;
    insights__reading_index *index;
    double *scores;
    size_t units;
    size_t limit;
    ranking ranking;
    insights__list *list;
} passage_reader;

/* Best first, then in reading order. */
static int compare(const void *left, const void *right)
{
    const ranked *a = left;
    const ranked *b = right;

    if (a->score > b->score || a->score < b->score)
        return a->score < b->score ? 1 : -1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void sort(ranking *list)
{
    if (list->count)
        qsort(list->items, list->count, sizeof(*list->items), compare);
}

static insights_status rank_turns(
    passage_reader *reader,
    insights_error **error)
{
    ranked *added;
    size_t i;

    for (i = 0; i < reader->units; i++) {
        if (reader->scores[i] <= 0)
            continue;
        added = insights__array_add(&reader->ranking);
        if (!added)
            return insights__fail_nomem(error);
        added->score = reader->scores[i];
        added->order = i;
        insights__reading_place(reader->index, i, &added->one, &added->turn);
    }
    sort(&reader->ranking);
    return INSIGHTS_OK;
}

static insights_status add_passage(
    passage_reader *reader,
    size_t one,
    size_t first,
    size_t last,
    size_t start,
    size_t end,
    double score,
    insights_error **error)
{
    insights_record *record = insights__reading_passage(
        reader->corpus, one, first, last, start, end, score);

    if (!record)
        return insights__fail_nomem(error);
    insights_record_set_int(
        record, INSIGHTS_PASSAGE_RANK,
        (int64_t)insights__list_count(reader->list) + 1);
    return insights__list_add(reader->list, record, score, error);
}

static const insights__turn *turn_at(
    const passage_reader *reader,
    size_t one,
    size_t turn)
{
    return &reader->index->ones[one].script->turns.items[turn];
}

static insights_status list_turns(
    passage_reader *reader,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t i;

    for (i = 0; status >= 0 && i < reader->ranking.count &&
                insights__list_count(reader->list) < reader->limit;
         i++) {
        const ranked *at = &reader->ranking.items[i];
        const insights__turn *turn = turn_at(reader, at->one, at->turn);
        status = add_passage(
            reader, at->one, at->turn, at->turn, turn->byte_start,
            turn->byte_start + turn->length, at->score, error);
    }
    return status;
}

/* --- Regions -------------------------------------------------------------- */

/* Grow around the best turn; what an earlier region took has no score. */
static insights_status list_region(
    passage_reader *reader,
    const ranked *best,
    insights_error **error)
{
    const insights__reading_one *one = &reader->index->ones[best->one];
    double *scores = reader->scores + one->first_unit;
    double least = best->score * REGION_SHARE;
    size_t first = best->turn;
    size_t last = best->turn;
    const insights__turn *turn;
    size_t i;

    while (first > 0 && best->turn - first < REGION_REACH &&
           scores[first - 1] >= least)
        first--;
    while (last + 1 < one->script->turns.count &&
           last - best->turn < REGION_REACH && scores[last + 1] >= least)
        last++;
    for (i = first; i <= last; i++)
        scores[i] = 0;
    turn = turn_at(reader, best->one, last);
    return add_passage(
        reader, best->one, first, last,
        turn_at(reader, best->one, first)->byte_start,
        turn->byte_start + turn->length, best->score, error);
}

static insights_status list_regions(
    passage_reader *reader,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t i;

    for (i = 0; status >= 0 && i < reader->ranking.count &&
                insights__list_count(reader->list) < reader->limit;
         i++) {
        const ranked *at = &reader->ranking.items[i];
        size_t unit = reader->index->ones[at->one].first_unit + at->turn;
        if (reader->scores[unit] > 0)
            status = list_region(reader, at, error);
    }
    return status;
}

/* --- Sentences ------------------------------------------------------------ */

typedef struct sentence_reader {
    insights__terms query;
    insights__terms terms;
    insights__sentences sentences;
    ranking ranking;
} sentence_reader;

static double score_sentence(
    const passage_reader *reader,
    const insights__terms *query,
    const insights__term *terms,
    size_t count)
{
    double length = (double)count / SENTENCE_LENGTH;
    double score = 0;
    double times;
    size_t i;
    size_t j;

    for (i = 0; i < query->list.count; i++) {
        times = 0;
        for (j = 0; j < count; j++)
            times += strcmp(query->list.items[i].stem, terms[j].stem) == 0;
        score += insights__bm25_weight(
                     reader->index->turns, query->list.items[i].stem) *
                 times * (SENTENCE_K1 + 1) /
                 (times + SENTENCE_K1 * (1 - SENTENCE_B + SENTENCE_B * length));
    }
    return score;
}

/* Words of a query that say something, or all where none does. */
static void drop_stops(insights__terms *query)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < query->list.count; i++)
        if (!query->list.items[i].stop)
            query->list.items[kept++] = query->list.items[i];
    if (kept)
        query->list.count = kept;
}

static insights_status rank_sentences_of(
    passage_reader *reader,
    sentence_reader *sentences,
    const ranked *at,
    insights_error **error)
{
    const insights__turn *turn = turn_at(reader, at->one, at->turn);
    const char *language = reader->index->ones[at->one].script->language;
    const insights__term *terms;
    insights_status status;
    size_t first = 0;
    size_t last;
    ranked *added;
    double score;
    size_t i;

    insights__terms_clear(&sentences->terms);
    status = insights__sentences_read(
        &sentences->sentences, turn->text, turn->length, language, error);
    if (status >= 0)
        status = insights__terms_read(
            &sentences->terms, turn->text, turn->length, language, error);
    terms = sentences->terms.list.items;
    for (i = 0; status >= 0 && i < sentences->sentences.count; i++) {
        const insights__sentence *sentence = &sentences->sentences.items[i];
        last = first;
        while (last < sentences->terms.list.count &&
               terms[last].byte_start < sentence->end)
            last++;
        if (last == first)
            continue; /* no words, perhaps no terms at all */
        score = score_sentence(
            reader, &sentences->query, terms + first, last - first);
        first = last;
        if (score <= 0)
            continue;
        added = insights__array_add(&sentences->ranking);
        if (!added)
            return insights__fail_nomem(error);
        *added = *at;
        added->score = score + TURN_SHARE * at->score;
        added->start = turn->byte_start + sentence->start;
        added->end = turn->byte_start + sentence->end;
        added->order = sentences->ranking.count;
    }
    return status;
}

static insights_status list_sentences(
    passage_reader *reader,
    const char *query,
    insights_error **error)
{
    sentence_reader sentences;
    insights_status status;
    size_t i;

    memset(&sentences, 0, sizeof(sentences));
    status = insights__terms_read(
        &sentences.query, query, strlen(query),
        insights__reading_language(reader->index), error);
    drop_stops(&sentences.query);
    for (i = 0; status >= 0 && i < reader->ranking.count &&
                i < SENTENCE_TURNS + reader->limit;
         i++)
        status = rank_sentences_of(
            reader, &sentences, &reader->ranking.items[i], error);
    sort(&sentences.ranking);
    for (i = 0; status >= 0 && i < sentences.ranking.count && i < reader->limit;
         i++) {
        const ranked *at = &sentences.ranking.items[i];
        status = add_passage(
            reader, at->one, at->turn, at->turn, at->start, at->end, at->score,
            error);
    }
    insights__terms_free(&sentences.query);
    insights__terms_free(&sentences.terms);
    insights__array_free(&sentences.sentences);
    insights__array_free(&sentences.ranking);
    return status;
}

/* --- The interface -------------------------------------------------------- */

static insights_status mode_of(
    const char *name,
    int *out,
    insights_error **error)
{
    static const char *const names[] = {"turns", "regions", "sentences"};
    int i;

    *out = MODE_TURNS;
    for (i = 0; name && i < 3; i++)
        if (strcmp(names[i], name) == 0) {
            *out = i;
            return INSIGHTS_OK;
        }
    if (!name)
        return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_INVALID,
        "'%.40s' is no mode; use turns, regions or sentences", name);
}

static insights_status read_passages(
    passage_reader *reader,
    const char *query,
    int mode,
    insights_error **error)
{
    insights_status status;

    status = insights__reading_index_get(reader->corpus, &reader->index, error);
    if (status < 0)
        return status;
    reader->units = insights__bm25_count(reader->index->turns);
    reader->scores = insights__calloc(reader->units, sizeof(*reader->scores));
    reader->list = insights__list_new();
    if (!reader->scores || !reader->list)
        return insights__fail_nomem(error);
    status = insights__reading_score(
        reader->index, reader->corpus, query, &reader->options,
        mode == MODE_REGIONS, reader->scores, error);
    if (status >= 0)
        status = rank_turns(reader, error);
    if (status < 0)
        return status;
    if (mode == MODE_REGIONS)
        return list_regions(reader, error);
    if (mode == MODE_SENTENCES)
        return list_sentences(reader, query, error);
    return list_turns(reader, error);
}

insights_status insights_corpus_passages(
    const insights_corpus *corpus,
    const char *query,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error)
{
    passage_reader reader;
    insights_status status;
    int mode = MODE_TURNS;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!corpus || !query)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%s is NULL",
            corpus ? "query" : "corpus");
    if (insights__utf8_valid(query, strlen(query)) != strlen(query))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the query is not UTF-8");
    memset(&reader, 0, sizeof(reader));
    reader.corpus = corpus;
    status = insights__reading_options(&reader.options, corpus, options, error);
    if (status >= 0)
        status = mode_of(reader.options.mode, &mode, error);
    if (status < 0)
        return status;
    reader.limit = reader.options.limit ? reader.options.limit : PASSAGES_LIMIT;
    status = read_passages(&reader, query, mode, error);
    status = insights__reading_finish(reader.list, status, out);
    insights__free(reader.scores);
    insights__array_free(&reader.ranking);
    return status;
}
