/*
 * verb_new.c - new: make a study.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

/* The project's name: that of the file, without folder and ending. */
static char *project_of(const char *path)
{
    const char *name = cli_base_name(path);
    size_t length = strlen(name);

    if (cli_ends(name, ".insights") && length > strlen(".insights"))
        length -= strlen(".insights");
    return cli_copy_bytes(name, length);
}

int cli_verb_new(cli_context *context)
{
    const char *name = context->args.words[0];
    const char *store = cli_value(&context->args, "store");
    const char *given = cli_value(&context->args, "project");
    char *path = cli_format(
        "%s%s", name, cli_ends(name, ".insights") ? "" : ".insights");
    char *project = given ? cli_copy(given) : project_of(name);
    cli_buffer row = {0};
    int code = CLI_OK;

    if (!*project || cli_ends(name, "/"))
        code = cli_usage(context, "'%s' is no name for a study", name);
    else if (!store && cli_exists(path))
        code = cli_complain(
            context, CLI_FAILURE, "exists",
            "%s is here already; choose another name", path);
    else
        code = cli_open_at(
            context, store ? store : path, project, CLI_WRITE | CLI_CREATE);
    if (!code) {
        cli_say(
            context, "made %s; `insights import FILE…` fills it",
            cli_store_shown(context));
        if (context->json) {
            cli_json_add_text(&row, "store", context->uri);
            cli_json_add_text(&row, "project", project);
            cli_json_add_text(
                &row, "project_id", insights_study_project(context->study));
            printf("{%s}\n", row.text);
        }
    }
    cli_drop(&row);
    free(path);
    free(project);
    return code;
}
