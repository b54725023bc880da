/* test_json_text.c - what counts as JSON, and JSON made compact. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "model/json_text.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static insights_status check(const char *text)
{
    return insights__json_text_check(text, strlen(text), 128, NULL);
}

Test(json_text, what_is_json_is_taken)
{
    static const char *const texts[] = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "-12.5e+10",
        "1E-2",
        "123456789012345678901234567890",
        "1e999",
        "\"\"",
        "\"a\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\"",
        "\"\\ud83d\\ude00\"",
        "\"ä😀\xe2\x80\xa8\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        " [1, 2 ,\t3]\n",
        "{\"a\":{\"a\":1},\"b\":[{\"a\":2}]}",
        "{\"\":0}",
        "\"\x7f\"",
        "{\"ab\":1,\"a\":2,\"b\":3}"};

    for (size_t at = 0; at < sizeof(texts) / sizeof(*texts); at++)
        cr_expect(eq(int, check(texts[at]), INSIGHTS_OK), "%s", texts[at]);
}

Test(json_text, what_is_not_json_is_refused)
{
    static const char *const texts[] = {
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "01",
        "-",
        "-a",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "0x1",
        "1 2",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "\"\x01\"",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "[1 2]",
        "]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "{,}",
        "}",
        "'a'",
        "NaN",
        "Infinity",
        "[1}",
        "{\"a\":1]",
        "/*x*/1",
        "\xef\xbb\xbf[]"};

    for (size_t at = 0; at < sizeof(texts) / sizeof(*texts); at++)
        cr_expect(eq(int, check(texts[at]), INSIGHTS_E_PARSE), "%s", texts[at]);
}

Test(json_text, what_readers_disagree_about_is_refused)
{
    static const char *const texts[] = {
        "\"\\u0000\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83dx\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ud83d\\n\"",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"ä\":1,\"b\":2,\"\\u00e4\":3}",
        "[{\"x\":{\"n\":1,\"m\":2,\"n\":3}}]",
        "{\"😀\":1,\"\\ud83d\\ude00\":2}",
        "{\"\\n\":1,\"\\u000a\":2}"};

    for (size_t at = 0; at < sizeof(texts) / sizeof(*texts); at++)
        cr_expect(eq(int, check(texts[at]), INSIGHTS_E_PARSE), "%s", texts[at]);
}

Test(json_text, nothing_behind_the_length_is_looked_at)
{
    static const char text[] = "[1]truefalse";

    for (size_t length = 0; length < sizeof(text); length++) {
        char *copy = malloc(length ? length : 1);

        cr_assert(copy != NULL);
        memcpy(copy, text, length);
        cr_expect(
            eq(int, insights__json_text_check(copy, length, 9, NULL),
               length == 3 ? INSIGHTS_OK : INSIGHTS_E_PARSE));
        free(copy);
    }
}

Test(json_text, deep_nesting_is_a_limit)
{
    char text[401];

    memset(text, '[', 200);
    memset(text + 200, ']', 200);
    text[400] = '\0';
    cr_expect(eq(int, check(text), INSIGHTS_E_LIMIT));
    cr_expect(
        eq(int, insights__json_text_check(text + 72, 256, 128, NULL),
           INSIGHTS_OK));
    cr_expect(
        eq(int, insights__json_text_check(text + 71, 258, 128, NULL),
           INSIGHTS_E_LIMIT));
}

Test(json_text, the_message_says_where_and_why)
{
    insights_error *error = NULL;

    insights__json_text_check("[1, x]", 6, 128, &error);
    cr_expect(
        eq(str, (char *)insights_error_message(error),
           "not JSON at byte 4: a value is missing"));
    insights_error_free(error);
}

