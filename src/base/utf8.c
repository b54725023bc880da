/* utf8.c - UTF-8 by the letter of the standard (Unicode, table 3-7). */
#include "base/utf8.h"

/* Whether `byte` continues a character. */
static int continues(unsigned char byte)
{
    return (byte & 0xc0u) == 0x80u;
}

size_t insights__utf8_decode(
    const char *bytes,
    size_t length,
    uint32_t *code_point)
{
    const unsigned char *b = (const unsigned char *)bytes;
    uint32_t value;

    if (b[0] < 0x80u) {
        *code_point = b[0];
        return 1;
    }
    if (b[0] >= 0xc2u && b[0] <= 0xdfu) {
        if (length < 2 || !continues(b[1]))
            return 0;
        *code_point = ((b[0] & 0x1fu) << 6) | (b[1] & 0x3fu);
        return 2;
    }
    if ((b[0] & 0xf0u) == 0xe0u) {
        if (length < 3 || !continues(b[1]) || !continues(b[2]))
            return 0;
        value = ((b[0] & 0x0fu) << 12) | ((b[1] & 0x3fu) << 6) | (b[2] & 0x3fu);
        if (value < 0x800u || (value >= 0xd800u && value <= 0xdfffu))
            return 0;
        *code_point = value;
        return 3;
    }
    if (b[0] < 0xf0u || b[0] > 0xf4u || length < 4 || !continues(b[1]) ||
        !continues(b[2]) || !continues(b[3]))
        return 0;
    value = ((uint32_t)(b[0] & 0x07u) << 18) | ((b[1] & 0x3fu) << 12) |
            ((b[2] & 0x3fu) << 6) | (b[3] & 0x3fu);
    if (value < 0x10000u || value > 0x10ffffu)
        return 0;
    *code_point = value;
    return 4;
}

size_t insights__utf8_encode(uint32_t code_point, char out[4])
{
    unsigned char *b = (unsigned char *)out;

    if (code_point < 0x80u) {
        b[0] = (unsigned char)code_point;
        return 1;
    }
    if (code_point < 0x800u) {
        b[0] = (unsigned char)(0xc0u | (code_point >> 6));
        b[1] = (unsigned char)(0x80u | (code_point & 0x3fu));
        return 2;
    }
    if (code_point < 0x10000u) {
        b[0] = (unsigned char)(0xe0u | (code_point >> 12));
        b[1] = (unsigned char)(0x80u | ((code_point >> 6) & 0x3fu));
        b[2] = (unsigned char)(0x80u | (code_point & 0x3fu));
        return 3;
    }
    b[0] = (unsigned char)(0xf0u | (code_point >> 18));
    b[1] = (unsigned char)(0x80u | ((code_point >> 12) & 0x3fu));
    b[2] = (unsigned char)(0x80u | ((code_point >> 6) & 0x3fu));
    b[3] = (unsigned char)(0x80u | (code_point & 0x3fu));
    return 4;
}

size_t insights__utf8_valid(const char *bytes, size_t length)
{
    size_t at = 0;
    uint32_t code_point;

    while (at < length) {
        size_t step =
            insights__utf8_decode(bytes + at, length - at, &code_point);

        if (step == 0)
            break;
        at += step;
    }
    return at;
}

void insights__utf8_count(
    const char *bytes,
    size_t length,
    size_t *code_points,
    size_t *utf16_units)
{
    size_t points = 0;
    size_t units = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];

        points += !continues(byte);
        units += (size_t)!continues(byte) + (byte >= 0xf0u);
    }
    if (code_points)
        *code_points = points;
    if (utf16_units)
        *utf16_units = units;
}
