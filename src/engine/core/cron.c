/* cron.c - the ticks of an expression, on the wall. */
#include "engine/core/cron.h"

#include "engine/core/civil.h"

/* The number of the lowest bit from `from` on, or -1. */
static int lowest(uint64_t mask, int from)
{
    if (from > 63)
        return -1;
    mask &= ~(uint64_t)0 << from;
    if (!mask)
        return -1;
    for (int bit = from;; bit++)
        if (mask >> bit & 1)
            return bit;
}

/* The day of the month of the weekday nearest to `day`, within the month. */
static int working_day(int64_t year, int month, int day)
{
    int last = insights__month_days(year, month);
    int weekday = insights__weekday_of(insights__days_of(year, month, day));

    if (weekday == 6)
        return day > 1 ? day - 1 : day + 2;
    if (weekday == 0)
        return day < last ? day + 1 : day - 2;
    return day;
}

static int near_day_matches(
    const insights__cron *cron,
    const insights__date *date,
    int last)
{
    for (int day = 1; day <= last; day++)
        if (cron->near_days >> day & 1 &&
            working_day(date->year, date->month, day) == date->day)
            return 1;
    return 0;
}

static int month_day_matches(
    const insights__cron *cron,
    const insights__date *date)
{
    int last = insights__month_days(date->year, date->month);

    if (cron->days >> date->day & 1)
        return 1;
    if (cron->last_day && date->day == last)
        return 1;
    if (cron->last_working_day &&
        date->day == working_day(date->year, date->month, last))
        return 1;
    return cron->near_days && near_day_matches(cron, date, last);
}

static int weekday_matches(
    const insights__cron *cron,
    const insights__date *date,
    int weekday)
{
    int last = insights__month_days(date->year, date->month);

    if (cron->weekdays >> weekday & 1)
        return 1;
    if (cron->last_weekdays >> weekday & 1 && date->day + 7 > last)
        return 1;
    return cron->nth_weekdays[(date->day - 1) / 7 + 1] >> weekday & 1;
}

static int day_matches(const insights__cron *cron, int64_t days)
{
    insights__date date = insights__date_of(days);
    int weekday = insights__weekday_of(days);

    if (!(cron->months >> date.month & 1))
        return 0;
    if (cron->any_day)
        return cron->any_weekday || weekday_matches(cron, &date, weekday);
    if (cron->any_weekday)
        return month_day_matches(cron, &date);
    return month_day_matches(cron, &date) ||
           weekday_matches(cron, &date, weekday);
}

/* The first time of day at or behind `from`, or -1. */
static int64_t time_of_day(const insights__cron *cron, int from)
{
    int hour = lowest(cron->hours, from / 3600);
    int minute;
    int second;

    if (hour == from / 3600) {
        minute = lowest(cron->minutes, from / 60 % 60);
        if (minute == from / 60 % 60) {
            second = lowest(cron->seconds, from % 60);
            if (second >= 0)
                return hour * 3600 + minute * 60 + second;
            minute = lowest(cron->minutes, minute + 1);
        }
        if (minute >= 0)
            return hour * 3600 + minute * 60 + lowest(cron->seconds, 0);
        hour = lowest(cron->hours, hour + 1);
    }
    if (hour < 0)
        return -1;
    return hour * 3600 + lowest(cron->minutes, 0) * 60 +
           lowest(cron->seconds, 0);
}

int insights__cron_next(
    const insights__cron *cron,
    int64_t from,
    int64_t until,
    int64_t *out)
{
    int64_t days = insights__day_of(from);
    int64_t second = from - days * INSIGHTS__DAY;

    while (days * INSIGHTS__DAY < until) {
        if (day_matches(cron, days)) {
            int64_t found = time_of_day(cron, (int)second);

            if (found >= 0) {
                *out = days * INSIGHTS__DAY + found;
                return *out < until;
            }
        }
        days++;
        second = 0;
    }
    return 0;
}
