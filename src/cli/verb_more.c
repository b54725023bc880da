/*
 * verb_more.c - config, completion, help.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- config -----------------------------------------------------------------
 */

static int list_settings(cli_context *context)
{
    cli_setting *settings = cli_settings(context);
    int origins = cli_has(&context->args, "origin");
    int code = CLI_OK;
    int ended = CLI_OK;
    cli_output *output = cli_output_new(context, &cli_view_settings, &code);

    for (cli_setting *at = settings; output && !code && at->key; at++) {
        cli_buffer row = {0};

        cli_put(&row, "{");
        cli_json_add_text(&row, "key", at->key);
        cli_json_add_text(&row, "value", at->value);
        if (origins || context->json)
            cli_json_add_text(
                &row, "origin", at->origin ? at->origin : "not set");
        cli_put(&row, "}");
        code = cli_output_text(output, row.text);
        cli_drop(&row);
    }
    if (output)
        ended = cli_output_end(output);
    cli_settings_free(settings);
    return code ? code : ended;
}

static const cli_setting *find_setting(cli_setting *settings, const char *key)
{
    for (cli_setting *at = settings; at->key; at++)
        if (strcmp(at->key, key) == 0)
            return at;
    return NULL;
}

static int set(cli_context *context, const char *key, const char *value)
{
    char *here = getcwd(NULL, 0);
    char *file = NULL;
    int code = CLI_OK;

    if (!cli_has(&context->args, "here"))
        file = cli_copy(context->user_file);
    else if (here)
        file = cli_format("%s/insights.conf", here);
    free(here);
    if (!file)
        return cli_complain(
            context, CLI_FAILURE, "io",
            "no place for a configuration; set INSIGHTS_CONFIG_DIR");
    if (strchr(value, '\n'))
        code = cli_usage(context, "a value is one line");
    if (!code)
        code = cli_setting_write(context, file, key, value);
    if (!code)
        cli_say(context, "%s = %s, kept in %s", key, value, file);
    free(file);
    return code;
}

int cli_verb_config(cli_context *context)
{
    const cli_args *args = &context->args;
    const char *action = args->count ? args->words[0] : "list";
    const char *key = args->count > 1 ? args->words[1] : "";
    cli_setting *settings = NULL;
    const cli_setting *setting = NULL;
    int code = CLI_OK;

    if (strcmp(action, "list") == 0 && args->count <= 1)
        return list_settings(context);
    if (!(strcmp(action, "get") == 0 && args->count == 2) &&
        !(strcmp(action, "set") == 0 && args->count == 3))
        return cli_usage(
            context,
            "config is called so: insights config list, get KEY, or set KEY "
            "VALUE");
    settings = cli_settings(context);
    setting = find_setting(settings, key);
    if (!setting)
        code = cli_usage(
            context, "no setting '%s'; there are store, project, actor", key);
    else if (*action == 's')
        code = set(context, key, args->words[2]);
    else if (setting->value)
        puts(setting->value);
    else
        code = cli_complain(
            context, CLI_NOT_FOUND, "not_found", "%s is not set", key);
    cli_settings_free(settings);
    return code;
}

/* --- completion -------------------------------------------------------------
 */

static void put_texts(
    cli_context *context,
    insights_kind kind,
    insights_field field,
    int ids)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = insights_query_new(kind, &query, NULL);

    if (status == INSIGHTS_OK)
        status = insights_query_limit(query, 500, NULL);
    if (status == INSIGHTS_OK)
        status = insights_store_query(context->store, query, &cursor, NULL);
    while (status == INSIGHTS_OK) {
        const char *text = NULL;

        status = insights_cursor_next(cursor, &record, NULL);
        if (status != INSIGHTS_OK)
            break;
        text = ids ? insights_record_id(record)
                   : insights_record_text(record, field);
        if (text && !strchr(text, '\n'))
            puts(ids ? text + strlen(text) - 8 : text);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
}

/* What a shell asks for while a command is typed. Never complains. */
static int values(cli_context *context, const char *what)
{
    insights_kind kind = 0;

    if (strcmp(what, "verbs") == 0) {
        for (const cli_verb *verb = cli_verbs; verb->name; verb++)
            puts(verb->name);
        return CLI_OK;
    }
    if (strcmp(what, "kinds") == 0) {
        for (size_t i = 0; (kind = insights_kind_at(i)) != 0; i++)
            if (insights_kind_stored(kind))
                puts(insights_kind_name(kind));
        return CLI_OK;
    }
    if (!freopen("/dev/null", "w", stderr) || cli_open(context, CLI_READ))
        return CLI_OK;
    if (strcmp(what, "interviews") == 0)
        put_texts(context, INSIGHTS_INTERVIEW, INSIGHTS_INTERVIEW_TITLE, 0);
    else if (strcmp(what, "codes") == 0)
        put_texts(context, INSIGHTS_CODE, INSIGHTS_CODE_PATH, 0);
    else if (strcmp(what, "speakers") == 0)
        put_texts(context, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_LABEL, 0);
    else if (strcmp(what, "evidence") == 0)
        put_texts(context, INSIGHTS_EVIDENCE, 0, 1);
    return CLI_OK;
}

int cli_verb_completion(cli_context *context)
{
    const cli_args *args = &context->args;

    if (strcmp(args->words[0], "values") == 0 && args->count == 2)
        return values(context, args->words[1]);
    if (args->count == 1 && cli_completion(args->words[0]))
        return CLI_OK;
    return cli_usage(
        context, "no completions for '%s'; there are bash, zsh, fish",
        args->words[args->count - 1]);
}

/* --- help -------------------------------------------------------------------
 */

int cli_verb_help(cli_context *context)
{
    const cli_args *args = &context->args;
    const cli_verb *verb = NULL;
    cli_texts names = {0};
    const char *near = NULL;
    int code = CLI_OK;

    if (cli_has(args, "man")) {
        cli_man();
        return CLI_OK;
    }
    if (args->count == 0) {
        cli_help_first(&context->screen);
        return CLI_OK;
    }
    verb = cli_verb_find(args->words[0]);
    if (verb) {
        cli_help_verb(&context->screen, verb);
        return CLI_OK;
    }
    if (strcmp(args->words[0], "all") == 0) {
        cli_help_all(&context->screen);
        return CLI_OK;
    }
    if (cli_help_topic(args->words[0]))
        return CLI_OK;
    for (verb = cli_verbs; verb->name; verb++)
        cli_texts_add(&names, cli_copy(verb->name));
    cli_texts_add(&names, cli_copy("environment"));
    near = cli_nearest(args->words[0], names.items, names.count);
    code = cli_usage(
        context,
        near ? "no help on '%s'; did you mean '%s'?"
             : "no help on '%s'; `insights help all` lists the verbs%s",
        args->words[0], near ? near : "");
    cli_texts_free(&names);
    return code;
}
