/* test_scopes.c - deletes of more than one transaction holds: gone for all at
 * once, taken away little by little, in the end as if never there. */
#define _GNU_SOURCE

#include "store/scopes.h"
#include "support/fail_alloc.h"

#include <signal.h>
#include <sys/wait.h>

TestSuite(scopes, .init = set_up, .fini = tear_down, .timeout = 120);

/* --- One project ---------------------------------------------------------- */

Test(scopes, what_is_deleted_is_gone_everywhere_before_its_rows_are)
{
    char one[40];
    char two[40];
    char question[40];
    char *full = NULL;
    insights_cursor *cursor = NULL;
    insights_record *record = NULL;

    keep(store, new_project("one"), one, &error);
    keep(store, new_project("two"), two, &error);
    make_questions(one, 20);
    make_questions(two, 2);
    keep(store, new_question(one, 99, "Last?"), question, &error);
    cr_assert_eq(mark(INSIGHTS_PROJECT, one), INSIGHTS_OK);

    cr_expect_eq(ask("select count(*) from question"), 23);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 2);
    cr_expect_eq(count_kind(store, INSIGHTS_PROJECT), 1);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_PROJECT, one, &record, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_QUESTION, question, &record, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_resolve(
            store, INSIGHTS_QUESTION, question + 28, &full, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(search_count(INSIGHTS_QUESTION, "price"), 2);
    cr_expect_eq(
        insights_store_sql(store, "select id from v_question", &cursor, &error),
        INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 2);
    cr_expect_eq(
        keep(store, new_question(one, 1, "More?"), NULL, &error),
        INSIGHTS_E_REFERENCE);
    cr_expect_eq(mark(INSIGHTS_PROJECT, one), INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(mark(INSIGHTS_QUESTION, question), INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(findings(NULL), 0);
    cr_expect_eq(findings("unfinished"), 1);
}

Test(scopes, rows_go_in_batches_and_then_the_mark)
{
    char one[40];
    int batches = 0;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    mark(INSIGHTS_PROJECT, one);
    while (purge_once() > 0)
        batches++;
    cr_expect_eq(batches, 5);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from project"), 0);
    cr_expect_eq(ask("select count(*) from search"), 0);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
    cr_expect_eq(findings(NULL), 0);
    cr_expect_eq(findings("unfinished"), 0);
}

Test(scopes, who_waits_returns_when_the_last_row_is_gone)
{
    char one[40];

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    cr_assert_eq(
        insights_store_delete(
            store, INSIGHTS_PROJECT, one, INSIGHTS_DELETE_WAIT, &error),
        INSIGHTS_OK);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
}

Test(scopes, who_does_not_wait_leaves_it_to_a_thread)
{
    char one[40];
    int left = 1;

    store->purge_by_hand = 0;
    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    cr_assert_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, one, 0, &error),
        INSIGHTS_OK);
    for (int i = 0; i < 1000 && left; i++) {
        usleep(5000);
        left = ask("select count(*) from tombstone") != 0;
    }
    cr_expect(!left);
    cr_expect_eq(ask("select count(*) from question"), 0);

    /* And again, by another one. */
    keep(store, new_project("two"), one, &error);
    make_questions(one, 22);
    insights_store_delete(store, INSIGHTS_PROJECT, one, 0, &error);
    insights_store_free(store);
    store = open_store(path, 0, NULL, &error);
    cr_assert_eq(insights__purge_all(store, NULL, NULL, &error), INSIGHTS_OK);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
}

Test(scopes, the_log_tells_of_the_root_alone)
{
    char one[40];
    int64_t before;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    before = ask("select max(seq) from commit_log");
    insights_store_delete(
        store, INSIGHTS_PROJECT, one, INSIGHTS_DELETE_WAIT, &error);
    cr_expect_eq(ask("select max(seq) from commit_log"), before + 1);
    cr_expect_lt(
        ask("select length(changes) from commit_log order by seq desc limit 1"),
        80);
}

Test(scopes, a_slug_is_free_at_once_and_an_id_when_the_rows_are_gone)
{
    insights_record *again = new_project("one");
    insights_record *kept = NULL;
    insights_transaction *transaction = NULL;
    char one[40];
    char two[40];

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    mark(INSIGHTS_PROJECT, one);
    cr_expect_eq(keep(store, new_project("one"), two, &error), INSIGHTS_OK);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, two, 0, &error),
        INSIGHTS_OK);
    insights_record_set_id(again, one);
    insights_transaction_new(store, &transaction, &error);
    insights_transaction_save(
        transaction, again, INSIGHTS_SAVE_RESTORE, &error);
    if (ask("select count(*) from tombstone"))
        cr_expect_eq(
            insights_transaction_commit(transaction, &error), INSIGHTS_E_AGAIN);
    insights_transaction_free(transaction);
    insights__purge_all(store, NULL, NULL, &error);
    insights_transaction_new(store, &transaction, &error);
    insights_transaction_save(
        transaction, again, INSIGHTS_SAVE_RESTORE, &error);
    cr_expect_eq(insights_transaction_commit(transaction, &error), INSIGHTS_OK);
    insights_transaction_free(transaction);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_PROJECT, one, &kept, &error),
        INSIGHTS_OK);
    insights_record_free(kept);
    insights_record_free(again);
}

