/* test_reading.c - cursors, tokens, search, SQL, and opening. */
#include "store/make.h"

#include <criterion/criterion.h>

static insights_store *store;
static insights_error *error;
static char project[40];

static void set_up(void)
{
    store = open_store("memory:", 0, NULL, &error);
    keep(store, new_project("one"), project, &error);
}

static void tear_down(void)
{
    insights_store_free(store);
    insights_error_free(error);
}

TestSuite(reading, .init = set_up, .fini = tear_down);

static insights_record *get(insights_kind kind, const char *id)
{
    insights_record *record = NULL;

    insights_store_get(store, kind, id, &record, NULL);
    return record;
}

static insights_query *query_of(insights_kind kind)
{
    insights_query *query = NULL;

    insights_query_new(kind, &query, NULL);
    return query;
}

/* Questions by the thousand, in a few transactions. */
static void add_questions(size_t count)
{
    for (size_t done = 0; done < count;) {
        insights_transaction *transaction = NULL;

        insights_transaction_new(store, &transaction, &error);
        for (size_t i = 0; i < 2000 && done < count; i++, done++) {
            insights_record *record =
                new_question(project, (int64_t)(done % 7), "what");

            insights_transaction_save(transaction, record, 0, &error);
            insights_record_free(record);
        }
        cr_assert_eq(
            insights_transaction_commit(transaction, &error), INSIGHTS_OK);
        insights_transaction_free(transaction);
    }
}

/* --- Reading -------------------------------------------------------------- */

Test(reading, a_cursor_outlives_the_handle_of_its_store)
{
    insights_query *query = query_of(INSIGHTS_PROJECT);
    insights_cursor *cursor = NULL;

    insights_store_query(store, query, &cursor, &error);
    insights_query_free(query);
    insights_store_free(store);
    store = NULL;
    cr_expect_eq(drain(cursor), 1);
}

Test(reading, pages_neither_repeat_nor_lose_records_while_others_come)
{
    insights_query *query = query_of(INSIGHTS_QUESTION);
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    char last[40] = "";
    int seen = 0;

    add_questions(1000);
    insights_store_query(store, query, &cursor, &error);
    while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK) {
        cr_assert_gt(strcmp(insights_record_id(record), last), 0);
        snprintf(last, sizeof(last), "%s", insights_record_id(record));
        if (seen++ == 300)
            add_questions(10);
    }
    cr_expect_eq(seen, 1010);
    insights_cursor_free(cursor);
    insights_query_free(query);
}

Test(reading, large_records_come_in_smaller_pages_and_all_come)
{
    insights_query *query = query_of(INSIGHTS_PERSON);
    insights_transaction *transaction = NULL;
    insights_cursor *cursor = NULL;
    static char text[20000];

    memset(text, 'a', sizeof(text) - 1);
    insights_transaction_new(store, &transaction, &error);
    for (int i = 0; i < 300; i++) {
        insights_record *record = new_person("Ada");

        insights_record_set_text(record, INSIGHTS_PERSON_DESCRIPTION, text);
        insights_transaction_save(transaction, record, 0, &error);
        insights_record_free(record);
    }
    cr_assert_eq(insights_transaction_commit(transaction, &error), INSIGHTS_OK);
    insights_query_order(
        query, INSIGHTS_PERSON_NAME, INSIGHTS_DESCENDING, &error);
    insights_query_limit(query, 290, &error);
    insights_store_query(store, query, &cursor, &error);
    cr_expect_eq(drain(cursor), 290);
    insights_transaction_free(transaction);
    insights_query_free(query);
}

Test(reading, a_cursor_lends_records_that_cannot_be_written)
{
    insights_query *query = query_of(INSIGHTS_PROJECT);
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_record *copy = NULL;

    insights_store_query(store, query, &cursor, &error);
    insights_cursor_next(cursor, &record, &error);
    insights_record_edit(record, &copy, &error);
    cr_expect_eq(
        insights_record_set_text(copy, INSIGHTS_PROJECT_NAME, "new"),
        INSIGHTS_OK);
    cr_expect_eq(insights_store_save(store, copy, &error), INSIGHTS_OK);
    insights_record_free(copy);
    insights_cursor_free(cursor);
    insights_query_free(query);
}

