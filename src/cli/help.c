/*
 * help.c - help, out of the table of verbs.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#define INDENT 29
#define WIDTH 79

static void put_verb(const cli_screen *screen, const cli_verb *verb)
{
    char *name = cli_format("  %-12s", verb->name);

    cli_paint(screen, 'b', name);
    cli_paragraph(screen, verb->about, 14, 14);
    free(name);
}

static void put_headed(const cli_screen *screen, int first_only)
{
    const char *heading = NULL;

    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        if (heading && strcmp(heading, verb->heading) == 0) {
            put_verb(screen, verb);
            continue;
        }
        if (heading && first_only)
            return;
        heading = verb->heading;
        printf("\n%s:\n", heading);
        put_verb(screen, verb);
    }
}

void cli_help_first(const cli_screen *screen)
{
    puts("insights - from conversations to what was said, word for word\n");
    puts("  insights FILE           read one transcript, write a report beside"
         " it");
    puts("  insights VERB …         work on the study in this folder");
    put_headed(screen, 1);
    puts("\nMore: `insights help all`; one verb: `insights help VERB`; "
         "try it: `insights demo`");
}

void cli_help_all(const cli_screen *screen)
{
    puts("insights [OPTIONS] VERB [ARGUMENTS]");
    put_headed(screen, 0);
    puts("\n`insights help VERB` explains one, `insights help environment` "
         "the variables.\nA program insights-foo on PATH is `insights foo`.");
}

/* The values there are, below what an option is for. */
static void put_words(const char *words)
{
    size_t used = 0;

    while (*words) {
        size_t length = strcspn(words, " ");

        if (used && INDENT + used + 1 + length > WIDTH) {
            putchar('\n');
            used = 0;
        }
        printf("%*s%.*s", used ? 1 : INDENT, "", (int)length, words);
        used += length + (used > 0);
        words += length + (words[length] == ' ');
    }
    putchar('\n');
}

static void put_option(const cli_option *option)
{
    char *form = NULL;

    if (option->argument && (option->flags & CLI_MAY_HAVE_VALUE))
        form = cli_format("--%s[=%s]", option->name, option->argument);
    else if (option->argument && (option->flags & CLI_MAY_TAKE_NEXT))
        form = cli_format("--%s [%s]", option->name, option->argument);
    else if (option->argument)
        form = cli_format("--%s %s", option->name, option->argument);
    else
        form = cli_format("--%s", option->name);
    if (option->letter)
        printf("  -%c, ", option->letter);
    else
        fputs("      ", stdout);
    printf("%s", form);
    for (size_t at = cli_width(form); at < 22; at++)
        putchar(' ');
    printf(" %s%s\n", option->about, option->words ? ":" : "");
    if (option->words)
        put_words(option->words);
    free(form);
}

static void put_options(const char *title, const cli_option *options)
{
    if (!options)
        return;
    printf("\n%s:\n", title);
    for (; options->name; options++)
        put_option(options);
}

void cli_help_verb(const cli_screen *screen, const cli_verb *verb)
{
    char *usage = cli_format(
        "insights %s%s%s", verb->name, *verb->arguments ? " " : "",
        verb->arguments);

    cli_paint(screen, 'b', usage);
    printf("\n\n  %s\n", verb->about);
    if (verb->more) {
        putchar('\n');
        for (const char *at = verb->more; *at;) {
            size_t length = strcspn(at, "\n");

            printf("  %.*s\n", (int)length, at);
            at += length + (at[length] == '\n');
        }
    }
    printf("\nExample:\n  insights %s\n", verb->example);
    put_options("Options", verb->options);
    if (verb->flags & CLI_LISTS)
        put_options(
            "Output (a table; through a pipe TSV without a header)",
            cli_list_options);
    put_options("Everywhere", cli_global_options);
    free(usage);
}

int cli_help_topic(const char *topic)
{
    if (strcmp(topic, "environment") != 0)
        return 0;
    puts("INSIGHTS_STORE        the study: a file, sqlite:PATH or memory:\n"
         "INSIGHTS_PROJECT      the project, where a store has several\n"
         "INSIGHTS_ACTOR        who you are, for what you decide\n"
         "INSIGHTS_CONFIG_DIR   where your configuration is\n"
         "                      (else XDG_CONFIG_HOME/insights, else\n"
         "                      ~/.config/insights)\n"
         "INSIGHTS_LOG          error, warning, info or debug: what the\n"
         "                      library tells on stderr\n"
         "NO_COLOR, CLICOLOR, CLICOLOR_FORCE\n"
         "                      without colours, or with\n"
         "INSIGHTS_FORCE_TTY    write as to a terminal of so many columns\n"
         "\n"
         "A flag comes before the environment, that before insights.conf of\n"
         "this folder or one above, that before your own configuration;\n"
         "`insights config list --origin` shows where a value came from.\n"
         "\n"
         "Exit codes: 0 done, 1 failed, 2 wrongly called, 3 not found,\n"
         "4 credentials, 5 a check failed (check, verify, doctor),\n"
         "6 provider or network, 7 partly done, 130 interrupted.");
    return 1;
}
