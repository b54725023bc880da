/* disk_vfs.c - the disk as SQLite sees it. */
#include "simulation/disk_inside.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static disk *machine_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static disk_handle *handle_of(sqlite3_file *file)
{
    return (disk_handle *)(void *)file;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* --- An open file --------------------------------------------------------- */

static int close_file(sqlite3_file *file)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    disk_node *node;

    pthread_mutex_lock(&machine->lock);
    node = handle->node;
    disk_shared_leave(handle);
    disk_detach(handle);
    if (node && handle->delete_on_close)
        node->linked = node->durable = 0;
    if (node)
        disk_sweep(machine);
    pthread_mutex_unlock(&machine->lock);
    return SQLITE_OK;
}

static int read_file(
    sqlite3_file *file,
    void *out,
    int length,
    sqlite3_int64 at)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    int64_t there = 0;
    int power;
    int code = SQLITE_IOERR_READ;

    pthread_mutex_lock(&machine->lock);
    if (handle->node)
        code = disk_begin(
            machine, DISK_READ, handle->node->name, at, NULL, 0, &power);
    if (code == SQLITE_OK) {
        const disk_bytes *now = &handle->node->now;

        there = now->length > at ? now->length - at : 0;
        there = there < length ? there : length;
        if (there)
            memcpy(out, now->data + at, (size_t)there);
        memset((char *)out + there, 0, (size_t)(length - there));
        code = there < length ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
        if (power) {
            disk_stop(machine, power);
            code = SQLITE_IOERR_READ;
        }
    }
    pthread_mutex_unlock(&machine->lock);
    return code;
}

static int write_file(
    sqlite3_file *file,
    const void *bytes,
    int length,
    sqlite3_int64 at)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    int code = SQLITE_IOERR_WRITE;

    pthread_mutex_lock(&machine->lock);
    if (handle->node)
        code = disk_write(machine, handle->node, at, bytes, length);
    pthread_mutex_unlock(&machine->lock);
    return code;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 length)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    int code = SQLITE_IOERR_TRUNCATE;

    pthread_mutex_lock(&machine->lock);
    if (handle->node)
        code = disk_truncate(machine, handle->node, length);
    pthread_mutex_unlock(&machine->lock);
    return code;
}

static int sync_file(sqlite3_file *file, int flags)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    int code = SQLITE_IOERR_FSYNC;

    (void)flags;
    pthread_mutex_lock(&machine->lock);
    if (handle->node) {
        code = disk_sync(machine, handle->node, handle->sync_name);
        if (code == SQLITE_OK)
            handle->sync_name = 0;
    }
    pthread_mutex_unlock(&machine->lock);
    return code;
}

static int length_of(sqlite3_file *file, sqlite3_int64 *out)
{
    disk_handle *handle = handle_of(file);
    disk *machine = handle->machine;
    int code = SQLITE_IOERR_FSTAT;

    pthread_mutex_lock(&machine->lock);
    if (handle->node) {
        *out = handle->node->now.length;
        code = SQLITE_OK;
    }
    pthread_mutex_unlock(&machine->lock);
    return code;
}

static int control(sqlite3_file *file, int what, void *argument)
{
    (void)file;
    (void)what;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *file)
{
    (void)file;
    return 4096;
}

/* Bytes beside those of a torn write stay whole. */
static int characteristics(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = length_of,
    .xLock = disk_lock_file,
    .xUnlock = disk_unlock_file,
    .xCheckReservedLock = disk_check_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = disk_map,
    .xShmLock = disk_lock_shared,
    .xShmBarrier = disk_barrier,
    .xShmUnmap = disk_unmap,
};

/* --- The disk ------------------------------------------------------------- */

/* The file to open. A database stands where the system has a file of its
 * path, however empty. */
static disk_node *file_for(
    disk *machine,
    const char *path,
    const char *name,
    int flags)
{
    disk_node *node = *name ? disk_find(machine, name) : NULL;

    if (node && flags & SQLITE_OPEN_CREATE && flags & SQLITE_OPEN_EXCLUSIVE)
        return NULL;
    if (!node && (!*name || flags & SQLITE_OPEN_CREATE ||
                  (flags & SQLITE_OPEN_MAIN_DB && access(path, F_OK) == 0)))
        node = disk_make(machine, name);
    return node;
}