Test(scopes, a_row_that_is_gone_does_not_hold_its_id)
{
    insights_record *question;
    insights_record *kept = NULL;
    char one[40];
    char two[40];
    char id[40];

    keep(store, new_project("one"), one, &error);
    keep(store, new_project("two"), two, &error);
    make_questions(one, 22);
    keep(store, new_question(one, 50, "Which costs?"), id, &error);
    mark(INSIGHTS_PROJECT, one);
    question = new_question(two, 1, "Which teams?");
    insights_record_set_id(question, id);
    cr_expect_eq(
        keep(store, question, NULL, &error), INSIGHTS_OK, "%s",
        insights_error_message(error));
    cr_expect_eq(search_count(INSIGHTS_QUESTION, "cost"), 0);
    cr_expect_eq(search_count(INSIGHTS_QUESTION, "team"), 1);
    insights__purge_all(store, NULL, NULL, &error);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_QUESTION, id, &kept, &error),
        INSIGHTS_OK);
    insights_record_free(kept);
    cr_expect_eq(findings(NULL), 0);
}

Test(scopes, kinds_that_nothing_belongs_to_keep_their_limit)
{
    char one[40];
    char person[40];

    keep(store, new_project("one"), one, &error);
    keep(store, new_person("Maria"), person, &error);
    for (int i = 0; i < 5; i++) {
        char name[8];

        snprintf(name, sizeof(name), "t%d", i);
        keep(store, new_tag(one, "person", person, name), NULL, &error);
    }
    cr_expect_eq(mark(INSIGHTS_PERSON, person), INSIGHTS_E_LIMIT);
}

Test(scopes, another_process_does_not_see_it_either)
{
    char one[40];
    int result = 0;
    pid_t child;
    int ready[2];
    int told[2];
    char byte = 0;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    cr_assert_eq(pipe(ready), 0);
    cr_assert_eq(pipe(told), 0);
    child = fork();
    if (child == 0) {
        int64_t before = count_kind(store, INSIGHTS_QUESTION);

        if (write(ready[1], &byte, 1) != 1 || read(told[0], &byte, 1) != 1)
            _exit(9);
        _exit(
            before == 22 && count_kind(store, INSIGHTS_QUESTION) == 0 ? 0 : 1);
    }
    cr_assert_eq(read(ready[0], &byte, 1), 1);
    mark(INSIGHTS_PROJECT, one);
    cr_assert_eq(write(told[1], &byte, 1), 1);
    waitpid(child, &result, 0);
    cr_expect_eq(result, 0);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(told[i]);
    }
}

/* --- Deaths and lack of memory -------------------------------------------- */

Test(scopes, what_a_killed_process_left_the_next_one_finishes)
{
    char one[40];
    int finished = 0;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 300);
    mark(INSIGHTS_PROJECT, one);
    insights_store_free(store);
    store = NULL;
    for (int round = 0; round < 30 && !finished; round++) {
        int result = 0;
        pid_t child = fork();

        if (child == 0) {
            insights_store *own = open_store(path, 0, NULL, NULL);

            own->purge_rows = 5;
            insights__purge_all(own, NULL, NULL, NULL);
            _exit(0);
        }
        usleep(2000 + (useconds_t)round * 700);
        kill(child, SIGKILL);
        waitpid(child, &result, 0);
        finished = WIFEXITED(result);
        store = open_store(path, 0, NULL, &error);
        cr_assert_not_null(store);
        cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 0);
        cr_expect_eq(findings(NULL), 0);
        insights_store_free(store);
        store = NULL;
    }
    store = open_store(path, 0, NULL, &error);
    cr_assert_eq(insights__purge_all(store, NULL, NULL, &error), INSIGHTS_OK);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from search"), 0);
    cr_expect_eq(ask("select count(*) from project"), 0);
    cr_expect_eq(findings("unfinished"), 0);
}

Test(scopes, large_deletes_survive_each_failing_allocation)
{
    char one[40];

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(mark(INSIGHTS_PROJECT, one), (void)0);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 0);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__purge_all(store, NULL, NULL, &error), (void)0);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
}

/* It is deleted or it is not; never is it said that memory was short where it
 * is. */
Test(scopes, who_waits_is_told_the_truth_when_memory_is_short)
{
    char one[40];
    int told = 0;
    int done = 0;

    for (long n = 0; !done; n += 13) {
        insights_record *record = NULL;
        insights_status status;

        keep(store, new_project("one"), one, &error);
        make_questions(one, 8);
        insights__alloc_fail_after(n);
        status = insights_store_delete(
            store, INSIGHTS_PROJECT, one, INSIGHTS_DELETE_WAIT, &error);
        insights__alloc_fail_after(-1);
        cr_expect_eq(
            insights_store_get(store, INSIGHTS_PROJECT, one, &record, NULL),
            status == INSIGHTS_E_NOMEM ? INSIGHTS_OK : INSIGHTS_E_NOT_FOUND);
        insights_record_free(record);
        told += status == INSIGHTS_E_AGAIN;
        done = status == INSIGHTS_OK && n > 1000;
        if (status != INSIGHTS_OK)
            cr_assert_eq(
                insights_store_delete(
                    store, INSIGHTS_PROJECT, one, INSIGHTS_DELETE_WAIT, &error),
                INSIGHTS_OK, "%s", insights_error_message(error));
        cr_expect_eq(ask("select count(*) from question"), 0);
        cr_expect_eq(ask("select count(*) from tombstone"), 0);
    }
    cr_expect_gt(told, 0);
}
