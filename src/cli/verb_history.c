/*
 * verb_history.c - memo, log, undo, delete, correct: changes by hand, all of
 * them on record.
 */
#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>

static int text_argument(cli_context *context, const char *word, char **out)
{
    size_t length = 0;
    int code = CLI_OK;

    *out = NULL;
    if (strcmp(word, "-") != 0) {
        *out = cli_copy(word);
        return CLI_OK;
    }
    code = cli_read_file(context, "-", out, &length);
    while (!code && length && (*out)[length - 1] == '\n')
        (*out)[--length] = '\0';
    return code;
}

int cli_verb_memo(cli_context *context)
{
    const cli_args *args = &context->args;
    insights_record *memo = NULL;
    insights_kind kind = 0;
    char *id = NULL;
    char *text = NULL;
    int code = cli_open(context, CLI_WRITE | CLI_DECIDE);

    if (!code)
        code = cli_record_id(context, args->words[0], &kind, &id);
    if (!code)
        code = text_argument(context, args->words[1], &text);
    if (!code &&
        insights_study_memo(
            context->study, kind, id, text, &memo, &context->error) < 0)
        code = cli_fail(context);
    free(id);
    free(text);
    if (code)
        return code;
    cli_say(context, "noted on this %s", insights_kind_name(kind));
    if (cli_wants_rows(context))
        return cli_print_record(context, &cli_view_memos, INSIGHTS_OK, memo);
    insights_record_free(memo);
    return CLI_OK;
}

int cli_verb_log(cli_context *context)
{
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    uint32_t limit = 0;
    int code = cli_open(context, CLI_READ);

    if (!code)
        code = cli_number_option(context, "limit", &limit);
    if (code)
        return code;
    status =
        insights_study_log(context->study, limit, &cursor, &context->error);
    return cli_print(context, &cli_view_actions, status, cursor);
}

/* The whole id of a command in the log, from its end or beginning. */
static int group_id(cli_context *context, const char *given, char **out)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    size_t matches = 0;

    *out = NULL;
    if (insights_study_log(context->study, 100000, &cursor, &context->error) <
        0)
        return cli_fail(context);
    while (insights_cursor_next(cursor, &record, &context->error) ==
           INSIGHTS_OK) {
        const char *id = insights_record_text(record, INSIGHTS_ACTION_GROUP_ID);

        if (!id || !(cli_ends(id, given) || cli_starts(id, given)))
            continue;
        if (strcmp(id, given) == 0)
            matches = 0;
        if (matches++ == 0) {
            free(*out);
            *out = cli_copy(id);
        }
    }
    insights_cursor_free(cursor);
    if (matches == 1)
        return CLI_OK;
    free(*out);
    *out = NULL;
    if (matches)
        return cli_usage(
            context, "'%s' fits %zu commands of the log", given, matches);
    return cli_complain(
        context, CLI_NOT_FOUND, "not_found",
        "no command '%s' in the log; `insights log` lists them", given);
}

int cli_verb_undo(cli_context *context)
{
    insights_record *summary = NULL;
    insights_status status = INSIGHTS_OK;
    char *group = NULL;
    int code = cli_open(context, CLI_WRITE | CLI_DECIDE);

    if (!code && context->args.count)
        code = group_id(context, context->args.words[0], &group);
    if (code)
        return code;
    status =
        insights_study_undo(context->study, group, &summary, &context->error);
    free(group);
    return cli_print_summary(context, status, summary, "taken back");
}

int cli_verb_delete(cli_context *context)
{
    int code = cli_open(context, CLI_WRITE | CLI_DECIDE);

    for (size_t i = 0; !code && i < context->args.count; i++) {
        const char *name = context->args.words[i];
        insights_kind kind = 0;
        cli_buffer row = {0};
        char *id = NULL;

        code = cli_record_id(context, name, &kind, &id);
        if (!code && insights_study_delete(
                         context->study, kind, id, &context->error) < 0)
            code = cli_fail(context);
        if (!code)
            cli_say(
                context, "deleted %s %s; `insights undo` brings it back",
                insights_kind_name(kind), name);
        if (!code && context->json) {
            cli_json_add_text(&row, "kind", insights_kind_name(kind));
            cli_json_add_text(&row, "id", id);
            printf("{%s}\n", row.text);
        }
        cli_drop(&row);
        free(id);
    }
    return code;
}

static int rename_speaker(cli_context *context, const char *id)
{
    const char *names = cli_value(&context->args, "speaker");
    const char *equals = strchr(names, '=');
    insights_record *summary = NULL;
    insights_status status = INSIGHTS_OK;
    char *old = NULL;

    if (!equals || equals == names || !equals[1])
        return cli_usage(
            context,
            "--speaker takes OLD=NEW, such as SPEAKER_01=Curtis, not '%s'",
            names);
    old = cli_copy_bytes(names, (size_t)(equals - names));
    status = insights_study_rename_speaker(
        context->study, id, old, equals + 1, &summary, &context->error);
    free(old);
    return cli_print_summary(context, status, summary, "renamed");
}

static int correct_turn(cli_context *context, const char *id)
{
    const cli_args *args = &context->args;
    insights_record *summary = NULL;
    insights_status status = INSIGHTS_OK;
    char *end = NULL;
    char *text = NULL;
    unsigned long long turn = 0;
    int code = CLI_OK;

    if (args->count != 3)
        return cli_usage(
            context, "correct needs a turn and its text, or --speaker OLD=NEW: "
                     "insights correct INTERVIEW TURN TEXT");
    turn = strtoull(args->words[1], &end, 10);
    if (*end || end == args->words[1] || *args->words[1] == '-')
        return cli_usage(
            context, "'%s' is no turn; `insights turns` numbers them",
            args->words[1]);
    code = text_argument(context, args->words[2], &text);
    if (code)
        return code;
    status = insights_study_correct(
        context->study, id, (size_t)turn, text, &summary, &context->error);
    free(text);
    return cli_print_summary(context, status, summary, "corrected");
}

int cli_verb_correct(cli_context *context)
{
    char *id = NULL;
    int code = cli_open(context, CLI_WRITE | CLI_DECIDE);

    if (!code)
        code = cli_interview(context, context->args.words[0], &id);
    if (!code && cli_has(&context->args, "speaker"))
        code = rename_speaker(context, id);
    else if (!code)
        code = correct_turn(context, id);
    free(id);
    return code;
}
