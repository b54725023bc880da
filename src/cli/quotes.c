/*
 * quotes.c - words as they were said, on a terminal: concordances, turns,
 * evidence, passages.
 */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"
/* Of a passage; `turns` shows them all. */
#define TURNS_MOST 8

/* --- Words in their context --------------------------------------------------
 */

static void show_keyword(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *title = cli_json_text(row, "title");
    const char *front = cli_json_text(row, "before");
    const char *words = cli_json_text(row, "text");
    const char *behind = cli_json_text(row, "after");
    char *clock = cli_clock(cli_json_int(row, "start_ms", -1));
    char *name = cli_cut(
        cli_same_text(row, before, "interview_id") || !title ? "" : title, 10);
    char *side = cli_format("%*s  ", (int)(18 - cli_width(name)), clock);
    size_t room = screen->width > 44 ? screen->width - 20 : 24;
    char *left = cli_clean(front ? front : "");
    char *middle = cli_clean(words ? words : "");
    char *right = cli_clean(behind ? behind : "");
    char *start = cli_cut_front(left, room / 2 - 4);
    size_t used = room / 2 - 3 + cli_width(middle);
    const char *space = behind && *behind == ' ' ? " " : "";
    char *end = cli_cut(right, room > used + 2 ? room - used - 2 : 1);

    cli_paint(screen, 'b', name);
    cli_paint(screen, 'd', side);
    for (size_t i = cli_width(start); i < room / 2 - 4; i++)
        putchar(' ');
    fputs(start, stdout);
    putchar(' ');
    cli_paint(screen, 'y', middle);
    printf("%s%s\n", space, end);
    free(clock);
    free(name);
    free(side);
    free(left);
    free(middle);
    free(right);
    free(start);
    free(end);
}

static const cli_column keyword_columns[] = {
    {"title", "conversation", CLI_PLAIN, 0},
    {"start_ms", "time", CLI_CLOCK, 0},
    {"speaker", "speaker", CLI_PLAIN, 0},
    {"before", "before", CLI_PLAIN, 0},
    {"text", "words", CLI_PLAIN, 0},
    {"after", "after", CLI_PLAIN, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_keywords = {
    keyword_columns, show_keyword, "nobody says that"};

static void put_more(const char *text, size_t indent)
{
    size_t more = 1;

    for (; *text; text++)
        more += *text == '\n' && text[1] != '\0';
    printf("%*s" ELLIPSIS " %zu more turns\n", (int)indent, "", more);
}

void cli_turns(
    const cli_screen *screen,
    const cli_json *row,
    const char *text,
    size_t indent)
{
    const cli_json *speakers = cli_json_at(row, "speakers");
    const char *last = NULL;

    for (size_t i = 0; i == 0 || (*text && i < TURNS_MOST); i++) {
        size_t length = strcspn(text, "\n");
        const char *who =
            speakers && i < speakers->count ? speakers->items[i].text : NULL;
        char *turn = NULL;

        if (!speakers && i == 0)
            who = cli_json_text(row, "speaker");
        turn = who && (!last || strcmp(last, who) != 0)
                   ? cli_format("%s: %.*s", who, (int)length, text)
                   : cli_copy_bytes(text, length);
        if (i)
            printf("%*s", (int)indent, "");
        cli_paragraph(screen, turn, indent, indent);
        free(turn);
        last = who;
        text += length + (text[length] == '\n');
    }
    if (*text)
        put_more(text, indent);
}

/* --- Quotes: an id or a rank, a place, the words
 * ------------------------------
 */

static void put_quote(
    const cli_screen *screen,
    const cli_json *row,
    const char *head,
    const char *path)
{
    const char *text = cli_json_text(row, path);
    cli_column column = {"codings", "", CLI_CODES, 0};
    char *codes = cli_cell(row, &column, 1);
    char *place = cli_place(row);

    cli_paint(screen, 'd', head);
    cli_paint(screen, 'b', place);
    if (*codes) {
        fputs("  ", stdout);
        cli_paint(screen, 'g', codes);
    }
    fputs("\n          ", stdout);
    if (text && strchr(text, '\n'))
        cli_turns(screen, row, text, 10);
    else
        cli_paragraph(screen, text ? text : "", 10, 10);
    free(codes);
    free(place);
}

static void show_quotation(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *id = cli_json_text(row, "id");
    const char *review = cli_json_text(row, "review");
    char *head =
        cli_format("%-8s  ", id && strlen(id) > 8 ? id + strlen(id) - 8 : "");

    (void)before;
    put_quote(screen, row, head, "quote");
    if (review) {
        fputs("          ", stdout);
        cli_paint(screen, 'y', "look again: ");
        cli_paragraph(screen, review, 10, 22);
    }
    free(head);
}

static const cli_column evidence_columns[] = {
    {"id", "id", CLI_ID, 0},
    {"title", "conversation", CLI_PLAIN, 0},
    {"start_ms", "time", CLI_CLOCK, 0},
    {"speaker", "speaker", CLI_PLAIN, 0},
    {"person", "person", CLI_PLAIN, 0},
    {"quote", "words", CLI_PLAIN, 0},
    {"codings", "codes", CLI_CODES, 0},
    {"gist", "gist", CLI_PLAIN, 0},
    {"review", "look again", CLI_PLAIN, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_evidence = {
    evidence_columns, show_quotation,
    "no evidence; `insights analyze` takes it out of the conversations"};

static void show_passage(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    char *head = cli_format("%8lld  ", (long long)cli_json_int(row, "rank", 0));

    (void)before;
    put_quote(screen, row, head, "text");
    free(head);
}

static const cli_column passage_columns[] = {
    {"rank", "rank", CLI_NUMBER, 0},
    {"title", "conversation", CLI_PLAIN, 0},
    {"start_ms", "time", CLI_CLOCK, 0},
    {"turn_index", "turn", CLI_NUMBER, 0},
    {"speaker", "speaker", CLI_PLAIN, 0},
    {"text", "words", CLI_PLAIN, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_passages = {
    passage_columns, show_passage, "nothing matches"};
