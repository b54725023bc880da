/*
 * verb_read.c - turns, outline, kwic, phrases: what was said.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

static int64_t number_option(const cli_context *context, const char *name)
{
    const char *value = cli_value(&context->args, name);
    char *end = NULL;
    long long number = value ? strtoll(value, &end, 10) : 0;

    return value && (*end || end == value || number < 0 || number > 1000000000)
               ? -1
               : (int64_t)number;
}

int cli_number_option(cli_context *context, const char *name, uint32_t *out)
{
    int64_t number = number_option(context, name);

    if (number < 0)
        return cli_usage(
            context, "--%s takes a number, and '%s' is none", name,
            cli_value(&context->args, name));
    *out = (uint32_t)number;
    return CLI_OK;
}

char *cli_joined_words(const cli_context *context)
{
    cli_buffer text = {0};

    for (size_t i = 0; i < context->args.count; i++)
        cli_putf(&text, "%s%s", i ? " " : "", context->args.words[i]);
    return cli_take(&text);
}

int cli_reading_options(
    cli_context *context,
    insights_reading_options *options,
    char **interview)
{
    const cli_args *args = &context->args;
    int code = CLI_OK;

    *interview = NULL;
    if (cli_has(args, "interview") && context->study)
        code = cli_interview(context, cli_value(args, "interview"), interview);
    else if (cli_has(args, "interview"))
        *interview = cli_copy(cli_value(args, "interview"));
    options->id = *interview;
    options->speaker = cli_value(args, "speaker");
    if (!code)
        code = cli_number_option(context, "limit", &options->limit);
    if (!code)
        code = cli_number_option(context, "context", &options->context);
    if (!code)
        code = cli_number_option(context, "min-people", &options->min_people);
    if (!code)
        code = cli_number_option(context, "min-words", &options->min_words);
    return code;
}

/* --- turns -----------------------------------------------------------------
 */

static void add_time(cli_buffer *row, const char *name, int64_t ms)
{
    if (ms < 0)
        cli_json_add_raw(row, name, NULL);
    else
        cli_json_add_int(row, name, ms);
}

static int put_turns(
    cli_output *output,
    const insights_conversation *conversation)
{
    size_t count = insights_conversation_turns(conversation);
    int code = CLI_OK;

    for (size_t i = 0; !code && i < count && !cli_interrupted(); i++) {
        cli_buffer row = {0};

        cli_put(&row, "{");
        cli_json_add_int(&row, "index", (int64_t)i);
        cli_json_add_text(
            &row, "speaker", insights_conversation_speaker(conversation, i));
        cli_json_add_text(
            &row, "text", insights_conversation_text(conversation, i));
        add_time(
            &row, "start_ms", insights_conversation_start_ms(conversation, i));
        add_time(&row, "end_ms", insights_conversation_end_ms(conversation, i));
        cli_json_add_int(
            &row, "byte_start",
            (int64_t)insights_conversation_byte_start(conversation, i));
        cli_put(&row, "}");
        code = cli_output_text(output, row.text);
        cli_drop(&row);
    }
    return code;
}

int cli_verb_turns(cli_context *context)
{
    insights_conversation *conversation = NULL;
    cli_output *output = NULL;
    char *id = NULL;
    char *roles = NULL;
    int code = cli_conversation(
        context, context->args.words[0], &conversation, &id, &roles);
    int ended = CLI_OK;

    if (!code)
        output = cli_output_new(context, &cli_view_turns, &code);
    if (output) {
        code = put_turns(output, conversation);
        ended = cli_output_end(output);
    }
    insights_conversation_free(conversation);
    free(id);
    insights_free(roles);
    return code ? code : ended;
}

/* --- outline ---------------------------------------------------------------
 */

typedef struct outline {
    cli_context *context;
    cli_output *output;
    uint32_t limit;
    size_t left_out;
} outline;

