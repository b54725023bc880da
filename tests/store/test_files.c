/* test_files.c - files that are locked, unwritable, full, damaged, foreign
 * or newer: a clear error that names them, and nothing lost. */
#define _GNU_SOURCE

#include "store/make.h"

#include "base/platform/platform.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char path[256];
static insights_error *error;

static void set_up(void)
{
    fresh_path(path, "files");
}

static void tear_down(void)
{
    insights_error_free(error);
    remove_path(path);
}

TestSuite(files, .init = set_up, .fini = tear_down);

static void write_file(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(name, "wb");

    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

/* A store with three persons, closed. */
static void make_store(void)
{
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);

    for (int i = 0; i < 3; i++)
        keep(store, new_person("Ada"), NULL, &error);
    insights_store_free(store);
}

static void expect_failure(uint32_t flags, insights_status expected)
{
    cr_expect_null(open_store(path, flags, NULL, &error));
    cr_expect_eq(
        insights_error_code(error), expected, "%d: %s",
        insights_error_code(error), insights_error_message(error));
    cr_expect_not_null(
        strstr(insights_error_message(error), path), "%s",
        insights_error_message(error));
}

static void foreign(const char *sql)
{
    sqlite3 *db = NULL;

    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_expect_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* --- Files that are no stores --------------------------------------------- */

Test(files, bytes_that_are_no_database_are_refused)
{
    char bytes[5000];

    memset(bytes, 'x', sizeof(bytes));
    write_file(path, bytes, sizeof(bytes));
    expect_failure(0, INSIGHTS_E_CORRUPT);
    expect_failure(INSIGHTS_STORE_CREATE, INSIGHTS_E_CORRUPT);
    expect_failure(INSIGHTS_STORE_READ_ONLY, INSIGHTS_E_CORRUPT);
}

Test(files, an_empty_file_becomes_a_store_only_when_asked)
{
    write_file(path, "", 0);
    expect_failure(0, INSIGHTS_E_CORRUPT);
    make_store();
}

Test(files, a_database_of_another_program_is_left_alone)
{
    foreign("create table theirs (x); insert into theirs values (1)");
    expect_failure(0, INSIGHTS_E_CORRUPT);
    expect_failure(INSIGHTS_STORE_CREATE, INSIGHTS_E_CORRUPT);
    foreign("select count(*) from theirs");
}

Test(files, a_folder_is_refused)
{
    mkdir(path, 0700);
    cr_expect_null(open_store(path, INSIGHTS_STORE_CREATE, NULL, &error));
    cr_expect_lt(insights_error_code(error), 0);
    rmdir(path);
}

Test(files, a_missing_folder_is_named)
{
    snprintf(path, sizeof(path), "/tmp/insights-no-such-folder/x.insights");
    expect_failure(INSIGHTS_STORE_CREATE, INSIGHTS_E_NOT_FOUND);
    expect_failure(0, INSIGHTS_E_NOT_FOUND);
}

Test(files, a_newer_file_is_refused_by_what_it_needs)
{
    make_store();
    foreign("update meta set value = '99' where key = 'min_writer'");
    expect_failure(0, INSIGHTS_E_NEWER);
    {
        insights_store *reader =
            open_store(path, INSIGHTS_STORE_READ_ONLY, NULL, &error);

        cr_assert_not_null(reader);
        cr_expect_eq(count_kind(reader, INSIGHTS_PERSON), 3);
        insights_store_free(reader);
    }
    foreign("update meta set value = '99' where key = 'min_reader'");
    expect_failure(INSIGHTS_STORE_READ_ONLY, INSIGHTS_E_NEWER);
}

Test(files, a_file_made_newer_meanwhile_is_not_written)
{
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);

    foreign("update meta set value = '99' where key = 'min_writer'");
    cr_expect_eq(
        keep(store, new_person("Ada"), NULL, &error), INSIGHTS_E_NEWER);
    insights_store_free(store);
}

Test(files, what_an_earlier_version_lacked_is_added)
{
    insights_store *store;

    make_store();
    foreign("drop view v_person; alter table person drop column description;"
            "drop table memo; update meta set value = '' where key = 'model';"
            "update meta set value = '0' where key = 'model_version'");
    expect_failure(INSIGHTS_STORE_READ_ONLY, INSIGHTS_E_READ_ONLY);
    store = open_store(path, 0, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 3);
    cr_expect_eq(count_kind(store, INSIGHTS_MEMO), 0);
    insights_store_free(store);
}

