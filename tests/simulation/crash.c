/* crash.c - crash a store at every write and every sync of what people do
 * with it, and fail every operation of its disk in turn.
 *
 *     simulation_crash                    every point of every operation
 *     simulation_crash --quick            some points of each, in seconds
 *     simulation_crash --minutes 30       goes on with other seeds
 *     simulation_crash --seed 7 --only import
 *     simulation_crash --seed 7 --only import --point write:31:torn:5
 *
 * After a crash the store opens, insights_store_check() and
 * insights_study_verify() find nothing, and its records are those before the
 * operation or those after it; those after it, if the call had returned. A
 * call whose disk fails says so, leaves the records as they were, and the
 * same handle works when the disk does. A disk that fails after the call
 * returned takes nothing back. Ends with 1 where anything is broken;
 * each such case is printed as the options that show it again.
 */
#define _POSIX_C_SOURCE 200809L

#include "simulation/crash_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* --- One operation -------------------------------------------------------- */

int crash_run_is(const crash_run *run, const char *name)
{
    return strcmp(run->operation->name, name) == 0;
}

/* Put everything where the operation starts, and open what it needs. */
int crash_run_begin(crash_run *run, uint64_t fate, int others)
{
    if (!crash_world_reset(&run->world, run->operation, others)) {
        fprintf(
            stderr, "%s: %s\n", run->operation->name,
            insights_error_message(run->world.error));
        return 0;
    }
    disk_set_fate(run->world.machine, fate);
    return 1;
}

/* What it does to the disk, and the records before and after. */
static int measure(crash_run *run)
{
    disk *machine = run->world.machine;
    char why[256] = "";
    uint64_t trace;

    if (!run->operation->opening) {
        if (!crash_run_begin(run, 1, 0))
            return 0;
        run->before = crash_world_digest(&run->world, why);
        crash_world_close(&run->world);
    }
    for (int again = 0; again < 2; again++) {
        if (!crash_run_begin(run, 1, 0))
            return 0;
        if (run->operation->run(&run->world) < 0)
            snprintf(
                why, sizeof(why), "%s",
                insights_error_message(run->world.error));
        crash_world_close(&run->world);
        if (again && trace != disk_trace(machine))
            snprintf(why, sizeof(why), "the same seed gives another trace");
        trace = disk_trace(machine);
    }
    for (int i = 0; i < DISK_OPERATIONS; i++)
        run->made[i] = disk_count(machine, (disk_operation)i);
    if (crash_world_open(&run->world, 0) == INSIGHTS_OK && !*why)
        run->after = crash_world_digest(&run->world, why);
    crash_world_close(&run->world);
    if (run->operation->opening)
        run->before = run->after;
    else if (run->before == run->after && !*why)
        snprintf(why, sizeof(why), "it changes nothing");
    if (*why)
        fprintf(stderr, "%s: %s\n", run->operation->name, why);
    return !*why;
}

/* --- The program ---------------------------------------------------------- */

/* One point again: OPERATION:N:SURVIVAL:FATE, or FAULT:N::FATE. */
static int show_point(crash_run *run, const crash_settings *settings)
{
    char name[32] = "";
    char survival[16] = "";
    unsigned long long fate = 0;
    long long n = 0;

    if (sscanf(
            settings->point, "%31[^:]:%lld:%15[^:]:%llu", name, &n, survival,
            &fate) != 4 &&
        sscanf(settings->point, "%31[^:]:%lld::%llu", name, &n, &fate) != 3)
        return 0;
    if (crash_fault_named(run, settings, name, n, fate))
        return 1;
    for (int i = 0; i < DISK_OPERATIONS; i++) {
        for (int s = 0; s <= KILLED; s++) {
            const char *called =
                s == KILLED ? "killed" : disk_survival_names[s];

            if (strcmp(name, disk_operation_names[i]) == 0 &&
                strcmp(survival, called) == 0)
                crash_one(run, settings, (disk_operation)i, n, s, fate);
        }
    }
    return 1;
}

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void print_row(const crash_run *run, double took)
{
    const crash_counts *of = &run->counts;

    printf(
        "%-17s %6lld %6lld | %7ld %8ld %7ld | %6ld %8ld %8ld %8ld %7ld | "
        "%6.1f s\n",
        run->operation->name, (long long)run->made[DISK_WRITE],
        (long long)run->made[DISK_SYNC], of->points, of->crashes,
        of->crashes_broken, of->faults, of->refused, of->doubtful, of->harmless,
        of->faults_broken, took);
    fflush(stdout);
}

/* All operations with one seed; how many cases are broken, -1 where it does
 * not begin. */
static long one_round(const crash_settings *settings)
{
    static crash_run run;
    long broken = 0;

    if (!crash_world_make(&run.world, settings->seed))
        return -1;
    for (size_t i = 0; i < crash_operation_count && broken >= 0; i++) {
        double from = seconds();

        run.operation = &crash_operations[i];
        memset(&run.counts, 0, sizeof(run.counts));
        if (settings->only && !crash_run_is(&run, settings->only))
            continue;
        if (!measure(&run)) {
            broken = -1;
            break;
        }
        if (settings->point) {
            show_point(&run, settings);
        } else {
            crash_everywhere(&run, settings);
            crash_fault_everywhere(&run, settings);
        }
        broken += run.counts.crashes_broken + run.counts.faults_broken;
        print_row(&run, seconds() - from);
    }
    crash_world_free(&run.world);
    return broken;
}

static int read_settings(int count, char **texts, crash_settings *out)
{
    for (int i = 1; i < count; i++) {
        const char *value = i + 1 < count ? texts[i + 1] : "";

        if (strcmp(texts[i], "--quick") == 0) {
            out->quick = 1;
            continue;
        }
        if (strcmp(texts[i], "--seed") == 0)
            out->seed = strtoull(value, NULL, 10);
        else if (strcmp(texts[i], "--only") == 0)
            out->only = value;
        else if (strcmp(texts[i], "--point") == 0)
            out->point = value;
        else if (strcmp(texts[i], "--minutes") == 0)
            out->minutes = strtod(value, NULL);
        else
            return 0;
        i++;
    }
    return 1;
}

int main(int count, char **texts)
{
    crash_settings settings = {1, NULL, NULL, 0, 0};
    double until;
    long broken = 0;

    if (!read_settings(count, texts, &settings)) {
        fprintf(
            stderr,
            "usage: simulation_crash [--quick] [--seed N] [--minutes M] "
            "[--only OPERATION [--point POINT]]\n");
        return 2;
    }
    until = seconds() + settings.minutes * 60;
    printf(
        "%-17s %6s %6s | %7s %8s %7s | %6s %8s %8s %8s %7s |\n", "operation",
        "writes", "syncs", "points", "crashes", "broken", "faults", "refused",
        "doubtful", "harmless", "broken");
    do {
        long more = one_round(&settings);

        if (more < 0)
            return 2;
        broken += more;
        settings.seed++;
    } while (seconds() < until);
    printf("%ld broken\n", broken);
    return broken != 0;
}
