/* tick.h - when an expression fires in a zone.
 *
 * Clocks that go forward leave out times, clocks that go back show some
 * twice. An expression whose minute or hour begins with `*` is an *interval*:
 * it fires at every instant that its clock shows, and not at times that are
 * left out. Any other is *fixed*: a time that comes twice fires the first
 * time; times that are left out fire once, at the first instant after the
 * gap, however many there were.
 *
 * Keeps true: the next tick is strictly behind the instant asked about, and
 * depends on nothing but what is given.
 */
#ifndef INSIGHTS_ENGINE_CORE_TICK_H
#define INSIGHTS_ENGINE_CORE_TICK_H

#include "engine/core/cron.h"
#include "engine/core/zone.h"

/* Nothing is looked for further away. */
#define INSIGHTS__TICK_YEARS 100

typedef enum insights__gap {
    INSIGHTS__GAP_USUAL = 0, /* by the kind of the expression */
    INSIGHTS__GAP_FIRST_AFTER = 1,
    INSIGHTS__GAP_SHIFT = 2, /* each as much later as the gap is long */
    INSIGHTS__GAP_SKIP = 3
} insights__gap;

typedef enum insights__overlap {
    INSIGHTS__OVERLAP_USUAL = 0,
    INSIGHTS__OVERLAP_FIRST = 1,
    INSIGHTS__OVERLAP_SECOND = 2,
    INSIGHTS__OVERLAP_BOTH = 3
} insights__overlap;

typedef enum insights__tick_note {
    INSIGHTS__TICK_PLAIN = 0,
    INSIGHTS__TICK_MOVED = 1,   /* from `meant`, which clocks leave out */
    INSIGHTS__TICK_SKIPPED = 2, /* `meant`, before it, was left out */
    INSIGHTS__TICK_FIRST = 3,   /* the time comes twice; this is the first */
    INSIGHTS__TICK_SECOND = 4   /* and this the second */
} insights__tick_note;

typedef struct insights__tick {
    int64_t at;    /* seconds of UTC */
    int64_t local; /* what clocks show then */
    int32_t offset;
    char name[INSIGHTS__ZONE_NAME];
    insights__tick_note note;
    int64_t meant; /* on the wall */
} insights__tick;

/* The first tick behind `after`; 0: there is none within a hundred years. */
int insights__tick_next(
    const insights__cron *cron,
    const insights__zone *zone,
    insights__gap gap,
    insights__overlap overlap,
    int64_t after,
    insights__tick *out);

#endif
