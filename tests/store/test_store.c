/* test_store.c - what the public store promises, in memory and in a file. */
#include "store/make.h"

#include "base/environment.h"

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

TestSuite(store, .init = set_up, .fini = tear_down);

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

/* --- Saving
 * --------------------------------------------------------------------- */

Test(store, a_saved_record_has_id_version_times_and_account)
{
    insights_record *record = new_person("Ada");

    cr_expect_eq(insights_store_save(store, record, &error), INSIGHTS_OK);
    cr_expect_not_null(insights_record_id(record));
    cr_expect_eq(insights_record_version(record), 1);
    cr_expect_gt(insights_record_created_at(record), 0);
    cr_expect_str_eq(
        insights_record_text(record, INSIGHTS_PERSON_ACCOUNT_ID),
        insights_store_account(store));
    insights_record_set_text(record, INSIGHTS_PERSON_TITLE, "Engineer");
    cr_expect_eq(insights_store_save(store, record, &error), INSIGHTS_OK);
    cr_expect_eq(insights_record_version(record), 2);
    insights_record_free(record);
}

Test(store, an_old_version_is_refused)
{
    char id[40];
    insights_record *first;
    insights_record *second;

    keep(store, new_person("Ada"), id, &error);
    first = get(INSIGHTS_PERSON, id);
    second = get(INSIGHTS_PERSON, id);
    insights_record_set_text(first, INSIGHTS_PERSON_TITLE, "one");
    insights_record_set_text(second, INSIGHTS_PERSON_TITLE, "two");
    cr_expect_eq(insights_store_save(store, first, &error), INSIGHTS_OK);
    cr_expect_eq(
        insights_store_save(store, second, &error), INSIGHTS_E_CONFLICT);
    cr_expect_str_eq(insights_error_record_id(error), id);
    insights_record_free(first);
    insights_record_free(second);
}

Test(store, saving_writes_dirty_fields_only)
{
    char id[40];
    insights_record *first;
    insights_record *fresh;

    keep(store, new_person("Ada"), id, &error);
    first = get(INSIGHTS_PERSON, id);
    insights_record_set_text(first, INSIGHTS_PERSON_TITLE, "Engineer");
    insights_store_save(store, first, &error);
    fresh = get(INSIGHTS_PERSON, id);
    cr_expect_str_eq(insights_record_text(fresh, INSIGHTS_PERSON_NAME), "Ada");
    cr_expect_str_eq(
        insights_record_text(fresh, INSIGHTS_PERSON_TITLE), "Engineer");
    insights_record_free(first);
    insights_record_free(fresh);
}

Test(store, a_taken_key_names_who_has_it)
{
    cr_expect_eq(
        keep(store, new_project("one"), NULL, &error), INSIGHTS_E_EXISTS);
    cr_expect_str_eq(insights_error_record_id(error), project);
    cr_expect_not_null(strstr(insights_error_message(error), "slug 'one'"));
}

Test(store, a_reference_to_nothing_is_refused)
{
    cr_expect_eq(
        keep(
            store, new_interview("01a20618-0000-7000-8000-000000000000", "x"),
            NULL, &error),
        INSIGHTS_E_REFERENCE);
    cr_expect_eq(
        keep(
            store,
            new_tag(
                project, "person", "01a20618-0000-7000-8000-000000000000", "x"),
            NULL, &error),
        INSIGHTS_E_REFERENCE);
}

Test(store, a_required_field_is_required)
{
    cr_expect_eq(
        keep(store, new_record(INSIGHTS_PERSON), NULL, &error),
        INSIGHTS_E_INVALID);
    cr_expect_str_eq(insights_error_message(error), "person.name is required");
}

Test(store, a_mistake_in_a_setter_comes_back_from_save)
{
    insights_record *record = new_person("Ada");

    insights_record_set_int(record, INSIGHTS_PERSON_NAME, 7);
    cr_expect_eq(
        insights_store_save(store, record, &error), INSIGHTS_E_INVALID);
    insights_record_free(record);
}

Test(store, value_kinds_are_not_stored)
{
    cr_expect_eq(
        keep(store, new_record(INSIGHTS_MATCH), NULL, &error),
        INSIGHTS_E_INVALID);
}

static int64_t fake_ms;

static int64_t fake_wall(void *user)
{
    (void)user;
    return fake_ms;
}

static int64_t fake_monotonic(void *user)
{
    (void)user;
    return 0;
}

static int fake_random(void *bytes, size_t length, void *user)
{
    static unsigned char next;
    unsigned char *at = bytes;

    (void)user;
    for (size_t i = 0; i < length; i++)
        at[i] = next++;
    return 1;
}

Test(store, times_never_run_backwards)
{
    insights__environment environment = {
        fake_wall, fake_monotonic, fake_random, NULL};
    insights_record *record = new_person("Ada");

    fake_ms = 5000000000000;
    insights__environment_set(&environment);
    insights_store_save(store, record, &error);
    cr_expect_eq(insights_record_updated_at(record), 5000000000000);
    fake_ms -= 100000;
    insights_record_set_text(record, INSIGHTS_PERSON_TITLE, "x");
    insights_store_save(store, record, &error);
    cr_expect_eq(insights_record_updated_at(record), 5000000000000);
    insights__environment_set(NULL);
    insights_record_free(record);
}

