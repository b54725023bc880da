/* test_buffer.c - bytes that grow up to a stated maximum. */
#include "base/alloc.h"
#include "base/buffer.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static void expect_text(const insights__buffer *buffer, const char *text)
{
    cr_expect(eq(str, (char *)insights__buffer_text(buffer), (char *)text));
}

Test(buffer, what_was_appended_stands_in_order)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;
    char *taken;

    expect_text(&buffer, "");
    insights__buffer_text_append(&buffer, "one");
    insights__buffer_char(&buffer, ',');
    insights__buffer_format(&buffer, "%d-%s", 2, "three");
    insights__buffer_append(&buffer, "", 0);
    expect_text(&buffer, "one,2-three");
    insights__buffer_truncate(&buffer, 3);
    expect_text(&buffer, "one");
    taken = insights__buffer_take(&buffer);
    cr_expect(eq(str, taken, "one"));
    expect_text(&buffer, "");
    insights__free(taken);
}

Test(buffer, the_maximum_is_reached_but_never_passed)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;
    insights_error *error = NULL;

    buffer.maximum = 5;
    insights__buffer_text_append(&buffer, "12345");
    cr_expect(
        eq(int, insights__buffer_check(&buffer, "it", &error), INSIGHTS_OK));
    insights__buffer_char(&buffer, '6');
    insights__buffer_truncate(&buffer, 0);
    insights__buffer_char(&buffer, '7');
    cr_expect(
        eq(int, insights__buffer_check(&buffer, "the turn", &error),
           INSIGHTS_E_LIMIT));
    cr_expect(
        eq(str, (char *)insights_error_message(error),
           "the turn is longer than 5 bytes"));
    expect_text(&buffer, "");
    cr_expect(insights__buffer_take(&buffer) == NULL);
    insights_error_free(error);
}

Test(buffer, the_first_failure_is_latched)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;
    insights_error *error = NULL;

    insights__alloc_fail_after(0);
    insights__buffer_text_append(&buffer, "lost");
    insights__alloc_fail_after(-1);
    insights__buffer_text_append(&buffer, "late");
    cr_expect(eq(
        int, insights__buffer_check(&buffer, "it", &error), INSIGHTS_E_NOMEM));
    expect_text(&buffer, "");
    insights_error_free(error);
    insights__buffer_free(&buffer);
}

Test(buffer, taking_an_empty_buffer_gives_an_empty_string)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;
    char *taken = insights__buffer_take(&buffer);

    cr_assert(taken != NULL);
    cr_expect(eq(str, taken, ""));
    insights__free(taken);
}

Test(buffer, a_json_string_escapes_what_must_be_and_nothing_else)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;
    static const char text[] = "a\"\\/\b\f\n\r\t\x01\x1f\x7f\0\xc3\xa9";

    insights__buffer_json_string(&buffer, text, sizeof(text) - 1);
    expect_text(
        &buffer,
        "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\\u0000\xc3\xa9\"");
    insights__buffer_free(&buffer);
}

Test(buffer, invalid_bytes_become_the_replacement_character)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;

    insights__buffer_json_string(&buffer, "\xff-\xc3", 3);
    expect_text(&buffer, "\"\xEF\xBF\xBD-\xEF\xBF\xBD\"");
    insights__buffer_free(&buffer);
}
