/* test_tenants.c - what belongs to another account is not there: every
 * public function of the store is tried with a foreign id. */
#include "store/make.h"

#include <criterion/criterion.h>

static char path[256];
static insights_error *error;
static insights_store *mine;
static insights_store *theirs;
static insights_store *admin;
static char my_project[40];
static char their_project[40];
static char their_question[40];
static char their_person[40];

static void set_up(void)
{
    insights_record *account = new_record(INSIGHTS_ACCOUNT);

    fresh_path(path, "tenants");
    mine = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    admin = open_store(path, INSIGHTS_STORE_ADMIN, NULL, &error);
    insights_record_set_text(account, INSIGHTS_ACCOUNT_SLUG, "other");
    insights_record_set_text(account, INSIGHTS_ACCOUNT_NAME, "Other");
    cr_assert_eq(keep(admin, account, NULL, &error), INSIGHTS_OK);
    theirs = open_store(path, 0, "other", &error);
    cr_assert_not_null(theirs);
    keep(mine, new_project("same"), my_project, &error);
    keep(theirs, new_project("same"), their_project, &error);
    keep(
        theirs, new_question(their_project, 1, "secret price"), their_question,
        &error);
    keep(theirs, new_person("Eve"), their_person, &error);
}

static void tear_down(void)
{
    insights_store_free(mine);
    insights_store_free(theirs);
    insights_store_free(admin);
    insights_error_free(error);
    remove_path(path);
}

TestSuite(tenants, .init = set_up, .fini = tear_down);

static insights_record *get(
    insights_store *store,
    insights_kind kind,
    const char *id)
{
    insights_record *record = NULL;

    insights_store_get(store, kind, id, &record, &error);
    return record;
}

Test(tenants, handles_are_bound_to_different_accounts)
{
    cr_expect_str_neq(
        insights_store_account(mine), insights_store_account(theirs));
    cr_expect_null(insights_store_account(admin));
    cr_expect_null(open_store(path, 0, "nobody", &error));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_NOT_FOUND);
}

Test(tenants, the_same_key_stands_in_both)
{
    cr_expect_str_neq(my_project, their_project);
    cr_expect_eq(count_kind(mine, INSIGHTS_PROJECT), 1);
    cr_expect_eq(count_kind(admin, INSIGHTS_PROJECT), 2);
}

Test(tenants, get_does_not_find_a_foreign_record)
{
    cr_expect_null(get(mine, INSIGHTS_QUESTION, their_question));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_NOT_FOUND);
    cr_expect_null(get(mine, INSIGHTS_ACCOUNT, insights_store_account(theirs)));
}

Test(tenants, save_neither_changes_nor_takes_over_a_foreign_record)
{
    insights_record *record = get(theirs, INSIGHTS_QUESTION, their_question);
    insights_record *seen;

    insights_record_set_text(record, INSIGHTS_QUESTION_TEXT, "mine now");
    cr_expect_lt(insights_store_save(mine, record, &error), 0);
    insights_record_set_text(
        record, INSIGHTS_QUESTION_ACCOUNT_ID, insights_store_account(mine));
    cr_expect_lt(insights_store_save(mine, record, &error), 0);
    insights_record_free(record);
    seen = get(theirs, INSIGHTS_QUESTION, their_question);
    cr_expect_str_eq(
        insights_record_text(seen, INSIGHTS_QUESTION_TEXT), "secret price");
    insights_record_free(seen);
}

Test(tenants, an_account_field_of_another_account_is_refused)
{
    insights_record *record = new_person("Mallory");

    insights_record_set_text(
        record, INSIGHTS_PERSON_ACCOUNT_ID, insights_store_account(theirs));
    cr_expect_eq(keep(mine, record, NULL, &error), INSIGHTS_E_DENIED);
    record = new_record(INSIGHTS_ACCOUNT);
    insights_record_set_text(record, INSIGHTS_ACCOUNT_SLUG, "third");
    insights_record_set_text(record, INSIGHTS_ACCOUNT_NAME, "Third");
    cr_expect_eq(keep(mine, record, NULL, &error), INSIGHTS_E_DENIED);
}

Test(tenants, a_reference_to_a_foreign_record_is_refused)
{
    cr_expect_eq(
        keep(mine, new_question(their_project, 1, "x"), NULL, &error),
        INSIGHTS_E_REFERENCE);
    cr_expect_eq(
        keep(
            mine, new_tag(my_project, "person", their_person, "x"), NULL,
            &error),
        INSIGHTS_E_REFERENCE);
}

Test(tenants, a_record_cannot_be_moved_under_a_foreign_project)
{
    insights_record *record = new_question(my_project, 1, "x");

    cr_assert_eq(insights_store_save(mine, record, &error), INSIGHTS_OK);
    insights_record_set_text(
        record, INSIGHTS_QUESTION_PROJECT_ID, their_project);
    cr_expect_eq(
        insights_store_save(mine, record, &error), INSIGHTS_E_REFERENCE);
    insights_record_free(record);
}

