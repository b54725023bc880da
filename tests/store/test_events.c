/* test_events.c - the event queue, and calls that do not wait. */
#define _GNU_SOURCE

#include "store/await.h"
#include "support/fail_alloc.h"

#include "base/platform/platform.h"

#include <stdatomic.h>
#include <sys/wait.h>

static char path[256];
static insights_error *error;
static insights_store *store;
static insights_events *events;

static void set_up(void)
{
    fresh_path(path, "events");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    events = new_events();
}

static void tear_down(void)
{
    insights_events_free(events);
    insights_store_free(store);
    insights_error_free(error);
    remove_path(path);
}

TestSuite(events, .init = set_up, .fini = tear_down, .timeout = 60);

/* --- The queue ------------------------------------------------------------ */

Test(events, a_new_queue_is_empty)
{
    insights_event *event = NULL;
    int fd = -1;

    cr_expect_eq(insights_events_next(events, &event, &error), INSIGHTS_DONE);
    cr_expect_null(event);
    cr_expect_eq(insights_events_fd(events, &fd, &error), INSIGHTS_OK);
    cr_expect(!readable(fd));
    cr_expect(silent(events));
}

Test(events, the_descriptor_is_readable_while_there_are_events)
{
    int fd = -1;

    cr_assert_eq(submit(store, events, 1, &error), INSIGHTS_OK);
    cr_assert_eq(submit(store, events, 2, &error), INSIGHTS_OK);
    cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_ANSWER);
    insights_events_fd(events, &fd, &error);
    while (!readable(fd))
        usleep(1000);
    cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_ANSWER);
    cr_expect(!readable(fd));
}

static void count_wakeup(void *user)
{
    atomic_fetch_add((atomic_int *)user, 1);
}

Test(events, the_wakeup_runs_when_an_empty_queue_gets_an_event)
{
    atomic_int woken = 0;

    insights_events_set_wakeup(events, count_wakeup, &woken);
    for (uint64_t i = 0; i < 3; i++) {
        cr_assert_eq(submit(store, events, i, &error), INSIGHTS_OK);
        cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_ANSWER);
    }
    insights_events_set_wakeup(events, NULL, NULL);
    cr_expect_eq(atomic_load(&woken), 3);
    submit(store, events, 4, &error);
    cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_ANSWER);
    cr_expect_eq(atomic_load(&woken), 3);
}

static void interrupt_soon(void *user)
{
    usleep(20000);
    insights_events_interrupt(user);
}

Test(events, an_interrupted_queue_lets_all_go_and_keeps_its_events)
{
    insights_event *event = NULL;
    insights__thread thread;

    cr_assert_eq(insights__thread_start(&thread, interrupt_soon, events), 0);
    cr_expect_eq(
        insights_events_wait(events, -1, &event, &error), INSIGHTS_DONE);
    insights__thread_join(thread);
    cr_expect_eq(
        insights_events_wait(events, -1, &event, &error), INSIGHTS_DONE);
    submit(store, events, 1, &error);
    while (insights_events_next(events, &event, &error) != INSIGHTS_OK)
        usleep(1000);
    cr_expect_eq(insights_event_tag(event), 1);
    insights_event_free(event);
}

Test(events, what_is_missing_is_refused)
{
    insights_transaction *transaction = saving(store, new_person("Ada"));
    insights_store *other = open_store(path, 0, NULL, &error);
    insights_event *event = NULL;
    insights_query *query = NULL;
    int fd = 0;

    cr_expect_eq(insights_events_new(NULL, &error), INSIGHTS_E_INVALID);
    cr_expect_eq(insights_events_fd(NULL, &fd, &error), INSIGHTS_E_INVALID);
    cr_expect_eq(
        insights_events_next(NULL, &event, &error), INSIGHTS_E_INVALID);
    cr_expect_eq(
        insights_events_wait(events, 0, NULL, &error), INSIGHTS_E_INVALID);
    cr_expect_eq(
        insights_store_submit(store, transaction, NULL, 1, &error),
        INSIGHTS_E_INVALID);
    cr_expect_eq(
        insights_store_submit(
            store, transaction, events, (uint64_t)1 << 53, &error),
        INSIGHTS_E_INVALID);
    cr_expect_eq(
        insights_store_submit(other, transaction, events, 1, &error),
        INSIGHTS_E_INVALID);
    cr_expect_eq(
        insights_store_fetch(store, query, events, 1, &error),
        INSIGHTS_E_INVALID);
    insights_events_free(NULL);
    insights_events_interrupt(NULL);
    insights_events_set_wakeup(NULL, NULL, NULL);
    insights_event_free(NULL);
    cr_expect_eq(insights_event_type(NULL), 0);
    cr_expect_null(insights_event_cursor(NULL));
    cr_expect(silent(events));

    /* What was refused can still be committed. */
    cr_expect_eq(insights_transaction_commit(transaction, &error), INSIGHTS_OK);
    insights_transaction_free(transaction);
    insights_store_free(other);
}

