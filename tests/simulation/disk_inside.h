/* disk_inside.h - what the files of the simulated disk share.
 *
 * A node is a file of the disk: its bytes as written (`now`) and as synced
 * (`synced`), and between them the changes not synced yet, in order. A handle
 * is a node opened by somebody; a dead handle has none.
 */
#ifndef INSIGHTS_TESTS_SIMULATION_DISK_INSIDE_H
#define INSIGHTS_TESTS_SIMULATION_DISK_INSIDE_H

#include "simulation/disk.h"

#include <pthread.h>
#include <sqlite3.h>

#define DISK_SECTOR 512
#define DISK_NAME 128

typedef struct disk_bytes {
    unsigned char *data;
    int64_t length;
    int64_t room;
} disk_bytes;

/* Bytes written at a place, or (`data` NULL) a new length. */
typedef struct disk_change {
    int64_t at;
    int64_t length;
    unsigned char *data;
} disk_change;

typedef struct disk_handle disk_handle;

/* The memory that connections to one database share. */
typedef struct disk_shared {
    int refs; /* handles, dead ones too */
    int live;
    int count;
    int size; /* of a region */
    unsigned char **regions;
    unsigned char *saved; /* as it was when a process was killed */
    int saved_count;
    int shared[SQLITE_SHM_NLOCK]; /* how many hold it */
    disk_handle *exclusive[SQLITE_SHM_NLOCK];
} disk_shared;

typedef struct disk_node disk_node;

struct disk_node {
    char name[DISK_NAME]; /* "" for files without a name */
    disk_bytes now;
    disk_bytes synced;
    disk_change *changes;
    int change_count;
    int change_room;
    int linked;  /* has its name */
    int durable; /* would have it after a crash */
    int opened;  /* live handles */

    int shared_locks;
    disk_handle *reserved;
    disk_handle *pending;
    disk_handle *exclusive;
    disk_shared *shared;
    disk_node *next;
};

struct disk_handle {
    sqlite3_file base;
    disk *machine;
    disk_node *node; /* NULL: dead */
    disk_handle *next;
    int process;
    int level;     /* of its lock */
    int sync_name; /* its first sync makes its name last */
    int delete_on_close;
    disk_shared *shared;
    unsigned shared_mask;
    unsigned exclusive_mask;
};

typedef struct disk_random {
    uint64_t state;
} disk_random;

typedef struct disk_planned {
    disk_fault fault;
    int64_t seen;
} disk_planned;

struct disk {
    sqlite3_vfs vfs;
    pthread_mutex_t lock;
    disk_node *nodes;
    disk_handle *handles; /* live ones */
    disk_random chance;
    disk_random noise; /* SQLite's own */
    disk_random fate;
    int64_t now_ns;
    int environment; /* the library takes its time from here */
    int off;
    int process;
    uint64_t dead; /* a bit for each process that was killed */

    disk_planned faults[DISK_FAULTS];
    int fault_count;
    int64_t capacity;
    int64_t counts[DISK_OPERATIONS];
    int64_t failures;
    uint64_t trace;
};

/* --- disk.c --------------------------------------------------------------- */

void *disk_allocate(size_t size);
uint64_t disk_draw(disk_random *random);

/* Replace all bytes. */
void disk_fill(disk_bytes *out, const unsigned char *data, int64_t length);

/* The file with a name, or NULL. */
disk_node *disk_find(const disk *self, const char *name);
disk_node *disk_make(disk *self, const char *name);
void disk_unlink(disk *self, disk_node *node, int last);
/* Free what has neither a name nor anybody who uses it. */
void disk_sweep(disk *self);

/* --- disk_fault.c --------------------------------------------------------- */

/* What becomes of an operation: SQLITE_OK, or how it fails. `*power` is what
 * dies once it has begun, for disk_stop(). */
int disk_begin(
    disk *self,
    disk_operation operation,
    const char *name,
    int64_t at,
    const void *bytes,
    int64_t length,
    int *power);

/* Make a change, or any sectors of it. */
void disk_change_apply(disk_bytes *bytes, const disk_change *change);
void disk_change_tear(
    disk_bytes *bytes,
    const disk_change *change,
    disk_random *fate);

int disk_write(
    disk *self,
    disk_node *node,
    int64_t at,
    const void *bytes,
    int64_t length);
int disk_truncate(disk *self, disk_node *node, int64_t length);
int disk_sync(disk *self, disk_node *node, int names);

/* --- disk_crash.c --------------------------------------------------------- */

/* Whether he whose turn it is reaches nothing. */
int disk_is_dead(const disk *self);

/* Power off, or kill whose turn it is. */
void disk_stop(disk *self, int power);

/* --- disk_shared.c -------------------------------------------------------- */

/* Take a handle's locks away and part it from its file. */
void disk_detach(disk_handle *handle);
void disk_unlock(disk_handle *handle, int level);
void disk_shared_leave(disk_handle *handle);
void disk_shared_save(disk *self);
void disk_shared_restore(disk *self);

int disk_lock_file(sqlite3_file *file, int level);
int disk_unlock_file(sqlite3_file *file, int level);
int disk_check_reserved(sqlite3_file *file, int *out);
int disk_map(
    sqlite3_file *file,
    int region,
    int size,
    int extend,
    void volatile **out);
int disk_lock_shared(sqlite3_file *file, int first, int count, int flags);
void disk_barrier(sqlite3_file *file);
int disk_unmap(sqlite3_file *file, int gone);

/* --- disk_vfs.c ----------------------------------------------------------- */

void disk_vfs_init(sqlite3_vfs *vfs);

#endif
