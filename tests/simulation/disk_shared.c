/* disk_shared.c - locks, and the memory that connections share, as processes
 * of one machine do. Everything is SQLite's own protocol, without waiting. */
#include "simulation/disk_inside.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static disk_handle *handle_of(sqlite3_file *file)
{
    return (disk_handle *)(void *)file;
}

/* --- Locks on the file ---------------------------------------------------- */

static int others(const disk_handle *owner, const disk_handle *handle)
{
    return owner && owner != handle;
}

static int lock(disk_handle *handle, int level)
{
    disk_node *node = handle->node;

    if (handle->level >= level)
        return SQLITE_OK;
    if (handle->level == SQLITE_LOCK_NONE) {
        if (others(node->pending, handle) || others(node->exclusive, handle))
            return SQLITE_BUSY;
        node->shared_locks++;
        handle->level = SQLITE_LOCK_SHARED;
    }
    if (level == SQLITE_LOCK_SHARED)
        return SQLITE_OK;
    if (others(node->reserved, handle) || others(node->pending, handle))
        return SQLITE_BUSY;
    if (level == SQLITE_LOCK_RESERVED) {
        node->reserved = handle;
        handle->level = level;
        return SQLITE_OK;
    }
    node->pending = handle;
    handle->level = SQLITE_LOCK_PENDING;
    if (node->shared_locks > 1)
        return SQLITE_BUSY;
    node->exclusive = handle;
    handle->level = SQLITE_LOCK_EXCLUSIVE;
    return SQLITE_OK;
}

void disk_unlock(disk_handle *handle, int level)
{
    disk_node *node = handle->node;

    if (handle->level <= level)
        return;
    node->reserved = node->reserved == handle ? NULL : node->reserved;
    node->pending = node->pending == handle ? NULL : node->pending;
    node->exclusive = node->exclusive == handle ? NULL : node->exclusive;
    if (level == SQLITE_LOCK_NONE)
        node->shared_locks--;
    handle->level = level;
}

int disk_lock_file(sqlite3_file *file, int level)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    int power;
    int code = SQLITE_IOERR_LOCK;

    pthread_mutex_lock(&machine->lock);
    if (handle->node)
        code = disk_begin(
            machine, DISK_LOCK, handle->node->name, level, NULL, 0, &power);
    if (code == SQLITE_OK)
        code = lock(handle, level);
    pthread_mutex_unlock(&machine->lock);
    return code;
}

int disk_unlock_file(sqlite3_file *file, int level)
{
    disk_handle *handle = handle_of(file);

    pthread_mutex_lock(&handle->machine->lock);
    if (handle->node)
        disk_unlock(handle, level);
    pthread_mutex_unlock(&handle->machine->lock);
    return SQLITE_OK;
}

int disk_check_reserved(sqlite3_file *file, int *out)
{
    disk_handle *handle = handle_of(file);
    const disk_node *node;

    pthread_mutex_lock(&handle->machine->lock);
    node = handle->node;
    *out = node && (node->reserved || node->pending || node->exclusive);
    pthread_mutex_unlock(&handle->machine->lock);
    return node ? SQLITE_OK : SQLITE_IOERR_CHECKRESERVEDLOCK;
}

/* --- Shared memory -------------------------------------------------------- */

static disk_shared *join(disk_handle *handle)
{
    disk_node *node = handle->node;

    if (handle->shared)
        return handle->shared;
    if (!node->shared)
        node->shared = disk_allocate(sizeof(*node->shared));
    handle->shared = node->shared;
    handle->shared->refs++;
    handle->shared->live++;
    return handle->shared;
}

/* The locks go at once; the memory when nobody points to it any more. */
static void let_go(disk_handle *handle)
{
    disk_shared *shared = handle->shared;

    for (int i = 0; i < SQLITE_SHM_NLOCK; i++) {
        if (handle->shared_mask >> i & 1)
            shared->shared[i]--;
        if (shared->exclusive[i] == handle)
            shared->exclusive[i] = NULL;
    }
    handle->shared_mask = handle->exclusive_mask = 0;
    if (--shared->live == 0 && handle->node->shared == shared)
        handle->node->shared = NULL;
}

void disk_shared_leave(disk_handle *handle)
{
    disk_shared *shared = handle->shared;

    if (!shared)
        return;
    if (handle->node)
        let_go(handle);
    handle->shared = NULL;
    if (--shared->refs)
        return;
    for (int i = 0; i < shared->count; i++)
        free(shared->regions[i]);
    free(shared->regions);
    free(shared->saved);
    free(shared);
}

void disk_detach(disk_handle *handle)
{
    disk_handle **at = &handle->machine->handles;

    while (*at && *at != handle)
        at = &(*at)->next;
    if (*at)
        *at = handle->next;
    if (!handle->node)
        return;
    disk_unlock(handle, SQLITE_LOCK_NONE);
    if (handle->shared)
        let_go(handle);
    handle->node->opened--;
    handle->node = NULL;
}

