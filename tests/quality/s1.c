/* s1.c - figures on the study of four interviews: who asks, what was asked
 * and answered, and where the questions of the guide were answered.
 *
 * Prints one table with the trivial baselines beside each figure.
 */
#include "support/data.h"

#include <insights/model.h>
#include <insights/reading.h>

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define TURNS 1000

typedef struct tally {
    int hit;
    int of;
} tally;

typedef struct figures {
    tally askers;         /* interviewer turns recognised as such */
    tally others;         /* turns of others taken for an interviewer's */
    tally pairs;          /* planned questions with their answers */
    tally followups;      /* the same for follow-ups */
    tally extra;          /* outline items that are neither */
    tally baseline;       /* pairs of "every other turn is an answer" */
    tally baseline_extra; /* its items that are neither */
    tally cells;          /* answers of the guide among the passages */
    tally first;          /* the same for the best passage alone */
    tally silent;         /* cells without an answer, left empty */
    double random;        /* cells hit by as many turns at random */
    int passages;
} figures;

/* The turns of one interview, as a person read them. */
typedef struct gold {
    json_t *turns;
    size_t count;
    int asks[TURNS]; /* interviewer's turn */
} gold_talk;

static int has(json_t *turn, const char *key, int number)
{
    json_t *list = json_object_get(turn, key);
    json_t *item;
    size_t i;

    json_array_foreach(
        list, i,
        item) if (number == 0 || json_integer_value(item) == number) return 1;
    return 0;
}

/* The first turn behind `at` that answers what `at` asks; or the next turn
 * of somebody else. */
static size_t answer_start(const gold_talk *gold, size_t at)
{
    json_t *turn = json_array_get(gold->turns, at);
    json_t *list = json_object_get(turn, "asks");
    json_t *item;
    size_t i;
    size_t next;

    for (next = at + 1; next < gold->count; next++) {
        json_t *other = json_array_get(gold->turns, next);
        if (!json_array_size(list) && !gold->asks[next])
            return next;
        json_array_foreach(list, i, item)
        {
            int number = (int)json_integer_value(item);
            if (has(other, "answers", number) || has(other, "unclear", number))
                return next;
        }
    }
    return gold->count;
}

/* Whether two turns belong to one run of the interviewer. */
static int same_run(const gold_talk *gold, size_t a, size_t b)
{
    size_t i;

    for (i = a < b ? a : b; i <= (a < b ? b : a); i++)
        if (!gold->asks[i])
            return 0;
    return 1;
}

typedef struct outlined {
    size_t question;
    size_t answer;
} outlined;

static int is_pair(const gold_talk *gold, size_t at, const outlined *item)
{
    size_t start = answer_start(gold, at);

    return same_run(gold, at, item->question) && item->answer + 1 >= start &&
           item->answer <= start + 1;
}

static void judge_items(
    const gold_talk *gold,
    const outlined *items,
    size_t count,
    tally *pairs,
    tally *followups,
    tally *extra)
{
    size_t at;
    size_t i;
    int hit;

    for (at = 0; at < gold->count; at++) {
        json_t *turn = json_array_get(gold->turns, at);
        int asks = json_array_size(json_object_get(turn, "asks")) > 0;
        int follows = json_is_true(json_object_get(turn, "followup"));
        if (!asks && !follows)
            continue;
        hit = 0;
        for (i = 0; i < count; i++)
            hit |= is_pair(gold, at, &items[i]);
        pairs->of += asks;
        pairs->hit += asks && hit;
        followups->of += follows;
        followups->hit += follows && hit;
    }
    for (i = 0; i < count; i++) {
        hit = 0;
        for (at = 0; at < gold->count; at++) {
            json_t *turn = json_array_get(gold->turns, at);
            if (json_array_size(json_object_get(turn, "asks")) ||
                json_is_true(json_object_get(turn, "followup")))
                hit |= same_run(gold, at, items[i].question);
        }
        extra->of++;
        extra->hit += !hit;
    }
}

