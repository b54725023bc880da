/* async.c - calls that do not wait: the storage thread of a backend.
 *
 * It starts with the first such call and ends with the backend. It does what
 * any caller could do: submitted transactions go into the commit queue, all
 * that have come together, so that they are written as few groups; pages are
 * read one by one. Calls are served in the order in which they came.
 *
 * Keeps true: a call holds its store until it is done, and lets go of it
 * before it is answered; the thread touches no backend between calls, so that
 * whoever closes a store may be this thread itself.
 */
#include "store/internal.h"

#include "base/alloc.h"
#include "store/busy.h"
#include "store/events.h"

typedef struct call call;

struct call {
    call *next;
    insights_event *answer;
    insights__backend *backend;
    insights_transaction *transaction; /* or */
    insights_store *store;             /* to read from, by */
    insights_query *query;
    insights__job job;
};

struct insights__async {
    insights__mutex lock; /* guards all below */
    insights__condition work;
    insights__condition committed;
    call *first;
    call *last;
    int stopping;
    int alone; /* the thread frees this itself */
    insights__thread thread;
    unsigned generation;
};

static void free_call(call *self)
{
    if (!self)
        return;
    insights_transaction_free(self->transaction);
    insights_query_free(self->query);
    insights_store_free(self->store);
    insights__free(self);
}

/* --- The thread ----------------------------------------------------------- */

/* Everything that waits, or NULL: the thread is to end. */
static call *take_all(insights__async *async)
{
    call *all;

    insights__mutex_lock(&async->lock);
    while (!async->first && !async->stopping)
        insights__condition_wait(&async->work, &async->lock);
    all = async->first;
    async->first = async->last = NULL;
    insights__mutex_unlock(&async->lock);
    return all;
}

/* Done with the store, and no longer busy. */
static void finish(call *self, insights_status status, insights_error *why)
{
    insights_event *answer = self->answer;

    answer->status = status;
    answer->error = why;
    free_call(self);
    insights__busy_end();
    insights__events_answer(answer);
}

/* Commit the transactions at the head of a list; the first other call. */
static call *commit(insights__async *async, call *head)
{
    call *self = head;

    insights__busy_begin();
    for (; self && self->transaction; self = self->next) {
        self->job.transaction = self->transaction;
        self->job.timeout_ms =
            self->transaction->store->options.busy_timeout_ms;
        self->job.wake = &async->committed;
        insights__queue_put(self->backend, &self->job);
    }
    while (head != self) {
        call *next = head->next;

        insights__queue_wait(head->backend, &head->job);
        if (head->job.status == INSIGHTS_OK)
            insights__transaction_committed(head->transaction);
        finish(head, head->job.status, head->job.error);
        head = next;
        if (head != self)
            insights__busy_begin();
    }
    return self;
}

static call *fetch(call *self)
{
    call *next = self->next;
    insights_error *why = NULL;
    insights_status status;

    insights__busy_begin();
    status = insights__store_page(
        self->store, self->query, &self->answer->cursor, &why);
    finish(self, status, why);
    return next;
}

static void free_async(insights__async *async)
{
    insights__condition_destroy(&async->work);
    insights__condition_destroy(&async->committed);
    insights__mutex_destroy(&async->lock);
    insights__free(async);
}

static void serve(void *user)
{
    insights__async *async = user;
    call *list;

    while ((list = take_all(async)) != NULL) {
        while (list)
            list = list->transaction ? commit(async, list) : fetch(list);
    }
    if (async->alone)
        free_async(async);
}

static insights_status start(insights__async **out, insights_error **error)
{
    insights__async *async = insights__alloc(sizeof(*async));
    int failed;

    if (!async)
        return insights__fail_nomem(error);
    async->generation = insights__fork_generation();
    insights__mutex_init(&async->lock);
    failed = insights__condition_init(&async->work);
    if (!failed)
        failed = insights__condition_init(&async->committed);
    if (!failed)
        failed = insights__thread_start(&async->thread, serve, async);
    if (!failed) {
        *out = async;
        return INSIGHTS_OK;
    }
    insights__free(async);
    return insights__fail_system(error, failed, "start", "a thread");
}

void insights__async_stop(insights__async *async)
{
    int alone;

    if (!async || async->generation != insights__fork_generation())
        return;
    alone = insights__thread_is_self(async->thread);
    insights__mutex_lock(&async->lock);
    async->stopping = 1;
    async->alone = alone;
    insights__condition_signal(&async->work);
    insights__mutex_unlock(&async->lock);
    if (alone) {
        insights__thread_detach(async->thread);
        return;
    }
    insights__thread_join(async->thread);
    free_async(async);
}

/* --- Calls ---------------------------------------------------------------- */

/* Hand a call to the thread, which starts where there is none yet in this
 * process. */
static insights_status put(call *self, insights_error **error)
{
    insights__queue *queue = &self->backend->queue;
    insights__async *async;
    insights_status status = INSIGHTS_OK;

    insights__mutex_lock(&queue->lock);
    if (!queue->async ||
        queue->async->generation != insights__fork_generation())
        status = start(&queue->async, error);
    async = queue->async;
    insights__mutex_unlock(&queue->lock);
    if (status < 0)
        return status;
    insights__mutex_lock(&async->lock);
    if (async->last)
        async->last->next = self;
    else
        async->first = self;
    async->last = self;
    insights__condition_signal(&async->work);
    insights__mutex_unlock(&async->lock);
    return INSIGHTS_OK;
}

/* Accept a call and hand it over; where that fails the call is the caller's
 * still. */
static insights_status accept(
    call *self,
    insights_store *store,
    insights_events *events,
    uint64_t tag,
    insights_error **error)
{
    insights_status status = insights__store_use(store, &self->backend, error);

    if (status == INSIGHTS_OK)
        status = insights__events_accept(events, tag, &self->answer, error);
    if (status < 0)
        return status;
    status = put(self, error);
    if (status < 0)
        insights__events_take_back(self->answer);
    return status;
}

insights_status insights_store_submit(
    insights_store *store,
    insights_transaction *transaction,
    insights_events *events,
    uint64_t tag,
    insights_error **error)
{
    call *self;
    insights_status status;

    if (!store || !transaction)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and transaction are required");
    status = insights__events_check(events, tag, error);
    if (status == INSIGHTS_OK)
        status = insights__transaction_open(transaction, error);
    if (status == INSIGHTS_OK && transaction->store != store)
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "the transaction was begun with another store");
    if (status < 0)
        return status;
    self = insights__alloc(sizeof(*self));
    if (!self)
        return insights__fail_nomem(error);
    status = insights__transaction_move(transaction, &self->transaction, error);
    if (status == INSIGHTS_OK) {
        status = accept(self, store, events, tag, error);
        if (status < 0)
            insights__transaction_move_back(self->transaction, transaction);
    }
    if (status < 0)
        free_call(self);
    return status;
}

insights_status insights_store_fetch(
    insights_store *store,
    const insights_query *query,
    insights_events *events,
    uint64_t tag,
    insights_error **error)
{
    call *self;
    insights_status status;

    if (!store || !query)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and query are required");
    status = insights__events_check(events, tag, error);
    if (status < 0)
        return status;
    self = insights__alloc(sizeof(*self));
    if (!self)
        return insights__fail_nomem(error);
    insights__store_ref(store);
    self->store = store;
    status = insights__query_copy(query, &self->query, error);
    if (status == INSIGHTS_OK)
        status = accept(self, store, events, tag, error);
    if (status < 0)
        free_call(self);
    return status;
}