/* --- Transactions
 * ------------------------------------------------------------------ */

Test(store, a_transaction_makes_all_changes_or_none)
{
    insights_transaction *transaction = NULL;
    insights_record *first = new_person("Ada");
    insights_record *second = new_project("one");

    insights_transaction_new(store, &transaction, &error);
    insights_transaction_save(transaction, first, 0, &error);
    insights_transaction_save(transaction, second, 0, &error);
    cr_expect_eq(
        insights_transaction_commit(transaction, &error), INSIGHTS_E_EXISTS);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 0);
    cr_expect_eq(
        insights_transaction_commit(transaction, &error), INSIGHTS_E_INVALID);
    insights_transaction_free(transaction);
    insights_record_free(first);
    insights_record_free(second);
}

Test(store, what_a_transaction_saves_can_refer_to_what_comes_later)
{
    insights_transaction *transaction = NULL;
    insights_record *parent = new_code(project, "a", NULL);
    insights_record *child = NULL;

    insights_record_set_id(parent, "01a20618-fcc2-765c-8fbc-b9c3b51071d3");
    child = new_code(project, "b", insights_record_id(parent));
    insights_transaction_new(store, &transaction, &error);
    insights_transaction_save(transaction, child, 0, &error);
    insights_transaction_save(transaction, parent, 0, &error);
    cr_expect_eq(insights_transaction_commit(transaction, &error), INSIGHTS_OK);
    cr_expect_eq(count_kind(store, INSIGHTS_CODE), 2);
    insights_transaction_free(transaction);
    insights_record_free(parent);
    insights_record_free(child);
}

Test(store, a_guard_refuses_when_another_version_stands)
{
    insights_transaction *transaction = NULL;
    insights_record *guarded;
    insights_record *other = new_person("Bob");
    char id[40];

    keep(store, new_person("Ada"), id, &error);
    guarded = get(INSIGHTS_PERSON, id);
    insights_transaction_new(store, &transaction, &error);
    insights_transaction_require(transaction, guarded, &error);
    insights_transaction_save(transaction, other, 0, &error);
    insights_record_set_text(guarded, INSIGHTS_PERSON_TITLE, "x");
    insights_store_save(store, guarded, &error);
    cr_expect_eq(
        insights_transaction_commit(transaction, &error), INSIGHTS_E_CONFLICT);
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 1);
    insights_transaction_free(transaction);
    insights_record_free(guarded);
    insights_record_free(other);
}

Test(store, a_save_if_absent_leaves_what_stands)
{
    insights_transaction *transaction = NULL;
    insights_record *again = new_project("one");
    insights_record *found;

    insights_record_set_text(again, INSIGHTS_PROJECT_NAME, "other");
    insights_transaction_new(store, &transaction, &error);
    insights_transaction_save(
        transaction, again, INSIGHTS_SAVE_IF_ABSENT, &error);
    cr_expect_eq(insights_transaction_commit(transaction, &error), INSIGHTS_OK);
    found = get(INSIGHTS_PROJECT, project);
    cr_expect_str_eq(insights_record_text(found, INSIGHTS_PROJECT_NAME), "one");
    cr_expect_eq(count_kind(store, INSIGHTS_PROJECT), 1);
    insights_transaction_free(transaction);
    insights_record_free(again);
    insights_record_free(found);
}

Test(store, restoring_keeps_id_version_and_times)
{
    static const char json[] =
        "{\"record\":\"person\",\"id\":"
        "\"01a20618-fcc2-765c-8fbc-b9c3b51071d3\",\"version\":7,"
        "\"created_at\":1000,\"updated_at\":2000,\"name\":\"Ada\"}";
    insights_record *record = NULL;

    for (int i = 0; i < 2; i++) {
        insights_transaction *transaction = NULL;
        insights_record *found;

        cr_assert_eq(
            insights_record_from_json(0, json, strlen(json), &record, &error),
            INSIGHTS_OK);
        insights_transaction_new(store, &transaction, &error);
        insights_transaction_save(
            transaction, record, INSIGHTS_SAVE_RESTORE, &error);
        cr_expect_eq(
            insights_transaction_commit(transaction, &error), INSIGHTS_OK);
        found = get(INSIGHTS_PERSON, insights_record_id(record));
        cr_expect_eq(insights_record_version(found), 7);
        cr_expect_eq(insights_record_created_at(found), 1000);
        cr_expect_eq(insights_record_updated_at(found), 2000);
        insights_transaction_free(transaction);
        insights_record_free(found);
        insights_record_free(record);
    }
    cr_expect_eq(count_kind(store, INSIGHTS_PERSON), 1);
}

/* --- Deleting
 * ------------------------------------------------------------------------ */

