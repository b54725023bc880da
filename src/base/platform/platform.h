/* platform.h - what the library asks of the operating system beyond C11.
 *
 * Threads, locks, files, forks and wake-ups; posix*.c implement it. Nothing
 * else in the library includes pthread.h, unistd.h or fcntl.h. Functions that
 * can fail for the system's reasons give an errno value (0: done), which
 * insights__fail_system() turns into an error.
 */
#ifndef INSIGHTS_BASE_PLATFORM_H
#define INSIGHTS_BASE_PLATFORM_H

#include "base/error.h"

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

/* --- Clocks, chance, numbers; use environment.h and number.h instead ---- */

int64_t insights__platform_wall_ms(void);
int64_t insights__platform_monotonic_ns(void);
int insights__platform_random(void *bytes, size_t length); /* 0: failed */
double insights__platform_strtod(const char *text);        /* in the C locale */

/* --- Locks and threads -------------------------------------------------- */

typedef pthread_mutex_t insights__mutex;
typedef pthread_cond_t insights__condition;
typedef pthread_once_t insights__once;
typedef pthread_t insights__thread;

#define INSIGHTS__MUTEX_INIT PTHREAD_MUTEX_INITIALIZER
#define INSIGHTS__ONCE_INIT PTHREAD_ONCE_INIT

int insights__mutex_init(insights__mutex *mutex);
void insights__mutex_destroy(insights__mutex *mutex);
void insights__mutex_lock(insights__mutex *mutex);
int insights__mutex_try_lock(insights__mutex *mutex); /* 1: locked */
void insights__mutex_unlock(insights__mutex *mutex);

/* Conditions time out by the monotonic clock. */
int insights__condition_init(insights__condition *condition);
void insights__condition_destroy(insights__condition *condition);
void insights__condition_wait(
    insights__condition *condition,
    insights__mutex *mutex);
/* 0 where `milliseconds` passed without a signal. */
int insights__condition_wait_for(
    insights__condition *condition,
    insights__mutex *mutex,
    int64_t milliseconds);
void insights__condition_signal(insights__condition *condition);
void insights__condition_broadcast(insights__condition *condition);

void insights__once_run(insights__once *once, void (*function)(void));

/* Starts a thread that takes no signals, so that the host's handlers run on
 * the host's threads. */
int insights__thread_start(
    insights__thread *thread,
    void (*function)(void *user),
    void *user);
void insights__thread_join(insights__thread thread);
/* It frees itself at its end and must not be joined. */
void insights__thread_detach(insights__thread thread);
int insights__thread_is_self(insights__thread thread);
void insights__sleep_ms(int64_t milliseconds);
void insights__thread_yield(void);

/* --- Processes and forks ------------------------------------------------ */

int64_t insights__process_id(void);

/* Grows by one in a forked child; compare it with what it was. The first call
 * is made before the fork that is to be noticed. */
unsigned insights__fork_generation(void);

/* Called around each fork from now on; any of them may be NULL. */
int insights__at_fork(
    void (*before)(void),
    void (*in_parent)(void),
    void (*in_child)(void));

/* What a program answered. */
typedef struct insights__process_result {
    char *out; /* what it wrote, with a NUL behind it; owned */
    size_t length;
    char said[512]; /* the first of what it complained of */
    int code;       /* its exit code; -1: it was killed */
    int timed_out;
    int overflowed; /* it wrote more than was allowed */
} insights__process_result;

/* Run a program found on PATH, without a shell, in the same environment, with
 * `bytes` as its standard input. It is killed where it writes more than
 * `maximum` bytes or takes longer. ENOENT: there is no such program. */
int insights__process_run(
    const char *const *arguments, /* the program first, NULL last */
    const void *bytes,
    size_t length,
    size_t maximum,
    int64_t milliseconds,
    insights__process_result *result);

/* --- Files -------------------------------------------------------------- */

typedef int insights__file;
#define INSIGHTS__NO_FILE (-1)

enum {
    INSIGHTS__FILE_WRITE = 1,     /* else read only */
    INSIGHTS__FILE_CREATE = 2,    /* where it is missing, mode 0600 */
    INSIGHTS__FILE_EXCLUSIVE = 4, /* with CREATE: it must not exist */
    INSIGHTS__FILE_TRUNCATE = 8
};

