/* schedules.c - cron expressions and time zones against other programs.
 *
 *   quality_schedules                  all transitions of 1970-2037 of every
 *                                      zone, against zdump
 *   quality_schedules --random N [--seed S]
 *                                      N random expressions and their ticks,
 *                                      a JSON object a line, for croner.mjs
 */
#define _GNU_SOURCE

#include "engine/core/civil.h"
#include "engine/core/tick.h"

#include "base/platform/platform.h"

#include <ftw.h>
#include <insights/base.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "/usr/share/zoneinfo"
#define FIRST ((int64_t)0)
#define LAST ((int64_t)2145916800) /* 2038-01-01 */

static insights__zone *zone_named(const char *name)
{
    char path[512];
    char *bytes = NULL;
    size_t length = 0;
    insights__zone *zone = NULL;

    snprintf(path, sizeof(path), FOLDER "/%s", name);
    if (insights__file_read_all(path, 1u << 20, &bytes, &length, NULL) >= 0)
        insights__zone_read(bytes, length, name, &zone, NULL);
    insights_free(bytes);
    return zone;
}

/* --- Zones ---------------------------------------------------------------- */

static struct {
    long zones;
    long lines;
    long transitions;
    long wrong;
} sum;

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* "Sun Apr  6 00:59:59 1980" */
static int64_t instant(const char *text)
{
    char month[4] = "";
    int day, hour, minute, second, number = 0;
    long year;

    if (sscanf(
            text, "%*3s %3s %d %d:%d:%d %ld", month, &day, &hour, &minute,
            &second, &year) != 6)
        return INT64_MIN;
    for (int i = 0; i < 12; i++)
        if (!strcmp(months[i], month))
            number = i + 1;
    return insights__days_of(year, number, day) * INSIGHTS__DAY + hour * 3600 +
           minute * 60 + second;
}

/* A line of zdump -v; 1: the first instant of something new. */
static void check_line(
    const insights__zone *zone,
    const char *name,
    const char *line,
    int64_t *changes,
    size_t *count)
{
    const char *time = line + strlen(name);
    const char *shown = strstr(line, " UT = ");
    const char *dst = strstr(line, "isdst=");
    const char *offset = strstr(line, "gmtoff=");
    insights__span_of_time span;
    char label[32] = "";
    int64_t at;

    if (!shown || !dst || !offset)
        return;
    while (*time == ' ')
        time++;
    at = instant(time);
    if (at < FIRST || at >= LAST)
        return;
    sscanf(shown + 6, "%*s %*s %*s %*s %*s %31s", label);
    insights__zone_at(zone, at, &span);
    sum.lines++;
    if (span.offset != atoi(offset + 7) || span.daylight != atoi(dst + 6) ||
        strcmp(span.name, label) != 0) {
        sum.wrong++;
        printf(
            "%s at %lld: %d %d %s; zdump: %s", name, (long long)at, span.offset,
            span.daylight, span.name, line);
    }
    if (at == span.start && *count < 4000)
        changes[(*count)++] = at;
}

static int is_known(const int64_t *changes, size_t count, int64_t at)
{
    for (size_t i = 0; i < count; i++)
        if (changes[i] == at)
            return 1;
    return 0;
}

/* Every change that we know of is one of zdump's. */
static void check_changes(
    const insights__zone *zone,
    const char *name,
    const int64_t *changes,
    size_t count)
{
    insights__span_of_time before;
    insights__span_of_time span;

    insights__zone_at(zone, FIRST, &before);
    for (int64_t at = before.end; at < LAST; at = span.end) {
        insights__zone_at(zone, at, &span);
        if ((span.offset != before.offset || span.daylight != before.daylight ||
             strcmp(span.name, before.name) != 0)) {
            sum.transitions++;
            if (!is_known(changes, count, at)) {
                sum.wrong++;
                printf("%s: zdump does not know %lld\n", name, (long long)at);
            }
        }
        before = span;
        if (span.end == INT64_MAX)
            break;
    }
}

static int check_zone(
    const char *path,
    const struct stat *status,
    int type,
    struct FTW *walk)
{
    const char *name = path + sizeof(FOLDER);
    insights__zone *zone;
    int64_t changes[4000];
    size_t count = 0;
    char command[600];
    char line[512];
    FILE *pipe;

    (void)status;
    (void)walk;
    if (type != FTW_F || !strncmp(name, "right/", 6) ||
        !strncmp(name, "posix/", 6) || !(zone = zone_named(name)))
        return 0;
    snprintf(command, sizeof(command), "zdump -v -c 1969,2039 '%s'", name);
    pipe = popen(command, "r");
    while (pipe && fgets(line, sizeof(line), pipe))
        check_line(zone, name, line, changes, &count);
    if (pipe)
        pclose(pipe);
    check_changes(zone, name, changes, count);
    insights__zone_free(zone);
    sum.zones++;
    return 0;
}

