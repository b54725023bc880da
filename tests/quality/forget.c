/* forget.c - what is left of people in the bytes of a store.
 *
 * Imports studies, transcripts and meetings that stand beside the project, a
 * few to a store, works with them, forgets one speaker after another, and
 * searches all files of the store for every run of five words that only they
 * said, as written and with case set aside. Prints how many runs were
 * searched and how many were found, which must be none; as the baseline, how
 * many were there before. Takes no further store after `seconds` (300).
 *
 *   quality_forget [SECONDS]
 */
#define _GNU_SOURCE

#include "base/terms.h"
#include "support/data.h"

#include <ctype.h>
#include <glob.h>
#include <insights/model.h>
#include <insights/privacy.h>
#include <insights/study.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RUN 5
#define SPEAKERS 3 /* forgotten of one conversation */
#define FILES 6    /* of one store */
#define KEY 8      /* bytes by which runs are found */
#define SLOTS (1u << 18)

typedef struct text {
    char *data;
    size_t length;
} text;

static insights_error *error;
static insights_store *store;
static insights_study *study;
static long searched, forgotten, wrong, imported;
static long before[2], after[2]; /* as written, with case set aside */

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
    text labels = {NULL, 0};

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
        if (!is && speaker) {
            add(&labels, speaker, strlen(speaker));
            add(&labels, "\n", 1);
        }
    }
    /* The names of others are words too. */
    if (labels.data)
        add(others, labels.data, labels.length);
    free(labels.data);
    insights_cursor_free(cursor);
    insights_query_free(query);
}

/* --- Runs of five words, by their first bytes --------------------------------
 */

typedef struct run {
    char *words[2]; /* as written, and in small letters */
    long next[2];   /* of the same key, or -1 */
    int said;       /* by others too */
    int found[2];
    char around[48]; /* where it was found last */
} run;

typedef struct runs {
    run *items;
    long count;
    long *slots[2];
} runs;

static size_t slot_of(const char *at)
{
    uint64_t key;

    memcpy(&key, at, KEY);
    return (size_t)((key * 0x9E3779B97F4A7C15u) >> 46) & (SLOTS - 1);
}

static void fold(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)tolower((unsigned char)bytes[i]);
}

static void add_run(runs *self, const char *start, size_t length)
{
    run *one;

    if (self->count % 1024 == 0)
        self->items = realloc(
            self->items, (size_t)(self->count + 1024) * sizeof(*self->items));
    one = &self->items[self->count];
    memset(one, 0, sizeof(*one));
    for (int i = 0; i < 2; i++) {
        long *slot;

        one->words[i] = strndup(start, length);
        if (i)
            fold(one->words[i], length);
        slot = &self->slots[i][slot_of(one->words[i])];
        one->next[i] = *slot;
        *slot = self->count;
    }
    self->count++;
}

/* Every run of a text; none goes over the end of a line. */
static runs read_runs(const text *from)
{
    runs self = {NULL, 0, {NULL, NULL}};
    const char *at = from->data;

    for (int i = 0; i < 2; i++) {
        self.slots[i] = malloc(SLOTS * sizeof(long));
        for (size_t k = 0; k < SLOTS; k++)
            self.slots[i][k] = -1;
    }
    while (*at) {
        const char *end = at;
        int words = 0;

        for (; words < RUN && *end && *end != '\n'; words++) {
            end += strspn(end, " ");
            end += strcspn(end, " \n");
        }
        if (words == RUN && end[-1] != ' ' && end - at >= KEY)
            add_run(&self, at, (size_t)(end - at));
        at += strcspn(at, " \n");
        at += strspn(at, " \n");
    }
    return self;
}

/* Whether the first word is the end of a longer one, such as the "i" of
 * "categori" in the index of search: then these are other words. One or two
 * letters before it may be a number in SQLite's own coding. */
static int within_words(const text *in, size_t at, size_t length)
{
    /* The index writes "I'll" as "i_ll". */
    if (at + length < in->length && in->data[at + length] == '_')
        return 1;
    return at >= 3 && isalpha((unsigned char)in->data[at - 1]) &&
           isalpha((unsigned char)in->data[at - 2]) &&
           isalpha((unsigned char)in->data[at - 3]);
}

