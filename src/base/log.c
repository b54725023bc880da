/* log.c - the host's log callback.
 *
 * The callback is copied under a lock and called without one, so that it may
 * call back into the library, insights_log_set() included.
 */
#include "base/log.h"

#include "base/platform/platform.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

#define LINE_MAXIMUM 1024

static insights__mutex lock = INSIGHTS__MUTEX_INIT;
static insights__once fork_once = INSIGHTS__ONCE_INIT;
static atomic_int most_verbose; /* 0: nobody listens */
static insights_log_callback log_callback;
static void *log_user;

static void before_fork(void)
{
    insights__mutex_lock(&lock);
}

static void after_fork(void)
{
    insights__mutex_unlock(&lock);
}

static void watch_forks(void)
{
    insights__at_fork(before_fork, after_fork, after_fork);
}

void insights_log_set(insights_log_callback callback, int level, void *user)
{
    insights__once_run(&fork_once, watch_forks);
    insights__mutex_lock(&lock);
    log_callback = callback;
    log_user = user;
    atomic_store(&most_verbose, callback ? level : 0);
    insights__mutex_unlock(&lock);
}

void insights__log(int level, const char *format, ...)
{
    insights_log_callback callback;
    char line[LINE_MAXIMUM];
    va_list args;
    void *user;

    if (level > atomic_load_explicit(&most_verbose, memory_order_relaxed))
        return;
    va_start(args, format);
    vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    for (char *at = line; *at; at++) {
        if ((unsigned char)*at < 0x20)
            *at = ' ';
    }

    insights__mutex_lock(&lock);
    callback = log_callback;
    user = log_user;
    insights__mutex_unlock(&lock);
    if (callback)
        callback(level, line, user);
}
