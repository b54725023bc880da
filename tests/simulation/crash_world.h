/* crash_world.h - the operations that the crash test interrupts, and the
 * stores they work on.
 */
#ifndef INSIGHTS_TESTS_SIMULATION_CRASH_WORLD_H
#define INSIGHTS_TESTS_SIMULATION_CRASH_WORLD_H

#include "simulation/disk.h"

#include <insights/store.h>
#include <insights/study.h>

/* A store on the disk, opened and closed many times. */
typedef struct crash_world {
    disk *machine;
    char folder[128];
    char path[160];
    char other_path[176]; /* the same file, for another process */
    uint64_t seed;
    const char *project; /* of the study in the store */
    char interview[40];  /* the one that is corrected */
    char project_id[40]; /* the one that is deleted */
    char *restored;      /* what is restored */
    size_t restored_length;
    disk_image *empty; /* nothing at all */
    disk_image *one;   /* a study with one conversation */
    disk_image *two;   /* the same with two */
    disk_image *old;   /* a store of the first schema */

    /* While it is open: */
    insights_store *other; /* another process's */
    insights_store *store;
    insights_study *study;
    insights_error *error;
} crash_world;

/* What is interrupted. `run` is the one call that counts; `opening` ones are
 * made without a store being open. */
typedef struct crash_operation {
    const char *name;
    insights_status (*run)(crash_world *world);
    int opening;
} crash_operation;

extern const crash_operation crash_operations[];
extern const size_t crash_operation_count;

/* Make the stores that operations start from; 0: it failed, and was told. */
int crash_world_make(crash_world *world, uint64_t seed);
void crash_world_free(crash_world *world);

/* Put the disk back to where the operation starts. With `others`, another
 * process has the store open and this one is number 1. */
int crash_world_reset(
    crash_world *world,
    const crash_operation *operation,
    int others);

/* Open the store and its study; and let both go. */
insights_status crash_world_open(crash_world *world, uint32_t flags);
void crash_world_close(crash_world *world);

/* A hash of all records as exported. Refuses a store that
 * insights_store_check() or insights_study_verify() finds fault with; then
 * and when something fails, 0, and why in `why`. */
uint64_t crash_world_digest(crash_world *world, char why[256]);

/* The same as the other process sees it, which writes then, and closes. Its
 * turn it is from here on. */
uint64_t crash_world_others_digest(crash_world *world, char why[256]);

#endif