Test(reading, sorting_much_without_an_index_is_refused)
{
    insights_query *query = query_of(INSIGHTS_QUESTION);
    insights_cursor *cursor = NULL;

    add_questions(10001);
    insights_query_order(
        query, INSIGHTS_QUESTION_POSITION, INSIGHTS_ASCENDING, &error);
    cr_expect_eq(
        insights_store_query(store, query, &cursor, &error), INSIGHTS_E_LIMIT);
    insights_query_where_text(
        query, INSIGHTS_QUESTION_PROJECT_ID, INSIGHTS_EQ, project, &error);
    cr_expect_eq(
        insights_store_query(store, query, &cursor, &error), INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 10001);
    insights_query_free(query);
}

Test(reading, json_orders_nothing_and_the_message_names_what_does)
{
    insights_query *query = query_of(INSIGHTS_PROJECT);

    cr_expect_eq(
        insights_query_order(
            query, INSIGHTS_PROJECT_SETTINGS, INSIGHTS_ASCENDING, &error),
        INSIGHTS_E_INVALID);
    cr_expect_not_null(strstr(insights_error_message(error), "name, slug"));
    insights_query_free(query);
}

/* A token behind the first question of a query. */
static char *some_token(insights_store *from, const insights_query *query)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    char *token = NULL;

    insights_store_query(from, query, &cursor, &error);
    insights_cursor_next(cursor, &record, &error);
    insights_cursor_token(cursor, &token, &error);
    insights_cursor_free(cursor);
    return token;
}

Test(reading, a_token_of_another_query_or_store_is_refused)
{
    insights_query *query = query_of(INSIGHTS_QUESTION);
    insights_store *other = open_store("memory:", 0, NULL, &error);
    insights_cursor *cursor = NULL;
    char *token;

    add_questions(3);
    token = some_token(store, query);
    insights_query_after(query, token, &error);
    cr_expect_eq(
        insights_store_query(store, query, &cursor, &error), INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 2);
    cr_expect_eq(
        insights_store_query(other, query, &cursor, &error),
        INSIGHTS_E_INVALID);
    insights_query_where_int(
        query, INSIGHTS_QUESTION_POSITION, INSIGHTS_EQ, 1, &error);
    cr_expect_eq(
        insights_store_query(store, query, &cursor, &error),
        INSIGHTS_E_INVALID);
    insights_query_after(query, "i1.nonsense", &error);
    cr_expect_eq(
        insights_store_query(store, query, &cursor, &error),
        INSIGHTS_E_INVALID);
    insights_free(token);
    insights_query_free(query);
    insights_store_free(other);
}

