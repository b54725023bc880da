/* format_srt.c - SubRip in and out, with the oddities it is found with.
 *
 * Numbers may be missing or wrong, hours have any number of digits, the
 * milliseconds stand behind a comma or a dot, a blank line that no new cue
 * follows belongs to the text, "X1:40 X2:600" behind the times and "{\an8}"
 * in the text are left out. Tags and references are read as in WebVTT.
 *
 * What is written reads back as the same turns, but for line breaks inside a
 * turn, which become spaces, spaces at its ends and the times of words. A
 * text that looks like "Name: " but names nobody is an empty voice, and labels
 * that do not look like names are voices. A time that is not known is taken
 * from the turns around.
 */
#include "text/cue.h"
#include "text/format.h"

#include "base/number.h"

#include <string.h>

/* Longer ones are text. */
#define TAG_MAXIMUM ((size_t)400)

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\f' || byte == '\v';
}

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static void trim(const char **text, size_t *length)
{
    while (*length && is_space(**text)) {
        (*text)++;
        (*length)--;
    }
    while (*length && is_space((*text)[*length - 1]))
        (*length)--;
}

/* "h:mm:ss,mmm --> h:mm:ss,mmm" and whatever follows; 0: it is not. */
static int parse_times(
    const char *line,
    size_t length,
    int64_t *start,
    int64_t *end)
{
    size_t at;
    size_t used;

    trim(&line, &length);
    at = insights__loose_time(line, length, start);
    if (!at)
        return 0;
    while (at < length && is_space(line[at]))
        at++;
    if (length - at < 3 || memcmp(line + at, "-->", 3) != 0)
        return 0;
    at += 3;
    while (at < length && is_space(line[at]))
        at++;
    used = insights__loose_time(line + at, length - at, end);
    at += used;
    return used && (at == length || is_space(line[at]));
}

static int is_number(const char *line, size_t length)
{
    size_t at = 0;

    trim(&line, &length);
    while (at < length && is_digit(line[at]))
        at++;
    return at == length && at > 0;
}

static int has_arrow(const char *line, size_t length)
{
    size_t at;

    for (at = 0; at + 3 <= length; at++)
        if (!memcmp(line + at, "-->", 3))
            return 1;
    return 0;
}

/* The first lines are a number and times, or times alone. */
static int detect(const char *sample, size_t length)
{
    size_t at = 0;
    int lines = 0;
    int64_t start;
    int64_t end;

    while (at < length && lines < 2) {
        size_t from = at;

        while (at < length && sample[at] != '\n' && sample[at] != '\r')
            at++;
        if (parse_times(sample + from, at - from, &start, &end))
            return 90;
        if (is_number(sample + from, at - from) && !lines)
            lines++;
        else if (at > from)
            return 0;
        at++;
    }
    return 0;
}

typedef struct srt_reader {
    insights__draft draft;
    insights__cue_tree tree;
    insights__buffer text;   /* of the open cue, lines end in \n */
    insights__buffer normal; /* it without its oddities */
    insights__buffer number; /* a line that may be the next cue's number */
    int has_number;
    int number_apart; /* a blank line stands before it */
    int blank_behind; /* and one behind it */
    int64_t cues;
    int blank; /* since the last line of text */
    int open;
    int64_t start_ms;
    int64_t end_ms;
} srt_reader;

/* Whether the "<" at `at` begins a tag that captions have. Anything else is
 * text: "a < b", "O<sub>2</sub>". */
static int is_tag(const char *text, size_t length, size_t at)
{
    static const char *const names[] = {"b", "i",    "u",    "s",  "c",
                                        "v", "font", "ruby", "rt", "lang"};
    const char *close = memchr(
        text + at, '>', length - at < TAG_MAXIMUM ? length - at : TAG_MAXIMUM);
    size_t end = close ? (size_t)(close - text) : 0;
    size_t from = at + 1;
    size_t to;
    size_t i;
    int64_t time_ms;

    if (!end)
        return 0;
    to = from;
    if (insights__cue_timestamp(text, end, &to, &time_ms) && to == end)
        return 1;
    if (from < end && text[from] == '/')
        from++;
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t size = strlen(names[i]);

        for (to = 0; to < size && from + to < end; to++)
            if ((text[from + to] | 0x20) != names[i][to])
                break;
        if (to == size &&
            (from + to == end || strchr(". \t=", text[from + to])))
            return 1;
    }
    return 0;
}

/* The text of a cue as WebVTT would have it: unknown
 * "<" as references, "{\an8}", "{\pos(1,2)}" and the like taken off. */
