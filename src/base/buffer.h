/* buffer.h - bytes that grow up to a stated maximum.
 *
 * A buffer latches its first failure: append as often as you like, and ask
 * once at the end. `data` always has a NUL behind `length` once anything was
 * appended; insights__buffer_text() never returns NULL.
 */
#ifndef INSIGHTS_BASE_BUFFER_H
#define INSIGHTS_BASE_BUFFER_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct insights__buffer {
    char *data;
    size_t length;
    size_t capacity;
    size_t maximum;         /* 0: 1 GiB */
    insights_status status; /* INSIGHTS_OK, or the first failure */
} insights__buffer;

/* Starts empty; `maximum` 0 means 1 GiB. */
#define INSIGHTS__BUFFER_INIT      \
    {                              \
        NULL, 0, 0, 0, INSIGHTS_OK \
    }

void insights__buffer_append(
    insights__buffer *buffer,
    const void *bytes,
    size_t length);
void insights__buffer_text_append(insights__buffer *buffer, const char *text);
void insights__buffer_char(insights__buffer *buffer, char byte);
INSIGHTS__PRINTF(2, 3)
void insights__buffer_format(insights__buffer *buffer, const char *format, ...);

/* A JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void insights__buffer_json_string(
    insights__buffer *buffer,
    const char *text,
    size_t length);

/* Make the length smaller; keeps the NUL. */
void insights__buffer_truncate(insights__buffer *buffer, size_t length);

/* The text so far, borrowed; "" where there is none. */
const char *insights__buffer_text(const insights__buffer *buffer);

/* Turn a latched failure into an error: INSIGHTS_E_NOMEM, or INSIGHTS_E_LIMIT
 * naming `what` and the maximum. */
insights_status insights__buffer_check(
    const insights__buffer *buffer,
    const char *what,
    insights_error **error);

/* Hand the memory over as an owned string and leave the buffer empty. NULL
 * where the buffer failed. */
char *insights__buffer_take(insights__buffer *buffer);

void insights__buffer_free(insights__buffer *buffer);

#endif
