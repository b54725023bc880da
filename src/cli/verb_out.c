/*
 * verb_out.c - report, export, restore: whole files out and in.
 *
 * A file is written beside its name and then given it, so that nobody sees
 * half of one.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/verbs.h"

#include <insights/exchange.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int put_bytes(const void *bytes, size_t length, void *user)
{
    return fwrite(bytes, 1, length, user) != length || cli_interrupted();
}

typedef struct target {
    const char *path; /* NULL or "-": stdout */
    char *part;
    FILE *file;
} target;

static int open_target(cli_context *context, target *to, const char *path)
{
    to->path = path && strcmp(path, "-") != 0 ? path : NULL;
    to->part = NULL;
    to->file = stdout;
    if (!to->path)
        return CLI_OK;
    to->part = cli_format("%s.part", to->path);
    to->file = fopen(to->part, "wb");
    if (to->file)
        return CLI_OK;
    cli_complain(
        context, CLI_FAILURE, "io", "%s: %s", to->path, strerror(errno));
    free(to->part);
    to->part = NULL;
    return CLI_FAILURE;
}

static int close_target(cli_context *context, target *to, int code)
{
    int failed = fflush(to->file) != 0 || ferror(to->file);

    if (to->path)
        failed |= fclose(to->file) != 0;
    if (to->part && !code && !failed)
        failed = rename(to->part, to->path) != 0;
    if (failed && !code)
        code = cli_complain(
            context, CLI_FAILURE, "io", "%s: %s",
            to->path ? to->path : "standard output", strerror(errno));
    if (to->part && code)
        unlink(to->part);
    free(to->part);
    return code;
}

/* What a stopped or failed writing comes to. */
static int write_failed(cli_context *context)
{
    if (cli_interrupted())
        return cli_stopped(context, "nothing was written");
    return cli_fail(context);
}

/* --- report -----------------------------------------------------------------
 */

int cli_write_report(cli_context *context, const char *path, const char *draft)
{
    target to = {NULL, NULL, NULL};
    char *bytes = NULL;
    size_t length = 0;
    int code = CLI_OK;

    if (draft)
        code = cli_read_file(context, draft, &bytes, &length);
    if (!code)
        code = open_target(context, &to, path);
    if (code) {
        free(bytes);
        return code;
    }
    if (insights_study_report(
            context->study, bytes, length, draft ? cli_base_name(draft) : NULL,
            put_bytes, to.file, &context->error) < 0)
        code = write_failed(context);
    code = close_target(context, &to, code);
    free(bytes);
    return code;
}

int cli_verb_report(cli_context *context)
{
    const char *path = cli_value(&context->args, "output");
    cli_buffer row = {0};
    int code = cli_open(context, CLI_READ);

    if (!path)
        path = "report.html";
    if (!code && strcmp(path, "-") != 0 && !cli_ends(path, ".html") &&
        !cli_ends(path, ".htm"))
        code = cli_usage(context, "%s: a report is .html", path);
    if (!code)
        code =
            cli_write_report(context, path, cli_value(&context->args, "draft"));
    if (code || strcmp(path, "-") == 0)
        return code;
    cli_say(context, "wrote %s; it opens without a server", path);
    if (context->json) {
        cli_json_add_text(&row, "file", path);
        printf("{%s}\n", row.text);
        cli_drop(&row);
    }
    return CLI_OK;
}

/* --- export -----------------------------------------------------------------
 */

static const struct {
    const char *ending;
    const char *format;
    int conversation; /* else of a whole study */
} formats[] = {
    {".vtt", "vtt", 1},     {".srt", "srt", 1},   {".md", "markdown", 1},
    {".json", "json", 1},   {".sbv", "sbv", 1},   {".podcast", "podcast", 1},
    {".csv", "csv", 0},     {".xlsx", "xlsx", 0}, {".qdc", "qdc", 0},
    {".jsonl", "jsonl", 0},
};
#define FORMATS (sizeof(formats) / sizeof(*formats))

/* What to write: as --format says, else as the file's ending does. */
static const char *export_format(cli_context *context, int conversation)
{
    const char *format = cli_value(&context->args, "format");
    const char *path = cli_value(&context->args, "output");

    for (size_t i = 0; !format && path && i < FORMATS; i++)
        if (cli_ends(path, formats[i].ending))
            format = formats[i].format;
    if (!format && path && strrchr(cli_base_name(path), '.'))
        format = strrchr(cli_base_name(path), '.') + 1;
    if (!format)
        format = conversation ? "vtt" : "jsonl";
    for (size_t i = 0; i < FORMATS; i++)
        if (formats[i].conversation == conversation &&
            strcmp(format, formats[i].format) == 0)
            return format;
    cli_usage(
        context,
        conversation ? "a conversation is written as vtt, srt, sbv, "
                       "markdown, json or podcast, not as '%s'"
                     : "a study is written as jsonl, csv, xlsx or qdc, not as "
                       "'%s'; a conversation as vtt, srt, sbv, markdown, json "
                       "or podcast: insights export INTERVIEW",
        format);
    return NULL;
}

/* --- tables and codebooks ---------------------------------------------------
 */

