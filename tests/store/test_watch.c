/* test_watch.c - being told of changes, here and by other processes. */
#define _GNU_SOURCE

#include "store/await.h"
#include "support/fail_alloc.h"

#include <sqlite3.h>
#include <sys/wait.h>

static char path[256];
static insights_error *error;
static insights_store *store;
static insights_events *events;
static char project[40];

static void set_up(void)
{
    fresh_path(path, "watch");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    keep(store, new_project("one"), project, &error);
    events = new_events();
}

static void tear_down(void)
{
    insights_events_free(events);
    insights_store_free(store);
    insights_error_free(error);
    remove_path(path);
}

TestSuite(watch, .init = set_up, .fini = tear_down, .timeout = 60);

/* Begin a watch and take its READY; the number goes to `seq`. */
static insights_watch *begin(
    const insights_watch_options *options,
    int64_t *seq)
{
    insights_watch *watch = NULL;

    cr_assert_eq(
        insights_store_watch(store, options, events, 5, &watch, &error),
        INSIGHTS_OK, "%s", insights_error_message(error));
    cr_assert_eq(await_type(events, seq, NULL), INSIGHTS_EVENT_READY);
    return watch;
}

static void sql(const char *text)
{
    sqlite3 *db = NULL;

    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* --- What is told --------------------------------------------------------- */

Test(watch, a_change_says_what_became_of_which_record)
{
    static const char *const ops[] = {"insert", "update", "delete"};
    insights_record *person = new_person("Ada");
    insights_watch *watch = begin(NULL, NULL);
    int64_t before = 0;
    char id[40];

    insights_store_save(store, person, &error);
    insights_record_set_text(person, INSIGHTS_PERSON_NAME, "Grace");
    insights_store_save(store, person, &error);
    snprintf(id, sizeof(id), "%s", insights_record_id(person));
    insights_store_delete(store, INSIGHTS_PERSON, id, 0, &error);
    for (int i = 0; i < 3; i++) {
        insights_event *event = await(events);
        const insights_record *record = insights_event_record(event);
        int64_t seq = insights_record_int(record, INSIGHTS_CHANGED_SEQ);

        cr_assert_eq(insights_event_type(event), INSIGHTS_EVENT_CHANGE);
        cr_expect_eq(insights_event_tag(event), 5);
        cr_expect_eq(insights_event_status(event), INSIGHTS_OK);
        cr_expect(!i || seq == before + 1);
        before = seq;
        cr_expect_gt(insights_record_int(record, INSIGHTS_CHANGED_AT), 0);
        cr_expect_str_eq(
            insights_record_text(record, INSIGHTS_CHANGED_RECORD_KIND),
            "person");
        cr_expect_str_eq(
            insights_record_text(record, INSIGHTS_CHANGED_RECORD_ID), id);
        cr_expect_eq(
            insights_record_int(record, INSIGHTS_CHANGED_RECORD_VERSION),
            i == 2 ? 0 : i + 1);
        cr_expect_str_eq(
            insights_record_text(record, INSIGHTS_CHANGED_OP), ops[i]);
        insights_event_free(event);
    }
    cr_expect(silent(events));
    insights_record_free(person);
    insights_watch_free(watch);
}

Test(watch, a_refused_transaction_is_told_nobody)
{
    insights_watch *watch = begin(NULL, NULL);

    cr_expect_eq(
        keep(store, new_project("one"), NULL, &error), INSIGHTS_E_EXISTS);
    cr_expect(silent(events));
    insights_watch_free(watch);
}

Test(watch, a_kind_and_a_project_are_chosen)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch;
    char other[40];
    char wanted[40];
    char told[40];

    keep(store, new_project("two"), other, &error);
    options.project = project;
    options.kind = INSIGHTS_QUESTION;
    watch = begin(&options, NULL);
    keep(store, new_person("Ada"), NULL, &error);
    keep(store, new_interview(project, "Talk"), NULL, &error);
    keep(store, new_question(other, 1, "Why?"), NULL, &error);
    keep(store, new_question(project, 1, "Why?"), wanted, &error);
    cr_expect_eq(await_type(events, NULL, told), INSIGHTS_EVENT_CHANGE);
    cr_expect_str_eq(told, wanted);
    insights_store_delete(store, INSIGHTS_PROJECT, other, 0, &error);
    insights_store_delete(store, INSIGHTS_QUESTION, wanted, 0, &error);
    cr_expect_eq(await_type(events, NULL, told), INSIGHTS_EVENT_CHANGE);
    cr_expect_str_eq(told, wanted);
    cr_expect(silent(events));
    insights_watch_free(watch);
}

