/*
 * verb_privacy.c - forget, and --pseudonymise: people who are not to be found.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/verbs.h"

#include <errno.h>
#include <fcntl.h>
#include <insights/privacy.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- forget -----------------------------------------------------------------
 */

/* What a member of the details counts, for people; NULL ends. */
static const char *const counted[][2] = {
    {"conversations", "conversations go whole"},
    {"parts", "conversations with others lose what they said"},
    {"turns", "turns"},
    {"evidence", "pieces of evidence"},
    {"codings", "codings"},
    {"notes", "memos and tags"},
    {"files", "files that were kept"},
    {"people", "records of people"},
    {"log", "lines of the log"},
    {"log_emptied", "commands that cannot be undone any more"},
    {"redacted", "texts in which words or the name of theirs are left out"},
    {NULL, NULL}};

static int64_t count_of(const char *details, const char *name)
{
    char member[40];
    const char *at;

    snprintf(member, sizeof(member), "\"%s\":", name);
    at = details ? strstr(details, member) : NULL;
    return at ? strtoll(at + strlen(member), NULL, 10) : 0;
}

static void show(const insights_record *summary)
{
    const char *details =
        insights_record_text(summary, INSIGHTS_SUMMARY_DETAILS);
    const char *named = details ? strstr(details, "\"named_in\":[\"") : NULL;

    for (size_t i = 0; counted[i][0]; i++)
        if (count_of(details, counted[i][0]))
            fprintf(
                stderr, "  %6lld  %s\n",
                (long long)count_of(details, counted[i][0]), counted[i][1]);
    if (named)
        fprintf(
            stderr, "others still name them in: %.*s\n",
            (int)(strlen(named) - strlen("\"named_in\":[") - 2),
            named + strlen("\"named_in\":["));
}

/* Whether a person at the terminal says yes. */
static int says_yes(const char *person)
{
    char answer[16] = "";

    fprintf(
        stderr, "Forget '%s' for good? It cannot be undone. [y/N] ", person);
    if (!fgets(answer, sizeof(answer), stdin))
        return 0;
    return answer[0] == 'y' || answer[0] == 'Y';
}

/* Show what would go and ask; 0 where it may be done. */
static int confirm(cli_context *context, const char *person)
{
    insights_record *summary = NULL;

    if (cli_has(&context->args, "yes"))
        return CLI_OK;
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return cli_usage(
            context,
            "nobody is here to ask: --preview shows what would go, --yes "
            "does it");
    if (insights_study_forget(
            context->study, person, INSIGHTS_FORGET_PREVIEW, &summary,
            &context->error) < 0)
        return cli_fail(context);
    fprintf(
        stderr, "%s:\n",
        insights_record_text(summary, INSIGHTS_SUMMARY_MESSAGE));
    show(summary);
    insights_record_free(summary);
    return says_yes(person)
               ? CLI_OK
               : cli_complain(
                     context, CLI_FAILURE, "canceled", "nothing was forgotten");
}

int cli_verb_forget(cli_context *context)
{
    const char *person = context->args.words[0];
    int preview = cli_has(&context->args, "preview");
    insights_record *summary = NULL;
    insights_status status;
    int code = cli_open(context, preview ? CLI_READ : CLI_WRITE | CLI_DECIDE);

    if (!code && !preview)
        code = confirm(context, person);
    if (code)
        return code;
    status = insights_study_forget(
        context->study, person, preview ? INSIGHTS_FORGET_PREVIEW : 0, &summary,
        &context->error);
    if (status >= 0 && !context->json && !context->quiet)
        show(summary);
    return cli_print_summary(
        context, status, summary, preview ? "would go" : "records changed");
}

/* --- pseudonymise -----------------------------------------------------------
 */

/* Write who is who where only its owner reads it. */
static int write_key(
    cli_context *context,
    const char *path,
    const insights_record *key)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 && fchmod(fd, 0600) == 0 ? fdopen(fd, "wb") : NULL;
    const char *details = insights_record_text(key, INSIGHTS_SUMMARY_DETAILS);
    int failed;

    if (!file) {
        failed = errno;
        if (fd >= 0)
            close(fd);
        return cli_complain(
            context, CLI_FAILURE, "io", "%s: %s", path, strerror(failed));
    }
    fprintf(file, "%s\n", details);
    if (fclose(file) != 0)
        return cli_complain(
            context, CLI_FAILURE, "io", "%s: %s", path, strerror(errno));
    cli_say(context, "who is who: %s; keep it apart", path);
    return CLI_OK;
}

int cli_pseudonymise(cli_context *context)
{
    const char *names = cli_value(&context->args, "pseudonymise");
    const char *path = cli_value(&context->args, "key");
    insights_study *study = NULL;
    insights_record *key = NULL;
    char *text = NULL;
    size_t length = 0;
    int code = CLI_OK;

    if (!cli_has(&context->args, "pseudonymise"))
        return path ? cli_usage(context, "--key is for what --pseudonymise did")
                    : CLI_OK;
    if (names && *names)
        code = cli_read_file(context, names, &text, &length);
    if (!code && text && strlen(text) != length)
        code = cli_usage(context, "%s: that is no text", names);
    if (!code && insights_study_pseudonymise(
                     context->study, text, &study, &key, &context->error) < 0)
        code = cli_fail(context);
    if (!code && path)
        code = write_key(context, path, key);
    if (!code) {
        insights_study_free(context->study);
        context->study = study;
        study = NULL;
        cli_say(
            context, "%s; read it before it leaves the house",
            insights_record_text(key, INSIGHTS_SUMMARY_MESSAGE));
    }
    insights_study_free(study);
    insights_record_free(key);
    free(text);
    return code;
}
