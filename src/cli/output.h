/*
 * output.h - rows out: tables, TSV, JSON, CSV, Markdown from any record.
 */
#ifndef INSIGHTS_CLI_OUTPUT_H
#define INSIGHTS_CLI_OUTPUT_H

#include "cli/base.h"

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
/* What a format could not hold, on stderr. */
void cli_say_losses(cli_context *context, const insights_record *summary);
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
/* "i1, 14:32, Maureen Tranter" of what has a title, a start and a speaker.
 * Owned. */
char *cli_place(const cli_json *part);
/* Turns one below the other, each with who speaks where another does: the
 * member "speakers" tells. */
void cli_turns(
    const cli_screen *screen,
    const cli_json *row,
    const char *text,
    size_t indent);
/* Whether a member has the same text in both rows; `b` may be NULL. */
int cli_same_text(const cli_json *a, const cli_json *b, const char *path);
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

#endif /* INSIGHTS_CLI_OUTPUT_H */
