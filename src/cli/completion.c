/*
 * completion.c - completions for shells, out of the table of verbs.
 *
 * What a study knows (conversations, codes) the shell asks for by `insights
 * completion --values`, which says nothing where there is no study.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static const char *offer_name(cli_offer offer)
{
    switch (offer) {
    case CLI_OFFER_INTERVIEWS:
        return "interviews";
    case CLI_OFFER_CODES:
        return "codes";
    case CLI_OFFER_EVIDENCE:
        return "evidence";
    case CLI_OFFER_SPEAKERS:
        return "speakers";
    case CLI_OFFER_KINDS:
        return "kinds";
    case CLI_OFFER_VERBS:
        return "verbs";
    case CLI_OFFER_FILES:
    case CLI_OFFER_WORDS:
    case CLI_OFFER_NOTHING:
        break;
    }
    return NULL;
}

/* One shell's way to offer something, as a line of a case. */
static void bash_offer(cli_offer offer, const char *words)
{
    if (offer == CLI_OFFER_FILES)
        puts("_insights_files ;;");
    else if (words)
        printf("_insights_words '%s' ;;\n", words);
    else if (offer_name(offer))
        printf("_insights_values %s ;;\n", offer_name(offer));
    else
        puts(";;");
}

static void bash(void)
{
    puts("# Completions of insights for bash; "
         "written by `insights completion bash`.\n"
         "_insights_words() {\n"
         "    COMPREPLY+=($(compgen -W \"$1\" -- \"$word\"))\n"
         "}\n"
         "_insights_files() {\n"
         "    local IFS=$'\\n'\n"
         "    compopt -o filenames 2>/dev/null\n"
         "    COMPREPLY+=($(compgen -f -- \"$word\"))\n"
         "}\n"
         "_insights_values() {\n"
         "    local line\n"
         "    while IFS= read -r line; do\n"
         "        [[ $line == \"$word\"* ]] && "
         "COMPREPLY+=(\"$(printf '%q' \"$line\")\")\n"
         "    done < <(insights completion values \"$1\" 2>/dev/null)\n"
         "}\n"
         "_insights() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} verb= at\n"
         "    local before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    COMPREPLY=()\n"
         "    for ((at = 1; at < COMP_CWORD; at++)); do\n"
         "        case ${COMP_WORDS[at]} in\n"
         "        --store|--project|--actor) at=$((at + 1)) ;;\n"
         "        -*) ;;\n"
         "        *) verb=${COMP_WORDS[at]}; break ;;\n"
         "        esac\n"
         "    done\n"
         "    case $verb:$before in");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++)
        for (const cli_option *at = verb->options; at && at->name; at++)
            if (at->argument && !(at->flags & CLI_MAY_HAVE_VALUE)) {
                printf("    %s:--%s) ", verb->name, at->name);
                bash_offer(at->offer, at->words);
            }
    puts("    *:--store|*:-o|*:--output) _insights_files ;;\n"
         "    *:--project|*:--actor) ;;\n"
         "    *)\n"
         "        case $verb:$word in");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        const cli_option *option = NULL;

        printf("        %s:-*) _insights_words '", verb->name);
        for (size_t i = 0; (option = cli_verb_option(verb, i)); i++)
            printf("%s--%s", i ? " " : "", option->name);
        printf("' ;;\n        %s:*) ", verb->name);
        bash_offer(verb->offer, verb->words);
    }
    fputs("        :-*) _insights_words '", stdout);
    for (const cli_option *at = cli_global_options; at->name; at++)
        printf("--%s ", at->name);
    fputs("' ;;\n        :*) _insights_words '", stdout);
    for (const cli_verb *verb = cli_verbs; verb->name; verb++)
        printf("%s ", verb->name);
    puts("'; _insights_files ;;\n"
         "        esac ;;\n"
         "    esac\n"
         "}\n"
         "complete -F _insights insights");
}

