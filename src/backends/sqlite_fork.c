/* sqlite_fork.c - opening a file again in a forked child.
 *
 * SQLite keeps one entry per open file, found by device and inode, with the
 * locks that it holds there. A forked child inherits these entries, but not
 * the locks: what it opened would rely on locks that it does not have. So in
 * a child every inode is given a number that was never seen before the fork,
 * and SQLite starts a fresh entry. The inherited ones are never used again.
 */
#define _GNU_SOURCE

#include "backends/sqlite.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>

static atomic_uint generation;

static void renumber(struct stat *info)
{
    info->st_ino ^= (ino_t)atomic_load(&generation) << 44;
}

static int renumbered_fstat(int file, struct stat *info)
{
    int failed = fstat(file, info);

    if (!failed)
        renumber(info);
    return failed;
}

static int renumbered_stat(const char *path, struct stat *info)
{
    int failed = stat(path, info);

    if (!failed)
        renumber(info);
    return failed;
}

void insights__sqlite_forked(void)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

    if (!vfs || vfs->iVersion < 3 ||
        atomic_load(&generation) == insights__fork_generation())
        return;
    atomic_store(&generation, insights__fork_generation());
    vfs->xSetSystemCall(
        vfs, "fstat", (sqlite3_syscall_ptr)(void (*)(void))renumbered_fstat);
    vfs->xSetSystemCall(
        vfs, "stat", (sqlite3_syscall_ptr)(void (*)(void))renumbered_stat);
}
