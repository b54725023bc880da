/* posix_file.c - files, locks on their bytes, and the system's reasons for
 * failure on POSIX systems.
 *
 * A call interrupted by a signal is made again; signals are the host's
 * business.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64

#include "base/platform/platform.h"

#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/vfs.h>
#endif

/* --- Opening, reading, writing ------------------------------------------ */

int insights__file_open(const char *path, int flags, insights__file *out)
{
    int mode = O_CLOEXEC;
    int file;

    mode |= flags & INSIGHTS__FILE_WRITE ? O_RDWR : O_RDONLY;
    mode |= flags & INSIGHTS__FILE_CREATE ? O_CREAT : 0;
    mode |= flags & INSIGHTS__FILE_EXCLUSIVE ? O_EXCL : 0;
    mode |= flags & INSIGHTS__FILE_TRUNCATE ? O_TRUNC : 0;
    *out = INSIGHTS__NO_FILE;
    do {
        file = open(path, mode, 0600);
    } while (file < 0 && errno == EINTR);
    if (file < 0)
        return errno;
    *out = file;
    return 0;
}

void insights__file_close(insights__file file)
{
    if (file != INSIGHTS__NO_FILE)
        close(file);
}

int insights__file_size(insights__file file, int64_t *out)
{
    struct stat info;

    if (fstat(file, &info) != 0)
        return errno;
    *out = (int64_t)info.st_size;
    return 0;
}

int insights__file_sync(insights__file file)
{
    int failed;

    do {
        failed = fsync(file);
    } while (failed && errno == EINTR);
    return failed ? errno : 0;
}

int insights__file_truncate(insights__file file, int64_t size)
{
    int failed;

    do {
        failed = ftruncate(file, (off_t)size);
    } while (failed && errno == EINTR);
    return failed ? errno : 0;
}

int insights__file_read(
    insights__file file,
    int64_t at,
    void *bytes,
    size_t length,
    size_t *got)
{
    size_t done = 0;

    while (done < length) {
        ssize_t step = pread(
            file, (char *)bytes + done, length - done,
            (off_t)(at + (int64_t)done));

        if (step < 0 && errno == EINTR)
            continue;
        if (step < 0)
            return errno;
        if (step == 0)
            break;
        done += (size_t)step;
    }
    *got = done;
    return 0;
}

int insights__file_write(
    insights__file file,
    int64_t at,
    const void *bytes,
    size_t length)
{
    size_t done = 0;

    while (done < length) {
        ssize_t step = pwrite(
            file, (const char *)bytes + done, length - done,
            (off_t)(at + (int64_t)done));

        if (step < 0 && errno == EINTR)
            continue;
        if (step < 0)
            return errno;
        if (step == 0)
            return EIO;
        done += (size_t)step;
    }
    return 0;
}

/* --- Paths -------------------------------------------------------------- */

static void identity_of(const struct stat *info, insights__file_identity *out)
{
    out->device = (uint64_t)info->st_dev;
    out->inode = (uint64_t)info->st_ino;
}

int insights__file_identify(insights__file file, insights__file_identity *out)
{
    struct stat info;

    if (fstat(file, &info) != 0)
        return errno;
    identity_of(&info, out);
    return 0;
}

int insights__path_identify(const char *path, insights__file_identity *out)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return errno;
    identity_of(&info, out);
    return 0;
}

int insights__path_delete(const char *path)
{
    return unlink(path) == 0 ? 0 : errno;
}

int insights__path_rename(const char *from, const char *to)
{
    return rename(from, to) == 0 ? 0 : errno;
}

/* --- Locks -------------------------------------------------------------- */

static struct flock lock_of(short type, int64_t at, int64_t length)
{
    struct flock lock;

    memset(&lock, 0, sizeof(lock));
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = (off_t)at;
    lock.l_len = (off_t)length;
    return lock;
}

/* The fcntl() command for an owner, or -1 where the system has none. */
static int command_of(insights__lock_owner owner, int wait)
{
    if (owner == INSIGHTS__LOCK_PROCESS)
        return wait ? F_SETLKW : F_SETLK;
#if defined(F_OFD_SETLK)
    return wait ? F_OFD_SETLKW : F_OFD_SETLK;
#else
    return -1;
#endif
}

