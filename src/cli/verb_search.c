/*
 * verb_search.c - search and answers: passages for a query, or for the
 * questions of the guide.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

/* --- search -----------------------------------------------------------------
 */

/* The row that a passage of a conversation gives, from stored evidence. */
static cli_json *evidence_row(
    cli_context *context,
    const insights_record *evidence,
    int64_t rank,
    double score)
{
    const char *id =
        insights_record_text(evidence, INSIGHTS_EVIDENCE_INTERVIEW_ID);
    insights_record *interview = NULL;
    insights_record *passage = NULL;
    cli_json *row = NULL;

    if (insights_record_new(INSIGHTS_PASSAGE, &passage, &context->error) < 0)
        return NULL;
    insights_record_set_int(passage, INSIGHTS_PASSAGE_RANK, rank);
    insights_record_set_real(passage, INSIGHTS_PASSAGE_SCORE, score);
    insights_record_set_text(passage, INSIGHTS_PASSAGE_INTERVIEW_ID, id);
    if (insights_store_get(
            context->store, INSIGHTS_INTERVIEW, id, &interview, NULL) ==
        INSIGHTS_OK)
        insights_record_set_text(
            passage, INSIGHTS_PASSAGE_TITLE,
            insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE));
    insights_record_set_text(
        passage, INSIGHTS_PASSAGE_EVIDENCE_ID, insights_record_id(evidence));
    insights_record_set_int(
        passage, INSIGHTS_PASSAGE_TURN_INDEX,
        insights_record_int(evidence, INSIGHTS_EVIDENCE_FIRST_TURN));
    insights_record_set_int(
        passage, INSIGHTS_PASSAGE_LAST_TURN,
        insights_record_int(evidence, INSIGHTS_EVIDENCE_LAST_TURN));
    insights_record_set_int(
        passage, INSIGHTS_PASSAGE_BYTE_START,
        insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_START));
    insights_record_set_int(
        passage, INSIGHTS_PASSAGE_BYTE_END,
        insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_END));
    insights_record_set_text(
        passage, INSIGHTS_PASSAGE_TEXT,
        insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE));
    insights_record_set_text(
        passage, INSIGHTS_PASSAGE_SPEAKER,
        insights_record_text(evidence, INSIGHTS_EVIDENCE_SPEAKER));
    if (insights_record_state(evidence, INSIGHTS_EVIDENCE_START_MS) ==
        INSIGHTS_VALUE) {
        insights_record_set_int(
            passage, INSIGHTS_PASSAGE_START_MS,
            insights_record_int(evidence, INSIGHTS_EVIDENCE_START_MS));
        insights_record_set_int(
            passage, INSIGHTS_PASSAGE_END_MS,
            insights_record_int(evidence, INSIGHTS_EVIDENCE_END_MS));
    }
    row = cli_row(context, passage);
    insights_record_free(passage);
    insights_record_free(interview);
    return row;
}

static insights_status evidence_query(
    cli_context *context,
    const insights_reading_options *options,
    insights_query **out)
{
    insights_status status =
        insights_query_new(INSIGHTS_EVIDENCE, out, &context->error);

    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            *out, INSIGHTS_EVIDENCE_PROJECT_ID, INSIGHTS_EQ,
            insights_study_project(context->study), &context->error);
    if (status == INSIGHTS_OK)
        status = insights_query_where_int(
            *out, INSIGHTS_EVIDENCE_BYTE_START, INSIGHTS_GE, 0,
            &context->error);
    if (status == INSIGHTS_OK && options->id)
        status = insights_query_where_text(
            *out, INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_EQ, options->id,
            &context->error);
    if (status == INSIGHTS_OK && options->speaker)
        status = insights_query_where_text(
            *out, INSIGHTS_EVIDENCE_SPEAKER, INSIGHTS_EQ, options->speaker,
            &context->error);
    if (status == INSIGHTS_OK)
        status = insights_query_limit(
            *out, options->limit ? options->limit : 20, &context->error);
    return status;
}

