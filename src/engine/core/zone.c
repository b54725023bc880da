/* zone.c - TZif files. */
#include "engine/core/zone.h"

#include "base/alloc.h"

#include <string.h>

#define HEADER 44
#define TYPES_MAXIMUM 256
#define TRANSITIONS_MAXIMUM 100000

typedef struct local_type {
    int32_t offset;
    int daylight;
    char name[INSIGHTS__ZONE_NAME];
} local_type;

struct insights__zone {
    int64_t *at;          /* transitions, in order */
    unsigned char *types; /* from each on */
    size_t count;
    local_type kinds[TYPES_MAXIMUM];
    size_t kind_count;
    insights__zone_rule rule;
};

/* The counts of a header, in the order of the file. */
typedef struct header {
    int version;
    uint32_t ut_count;
    uint32_t standard_count;
    uint32_t leap_count;
    uint32_t transition_count;
    uint32_t type_count;
    uint32_t char_count;
} header;

static uint32_t four(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

static int64_t eight(const unsigned char *bytes)
{
    return (int64_t)((uint64_t)four(bytes) << 32 | four(bytes + 4));
}

static int read_header(const unsigned char *bytes, size_t length, header *out)
{
    if (length < HEADER || memcmp(bytes, "TZif", 4) != 0)
        return 0;
    out->version = bytes[4] ? bytes[4] - '0' : 1;
    out->ut_count = four(bytes + 20);
    out->standard_count = four(bytes + 24);
    out->leap_count = four(bytes + 28);
    out->transition_count = four(bytes + 32);
    out->type_count = four(bytes + 36);
    out->char_count = four(bytes + 40);
    return out->version >= 1 && out->version <= 4 &&
           out->transition_count <= TRANSITIONS_MAXIMUM &&
           out->type_count >= 1 && out->type_count <= TYPES_MAXIMUM &&
           out->char_count <= 4096 && out->leap_count <= 4096 &&
           out->ut_count <= TYPES_MAXIMUM &&
           out->standard_count <= TYPES_MAXIMUM;
}

/* The size of what follows a header whose times have `width` bytes. */
static size_t body_size(const header *counts, size_t width)
{
    return (size_t)counts->transition_count * (width + 1) +
           (size_t)counts->type_count * 6 + counts->char_count +
           (size_t)counts->leap_count * (width + 4) + counts->standard_count +
           counts->ut_count;
}

static int read_types(
    insights__zone *zone,
    const unsigned char *types,
    const header *counts)
{
    const unsigned char *names = types + (size_t)counts->type_count * 6;

    for (size_t i = 0; i < counts->type_count; i++) {
        local_type *kind = &zone->kinds[i];
        size_t at = types[i * 6 + 5];
        size_t length = 0;

        kind->offset = (int32_t)four(types + i * 6);
        kind->daylight = types[i * 6 + 4] != 0;
        while (at + length < counts->char_count && names[at + length])
            length++;
        if (at + length >= counts->char_count ||
            length >= INSIGHTS__ZONE_NAME || kind->offset < -93599 ||
            kind->offset > 93599)
            return 0;
        memcpy(kind->name, names + at, length);
    }
    zone->kind_count = counts->type_count;
    return 1;
}

/* 0: out of order, or of a type that is not there. -1: no memory. */
static int read_body(
    insights__zone *zone,
    const unsigned char *bytes,
    const header *counts,
    size_t width)
{
    size_t count = counts->transition_count;
    const unsigned char *types = bytes + count * width;

    zone->at = insights__calloc(count + 1, sizeof(*zone->at));
    zone->types = insights__alloc(count + 1);
    if (!zone->at || !zone->types)
        return -1;
    zone->count = count;
    for (size_t i = 0; i < count; i++) {
        zone->at[i] =
            width == 8 ? eight(bytes + i * 8) : (int32_t)four(bytes + i * 4);
        zone->types[i] = types[i];
        if (types[i] >= counts->type_count ||
            (i && zone->at[i] <= zone->at[i - 1]))
            return 0;
    }
    return read_types(zone, types + count, counts);
}

static int read_footer(
    insights__zone *zone,
    const unsigned char *bytes,
    size_t length)
{
    const unsigned char *end;

    if (length < 2 || bytes[0] != '\n')
        return 0;
    end = memchr(bytes + 1, '\n', length - 1);
    if (!end)
        return 0;
    if (end == bytes + 1)
        return 1;
    return insights__zone_rule_read(
        (const char *)bytes + 1, (size_t)(end - bytes - 1), &zone->rule);
}

/* As read_body(). */
static int read_zone(
    insights__zone *zone,
    const unsigned char *bytes,
    size_t length)
{
    header counts;
    size_t size;
    int read;

    if (!read_header(bytes, length, &counts))
        return 0;
    size = body_size(&counts, 4);
    if (length - HEADER < size)
        return 0;
    if (counts.version == 1)
        return counts.leap_count ? 0
                                 : read_body(zone, bytes + HEADER, &counts, 4);
    bytes += HEADER + size;
    length -= HEADER + size;
    if (!read_header(bytes, length, &counts) || counts.leap_count)
        return 0;
    size = body_size(&counts, 8);
    if (length - HEADER < size)
        return 0;
    read = read_body(zone, bytes + HEADER, &counts, 8);
    if (read <= 0)
        return read;
    return read_footer(zone, bytes + HEADER + size, length - HEADER - size);
}

insights_status insights__zone_read(
    const void *bytes,
    size_t length,
    const char *name,
    insights__zone **out,
    insights_error **error)
{
    insights__zone *zone = insights__alloc(sizeof(*zone));
    int read = zone ? read_zone(zone, bytes, length) : -1;

    if (read > 0) {
        *out = zone;
        return INSIGHTS_OK;
    }
    insights__zone_free(zone);
    if (read < 0)
        return insights__fail_nomem(error);
    return insights__fail(
        error, INSIGHTS_E_PARSE,
        "the file of time zone '%s' is damaged, or has leap seconds; install "
        "the system's tzdata again",
        name);
}

insights_status insights__zone_utc(insights__zone **out, insights_error **error)
{
    insights__zone *zone = insights__alloc(sizeof(*zone));

    if (!zone)
        return insights__fail_nomem(error);
    insights__zone_rule_read("UTC0", 4, &zone->rule);
    *out = zone;
    return INSIGHTS_OK;
}

void insights__zone_free(insights__zone *zone)
{
    if (!zone)
        return;
    insights__free(zone->at);
    insights__free(zone->types);
    insights__free(zone);
}

/* --- Asking --------------------------------------------------------------- */

/* How many transitions there are at or before an instant. */
static size_t passed(const insights__zone *zone, int64_t seconds)
{
    size_t low = 0;
    size_t high = zone->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (zone->at[middle] <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void insights__zone_at(
    const insights__zone *zone,
    int64_t seconds,
    insights__span_of_time *out)
{
    size_t before = passed(zone, seconds);
    const local_type *kind =
        before ? &zone->kinds[zone->types[before - 1]] : &zone->kinds[0];
    int64_t last = zone->count ? zone->at[zone->count - 1] : INT64_MIN;

    if (before == zone->count && zone->rule.present) {
        insights__zone_rule_at(&zone->rule, seconds, out);
        if (out->start > last || !zone->count)
            return;
        /* The rule begins with its first own change. */
        out->start = last;
    } else {
        out->start = before ? zone->at[before - 1] : INT64_MIN;
        out->end = before < zone->count ? zone->at[before] : INT64_MAX;
    }
    out->offset = kind->offset;
    out->daylight = kind->daylight;
    memcpy(out->name, kind->name, sizeof(out->name));
}
