/* forget.c - what is left of people in the bytes of a store.
 *
 * Imports studies, transcripts and meetings that stand beside the project into
 * one store, works with them, forgets one speaker after another, and searches
 * all files of the store for runs of five words that only they said. Prints
 * how many runs were searched and how many were found, which must be none; as
 * the baseline, how many were there before.
 */
#define _GNU_SOURCE

#include "support/data.h"

#include <insights/model.h>
#include <insights/privacy.h>
#include <insights/study.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RUN 5
#define RUNS_MAXIMUM 400 /* searched of one speaker, evenly */
#define SPEAKERS 3       /* forgotten of one conversation */

typedef struct text {
    char *data;
    size_t length;
} text;

static insights_error *error;
static insights_store *store;
static insights_study *study;
static long searched, before, after, forgotten, wrong;

static void check(int status, const char *what)
{
    if (status >= 0)
        return;
    fprintf(stderr, "%s: %s\n", what, insights_error_message(error));
    exit(1);
}

static void add(text *to, const char *bytes, size_t length)
{
    to->data = realloc(to->data, to->length + length + 1);
    memcpy(to->data + to->length, bytes, length);
    to->length += length;
    to->data[to->length] = '\0';
}

/* All bytes of a store, one file behind the other. */
static text bytes_of(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-insights"};
    text all = {NULL, 0};

    for (size_t i = 0; i < 4; i++) {
        char name[300];
        char piece[65536];
        size_t got;
        FILE *file;

        snprintf(name, sizeof(name), "%s%s", path, endings[i]);
        file = fopen(name, "rb");
        while (file && (got = fread(piece, 1, sizeof(piece), file)) > 0)
            add(&all, piece, got);
        if (file)
            fclose(file);
    }
    return all;
}

static void read_turns(
    const char *interview,
    const char *label,
    text *theirs,
    text *others)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *turn = NULL;

    check(insights_query_new(INSIGHTS_TURN, &query, &error), "query");
    check(insights_store_query(store, query, &cursor, &error), "query");
    while (insights_cursor_next(cursor, &turn, &error) == INSIGHTS_OK) {
        const char *speaker = insights_record_text(turn, INSIGHTS_TURN_SPEAKER);
        const char *words = insights_record_text(turn, INSIGHTS_TURN_TEXT);
        int is = !strcmp(
                     insights_record_text(turn, INSIGHTS_TURN_INTERVIEW_ID),
                     interview) &&
                 speaker && !strcmp(speaker, label);

        add(is ? theirs : others, words, strlen(words));
        add(is ? theirs : others, "\n", 1);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
}

/* The next run of five words on one line, as it was written; NULL: no more. */
static char *next_run(const char **at)
{
    const char *start = *at;
    const char *end;
    int words = 0;

    for (end = start; *end && words < RUN; words++) {
        end += strspn(end, " ");
        end += strcspn(end, " \n");
        if (*end == '\n')
            break;
    }
    if (!*end)
        return NULL;
    *at = start + strcspn(start, " \n") + 1;
    if (words + (*end == '\n') < RUN) {
        *at = end + 1;
        return strdup("");
    }
    return strndup(start, (size_t)(end - start));
}

static void forget(const char *path, const char *interview, const char *label)
{
    text theirs = {NULL, 0}, others = {NULL, 0}, bytes;
    char *runs[RUNS_MAXIMUM];
    size_t count = 0;
    char *person = NULL;
    insights_record *summary = NULL;
    insights_cursor *found = NULL;
    const insights_record *finding = NULL;
    const char *at;

    read_turns(interview, label, &theirs, &others);
    if (!theirs.data) { /* went with somebody else's conversation */
        free(others.data);
        return;
    }
    at = theirs.data;
    for (size_t step = theirs.length / (RUNS_MAXIMUM * 6) + 1, n = 0;
         count < RUNS_MAXIMUM; n++) {
        char *run = next_run(&at);

        if (!run)
            break;
        if (n % step || !*run || (others.data && strstr(others.data, run)))
            free(run);
        else
            runs[count++] = run;
    }
    bytes = bytes_of(path);
    for (size_t i = 0; i < count; i++)
        before +=
            memmem(bytes.data, bytes.length, runs[i], strlen(runs[i])) != NULL;
    free(bytes.data);
    if (asprintf(&person, "%s:%s", interview, label) < 0)
        exit(1);
    check(insights_study_forget(study, person, 0, &summary, &error), "forget");
    insights_record_free(summary);
    free(person);
    bytes = bytes_of(path);
    for (size_t i = 0; i < count; i++) {
        int left =
            memmem(bytes.data, bytes.length, runs[i], strlen(runs[i])) != NULL;

        if (left)
            fprintf(stderr, "left of '%s': %s\n", label, runs[i]);
        after += left;
        searched++;
        free(runs[i]);
    }
    forgotten++;
    free(bytes.data);
    free(theirs.data);
    free(others.data);
    check(insights_study_verify(study, NULL, &found, &error), "verify");
    while (insights_cursor_next(found, &finding, &error) == INSIGHTS_OK)
        wrong++;
    insights_cursor_free(found);
}

