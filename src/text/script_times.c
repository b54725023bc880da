/* script_times.c - when a span of the canonical text was said.
 *
 * Each end of a span is placed on its own, and the worse of the two ways
 * names the method. No time leaves the turn it belongs to.
 */
#include "text/script.h"

#include "base/utf8.h"

#include <string.h>

enum way { WAY_WORD, WAY_CUE, WAY_INTERPOLATED, WAY_NONE };

static const char *const way_names[] = {"word", "cue", "interpolated", "none"};

static int is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static int64_t clamp(int64_t value, const insights__turn *turn)
{
    if (turn->start_ms >= 0 && value < turn->start_ms)
        value = turn->start_ms;
    if (turn->end_ms >= 0 && value > turn->end_ms)
        value = turn->end_ms;
    return value;
}

/* The time `at` bytes into a turn, by the share of characters before it. */
static int64_t interpolate(const insights__turn *turn, size_t at)
{
    size_t chars = 0;

    if (turn->start_ms < 0 || turn->end_ms < 0)
        return INSIGHTS_NO_TIME;
    insights__utf8_count(turn->text, at, &chars, NULL);
    if (!turn->chars)
        return turn->start_ms;
    return clamp(
        turn->start_ms + (int64_t)((double)(turn->end_ms - turn->start_ms) *
                                   (double)chars / (double)turn->chars),
        turn);
}

/* When the text from `at` bytes into the turn on is said. */
static int64_t start_of(const insights__turn *turn, size_t at, enum way *way)
{
    size_t first = 0;
    size_t word;
    int64_t time;

    while (first < turn->length && is_space(turn->text[first]))
        first++;
    for (word = 0; word < turn->word_count; word++) {
        const insights__word *here = &turn->words[word];

        if ((size_t)here->offset + here->length <= at)
            continue;
        if (here->offset > at && word == 0 && at > first)
            break;
        *way = WAY_WORD;
        return clamp(here->start_ms, turn);
    }
    if (turn->start_ms < 0) {
        *way = WAY_NONE;
        return INSIGHTS_NO_TIME;
    }
    if (at <= first) {
        *way = WAY_CUE;
        return turn->start_ms;
    }
    *way = WAY_INTERPOLATED;
    time = interpolate(turn, at);
    return time < 0 ? turn->start_ms : time;
}

/* When the text up to `at` bytes into the turn has been said. */
static int64_t end_of(const insights__turn *turn, size_t at, enum way *way)
{
    size_t last = turn->length;
    size_t word;

    while (last > 0 && is_space(turn->text[last - 1]))
        last--;
    for (word = turn->word_count; word > 0; word--) {
        const insights__word *here = &turn->words[word - 1];

        if (here->offset >= at)
            continue;
        *way = WAY_WORD;
        return clamp(here->end_ms, turn);
    }
    if (turn->end_ms < 0) {
        *way = turn->start_ms < 0 ? WAY_NONE
               : at >= last       ? WAY_CUE
                                  : WAY_INTERPOLATED;
        return INSIGHTS_NO_TIME;
    }
    if (at >= last) {
        *way = WAY_CUE;
        return turn->end_ms;
    }
    *way = turn->start_ms < 0 ? WAY_NONE : WAY_INTERPOLATED;
    return interpolate(turn, at);
}

insights__times insights__script_times(
    const insights_conversation *script,
    size_t start,
    size_t end)
{
    insights__times times = {INSIGHTS_NO_TIME, INSIGHTS_NO_TIME, "none"};
    const insights__turn *first;
    const insights__turn *last;
    enum way start_way;
    enum way end_way;
    size_t length = insights__script_length(script);
    size_t at;

    if (end > length)
        end = length;
    if (start >= end)
        return times;
    at = insights__script_turn_at(script, start);
    first = &script->turns.items[at];
    if (start == first->byte_start + first->length &&
        at + 1 < script->turns.count && end > start + 1) {
        first++;
        start = first->byte_start;
    }
    last = &script->turns.items[insights__script_turn_at(script, end - 1)];
    if (end > last->byte_start + last->length)
        end = last->byte_start + last->length;
    times.start_ms = start_of(first, start - first->byte_start, &start_way);
    times.end_ms = end_of(last, end - last->byte_start, &end_way);
    if (times.end_ms >= 0 && times.start_ms > times.end_ms && first == last)
        times.end_ms = times.start_ms;
    times.method = way_names[start_way > end_way ? start_way : end_way];
    if (start_way == WAY_NONE && end_way == WAY_NONE)
        times.start_ms = times.end_ms = INSIGHTS_NO_TIME;
    else if (start_way == WAY_NONE || end_way == WAY_NONE)
        times.method = way_names[start_way < end_way ? start_way : end_way];
    return times;
}
