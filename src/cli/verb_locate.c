/*
 * verb_locate.c - locate: where a quote stands, and whether it was said so.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

typedef struct search {
    cli_context *context;
    cli_output *output;
    const insights_conversation *conversation;
    insights_locate_options options;
    size_t failed;
} search;

static int locate_options(cli_context *context, insights_locate_options *out)
{
    const cli_args *args = &context->args;
    const char *similarity = cli_value(args, "min-similarity");
    uint32_t near = 0;
    char *end = NULL;
    int code = cli_number_option(context, "near", &near);

    if (cli_has(args, "near")) {
        out->near_turn = near;
        out->flags |= INSIGHTS_LOCATE_NEAR;
    }
    if (cli_has(args, "no-fuzzy"))
        out->flags |= INSIGHTS_LOCATE_NO_FUZZY;
    out->speaker = cli_value(args, "speaker");
    if (!code && similarity) {
        out->min_similarity = strtod(similarity, &end);
        if (*end || out->min_similarity <= 0 || out->min_similarity > 1)
            code = cli_usage(
                context,
                "--min-similarity takes a number from 0 to 1, and '%s' is "
                "none",
                similarity);
    }
    return code;
}

/* One quote; `id` is JSON, or NULL where the input gives none. */
static int locate_one(search *work, const char *quote, const cli_json *id)
{
    cli_context *context = work->context;
    insights_record *match = NULL;
    cli_buffer text = {0};
    cli_buffer rest = {0};
    cli_json *row = NULL;
    insights_status status = insights_quote_locate(
        work->conversation, quote, &work->options, &match, &context->error);

    if (status < 0)
        return cli_fail(context);
    row = cli_row(context, match);
    insights_record_free(match);
    if (!row)
        return cli_fail(context);
    if (!id) {
        if (!context->json)
            cli_json_set_text(row, "quote", quote);
        return cli_output_json(work->output, row);
    }
    cli_json_write(&rest, row);
    cli_json_free(row);
    cli_put(&text, "{\"id\":");
    cli_json_write(&text, id);
    cli_putf(&text, ",%s", rest.text + 1);
    status = cli_output_text(work->output, text.text);
    cli_drop(&text);
    cli_drop(&rest);
    return (int)status;
}

/* One line of input: {"id": …, "quote": …}, or the quote itself. */
static int locate_line(search *work, char *line, size_t number)
{
    cli_context *context = work->context;
    cli_json *json = NULL;
    const char *quote = line;
    int code = CLI_OK;

    if (*line == '{') {
        json = cli_json_read(line, strlen(line));
        quote = json ? cli_json_text(json, "quote") : NULL;
        if (!quote)
            code = cli_complain(
                context, CLI_FAILURE, "parse",
                "line %zu of the input is not {\"id\": …, \"quote\": …}",
                number);
    }
    if (!code)
        code = locate_one(work, quote, json ? cli_json_at(json, "id") : NULL);
    if (code)
        work->failed++;
    cli_json_free(json);
    return code;
}

static int locate_lines(search *work)
{
    cli_context *context = work->context;
    char *bytes = NULL;
    size_t length = 0;
    size_t number = 0;
    size_t done = 0;
    int code = cli_read_file(context, "-", &bytes, &length);

    if (code)
        return code;
    for (char *line = bytes; *line && !cli_interrupted();) {
        size_t end = strcspn(line, "\n");
        int last = line[end] == '\0';

        line[end] = '\0';
        if (end && line[end - 1] == '\r')
            line[end - 1] = '\0';
        number++;
        if (*line) {
            done++;
            code = locate_line(work, line, number);
        }
        line += end + !last;
    }
    free(bytes);
    if (cli_interrupted())
        return cli_stopped(context, NULL);
    if (work->failed == 0)
        return CLI_OK;
    return work->failed < done ? CLI_PARTLY : code;
}

int cli_verb_locate(cli_context *context)
{
    const cli_args *args = &context->args;
    const char *file = cli_value(args, "text");
    insights_conversation *conversation = NULL;
    search work = {context, NULL, NULL, INSIGHTS_LOCATE_OPTIONS_INIT, 0};
    const char *quote = args->words[args->count - 1];
    insights_status status = INSIGHTS_OK;
    char *id = NULL;
    char *roles = NULL;
    int ended = CLI_OK;
    int code = locate_options(context, &work.options);

    if (!code && args->count != (file ? 1u : 2u))
        code = cli_usage(
            context,
            file ? "with --text FILE only a quote is needed: insights locate "
                   "--text FILE QUOTE"
                 : "locate needs a conversation and a quote: insights locate "
                   "INTERVIEW QUOTE");
    if (!code && file) {
        status = insights_conversation_read_file(
            file, NULL, &conversation, &context->error);
        code = status < 0 ? cli_fail_at(context, file) : CLI_OK;
    } else if (!code) {
        code = cli_conversation(
            context, args->words[0], &conversation, &id, &roles);
    }
    work.conversation = conversation;
    if (!code)
        work.output = cli_output_new(context, &cli_view_match, &code);
    if (work.output) {
        code = strcmp(quote, "-") == 0 ? locate_lines(&work)
                                       : locate_one(&work, quote, NULL);
        ended = cli_output_end(work.output);
    }
    insights_conversation_free(conversation);
    insights_free(roles);
    free(id);
    return code ? code : ended;
}
