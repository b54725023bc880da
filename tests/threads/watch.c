/* watch.c - a queue, calls that do not wait, and watches, from many threads.
 *
 * Some threads save, some submit and take answers from a queue that they
 * share, some begin and end watches; one watch sees all of it. At the end
 * each commit was told once and in order, and each call was answered once.
 * The rest is for the thread sanitizer.
 */
#define _GNU_SOURCE

#include "base/platform/platform.h"

#include <insights.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SAVERS 2
#define SUBMITTERS 2
#define WATCHERS 2
#define THREADS (SAVERS + SUBMITTERS + WATCHERS + 1)
#define RECORDS 100
#define COMMITS ((SAVERS + SUBMITTERS) * RECORDS)
#define PATIENCE_MS 60000

typedef struct place {
    insights_store *store;
    insights_events *answers;
    insights_events *changes;
    atomic_int failures;
    atomic_int next; /* threads number themselves */
    atomic_int answered;
    atomic_int woken;
} place;

static void complain(place *at, const char *what, const insights_error *error)
{
    if (atomic_fetch_add(&at->failures, 1) < 10)
        fprintf(stderr, "%s: %s\n", what, insights_error_message(error));
}

static insights_record *new_person(void)
{
    insights_record *person = NULL;

    insights_record_new(INSIGHTS_PERSON, &person, NULL);
    insights_record_set_text(person, INSIGHTS_PERSON_NAME, "Ada");
    return person;
}

static void save(place *at)
{
    insights_error *error = NULL;

    for (int i = 0; i < RECORDS; i++) {
        insights_record *person = new_person();

        if (insights_store_save(at->store, person, &error) < 0)
            complain(at, "save", error);
        insights_record_free(person);
    }
    insights_error_free(error);
}

/* Answers go to whichever thread takes them. */
static void submit(place *at)
{
    insights_error *error = NULL;

    for (int i = 0; i < RECORDS; i++) {
        insights_record *person = new_person();
        insights_transaction *transaction = NULL;
        insights_event *event = NULL;

        if (insights_transaction_new(at->store, &transaction, &error) < 0 ||
            insights_transaction_save(transaction, person, 0, &error) < 0 ||
            insights_store_submit(
                at->store, transaction, at->answers, (uint64_t)i, &error) < 0)
            complain(at, "submit", error);
        insights_transaction_free(transaction);
        insights_record_free(person);
        if (insights_events_wait(at->answers, PATIENCE_MS, &event, &error) !=
                INSIGHTS_OK ||
            insights_event_status(event) != INSIGHTS_OK)
            complain(at, "answer", insights_event_error(event));
        insights_event_free(event);
        atomic_fetch_add(&at->answered, 1);
    }
    insights_error_free(error);
}

static void wake(void *user)
{
    atomic_fetch_add((atomic_int *)user, 1);
}

/* Watches that come, lag and go. */
static void come_and_go(place *at)
{
    insights_error *error = NULL;

    for (int i = 0; i < RECORDS / 5; i++) {
        insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
        insights_events *events = NULL;
        insights_event *event = NULL;
        insights_watch *watch = NULL;

        options.unread = 2;
        if (insights_events_new(&events, &error) < 0 ||
            insights_store_watch(
                at->store, &options, events, 1, &watch, &error) < 0)
            complain(at, "watch", error);
        insights_events_set_wakeup(events, wake, &at->woken);
        for (int j = 0; j < i % 5; j++) {
            insights_events_wait(events, 1, &event, &error);
            insights_event_free(event);
        }
        if (i % 2)
            insights_watch_free(watch);
        insights_events_free(events);
        if (i % 2 == 0)
            insights_watch_free(watch);
    }
    insights_error_free(error);
}

/* Every commit, in order. */
static void see_all(place *at)
{
    int64_t before = 0;

    for (int i = 0; i < COMMITS + 1; i++) {
        insights_event *event = NULL;
        int64_t seq = 0;

        if (insights_events_wait(at->changes, PATIENCE_MS, &event, NULL) ==
            INSIGHTS_OK)
            seq = insights_record_int(
                insights_event_record(event), INSIGHTS_CHANGED_SEQ);
        if (insights_event_type(event) !=
                (i ? INSIGHTS_EVENT_CHANGE : INSIGHTS_EVENT_READY) ||
            (i > 1 && seq != before && seq != before + 1))
            complain(at, "change", insights_event_error(event));
        before = seq;
        insights_event_free(event);
    }
}

static void run_one(void *user)
{
    place *at = user;
    int number = atomic_fetch_add(&at->next, 1);

    if (number == 0)
        see_all(at);
    else if (number <= SAVERS)
        save(at);
    else if (number <= SAVERS + SUBMITTERS)
        submit(at);
    else
        come_and_go(at);
}

static int run(const char *uri)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_watch_options all = INSIGHTS_WATCH_OPTIONS_INIT;
    insights__thread threads[THREADS];
    insights_event *left = NULL;
    insights_watch *watch = NULL;
    insights_error *error = NULL;
    place at = {.store = NULL};

    options.flags = INSIGHTS_STORE_CREATE;
    all.unread = COMMITS;
    if (insights_store_open(uri, &options, &at.store, &error) < 0 ||
        insights_events_new(&at.answers, &error) < 0 ||
        insights_events_new(&at.changes, &error) < 0 ||
        insights_store_watch(at.store, &all, at.changes, 9, &watch, &error) <
            0) {
        complain(&at, uri, error);
        insights_error_free(error);
        return 0;
    }
    for (int i = 0; i < THREADS; i++) {
        if (insights__thread_start(&threads[i], run_one, &at) != 0)
            abort();
    }
    for (int i = 0; i < THREADS; i++)
        insights__thread_join(threads[i]);
    if (insights_events_next(at.answers, &left, NULL) != INSIGHTS_DONE ||
        insights_events_next(at.changes, &left, NULL) != INSIGHTS_DONE)
        complain(&at, "an event too many", NULL);
    printf(
        "%d commits told, %d answers, %d failures\n", COMMITS,
        atomic_load(&at.answered), atomic_load(&at.failures));
    insights_watch_free(watch);
    insights_events_free(at.changes);
    insights_events_free(at.answers);
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
