/* retrieval.c - figures for passages: the turns that answer the specific
 * questions of QMSum, ranked by BM25 without and with speakers, and by
 * regions. Arguments: a folder of QMSum ("val" unless given).
 */
#define _GNU_SOURCE

#include "analysis/pure_reading.h"
#include "support/data.h"

#include <insights/model.h>
#include <insights/reading.h>

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAYS 4
#define FILES 400

typedef struct sums {
    double ap;
    double nr10;
    double r20;
    double h10;
    double mrr;
    int queries;
} sums;

static const char *const way_names[WAYS] = {
    "BM25", "BM25 with speakers", "  with kernel (16, 1)",
    "  regions: clipped kernel"};

static double *ranked_scores;

static int compare(const void *left, const void *right)
{
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;

    if (ranked_scores[a] > ranked_scores[b])
        return -1;
    if (ranked_scores[a] < ranked_scores[b])
        return 1;
    return a < b ? -1 : a > b;
}

static void judge(double *scores, const char *relevant, size_t count, sums *sum)
{
    size_t *order = calloc(count, sizeof(*order));
    double hits = 0;
    double all = 0;
    double precision = 0;
    double hits10 = 0;
    double hits20 = 0;
    double first = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        order[i] = i;
        all += relevant[i];
    }
    ranked_scores = scores;
    qsort(order, count, sizeof(*order), compare);
    for (i = 0; i < count; i++) {
        if (!relevant[order[i]])
            continue;
        hits++;
        precision += hits / (double)(i + 1);
        hits10 += i < 10;
        hits20 += i < 20;
        if (first <= 0)
            first = 1 / (double)(i + 1);
    }
    free(order);
    sum->queries++;
    sum->ap += precision / all;
    sum->nr10 += hits10 / (all < 10 ? all : 10);
    sum->r20 += hits20 / all;
    sum->h10 += hits10 > 0;
    sum->mrr += first;
}

/* An index without the speakers' names. */
static insights__bm25 *plain_index(const insights_conversation *conversation)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights__bm25 *index = insights__bm25_new();
    size_t i;

    for (i = 0; i < insights_conversation_turns(conversation); i++) {
        const char *text = insights_conversation_text(conversation, i);
        insights__terms_clear(&terms);
        insights__terms_read(&terms, text, strlen(text), NULL, NULL);
        insights__bm25_begin(index, NULL);
        insights__bm25_add(index, terms.list.items, terms.list.count, NULL);
    }
    insights__terms_free(&terms);
    return index;
}

static void score(
    const insights_corpus *corpus,
    const insights__bm25 *plain,
    const char *query,
    int way,
    double *scores,
    size_t count)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights__reading_index *index = NULL;
    double *room;

    if (way == 0) {
        memset(scores, 0, count * sizeof(*scores));
        insights__terms_read(&terms, query, strlen(query), NULL, NULL);
        insights__bm25_score(plain, terms.list.items, terms.list.count, scores);
        insights__terms_free(&terms);
        return;
    }
    insights__reading_index_get(corpus, &index, NULL);
    insights__reading_score(index, corpus, query, NULL, way == 3, scores, NULL);
    if (way == 2) {
        room = calloc(count, sizeof(*room));
        insights__bm25_kernel(scores, count, 16, 1, room);
        free(room);
    }
}

/* The turn of the conversation at each turn of the meeting: empty ones are
 * left out by the reader. */
static size_t *places(json_t *meeting, size_t turns)
{
    json_t *list = json_object_get(meeting, "meeting_transcripts");
    size_t *place = calloc(json_array_size(list) + 1, sizeof(*place));
    json_t *turn;
    size_t next = 0;
    size_t i;

    json_array_foreach(list, i, turn)
    {
        const char *text = json_string_value(json_object_get(turn, "content"));
        place[i] = next;
        next += text && text[strspn(text, " \n\r\t")] != '\0';
    }
    if (next != turns)
        printf("%zu turns instead of %zu\n", turns, next);
    return place;
}

