/*
 * options.c - the parser of command lines.
 *
 * Options may stand anywhere before `--`. Everything that is understood comes
 * from the table of verbs.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/options.h"

#include "cli/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const cli_verb *cli_verb_find(const char *name)
{
    for (const cli_verb *verb = cli_verbs; verb->name; verb++)
        if (strcmp(verb->name, name) == 0)
            return verb;
    return NULL;
}

const cli_option *cli_verb_option(const cli_verb *verb, size_t index)
{
    const cli_option *lists[3] = {NULL, NULL, cli_global_options};

    lists[0] = verb ? verb->options : cli_file_verb.options;
    if (verb && (verb->flags & CLI_LISTS))
        lists[1] = cli_list_options;
    for (size_t i = 0; i < 3; i++)
        for (const cli_option *at = lists[i]; at && at->name; at++)
            if (index-- == 0)
                return at;
    return NULL;
}

static const cli_option *find(
    const cli_verb *verb,
    const char *name,
    size_t length,
    char letter)
{
    const cli_option *option = NULL;

    for (size_t i = 0; (option = cli_verb_option(verb, i)); i++) {
        if (letter ? option->letter == letter
                   : strlen(option->name) == length &&
                         strncmp(option->name, name, length) == 0)
            return option;
    }
    return NULL;
}

static void unknown(cli_args *args, const char *word)
{
    cli_texts names = {0};
    const cli_option *option = NULL;
    const char *near = NULL;
    char *given = cli_copy_bytes(word, strcspn(word, "="));

    for (size_t i = 0; (option = cli_verb_option(args->verb, i)); i++)
        cli_texts_add(&names, cli_format("--%s", option->name));
    near = cli_nearest(given, names.items, names.count);
    if (near)
        args->mistake =
            cli_format("unknown option '%s'; did you mean '%s'?", given, near);
    else
        args->mistake = cli_format(
            "unknown option '%s'; `insights help%s%s` lists them", given,
            args->verb ? " " : "", args->verb ? args->verb->name : "");
    free(given);
    cli_texts_free(&names);
}

static void give(cli_args *args, const cli_option *option, const char *value)
{
    args->given =
        cli_grow(args->given, (args->given_count + 1) * sizeof(*args->given));
    args->given[args->given_count].option = option;
    args->given[args->given_count++].value = value;
}

static int is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/* Takes the option at argv[*at], with what follows it, where it does. */
static void take_option(cli_args *args, int argc, char **argv, int *at)
{
    const char *word = argv[*at];
    const cli_option *option = NULL;
    const char *value = NULL;

    if (word[1] == '-') {
        value = strchr(word, '=');
        option = find(
            args->verb, word + 2,
            value ? (size_t)(value - word) - 2 : strlen(word + 2), 0);
        if (value)
            value++;
    } else {
        option = find(args->verb, NULL, 0, word[1]);
        if (word[2])
            value = word + 2;
    }
    if (!option) {
        unknown(args, word);
        return;
    }
    if (!option->argument && value) {
        args->mistake = cli_format("--%s takes no value", option->name);
        return;
    }
    if (!option->argument || value || (option->flags & CLI_MAY_HAVE_VALUE)) {
        give(args, option, value);
        return;
    }
    if (*at + 1 >= argc ||
        (is_option(argv[*at + 1]) && (option->flags & CLI_MAY_TAKE_NEXT))) {
        if (option->flags & CLI_MAY_TAKE_NEXT)
            give(args, option, NULL);
        else
            args->mistake = cli_format(
                "--%s needs a value: --%s %s", option->name, option->name,
                option->argument);
        return;
    }
    give(args, option, argv[++*at]);
    /* Further files are those that are there: what is none is an argument. */
    while ((option->flags & CLI_TAKES_ALL) && *at + 1 < argc &&
           !is_option(argv[*at + 1]) && access(argv[*at + 1], F_OK) == 0)
        give(args, option, argv[++*at]);
}

/* Options of a verb may stand before it, so it is looked for first. */
static int find_verb(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const cli_option *option = NULL;

        if (strcmp(argv[i], "--") == 0)
            return i + 1 < argc ? i + 1 : 0;
        if (!is_option(argv[i]))
            return i;
        option = argv[i][1] == '-'
                     ? find(NULL, argv[i] + 2, strlen(argv[i] + 2), 0)
                     : find(NULL, NULL, 0, argv[i][1]);
        if (option && option->argument && !option->flags &&
            (argv[i][1] == '-' || !argv[i][2]))
            i++;
    }
    return 0;
}

static void check_count(cli_args *args)
{
    const cli_verb *verb = args->verb;

    if (args->mistake || !verb || cli_has(args, "help"))
        return;
    if (args->count < verb->least)
        args->mistake = cli_format(
            "%s needs %s: insights %s %s", verb->name,
            verb->least == 1 && args->count == 0 ? "an argument"
                                                 : "more arguments",
            verb->name, verb->arguments);
    else if (args->count > verb->most)
        args->mistake = cli_format(
            "'%s' is one argument too many: insights %s %s",
            args->words[verb->most], verb->name, verb->arguments);
}

void cli_args_parse(int argc, char **argv, cli_args *args)
{
    int verb_at = find_verb(argc, argv);
    int only_words = 0;

    memset(args, 0, sizeof(*args));
    args->words = cli_alloc(((size_t)argc + 1) * sizeof(*args->words));
    if (verb_at)
        args->verb = cli_verb_find(argv[verb_at]);
    for (int i = 1; i < argc && !args->mistake; i++) {
        if (i == verb_at && args->verb)
            continue;
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = 1;
        else if (!only_words && is_option(argv[i]))
            take_option(args, argc, argv, &i);
        else
            args->words[args->count++] = argv[i];
    }
    check_count(args);
}

void cli_args_free(cli_args *args)
{
    free(args->words);
    free(args->given);
    free(args->mistake);
    memset(args, 0, sizeof(*args));
}

int cli_has(const cli_args *args, const char *option)
{
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, option) == 0)
            return 1;
    return 0;
}

const char *cli_value(const cli_args *args, const char *option)
{
    const char *value = NULL;

    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, option) == 0)
            value = args->given[i].value;
    return value;
}
