/*
 * verb_evidence.c - analyze, evidence, code, codes: what can be cited, and
 * the codes on it.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

/* Paths and names of all codes, to tell which one may have been meant. */
static void code_names(cli_context *context, cli_texts *names)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;

    if (insights_study_codes(context->study, &cursor, NULL) != INSIGHTS_OK)
        return;
    while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
        const char *path = insights_record_text(record, INSIGHTS_USAGE_PATH);
        const char *name = insights_record_text(record, INSIGHTS_USAGE_NAME);

        if (path)
            cli_texts_add(names, cli_copy(path));
        if (name && (!path || strcmp(path, name) != 0))
            cli_texts_add(names, cli_copy(name));
    }
    insights_cursor_free(cursor);
}

/* The failure of a call that was given a code. */
static int fail_code(cli_context *context, const char *code)
{
    cli_texts names = {0};
    const char *near = NULL;
    int exit_code = CLI_NOT_FOUND;

    if (!code || insights_error_code(context->error) != INSIGHTS_E_NOT_FOUND)
        return cli_fail(context);
    code_names(context, &names);
    near = cli_nearest(code, names.items, names.count);
    if (near && strcmp(near, code) != 0)
        cli_complain(
            context, exit_code, "not_found", "no code '%s'; did you mean '%s'?",
            code, near);
    else
        exit_code = cli_fail(context);
    cli_texts_free(&names);
    return exit_code;
}

/* --- analyze ----------------------------------------------------------------
 */

typedef struct tally {
    int64_t done;
    int64_t unchanged;
    int64_t refused;
    int64_t quotes;
    int64_t suggested;
    int64_t archived;
} tally;

static int analyze_one(cli_context *context, const char *id, tally *sum)
{
    insights_record *summary = NULL;
    insights_status status =
        insights_study_analyze(context->study, id, &summary, &context->error);
    const char *text = NULL;
    cli_json *details = NULL;

    if (status < 0)
        return cli_fail(context);
    sum->done += insights_record_int(summary, INSIGHTS_SUMMARY_DONE);
    sum->unchanged += insights_record_int(summary, INSIGHTS_SUMMARY_UNCHANGED);
    sum->refused += insights_record_int(summary, INSIGHTS_SUMMARY_REFUSED);
    text = insights_record_text(summary, INSIGHTS_SUMMARY_DETAILS);
    details = text ? cli_json_read(text, strlen(text)) : NULL;
    sum->quotes += cli_json_int(details, "evidence", 0);
    sum->suggested += cli_json_int(details, "suggested", 0);
    sum->archived += cli_json_int(details, "archived", 0);
    cli_json_free(details);
    insights_record_free(summary);
    return CLI_OK;
}

static void tell_tally(cli_context *context, const tally *sum)
{
    char *quotes = cli_count(sum->quotes, "new quote", "new quotes");
    char *codes = cli_count(sum->suggested, "code", "codes");
    char *kept = cli_number(sum->unchanged);
    char *gone = cli_number(sum->archived);

    cli_say(
        context, "%s, %s suggested; %s as before%s%s", quotes, codes, kept,
        sum->archived ? ", no longer there: " : "", sum->archived ? gone : "");
    if (sum->suggested)
        cli_say(
            context,
            "`insights evidence` lists them, `insights review` lets you "
            "decide");
    free(quotes);
    free(codes);
    free(kept);
    free(gone);
}

/* One commit for each conversation, so that ^C keeps what is done. */
static int analyze_all(cli_context *context, tally *sum)
{
    insights_corpus *corpus = NULL;
    int code = CLI_OK;

    if (insights_study_corpus(context->study, &corpus, &context->error) < 0)
        return cli_fail(context);
    for (size_t i = 0; !code && i < insights_corpus_count(corpus); i++) {
        if (cli_interrupted())
            code = cli_stopped(
                context,
                "what was analyzed is kept; `insights analyze` goes on");
        else
            code = analyze_one(context, insights_corpus_id(corpus, i), sum);
    }
    insights_corpus_free(corpus);
    return code;
}

int cli_verb_analyze(cli_context *context)
{
    tally sum = {0};
    cli_buffer row = {0};
    int code = cli_open(context, CLI_WRITE);

    if (!code && context->args.count == 0)
        code = analyze_all(context, &sum);
    for (size_t i = 0; !code && i < context->args.count; i++) {
        char *id = NULL;

        code = cli_interview(context, context->args.words[i], &id);
        if (!code)
            code = analyze_one(context, id, &sum);
        free(id);
    }
    if (!code)
        tell_tally(context, &sum);
    if (!code && context->json) {
        cli_json_add_int(&row, "done", sum.done);
        cli_json_add_int(&row, "unchanged", sum.unchanged);
        cli_json_add_int(&row, "refused", sum.refused);
        printf("{%s}\n", row.text);
        cli_drop(&row);
    }
    return code;
}

/* --- evidence ---------------------------------------------------------------
 */

int cli_verb_evidence(cli_context *context)
{
    const cli_args *args = &context->args;
    insights_evidence_options options = INSIGHTS_EVIDENCE_OPTIONS_INIT;
    insights_cursor *cursor = NULL;
    char *id = NULL;
    int code = cli_open(context, CLI_READ);

    if (!code && args->count)
        code = cli_interview(context, args->words[0], &id);
    if (!code)
        code = cli_number_option(context, "limit", &options.limit);
    if (code)
        return code;
    options.interview = id;
    options.code = cli_value(args, "code");
    options.speaker = cli_value(args, "speaker");
    if (cli_has(args, "include-suggested"))
        options.flags |= INSIGHTS_EVIDENCE_INCLUDE_SUGGESTED;
    if (insights_study_evidence(
            context->study, &options, &cursor, &context->error) < 0)
        code = fail_code(context, options.code);
    else
        code = cli_print(context, &cli_view_evidence, INSIGHTS_OK, cursor);
    free(id);
    return code;
}

