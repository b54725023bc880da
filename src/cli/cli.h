/*
 * cli.h - what verbs work with.
 *
 * stdout is data, stderr is talk.
 */
#ifndef INSIGHTS_CLI_CLI_H
#define INSIGHTS_CLI_CLI_H

#include "cli/base.h"
#include "cli/config.h"
#include "cli/context.h"
#include "cli/errors.h"
#include "cli/files.h"
#include "cli/output.h"

/* --- Help (help.c, completion.c, man.c) ----------------------------------- */

void cli_help_first(const cli_screen *screen);
void cli_help_all(const cli_screen *screen);
void cli_help_verb(const cli_screen *screen, const cli_verb *verb);
int cli_help_topic(const char *topic);
void cli_man(void);
/* "bash", "zsh" or "fish"; 0 where there is no such shell. */
int cli_completion(const char *shell);

/* --- Shared by verbs (verb_read.c) ---------------------------------------- */

/* A number of an option, 0 where it is not given; 0 or 2. */
int cli_number_option(cli_context *context, const char *name, uint32_t *out);
/* The arguments as one text. Owned. */
char *cli_joined_words(const cli_context *context);
/* --interview, --speaker, --limit and the like; *interview must be freed. */
int cli_reading_options(
    cli_context *context,
    insights_reading_options *options,
    char **interview);

/* --- Verbs that others use ------------------------------------------------ */

int cli_run_file(cli_context *context, const char *path);
/* Checks one document; `counts` are word for word, punctuation only, altered,
 * stitched, nobody. */
int cli_check_document(
    cli_context *context,
    const insights_corpus *corpus,
    const char *path,
    cli_output *output,
    int64_t counts[5]);
/* "draft.md: 12 quotations, 8 word for word, …" */
void cli_check_summary(
    cli_context *context,
    const char *name,
    const int64_t counts[5]);
/* Writes the report to a file, whole or not at all. */
int cli_write_report(cli_context *context, const char *path, const char *draft);

#endif /* INSIGHTS_CLI_CLI_H */
