/* entities.c - looks character references up. */
#include "text/entities.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#define LONGEST_NAME 32

static int digit_of(char byte, int base)
{
    int value = -1;

    if (byte >= '0' && byte <= '9')
        value = byte - '0';
    else if (base == 16 && byte >= 'a' && byte <= 'f')
        value = byte - 'a' + 10;
    else if (base == 16 && byte >= 'A' && byte <= 'F')
        value = byte - 'A' + 10;
    return value < base ? value : -1;
}

/* "&#32;", "&#x20;"; the semicolon may be missing. */
static size_t decode_number(
    const char *text,
    size_t length,
    char *out,
    size_t *used)
{
    int base = length > 2 && (text[2] == 'x' || text[2] == 'X') ? 16 : 10;
    size_t first = base == 16 ? 3 : 2;
    size_t at = first;
    uint32_t code_point = 0;

    for (; at < length && digit_of(text[at], base) >= 0; at++)
        if (code_point < 0x110000)
            code_point = code_point * (uint32_t)base +
                         (uint32_t)digit_of(text[at], base);
    if (at == first)
        return 0;
    if (!code_point || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point < 0xE000))
        code_point = 0xFFFD;
    *used = at + (at < length && text[at] == ';');
    return insights__utf8_encode(code_point, out);
}

/* The longest name that `text` begins with. */
static size_t decode_name(
    const char *text,
    size_t length,
    char *out,
    size_t *used)
{
    const char *line = "";
    size_t best = 0;
    size_t size = 0;

    if (*text >= 'A' && *text <= 'Z')
        line = insights__entities_upper[*text - 'A'];
    else if (*text >= 'a' && *text <= 'z')
        line = insights__entities_lower[*text - 'a'];
    while (*line) {
        const char *equals = strchr(line, '=');
        const char *end = strchr(equals + 1, ' ');
        size_t name = (size_t)(equals - line);

        if (name > best && name <= length && !memcmp(line, text, name)) {
            best = name;
            size = (size_t)(end - equals) - 1;
            memcpy(out, equals + 1, size);
        }
        line = end + 1;
    }
    if (best && text[best - 1] != ';' && best < length && text[best] == ';')
        best++;
    *used = best;
    return size;
}

size_t insights__entity_decode(
    const char *text,
    size_t length,
    char out[INSIGHTS__ENTITY_SIZE],
    size_t *used)
{
    size_t size;

    if (length < 2)
        return 0;
    if (text[1] == '#')
        return decode_number(text, length, out, used);
    if (length > LONGEST_NAME + 2)
        length = LONGEST_NAME + 2;
    size = decode_name(text + 1, length - 1, out, used);
    *used += 1;
    return size;
}
