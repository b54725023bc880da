/* civil.h - days and dates of the Gregorian calendar, in both directions.
 *
 * Seconds are counted since 1970-01-01T00:00:00, of UTC or of a clock on the
 * wall; which one, the caller knows. The conversion is Howard Hinnant's
 * days_from_civil and civil_from_days.
 */
#ifndef INSIGHTS_ENGINE_CORE_CIVIL_H
#define INSIGHTS_ENGINE_CORE_CIVIL_H

#include <stdint.h>

#define INSIGHTS__DAY ((int64_t)86400)

typedef struct insights__date {
    int64_t year;
    int month; /* 1 … 12 */
    int day;   /* 1 … 31 */
} insights__date;

/* Days since 1970-01-01. */
int64_t insights__days_of(int64_t year, int month, int day);
insights__date insights__date_of(int64_t days);

/* Rounded down, also before 1970. */
int64_t insights__day_of(int64_t seconds);

/* 0 is Sunday. */
int insights__weekday_of(int64_t days);
int insights__month_days(int64_t year, int month);

#endif
