/* watch.c - changes that other processes commit, and calls that do not wait.
 *
 *     bench_watch [--commits N] [--writers N]
 *     bench_watch --idle
 *
 * Writers in processes of their own commit; a watch here must see each commit
 * once and in order. The lag is from when the writer's call returned to when
 * the event was taken. Then as many saves one by one and submitted with 1,000
 * under way. Exits with 1 where a change was missing, doubled or misplaced.
 *
 * --idle opens a store, watches it and sleeps for ever, for strace.
 */
#define _GNU_SOURCE

#include "store/make.h"

#include "base/environment.h"

#include <insights/events.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define UNDERWAY 1000
#define WRITERS_MAXIMUM 16

/* What a writer knows of a commit, and the watcher of the event. */
typedef struct moment {
    char id[40];
    int64_t at;
} moment;

static insights_error *error;

static void check(int fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "%s: %s\n", what, insights_error_message(error));
    exit(1);
}

static double seconds_since(int64_t start)
{
    return (double)(insights__monotonic_ns() - start) / 1e9;
}

/* --- Between processes ---------------------------------------------------- */

static void write_all(const char *path, moment *out, long count)
{
    insights_store *store = open_store(path, 0, NULL, &error);

    check(store != NULL, "open");
    for (long i = 0; i < count; i++) {
        check(
            keep(store, new_person("Ada"), out[i].id, &error) == INSIGHTS_OK,
            "save");
        out[i].at = insights__monotonic_ns();
    }
    insights_store_free(store);
    _exit(0);
}

/* Take every change; 0 where one is missing, doubled or misplaced. */
static int see_all(insights_events *events, moment *seen, long count)
{
    insights_event *event = NULL;
    int64_t before = 0;
    int fine = 1;

    for (long i = -1; i < count && fine; i++) {
        const insights_record *record;
        int64_t seq;

        if (insights_events_wait(events, 60000, &event, &error) != INSIGHTS_OK)
            return 0;
        record = insights_event_record(event);
        seq = insights_record_int(record, INSIGHTS_CHANGED_SEQ);
        fine = i < 0 ? insights_event_type(event) == INSIGHTS_EVENT_READY
                     : insights_event_type(event) == INSIGHTS_EVENT_CHANGE &&
                           seq == before + 1;
        before = seq;
        if (i >= 0) {
            seen[i].at = insights__monotonic_ns();
            snprintf(
                seen[i].id, sizeof(seen[i].id), "%s",
                insights_record_text(record, INSIGHTS_CHANGED_RECORD_ID));
        }
        insights_event_free(event);
    }
    return fine &&
           insights_events_wait(events, 200, &event, &error) == INSIGHTS_DONE;
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const moment *)left)->id, ((const moment *)right)->id);
}

