/* queue.c - group commit by leader and followers. */
#include "store/internal.h"

#include "base/environment.h"

#include <string.h>

#define GROUP_NS ((int64_t)20 * 1000000)
#define GROUP_BYTES ((int64_t)4 << 20)

int insights__queue_init(insights__queue *queue)
{
    return insights__mutex_init(&queue->lock);
}

void insights__queue_free(insights__queue *queue)
{
    insights__mutex_destroy(&queue->lock);
    insights__buffer_free(&queue->log);
}

void insights__queue_stop(insights__queue *queue)
{
    insights__watches_stop(queue->watches);
    insights__async_stop(queue->async);
    queue->watches = NULL;
    queue->async = NULL;
}

void insights__queue_renew(insights__queue *queue)
{
    insights__mutex_init(&queue->lock);
    queue->first = queue->last = NULL;
    queue->led = 0;
    atomic_store(&queue->keepers, 0);
}

void insights__known_clear(insights__queue *queue)
{
    memset(queue->known, 0, sizeof(queue->known));
}

/* Take the next transaction out, or NULL: work ends a group. */
static insights__job *take(insights__queue *queue)
{
    insights__job *job;

    insights__mutex_lock(&queue->lock);
    job = queue->first;
    if (job && job->work) {
        job = NULL;
    } else if (job) {
        queue->first = job->next;
        if (!queue->first)
            queue->last = NULL;
        job->next = NULL;
    }
    insights__mutex_unlock(&queue->lock);
    return job;
}

/* Answer a list of jobs; they may be gone as soon as the lock is. */
static void answer(insights__queue *queue, insights__job *job)
{
    insights__mutex_lock(&queue->lock);
    while (job) {
        insights__job *next = job->next;

        job->answered = 1;
        insights__condition_signal(job->wake);
        job = next;
    }
    insights__mutex_unlock(&queue->lock);
}

/* Everybody whose change was not refused already fails for the same reason. */
static void fail_all(
    insights__job *job,
    insights_status status,
    const insights_error *error)
{
    for (; job; job = job->next) {
        if (job->status < 0)
            continue;
        job->status = insights__fail(
            &job->error, status, "%s", insights_error_message(error));
        insights__error_set_backend(
            &job->error, insights_error_backend_code(error),
            insights_error_retryable(error));
    }
}

static void clear_group(insights__queue *queue)
{
    insights__known_clear(queue);
    insights__buffer_truncate(&queue->log, 0);
    queue->log.status = INSIGHTS_OK;
}

/* Apply one transaction, or nothing of it. 0 where the group is lost. */
static int apply_one(
    insights__backend *backend,
    insights__job *job,
    int64_t now)
{
    insights__queue *queue = &backend->queue;
    size_t logged = queue->log.length;

    job->status = backend->ops->mark(backend, &job->error);
    if (job->status == INSIGHTS_OK) {
        job->status =
            insights__apply(backend, job->transaction, now, &job->error);
        if (job->status == INSIGHTS_OK)
            job->status = insights__buffer_check(
                &queue->log, "the log of changes", &job->error);
        if (job->status == INSIGHTS_OK)
            job->status = backend->ops->keep(backend, &job->error);
    }
    if (job->status == INSIGHTS_OK)
        return 1;
    insights__known_clear(queue);
    insights__buffer_truncate(&queue->log, logged);
    queue->log.status = INSIGHTS_OK;
    return backend->ops->undo(backend);
}

/* Apply what is queued until it, the time or the room is used up. Jobs that
 * were taken are listed in `*taken`. */
static int apply_queued(
    insights__backend *backend,
    int64_t now,
    insights__job **taken)
{
    int64_t until = insights__monotonic_ns() + GROUP_NS;
    insights__job **end = taken;
    insights__job *job;

    while ((job = take(&backend->queue)) != NULL) {
        *end = job;
        end = &job->next;
        if (!apply_one(backend, job, now)) {
            insights_error *why = NULL;
            insights_status status = insights__fail(
                &why, job->status, "%s", insights_error_message(job->error));

            fail_all(*taken, status, why);
            insights_error_free(why);
            return 0;
        }
        if (insights__monotonic_ns() >= until ||
            backend->ops->group_bytes(backend) >= GROUP_BYTES)
            break;
    }
    return 1;
}

/* Nobody who waits could do better than this leader did. */
static void refuse_queued(
    insights__queue *queue,
    insights_status status,
    const insights_error *error)
{
    insights__job *all;

    insights__mutex_lock(&queue->lock);
    all = queue->first;
    queue->first = NULL;
    queue->last = NULL;
    insights__mutex_unlock(&queue->lock);
    fail_all(all, status, error);
    answer(queue, all);
}

