/* test_sqlite.c - what SQLite is told, and what is left in the files. */
#define _GNU_SOURCE

#include "backends/sqlite.h"
#include "store/internal.h"
#include "store/make.h"

#include <criterion/criterion.h>
#include <sys/stat.h>

static char path[256];
static insights_error *error;
static insights_store *store;
static char project[40];

static void set_up(void)
{
    fresh_path(path, "sqlite");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    keep(store, new_project("one"), project, &error);
}

static void tear_down(void)
{
    insights_store_free(store);
    insights_error_free(error);
    remove_path(path);
}

TestSuite(sqlite, .init = set_up, .fini = tear_down);

static insights__sqlite *file_of(void)
{
    return insights__sqlite_of(store->backend);
}

/* The first column of a statement as text, through any connection. */
static const char *ask(sqlite3 *db, const char *sql)
{
    static char answer[4096];
    sqlite3_stmt *statement = NULL;

    answer[0] = '\0';
    cr_assert_eq(
        sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK, "%s",
        sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(
            statement, sqlite3_column_count(statement) - 1);

        strncat(answer, text ? text : "", sizeof(answer) - strlen(answer) - 2);
        strcat(answer, ";");
    }
    sqlite3_finalize(statement);
    return answer;
}

Test(sqlite, settings_are_those_that_keep_files_safe)
{
    sqlite3 *db = file_of()->writer->db;

    cr_expect_str_eq(ask(db, "pragma journal_mode"), "wal;");
    cr_expect_str_eq(ask(db, "pragma synchronous"), "2;");
    cr_expect_str_eq(ask(db, "pragma secure_delete"), "2;");
    cr_expect_str_eq(ask(db, "pragma foreign_keys"), "0;");
    cr_expect_str_eq(ask(db, "pragma trusted_schema"), "0;");
    cr_expect_str_eq(ask(db, "pragma mmap_size"), "0;");
    cr_expect_str_eq(ask(db, "pragma cell_size_check"), "1;");
    cr_expect_str_eq(ask(db, "pragma application_id"), "1229869895;");
}

Test(sqlite, a_waiting_cursor_does_not_pin_the_log)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    int in_log = 0;
    int moved = 0;

    for (int i = 0; i < 3; i++)
        keep(store, new_person("Ada"), NULL, &error);
    insights_query_new(INSIGHTS_PERSON, &query, &error);
    insights_store_query(store, query, &cursor, &error);
    insights_cursor_next(cursor, &record, &error);
    cr_expect_eq(
        sqlite3_wal_checkpoint_v2(
            file_of()->writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, &in_log,
            &moved),
        SQLITE_OK);
    cr_expect_eq(in_log, 0);
    cr_expect_eq(drain(cursor), 2);
    insights_query_free(query);
}

Test(sqlite, the_log_stays_small_while_much_is_written)
{
    char name[300];
    char text[4000];
    struct stat info;

    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    for (int i = 0; i < 40; i++) {
        insights_transaction *transaction = NULL;

        insights_transaction_new(store, &transaction, &error);
        for (int j = 0; j < 100; j++) {
            insights_record *record = new_person("Ada");

            insights_record_set_text(record, INSIGHTS_PERSON_DESCRIPTION, text);
            insights_transaction_save(transaction, record, 0, &error);
            insights_record_free(record);
        }
        cr_assert_eq(
            insights_transaction_commit(transaction, &error), INSIGHTS_OK);
        insights_transaction_free(transaction);
    }
    snprintf(name, sizeof(name), "%s-wal", path);
    cr_assert_eq(stat(name, &info), 0);
    cr_expect_lt(info.st_size, 8 << 20);
}

Test(sqlite, closing_leaves_one_file_and_the_locks)
{
    char name[300];

    keep(store, new_person("Ada"), NULL, &error);
    insights_store_free(store);
    store = NULL;
    snprintf(name, sizeof(name), "%s-wal", path);
    cr_expect_neq(access(name, F_OK), 0);
    snprintf(name, sizeof(name), "%s-shm", path);
    cr_expect_neq(access(name, F_OK), 0);
}

