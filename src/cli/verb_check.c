/*
 * verb_check.c - check: is every quotation of a document what was said?
 *
 * Word for word and punctuation only pass. What was altered, put together
 * from two places or said by nobody fails.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

enum { EXACT, NORMALISED, ALTERED, STITCHED, NOBODY, VERDICTS };

static const char *const verdicts[VERDICTS] = {
    "exact", "normalised", "altered", "stitched", "none"};

static int judge(const cli_json *row)
{
    const char *verdict = cli_json_text(row, "verdict");

    for (int i = 0; i < VERDICTS; i++)
        if (verdict && strcmp(verdict, verdicts[i]) == 0)
            return i;
    return NOBODY;
}

static int put_verdicts(
    cli_context *context,
    insights_cursor *cursor,
    cli_output *output,
    int64_t counts[5])
{
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    int only_failed = context->args.verb && cli_has(&context->args, "failed");
    int code = CLI_OK;

    while (!code && (status = insights_cursor_next(
                         cursor, &record, &context->error)) == INSIGHTS_OK) {
        cli_json *row = cli_row(context, record);
        int verdict = 0;

        if (!row)
            return cli_fail(context);
        verdict = judge(row);
        counts[verdict]++;
        if (only_failed && verdict <= NORMALISED)
            cli_json_free(row);
        else
            code = cli_output_json(output, row);
    }
    return status < 0 ? cli_fail(context) : code;
}

static int check_options(cli_context *context, insights_check_options *options)
{
    const char *similarity = cli_value(&context->args, "min-similarity");
    char *end = NULL;

    if (similarity) {
        options->min_similarity = strtod(similarity, &end);
        if (*end || options->min_similarity <= 0 || options->min_similarity > 1)
            return cli_usage(
                context,
                "--min-similarity takes a number from 0 to 1, and '%s' is "
                "none",
                similarity);
    }
    return cli_number_option(context, "min-words", &options->min_words);
}

static int refuse_format(cli_context *context, const char *path)
{
    static const char *const endings[] = {".odt", ".doc", ".rtf", ".xlsx"};

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (cli_ends(path, endings[i]))
            return cli_complain(
                context, CLI_FAILURE, "unsupported",
                "%s: %s cannot be read; save it as text, Markdown or DOCX",
                path, endings[i]);
    return CLI_OK;
}

int cli_check_document(
    cli_context *context,
    const insights_corpus *corpus,
    const char *path,
    cli_output *output,
    int64_t counts[5])
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;
    insights_cursor *cursor = NULL;
    char *bytes = NULL;
    size_t length = 0;
    int code = refuse_format(context, path);

    if (!code)
        code = check_options(context, &options);
    if (!code)
        code = cli_read_file(context, path, &bytes, &length);
    if (code)
        return code;
    options.name = strcmp(path, "-") == 0 ? "stdin" : path;
    if (insights_corpus_check(
            corpus, bytes, length, &options, &cursor, &context->error) < 0)
        code = cli_fail_at(context, path);
    else
        code = put_verdicts(context, cursor, output, counts);
    insights_cursor_free(cursor);
    free(bytes);
    return code;
}

void cli_check_summary(
    cli_context *context,
    const char *name,
    const int64_t counts[5])
{
    cli_buffer text = {0};
    int64_t all = 0;
    int wrong = 0;
    char *number = NULL;

    for (int i = 0; i < VERDICTS; i++)
        all += counts[i];
    if (all == 0) {
        cli_say(context, "%s: no quotation in it", name);
        return;
    }
    number = cli_count(all, "quotation", "quotations");
    cli_putf(
        &text, "%s: %lld of %s pass", name,
        (long long)(counts[EXACT] + counts[NORMALISED]), number);
    for (int i = ALTERED; i < VERDICTS; i++)
        if (counts[i])
            cli_putf(
                &text, "%s%lld %s", wrong++ ? ", " : "; ", (long long)counts[i],
                cli_verdict_words(verdicts[i]));
    cli_say(context, "%s", text.text);
    cli_drop(&text);
    free(number);
}

int cli_verb_check(cli_context *context)
{
    insights_corpus *corpus = NULL;
    cli_output *output = NULL;
    int64_t wrong = 0;
    int64_t all = 0;
    int ended = CLI_OK;
    int code = cli_corpus(context, &corpus);

    if (!code)
        output = cli_output_new(context, &cli_view_verdicts, &code);
    for (size_t i = 0; !code && i < context->args.count; i++) {
        int64_t counts[VERDICTS] = {0};

        code = cli_check_document(
            context, corpus, context->args.words[i], output, counts);
        if (!code)
            cli_check_summary(context, context->args.words[i], counts);
        wrong += counts[ALTERED] + counts[STITCHED] + counts[NOBODY];
        for (int k = 0; k < VERDICTS; k++)
            all += counts[k];
    }
    if (output)
        ended = cli_output_end(output);
    insights_corpus_free(corpus);
    if (code || ended)
        return code ? code : ended;
    if (wrong == 0)
        return CLI_OK;
    if (context->json)
        cli_complain(
            context, CLI_CHECK_FAILED, "check_failed",
            "%lld of %lld quotations are not what was said", (long long)wrong,
            (long long)all);
    return CLI_CHECK_FAILED;
}