Test(store, deleting_takes_along_what_exists_only_because_of_it)
{
    char interview[40];
    char question[40];

    keep(store, new_interview(project, "talk"), interview, &error);
    keep(store, new_question(project, 1, "why?"), question, &error);
    keep(store, new_tag(project, "interview", interview, "good"), NULL, &error);
    keep(store, new_tag(project, "question", question, "good"), NULL, &error);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_INTERVIEW, interview, &error),
        INSIGHTS_OK);
    cr_expect_eq(count_kind(store, INSIGHTS_TAG), 1);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, project, &error),
        INSIGHTS_OK);
    cr_expect_eq(count_kind(store, INSIGHTS_TAG), 0);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 0);
}

Test(store, deleting_makes_references_null_that_may_be)
{
    insights_record *organization = new_record(INSIGHTS_ORGANIZATION);
    insights_record *person = new_person("Ada");
    char works_at[40];
    char id[40];

    insights_record_set_text(organization, INSIGHTS_ORGANIZATION_NAME, "ACME");
    keep(store, organization, works_at, &error);
    insights_record_set_text(person, INSIGHTS_PERSON_ORGANIZATION_ID, works_at);
    keep(store, person, id, &error);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_ORGANIZATION, works_at, &error),
        INSIGHTS_OK);
    person = get(INSIGHTS_PERSON, id);
    cr_expect_eq(
        insights_record_state(person, INSIGHTS_PERSON_ORGANIZATION_ID),
        INSIGHTS_NULL);
    cr_expect_eq(insights_record_version(person), 2);
    insights_record_free(person);
}

Test(store, what_something_needs_cannot_be_deleted)
{
    char parent[40];
    char child[40];

    keep(store, new_code(project, "a", NULL), parent, &error);
    keep(store, new_code(project, "b", parent), child, &error);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_CODE, parent, &error),
        INSIGHTS_E_REFERENCE);
    cr_expect_str_eq(insights_error_record_id(error), child);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_CODE, child, &error),
        INSIGHTS_OK);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_CODE, parent, &error),
        INSIGHTS_OK);
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

Test(store, more_than_ten_thousand_records_do_not_go_at_once)
{
    add_questions(10000);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, project, &error),
        INSIGHTS_E_LIMIT);
    cr_expect_not_null(strstr(insights_error_message(error), "10000"));
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 10000);
}

/* --- Reading
 * -------------------------------------------------------------------------- */

Test(store, a_cursor_outlives_the_handle_of_its_store)
{
    insights_query *query = query_of(INSIGHTS_PROJECT);
    insights_cursor *cursor = NULL;

    insights_store_query(store, query, &cursor, &error);
    insights_query_free(query);
    insights_store_free(store);
    store = NULL;
    cr_expect_eq(drain(cursor), 1);
}

Test(store, pages_neither_repeat_nor_lose_records_while_others_come)
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

Test(store, a_cursor_lends_records_that_cannot_be_written)
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

Test(store, sorting_much_without_an_index_is_refused)
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

Test(store, only_sortable_fields_order_and_the_message_names_them)
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

Test(store, a_token_of_another_query_or_store_is_refused)
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

Test(store, an_id_is_found_by_its_end_its_beginning_and_its_uri)
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

Test(store, a_beginning_that_several_share_is_ambiguous)
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

/* --- Search
 * ------------------------------------------------------------------------------
 */

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

Test(store, search_finds_stems_in_spaced_and_characters_in_unspaced_text)
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

Test(store, search_follows_changes_and_deletes)
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
    insights_store_delete(store, INSIGHTS_QUESTION, id, &error);
    cr_expect_eq(hits("training"), 0);
}

Test(store, the_better_match_comes_first)
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

Test(store, a_search_beyond_its_candidates_says_so)
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

/* --- SQL and the check
 * ------------------------------------------------------------------ */

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

Test(store, sql_reads_the_views_with_typed_values)
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

Test(store, sql_never_writes)
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

Test(store, sql_stops_at_its_limit_of_rows)
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

Test(store, a_sound_store_has_no_findings)
{
    insights_cursor *cursor = NULL;

    add_questions(10);
    cr_expect_eq(insights_store_check(store, &cursor, &error), INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 0);
}

/* --- Opening
 * ----------------------------------------------------------------------------
 */

Test(store, nothing_is_made_unasked)
{
    char path[256];

    fresh_path(path, "unasked");
    cr_expect_null(open_store(path, 0, NULL, &error));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_NOT_FOUND);
    cr_expect_neq(access(path, F_OK), 0);
}

Test(store, an_unknown_scheme_or_flag_is_refused)
{
    cr_expect_null(open_store("mongo://localhost", 0, NULL, &error));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_UNSUPPORTED);
    cr_expect_null(open_store("memory:", 1u << 20, NULL, &error));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_UNSUPPORTED);
}

Test(store, a_store_opened_for_reading_refuses_every_change)
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
        insights_store_delete(reader, INSIGHTS_PROJECT, project, &error),
        INSIGHTS_E_READ_ONLY);
    cr_expect_eq(
        insights_transaction_new(reader, &transaction, &error),
        INSIGHTS_E_READ_ONLY);
    insights_store_free(reader);
    remove_path(path);
}

Test(store, two_handles_on_one_file_see_each_other)
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
