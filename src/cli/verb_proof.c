/*
 * verb_proof.c - verify, methods, doctor: is it so, how was it made, is all
 * well?
 */
#define _GNU_SOURCE

#include "cli/verbs.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- verify and methods -----------------------------------------------------
 */

int cli_verb_verify(cli_context *context)
{
    insights_cursor *cursor = NULL;
    cli_output *output = NULL;
    int64_t checked = 0;
    size_t wrong = 0;
    int ended = CLI_OK;
    int code = cli_open(context, CLI_READ);

    if (code)
        return code;
    if (insights_study_verify(
            context->study, &checked, &cursor, &context->error) < 0)
        return cli_fail(context);
    output = cli_output_new(context, &cli_view_findings, &code);
    if (output) {
        code = cli_output_cursor(output, cursor);
        wrong = cli_output_count(output);
    }
    if (output && wrong == 0) {
        char *count = cli_count(checked, "quote", "quotes");

        cli_say(context, "%s read again in their sources", count);
        free(count);
    }
    if (output)
        ended = cli_output_end(output);
    insights_cursor_free(cursor);
    if (code || ended || wrong == 0)
        return code ? code : ended;
    return cli_complain(
        context, CLI_CHECK_FAILED, "check_failed",
        "%zu of %lld quotes and texts are not what they were", wrong,
        (long long)checked);
}

int cli_verb_methods(cli_context *context)
{
    insights_cursor *cursor = NULL;
    insights_status status = INSIGHTS_OK;
    int code = cli_open(context, CLI_READ);

    if (code)
        return code;
    status = insights_study_methods(context->study, &cursor, &context->error);
    return cli_print(context, &cli_view_methods, status, cursor);
}

/* --- doctor -----------------------------------------------------------------
 */

typedef struct doctor {
    cli_context *context;
    cli_output *output;
    int wrong;
} doctor;

static void tell(
    doctor *work,
    const char *status,
    const char *what,
    const char *message)
{
    cli_buffer row = {0};

    cli_put(&row, "{");
    cli_json_add_text(&row, "status", status);
    cli_json_add_text(&row, "what", what);
    cli_json_add_text(&row, "message", message);
    cli_put(&row, "}");
    cli_output_text(work->output, row.text);
    cli_drop(&row);
    work->wrong |= strcmp(status, "wrong") == 0;
}

static void look_at_program(doctor *work)
{
    char *text = cli_format(
        "insights %s, model %d", insights_version(), insights_model_version());

    tell(
        work,
        insights_model_version() == INSIGHTS_MODEL_VERSION &&
                strcmp(insights_version(), INSIGHTS_VERSION_STRING) == 0
            ? "ok"
            : "wrong",
        "library", text);
    free(text);
}

/* Another program of this name that the shell would find. */
static void look_at_path(doctor *work)
{
    char *path = cli_copy(getenv("PATH"));
    char *self = realpath("/proc/self/exe", NULL);
    char *rest = NULL;
    size_t others = 0;

    for (char *folder = path ? strtok_r(path, ":", &rest) : NULL; folder;
         folder = strtok_r(NULL, ":", &rest)) {
        char *name = cli_format("%s/insights", folder);
        char *real = access(name, X_OK) == 0 && !cli_is_folder(name)
                         ? realpath(name, NULL)
                         : NULL;

        if (real && self && strcmp(real, self) != 0) {
            char *text = cli_format("another program of this name: %s", name);

            tell(work, "note", "path", text);
            free(text);
            others++;
        }
        free(real);
        free(name);
    }
    if (others == 0)
        tell(work, "ok", "path", "no other program is named insights");
    free(self);
    free(path);
}

static void look_at_settings(doctor *work)
{
    cli_setting *settings = cli_settings(work->context);
    const char *locale = getenv("LC_ALL");

    for (cli_setting *at = settings; at->key; at++) {
        char *text = at->value ? cli_format("%s (%s)", at->value, at->origin)
                               : cli_format("not set: %s", at->about);

        tell(work, "ok", at->key, text);
        free(text);
    }
    cli_settings_free(settings);
    if (!locale || !*locale)
        locale = getenv("LC_CTYPE");
    if (!locale || !*locale)
        locale = getenv("LANG");
    if (work->context->screen.is_terminal &&
        (!locale || (!strstr(locale, "UTF") && !strstr(locale, "utf"))))
        tell(
            work, "note", "terminal",
            "it may not show all letters; set LANG to a UTF-8 locale");
}

