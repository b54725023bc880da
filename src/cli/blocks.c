/*
 * blocks.c - rows that a terminal shows as some lines rather than one: a
 * check's verdict, a match, an outline, answers, a record, what waits.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#define OPEN "\xe2\x80\x9c"
#define CLOSE "\xe2\x80\x9d"
/* A passage less like a quotation than this tells nothing about it. */
#define NEAR 0.4

/* "i1, 14:32, Maureen Tranter" of a part, a match or a passage. */
char *cli_place(const cli_json *part)
{
    const char *title = cli_json_text(part, "title");
    const char *speaker = cli_json_text(part, "speaker");
    char *clock = cli_clock(cli_json_int(part, "start_ms", -1));
    cli_buffer text = {0};

    if (title)
        cli_put(&text, title);
    if (*clock)
        cli_putf(&text, "%s%s", text.length ? ", " : "", clock);
    if (speaker)
        cli_putf(&text, "%s%s", text.length ? ", " : "", speaker);
    free(clock);
    return cli_take(&text);
}

/* An indented label, a place and text, on one line. */
static void line(
    const cli_screen *screen,
    const char *label,
    const char *place,
    const char *text)
{
    char *clean = cli_clean(text);
    char *name = cli_format("    %-9s ", label);
    char *where = *place ? cli_format("%s: ", place) : cli_copy("");
    size_t used = cli_width(name) + cli_width(where);
    char *cut =
        cli_cut(clean, screen->width > used + 16 ? screen->width - used : 16);

    cli_paint(screen, 'd', name);
    cli_paint(screen, 'd', where);
    puts(cut);
    free(name);
    free(where);
    free(clean);
    free(cut);
}

static void changes(const cli_screen *screen, const cli_json *list)
{
    static const struct {
        const char *kind;
        const char *words;
    } kinds[] = {
        {"negation", "negation"},
        {"number", "number"},
        {"name", "name"},
        {"modality", "modality"},
    };

    for (size_t i = 0; list && i < list->count; i++) {
        const cli_json *change = &list->items[i];
        const char *kind = cli_json_text(change, "kind");
        const char *draft = cli_json_text(change, "draft");
        const char *said = cli_json_text(change, "said");
        const char *label = "words";
        char *text = cli_format(
            "%s "
            "\xe2\x86\x90"
            " said: %s",
            draft && *draft ? draft : "(left out)",
            said && *said ? said : "(nothing)");

        for (size_t k = 0; kind && k < 4; k++)
            if (strcmp(kinds[k].kind, kind) == 0)
                label = kinds[k].words;
        line(screen, label, "", text);
        free(text);
    }
}

static void part_line(
    const cli_screen *screen,
    const char *label,
    const cli_json *part)
{
    const char *text = cli_json_text(part, "text");
    char *quoted = NULL;
    char *place = NULL;

    if (!part || part->type != CLI_JSON_OBJECT || !text)
        return;
    quoted = cli_format(OPEN "%s" CLOSE, text);
    place = cli_place(part);
    line(screen, label, place, quoted);
    free(quoted);
    free(place);
}

/* Whether the nearest passage is like the quotation at all. */
static int is_near(const cli_json *row)
{
    const char *similarity = cli_json_text(row, "similarity");

    return similarity && strtod(similarity, NULL) >= NEAR;
}

static void show_verdict(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *verdict = cli_json_text(row, "verdict");
    const char *quote = cli_json_text(row, "quote");
    const cli_json *parts = cli_json_at(row, "parts");
    int fine = verdict && (strcmp(verdict, "exact") == 0 ||
                           strcmp(verdict, "normalised") == 0);
    char *where =
        cli_format("%4lld  ", (long long)cli_json_int(row, "line", 0));
    char *words = cli_format("%-16s  ", cli_verdict_words(verdict));
    char *quoted = cli_format(OPEN "%s" CLOSE, quote ? quote : "");
    char *clean = cli_clean(quoted);
    char *place = fine && parts && parts->count ? cli_place(&parts->items[0])
                                                : cli_copy("");
    size_t side = *place ? cli_width(place) + 2 : 0;
    size_t used = 6 + 18 + (side > 30 ? 30 : side);
    char *cut =
        cli_cut(clean, screen->width > used + 16 ? screen->width - used : 16);
    char *tail = *place ? cli_cut(place, 28) : cli_copy("");

    (void)before;
    cli_paint(screen, 'd', where);
    cli_paint(screen, cli_verdict_colour(verdict), words);
    fputs(cut, stdout);
    if (*tail) {
        fputs("  ", stdout);
        cli_paint(screen, 'd', tail);
    }
    putchar('\n');
    if (!fine) {
        if (parts && parts->count == 1)
            part_line(screen, "said", &parts->items[0]);
        for (size_t i = 0; parts && parts->count > 1 && i < parts->count; i++)
            part_line(screen, i ? "and" : "from", &parts->items[i]);
        changes(screen, cli_json_at(row, "changes"));
        if (is_near(row))
            part_line(screen, "nearest", cli_json_at(row, "nearest"));
    }
    free(where);
    free(words);
    free(quoted);
    free(clean);
    free(place);
    free(cut);
    free(tail);
}

