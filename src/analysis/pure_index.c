/* pure_index.c - what passages are found with: an index of all turns, and the
 * outlines of the conversations that were asked about.
 */
#include "analysis/corpus.h"
#include "analysis/pure_reading.h"

#include "base/alloc.h"

#include <insights/model.h>
#include <string.h>

/* Found on conversations that no figure is reported for. */
#define REGION_CLIP 1.5
#define REGION_TAU 24
#define REGION_LAMBDA 3

static void index_free(void *kept)
{
    insights__reading_index *index = kept;
    size_t i;

    for (i = 0; i < index->count; i++) {
        insights__roles_free(&index->ones[i].roles);
        insights__array_free(&index->ones[i].outline);
    }
    insights__bm25_free(index->turns);
    insights__free(index->ones);
    insights__free(index);
}

static insights_status add_turns(
    insights__reading_index *index,
    const insights_conversation *script,
    insights_error **error)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights_status status = INSIGHTS_OK;
    size_t turn;

    for (turn = 0; status >= 0 && turn < script->turns.count; turn++) {
        const insights__turn *at = &script->turns.items[turn];
        insights__terms_clear(&terms);
        status = insights__bm25_begin(index->turns, error);
        if (status >= 0)
            status = insights__terms_read(
                &terms, at->text, at->length, script->language, error);
        if (status >= 0 && at->speaker)
            status = insights__terms_read(
                &terms, at->speaker, strlen(at->speaker), script->language,
                error);
        if (status >= 0)
            status = insights__bm25_add(
                index->turns, terms.list.items, terms.list.count, error);
    }
    insights__terms_free(&terms);
    return status;
}

static insights_status build(
    const insights_corpus *corpus,
    insights__reading_index **out,
    insights_error **error)
{
    insights__reading_index *index = insights__alloc(sizeof(*index));
    insights_status status = INSIGHTS_OK;
    size_t i;

    if (!index)
        return insights__fail_nomem(error);
    index->turns = insights__bm25_new();
    index->ones =
        insights__calloc(insights_corpus_count(corpus), sizeof(*index->ones));
    if (!index->turns || !index->ones)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && i < insights_corpus_count(corpus); i++) {
        index->ones[i].script = insights_corpus_at(corpus, i);
        index->ones[i].first_unit = insights__bm25_count(index->turns);
        index->count = i + 1;
        status = add_turns(index, index->ones[i].script, error);
    }
    if (status < 0) {
        index_free(index);
        return status;
    }
    *out = index;
    return INSIGHTS_OK;
}

/* Conversations are only ever added, so their number says whether what was
 * kept is still all. */
insights_status insights__reading_index_get(
    const insights_corpus *corpus,
    insights__reading_index **out,
    insights_error **error)
{
    insights__corpus_cache *cache = corpus->cache;
    insights__reading_index *index = cache->value;
    insights_status status;

    if (!index || index->count != insights_corpus_count(corpus)) {
        status = build(corpus, &index, error);
        if (status < 0)
            return status;
        if (cache->value)
            cache->release(cache->value);
        cache->value = index;
        cache->release = index_free;
    }
    *out = index;
    return INSIGHTS_OK;
}

insights_status insights__reading_outline(
    insights__reading_index *index,
    size_t at,
    insights_error **error)
{
    insights__reading_one *one = &index->ones[at];
    insights_status status;

    if (one->outlined)
        return INSIGHTS_OK;
    status = insights__roles_read(&one->roles, one->script, NULL, error);
    if (status >= 0)
        status = insights__outline_read(
            &one->outline, one->script, &one->roles, error);
    if (status < 0) {
        insights__roles_free(&one->roles);
        memset(&one->roles, 0, sizeof(one->roles));
        insights__array_free(&one->outline);
        return status;
    }
    one->outlined = 1;
    return INSIGHTS_OK;
}

const char *insights__reading_language(const insights__reading_index *index)
{
    return index->count ? index->ones[0].script->language : NULL;
}

void insights__reading_place(
    const insights__reading_index *index,
    size_t unit,
    size_t *one,
    size_t *turn)
{
    size_t low = 0;
    size_t high = index->count;
    size_t middle;

    /* The last conversation that starts at or before the unit; empty ones
     * start where the next does. */
    while (high - low > 1) {
        middle = low + (high - low) / 2;
        if (index->ones[middle].first_unit <= unit)
            low = middle;
        else
            high = middle;
    }
    *one = low;
    *turn = unit - index->ones[low].first_unit;
}

/* Words that ask about talk rather than say what it was about. They count
 * only where a query has no others. */
