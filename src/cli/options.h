/*
 * options.h - verbs and their options: one table, and the parser it drives.
 *
 * The same table gives help, completions and the manual page.
 */
#ifndef INSIGHTS_CLI_OPTIONS_H
#define INSIGHTS_CLI_OPTIONS_H

#include <stddef.h>

struct cli_context;

/* What a value or argument is; completions offer it. */
typedef enum cli_offer {
    CLI_OFFER_NOTHING = 0,
    CLI_OFFER_FILES,
    CLI_OFFER_INTERVIEWS,
    CLI_OFFER_CODES,
    CLI_OFFER_EVIDENCE,
    CLI_OFFER_SPEAKERS,
    CLI_OFFER_KINDS,
    CLI_OFFER_VERBS,
    CLI_OFFER_WORDS /* those in cli_option::words */
} cli_offer;

/* Bits of cli_option::flags. */
enum {
    CLI_MAY_HAVE_VALUE = 1 << 0, /* --json or --json=a,b */
    CLI_MAY_TAKE_NEXT = 1 << 1,  /* --guide or --guide FILE */
    CLI_TAKES_ALL = 1 << 2       /* --in A B C, while there are such files */
};

typedef struct cli_option {
    const char *name;     /* without dashes; NULL ends a list */
    char letter;          /* short form, or 0 */
    const char *argument; /* what help calls its value; NULL: a switch */
    const char *about;    /* one line */
    cli_offer offer;
    const char *words; /* the values there are, by spaces, or NULL */
    int flags;
} cli_option;

/* Bits of cli_verb::flags. */
enum {
    CLI_LISTS = 1 << 0 /* prints rows: has --csv, --md, -o as well */
};

typedef struct cli_verb {
    const char *name;
    const char *heading;   /* where help lists it */
    const char *arguments; /* "INTERVIEW [TURN TEXT]" */
    const char *about;     /* one line */
    const char *more;      /* some lines, or NULL */
    const char *example;   /* without the leading "insights " */
    const cli_option *options;
    cli_offer offer; /* what its arguments are */
    const char *words;
    size_t least; /* how many arguments it needs */
    size_t most;  /* how many it takes */
    int flags;
    int (*run)(struct cli_context *context);
} cli_verb;

/* The table, ended by a NULL name; options of all verbs, of listing ones. */
extern const cli_verb cli_verbs[];
/* `insights FILE`, which is no verb by name. */
extern const cli_verb cli_file_verb;
extern const cli_option cli_global_options[];
extern const cli_option cli_list_options[];

const cli_verb *cli_verb_find(const char *name);
/* The `index`-th option a verb understands, its own first; NULL at the end.
 * Verb NULL: those of `insights FILE`. */
const cli_option *cli_verb_option(const cli_verb *verb, size_t index);

typedef struct cli_given {
    const cli_option *option;
    const char *value; /* NULL where none was given */
} cli_given;

/* A command line taken apart. Borrows from argv. */
typedef struct cli_args {
    const cli_verb *verb; /* NULL: none was named */
    const char **words;   /* its arguments */
    size_t count;
    cli_given *given;
    size_t given_count;
    char *mistake; /* why it could not be understood, or NULL */
} cli_args;

void cli_args_parse(int argc, char **argv, cli_args *args);
void cli_args_free(cli_args *args);
int cli_has(const cli_args *args, const char *option);
/* The value given last, or NULL. */
const char *cli_value(const cli_args *args, const char *option);

#endif /* INSIGHTS_CLI_OPTIONS_H */
