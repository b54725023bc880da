/* crash_fault.c - the disk fails, and nobody crashes. */
#include "simulation/crash_run.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

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
        return found == run->after || crash_run_is(run, "create")
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
    return crash_judge(run, returned, fate, why);
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
    if (!crash_run_begin(run, fate, 0))
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

void crash_fault_everywhere(crash_run *run, const crash_settings *settings)
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

int crash_fault_named(
    crash_run *run,
    const crash_settings *settings,
    const char *name,
    int64_t n,
    uint64_t fate)
{
    int found = 0;

    for (size_t i = 0; i < FAULT_KINDS; i++) {
        if (strcmp(name, fault_kinds[i].name) != 0)
            continue;
        fault_one(run, settings, &fault_kinds[i], n, fate);
        found = 1;
    }
    return found;
}
