/*
 * main.c - the program `insights`: from a command line to a verb.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

int cli_interrupted(void)
{
    return interrupted != 0;
}

/* The first ^C lets the commit in hand end, the second ends the program. */
static void on_interrupt(int number)
{
    interrupted = 1;
    signal(number, SIG_DFL);
}

static void catch_interrupt(void)
{
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    action.sa_handler = on_interrupt;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

static void tell(int level, const char *message, void *user)
{
    static const char *const names[] = {
        "", "error", "warning", "info", "debug"};

    (void)user;
    fprintf(
        stderr, "insights: %s: %s\n",
        level > 0 && level < 5 ? names[level] : "note", message);
}

static void start_log(void)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};
    const char *wanted = getenv("INSIGHTS_LOG");

    for (int i = 0; wanted && i < 4; i++)
        if (strcmp(wanted, names[i]) == 0)
            insights_log_set(tell, i + 1, NULL);
}

/* A program insights-foo on PATH is `insights foo`; returns where there is
 * none. */
static void try_program(const char *word, char **argv, int argc)
{
    char *name = NULL;

    for (int i = 1; i < argc; i++)
        if (argv[i] == word && !strchr(word, '/')) {
            name = cli_format("insights-%s", word);
            argv[i] = name;
            execvp(name, argv + i);
            argv[i] = (char *)(uintptr_t)word;
        }
    free(name);
}

static int unknown_verb(cli_context *context, const char *word)
{
    cli_texts names = {0};
    const char *near = NULL;
    int code = CLI_USAGE;

    for (const cli_verb *verb = cli_verbs; verb->name; verb++)
        cli_texts_add(&names, cli_copy(verb->name));
    near = cli_nearest(word, names.items, names.count);
    if (near)
        code = cli_usage(
            context, "unknown verb '%s'; did you mean '%s'?", word, near);
    else
        code = cli_usage(
            context, "unknown verb '%s'; `insights help` lists them", word);
    cli_texts_free(&names);
    return code;
}

static int run(cli_context *context, int argc, char **argv)
{
    const cli_args *args = &context->args;
    const char *word = args->count ? args->words[0] : NULL;

    if (!args->verb && word && cli_has(args, "help"))
        return unknown_verb(context, word);
    if (!args->verb && word && !cli_looks_like_path(word)) {
        try_program(word, argv, argc);
        return unknown_verb(context, word);
    }
    if (args->mistake)
        return cli_usage(context, "%s", args->mistake);
    if (cli_has(args, "version")) {
        printf("insights %s\n", insights_version());
        return CLI_OK;
    }
    if (args->verb && cli_has(args, "help")) {
        cli_help_verb(&context->screen, args->verb);
        return CLI_OK;
    }
    if (args->verb)
        return args->verb->run(context);
    if (word)
        return cli_run_file(context, word);
    cli_help_first(&context->screen);
    return CLI_OK;
}

int main(int argc, char **argv)
{
    cli_context context = {0};
    int code = CLI_OK;

    catch_interrupt();
    start_log();
    cli_args_parse(argc, argv, &context.args);
    cli_context_init(&context);
    code = run(&context, argc, argv);
    if (fflush(stdout) != 0 && code == CLI_OK)
        code = CLI_FAILURE;
    cli_context_free(&context);
    return code;
}