/* --- Submitting ----------------------------------------------------------- */

Test(events, a_submitted_transaction_is_answered_when_it_is_there)
{
    insights_event *event;

    cr_assert_eq(submit(store, events, 42, &error), INSIGHTS_OK);
    event = await(events);
    cr_expect_eq(insights_event_type(event), INSIGHTS_EVENT_ANSWER);
    cr_expect_eq(insights_event_tag(event), 42);
    cr_expect_eq(insights_event_status(event), INSIGHTS_OK);
    cr_expect_null(insights_event_error(event));
    cr_expect_null(insights_event_record(event));
    cr_expect_null(insights_event_cursor(event));
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 1);
    insights_event_free(event);
}

Test(events, a_refused_transaction_says_why)
{
    insights_transaction *transaction = saving(store, new_project("one"));
    insights_event *event;

    keep(store, new_project("one"), NULL, &error);
    insights_store_submit(store, transaction, events, 7, &error);
    cr_expect_eq(
        insights_transaction_commit(transaction, NULL), INSIGHTS_E_INVALID);
    event = await(events);
    cr_expect_eq(insights_event_status(event), INSIGHTS_E_EXISTS);
    cr_expect_not_null(insights_error_record_id(insights_event_error(event)));
    insights_event_free(event);
    insights_transaction_free(transaction);
}

Test(events, answers_come_in_the_order_of_the_calls)
{
    insights_query *query = NULL;

    insights_query_new(INSIGHTS_PERSON, &query, &error);
    for (uint64_t i = 0; i < 300; i++)
        cr_assert_eq(
            i % 3 == 2 ? insights_store_fetch(store, query, events, i, &error)
                       : submit(store, events, i, &error),
            INSIGHTS_OK);
    for (uint64_t i = 0; i < 300; i++) {
        insights_event *event = await(events);

        cr_assert_eq(insights_event_tag(event), i);
        cr_expect_eq(insights_event_status(event), INSIGHTS_OK);
        if (i % 3 == 2 && i < 256) {
            const insights_record *record = NULL;
            int64_t count = 0;

            while (insights_cursor_next(
                       insights_event_cursor(event), &record, &error) ==
                   INSIGHTS_OK)
                count++;
            cr_expect_eq(count, (int64_t)(i - i / 3));
        }
        insights_event_free(event);
    }
    insights_query_free(query);
}

Test(events, a_queue_takes_4096_answers_and_no_more)
{
    insights_query *query = NULL;
    uint64_t accepted = 0;

    insights_query_new(INSIGHTS_PROJECT, &query, &error);
    while (insights_store_fetch(store, query, events, accepted, &error) ==
           INSIGHTS_OK)
        accepted++;
    cr_expect_eq(accepted, 4096);
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_AGAIN);
    cr_expect_eq(submit(store, events, 1, &error), INSIGHTS_E_AGAIN);
    await_type(events, NULL, NULL);
    cr_expect_eq(
        insights_store_fetch(store, query, events, accepted, &error),
        INSIGHTS_OK);
    for (uint64_t i = 1; i <= accepted; i++) {
        insights_event *event = await(events);

        cr_assert_eq(insights_event_tag(event), i);
        insights_event_free(event);
    }
    cr_expect(silent(events));
    insights_query_free(query);
}

Test(events, a_freed_queue_discards_answers_and_not_work)
{
    for (uint64_t i = 0; i < 50; i++)
        submit(store, events, i, &error);
    insights_events_free(events);
    insights_store_free(store);
    events = new_events();
    store = open_store(path, 0, NULL, &error);
    for (int i = 0; i < 1000 && count_kind(store, INSIGHTS_PERSON) < 50; i++)
        usleep(10000);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 50);
}

Test(events, a_store_may_be_freed_before_its_answers_come)
{
    for (uint64_t i = 0; i < 20; i++)
        submit(store, events, i, &error);
    insights_store_free(store);
    for (uint64_t i = 0; i < 20; i++)
        cr_expect_eq(await_type(events, NULL, NULL), INSIGHTS_EVENT_ANSWER);
    store = open_store(path, 0, NULL, &error);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 20);
}

/* --- Fetching ------------------------------------------------------------- */

