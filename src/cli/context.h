/*
 * context.h - which study a command works on, and what names mean in it.
 */
#ifndef INSIGHTS_CLI_CONTEXT_H
#define INSIGHTS_CLI_CONTEXT_H

#include "cli/base.h"

/* How to open a study. */
enum {
    CLI_READ = 0,
    CLI_WRITE = 1 << 0,
    CLI_CREATE = 1 << 1,  /* make an explicit store that is not there */
    CLI_DECIDE = 1 << 2,  /* needs to know who works */
    CLI_NO_STUDY = 1 << 3 /* the store only */
};

void cli_context_init(cli_context *context);
void cli_context_free(cli_context *context);
/* Opens context->store and ->study; 0, or the exit code after complaining. */
int cli_open(cli_context *context, int how);
/* The same for a store named here. */
int cli_open_at(
    cli_context *context,
    const char *uri,
    const char *project,
    int how);
/* With --pseudonymise: context->study becomes a copy without names. */
int cli_pseudonymise(cli_context *context);
/* The path of the file behind a URI; NULL for stores that are none. */
const char *cli_store_path(const char *uri);
/* The name to show for it: a path, shortened where it lies below here. */
const char *cli_store_shown(const cli_context *context);
/* The id of the conversation that `name` means; 0, or the exit code. */
int cli_interview(cli_context *context, const char *name, char **id);
/* The id and kind of the record that `name` means, of any stored kind. */
int cli_record_id(
    cli_context *context,
    const char *name,
    insights_kind *kind,
    char **id);
/* Conversations of the study, or of files and folders given with --in. */
int cli_corpus(cli_context *context, insights_corpus **out);
/* A conversation of the study or of a file, and the roles people gave. */
int cli_conversation(
    cli_context *context,
    const char *name,
    insights_conversation **out,
    char **id,
    char **roles);

#endif /* INSIGHTS_CLI_CONTEXT_H */
