/* format_text.c - plain text: dialogue with names and times, or a monologue.
 *
 * Lines that go on from the line before, and paragraphs of somebody who goes
 * on speaking, are joined by a space. Where nobody is named, each paragraph
 * is a turn without a speaker. A time without an end lasts until the next
 * one. The advertisement at the end of Otter's transcripts is left out.
 */
#include "text/dialogue.h"
#include "text/format.h"
#include "text/layout.h"

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

typedef struct text_reader {
    insights__dialogue dialogue;
    insights__layout layout;
    insights_conversation *script;
    insights__buffer held; /* what may be a name, if a time is below it */
    int is_held;
    insights__buffer name; /* whose time was read, and nothing else yet */
    int is_named;
    insights__buffer line; /* with its colons masked */
    int first;
} text_reader;

/* Take a line behind those that may belong together. 0: no memory. */
static int take_plain(text_reader *self, const char *line, size_t length)
{
    size_t at;

    if (!self->layout.chat || !length || line[0] != '\t')
        return insights__dialogue_line(&self->dialogue, line, length, NULL);
    /* A message; no word of it is a name. */
    insights__buffer_truncate(&self->line, 0);
    for (at = 0; at < length; at++)
        insights__buffer_char(
            &self->line, line[at] == ':' ? INSIGHTS__PLAIN_COLON : line[at]);
    return self->line.status == INSIGHTS_OK &&
           insights__dialogue_line(
               &self->dialogue, self->line.data, self->line.length, NULL);
}

static int release(text_reader *self)
{
    if (!self->is_held)
        return 1;
    self->is_held = 0;
    return self->held.status == INSIGHTS_OK &&
           take_plain(
               self, insights__buffer_text(&self->held), self->held.length);
}

/* Whether a line says again whose time was read, and when. */
static int is_repeated(const text_reader *self, const char *line, size_t length)
{
    size_t size = self->name.length;
    int64_t ignored;

    return length > size + 1 &&
           !memcmp(line, insights__buffer_text(&self->name), size) &&
           line[size] == ' ' &&
           insights__layout_time(line + size, length - size, &ignored);
}

/* A line of a file whose names stand above their times. 0: no memory. */
static int take_named(text_reader *self, const char *line, size_t length)
{
    const char *text = line;
    size_t size = length;
    int64_t ms;

    while (size && strchr(" \t", *text) && *text) {
        text++;
        size--;
    }
    while (size && strchr(" \t", text[size - 1]) && text[size - 1])
        size--;
    if (insights__layout_time(text, size, &ms)) {
        if (self->is_named)
            return 1;
        if (!self->is_held)
            return take_plain(self, line, length);
        self->is_held = 0;
        self->is_named = 1;
        self->dialogue.start_ms = ms;
        insights__buffer_truncate(&self->name, 0);
        insights__buffer_append(
            &self->name, insights__buffer_text(&self->held), self->held.length);
        return self->name.status == INSIGHTS_OK &&
               insights__dialogue_line(
                   &self->dialogue, "", 0, insights__buffer_text(&self->name));
    }
    if (self->is_named && is_repeated(self, text, size))
        return 1;
    self->is_named &= !size;
    if (!release(self))
        return 0;
    if (self->is_named ||
        insights__label_shape_of(text, size) < INSIGHTS__SHAPE_WEAK)
        return take_plain(self, line, length);
    self->is_held = 1;
    insights__buffer_truncate(&self->held, 0);
    insights__buffer_append(&self->held, text, size);
    return 1;
}

static insights_status take_line(
    text_reader *self,
    insights__source *source,
    const char *line,
    size_t length,
    insights_error **error)
{
    const char *foreign = NULL;

    if (self->first && length) {
        foreign = foreign_kind(line, length);
        self->first = 0;
    }
    if (foreign)
        return insights__source_fail(
            source, source->line, 1, error,
            "this looks like %s, which cannot be read; export it as "
            "WebVTT, SubRip or text",
            foreign);
    if (source->line <= self->layout.head)
        return INSIGHTS_OK;
    if (insights__dialogue_is_notice(line, length) ||
        insights__layout_is_notice(line, length)) {
        if (insights__script_warn(
                self->script, "line %zu: '%.*s' was left out", source->line,
                (int)(length < 80 ? length : 80), line) < 0)
            return insights__fail_nomem(error);
        return INSIGHTS_OK;
    }
    if (self->layout.names_on_times ? !take_named(self, line, length)
                                    : !take_plain(self, line, length))
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

/* Take in what the start of the file shows. */
static insights_status begin(
    text_reader *self,
    insights__source *source,
    insights_error **error)
{
    insights__layout *layout = &self->layout;
    const char *sample;
    size_t length;
    insights_status status = insights__source_peek(
        source, INSIGHTS__SAMPLE_SIZE, &sample, &length, error);

    if (status < 0)
        return status;
    insights__layout_tell(sample, length, layout);
    if ((layout->title && !insights__meta_set(
                              self->script, &self->script->title, layout->title,
                              layout->title_length)) ||
        (layout->date &&
         !insights__meta_set(
             self->script, &self->script->date, layout->date, 10)) ||
        (layout->head &&
         insights__script_warn(
             self->script,
             "lines 1 to %zu, the head of the file, were left out",
             layout->head) < 0))
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

/* Count times of day from the first one. */
static insights_status count_from(
    insights_conversation *script,
    int64_t clock_ms,
    insights_error **error)
{
    size_t i;

    for (i = 0; i < script->turns.count; i++) {
        insights__turn *turn = &script->turns.items[i];

        turn->start_ms = turn->start_ms < clock_ms ? INSIGHTS_NO_TIME
                                                   : turn->start_ms - clock_ms;
        turn->end_ms = turn->end_ms < clock_ms ? INSIGHTS_NO_TIME
                                               : turn->end_ms - clock_ms;
    }
    if (insights__script_warn(
            script, "times are of day; counted from %02d:%02d:%02d",
            (int)(clock_ms / 3600000), (int)(clock_ms / 60000 % 60),
            (int)(clock_ms / 1000 % 60)) < 0)
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    text_reader self = {0};
    insights_status status;
    const char *line;
    size_t length;

    self.script = script;
    self.first = 1;
    insights__dialogue_open(&self.dialogue);
    status = begin(&self, source, error);
    while (status == INSIGHTS_OK) {
        status = insights__source_line(source, &line, &length, error);
        if (status == INSIGHTS_OK)
            status = take_line(&self, source, line, length, error);
    }
    if (status == INSIGHTS_DONE && !release(&self))
        status = INSIGHTS_E_NOMEM;
    if (status == INSIGHTS_DONE)
        status = insights__draft_finish(&self.dialogue.draft, script, error);
    if (status == INSIGHTS_OK && self.layout.clock_ms >= 0)
        status = count_from(script, self.layout.clock_ms, error);
    insights__dialogue_close(&self.dialogue);
    insights__buffer_free(&self.held);
    insights__buffer_free(&self.name);
    insights__buffer_free(&self.line);
    return status == INSIGHTS_E_NOMEM ? insights__fail_nomem(error) : status;
}

const insights__format insights__format_text = {
    "text", ".txt .text", detect, read, NULL};