static const cli_column verdict_columns[] = {
    {"document", "document", CLI_PLAIN, 0},
    {"line", "line", CLI_NUMBER, 0},
    {"verdict", "verdict", CLI_WORDS, 0},
    {"quote", "quotation", CLI_PLAIN, 0},
    {"parts.0.text", "said", CLI_PLAIN, 0},
    {"parts.0.title", "conversation", CLI_PLAIN, 0},
    {"parts.0.speaker", "speaker", CLI_PLAIN, 0},
    {"parts.0.start_ms", "time", CLI_CLOCK, 0},
    {"changes", "difference", CLI_CHANGES, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_verdicts = {verdict_columns, show_verdict, NULL};

static void show_match(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *status = cli_json_text(row, "status");
    const char *text = cli_json_text(row, "text");
    const char *quote = cli_json_text(row, "quote");
    const cli_json *parts = cli_json_at(row, "parts");
    char *place = cli_place(row);
    int stitched =
        status && strcmp(status, "none") == 0 && parts && parts->count > 1;

    (void)before;
    cli_paint(
        screen, stitched ? 'y' : cli_verdict_colour(status),
        stitched ? "stitched" : cli_verdict_words(status));
    if (*place)
        printf("  %s", place);
    if (!text && quote)
        printf("  " OPEN "%s" CLOSE, quote);
    putchar('\n');
    if (text) {
        char *quoted = cli_format(OPEN "%s" CLOSE, text);

        fputs("  ", stdout);
        cli_paragraph(screen, quoted, 2, 2);
        free(quoted);
    }
    for (size_t i = 0; stitched && i < parts->count; i++)
        part_line(screen, i ? "and" : "from", &parts->items[i]);
    changes(screen, cli_json_at(row, "changes"));
    free(place);
}

static const cli_column match_columns[] = {
    {"id", "id", CLI_PLAIN, 0},
    {"status", "found", CLI_WORDS, 0},
    {"start_ms", "time", CLI_CLOCK, 0},
    {"speaker", "speaker", CLI_PLAIN, 0},
    {"byte_start", "from byte", CLI_PLAIN, 0},
    {"byte_end", "to byte", CLI_PLAIN, 0},
    {"text", "words", CLI_PLAIN, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_match = {match_columns, show_match, NULL};

int cli_same_text(const cli_json *a, const cli_json *b, const char *path)
{
    const char *one = b ? cli_json_text(b, path) : NULL;
    const char *two = cli_json_text(a, path);

    return one && two && strcmp(one, two) == 0;
}

static void show_answer(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *question = cli_json_text(row, "question_text");
    const char *title = cli_json_text(row, "title");
    const char *asked = cli_json_text(row, "asked_text");
    const char *text = cli_json_text(row, "text");
    char *clock = cli_clock(cli_json_int(row, "start_ms", -1));
    int same = cli_same_text(row, before, "question_text");
    int place = same && cli_same_text(row, before, "interview_id");

    if (!same && question) {
        char *number =
            cli_format("%lld. ", (long long)cli_json_int(row, "question", 0));

        if (before)
            putchar('\n');
        cli_paint(screen, 'b', number);
        cli_paragraph(screen, question, 3, cli_width(number));
        free(number);
    }
    if (!place) {
        fputs("   ", stdout);
        cli_paint(screen, 'b', title ? title : "");
        putchar('\n');
    }
    if (asked && !(place && cli_same_text(row, before, "asked_text"))) {
        char *words = cli_clean(asked);
        char *cut =
            cli_cut(words, screen->width > 34 ? screen->width - 14 : 20);

        cli_paint(screen, 'd', "     asked: ");
        cli_paint(screen, 'd', cut);
        putchar('\n');
        free(words);
        free(cut);
    }
    printf("     %6s  ", clock);
    cli_turns(screen, row, text ? text : "", 13);
    free(clock);
}

static const cli_column answer_columns[] = {
    {"question", "question", CLI_NUMBER, 0},
    {"question_text", "planned", CLI_PLAIN, 0},
    {"title", "conversation", CLI_PLAIN, 0},
    {"asked_text", "asked", CLI_PLAIN, 0},
    {"start_ms", "time", CLI_CLOCK, 0},
    {"speaker", "speaker", CLI_PLAIN, 0},
    {"text", "answer", CLI_PLAIN, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_answers = {
    answer_columns, show_answer,
    "no passage has enough of its words; `insights search` finds more"};

static void show_asked(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *title = cli_json_text(row, "title");
    const char *question = cli_json_text(row, "question.text");
    const char *answer = cli_json_text(row, "answer.text");
    const char *speaker = cli_json_text(row, "answer.speaker");
    char *clock = cli_clock(cli_json_int(row, "question.start_ms", -1));
    char *number = cli_number(cli_json_int(row, "answer.words", 0));
    char *head =
        cli_format("%s, %s words: ", speaker ? speaker : "answer", number);
    char *words = cli_clean(answer ? answer : "");
    size_t used = 9 + cli_width(head);
    char *cut =
        cli_cut(words, screen->width > used + 10 ? screen->width - used : 10);

    if (title && !cli_same_text(row, before, "interview_id")) {
        if (before)
            putchar('\n');
        cli_paint(screen, 'b', title);
        putchar('\n');
    }
    printf("%7s  ", clock);
    cli_paragraph(screen, question ? question : "", 9, 9);
    fputs("         ", stdout);
    cli_paint(screen, 'd', answer && *answer ? head : "nobody answers");
    cli_paint(screen, 'd', cut);
    putchar('\n');
    free(clock);
    free(number);
    free(head);
    free(words);
    free(cut);
}

static const cli_column outline_columns[] = {
    {"title", "conversation", CLI_PLAIN, 0},
    {"question.start_ms", "asked", CLI_CLOCK, 0},
    {"question.turn", "turn", CLI_NUMBER, 0},
    {"question.text", "question", CLI_PLAIN, 0},
    {"answer.start_ms", "answered", CLI_CLOCK, 0},
    {"answer.speaker", "by", CLI_PLAIN, 0},
    {"answer.words", "words", CLI_NUMBER, 0},
    {"answer.text", "answer begins", CLI_PLAIN, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_outline = {
    outline_columns, show_asked, "no questions found"};

static void show_member(
    const cli_screen *screen,
    const char *name,
    const cli_json *value)
{
    cli_column column = {name, "", CLI_PLAIN, 0};
    const cli_json row = {
        CLI_JSON_OBJECT, NULL, (cli_json *)(uintptr_t)value,
        (char **)(uintptr_t)&name, 1};
    char *cell = NULL;
    char *label = NULL;

    if (value->type == CLI_JSON_NULL)
        return;
    if (cli_ends(name, "_ms"))
        column.style = CLI_CLOCK;
    else if (cli_ends(name, "_at") || strcmp(name, "at") == 0)
        column.style = CLI_AT;
    else if (
        value->type == CLI_JSON_LIST && value->count &&
        value->items[0].type == CLI_JSON_TEXT)
        column.style = CLI_LIST;
    cell = cli_cell(&row, &column, 1);
    label = cli_format("%-18s", name);
    cli_paint(screen, 'd', label);
    cli_paragraph(screen, cell, 18, 18);
    free(cell);
    free(label);
}

static void show_record(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    if (before)
        putchar('\n');
    for (size_t i = 0; i < row->count; i++)
        if (!cli_is_bookkeeping(row->names[i]))
            show_member(screen, row->names[i], &row->items[i]);
}

const cli_view cli_view_show = {NULL, show_record, NULL};

/* What is asked about it: the code, or the role of a speaker. */
static char *asked_about(const cli_json *row)
{
    const char *code = cli_json_text(row, "code");
    const char *kind = cli_json_text(row, "kind");

    if (kind && code && strcmp(kind, "participant") == 0)
        return cli_format("%s?", cli_verdict_words(code));
    if (code)
        return cli_format("%s?", code);
    return cli_copy("right as it stands?");
}

static void show_waiting(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *id = cli_json_text(row, "id");
    const char *quote = cli_json_text(row, "quote");
    const char *why = cli_json_text(row, "why");
    char *question = asked_about(row);
    char *place = cli_place(row);

    (void)before;
    cli_paint(screen, 'd', id && strlen(id) > 8 ? id + strlen(id) - 8 : "");
    printf("  %s  ", place);
    cli_paint(screen, 'b', question);
    if (why && strcmp(why, "suggested") != 0)
        printf("  (%s)", why);
    putchar('\n');
    if (quote) {
        fputs("          ", stdout);
        cli_paragraph(screen, quote, 10, 10);
    }
    free(question);
    free(place);
}

static const cli_column review_columns[] = {
    {"id", "id", CLI_ID, 0},
    {"kind", "kind", CLI_PLAIN, 0},
    {"why", "why", CLI_PLAIN, 0},
    {"title", "conversation", CLI_PLAIN, 0},
    {"start_ms", "time", CLI_CLOCK, 0},
    {"speaker", "speaker", CLI_PLAIN, 0},
    {"code", "code", CLI_PLAIN, 0},
    {"quote", "words", CLI_PLAIN, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_review = {
    review_columns, show_waiting, "nothing waits for a decision"};