static void normalise(const insights__buffer *text, insights__buffer *out)
{
    const char *data = insights__buffer_text(text);
    size_t length = text->length;
    size_t at = 0;

    insights__buffer_truncate(out, 0);
    while (at < length) {
        const char *close = NULL;

        if (data[at] == '{' && at + 1 < length && data[at + 1] == '\\')
            close = memchr(
                data + at, '}',
                length - at < TAG_MAXIMUM ? length - at : TAG_MAXIMUM);
        if (close) {
            at = (size_t)(close - data) + 1;
            continue;
        }
        if (data[at] == '<' && !is_tag(data, length, at)) {
            insights__buffer_text_append(out, "&lt;");
            at++;
        } else {
            insights__buffer_char(out, data[at++]);
        }
    }
}

static insights_status end_cue(
    srt_reader *reader,
    insights_conversation *script,
    insights_error **error)
{
    size_t before = reader->draft.pieces.count;
    insights_status status;

    if (!reader->open)
        return INSIGHTS_OK;
    status = insights__buffer_check(&reader->text, "a cue", error);
    if (status < 0)
        return status;
    normalise(&reader->text, &reader->normal);
    status = insights__buffer_check(&reader->normal, "a cue", error);
    if (status == INSIGHTS_OK)
        status = insights__cue_parse(
            &reader->tree, insights__buffer_text(&reader->normal),
            reader->normal.length, error);
    if (status == INSIGHTS_OK)
        status = insights__cue_to_draft(
            &reader->tree, &reader->draft, reader->start_ms, reader->end_ms,
            error);
    if (reader->draft.pieces.count == before)
        script->oddities.empty++;
    insights__buffer_truncate(&reader->text, 0);
    reader->open = 0;
    return status;
}

static void add_text(srt_reader *reader, const char *line, size_t length)
{
    if (reader->text.length)
        insights__buffer_char(&reader->text, '\n');
    insights__buffer_append(&reader->text, line, length);
}

/* The line held back was no number of a cue after all. */
static void release_number(srt_reader *reader)
{
    if (reader->has_number)
        add_text(
            reader, insights__buffer_text(&reader->number),
            reader->number.length);
    reader->has_number = 0;
}

/* Whether the number held back is the one of the cue whose times follow. It
 * may also be what somebody said. */
static int is_cue_number(const srt_reader *reader)
{
    int64_t number;

    if (!reader->has_number || reader->number_apart)
        return 1;
    return !reader->blank_behind &&
           insights__int_parse(
               insights__buffer_text(&reader->number), &number) &&
           number == reader->cues + 1;
}

static insights_status take_line(
    srt_reader *reader,
    insights__source *source,
    insights_conversation *script,
    const char *line,
    size_t length,
    insights_error **error)
{
    int64_t start_ms;
    int64_t end_ms;
    insights_status status;

    if (parse_times(line, length, &start_ms, &end_ms)) {
        if (!is_cue_number(reader))
            release_number(reader);
        reader->has_number = 0;
        reader->cues++;
        status = end_cue(reader, script, error);
        reader->start_ms = start_ms;
        reader->end_ms = end_ms;
        reader->open = 1;
        reader->blank = 0;
        return status;
    }
    trim(&line, &length);
    if (has_arrow(line, length) &&
        (is_digit(line[0]) || reader->has_number || !reader->open))
        return insights__source_fail(
            source, source->line, 1, error,
            "times look like '00:00:01,000 --> 00:00:04,000', not '%.*s'",
            (int)(length < 60 ? length : 60), line);
    if (!length) {
        reader->blank = 1;
        reader->blank_behind = 1;
        return INSIGHTS_OK;
    }
    if (reader->has_number && reader->number_apart && reader->open &&
        insights__script_warn(
            script, "line %zu: the number of a cue whose times are missing",
            source->line - 1) < 0)
        return insights__fail_nomem(error);
    release_number(reader);
    if (is_number(line, length)) {
        insights__buffer_truncate(&reader->number, 0);
        insights__buffer_append(&reader->number, line, length);
        reader->has_number = 1;
        reader->number_apart = reader->blank || !reader->open;
        reader->blank_behind = 0;
        reader->blank = 0;
        return INSIGHTS_OK;
    }
    if (!reader->open)
        return insights__source_fail(
            source, source->line, 1, error,
            "text before any times; a cue starts with "
            "'00:00:01,000 --> 00:00:04,000'");
    add_text(reader, line, length);
    reader->blank = 0;
    return INSIGHTS_OK;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    srt_reader reader = {0};
    insights_status status = INSIGHTS_OK;
    const char *line;
    size_t length;
    size_t cues = 0;

    reader.draft.captions = 1;
    while (status == INSIGHTS_OK) {
        status = insights__source_line(source, &line, &length, error);
        if (status == INSIGHTS_OK)
            status = take_line(&reader, source, script, line, length, error);
        cues += status == INSIGHTS_OK && reader.open ? 1u : 0u;
    }
    if (status == INSIGHTS_DONE && !cues)
        status = insights__source_fail(
            source, source->line, 0, error, "no cue in this SubRip file");
    else if (status == INSIGHTS_DONE)
        status = INSIGHTS_OK;
    if (status == INSIGHTS_OK && reader.open)
        release_number(&reader);
    if (status == INSIGHTS_OK && reader.number.status < 0)
        status = insights__fail_nomem(error);
    if (status == INSIGHTS_OK)
        status = end_cue(&reader, script, error);
    if (status == INSIGHTS_OK)
        status = insights__draft_finish(&reader.draft, script, error);
    insights__buffer_free(&reader.text);
    insights__buffer_free(&reader.normal);
    insights__buffer_free(&reader.number);
    insights__cue_tree_free(&reader.tree);
    insights__draft_free(&reader.draft);
    return status;
}

