/* test_tick.c - expressions in zones whose clocks change. */
#include "engine/core/civil.h"
#include "engine/core/tick.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static insights_error *error;
static insights__zone *zone;
static insights__gap gap;
static insights__overlap overlap;

static void tear_down(void)
{
    insights_error_free(error);
    insights__zone_free(zone);
}

TestSuite(tick, .fini = tear_down);

/* A version 2 file without transitions: the rule alone. */
static void use_rule(const char *rule)
{
    static const unsigned char empty[44 + 6 + 4] = "TZif2";
    unsigned char bytes[400] = {0};
    size_t length = 0;

    insights__zone_free(zone);
    zone = NULL;
    for (int i = 0; i < 2; i++) {
        memcpy(bytes + length, empty, 44);
        bytes[length + 39] = 1; /* a type, its name "UTC" */
        bytes[length + 43] = 4;
        memcpy(bytes + length + 44 + 6, "UTC", 4);
        length += 44 + 6 + 4;
    }
    length += (size_t)sprintf((char *)bytes + length, "\n%s\n", rule);
    cr_assert_eq(
        insights__zone_read(bytes, length, "Test/Rule", &zone, &error),
        INSIGHTS_OK, "%s", insights_error_message(error));
}

static const char berlin[] = "CET-1CEST,M3.5.0,M10.5.0/3";

/* Ticks behind a day of 2027 as "DDThh:mm+h", by the clock on the wall. */
static const char *ticks(const char *expression, int month, int day, int count)
{
    static char text[400];
    int64_t after = insights__days_of(2027, month, day) * INSIGHTS__DAY - 7200;
    insights__cron cron;

    text[0] = '\0';
    cr_assert_eq(
        insights__cron_read(expression, &cron, &error), INSIGHTS_OK, "%s",
        insights_error_message(error));
    for (int i = 0; i < count; i++) {
        insights__tick tick;
        insights__date date;

        if (!insights__tick_next(&cron, zone, gap, overlap, after, &tick))
            break;
        cr_assert_gt(tick.at, after);
        cr_assert_eq(tick.local, tick.at + tick.offset);
        date = insights__date_of(insights__day_of(tick.local));
        snprintf(
            text + strlen(text), sizeof(text) - strlen(text),
            "%s%dT%02d:%02d%+d%s", i ? " " : "", date.day,
            (int)(tick.local / 3600 % 24), (int)(tick.local / 60 % 60),
            tick.offset / 3600,
            tick.note == INSIGHTS__TICK_MOVED     ? "m"
            : tick.note == INSIGHTS__TICK_SKIPPED ? "s"
            : tick.note == INSIGHTS__TICK_FIRST   ? "1"
            : tick.note == INSIGHTS__TICK_SECOND  ? "2"
                                                  : "");
        after = tick.at;
    }
    return text;
}

#define TICKS(expression, month, day, count, expected) \
    cr_expect_str_eq(ticks(expression, month, day, count), expected)

/* Clocks of Berlin go forward on 28 March 2027 at 2:00, back on 31 October at
 * 3:00. */

Test(tick, a_fixed_time_in_the_gap_fires_once_at_the_first_instant_after_it)
{
    use_rule(berlin);
    TICKS("30 2 * * *", 3, 27, 3, "27T02:30+1 28T03:00+2m 29T02:30+2");
    TICKS("10,20,30 2 * * *", 3, 28, 2, "28T03:00+2m 29T02:10+2");
    /* The time after the gap is one of its own: it does not fire twice. */
    TICKS("0 2,3 * * *", 3, 28, 2, "28T03:00+2 29T02:00+2");
}

Test(tick, an_interval_does_not_fire_in_the_gap)
{
    use_rule(berlin);
    TICKS(
        "*/30 1-3 * * *", 3, 28, 4,
        "28T01:00+1 28T01:30+1 28T03:00+2s 28T03:30+2");
}

Test(tick, a_fixed_time_that_comes_twice_fires_the_first_time)
{
    use_rule(berlin);
    TICKS("30 2 * * *", 10, 31, 2, "31T02:30+21 1T02:30+1");
}

Test(tick, an_interval_fires_at_each_instant_of_an_overlap)
{
    use_rule(berlin);
    TICKS(
        "*/30 2 * * *", 10, 31, 5,
        "31T02:00+21 31T02:30+21 31T02:00+12 31T02:30+12 1T02:00+1");
}

Test(tick, gaps_and_overlaps_can_be_had_otherwise)
{
    use_rule(berlin);
    gap = INSIGHTS__GAP_SHIFT;
    TICKS("10,30 2 * * *", 3, 28, 3, "28T03:10+2m 28T03:30+2m 29T02:10+2");
    gap = INSIGHTS__GAP_SKIP;
    TICKS("30 2 * * *", 3, 28, 1, "29T02:30+2s");
    gap = INSIGHTS__GAP_FIRST_AFTER;
    TICKS("*/30 2 * * *", 3, 28, 2, "28T03:00+2m 29T02:00+2");
    overlap = INSIGHTS__OVERLAP_SECOND;
    TICKS("30 2 * * *", 10, 31, 2, "31T02:30+12 1T02:30+1");
    overlap = INSIGHTS__OVERLAP_BOTH;
    TICKS("30 2 * * *", 10, 31, 3, "31T02:30+21 31T02:30+12 1T02:30+1");
    overlap = INSIGHTS__OVERLAP_FIRST;
    TICKS("*/30 2 * * *", 10, 31, 3, "31T02:00+21 31T02:30+21 1T02:00+1");
}

Test(tick, half_an_hour_and_the_other_side_of_the_world_are_no_exception)
{
    use_rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    TICKS("15 2 * * *", 10, 2, 2, "3T02:30+11m 4T02:15+11");
    TICKS("45 1 * * *", 4, 3, 2, "4T01:45+111 5T01:45+10");
}

Test(tick, what_never_comes_ends)
{
    use_rule(berlin);
    TICKS("0 0 30 2 *", 1, 1, 1, "");
}

Test(tick, a_damaged_zone_is_refused_by_name)
{
    insights__zone *none = NULL;

    cr_expect_eq(
        insights__zone_read("TZif2", 5, "Mars/Olympus", &none, &error),
        INSIGHTS_E_PARSE);
    cr_expect_not_null(strstr(insights_error_message(error), "Mars/Olympus"));
    cr_expect_null(none);
}

Test(tick, daylight_time_all_year_has_no_other)
{
    insights__span_of_time span;

    use_rule("XXX3EDT4,0/0,J365/23");
    insights__zone_at(
        zone, insights__days_of(2027, 6, 1) * INSIGHTS__DAY, &span);
    cr_expect_eq(span.offset, -4 * 3600);
    insights__zone_at(
        zone, insights__days_of(2027, 12, 31) * INSIGHTS__DAY + 86399, &span);
    cr_expect_eq(span.offset, -4 * 3600);
}
