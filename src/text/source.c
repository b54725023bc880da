/* source.c - pieces of bytes in, lines of UTF-8 out. */
#include "text/source.h"

#include "base/alloc.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static insights_status start(
    insights__source *source,
    const char *name,
    const char *encoding,
    insights_error **error)
{
    source->name = name;
    source->encoding = encoding;
    source->text.maximum = INSIGHTS__LINE_MAXIMUM + 4 * INSIGHTS__SOURCE_PIECE;
    if (!source->memory)
        source->piece = insights__alloc(INSIGHTS__SOURCE_PIECE);
    if (source->memory || source->piece)
        return INSIGHTS_OK;
    insights__source_close(source);
    return insights__fail_nomem(error);
}

insights_status insights__source_open_memory(
    insights__source *source,
    const void *bytes,
    size_t length,
    const char *name,
    const char *encoding,
    insights_error **error)
{
    memset(source, 0, sizeof(*source));
    source->memory = bytes ? bytes : (const void *)"";
    source->memory_length = length;
    return start(source, name, encoding, error);
}

insights_status insights__source_open_file(
    insights__source *source,
    const char *path,
    const char *name,
    const char *encoding,
    insights_error **error)
{
    int failed;

    memset(source, 0, sizeof(*source));
    failed = insights__file_open(path, 0, &source->file);
    if (failed)
        return insights__fail_system(error, failed, "open", path);
    source->is_open = 1;
    source->path = path;
    return start(source, name ? name : path, encoding, error);
}

void insights__source_close(insights__source *source)
{
    if (source->is_open)
        insights__file_close(source->file);
    insights__buffer_free(&source->text);
    insights__free(source->piece);
    insights__free(source->owned);
    memset(source, 0, sizeof(*source));
}

static insights_status read_all(
    insights__source *source,
    size_t maximum,
    insights_error **error)
{
    insights_status status;

    insights__file_close(source->file);
    source->is_open = 0;
    status = insights__file_read_all(
        source->path, maximum, &source->owned, &source->memory_length, error);
    source->memory = (const void *)(source->owned ? source->owned : "");
    return status;
}

/* The next piece of raw bytes; `*length` 0 at the end. */
static insights_status next_piece(
    insights__source *source,
    const unsigned char **bytes,
    size_t *length,
    insights_error **error)
{
    insights_status status;
    int failed;

    *bytes = source->piece;
    *length = 0;
    if (!source->memory) {
        failed = insights__file_read(
            source->file, source->at, source->piece, INSIGHTS__SOURCE_PIECE,
            length);
        if (failed == ESPIPE) {
            /* A pipe cannot be read at an offset. */
            status = read_all(source, (size_t)1 << 30, error);
            if (status < 0)
                return status;
        } else if (failed) {
            return insights__fail_system(error, failed, "read", source->path);
        }
    }
    if (source->memory) {
        *bytes = source->memory + source->at;
        *length = source->memory_length - (size_t)source->at;
        if (*length > INSIGHTS__SOURCE_PIECE)
            *length = INSIGHTS__SOURCE_PIECE;
    }
    source->at += (int64_t)*length;
    return INSIGHTS_OK;
}

insights_status insights__source_head(
    insights__source *source,
    const char **bytes,
    size_t *length,
    insights_error **error)
{
    const unsigned char *piece;
    insights_status status = next_piece(source, &piece, length, error);

    *bytes = (const char *)piece;
    source->at = 0;
    return status;
}

insights_status insights__source_whole(
    insights__source *source,
    size_t maximum,
    const void **bytes,
    size_t *length,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (!source->memory)
        status = read_all(source, maximum, error);
    if (status < 0)
        return status;
    if (source->memory_length > maximum)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "%s is larger than %zu bytes",
            source->name ? source->name : "the document", maximum);
    *bytes = source->memory;
    *length = source->memory_length;
    return INSIGHTS_OK;
}