/* Text within single quotation marks of zsh, brackets and colons escaped. */
static void zsh_text(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (strchr("[]:\\", *text))
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void zsh_offer(cli_offer offer, const char *words)
{
    if (offer == CLI_OFFER_FILES)
        fputs("_files", stdout);
    else if (words)
        printf("(%s)", words);
    else if (offer_name(offer))
        printf("{_insights_values %s}", offer_name(offer));
    else
        putchar(' ');
}

static void zsh_option(const cli_option *option)
{
    fputs("            '*--", stdout);
    fputs(option->name, stdout);
    if (option->flags & CLI_MAY_HAVE_VALUE)
        fputs("=-", stdout);
    else if (option->argument)
        fputs("=", stdout);
    putchar('[');
    zsh_text(option->about);
    putchar(']');
    if (option->argument) {
        fputs(option->flags & CLI_MAY_HAVE_VALUE ? "::" : ":", stdout);
        zsh_text(option->argument);
        putchar(':');
        zsh_offer(option->offer, option->words);
    }
    puts("' \\");
}

static void zsh(void)
{
    puts("#compdef insights\n"
         "# Written by `insights completion zsh`.\n"
         "_insights_values() {\n"
         "    local -a values\n"
         "    values=(${(f)\"$(insights completion values $1 2>/dev/null)\"})\n"
         "    compadd -a values\n"
         "}\n"
         "_insights() {\n"
         "    local context state line\n"
         "    typeset -A opt_args\n"
         "    if (( CURRENT == 2 )); then\n"
         "        local -a verbs\n"
         "        verbs=(");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        printf("            '%s:", verb->name);
        zsh_text(verb->about);
        puts("'");
    }
    puts("        )\n"
         "        _describe verb verbs\n"
         "        _files\n"
         "        return\n"
         "    fi\n"
         "    local verb=$words[2]\n"
         "    shift words\n"
         "    (( CURRENT-- ))\n"
         "    case $verb in");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        const cli_option *option = NULL;

        printf("    %s)\n        _arguments \\\n", verb->name);
        for (size_t i = 0; (option = cli_verb_option(verb, i)); i++)
            zsh_option(option);
        fputs("            '*:argument:", stdout);
        zsh_offer(verb->offer, verb->words);
        puts("' ;;");
    }
    puts("    esac\n"
         "}\n"
         "_insights \"$@\"");
}

static void fish_text(const char *text)
{
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('\'');
}

static void fish_offer(cli_offer offer, const char *words)
{
    if (offer == CLI_OFFER_FILES)
        return;
    if (words)
        printf(" -f -a '%s'", words);
    else if (offer_name(offer))
        printf(
            " -f -a '(insights completion values %s 2>/dev/null)'",
            offer_name(offer));
    else
        fputs(" -f", stdout);
}

static void fish(void)
{
    puts("# Completions of insights for fish; "
         "written by `insights completion fish`.");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        const cli_option *option = NULL;

        printf(
            "complete -c insights -n __fish_use_subcommand -a %s -d ",
            verb->name);
        fish_text(verb->about);
        putchar('\n');
        printf(
            "complete -c insights -n '__fish_seen_subcommand_from %s'",
            verb->name);
        fish_offer(verb->offer, verb->words);
        putchar('\n');
        for (size_t i = 0; (option = cli_verb_option(verb, i)); i++) {
            printf(
                "complete -c insights -n '__fish_seen_subcommand_from %s' "
                "-l %s",
                verb->name, option->name);
            if (option->letter)
                printf(" -s %c", option->letter);
            if (option->argument && !(option->flags & CLI_MAY_HAVE_VALUE)) {
                fputs(" -r", stdout);
                fish_offer(option->offer, option->words);
            }
            fputs(" -d ", stdout);
            fish_text(option->about);
            putchar('\n');
        }
    }
}

int cli_completion(const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        bash();
    else if (strcmp(shell, "zsh") == 0)
        zsh();
    else if (strcmp(shell, "fish") == 0)
        fish();
    else
        return 0;
    return 1;
}