static int by_size(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

/* Join what was written with what was seen. */
static int print_lag(moment *written, moment *seen, long count)
{
    int64_t *lags = calloc((size_t)count, sizeof(*lags));
    int fine = lags != NULL;

    qsort(written, (size_t)count, sizeof(*written), by_id);
    qsort(seen, (size_t)count, sizeof(*seen), by_id);
    for (long i = 0; fine && i < count; i++) {
        fine = strcmp(written[i].id, seen[i].id) == 0;
        lags[i] = seen[i].at > written[i].at ? seen[i].at - written[i].at : 0;
    }
    if (fine) {
        qsort(lags, (size_t)count, sizeof(*lags), by_size);
        printf(
            "%-34s p50 %8.3f ms   p99 %8.3f ms   max %8.3f ms\n",
            "lag behind the commit", (double)lags[count / 2] / 1e6,
            (double)lags[count * 99 / 100] / 1e6,
            (double)lags[count - 1] / 1e6);
    }
    free(lags);
    return fine;
}

static int watch_writers(const char *path, long writers, long commits)
{
    long each = commits / writers;
    long count = each * writers;
    size_t size = (size_t)count * sizeof(moment);
    moment *written = mmap(
        NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    moment *seen = calloc((size_t)count, sizeof(*seen));
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_store *store = open_store(path, 0, NULL, &error);
    insights_events *events = NULL;
    insights_watch *watch = NULL;
    int64_t start = insights__monotonic_ns();
    int fine;

    check(written != MAP_FAILED && seen, "memory");
    check(store && insights_events_new(&events, &error) == 0, "events");
    options.unread = (uint32_t)count;
    check(
        insights_store_watch(store, &options, events, 1, &watch, &error) == 0,
        "watch");
    for (long i = 0; i < writers; i++) {
        if (fork() == 0)
            write_all(path, written + i * each, each);
    }
    fine = see_all(events, seen, count);
    for (long i = 0; i < writers; i++)
        wait(NULL);
    printf(
        "%-34s %ld of %ld processes in %.1f s: %s\n", "commits", count, writers,
        seconds_since(start),
        fine ? "each seen once, in order" : "some not seen, or not in order");
    fine = fine && print_lag(written, seen, count);
    insights_watch_free(watch);
    insights_events_free(events);
    insights_store_free(store);
    munmap(written, size);
    free(seen);
    return fine;
}

/* --- Calls that do not wait ----------------------------------------------- */

static void submit_one(insights_store *store, insights_events *events)
{
    insights_record *person = new_person("Ada");
    insights_transaction *transaction = NULL;

    check(
        insights_transaction_new(store, &transaction, &error) == 0 &&
            insights_transaction_save(transaction, person, 0, &error) == 0 &&
            insights_store_submit(store, transaction, events, 1, &error) == 0,
        "submit");
    insights_transaction_free(transaction);
    insights_record_free(person);
}

static void compare_submits(const char *path, long count)
{
    insights_store *store = open_store(path, 0, NULL, &error);
    insights_events *events = NULL;
    int64_t start = insights__monotonic_ns();
    long submitted = 0;
    double saves;
    double submits;

    check(store && insights_events_new(&events, &error) == 0, "events");
    for (long i = 0; i < count; i++)
        check(
            keep(store, new_person("Ada"), NULL, &error) == INSIGHTS_OK,
            "save");
    saves = (double)count / seconds_since(start);
    start = insights__monotonic_ns();
    for (long answered = 0; answered < count; answered++) {
        insights_event *event = NULL;

        while (submitted < count && submitted < answered + UNDERWAY) {
            submit_one(store, events);
            submitted++;
        }
        check(
            insights_events_wait(events, -1, &event, &error) == 0 &&
                insights_event_status(event) == INSIGHTS_OK,
            "answer");
        insights_event_free(event);
    }
    submits = (double)count / seconds_since(start);
    printf("%-34s %8.0f a second\n", "saves one by one", saves);
    printf(
        "%-34s %8.0f a second, %.1f times as many\n",
        "submitted, 1,000 under way", submits, submits / saves);
    insights_events_free(events);
    insights_store_free(store);
}

/* --- Idle ----------------------------------------------------------------- */

static void sleep_for_ever(const char *path)
{
    insights_store *store = open_store(path, 0, NULL, &error);
    insights_events *events = NULL;
    insights_event *event = NULL;
    insights_watch *watch = NULL;

    check(
        store && insights_events_new(&events, &error) == 0 &&
            insights_store_watch(store, NULL, events, 1, &watch, &error) == 0,
        "watch");
    submit_one(store, events);
    for (;;) {
        insights_events_wait(events, -1, &event, &error);
        printf("event %d\n", insights_event_type(event));
        insights_event_free(event);
    }
}

int main(int argc, char **argv)
{
    insights_store *store;
    long commits = 10000;
    long writers = 4;
    char path[256];
    int idle = 0;
    int fine;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--idle") == 0)
            idle = 1;
        else if (strcmp(argv[i], "--commits") == 0 && i + 1 < argc)
            commits = strtol(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--writers") == 0 && i + 1 < argc)
            writers = strtol(argv[++i], NULL, 10);
    }
    if (writers < 1 || writers > WRITERS_MAXIMUM || commits < writers)
        return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    fresh_path(path, "bench-watch");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    check(store != NULL, "open");
    insights_store_free(store);
    if (idle)
        sleep_for_ever(path);
    fine = watch_writers(path, writers, commits);
    compare_submits(path, commits < 5000 ? commits : 5000);
    insights_error_free(error);
    remove_path(path);
    return !fine;
}
