/* test_options.c - options structs of older and newer callers. */
#include "base/options.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

typedef struct old_options {
    size_t size;
    uint32_t flags;
    uint32_t timeout;
} old_options;

typedef struct new_options {
    size_t size;
    uint32_t flags;
    uint32_t timeout;
    size_t pages;
} new_options;

Test(options, none_at_all_mean_the_defaults)
{
    new_options own;

    memset(&own, 0xff, sizeof(own));
    cr_expect(
        eq(int, insights__options_read(&own, sizeof(own), NULL, NULL),
           INSIGHTS_OK));
    cr_expect(eq(sz, own.size, sizeof(own)));
    cr_expect(eq(u32, own.flags, 0));
    cr_expect(eq(sz, own.pages, 0));
}

Test(options, those_of_an_older_caller_get_zeroes)
{
    old_options given = {sizeof(given), 3, 4};
    new_options own;

    memset(&own, 0xff, sizeof(own));
    cr_expect(
        eq(int, insights__options_read(&own, sizeof(own), &given, NULL),
           INSIGHTS_OK));
    cr_expect(eq(sz, own.size, sizeof(own)));
    cr_expect(eq(u32, own.timeout, 4));
    cr_expect(eq(sz, own.pages, 0));
}

Test(options, those_of_a_newer_caller_work_while_the_new_is_unused)
{
    new_options given = {sizeof(given), 3, 4, 0};
    insights_error *error = NULL;
    old_options own;

    cr_expect(
        eq(int, insights__options_read(&own, sizeof(own), &given, &error),
           INSIGHTS_OK));
    cr_expect(eq(u32, own.flags, 3));
    given.pages = 1;
    cr_expect(
        eq(int, insights__options_read(&own, sizeof(own), &given, &error),
           INSIGHTS_E_UNSUPPORTED));
    insights_error_free(error);
}

Test(options, a_size_that_was_never_set_is_refused)
{
    old_options given = {0, 1, 1};
    insights_error *error = NULL;
    old_options own;

    cr_expect(
        eq(int, insights__options_read(&own, sizeof(own), &given, &error),
           INSIGHTS_E_INVALID));
    insights_error_free(error);
}
