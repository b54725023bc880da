/* clock.h - dates, times of day and periods as files give them. */
#ifndef INSIGHTS_TEXT_CLOCK_H
#define INSIGHTS_TEXT_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* Each is 0 where there is none; times are milliseconds, dates since 1970. */

/* "2026-05-01", at the start of a text. */
int insights__take_date(const char *text, size_t length, int64_t *out_ms);

/* "2026-05-01T10:00:00.5Z", "2026-05-01 10:00:00+02:00", all of a text. */
int insights__take_clock(const char *text, size_t length, int64_t *out_ms);

/* "PT1H2M3.5S", all of a text. */
int insights__take_period(const char *text, size_t length, int64_t *out_ms);

/* "2026-05-01" */
int insights__write_date(int64_t ms, char out[11]);

#endif
