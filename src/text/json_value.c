/* json_value.c - times, names and dates in JSON. */
#include "text/clock.h"
#include "text/json_turns.h"

#include "base/number.h"

#include <string.h>

#define TIME_MAXIMUM 9.0e15

/* A decimal number, with an "s" behind it perhaps. */
static int take_number(const insights__json_node *node, double *out, int *s)
{
    char digits[64];
    size_t length = node->length;

    *s = node->kind == INSIGHTS__JSON_STRING && length > 1 &&
         node->text[length - 1] == 's';
    if (!*s)
        return insights__double_parse(node->text, out);
    if (length > sizeof(digits))
        return 0;
    memcpy(digits, node->text, length - 1);
    digits[length - 1] = '\0';
    return insights__double_parse(digits, out);
}

/* Seconds written with digits and a point alone, without the rounding that a
 * double would bring; 0: they are not. */
static int take_seconds(const char *text, int64_t *out)
{
    static const int64_t scale[] = {100, 10, 1};
    int64_t ms = 0;
    size_t at = 0;
    size_t digit;

    for (; text[at] >= '0' && text[at] <= '9'; at++) {
        if (at > 12)
            return 0;
        ms = ms * 10 + (text[at] - '0');
    }
    ms *= 1000;
    if (!at || text[at] != '.')
        return 0;
    for (digit = 0, at++; text[at] >= '0' && text[at] <= '9'; at++, digit++) {
        if (digit < 3)
            ms += (text[at] - '0') * scale[digit];
        else if (digit == 3 && text[at] >= '5')
            ms++;
    }
    *out = ms;
    return digit && !text[at] && ms <= (int64_t)TIME_MAXIMUM;
}

insights_status insights__json_time(
    insights__json_talk *talk,
    const insights__json_node *node,
    int64_t unit,
    int64_t *out,
    insights_error **error)
{
    double value = 0;
    int seconds = 0;

    *out = INSIGHTS_NO_TIME;
    if (!node || (node->kind == INSIGHTS__JSON_STRING && !node->length) ||
        node->kind == INSIGHTS__JSON_NULL)
        return INSIGHTS_OK;
    if (node->kind != INSIGHTS__JSON_NUMBER &&
        node->kind != INSIGHTS__JSON_STRING)
        return insights__json_refuse(
            talk->source, node, error, "a time was expected");
    if (node->kind == INSIGHTS__JSON_STRING) {
        const char *text = node->text;

        if (insights__loose_time(text, node->length, out) == node->length ||
            insights__take_period(text, node->length, out))
            return INSIGHTS_OK;
        if (insights__take_clock(text, node->length, out)) {
            if (!talk->has_epoch)
                talk->epoch_ms = *out;
            talk->has_epoch = 1;
            *out -= talk->epoch_ms;
            if (*out < 0)
                *out = INSIGHTS_NO_TIME;
            return INSIGHTS_OK;
        }
    }
    *out = INSIGHTS_NO_TIME;
    if (unit == 1000 && take_seconds(node->text, out))
        return INSIGHTS_OK;
    *out = INSIGHTS_NO_TIME;
    if (!take_number(node, &value, &seconds))
        return insights__json_refuse(
            talk->source, node, error, "a time was expected");
    value *= seconds ? 1000 : (double)unit;
    if (value > TIME_MAXIMUM)
        return insights__json_refuse(
            talk->source, node, error, "this time is out of range");
    if (value >= 0)
        *out = (int64_t)(value + 0.5);
    return INSIGHTS_OK;
}

const char *insights__json_name(const insights__json_node *node)
{
    static const char *const names[] = {
        "name",     "display_name", "displayName",
        "username", "speakerName",  "speaker_name",
        "label",    "id",           NULL};

    if (insights__json_is(node, INSIGHTS__JSON_ARRAY))
        node = node->first;
    if (insights__json_is(node, INSIGHTS__JSON_OBJECT))
        node = insights__json_any(node, names);
    return node ? node->text : NULL;
}

const char *insights__json_name_in(
    const insights__json_node *list,
    const char *id_key,
    const insights__json_node *id)
{
    const insights__json_node *node;

    if (!insights__json_is(list, INSIGHTS__JSON_ARRAY) || !id || !id->text)
        return NULL;
    for (node = list->first; node; node = node->next)
        if (insights__json_says(insights__json_at(node, id_key), id->text))
            return insights__json_name(node);
    return NULL;
}

insights_status insights__json_meta(
    insights__json_talk *talk,
    const insights__json_node *node,
    const char *key,
    insights_error **error)
{
    const char **slot = insights__meta_slot(talk->script, key);
    const char *text = node ? node->text : NULL;
    size_t length = node ? node->length : 0;
    int64_t ms;
    double value;
    char date[11];

    if (!text)
        return INSIGHTS_OK;
    if (!strcmp(key, "date")) {
        /* Of a time of day the date is kept; a number counts from 1970, in
         * seconds where milliseconds would be of that year's spring. */
        if (node->kind == INSIGHTS__JSON_STRING &&
            insights__take_date(text, length, &ms)) {
            length = 10;
        } else if (
            node->kind == INSIGHTS__JSON_NUMBER &&
            insights__double_parse(text, &value) && value > 0 &&
            value < TIME_MAXIMUM &&
            insights__write_date(
                (int64_t)(value < 1e10 ? value * 1000 : value), date)) {
            text = date;
            length = 10;
        }
    }
    /* "en_us" is "en-us" everywhere else. */
    if (!strcmp(key, "language") && length == 5 && text[2] == '_') {
        memcpy(date, text, 6);
        date[2] = '-';
        text = date;
    }
    if (!insights__meta_set(talk->script, slot, text, length))
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}
