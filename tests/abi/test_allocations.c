/* test_allocations.c - public calls survive any allocation failing.
 *
 * Each call is made again and again, with its first, second, … allocation
 * failing, until it succeeds. What fails says no_memory, gives no output and
 * changes nothing; the sanitizers see to leaks.
 */
#include "support/fail_alloc.h"

#include <insights/model.h>
#include <insights/study.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

static insights_error *error;
static insights_store *store;
static insights_study *study;

#define TRY(call, ...) INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(call, __VA_ARGS__)

/* The call gives a record or cursor, or NULL and a reason. */
#define TRY_OUT(out, release, call)                                         \
    TRY(call,                                                               \
        cr_assert(                                                          \
            out != NULL || insights_error_code(error) == INSIGHTS_E_NOMEM); \
        release(out); out = NULL)

static const char transcript[] =
    "WEBVTT\n\n"
    "00:01.000 --> 00:04.000\n<v Ina>How do you keep track of orders?\n\n"
    "00:05.000 --> 00:11.000\n<v Otto>We write them on paper. I don't trust "
    "the tablet, it loses orders.\n\n"
    "00:12.000 --> 00:15.000\n<v Ina>What would help you?\n\n"
    "00:16.000 --> 00:22.000\n<v Otto>A list that never loses anything would "
    "save us two hours a day.\n\n";

static void open_store(void)
{
    cr_assert(
        eq(int, insights_store_open("memory:", NULL, &store, &error),
           INSIGHTS_OK),
        "%s", insights_error_message(error));
}

static void open_study(void)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;

    open_store();
    options.actor = "Ina";
    options.flags = INSIGHTS_STUDY_CREATE;
    cr_assert(
        eq(int, insights_study_open(store, &options, &study, &error),
           INSIGHTS_OK),
        "%s", insights_error_message(error));
}

static void close_all(void)
{
    insights_study_free(study);
    insights_store_free(store);
    insights_error_free(error);
    study = NULL;
    store = NULL;
    error = NULL;
}

/* The id of the interview that is imported here; valid until the next. */
static const char *import(void)
{
    static char id[64];
    insights_record *done = NULL;

    cr_assert(
        eq(int,
           insights_study_import(
               study, "talk.vtt", transcript, sizeof(transcript) - 1, NULL,
               &done, &error),
           INSIGHTS_OK),
        "%s", insights_error_message(error));
    strncpy(
        id,
        insights_record_text(
            done,
            insights_field_find(insights_record_kind(done), "interview_id")),
        sizeof(id) - 1);
    insights_record_free(done);
    return id;
}

static int64_t count(insights_kind kind)
{
    insights_query *query = NULL;
    int64_t number = -1;

    insights_query_new(kind, &query, &error);
    insights_store_count(store, query, &number, &error);
    insights_query_free(query);
    return number;
}

/* Read a cursor to its end, and free it. */
static void drain(insights_cursor *cursor)
{
    const insights_record *record = NULL;

    while (cursor && insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK)
        continue;
    insights_cursor_free(cursor);
}

Test(allocations, records, .fini = close_all)
{
    insights_record *record = NULL;
    insights_record *copy = NULL;
    char *json = NULL;

    TRY_OUT(
        record, insights_record_free,
        insights_record_new(INSIGHTS_CODE, &record, &error));
    insights_record_new(INSIGHTS_CODE, &record, NULL);
    insights_record_set_text(record, INSIGHTS_CODE_NAME, "Trust");
    insights_record_set_text(record, INSIGHTS_CODE_SYNONYMS, "[\"faith\"]");
    TRY_OUT(
        copy, insights_record_free,
        insights_record_edit(record, &copy, &error));
    TRY_OUT(
        json, insights_free, insights_record_to_json(record, &json, &error));
    insights_record_to_json(record, &json, NULL);
    TRY_OUT(
        copy, insights_record_free,
        insights_record_from_json(
            INSIGHTS_CODE, json, strlen(json), &copy, &error));
    insights_free(json);
    insights_record_free(record);
}

Test(allocations, conversations, .fini = close_all)
{
    insights_conversation *talk = NULL;
    insights_cursor *cursor = NULL;
    insights_record *match = NULL;
    char *text = NULL;

    TRY_OUT(
        talk, insights_conversation_free,
        insights_conversation_read(
            transcript, sizeof(transcript) - 1, NULL, &talk, &error));
    insights_conversation_read(
        transcript, sizeof(transcript) - 1, NULL, &talk, NULL);
    cr_assert(talk != NULL);
    TRY_OUT(
        text, insights_free,
        insights_conversation_write(talk, "json", &text, &error));
    TRY_OUT(
        cursor, drain,
        insights_conversation_participants(talk, NULL, &cursor, &error));
    TRY_OUT(
        cursor, drain,
        insights_conversation_outline(talk, NULL, &cursor, &error));
    TRY_OUT(
        cursor, drain,
        insights_conversation_evidence(talk, NULL, &cursor, &error));
    TRY_OUT(
        cursor, drain,
        insights_conversation_signals(talk, NULL, &cursor, &error));
    TRY_OUT(
        match, insights_record_free,
        insights_quote_locate(
            talk, "it never loses orders", NULL, &match, &error));
    TRY_OUT(
        cursor, drain,
        insights_guide_read("1. Why?\n2. How?\n", 16, &cursor, &error));
    insights_conversation_free(talk);
}