static int open_file(
    sqlite3_vfs *vfs,
    const char *path,
    sqlite3_file *file,
    int flags,
    int *out_flags)
{
    const int journals =
        SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
    disk *machine = machine_of(vfs);
    disk_handle *handle = handle_of(file);
    const char *name = path ? last_part(path) : "";
    disk_node *node = NULL;
    int power;
    int code;

    memset(handle, 0, sizeof(*handle));
    pthread_mutex_lock(&machine->lock);
    code = disk_begin(machine, DISK_OPEN, name, flags, NULL, 0, &power);
    if (code == SQLITE_OK && power) {
        disk_stop(machine, power);
        code = SQLITE_CANTOPEN;
    }
    if (code == SQLITE_OK) {
        node = file_for(machine, path, name, flags);
        code = node ? SQLITE_OK : SQLITE_CANTOPEN;
    }
    if (code == SQLITE_OK) {
        handle->base.pMethods = &methods;
        handle->machine = machine;
        handle->node = node;
        handle->process = machine->process;
        handle->sync_name = flags & journals && !node->durable;
        handle->delete_on_close = flags & SQLITE_OPEN_DELETEONCLOSE;
        handle->next = machine->handles;
        machine->handles = handle;
        node->opened++;
        if (out_flags)
            *out_flags = flags;
    }
    pthread_mutex_unlock(&machine->lock);
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int last)
{
    disk *machine = machine_of(vfs);
    const char *name = last_part(path);
    disk_node *node;
    int power;
    int code;

    pthread_mutex_lock(&machine->lock);
    node = disk_find(machine, name);
    code = disk_begin(machine, DISK_DELETE, name, last, NULL, 0, &power);
    if (code == SQLITE_OK && !node)
        code = SQLITE_IOERR_DELETE_NOENT;
    if (code == SQLITE_OK)
        disk_unlink(machine, node, last && !power);
    if (power)
        disk_stop(machine, power);
    pthread_mutex_unlock(&machine->lock);
    return power ? SQLITE_IOERR_DELETE : code;
}

static int exists(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
    disk *machine = machine_of(vfs);
    const disk_node *node;
    int dead;

    pthread_mutex_lock(&machine->lock);
    node = disk_find(machine, last_part(path));
    *out = node && (flags != SQLITE_ACCESS_EXISTS || node->now.length > 0);
    dead = disk_is_dead(machine);
    pthread_mutex_unlock(&machine->lock);
    return dead ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int full_path(sqlite3_vfs *vfs, const char *path, int size, char *out)
{
    (void)vfs;
    return snprintf(out, (size_t)size, "%s", path) < size ? SQLITE_OK
                                                          : SQLITE_CANTOPEN;
}

static int randomness(sqlite3_vfs *vfs, int length, char *out)
{
    disk *machine = machine_of(vfs);

    pthread_mutex_lock(&machine->lock);
    for (int i = 0; i < length; i++)
        out[i] = (char)disk_draw(&machine->noise);
    pthread_mutex_unlock(&machine->lock);
    return length;
}

static int sleep_us(sqlite3_vfs *vfs, int microseconds)
{
    disk *machine = machine_of(vfs);

    pthread_mutex_lock(&machine->lock);
    machine->now_ns += (int64_t)microseconds * 1000;
    pthread_mutex_unlock(&machine->lock);
    return microseconds;
}

static int time_ms(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    /* Since noon of 24 November 4714 BC. */
    *out = INT64_C(1767225600000) + INT64_C(210866760000000) +
           disk_now_ns(machine_of(vfs)) / 1000000;
    return SQLITE_OK;
}

static int time_days(sqlite3_vfs *vfs, double *out)
{
    sqlite3_int64 now;

    time_ms(vfs, &now);
    *out = (double)now / 86400000.0;
    return SQLITE_OK;
}

static int last_error(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs;
    (void)size;
    (void)out;
    return 0;
}

void disk_vfs_init(sqlite3_vfs *vfs)
{
    vfs->iVersion = 2;
    vfs->szOsFile = sizeof(disk_handle);
    vfs->mxPathname = 1024;
    vfs->zName = "simulated disk";
    vfs->xOpen = open_file;
    vfs->xDelete = delete_file;
    vfs->xAccess = exists;
    vfs->xFullPathname = full_path;
    vfs->xRandomness = randomness;
    vfs->xSleep = sleep_us;
    vfs->xCurrentTime = time_days;
    vfs->xCurrentTimeInt64 = time_ms;
    vfs->xGetLastError = last_error;
}
