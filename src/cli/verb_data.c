/*
 * verb_data.c - list, show, sql: the records themselves.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

/* --- list -------------------------------------------------------------------
 */

static insights_kind kind_of_word(const char *word)
{
    static const struct {
        const char *word;
        insights_kind kind;
    } words[] = {
        {"people", INSIGHTS_PERSON},
        {"conversations", INSIGHTS_INTERVIEW},
        {"speakers", INSIGHTS_PARTICIPANT},
        {"guide", INSIGHTS_QUESTION},
    };
    char *one = NULL;
    insights_kind kind = insights_kind_find(word);

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].kind;
    if (!kind && cli_ends(word, "s")) {
        one = cli_copy_bytes(word, strlen(word) - 1);
        kind = insights_kind_find(one);
        free(one);
    }
    return kind && insights_kind_stored(kind) ? kind : 0;
}

static int no_kind(cli_context *context, const char *word)
{
    cli_texts names = {0};
    const char *near = NULL;
    insights_kind kind = 0;
    int code = CLI_OK;

    for (size_t i = 0; (kind = insights_kind_at(i)) != 0; i++)
        if (insights_kind_stored(kind))
            cli_texts_add(&names, cli_copy(insights_kind_name(kind)));
    near = cli_nearest(word, names.items, names.count);
    if (near)
        code =
            cli_usage(context, "no kind '%s'; did you mean '%s'?", word, near);
    else
        code = cli_usage(
            context,
            "no kind '%s'; there are interview, evidence, code, coding, "
            "memo, question, person, participant, change and others",
            word);
    cli_texts_free(&names);
    return code;
}

static insights_status list_query(
    cli_context *context,
    insights_kind kind,
    insights_query **out)
{
    insights_field field = insights_field_find(kind, "project_id");
    insights_error **error = &context->error;
    insights_status status = insights_query_new(kind, out, error);
    uint32_t limit = 0;

    if (status == INSIGHTS_OK && field)
        status = insights_query_where_text(
            *out, field, INSIGHTS_EQ, insights_study_project(context->study),
            error);
    if (status == INSIGHTS_OK && kind == INSIGHTS_INTERVIEW)
        status = insights_query_order(
            *out, INSIGHTS_INTERVIEW_HELD_ON, INSIGHTS_ASCENDING, error);
    if (status == INSIGHTS_OK && kind == INSIGHTS_INTERVIEW)
        status = insights_query_order(
            *out, INSIGHTS_INTERVIEW_TITLE, INSIGHTS_ASCENDING, error);
    if (status == INSIGHTS_OK && kind == INSIGHTS_QUESTION)
        status = insights_query_order(
            *out, INSIGHTS_QUESTION_POSITION, INSIGHTS_ASCENDING, error);
    if (cli_number_option(context, "limit", &limit))
        return INSIGHTS_DONE;
    if (status == INSIGHTS_OK && limit)
        status = insights_query_limit(*out, limit, error);
    return status;
}

/* How long a conversation is, from its current text. */
static void add_turns(cli_context *context, cli_json *row)
{
    const char *id = cli_json_text(row, "transcript_id");
    insights_record *text = NULL;

    if (id && insights_store_get(
                  context->store, INSIGHTS_TRANSCRIPT, id, &text, NULL) ==
                  INSIGHTS_OK)
        cli_json_set_int(
            row, "turns",
            insights_record_int(text, INSIGHTS_TRANSCRIPT_TURN_COUNT));
    insights_record_free(text);
}

/* The title of the conversation that a record belongs to. */
static void add_title(cli_context *context, cli_json *row)
{
    const char *id = cli_json_text(row, "interview_id");
    insights_record *interview = NULL;

    if (id && insights_store_get(
                  context->store, INSIGHTS_INTERVIEW, id, &interview, NULL) ==
                  INSIGHTS_OK)
        cli_json_set_text(
            row, "conversation",
            insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE));
    insights_record_free(interview);
}

int cli_verb_list(cli_context *context)
{
    const cli_args *args = &context->args;
    insights_kind kind =
        args->count ? kind_of_word(args->words[0]) : INSIGHTS_INTERVIEW;
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    cli_output *output = NULL;
    int ended = CLI_OK;
    int code = CLI_OK;

    if (!kind)
        return no_kind(context, args->words[0]);
    code = cli_open(context, CLI_READ);
    if (code)
        return code;
    status = list_query(context, kind, &query);
    if (status == INSIGHTS_OK)
        status = insights_store_query(
            context->store, query, &cursor, &context->error);
    if (status == INSIGHTS_OK)
        output = cli_output_new(context, cli_view_of(kind), &code);
    while (output && !code && !cli_interrupted() &&
           (status = insights_cursor_next(cursor, &record, &context->error)) ==
               INSIGHTS_OK) {
        cli_json *row = cli_row(context, record);

        if (row && kind == INSIGHTS_INTERVIEW)
            add_turns(context, row);
        else if (row && kind == INSIGHTS_PARTICIPANT)
            add_title(context, row);
        code = row ? cli_output_json(output, row) : cli_fail(context);
    }
    if (status < 0)
        code = cli_fail(context);
    else if (status == INSIGHTS_DONE && !output)
        code = CLI_USAGE;
    if (output)
        ended = cli_output_end(output);
    insights_cursor_free(cursor);
    insights_query_free(query);
    return code ? code : ended;
}

