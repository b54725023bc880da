/* trials_store.c - the calls of records, conversations, corpora, stores and
 * events. */
#include "abi/try.h"

static const char draft[] =
    "He says \"I do trust the tablet\" and \"We write them on paper\".";

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

CURSOR(schedule_next, "*/5 9-17 * * mon-fri", NULL)

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

/* --- Events ----------------------------------------------------------------
 */

static insights_status try_events_new(world *w)
{
    insights_events *out = NULL;
    insights_status status = insights_events_new(&out, &w->error);

    w->output_after_failure = status < 0 && out;
    return status < 0 ? status : drop_events(w, out);
}

/* Take the next event and look at all there is of it. */
static insights_status take(world *w, insights_events *events, int type)
{
    insights_event *event = NULL;
    const insights_record *record = NULL;
    insights_cursor *cursor;
    insights_status status =
        insights_events_wait(events, 10000, &event, &w->error);

    if (status == INSIGHTS_OK && insights_event_type(event) != type)
        status = insights_event_type(event) == INSIGHTS_EVENT_ENDED
                     ? insights_event_status(event)
                     : INSIGHTS_E_INTERNAL;
    if (status == INSIGHTS_OK)
        status = insights_event_status(event);
    cursor = status == INSIGHTS_OK ? insights_event_cursor(event) : NULL;
    while (cursor && status == INSIGHTS_OK)
        status = insights_cursor_next(cursor, &record, &w->error);
    insights_event_free(event);
    return status;
}

static insights_status try_events_fd(world *w)
{
    int fd;

    return insights_events_fd(w->events, &fd, &w->error);
}

static insights_status try_events_next(world *w)
{
    insights_event *event = NULL;
    insights_status status = insights_events_next(w->events, &event, &w->error);

    insights_event_free(event);
    return status;
}

static insights_status try_store_fetch(world *w)
{
    insights_status status =
        insights_store_fetch(w->store, w->query, w->events, 1, &w->error);

    return status < 0 ? status : take(w, w->events, INSIGHTS_EVENT_ANSWER);
}

static insights_status try_store_submit(world *w)
{
    insights_transaction *list = NULL;
    insights_status status =
        insights_transaction_new(w->store, &list, &w->error);

    if (status == INSIGHTS_OK)
        status = insights_transaction_delete(
            list, INSIGHTS_CODING, w->coding, &w->error);
    if (status == INSIGHTS_OK)
        status = insights_store_submit(w->store, list, w->events, 2, &w->error);
    if (status == INSIGHTS_OK)
        status = take(w, w->events, INSIGHTS_EVENT_ANSWER);
    insights_transaction_free(list);
    return status;
}

static insights_status try_store_watch(world *w)
{
    insights_watch_options options = INSIGHTS_WATCH_OPTIONS_INIT;
    insights_watch *watch = NULL;
    insights_events *events = NULL;
    insights_status status = insights_events_new(&events, &w->error);

    options.state = w->query;
    if (status == INSIGHTS_OK)
        status = insights_store_watch(
            w->store, &options, events, 3, &watch, &w->error);
    w->output_after_failure = status < 0 && watch;
    if (status == INSIGHTS_OK)
        status = take(w, events, INSIGHTS_EVENT_READY);
    insights_watch_free(watch);
    insights_events_free(events);
    return status;
}

/* --- The list ------------------------------------------------------------- */

const trial store_trials[] = {
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
    READS(schedule_next),
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
    READS(events_new),
    READS(events_fd),
    READS(events_next),
    {"insights_events_wait", try_store_fetch, 0},
    READS(store_fetch),
    WRITES(store_submit),
    READS(store_watch),
    {NULL, NULL, 0}};
