/* crash_point.c - the power fails, or a process is killed, at one point. */
#include "simulation/crash_run.h"

#include <stdio.h>

static const disk_operation crash_points[] = {
    DISK_WRITE, DISK_SYNC, DISK_TRUNCATE, DISK_DELETE};
#define CRASH_POINTS (sizeof(crash_points) / sizeof(*crash_points))

static uint32_t open_flags(const crash_run *run)
{
    return crash_run_is(run, "create") ? (uint32_t)INSIGHTS_STORE_CREATE : 0;
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

int crash_judge(crash_run *run, int returned, uint64_t fate, char why[256])
{
    disk *machine = run->world.machine;
    uint64_t found;

    if (fate % 4 == 1)
        crash_again(run, fate);
    found = look(run, why);
    if (!found)
        return 0;
    if (crash_run_is(run, "create") || found == run->after)
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
    if (!crash_run_begin(run, fate, 0))
        return 0;
    disk_fail(machine, &fault);
    returned = run->operation->run(&run->world) >= 0;
    crash_world_close(&run->world);
    disk_power_on(machine, survival);
    return crash_judge(run, returned, fate, why);
}

/* One process of two dies there; the other goes on at once. */
static int kill_at(
    crash_run *run,
    disk_operation operation,
    int64_t n,
    uint64_t fate,
    char why[256])
{
    disk_fault fault = {operation, n, 1, 0, 0, DISK_KILL};
    disk *machine = run->world.machine;
    int returned;
    uint64_t found;

    *why = '\0';
    if (!crash_run_begin(run, fate, 1))
        return 0;
    disk_fail(machine, &fault);
    returned = run->operation->run(&run->world) >= 0;
    crash_world_close(&run->world);
    disk_heal(machine);
    found = crash_world_others_digest(&run->world, why);
    if (found && found != run->after && (returned || found != run->before))
        snprintf(why, 256, "the other process sees something else");
    if (!*why)
        look(run, why);
    return !*why;
}

void crash_one(
    crash_run *run,
    const crash_settings *settings,
    disk_operation operation,
    int64_t n,
    int survival,
    uint64_t fate)
{
    char why[256];
    int whole;

    if (survival == KILLED)
        whole = kill_at(run, operation, n, fate, why);
    else
        whole = crash_at(run, operation, n, (disk_survival)survival, fate, why);
    run->counts.crashes++;
    if (whole)
        return;
    run->counts.crashes_broken++;
    printf(
        "BROKEN --seed %llu --only %s --point %s:%lld:%s:%llu: %s\n",
        (unsigned long long)settings->seed, run->operation->name,
        disk_operation_names[operation], (long long)n,
        survival == KILLED ? "killed" : disk_survival_names[survival],
        (unsigned long long)fate, why);
}

void crash_everywhere(crash_run *run, const crash_settings *settings)
{
    for (size_t i = 0; i < CRASH_POINTS; i++) {
        disk_operation operation = crash_points[i];
        int64_t step = settings->quick ? 1 + run->made[operation] / 8 : 1;

        for (int64_t n = 1; n <= run->made[operation]; n += step) {
            uint64_t fate = settings->seed * 1000003 + (uint64_t)n;

            run->counts.points++;
            for (int survival = 0; survival <= KILLED; survival++) {
                if (settings->quick && survival != (int)(n % (KILLED + 1)))
                    continue;
                if (survival == KILLED && run->operation->opening)
                    continue;
                crash_one(
                    run, settings, operation, n, survival,
                    fate + (uint64_t)survival);
            }
        }
    }
}
