/* trials.c - the calls that are tried.
 *
 * A trial gives up what it got before it returns, so that the same call can
 * be made again; the world that it changed is made anew by the runner.
 */
#include "abi/trials.h"

#include <stdlib.h>

static const char draft[] =
    "He says \"I do trust the tablet\" and \"We write them on paper\".";

/* --- What is done with what a call gives ---------------------------------- */

/* Read a cursor to its end. */
static insights_status drain(world *w, insights_cursor *cursor)
{
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;

    while (cursor && status == INSIGHTS_OK)
        status = insights_cursor_next(cursor, &record, &w->error);
    insights_cursor_free(cursor);
    return status;
}

#define DROP(type, release)                                           \
    static insights_status drop_##type(world *w, insights_##type *it) \
    {                                                                 \
        (void)w;                                                      \
        release(it);                                                  \
        return INSIGHTS_OK;                                           \
    }

typedef char insights_text;

DROP(record, insights_record_free)
DROP(text, insights_free)
DROP(conversation, insights_conversation_free)
DROP(corpus, insights_corpus_free)
DROP(store, insights_store_free)
DROP(study, insights_study_free)
DROP(query, insights_query_free)
DROP(transaction, insights_transaction_free)
DROP(events, insights_events_free)

/* A trial is named as its call is, without the prefix. This is one whose call
 * gives something; the output and the error follow what is given here. */
#define GIVES(name, type, drop, ...)                         \
    static insights_status try_##name(world *w)              \
    {                                                        \
        insights_##type *out = NULL;                         \
        insights_status status =                             \
            insights_##name(__VA_ARGS__, &out, &w->error);   \
                                                             \
        w->output_after_failure = status < 0 && out != NULL; \
        return status < 0 ? status : drop(w, out);           \
    }

#define RECORD(name, ...) GIVES(name, record, drop_record, __VA_ARGS__)
#define CURSOR(name, ...) GIVES(name, cursor, drain, __VA_ARGS__)
#define TEXT(name, ...) GIVES(name, text, drop_text, __VA_ARGS__)

/* One whose call gives nothing but its status. */
#define DOES(name, ...)                                 \
    static insights_status try_##name(world *w)         \
    {                                                   \
        return insights_##name(__VA_ARGS__, &w->error); \
    }

/* --- Records, conversations, corpora -------------------------------------- */

RECORD(record_new, INSIGHTS_CODE)
RECORD(record_edit, w->code)
DOES(record_check, w->code)
TEXT(record_to_json, w->code)
RECORD(record_from_json, INSIGHTS_CODE, w->code_json, strlen(w->code_json))

GIVES(
    conversation_read,
    conversation,
    drop_conversation,
    world_transcript,
    strlen(world_transcript),
    NULL)
GIVES(
    conversation_read_file,
    conversation,
    drop_conversation,
    w->talk_path,
    NULL)
TEXT(conversation_write, w->talk, "json")
CURSOR(conversation_participants, w->talk, NULL)
CURSOR(conversation_outline, w->talk, NULL)
CURSOR(conversation_evidence, w->talk, NULL)
CURSOR(conversation_signals, w->talk, NULL)
RECORD(quote_locate, w->talk, "it never loses orders", NULL)
CURSOR(guide_read, "1. Why?\n2. How?\n", 16)
CURSOR(corpus_check, w->corpus, draft, sizeof(draft) - 1, NULL)
CURSOR(corpus_keywords, w->corpus, "order*", NULL)
CURSOR(corpus_phrases, w->corpus, NULL)
CURSOR(corpus_passages, w->corpus, "orders", NULL)
CURSOR(corpus_answers, w->corpus, "What would help?", 1, NULL)

static insights_status try_corpus_new(world *w)
{
    insights_corpus *out = NULL;
    insights_status status = insights_corpus_new(&out, &w->error);

    w->output_after_failure = status < 0 && out;
    return status < 0 ? status : drop_corpus(w, out);
}

static insights_status try_corpus_add(world *w)
{
    insights_corpus *corpus = NULL;
    insights_status status = insights_corpus_new(&corpus, &w->error);

    if (status == INSIGHTS_OK)
        status = insights_corpus_add(corpus, "b", "B", w->talk, &w->error);
    insights_corpus_free(corpus);
    return status;
}

