/* posix.c - clocks, chance, locks, threads and forks on POSIX systems. */
#define _GNU_SOURCE

#include "base/platform/platform.h"

#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

#include "base/alloc.h"

#define NS_PER_SECOND 1000000000

/* --- Clocks, chance, numbers -------------------------------------------- */

int64_t insights__platform_wall_ms(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t insights__platform_monotonic_ns(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

int insights__platform_random(void *bytes, size_t length)
{
    unsigned char *at = bytes;

    while (length) {
        size_t step = length < 256 ? length : 256;

        if (getentropy(at, step) != 0)
            return 0;
        at += step;
        length -= step;
    }
    return 1;
}

static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

/* The one C locale there is; glibc and others make it without memory. */
static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

double insights__platform_strtod(const char *text)
{
    insights__once_run(&c_locale_once, make_c_locale);
    return strtod_l(text, NULL, c_locale);
}

/* --- Locks and threads -------------------------------------------------- */

int insights__mutex_init(insights__mutex *mutex)
{
    return pthread_mutex_init(mutex, NULL);
}

void insights__mutex_destroy(insights__mutex *mutex)
{
    pthread_mutex_destroy(mutex);
}

void insights__mutex_lock(insights__mutex *mutex)
{
    int failed = pthread_mutex_lock(mutex);

    assert(failed == 0);
    (void)failed;
}

int insights__mutex_try_lock(insights__mutex *mutex)
{
    return pthread_mutex_trylock(mutex) == 0;
}

void insights__mutex_unlock(insights__mutex *mutex)
{
    int failed = pthread_mutex_unlock(mutex);

    assert(failed == 0);
    (void)failed;
}

int insights__condition_init(insights__condition *condition)
{
    pthread_condattr_t attributes;
    int failed = pthread_condattr_init(&attributes);

    if (failed)
        return failed;
#if !defined(__APPLE__)
    failed = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
    if (!failed)
        failed = pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
    return failed;
}

void insights__condition_destroy(insights__condition *condition)
{
    pthread_cond_destroy(condition);
}

void insights__condition_wait(
    insights__condition *condition,
    insights__mutex *mutex)
{
    pthread_cond_wait(condition, mutex);
}

int insights__condition_wait_for(
    insights__condition *condition,
    insights__mutex *mutex,
    int64_t milliseconds)
{
    struct timespec until = {0, 0};
    int64_t nanoseconds;

    if (milliseconds < 0)
        milliseconds = 0;
    nanoseconds = milliseconds % 1000 * 1000000;
#if defined(__APPLE__)
    until.tv_sec = (time_t)(milliseconds / 1000);
    until.tv_nsec = (long)nanoseconds;
    return pthread_cond_timedwait_relative_np(condition, mutex, &until) == 0;
#else
    clock_gettime(CLOCK_MONOTONIC, &until);
    nanoseconds += until.tv_nsec;
    until.tv_sec += (time_t)(milliseconds / 1000 + nanoseconds / NS_PER_SECOND);
    until.tv_nsec = (long)(nanoseconds % NS_PER_SECOND);
    return pthread_cond_timedwait(condition, mutex, &until) == 0;
#endif
}

void insights__condition_signal(insights__condition *condition)
{
    pthread_cond_signal(condition);
}

void insights__condition_broadcast(insights__condition *condition)
{
    pthread_cond_broadcast(condition);
}

void insights__once_run(insights__once *once, void (*function)(void))
{
    pthread_once(once, function);
}

typedef struct thread_start {
    void (*function)(void *user);
    void *user;
} thread_start;

static void *thread_main(void *argument)
{
    thread_start start = *(thread_start *)argument;

    insights__free(argument);
    start.function(start.user);
    return NULL;
}

int insights__thread_start(
    insights__thread *thread,
    void (*function)(void *user),
    void *user)
{
    thread_start *start = insights__alloc(sizeof(*start));
    sigset_t all;
    sigset_t before;
    int failed;

    if (!start)
        return ENOMEM;
    start->function = function;
    start->user = user;

    /* A thread inherits the mask of its maker. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(thread, NULL, thread_main, start);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed)
        insights__free(start);
    return failed;
}

void insights__thread_join(insights__thread thread)
{
    pthread_join(thread, NULL);
}

void insights__thread_detach(insights__thread thread)
{
    pthread_detach(thread);
}

int insights__thread_is_self(insights__thread thread)
{
    return pthread_equal(thread, pthread_self()) != 0;
}

void insights__sleep_ms(int64_t milliseconds)
{
    struct timespec left;

    if (milliseconds <= 0)
        return;
    left.tv_sec = (time_t)(milliseconds / 1000);
    left.tv_nsec = (long)(milliseconds % 1000 * 1000000);
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}

void insights__thread_yield(void)
{
    sched_yield();
}

/* --- Processes and forks ------------------------------------------------ */

static atomic_uint fork_generation;
static pthread_once_t fork_once = PTHREAD_ONCE_INIT;

int64_t insights__process_id(void)
{
    return (int64_t)getpid();
}

static void count_fork(void)
{
    atomic_fetch_add(&fork_generation, 1);
}

static void watch_forks(void)
{
    pthread_atfork(NULL, NULL, count_fork);
}

unsigned insights__fork_generation(void)
{
    pthread_once(&fork_once, watch_forks);
    return atomic_load(&fork_generation);
}

int insights__at_fork(
    void (*before)(void),
    void (*in_parent)(void),
    void (*in_child)(void))
{
    return pthread_atfork(before, in_parent, in_child);
}
