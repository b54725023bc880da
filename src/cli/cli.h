/*
 * cli.h - what every verb works with: the command line, where output goes,
 * the study, and how to fail.
 *
 * A verb returns its exit code. stdout is data, stderr is talk.
 */
#ifndef INSIGHTS_CLI_CLI_H
#define INSIGHTS_CLI_CLI_H

#include "cli/json.h"
#include "cli/options.h"
#include "cli/text.h"

#include <insights/model.h>
#include <insights/study.h>

#include <stdio.h>

/* Exit codes. */
enum {
    CLI_OK = 0,
    CLI_FAILURE = 1,
    CLI_USAGE = 2,
    CLI_NOT_FOUND = 3,
    CLI_CREDENTIALS = 4,
    CLI_CHECK_FAILED = 5,
    CLI_PROVIDER = 6,
    CLI_PARTLY = 7,
    CLI_INTERRUPTED = 130
};

/* A terminal, or what stands for one. */
typedef struct cli_screen {
    int is_terminal;
    int colour;
    size_t width;
} cli_screen;

/* Where a value of the configuration came from. */
typedef struct cli_setting {
    const char *key;
    const char *variable; /* of the environment */
    const char *about;
    char *value;  /* NULL: not set */
    char *origin; /* for people */
} cli_setting;

typedef struct cli_context {
    cli_args args;
    cli_screen screen; /* stdout */
    cli_screen talk;   /* stderr */
    int json;          /* failures are JSON too */
    int quiet;
    char *folder_file; /* the folder's insights.conf, or NULL */
    char *user_file;   /* where the user's configuration is or would be */
    char *uri;         /* of the store, once it is open */
    insights_store *store;
    insights_study *study;
    insights_error *error;
} cli_context;

/* Set by ^C; verbs look between two steps. */
int cli_interrupted(void);

/* --- Talk and failure (errors.c) ------------------------------------------ */