static int set_lock(
    insights__file file,
    int command,
    short type,
    int64_t at,
    int64_t size)
{
    struct flock lock = lock_of(type, at, size);
    int failed;

    if (command < 0)
        return ENOTSUP;
    do {
        failed = fcntl(file, command, &lock);
    } while (failed < 0 && errno == EINTR);
    if (failed < 0)
        return errno == EACCES ? EAGAIN : errno;
    return 0;
}

int insights__file_lock(
    insights__file file,
    insights__lock_owner owner,
    int64_t at,
    int64_t length,
    int wait)
{
    return set_lock(file, command_of(owner, wait), F_WRLCK, at, length);
}

int insights__file_unlock(
    insights__file file,
    insights__lock_owner owner,
    int64_t at,
    int64_t length)
{
    return set_lock(file, command_of(owner, 0), F_UNLCK, at, length);
}

int insights__file_lock_held(
    insights__file file,
    insights__lock_owner owner,
    int64_t at,
    int64_t length,
    int *held,
    int64_t *process)
{
    struct flock lock = lock_of(F_WRLCK, at, length);
    int command = F_GETLK;

    if (owner == INSIGHTS__LOCK_DESCRIPTION) {
#if defined(F_OFD_GETLK)
        command = F_OFD_GETLK;
#else
        return ENOTSUP;
#endif
    }
    if (fcntl(file, command, &lock) != 0)
        return errno;
    *held = lock.l_type != F_UNLCK;
    if (process)
        *process = *held && lock.l_pid > 0 ? (int64_t)lock.l_pid : 0;
    return 0;
}

/* --- Network filesystems ------------------------------------------------ */

#if defined(__linux__)
static const struct {
    uint32_t type; /* statfs.f_type */
    const char *name;
} network_types[] = {
    {0x00006969u, "nfs"},   {0x0000517bu, "smb"},    {0xff534d42u, "cifs"},
    {0xfe534d42u, "smb2"},  {0x01021997u, "9p"},     {0x5346414fu, "afs"},
    {0x6b414653u, "afs"},   {0x73757245u, "coda"},   {0x00c36400u, "ceph"},
    {0x0000564cu, "ncp"},   {0x0bd00bd0u, "lustre"}, {0x01161970u, "gfs2"},
    {0x7461636fu, "ocfs2"},
};

#define TYPE_FUSE 0x65735546u

/* What kind of FUSE mount the device of `path` is, when it is one that
 * reaches over a network. */
static const char *fuse_network(const char *path)
{
    static const struct {
        const char *type;
        const char *name;
    } kinds[] = {
        {"fuse.sshfs", "sshfs"},       {"fuse.glusterfs", "glusterfs"},
        {"fuse.s3fs", "s3fs"},         {"fuse.rclone", "rclone"},
        {"fuse.davfs", "davfs"},       {"fuse.gvfsd-fuse", "gvfs"},
        {"fuse.smbnetfs", "smbnetfs"}, {"fuse.curlftpfs", "curlftpfs"},
        {"fuse.nfs", "nfs"},           {"fuse.juicefs", "juicefs"},
    };
    const char *found = NULL;
    char line[1024];
    char device[32];
    struct stat info;
    FILE *mounts;

    if (stat(path, &info) != 0)
        return NULL;
    snprintf(
        device, sizeof(device), " %u:%u ",
        (unsigned)((info.st_dev >> 8) & 0xfff),
        (unsigned)((info.st_dev & 0xff) | ((info.st_dev >> 12) & 0xfff00)));
    mounts = fopen("/proc/self/mountinfo", "re");
    if (!mounts)
        return NULL;
    while (!found && fgets(line, sizeof(line), mounts)) {
        const char *type = strstr(line, " - ");

        if (!type || !strstr(line, device))
            continue;
        for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
            size_t length = strlen(kinds[i].type);

            if (strncmp(type + 3, kinds[i].type, length) == 0)
                found = kinds[i].name;
        }
    }
    fclose(mounts);
    return found;
}

/* statfs() of `path`, or of its folder where there is no such file. */
static int look_at(
    const char *path,
    struct statfs *out,
    char *seen,
    size_t size)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;

    if (strlen(path) < size && statfs(path, out) == 0) {
        memcpy(seen, path, strlen(path) + 1);
        return 1;
    }
    if (length + 2 > size)
        return 0;
    if (!slash) {
        memcpy(seen, ".", 2);
    } else {
        length = length ? length : 1;
        memcpy(seen, path, length);
        seen[length] = '\0';
    }
    return statfs(seen, out) == 0;
}