static int search_evidence(
    cli_context *context,
    const char *text,
    const insights_reading_options *options)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    cli_output *output = NULL;
    int64_t rank = 0;
    int code = CLI_OK;
    insights_status status = evidence_query(context, options, &query);

    if (status == INSIGHTS_OK)
        status = insights_store_search(
            context->store, text, query, &cursor, &context->error);
    if (status == INSIGHTS_OK)
        output = cli_output_new(context, &cli_view_passages, &code);
    while (output && !code && status == INSIGHTS_OK) {
        status = insights_cursor_next(cursor, &record, &context->error);
        if (status == INSIGHTS_OK) {
            cli_json *row = evidence_row(
                context, record, ++rank, insights_cursor_score(cursor));

            code = row ? cli_output_json(output, row) : cli_fail(context);
        }
    }
    if (status < 0)
        code = cli_fail(context);
    if (output) {
        int ended = cli_output_end(output);

        code = code ? code : ended;
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return code;
}

/* Who says each turn of a passage, as the passage may have several. */
static void add_speakers(const insights_corpus *corpus, cli_json *row)
{
    const char *id = NULL;
    int64_t first = cli_json_int(row, "turn_index", 0);
    int64_t last = cli_json_int(row, "last_turn", first);
    cli_json *list = cli_json_set_list(row, "speakers");
    size_t at = 0;

    id = cli_json_text(row, "interview_id");
    while (id && at < insights_corpus_count(corpus) &&
           strcmp(insights_corpus_id(corpus, at), id) != 0)
        at++;
    if (!id || at == insights_corpus_count(corpus))
        return;
    for (int64_t turn = first; turn <= last; turn++)
        cli_json_push_text(
            list, insights_conversation_speaker(
                      insights_corpus_at(corpus, at), (size_t)turn));
}

static int put_passages(
    cli_context *context,
    const insights_corpus *corpus,
    insights_cursor *cursor,
    cli_output *output)
{
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    int code = CLI_OK;

    while (!code && (status = insights_cursor_next(
                         cursor, &record, &context->error)) == INSIGHTS_OK) {
        cli_json *row = cli_row(context, record);

        if (!row)
            return cli_fail(context);
        add_speakers(corpus, row);
        code = cli_output_json(output, row);
    }
    if (!code && status >= 0 && insights_cursor_truncated(cursor))
        cli_say(
            context, "only the first %zu are shown; --limit N gives more",
            cli_output_count(output));
    return status < 0 ? cli_fail(context) : code;
}

static int print_passages(
    cli_context *context,
    const insights_corpus *corpus,
    insights_cursor *cursor)
{
    int code = CLI_OK;
    int ended = CLI_OK;
    cli_output *output = cli_output_new(context, &cli_view_passages, &code);

    if (output) {
        code = put_passages(context, corpus, cursor, output);
        ended = cli_output_end(output);
    }
    return code ? code : ended;
}

int cli_verb_search(cli_context *context)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    const char *mode = cli_value(&context->args, "mode");
    insights_corpus *corpus = NULL;
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    char *interview = NULL;
    char *text = cli_joined_words(context);
    int stored = mode && strcmp(mode, "evidence") == 0;
    int code = CLI_OK;

    if (stored && cli_has(&context->args, "in"))
        code = cli_usage(
            context, "--mode evidence is for a study, not for --in FILES");
    else if (stored)
        code = cli_open(context, CLI_READ);
    else
        code = cli_corpus(context, &corpus);
    if (!code)
        code = cli_reading_options(context, &options, &interview);
    if (!code && stored) {
        code = search_evidence(context, text, &options);
    } else if (!code) {
        options.mode = mode;
        status = insights_corpus_passages(
            corpus, text, &options, &cursor, &context->error);
        code = status < 0 ? cli_fail(context)
                          : print_passages(context, corpus, cursor);
        insights_cursor_free(cursor);
    }
    insights_corpus_free(corpus);
    free(interview);
    free(text);
    return code;
}

/* --- answers ----------------------------------------------------------------
 */

typedef struct planned {
    int64_t number;
    char *text;
} planned;

typedef struct guide {
    planned *items;
    size_t count;
} guide;

static void guide_add(guide *questions, int64_t number, const char *text)
{
    questions->items =
        cli_grow(questions->items, (questions->count + 1) * sizeof(planned));
    questions->items[questions->count].number = number;
    questions->items[questions->count++].text = cli_copy(text);
}

static void guide_free(guide *questions)
{
    for (size_t i = 0; i < questions->count; i++)
        free(questions->items[i].text);
    free(questions->items);
}