Test(json_text, white_space_goes_but_never_from_strings)
{
    insights__buffer out = INSIGHTS__BUFFER_INIT;

    insights__json_text_compact(
        &out, " {\n \"a b\" : [ 1 ,\t\"x \\\" y\" ],\r\n\"c\":{ } } ");
    cr_expect(
        eq(str, (char *)insights__buffer_text(&out),
           "{\"a b\":[1,\"x \\\" y\"],\"c\":{}}"));
    insights__buffer_free(&out);
}

Test(json_text, strings_say_what_they_say)
{
    insights__buffer out = INSIGHTS__BUFFER_INIT;
    static const char text[] =
        "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00ä😀\"";
    static const char meaning[] = "a\"\\/\b\f\n\r\tä😀ä😀";
    insights__json_span span = {text, sizeof(text) - 1};

    insights__json_span_decode(span, &out);
    cr_expect(eq(str, (char *)insights__buffer_text(&out), (char *)meaning));
    cr_expect(eq(int, insights__json_span_is(span, meaning), 1));
    cr_expect(eq(int, insights__json_span_is(span, "a"), 0));
    cr_expect(eq(int, insights__json_span_is(span, ""), 0));
    insights__buffer_free(&out);
}

Test(json_text, members_are_walked_in_their_order)
{
    static const char text[] =
        " { \"a\" : [1,{\"x\":\"}\"}] , \"b\":\"q,\" ,\"c\":-1.5}";
    static const char *const expected[] = {
        "\"a\"", "[1,{\"x\":\"}\"}]", "\"b\"", "\"q,\"", "\"c\"", "-1.5"};
    insights__json_span object = insights__json_span_of(text, sizeof(text) - 1);
    insights__json_span name;
    insights__json_span value;
    size_t at = 0;
    size_t seen = 0;

    while (insights__json_span_member(object, &at, &name, &value)) {
        cr_assert(lt(sz, seen, 6));
        cr_expect(eq(
            int,
            strncmp(expected[seen], name.at, strlen(expected[seen])) |
                strncmp(
                    expected[seen + 1], value.at, strlen(expected[seen + 1])),
            0));
        cr_expect(eq(sz, value.length, strlen(expected[seen + 1])));
        seen += 2;
    }
    cr_expect(eq(sz, seen, 6));
}

/* Walking and decoding must stay inside whatever they are given. */
Test(json_text, walking_over_anything_stays_inside)
{
    static const char alphabet[] = "{}[]:,\"\\u0dDcC8x 1-tn\xc3\xa4";
    unsigned state = 7;

    for (int round = 0; round < 20000; round++) {
        size_t length = (size_t)(round % 24);
        char *text = malloc(length + 1);
        insights__buffer out = INSIGHTS__BUFFER_INIT;
        insights__json_span span;
        insights__json_span name;
        insights__json_span value;
        size_t at = 0;

        cr_assert(text != NULL);
        for (size_t i = 0; i < length; i++) {
            state = state * 1103515245u + 12345u;
            text[i] = alphabet[(state >> 16) % (sizeof(alphabet) - 1)];
        }
        text[length] = '\0';
        if (insights__utf8_valid(text, length) == length) {
            insights__json_text_check(text, length, 8, NULL);
            insights__json_text_compact(&out, text);
        }
        span = insights__json_span_of(text, length);
        while (insights__json_span_member(span, &at, &name, &value))
            cr_assert(value.at + value.length <= text + length);
        insights__buffer_free(&out);
        free(text);
    }
}

Test(json_text, an_object_of_many_names_is_not_slow)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;

    insights__buffer_char(&text, '{');
    for (int at = 0; at < 100000; at++)
        insights__buffer_format(&text, "%s\"n%d\":0", at ? "," : "", at);
    insights__buffer_char(&text, '}');
    cr_expect(
        eq(int, insights__json_text_check(text.data, text.length, 1, NULL),
           INSIGHTS_OK));
    insights__buffer_free(&text);
}

Test(json_text, every_allocation_may_fail)
{
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        check("{\"a\":{\"b\":1},\"c\":2}"), (void)0);
}
