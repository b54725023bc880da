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
#include "text/caption.h"
#include "text/format.h"

#include "base/number.h"

#include <string.h>

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

/* "0:0:3.1": Teams writes text with such times, and names below them. */
static int is_narrow(const char *line, size_t length)
{
    size_t at;

    for (at = 0; at + 2 < length; at++)
        if (line[at] == ':' && is_digit(line[at + 1]) &&
            !is_digit(line[at + 2]))
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
            return is_narrow(sample + from, at - from) ? 0 : 90;
        if (is_number(sample + from, at - from) && !lines)
            lines++;
        else if (at > from)
            return 0;
        at++;
    }
    return 0;
}

typedef struct srt_reader {
    insights__caption cue;
    insights__buffer number; /* a line that may be the next cue's number */
    int has_number;
    int number_apart; /* a blank line stands before it */
    int blank_behind; /* and one behind it */
    int64_t cues;
    int blank; /* since the last line of text */
} srt_reader;

/* The line held back was no number of a cue after all. */
static void release_number(srt_reader *reader)
{
    if (reader->has_number)
        insights__caption_line(
            &reader->cue, insights__buffer_text(&reader->number),
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
        status = insights__caption_end(&reader->cue, script, error);
        reader->cue.start_ms = start_ms;
        reader->cue.end_ms = end_ms;
        reader->cue.open = 1;
        reader->blank = 0;
        return status;
    }
    trim(&line, &length);
    if (has_arrow(line, length) &&
        (is_digit(line[0]) || reader->has_number || !reader->cue.open))
        return insights__source_fail(
            source, source->line, 1, error,
            "times look like '00:00:01,000 --> 00:00:04,000', not '%.*s'",
            (int)(length < 60 ? length : 60), line);
    if (!length) {
        reader->blank = 1;
        reader->blank_behind = 1;
        return INSIGHTS_OK;
    }
    if (reader->has_number && reader->number_apart && reader->cue.open &&
        insights__script_warn(
            script, "line %zu: the number of a cue whose times are missing",
            source->line - 1) < 0)
        return insights__fail_nomem(error);
    release_number(reader);
    if (is_number(line, length)) {
        insights__buffer_truncate(&reader->number, 0);
        insights__buffer_append(&reader->number, line, length);
        reader->has_number = 1;
        reader->number_apart = reader->blank || !reader->cue.open;
        reader->blank_behind = 0;
        reader->blank = 0;
        return INSIGHTS_OK;
    }
    if (!reader->cue.open)
        return insights__source_fail(
            source, source->line, 1, error,
            "text before any times; a cue starts with "
            "'00:00:01,000 --> 00:00:04,000'");
    insights__caption_line(&reader->cue, line, length);
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

    reader.cue.draft.captions = 1;
    while (status == INSIGHTS_OK) {
        status = insights__source_line(source, &line, &length, error);
        if (status == INSIGHTS_OK)
            status = take_line(&reader, source, script, line, length, error);
        cues += status == INSIGHTS_OK && reader.cue.open ? 1u : 0u;
    }
    if (status == INSIGHTS_DONE && !cues)
        status = insights__source_fail(
            source, source->line, 0, error, "no cue in this SubRip file");
    else if (status == INSIGHTS_DONE)
        status = INSIGHTS_OK;
    if (status == INSIGHTS_OK && reader.cue.open)
        release_number(&reader);
    if (status == INSIGHTS_OK && reader.number.status < 0)
        status = insights__fail_nomem(error);
    if (status == INSIGHTS_OK)
        status = insights__caption_end(&reader.cue, script, error);
    if (status == INSIGHTS_OK)
        status = insights__draft_finish(&reader.cue.draft, script, error);
    insights__buffer_free(&reader.number);
    insights__caption_free(&reader.cue);
    return status;
}

/* --- Writing ------------------------------------------------------------- */

static void write(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    int plain = insights__caption_labels(conversation);
    int64_t at = 0;
    size_t i;

    for (i = 0; i < conversation->turns.count; i++) {
        const insights__turn *turn = &conversation->turns.items[i];
        int64_t start_ms;
        int64_t end_ms;

        insights__caption_times(turn, &at, &start_ms, &end_ms);
        insights__buffer_format(out, "%s%zu\n", i ? "\n" : "", i + 1);
        insights__write_time(out, start_ms, ',');
        insights__buffer_text_append(out, " --> ");
        insights__write_time(out, end_ms, ',');
        insights__buffer_char(out, '\n');
        insights__caption_write(out, turn, plain);
    }
}

const insights__format insights__format_srt = {
    "srt", ".srt", detect, read, write};
