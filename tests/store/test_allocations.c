/* test_allocations.c - every allocation failing in turn, on every public
 * function of the store: each gives INSIGHTS_E_NOMEM, leaks nothing and
 * leaves the store usable. */
#include "store/make.h"
#include "support/fail_alloc.h"

static insights_store *store;
static insights_error *error;
static char project[40];
static char question[40];

static void set_up(void)
{
    store = open_store("memory:", 0, NULL, &error);
    keep(store, new_project("one"), project, &error);
    keep(store, new_question(project, 1, "What price?"), question, &error);
}

static void tear_down(void)
{
    insights_store_free(store);
    insights_error_free(error);
}

TestSuite(allocations, .init = set_up, .fini = tear_down);

Test(allocations, opening_memory_survives_each_failing)
{
    insights_store *other = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_open("memory:", NULL, &other, &error),
        insights_store_free(other);
        other = NULL);
}

Test(allocations, opening_and_making_a_file_survives_each_failing)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *other = NULL;
    char path[256];

    options.flags = INSIGHTS_STORE_CREATE;
    fresh_path(path, "allocations");
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_open(path, &options, &other, &error),
        insights_store_free(other);
        other = NULL);
    remove_path(path);
}

Test(allocations, saving_survives_each_failing)
{
    insights_record *record = new_question(project, 2, "How much is it?");

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_save(store, record, &error), (void)0);
    cr_expect_eq(insights_record_version(record), 1);
    insights_record_set_text(record, INSIGHTS_QUESTION_TEXT, "How long?");
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_save(store, record, &error), (void)0);
    cr_expect_eq(insights_record_version(record), 2);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 2);
    insights_record_free(record);
}

Test(allocations, getting_and_resolving_survive_each_failing)
{
    insights_record *record = NULL;
    char *id = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_get(store, INSIGHTS_QUESTION, question, &record, &error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_resolve(
            store, INSIGHTS_QUESTION, question + 28, &id, &error),
        insights_free(id);
        id = NULL);
}

/* Build a query with everything in it, as one call. */
static insights_status build(insights_query **out)
{
    insights_status status = insights_query_new(INSIGHTS_QUESTION, out, &error);

    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            *out, INSIGHTS_QUESTION_PROJECT_ID, INSIGHTS_EQ, project, &error);
    if (status == INSIGHTS_OK)
        status = insights_query_where_int(
            *out, INSIGHTS_QUESTION_POSITION, INSIGHTS_GE, 0, &error);
    if (status == INSIGHTS_OK)
        status = insights_query_order(
            *out, INSIGHTS_QUESTION_POSITION, INSIGHTS_DESCENDING, &error);
    if (status == INSIGHTS_OK)
        status = insights_query_limit(*out, 10, &error);
    return status;
}

/* Step through all of a query and take a token, as one call. */
static insights_status read_all(const insights_query *query, char **token)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status =
        insights_store_query(store, query, &cursor, &error);

    while (status == INSIGHTS_OK) {
        status = insights_cursor_next(cursor, &record, &error);
        insights_free(*token);
        *token = NULL;
        if (status == INSIGHTS_OK)
            status = insights_cursor_token(cursor, token, &error);
    }
    insights_cursor_free(cursor);
    return status;
}

Test(allocations, querying_survives_each_failing)
{
    insights_query *query = NULL;
    insights_query *kept = NULL;
    char *token = NULL;
    int64_t count = 0;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        build(&query), insights_query_free(query); query = NULL);
    build(&kept);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        read_all(kept, &token), insights_free(token); token = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_count(store, kept, &count, &error), (void)0);
    cr_expect_eq(count, 1);
    insights_query_free(kept);
}

Test(allocations, searching_survives_each_failing)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;

    insights_query_new(INSIGHTS_QUESTION, &query, &error);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_search(store, "what price", query, &cursor, &error),
        insights_cursor_free(cursor);
        cursor = NULL);
    insights_query_free(query);
}

Test(allocations, sql_and_check_survive_each_failing)
{
    insights_cursor *cursor = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_sql(
            store, "select id, 1.5, x'00' from v_question", &cursor, &error),
        insights_cursor_free(cursor);
        cursor = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_check(store, &cursor, &error),
        insights_cursor_free(cursor);
        cursor = NULL);
}

/* A transaction from begin to end, as one call. */
static insights_status commit(
    insights_record *saved,
    const insights_record *guarded,
    const char *gone)
{
    insights_transaction *transaction = NULL;
    insights_status status =
        insights_transaction_new(store, &transaction, &error);

    if (status == INSIGHTS_OK)
        status = insights_transaction_require(transaction, guarded, &error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_save(
            transaction, saved, INSIGHTS_SAVE_RESTORE, &error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_delete(
            transaction, INSIGHTS_QUESTION, gone, &error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(transaction, &error);
    insights_transaction_free(transaction);
    return status;
}

Test(allocations, transactions_survive_each_failing)
{
    insights_record *saved = new_question(project, 3, "Why?");
    insights_record *guarded = NULL;

    insights_record_set_id(saved, "01a20618-fcc2-765c-8fbc-b9c3b51071d3");
    insights_store_get(store, INSIGHTS_PROJECT, project, &guarded, &error);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        commit(saved, guarded, question), (void)0);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 1);
    insights_record_free(saved);
    insights_record_free(guarded);
}

Test(allocations, a_taken_key_is_told_whatever_fails)
{
    insights_record *again = new_project("one");

    for (long n = 0; n < 40; n++) {
        insights_status status;

        insights__alloc_fail_after(n);
        status = insights_store_save(store, again, &error);
        insights__alloc_fail_after(-1);
        cr_expect(
            status == INSIGHTS_E_NOMEM || status == INSIGHTS_E_EXISTS, "%d",
            status);
    }
    insights_record_free(again);
}

Test(allocations, deleting_survives_each_failing)
{
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_store_delete(store, INSIGHTS_PROJECT, project, 0, &error),
        (void)0);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 0);
}
