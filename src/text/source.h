/* source.h - text from memory or a file, 64 KiB at a time, as UTF-8.
 *
 * Either lines are taken or the window is looked at and consumed; both count
 * lines. What a call gives is valid until the next call.
 */
#ifndef INSIGHTS_TEXT_SOURCE_H
#define INSIGHTS_TEXT_SOURCE_H

#include "text/encoding.h"

#include "base/platform/platform.h"

/* Longer lines are refused. */
#define INSIGHTS__LINE_MAXIMUM ((size_t)64 << 20)
#define INSIGHTS__SOURCE_PIECE ((size_t)64 << 10)

typedef struct insights__source {
    const char *name; /* for messages; borrowed, or NULL */
    const char *path; /* of the file; borrowed, or NULL */
    const char *encoding;
    const unsigned char *memory; /* NULL: read from the file */
    size_t memory_length;
    char *owned; /* what `memory` points to where a file was read whole */
    insights__file file;
    int is_open;        /* `file` is to be closed */
    int64_t at;         /* in the memory or file */
    int declared;       /* somebody said what format it is */
    int started;        /* the decoder has begun */
    int ended;          /* no more pieces */
    int skip_line_feed; /* the line before ended in a carriage return */
    insights__decoder decoder;
    insights__buffer text; /* decoded, from `taken` on not taken yet */
    size_t taken;
    size_t line;          /* of what was taken last, from 1; 0: nothing yet */
    unsigned char *piece; /* NULL where it is read from memory */
} insights__source;

/* Bytes are borrowed until insights__source_close(). */
insights_status insights__source_open_memory(
    insights__source *source,
    const void *bytes,
    size_t length,
    const char *name,
    const char *encoding,
    insights_error **error);

insights_status insights__source_open_file(
    insights__source *source,
    const char *path,
    const char *name,
    const char *encoding,
    insights_error **error);

/* Zeroed sources are allowed. */
void insights__source_close(insights__source *source);

/* The raw bytes that the source starts with, some hundreds at least or all
 * there are. Takes nothing. */
insights_status insights__source_head(
    insights__source *source,
    const char **bytes,
    size_t *length,
    insights_error **error);

/* All raw bytes, for what is no text; INSIGHTS_E_LIMIT beyond `maximum`. */
insights_status insights__source_whole(
    insights__source *source,
    size_t maximum,
    const void **bytes,
    size_t *length,
    insights_error **error);

/* Decode at least one more piece. INSIGHTS_DONE: there is none. */
insights_status insights__source_more(
    insights__source *source,
    insights_error **error);

/* What is decoded and not taken, at least `wanted` bytes unless the text ends
 * before. Takes nothing. */
insights_status insights__source_peek(
    insights__source *source,
    size_t wanted,
    const char **bytes,
    size_t *length,
    insights_error **error);

/* Take `length` bytes of what was peeked. */
void insights__source_take(insights__source *source, size_t length);

/* Take a line, given without its line break (LF, CRLF or CR).
 * INSIGHTS_DONE: the text has ended. */
insights_status insights__source_line(
    insights__source *source,
    const char **line,
    size_t *length,
    insights_error **error);

/* INSIGHTS_E_PARSE, "file:line:column: message"; column 0 is left out. */
INSIGHTS__PRINTF(5, 6)
insights_status insights__source_fail(
    const insights__source *source,
    size_t line,
    size_t column,
    insights_error **error,
    const char *format,
    ...);

#endif