/* --- The store ------------------------------------------------------------ */

GIVES(store_open, store, drop_store, "memory:", NULL)
RECORD(store_get, w->store, INSIGHTS_CODE, insights_record_id(w->code))
TEXT(store_resolve, w->store, INSIGHTS_INTERVIEW, w->interview + 28)
DOES(
    store_delete,
    w->store,
    INSIGHTS_INTERVIEW,
    w->interview,
    INSIGHTS_DELETE_WAIT)
CURSOR(store_query, w->store, w->query)
CURSOR(store_sql, w->store, "select id, quote from v_evidence")
CURSOR(store_check, w->store)
RECORD(store_vacuum, w->store)

static insights_status try_store_save(world *w)
{
    insights_record *copy = NULL;
    insights_status status = insights_record_edit(w->code, &copy, &w->error);

    if (status == INSIGHTS_OK)
        status =
            insights_record_set_text(copy, INSIGHTS_CODE_DEFINITION, "new");
    if (status == INSIGHTS_OK)
        status = insights_store_save(w->store, copy, &w->error);
    insights_record_free(copy);
    return status;
}

static insights_status try_store_count(world *w)
{
    int64_t number;

    return insights_store_count(w->store, w->query, &number, &w->error);
}

static insights_status try_store_search(world *w)
{
    insights_query *query = NULL;
    insights_cursor *out = NULL;
    insights_status status =
        insights_query_new(INSIGHTS_EVIDENCE, &query, &w->error);

    if (status == INSIGHTS_OK)
        status =
            insights_store_search(w->store, "paper", query, &out, &w->error);
    insights_query_free(query);
    return status < 0 ? status : drain(w, out);
}

static insights_status try_store_export(world *w)
{
    char *text = NULL;
    insights_status status =
        insights_store_export(w->store, world_keep, &text, &w->error);

    free(text);
    return status;
}

static insights_status try_store_restore(world *w)
{
    const char *left = w->other_text;
    insights_record *done = NULL;
    insights_status status =
        insights_store_restore(w->store, world_give, &left, &done, &w->error);

    w->output_after_failure = status < 0 && done;
    return status < 0 ? status : drop_record(w, done);
}

/* --- Queries -------------------------------------------------------------- */

GIVES(query_new, query, drop_query, INSIGHTS_CODE)

