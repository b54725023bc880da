/* import.c - from the file of an hour to the report, and a thousand hours.
 *
 *     bench_import [--interviews N] [--file PATH] [--keep]
 *
 * The conversations are made up from the example study's sentences with a
 * fixed seed: about 600 turns and 9,500 words an hour. The turns that were
 * stored are then written through bare sqlite3 into a table with the same
 * columns and keys: the ratio says what reading, hashing, search terms,
 * people and the journal cost on top of storing.
 */
#define _GNU_SOURCE

#include <insights/model.h>
#include <insights/study.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define TURNS 600

static insights_error *error;

static void check(int status, const char *what)
{
    if (status >= 0)
        return;
    fprintf(stderr, "%s: %s\n", what, insights_error_message(error));
    exit(1);
}

static double now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double peak_mb(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* --- An hour of talk --------------------------------------------------------
 */

static unsigned long long seed = 0x2545f4914f6cdd1dULL;

static unsigned chance(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)((seed >> 11) % below);
}

static const char *const sentences[] = {
    "We keep it on paper first and then it goes in the machine.",
    "Nobody asked us before they bought it, and nobody asks us now.",
    "If they ring at twenty past eight there is nothing I can do for them.",
    "So I go and look at them, because the screen does not know.",
    "It costs us about four hundred a month, and that is without the texts.",
    "I would rather have a person on the phone than a form on the web.",
    "On a Monday it is all red by nine and then people start to shout.",
    "You can hear it in their voice when something is really wrong.",
    "The list is in the drawer, and the drawer is locked, and I have the key.",
    "They said it would save an hour a day, and I am still waiting for it.",
    "My colleague does it another way, and we never talk about that.",
    "When the doctor is late it is me they look at, not the door.",
};

static const char *const questions[] = {
    "How does that work on a normal day?",
    "And what happens when somebody does not turn up?",
    "Could you tell me about the last time that went wrong?",
    "Who decided to buy it?",
};

/* Turn `i` of interview `number`: a question, or two to four sentences and a
 * number of its own, so that no two interviews are alike. */
static void add_turn(FILE *out, unsigned i, unsigned number)
{
    unsigned start = i * 6, end = start + 5;

    fprintf(
        out, "%02u:%02u:%02u.000 --> %02u:%02u:%02u.500\n<v %s>", start / 3600,
        start / 60 % 60, start % 60, end / 3600, end / 60 % 60, end % 60,
        i % 2 ? "Maureen Tranter" : "Interviewer");
    if (i % 2 == 0) {
        fprintf(out, "%s\n\n", questions[chance(4)]);
        return;
    }
    for (unsigned k = 0, n = 2 + chance(3); k < n; k++)
        fprintf(out, "%s ", sentences[chance(12)]);
    fprintf(out, "That was case %u of %u.\n\n", i, number);
}

static char *make_hour(unsigned number, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);

    fprintf(out, "WEBVTT\n\n");
    for (unsigned i = 0; i < TURNS; i++)
        add_turn(out, i, number);
    fclose(out);
    return text;
}

/* --- The same turns through bare sqlite3
 * -------------------------------------- */

static double bare(const char *from, const char *to)
{
    char sql[1200];
    sqlite3 *db = NULL;
    char *message = NULL;
    double start;

    /* From memory into a file: reading the rows is not what is measured. */
    snprintf(
        sql, sizeof(sql),
        "attach '%s' as s; create temp table t as select * from s.turn; "
        "create temp table x as select * from s.search; "
        "create temp table j as select distinct interview_id from s.turn; "
        "detach s; pragma journal_mode = wal; pragma synchronous = full; "
        "create table turn as select * from t limit 0; "
        "create unique index turn_1 on turn(account_id, id); "
        "create unique index turn_2 on turn(transcript_id, position); "
        "create index turn_3 on turn(account_id, transcript_id, id); "
        "create index turn_4 on turn(account_id, interview_id, id); ",
        from);
    remove(to);
    if (sqlite3_open(to, &db) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fprintf(stderr, "bare sqlite3: %s\n", message ? message : "?");
        sqlite3_free(message);
        sqlite3_close(db);
        return 0;
    }
    start = now();
    if (sqlite3_exec(
            db, "begin immediate; insert into turn select * from t; commit;",
            NULL, NULL, NULL) != SQLITE_OK)
        fprintf(stderr, "bare sqlite3: %s\n", sqlite3_errmsg(db));
    start = now() - start;
    sqlite3_close(db);
    return start;
}

