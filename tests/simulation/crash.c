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

#include "simulation/crash_world.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct crash_counts {
    long points;
    long crashes;
    long crashes_broken;
    long faults;
    long refused;  /* the call failed and nothing was done */
    long doubtful; /* it failed, but all of it was done */
    long harmless; /* it succeeded all the same */
    long faults_broken;
} crash_counts;

typedef struct crash_run {
    crash_world world;
    const crash_operation *operation;
    uint64_t before;
    uint64_t after;
    int64_t made[DISK_OPERATIONS]; /* from its begin to the end of closing */
    crash_counts counts;
} crash_run;

typedef struct crash_settings {
    uint64_t seed;
    const char *only;
    const char *point;
    int quick;
    double minutes;
} crash_settings;

/* What is failed: how, by which operation, and what the call then answers. */
typedef struct fault_kind {
    const char *name;
    disk_operation operation;
    int code;
    int64_t times;
    insights_status expected;
} fault_kind;

static const fault_kind fault_kinds[] = {
    {"write-fails", DISK_WRITE, SQLITE_IOERR_WRITE, 1, INSIGHTS_E_IO},
    {"disk-full", DISK_WRITE, SQLITE_FULL, 1, INSIGHTS_E_FULL},
    {"disk-stays-full", DISK_WRITE, SQLITE_FULL, 0, INSIGHTS_E_FULL},
    {"writes-fail", DISK_WRITE, SQLITE_IOERR_WRITE, 0, INSIGHTS_E_IO},
    {"sync-fails", DISK_SYNC, SQLITE_IOERR_FSYNC, 1, INSIGHTS_E_IO},
    {"read-fails", DISK_READ, SQLITE_IOERR_READ, 1, INSIGHTS_E_IO},
    {"truncate-fails", DISK_TRUNCATE, SQLITE_IOERR_TRUNCATE, 1, INSIGHTS_E_IO},
    {"open-fails", DISK_OPEN, SQLITE_CANTOPEN, 1, INSIGHTS_E_IO},
    {"delete-fails", DISK_DELETE, SQLITE_IOERR_DELETE, 1, INSIGHTS_E_IO},
    {"map-fails", DISK_MAP, SQLITE_IOERR_SHMMAP, 1, INSIGHTS_E_IO},
    {"lock-fails", DISK_LOCK, SQLITE_IOERR_LOCK, 1, INSIGHTS_E_IO},
    {"memory-ends", DISK_READ, SQLITE_IOERR_NOMEM, 1, INSIGHTS_E_NOMEM},
};
#define FAULT_KINDS (sizeof(fault_kinds) / sizeof(*fault_kinds))

static const disk_operation crash_points[] = {
    DISK_WRITE, DISK_SYNC, DISK_TRUNCATE, DISK_DELETE};
#define CRASH_POINTS (sizeof(crash_points) / sizeof(*crash_points))

/* --- One operation, undisturbed ------------------------------------------- */

static int is(const crash_run *run, const char *name)
{
    return strcmp(run->operation->name, name) == 0;
}

static uint32_t open_flags(const crash_run *run)
{
    return is(run, "create") ? (uint32_t)INSIGHTS_STORE_CREATE : 0;
}

/* Put everything where the operation starts, and open what it needs. */
static int begin(crash_run *run, uint64_t fate)
{
    crash_world_reset(&run->world, run->operation);
    disk_set_fate(run->world.machine, fate);
    if (!run->operation->opening &&
        crash_world_open(&run->world, 0) != INSIGHTS_OK) {
        fprintf(
            stderr, "%s: %s\n", run->operation->name,
            insights_error_message(run->world.error));
        return 0;
    }
    disk_heal(run->world.machine);
    return 1;
}

