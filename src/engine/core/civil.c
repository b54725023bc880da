/* civil.c - days and dates. */
#include "engine/core/civil.h"

int64_t insights__days_of(int64_t year, int month, int day)
{
    int64_t shifted = year - (month <= 2);
    int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int64_t of_era = shifted - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

    return era * 146097 + days - 719468;
}

insights__date insights__date_of(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t of_era = shifted - era * 146097;
    int64_t year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year =
        of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * of_year + 2) / 153;
    insights__date out;

    out.day = (int)(of_year - (153 * month + 2) / 5 + 1);
    out.month = (int)(month < 10 ? month + 3 : month - 9);
    out.year = year_of_era + era * 400 + (out.month <= 2);
    return out;
}

int64_t insights__day_of(int64_t seconds)
{
    int64_t days = seconds / INSIGHTS__DAY;

    return days - (seconds % INSIGHTS__DAY < 0);
}

int insights__weekday_of(int64_t days)
{
    int64_t weekday = (days + 4) % 7;

    return (int)(weekday < 0 ? weekday + 7 : weekday);
}

int insights__month_days(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}
