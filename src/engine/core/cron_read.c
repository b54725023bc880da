/* cron_read.c - the text of an expression. */
#include "engine/core/cron.h"

#include <string.h>

#define TEXT_MAXIMUM 256

static const char *const month_names[] = {"JAN", "FEB", "MAR", "APR",
                                          "MAY", "JUN", "JUL", "AUG",
                                          "SEP", "OCT", "NOV", "DEC"};
static const char *const day_names[] = {"SUN", "MON", "TUE", "WED",
                                        "THU", "FRI", "SAT"};

typedef struct field {
    const char *name;
    int minimum;
    int maximum;
    const char *const *names;
    int name_count;
    int first_name; /* the number of the first */
} field;

static const field fields[] = {{"second", 0, 59, NULL, 0, 0},
                               {"minute", 0, 59, NULL, 0, 0},
                               {"hour", 0, 23, NULL, 0, 0},
                               {"day of month", 1, 31, NULL, 0, 0},
                               {"month", 1, 12, month_names, 12, 1},
                               {"day of week", 0, 7, day_names, 7, 0}};

enum { DAY = 3, WEEKDAY = 5 };

/* One part of a list, such as "10-20/5". */
typedef struct part {
    const field *of;
    const char *at;
    const char *end;
} part;

static const struct {
    const char *name;
    const char *means;
} nicknames[] = {{"@yearly", "0 0 1 1 *"},  {"@annually", "0 0 1 1 *"},
                 {"@monthly", "0 0 1 * *"}, {"@weekly", "0 0 * * 0"},
                 {"@daily", "0 0 * * *"},   {"@midnight", "0 0 * * *"},
                 {"@hourly", "0 * * * *"}};

static int upper(int byte)
{
    return byte >= 'a' && byte <= 'z' ? byte - 'a' + 'A' : byte;
}

static int same(const char *text, const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!text[i] || upper((unsigned char)text[i]) != name[i])
            return 0;
    return 1;
}

static insights_status refuse(
    const part *self,
    const char *start,
    const char *why,
    insights_error **error)
{
    return insights__fail(
        error, INSIGHTS_E_INVALID, "the %s '%.*s' of a schedule %s",
        self->of->name, (int)(self->end - start), start, why);
}

/* A number or a name; -1: neither. */
static int value(part *self)
{
    int number = 0;
    const char *start = self->at;

    for (int i = 0; i < self->of->name_count; i++) {
        if (self->end - self->at >= 3 &&
            same(self->at, self->of->names[i], 3)) {
            self->at += 3;
            return i + self->of->first_name;
        }
    }
    while (self->at < self->end && *self->at >= '0' && *self->at <= '9' &&
           self->at - start < 4)
        number = number * 10 + (*self->at++ - '0');
    return self->at == start ? -1 : number;
}

static int rest_is(const part *self, const char *text)
{
    size_t length = strlen(text);

    return (size_t)(self->end - self->at) == length &&
           same(self->at, text, length);
}

/* --- What only days know -------------------------------------------------- */

/* L and LW, nW; 1: it was one of them. */
static int special_day(part *self, insights__cron *out)
{
    const char *start = self->at;
    int day;

    if (rest_is(self, "L")) {
        out->last_day = 1;
        return 1;
    }
    if (rest_is(self, "LW")) {
        out->last_working_day = 1;
        return 1;
    }
    day = value(self);
    if (day >= 1 && day <= 31 && rest_is(self, "W")) {
        out->near_days |= 1u << day;
        return 1;
    }
    self->at = start;
    return 0;
}

/* dL and d#k. */
static int special_weekday(part *self, insights__cron *out)
{
    const char *start = self->at;
    int day = value(self);

    if (day >= 0 && day <= 7 && rest_is(self, "L")) {
        out->last_weekdays |= (uint8_t)(1u << day % 7);
        return 1;
    }
    if (day >= 0 && day <= 7 && self->end - self->at == 2 &&
        self->at[0] == '#' && self->at[1] >= '1' && self->at[1] <= '5') {
        out->nth_weekdays[self->at[1] - '0'] |= (uint8_t)(1u << day % 7);
        return 1;
    }
    self->at = start;
    return 0;
}

/* --- Lists, ranges, steps ------------------------------------------------- */

