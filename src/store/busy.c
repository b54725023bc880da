/* busy.c - forks wait for our own threads; see busy.h.
 *
 * Handlers run before a fork in the reverse order of their making: these are
 * made when the first thread works, after those of what it works with, which
 * may hold locks that a busy thread needs.
 */
#include "store/busy.h"

#include "base/platform/platform.h"

static insights__mutex lock = INSIGHTS__MUTEX_INIT;
static insights__once once = INSIGHTS__ONCE_INIT;
static insights__condition changed;
static unsigned busy;
static int forking;

/* Holds the lock while the fork is made. */
static void before_fork(void)
{
    insights__mutex_lock(&lock);
    forking = 1;
    while (busy)
        insights__condition_wait(&changed, &lock);
}

static void in_parent(void)
{
    forking = 0;
    insights__condition_broadcast(&changed);
    insights__mutex_unlock(&lock);
}

static void in_child(void)
{
    forking = 0;
    insights__condition_init(&changed);
    insights__mutex_unlock(&lock);
}

static void watch_forks(void)
{
    insights__condition_init(&changed);
    insights__at_fork(before_fork, in_parent, in_child);
}

void insights__busy_begin(void)
{
    insights__once_run(&once, watch_forks);
    insights__mutex_lock(&lock);
    while (forking)
        insights__condition_wait(&changed, &lock);
    busy++;
    insights__mutex_unlock(&lock);
}

void insights__busy_end(void)
{
    insights__mutex_lock(&lock);
    if (!--busy)
        insights__condition_broadcast(&changed);
    insights__mutex_unlock(&lock);
}