static int take_questions(
    cli_context *context,
    guide *questions,
    insights_status status,
    insights_cursor *cursor)
{
    const insights_record *record = NULL;

    while (status == INSIGHTS_OK) {
        status = insights_cursor_next(cursor, &record, &context->error);
        if (status == INSIGHTS_OK)
            guide_add(
                questions,
                insights_record_int(record, INSIGHTS_QUESTION_POSITION),
                insights_record_text(record, INSIGHTS_QUESTION_TEXT));
    }
    insights_cursor_free(cursor);
    return status < 0 ? cli_fail(context) : CLI_OK;
}

static int guide_of_file(cli_context *context, guide *questions)
{
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    char *bytes = NULL;
    size_t length = 0;
    int code = cli_read_file(
        context, cli_value(&context->args, "guide"), &bytes, &length);

    if (code)
        return code;
    status = insights_guide_read(bytes, length, &cursor, &context->error);
    code = take_questions(context, questions, status, cursor);
    free(bytes);
    return code;
}

static int guide_of_study(cli_context *context, guide *questions)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    insights_status status =
        insights_query_new(INSIGHTS_QUESTION, &query, &context->error);
    int code = CLI_OK;

    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            query, INSIGHTS_QUESTION_PROJECT_ID, INSIGHTS_EQ,
            insights_study_project(context->study), &context->error);
    if (status == INSIGHTS_OK)
        status = insights_query_where_text(
            query, INSIGHTS_QUESTION_TYPE, INSIGHTS_EQ, "prompt",
            &context->error);
    if (status == INSIGHTS_OK)
        status = insights_query_order(
            query, INSIGHTS_QUESTION_POSITION, INSIGHTS_ASCENDING,
            &context->error);
    if (status == INSIGHTS_OK)
        status = insights_store_query(
            context->store, query, &cursor, &context->error);
    code = take_questions(context, questions, status, cursor);
    insights_query_free(query);
    return code;
}

/* The questions that the arguments mean: numbers of the guide, or texts. */
static int choose(cli_context *context, const guide *known, guide *wanted)
{
    const cli_args *args = &context->args;

    for (size_t i = 0; args->count == 0 && i < known->count; i++)
        guide_add(wanted, known->items[i].number, known->items[i].text);
    for (size_t i = 0; i < args->count; i++) {
        char *end = NULL;
        long long number = strtoll(args->words[i], &end, 10);
        size_t at = 0;

        if (*end) {
            guide_add(wanted, (int64_t)i + 1, args->words[i]);
            continue;
        }
        while (at < known->count && known->items[at].number != number)
            at++;
        if (at == known->count)
            return cli_complain(
                context, CLI_NOT_FOUND, "not_found",
                "the guide has %zu questions, none is number %lld",
                known->count, number);
        guide_add(wanted, number, known->items[at].text);
    }
    if (wanted->count == 0)
        return cli_usage(
            context,
            "no guide: import one with `insights import --guide FILE`, name "
            "it with --guide FILE, or ask: insights answers QUESTION");
    return CLI_OK;
}

static int print_answers(
    cli_context *context,
    const insights_corpus *corpus,
    const guide *wanted,
    const insights_reading_options *options)
{
    int code = CLI_OK;
    int ended = CLI_OK;
    cli_output *output = cli_output_new(context, &cli_view_answers, &code);

    for (size_t i = 0; output && !code && i < wanted->count; i++) {
        insights_cursor *cursor = NULL;
        insights_status status = insights_corpus_answers(
            corpus, wanted->items[i].text, wanted->items[i].number, options,
            &cursor, &context->error);

        code = status < 0 ? cli_fail(context)
                          : put_passages(context, corpus, cursor, output);
        insights_cursor_free(cursor);
    }
    if (output)
        ended = cli_output_end(output);
    return code ? code : ended;
}

int cli_verb_answers(cli_context *context)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    insights_corpus *corpus = NULL;
    guide known = {NULL, 0};
    guide wanted = {NULL, 0};
    char *interview = NULL;
    int code = cli_corpus(context, &corpus);

    if (!code && cli_has(&context->args, "guide"))
        code = guide_of_file(context, &known);
    else if (!code && context->study)
        code = guide_of_study(context, &known);
    if (!code)
        code = choose(context, &known, &wanted);
    if (!code)
        code = cli_reading_options(context, &options, &interview);
    if (!code)
        code = print_answers(context, corpus, &wanted, &options);
    insights_corpus_free(corpus);
    guide_free(&known);
    guide_free(&wanted);
    free(interview);
    return code;
}
