/*
 * context.c - which study a command works on, and who works.
 *
 * The store: --store, INSIGHTS_STORE, the folder's insights.conf, the only
 * *.insights here or above, the user's configuration. Nothing is made that
 * was not named.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/cli.h"

#include <dirent.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_context_init(cli_context *context)
{
    cli_screen_init(&context->screen, stdout);
    cli_screen_init(&context->talk, stderr);
    context->json = cli_has(&context->args, "json");
    context->quiet = cli_has(&context->args, "quiet");
    cli_config_find(context);
}

void cli_context_free(cli_context *context)
{
    insights_study_free(context->study);
    insights_store_free(context->store);
    insights_error_free(context->error);
    free(context->uri);
    free(context->folder_file);
    free(context->user_file);
    cli_args_free(&context->args);
}

const char *cli_store_path(const char *uri)
{
    if (cli_starts(uri, "sqlite:"))
        return uri + 7;
    return strchr(uri, ':') ? NULL : uri;
}

const char *cli_store_shown(const cli_context *context)
{
    const char *path = cli_store_path(context->uri);
    char *here = getcwd(NULL, 0);
    size_t length = here ? strlen(here) : 0;

    if (path && here && strncmp(path, here, length) == 0 && path[length] == '/')
        path += length + 1;
    free(here);
    return path ? path : context->uri;
}

static void find_in(const char *folder, cli_texts *found)
{
    DIR *directory = opendir(folder);
    struct dirent *entry = NULL;

    while (directory && (entry = readdir(directory))) {
        char *path = NULL;

        if (*entry->d_name == '.' || !cli_ends(entry->d_name, ".insights"))
            continue;
        path = cli_format("%s/%s", folder, entry->d_name);
        if (cli_is_folder(path))
            free(path);
        else
            cli_texts_add(found, path);
    }
    if (directory)
        closedir(directory);
    cli_texts_sort(found);
}

/* The only *.insights of this folder, else of the nearest one above. */
static int find_above(cli_context *context, char **uri)
{
    cli_texts found = {0};
    char *here = getcwd(NULL, 0);
    int code = CLI_OK;

    while (here && *here && found.count == 0) {
        char *slash = strrchr(here, '/');

        find_in(here, &found);
        if (found.count > 1)
            code = cli_usage(
                context,
                "%s has %zu studies (%s, %s%s); say which with --store FILE",
                here, found.count, cli_base_name(found.items[0]),
                cli_base_name(found.items[1]), found.count > 2 ? " …" : "");
        if (slash)
            *slash = '\0';
        else
            break;
    }
    if (found.count == 1)
        *uri = cli_copy(found.items[0]);
    free(here);
    cli_texts_free(&found);
    return code;
}

static int find_store(cli_context *context, char **uri, int *named)
{
    cli_setting *settings = cli_settings(context);
    const cli_setting *store = &settings[0];
    int code = CLI_OK;

    /* The user's file comes last: what lies here is nearer. */
    *named = store->value && (!context->user_file ||
                              strcmp(store->origin, context->user_file) != 0);
    if (*named)
        *uri = cli_copy(store->value);
    else
        code = find_above(context, uri);
    if (!code && !*uri && store->value)
        *uri = cli_copy(store->value);
    cli_settings_free(settings);
    if (!code && !*uri)
        code = cli_complain(
            context, CLI_NOT_FOUND, "not_found",
            "no study (*.insights) here or in a folder above; make one with "
            "`insights new NAME`, or name it with --store FILE");
    return code;
}

/* Who works: as set, else the login name where somebody must have one. */
static char *find_actor(cli_context *context, int how)
{
    char *actor = cli_setting_value(context, "actor");
    const struct passwd *user = NULL;
    const char *name = NULL;

    if (actor || !(how & (CLI_DECIDE | CLI_WRITE)))
        return actor;
    user = getpwuid(getuid());
    name = user ? user->pw_name : getenv("USER");
    if (user && user->pw_gecos && *user->pw_gecos && *user->pw_gecos != ',')
        actor = cli_copy_bytes(user->pw_gecos, strcspn(user->pw_gecos, ","));
    else if (name && *name)
        actor = cli_copy(name);
    if (actor && (how & CLI_DECIDE) && context->talk.is_terminal)
        cli_say(
            context,
            "working as %s; `insights config set actor NAME` changes that",
            actor);
    return actor;
}

int cli_open_at(
    cli_context *context,
    const char *uri,
    const char *project,
    int how)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_study_options study = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_status status = INSIGHTS_OK;
    const char *path = cli_store_path(uri);
    char *actor = NULL;

    free(context->uri);
    context->uri = cli_copy(uri);
    if (how & CLI_CREATE)
        options.flags |= INSIGHTS_STORE_CREATE;
    /* Where reading is all that is possible; elsewhere SQLite would leave its
     * files of work beside the study. */
    if (!(how & (CLI_WRITE | CLI_CREATE)) && path && access(path, W_OK) != 0)
        options.flags |= INSIGHTS_STORE_READ_ONLY;
    status =
        insights_store_open(uri, &options, &context->store, &context->error);
    if (status < 0)
        return cli_fail_at(context, uri);
    if (how & CLI_NO_STUDY)
        return CLI_OK;
    actor = find_actor(context, how);
    study.project = project;
    study.actor = actor;
    if (how & CLI_CREATE)
        study.flags |= INSIGHTS_STUDY_CREATE;
    status = insights_study_open(
        context->store, &study, &context->study, &context->error);
    free(actor);
    return status < 0 ? cli_fail(context) : CLI_OK;
}

int cli_open(cli_context *context, int how)
{
    char *uri = NULL;
    char *project = cli_setting_value(context, "project");
    int named = 0;
    int code = find_store(context, &uri, &named);

    if (!code) {
        const char *path = cli_store_path(uri);

        if (!named || (path && cli_exists(path)))
            how &= ~CLI_CREATE;
        context->made = path && (how & CLI_CREATE);
        code = cli_open_at(context, uri, project, how);
    }
    if (!code && !(how & CLI_NO_STUDY))
        code = cli_pseudonymise(context);
    free(project);
    free(uri);
    return code;
}
