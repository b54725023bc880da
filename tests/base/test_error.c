/* test_error.c - the error object. */
#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static void expect_message(const insights_error *error, const char *message)
{
    cr_expect(eq(str, (char *)insights_error_message(error), (char *)message));
}

Test(error, a_failure_replaces_the_live_error)
{
    insights_error *error = NULL;

    insights__fail(&error, INSIGHTS_E_INVALID, "'%s' has no scheme", "x");
    cr_expect(eq(int, insights_error_code(error), INSIGHTS_E_INVALID));
    insights__fail(
        &error, INSIGHTS_E_BUSY, "after: %s", insights_error_message(error));
    cr_expect(eq(int, insights_error_code(error), INSIGHTS_E_BUSY));
    expect_message(error, "after: 'x' has no scheme");
    insights_error_free(error);
}

Test(error, nobody_has_to_ask_for_the_error)
{
    cr_expect(
        eq(int, insights__fail(NULL, INSIGHTS_E_IO, "nobody reads this"),
           INSIGHTS_E_IO));
    cr_expect(eq(int, insights__fail_nomem(NULL), INSIGHTS_E_NOMEM));
    insights__error_set_backend(NULL, 5, 1);
    insights__error_set_record_id(NULL, "x");
    insights__error_prefix(NULL, "x");
}

Test(error, no_error_can_be_read_like_one)
{
    cr_expect(eq(int, insights_error_code(NULL), INSIGHTS_OK));
    expect_message(NULL, "no error");
    cr_expect(eq(int, insights_error_retryable(NULL), 0));
    cr_expect(eq(int, insights_error_backend_code(NULL), 0));
    cr_expect(insights_error_record_id(NULL) == NULL);
    insights_error_free(NULL);
}

Test(error, a_message_is_one_line_of_valid_text)
{
    insights_error *error = NULL;

    insights__fail(&error, INSIGHTS_E_PARSE, "'%s'", "a\nb\tc\xff\xc3\xa9\x7f");
    expect_message(error, "'a b c?\xc3\xa9 '");
    insights_error_free(error);
}

Test(error, a_long_message_is_cut_at_a_character)
{
    char text[9001];
    insights_error *error = NULL;
    const char *message;

    for (size_t start = 0; start < 3; start++) {
        memset(text, 'x', start);
        for (size_t i = start; i + 3 < sizeof(text); i += 3)
            memcpy(text + i, "\xe2\x82\xac", 4);
        insights__fail(&error, INSIGHTS_E_LIMIT, "%s", text);
        message = insights_error_message(error);
        cr_expect(le(sz, strlen(message), 4095));
        cr_expect(ge(sz, strlen(message), 4092));
        cr_expect(
            eq(sz, insights__utf8_valid(message, strlen(message)),
               strlen(message)));
        cr_expect(strchr(message, '?') == NULL);
    }
    insights_error_free(error);
}

Test(error, what_only_some_failures_know_can_be_added)
{
    insights_error *error = NULL;

    insights__fail(&error, INSIGHTS_E_EXISTS, "the name 'Q3' is taken");
    cr_expect(eq(int, insights_error_retryable(error), 0));
    insights__error_set_backend(&error, 2067, 1);
    insights__error_set_record_id(&error, "first");
    insights__error_set_record_id(&error, "second");
    insights__error_prefix(&error, "codes.csv:3");
    cr_expect(eq(int, insights_error_backend_code(error), 2067));
    cr_expect(eq(int, insights_error_retryable(error), 1));
    cr_expect(eq(str, (char *)insights_error_record_id(error), "second"));
    expect_message(error, "codes.csv:3: the name 'Q3' is taken");
    insights_error_free(error);
}

Test(error, locks_and_queues_may_be_tried_again)
{
    insights_error *error = NULL;

    insights__fail(&error, INSIGHTS_E_BUSY, "locked");
    cr_expect(eq(int, insights_error_retryable(error), 1));
    insights__fail(&error, INSIGHTS_E_AGAIN, "full");
    cr_expect(eq(int, insights_error_retryable(error), 1));
    insights__fail(&error, INSIGHTS_E_DENIED, "no");
    cr_expect(eq(int, insights_error_retryable(error), 0));
    insights_error_free(error);
}

Test(error, memory_running_out_while_failing_is_told_as_such)
{
    insights_error *error = NULL;

    for (long n = 0; n < 2; n++) {
        insights__alloc_fail_after(n);
        cr_expect(
            eq(int, insights__fail(&error, INSIGHTS_E_IO, "lost"),
               INSIGHTS_E_NOMEM));
        insights__alloc_fail_after(-1);
        expect_message(error, "out of memory");
        insights__error_set_backend(&error, 1, 1);
        insights__error_prefix(&error, "x");
        insights__error_set_record_id(&error, "x");
        expect_message(error, "out of memory");
        cr_expect(eq(int, insights_error_retryable(error), 0));
    }
    insights_error_free(error);
}

Test(error, an_addition_is_lost_where_memory_is_short)
{
    insights_error *error = NULL;

    insights__fail(&error, INSIGHTS_E_IO, "kept");
    insights__alloc_fail_after(0);
    insights__error_prefix(&error, "lost");
    insights__alloc_fail_after(0);
    insights__error_set_record_id(&error, "lost");
    insights__alloc_fail_after(-1);
    expect_message(error, "kept");
    cr_expect(insights_error_record_id(error) == NULL);
    insights_error_free(error);
}

Test(error, every_status_has_a_name_of_its_own)
{
    const char *names[32] = {NULL};
    size_t count = 0;

    for (int status = INSIGHTS_E_AMBIGUOUS; status <= INSIGHTS_DONE; status++) {
        const char *name = insights_status_name((insights_status)status);

        cr_expect(strcmp(name, "unknown") != 0, "%d has no name", status);
        for (size_t i = 0; i < count; i++)
            cr_expect(strcmp(name, names[i]) != 0, "%s is used twice", name);
        names[count++] = name;
    }
    cr_expect(
        eq(str, (char *)insights_status_name((insights_status)-99), "unknown"));
}