Test(events, pages_follow_one_another_by_their_tokens)
{
    insights_transaction *transaction = NULL;
    insights_query *query = NULL;
    int64_t total = 0;
    int pages = 0;

    insights_transaction_new(store, &transaction, &error);
    for (int i = 0; i < 600; i++) {
        insights_record *person = new_person("Ada");

        insights_transaction_save(transaction, person, 0, &error);
        insights_record_free(person);
    }
    insights_transaction_commit(transaction, &error);
    insights_transaction_free(transaction);
    insights_query_new(INSIGHTS_PERSON, &query, &error);
    for (;;) {
        const insights_record *record = NULL;
        insights_event *event;
        insights_cursor *cursor;
        char *token = NULL;
        int64_t count = 0;

        insights_store_fetch(store, query, events, 1, &error);
        event = await(events);
        cursor = insights_event_cursor(event);
        cr_assert_not_null(cursor);
        while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK)
            count++;
        total += count;
        if (count)
            insights_cursor_token(cursor, &token, &error);
        insights_event_free(event);
        if (!count)
            break;
        pages++;
        insights_query_after(query, token, &error);
        insights_free(token);
    }
    cr_expect_eq(total, 600);
    cr_expect_eq(pages, 3);
    insights_query_free(query);
}

Test(events, a_fetch_that_fails_says_why)
{
    insights_query *query = NULL;
    insights_event *event;

    insights_query_new(INSIGHTS_PERSON, &query, &error);
    insights_query_after(query, "nonsense", &error);
    insights_store_fetch(store, query, events, 9, &error);
    event = await(events);
    cr_expect_lt(insights_event_status(event), 0);
    cr_expect_not_null(insights_event_error(event));
    cr_expect_null(insights_event_cursor(event));
    insights_event_free(event);
    insights_query_free(query);
}

/* --- Forks ---------------------------------------------------------------- */

static int use_in_child(void)
{
    insights_event *event = NULL;
    int fd = -1;

    if (insights_events_next(events, &event, NULL) != INSIGHTS_DONE)
        return 1;
    if (insights_events_fd(events, &fd, NULL) != INSIGHTS_OK || readable(fd))
        return 2;
    for (uint64_t i = 100; i < 110; i++) {
        if (submit(store, events, i, NULL) != INSIGHTS_OK)
            return 3;
        event = await(events);
        if (insights_event_tag(event) != i ||
            insights_event_status(event) != INSIGHTS_OK)
            return 4;
        insights_event_free(event);
    }
    insights_events_free(events);
    insights_store_free(store);
    return 0;
}

Test(events, a_forked_child_has_a_queue_of_its_own)
{
    int result = 0;
    int fd = -1;
    pid_t child;

    insights_events_fd(events, &fd, &error);
    submit(store, events, 0, &error);
    while (!readable(fd))
        usleep(1000);
    for (uint64_t i = 1; i < 20; i++)
        submit(store, events, i, &error);
    child = fork();
    if (child == 0)
        _exit(use_in_child());
    for (uint64_t i = 0; i < 20; i++) {
        insights_event *event = await(events);

        cr_assert_eq(insights_event_tag(event), i);
        insights_event_free(event);
    }
    waitpid(child, &result, 0);
    cr_expect(WIFEXITED(result));
    cr_expect_eq(WEXITSTATUS(result), 0);
    cr_expect(silent(events));
    cr_expect(!readable(fd));
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 30);
}

/* --- No memory ------------------------------------------------------------ */

/* A call and its answer as one. */
static insights_status submit_and_wait(void)
{
    insights_transaction *transaction = NULL;
    insights_record *person = NULL;
    insights_event *event = NULL;
    insights_status status =
        insights_transaction_new(store, &transaction, &error);

    if (status == INSIGHTS_OK)
        status = insights_record_new(INSIGHTS_PERSON, &person, &error);
    if (status == INSIGHTS_OK)
        status =
            insights_record_set_text(person, INSIGHTS_PERSON_NAME, "Grace");
    if (status == INSIGHTS_OK)
        status = insights_transaction_save(transaction, person, 0, &error);
    if (status == INSIGHTS_OK)
        status = insights_store_submit(store, transaction, events, 3, &error);
    if (status == INSIGHTS_OK) {
        event = await(events);
        status = insights_event_status(event);
    }
    insights_event_free(event);
    insights_record_free(person);
    insights_transaction_free(transaction);
    return status;
}

Test(events, submitting_survives_each_allocation_failing)
{
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        submit_and_wait(),
        cr_assert_leq(count_kind(store, INSIGHTS_PERSON), 1));
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 1);
    cr_expect(silent(events));
}

static insights_status fetch_and_wait(const insights_query *query)
{
    insights_event *event = NULL;
    insights_status status =
        insights_store_fetch(store, query, events, 3, &error);

    if (status == INSIGHTS_OK) {
        event = await(events);
        status = insights_event_status(event);
    }
    insights_event_free(event);
    return status;
}

Test(events, fetching_survives_each_allocation_failing)
{
    insights_query *query = NULL;

    keep(store, new_person("Ada"), NULL, &error);
    insights_query_new(INSIGHTS_PERSON, &query, &error);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(fetch_and_wait(query), (void)0);
    cr_expect(silent(events));
    insights_query_free(query);
}

Test(events, a_queue_survives_each_allocation_failing)
{
    insights_events *made = NULL;
    int fd = -1;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_events_new(&made, &error), insights_events_free(made));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_events_fd(events, &fd, &error), (void)0);
}