/* --- Locks ---------------------------------------------------------------- */

Test(files, another_programs_lock_is_busy_after_the_timeout)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;
    sqlite3 *db = NULL;

    make_store();
    options.busy_timeout_ms = 100;
    insights_store_open(path, &options, &store, &error);
    sqlite3_open(path, &db);
    sqlite3_exec(db, "begin immediate", NULL, NULL, NULL);
    cr_expect_eq(keep(store, new_person("Bob"), NULL, &error), INSIGHTS_E_BUSY);
    cr_expect_eq(insights_error_retryable(error), 1);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 3);
    sqlite3_exec(db, "rollback", NULL, NULL, NULL);
    sqlite3_close(db);
    cr_expect_eq(keep(store, new_person("Bob"), NULL, &error), INSIGHTS_OK);
    insights_store_free(store);
}

/* Hold the turn in a child until a byte comes. */
static pid_t hold_turn(int ready, int done)
{
    pid_t child = fork();
    char side[300];
    insights__file file;
    char byte = 1;

    if (child)
        return child;
    snprintf(side, sizeof(side), "%s-insights", path);
    insights__file_open(side, INSIGHTS__FILE_WRITE, &file);
    insights__file_lock(file, INSIGHTS__LOCK_PROCESS, 0, 1, 1);
    if (write(ready, &byte, 1) != 1 || read(done, &byte, 1) < 0)
        _exit(1);
    _exit(0);
}

Test(files, a_turn_that_never_ends_is_busy_after_the_timeout)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;
    int ready[2];
    int done[2];
    char byte;
    pid_t child;

    make_store();
    cr_assert_eq(pipe(ready), 0);
    cr_assert_eq(pipe(done), 0);
    child = hold_turn(ready[1], done[0]);
    cr_assert_eq(read(ready[0], &byte, 1), 1);
    options.busy_timeout_ms = 100;
    insights_store_open(path, &options, &store, &error);
    cr_assert_not_null(store);
    cr_expect_eq(keep(store, new_person("Bob"), NULL, &error), INSIGHTS_E_BUSY);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    cr_expect_eq(keep(store, new_person("Bob"), NULL, &error), INSIGHTS_OK);
    insights_store_free(store);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(done[i]);
    }
}

/* --- Media ---------------------------------------------------------------- */

/* Run a function as somebody without rights, where we have all of them. */
static int as_nobody(void (*function)(void))
{
    pid_t child = fork();
    int result = 0;

    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(77);
        function();
        _exit(0);
    }
    waitpid(child, &result, 0);
    return WIFEXITED(result) ? WEXITSTATUS(result) : 1;
}

static void read_and_try_to_write(void)
{
    insights_error *why = NULL;
    insights_store *reader =
        open_store(path, INSIGHTS_STORE_READ_ONLY, NULL, &why);
    insights_store *writer;

    if (!reader || count_kind(reader, INSIGHTS_PERSON) != 3)
        _exit(1);
    insights_store_free(reader);
    writer = open_store(path, 0, NULL, &why);
    if (writer || (insights_error_code(why) != INSIGHTS_E_READ_ONLY &&
                   insights_error_code(why) != INSIGHTS_E_DENIED))
        _exit(2);
    insights_error_free(why);
}

Test(files, a_file_that_cannot_be_written_can_be_read)
{
    char folder[300];

    snprintf(folder, sizeof(folder), "%s-folder", path);
    mkdir(folder, 0755);
    snprintf(path, sizeof(path), "%.200s/x.insights", folder);
    make_store();
    chmod(path, 0444);
    chmod(folder, 0555);
    {
        int result = as_nobody(read_and_try_to_write);

        cr_expect(result == 0 || result == 77, "%d", result);
    }
    chmod(folder, 0755);
    remove_path(path);
    rmdir(folder);
}