Test(tenants, delete_does_not_find_a_foreign_record)
{
    cr_expect_eq(
        insights_store_delete(
            mine, INSIGHTS_QUESTION, their_question, 0, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_delete(
            mine, INSIGHTS_ACCOUNT, insights_store_account(theirs), 0, &error),
        INSIGHTS_E_DENIED);
    cr_expect_eq(count_kind(theirs, INSIGHTS_QUESTION), 1);
}

Test(tenants, resolve_does_not_find_a_foreign_id)
{
    char *found = NULL;

    cr_expect_eq(
        insights_store_resolve(
            mine, INSIGHTS_QUESTION, their_question + 28, &found, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_resolve(
            mine, INSIGHTS_QUESTION, their_question, &found, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_resolve(
            theirs, INSIGHTS_QUESTION, their_question + 28, &found, &error),
        INSIGHTS_OK);
    insights_free(found);
}

/* What a query by a foreign project, and by the foreign account, gives. */
Test(tenants, query_count_and_search_give_nothing_foreign)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    int64_t count = -1;

    insights_query_new(INSIGHTS_QUESTION, &query, &error);
    insights_store_query(mine, query, &cursor, &error);
    cr_expect_eq(drain(cursor), 0);
    insights_store_search(mine, "secret", query, &cursor, &error);
    cr_expect_eq(drain(cursor), 0);
    insights_query_where_text(
        query, INSIGHTS_QUESTION_PROJECT_ID, INSIGHTS_EQ, their_project,
        &error);
    insights_store_query(mine, query, &cursor, &error);
    cr_expect_eq(drain(cursor), 0);
    insights_store_count(mine, query, &count, &error);
    cr_expect_eq(count, 0);
    insights_store_search(mine, "secret", query, &cursor, &error);
    cr_expect_eq(drain(cursor), 0);
    insights_store_search(theirs, "secret", query, &cursor, &error);
    cr_expect_eq(drain(cursor), 1);
    insights_query_where_text(
        query, INSIGHTS_QUESTION_ACCOUNT_ID, INSIGHTS_EQ,
        insights_store_account(theirs), &error);
    insights_store_count(mine, query, &count, &error);
    cr_expect_eq(count, 0);
    insights_query_free(query);
}

Test(tenants, a_page_token_does_not_cross_accounts)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    char *token = NULL;

    insights_query_new(INSIGHTS_QUESTION, &query, &error);
    insights_store_query(theirs, query, &cursor, &error);
    insights_cursor_next(cursor, &record, &error);
    insights_cursor_token(cursor, &token, &error);
    insights_cursor_free(cursor);
    insights_query_after(query, token, &error);
    cr_expect_eq(
        insights_store_query(mine, query, &cursor, &error), INSIGHTS_E_INVALID);
    insights_free(token);
    insights_query_free(query);
}

Test(tenants, sql_is_for_the_administrator_where_there_are_several)
{
    insights_cursor *cursor = NULL;

    cr_expect_eq(
        insights_store_sql(mine, "select * from v_project", &cursor, &error),
        INSIGHTS_E_DENIED);
    cr_expect_eq(
        insights_store_sql(admin, "select * from v_project", &cursor, &error),
        INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 2);
}

Test(tenants, transactions_neither_guard_nor_delete_nor_restore_over_foreign)
{
    insights_record *record = get(theirs, INSIGHTS_QUESTION, their_question);
    insights_transaction *transaction = NULL;

    insights_transaction_new(mine, &transaction, &error);
    insights_transaction_require(transaction, record, &error);
    cr_expect_eq(
        insights_transaction_commit(transaction, &error), INSIGHTS_E_CONFLICT);
    insights_transaction_free(transaction);
    insights_transaction_new(mine, &transaction, &error);
    insights_transaction_delete(
        transaction, INSIGHTS_QUESTION, their_question, &error);
    cr_expect_eq(
        insights_transaction_commit(transaction, &error), INSIGHTS_E_NOT_FOUND);
    insights_transaction_free(transaction);
    insights_transaction_new(mine, &transaction, &error);
    cr_expect_eq(
        insights_transaction_save(
            transaction, record, INSIGHTS_SAVE_RESTORE, &error),
        INSIGHTS_E_DENIED);
    insights_transaction_free(transaction);
    insights_record_free(record);
}

Test(tenants, the_check_tells_of_the_own_account_only)
{
    insights_cursor *cursor = NULL;

    cr_expect_eq(insights_store_check(mine, &cursor, &error), INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 0);
}

Test(tenants, an_administrator_names_the_account_and_sees_all)
{
    insights_record *record = new_person("Ada");

    cr_expect_eq(
        insights_store_save(admin, record, &error), INSIGHTS_E_INVALID);
    insights_record_set_text(
        record, INSIGHTS_PERSON_ACCOUNT_ID, insights_store_account(theirs));
    cr_expect_eq(keep(admin, record, NULL, &error), INSIGHTS_OK);
    cr_expect_eq(count_kind(theirs, INSIGHTS_PERSON), 2);
    cr_expect_eq(count_kind(mine, INSIGHTS_PERSON), 0);
    cr_expect_eq(
        insights_store_delete(
            admin, INSIGHTS_ACCOUNT, insights_store_account(theirs), 0, &error),
        INSIGHTS_OK);
    cr_expect_eq(count_kind(admin, INSIGHTS_QUESTION), 0);
    cr_expect_eq(count_kind(admin, INSIGHTS_PROJECT), 1);
}
