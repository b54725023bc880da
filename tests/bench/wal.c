/* wal.c - how large the log of a store grows.
 *
 *     bench_wal [--commits N]
 *
 * First beside a cursor that somebody forgot, which holds nothing up. Then
 * beside another program that keeps a read transaction of SQLite open, which
 * does: the log grows, and above a limit (lower here than usual) commits are
 * refused, until that program has finished. Exits with 1 where the log was
 * not bounded, nothing was refused, or the store did not recover.
 */
#define _GNU_SOURCE

#include "backends/sqlite.h"
#include "store/internal.h"
#include "store/make.h"

#include "base/environment.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define LIMIT ((int64_t)24 << 20)
#define BOUND_MB 16.0

static insights_error *error;

static double log_mb(const char *path)
{
    struct stat info;
    char name[300];

    snprintf(name, sizeof(name), "%s-wal", path);
    return stat(name, &info) == 0 ? (double)info.st_size / 1e6 : 0;
}

/* A commit of a page or two; OK, or what it failed with. */
static insights_status commit(insights_store *store, long number)
{
    char name[40];

    snprintf(name, sizeof(name), "Person %ld", number);
    return keep(store, new_person(name), NULL, &error);
}

static int beside_a_cursor(
    insights_store *store,
    const char *path,
    long commits)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    double largest = 0;
    int64_t start = insights__monotonic_ns();

    for (long i = 0; i < 1000; i++)
        commit(store, i);
    insights_query_new(INSIGHTS_PERSON, &query, &error);
    insights_store_query(store, query, &cursor, &error);
    insights_cursor_next(cursor, &record, &error);
    for (long i = 0; i < commits; i++) {
        if (commit(store, i) != INSIGHTS_OK) {
            fprintf(stderr, "%s\n", insights_error_message(error));
            return 1;
        }
        if (i % 100 == 0 && log_mb(path) > largest)
            largest = log_mb(path);
    }
    printf(
        "%ld commits beside a forgotten cursor: log at most %.1f MB, %.1f s\n",
        commits, largest, (double)(insights__monotonic_ns() - start) / 1e9);
    insights_query_free(query);
    insights_cursor_free(cursor);
    return largest > BOUND_MB;
}

/* Keep reading until told to end. */
static void hold(const char *path, int told, int done)
{
    sqlite3 *db = NULL;
    char byte = 0;

    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(
            db, "begin; select count(*) from person", NULL, NULL, NULL) !=
            SQLITE_OK ||
        write(done, &byte, 1) != 1 || read(told, &byte, 1) != 1)
        _exit(1);
    sqlite3_close(db);
    _exit(0);
}

/* Commits of about a hundred kilobytes until one is refused. */
static long fill(insights_store *store)
{
    static char text[100000];
    long count = 0;
    insights_status status = INSIGHTS_OK;

    memset(text, 'x', sizeof(text) - 1);
    while (status == INSIGHTS_OK && count < 2000) {
        insights_record *record = new_person("Ada");

        insights_record_set_text(record, INSIGHTS_PERSON_DESCRIPTION, text);
        status = keep(store, record, NULL, &error);
        count += status == INSIGHTS_OK;
    }
    printf(
        "refused after %ld large commits: %s\n", count,
        status == INSIGHTS_E_AGAIN ? insights_error_message(error)
                                   : "not at all");
    return status == INSIGHTS_E_AGAIN ? count : -1;
}

static int beside_a_reader(const char *path)
{
    insights_store *store;
    int told[2];
    int done[2];
    char byte = 0;
    pid_t child;
    int failed;

    if (pipe(told) != 0 || pipe(done) != 0)
        return 1;
    child = fork();
    if (child == 0)
        hold(path, told[0], done[1]);
    if (read(done[0], &byte, 1) != 1)
        return 1;
    store = open_store(path, 0, NULL, &error);
    insights__sqlite_of(store->backend)->wal_maximum = LIMIT;
    failed = fill(store) < 0;
    printf("log beside a program that keeps reading: %.1f MB\n", log_mb(path));
    failed |= log_mb(path) > 1.5 * (double)LIMIT / 1e6;
    if (write(told[1], &byte, 1) != 1)
        return 1;
    waitpid(child, NULL, 0);
    for (int i = 0; i < 10 && !failed; i++)
        failed |= commit(store, i) != INSIGHTS_OK;
    insights_store_free(store);
    printf(
        "when it has finished: %s, log %.1f MB\n",
        failed ? insights_error_message(error) : "commits go on", log_mb(path));
    return failed || log_mb(path) > 0;
}

int main(int argc, char **argv)
{
    insights_store *store;
    long commits = 50000;
    char path[256];
    int failed;

    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--commits") == 0)
            commits = strtol(argv[i + 1], NULL, 10);
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    fresh_path(path, "wal");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    failed = !store || beside_a_cursor(store, path, commits);
    insights_store_free(store);
    printf("closed: log %.1f MB\n", log_mb(path));
    failed |= beside_a_reader(path);
    insights_error_free(error);
    remove_path(path);
    return failed;
}