/* Write one group. The caller leads, and its own job is the first queued. */
static void lead(insights__backend *backend, uint32_t timeout_ms)
{
    insights__queue *queue = &backend->queue;
    insights__job *taken = NULL;
    insights_error *error = NULL;
    int64_t last_at = 0;
    int64_t now;
    insights_status status =
        backend->ops->group_begin(backend, timeout_ms, &last_at, &error);

    if (status < 0) {
        refuse_queued(queue, status, error);
        insights_error_free(error);
        return;
    }
    now = insights__wall_ms();
    if (now < last_at)
        now = last_at;
    clear_group(queue);
    if (!apply_queued(backend, now, &taken)) {
        backend->ops->group_abort(backend);
    } else {
        status = backend->ops->group_commit(backend, now, &queue->log, &error);
        if (status < 0)
            fail_all(taken, status, error);
    }
    insights_error_free(error);
    answer(queue, taken);
}

/* Do what is no transaction. The caller leads, and it is the first queued. */
static void do_work(insights__backend *backend, insights__job *job)
{
    insights__queue *queue = &backend->queue;

    insights__mutex_lock(&queue->lock);
    queue->first = job->next;
    if (!queue->first)
        queue->last = NULL;
    job->next = NULL;
    insights__mutex_unlock(&queue->lock);
    job->status = job->work(backend, job->timeout_ms, &job->error);
    answer(queue, job);
}

/* Let the first of those who wait lead the next group. */
static void hand_on(insights__queue *queue)
{
    insights__mutex_lock(&queue->lock);
    if (queue->first) {
        queue->first->leads = 1;
        insights__condition_signal(queue->first->wake);
    } else {
        queue->led = 0;
    }
    insights__mutex_unlock(&queue->lock);
}

void insights__queue_put(insights__backend *backend, insights__job *job)
{
    insights__queue *queue = &backend->queue;

    insights__mutex_lock(&queue->lock);
    if (queue->last)
        queue->last->next = job;
    else
        queue->first = job;
    queue->last = job;
    if (!queue->led)
        queue->led = job->leads = 1;
    insights__mutex_unlock(&queue->lock);
}

void insights__queue_wait(insights__backend *backend, insights__job *job)
{
    insights__queue *queue = &backend->queue;
    int leads;

    insights__mutex_lock(&queue->lock);
    while (!job->answered && !job->leads)
        insights__condition_wait(job->wake, &queue->lock);
    leads = job->leads && !job->answered;
    insights__mutex_unlock(&queue->lock);
    if (leads) {
        if (job->work)
            do_work(backend, job);
        else
            lead(backend, job->timeout_ms);
        hand_on(queue);
        if (!job->work && !atomic_load(&queue->keepers))
            insights__queue_rest(backend, INSIGHTS__REST_IF_DUE);
    }
}

/* Queue a job and wait for it. */
static insights_status run(
    insights__backend *backend,
    insights__job *job,
    insights_error **error)
{
    insights__condition wake;

    if (insights__condition_init(&wake))
        return insights__fail(
            error, INSIGHTS_E_AGAIN, "the system has no more locks to give");
    job->wake = &wake;
    insights__queue_put(backend, job);
    insights__queue_wait(backend, job);
    insights__condition_destroy(&wake);
    if (job->status < 0 && error) {
        insights_error_free(*error);
        *error = job->error;
    } else {
        insights_error_free(job->error);
    }
    return job->status;
}

insights_status insights__queue_commit(
    insights__backend *backend,
    insights_transaction *transaction,
    uint32_t timeout_ms,
    insights_error **error)
{
    insights__job job;

    memset(&job, 0, sizeof(job));
    job.transaction = transaction;
    job.timeout_ms = timeout_ms;
    return run(backend, &job, error);
}

insights_status insights__queue_work(
    insights__backend *backend,
    insights__work work,
    uint32_t timeout_ms,
    insights_error **error)
{
    insights__job job;

    memset(&job, 0, sizeof(job));
    job.work = work;
    job.timeout_ms = timeout_ms;
    return run(backend, &job, error);
}

static insights_status end_rest(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error)
{
    (void)timeout_ms;
    (void)error;
    backend->ops->rest(backend, INSIGHTS__REST_LEADING);
    return INSIGHTS_OK;
}

void insights__queue_rest(insights__backend *backend, insights__rest how)
{
    if (backend->ops->rest(backend, how))
        insights__queue_work(backend, end_rest, 0, NULL);
}
