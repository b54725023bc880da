/* test_cron.c - expressions, what they refuse, and their ticks on the wall. */
#include "engine/core/civil.h"
#include "engine/core/cron.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static insights_error *error;

static void tear_down(void)
{
    insights_error_free(error);
}

TestSuite(cron, .fini = tear_down);

/* The ticks behind 2027-01-15 12:00:00, a Friday, as "MM-DD hh:mm:ss …". */
static const char *ticks(const char *expression, int count)
{
    static char text[400];
    int64_t from =
        insights__days_of(2027, 1, 15) * INSIGHTS__DAY + 12 * 3600 + 1;
    insights__cron cron;

    text[0] = '\0';
    cr_assert_eq(
        insights__cron_read(expression, &cron, &error), INSIGHTS_OK, "%s",
        insights_error_message(error));
    for (int i = 0; i < count; i++) {
        int64_t at;
        insights__date date;

        if (!insights__cron_next(
                &cron, from, from + 40 * 366 * INSIGHTS__DAY, &at))
            break;
        date = insights__date_of(insights__day_of(at));
        snprintf(
            text + strlen(text), sizeof(text) - strlen(text),
            "%s%02d-%02d %02d:%02d:%02d", i ? " " : "", date.month, date.day,
            (int)(at / 3600 % 24), (int)(at / 60 % 60), (int)(at % 60));
        from = at + 1;
    }
    return text;
}

#define TICKS(expression, count, expected) \
    cr_expect_str_eq(ticks(expression, count), expected)

Test(cron, five_fields_fire_at_second_0)
{
    TICKS("*/20 * * * *", 3, "01-15 12:20:00 01-15 12:40:00 01-15 13:00:00");
}

Test(cron, six_fields_begin_with_seconds)
{
    TICKS("30 5 12 * * *", 2, "01-15 12:05:30 01-16 12:05:30");
    TICKS("*/25 0 13 * * *", 3, "01-15 13:00:00 01-15 13:00:25 01-15 13:00:50");
}

Test(cron, names_lists_ranges_and_steps_are_read)
{
    TICKS("0 9 * feb-MAR mon,Wed", 2, "02-01 09:00:00 02-03 09:00:00");
    TICKS(
        "5-10/3,50 12 * * *", 3,
        "01-15 12:05:00 01-15 12:08:00 01-15 12:50:00");
    TICKS("0 20/2 * * *", 2, "01-15 20:00:00 01-15 22:00:00");
}

Test(cron, seven_and_zero_are_sunday)
{
    TICKS("0 8 * * 7", 1, "01-17 08:00:00");
    TICKS("0 8 * * 0", 1, "01-17 08:00:00");
    TICKS("0 8 ? * 6-7", 2, "01-16 08:00:00 01-17 08:00:00");
}

Test(cron, either_day_matches_where_both_are_given)
{
    TICKS("0 8 20 * mon", 3, "01-18 08:00:00 01-20 08:00:00 01-25 08:00:00");
}

Test(cron, l_is_the_last_day_and_lw_the_last_weekday)
{
    TICKS("0 0 L * *", 3, "01-31 00:00:00 02-28 00:00:00 03-31 00:00:00");
    TICKS("0 0 LW * *", 3, "01-29 00:00:00 02-26 00:00:00 03-31 00:00:00");
}

Test(cron, nw_is_the_weekday_nearest_within_the_month)
{
    /* 17 January is a Sunday, 1 May a Saturday, 31 October a Sunday. */
    TICKS("0 0 17W 1 *", 1, "01-18 00:00:00");
    TICKS("0 0 1W 5 *", 1, "05-03 00:00:00");
    TICKS("0 0 31W 10 *", 1, "10-29 00:00:00");
    TICKS("0 13 16W 1 *", 1, "01-15 13:00:00");
}

Test(cron, dl_is_the_last_and_d_k_the_kth_of_a_month)
{
    TICKS("0 0 * * 5L", 2, "01-29 00:00:00 02-26 00:00:00");
    TICKS("0 0 * * fri#3", 2, "02-19 00:00:00 03-19 00:00:00");
    TICKS("0 0 * * 1#5", 1, "03-29 00:00:00");
}

Test(cron, nicknames_are_read_in_any_case)
{
    TICKS("@hourly", 1, "01-15 13:00:00");
    TICKS("@Daily", 1, "01-16 00:00:00");
    TICKS("@midnight", 1, "01-16 00:00:00");
    TICKS("@weekly", 1, "01-17 00:00:00");
    TICKS("@monthly", 1, "02-01 00:00:00");
    TICKS("@yearly", 1, "01-01 00:00:00");
    TICKS("@annually", 1, "01-01 00:00:00");
}

Test(cron, a_leap_day_is_waited_for)
{
    TICKS("0 0 29 2 *", 2, "02-29 00:00:00 02-29 00:00:00");
}

Test(cron, a_day_that_never_comes_has_no_tick)
{
    TICKS("0 0 31 2 *", 1, "");
    TICKS("0 0 30W 2 *", 1, "");
}

static void refused(const char *expression, const char *says)
{
    insights__cron cron;

    cr_expect_eq(
        insights__cron_read(expression, &cron, &error), INSIGHTS_E_INVALID,
        "'%s' is taken", expression);
    cr_expect_not_null(
        strstr(insights_error_message(error), says), "'%s': %s", expression,
        insights_error_message(error));
}

Test(cron, what_is_wrong_is_named)
{
    refused("", "five fields");
    refused("* * * *", "five fields");
    refused("* * * * * * *", "five fields");
    refused("60 * * * *", "minute '60'");
    refused("60 * * * *", "0-59");
    refused("* 24 * * *", "hour '24'");
    refused("* * 0 * *", "day of month '0'");
    refused("* * * 13 *", "month '13'");
    refused("* * * * 8", "day of week '8'");
    refused("* * * foo *", "month 'foo'");
    refused("5-1 * * * *", "backwards");
    refused("*/0 * * * *", "step");
    refused("*/99 * * * *", "step");
    refused("1,,2 * * * *", "empty");
    refused("1x * * * *", "minute '1x'");
    refused("* * 32W * *", "day of month '32W'");
    refused("* * * * 1#6", "day of week '1#6'");
    refused("* * L-3 * *", "day of month 'L-3'");
    refused("@often", "@often");
}

/* Every instant of some weeks, one after the other. */
Test(cron, next_agrees_with_trying_every_minute)
{
    static const char *const expressions[] = {
        "*/7 3-5,22 * * 1-5", "0 0 L * *",        "15 10 15W * *",
        "59 23 31 * 6",       "*/13 */5 */3 * *", "0 12 * 2,4 tue#2"};
    int64_t start = insights__days_of(2028, 1, 20) * INSIGHTS__DAY;

    for (size_t i = 0; i < sizeof(expressions) / sizeof(*expressions); i++) {
        insights__cron cron;
        int64_t expected = -1;

        cr_assert_eq(
            insights__cron_read(expressions[i], &cron, &error), INSIGHTS_OK);
        for (int64_t at = start + 80 * INSIGHTS__DAY; at >= start; at -= 60) {
            int64_t found;
            int64_t alone;

            if (insights__cron_next(&cron, at, at + 60, &alone))
                expected = alone;
            if (expected < 0)
                continue;
            cr_assert(insights__cron_next(
                &cron, at, start + 90 * INSIGHTS__DAY, &found));
            cr_assert_eq(found, expected, "%s", expressions[i]);
        }
    }
}