/* A query of which everything was asked, read to its end. */
static insights_status ask(world *w)
{
    insights_query *query = NULL;
    insights_cursor *out = NULL;
    insights_status status =
        insights_query_new(INSIGHTS_CODE, &query, &w->error);

    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            query, INSIGHTS_CODE_NAME, INSIGHTS_NE, "x", &w->error);
    if (status == INSIGHTS_OK)
        status = insights_query_where_int(
            query, INSIGHTS_CODE_IS_SYSTEM, INSIGHTS_NE, 7, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_query_limit(query, 100, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(w->store, query, &out, &w->error);
    insights_query_free(query);
    return status < 0 ? status : drain(w, out);
}

static insights_status try_query_order(world *w)
{
    insights_query *query = NULL;
    insights_cursor *out = NULL;
    insights_status status =
        insights_query_new(INSIGHTS_CODE, &query, &w->error);

    if (status == INSIGHTS_OK)
        status = insights_query_order(
            query, INSIGHTS_CODE_NAME, INSIGHTS_DESCENDING, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(w->store, query, &out, &w->error);
    insights_query_free(query);
    return status < 0 ? status : drain(w, out);
}

static insights_status try_query_after(world *w)
{
    insights_query *query = NULL;
    insights_cursor *out = NULL;
    insights_status status =
        insights_query_new(INSIGHTS_CODE, &query, &w->error);

    if (status == INSIGHTS_OK)
        status = insights_query_after(query, w->token, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(w->store, query, &out, &w->error);
    insights_query_free(query);
    return status < 0 ? status : drain(w, out);
}

static insights_status try_query_set_flags(world *w)
{
    insights_query *query = NULL;
    insights_cursor *out = NULL;
    insights_status status =
        insights_query_new(INSIGHTS_TURN, &query, &w->error);

    if (status == INSIGHTS_OK)
        status =
            insights_query_set_flags(query, INSIGHTS_QUERY_SNAPSHOT, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(w->store, query, &out, &w->error);
    insights_query_free(query);
    return status < 0 ? status : drain(w, out);
}

static insights_status try_cursor_token(world *w)
{
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    char *token = NULL;
    insights_status status =
        insights_store_query(w->store, w->query, &cursor, &w->error);

    if (status == INSIGHTS_OK)
        status = insights_cursor_next(cursor, &record, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_cursor_token(cursor, &token, &w->error);
    w->output_after_failure = status < 0 && token;
    insights_free(token);
    insights_cursor_free(cursor);
    return status;
}

/* --- Transactions --------------------------------------------------------- */

GIVES(transaction_new, transaction, drop_transaction, w->store)

/* A list of one of each, committed. */
static insights_status commit(world *w)
{
    insights_transaction *list = NULL;
    insights_record *memo = NULL;
    insights_status status =
        insights_transaction_new(w->store, &list, &w->error);

    if (status == INSIGHTS_OK)
        status = insights_record_edit(w->code, &memo, &w->error);
    if (status == INSIGHTS_OK)
        status =
            insights_record_set_text(memo, INSIGHTS_CODE_DEFINITION, "other");
    if (status == INSIGHTS_OK)
        status = insights_transaction_require(list, w->code, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_save(list, memo, 0, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_delete(
            list, INSIGHTS_CODING, w->coding, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(list, &w->error);
    insights_transaction_free(list);
    insights_record_free(memo);
    return status;
}

/* --- Conversations in ----------------------------------------------------- */

static insights_status try_study_open(world *w)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_study *out = NULL;
    insights_status status;

    options.actor = "Somebody new";
    status = insights_study_open(w->store, &options, &out, &w->error);
    w->output_after_failure = status < 0 && out;
    return status < 0 ? status : drop_study(w, out);
}

RECORD(study_import_file, w->study, w->talk_path, NULL)
RECORD(study_import, w->study, "a.txt", "Ana: Hello.\nBo: Yes.\n", 22, NULL)
RECORD(study_append, w->study, NULL, "Live", w->talk)
RECORD(study_import_guide, w->study, "1. What is new?\n", 16)
GIVES(
    study_conversation,
    conversation,
    drop_conversation,
    w->study,
    w->interview,
    NULL)
GIVES(study_corpus, corpus, drop_corpus, w->study)
TEXT(study_roles, w->study, w->interview)
RECORD(study_correct, w->study, w->interview, 1, "We write all on paper.")
RECORD(study_rename_speaker, w->study, w->interview, "Otto", "Otto Klein")

/* --- Evidence, codes, decisions ------------------------------------------- */

RECORD(study_analyze, w->study, NULL)
CURSOR(study_evidence, w->study, NULL)
RECORD(study_code_add, w->study, "Trust / Screen", "trusts it")
RECORD(study_code_import, w->study, "path\nTrust / Voice\nCost\n", 24)
RECORD(study_code_rename, w->study, "Trust / Paper", "Paper / Trust")
RECORD(study_code_merge, w->study, "Trust / Paper", "Trust")
CURSOR(study_codes, w->study)
RECORD(study_code, w->study, w->evidence, "Cost", "why")
CURSOR(study_review, w->study, NULL)
DOES(
    study_decide,
    w->study,
    INSIGHTS_CODING,
    w->coding,
    INSIGHTS_ACCEPT,
    NULL,
    "so it is")
RECORD(study_memo, w->study, INSIGHTS_INTERVIEW, w->interview, "Ask again.")
DOES(study_delete, w->study, INSIGHTS_EVIDENCE, w->evidence)
CURSOR(study_log, w->study, 0)
RECORD(study_undo, w->study, NULL)
CURSOR(study_verify, w->study, NULL)
CURSOR(study_methods, w->study)

static insights_status try_study_apply(world *w)
{
    char json[400];
    insights_record *done = NULL;
    insights_status status;

    snprintf(
        json, sizeof(json),
        "{\"insights_review\":1,\"actor\":\"Ina\",\"decisions\":["
        "{\"kind\":\"coding\",\"id\":\"%s\",\"decision\":\"accept\"}]}",
        w->coding);
    status =
        insights_study_apply(w->study, json, strlen(json), &done, &w->error);
    w->output_after_failure = status < 0 && done;
    return status < 0 ? status : drop_record(w, done);
}

static insights_status try_study_report(world *w)
{
    char *text = NULL;
    insights_status status = insights_study_report(
        w->study, draft, sizeof(draft) - 1, "draft.md", world_keep, &text,
        &w->error);

    free(text);
    return status;
}

static insights_status try_study_export(world *w)
{
    static const char *const formats[] = {"csv", "xlsx", "qdc"};
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < 3 && status >= 0; i++) {
        insights_export_options options = INSIGHTS_EXPORT_OPTIONS_INIT;
        insights_record *done = NULL;
        char *text = NULL;

        options.format = formats[i];
        status = insights_study_export(
            w->study, &options, world_keep, &text, &done, &w->error);
        w->output_after_failure |= status < 0 && done;
        insights_record_free(done);
        free(text);
        /* A library may be built without workbooks. */
        if (status == INSIGHTS_E_UNSUPPORTED)
            status = INSIGHTS_OK;
    }
    return status;
}

static insights_status try_codebook(world *w)
{
    static const char xml[] =
        "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code "
        "guid=\"11111111-2222-3333-4444-555555555551\" name=\"Trust\" "
        "isCodable=\"true\"><Description>It is.</Description></Code></Codes>"
        "</CodeBook>";
    insights_record *done = NULL;
    insights_status status = insights_study_code_import(
        w->study, xml, sizeof(xml) - 1, &done, &w->error);

    w->output_after_failure = status < 0 && done;
    return status < 0 ? status : drop_record(w, done);
}

/* --- The list ------------------------------------------------------------- */

#define READS(name)                      \
    {                                    \
        "insights_" #name, try_##name, 0 \
    }
#define WRITES(name)                     \
    {                                    \
        "insights_" #name, try_##name, 1 \
    }

const trial trials[] = {
    READS(record_new),
    READS(record_edit),
    READS(record_check),
    READS(record_to_json),
    READS(record_from_json),
    READS(conversation_read),
    READS(conversation_read_file),
    READS(conversation_write),
    READS(conversation_participants),
    READS(conversation_outline),
    READS(conversation_evidence),
    READS(conversation_signals),
    READS(quote_locate),
    READS(guide_read),
    READS(corpus_new),
    READS(corpus_add),
    READS(corpus_check),
    READS(corpus_keywords),
    READS(corpus_phrases),
    READS(corpus_passages),
    READS(corpus_answers),
    READS(store_open),
    WRITES(store_save),
    READS(store_get),
    READS(store_resolve),
    WRITES(store_delete),
    READS(store_query),
    {"insights_cursor_next", try_store_query, 0},
    READS(cursor_token),
    READS(store_count),
    READS(store_search),
    READS(store_sql),
    READS(store_check),
    WRITES(store_vacuum),
    READS(store_export),
    WRITES(store_restore),
    READS(query_new),
    {"insights_query_where_text", ask, 0},
    {"insights_query_where_int", ask, 0},
    {"insights_query_limit", ask, 0},
    READS(query_order),
    READS(query_after),
    READS(query_set_flags),
    READS(transaction_new),
    {"insights_transaction_save", commit, 1},
    {"insights_transaction_delete", commit, 1},
    {"insights_transaction_require", commit, 1},
    {"insights_transaction_commit", commit, 1},
    WRITES(study_open),
    WRITES(study_import_file),
    WRITES(study_import),
    WRITES(study_append),
    WRITES(study_import_guide),
    READS(study_conversation),
    READS(study_corpus),
    READS(study_roles),
    WRITES(study_correct),
    WRITES(study_rename_speaker),
    WRITES(study_analyze),
    READS(study_evidence),
    WRITES(study_code_add),
    WRITES(study_code_import),
    {"insights_study_code_import", try_codebook, 1},
    WRITES(study_code_rename),
    WRITES(study_code_merge),
    READS(study_codes),
    WRITES(study_code),
    READS(study_review),
    WRITES(study_decide),
    WRITES(study_apply),
    WRITES(study_memo),
    WRITES(study_delete),
    READS(study_log),
    WRITES(study_undo),
    READS(study_verify),
    READS(study_methods),
    READS(study_report),
    READS(study_export),
    {NULL, NULL, 0}};