/* Writes beyond the limit fail as on a full disk. */
static void fill(void)
{
    struct rlimit limit = {0, 0};
    insights_store *store = open_store(path, 0, NULL, &error);
    insights_status status = INSIGHTS_OK;
    struct stat info;
    char text[20000];
    int64_t before = count_kind(store, INSIGHTS_PERSON);

    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    signal(SIGXFSZ, SIG_IGN);
    stat(path, &info);
    limit.rlim_cur = (rlim_t)info.st_size + 300000;
    limit.rlim_max = limit.rlim_cur;
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; i < 200 && status == INSIGHTS_OK; i++) {
        insights_record *record = new_person("Ada");

        insights_record_set_text(record, INSIGHTS_PERSON_DESCRIPTION, text);
        status = keep(store, record, NULL, &error);
        before += status == INSIGHTS_OK;
    }
    if (status != INSIGHTS_E_FULL && status != INSIGHTS_E_IO)
        _exit(3);
    if (count_kind(store, INSIGHTS_PERSON) != before)
        _exit(4);
    _exit((int)before);
}

Test(files, a_full_disk_loses_nothing_that_was_acknowledged)
{
    insights_store *store;
    insights_cursor *findings = NULL;
    int result = 0;
    pid_t child;

    make_store();
    child = fork();
    if (child == 0)
        fill();
    waitpid(child, &result, 0);
    cr_assert(WIFEXITED(result));
    cr_assert_gt(WEXITSTATUS(result), 4, "%d", WEXITSTATUS(result));
    store = open_store(path, 0, NULL, &error);
    cr_assert_not_null(store);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), WEXITSTATUS(result));
    cr_expect_eq(keep(store, new_person("Bob"), NULL, &error), INSIGHTS_OK);
    insights_store_check(store, &findings, &error);
    cr_expect_eq(drain(findings), 0);
    insights_store_free(store);
}

/* --- Damage --------------------------------------------------------------- */

static void overwrite(long at, size_t length)
{
    FILE *file = fopen(path, "r+b");

    fseek(file, at, SEEK_SET);
    for (size_t i = 0; i < length; i++)
        fputc((int)(i * 37 & 0xff), file);
    fclose(file);
}

Test(files, a_damaged_file_is_found_out_by_the_check)
{
    insights_store *store = NULL;
    insights_cursor *findings = NULL;
    long size;

    make_store();
    {
        struct stat info;

        stat(path, &info);
        size = (long)info.st_size;
    }
    for (long at = 4096 * 40; at < size; at += 4096 * 3)
        overwrite(at, 200);
    store = open_store(path, 0, NULL, &error);
    if (store) {
        insights_status status = insights_store_check(store, &findings, &error);

        cr_expect(status == INSIGHTS_OK || status == INSIGHTS_E_CORRUPT);
        if (status == INSIGHTS_OK)
            cr_expect_gt(drain(findings), 0);
        insights_store_free(store);
    } else {
        cr_expect_eq(insights_error_code(error), INSIGHTS_E_CORRUPT);
    }
}

Test(files, a_truncated_file_is_refused_or_found_out)
{
    insights_store *store = NULL;

    make_store();
    cr_assert_eq(truncate(path, 4096 * 5 + 100), 0);
    store = open_store(path, 0, NULL, &error);
    if (store) {
        insights_cursor *findings = NULL;

        if (insights_store_check(store, &findings, &error) == INSIGHTS_OK)
            cr_expect_gt(drain(findings), 0);
        insights_store_free(store);
    } else {
        cr_expect_eq(insights_error_code(error), INSIGHTS_E_CORRUPT);
    }
}

Test(files, a_dangling_reference_is_a_finding)
{
    insights_store *store;
    insights_cursor *findings = NULL;
    const insights_record *finding = NULL;
    char project[40];
    char question[40];

    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    keep(store, new_project("one"), project, &error);
    keep(store, new_question(project, 1, "why"), question, &error);
    insights_store_free(store);
    foreign("delete from project");
    store = open_store(path, 0, NULL, &error);
    cr_assert_eq(insights_store_check(store, &findings, &error), INSIGHTS_OK);
    cr_assert_eq(insights_cursor_next(findings, &finding, &error), INSIGHTS_OK);
    cr_expect_str_eq(
        insights_record_text(finding, INSIGHTS_FINDING_CODE), "reference");
    cr_expect_str_eq(
        insights_record_text(finding, INSIGHTS_FINDING_RECORD_ID), question);
    insights_cursor_free(findings);
    insights_store_free(store);
}
