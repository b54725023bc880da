/*
 * verb_review.c - review and apply: a person decides what machines suggested.
 *
 * On a terminal one key is one decision, and each is a commit of its own, so
 * that leaving at any moment loses nothing.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/verbs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

typedef struct review {
    cli_context *context;
    cli_json **items;
    size_t count;
    size_t at;
    size_t decided;
} review;

static struct termios before;
static int is_raw;

static void leave_raw(void)
{
    if (is_raw)
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
    is_raw = 0;
}

/* Keys come one by one; ^C still is a signal. */
static void enter_raw(void)
{
    struct termios raw;

    if (is_raw || tcgetattr(STDIN_FILENO, &before) != 0)
        return;
    raw = before;
    raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    is_raw = tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
}

/* A key, or 'q' where there is no more input or ^C came. */
static char read_key(void)
{
    char key = 0;
    ssize_t length = 0;

    fflush(stdout);
    enter_raw();
    length = read(STDIN_FILENO, &key, 1);
    leave_raw();
    if (length != 1 || cli_interrupted())
        return 'q';
    return key;
}

static char *read_line(const char *prompt)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length = 0;

    fputs(prompt, stdout);
    fflush(stdout);
    length = getline(&line, &size, stdin);
    if (length <= 0) {
        free(line);
        clearerr(stdin);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

/* --- One item ---------------------------------------------------------------
 */

static insights_kind kind_of(const cli_json *item)
{
    const char *kind = cli_json_text(item, "kind");

    return kind ? insights_kind_find(kind) : 0;
}

/* The quote with the words the suggestion rests on made bold. */
static void put_quote(const cli_screen *screen, const cli_json *item)
{
    const char *quote = cli_json_text(item, "quote");
    const char *cue = cli_json_text(item, "cue");
    const char *found = quote && cue && *cue ? strstr(quote, cue) : NULL;
    char *text = NULL;

    if (!quote)
        return;
    fputs("  ", stdout);
    if (!found || screen->colour) {
        cli_paragraph(screen, quote, 2, 2);
    } else {
        text = cli_format(
            "%.*s[%s]%s", (int)(found - quote), quote, cue,
            found + strlen(cue));
        cli_paragraph(screen, text, 2, 2);
        free(text);
    }
    if (found && screen->colour) {
        fputs("  ", stdout);
        cli_paint(screen, 'd', "because of ");
        cli_paint(screen, 'y', cue);
        putchar('\n');
    }
}

static void put_item(const review *work)
{
    const cli_screen *screen = &work->context->screen;
    const cli_json *item = work->items[work->at];
    const char *code = cli_json_text(item, "code");
    const char *speaker = cli_json_text(item, "speaker");
    const char *title = cli_json_text(item, "title");
    const char *why = cli_json_text(item, "why");
    char *clock = cli_clock(cli_json_int(item, "start_ms", -1));

    printf(
        "\n%zu of %zu  %s%s%s%s%s\n", work->at + 1, work->count,
        title ? title : "", *clock ? ", " : "", clock, speaker ? ", " : "",
        speaker ? speaker : "");
    put_quote(screen, item);
    fputs("  ", stdout);
    if (code && kind_of(item) == INSIGHTS_PARTICIPANT)
        cli_paint(screen, 'b', cli_verdict_words(code));
    else if (code)
        cli_paint(screen, 'b', code);
    if (why && strcmp(why, "suggested") != 0)
        printf("%s%s", code ? "  " : "", why);
    fputs(code ? "?\n" : "\n", stdout);
    cli_paint(
        screen, 'd',
        "  a accept  r reject  c other code  m memo  s skip  u undo  q quit ");
    free(clock);
}

static int decide(review *work, insights_decision decision, const char *code)
{
    cli_context *context = work->context;
    const cli_json *item = work->items[work->at];
    insights_kind kind = kind_of(item);
    insights_status status = INSIGHTS_OK;

    if (decision == INSIGHTS_ACCEPT && kind == INSIGHTS_EVIDENCE)
        decision = INSIGHTS_KEEP;
    status = insights_study_decide(
        context->study, kind, cli_json_text(item, "id"), decision, code, NULL,
        &context->error);
    if (status < 0) {
        printf("\n  %s\n", insights_error_message(context->error));
        return 0;
    }
    work->decided++;
    work->at++;
    return 1;
}

static void other_role(review *work)
{
    static const char *const roles[] = {
        "interviewer", "participant", "moderator", "observer"};
    char *line = read_line("\n  asks, answers, moderates or observes: ");
    const char *role = NULL;

    for (size_t i = 0; line && *line && i < 4; i++)
        if (cli_starts(roles[i], line) ||
            cli_starts(cli_verdict_words(roles[i]), line))
            role = roles[i];
    if (role && decide(work, INSIGHTS_ACCEPT, role))
        printf("  %s\n", cli_verdict_words(role));
    else if (line && *line && !role)
        printf("  '%s' is no role\n", line);
    free(line);
}

static void other_code(review *work)
{
    cli_texts names = {0};
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    const char *near = NULL;
    char *line = NULL;

    if (kind_of(work->items[work->at]) == INSIGHTS_PARTICIPANT) {
        other_role(work);
        return;
    }
    if (kind_of(work->items[work->at]) != INSIGHTS_CODING) {
        puts("\n  only a suggested code can be another one");
        return;
    }
    if (insights_study_codes(work->context->study, &cursor, NULL) ==
        INSIGHTS_OK)
        while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK)
            cli_texts_add(
                &names,
                cli_copy(insights_record_text(record, INSIGHTS_USAGE_PATH)));
    insights_cursor_free(cursor);
    line = read_line("\n  code: ");
    if (line && *line) {
        for (size_t i = 0; i < names.count && !near; i++)
            if (cli_same(names.items[i], line))
                near = names.items[i];
        for (size_t i = 0; i < names.count && !near; i++)
            if (cli_starts(names.items[i], line))
                near = names.items[i];
        if (decide(work, INSIGHTS_ACCEPT, near ? near : line))
            printf("  coded %s\n", near ? near : line);
    }
    free(line);
    cli_texts_free(&names);
}