static int put_outline(
    outline *work,
    const insights_conversation *conversation,
    const char *id,
    const char *title,
    const char *roles)
{
    cli_context *context = work->context;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    uint32_t shown = 0;
    int code = CLI_OK;
    insights_status status = insights_conversation_outline(
        conversation, roles, &cursor, &context->error);

    while (!code && status == INSIGHTS_OK) {
        cli_json *row = NULL;

        status = insights_cursor_next(cursor, &record, &context->error);
        if (status != INSIGHTS_OK)
            break;
        if (work->limit && shown++ >= work->limit) {
            work->left_out++;
            continue;
        }
        row = cli_row(context, record);
        if (!row)
            break;
        cli_json_set_text(row, "interview_id", id);
        cli_json_set_text(row, "title", title);
        code = cli_output_json(work->output, row);
    }
    insights_cursor_free(cursor);
    return status < 0 ? cli_fail_at(context, title) : code;
}

static int outline_named(outline *work, const char *name)
{
    cli_context *context = work->context;
    insights_conversation *conversation = NULL;
    insights_record *interview = NULL;
    const char *title = NULL;
    char *id = NULL;
    char *roles = NULL;
    int code = cli_conversation(context, name, &conversation, &id, &roles);

    if (!code && context->study &&
        insights_store_get(
            context->store, INSIGHTS_INTERVIEW, id, &interview, NULL) ==
            INSIGHTS_OK)
        title = insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE);
    if (!code)
        code = put_outline(
            work, conversation, id, title ? title : cli_base_name(id), roles);
    insights_record_free(interview);
    insights_conversation_free(conversation);
    free(id);
    insights_free(roles);
    return code;
}

static int outline_all(outline *work)
{
    cli_context *context = work->context;
    insights_corpus *corpus = NULL;
    int code = cli_corpus(context, &corpus);

    for (size_t i = 0; !code && i < insights_corpus_count(corpus); i++) {
        const char *id = insights_corpus_id(corpus, i);
        char *roles = NULL;
        insights_status status =
            insights_study_roles(context->study, id, &roles, &context->error);

        code = status < 0 ? cli_fail(context)
                          : put_outline(
                                work, insights_corpus_at(corpus, i), id,
                                insights_corpus_title(corpus, i), roles);
        insights_free(roles);
    }
    insights_corpus_free(corpus);
    return code;
}

int cli_verb_outline(cli_context *context)
{
    outline work = {context, NULL, 0, 0};
    int code = cli_number_option(context, "limit", &work.limit);
    int ended = CLI_OK;

    if (!code)
        work.output = cli_output_new(
            context,
            cli_has(&context->args, "questions") ? &cli_view_questions_asked
                                                 : &cli_view_outline,
            &code);
    if (!work.output)
        return code;
    if (context->args.count == 0)
        code = outline_all(&work);
    for (size_t i = 0; !code && i < context->args.count; i++)
        code = outline_named(&work, context->args.words[i]);
    ended = cli_output_end(work.output);
    if (!code && work.left_out)
        cli_say(
            context, "%zu more questions; without --limit all are shown",
            work.left_out);
    return code ? code : ended;
}

/* --- kwic and phrases -------------------------------------------------------
 */

int cli_verb_kwic(cli_context *context)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    insights_corpus *corpus = NULL;
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    char *interview = NULL;
    char *words = cli_joined_words(context);
    int code = cli_corpus(context, &corpus);

    if (!code)
        code = cli_reading_options(context, &options, &interview);
    if (!code) {
        status = insights_corpus_keywords(
            corpus, words, &options, &cursor, &context->error);
        code = cli_print(context, &cli_view_keywords, status, cursor);
    }
    insights_corpus_free(corpus);
    free(interview);
    free(words);
    return code;
}

int cli_verb_phrases(cli_context *context)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    insights_corpus *corpus = NULL;
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    char *interview = NULL;
    int code = cli_corpus(context, &corpus);

    if (!code)
        code = cli_reading_options(context, &options, &interview);
    if (!code) {
        status =
            insights_corpus_phrases(corpus, &options, &cursor, &context->error);
        code = cli_print(context, &cli_view_phrases, status, cursor);
    }
    insights_corpus_free(corpus);
    free(interview);
    return code;
}
