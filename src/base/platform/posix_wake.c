/* posix_wake.c - flags that a thread or an event loop can sleep on, and
 * files that are noticed when they are written, on POSIX systems.
 *
 * Keeps true: a descriptor of a flag is readable exactly while it is up.
 */
#define _GNU_SOURCE

#include "base/platform/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/eventfd.h>
#include <sys/inotify.h>
#endif

/* --- Flags ---------------------------------------------------------------- */

static void close_ends(insights__wake *wake)
{
    insights__file_close(wake->read_end);
    if (wake->write_end != wake->read_end)
        insights__file_close(wake->write_end);
    wake->read_end = wake->write_end = INSIGHTS__NO_FILE;
}

int insights__wake_init(insights__wake *wake)
{
#if defined(__linux__)
    int file = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

    wake->read_end = wake->write_end = file;
    return file < 0 ? errno : 0;
#else
    int ends[2];

    wake->read_end = wake->write_end = INSIGHTS__NO_FILE;
    if (pipe(ends) != 0)
        return errno;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    wake->read_end = ends[0];
    wake->write_end = ends[1];
    return 0;
#endif
}

void insights__wake_destroy(insights__wake *wake)
{
    close_ends(wake);
}

/* A flag that cannot rise further is up. */
void insights__wake_raise(insights__wake *wake)
{
    uint64_t one = 1;
    size_t length = wake->write_end == wake->read_end ? sizeof(one) : 1;
    ssize_t done;

    do {
        done = write(wake->write_end, &one, length);
    } while (done < 0 && errno == EINTR);
}

void insights__wake_lower(insights__wake *wake)
{
    uint64_t bytes[8];
    ssize_t done;

    do {
        done = read(wake->read_end, bytes, sizeof(bytes));
    } while ((done < 0 && errno == EINTR) || done == sizeof(bytes));
}

int insights__wake_renew(insights__wake *wake)
{
    insights__wake fresh;
    int failed = insights__wake_init(&fresh);

    if (failed)
        return failed;
    if (dup2(fresh.read_end, wake->read_end) < 0 ||
        (fresh.write_end != fresh.read_end &&
         dup2(fresh.write_end, wake->write_end) < 0))
        failed = errno;
    fcntl(wake->read_end, F_SETFD, FD_CLOEXEC);
    fcntl(wake->write_end, F_SETFD, FD_CLOEXEC);
    close_ends(&fresh);
    return failed;
}

/* --- Files ---------------------------------------------------------------- */

int insights__notice_open(const char *path, insights__file *out)
{
#if defined(__linux__)
    int failed;

    *out = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (*out < 0)
        return errno;
    if (inotify_add_watch(*out, path, IN_MODIFY) >= 0)
        return 0;
    failed = errno;
    close(*out);
    *out = INSIGHTS__NO_FILE;
    return failed;
#else
    (void)path;
    *out = INSIGHTS__NO_FILE;
    return ENOTSUP;
#endif
}

static void forget_notices(insights__file notice)
{
    char bytes[4096];
    ssize_t done;

    do {
        done = read(notice, bytes, sizeof(bytes));
    } while (done > 0 || (done < 0 && errno == EINTR));
}

void insights__wake_wait(
    insights__wake *wake,
    insights__file notice,
    int64_t milliseconds)
{
    struct pollfd waits[2] = {{wake->read_end, POLLIN, 0}, {notice, POLLIN, 0}};
    int timeout = milliseconds < 0        ? -1
                  : milliseconds > 600000 ? 600000
                                          : (int)milliseconds;

    poll(waits, notice == INSIGHTS__NO_FILE ? 1 : 2, timeout);
    if (waits[0].revents)
        insights__wake_lower(wake);
    if (waits[1].revents)
        forget_notices(notice);
}
