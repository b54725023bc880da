/*
 * man.c - the manual page, out of the table of verbs.
 */
#include "cli/cli.h"

#include <string.h>

/* Text in roff: no request by accident, dashes that can be copied. */
static void put(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++) {
        if (*text == '-')
            fputs("\\-", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '"')
            fputs("\\(dq", stdout);
        else if (*text == '`' || *text == '\'')
            fputs(*text == '`' ? "\\(ga" : "\\(aq", stdout);
        else
            putchar(*text);
    }
}

static void put_option(const cli_option *option)
{
    fputs(".TP\n\\fB", stdout);
    if (option->letter)
        printf("\\-%c\\fR, \\fB", option->letter);
    fputs("\\-\\-", stdout);
    put(option->name);
    fputs("\\fR", stdout);
    if (option->argument) {
        int may =
            (option->flags & (CLI_MAY_HAVE_VALUE | CLI_MAY_TAKE_NEXT)) != 0;

        fputs(
            option->flags & CLI_MAY_HAVE_VALUE ? "[=\\fI"
            : may                              ? " [\\fI"
                                               : " \\fI",
            stdout);
        put(option->argument);
        fputs(may ? "\\fR]" : "\\fR", stdout);
    }
    putchar('\n');
    put(option->about);
    if (option->words) {
        fputs(": ", stdout);
        put(option->words);
    }
    putchar('\n');
}

static void put_verb(const cli_verb *verb, const char *before)
{
    printf(".SS \"%s", before);
    put(verb->name);
    if (*verb->arguments) {
        putchar(' ');
        put(verb->arguments);
    }
    fputs("\"\n", stdout);
    put(verb->about);
    fputs(".\n", stdout);
    if (verb->more) {
        fputs(".PP\n", stdout);
        put(verb->more);
        putchar('\n');
    }
    for (const cli_option *at = verb->options; at && at->name; at++)
        put_option(at);
    fputs(".PP\nExample: \\fBinsights ", stdout);
    put(verb->example);
    fputs("\\fR\n", stdout);
}

void cli_man(void)
{
    const char *heading = NULL;

    printf(".\\\" Written by `insights help --man`.\n");
    printf(
        ".TH INSIGHTS 1 \"\" \"libinsights %s\" \"User Commands\"\n",
        insights_version());
    puts(".SH NAME\ninsights \\- from conversations to what was said, word for "
         "word\n.SH SYNOPSIS\n\\fBinsights\\fR [\\fIOPTIONS\\fR] \\fIVERB\\fR "
         "[\\fIARGUMENTS\\fR]\n.br\n\\fBinsights\\fR \\fIFILE\\fR\n"
         ".SH DESCRIPTION\n"
         "Reads transcripts of conversations and keeps them in a study, one "
         "file. Whatever it says was said it can show: word for word, by "
         "whom, and when. Data goes to standard output, talk to standard "
         "error.");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        if (!heading || strcmp(heading, verb->heading) != 0) {
            heading = verb->heading;
            printf(".SH \"");
            for (const char *at = heading; *at; at++)
                putchar(*at >= 'a' && *at <= 'z' ? *at - 32 : *at);
            puts("\"");
        }
        put_verb(verb, "insights ");
    }
    put_verb(&cli_file_verb, "insights ");
    puts(".SH OPTIONS OF EVERY VERB");
    for (const cli_option *at = cli_global_options; at->name; at++)
        put_option(at);
    puts(".SH OPTIONS OF VERBS THAT LIST\nA terminal gets a table; a pipe gets "
         "tab separated values without a header, in which tab, newline, "
         "return and backslash are written \\et \\en \\er \\e\\e.");
    for (const cli_option *at = cli_list_options; at->name; at++)
        put_option(at);
    puts(".SH ENVIRONMENT AND EXIT CODES\n.nf");
    cli_help_topic("environment");
    puts(".fi");
}
