/* test_store.c - saving, transactions, deleting. */
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

/* --- Saving --------------------------------------------------------------- */

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

/* --- Transactions --------------------------------------------------------- */

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

/* --- Deleting ------------------------------------------------------------- */

Test(store, deleting_takes_along_what_exists_only_because_of_it)
{
    char interview[40];
    char question[40];

    keep(store, new_interview(project, "talk"), interview, &error);
    keep(store, new_question(project, 1, "why?"), question, &error);
    keep(store, new_tag(project, "interview", interview, "good"), NULL, &error);
    keep(store, new_tag(project, "question", question, "good"), NULL, &error);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_INTERVIEW, interview, 0, &error),
        INSIGHTS_OK);
    cr_expect_eq(count_kind(store, INSIGHTS_TAG), 1);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, project, 0, &error),
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
        insights_store_delete(
            store, INSIGHTS_ORGANIZATION, works_at, 0, &error),
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
        insights_store_delete(store, INSIGHTS_CODE, parent, 0, &error),
        INSIGHTS_E_REFERENCE);
    cr_expect_str_eq(insights_error_record_id(error), child);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_CODE, child, 0, &error),
        INSIGHTS_OK);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_CODE, parent, 0, &error),
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

Test(store, a_project_of_more_than_ten_thousand_records_goes_all_the_same)
{
    add_questions(10000);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, project, 0, &error),
        INSIGHTS_OK);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 0);
}