static size_t read_outline(
    const insights_conversation *conversation,
    outlined items[TURNS])
{
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    size_t count = 0;

    insights_conversation_outline(conversation, NULL, &cursor, NULL);
    while (cursor && count < TURNS &&
           insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
        items[count].question =
            (size_t)insights_record_int(record, INSIGHTS_OUTLINE_QUESTION_TURN);
        items[count].answer =
            insights_record_state(record, INSIGHTS_OUTLINE_ANSWER_FIRST_TURN) ==
                    INSIGHTS_VALUE
                ? (size_t)insights_record_int(
                      record, INSIGHTS_OUTLINE_ANSWER_FIRST_TURN)
                : TURNS * 2;
        count++;
    }
    insights_cursor_free(cursor);
    return count;
}

static int is_asker(
    const insights_conversation *conversation,
    const char *label)
{
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    int asks = 0;

    insights_conversation_participants(conversation, NULL, &cursor, NULL);
    while (cursor &&
           insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
        const char *role =
            insights_record_text(record, INSIGHTS_PARTICIPANT_ROLE);
        if (label && role &&
            strcmp(
                label,
                insights_record_text(record, INSIGHTS_PARTICIPANT_LABEL)) == 0)
            asks = strcmp(role, "interviewer") == 0 ||
                   strcmp(role, "moderator") == 0;
    }
    insights_cursor_free(cursor);
    return asks;
}

/* In these interviews whoever speaks first asks. */
static void judge_interview(
    gold_talk *gold,
    const insights_conversation *conversation,
    figures *sum)
{
    static outlined items[TURNS];
    const char *asker;
    size_t count;
    size_t at;

    asker = json_string_value(
        json_object_get(json_array_get(gold->turns, 0), "speaker"));
    for (at = 0; at < gold->count; at++) {
        const char *speaker = json_string_value(
            json_object_get(json_array_get(gold->turns, at), "speaker"));
        int found = is_asker(
            conversation, insights_conversation_speaker(conversation, at));
        gold->asks[at] = strcmp(speaker, asker) == 0;
        sum->askers.of += gold->asks[at];
        sum->askers.hit += gold->asks[at] && found;
        sum->others.of += !gold->asks[at];
        sum->others.hit += !gold->asks[at] && found;
    }
    count = read_outline(conversation, items);
    judge_items(gold, items, count, &sum->pairs, &sum->followups, &sum->extra);
    for (at = 0, count = 0; at + 1 < gold->count; at += 2, count++) {
        items[count].question = at;
        items[count].answer = at + 1;
    }
    {
        tally ignored = {0, 0};
        judge_items(
            gold, items, count, &sum->baseline, &ignored, &sum->baseline_extra);
    }
}

/* --- The guide ------------------------------------------------------------ */

/* How likely it is that one of `picks` turns of others, at random, is one of
 * those that answer. */
static double at_random(const gold_talk *gold, int number, int picks)
{
    double miss = 1;
    double good = 0;
    double all = 0;
    size_t at;

    for (at = 0; at < gold->count; at++) {
        all += !gold->asks[at];
        good += has(json_array_get(gold->turns, at), "answers", number);
    }
    for (; picks > 0 && all > 0; picks--, all--)
        miss *= (all - good) / all;
    return 1 - miss;
}

static void judge_cell(
    const gold_talk *gold,
    const insights_corpus *corpus,
    const char *id,
    int number,
    const char *question,
    int answered,
    figures *sum)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    int passages = 0;
    int turns = 0;
    int hit = 0;
    int first = 0;
    int64_t at;

    options.id = id;
    insights_corpus_answers(corpus, question, number, &options, &cursor, NULL);
    while (cursor &&
           insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
        int64_t last = insights_record_int(record, INSIGHTS_PASSAGE_LAST_TURN);
        passages++;
        for (at = insights_record_int(record, INSIGHTS_PASSAGE_TURN_INDEX);
             at <= last; at++) {
            json_t *turn = json_array_get(gold->turns, (size_t)at);
            turns += !gold->asks[at];
            if (!has(turn, "answers", number))
                continue;
            hit = 1;
            first |= insights_record_int(record, INSIGHTS_PASSAGE_RANK) == 1;
        }
    }
    insights_cursor_free(cursor);
    sum->passages += passages;
    if (!answered) {
        sum->silent.of++;
        sum->silent.hit += passages == 0;
        return;
    }
    sum->cells.of++;
    sum->cells.hit += hit;
    sum->first.of++;
    sum->first.hit += first;
    sum->random += at_random(gold, number, turns);
}

