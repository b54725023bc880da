/*
 * verb_file.c - insights FILE, and demo: see what it does without a study.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

/* A conversation for a program that was installed without its examples. */
static const char built_in[] =
    "WEBVTT\n\n"
    "00:00:01.000 --> 00:00:05.000\n"
    "<v Ines>How do you keep track of the bread orders?</v>\n\n"
    "00:00:05.500 --> 00:00:17.000\n"
    "<v Bruno>On the back of the flour sacks. We have a tablet for it, but "
    "nobody has clean hands at four in the morning.</v>\n\n"
    "00:00:17.500 --> 00:00:20.000\n"
    "<v Ines>And when somebody cancels?</v>\n\n"
    "00:00:20.500 --> 00:00:33.000\n"
    "<v Bruno>I don't mind that. The loaf goes to the school across the road. "
    "What I mind is when they call at six and want two more.</v>\n";

static const char built_in_draft[] =
    "Bruno trusts paper: “On the back of the flour sacks.” He told us “I "
    "mind that. The loaf goes to the school across the road”, and “we lose "
    "forty loaves a week”.\n";

static int import_bytes(
    cli_context *context,
    const char *name,
    const char *bytes,
    size_t length,
    cli_output *output)
{
    insights_record *record = NULL;
    insights_status status = insights_study_import(
        context->study, name, bytes, length, NULL, &record, &context->error);
    int code = CLI_OK;

    if (status < 0)
        return cli_fail_at(context, name);
    code = cli_output_record(output, record);
    insights_record_free(record);
    return code;
}

static int print_outline(cli_context *context, uint32_t limit)
{
    insights_corpus *corpus = NULL;
    cli_output *output = NULL;
    int code = CLI_OK;
    int ended = CLI_OK;

    if (insights_study_corpus(context->study, &corpus, &context->error) < 0)
        return cli_fail(context);
    output = cli_output_new(context, &cli_view_outline, &code);
    for (size_t i = 0; output && i < insights_corpus_count(corpus); i++) {
        insights_cursor *cursor = NULL;
        const insights_record *record = NULL;
        uint32_t shown = 0;

        if (insights_conversation_outline(
                insights_corpus_at(corpus, i), NULL, &cursor, &context->error) <
            0) {
            code = cli_fail(context);
            break;
        }
        while ((limit == 0 || shown++ < limit) &&
               insights_cursor_next(cursor, &record, &context->error) ==
                   INSIGHTS_OK) {
            cli_json *row = cli_row(context, record);

            if (!row)
                break;
            if (insights_corpus_count(corpus) > 1)
                cli_json_set_text(
                    row, "title", insights_corpus_title(corpus, i));
            cli_output_json(output, row);
        }
        insights_cursor_free(cursor);
    }
    if (output)
        ended = cli_output_end(output);
    insights_corpus_free(corpus);
    return code ? code : ended;
}

static int print_evidence_summary(cli_context *context)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    int64_t count = 0;
    int64_t coded = 0;
    char *quotes = NULL;

    if (insights_study_evidence(
            context->study, NULL, &cursor, &context->error) < 0)
        return cli_fail(context);
    while (insights_cursor_next(cursor, &record, &context->error) ==
           INSIGHTS_OK) {
        const char *codings =
            insights_record_text(record, INSIGHTS_QUOTATION_CODINGS);

        count++;
        coded += codings && strcmp(codings, "[]") != 0;
    }
    insights_cursor_free(cursor);
    quotes = cli_count(count, "quote", "quotes");
    printf("\n%s that can be cited", quotes);
    if (coded)
        printf("; a code is suggested for %lld of them", (long long)coded);
    putchar('\n');
    free(quotes);
    return CLI_OK;
}

static int analyze(cli_context *context)
{
    insights_record *summary = NULL;

    if (insights_study_analyze(
            context->study, NULL, &summary, &context->error) < 0)
        return cli_fail(context);
    insights_record_free(summary);
    return CLI_OK;
}

int cli_run_file(cli_context *context, const char *path)
{
    const char *given = cli_value(&context->args, "output");
    char *report = given ? cli_copy(given) : cli_beside(path, ".report.html");
    char *store = cli_has(&context->args, "save")
                      ? cli_beside(path, ".insights")
                      : cli_copy("memory:");
    insights_record *record = NULL;
    int code = CLI_OK;

    if (!cli_exists(path))
        code = cli_complain(
            context, CLI_NOT_FOUND, "not_found", "%s: no such file", path);
    if (!code)
        code = cli_open_at(context, store, NULL, CLI_WRITE | CLI_CREATE);
    if (!code && insights_study_import_file(
                     context->study, path, NULL, &record, &context->error) < 0)
        code = cli_fail_at(context, path);
    insights_record_free(record);
    if (!code)
        code = analyze(context);
    if (!code)
        code = print_outline(context, 0);
    if (!code && !context->json)
        code = print_evidence_summary(context);
    if (!code)
        code = cli_write_report(context, report, NULL);
    if (!code && cli_has(&context->args, "save"))
        cli_say(context, "wrote %s, kept the study in %s", report, store);
    else if (!code)
        cli_say(
            context, "wrote %s; --save would keep the study as well", report);
    free(report);
    free(store);
    return code;
}

