/* zone_rule.c - the POSIX rule behind the last transition of a zone, such as
 * "CET-1CEST,M3.5.0,M10.5.0/3". */
#include "engine/core/civil.h"
#include "engine/core/zone.h"

#include <string.h>

typedef struct reader {
    const char *at;
    const char *end;
    int failed;
} reader;

static int peek(const reader *self)
{
    return self->at < self->end ? (unsigned char)*self->at : 0;
}

static int take(reader *self, char byte)
{
    if (peek(self) != byte)
        return 0;
    self->at++;
    return 1;
}

static void expect(reader *self, char byte)
{
    if (!take(self, byte))
        self->failed = 1;
}

/* A number of at most `digits` digits, from 0 to `maximum`. */
static int number(reader *self, int digits, int maximum)
{
    int value = 0;
    int count = 0;

    while (count < digits && peek(self) >= '0' && peek(self) <= '9') {
        value = value * 10 + (peek(self) - '0');
        self->at++;
        count++;
    }
    if (!count || value > maximum)
        self->failed = 1;
    return value;
}

static int is_letter(int byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static void name(reader *self, char out[INSIGHTS__ZONE_NAME])
{
    int quoted = take(self, '<');
    const char *start = self->at;
    size_t length;

    while (self->at < self->end &&
           (quoted ? *self->at != '>' : is_letter(peek(self))))
        self->at++;
    length = (size_t)(self->at - start);
    if (quoted)
        expect(self, '>');
    if (length < 3 || length >= INSIGHTS__ZONE_NAME) {
        self->failed = 1;
        return;
    }
    memcpy(out, start, length);
    out[length] = '\0';
}

/* [+-]hh[:mm[:ss]] in seconds. */
static int32_t clock_time(reader *self, int hours)
{
    int negative = take(self, '-');
    int32_t seconds;

    if (!negative)
        take(self, '+');
    seconds = number(self, 3, hours) * 3600;
    if (take(self, ':')) {
        seconds += number(self, 2, 59) * 60;
        if (take(self, ':'))
            seconds += number(self, 2, 59);
    }
    return negative ? -seconds : seconds;
}

static void day(reader *self, insights__zone_day *out)
{
    out->at = 2 * 3600;
    if (take(self, 'M')) {
        out->kind = 'M';
        out->month = number(self, 2, 12);
        expect(self, '.');
        out->week = number(self, 1, 5);
        expect(self, '.');
        out->day = number(self, 1, 6);
        if (!out->month || !out->week)
            self->failed = 1;
    } else if (take(self, 'J')) {
        out->kind = 'J';
        out->day = number(self, 3, 365);
        if (!out->day)
            self->failed = 1;
    } else {
        out->kind = 'N';
        out->day = number(self, 3, 365);
    }
    if (take(self, '/'))
        out->at = clock_time(self, 167);
}

int insights__zone_rule_read(
    const char *text,
    size_t length,
    insights__zone_rule *out)
{
    reader self = {text, text + length, 0};

    memset(out, 0, sizeof(*out));
    name(&self, out->name);
    out->offset = -clock_time(&self, 24);
    if (!self.failed && self.at < self.end) {
        out->has_daylight = 1;
        name(&self, out->daylight_name);
        out->daylight_offset = out->offset + 3600;
        if (peek(&self) != ',')
            out->daylight_offset = -clock_time(&self, 24);
        expect(&self, ',');
        day(&self, &out->start);
        expect(&self, ',');
        day(&self, &out->end);
    }
    out->present = !self.failed && self.at == self.end;
    return out->present;
}

/* --- Its transitions ------------------------------------------------------ */

static int64_t days_of(const insights__zone_day *rule, int64_t year)
{
    int64_t first;
    int day_of_month;

    if (rule->kind == 'J') {
        int leap = insights__month_days(year, 2) == 29 && rule->day > 59;

        return insights__days_of(year, 1, 1) + rule->day - 1 + leap;
    }
    if (rule->kind == 'N')
        return insights__days_of(year, 1, 1) + rule->day;
    first = insights__days_of(year, rule->month, 1);
    day_of_month = 1 + (rule->day - insights__weekday_of(first) + 7) % 7 +
                   7 * (rule->week - 1);
    while (day_of_month > insights__month_days(year, rule->month))
        day_of_month -= 7;
    return first + day_of_month - 1;
}

typedef struct change {
    int64_t at;
    int daylight;
} change;

static void set_span(
    const insights__zone_rule *rule,
    int daylight,
    insights__span_of_time *out)
{
    out->offset = daylight ? rule->daylight_offset : rule->offset;
    out->daylight = daylight;
    memcpy(
        out->name, daylight ? rule->daylight_name : rule->name,
        INSIGHTS__ZONE_NAME);
}

void insights__zone_rule_at(
    const insights__zone_rule *rule,
    int64_t seconds,
    insights__span_of_time *out)
{
    int64_t year = insights__date_of(insights__day_of(seconds)).year;
    change changes[6];
    int count = 0;

    out->start = INT64_MIN;
    out->end = INT64_MAX;
    set_span(rule, 0, out);
    if (!rule->has_daylight)
        return;
    for (int64_t each = year - 1; each <= year + 1; each++) {
        change pair[2] = {
            {days_of(&rule->end, each) * INSIGHTS__DAY + rule->end.at -
                 rule->daylight_offset,
             0},
            {days_of(&rule->start, each) * INSIGHTS__DAY + rule->start.at -
                 rule->offset,
             1}};

        for (int i = 0; i < 2; i++) {
            int place = count++;

            while (place > 0 && changes[place - 1].at > pair[i].at) {
                changes[place] = changes[place - 1];
                place--;
            }
            changes[place] = pair[i];
        }
    }
    for (int i = 0; i < count; i++) {
        if (changes[i].at <= seconds) {
            out->start = changes[i].at;
            set_span(rule, changes[i].daylight, out);
        } else {
            out->end = changes[i].at;
            break;
        }
    }
}