/* What only these formats know; 0 where an option is out of place. */
static int table_options(
    cli_context *context,
    const char *format,
    insights_export_options *out)
{
    static const char *const own[] = {
        "excel", "kind", "for", "include-suggested"};
    const cli_args *args = &context->args;
    const char *kind = cli_value(args, "kind");
    int table = strcmp(format, "csv") == 0 || strcmp(format, "xlsx") == 0 ||
                strcmp(format, "qdc") == 0;

    for (size_t i = 0; !table && i < sizeof(own) / sizeof(*own); i++)
        if (cli_has(args, own[i])) {
            cli_usage(
                context, "--%s is for csv, xlsx and qdc, not for %s", own[i],
                format);
            return 0;
        }
    out->format = format;
    out->target = cli_value(args, "for");
    if (cli_has(args, "excel"))
        out->flags |= INSIGHTS_EXPORT_EXCEL;
    if (cli_has(args, "include-suggested"))
        out->flags |= INSIGHTS_EXPORT_INCLUDE_SUGGESTED;
    out->kind = kind ? insights_kind_find(kind) : 0;
    if (kind && !out->kind) {
        cli_usage(
            context,
            "no kind '%s'; interview, person, evidence, code, coding, memo, "
            "question and others have records",
            kind);
        return 0;
    }
    return 1;
}

static int export_table(
    cli_context *context,
    const insights_export_options *options,
    FILE *file,
    insights_record **summary)
{
    if (strcmp(options->format, "xlsx") == 0 && isatty(fileno(file)))
        return cli_usage(context, "a workbook is no text: -o FILE.xlsx");
    if (insights_study_export(
            context->study, options, put_bytes, file, summary,
            &context->error) < 0)
        return write_failed(context);
    return CLI_OK;
}

/* What was written, and what the format could not hold. */
static int tell_table(
    cli_context *context,
    const char *path,
    insights_record *summary)
{
    int code = CLI_OK;

    if (path)
        cli_say(
            context, "%s: %s", path,
            insights_record_text(summary, INSIGHTS_SUMMARY_MESSAGE));
    cli_say_losses(context, summary);
    if (path && context->json)
        return cli_print_record(context, &cli_view_plain, INSIGHTS_OK, summary);
    insights_record_free(summary);
    return code;
}

/* --- one conversation -------------------------------------------------------
 */

static int export_conversation(
    cli_context *context,
    const char *name,
    const char *format,
    FILE *file)
{
    insights_conversation *conversation = NULL;
    char *id = NULL;
    char *roles = NULL;
    char *text = NULL;
    int code = cli_conversation(context, name, &conversation, &id, &roles);

    if (!code && insights_conversation_write(
                     conversation, format, &text, &context->error) < 0)
        code = cli_fail(context);
    if (!code)
        fputs(text, file);
    insights_free(text);
    insights_free(roles);
    free(id);
    insights_conversation_free(conversation);
    return code;
}

int cli_verb_export(cli_context *context)
{
    const cli_args *args = &context->args;
    const char *format = export_format(context, args->count > 0);
    insights_export_options options = INSIGHTS_EXPORT_OPTIONS_INIT;
    insights_record *summary = NULL;
    target to = {NULL, NULL, NULL};
    int code = CLI_OK;

    if (!format || !table_options(context, format, &options))
        return CLI_USAGE;
    if (!args->count || !cli_exists(args->words[0]))
        code = cli_open(context, CLI_READ);
    else if (cli_has(args, "pseudonymise"))
        code = cli_usage(
            context, "--pseudonymise is for a study: import '%s' first",
            args->words[0]);
    if (!code)
        code = open_target(context, &to, cli_value(args, "output"));
    if (code)
        return code;
    if (args->count)
        code = export_conversation(context, args->words[0], format, to.file);
    else if (strcmp(format, "jsonl") != 0)
        code = export_table(context, &options, to.file, &summary);
    else if (
        insights_store_export(
            insights_study_store(context->study), put_bytes, to.file,
            &context->error) < 0)
        code = write_failed(context);
    code = close_target(context, &to, code);
    if (!code && summary)
        return tell_table(context, to.path, summary);
    insights_record_free(summary);
    if (!code && to.path)
        cli_say(context, "wrote %s", to.path);
    return code;
}

/* --- restore ----------------------------------------------------------------
 */

static int64_t get_bytes(void *bytes, size_t size, void *user)
{
    size_t length = fread(bytes, 1, size, user);

    if (cli_interrupted() || (length == 0 && ferror((FILE *)user)))
        return -1;
    return (int64_t)length;
}

/* A study that was made for a file nobody can read goes again. */
static void remove_made(cli_context *context)
{
    const char *path = cli_store_path(context->uri);
    char side[4096];

    insights_store_free(context->store);
    context->store = NULL;
    remove(path);
    if (snprintf(side, sizeof(side), "%s-insights", path) < (int)sizeof(side))
        remove(side);
}

int cli_verb_restore(cli_context *context)
{
    const char *path = context->args.words[0];
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    insights_record *summary = NULL;
    insights_status status = INSIGHTS_OK;
    int code = CLI_OK;

    if (!file)
        return cli_complain(
            context, errno == ENOENT ? CLI_NOT_FOUND : CLI_FAILURE,
            errno == ENOENT ? "not_found" : "io", "%s: %s", path,
            errno == ENOENT ? "no such file" : strerror(errno));
    code = cli_open(context, CLI_WRITE | CLI_CREATE | CLI_NO_STUDY);
    if (!code) {
        status = insights_store_restore(
            context->store, get_bytes, file, &summary, &context->error);
        code = status < 0
                   ? write_failed(context)
                   : cli_print_summary(context, status, summary, "restored");
    }
    if (!code)
        cli_say(context, "kept in %s", cli_store_shown(context));
    else if (context->made && context->store)
        remove_made(context);
    if (file != stdin)
        fclose(file);
    return code;
}
