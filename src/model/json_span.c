/* json_span.c - walking over JSON text that was checked before.
 *
 * Nothing here can run past the end of what it is given, but what it makes of
 * text that is not JSON means nothing.
 */
#include "model/json_span.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int insights__json_is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

int insights__json_hex(const char *digits)
{
    static const char all[] = "0123456789abcdef";
    int value = 0;

    for (int at = 0; at < 4; at++) {
        char digit = digits[at];
        const char *found;

        if (digit >= 'A' && digit <= 'F')
            digit = (char)(digit - 'A' + 'a');
        found = digit ? strchr(all, digit) : NULL;
        if (!found)
            return -1;
        value = value * 16 + (int)(found - all);
    }
    return value;
}

/* --- What strings say --------------------------------------------------------
 */

/* The character at *at within a string's quotes, or -1 at its end. */
static int32_t next_character(const insights__json_span *string, size_t *at)
{
    static const char letters[] = "bfnrt";
    static const char meanings[] = "\b\f\n\r\t";
    size_t end = string->length - 1;
    const char *text = string->at;
    const char *letter;
    uint32_t character;
    size_t step;

    if (*at >= end)
        return -1;
    if (text[*at] != '\\') {
        step = insights__utf8_decode(text + *at, end - *at, &character);
        *at += step ? step : 1;
        return step ? (int32_t)character : 0xFFFD;
    }
    if (end - *at >= 6 && text[*at + 1] == 'u') {
        int32_t unit = insights__json_hex(text + *at + 2);

        *at += 6;
        if (unit < 0xD800 || unit >= 0xDC00 || end - *at < 6)
            return unit;
        *at += 6;
        return 0x10000 + ((unit - 0xD800) << 10) +
               (insights__json_hex(text + *at - 4) - 0xDC00);
    }
    letter = text[*at + 1] ? strchr(letters, text[*at + 1]) : NULL;
    character = (unsigned char)text[*at + 1];
    *at += 2;
    return letter ? meanings[letter - letters] : (int32_t)character;
}

int insights__json_span_compare(
    const insights__json_span *left,
    const insights__json_span *right)
{
    size_t left_at = 1;
    size_t right_at = 1;
    int32_t a;
    int32_t b;

    do {
        a = next_character(left, &left_at);
        b = next_character(right, &right_at);
    } while (a == b && a >= 0);
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    return insights__json_span_compare(left, right);
}

void insights__json_span_sort(insights__json_span *strings, size_t count)
{
    qsort(strings, count, sizeof(*strings), compare);
}

void insights__json_span_decode(
    insights__json_span string,
    insights__buffer *out)
{
    size_t at = 1;

    while (at + 1 < string.length && out->status == INSIGHTS_OK) {
        const char *rest = string.at + at;
        size_t left = string.length - 1 - at;
        const char *escape = memchr(rest, '\\', left);
        size_t plain = escape ? (size_t)(escape - rest) : left;
        int32_t character;
        char bytes[4];

        insights__buffer_append(out, rest, plain);
        at += plain;
        if (!escape)
            break;
        character = next_character(&string, &at);
        if (character >= 0)
            insights__buffer_append(
                out, bytes, insights__utf8_encode((uint32_t)character, bytes));
    }
}

int insights__json_span_is(insights__json_span string, const char *text)
{
    size_t length = strlen(text);
    size_t at = 1;
    size_t seen = 0;
    int32_t character;

    while ((character = next_character(&string, &at)) >= 0) {
        char bytes[4];
        size_t size = insights__utf8_encode((uint32_t)character, bytes);

        if (length - seen < size || memcmp(text + seen, bytes, size) != 0)
            return 0;
        seen += size;
    }
    return seen == length;
}

/* --- Walking -----------------------------------------------------------------
 */

static size_t skip_space(const char *text, size_t length, size_t at)
{
    while (at < length && insights__json_is_space(text[at]))
        at++;
    return at;
}

/* Behind the string that starts at `at`. */
static size_t skip_string(const char *text, size_t length, size_t at)
{
    for (at++; at < length && text[at] != '"'; at++) {
        if (text[at] == '\\')
            at++;
    }
    return at < length ? at + 1 : length;
}

/* Behind the value that starts at `at`. */
static size_t skip_value(const char *text, size_t length, size_t at)
{
    size_t open = 0;

    do {
        at = skip_space(text, length, at);
        if (at == length)
            break;
        switch (text[at]) {
        case '"':
            at = skip_string(text, length, at);
            break;
        case '{':
        case '[':
            open++;
            at++;
            break;
        case '}':
        case ']':
            open -= open > 0;
            at++;
            break;
        case ',':
        case ':':
            at++;
            break;
        default:
            while (at < length && !insights__json_is_space(text[at]) &&
                   !strchr(",:]}", text[at]))
                at++;
        }
    } while (open);
    return at;
}

insights__json_span insights__json_span_of(const char *text, size_t length)
{
    size_t start = skip_space(text, length, 0);
    insights__json_span span = {text + start, 0};

    span.length = skip_value(text, length, start) - start;
    return span;
}

int insights__json_span_member(
    insights__json_span object,
    size_t *at,
    insights__json_span *name,
    insights__json_span *value)
{
    const char *text = object.at;
    size_t here = skip_space(text, object.length, *at + (*at == 0));

    if (here < object.length && text[here] == ',')
        here = skip_space(text, object.length, here + 1);
    if (here >= object.length || text[here] == '}')
        return 0;
    name->at = text + here;
    here = skip_string(text, object.length, here);
    name->length = (size_t)(text + here - name->at);
    here = skip_space(text, object.length, here) + 1; /* the colon */
    here = skip_space(text, object.length, here);
    if (here >= object.length)
        return 0;
    value->at = text + here;
    here = skip_value(text, object.length, here);
    value->length = (size_t)(text + here - value->at);
    *at = here;
    return 1;
}

void insights__json_text_compact(insights__buffer *out, const char *text)
{
    size_t length = strlen(text);
    size_t at = 0;

    while (at < length) {
        size_t start = at = skip_space(text, length, at);

        while (at < length && !insights__json_is_space(text[at]))
            at = text[at] == '"' ? skip_string(text, length, at) : at + 1;
        insights__buffer_append(out, text + start, at - start);
    }
}