/* --- Writing ------------------------------------------------------------- */

static void write_text(insights__buffer *out, const char *text, size_t length)
{
    size_t at;

    for (at = 0; at < length; at++) {
        char byte = text[at];
        int brace = byte == '{' && at + 1 < length && text[at + 1] == '\\';

        if (byte == '\n' || byte == '\r')
            insights__buffer_char(out, ' ');
        else if (byte == '&')
            insights__buffer_text_append(out, "&amp;");
        else if (byte == '<')
            insights__buffer_text_append(out, "&lt;");
        else if (byte == '>')
            insights__buffer_text_append(out, "&gt;");
        else if (brace)
            insights__buffer_format(out, "&#%d;", byte);
        else
            insights__buffer_char(out, byte);
    }
}

/* Whether "label: text" can be read as that speaker. */
static int is_plain_label(const char *speaker)
{
    return insights__label_shape_of(speaker, strlen(speaker)) ==
               INSIGHTS__SHAPE_STRONG &&
           speaker[0] != '-' && (unsigned char)speaker[0] != 0xE2 &&
           !strstr(speaker, ": ") && !strstr(speaker, "\xEF\xBC\x9A") &&
           !strpbrk(speaker, "<>&[\n");
}

static void write_turn(
    insights__buffer *out,
    int plain,
    const insights__turn *turn,
    size_t number,
    int64_t *at)
{
    insights__label label;
    int64_t start_ms;
    int64_t end_ms;
    int masked;

    insights__caption_times(turn, at, &start_ms, &end_ms);
    insights__buffer_format(out, "%s%zu\n", number > 1 ? "\n" : "", number);
    insights__write_time(out, start_ms, ',');
    insights__buffer_text_append(out, " --> ");
    insights__write_time(out, end_ms, ',');
    insights__buffer_char(out, '\n');
    if (!turn->speaker) {
        /* Whoever reads it takes the blanks before it away. */
        size_t blank = strspn(turn->text, " \t\r\n\f\v");
        const char *text = turn->text + blank;

        label = insights__label_find(text, turn->length - blank, 0);
        masked = label.kind != INSIGHTS__LABEL_NONE || text[0] == '-' ||
                 (unsigned char)text[0] == 0xE2;
        insights__buffer_text_append(out, masked ? "<v>" : "");
        write_text(out, turn->text, turn->length);
        insights__buffer_text_append(out, masked ? "</v>" : "");
    } else if (plain && is_plain_label(turn->speaker)) {
        insights__buffer_text_append(out, turn->speaker);
        insights__buffer_text_append(out, ": ");
        write_text(out, turn->text, turn->length);
    } else {
        insights__buffer_text_append(out, "<v ");
        write_text(out, turn->speaker, strlen(turn->speaker));
        insights__caption_close_voice(out);
        write_text(out, turn->text, turn->length);
        insights__buffer_text_append(out, "</v>");
    }
    insights__buffer_char(out, '\n');
}

static void write(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    size_t count = conversation->turns.count;
    size_t labels = 0;
    int64_t at = 0;
    size_t i;

    /* A file with few labels is not believed to have any. */
    for (i = 0; i < count; i++) {
        const char *speaker = conversation->turns.items[i].speaker;

        if (speaker && is_plain_label(speaker))
            labels++;
    }
    for (i = 0; i < count; i++)
        write_turn(
            out, labels * 4 >= count, &conversation->turns.items[i], i + 1,
            &at);
}

const insights__format insights__format_srt = {
    "srt", ".srt", detect, read, write};
