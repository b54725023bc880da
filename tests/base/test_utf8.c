/* test_utf8.c - UTF-8 by the letter of the standard. */
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

Test(utf8, every_scalar_value_survives_the_round_trip)
{
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        uint32_t back = 0;
        char bytes[4];
        size_t length;

        if (c == 0xd800)
            c = 0xe000;
        length = insights__utf8_encode(c, bytes);
        cr_assert(eq(sz, insights__utf8_decode(bytes, length, &back), length));
        cr_assert(eq(u32, back, c));
        cr_assert(
            length == 1 ||
            insights__utf8_decode(bytes, length - 1, &back) == 0);
    }
}

Test(utf8, what_is_not_a_character_is_refused)
{
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xe0\x80\x80",
        "\xe0\x9f\xbf",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xc3(",
        "\xe2\x82(",
        "\xf0\x80\x80\x80",
        "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xff",
        "\xfe"};
    uint32_t code_point;

    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        cr_expect(
            insights__utf8_decode(bad[i], strlen(bad[i]), &code_point) == 0,
            "case %zu", i);
}

Test(utf8, the_first_invalid_byte_is_named)
{
    cr_expect(eq(sz, insights__utf8_valid("", 0), 0));
    cr_expect(eq(sz, insights__utf8_valid("caf\xc3\xa9", 5), 5));
    cr_expect(eq(sz, insights__utf8_valid("caf\xc3\xa9", 4), 3));
    cr_expect(eq(sz, insights__utf8_valid("a\0b\xff", 4), 3));
}

Test(utf8, characters_are_counted_as_code_points_and_utf16_units)
{
    static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
    size_t points = 0;
    size_t units = 0;

    insights__utf8_count(text, sizeof(text) - 1, &points, &units);
    cr_expect(eq(sz, points, 4));
    cr_expect(eq(sz, units, 5));
    insights__utf8_count(text, 1, NULL, NULL);
}
