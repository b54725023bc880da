/* json_reader.c - a tokenizer of JSON that never holds the document. */
#include "text/json_reader.h"

#include "base/utf8.h"

#include <string.h>

/* What may come next. */
enum {
    EXPECT_VALUE,
    EXPECT_VALUE_OR_END, /* right behind [ */
    EXPECT_KEY_OR_END,   /* right behind { */
    EXPECT_KEY,
    EXPECT_COMMA_OR_END,
    EXPECT_NOTHING
};

#define NO_BYTE (-1)

void insights__json_open(
    insights__json_reader *reader,
    insights__source *source)
{
    memset(reader, 0, sizeof(*reader));
    reader->source = source;
    reader->text.maximum = INSIGHTS__LINE_MAXIMUM;
    reader->line = 1;
    reader->column = 1;
    reader->expect = EXPECT_VALUE;
}

void insights__json_close(insights__json_reader *reader)
{
    insights__buffer_free(&reader->text);
}

insights_status insights__json_fail(
    const insights__json_reader *reader,
    insights_error **error,
    const char *message)
{
    return insights__source_fail(
        reader->source, reader->token_line, reader->token_column, error, "%s",
        message);
}

static insights_status fail_here(
    insights__json_reader *reader,
    insights_error **error,
    const char *why)
{
    reader->token_line = reader->line;
    reader->token_column = reader->column;
    return insights__json_fail(reader, error, why);
}

/* The next byte, not taken; NO_BYTE at the end. */
static insights_status peek(
    insights__json_reader *reader,
    int *out,
    insights_error **error)
{
    insights__source *source = reader->source;
    const char *bytes;
    size_t length;
    insights_status status;

    if (source->taken < source->text.length) {
        *out = (unsigned char)source->text.data[source->taken];
        return INSIGHTS_OK;
    }
    status = insights__source_peek(source, 1, &bytes, &length, error);
    *out = status == INSIGHTS_OK && length ? (unsigned char)*bytes : NO_BYTE;
    return status;
}

static void take(insights__json_reader *reader, int byte)
{
    reader->source->taken++;
    if (byte == '\n') {
        reader->line++;
        reader->source->line++;
        reader->column = 1;
    } else {
        reader->column++;
    }
}

/* Four hex digits. */
static insights_status take_hex(
    insights__json_reader *reader,
    uint32_t *out,
    insights_error **error)
{
    int i;

    *out = 0;
    for (i = 0; i < 4; i++) {
        int byte;
        insights_status status = peek(reader, &byte, error);

        if (status < 0)
            return status;
        if (byte >= '0' && byte <= '9')
            *out = *out * 16 + (uint32_t)(byte - '0');
        else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f')
            *out = *out * 16 + (uint32_t)((byte | 0x20) - 'a' + 10);
        else
            return fail_here(reader, error, "\\u needs four hex digits");
        take(reader, byte);
    }
    return INSIGHTS_OK;
}

static void put(insights__buffer *out, uint32_t code_point)
{
    char bytes[4];

    /* Half a character, or NUL, is not text. */
    if (!code_point || (code_point >= 0xD800 && code_point < 0xE000))
        code_point = 0xFFFD;
    insights__buffer_append(
        out, bytes, insights__utf8_encode(code_point, bytes));
}

/* "\uXXXX" behind its "\u"; two of them may be one character. */
static insights_status take_unicode(
    insights__json_reader *reader,
    insights_error **error)
{
    uint32_t high = 0;
    uint32_t low = 0;
    int byte;
    insights_status status = take_hex(reader, &high, error);

    while (status == INSIGHTS_OK && high >= 0xD800 && high < 0xDC00) {
        status = peek(reader, &byte, error);
        if (status < 0 || byte != '\\')
            break;
        take(reader, byte);
        status = peek(reader, &byte, error);
        if (status < 0)
            break;
        if (byte != 'u') {
            put(&reader->text, high);
            return INSIGHTS_DONE; /* an escape of another kind follows */
        }
        take(reader, byte);
        status = take_hex(reader, &low, error);
        if (status == INSIGHTS_OK && low >= 0xDC00 && low < 0xE000) {
            high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        } else if (status == INSIGHTS_OK) {
            put(&reader->text, high);
            high = low;
        }
    }
    if (status == INSIGHTS_OK)
        put(&reader->text, high);
    return status;
}

