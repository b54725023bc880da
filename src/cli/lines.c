/*
 * lines.c - rows that a terminal shows as one line without a header: what was
 * imported, questions asked, phrases, methods.
 */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

static void put_rest(const cli_screen *screen, const char *text, size_t used)
{
    char *cut =
        cli_cut(text, screen->width > used + 10 ? screen->width - used : 10);

    puts(cut);
    free(cut);
}

static void show_imported(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    cli_column names = {"speakers", "", CLI_LIST, 0};
    const char *id = cli_json_text(row, "interview_id");
    const char *title = cli_json_text(row, "title");
    const char *format = cli_json_text(row, "format");
    char *speakers = cli_cell(row, &names, 1);
    char *turns = cli_count(cli_json_int(row, "turns", 0), "turn", "turns");
    char *clock = cli_clock(cli_json_int(row, "duration_ms", -1));
    char *words = cli_number(cli_json_int(row, "words", 0));
    char *head =
        cli_format("%-8s  ", id && strlen(id) > 8 ? id + strlen(id) - 8 : "");
    char *rest = cli_format(
        "  %s%s%s, %s words (%s%s): %s", clock, *clock ? ", " : "", turns,
        words, format ? format : "",
        cli_json_true(row, "already_imported") ? ", here before" : "",
        speakers);

    (void)before;
    cli_paint(screen, 'd', head);
    cli_paint(screen, 'b', title ? title : "");
    put_rest(screen, rest, cli_width(head) + cli_width(title ? title : ""));
    free(speakers);
    free(turns);
    free(clock);
    free(words);
    free(head);
    free(rest);
}

static const cli_column imported_columns[] = {
    {"interview_id", "id", CLI_ID, 0},
    {"title", "conversation", CLI_PLAIN, 0},
    {"format", "read as", CLI_PLAIN, 0},
    {"turns", "turns", CLI_NUMBER, 0},
    {"words", "words", CLI_NUMBER, 0},
    {"duration_ms", "length", CLI_CLOCK, 0},
    {"speakers", "speakers", CLI_LIST, 0},
    {"already_imported", "here before", CLI_YES, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_imported = {imported_columns, show_imported, NULL};

static void show_phrase(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    cli_column who = {"examples", "", CLI_SPEAKERS, 0};
    cli_column people = {"people", "", CLI_PEOPLE, 0};
    cli_column phrase = {"text", "", CLI_PLAIN, 0};
    char *share = cli_cell(row, &people, 1);
    char *text = cli_cell(row, &phrase, 1);
    char *speakers = cli_cell(row, &who, 1);
    char *head = cli_format("%9s people  ", share);
    size_t used = cli_width(head) + cli_width(text) + 2;

    (void)before;
    cli_paint(screen, 'd', head);
    cli_paint(screen, 'b', text);
    for (; used < 44; used++)
        putchar(' ');
    fputs("  ", stdout);
    put_rest(screen, speakers, used);
    free(share);
    free(text);
    free(speakers);
    free(head);
}

static const cli_column phrase_columns[] = {
    {"text", "phrase", CLI_PLAIN, 0},
    {"people", "people", CLI_PEOPLE, 0},
    {"count", "times", CLI_NUMBER, 0},
    {"interviews", "conversations", CLI_NUMBER, 0},
    {"examples", "by", CLI_SPEAKERS, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_phrases = {
    phrase_columns, show_phrase, "no phrase that several people use"};

/* The last sentence with a question mark, a short one with what is before it;
 * all of the text where there is none. */
static char *asking_part(const char *text)
{
    const char *mark = strrchr(text, '?');
    const char *from = text;
    int whole = !mark || mark[1] != '\0';

    if (!mark)
        return cli_copy(text);
    for (const char *at = text; at < mark; at++)
        if (strchr(".?!", *at) && at[1] == ' ' && mark - at > 20)
            from = at + 2;
    return cli_format(
        "%s%.*s%s", from > text ? ELLIPSIS " " : "", (int)(mark + 1 - from),
        from, whole ? " " ELLIPSIS : "");
}

static void show_question(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    const char *title = cli_json_text(row, "title");
    const char *last = before ? cli_json_text(before, "title") : NULL;
    const char *question = cli_json_text(row, "question.text");
    char *clean = cli_clean(question ? question : "");
    char *text = asking_part(clean);
    char *clock = cli_clock(cli_json_int(row, "question.start_ms", -1));
    char *name =
        cli_cut(!title || (last && strcmp(title, last) == 0) ? "" : title, 12);
    char *side = cli_format("%*s  ", (int)(19 - cli_width(name)), clock);

    cli_paint(screen, 'b', name);
    cli_paint(screen, 'd', side);
    put_rest(screen, text, 21);
    free(clean);
    free(text);
    free(clock);
    free(name);
    free(side);
}

static const cli_column question_columns[] = {
    {"title", "conversation", CLI_PLAIN, 0},
    {"question.start_ms", "asked", CLI_CLOCK, 0},
    {"question.turn", "turn", CLI_NUMBER, 0},
    {"question.text", "question", CLI_PLAIN, 0},
    {"answer.words", "words", CLI_NUMBER, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_questions_asked = {
    question_columns, show_question, "no questions found"};

static void show_method(
    const cli_screen *screen,
    const cli_json *row,
    const cli_json *before)
{
    static const char *const counts[] = {
        "suggested", "accepted", "rejected", "refused"};
    const char *what = cli_json_text(row, "what");
    const char *how = cli_json_text(row, "how");
    const char *actor = cli_json_text(row, "actor");
    char *count = cli_number(cli_json_int(row, "count", 0));

    (void)before;
    cli_paint(screen, 'b', what ? what : "");
    printf(": %s", count);
    for (size_t i = 0; i < 4; i++) {
        const char *number = cli_json_text(row, counts[i]);

        if (number && strcmp(number, "0") != 0)
            printf(", %s %s", number, counts[i]);
    }
    if (actor)
        printf(", by %s", actor);
    fputs("\n    ", stdout);
    cli_paragraph(screen, how ? how : "", 4, 4);
    free(count);
}

static const cli_column method_columns[] = {
    {"what", "what", CLI_PLAIN, 0},
    {"how", "how", CLI_PLAIN, 0},
    {"actor", "by", CLI_PLAIN, 0},
    {"count", "count", CLI_NUMBER, 0},
    {"suggested", "suggested", CLI_NUMBER, 0},
    {"accepted", "accepted", CLI_NUMBER, 0},
    {"rejected", "rejected", CLI_NUMBER, 0},
    {"refused", "refused", CLI_NUMBER, 0},
    {NULL, NULL, CLI_PLAIN, 0}};

const cli_view cli_view_methods = {
    method_columns, show_method, "nothing was computed yet"};
