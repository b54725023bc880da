/* tick.c - ticks on the wall made instants, span by span of a zone. */
#include "engine/core/tick.h"

#include "engine/core/civil.h"

#include <string.h>

typedef struct search {
    const insights__cron *cron;
    insights__gap gap;
    insights__overlap overlap;
    insights__span_of_time before; /* the span that ends where `now` starts */
    insights__span_of_time now;
    insights__span_of_time after;
    int64_t from; /* the first instant that may be a tick */
    int skipped;
    int64_t skipped_time;
} search;

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void set(
    const search *self,
    insights__tick *out,
    int64_t at,
    insights__tick_note note,
    int64_t meant)
{
    out->at = at;
    out->local = at + self->now.offset;
    out->offset = self->now.offset;
    memcpy(out->name, self->now.name, sizeof(out->name));
    out->note = note;
    out->meant = meant;
}

/* A tick at the start of this span for times that the change left out. */
static int find_in_gap(search *self, int64_t until, insights__tick *out)
{
    int64_t start = self->now.start;
    int64_t first;
    int64_t end;
    int64_t meant;

    if (start == INT64_MIN || start >= until)
        return 0;
    first = start + self->before.offset;
    end = start + self->now.offset;
    if (end <= first)
        return 0;
    if (self->gap == INSIGHTS__GAP_SHIFT) {
        first = larger(first, self->from + self->before.offset);
        if (first >= end ||
            !insights__cron_next(self->cron, first, end, &meant))
            return 0;
        set(self, out, meant - self->before.offset, INSIGHTS__TICK_MOVED,
            meant);
        return out->at < until;
    }
    if (self->from > start ||
        !insights__cron_next(self->cron, first, end, &meant))
        return 0;
    if (self->gap == INSIGHTS__GAP_SKIP) {
        self->skipped = 1;
        self->skipped_time = meant;
        return 0;
    }
    set(self, out, start, INSIGHTS__TICK_MOVED, meant);
    return 1;
}

/* A tick at a time that clocks show in this span. */
static int find_on_wall(search *self, int64_t until, insights__tick *out)
{
    int64_t first = self->from + self->now.offset;
    int64_t end = until + self->now.offset;
    int64_t was_until = INT64_MIN; /* times below were shown before */
    int64_t will_from = INT64_MAX; /* times from here on will be shown again */
    insights__tick_note note = INSIGHTS__TICK_PLAIN;
    int64_t local;

    if (self->now.start != INT64_MIN)
        was_until = self->now.start + self->before.offset;
    if (self->now.end != INT64_MAX)
        will_from = self->now.end + self->after.offset;
    if (self->overlap == INSIGHTS__OVERLAP_FIRST)
        first = larger(first, was_until);
    if (self->overlap == INSIGHTS__OVERLAP_SECOND)
        end = smaller(end, will_from);
    if (first >= end || !insights__cron_next(self->cron, first, end, &local))
        return 0;
    if (local < was_until)
        note = INSIGHTS__TICK_SECOND;
    else if (local >= will_from)
        note = INSIGHTS__TICK_FIRST;
    set(self, out, local - self->now.offset, note, local);
    return 1;
}

static int find_in_span(search *self, int64_t until, insights__tick *out)
{
    insights__tick gap;
    insights__tick wall;
    int in_gap = find_in_gap(self, until, &gap);
    int on_wall = find_on_wall(self, until, &wall);

    if (!in_gap && !on_wall)
        return 0;
    if (on_wall && (!in_gap || wall.at <= gap.at)) {
        *out = wall;
        if (self->skipped && out->note == INSIGHTS__TICK_PLAIN) {
            out->note = INSIGHTS__TICK_SKIPPED;
            out->meant = self->skipped_time;
        }
    } else {
        *out = gap;
    }
    return 1;
}

int insights__tick_next(
    const insights__cron *cron,
    const insights__zone *zone,
    insights__gap gap,
    insights__overlap overlap,
    int64_t after,
    insights__tick *out)
{
    int64_t bound =
        after + INSIGHTS__TICK_YEARS * (int64_t)36525 * INSIGHTS__DAY / 100;
    search self;

    memset(&self, 0, sizeof(self));
    memset(out, 0, sizeof(*out));
    self.cron = cron;
    self.gap =
        gap ? gap
            : (cron->interval ? INSIGHTS__GAP_SKIP : INSIGHTS__GAP_FIRST_AFTER);
    self.overlap = overlap ? overlap
                           : (cron->interval ? INSIGHTS__OVERLAP_BOTH
                                             : INSIGHTS__OVERLAP_FIRST);
    self.from = after + 1;
    while (self.from < bound) {
        insights__zone_at(zone, self.from, &self.now);
        if (self.now.start != INT64_MIN)
            insights__zone_at(zone, self.now.start - 1, &self.before);
        if (self.now.end != INT64_MAX)
            insights__zone_at(zone, self.now.end, &self.after);
        if (find_in_span(&self, smaller(self.now.end, bound), out))
            return 1;
        if (self.now.end == INT64_MAX)
            return 0;
        self.from = self.now.end;
    }
    return 0;
}