/* What follows a backslash. */
static insights_status take_escape(
    insights__json_reader *reader,
    insights_error **error)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const char *at;
    int byte;
    insights_status status;

    do {
        status = peek(reader, &byte, error);
        if (status < 0)
            return status;
        if (byte == 'u') {
            take(reader, byte);
            status = take_unicode(reader, error);
        } else {
            at = byte > 0 ? strchr(names, byte) : NULL;
            if (!at)
                return fail_here(
                    reader, error, "no such escape in a JSON string");
            take(reader, byte);
            insights__buffer_char(&reader->text, values[at - names]);
            status = INSIGHTS_OK;
        }
    } while (status == INSIGHTS_DONE);
    return status;
}

/* Copy what needs no look at each byte. */
static void take_plain(insights__json_reader *reader)
{
    insights__source *source = reader->source;
    const char *from = source->text.data + source->taken;
    size_t left = source->text.length - source->taken;
    size_t at = 0;

    while (at < left && from[at] != '"' && from[at] != '\\' &&
           (unsigned char)from[at] >= 0x20)
        at++;
    insights__buffer_append(&reader->text, from, at);
    source->taken += at;
    reader->column += at;
}

/* A string behind its first quote. */
static insights_status take_string(
    insights__json_reader *reader,
    insights_error **error)
{
    insights__buffer_truncate(&reader->text, 0);
    insights__buffer_append(&reader->text, "", 0);
    for (;;) {
        int byte;
        insights_status status = peek(reader, &byte, error);

        if (status < 0)
            return status;
        if (byte == NO_BYTE)
            return insights__json_fail(
                reader, error, "the file ends inside this string");
        if (byte < 0x20)
            return fail_here(
                reader, error, "a line break or control character in a string");
        if (byte != '"' && byte != '\\') {
            take_plain(reader);
            if (reader->text.status < 0)
                return insights__buffer_check(
                    &reader->text, "a JSON string", error);
            continue;
        }
        take(reader, byte);
        if (byte == '"')
            return insights__buffer_check(
                &reader->text, "a JSON string", error);
        status = take_escape(reader, error);
        if (status < 0)
            return status;
    }
}