/* --- The figures
 * ------------------------------------------------------------------ */

static int swallow(const void *bytes, size_t length, void *user)
{
    (void)bytes;
    *(size_t *)user += length;
    return 0;
}

static void import_one(insights_study *study, unsigned number)
{
    insights_record *record = NULL;
    size_t length = 0;
    char *text = make_hour(number, &length);
    char name[40];

    snprintf(name, sizeof(name), "hour-%u.vtt", number);
    check(
        insights_study_import(study, name, text, length, NULL, &record, &error),
        name);
    insights_record_free(record);
    free(text);
}

static void time_one_hour(insights_study *study)
{
    insights_conversation *conversation = NULL;
    insights_record *record = NULL;
    size_t length = 0, written = 0;
    char *text = make_hour(1, &length);
    double start = now(), all = start;

    check(
        insights_conversation_read(text, length, NULL, &conversation, &error),
        "read");
    printf(
        "one hour: %zu turns, %.0f KB\n  read      %8.1f ms\n",
        insights_conversation_turns(conversation), (double)length / 1e3,
        (now() - start) * 1e3);
    insights_conversation_free(conversation);
    free(text);

    start = now();
    import_one(study, 1);
    printf("  import    %8.1f ms\n", (now() - start) * 1e3);
    start = now();
    check(insights_study_analyze(study, NULL, &record, &error), "analyze");
    insights_record_free(record);
    printf("  analyze   %8.1f ms\n", (now() - start) * 1e3);
    start = now();
    check(
        insights_study_report(study, NULL, 0, NULL, swallow, &written, &error),
        "report");
    printf(
        "  report    %8.1f ms  (%.1f MB)\n", (now() - start) * 1e3,
        (double)written / 1e6);
    printf(
        "  together  %8.1f ms  (reach: 200 ms)   peak memory %.0f MB (reach: "
        "60 MB)\n",
        (now() - all) * 1e3, peak_mb());
}

static void time_many(insights_study *study, const char *path, unsigned count)
{
    char other[4200];
    double start = now(), took, alone;

    for (unsigned i = 2; i <= count; i++)
        import_one(study, i);
    took = now() - start;
    printf(
        "%u hours: %.1f s, %.1f ms each, %.0f turns/s; peak memory %.0f MB\n",
        count - 1, took, took * 1e3 / (count - 1), (count - 1) * TURNS / took,
        peak_mb());
    snprintf(other, sizeof(other), "%s-bare", path);
    alone = bare(path, other);
    remove(other);
    if (alone > 0)
        printf(
            "the same turns through bare sqlite3, one transaction: %.1f s, "
            "ratio %.2f\n",
            alone, took / alone);
}

int main(int argc, char **argv)
{
    insights_store_options store_options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_store *store = NULL;
    insights_study *study = NULL;
    const char *path = "bench-import.insights";
    unsigned count = 1000;
    int keep = 0;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--interviews") == 0 && i + 1 < argc)
            count = (unsigned)strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--file") == 0 && i + 1 < argc)
            path = argv[++i];
        else if (strcmp(argv[i], "--keep") == 0)
            keep = 1;
        else
            return fprintf(stderr, "bench_import: %s?\n", argv[i]), 2;
    }
    remove(path);
    store_options.flags = INSIGHTS_STORE_CREATE;
    options.flags = INSIGHTS_STUDY_CREATE;
    options.actor = "bench";
    check(insights_store_open(path, &store_options, &store, &error), path);
    check(insights_study_open(store, &options, &study, &error), "study");
    time_one_hour(study);
    if (count > 1)
        time_many(study, path, count);
    insights_study_free(study);
    insights_store_free(store);
    if (!keep)
        remove(path);
    return 0;
}
