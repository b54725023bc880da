/* store.c - one store, used from many threads at once.
 *
 * Writers save records of their own and all raise one shared record, taking
 * it again when another was faster; readers list meanwhile. At the end
 * nothing is lost, nothing is doubled, and the shared record was raised as
 * often as somebody succeeded. The rest is for the thread sanitizer.
 */
#define _GNU_SOURCE

#include "base/platform/platform.h"

#include <insights.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WRITERS 4
#define READERS 2
#define RECORDS 100
#define RAISES 25

typedef struct place {
    insights_store *store;
    char shared[64]; /* the id of the record that all raise */
    atomic_int failures;
    atomic_int conflicts;
    atomic_int writing; /* how many writers are still at it */
    atomic_int next;    /* writers number themselves */
} place;

static void complain(place *at, const char *what, const insights_error *error)
{
    if (atomic_fetch_add(&at->failures, 1) < 10)
        fprintf(stderr, "%s: %s\n", what, insights_error_message(error));
}

static void save_own(place *at, int writer, int i)
{
    insights_record *project = NULL;
    insights_error *error = NULL;
    char slug[32];

    snprintf(slug, sizeof(slug), "p-%d-%d", writer, i);
    if (insights_record_new(INSIGHTS_PROJECT, &project, &error) < 0 ||
        insights_record_set_text(project, INSIGHTS_PROJECT_NAME, slug) < 0 ||
        insights_record_set_text(project, INSIGHTS_PROJECT_SLUG, slug) < 0 ||
        insights_store_save(at->store, project, &error) < 0)
        complain(at, "save", error);
    insights_record_free(project);
    insights_error_free(error);
}

/* Write the shared record again; 0 where another was faster. */
static int raise_shared(place *at)
{
    insights_record *project = NULL;
    insights_error *error = NULL;
    insights_status status;

    status = insights_store_get(
        at->store, INSIGHTS_PROJECT, at->shared, &project, &error);
    if (status == INSIGHTS_OK) {
        insights_record_set_text(
            project, INSIGHTS_PROJECT_DESCRIPTION, "raised");
        status = insights_store_save(at->store, project, &error);
    }
    if (status == INSIGHTS_E_CONFLICT)
        atomic_fetch_add(&at->conflicts, 1);
    else if (status < 0)
        complain(at, "raise", error);
    insights_record_free(project);
    insights_error_free(error);
    return status != INSIGHTS_E_CONFLICT;
}

static void write_records(void *user)
{
    place *at = user;
    int writer = atomic_fetch_add(&at->next, 1);

    for (int i = 0; i < RECORDS; i++) {
        save_own(at, writer, i);
        if (i % (RECORDS / RAISES) == 0) {
            while (!raise_shared(at))
                continue;
        }
    }
    atomic_fetch_sub(&at->writing, 1);
}

/* How many projects a list shows; each of them once. */
static size_t list(place *at)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    insights_error *error = NULL;
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_E_INVALID;
    char last[64] = "";
    size_t count = 0;

    if (insights_query_new(INSIGHTS_PROJECT, &query, &error) == INSIGHTS_OK &&
        insights_store_query(at->store, query, &cursor, &error) == INSIGHTS_OK)
        while ((status = insights_cursor_next(cursor, &record, &error)) ==
               INSIGHTS_OK) {
            if (strcmp(last, insights_record_id(record)) >= 0)
                atomic_fetch_add(&at->failures, 1);
            snprintf(last, sizeof(last), "%s", insights_record_id(record));
            count++;
        }
    if (status < 0)
        complain(at, "list", error);
    insights_cursor_free(cursor);
    insights_query_free(query);
    insights_error_free(error);
    return count;
}

static void read_records(void *user)
{
    place *at = user;
    size_t before = 0;

    while (atomic_load(&at->writing) > 0) {
        size_t now = list(at);

        if (now < before)
            atomic_fetch_add(&at->failures, 1);
        before = now;
    }
}

static int make_shared(place *at)
{
    insights_record *project = NULL;
    insights_error *error = NULL;

    insights_record_new(INSIGHTS_PROJECT, &project, &error);
    insights_record_set_text(project, INSIGHTS_PROJECT_NAME, "shared");
    insights_record_set_text(project, INSIGHTS_PROJECT_SLUG, "shared");
    if (insights_store_save(at->store, project, &error) < 0)
        complain(at, "first", error);
    else
        snprintf(
            at->shared, sizeof(at->shared), "%s", insights_record_id(project));
    insights_record_free(project);
    insights_error_free(error);
    return at->shared[0] != '\0';
}

/* Everything is there, once. */
static void check(place *at)
{
    insights_record *project = NULL;
    size_t count = list(at);
    int64_t version = 0;

    if (insights_store_get(
            at->store, INSIGHTS_PROJECT, at->shared, &project, NULL) == 0)
        version = insights_record_version(project);
    insights_record_free(project);
    if (count != (size_t)WRITERS * RECORDS + 1 ||
        version != (int64_t)WRITERS * RAISES + 1)
        atomic_fetch_add(&at->failures, 1);
    printf(
        "%zu records, shared one at version %d, %d conflicts, %d failures\n",
        count, (int)version, atomic_load(&at->conflicts),
        atomic_load(&at->failures));
}

static int run(const char *uri)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights__thread threads[WRITERS + READERS];
    place at = {.writing = WRITERS};
    insights_error *error = NULL;

    options.flags = INSIGHTS_STORE_CREATE;
    if (insights_store_open(uri, &options, &at.store, &error) < 0) {
        complain(&at, uri, error);
        insights_error_free(error);
        return 0;
    }
    if (make_shared(&at)) {
        for (int i = 0; i < WRITERS + READERS; i++) {
            if (insights__thread_start(
                    &threads[i], i < WRITERS ? write_records : read_records,
                    &at) != 0)
                abort();
        }
        for (int i = 0; i < WRITERS + READERS; i++)
            insights__thread_join(threads[i]);
        check(&at);
    }
    insights_store_free(at.store);
    return atomic_load(&at.failures) == 0;
}

int main(void)
{
    char folder[] = "/tmp/insights-threads-XXXXXX";
    char uri[64];
    int fine;

    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    snprintf(uri, sizeof(uri), "sqlite:%s/a.insights", folder);
    fine = run("memory:") & run(uri);
    for (size_t i = 0; i < 4; i++) {
        static const char *const endings[] = {"", "-wal", "-shm", "-insights"};
        char path[96];

        snprintf(path, sizeof(path), "%s/a.insights%s", folder, endings[i]);
        unlink(path);
    }
    rmdir(folder);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