Test(sqlite, a_log_that_somebody_pins_stops_writing_at_its_limit)
{
    sqlite3 *reader = NULL;

    sqlite3_open(path, &reader);
    sqlite3_exec(
        reader, "begin; select count(*) from person", NULL, NULL, NULL);
    keep(store, new_person("Ada"), NULL, &error);
    file_of()->wal_bytes = INSIGHTS__SQLITE_WAL_MAXIMUM + 1;
    cr_expect_eq(
        keep(store, new_person("Ada"), NULL, &error), INSIGHTS_E_AGAIN);
    cr_expect_eq(insights_error_retryable(error), 1);
    sqlite3_exec(reader, "commit", NULL, NULL, NULL);
    sqlite3_close(reader);
    cr_expect_eq(keep(store, new_person("Ada"), NULL, &error), INSIGHTS_OK);
}

Test(sqlite, two_handles_share_one_writer)
{
    insights_store *second = open_store(path, 0, NULL, &error);

    cr_expect_eq(second->backend, store->backend);
    insights_store_free(second);
}

Test(sqlite, a_group_is_one_line_of_the_commit_log)
{
    insights__connection *reader;
    insights_transaction *transaction = NULL;
    char before[64];

    insights__sqlite_reader(file_of(), &reader, &error);
    snprintf(
        before, sizeof(before), "%s",
        ask(reader->db, "select count(*) + 1 from commit_log"));
    insights_transaction_new(store, &transaction, &error);
    for (int i = 0; i < 3; i++) {
        insights_record *record = new_person("Ada");

        insights_transaction_save(transaction, record, 0, &error);
        insights_record_free(record);
    }
    insights_transaction_commit(transaction, &error);
    insights_transaction_free(transaction);
    cr_expect_str_eq(
        ask(reader->db, "select count(*) from commit_log"), before);
    cr_expect_str_eq(
        ask(reader->db, "select length(changes) from commit_log "
                        "order by seq desc limit 1"),
        "77;");
    insights__sqlite_reader_done(reader);
}

Test(sqlite, pages_in_order_use_an_index_and_sort_nothing)
{
    insights__predicate in_project = {
        insights__field_descriptor(INSIGHTS_CHANGE_PROJECT_ID), INSIGHTS_EQ,
        insights__value_text(project)};
    insights__place place;
    insights__select select;

    memset(&place, 0, sizeof(place));
    memset(&select, 0, sizeof(select));
    place.keys[0] = insights__value_int(5);
    strcpy(place.id, project);
    select.kind = insights__kind_descriptor(INSIGHTS_CHANGE);
    select.account = insights_store_account(store);
    select.conditions = &in_project;
    select.condition_count = 1;
    select.orders[0].field = insights__field_descriptor(INSIGHTS_CHANGE_AT);
    select.order_count = 1;
    for (int i = 0; i < 4; i++) {
        insights__sql sql = INSIGHTS__SQL_INIT;
        const char *plan;

        select.orders[0].descending = i & 1;
        select.after = i & 2 ? &place : NULL;
        insights__buffer_text_append(&sql.text, "explain query plan ");
        insights__sql_select(&sql, &insights__sql_sqlite, &select, 0, 10);
        plan = ask(file_of()->writer->db, insights__buffer_text(&sql.text));
        cr_expect_null(strstr(plan, "TEMP B-TREE"), "%s", plan);
        cr_expect_not_null(strstr(plan, "USING INDEX"), "%s", plan);
        if (i & 2)
            cr_expect_not_null(strstr(plan, i & 1 ? "<" : ">"), "%s", plan);
        insights__sql_free(&sql);
    }
}

Test(sqlite, views_are_the_documented_surface_of_every_stored_kind)
{
    sqlite3 *db = file_of()->writer->db;

    for (size_t i = 0; i < insights__kinds_count; i++) {
        char sql[200];

        if (!insights__kinds[i].stored)
            continue;
        snprintf(
            sql, sizeof(sql), "select count(*) from v_%s",
            insights__kinds[i].name);
        cr_expect_neq(strlen(ask(db, sql)), 0);
    }
}