Test(allocations, corpora, .fini = close_all)
{
    static const char draft[] = "He says \"I do trust the tablet\" and \"We "
                                "write them on paper\".";
    insights_conversation *talk = NULL;
    insights_corpus *corpus = NULL;
    insights_cursor *cursor = NULL;

    insights_conversation_read(
        transcript, sizeof(transcript) - 1, NULL, &talk, NULL);
    TRY_OUT(corpus, insights_corpus_free, insights_corpus_new(&corpus, &error));
    insights_corpus_new(&corpus, NULL);
    TRY(insights_corpus_add(corpus, "a", "A talk", talk, &error), (void)0);
    cr_expect(eq(sz, insights_corpus_count(corpus), 1));
    insights_conversation_free(talk);
    TRY_OUT(
        cursor, drain,
        insights_corpus_check(
            corpus, draft, sizeof(draft) - 1, NULL, &cursor, &error));
    TRY_OUT(
        cursor, drain,
        insights_corpus_keywords(corpus, "order*", NULL, &cursor, &error));
    TRY_OUT(
        cursor, drain, insights_corpus_phrases(corpus, NULL, &cursor, &error));
    TRY_OUT(
        cursor, drain,
        insights_corpus_passages(corpus, "orders", NULL, &cursor, &error));
    TRY_OUT(
        cursor, drain,
        insights_corpus_answers(
            corpus, "What would help?", 1, NULL, &cursor, &error));
    insights_corpus_free(corpus);
}

Test(allocations, opening_a_store, .fini = close_all)
{
    TRY_OUT(
        store, insights_store_free,
        insights_store_open("memory:", NULL, &store, &error));
}

Test(allocations, saving_and_reading, .init = open_store, .fini = close_all)
{
    insights_record *project = NULL;
    insights_record *copy = NULL;
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    char *id = NULL;

    insights_record_new(INSIGHTS_PROJECT, &project, &error);
    insights_record_set_text(project, INSIGHTS_PROJECT_NAME, "Orders");
    insights_record_set_text(project, INSIGHTS_PROJECT_SLUG, "orders");
    TRY(insights_store_save(store, project, &error),
        cr_assert(le(i64, count(INSIGHTS_PROJECT), 1)));
    cr_expect(eq(i64, count(INSIGHTS_PROJECT), 1));
    cr_expect(eq(i64, insights_record_version(project), 1));
    TRY_OUT(
        copy, insights_record_free,
        insights_store_get(
            store, INSIGHTS_PROJECT, insights_record_id(project), &copy,
            &error));
    TRY_OUT(
        id, insights_free,
        insights_store_resolve(
            store, INSIGHTS_PROJECT, insights_record_id(project), &id, &error));
    TRY_OUT(
        query, insights_query_free,
        insights_query_new(INSIGHTS_PROJECT, &query, &error));
    insights_query_new(INSIGHTS_PROJECT, &query, NULL);
    TRY_OUT(cursor, drain, insights_store_query(store, query, &cursor, &error));
    TRY_OUT(
        cursor, drain,
        insights_store_sql(store, "select 1 as one", &cursor, &error));
    TRY(insights_store_delete(
            store, INSIGHTS_PROJECT, insights_record_id(project), 0, &error),
        (void)0);
    cr_expect(eq(i64, count(INSIGHTS_PROJECT), 0));
    insights_query_free(query);
    insights_record_free(project);
}

Test(allocations, importing, .init = open_study, .fini = close_all)
{
    insights_record *done = NULL;

    TRY(insights_study_import(
            study, "talk.vtt", transcript, sizeof(transcript) - 1, NULL, &done,
            &error),
        cr_assert(done || count(INSIGHTS_INTERVIEW) == 0);
        insights_record_free(done); done = NULL);
    cr_expect(eq(i64, count(INSIGHTS_INTERVIEW), 1));
    cr_expect(eq(i64, count(INSIGHTS_TURN), 4));
}

Test(allocations, analyzing_and_coding, .init = open_study, .fini = close_all)
{
    insights_record *done = NULL;
    insights_cursor *cursor = NULL;
    char span[128];

    snprintf(span, sizeof(span), "%s:33-56", import());
    TRY_OUT(
        done, insights_record_free,
        insights_study_analyze(study, NULL, &done, &error));
    TRY_OUT(
        done, insights_record_free,
        insights_study_code(study, span, "Trust / Paper", "so", &done, &error));
    TRY_OUT(cursor, drain, insights_study_codes(study, &cursor, &error));
    TRY_OUT(
        cursor, drain, insights_study_evidence(study, NULL, &cursor, &error));
    TRY_OUT(cursor, drain, insights_study_review(study, NULL, &cursor, &error));
    TRY_OUT(cursor, drain, insights_study_log(study, 0, &cursor, &error));
    TRY_OUT(cursor, drain, insights_study_verify(study, NULL, &cursor, &error));
    TRY_OUT(cursor, drain, insights_study_methods(study, &cursor, &error));
}

Test(allocations, correcting_and_undoing, .init = open_study, .fini = close_all)
{
    insights_record *done = NULL;
    char interview[64];

    snprintf(interview, sizeof(interview), "%s", import());
    insights_study_analyze(study, NULL, &done, NULL);
    insights_record_free(done);
    done = NULL;
    TRY_OUT(
        done, insights_record_free,
        insights_study_correct(
            study, interview, 1, "We write all of them on paper.", &done,
            &error));
    TRY_OUT(
        done, insights_record_free,
        insights_study_undo(study, NULL, &done, &error));
}
