/* disk.h - a simulated disk for SQLite, wholly in memory.
 *
 * A disk is a default VFS of SQLite: while one stands, every database that is
 * opened in this process lies on it. It remembers apart what was written and
 * what was synced, so that its power can fail at any write or sync, and what
 * was not synced can be lost, kept, or torn. It counts and can fail every
 * operation, has its own clock and its own chance, and lets several
 * connections share memory and locks as processes of one machine do.
 *
 *     disk *machine = disk_new(42);
 *     disk_fault fault = {DISK_WRITE, 7, 1, 0, 0, 1};
 *
 *     ... open a store, make it ...
 *     disk_fail(machine, &fault);          the power fails at the 7th write
 *     insights_store_save(store, ...);     INSIGHTS_E_IO
 *     insights_store_free(store);          frees memory, reaches no disk
 *     disk_power_on(machine, DISK_TORN);   what a real disk might hold
 *     ... open it again, look ...
 *     disk_free(machine);
 *
 * What is real: the path must exist as a file of the real system, as empty as
 * it may be, since the library asks the system which file a path means and
 * keeps its side file there. Only the last part of a path names a file of the
 * disk: `a/x.insights` and `b/x.insights` are one file there, but two in the
 * library's registry, so that one program can play several processes, each
 * from a folder of its own. disk_process() says whose turn it is.
 *
 * Keeps true:
 * - The same seed and the same calls give the same bytes, ids, times, and
 *   trace. Fate (what a crash does) is drawn from a seed of its own, so that
 *   everything before the crash is the same in all of its variants.
 * - After the power failed, or its process was killed, an open file reaches
 *   nothing: its operations fail, and closing it frees memory only. Dropping
 *   a handle without closing it is as good.
 * - One disk at a time. It may be used by several threads, but only one
 *   thread at a time gives the same trace again.
 */
#ifndef INSIGHTS_TESTS_SIMULATION_DISK_H
#define INSIGHTS_TESTS_SIMULATION_DISK_H

#include <stddef.h>
#include <stdint.h>

typedef struct disk disk;
typedef struct disk_image disk_image;

/* Make a disk and register it as SQLite's default VFS. Ends the program where
 * there is no memory, as all of this does. */
disk *disk_new(uint64_t seed);

/* Give SQLite its own VFS back; whatever is still open must not be used. */
void disk_free(disk *self);

/* --- Time and chance ------------------------------------------------------ */

/* Let the library take time and chance from the disk too; disk_free() and
 * disk_restore() see to the rest. */
void disk_set_environment(disk *self);

/* Time passes by syncs, slow operations and sleeping. */
int64_t disk_now_ns(const disk *self);
void disk_advance_ms(disk *self, int64_t milliseconds);

/* A number of the machine's chance. */
uint64_t disk_chance(disk *self);

/* The seed of fate: what the next crashes and failures leave behind. */
void disk_set_fate(disk *self, uint64_t seed);

/* --- What is on it -------------------------------------------------------- */

/* All files as written, with the clock and the machine's chance. Nothing of
 * it is open. */
disk_image *disk_copy(disk *self);

/* Put all of that back. Files still open reach nothing any more. */
void disk_restore(disk *self, const disk_image *image);

/* Put only its clock, chance and trace back, and begin to count anew. */
void disk_rewind(disk *self, const disk_image *image);
void disk_image_free(disk_image *image);

/* Put a real file there, synced; 0 where it cannot be read. */
int disk_load(disk *self, const char *name, const char *real_path);

/* How many bytes of all files are written; the length of one, or -1. */
int64_t disk_used(disk *self);
int64_t disk_length(disk *self, const char *name);
void disk_remove(disk *self, const char *name);

/* --- Counting and failing ------------------------------------------------- */

typedef enum disk_operation {
    DISK_OPEN = 0,
    DISK_READ = 1,
    DISK_WRITE = 2,
    DISK_SYNC = 3,
    DISK_TRUNCATE = 4,
    DISK_DELETE = 5,
    DISK_MAP = 6, /* memory shared between connections */
    DISK_LOCK = 7,
    DISK_OPERATIONS = 8
} disk_operation;

extern const char *const disk_operation_names[DISK_OPERATIONS];

enum {
    DISK_POWER = 1, /* the power fails */
    DISK_KILL = 2   /* the process whose turn it is is killed */
};

/* What happens to some operations of one sort. The counting begins when the
 * fault is given to disk_fail(). */
typedef struct disk_fault {
    disk_operation operation;
    int64_t from;  /* the first to fail, 1 … */
    int64_t times; /* how many from there on; 0: all */
    int code;      /* of SQLite, such as SQLITE_IOERR_WRITE or SQLITE_FULL; 0:
                      it succeeds */
    int slow_ms;   /* takes that much longer, by the disk's clock */
    int power; /* DISK_POWER or DISK_KILL, in the middle of it; 0: neither */
} disk_fault;

#define DISK_FAULTS 8

/* Add a fault (copied). A write that fails may have written some of its
 * sectors; a sync that fails makes some of what was written last and loses
 * the rest for ever, as kernels do. */
void disk_fail(disk *self, const disk_fault *fault);

/* How many bytes fit; 0: as many as memory does. */
void disk_set_capacity(disk *self, int64_t bytes);

/* Forget all faults and the capacity, and begin to count anew. */
void disk_heal(disk *self);

/* Operations since the disk was made or healed. */
int64_t disk_count(const disk *self, disk_operation operation);

/* How many operations were failed by faults and capacity since then. */
int64_t disk_failures(const disk *self);

/* A hash of every operation so far with what it wrote and what came of it. */
uint64_t disk_trace(const disk *self);

/* --- Crashes -------------------------------------------------------------- */

/* What is there after a crash of what was not synced. */
typedef enum disk_survival {
    DISK_KEPT = 0,    /* all: only the program died */
    DISK_LOST = 1,    /* nothing */
    DISK_ORDERED = 2, /* what was written first, the last of it torn */
    DISK_SOME = 3,    /* any of the writes, whole */
    DISK_TORN = 4,    /* any of the writes, any of their 512-byte sectors */
    DISK_SURVIVALS = 5
} disk_survival;

extern const char *const disk_survival_names[DISK_SURVIVALS];

/* The power fails now, if it did not already: whatever is open is dead. */
void disk_power_off(disk *self);
int disk_is_off(const disk *self);

/* Decide what survived, and go on with that; shared memory is gone, and so
 * are the faults. */
void disk_power_on(disk *self, disk_survival survival);

/* Whose turn it is from now on, 0 … 63; 0 at first. */
void disk_process(disk *self, int process);

/* kill -9: what the process has open is dead, its locks are free, what it
 * wrote stays; its number is not used again before the power fails. Let it
 * drop its handles, then call disk_process() for another: that puts the shared
 * memory back to what it was at the kill. */
void disk_kill(disk *self, int process);

#endif