static void judge_guide(
    const gold_talk golds[],
    json_t *study,
    const insights_corpus *corpus,
    figures *sum)
{
    json_t *guide = json_object_get(study, "guide");
    json_t *interview;
    char key[16];
    size_t at;
    int number;

    json_array_foreach(
        json_object_get(study, "interviews"), at,
        interview) for (number = 1; number <= (int)json_array_size(guide);
                        number++)
    {
        const char *cell;
        snprintf(key, sizeof(key), "%d", number);
        cell = json_string_value(
            json_object_get(json_object_get(interview, "cells"), key));
        judge_cell(
            &golds[at], corpus,
            json_string_value(json_object_get(interview, "file")), number,
            json_string_value(json_array_get(guide, (size_t)number - 1)),
            cell && strcmp(cell, "answered") == 0, sum);
    }
}

static void print(const char *name, tally value, const char *note)
{
    printf(
        "%-58s %4d of %4d  %5.1f %%%s\n", name, value.hit, value.of,
        value.of ? 100.0 * value.hit / value.of : 0.0, note);
}

static void print_all(const figures *sum)
{
    print("interviewer turns recognised", sum->askers, "");
    print("turns of others taken for an interviewer's", sum->others, "");
    print(
        "planned questions with their answer (within one turn)", sum->pairs,
        "");
    print("  baseline: every other turn is an answer", sum->baseline, "");
    print("follow-ups with their answer", sum->followups, "");
    print("outline items that are neither", sum->extra, "");
    print("  baseline", sum->baseline_extra, "");
    print("guide: answered cells hit by a passage", sum->cells, "");
    print("guide: answered cells hit by the best passage", sum->first, "");
    printf(
        "%-58s %9.1f       %5.1f %%\n", "  baseline: as many turns at random",
        sum->random, sum->cells.of ? 100.0 * sum->random / sum->cells.of : 0.0);
    print("guide: cells without an answer left empty", sum->silent, "");
    printf("%-58s %4d\n", "guide: passages shown", sum->passages);
}

int main(void)
{
    static gold_talk golds[16];
    char path[4096];
    char name[64];
    figures sum;
    insights_corpus *corpus = NULL;
    json_t *study;
    json_t *interview;
    size_t at;

    memset(&sum, 0, sizeof(sum));
    if (!insights_test_data_path(path, sizeof(path), "studies/s1/gold.json")) {
        printf("test material not found: 4 interviews skipped\n");
        return 0;
    }
    study = json_load_file(path, 0, NULL);
    insights_corpus_new(&corpus, NULL);
    json_array_foreach(json_object_get(study, "interviews"), at, interview)
    {
        const char *file =
            json_string_value(json_object_get(interview, "file"));
        insights_conversation *conversation = NULL;
        insights_error *error = NULL;

        snprintf(name, sizeof(name), "studies/s1/%s", file);
        if (at >= 16 || !insights_test_data_path(path, sizeof(path), name) ||
            insights_conversation_read_file(path, NULL, &conversation, &error) <
                0) {
            printf("%s: %s\n", name, insights_error_message(error));
            return 1;
        }
        golds[at].turns = json_object_get(interview, "turns");
        golds[at].count = json_array_size(golds[at].turns);
        if (insights_conversation_turns(conversation) != golds[at].count) {
            printf(
                "%s: %zu turns instead of %zu\n", name,
                insights_conversation_turns(conversation), golds[at].count);
            return 1;
        }
        judge_interview(&golds[at], conversation, &sum);
        insights_corpus_add(corpus, file, NULL, conversation, NULL);
        insights_conversation_free(conversation);
    }
    judge_guide(golds, study, corpus, &sum);
    insights_corpus_free(corpus);
    json_decref(study);

    print_all(&sum);
    return 0;
}