/* What it does to the disk, and the records before and after. */
static int measure(crash_run *run)
{
    disk *machine = run->world.machine;
    char why[256] = "";
    uint64_t trace;

    if (!run->operation->opening) {
        if (!begin(run, 1))
            return 0;
        run->before = crash_world_digest(&run->world, why);
        crash_world_close(&run->world);
    }
    for (int again = 0; again < 2; again++) {
        if (!begin(run, 1))
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

/* --- Crashes -------------------------------------------------------------- */

/* Some machines crash again while they recover. */
static void crash_again(crash_run *run, uint64_t fate)
{
    disk *machine = run->world.machine;
    disk_fault fault = {DISK_WRITE, (int64_t)(fate / 4 % 8) + 1, 1, 0, 0, 1};

    if (fate / 32 % 4 == 0)
        fault.operation = DISK_SYNC;
    disk_fail(machine, &fault);
    crash_world_open(&run->world, open_flags(run));
    crash_world_close(&run->world);
    disk_power_off(machine);
    disk_power_on(machine, (disk_survival)(fate / 128 % DISK_SURVIVALS));
}

/* The records after the disk came back. */
static uint64_t look(crash_run *run, char why[256])
{
    uint64_t found = 0;

    if (crash_world_open(&run->world, open_flags(run)) < 0)
        snprintf(
            why, 256, "it does not open: %s",
            insights_error_message(run->world.error));
    else
        found = crash_world_digest(&run->world, why);
    crash_world_close(&run->world);
    return found;
}

static int judge(crash_run *run, int returned, uint64_t fate, char why[256])
{
    disk *machine = run->world.machine;
    uint64_t found;

    if (fate % 4 == 1)
        crash_again(run, fate);
    found = look(run, why);
    if (!found)
        return 0;
    if (is(run, "create") || found == run->after)
        *why = '\0';
    else if (returned)
        snprintf(why, 256, "the call had returned, and is lost");
    else if (found != run->before)
        snprintf(why, 256, "it was done by half");
    if (!*why && fate % 4 == 2) {
        disk_power_off(machine);
        disk_power_on(machine, DISK_LOST);
        if (look(run, why) != found && !*why)
            snprintf(why, 256, "it changed when it was opened again");
    }
    return !*why;
}

static int crash_at(
    crash_run *run,
    disk_operation operation,
    int64_t n,
    disk_survival survival,
    uint64_t fate,
    char why[256])
{
    disk_fault fault = {operation, n, 1, 0, 0, 1};
    disk *machine = run->world.machine;
    int returned;

    *why = '\0';
    if (!begin(run, fate))
        return 0;
    disk_fail(machine, &fault);
    returned = run->operation->run(&run->world) >= 0;
    crash_world_close(&run->world);
    disk_power_on(machine, survival);
    return judge(run, returned, fate, why);
}

static void crash_one(
    crash_run *run,
    const crash_settings *settings,
    disk_operation operation,
    int64_t n,
    disk_survival survival,
    uint64_t fate)
{
    char why[256];

    run->counts.crashes++;
    if (crash_at(run, operation, n, survival, fate, why))
        return;
    run->counts.crashes_broken++;
    printf(
        "BROKEN --seed %llu --only %s --point %s:%lld:%s:%llu: %s\n",
        (unsigned long long)settings->seed, run->operation->name,
        disk_operation_names[operation], (long long)n,
        disk_survival_names[survival], (unsigned long long)fate, why);
}

static void crash_everywhere(crash_run *run, const crash_settings *settings)
{
    for (size_t i = 0; i < CRASH_POINTS; i++) {
        disk_operation operation = crash_points[i];
        int64_t step = settings->quick ? 1 + run->made[operation] / 8 : 1;

        for (int64_t n = 1; n <= run->made[operation]; n += step) {
            uint64_t fate = settings->seed * 1000003 + (uint64_t)n;

            run->counts.points++;
            for (int survival = 0; survival < DISK_SURVIVALS; survival++) {
                if (settings->quick && survival != (int)(n % DISK_SURVIVALS))
                    continue;
                crash_one(
                    run, settings, operation, n, (disk_survival)survival, fate);
            }
        }
    }
}

/* --- Faults --------------------------------------------------------------- */

static int fail(char why[256], const char *what, const insights_error *error)
{
    snprintf(
        why, 256, "%s%s%s", what, error ? ": " : "",
        error ? insights_error_message(error) : "");
    return 0;
}

/* The same handle, now that the disk works: whether it holds what it must, and
 * the call succeeds. Gives the records as they are then, 0 where it is
 * broken. */
static uint64_t goes_on(crash_run *run, insights_status status, char why[256])
{
    crash_world *world = &run->world;
    uint64_t found;

    if (run->operation->opening && status < 0) {
        crash_world_close(world);
        status = run->operation->run(world);
        if (status < 0)
            return (uint64_t)fail(why, "it does not open later", world->error);
        run->counts.refused++;
        return crash_world_digest(world, why);
    }
    found = crash_world_digest(world, why);
    if (!found)
        return 0;
    if (status >= 0) {
        run->counts.harmless++;
        return found == run->after || is(run, "create")
                   ? found
                   : (uint64_t)fail(why, "it said that it was done", NULL);
    }
    if (found == run->after) {
        run->counts.doubtful++;
        return found;
    }
    run->counts.refused++;
    if (found != run->before)
        return (uint64_t)fail(why, "it was done by half", NULL);
    if (run->operation->run(world) < 0)
        return (uint64_t)fail(why, "it does not work later", world->error);
    return crash_world_digest(world, why);
}

/* What the handle shows is what is in the file. */
static int is_kept(crash_run *run, uint64_t shown, char why[256])
{
    crash_world *world = &run->world;
    uint64_t kept;

    crash_world_close(world);
    disk_power_off(world->machine);
    disk_power_on(world->machine, DISK_LOST);
    if (crash_world_open(world, 0) < 0)
        return fail(why, "it does not open again", world->error);
    kept = crash_world_digest(world, why);
    crash_world_close(world);
    if (!*why && shown != kept)
        return fail(why, "the file holds something else", NULL);
    return !*why;
}

static int says_why(
    const crash_run *run,
    const fault_kind *kind,
    insights_status status,
    char why[256])
{
    const insights_error *error = run->world.error;

    if (status >= 0)
        return 1;
    if (!error || !*insights_error_message(error))
        return fail(why, "it fails and does not say why", NULL);
    if (status != kind->expected)
        return fail(why, insights_status_name(status), error);
    return 1;
}

/* The fault goes on while the store is closed, and then the power goes too. */
static int ends_badly(
    crash_run *run,
    int returned,
    uint64_t fate,
    char why[256])
{
    disk *machine = run->world.machine;

    crash_world_close(&run->world);
    disk_power_off(machine);
    disk_power_on(machine, (disk_survival)(fate % DISK_SURVIVALS));
    run->counts.harmless += returned;
    run->counts.refused += !returned;
    return judge(run, returned, fate, why);
}

/* 0: broken. */
static int fault_at(
    crash_run *run,
    const fault_kind *kind,
    int64_t n,
    uint64_t fate,
    char why[256])
{
    disk_fault fault = {kind->operation, n, kind->times, kind->code, 0, 0};
    disk *machine = run->world.machine;
    insights_status status;

    *why = '\0';
    if (!begin(run, fate))
        return 0;
    disk_fail(machine, &fault);
    status = run->operation->run(&run->world);
    if (!disk_failures(machine) || (!kind->times && fate % 2)) {
        if (says_why(run, kind, status, why))
            ends_badly(run, status >= 0, fate, why);
    } else if (says_why(run, kind, status, why)) {
        uint64_t shown;

        disk_heal(machine);
        shown = goes_on(run, status, why);
        if (shown)
            is_kept(run, shown, why);
    }
    crash_world_close(&run->world);
    return !*why;
}

static void fault_one(
    crash_run *run,
    const crash_settings *settings,
    const fault_kind *kind,
    int64_t n,
    uint64_t fate)
{
    char why[256];

    run->counts.faults++;
    if (fault_at(run, kind, n, fate, why))
        return;
    run->counts.faults_broken++;
    printf(
        "BROKEN --seed %llu --only %s --point %s:%lld::%llu: %s\n",
        (unsigned long long)settings->seed, run->operation->name, kind->name,
        (long long)n, (unsigned long long)fate, why);
}

static void fault_everywhere(crash_run *run, const crash_settings *settings)
{
    for (size_t i = 0; i < FAULT_KINDS; i++) {
        const fault_kind *kind = &fault_kinds[i];
        int64_t count = run->made[kind->operation];
        int64_t step = settings->quick ? 1 + count / 4 : 1;

        for (int64_t n = 1; n <= count; n += step)
            fault_one(
                run, settings, kind, n, settings->seed * 1000003 + (uint64_t)n);
    }
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
    for (size_t i = 0; i < FAULT_KINDS; i++) {
        if (strcmp(name, fault_kinds[i].name) == 0)
            fault_one(run, settings, &fault_kinds[i], n, fate);
    }
    for (int i = 0; i < DISK_OPERATIONS; i++) {
        for (int s = 0; s < DISK_SURVIVALS; s++) {
            if (strcmp(name, disk_operation_names[i]) == 0 &&
                strcmp(survival, disk_survival_names[s]) == 0)
                crash_one(
                    run, settings, (disk_operation)i, n, (disk_survival)s,
                    fate);
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
        if (settings->only && !is(&run, settings->only))
            continue;
        if (!measure(&run)) {
            broken = -1;
            break;
        }
        if (settings->point) {
            show_point(&run, settings);
        } else {
            crash_everywhere(&run, settings);
            fault_everywhere(&run, settings);
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
