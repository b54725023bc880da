/* schedule_next.c - the next ticks of an expression, as records. */
#include "base/environment.h"
#include "base/options.h"
#include "engine/core/civil.h"
#include "engine/core/tick.h"
#include "engine/host/zones.h"
#include "model/cursor.h"

#include <insights/model.h>
#include <insights/schedule.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT_USUAL 5
#define LIMIT_MAXIMUM 100000
#define CLOCK_TEXT 40

static const char *const gaps[] = {"", "first_after", "shift", "skip"};
static const char *const overlaps[] = {"", "first", "second", "both"};

/* The number of a word of a list; 0 where it is NULL. */
static insights_status choose(
    const char *what,
    const char *const words[4],
    const char *given,
    int *out,
    insights_error **error)
{
    *out = 0;
    if (!given)
        return INSIGHTS_OK;
    for (int i = 1; i < 4; i++)
        if (strcmp(words[i], given) == 0)
            *out = i;
    if (*out)
        return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_INVALID, "%s is '%s'; it is one of %s, %s, %s", what,
        given, words[1], words[2], words[3]);
}

/* "2027-03-28 02:30", with seconds where there are any. */
static void clock_text(char out[CLOCK_TEXT], int64_t local, char between)
{
    insights__date date = insights__date_of(insights__day_of(local));
    int second = (int)(local - insights__day_of(local) * INSIGHTS__DAY);

    snprintf(
        out, CLOCK_TEXT, "%04lld-%02d-%02d%c%02d:%02d:%02d",
        (long long)date.year, date.month, date.day, between, second / 3600,
        second / 60 % 60, second % 60);
}

static void set_local(insights_record *record, const insights__tick *tick)
{
    char text[CLOCK_TEXT + 16];
    int ahead = abs(tick->offset);

    clock_text(text, tick->local, 'T');
    snprintf(
        text + strlen(text), 16, "%c%02d:%02d", tick->offset < 0 ? '-' : '+',
        ahead / 3600, ahead / 60 % 60);
    insights_record_set_text(record, INSIGHTS_TICK_LOCAL, text);
    insights_record_set_text(record, INSIGHTS_TICK_ZONE, tick->name);
}

static void set_note(insights_record *record, const insights__tick *tick)
{
    char meant[CLOCK_TEXT];
    char text[160];

    clock_text(meant, tick->meant, ' ');
    switch (tick->note) {
    case INSIGHTS__TICK_PLAIN:
        return;
    case INSIGHTS__TICK_MOVED:
        snprintf(
            text, sizeof(text),
            "clocks go forward: %s does not come, so it fires after it", meant);
        break;
    case INSIGHTS__TICK_SKIPPED:
        snprintf(
            text, sizeof(text),
            "clocks went forward: %s did not come and was left out", meant);
        break;
    case INSIGHTS__TICK_FIRST:
        snprintf(
            text, sizeof(text),
            "clocks go back: %s comes twice; this is the first", meant);
        break;
    case INSIGHTS__TICK_SECOND:
        snprintf(
            text, sizeof(text),
            "clocks went back: %s comes twice; this is the second", meant);
        break;
    }
    insights_record_set_text(record, INSIGHTS_TICK_NOTE, text);
}

static insights_status add_tick(
    insights__list *list,
    const insights__tick *tick,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status = insights_record_new(INSIGHTS_TICK, &record, error);

    if (status < 0)
        return status;
    insights_record_set_int(record, INSIGHTS_TICK_AT, tick->at * 1000);
    set_local(record, tick);
    set_note(record, tick);
    return insights__list_add(list, record, 0, error);
}

static insights_status list_ticks(
    const insights__cron *cron,
    const insights_schedule_options *options,
    const insights__zone *zone,
    const int policies[2],
    insights__list *list,
    insights_error **error)
{
    uint32_t limit = options->limit ? options->limit : LIMIT_USUAL;
    int64_t from = options->from ? options->from : insights__wall_ms();
    int64_t after = from / 1000 - (from % 1000 < 0);
    insights_status status = INSIGHTS_OK;

    for (uint32_t i = 0; i < limit && status == INSIGHTS_OK; i++) {
        insights__tick tick;

        if (!insights__tick_next(
                cron, zone, (insights__gap)policies[0],
                (insights__overlap)policies[1], after, &tick))
            break;
        status = add_tick(list, &tick, error);
        after = tick.at;
    }
    return status;
}

static insights_status read_options(
    const insights_schedule_options *given,
    insights_schedule_options *own,
    int policies[2],
    insights_error **error)
{
    insights_status status =
        insights__options_read(own, sizeof(*own), given, error);

    if (status == INSIGHTS_OK && own->flags)
        status = insights__fail(
            error, INSIGHTS_E_UNSUPPORTED, "flags 0x%x have unknown bits",
            (unsigned)own->flags);
    if (status == INSIGHTS_OK && own->limit > LIMIT_MAXIMUM)
        status = insights__fail(
            error, INSIGHTS_E_LIMIT, "%u ticks are too many; at most %d",
            (unsigned)own->limit, LIMIT_MAXIMUM);
    if (status == INSIGHTS_OK)
        status = choose("gap", gaps, own->gap, &policies[0], error);
    if (status == INSIGHTS_OK)
        status = choose("overlap", overlaps, own->overlap, &policies[1], error);
    return status;
}

insights_status insights_schedule_next(
    const char *expression,
    const insights_schedule_options *options,
    insights_cursor **out,
    insights_error **error)
{
    insights_schedule_options own;
    insights__list *list = NULL;
    insights__zone *zone = NULL;
    insights__cron cron;
    int policies[2] = {0, 0};
    insights_status status;

    if (out)
        *out = NULL;
    if (!expression || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "expression and out are required");
    status = read_options(options, &own, policies, error);
    if (status == INSIGHTS_OK)
        status = insights__cron_read(expression, &cron, error);
    if (status == INSIGHTS_OK)
        status = insights__zone_load(own.zones, own.zone, &zone, error);
    if (status < 0)
        return status;
    list = insights__list_new();
    status = list ? list_ticks(&cron, &own, zone, policies, list, error)
                  : insights__fail_nomem(error);
    insights__zone_free(zone);
    if (status < 0)
        insights__list_free(list);
    else
        *out = insights__list_cursor(list);
    return status;
}