static void write_memo(review *work)
{
    cli_context *context = work->context;
    const cli_json *item = work->items[work->at];
    insights_record *memo = NULL;
    char *line = read_line("\n  memo: ");

    if (line && *line) {
        if (insights_study_memo(
                context->study, kind_of(item), cli_json_text(item, "id"), line,
                &memo, &context->error) < 0)
            printf("  %s\n", insights_error_message(context->error));
        else
            puts("  noted");
    }
    insights_record_free(memo);
    free(line);
}

static void take_back(review *work)
{
    cli_context *context = work->context;
    insights_record *summary = NULL;

    if (work->decided == 0) {
        puts("\n  nothing was decided here yet");
        return;
    }
    if (insights_study_undo(context->study, NULL, &summary, &context->error) <
        0) {
        printf("\n  %s\n", insights_error_message(context->error));
        return;
    }
    insights_record_free(summary);
    work->decided--;
    if (work->at > 0)
        work->at--;
    puts("\n  taken back");
}

static int ask(review *work)
{
    while (work->at < work->count) {
        char key = 0;

        put_item(work);
        key = read_key();
        if (key == 'q')
            break;
        if (key == 'a' && decide(work, INSIGHTS_ACCEPT, NULL))
            puts("accepted");
        else if (key == 'r' && decide(work, INSIGHTS_REJECT, NULL))
            puts("rejected");
        else if (key == 'c')
            other_code(work);
        else if (key == 'm')
            write_memo(work);
        else if (key == 's' || key == ' ' || key == '\n')
            work->at++;
        else if (key == 'u')
            take_back(work);
        else if (key != 'a' && key != 'r')
            puts("\n  a key for every decision: a r c m s u q");
    }
    printf(
        "\n%zu decided, %zu wait; `insights undo` takes the last one back\n",
        work->decided, work->count - work->decided);
    return cli_interrupted() ? CLI_INTERRUPTED : CLI_OK;
}

/* --- The verb ---------------------------------------------------------------
 */