/* A line for people on stderr; nothing with --quiet. */
void cli_say(cli_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Tell why the last call of the library failed; answers its exit code. */
int cli_fail(cli_context *context);
/* The same with what was worked on: "i1.vtt: …". */
int cli_fail_at(cli_context *context, const char *what);
int cli_complain(
    cli_context *context,
    int code,
    const char *name,
    const char *format,
    ...) __attribute__((format(printf, 4, 5)));
int cli_usage(cli_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* "stopped; run the same command again to go on"; answers 130. */
int cli_stopped(cli_context *context, const char *how_to_go_on);
int cli_exit_code(insights_status status);

/* --- Configuration (config.c) --------------------------------------------- */

/* The value of store, project or actor: flag, environment, folder, user. */
char *cli_setting_value(cli_context *context, const char *key);
/* All of them, ended by a NULL key. Release with cli_settings_free(). */
cli_setting *cli_settings(cli_context *context);
void cli_settings_free(cli_setting *settings);
int cli_setting_write(
    cli_context *context,
    const char *file,
    const char *key,
    const char *value);
/* Sets folder_file and user_file. */
void cli_config_find(cli_context *context);

/* --- The study (context.c) ------------------------------------------------ */

/* How to open a study. */
enum {
    CLI_READ = 0,
    CLI_WRITE = 1 << 0,
    CLI_CREATE = 1 << 1,  /* make an explicit store that is not there */
    CLI_DECIDE = 1 << 2,  /* needs to know who works */
    CLI_NO_STUDY = 1 << 3 /* the store only */
};

void cli_context_init(cli_context *context);
void cli_context_free(cli_context *context);
/* Opens context->store and ->study; 0, or the exit code after complaining. */
int cli_open(cli_context *context, int how);
/* The same for a store named here. */
int cli_open_at(
    cli_context *context,
    const char *uri,
    const char *project,
    int how);
/* The path of the file behind a URI; NULL for stores that are none. */
const char *cli_store_path(const char *uri);
/* The name to show for it: a path, shortened where it lies below here. */
const char *cli_store_shown(const cli_context *context);
/* The id of the conversation that `name` means; 0, or the exit code. */
int cli_interview(cli_context *context, const char *name, char **id);
/* The id and kind of the record that `name` means, of any stored kind. */
int cli_record_id(
    cli_context *context,
    const char *name,
    insights_kind *kind,
    char **id);
/* Conversations of the study, or of files and folders given with --in. */
int cli_corpus(cli_context *context, insights_corpus **out);
/* A conversation of the study or of a file, and the roles people gave. */
int cli_conversation(
    cli_context *context,
    const char *name,
    insights_conversation **out,
    char **id,
    char **roles);

/* --- Files (files.c) ------------------------------------------------------ */

/* The whole file; "-" is standard input. 0 or the exit code. */
int cli_read_file(
    cli_context *context,
    const char *path,
    char **bytes,
    size_t *length);
int cli_exists(const char *path);
int cli_is_folder(const char *path);
/* The transcripts below a folder, sorted; guides apart. */
void cli_folder_files(
    const char *folder,
    cli_texts *transcripts,
    cli_texts *guides);
const char *cli_base_name(const char *path);
/* "a/b.vtt" and ".report.html" -> "a/b.report.html". Owned. */
char *cli_beside(const char *path, const char *ending);
/* Looks like a path rather than a verb. */
int cli_looks_like_path(const char *word);
/* A folder of shipped files: "examples" below the source or share folder,
 * NULL where it is not there. Owned. */
char *cli_shipped(const char *name);

/* --- Rows out (output.c, screen.c, views.c) ------------------------------- */

/* How a cell is shown to people; JSON keeps what is stored. */
typedef enum cli_style {
    CLI_PLAIN = 0,
    CLI_ID,       /* last eight characters on a terminal */
    CLI_CLOCK,    /* ms into the recording -> 14:32 */
    CLI_AT,       /* ms since 1970 -> date and time */
    CLI_NUMBER,   /* 1,234, to the right */
    CLI_QUOTED,   /* in quotation marks where there is a value */
    CLI_WORDS,    /* enum values in words for people */
    CLI_PEOPLE,   /* "7 of 12" with the member "of" */
    CLI_LIST,     /* a list of texts, by commas */
    CLI_CODES,    /* codings: their codes, "?" behind suggested ones */
    CLI_FRONT,    /* right-aligned, cut at the front */
    CLI_YES,      /* truth: "yes" or nothing */
    CLI_NONZERO,  /* as CLI_NUMBER, but nothing for 0 */
    CLI_SPEAKERS, /* of a list of places: who, once each */
    CLI_CHANGES,  /* what differs: "number: 280, said: 180" */
    CLI_REAL      /* two decimals */
} cli_style;

/* Bits of cli_column::flags. */
enum {
    CLI_FLEX = 1 << 0,   /* takes what is left, is cut */
    CLI_WRAP = 1 << 1,   /* takes what is left, goes on in further lines */
    CLI_HIDDEN = 1 << 2, /* not on a terminal */
    CLI_DIM = 1 << 3,
    CLI_ONCE = 1 << 4, /* left out where the row above says the same */
    CLI_BOLD = 1 << 5
};

typedef struct cli_column {
    const char *path; /* member of the row; NULL ends a list */
    const char *title;
    cli_style style;
    int flags;
} cli_column;

typedef struct cli_view {
    const cli_column *columns;
    /* Instead of a table on a terminal; `before` is the row above. */
    void (*block)(
        const cli_screen *screen,
        const cli_json *row,
        const cli_json *before);
    const char *none; /* said where there are no rows */
} cli_view;

typedef struct cli_output cli_output;

/* NULL after complaining (context->error is not set; *code is). */
cli_output *cli_output_new(
    cli_context *context,
    const cli_view *view,
    int *code);
/* Add a row of JSON; it is the output's from now on. */
int cli_output_json(cli_output *output, cli_json *row);
int cli_output_text(cli_output *output, const char *json);
int cli_output_record(cli_output *output, const insights_record *record);
/* All of a cursor, which stays the caller's. */
int cli_output_cursor(cli_output *output, insights_cursor *cursor);
size_t cli_output_count(const cli_output *output);
/* Writes what is left and releases; 0 or an exit code. */
int cli_output_end(cli_output *output);
/* Print one cursor and release it; `status` is that of the call that made
 * it. The common end of a verb. */
int cli_print(
    cli_context *context,
    const cli_view *view,
    insights_status status,
    insights_cursor *cursor);
/* Print one record and release it, the same way. */
int cli_print_record(
    cli_context *context,
    const cli_view *view,
    insights_status status,
    insights_record *record);
/* A summary: its message on stderr, the record on stdout where asked for. */
int cli_print_summary(
    cli_context *context,
    insights_status status,
    insights_record *record,
    const char *done);
/* 1 where rows were asked for in some form (--json, --csv, --md, -o). */
int cli_wants_rows(const cli_context *context);

/* A record as a row: value kinds have all their members. NULL: failed. */
cli_json *cli_row(cli_context *context, const insights_record *record);
/* The text of a cell for people. Owned. */
char *cli_cell(const cli_json *row, const cli_column *column, int shown);
/* A member that every stored record has and few want to see. */
int cli_is_bookkeeping(const char *name);
void cli_table(
    const cli_screen *screen,
    const cli_view *view,
    cli_json **rows,
    size_t count);
void cli_screen_init(cli_screen *screen, FILE *file);
/* Text in a colour, where wanted: 'b' bold, 'd' dim, 'g' green, 'y' yellow,
 * 'r' red. */
void cli_paint(const cli_screen *screen, char colour, const char *text);
/* Wrapped text with an indent on every line but the first. */
void cli_paragraph(
    const cli_screen *screen,
    const char *text,
    size_t indent,
    size_t used);
const char *cli_verdict_words(const char *verdict);
char cli_verdict_colour(const char *verdict);

extern const cli_view cli_view_interviews, cli_view_turns, cli_view_outline,
    cli_view_questions_asked, cli_view_passages, cli_view_answers,
    cli_view_keywords, cli_view_phrases, cli_view_match, cli_view_verdicts,
    cli_view_evidence, cli_view_codes, cli_view_review, cli_view_actions,
    cli_view_methods, cli_view_imported, cli_view_findings, cli_view_settings,
    cli_view_plain, cli_view_show, cli_view_doctor, cli_view_codings,
    cli_view_people, cli_view_participants, cli_view_questions, cli_view_memos,
    cli_view_written;
/* The view of records of a kind; a plain one where there is none. */
const cli_view *cli_view_of(insights_kind kind);

/* --- Help (help.c, completion.c, man.c) ----------------------------------- */

void cli_help_first(const cli_screen *screen);
void cli_help_all(const cli_screen *screen);
void cli_help_verb(const cli_screen *screen, const cli_verb *verb);
int cli_help_topic(const char *topic);
void cli_man(void);
/* "bash", "zsh" or "fish"; 0 where there is no such shell. */
int cli_completion(const char *shell);

/* --- Shared by verbs (verb_read.c) ---------------------------------------- */

/* A number of an option, 0 where it is not given; 0 or 2. */
int cli_number_option(cli_context *context, const char *name, uint32_t *out);
/* The arguments as one text. Owned. */
char *cli_joined_words(const cli_context *context);
/* --interview, --speaker, --limit and the like; *interview must be freed. */
int cli_reading_options(
    cli_context *context,
    insights_reading_options *options,
    char **interview);

/* --- Verbs that others use ------------------------------------------------ */

int cli_run_file(cli_context *context, const char *path);
/* Checks one document; `counts` are word for word, punctuation only, altered,
 * stitched, nobody. */
int cli_check_document(
    cli_context *context,
    const insights_corpus *corpus,
    const char *path,
    cli_output *output,
    int64_t counts[5]);
/* "draft.md: 12 quotations, 8 word for word, …" */
void cli_check_summary(
    cli_context *context,
    const char *name,
    const int64_t counts[5]);
/* Writes the report to a file, whole or not at all. */
int cli_write_report(cli_context *context, const char *path, const char *draft);

#endif /* INSIGHTS_CLI_CLI_H */
