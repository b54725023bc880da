/* test_snapshots.c - queries whose records are fixed at the start. */
#include "store/make.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>

#define QUESTIONS 600

static insights_error *error;
static insights_store *store;
static char project[40];
static char ids[QUESTIONS][40];

static void set_up(void)
{
    store = open_store("memory:", 0, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    keep(store, new_project("one"), project, &error);
    for (int i = 0; i < QUESTIONS; i++)
        keep(
            store, new_question(project, QUESTIONS - i, "Why?"), ids[i],
            &error);
}

static void tear_down(void)
{
    insights_store_free(store);
    insights_error_free(error);
}

TestSuite(snapshots, .init = set_up, .fini = tear_down);

static insights_query *snapshot_query(void)
{
    insights_query *query = NULL;

    insights_query_new(INSIGHTS_QUESTION, &query, &error);
    insights_query_where_text(
        query, INSIGHTS_QUESTION_PROJECT_ID, INSIGHTS_EQ, project, &error);
    insights_query_order(
        query, INSIGHTS_QUESTION_POSITION, INSIGHTS_ASCENDING, &error);
    insights_query_set_flags(query, INSIGHTS_QUERY_SNAPSHOT, &error);
    return query;
}

static insights_cursor *read_snapshot(insights_query *query)
{
    insights_cursor *cursor = NULL;

    cr_assert_eq(
        insights_store_query(store, query, &cursor, &error), INSIGHTS_OK, "%s",
        insights_error_message(error));
    insights_query_free(query);
    return cursor;
}

static void move(const char *id, int64_t position)
{
    insights_record *record = NULL;

    insights_store_get(store, INSIGHTS_QUESTION, id, &record, &error);
    insights_record_set_int(record, INSIGHTS_QUESTION_POSITION, position);
    cr_assert_eq(insights_store_save(store, record, &error), INSIGHTS_OK);
    insights_record_free(record);
}

Test(snapshots, what_is_added_moved_or_deleted_later_changes_nothing_else)
{
    insights_cursor *cursor = read_snapshot(snapshot_query());
    const insights_record *record = NULL;
    int count = 0;

    keep(store, new_question(project, 0, "New?"), NULL, &error);
    move(ids[QUESTIONS - 1], 5000);
    insights_store_delete(store, INSIGHTS_QUESTION, ids[10], 0, &error);
    while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK) {
        int at = QUESTIONS - 1 - count - (count >= QUESTIONS - 11);

        cr_assert_str_eq(insights_record_id(record), ids[at]);
        cr_assert_eq(
            insights_record_int(record, INSIGHTS_QUESTION_POSITION),
            at == QUESTIONS - 1 ? 5000 : QUESTIONS - at);
        count++;
    }
    cr_expect_eq(count, QUESTIONS - 1);
    insights_cursor_free(cursor);
}

Test(snapshots, have_a_limit_and_begin_behind_a_token)
{
    insights_query *query = snapshot_query();
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    char *token = NULL;

    insights_query_set_flags(query, 0, &error);
    insights_store_query(store, query, &cursor, &error);
    for (int i = 0; i < 300; i++)
        insights_cursor_next(cursor, &record, &error);
    cr_assert_eq(insights_cursor_token(cursor, &token, &error), INSIGHTS_OK);
    insights_cursor_free(cursor);
    insights_query_set_flags(query, INSIGHTS_QUERY_SNAPSHOT, &error);
    insights_query_after(query, token, &error);
    insights_query_limit(query, 270, &error);
    cursor = read_snapshot(query);
    cr_assert_eq(insights_cursor_next(cursor, &record, &error), INSIGHTS_OK);
    cr_expect_str_eq(insights_record_id(record), ids[QUESTIONS - 301]);
    cr_expect_eq(drain(cursor), 269);
    insights_free(token);
}

Test(snapshots, have_no_page_token)
{
    insights_cursor *cursor = read_snapshot(snapshot_query());
    const insights_record *record = NULL;
    char *token = NULL;

    insights_cursor_next(cursor, &record, &error);
    cr_expect_eq(
        insights_cursor_token(cursor, &token, &error), INSIGHTS_E_UNSUPPORTED);
    cr_expect_null(token);
    insights_cursor_free(cursor);
}

Test(snapshots, are_asked_for_by_a_known_flag)
{
    insights_query *query = snapshot_query();

    cr_expect_eq(
        insights_query_set_flags(query, 1u << 7, &error), INSIGHTS_E_INVALID);
    cr_expect_eq(insights_query_set_flags(NULL, 0, &error), INSIGHTS_E_INVALID);
    insights_query_free(query);
}

static insights_status read_all(insights_query *query)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status =
        insights_store_query(store, query, &cursor, &error);

    while (status == INSIGHTS_OK)
        status = insights_cursor_next(cursor, &record, &error);
    insights_cursor_free(cursor);
    return status == INSIGHTS_DONE ? INSIGHTS_OK : status;
}

Test(snapshots, survive_each_failing_allocation)
{
    insights_query *query = snapshot_query();

    insights_query_limit(query, 20, &error);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(read_all(query), (void)0);
    insights_query_free(query);
}