Test(watch, what_goes_with_a_project_is_told_who_watches_it)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch;
    char told[40] = "";

    keep(store, new_question(project, 1, "Why?"), NULL, &error);
    options.project = project;
    watch = begin(&options, NULL);
    insights_store_delete(store, INSIGHTS_PROJECT, project, 0, &error);
    for (int i = 0; i < 2; i++)
        cr_expect_eq(await_type(events, NULL, told), INSIGHTS_EVENT_CHANGE);
    cr_expect_str_eq(told, project);
    cr_expect(silent(events));
    insights_watch_free(watch);
}

Test(watch, nobody_is_told_of_another_account)
{
    insights_store *admin =
        open_store(path, INSIGHTS_STORE_ADMIN, NULL, &error);
    insights_events *all = new_events();
    insights_record *account = new_record(INSIGHTS_ACCOUNT);
    insights_watch *watch = begin(NULL, NULL);
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *own = NULL;
    insights_watch *none = NULL;
    insights_store *other;
    char foreign[40];

    insights_store_watch(admin, NULL, all, 1, &own, &error);
    cr_expect_eq(await_type(all, NULL, NULL), INSIGHTS_EVENT_READY);
    insights_record_set_text(account, INSIGHTS_ACCOUNT_SLUG, "other");
    insights_record_set_text(account, INSIGHTS_ACCOUNT_NAME, "Other");
    cr_expect_eq(keep(admin, account, NULL, &error), INSIGHTS_OK);
    other = open_store(path, 0, "other", &error);
    cr_assert_not_null(other);
    keep(other, new_project("one"), foreign, &error);
    cr_expect_eq(await_type(all, NULL, NULL), INSIGHTS_EVENT_CHANGE);
    cr_expect_eq(await_type(all, NULL, NULL), INSIGHTS_EVENT_CHANGE);
    cr_expect(silent(events));
    options.project = foreign;
    cr_expect_eq(
        insights_store_watch(store, &options, events, 1, &none, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_null(none);
    insights_watch_free(watch);
    insights_watch_free(own);
    insights_store_free(other);
    insights_store_free(admin);
    insights_events_free(all);
}

/* --- From where ----------------------------------------------------------- */

Test(watch, changes_behind_a_number_are_told_first)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch;
    int64_t seq = 0;
    int64_t ready = 0;

    insights_watch_free(begin(NULL, &seq));
    for (int i = 0; i < 5; i++)
        keep(store, new_person("Ada"), NULL, &error);
    options.after = seq + 2;
    watch = begin(&options, &ready);
    cr_expect_eq(ready, seq + 2);
    keep(store, new_person("Ada"), NULL, &error);
    for (int64_t i = 3; i <= 6; i++) {
        int64_t told = 0;

        cr_expect_eq(await_type(events, &told, NULL), INSIGHTS_EVENT_CHANGE);
        cr_expect_eq(told, seq + i);
    }
    insights_watch_free(watch);
}

Test(watch, the_state_comes_first_and_then_what_it_lacks)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    const insights_record *record = NULL;
    insights_query *query = NULL;
    insights_watch *watch = NULL;
    insights_event *event;
    int64_t count = 0;
    char wanted[40];
    char told[40];

    for (int i = 0; i < 300; i++)
        keep(store, new_person("Ada"), NULL, &error);
    insights_query_new(INSIGHTS_PERSON, &query, &error);
    options.state = query;
    options.kind = INSIGHTS_PERSON;
    insights_store_watch(store, &options, events, 1, &watch, &error);
    insights_query_free(query);
    keep(store, new_person("Ada"), wanted, &error);
    event = await(events);
    cr_assert_eq(insights_event_type(event), INSIGHTS_EVENT_READY);
    while (insights_cursor_next(
               insights_event_cursor(event), &record, &error) == INSIGHTS_OK)
        count++;
    cr_expect_eq(count, 300);
    insights_event_free(event);
    cr_expect_eq(await_type(events, NULL, told), INSIGHTS_EVENT_CHANGE);
    cr_expect_str_eq(told, wanted);
    insights_watch_free(watch);
}

