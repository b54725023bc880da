/* test_contract.c - what every public call promises, whatever it does.
 *
 * Missing arguments are refused with an error and a NULL output, never a
 * crash; free takes NULL; accessors answer zero for nothing.
 */
#include <insights.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static insights_error *error;

static void release_error(void)
{
    insights_error_free(error);
    error = NULL;
}

TestSuite(contract, .fini = release_error);

/* A pointer that is not NULL going in, so that forgetting it shows. */
#define JUNK(type) ((type *)(void *)&error)

/* The call, with `out` as its output, refuses what it was given. */
#define REFUSES(type, call)                                                  \
    do {                                                                     \
        type *out = JUNK(type);                                              \
        insights_status status = (call);                                     \
                                                                             \
        cr_expect(                                                           \
            status == INSIGHTS_E_INVALID, #call " gives %d", (int)status);   \
        cr_expect(out == NULL, #call " leaves its output");                  \
        cr_expect(insights_error_code(error) == status, #call " tells why"); \
        release_error();                                                     \
    } while (0)

#define REFUSES_PLAINLY(call)                                                \
    do {                                                                     \
        insights_status status = (call);                                     \
                                                                             \
        cr_expect(                                                           \
            status == INSIGHTS_E_INVALID, #call " gives %d", (int)status);   \
        cr_expect(insights_error_code(error) == status, #call " tells why"); \
        release_error();                                                     \
    } while (0)

Test(contract, records_refuse_missing_arguments)
{
    REFUSES(insights_record, insights_record_new(0, &out, &error));
    REFUSES(insights_record, insights_record_edit(NULL, &out, &error));
    REFUSES(char, insights_record_to_json(NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_record_from_json(INSIGHTS_CODE, NULL, 0, &out, &error));
    REFUSES_PLAINLY(insights_record_new(INSIGHTS_CODE, NULL, &error));
}

Test(contract, conversations_refuse_missing_arguments)
{
    REFUSES(
        insights_conversation,
        insights_conversation_read(NULL, 1, NULL, &out, &error));
    REFUSES(
        insights_conversation,
        insights_conversation_read_file(NULL, NULL, &out, &error));
    REFUSES(char, insights_conversation_write(NULL, "vtt", &out, &error));
    REFUSES(
        insights_cursor,
        insights_conversation_participants(NULL, NULL, &out, &error));
    REFUSES(
        insights_cursor,
        insights_conversation_outline(NULL, NULL, &out, &error));
    REFUSES(
        insights_cursor,
        insights_conversation_evidence(NULL, NULL, &out, &error));
    REFUSES(
        insights_cursor,
        insights_conversation_signals(NULL, NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_quote_locate(NULL, "words", NULL, &out, &error));
    REFUSES(insights_cursor, insights_guide_read(NULL, 1, &out, &error));
}

Test(contract, corpora_refuse_missing_arguments)
{
    REFUSES_PLAINLY(insights_corpus_new(NULL, &error));
    REFUSES_PLAINLY(insights_corpus_add(NULL, "a", NULL, NULL, &error));
    REFUSES(
        insights_cursor,
        insights_corpus_check(NULL, "text", 4, NULL, &out, &error));
    REFUSES(
        insights_cursor,
        insights_corpus_keywords(NULL, "word", NULL, &out, &error));
    REFUSES(insights_cursor, insights_corpus_phrases(NULL, NULL, &out, &error));
    REFUSES(
        insights_cursor,
        insights_corpus_passages(NULL, "word", NULL, &out, &error));
    REFUSES(
        insights_cursor,
        insights_corpus_answers(NULL, "why?", 1, NULL, &out, &error));
}

Test(contract, stores_refuse_missing_arguments)
{
    REFUSES(insights_store, insights_store_open(NULL, NULL, &out, &error));
    REFUSES_PLAINLY(insights_store_open("memory:", NULL, NULL, &error));
    REFUSES_PLAINLY(insights_store_save(NULL, NULL, &error));
    REFUSES(
        insights_record,
        insights_store_get(NULL, INSIGHTS_CODE, "id", &out, &error));
    REFUSES(
        char, insights_store_resolve(NULL, INSIGHTS_CODE, "id", &out, &error));
    REFUSES_PLAINLY(
        insights_store_delete(NULL, INSIGHTS_CODE, "id", 0, &error));
    REFUSES(insights_cursor, insights_store_query(NULL, NULL, &out, &error));
    REFUSES(
        insights_cursor,
        insights_store_search(NULL, "word", NULL, &out, &error));
    REFUSES(
        insights_cursor, insights_store_sql(NULL, "select 1", &out, &error));
    REFUSES(insights_cursor, insights_store_check(NULL, &out, &error));
    REFUSES_PLAINLY(insights_store_count(NULL, NULL, NULL, &error));
    REFUSES_PLAINLY(insights_store_export(NULL, NULL, NULL, &error));
    REFUSES(
        insights_record,
        insights_store_restore(NULL, NULL, NULL, &out, &error));
}

Test(contract, queries_and_transactions_refuse_missing_arguments)
{
    REFUSES(insights_query, insights_query_new(0, &out, &error));
    REFUSES_PLAINLY(insights_query_where_text(
        NULL, INSIGHTS_CODE_NAME, INSIGHTS_EQ, "a", &error));
    REFUSES_PLAINLY(insights_query_where_int(
        NULL, INSIGHTS_CODE_NAME, INSIGHTS_EQ, 1, &error));
    REFUSES_PLAINLY(insights_query_order(
        NULL, INSIGHTS_CODE_NAME, INSIGHTS_ASCENDING, &error));
    REFUSES_PLAINLY(insights_query_limit(NULL, 1, &error));
    REFUSES_PLAINLY(insights_query_after(NULL, "token", &error));
    REFUSES(insights_transaction, insights_transaction_new(NULL, &out, &error));
    REFUSES_PLAINLY(insights_transaction_save(NULL, NULL, 0, &error));
    REFUSES_PLAINLY(
        insights_transaction_delete(NULL, INSIGHTS_CODE, "id", &error));
    REFUSES_PLAINLY(insights_transaction_require(NULL, NULL, &error));
    REFUSES_PLAINLY(insights_transaction_commit(NULL, &error));
    REFUSES(const insights_record, insights_cursor_next(NULL, &out, &error));
    REFUSES(char, insights_cursor_token(NULL, &out, &error));
}

Test(contract, studies_refuse_missing_arguments)
{
    REFUSES(insights_study, insights_study_open(NULL, NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_study_import_file(NULL, "a.vtt", NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_study_import(NULL, "a", "b", 1, NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_study_append(NULL, NULL, "t", NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_study_import_guide(NULL, "1. Why?", 7, &out, &error));
    REFUSES(
        insights_conversation,
        insights_study_conversation(NULL, "i", NULL, &out, &error));
    REFUSES(insights_corpus, insights_study_corpus(NULL, &out, &error));
    REFUSES(char, insights_study_roles(NULL, "i", &out, &error));
    REFUSES(
        insights_record,
        insights_study_correct(NULL, "i", 0, "text", &out, &error));
    REFUSES(
        insights_record,
        insights_study_rename_speaker(NULL, "i", "A", "B", &out, &error));
    REFUSES(insights_record, insights_study_analyze(NULL, NULL, &out, &error));
    REFUSES(insights_cursor, insights_study_evidence(NULL, NULL, &out, &error));
    REFUSES(insights_cursor, insights_study_verify(NULL, NULL, &out, &error));
    REFUSES(insights_cursor, insights_study_methods(NULL, &out, &error));
    REFUSES_PLAINLY(
        insights_study_report(NULL, NULL, 0, NULL, NULL, NULL, &error));
}

Test(contract, a_persons_hand_refuses_missing_arguments)
{
    REFUSES(
        insights_record,
        insights_study_code_add(NULL, "Trust", NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_study_code_import(NULL, "path\n", 5, &out, &error));
    REFUSES(
        insights_record,
        insights_study_export(NULL, NULL, NULL, NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_study_code_rename(NULL, "a", "b", &out, &error));
    REFUSES(
        insights_record,
        insights_study_code_merge(NULL, "a", "b", &out, &error));
    REFUSES(insights_cursor, insights_study_codes(NULL, &out, &error));
    REFUSES(
        insights_record,
        insights_study_code(NULL, "s", "c", NULL, &out, &error));
    REFUSES(insights_cursor, insights_study_review(NULL, NULL, &out, &error));
    REFUSES_PLAINLY(insights_study_decide(
        NULL, INSIGHTS_CODING, "id", INSIGHTS_ACCEPT, NULL, NULL, &error));
    REFUSES(insights_record, insights_study_apply(NULL, "{}", 2, &out, &error));
    REFUSES(
        insights_record,
        insights_study_memo(NULL, INSIGHTS_CODE, "id", "text", &out, &error));
    REFUSES_PLAINLY(insights_study_delete(NULL, INSIGHTS_CODE, "id", &error));
    REFUSES(insights_cursor, insights_study_log(NULL, 0, &out, &error));
    REFUSES(insights_record, insights_study_undo(NULL, NULL, &out, &error));
}

Test(contract, nothing_can_be_freed)
{
    insights_free(NULL);
    insights_error_free(NULL);
    insights_record_free(NULL);
    insights_cursor_free(NULL);
    insights_conversation_free(NULL);
    insights_corpus_free(NULL);
    insights_query_free(NULL);
    insights_transaction_free(NULL);
    insights_store_free(NULL);
    insights_study_free(NULL);
}

Test(contract, nothing_reads_as_zero)
{
    cr_expect(eq(u32, insights_record_kind(NULL), 0));
    cr_expect(eq(i64, insights_record_version(NULL), 0));
    cr_expect(insights_record_id(NULL) == NULL);
    cr_expect(insights_record_text(NULL, INSIGHTS_CODE_NAME) == NULL);
    cr_expect(eq(
        int, insights_record_state(NULL, INSIGHTS_CODE_NAME), INSIGHTS_ABSENT));
    cr_expect(eq(sz, insights_conversation_turns(NULL), 0));
    cr_expect(insights_conversation_text(NULL, 0) == NULL);
    cr_expect(eq(sz, insights_corpus_count(NULL), 0));
    cr_expect(insights_corpus_at(NULL, 0) == NULL);
    cr_expect(insights_kind_name(0) == NULL);
    cr_expect(insights_field_name(0) == NULL);
    cr_expect(eq(u32, insights_kind_find("no such kind"), 0));
    cr_expect(eq(u32, insights_kind_find(NULL), 0));
}

Test(contract, success_leaves_the_error_as_it_was)
{
    insights_record *record = NULL;
    insights_error *before;

    REFUSES(insights_record, insights_record_new(0, &out, &error));
    insights_record_new(0, &record, &error);
    before = error;
    cr_expect(before != NULL);
    cr_expect(eq(
        int, insights_record_new(INSIGHTS_CODE, &record, &error), INSIGHTS_OK));
    cr_expect(eq(ptr, error, before));
    insights_record_free(record);
}

Test(contract, the_library_is_of_the_version_of_its_headers)
{
    cr_expect(
        eq(str, (char *)insights_version(), (char *)INSIGHTS_VERSION_STRING));
}