static int mark(
    json_t *spans,
    const size_t *place,
    size_t turns,
    char *relevant,
    size_t count)
{
    json_t *span;
    size_t i;
    long at;
    int any = 0;

    memset(relevant, 0, count);
    json_array_foreach(spans, i, span)
    {
        long first = atol(json_string_value(json_array_get(span, 0)));
        long last = atol(json_string_value(json_array_get(span, 1)));
        for (at = first; at <= last && at < (long)turns; at++)
            if (place[at] < count)
                any |= relevant[place[at]] = 1;
    }
    return any;
}

static int judge_meeting(const char *path, sums sum[WAYS])
{
    insights_conversation *conversation = NULL;
    insights_corpus *corpus = NULL;
    insights_error *error = NULL;
    insights__bm25 *plain;
    json_t *meeting = json_load_file(path, 0, NULL);
    json_t *query;
    double *scores;
    char *relevant;
    size_t *place;
    size_t turns;
    size_t count;
    size_t i;
    int way;

    if (insights_conversation_read_file(path, NULL, &conversation, &error) <
        0) {
        printf("%s: %s\n", path, insights_error_message(error));
        insights_error_free(error);
        json_decref(meeting);
        return 0;
    }
    count = insights_conversation_turns(conversation);
    turns = json_array_size(json_object_get(meeting, "meeting_transcripts"));
    place = places(meeting, count);
    plain = plain_index(conversation);
    insights_corpus_new(&corpus, NULL);
    insights_corpus_add(corpus, "meeting", NULL, conversation, NULL);
    scores = calloc(count + 1, sizeof(*scores));
    relevant = calloc(count + 1, 1);
    json_array_foreach(
        json_object_get(meeting, "specific_query_list"), i, query)
    {
        if (!mark(
                json_object_get(query, "relevant_text_span"), place, turns,
                relevant, count))
            continue;
        for (way = 0; way < WAYS; way++) {
            score(
                corpus, plain,
                json_string_value(json_object_get(query, "query")), way, scores,
                count);
            judge(scores, relevant, count, &sum[way]);
        }
    }
    free(scores);
    free(relevant);
    free(place);
    insights__bm25_free(plain);
    insights_conversation_free(conversation);
    insights_corpus_free(corpus);
    json_decref(meeting);
    return 1;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

int main(int argc, char **argv)
{
    static char *names[FILES];
    const char *part = argc > 1 ? argv[1] : "val";
    char folder[3000];
    char name[256];
    char path[4096];
    sums sum[WAYS];
    size_t count = 0;
    struct dirent *entry;
    DIR *directory;
    size_t i;
    int way;

    memset(sum, 0, sizeof(sum));
    snprintf(name, sizeof(name), "qmsum/%s", part);
    if (!insights_test_data_path(folder, sizeof(folder), name) ||
        !(directory = opendir(folder))) {
        printf("test material not found: 35 meetings skipped\n");
        return 0;
    }
    while ((entry = readdir(directory)) != NULL && count < FILES)
        if (strstr(entry->d_name, ".json"))
            names[count++] = strdup(entry->d_name);
    closedir(directory);
    qsort(names, count, sizeof(*names), by_name);
    for (i = 0; i < count; i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        judge_meeting(path, sum);
        free(names[i]);
    }
    printf(
        "QMSum %s, %d specific queries, turns\n%-28s %6s %6s %6s %6s %6s\n",
        part, sum[0].queries, "", "AP", "nR@10", "R@20", "H@10", "MRR");
    for (way = 0; way < WAYS; way++) {
        double n = sum[way].queries ? sum[way].queries : 1;
        printf(
            "%-28s %6.1f %6.1f %6.1f %6.1f %6.1f\n", way_names[way],
            100 * sum[way].ap / n, 100 * sum[way].nr10 / n,
            100 * sum[way].r20 / n, 100 * sum[way].h10 / n,
            100 * sum[way].mrr / n);
    }
    return 0;
}
