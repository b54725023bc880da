/* zone.h - what clocks on the wall show, from the bytes of a TZif file.
 *
 * RFC 8536, versions 1 to 4: the transitions of the file, and behind the last
 * one the POSIX rule of its footer, for ever. Files with leap seconds are
 * refused.
 *
 * Keeps true: a zone is never changed after it was read; every instant lies in
 * exactly one span, and spans leave no gap.
 */
#ifndef INSIGHTS_ENGINE_CORE_ZONE_H
#define INSIGHTS_ENGINE_CORE_ZONE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct insights__zone insights__zone;

#define INSIGHTS__ZONE_NAME 16

/* From `start` until before `end`, in seconds of UTC, clocks are `offset`
 * seconds ahead of UTC. INT64_MIN and INT64_MAX: there is no such end. */
typedef struct insights__span_of_time {
    int64_t start;
    int64_t end;
    int32_t offset;
    int daylight;
    char name[INSIGHTS__ZONE_NAME]; /* such as "CET" */
} insights__span_of_time;

/* `name` is for messages. */
insights_status insights__zone_read(
    const void *bytes,
    size_t length,
    const char *name,
    insights__zone **out,
    insights_error **error);

/* Clocks that show UTC. */
insights_status insights__zone_utc(
    insights__zone **out,
    insights_error **error);

void insights__zone_free(insights__zone *zone);

void insights__zone_at(
    const insights__zone *zone,
    int64_t seconds,
    insights__span_of_time *out);

/* --- zone_rule.c: the footer ---------------------------------------------- */

/* A day of a year: 'M' month.week.weekday, 'J' 1 … 365 without leap days, 'N'
 * 0 … 365; and the second of that day, which may lie outside of it. */
typedef struct insights__zone_day {
    char kind;
    int month;
    int week;
    int day;
    int32_t at;
} insights__zone_day;

typedef struct insights__zone_rule {
    int present;
    int has_daylight;
    int32_t offset;
    int32_t daylight_offset;
    char name[INSIGHTS__ZONE_NAME];
    char daylight_name[INSIGHTS__ZONE_NAME];
    insights__zone_day start; /* by clocks that show `offset` */
    insights__zone_day end;   /* by clocks that show `daylight_offset` */
} insights__zone_rule;

/* 0: it is none. */
int insights__zone_rule_read(
    const char *text,
    size_t length,
    insights__zone_rule *out);

/* The span of `seconds` as the rule alone has it. */
void insights__zone_rule_at(
    const insights__zone_rule *rule,
    int64_t seconds,
    insights__span_of_time *out);

#endif