const char *insights__path_network(const char *path)
{
    struct statfs info;
    char seen[4096];
    uint32_t type;

    if (!look_at(path, &info, seen, sizeof(seen)))
        return NULL;
    type = (uint32_t)info.f_type;
    for (size_t i = 0; i < sizeof(network_types) / sizeof(*network_types);
         i++) {
        if (network_types[i].type == type)
            return network_types[i].name;
    }
    return type == TYPE_FUSE ? fuse_network(seen) : NULL;
}
#else
const char *insights__path_network(const char *path)
{
    (void)path;
    return NULL;
}
#endif

/* --- Errors and whole files --------------------------------------------- */

static const struct {
    int code;
    insights_status status;
    const char *why;
} reasons[] = {
    {ENOENT, INSIGHTS_E_NOT_FOUND, "no such file or folder"},
    {ENOTDIR, INSIGHTS_E_NOT_FOUND, "a part of the path is not a folder"},
    {EACCES, INSIGHTS_E_DENIED, "permission denied"},
    {EPERM, INSIGHTS_E_DENIED, "not permitted"},
    {EROFS, INSIGHTS_E_READ_ONLY, "the filesystem is read-only"},
    {EISDIR, INSIGHTS_E_INVALID, "it is a folder"},
    {EEXIST, INSIGHTS_E_EXISTS, "it exists already"},
    {ENOSPC, INSIGHTS_E_FULL, "the disk is full"},
    {EDQUOT, INSIGHTS_E_FULL, "the quota is used up"},
    {EFBIG, INSIGHTS_E_FULL, "the file would be too large"},
    {ENOMEM, INSIGHTS_E_NOMEM, "out of memory"},
    {EAGAIN, INSIGHTS_E_BUSY, "locked by another process"},
    {EMFILE, INSIGHTS_E_AGAIN, "too many open files in this process"},
    {ENFILE, INSIGHTS_E_AGAIN, "too many open files on this machine"},
    {ENAMETOOLONG, INSIGHTS_E_INVALID, "the name is too long"},
    {ELOOP, INSIGHTS_E_INVALID, "too many symbolic links"},
    {ENOLCK, INSIGHTS_E_IO, "the filesystem offers no locks"},
    {ENOTSUP, INSIGHTS_E_UNSUPPORTED, "the filesystem does not support it"},
    {EIO, INSIGHTS_E_IO, "the device failed"},
    {ESTALE, INSIGHTS_E_IO, "the network folder changed underneath"},
    {ENXIO, INSIGHTS_E_IO, "nobody is at the other end"},
};

insights_status insights__fail_system(
    insights_error **error,
    int code,
    const char *what,
    const char *path)
{
    for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++) {
        if (reasons[i].code == code)
            return insights__fail(
                error, reasons[i].status, "cannot %s '%s': %s", what, path,
                reasons[i].why);
    }
    return insights__fail(
        error, INSIGHTS_E_IO, "cannot %s '%s': system error %d", what, path,
        code);
}

insights_status insights__file_read_all(
    const char *path,
    size_t maximum,
    char **out,
    size_t *length,
    insights_error **error)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;
    insights__file file = INSIGHTS__NO_FILE;
    insights_status status;
    char chunk[16384];
    int failed;

    *out = NULL;
    *length = 0;
    buffer.maximum = maximum;
    failed = insights__file_open(path, 0, &file);
    if (failed)
        return insights__fail_system(error, failed, "open", path);

    while (buffer.status == INSIGHTS_OK) {
        ssize_t step = read(file, chunk, sizeof(chunk));

        if (step < 0 && errno == EINTR)
            continue;
        if (step < 0) {
            status = insights__fail_system(error, errno, "read", path);
            goto out;
        }
        if (step == 0)
            break;
        insights__buffer_append(&buffer, chunk, (size_t)step);
    }
    status = insights__buffer_check(&buffer, path, error);
    if (status < 0)
        goto out;
    *length = buffer.length;
    *out = insights__buffer_take(&buffer);
    if (!*out) {
        *length = 0;
        status = insights__fail_nomem(error);
    }

out:
    insights__buffer_free(&buffer);
    insights__file_close(file);
    return status;
}
