/* cron.h - expressions that say when.
 *
 *   [second] minute hour day-of-month month day-of-week
 *
 * Names, lists, ranges, steps; 7 and 0 are Sunday; `?` is `*`; `L` the last
 * day, `LW` the last weekday, `nW` the weekday nearest to the n-th, `dL` the
 * last d of the month, `d#k` its k-th; `@hourly` and its kin. Where days of
 * the month and of the week are both given, either matches.
 *
 * The ticks of an expression are times on the wall; zones make them instants:
 * see tick.h.
 */
#ifndef INSIGHTS_ENGINE_CORE_CRON_H
#define INSIGHTS_ENGINE_CORE_CRON_H

#include "base/error.h"

#include <stdint.h>

typedef struct insights__cron {
    uint64_t seconds; /* bit n: at n */
    uint64_t minutes;
    uint32_t hours;
    uint32_t days;      /* of the month, from bit 1 */
    uint32_t near_days; /* nW, from bit 1 */
    uint16_t months;    /* from bit 1 */
    uint8_t weekdays;   /* bit 0: Sunday */
    uint8_t last_weekdays;
    uint8_t nth_weekdays[6]; /* [k]: the k-th of these */
    int last_day;
    int last_working_day;
    int any_day;     /* the day of the month is `*` */
    int any_weekday; /* the day of the week is `*` */
    int interval;    /* the minute or the hour begins with `*` */
} insights__cron;

/* INSIGHTS_E_INVALID names the field and the part at fault. */
insights_status insights__cron_read(
    const char *text,
    insights__cron *out,
    insights_error **error);

/* The first tick at or behind `from` and before `until`, in seconds of the
 * clock on the wall; 0: there is none. */
int insights__cron_next(
    const insights__cron *cron,
    int64_t from,
    int64_t until,
    int64_t *out);

#endif
