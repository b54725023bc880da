/**
 * @file insights/schedule.h
 * @brief When a schedule fires.
 *
 * Expressions are cron's: five fields (minute, hour, day of month, month, day
 * of week) or six with seconds first; names, lists, ranges, steps; `L`, `LW`,
 * `nW`, `dL`, `d#k`; `\@hourly`, `\@daily`, `\@weekly`, `\@monthly`,
 * `\@yearly`. Where days of the month and of the week are both given, either
 * matches.
 *
 * Where clocks change, an expression whose minute or hour begins with `*` is
 * an interval: it fires whenever the clock shows it. Any other is fixed: a
 * time that comes twice fires once, the first time; times that are left out
 * fire once, at the first instant after the gap.
 */
#ifndef INSIGHTS_SCHEDULE_H
#define INSIGHTS_SCHEDULE_H

#include <insights/cursor.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Of which ticks to tell. Zero means the default in every field but `size`.
 */
typedef struct insights_schedule_options {
    size_t size;         /**< Set by INSIGHTS_SCHEDULE_OPTIONS_INIT. */
    const char *zone;    /**< IANA name, such as "Europe/Berlin"; NULL: "UTC".
                          */
    const char *zones;   /**< Folder of zone files; NULL: the system's. */
    const char *gap;     /**< Times left out: "first_after", "shift" or "skip";
                              NULL: by the kind of the expression. */
    const char *overlap; /**< Times that come twice: "first", "second" or
                              "both"; NULL: by the kind of the expression. */
    int64_t from;        /**< Ticks behind this time, in ms since 1970; 0: now.
                          */
    uint32_t limit;      /**< How many; 0: 5. */
    uint32_t flags;      /**< None yet. */
} insights_schedule_options;

/** Initialises an ::insights_schedule_options with its defaults. */
#define INSIGHTS_SCHEDULE_OPTIONS_INIT                                     \
    {                                                                      \
        sizeof(insights_schedule_options), NULL, NULL, NULL, NULL, 0, 0, 0 \
    }

/**
 * The next times at which a schedule fires, in order. Nothing is looked for
 * more than a hundred years ahead.
 * @param options  NULL for the defaults.
 * @param[out] out Records of kind INSIGHTS_TICK. Owned.
 * @retval INSIGHTS_E_INVALID Not an expression; the message names the field.
 * @retval INSIGHTS_E_NOT_FOUND No such time zone.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_schedule_next(
    const char *expression,
    const insights_schedule_options *options,
    insights_cursor **out,
    insights_error **error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_SCHEDULE_H */