static int load(review *work, insights_cursor *cursor)
{
    cli_context *context = work->context;
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    uint32_t limit = 0;
    int code = cli_number_option(context, "limit", &limit);

    while (!code && (limit == 0 || work->count < limit) &&
           (status = insights_cursor_next(cursor, &record, &context->error)) ==
               INSIGHTS_OK) {
        cli_json *row = cli_row(context, record);

        if (!row)
            return cli_fail(context);
        work->items =
            cli_grow(work->items, (work->count + 1) * sizeof(*work->items));
        work->items[work->count++] = row;
    }
    return status < 0 ? cli_fail(context) : code;
}

static int list(review *work)
{
    int code = CLI_OK;
    int ended = CLI_OK;
    cli_output *output = cli_output_new(work->context, &cli_view_review, &code);

    for (size_t i = 0; output && !code && i < work->count; i++) {
        code = cli_output_json(output, work->items[i]);
        work->items[i] = NULL;
    }
    if (output)
        ended = cli_output_end(output);
    return code ? code : ended;
}

int cli_verb_review(cli_context *context)
{
    review work = {context, NULL, 0, 0, 0};
    insights_cursor *cursor = NULL;
    char *id = NULL;
    int asks = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
               !cli_wants_rows(context) && !cli_has(&context->args, "list");
    int code = cli_open(context, asks ? CLI_WRITE | CLI_DECIDE : CLI_READ);

    if (!code && context->args.count)
        code = cli_interview(context, context->args.words[0], &id);
    if (!code &&
        insights_study_review(context->study, id, &cursor, &context->error) < 0)
        code = cli_fail(context);
    if (!code)
        code = load(&work, cursor);
    insights_cursor_free(cursor);
    if (!code && asks && work.count) {
        code = ask(&work);
        leave_raw();
    } else if (!code) {
        code = list(&work);
        if (!code && work.count)
            cli_say(
                context,
                "%zu wait for a decision; `insights review` on a terminal "
                "asks, one key each",
                work.count);
    }
    for (size_t i = 0; i < work.count; i++)
        cli_json_free(work.items[i]);
    free(work.items);
    free(id);
    return code;
}

/* What was refused, and why; 7 where something was. */
static int tell_refused(cli_context *context, const insights_record *summary)
{
    const char *text = insights_record_text(summary, INSIGHTS_SUMMARY_DETAILS);
    cli_json *details = text ? cli_json_read(text, strlen(text)) : NULL;
    const cli_json *list = details ? cli_json_at(details, "refused") : NULL;
    int64_t refused = insights_record_int(summary, INSIGHTS_SUMMARY_REFUSED);

    for (size_t i = 0; list && i < list->count; i++)
        cli_say(
            context, "refused: %s %s: %s",
            cli_json_text(&list->items[i], "list"),
            cli_json_text(&list->items[i], "index"),
            cli_json_text(&list->items[i], "reason"));
    cli_json_free(details);
    if (refused == 0)
        return CLI_OK;
    return cli_complain(
        context, CLI_PARTLY, "partly_done",
        "%lld entries of the review were refused, the rest is done",
        (long long)refused);
}

static int apply_file(cli_context *context, const char *path)
{
    insights_record *summary = NULL;
    insights_status status = INSIGHTS_OK;
    const char *message = NULL;
    char *bytes = NULL;
    size_t length = 0;
    int code = cli_read_file(context, path, &bytes, &length);

    if (code)
        return code;
    status = insights_study_apply(
        context->study, bytes, length, &summary, &context->error);
    free(bytes);
    if (status < 0)
        return cli_fail_at(context, path);
    message = insights_record_text(summary, INSIGHTS_SUMMARY_MESSAGE);
    cli_say(context, "%s", message ? message : "review taken in");
    code = tell_refused(context, summary);
    if (context->json)
        cli_print_record(context, &cli_view_plain, status, summary);
    else
        insights_record_free(summary);
    return code;
}

int cli_verb_apply(cli_context *context)
{
    int code = cli_open(context, CLI_WRITE | CLI_DECIDE);

    for (size_t i = 0; !code && i < context->args.count; i++)
        code = apply_file(context, context->args.words[i]);
    return code;
}