/* Where it is, for the message. */
static void note_place(run *one, const text *in, size_t at, int folded)
{
    size_t from = at > 12 ? at - 12 : 0;
    size_t length = in->length - from;

    if (length >= sizeof(one->around))
        length = sizeof(one->around) - 1;
    for (size_t i = 0; i < length; i++)
        one->around[i] = isprint((unsigned char)in->data[from + i])
                             ? in->data[from + i]
                             : '.';
    one->around[length] = '\0';
    one->found[folded] = 1;
}

/* Note which runs stand in some bytes: 0 as written, 1 in small letters. */
static void look_for(runs *self, const text *in, int folded, int others)
{
    for (size_t at = 0; at + KEY <= in->length; at++) {
        long i = self->slots[folded][slot_of(in->data + at)];

        for (; i >= 0; i = self->items[i].next[folded]) {
            run *one = &self->items[i];
            size_t length = strlen(one->words[folded]);

            if (at + length > in->length ||
                memcmp(in->data + at, one->words[folded], length) != 0 ||
                within_words(in, at, length))
                continue;
            if (others)
                one->said = 1;
            else
                note_place(one, in, at, folded);
        }
    }
}

/* What is between words becomes one blank each, as in the index of search. */
static void bare(text *words, int apostrophes)
{
    size_t length = 0;

    for (size_t i = 0; i < words->length; i++) {
        unsigned char c = (unsigned char)words->data[i];

        if (isalnum(c) || c >= 0x80 || c == '\n' || (c == '\'' && !apostrophes))
            words->data[length++] = (char)c;
        else if (length && words->data[length - 1] != ' ')
            words->data[length++] = ' ';
    }
    words->data[length] = '\0';
    words->length = length;
}

/* What the index of search makes of a text. */
static void stem(text *words)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    text out = {NULL, 0};

    check(
        insights__terms_read(&terms, words->data, words->length, "en", &error),
        "stems");
    for (size_t i = 0; i < terms.list.count; i++) {
        const char *each = terms.list.items[i].stem;

        add(&out, each, strlen(each));
        add(&out, " ", 1);
    }
    insights__terms_free(&terms);
    free(words->data);
    *words = out;
}

/* Runs that others said too, whatever stands between the words, and what the
 * index makes of what they said. */
static void hear_others(runs *self, text *others)
{
    fold(others->data, others->length);
    look_for(self, others, 1, 1);
    bare(others, 0);
    look_for(self, others, 1, 1);
    bare(others, 1);
    look_for(self, others, 1, 1);
    /* Evidence goes on over the ends of turns. */
    for (size_t k = 0; k < others->length; k++)
        if (others->data[k] == '\n')
            others->data[k] = ' ';
    look_for(self, others, 1, 1);
    stem(others);
    look_for(self, others, 1, 1);
}

static void look_at_files(runs *self, const char *path, long counts[2])
{
    text bytes = bytes_of(path);

    for (long i = 0; i < self->count; i++)
        self->items[i].found[0] = self->items[i].found[1] = 0;
    look_for(self, &bytes, 0, 0);
    fold(bytes.data, bytes.length);
    look_for(self, &bytes, 1, 0);
    for (long i = 0; i < self->count; i++)
        for (int k = 0; k < 2; k++)
            counts[k] += !self->items[i].said && self->items[i].found[k];
    free(bytes.data);
}

static void free_runs(runs *self)
{
    for (long i = 0; i < self->count; i++) {
        free(self->items[i].words[0]);
        free(self->items[i].words[1]);
    }
    free(self->items);
    free(self->slots[0]);
    free(self->slots[1]);
}

/* --- Forgetting --------------------------------------------------------------
 */

static void search_again(runs *self, const char *path, const char *label)
{
    long left[2] = {0, 0};

    look_at_files(self, path, left);
    after[0] += left[0];
    after[1] += left[1];
    for (long i = 0; i < self->count; i++) {
        const run *one = &self->items[i];

        searched += !one->said;
        if (!one->said && (one->found[0] || one->found[1]))
            fprintf(
                stderr, "left of '%s': %s, in '%s'\n", label, one->words[0],
                one->around);
    }
}