static int import(const char *name)
{
    char path[600];
    insights_record *record = NULL;
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;

    if (!insights_test_data_path(path, sizeof(path), name))
        return 0;
    options.flags = INSIGHTS_IMPORT_KEEP_FILE;
    check(
        insights_study_import_file(study, path, &options, &record, &error),
        name);
    insights_record_free(record);
    return 1;
}

/* Who speaks, as it was before anybody was forgotten. */
static size_t list_speakers(char people[][2][120], size_t maximum)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *one = NULL;
    size_t count = 0;
    int same = 0;

    check(insights_query_new(INSIGHTS_PARTICIPANT, &query, &error), "query");
    check(insights_store_query(store, query, &cursor, &error), "query");
    while (count < maximum &&
           insights_cursor_next(cursor, &one, &error) == INSIGHTS_OK) {
        const char *id =
            insights_record_text(one, INSIGHTS_PARTICIPANT_INTERVIEW_ID);

        same = count && !strcmp(people[count - 1][0], id) ? same + 1 : 0;
        if (insights_record_int(one, INSIGHTS_PARTICIPANT_ROLE) ==
                INSIGHTS_PARTICIPANT_ROLE_INTERVIEWER ||
            same >= SPEAKERS)
            continue;
        snprintf(people[count][0], 120, "%s", id);
        snprintf(
            people[count][1], 120, "%s",
            insights_record_text(one, INSIGHTS_PARTICIPANT_LABEL));
        count++;
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return count;
}

int main(void)
{
    static const char *const files[] = {
        "studies/s1/i1.vtt",
        "studies/s1/i2.srt",
        "studies/s1/i3.md",
        "studies/s1/i4.vtt",
        "transcripts/apollo13-problem.vtt",
        "transcripts/brink-falbesoner-interview.vtt",
        "transcripts/founders-talk-55.md",
        "qmsum/train/Bdb001.json",
        "qmsum/train/Bed004.json",
        "qmsum/val/Bed002.json"};
    static char people[64][2][120];
    char folder[] = "/tmp/insights-forget-XXXXXX";
    char path[200], uri[220];
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_study_options who = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_record *record = NULL;
    size_t imported = 0, count;

    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof(path), "%s/s.insights", folder);
    snprintf(uri, sizeof(uri), "sqlite:%s", path);
    options.flags = INSIGHTS_STORE_CREATE;
    who.flags = INSIGHTS_STUDY_CREATE;
    who.actor = "Ann";
    check(insights_store_open(uri, &options, &store, &error), "open");
    check(insights_study_open(store, &who, &study, &error), "open");
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
        imported += (size_t)import(files[i]);
    if (!imported)
        insights_test_skip(1, "there is no material");
    check(insights_study_analyze(study, NULL, &record, &error), "analyze");
    insights_record_free(record);
    count = list_speakers(people, 64);
    for (size_t i = 0; i < count; i++)
        forget(path, people[i][0], people[i][1]);
    printf(
        "forget: %zu conversations, %ld speakers forgotten\n"
        "runs of five words that only they said: %ld searched, %ld found "
        "before, %ld found after; %ld quotes wrong\n",
        imported, forgotten, searched, before, after, wrong);
    insights_study_free(study);
    insights_store_free(store);
    for (size_t i = 0; i < 4; i++) {
        static const char *const endings[] = {"", "-wal", "-shm", "-insights"};
        char name[300];

        snprintf(name, sizeof(name), "%s%s", path, endings[i]);
        unlink(name);
    }
    rmdir(folder);
    return after || wrong ? 1 : 0;
}
