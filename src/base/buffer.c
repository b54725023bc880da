/* buffer.c - bytes that grow up to a maximum; the first failure latches. */
#include "base/buffer.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_MAXIMUM ((size_t)1 << 30)
#define FIRST_CAPACITY 64

static size_t maximum_of(const insights__buffer *buffer)
{
    return buffer->maximum ? buffer->maximum : DEFAULT_MAXIMUM;
}

/* Room for `extra` more bytes and the NUL; 0 once the buffer has failed. */
static int reserve(insights__buffer *buffer, size_t extra)
{
    size_t maximum = maximum_of(buffer);
    size_t needed;
    size_t capacity;
    char *data;

    if (buffer->status < 0)
        return 0;
    if (buffer->length > maximum || extra > maximum - buffer->length) {
        buffer->status = INSIGHTS_E_LIMIT;
        return 0;
    }
    needed = buffer->length + extra + 1;
    if (needed <= buffer->capacity)
        return 1;

    capacity = buffer->capacity ? buffer->capacity : FIRST_CAPACITY;
    while (capacity < needed)
        capacity *= 2;
    data = insights__realloc(buffer->data, capacity);
    if (!data) {
        buffer->status = INSIGHTS_E_NOMEM;
        return 0;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return 1;
}

void insights__buffer_append(
    insights__buffer *buffer,
    const void *bytes,
    size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length)
        memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void insights__buffer_text_append(insights__buffer *buffer, const char *text)
{
    insights__buffer_append(buffer, text, strlen(text));
}

void insights__buffer_char(insights__buffer *buffer, char byte)
{
    insights__buffer_append(buffer, &byte, 1);
}

void insights__buffer_format(insights__buffer *buffer, const char *format, ...)
{
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0 && buffer->status == INSIGHTS_OK)
        buffer->status = INSIGHTS_E_INVALID;
    if (length < 0 || !reserve(buffer, (size_t)length))
        return;

    va_start(args, format);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, args);
    va_end(args);
    buffer->length += (size_t)length;
}

/* Append one character of a JSON string that cannot stand as it is. */
static void append_escape(insights__buffer *buffer, unsigned char byte)
{
    static const char letters[] = "btn?fr"; /* from 0x08 to 0x0d */

    if (byte == '"' || byte == '\\') {
        insights__buffer_char(buffer, '\\');
        insights__buffer_char(buffer, (char)byte);
    } else if (byte >= 0x08 && byte <= 0x0d && byte != 0x0b) {
        insights__buffer_char(buffer, '\\');
        insights__buffer_char(buffer, letters[byte - 0x08]);
    } else if (byte < 0x20) {
        insights__buffer_format(buffer, "\\u%04x", (unsigned)byte);
    } else {
        insights__buffer_text_append(buffer, "\xEF\xBF\xBD");
    }
}

void insights__buffer_json_string(
    insights__buffer *buffer,
    const char *text,
    size_t length)
{
    size_t start = 0;
    size_t at = 0;
    uint32_t code_point;

    insights__buffer_char(buffer, '"');
    while (at < length && buffer->status == INSIGHTS_OK) {
        size_t step =
            insights__utf8_decode(text + at, length - at, &code_point);

        if (step > 1 || (step == 1 && code_point >= 0x20 && code_point != '"' &&
                         code_point != '\\')) {
            at += step;
            continue;
        }
        insights__buffer_append(buffer, text + start, at - start);
        append_escape(buffer, (unsigned char)text[at]);
        start = ++at;
    }
    insights__buffer_append(buffer, text + start, at - start);
    insights__buffer_char(buffer, '"');
}

void insights__buffer_truncate(insights__buffer *buffer, size_t length)
{
    if (length >= buffer->length)
        return;
    buffer->length = length;
    buffer->data[length] = '\0';
}

const char *insights__buffer_text(const insights__buffer *buffer)
{
    return buffer->data && buffer->length ? buffer->data : "";
}

insights_status insights__buffer_check(
    const insights__buffer *buffer,
    const char *what,
    insights_error **error)
{
    switch (buffer->status) {
    case INSIGHTS_OK:
        return INSIGHTS_OK;
    case INSIGHTS_E_LIMIT:
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "%s is longer than %zu bytes", what,
            maximum_of(buffer));
    case INSIGHTS_E_NOMEM:
        return insights__fail_nomem(error);
    default:
        return insights__fail(
            error, buffer->status, "%s could not be formatted", what);
    }
}

char *insights__buffer_take(insights__buffer *buffer)
{
    char *data = NULL;

    if (reserve(buffer, 0)) {
        data = buffer->data;
        data[buffer->length] = '\0';
        buffer->data = NULL;
    }
    insights__buffer_free(buffer);
    return data;
}

void insights__buffer_free(insights__buffer *buffer)
{
    insights__free(buffer->data);
    buffer->data = NULL;
    buffer->length = 0;
    buffer->capacity = 0;
    buffer->status = INSIGHTS_OK;
}
