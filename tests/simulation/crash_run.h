/* crash_run.h - one operation of the crash test, and the two ways of
 * disturbing it.
 */
#ifndef INSIGHTS_TESTS_SIMULATION_CRASH_RUN_H
#define INSIGHTS_TESTS_SIMULATION_CRASH_RUN_H

#include "simulation/crash_world.h"

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

/* Behind the survivals of a crash: only the process dies, and another, which
 * has the store open too, goes on. */
#define KILLED DISK_SURVIVALS

int crash_run_is(const crash_run *run, const char *name);

/* Put everything where the operation starts, and open what it needs; 0: it
 * failed, and was told. */
int crash_run_begin(crash_run *run, uint64_t fate, int others);

/* --- crash_point.c -------------------------------------------------------- */

/* Whether the store is whole and holds what it may, after the disk came back;
 * else 0, and why. */
int crash_judge(crash_run *run, int returned, uint64_t fate, char why[256]);

/* One crash; a survival, or KILLED. Counts and prints. */
void crash_one(
    crash_run *run,
    const crash_settings *settings,
    disk_operation operation,
    int64_t n,
    int survival,
    uint64_t fate);
void crash_everywhere(crash_run *run, const crash_settings *settings);

/* --- crash_fault.c -------------------------------------------------------- */

/* The fault of that name; 0 where there is none. */
int crash_fault_named(
    crash_run *run,
    const crash_settings *settings,
    const char *name,
    int64_t n,
    uint64_t fate);
void crash_fault_everywhere(crash_run *run, const crash_settings *settings);

#endif
