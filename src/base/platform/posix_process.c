/* posix_process.c - programs that are run for what they write.
 *
 * What a program reads is a file without a name, so that nothing of it is
 * left behind and no write to a closed pipe can raise a signal in the host.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64

#include "base/platform/platform.h"

#include "base/alloc.h"
#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* A file without a name, mode 0600. */
static int nameless_file(insights__file *out)
{
#if defined(MFD_CLOEXEC)
    *out = memfd_create("insights", MFD_CLOEXEC);
    if (*out >= 0)
        return 0;
#endif
    {
        char path[] = "/tmp/insights-XXXXXX";

        *out = mkstemp(path);
        if (*out < 0)
            return errno;
        unlink(path);
        fcntl(*out, F_SETFD, FD_CLOEXEC);
    }
    return 0;
}

static int make_pipe(int ends[2])
{
#if defined(__linux__)
    return pipe2(ends, O_CLOEXEC) ? errno : 0;
#else
    if (pipe(ends))
        return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

/* The child's signals as a shell would start it. */
static int set_signals(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t usual;
    int failed;

    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGTERM);
    sigaddset(&usual, SIGINT);
    failed = posix_spawnattr_setsigmask(attributes, &none);
    if (!failed)
        failed = posix_spawnattr_setsigdefault(attributes, &usual);
    if (!failed)
        failed = posix_spawnattr_setflags(
            attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return failed;
}

/* What argv wants, though nobody changes it. */
static char *const *as_argv(const char *const *arguments)
{
    union {
        const char *const *given;
        char *const *wanted;
    } same = {arguments};

    return same.wanted;
}

static int spawn(
    const char *const *arguments,
    const int standard[3],
    pid_t *out)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed = posix_spawn_file_actions_init(&actions);

    if (failed)
        return failed;
    failed = posix_spawnattr_init(&attributes);
    if (failed) {
        posix_spawn_file_actions_destroy(&actions);
        return failed;
    }
    for (int i = 0; i < 3 && !failed; i++)
        failed = posix_spawn_file_actions_adddup2(&actions, standard[i], i);
#if defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 34)
    if (!failed)
        failed = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
#endif
    if (!failed)
        failed = set_signals(&attributes);
    if (!failed)
        failed = posix_spawnp(
            out, arguments[0], &actions, &attributes, as_argv(arguments),
            environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* Take what is there; closes the end where it has ended. Of what `cuts` the
 * rest is dropped. */
static void drain(int *end, insights__buffer *into, int cuts)
{
    char piece[16384];
    ssize_t got = read(*end, piece, sizeof(piece));
    size_t length = got > 0 ? (size_t)got : 0;

    if (cuts && length > into->maximum - into->length)
        length = into->maximum - into->length;
    if (got > 0)
        insights__buffer_append(into, piece, length);
    else if (got == 0 || (errno != EINTR && errno != EAGAIN))
        close_end(end);
}

/* Read both pipes until they end, there is too much or it took too long. */
static void collect(
    int ends[2],
    insights__buffer text[2],
    int64_t milliseconds,
    insights__process_result *result)
{
    int64_t until = insights__platform_monotonic_ns() / 1000000 + milliseconds;

    while (ends[0] >= 0 || ends[1] >= 0) {
        struct pollfd polled[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLIN, 0}};
        int64_t left = until - insights__platform_monotonic_ns() / 1000000;

        if (left <= 0 || text[0].status < 0) {
            result->timed_out = left <= 0;
            result->overflowed = text[0].status == INSIGHTS_E_LIMIT;
            return;
        }
        poll(polled, 2, left > 1000 ? 1000 : (int)left);
        for (int i = 0; i < 2; i++)
            if (polled[i].fd >= 0 && polled[i].revents)
                drain(&ends[i], &text[i], i == 1);
    }
    result->overflowed = text[0].status == INSIGHTS_E_LIMIT;
}

/* Where the host reaps its children itself nothing is known of this one. */
static void reap(pid_t child, int kills, insights__process_result *result)
{
    int code = 0;
    pid_t got;

    if (kills)
        kill(child, SIGKILL);
    do {
        got = waitpid(child, &code, 0);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        result->code = 0;
    else
        result->code = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
}

static int write_input(insights__file file, const void *bytes, size_t length)
{
    int failed = insights__file_write(file, 0, bytes, length);

    return failed ? failed : lseek(file, 0, SEEK_SET) < 0 ? errno : 0;
}

int insights__process_run(
    const char *const *arguments,
    const void *bytes,
    size_t length,
    size_t maximum,
    int64_t milliseconds,
    insights__process_result *result)
{
    insights__buffer text[2] = {INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT};
    int out[2] = {-1, -1};
    int said[2] = {-1, -1};
    int ends[2];
    int standard[3] = {-1, -1, -1};
    pid_t child = -1;
    int failed = nameless_file(&standard[0]);

    memset(result, 0, sizeof(*result));
    text[0].maximum = maximum;
    text[1].maximum = sizeof(result->said) - 1;
    if (!failed)
        failed = write_input(standard[0], bytes, length);
    if (!failed)
        failed = make_pipe(out);
    if (!failed)
        failed = make_pipe(said);
    standard[1] = out[1];
    standard[2] = said[1];
    if (!failed)
        failed = spawn(arguments, standard, &child);
    close_end(&out[1]);
    close_end(&said[1]);
    close_end(&standard[0]);
    ends[0] = out[0];
    ends[1] = said[0];
    if (!failed) {
        collect(ends, text, milliseconds, result);
        reap(child, result->timed_out || text[0].status < 0, result);
        strncpy(
            result->said, insights__buffer_text(&text[1]),
            sizeof(result->said) - 1);
        if (text[0].status == INSIGHTS_E_NOMEM)
            failed = ENOMEM;
        result->length = text[0].length;
    }
    close_end(&ends[0]);
    close_end(&ends[1]);
    if (!failed && !result->overflowed) {
        insights__buffer_append(&text[0], "", 0);
        result->out = insights__buffer_take(&text[0]);
        failed = result->out ? 0 : ENOMEM;
    }
    insights__buffer_free(&text[0]);
    insights__buffer_free(&text[1]);
    return failed;
}