/* Never inherited by programs that are started later. */
int insights__file_open(const char *path, int flags, insights__file *out);
void insights__file_close(insights__file file);
int insights__file_size(insights__file file, int64_t *out);
int insights__file_sync(insights__file file);
int insights__file_truncate(insights__file file, int64_t size);

/* All of `length` bytes at `at`, or as many as there are before the end of
 * the file (`*got`). */
int insights__file_read(
    insights__file file,
    int64_t at,
    void *bytes,
    size_t length,
    size_t *got);
int insights__file_write(
    insights__file file,
    int64_t at,
    const void *bytes,
    size_t length);

/* What makes two paths the same file. */
typedef struct insights__file_identity {
    uint64_t device;
    uint64_t inode;
} insights__file_identity;

int insights__file_identify(insights__file file, insights__file_identity *out);
int insights__path_identify(const char *path, insights__file_identity *out);

/* ENOENT where there is nothing at `path`. */
int insights__path_delete(const char *path);
int insights__path_rename(const char *from, const char *to);

/* Locks on byte ranges. PROCESS locks belong to the process, which loses all
 * of them on a file when it closes any descriptor of that file; DESCRIPTION
 * locks belong to the open descriptor and are inherited by children. The
 * kernel drops both when the owner dies. */
typedef enum insights__lock_owner {
    INSIGHTS__LOCK_PROCESS = 0,
    INSIGHTS__LOCK_DESCRIPTION = 1
} insights__lock_owner;

/* Lock for writing. 0: ours; EAGAIN: another holds it (with `wait` 0). EINTR
 * never; ENOTSUP where the system has no DESCRIPTION locks. */
int insights__file_lock(
    insights__file file,
    insights__lock_owner owner,
    int64_t at,
    int64_t length,
    int wait);
int insights__file_unlock(
    insights__file file,
    insights__lock_owner owner,
    int64_t at,
    int64_t length);
/* `*held` is 1 where another than this owner holds a byte of the range;
 * `*process` (may be NULL) who, or 0 where the kernel cannot tell. */
int insights__file_lock_held(
    insights__file file,
    insights__lock_owner owner,
    int64_t at,
    int64_t length,
    int *held,
    int64_t *process);

/* --- Waking and noticing ------------------------------------------------ */

/* A flag that is up or down. Its descriptor is readable while it is up. */
typedef struct insights__wake {
    insights__file read_end;
    insights__file write_end; /* the same, where the system can do that */
} insights__wake;

#define INSIGHTS__WAKE_INIT                  \
    {                                        \
        INSIGHTS__NO_FILE, INSIGHTS__NO_FILE \
    }

int insights__wake_init(insights__wake *wake);
void insights__wake_destroy(insights__wake *wake);
void insights__wake_raise(insights__wake *wake);
void insights__wake_lower(insights__wake *wake);

/* In a forked child: put a flag of its own, down, in the place of the one it
 * shares with its parent, under the same descriptor. */
int insights__wake_renew(insights__wake *wake);

/* A descriptor that notices when the file at `path` is written to, by
 * whomever; close it like a file. ENOTSUP where the system has none. */
int insights__notice_open(const char *path, insights__file *out);

/* Sleep until the flag is up, what `notice` (or INSIGHTS__NO_FILE) is on was
 * written, or so much time is over (negative: no matter how much); sometimes
 * for less. Takes the flag down, and forgets what was noticed. */
void insights__wake_wait(
    insights__wake *wake,
    insights__file notice,
    int64_t milliseconds);

/* --- Network filesystems ------------------------------------------------ */

/* The kind of a network or shared filesystem that `path`, or the folder it
 * would stand in, is on ("nfs", "smb", "9p", …), or NULL. Static. */
const char *insights__path_network(const char *path);

/* --- Errors and whole files --------------------------------------------- */

/* "cannot `what` '`path`': `why`", with the status that fits `code`. */
insights_status insights__fail_system(
    insights_error **error,
    int code,
    const char *what,
    const char *path);

/* The bytes of a file of at most `maximum` bytes, with a NUL behind them,
 * owned. Pipes and devices are read to their end. */
insights_status insights__file_read_all(
    const char *path,
    size_t maximum,
    char **out,
    size_t *length,
    insights_error **error);

#endif
