/* format.c - the table of formats, and what they share. */
#include "text/format.h"

#include <string.h>

static const insights__format *const formats[] = {
    &insights__format_vtt,       &insights__format_srt,
    &insights__format_sbv,       &insights__format_csv,
    &insights__format_json,      &insights__format_whisper,
    &insights__format_qmsum,     &insights__format_assemblyai,
    &insights__format_deepgram,  &insights__format_aws,
    &insights__format_otter,     &insights__format_rev,
    &insights__format_fireflies, &insights__format_podcast,
    &insights__format_teams,     &insights__format_zoom,
    &insights__format_youtube,   &insights__format_markdown,
    &insights__format_text};

/* Those that are no text: told by their first raw bytes. */
static const insights__format *const packed[] = {
    &insights__format_docx, &insights__format_pdf};

#define PACKED_COUNT (sizeof(packed) / sizeof(packed[0]))
#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

const insights__format *insights__format_named(const char *name)
{
    size_t i;

    for (i = 0; i < FORMAT_COUNT; i++)
        if (!strcmp(formats[i]->name, name))
            return formats[i];
    for (i = 0; i < PACKED_COUNT; i++)
        if (!strcmp(packed[i]->name, name))
            return packed[i];
    return NULL;
}

const char *insights__format_names(int writing)
{
    return writing
               ? "vtt, srt, sbv, csv, json, podcast or markdown"
               : "vtt, srt, sbv, csv, text, markdown, docx, pdf, json, "
                 "whisper, assemblyai, deepgram, aws, otter, rev, fireflies, "
                 "podcast, teams, zoom, youtube or qmsum";
}

/* Whether a file's name ends in one of the format's endings. */
static int has_ending(const insights__format *format, const char *name)
{
    const char *dot = name ? strrchr(name, '.') : NULL;
    const char *from = format->endings;
    size_t length = dot ? strlen(dot) : 0;

    while (length && from && *from) {
        const char *end = strchr(from, ' ');
        size_t size = end ? (size_t)(end - from) : strlen(from);
        size_t i;

        for (i = 0; size == length && i < size; i++)
            if ((dot[i] | 0x20) != (from[i] | 0x20))
                break;
        if (size == length && i == size)
            return 1;
        from = end ? end + 1 : NULL;
    }
    return 0;
}

/* Endings of files that would be taken for text by their bytes. */
static int has_foreign_ending(const char *name)
{
    static const insights__format foreign = {
        "", ".ass .ssa .ttml .stl .html .xml .rtf", NULL, NULL, NULL};

    return has_ending(&foreign, name);
}

/* The format of a file that is no text. INSIGHTS_DONE: it may be one. */
static insights_status detect_packed(
    insights__source *source,
    const insights__format **out,
    insights_error **error)
{
    const char *head;
    size_t length;
    insights_status status =
        insights__source_head(source, &head, &length, error);

    for (size_t i = 0; i < PACKED_COUNT && status == INSIGHTS_OK; i++)
        if (packed[i]->detect(head, length)) {
            *out = packed[i];
            return INSIGHTS_OK;
        }
    for (size_t i = 0; i < PACKED_COUNT && status == INSIGHTS_OK; i++)
        if (length && has_ending(packed[i], source->name))
            return insights__source_fail(
                source, 0, 0, error, "not a '%s' file by what is in it",
                packed[i]->endings);
    return status < 0 ? status : INSIGHTS_DONE;
}