/* Letters, digits and signs up to anything else, into `text`. */
static insights_status take_word(
    insights__json_reader *reader,
    insights_error **error)
{
    int byte;
    insights_status status;

    insights__buffer_truncate(&reader->text, 0);
    for (;;) {
        status = peek(reader, &byte, error);
        if (status < 0)
            return status;
        if (byte <= 0 || (!strchr("+-.", byte) &&
                          !((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') &&
                          !(byte >= '0' && byte <= '9')))
            break;
        if (reader->text.length > 400)
            return insights__json_fail(reader, error, "this is too long");
        take(reader, byte);
        insights__buffer_char(&reader->text, (char)byte);
    }
    return insights__buffer_check(&reader->text, "a JSON number", error);
}

static size_t skip_digits(const char *text, size_t at)
{
    while (text[at] >= '0' && text[at] <= '9')
        at++;
    return at;
}

static int is_number(const char *text)
{
    size_t at = text[0] == '-';
    size_t from = at;

    at = skip_digits(text, at);
    if (at == from || (text[from] == '0' && at > from + 1))
        return 0;
    if (text[at] == '.') {
        from = ++at;
        at = skip_digits(text, at);
        if (at == from)
            return 0;
    }
    if ((text[at] | 0x20) == 'e') {
        at++;
        if (text[at] == '+' || text[at] == '-')
            at++;
        from = at;
        at = skip_digits(text, at);
        if (at == from)
            return 0;
    }
    return text[at] == '\0';
}

static insights_status take_literal(
    insights__json_reader *reader,
    insights_error **error)
{
    const char *text;
    insights_status status = take_word(reader, error);

    if (status < 0)
        return status;
    text = insights__buffer_text(&reader->text);
    if (!strcmp(text, "true"))
        reader->token = INSIGHTS__JSON_TRUE;
    else if (!strcmp(text, "false"))
        reader->token = INSIGHTS__JSON_FALSE;
    else if (!strcmp(text, "null") || !strcmp(text, "NaN"))
        reader->token = INSIGHTS__JSON_NULL; /* Whisper writes NaN */
    else if (is_number(text))
        reader->token = INSIGHTS__JSON_NUMBER;
    else
        return insights__json_fail(reader, error, "this is not JSON");
    return INSIGHTS_OK;
}

static void after_value(insights__json_reader *reader)
{
    reader->expect = reader->depth ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
}

static insights_status skip_white(
    insights__json_reader *reader,
    int *byte,
    insights_error **error)
{
    insights_status status = peek(reader, byte, error);

    while (status == INSIGHTS_OK && *byte > 0 && strchr(" \t\r\n", *byte)) {
        take(reader, *byte);
        status = peek(reader, byte, error);
    }
    reader->token_line = reader->line;
    reader->token_column = reader->column;
    return status;
}

static insights_status begin(
    insights__json_reader *reader,
    int byte,
    insights_error **error)
{
    if (reader->depth == INSIGHTS__JSON_DEPTH)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "line %zu: JSON nested deeper than %d levels", reader->line,
            INSIGHTS__JSON_DEPTH);
    take(reader, byte);
    reader->stack[reader->depth++] = (unsigned char)byte;
    reader->token = byte == '{' ? INSIGHTS__JSON_OBJECT : INSIGHTS__JSON_ARRAY;
    reader->expect = byte == '{' ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
    return INSIGHTS_OK;
}

static insights_status end(
    insights__json_reader *reader,
    int byte,
    insights_error **error)
{
    int open = byte == '}' ? '{' : '[';

    if (reader->expect == EXPECT_KEY)
        return insights__json_fail(
            reader, error, "a key in quotes was expected");
    if (reader->expect == EXPECT_VALUE && reader->depth)
        return insights__json_fail(reader, error, "a value was expected");
    if (!reader->depth || reader->stack[reader->depth - 1] != open)
        return insights__json_fail(
            reader, error, "a bracket that closes nothing");
    take(reader, byte);
    reader->depth--;
    reader->token =
        byte == '}' ? INSIGHTS__JSON_OBJECT_END : INSIGHTS__JSON_ARRAY_END;
    after_value(reader);
    return INSIGHTS_OK;
}

static insights_status take_key(
    insights__json_reader *reader,
    int byte,
    insights_error **error)
{
    insights_status status;

    if (byte != '"')
        return insights__json_fail(
            reader, error, "a key in quotes was expected");
    take(reader, byte);
    status = take_string(reader, error);
    if (status < 0)
        return status;
    status = skip_white(reader, &byte, error);
    if (status < 0)
        return status;
    if (byte != ':')
        return insights__json_fail(reader, error, "a colon was expected");
    take(reader, byte);
    reader->token = INSIGHTS__JSON_KEY;
    reader->expect = EXPECT_VALUE;
    return INSIGHTS_OK;
}

insights_status insights__json_next(
    insights__json_reader *reader,
    insights_error **error)
{
    int byte;
    insights_status status = skip_white(reader, &byte, error);

    if (status < 0)
        return status;
    if (reader->expect == EXPECT_COMMA_OR_END && byte == ',') {
        take(reader, byte);
        reader->expect =
            reader->stack[reader->depth - 1] == '{' ? EXPECT_KEY : EXPECT_VALUE;
        status = skip_white(reader, &byte, error);
        if (status < 0)
            return status;
    } else if (
        reader->expect == EXPECT_COMMA_OR_END && byte > 0 && byte != '}' &&
        byte != ']') {
        return insights__json_fail(reader, error, "a comma was expected");
    }
    if (byte == NO_BYTE) {
        if (reader->expect != EXPECT_NOTHING)
            return insights__json_fail(
                reader, error, "the file ends in the middle of the JSON");
        reader->token = INSIGHTS__JSON_END;
        return INSIGHTS_OK;
    }
    if (reader->expect == EXPECT_NOTHING)
        return insights__json_fail(reader, error, "more text behind the JSON");
    if (byte == '}' || byte == ']')
        return end(reader, byte, error);
    if (reader->expect == EXPECT_KEY || reader->expect == EXPECT_KEY_OR_END)
        return take_key(reader, byte, error);
    if (byte == '{' || byte == '[')
        return begin(reader, byte, error);
    if (byte == '"') {
        take(reader, byte);
        status = take_string(reader, error);
        reader->token = INSIGHTS__JSON_STRING;
    } else {
        status = take_literal(reader, error);
    }
    after_value(reader);
    return status;
}

insights_status insights__json_skip(
    insights__json_reader *reader,
    insights_error **error)
{
    size_t depth = reader->depth;
    insights_status status = INSIGHTS_OK;

    if (reader->token != INSIGHTS__JSON_OBJECT &&
        reader->token != INSIGHTS__JSON_ARRAY)
        return INSIGHTS_OK;
    while (status == INSIGHTS_OK && reader->depth >= depth)
        status = insights__json_next(reader, error);
    return status;
}
