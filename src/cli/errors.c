/*
 * errors.c - how the program fails: one line, an exit code, and with --json
 * an object.
 */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* One table for statuses; the hint says what to do where the message of the
 * library cannot know it. */
static const struct {
    insights_status status;
    int exit;
    const char *hint;
} exits[] = {
    {INSIGHTS_OK, CLI_OK, NULL},
    {INSIGHTS_E_INVALID, CLI_USAGE, NULL},
    {INSIGHTS_E_AMBIGUOUS, CLI_USAGE, NULL},
    {INSIGHTS_E_NOT_FOUND, CLI_NOT_FOUND, NULL},
    {INSIGHTS_E_CONFLICT, CLI_FAILURE,
     "somebody changed it meanwhile: look again, then repeat the command"},
    {INSIGHTS_E_BUSY, CLI_FAILURE,
     "another program is writing to it: try again"},
    {INSIGHTS_E_FULL, CLI_FAILURE,
     "nothing was lost: make room, then repeat the command"},
    {INSIGHTS_E_CORRUPT, CLI_FAILURE,
     "`insights doctor` says more; restore from an export"},
    {INSIGHTS_E_NEWER, CLI_FAILURE, "use a newer version of insights"},
};

int cli_exit_code(insights_status status)
{
    for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++)
        if (exits[i].status == status)
            return exits[i].exit;
    return CLI_FAILURE;
}

static const char *hint_of(insights_status status)
{
    for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++)
        if (exits[i].status == status)
            return exits[i].hint;
    return NULL;
}

static char *format_list(const char *format, va_list list)
{
    va_list again;
    int length = 0;
    char *text = NULL;

    va_copy(again, list);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return cli_copy("");
    text = cli_alloc((size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, list);
    return text;
}

static void report(
    cli_context *context,
    int code,
    const char *name,
    const char *message,
    const char *hint)
{
    cli_buffer line = {0};

    fflush(stdout);
    if (context->json) {
        cli_put(&line, "{\"error\":{");
        cli_json_add_text(&line, "code", name);
        cli_json_add_text(&line, "message", message);
        cli_json_add_text(&line, "hint", hint);
        cli_json_add_int(&line, "exit", code);
        cli_put(&line, "}}");
    } else {
        cli_putf(&line, "insights: %s", message);
        if (hint)
            cli_putf(&line, "\n          %s", hint);
    }
    fprintf(stderr, "%s\n", line.text);
    cli_drop(&line);
}

void cli_say(cli_context *context, const char *format, ...)
{
    va_list list;
    char *text = NULL;

    if (context->quiet || context->json)
        return;
    va_start(list, format);
    text = format_list(format, list);
    va_end(list);
    fflush(stdout);
    fprintf(stderr, "%s\n", text);
    free(text);
}

int cli_fail_at(cli_context *context, const char *what)
{
    insights_status status = insights_error_code(context->error);
    const char *message = insights_error_message(context->error);
    char *text = NULL;

    if (!message)
        message = "something failed without saying why";
    /* Where the message begins with the name already, once is enough. */
    if (what && !strstr(message, what))
        text = cli_format("%s: %s", what, message);
    else
        text = cli_copy(message);
    report(
        context, cli_exit_code(status), insights_status_name(status), text,
        hint_of(status));
    free(text);
    return cli_exit_code(status);
}

int cli_fail(cli_context *context)
{
    return cli_fail_at(context, NULL);
}

int cli_complain(
    cli_context *context,
    int code,
    const char *name,
    const char *format,
    ...)
{
    va_list list;
    char *text = NULL;

    va_start(list, format);
    text = format_list(format, list);
    va_end(list);
    report(context, code, name, text, NULL);
    free(text);
    return code;
}

int cli_usage(cli_context *context, const char *format, ...)
{
    va_list list;
    char *text = NULL;

    va_start(list, format);
    text = format_list(format, list);
    va_end(list);
    report(context, CLI_USAGE, "usage", text, NULL);
    free(text);
    return CLI_USAGE;
}

int cli_stopped(cli_context *context, const char *how_to_go_on)
{
    report(context, CLI_INTERRUPTED, "interrupted", "stopped", how_to_go_on);
    return CLI_INTERRUPTED;
}