static int asks_about_talk(const char *word)
{
    static const char *const words[] = {
        "discuss",   "discussed", "discussion", "discussions", "discussing",
        "summarize", "summarise", "summary",    "think",       "thought",
        "thoughts",  "say",       "said",       "says",        "opinion",
        "opinions",  "mention",   "mentioned",  "talk",        "talked",
        "talking",   "meeting",   "meetings",   "according",   "team",
        "explain",   "explained", "describe",   "people",      "anyone",
        "anybody",   "someone",   "somebody",   "interview",   "interviews"};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(words[i], word) == 0)
            return 1;
    return 0;
}

static void drop_talk(insights__terms *query)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < query->list.count; i++)
        kept += !query->list.items[i].stop &&
                !asks_about_talk(query->list.items[i].word);
    if (kept == 0)
        return;
    for (i = 0, kept = 0; i < query->list.count; i++)
        if (!asks_about_talk(query->list.items[i].word))
            query->list.items[kept++] = query->list.items[i];
    query->list.count = kept;
}

static void keep_wanted(
    const insights__reading_index *index,
    const insights_corpus *corpus,
    const insights_reading_options *options,
    double *scores)
{
    size_t turn;
    size_t i;

    for (i = 0; i < index->count; i++) {
        const insights__reading_one *one = &index->ones[i];
        int in = insights__reading_in(options, corpus, i);
        for (turn = 0; turn < one->script->turns.count; turn++)
            if (!in || !insights__reading_wants(options, one->script, turn))
                scores[one->first_unit + turn] = 0;
    }
}

insights_status insights__reading_score(
    const insights__reading_index *index,
    const insights_corpus *corpus,
    const char *query,
    const insights_reading_options *options,
    int regions,
    double *scores,
    insights_error **error)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    size_t count = insights__bm25_count(index->turns);
    insights_status status;
    double *room;
    size_t i;

    memset(scores, 0, count * sizeof(*scores));
    status = insights__terms_read(
        &terms, query, strlen(query), insights__reading_language(index), error);
    drop_talk(&terms);
    if (status >= 0 &&
        insights__bm25_score(
            index->turns, terms.list.items, terms.list.count, scores) > 0 &&
        options)
        keep_wanted(index, corpus, options, scores);
    insights__terms_free(&terms);
    if (status < 0 || !regions)
        return status;
    room = insights__calloc(count, sizeof(*room));
    if (!room)
        return insights__fail_nomem(error);
    insights__bm25_clip(scores, count, REGION_CLIP);
    for (i = 0; i < index->count; i++)
        insights__bm25_kernel(
            scores + index->ones[i].first_unit,
            index->ones[i].script->turns.count, REGION_TAU, REGION_LAMBDA,
            room);
    insights__free(room);
    return INSIGHTS_OK;
}

insights_record *insights__reading_passage(
    const insights_corpus *corpus,
    size_t one,
    size_t first,
    size_t last,
    size_t start,
    size_t end,
    double score)
{
    const insights_conversation *script = insights_corpus_at(corpus, one);
    insights_record *record = NULL;
    insights__times times;

    if (insights_record_new(INSIGHTS_PASSAGE, &record, NULL) < 0)
        return NULL;
    times = insights__script_times(script, start, end);
    insights_record_set_real(record, INSIGHTS_PASSAGE_SCORE, score);
    insights_record_set_text(
        record, INSIGHTS_PASSAGE_INTERVIEW_ID, insights_corpus_id(corpus, one));
    insights_record_set_text(
        record, INSIGHTS_PASSAGE_TITLE, insights_corpus_title(corpus, one));
    insights_record_set_int(
        record, INSIGHTS_PASSAGE_TURN_INDEX, (int64_t)first);
    insights_record_set_int(record, INSIGHTS_PASSAGE_LAST_TURN, (int64_t)last);
    insights_record_set_int(
        record, INSIGHTS_PASSAGE_BYTE_START, (int64_t)start);
    insights_record_set_int(record, INSIGHTS_PASSAGE_BYTE_END, (int64_t)end);
    insights_record_set_text(
        record, INSIGHTS_PASSAGE_SPEAKER, script->turns.items[first].speaker);
    insights__reading_time(record, INSIGHTS_PASSAGE_START_MS, times.start_ms);
    insights__reading_time(record, INSIGHTS_PASSAGE_END_MS, times.end_ms);
    if (insights__reading_slice(
            record, INSIGHTS_PASSAGE_TEXT, script, start, end) < 0) {
        insights_record_free(record);
        return NULL;
    }
    return record;
}
