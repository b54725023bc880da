/*
 * verb_out.c - report, export, restore: whole files out and in.
 *
 * A file is written beside its name and then given it, so that nobody sees
 * half of one.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/verbs.h"

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

/* What to write: as --format says, else as the file's ending does. */
static const char *export_format(cli_context *context, int conversation)
{
    static const struct {
        const char *ending;
        const char *format;
    } formats[] = {
        {".jsonl", "jsonl"}, {".vtt", "vtt"},   {".srt", "srt"},
        {".md", "markdown"}, {".json", "json"},
    };
    const char *format = cli_value(&context->args, "format");
    const char *path = cli_value(&context->args, "output");

    for (size_t i = 0; !format && path && i < 5; i++)
        if (cli_ends(path, formats[i].ending))
            format = formats[i].format;
    if (!format && path && strrchr(cli_base_name(path), '.'))
        format = strrchr(cli_base_name(path), '.') + 1;
    if (!format)
        format = conversation ? "vtt" : "jsonl";
    for (size_t i = conversation ? 1 : 0; i < (conversation ? 5u : 1u); i++)
        if (strcmp(format, formats[i].format) == 0)
            return format;
    cli_usage(
        context,
        conversation ? "a conversation is written as vtt, srt, markdown or "
                       "json, not as '%s'"
                     : "a study is written as jsonl, not as '%s'; a "
                       "conversation also as vtt, srt, markdown or json: "
                       "insights export INTERVIEW",
        format);
    return NULL;
}

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
    target to = {NULL, NULL, NULL};
    int code = CLI_OK;

    if (!format)
        return CLI_USAGE;
    if (!args->count || !cli_exists(args->words[0]))
        code = cli_open(context, CLI_READ);
    if (!code)
        code = open_target(context, &to, cli_value(args, "output"));
    if (code)
        return code;
    if (args->count)
        code = export_conversation(context, args->words[0], format, to.file);
    else if (
        insights_store_export(
            context->store, put_bytes, to.file, &context->error) < 0)
        code = write_failed(context);
    code = close_target(context, &to, code);
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