static void put_findings(doctor *work, insights_cursor *cursor)
{
    const insights_record *record = NULL;

    while (insights_cursor_next(cursor, &record, &work->context->error) ==
           INSIGHTS_OK) {
        const char *message =
            insights_record_text(record, INSIGHTS_FINDING_MESSAGE);
        const char *found = insights_record_text(record, INSIGHTS_FINDING_CODE);

        if (found && strcmp(found, "unfinished") == 0)
            tell(
                work, "note", "study",
                "rows of a large delete still take up room; `insights doctor "
                "--vacuum` takes them away");
        else
            tell(
                work, "wrong", "study",
                message ? message : "something is wrong");
    }
}

/* A person whose records went, and whose words are in the bytes still. */
static void look_for_bytes(doctor *work)
{
    cli_context *context = work->context;
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *row = NULL;
    int remain = 0;

    if (insights_query_new(INSIGHTS_CHANGE, &query, &context->error) >= 0 &&
        insights_query_where_text(
            query, INSIGHTS_CHANGE_VERB, INSIGHTS_EQ, "forget",
            &context->error) >= 0 &&
        insights_store_query(context->store, query, &cursor, &context->error) >=
            0)
        while (insights_cursor_next(cursor, &row, &context->error) ==
               INSIGHTS_OK)
            remain |= insights_record_text(row, INSIGHTS_CHANGE_AFTER) != NULL;
    insights_cursor_free(cursor);
    insights_query_free(query);
    if (remain)
        tell(
            work, "wrong", "forget",
            "somebody was forgotten, but bytes of what they said remain in "
            "the file; `insights forget` the same name again to end it");
}

static void look_at_study(doctor *work)
{
    cli_context *context = work->context;
    insights_cursor *cursor = NULL;
    int64_t checked = 0;
    int before = work->wrong;
    char *text = NULL;

    if (insights_store_check(context->store, &cursor, &context->error) < 0)
        tell(work, "wrong", "study", insights_error_message(context->error));
    else
        put_findings(work, cursor);
    insights_cursor_free(cursor);
    cursor = NULL;
    if (insights_study_verify(
            context->study, &checked, &cursor, &context->error) < 0)
        tell(work, "wrong", "study", insights_error_message(context->error));
    else
        put_findings(work, cursor);
    insights_cursor_free(cursor);
    look_for_bytes(work);
    if (work->wrong != before)
        return;
    text = cli_format(
        "%s is whole; %lld quotes are what was said", cli_store_shown(context),
        (long long)checked);
    tell(work, "ok", "study", text);
    free(text);
}

/* Finishes deletes and gives free space back. */
static void give_back(doctor *work)
{
    cli_context *context = work->context;
    insights_record *summary = NULL;

    cli_say(context, "giving free space back …");
    if (insights_store_vacuum(context->store, &summary, &context->error) < 0)
        tell(work, "wrong", "vacuum", insights_error_message(context->error));
    else
        tell(
            work, "ok", "vacuum",
            insights_record_text(summary, INSIGHTS_SUMMARY_MESSAGE));
    insights_record_free(summary);
}

/* Opens the study without complaint; 0 or the exit code. */
static int open_quietly(cli_context *context)
{
    int mode = cli_has(&context->args, "vacuum") ? CLI_WRITE : CLI_READ;
    int code = CLI_OK;
    int saved = dup(STDERR_FILENO);

    fflush(stderr);
    if (!freopen("/dev/null", "w", stderr))
        return CLI_FAILURE;
    code = cli_open(context, mode);
    fflush(stderr);
    if (saved >= 0) {
        dup2(saved, STDERR_FILENO);
        close(saved);
    }
    return code;
}

int cli_verb_doctor(cli_context *context)
{
    doctor work = {context, NULL, 0};
    int ended = CLI_OK;
    int code = CLI_OK;

    work.output = cli_output_new(context, &cli_view_doctor, &code);
    if (!work.output)
        return code;
    look_at_program(&work);
    look_at_path(&work);
    look_at_settings(&work);
    code = open_quietly(context);
    if (code == CLI_OK && cli_has(&context->args, "vacuum"))
        give_back(&work);
    if (code == CLI_OK)
        look_at_study(&work);
    else if (context->uri)
        tell(
            &work, "wrong", "study",
            context->error ? insights_error_message(context->error)
                           : "cannot be opened");
    else
        tell(
            &work, "note", "study",
            code == CLI_USAGE ? "there are several; say which with --store"
                              : "none here or in a folder above");
    ended = cli_output_end(work.output);
    if (ended)
        return ended;
    return work.wrong ? CLI_CHECK_FAILED : CLI_OK;
}