/* --- show -------------------------------------------------------------------
 */

/* Texts of other records that refer to this one, as a list. */
static void add_related(
    cli_context *context,
    cli_json *row,
    const char *name,
    insights_field field,
    const char *id,
    char *(*text_of)(cli_context *, const insights_record *))
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    cli_buffer list = {0};
    insights_status status =
        insights_query_new((insights_kind)(field >> 16), &query, NULL);

    if (status == INSIGHTS_OK)
        status = insights_query_where_text(query, field, INSIGHTS_EQ, id, NULL);
    if (status == INSIGHTS_OK)
        status = insights_store_query(context->store, query, &cursor, NULL);
    while (status == INSIGHTS_OK) {
        char *text = NULL;

        status = insights_cursor_next(cursor, &record, NULL);
        text = status == INSIGHTS_OK ? text_of(context, record) : NULL;
        if (text)
            cli_putf(&list, "%s%s", list.length ? "; " : "", text);
        free(text);
    }
    if (list.length)
        cli_json_set_text(row, name, list.text);
    cli_drop(&list);
    insights_cursor_free(cursor);
    insights_query_free(query);
}

static char *memo_text(cli_context *context, const insights_record *record)
{
    (void)context;
    return cli_copy(insights_record_text(record, INSIGHTS_MEMO_TEXT));
}

static char *participant_text(
    cli_context *context,
    const insights_record *record)
{
    const char *role = insights_record_text(record, INSIGHTS_PARTICIPANT_ROLE);

    (void)context;
    return cli_format(
        "%s%s%s%s", insights_record_text(record, INSIGHTS_PARTICIPANT_LABEL),
        role ? " (" : "", role ? role : "", role ? ")" : "");
}

static char *coding_text(cli_context *context, const insights_record *record)
{
    const char *id = insights_record_text(record, INSIGHTS_CODING_CODE_ID);
    insights_record *code = NULL;
    char *text = NULL;

    if (id &&
        insights_store_get(context->store, INSIGHTS_CODE, id, &code, NULL) ==
            INSIGHTS_OK)
        text = cli_format(
            "%s (%s)", insights_record_text(code, INSIGHTS_CODE_PATH),
            insights_record_text(record, INSIGHTS_CODING_STANDING));
    insights_record_free(code);
    return text;
}

int cli_verb_show(cli_context *context)
{
    cli_output *output = NULL;
    int ended = CLI_OK;
    int code = cli_open(context, CLI_READ);

    if (!code)
        output = cli_output_new(context, &cli_view_show, &code);
    for (size_t i = 0; output && !code && i < context->args.count; i++) {
        insights_record *record = NULL;
        insights_kind kind = 0;
        cli_json *row = NULL;
        char *id = NULL;

        code = cli_record_id(context, context->args.words[i], &kind, &id);
        if (!code &&
            insights_store_get(
                context->store, kind, id, &record, &context->error) < 0)
            code = cli_fail(context);
        if (!code)
            row = cli_row(context, record);
        if (row && kind == INSIGHTS_INTERVIEW)
            add_related(
                context, row, "speakers", INSIGHTS_PARTICIPANT_INTERVIEW_ID, id,
                participant_text);
        if (row && kind == INSIGHTS_EVIDENCE)
            add_related(
                context, row, "codes", INSIGHTS_CODING_EVIDENCE_ID, id,
                coding_text);
        if (row) {
            add_related(
                context, row, "memos", INSIGHTS_MEMO_TARGET_ID, id, memo_text);
            code = cli_output_json(output, row);
        }
        insights_record_free(record);
        free(id);
    }
    if (output)
        ended = cli_output_end(output);
    return code ? code : ended;
}

/* --- sql --------------------------------------------------------------------
 */

int cli_verb_sql(cli_context *context)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    cli_output *output = NULL;
    char *text = NULL;
    size_t length = 0;
    int ended = CLI_OK;
    int code = cli_open(context, CLI_READ | CLI_NO_STUDY);

    if (!code && strcmp(context->args.words[0], "-") == 0)
        code = cli_read_file(context, "-", &text, &length);
    if (code)
        return code;
    status = insights_store_sql(
        context->store, text ? text : context->args.words[0], &cursor,
        &context->error);
    if (status == INSIGHTS_OK)
        output = cli_output_new(context, &cli_view_plain, &code);
    while (output && !code && !cli_interrupted() &&
           (status = insights_cursor_next(cursor, &record, &context->error)) ==
               INSIGHTS_OK)
        code = cli_output_text(
            output, insights_record_text(record, INSIGHTS_ROW_VALUES));
    if (status < 0)
        code = cli_fail(context);
    if (output)
        ended = cli_output_end(output);
    insights_cursor_free(cursor);
    free(text);
    return code ? code : ended;
}
