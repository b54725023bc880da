/* format_sbv.c - SBV, the captions of YouTube, in and out.
 *
 * "0:00:01.000,0:00:04.000", then lines of text, then a blank line. A blank
 * line that no times follow belongs to the text, with a warning. Tags,
 * references, dashes and names are read as in SubRip, and what is written
 * reads back as well as there; "[br]" is a line break.
 */
#include "text/caption.h"
#include "text/format.h"

#include <string.h>

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t';
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

/* "h:mm:ss.mmm,h:mm:ss.mmm", trimmed; 0: it is not. */
static int parse_times(
    const char *line,
    size_t length,
    int64_t *start,
    int64_t *end)
{
    size_t at = insights__loose_time(line, length, start);

    if (!at)
        return 0;
    while (at < length && is_space(line[at]))
        at++;
    if (at == length || line[at] != ',')
        return 0;
    at++;
    while (at < length && is_space(line[at]))
        at++;
    return insights__loose_time(line + at, length - at, end) == length - at &&
           at < length;
}

/* Whether a line must have been meant as times: no word has so many colons
 * and a comma. */
static int looks_like_times(const char *line, size_t length)
{
    size_t colons = 0;
    size_t commas = 0;
    size_t at;

    for (at = 0; at < length; at++) {
        colons += line[at] == ':' ? 1u : 0u;
        commas += line[at] == ',' ? 1u : 0u;
        if (is_space(line[at]) && (!at || line[at - 1] != ',') &&
            (at + 1 == length || line[at + 1] != ','))
            return 0;
    }
    return length && is_digit(line[0]) && commas == 1 && colons > 1 &&
           length < 60;
}

static int detect(const char *sample, size_t length)
{
    size_t at = 0;
    int64_t start;
    int64_t end;

    while (at < length) {
        const char *line;
        size_t size;
        size_t from = at;

        while (at < length && sample[at] != '\n' && sample[at] != '\r')
            at++;
        line = sample + from;
        size = at - from;
        trim(&line, &size);
        if (size)
            return parse_times(line, size, &start, &end) ? 90 : 0;
        at++;
    }
    return 0;
}

/* Take a line of text, in which "[br]" breaks lines. */
static void add_text(insights__caption *cue, const char *line, size_t length)
{
    size_t from = 0;
    size_t at;

    for (at = 0; at + 4 <= length; at++)
        if (!memcmp(line + at, "[br]", 4)) {
            insights__caption_line(cue, line + from, at - from);
            from = at + 4;
            at += 3;
        }
    insights__caption_line(cue, line + from, length - from);
}

static insights_status take_line(
    insights__caption *cue,
    insights__source *source,
    insights_conversation *script,
    const char *line,
    size_t length,
    int *blank,
    insights_error **error)
{
    int64_t start_ms;
    int64_t end_ms;
    insights_status status;

    trim(&line, &length);
    if (parse_times(line, length, &start_ms, &end_ms)) {
        status = insights__caption_end(cue, script, error);
        cue->start_ms = start_ms;
        cue->end_ms = end_ms;
        cue->open = 1;
        *blank = 0;
        return status;
    }
    if (looks_like_times(line, length))
        return insights__source_fail(
            source, source->line, 1, error,
            "times look like '0:00:01.000,0:00:04.000', not '%.*s'",
            (int)length, line);
    if (!length) {
        *blank = 1;
        return INSIGHTS_OK;
    }
    if (!cue->open)
        return insights__source_fail(
            source, source->line, 1, error,
            "text before any times; a cue starts with "
            "'0:00:01.000,0:00:04.000'");
    if (*blank && cue->text.length &&
        insights__script_warn(
            script, "line %zu: text without times, taken into the cue before",
            source->line) < 0)
        return insights__fail_nomem(error);
    *blank = 0;
    add_text(cue, line, length);
    return INSIGHTS_OK;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    insights__caption cue = {0};
    insights_status status = INSIGHTS_OK;
    const char *line;
    size_t length;
    int blank = 0;

    cue.draft.captions = 1;
    while (status == INSIGHTS_OK) {
        status = insights__source_line(source, &line, &length, error);
        if (status == INSIGHTS_OK)
            status =
                take_line(&cue, source, script, line, length, &blank, error);
    }
    if (status == INSIGHTS_DONE)
        status = insights__caption_end(&cue, script, error);
    if (status == INSIGHTS_OK)
        status = insights__draft_finish(&cue.draft, script, error);
    insights__caption_free(&cue);
    return status;
}

/* --- Writing ------------------------------------------------------------- */

static void write_time(insights__buffer *out, int64_t ms)
{
    insights__buffer_format(
        out, "%lld:%02d:%02d.%03d", (long long)(ms / 3600000),
        (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000));
}

/* A line of text that would be read as times gets its comma masked, and
 * "[br]" its bracket. */
static void mask(insights__buffer *out, size_t from)
{
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    const char *text = insights__buffer_text(out) + from;
    size_t length = out->length - from;
    const char *trimmed = text;
    size_t size = length - 1;
    size_t at;
    int times;

    trim(&trimmed, &size);
    times = looks_like_times(trimmed, size);
    if (!times && !strstr(text, "[br]"))
        return;
    for (at = 0; at < length; at++)
        if (times && text[at] == ',')
            insights__buffer_text_append(&line, "&#44;");
        else if (!strncmp(text + at, "[br]", 4))
            insights__buffer_text_append(&line, "&#91;");
        else
            insights__buffer_char(&line, text[at]);
    insights__buffer_truncate(out, from);
    if (line.status == INSIGHTS_OK)
        insights__buffer_append(out, line.data, line.length);
    else
        out->status = line.status;
    insights__buffer_free(&line);
}

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
        size_t from;

        insights__caption_times(turn, &at, &start_ms, &end_ms);
        if (i)
            insights__buffer_char(out, '\n');
        write_time(out, start_ms);
        insights__buffer_char(out, ',');
        write_time(out, end_ms);
        insights__buffer_char(out, '\n');
        from = out->length;
        insights__caption_write(out, turn, plain);
        if (out->status == INSIGHTS_OK && out->length > from)
            mask(out, from);
    }
}

const insights__format insights__format_sbv = {
    "sbv", ".sbv", detect, read, write};
