/* test_processes.c - forks, deaths, and several processes on one file. */
#define _GNU_SOURCE

#include "store/make.h"

#include "base/environment.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <sys/wait.h>

static char path[256];
static insights_error *error;

static void set_up(void)
{
    fresh_path(path, "processes");
}

static void tear_down(void)
{
    insights_error_free(error);
    remove_path(path);
}

TestSuite(processes, .init = set_up, .fini = tear_down, .timeout = 60);

static int wait_for(pid_t child)
{
    int result = 0;

    waitpid(child, &result, 0);
    return WIFEXITED(result) ? WEXITSTATUS(result) : 1000 + WTERMSIG(result);
}

/* --- Forks ---------------------------------------------------------------- */

/* What a child does with a store of its parent; one that dies does not close
 * it. */
static int use_in_child(insights_store *store, int dies)
{
    insights_error *why = NULL;

    if (count_kind(store, INSIGHTS_PERSON) < 1)
        return 1;
    for (int i = 0; i < 20; i++) {
        if (keep(store, new_person("child"), NULL, &why) != INSIGHTS_OK) {
            fprintf(stderr, "%s\n", insights_error_message(why));
            return 2;
        }
    }
    if (!dies)
        insights_store_free(store);
    return 0;
}

Test(processes, a_forked_child_goes_on_using_a_store)
{
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    insights_cursor *findings = NULL;
    pid_t child;

    keep(store, new_person("parent"), NULL, &error);
    child = fork();
    if (child == 0)
        _exit(use_in_child(store, 0));
    for (int i = 0; i < 20; i++)
        cr_expect_eq(
            keep(store, new_person("parent"), NULL, &error), INSIGHTS_OK);
    cr_expect_eq(wait_for(child), 0);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 41);
    cr_expect_eq(keep(store, new_person("parent"), NULL, &error), INSIGHTS_OK);
    insights_store_check(store, &findings, &error);
    cr_expect_eq(drain(findings), 0);
    insights_store_free(store);
}

Test(processes, what_a_child_has_open_survives_that_its_parent_closes)
{
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    insights_cursor *findings = NULL;
    int opened[2];
    int closed[2];
    char byte = 1;
    pid_t child;

    keep(store, new_person("parent"), NULL, &error);
    cr_assert_eq(pipe(opened), 0);
    cr_assert_eq(pipe(closed), 0);
    child = fork();
    if (child == 0) {
        if (keep(store, new_person("child"), NULL, NULL) != INSIGHTS_OK ||
            write(opened[1], &byte, 1) != 1 || read(closed[0], &byte, 1) != 1)
            _exit(4);
        _exit(use_in_child(store, 1));
    }
    cr_assert_eq(read(opened[0], &byte, 1), 1);
    insights_store_free(store);
    cr_assert_eq(write(closed[1], &byte, 1), 1);
    cr_expect_eq(wait_for(child), 0);
    store = open_store(path, 0, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 22);
    insights_store_check(store, &findings, &error);
    cr_expect_eq(drain(findings), 0);
    insights_store_free(store);
    for (int i = 0; i < 2; i++) {
        close(opened[i]);
        close(closed[i]);
    }
}

Test(processes, a_child_that_dies_takes_nothing_from_its_parent)
{
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    pid_t child;

    keep(store, new_person("parent"), NULL, &error);
    child = fork();
    if (child == 0) {
        insights_store_free(store);
        _exit(0);
    }
    cr_expect_eq(wait_for(child), 0);
    cr_expect_eq(keep(store, new_person("parent"), NULL, &error), INSIGHTS_OK);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 2);
    insights_store_free(store);
}

Test(processes, a_store_in_memory_lives_on_in_a_child)
{
    insights_store *store = open_store("memory:", 0, NULL, &error);
    pid_t child;

    keep(store, new_person("parent"), NULL, &error);
    child = fork();
    if (child == 0)
        _exit(use_in_child(store, 0));
    cr_expect_eq(wait_for(child), 0);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 1);
    insights_store_free(store);
}

