/* scopes.h - a store in which three records are many, for the tests of large
 * deletes. Included by one file of a program. */
#ifndef INSIGHTS_TESTS_STORE_SCOPES_H
#define INSIGHTS_TESTS_STORE_SCOPES_H

#include "store/internal.h"
#include "store/make.h"

#include <criterion/criterion.h>
#include <sqlite3.h>

static char path[256];
static insights_error *error;
static insights_store *store;

static inline void set_up(void)
{
    fresh_path(path, "scopes");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    store->delete_maximum = 3;
    store->purge_rows = 5;
    store->purge_by_hand = 1;
}

static inline void tear_down(void)
{
    insights_store_free(store);
    insights_error_free(error);
    remove_path(path);
}

/* Delete without anybody who takes rows away. */
static inline insights_status mark(insights_kind kind, const char *id)
{
    insights_transaction *transaction = NULL;
    insights_status status =
        insights_transaction_new(store, &transaction, &error);

    if (status == INSIGHTS_OK)
        status = insights_transaction_delete(transaction, kind, id, &error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(transaction, &error);
    insights_transaction_free(transaction);
    return status;
}

/* Take one batch away; how many rows went. */
static inline int64_t purge_once(void)
{
    insights_transaction transaction;
    insights__operation operation;
    insights__backend *backend = NULL;

    memset(&transaction, 0, sizeof(transaction));
    memset(&operation, 0, sizeof(operation));
    operation.type = INSIGHTS__PURGE;
    transaction.store = store;
    transaction.operations.items = &operation;
    transaction.operations.count = 1;
    insights__store_use(store, &backend, &error);
    cr_assert_eq(
        insights__queue_commit(backend, &transaction, 10000, &error),
        INSIGHTS_OK, "%s", insights_error_message(error));
    return operation.rows;
}

/* A number straight from the file, past the library. */
static inline int64_t ask(const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

static inline int64_t findings(const char *code)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    int64_t count = 0;

    cr_assert_eq(insights_store_check(store, &cursor, &error), INSIGHTS_OK);
    while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK)
        count +=
            !code == !!strcmp(
                         insights_record_text(record, INSIGHTS_FINDING_CODE),
                         code ? code : "unfinished");
    insights_cursor_free(cursor);
    return count;
}

static inline void make_questions(const char *project, int count)
{
    for (int i = 0; i < count; i++)
        cr_assert_eq(
            keep(
                store, new_question(project, i, "Which prices?"), NULL, &error),
            INSIGHTS_OK, "%s", insights_error_message(error));
}

static inline int64_t search_count(insights_kind kind, const char *text)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;

    insights_query_new(kind, &query, &error);
    insights_query_limit(query, 1000, &error);
    cr_assert_eq(
        insights_store_search(store, text, query, &cursor, &error),
        INSIGHTS_OK);
    insights_query_free(query);
    return drain(cursor);
}

#endif