Test(watch, what_cannot_be_watched_is_refused)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch = NULL;
    insights_query *query = NULL;

    cr_expect_eq(
        insights_store_watch(NULL, NULL, events, 1, &watch, &error),
        INSIGHTS_E_INVALID);
    cr_expect_eq(
        insights_store_watch(store, NULL, NULL, 1, &watch, &error),
        INSIGHTS_E_INVALID);
    options.after = -1;
    cr_expect_eq(
        insights_store_watch(store, &options, events, 1, &watch, &error),
        INSIGHTS_E_INVALID);
    insights_query_new(INSIGHTS_PERSON, &query, &error);
    options.after = 1;
    options.state = query;
    cr_expect_eq(
        insights_store_watch(store, &options, events, 1, &watch, &error),
        INSIGHTS_E_INVALID);
    options.state = NULL;
    options.kind = INSIGHTS_CHANGED;
    cr_expect_eq(
        insights_store_watch(store, &options, events, 1, &watch, &error),
        INSIGHTS_E_INVALID);
    options.kind = 0;
    options.project = "one";
    cr_expect_eq(
        insights_store_watch(store, &options, events, 1, &watch, &error),
        INSIGHTS_E_INVALID);
    cr_expect_null(watch);
    cr_expect(silent(events));
    insights_watch_free(NULL);
    insights_query_free(query);
}

/* --- Too much, and too old ------------------------------------------------ */

Test(watch, who_does_not_read_is_told_once_and_goes_on_later)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch;
    int64_t first = 0;
    int64_t seq = 0;
    char wanted[40];
    char told[40];

    options.unread = 3;
    watch = begin(&options, &first);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 10; i++)
            keep(store, new_person("Ada"), NULL, &error);
        usleep(100000);
        for (int64_t i = 1; i <= 3; i++) {
            cr_expect_eq(await_type(events, &seq, NULL), INSIGHTS_EVENT_CHANGE);
            cr_expect_eq(seq, first + i);
        }
        cr_expect_eq(await_type(events, &seq, NULL), INSIGHTS_EVENT_LAGGED);
        cr_expect_eq(seq, first + 10);
        cr_expect(silent(events));
        keep(store, new_person("Ada"), wanted, &error);
        cr_expect_eq(await_type(events, &first, told), INSIGHTS_EVENT_CHANGE);
        cr_expect_eq(first, seq + 1);
        cr_expect_str_eq(told, wanted);
    }
    insights_watch_free(watch);
}

Test(watch, a_log_that_was_pruned_is_a_lag)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch;
    int64_t seq = 0;
    int64_t told = 0;

    insights_watch_free(begin(NULL, &seq));
    for (int i = 0; i < 5; i++)
        keep(store, new_person("Ada"), NULL, &error);
    insights_store_free(store);
    sql("delete from commit_log where seq < (select max(seq) from commit_log)");
    store = open_store(path, 0, NULL, &error);
    options.after = seq + 1;
    watch = begin(&options, NULL);
    cr_expect_eq(await_type(events, &told, NULL), INSIGHTS_EVENT_LAGGED);
    cr_expect_eq(told, seq + 5);
    keep(store, new_person("Ada"), NULL, &error);
    cr_expect_eq(await_type(events, &told, NULL), INSIGHTS_EVENT_CHANGE);
    cr_expect_eq(told, seq + 6);
    insights_watch_free(watch);
}

Test(watch, a_number_of_the_future_is_a_lag)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch;
    int64_t told = 0;

    options.after = 1000000;
    watch = begin(&options, NULL);
    cr_expect_eq(await_type(events, &told, NULL), INSIGHTS_EVENT_LAGGED);
    cr_expect_lt(told, 1000);
    keep(store, new_person("Ada"), NULL, &error);
    cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_CHANGE);
    insights_watch_free(watch);
}

/* --- Coming and going ----------------------------------------------------- */

Test(watch, a_freed_watch_puts_nothing_on_the_queue)
{
    for (int i = 0; i < 20; i++) {
        insights_watch_free(begin(NULL, NULL));
        keep(store, new_person("Ada"), NULL, &error);
    }
    cr_expect(silent(events));
}

Test(watch, things_are_freed_in_any_order)
{
    insights_events *gone = new_events();
    insights_watch *watch = NULL;

    insights_store_watch(store, NULL, gone, 1, &watch, &error);
    keep(store, new_person("Ada"), NULL, &error);
    insights_events_free(gone);
    keep(store, new_person("Ada"), NULL, &error);
    insights_store_free(store);
    insights_watch_free(watch);
    store = open_store(path, 0, NULL, &error);
    watch = begin(NULL, NULL);
    insights_store_free(store);
    store = open_store(path, 0, NULL, &error);
    keep(store, new_person("Ada"), NULL, &error);
    cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_CHANGE);
    insights_watch_free(watch);
}