/* --- Deaths --------------------------------------------------------------- */

/* Save persons for ever, and tell each id once it is on disk. */
static void write_for_ever(int to)
{
    insights_store *store = open_store(path, 0, NULL, NULL);

    for (;;) {
        char id[40];

        if (keep(store, new_person("Ada"), id, NULL) != INSIGHTS_OK ||
            write(to, id, 36) != 36)
            _exit(1);
    }
}

/* Kill a writer after a while; returns how many ids it told that are gone. */
static int lost_after_kill(int milliseconds, int *told)
{
    static char ids[100000 * 36];
    int lost = 0;
    ssize_t got;
    size_t length = 0;
    int tube[2];
    pid_t child;
    insights_store *store;

    cr_assert_eq(pipe(tube), 0);
    child = fork();
    if (child == 0)
        write_for_ever(tube[1]);
    close(tube[1]);
    usleep((useconds_t)milliseconds * 1000);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while (length < sizeof(ids) &&
           (got = read(tube[0], ids + length, sizeof(ids) - length)) > 0)
        length += (size_t)got;
    close(tube[0]);
    store = open_store(path, 0, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    for (size_t at = 0; at + 36 <= length; at += 36) {
        insights_record *record = NULL;
        char id[40] = "";

        memcpy(id, ids + at, 36);
        lost += insights_store_get(store, INSIGHTS_PERSON, id, &record, NULL) !=
                INSIGHTS_OK;
        insights_record_free(record);
        (*told)++;
    }
    insights_store_free(store);
    return lost;
}

Test(processes, a_killed_writer_loses_nothing_it_acknowledged)
{
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    insights_cursor *findings = NULL;
    int told = 0;

    insights_store_free(store);
    for (int i = 0; i < 8; i++)
        cr_expect_eq(lost_after_kill(30 + 17 * i, &told), 0);
    cr_expect_gt(told, 20);
    store = open_store(path, 0, NULL, &error);
    insights_store_check(store, &findings, &error);
    cr_expect_eq(drain(findings), 0);
    insights_store_free(store);
}

/* --- Together ------------------------------------------------------------- */

#define WRITERS 4

/* Save for two seconds and exit with the number of commits by tens, or 255
 * after any failure. */
static int write_for_a_while(void)
{
    int64_t until = insights__monotonic_ns() + (int64_t)2000 * 1000000;
    insights_error *why = NULL;
    insights_store *store = open_store(path, 0, NULL, &why);
    int done = 0;

    if (!store)
        return 255;
    while (insights__monotonic_ns() < until) {
        if (keep(store, new_person("Ada"), NULL, &why) != INSIGHTS_OK)
            return 255;
        done++;
    }
    insights_store_free(store);
    return done / 10 > 250 ? 250 : done / 10;
}

Test(processes, four_writers_share_the_turn_and_none_is_busy)
{
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    pid_t children[WRITERS];
    int least = 255;
    int most = 0;

    insights_store_free(store);
    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(write_for_a_while());
    }
    for (int i = 0; i < WRITERS; i++) {
        int done = wait_for(children[i]);

        cr_assert_lt(done, 255);
        least = done < least ? done : least;
        most = done > most ? done : most;
    }
    cr_expect_geq(least * 10, most * 3, "least %d, most %d", least, most);
}

Test(processes, two_processes_that_make_one_file_share_it)
{
    pid_t children[WRITERS];
    insights_store *store;

    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            store = open_store(path, INSIGHTS_STORE_CREATE, NULL, NULL);
            _exit(
                store && keep(store, new_person("Ada"), NULL, NULL) ==
                             INSIGHTS_OK
                    ? 0
                    : 1);
        }
    }
    for (int i = 0; i < WRITERS; i++)
        cr_expect_eq(wait_for(children[i]), 0);
    store = open_store(path, INSIGHTS_STORE_ADMIN, NULL, &error);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), WRITERS);
    cr_expect_eq(count_kind(store, INSIGHTS_ACCOUNT), 1);
    insights_store_free(store);
}
