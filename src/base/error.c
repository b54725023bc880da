/* error.c - the error object, and the one way to make it.
 *
 * A message is one line of valid UTF-8, whatever the values named in it hold:
 * control characters become spaces, invalid bytes question marks.
 */
#include "base/error.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MESSAGE_MAXIMUM 4096

struct insights_error {
    insights_status code;
    int retryable;
    int backend_code;
    char *record_id;
    char *message;
};

static char out_of_memory_message[] = "out of memory";

/* Shared by all who run out of memory; never changed, never freed. */
static insights_error out_of_memory = {
    INSIGHTS_E_NOMEM, 0, 0, NULL, out_of_memory_message};

static const struct {
    insights_status code;
    const char *name;
} status_names[] = {
    {INSIGHTS_OK, "ok"},
    {INSIGHTS_DONE, "done"},
    {INSIGHTS_E_INVALID, "invalid"},
    {INSIGHTS_E_NOMEM, "no_memory"},
    {INSIGHTS_E_UNSUPPORTED, "unsupported"},
    {INSIGHTS_E_READ_ONLY, "read_only"},
    {INSIGHTS_E_NOT_FOUND, "not_found"},
    {INSIGHTS_E_EXISTS, "exists"},
    {INSIGHTS_E_CONFLICT, "conflict"},
    {INSIGHTS_E_LIMIT, "limit"},
    {INSIGHTS_E_PARSE, "parse"},
    {INSIGHTS_E_BUSY, "busy"},
    {INSIGHTS_E_AGAIN, "again"},
    {INSIGHTS_E_IO, "io"},
    {INSIGHTS_E_FULL, "full"},
    {INSIGHTS_E_CORRUPT, "corrupt"},
    {INSIGHTS_E_NEWER, "newer"},
    {INSIGHTS_E_FORKED, "forked"},
    {INSIGHTS_E_REFERENCE, "reference"},
    {INSIGHTS_E_DENIED, "denied"},
    {INSIGHTS_E_INTERNAL, "internal"},
    {INSIGHTS_E_AMBIGUOUS, "ambiguous"},
};

insights_status insights__fail_nomem(insights_error **error)
{
    if (error) {
        insights_error_free(*error);
        *error = &out_of_memory;
    }
    return INSIGHTS_E_NOMEM;
}

/* Make `text` one line of valid UTF-8, in place; a character that was cut
 * off at the end goes. */
static void make_printable(char *text, int cut)
{
    size_t length = strlen(text);
    size_t at = 0;
    uint32_t code_point;

    while (at < length) {
        size_t step =
            insights__utf8_decode(text + at, length - at, &code_point);

        if (step == 0 && cut && length - at < 4) {
            text[at] = '\0';
            return;
        }
        if (step == 0)
            text[at] = '?';
        else if (code_point < 0x20 || code_point == 0x7f)
            text[at] = ' ';
        at += step ? step : 1;
    }
}

/* An owned message, or NULL. */
INSIGHTS__PRINTF(1, 0)
static char *format_message(const char *format, va_list args)
{
    va_list again;
    char *message;
    int length;
    size_t size;

    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return insights__strdup("a message that could not be formatted");

    size = (size_t)length + 1;
    if (size > MESSAGE_MAXIMUM)
        size = MESSAGE_MAXIMUM;
    message = insights__alloc(size);
    if (!message)
        return NULL;
    vsnprintf(message, size, format, args);
    make_printable(message, (size_t)length >= size);
    return message;
}

insights_status insights__fail(
    insights_error **error,
    insights_status code,
    const char *format,
    ...)
{
    insights_error *failure;
    va_list args;

    if (!error)
        return code;

    failure = insights__alloc(sizeof(*failure));
    if (!failure)
        return insights__fail_nomem(error);

    failure->code = code;
    failure->retryable = code == INSIGHTS_E_BUSY || code == INSIGHTS_E_AGAIN;
    va_start(args, format);
    failure->message = format_message(format, args);
    va_end(args);
    if (!failure->message) {
        insights__free(failure);
        return insights__fail_nomem(error);
    }

    /* Only now: the message may have quoted the old one. */
    insights_error_free(*error);
    *error = failure;
    return code;
}

/* The error to add something to, or NULL where there is none of its own. */
static insights_error *own_error(insights_error **error)
{
    return error && *error != &out_of_memory ? *error : NULL;
}

void insights__error_set_backend(
    insights_error **error,
    int backend_code,
    int retryable)
{
    insights_error *own = own_error(error);

    if (!own)
        return;
    own->backend_code = backend_code;
    own->retryable = retryable != 0;
}

void insights__error_set_record_id(insights_error **error, const char *id)
{
    insights_error *own = own_error(error);
    char *copy = own && id ? insights__strdup(id) : NULL;

    if (!copy)
        return;
    insights__free(own->record_id);
    own->record_id = copy;
}

INSIGHTS__PRINTF(1, 2)
static char *message_of(const char *format, ...)
{
    va_list args;
    char *message;

    va_start(args, format);
    message = format_message(format, args);
    va_end(args);
    return message;
}

void insights__error_prefix(insights_error **error, const char *prefix)
{
    insights_error *own = own_error(error);
    char *message = own ? message_of("%s: %s", prefix, own->message) : NULL;

    if (!message)
        return;
    insights__free(own->message);
    own->message = message;
}

insights_status insights_error_code(const insights_error *error)
{
    return error ? error->code : INSIGHTS_OK;
}

const char *insights_status_name(insights_status status)
{
    for (size_t i = 0; i < sizeof(status_names) / sizeof(*status_names); i++) {
        if (status_names[i].code == status)
            return status_names[i].name;
    }
    return "unknown";
}

const char *insights_error_message(const insights_error *error)
{
    return error ? error->message : "no error";
}

int insights_error_retryable(const insights_error *error)
{
    return error ? error->retryable : 0;
}

int insights_error_backend_code(const insights_error *error)
{
    return error ? error->backend_code : 0;
}

const char *insights_error_record_id(const insights_error *error)
{
    return error ? error->record_id : NULL;
}

void insights_error_free(insights_error *error)
{
    if (!error || error == &out_of_memory)
        return;
    insights__free(error->record_id);
    insights__free(error->message);
    insights__free(error);
}