/* --- code -------------------------------------------------------------------
 */

/* Replaces the conversation's name at the front of a span by its id. */
static int resolve_span(cli_context *context, const char *span, char **out)
{
    size_t length = strcspn(span, "#");
    char *name = NULL;
    char *id = NULL;
    int code = CLI_OK;

    *out = NULL;
    if (cli_starts(span, "insights://")) {
        *out = cli_copy(span);
        return CLI_OK;
    }
    if (!span[length]) {
        const char *colon = strrchr(span, ':');

        if (!colon) {
            insights_kind kind = 0;

            return cli_record_id(context, span, &kind, out);
        }
        length = (size_t)(colon - span);
    }
    name = cli_copy_bytes(span, length);
    code = cli_interview(context, name, &id);
    if (!code)
        *out = cli_format("%s%s", id, span + length);
    free(name);
    free(id);
    return code;
}

int cli_verb_code(cli_context *context)
{
    const cli_args *args = &context->args;
    insights_record *coding = NULL;
    char *span = NULL;
    const char *quote = NULL;
    int code = cli_open(context, CLI_WRITE | CLI_DECIDE);

    if (!code)
        code = resolve_span(context, args->words[0], &span);
    if (!code && insights_study_code(
                     context->study, span, args->words[1],
                     cli_value(args, "note"), &coding, &context->error) < 0)
        code = cli_fail(context);
    free(span);
    if (code)
        return code;
    quote = insights_record_text(coding, INSIGHTS_CODING_QUOTE);
    cli_say(
        context, "%s: \xe2\x80\x9c%s\xe2\x80\x9d", args->words[1],
        quote ? quote : args->words[0]);
    if (cli_wants_rows(context))
        return cli_print_record(
            context, &cli_view_codings, INSIGHTS_OK, coding);
    insights_record_free(coding);
    return CLI_OK;
}

/* --- codes ------------------------------------------------------------------
 */

static int list_codes(cli_context *context)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    cli_output *output = NULL;
    int used = cli_has(&context->args, "used");
    int ended = CLI_OK;
    int code = cli_open(context, CLI_READ);

    if (code)
        return code;
    if (insights_study_codes(context->study, &cursor, &context->error) < 0)
        return cli_fail(context);
    output = cli_output_new(context, &cli_view_codes, &code);
    while (output && !code &&
           (status = insights_cursor_next(cursor, &record, &context->error)) ==
               INSIGHTS_OK) {
        if (used && insights_record_int(record, INSIGHTS_USAGE_ACCEPTED) == 0 &&
            insights_record_int(record, INSIGHTS_USAGE_SUGGESTED) == 0)
            continue;
        code = cli_output_record(output, record);
    }
    if (status < 0)
        code = cli_fail(context);
    if (output)
        ended = cli_output_end(output);
    insights_cursor_free(cursor);
    return code ? code : ended;
}

static int add_code(cli_context *context)
{
    insights_record *record = NULL;
    insights_status status = insights_study_code_add(
        context->study, context->args.words[1],
        cli_value(&context->args, "definition"), &record, &context->error);

    if (status < 0)
        return cli_fail(context);
    cli_say(
        context, "code %s", insights_record_text(record, INSIGHTS_CODE_PATH));
    if (cli_wants_rows(context))
        return cli_print_record(
            context, cli_view_of(INSIGHTS_CODE), status, record);
    insights_record_free(record);
    return CLI_OK;
}

static int import_codes(cli_context *context)
{
    insights_record *summary = NULL;
    insights_status status = INSIGHTS_OK;
    char *bytes = NULL;
    size_t length = 0;
    int code = cli_read_file(context, context->args.words[1], &bytes, &length);

    if (code)
        return code;
    status = insights_study_code_import(
        context->study, bytes, length, &summary, &context->error);
    free(bytes);
    return cli_print_summary(context, status, summary, "codes imported");
}

static int change_codes(cli_context *context, int rename)
{
    const cli_args *args = &context->args;
    insights_record *summary = NULL;
    insights_status status =
        rename ? insights_study_code_rename(
                     context->study, args->words[1], args->words[2], &summary,
                     &context->error)
               : insights_study_code_merge(
                     context->study, args->words[1], args->words[2], &summary,
                     &context->error);

    if (status < 0)
        return fail_code(context, args->words[1]);
    return cli_print_summary(
        context, status, summary, rename ? "renamed" : "merged");
}

int cli_verb_codes(cli_context *context)
{
    static const struct {
        const char *name;
        size_t words;
        const char *usage;
    } actions[] = {
        {"add", 2, "add PATH"},
        {"import", 2, "import FILE"},
        {"rename", 3, "rename CODE PATH"},
        {"merge", 3, "merge CODE INTO"},
    };
    const cli_args *args = &context->args;
    int code = CLI_OK;
    size_t action = 0;

    if (args->count == 0)
        return list_codes(context);
    while (action < 4 && strcmp(actions[action].name, args->words[0]) != 0)
        action++;
    if (action == 4)
        return cli_usage(
            context,
            "'%s' is nothing codes can do: add, import, rename or merge",
            args->words[0]);
    if (args->count != actions[action].words)
        return cli_usage(
            context, "codes %s is called so: insights codes %s",
            actions[action].name, actions[action].usage);
    code = cli_open(context, CLI_WRITE | CLI_DECIDE);
    if (code)
        return code;
    if (action == 0)
        return add_code(context);
    if (action == 1)
        return import_codes(context);
    return change_codes(context, action == 2);
}
