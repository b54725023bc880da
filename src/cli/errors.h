/*
 * errors.h - talk on stderr, and how to fail: one line and an exit code.
 */
#ifndef INSIGHTS_CLI_ERRORS_H
#define INSIGHTS_CLI_ERRORS_H

#include "cli/base.h"

/* A line for people on stderr; nothing with --quiet. */
void cli_say(cli_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Tell why the last call of the library failed; answers its exit code. */
int cli_fail(cli_context *context);
/* The same with what was worked on: "i1.vtt: …". */
int cli_fail_at(cli_context *context, const char *what);
int cli_complain(
    cli_context *context,
    int code,
    const char *name,
    const char *format,
    ...) __attribute__((format(printf, 4, 5)));
int cli_usage(cli_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* "stopped; run the same command again to go on"; answers 130. */
int cli_stopped(cli_context *context, const char *how_to_go_on);
int cli_exit_code(insights_status status);

#endif /* INSIGHTS_CLI_ERRORS_H */