static void forget(const char *path, const char *interview, const char *label)
{
    text theirs = {NULL, 0}, others = {NULL, 0};
    char *person = NULL;
    insights_record *summary = NULL;
    insights_cursor *found = NULL;
    const insights_record *finding = NULL;
    runs all;

    read_turns(interview, label, &theirs, &others);
    if (!theirs.data) { /* went with somebody else's conversation */
        free(others.data);
        return;
    }
    all = read_runs(&theirs);
    if (others.data)
        hear_others(&all, &others);
    look_at_files(&all, path, before);
    if (asprintf(&person, "%s:%s", interview, label) < 0)
        exit(1);
    check(insights_study_forget(study, person, 0, &summary, &error), "forget");
    insights_record_free(summary);
    free(person);
    search_again(&all, path, label);
    forgotten++;
    free_runs(&all);
    free(theirs.data);
    free(others.data);
    check(insights_study_verify(study, NULL, &found, &error), "verify");
    while (insights_cursor_next(found, &finding, &error) == INSIGHTS_OK)
        wrong++;
    insights_cursor_free(found);
}

static void import(const char *path)
{
    insights_record *record = NULL;
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;

    options.flags = INSIGHTS_IMPORT_KEEP_FILE;
    if (insights_study_import_file(study, path, &options, &record, &error) <
        0) { /* no transcript */
        insights_error_free(error);
        error = NULL;
        return;
    }
    imported++;
    insights_record_free(record);
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

/* Some conversations, in a store of their own. */
static void try_store(char *const *paths, size_t count)
{
    static char people[64][2][120];
    static const char *const endings[] = {"", "-wal", "-shm", "-insights"};
    char folder[] = "/tmp/insights-forget-XXXXXX";
    char path[200], uri[220];
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_study_options who = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_record *record = NULL;
    size_t speakers;

    if (!mkdtemp(folder))
        exit(1);
    snprintf(path, sizeof(path), "%s/s.insights", folder);
    snprintf(uri, sizeof(uri), "sqlite:%s", path);
    options.flags = INSIGHTS_STORE_CREATE;
    who.flags = INSIGHTS_STUDY_CREATE;
    who.actor = "Ann";
    check(insights_store_open(uri, &options, &store, &error), "open");
    check(insights_study_open(store, &who, &study, &error), "open");
    for (size_t i = 0; i < count; i++)
        import(paths[i]);
    check(insights_study_analyze(study, NULL, &record, &error), "analyze");
    insights_record_free(record);
    speakers = list_speakers(people, 64);
    for (size_t i = 0; i < speakers; i++)
        forget(path, people[i][0], people[i][1]);
    insights_study_free(study);
    insights_store_free(store);
    for (size_t i = 0; i < 4; i++) {
        char name[300];

        snprintf(name, sizeof(name), "%s%s", path, endings[i]);
        unlink(name);
    }
    rmdir(folder);
}

int main(int argc, char **argv)
{
    static const char *const patterns[] = {
        "studies/s1/i*", "transcripts/*", "qmsum/train/*.json"};
    long seconds = argc > 1 ? atol(argv[1]) : 300;
    time_t until = time(NULL) + seconds;
    glob_t files;
    size_t at = 0;

    memset(&files, 0, sizeof(files));
    for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
        char folder[600], pattern[700];

        if (!insights_test_data_path(folder, sizeof(folder), "qmsum"))
            insights_test_skip(1, "there is no material");
        snprintf(
            pattern, sizeof(pattern), "%.*s%s",
            (int)(strlen(folder) - strlen("qmsum")), folder, patterns[i]);
        glob(pattern, i ? GLOB_APPEND : 0, NULL, &files);
    }
    for (; at < files.gl_pathc && time(NULL) < until; at += FILES)
        try_store(
            files.gl_pathv + at,
            files.gl_pathc - at < FILES ? files.gl_pathc - at : FILES);
    printf(
        "forget: %ld conversations of %zu files (of %zu), %ld speakers "
        "forgotten\n"
        "runs of five words that only they said: %ld searched\n"
        "as written: %ld found before, %ld found after\n"
        "case set aside: %ld found before, %ld found after\n"
        "%ld quotes wrong\n",
        imported, at < files.gl_pathc ? at : files.gl_pathc, files.gl_pathc,
        forgotten, searched, before[0], after[0], before[1], after[1], wrong);
    globfree(&files);
    return after[0] || after[1] || wrong ? 1 : 0;
}