insights_status insights__source_more(
    insights__source *source,
    insights_error **error)
{
    const unsigned char *bytes;
    const char *kind;
    size_t length;
    int first = !source->started;
    insights_status status;

    if (source->ended)
        return INSIGHTS_DONE;
    status = next_piece(source, &bytes, &length, error);
    if (status < 0)
        return status;
    if (first) {
        status = insights__decoder_start(
            &source->decoder, source->encoding, bytes, length, error);
        if (status < 0)
            return status;
        source->started = 1;
    }
    kind = insights__binary_kind(bytes, length, first, &source->decoder);
    if (kind == insights__binary_data && source->declared &&
        !memchr(bytes, '\0', length))
        kind = NULL; /* odd text, but text by its owner's word */
    if (kind && first)
        return insights__source_fail(
            source, 0, 0, error, "not a transcript: this looks like %s", kind);
    if (kind)
        return insights__source_fail(
            source, source->line + 1, 0, error,
            "not text any more: this looks like %s", kind);
    if (first) {
        bytes += source->decoder.mark;
        length -= source->decoder.mark;
    }
    if (length == 0)
        source->ended = 1;
    if (source->taken) {
        source->text.length -= source->taken;
        memmove(
            source->text.data, source->text.data + source->taken,
            source->text.length);
        source->taken = 0;
    }
    insights__decoder_run(
        &source->decoder, bytes, length, source->ended, &source->text);
    if (source->text.status == INSIGHTS_E_LIMIT)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "%s%sline %zu is longer than %zu bytes",
            source->name ? source->name : "", source->name ? ": " : "",
            source->line + 1, INSIGHTS__LINE_MAXIMUM);
    return insights__buffer_check(&source->text, "a transcript", error);
}

insights_status insights__source_peek(
    insights__source *source,
    size_t wanted,
    const char **bytes,
    size_t *length,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    while (source->text.length - source->taken < wanted && status == 0)
        status = insights__source_more(source, error);
    if (status < 0)
        return status;
    *bytes = insights__buffer_text(&source->text) + source->taken;
    *length = source->text.length - source->taken;
    return INSIGHTS_OK;
}

void insights__source_take(insights__source *source, size_t length)
{
    source->taken += length;
}

/* Where the line break is in the text from `from` on, or NULL. */
static const char *find_break(const char *from, size_t length)
{
    const char *feed = memchr(from, '\n', length);
    const char *carriage =
        memchr(from, '\r', feed ? (size_t)(feed - from) : length);

    return carriage ? carriage : feed;
}

insights_status insights__source_line(
    insights__source *source,
    const char **line,
    size_t *length,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    const char *start_of_line;
    const char *end = NULL;
    size_t seen = 0;

    for (;;) {
        size_t left = source->text.length - source->taken;

        start_of_line = insights__buffer_text(&source->text) + source->taken;
        if (source->skip_line_feed && left) {
            source->skip_line_feed = 0;
            if (*start_of_line == '\n') {
                source->taken++;
                continue;
            }
        }
        end =
            left > seen ? find_break(start_of_line + seen, left - seen) : NULL;
        seen = left;
        if (end || status == INSIGHTS_DONE)
            break;
        status = insights__source_more(source, error);
        if (status < 0)
            return status;
    }
    if (!end && !seen)
        return INSIGHTS_DONE;
    *line = start_of_line;
    *length = end ? (size_t)(end - start_of_line) : seen;
    source->skip_line_feed = end && *end == '\r';
    source->taken += *length + (end != NULL);
    source->line++;
    return INSIGHTS_OK;
}

insights_status insights__source_fail(
    const insights__source *source,
    size_t line,
    size_t column,
    insights_error **error,
    const char *format,
    ...)
{
    const char *name = source->name ? source->name : "transcript";
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    if (vsnprintf(message, sizeof(message), format, arguments) < 0)
        message[0] = '\0';
    va_end(arguments);
    if (!line)
        return insights__fail(error, INSIGHTS_E_PARSE, "%s: %s", name, message);
    if (!column)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "%s:%zu: %s", name, line, message);
    return insights__fail(
        error, INSIGHTS_E_PARSE, "%s:%zu:%zu: %s", name, line, column, message);
}