insights_status insights__format_detect(
    insights__source *source,
    const insights__format **out,
    insights_error **error)
{
    const char *sample;
    size_t length;
    size_t i;
    int best = 0;
    insights_status status;

    *out = NULL;
    status = detect_packed(source, out, error);
    if (status != INSIGHTS_DONE)
        return status;
    status = insights__source_peek(
        source, INSIGHTS__SAMPLE_SIZE, &sample, &length, error);
    if (status < 0)
        return status;
    for (i = 0; i < FORMAT_COUNT; i++) {
        int score;

        if (!formats[i]->detect)
            continue;
        score = formats[i]->detect(sample, length);
        /* A file called .srt without cues is a broken one, not a text. */
        if (has_ending(formats[i], source->name))
            score += score ? 15 : 11;
        if (score > best) {
            best = score;
            *out = formats[i];
        }
    }
    if (best < 30 && has_foreign_ending(source->name))
        return insights__source_fail(
            source, 0, 0, error,
            "'%s' files cannot be read; export it as WebVTT, SubRip or text",
            strrchr(source->name, '.'));
    if (*out && length)
        return INSIGHTS_OK;
    return insights__source_fail(
        source, 0, 0, error, length ? "not a transcript" : "the file is empty");
}

int insights__meta_set(
    insights_conversation *script,
    const char **slot,
    const char *text,
    size_t length)
{
    while (length && strchr(" \t\r\n", *text) && *text) {
        text++;
        length--;
    }
    while (length && strchr(" \t\r\n", text[length - 1]) && text[length - 1])
        length--;
    if (!length || *slot)
        return 1;
    *slot = insights__arena_strndup(&script->arena, text, length);
    return *slot != NULL;
}

const char **insights__meta_slot(insights_conversation *script, const char *key)
{
    if (!strcmp(key, "title"))
        return &script->title;
    if (!strcmp(key, "language"))
        return &script->language;
    if (!strcmp(key, "date"))
        return &script->date;
    if (!strcmp(key, "media"))
        return &script->media;
    return NULL;
}

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

size_t insights__loose_time(const char *text, size_t length, int64_t *out_ms)
{
    int64_t parts[3] = {0, 0, 0};
    int64_t scale = 100;
    int64_t ms = 0;
    size_t count = 0;
    size_t at = 0;
    int narrow = 0; /* "0:0:3.1", as Teams writes them */

    for (;;) {
        size_t from = at;

        for (; at < length && is_digit(text[at]) && at - from < 10; at++)
            parts[count] = parts[count] * 10 + (text[at] - '0');
        if (at == from || (count && (at - from > 2 || parts[count] > 59)))
            return 0;
        narrow |= count && at - from != 2;
        count++;
        if (count == 3 || at >= length || text[at] != ':')
            break;
        at++;
    }
    if (count < 2 || (narrow && (count < 3 || at >= length || text[at] != '.')))
        return 0;
    if (at + 1 < length && (text[at] == '.' || text[at] == ',') &&
        is_digit(text[at + 1]))
        for (at++; at < length && is_digit(text[at]); at++) {
            ms += (text[at] - '0') * scale;
            scale /= 10;
        }
    if (at < length && (is_digit(text[at]) || text[at] == ':'))
        return 0;
    if (count == 2) {
        parts[2] = parts[1];
        parts[1] = parts[0];
        parts[0] = 0;
    }
    if (parts[0] > INSIGHTS__HOURS_MAXIMUM)
        parts[0] = INSIGHTS__HOURS_MAXIMUM;
    *out_ms = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + ms;
    return at;
}

void insights__write_time(insights__buffer *out, int64_t ms, char point)
{
    insights__buffer_format(
        out, "%02lld:%02d:%02d%c%03d", (long long)(ms / 3600000),
        (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), point, (int)(ms % 1000));
}

void insights__caption_times(
    const insights__turn *turn,
    int64_t *at,
    int64_t *start_ms,
    int64_t *end_ms)
{
    *start_ms = turn->start_ms >= 0                       ? turn->start_ms
                : turn->end_ms >= 0 && turn->end_ms < *at ? turn->end_ms
                                                          : *at;
    *end_ms = turn->end_ms >= 0 ? turn->end_ms : *start_ms;
    *at = *end_ms;
}

void insights__caption_close_voice(insights__buffer *out)
{
    if (out->length && out->data[out->length - 1] == '-') {
        insights__buffer_truncate(out, out->length - 1);
        insights__buffer_text_append(out, "&#45;");
    }
    insights__buffer_char(out, '>');
}