/* --- Expressions ---------------------------------------------------------- */

static uint64_t state = 1;

static unsigned chance(unsigned below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % below);
}

static void one_part(char *out, size_t size, int low, int high)
{
    int span = high - low;
    int a = low + (int)chance((unsigned)span + 1);
    int b = a + (int)chance((unsigned)(high - a) + 1);

    switch (chance(5)) {
    case 0:
        snprintf(out, size, "%d-%d", a, b);
        break;
    case 1:
        snprintf(out, size, "*/%d", 1 + (int)chance((unsigned)span));
        break;
    case 2:
        snprintf(out, size, "%d-%d/%d", a, b, 1 + (int)chance(7));
        break;
    default:
        snprintf(out, size, "%d", a);
    }
}

static void one_field(char *out, size_t size, int low, int high, int special)
{
    static const char *const days[] = {"L", "15W", "1W", "LW", "31W", "28W"};
    static const char *const weekdays[] = {"1L", "FRI",     "5#3", "0#1",
                                           "6L", "MON-FRI", "7",   "3#5"};
    size_t used = 0;

    out[0] = '\0';
    if (chance(3) == 0) {
        snprintf(out, size, "*");
        return;
    }
    if (special == 1 && chance(4) == 0) {
        snprintf(out, size, "%s", days[chance(6)]);
        return;
    }
    if (special == 2 && chance(4) == 0) {
        snprintf(out, size, "%s", weekdays[chance(8)]);
        return;
    }
    for (unsigned i = chance(3) + 1; i > 0; i--) {
        one_part(out + used, size - used, low, high);
        used = strlen(out);
        if (i > 1 && used + 1 < size)
            out[used++] = ',', out[used] = '\0';
    }
}

static const char *const places[] = {"UTC",
                                     "Europe/Berlin",
                                     "America/New_York",
                                     "Australia/Lord_Howe",
                                     "Asia/Kolkata",
                                     "America/Sao_Paulo",
                                     "Africa/Cairo",
                                     "Pacific/Apia"};

#define PLACES (sizeof(places) / sizeof(*places))

static void print_random(long number)
{
    insights__zone *zones[PLACES];

    for (size_t i = 0; i < PLACES; i++)
        zones[i] = zone_named(places[i]);
    for (long n = 0; n < number; n++) {
        char parts[6][64];
        char text[400];
        unsigned place = chance(PLACES);
        int64_t from = 946684800 + (int64_t)chance(1600000000);
        insights__span_of_time span;
        insights__cron cron;
        insights__tick tick;

        /* Half of them where clocks change soon. */
        insights__zone_at(zones[place], from, &span);
        if (chance(2) && span.end < LAST)
            from = span.end - (int64_t)chance(3 * 86400);
        one_field(parts[0], sizeof(parts[0]), 0, 59, 0);
        one_field(parts[1], sizeof(parts[1]), 0, 59, 0);
        one_field(parts[2], sizeof(parts[2]), 0, 23, 0);
        one_field(parts[3], sizeof(parts[3]), 1, 31, 1);
        one_field(parts[4], sizeof(parts[4]), 1, 12, 0);
        one_field(parts[5], sizeof(parts[5]), 0, 6, 2);
        snprintf(
            text, sizeof(text), "%s %s %s %s %s %s", chance(3) ? "0" : parts[0],
            parts[1], parts[2], parts[3], parts[4], parts[5]);
        printf(
            "{\"expression\":\"%s\",\"zone\":\"%s\",\"from\":%lld,\"ticks\":[",
            text, places[place], (long long)from);
        if (insights__cron_read(text, &cron, NULL) >= 0)
            for (int i = 0; i < 5; i++) {
                if (!insights__tick_next(
                        &cron, zones[place], INSIGHTS__GAP_USUAL,
                        INSIGHTS__OVERLAP_USUAL, from, &tick))
                    break;
                printf("%s%lld", i ? "," : "", (long long)tick.at);
                from = tick.at;
            }
        printf("],\"kind\":\"%s\"}\n", cron.interval ? "interval" : "fixed");
    }
    for (size_t i = 0; i < PLACES; i++)
        insights__zone_free(zones[i]);
}

int main(int count, char **arguments)
{
    long number = 0;

    for (int i = 1; i + 1 < count; i += 2) {
        if (!strcmp(arguments[i], "--random"))
            number = atol(arguments[i + 1]);
        else if (!strcmp(arguments[i], "--seed"))
            state = (uint64_t)atoll(arguments[i + 1]) * 2654435761u + 1;
    }
    if (number) {
        print_random(number);
        return 0;
    }
    nftw(FOLDER, check_zone, 16, FTW_PHYS);
    printf(
        "%ld zones, %ld transitions of 1970-2037, %ld instants compared with "
        "zdump: %ld wrong\n",
        sum.zones, sum.transitions, sum.lines, sum.wrong);
    return sum.wrong > 0;
}