/* --- demo -------------------------------------------------------------------
 */

static int demo_import(cli_context *context, const char *folder)
{
    cli_texts files = {0};
    cli_texts guides = {0};
    int code = CLI_OK;
    int ended = CLI_OK;
    cli_output *output = cli_output_new(context, &cli_view_imported, &code);

    if (!output)
        return code;
    if (folder)
        cli_folder_files(folder, &files, &guides);
    else
        code = import_bytes(
            context, "bakery.vtt", built_in, sizeof(built_in) - 1, output);
    for (size_t i = 0; !code && i < files.count; i++) {
        char *bytes = NULL;
        size_t length = 0;

        code = cli_read_file(context, files.items[i], &bytes, &length);
        if (!code)
            code = import_bytes(
                context, cli_base_name(files.items[i]), bytes, length, output);
        free(bytes);
    }
    ended = cli_output_end(output);
    cli_texts_free(&files);
    cli_texts_free(&guides);
    return code ? code : ended;
}

static int demo_check(cli_context *context, const char *draft)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;
    insights_corpus *corpus = NULL;
    insights_cursor *cursor = NULL;
    int64_t counts[5] = {0};
    cli_output *output = NULL;
    int ended = CLI_OK;
    int code = CLI_OK;

    if (insights_study_corpus(context->study, &corpus, &context->error) < 0)
        return cli_fail(context);
    if (draft) {
        output = cli_output_new(context, &cli_view_verdicts, &code);
        if (output)
            code = cli_check_document(context, corpus, draft, output, counts);
        if (output)
            ended = cli_output_end(output);
        code = code ? code : ended;
    } else {
        insights_status status = INSIGHTS_OK;

        options.name = "draft";
        options.min_words = 2;
        status = insights_corpus_check(
            corpus, built_in_draft, sizeof(built_in_draft) - 1, &options,
            &cursor, &context->error);
        code = cli_print(context, &cli_view_verdicts, status, cursor);
    }
    insights_corpus_free(corpus);
    return code;
}

static int demo_phrases(cli_context *context)
{
    insights_reading_options options = INSIGHTS_READING_OPTIONS_INIT;
    insights_corpus *corpus = NULL;
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    int code = CLI_OK;

    if (insights_study_corpus(context->study, &corpus, &context->error) < 0)
        return cli_fail(context);
    options.limit = 5;
    status =
        insights_corpus_phrases(corpus, &options, &cursor, &context->error);
    code = cli_print(context, &cli_view_phrases, status, cursor);
    insights_corpus_free(corpus);
    return code;
}

static void headline(cli_context *context, const char *text)
{
    if (context->json)
        return;
    putchar('\n');
    cli_paint(&context->screen, 'b', text);
    putchar('\n');
}

int cli_verb_demo(cli_context *context)
{
    const char *store = cli_value(&context->args, "store");
    const char *report = cli_value(&context->args, "output");
    char *folder = cli_shipped("study");
    char *draft = cli_shipped("study/draft.md");
    int code = CLI_OK;

    /* The report's -o is not the tables'. */
    if (store && cli_store_path(store) && cli_exists(cli_store_path(store)))
        code = cli_complain(
            context, CLI_FAILURE, "exists",
            "%s is here already; the demo makes a study of its own", store);
    if (!code)
        code = cli_open_at(
            context, store ? store : "memory:", "demo", CLI_WRITE | CLI_CREATE);
    headline(context, "What was read");
    if (!code)
        code = demo_import(context, folder);
    if (!code)
        headline(context, "A draft, checked against it");
    if (!code)
        code = demo_check(context, draft);
    if (!code)
        headline(context, "Questions, and how the answers begin");
    if (!code)
        code = print_outline(context, 3);
    if (!code && folder)
        headline(context, "Phrases that several people use");
    if (!code && folder)
        code = demo_phrases(context);
    if (!code)
        code = analyze(context);
    if (!code && !context->json)
        code = print_evidence_summary(context);
    if (!code && report)
        code = cli_write_report(context, report, draft);
    if (!code)
        cli_say(
            context, "%s%s%s",
            store ? "kept in " : "nothing was kept; --store FILE keeps it",
            store ? store : "", report ? ", and a report was written" : "");
    free(folder);
    free(draft);
    return code;
}