Test(reading, an_id_is_found_by_its_end_its_beginning_and_its_uri)
{
    char id[40];
    char uri[80];
    char *found = NULL;

    keep(store, new_person("Ada"), id, &error);
    snprintf(uri, sizeof(uri), "insights://person/%s", id);
    cr_expect_eq(
        insights_store_resolve(store, INSIGHTS_PERSON, id + 28, &found, &error),
        INSIGHTS_OK);
    cr_expect_str_eq(found, id);
    insights_free(found);
    cr_expect_eq(
        insights_store_resolve(store, INSIGHTS_PERSON, uri, &found, &error),
        INSIGHTS_OK);
    insights_free(found);
    id[20] = '\0';
    cr_expect_eq(
        insights_store_resolve(store, INSIGHTS_PERSON, id, &found, &error),
        INSIGHTS_OK);
    insights_free(found);
    cr_expect_eq(
        insights_store_resolve(
            store, INSIGHTS_PERSON, "ffffffff", &found, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_resolve(store, INSIGHTS_PROJECT, uri, &found, &error),
        INSIGHTS_E_INVALID);
    cr_expect_null(found);
}

Test(reading, a_beginning_that_several_share_is_ambiguous)
{
    char id[40];
    char *found = NULL;

    keep(store, new_person("Ada"), id, &error);
    keep(store, new_person("Bob"), NULL, &error);
    id[6] = '\0';
    cr_expect_eq(
        insights_store_resolve(store, INSIGHTS_PERSON, id, &found, &error),
        INSIGHTS_E_AMBIGUOUS);
}

/* --- Search --------------------------------------------------------------- */

static int64_t hits(const char *text)
{
    insights_query *query = query_of(INSIGHTS_QUESTION);
    insights_cursor *cursor = NULL;

    cr_assert_eq(
        insights_store_search(store, text, query, &cursor, &error),
        INSIGHTS_OK);
    insights_query_free(query);
    return drain(cursor);
}

Test(reading, search_finds_stems_in_spaced_and_characters_in_unspaced_text)
{
    keep(store, new_question(project, 1, "Running costs money"), NULL, &error);
    keep(store, new_question(project, 2, "车的价格太高了"), NULL, &error);
    cr_expect_eq(hits("run"), 1);
    cr_expect_eq(hits("MONEY cost"), 1);
    cr_expect_eq(hits("money price"), 0);
    cr_expect_eq(hits("价格"), 1);
    cr_expect_eq(hits("格价"), 0);
    cr_expect_eq(hits("the running"), 1);
    cr_expect_eq(hits("\" OR * NEAR("), 0);
}

Test(reading, search_follows_changes_and_deletes)
{
    char id[40];
    insights_record *record;

    keep(store, new_question(project, 1, "pricing"), id, &error);
    record = get(INSIGHTS_QUESTION, id);
    insights_record_set_text(record, INSIGHTS_QUESTION_TEXT, "training");
    insights_store_save(store, record, &error);
    insights_record_free(record);
    cr_expect_eq(hits("pricing"), 0);
    cr_expect_eq(hits("training"), 1);
    insights_store_delete(store, INSIGHTS_QUESTION, id, 0, &error);
    cr_expect_eq(hits("training"), 0);
}

Test(reading, the_better_match_comes_first)
{
    insights_query *query = query_of(INSIGHTS_QUESTION);
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    double first;

    keep(
        store,
        new_question(
            project, 1, "price is one of many different things people mention"),
        NULL, &error);
    keep(store, new_question(project, 2, "price, price, price"), NULL, &error);
    insights_store_search(store, "price", query, &cursor, &error);
    insights_cursor_next(cursor, &record, &error);
    cr_expect_eq(insights_record_int(record, INSIGHTS_QUESTION_POSITION), 2);
    first = insights_cursor_score(cursor);
    insights_cursor_next(cursor, &record, &error);
    cr_expect_gt(first, insights_cursor_score(cursor));
    insights_cursor_free(cursor);
    insights_query_free(query);
}

Test(reading, a_search_beyond_its_candidates_says_so)
{
    insights_query *query = query_of(INSIGHTS_QUESTION);
    insights_cursor *cursor = NULL;

    add_questions(2001);
    insights_query_where_text(
        query, INSIGHTS_QUESTION_TEXT, INSIGHTS_EQ, "what", &error);
    insights_store_search(store, "what", query, &cursor, &error);
    cr_expect_eq(insights_cursor_truncated(cursor), 1);
    cr_expect_eq(drain(cursor), 20);
    insights_query_free(query);
}

/* --- SQL and the check ---------------------------------------------------- */

static insights_status sql(const char *text, char *out, size_t size)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = insights_store_sql(store, text, &cursor, &error);

    out[0] = '\0';
    if (status == INSIGHTS_OK &&
        insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK)
        snprintf(
            out, size, "%s", insights_record_text(record, INSIGHTS_ROW_VALUES));
    insights_cursor_free(cursor);
    return status;
}

Test(reading, sql_reads_the_views_with_typed_values)
{
    char row[256];

    cr_expect_eq(
        sql("select slug, version, 0.5 as half, null as none, slug "
            "from v_project",
            row, sizeof(row)),
        INSIGHTS_OK);
    cr_expect_str_eq(
        row, "{\"slug\":\"one\",\"version\":1,\"half\":0.5,\"none\":null,"
             "\"slug_2\":\"one\"}");
}

