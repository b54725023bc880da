/* clock.c - the calendar, without the C library's. */
#include "text/clock.h"

#include "text/format.h"

#include "base/number.h"

#include <string.h>

#define TIME_MAXIMUM 9.0e15
#define DAY_MS INT64_C(86400000)

/* Digits of a fixed number, as a number; -1: there are others. */
static int64_t fixed_digits(const char *text, size_t count)
{
    int64_t value = 0;

    for (; count; count--, text++) {
        if (*text < '0' || *text > '9')
            return -1;
        value = value * 10 + (*text - '0');
    }
    return value;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t from_march = (month + 9) % 12;

    year -= month <= 2;
    return year * 365 + year / 4 - year / 100 + year / 400 +
           (from_march * 306 + 5) / 10 + day - 1 - 719468;
}

/* "2026-05-01", at the start of a text; 0: there is none. */
int insights__take_date(const char *text, size_t length, int64_t *out_ms)
{
    int64_t year;
    int64_t month;
    int64_t day;

    if (length < 10 || text[4] != '-' || text[7] != '-')
        return 0;
    year = fixed_digits(text, 4);
    month = fixed_digits(text + 5, 2);
    day = fixed_digits(text + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    *out_ms = days_of(year, month, day) * DAY_MS;
    return 1;
}

/* "2026-05-01T10:00:00.5Z", "2026-05-01 10:00:00+02:00". */
int insights__take_clock(const char *text, size_t length, int64_t *out_ms)
{
    int64_t time_ms;
    int64_t zone;
    size_t at;
    size_t used;

    if (!insights__take_date(text, length, out_ms) || length < 16 ||
        !strchr("T t", text[10]))
        return 0;
    used = insights__loose_time(text + 11, length - 11, &time_ms);
    /* Of "10:00" minutes are meant, not seconds. */
    if (used == 5 || (used > 5 && text[16] != ':'))
        time_ms *= 60;
    at = 11 + used;
    if (!used || time_ms >= DAY_MS)
        return 0;
    *out_ms += time_ms;
    if (at == length || (at + 1 == length && (text[at] | 0x20) == 'z'))
        return 1;
    if (length - at != 6 || !strchr("+-", text[at]) || text[at + 3] != ':')
        return 0;
    zone = fixed_digits(text + at + 1, 2) * 60 + fixed_digits(text + at + 4, 2);
    if (zone < 0 || zone > 24 * 60)
        return 0;
    *out_ms -= (text[at] == '-' ? -zone : zone) * 60000;
    return 1;
}

/* "PT1H2M3.5S" */
int insights__take_period(const char *text, size_t length, int64_t *out_ms)
{
    char digits[INSIGHTS__NUMBER_TEXT];
    double total = 0;
    double value;
    size_t at = 2;

    if (length < 4 || memcmp(text, "PT", 2) != 0)
        return 0;
    while (at < length) {
        size_t from = at;

        while (at < length && strchr("0123456789.", text[at]))
            at++;
        if (at == length || at - from >= sizeof(digits) ||
            !strchr("HMS", text[at]))
            return 0;
        memcpy(digits, text + from, at - from);
        digits[at - from] = '\0';
        if (!insights__double_parse(digits, &value))
            return 0;
        total += value * (text[at] == 'H' ? 3600 : text[at] == 'M' ? 60 : 1);
        at++;
    }
    if (total * 1000 > TIME_MAXIMUM)
        return 0;
    *out_ms = (int64_t)(total * 1000 + 0.5);
    return 1;
}

/* Write a day of the calendar, found by steps of years and months. */
int insights__write_date(int64_t ms, char out[11])
{
    int64_t days = ms / DAY_MS;
    int64_t year = 1970 + days / 366;
    int64_t month = 1;
    int64_t rest;

    if (ms < 0 || year > 9000)
        return 0;
    while (days_of(year + 1, 1, 1) <= days)
        year++;
    while (month < 12 && days_of(year, month + 1, 1) <= days)
        month++;
    rest = days - days_of(year, month, 1) + 1;
    out[0] = (char)('0' + year / 1000);
    out[1] = (char)('0' + year / 100 % 10);
    out[2] = (char)('0' + year / 10 % 10);
    out[3] = (char)('0' + year % 10);
    out[4] = out[7] = '-';
    out[5] = (char)('0' + month / 10);
    out[6] = (char)('0' + month % 10);
    out[8] = (char)('0' + rest / 10);
    out[9] = (char)('0' + rest % 10);
    out[10] = '\0';
    return 1;
}
