/* queue.h - the commit queue: leader and followers.
 *
 * Whoever comes first leads: it takes what is queued, writes it as one group,
 * makes it last with one sync, and answers everybody. What comes during the
 * sync is the next group, led by the first of those who wait. No thread and
 * no timer is needed.
 *
 * A job may be work instead of a transaction: it is led by whoever brought it,
 * alone, when the group before it is written.
 *
 * Keeps true: every job is answered exactly once, by the thread that led its
 * group; a job is touched by nobody else after that.
 */
#ifndef INSIGHTS_STORE_QUEUE_H
#define INSIGHTS_STORE_QUEUE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/platform/platform.h"

#include <insights/store.h>
#include <stdatomic.h>

typedef struct insights__job insights__job;
typedef struct insights__async insights__async;
typedef struct insights__watches insights__watches;
struct insights__backend;

/* What needs the writer to itself, outside of any group. */
typedef insights_status (*insights__work)(
    struct insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error);

struct insights__job {
    insights_transaction *transaction;
    insights__work work; /* instead of a transaction */
    uint32_t timeout_ms; /* for the turn */
    insights_status status;
    insights_error *error; /* owned by the waiting caller */
    insights__job *next;
    int answered;
    int leads;                 /* told to lead the next group */
    insights__condition *wake; /* of the waiting caller */
};

#define INSIGHTS__KNOWN 256 /* a power of two */

/* References that were found to stand since the group began. */
typedef struct insights__known {
    uint32_t kind; /* 0: empty */
    char account[37];
    char id[37];
} insights__known;

typedef struct insights__queue {
    insights__mutex lock;
    insights__job *first;
    insights__job *last;
    int led;            /* somebody leads */
    atomic_int keepers; /* who see to what is left to be done after commits */

    /* What runs beside the callers, from the first need on. */
    insights__async *async;
    insights__watches *watches;

    /* The leader's own: */
    insights__buffer log;
    insights__known known[INSIGHTS__KNOWN];
} insights__queue;

/* 0, or an errno value. */
int insights__queue_init(insights__queue *queue);
void insights__queue_free(insights__queue *queue);

/* In a forked child that goes on with the parent's backend: nobody waits. */
void insights__queue_renew(insights__queue *queue);

/* End what runs beside the callers. A backend does so before it takes
 * anything else apart, when nobody holds it open any more. */
void insights__queue_stop(insights__queue *queue);

#endif