Test(reading, sql_never_writes)
{
    static const char *const writes[] = {
        "delete from project",
        "insert into meta values ('a', 'b')",
        "create table x (y)",
        "create temp table x (y)",
        "drop view v_project",
        "pragma journal_mode = delete",
        "attach ':memory:' as other",
        "select 1; delete from project",
        "begin immediate",
        "vacuum",
        "with x as (select 1) update project set name = 'x'"};
    char row[64];

    for (size_t i = 0; i < sizeof(writes) / sizeof(*writes); i++)
        cr_expect_eq(
            sql(writes[i], row, sizeof(row)), INSIGHTS_E_DENIED, "%s",
            writes[i]);
    cr_expect_eq(sql("selekt", row, sizeof(row)), INSIGHTS_E_INVALID);
    cr_expect_eq(sql("", row, sizeof(row)), INSIGHTS_E_INVALID);
    cr_expect_eq(
        sql("select 1 where 1 = ?", row, sizeof(row)), INSIGHTS_E_INVALID);
    cr_expect_eq(count_kind(store, INSIGHTS_PROJECT), 1);
}

Test(reading, sql_stops_at_its_limit_of_rows)
{
    insights_cursor *cursor = NULL;

    insights_store_sql(
        store,
        "with recursive n(i) as (select 1 union all select i + 1 from n) "
        "select i from n",
        &cursor, &error);
    cr_expect_eq(insights_cursor_truncated(cursor), 1);
    cr_expect_eq(drain(cursor), 100000);
}

Test(reading, a_sound_store_has_no_findings)
{
    insights_cursor *cursor = NULL;

    add_questions(10);
    cr_expect_eq(insights_store_check(store, &cursor, &error), INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 0);
}

/* --- Opening -------------------------------------------------------------- */

Test(reading, nothing_is_made_unasked)
{
    char path[256];

    fresh_path(path, "unasked");
    cr_expect_null(open_store(path, 0, NULL, &error));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_NOT_FOUND);
    cr_expect_neq(access(path, F_OK), 0);
}

Test(reading, an_unknown_scheme_or_flag_is_refused)
{
    cr_expect_null(open_store("mongo://localhost", 0, NULL, &error));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_UNSUPPORTED);
    cr_expect_null(open_store("memory:", 1u << 20, NULL, &error));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_UNSUPPORTED);
}

Test(reading, a_store_opened_for_reading_refuses_every_change)
{
    char path[256];
    insights_store *reader;
    insights_transaction *transaction = NULL;

    fresh_path(path, "reading");
    insights_store_free(open_store(path, INSIGHTS_STORE_CREATE, NULL, &error));
    reader = open_store(path, INSIGHTS_STORE_READ_ONLY, NULL, &error);
    cr_assert_not_null(reader);
    cr_expect_eq(
        keep(reader, new_person("Ada"), NULL, &error), INSIGHTS_E_READ_ONLY);
    cr_expect_eq(
        insights_store_delete(reader, INSIGHTS_PROJECT, project, 0, &error),
        INSIGHTS_E_READ_ONLY);
    cr_expect_eq(
        insights_transaction_new(reader, &transaction, &error),
        INSIGHTS_E_READ_ONLY);
    insights_store_free(reader);
    remove_path(path);
}

Test(reading, two_handles_on_one_file_see_each_other)
{
    char path[256];
    insights_store *first;
    insights_store *second;

    fresh_path(path, "handles");
    first = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    second = open_store(path, 0, NULL, &error);
    keep(first, new_person("Ada"), NULL, &error);
    cr_expect_eq(count_kind(second, INSIGHTS_PERSON), 1);
    insights_store_free(first);
    keep(second, new_person("Bob"), NULL, &error);
    cr_expect_eq(count_kind(second, INSIGHTS_PERSON), 2);
    insights_store_free(second);
    remove_path(path);
}

Test(reading, a_store_in_memory_may_be_opened_for_reading)
{
    insights_store *reader =
        open_store("memory:", INSIGHTS_STORE_READ_ONLY, NULL, &error);

    cr_assert_not_null(reader);
    cr_expect_eq(
        keep(reader, new_person("Ada"), NULL, &error), INSIGHTS_E_READ_ONLY);
    insights_store_free(reader);
}
