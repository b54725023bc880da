/* format_text.c - plain text: dialogue with names and times, or a monologue.
 *
 * Lines that go on from the line before, and paragraphs of somebody who goes
 * on speaking, are joined by a space. Where nobody is named, each paragraph
 * is a turn without a speaker. A time without an end lasts until the next
 * one. The advertisement at the end of Otter's transcripts is left out.
 */
#include "text/dialogue.h"
#include "text/format.h"

#include <string.h>

static int detect(const char *sample, size_t length)
{
    size_t at;

    for (at = 0; at < length; at++)
        if (!strchr(" \t\r\n", sample[at]) || !sample[at])
            return 10;
    return 0;
}

static int starts_with(const char *line, size_t length, const char *start)
{
    size_t size = strlen(start);

    return length >= size && !memcmp(line, start, size);
}

/* The first line of a table: column names, of which one is usual. */
static int is_csv_head(const char *line, size_t length)
{
    static const char *const usual[] = {
        "speaker", "text", "words", "start", "timestamp",
        "Speaker", "Text", "Words", "Start", "Timestamp"};
    size_t commas = 0;
    size_t hits = 0;
    size_t at;
    size_t i;

    for (at = 0; at < length; at++) {
        if (strchr(",;\t", line[at]))
            commas++;
        else if (strchr(".:?!", line[at]))
            return 0;
        for (i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
            if (starts_with(line + at, length - at, usual[i]))
                hits++;
    }
    return commas > 0 && hits > 1;
}

/* What the first line shows to be another format; NULL: nothing. */
static const char *foreign_kind(const char *line, size_t length)
{
    if (is_csv_head(line, length))
        return "a table without a column of what is said";
    if (starts_with(line, length, "<?xml") || starts_with(line, length, "<tt"))
        return "an XML document";
    if (starts_with(line, length, "<!DOCTYPE") ||
        starts_with(line, length, "<html"))
        return "an HTML page";
    if (starts_with(line, length, "[Script Info]"))
        return "SubStation captions";
    return NULL;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    insights__dialogue dialogue;
    insights_status status = INSIGHTS_OK;
    const char *foreign = NULL;
    const char *line;
    size_t length;
    int first = 1;

    insights__dialogue_open(&dialogue);
    while (status == INSIGHTS_OK) {
        status = insights__source_line(source, &line, &length, error);
        if (status != INSIGHTS_OK)
            break;
        if (first && length) {
            foreign = foreign_kind(line, length);
            first = 0;
        }
        if (foreign)
            status = insights__source_fail(
                source, source->line, 1, error,
                "this looks like %s, which cannot be read; export it as "
                "WebVTT, SubRip or text",
                foreign);
        else if (insights__dialogue_is_notice(line, length))
            status = insights__script_warn(
                script, "line %zu: '%.*s' was left out", source->line,
                (int)(length < 80 ? length : 80), line);
        else if (!insights__dialogue_line(&dialogue, line, length, NULL))
            status = insights__fail_nomem(error);
    }
    if (status == INSIGHTS_DONE)
        status = insights__draft_finish(&dialogue.draft, script, error);
    insights__dialogue_close(&dialogue);
    return status == INSIGHTS_E_NOMEM ? insights__fail_nomem(error) : status;
}

const insights__format insights__format_text = {
    "text", ".txt .text", detect, read, NULL};