int disk_map(
    sqlite3_file *file,
    int region,
    int size,
    int extend,
    void volatile **out)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    disk_shared *shared;
    int power;
    int code = SQLITE_IOERR_SHMMAP;

    *out = NULL;
    pthread_mutex_lock(&machine->lock);
    if (handle->node)
        code = disk_begin(
            machine, DISK_MAP, handle->node->name, region, NULL, 0, &power);
    if (code == SQLITE_OK) {
        shared = join(handle);
        shared->size = size;
        while (extend && shared->count <= region) {
            shared->regions = realloc(
                shared->regions,
                (size_t)(shared->count + 1) * sizeof(*shared->regions));
            if (!shared->regions)
                abort();
            shared->regions[shared->count++] = disk_allocate((size_t)size);
        }
        *out = region < shared->count ? shared->regions[region] : NULL;
    }
    pthread_mutex_unlock(&machine->lock);
    return code;
}

/* Whether somebody else's lock is in the way. */
static int blocked(const disk_handle *handle, unsigned mask, int exclusive)
{
    const disk_shared *shared = handle->shared;

    for (int i = 0; i < SQLITE_SHM_NLOCK; i++) {
        int own = handle->shared_mask >> i & 1;

        if (!(mask >> i & 1))
            continue;
        if (others(shared->exclusive[i], handle) ||
            (exclusive && shared->shared[i] > own))
            return 1;
    }
    return 0;
}

static void set_shared(disk_handle *handle, unsigned mask, int flags)
{
    disk_shared *shared = handle->shared;

    for (int i = 0; i < SQLITE_SHM_NLOCK; i++) {
        unsigned bit = 1u << i;

        if (!(mask & bit))
            continue;
        if (flags & SQLITE_SHM_EXCLUSIVE)
            shared->exclusive[i] = flags & SQLITE_SHM_LOCK ? handle : NULL;
        else if (flags & SQLITE_SHM_LOCK)
            shared->shared[i] += !(handle->shared_mask & bit);
        else
            shared->shared[i] -= (handle->shared_mask & bit) != 0;
    }
    if (flags & SQLITE_SHM_EXCLUSIVE)
        handle->exclusive_mask = flags & SQLITE_SHM_LOCK
                                     ? handle->exclusive_mask | mask
                                     : handle->exclusive_mask & ~mask;
    else
        handle->shared_mask = flags & SQLITE_SHM_LOCK
                                  ? handle->shared_mask | mask
                                  : handle->shared_mask & ~mask;
}

int disk_lock_shared(sqlite3_file *file, int first, int count, int flags)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    unsigned mask = ((1u << count) - 1) << first;
    int code = SQLITE_IOERR_SHMLOCK;

    pthread_mutex_lock(&machine->lock);
    if (handle->node && handle->shared) {
        code = SQLITE_OK;
        if (flags & SQLITE_SHM_LOCK &&
            blocked(handle, mask, flags & SQLITE_SHM_EXCLUSIVE))
            code = SQLITE_BUSY;
        else
            set_shared(handle, mask, flags);
    }
    pthread_mutex_unlock(&machine->lock);
    return code;
}

void disk_barrier(sqlite3_file *file)
{
    (void)file;
    atomic_thread_fence(memory_order_seq_cst);
}

int disk_unmap(sqlite3_file *file, int gone)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;

    (void)gone;
    pthread_mutex_lock(&machine->lock);
    disk_shared_leave(handle);
    pthread_mutex_unlock(&machine->lock);
    return SQLITE_OK;
}

/* --- Around a kill -------------------------------------------------------- */

/* A dead connection still unwinds, and would scribble on what others use. */
void disk_shared_save(disk *self)
{
    for (disk_node *node = self->nodes; node; node = node->next) {
        disk_shared *shared = node->shared;

        if (!shared || shared->saved || !shared->count)
            continue;
        shared->saved =
            disk_allocate((size_t)shared->count * (size_t)shared->size);
        shared->saved_count = shared->count;
        for (int i = 0; i < shared->count; i++)
            memcpy(
                shared->saved + (size_t)i * (size_t)shared->size,
                shared->regions[i], (size_t)shared->size);
    }
}

void disk_shared_restore(disk *self)
{
    for (disk_node *node = self->nodes; node; node = node->next) {
        disk_shared *shared = node->shared;

        for (int i = 0; shared && shared->saved && i < shared->saved_count; i++)
            memcpy(
                shared->regions[i],
                shared->saved + (size_t)i * (size_t)shared->size,
                (size_t)shared->size);
        if (shared) {
            free(shared->saved);
            shared->saved = NULL;
        }
    }
}