Test(watch, a_store_in_memory_is_watched_too)
{
    insights_store *memory = open_store("memory:", 0, NULL, &error);
    insights_watch *watch = NULL;
    char wanted[40];
    char told[40];

    insights_store_watch(memory, NULL, events, 1, &watch, &error);
    cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_READY);
    keep(memory, new_person("Ada"), wanted, &error);
    cr_expect_eq(await_type(events, NULL, told), INSIGHTS_EVENT_CHANGE);
    cr_expect_str_eq(told, wanted);
    insights_watch_free(watch);
    insights_store_free(memory);
}

Test(watch, many_watches_are_each_told)
{
    insights_watch *watches[100] = {NULL};

    for (size_t i = 0; i < 100; i++)
        watches[i] = begin(NULL, NULL);
    keep(store, new_person("Ada"), NULL, &error);
    for (int i = 0; i < 100; i++)
        cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_CHANGE);
    cr_expect(silent(events));
    for (size_t i = 0; i < 100; i++)
        insights_watch_free(watches[i]);
}

/* --- Other processes ------------------------------------------------------ */

static int write_in_child(int count)
{
    insights_store *own = open_store(path, 0, NULL, NULL);

    for (int i = 0; own && i < count; i++) {
        if (keep(own, new_person("child"), NULL, NULL) != INSIGHTS_OK)
            return 1;
    }
    insights_store_free(own);
    return own ? 0 : 2;
}

Test(watch, what_other_processes_commit_is_told_once_and_in_order)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch;
    int64_t seq = 0;

    options.unread = 10000;
    watch = begin(&options, &seq);
    for (int i = 0; i < 3; i++) {
        if (fork() == 0)
            _exit(write_in_child(100));
    }
    for (int i = 0; i < 20; i++)
        keep(store, new_person("parent"), NULL, &error);
    for (int i = 0; i < 320; i++) {
        int64_t told = 0;

        cr_assert_eq(await_type(events, &told, NULL), INSIGHTS_EVENT_CHANGE);
        cr_assert_eq(told, ++seq);
    }
    cr_expect(silent(events));
    for (int i = 0; i < 3; i++) {
        int result = 1;

        wait(&result);
        cr_expect_eq(result, 0);
    }
    insights_watch_free(watch);
}

static int watch_in_child(insights_watch *inherited)
{
    insights_watch *watch = NULL;

    insights_watch_free(inherited);
    if (insights_store_watch(store, NULL, events, 8, &watch, NULL) < 0 ||
        await_type(events, NULL, NULL) != INSIGHTS_EVENT_READY)
        return 1;
    if (keep(store, new_person("child"), NULL, NULL) < 0 ||
        await_type(events, NULL, NULL) != INSIGHTS_EVENT_CHANGE)
        return 2;
    insights_watch_free(watch);
    insights_events_free(events);
    insights_store_free(store);
    return 0;
}

Test(watch, a_forked_child_watches_by_itself)
{
    insights_watch *watch = begin(NULL, NULL);
    int result = 0;
    pid_t child = fork();

    if (child == 0)
        _exit(watch_in_child(watch));
    waitpid(child, &result, 0);
    cr_expect(WIFEXITED(result));
    cr_expect_eq(WEXITSTATUS(result), 0);
    cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_CHANGE);
    cr_expect(silent(events));
    insights_watch_free(watch);
}

/* --- No memory ------------------------------------------------------------ */

static insights_status watch_state(
    const insights_watch_options *options,
    insights_watch **watch)
{
    insights_status status =
        insights_store_watch(store, options, events, 1, watch, &error);

    if (status == INSIGHTS_OK &&
        await_type(events, NULL, NULL) != INSIGHTS_EVENT_READY)
        return INSIGHTS_E_INTERNAL;
    return status;
}

Test(watch, watching_survives_each_allocation_failing)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch = NULL;
    insights_query *query = NULL;

    insights_query_new(INSIGHTS_PROJECT, &query, &error);
    options.project = project;
    options.state = query;
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(watch_state(&options, &watch),
                                         insights_watch_free(watch);
                                         watch = NULL);
    cr_expect(silent(events));
    insights_query_free(query);
}

Test(watch, a_change_without_memory_is_a_lag_or_comes)
{
    insights_watch *watch = begin(NULL, NULL);

    for (long n = 0; n < 40; n++) {
        insights_record *person = new_person("Ada");
        int type;

        insights_store_save(store, person, &error);
        insights__alloc_fail_after(n);
        type = await_type(events, NULL, NULL);
        insights__alloc_fail_after(-1);
        cr_expect(
            type == INSIGHTS_EVENT_CHANGE || type == INSIGHTS_EVENT_LAGGED,
            "%d", type);
        insights_record_free(person);
    }
    insights_watch_free(watch);
}