/* The bounds of a part, and whether it said both. */
static insights_status read_range(
    part *self,
    int *first,
    int *last,
    int *open,
    insights_error **error)
{
    const char *start = self->at;

    *open = 0;
    if (*self->at == '*' || *self->at == '?') {
        self->at++;
        *first = self->of->minimum;
        *last = self->of == &fields[WEEKDAY] ? 6 : self->of->maximum;
        return INSIGHTS_OK;
    }
    *first = *last = value(self);
    *open = 1;
    if (*first >= 0 && self->at < self->end && *self->at == '-') {
        self->at++;
        *open = 0;
        *last = value(self);
    }
    if (*first < 0 || *last < 0)
        return refuse(self, start, "is no number, name or range", error);
    if (*first < self->of->minimum || *last > self->of->maximum ||
        *first > self->of->maximum)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the %s '%.*s' of a schedule is not within %d-%d", self->of->name,
            (int)(self->end - start), start, self->of->minimum,
            self->of->maximum);
    if (*first > *last)
        return refuse(
            self, start, "runs backwards; write it as two ranges", error);
    return INSIGHTS_OK;
}

static insights_status read_part(
    part *self,
    uint64_t *mask,
    insights_error **error)
{
    const char *start = self->at;
    int first;
    int last;
    int open;
    int step = 1;
    insights_status status;

    if (self->at == self->end)
        return refuse(self, start, "is empty; use * for all", error);
    status = read_range(self, &first, &last, &open, error);
    if (status < 0)
        return status;
    if (self->at < self->end && *self->at == '/') {
        self->at++;
        step = value(self);
        if (step < 1 || step > self->of->maximum)
            return refuse(self, start, "has a step that fits nowhere", error);
        if (open)
            last = self->of == &fields[WEEKDAY] ? 6 : self->of->maximum;
    }
    if (self->at != self->end)
        return refuse(self, start, "is no number, name, range or step", error);
    for (int each = first; each <= last; each += step)
        *mask |= (uint64_t)1 << each;
    return INSIGHTS_OK;
}

static insights_status read_field(
    const field *of,
    const char *text,
    size_t length,
    insights__cron *cron,
    uint64_t *mask,
    insights_error **error)
{
    const char *end = text + length;
    insights_status status = INSIGHTS_OK;

    *mask = 0;
    while (status == INSIGHTS_OK) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        part each = {of, text, comma ? comma : end};

        if (!(of == &fields[DAY] && special_day(&each, cron)) &&
            !(of == &fields[WEEKDAY] && special_weekday(&each, cron)))
            status = read_part(&each, mask, error);
        if (!comma)
            break;
        text = comma + 1;
    }
    return status;
}

/* --- The whole ------------------------------------------------------------ */

typedef struct word {
    const char *text;
    size_t length;
} word;

static int split(const char *text, word out[7])
{
    int count = 0;

    while (count < 7) {
        while (*text == ' ' || *text == '\t')
            text++;
        if (!*text)
            break;
        out[count].text = text;
        while (*text && *text != ' ' && *text != '\t')
            text++;
        out[count].length = (size_t)(text - out[count].text);
        count++;
    }
    return count;
}

static int is_any(const word *self)
{
    return self->length == 1 && (*self->text == '*' || *self->text == '?');
}

static const char *meaning(const char *text)
{
    for (size_t i = 0; i < sizeof(nicknames) / sizeof(*nicknames); i++) {
        size_t length = strlen(nicknames[i].name);
        size_t at = 0;

        while (at < length && upper((unsigned char)text[at]) ==
                                  upper((unsigned char)nicknames[i].name[at]))
            at++;
        if (at == length && !text[at])
            return nicknames[i].means;
    }
    return NULL;
}

insights_status insights__cron_read(
    const char *text,
    insights__cron *out,
    insights_error **error)
{
    word words[7] = {{NULL, 0}};
    uint64_t masks[6] = {1, 0, 0, 0, 0, 0};
    insights_status status = INSIGHTS_OK;
    const char *expression = *text == '@' ? meaning(text) : text;
    int count;
    int first;

    memset(out, 0, sizeof(*out));
    if (!expression)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the schedule '%.40s' is not known; there are @yearly, @monthly, "
            "@weekly, @daily and @hourly",
            text);
    count = strlen(text) > TEXT_MAXIMUM ? 0 : split(expression, words);
    if (count != 5 && count != 6)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the schedule '%.80s' needs five fields (minute, hour, day of "
            "month, month, day of week), or six with seconds first",
            text);
    first = 6 - count;
    for (int i = 0; i < count && status == INSIGHTS_OK; i++)
        status = read_field(
            &fields[first + i], words[i].text, words[i].length, out,
            &masks[first + i], error);
    if (status < 0)
        return status;
    out->seconds = masks[0];
    out->minutes = masks[1];
    out->hours = (uint32_t)masks[2];
    out->days = (uint32_t)masks[3];
    out->months = (uint16_t)masks[4];
    out->weekdays = (uint8_t)((masks[5] | masks[5] >> 7) & 0x7f);
    out->any_day = is_any(&words[DAY - first]);
    out->any_weekday = is_any(&words[WEEKDAY - first]);
    out->interval =
        *words[1 - first].text == '*' || *words[2 - first].text == '*';
    return INSIGHTS_OK;
}
