/* scope.c - deletes of more than one transaction should hold.
 *
 * The first transaction marks the root and sets right what refers to it, and
 * to what lies beneath it, from outside; from then on all of that is gone for
 * everybody. The rows follow in batches, each an ordinary transaction of the
 * commit queue: by the caller who waits, else by a thread that a store starts
 * for it and that ends with it. What is left then waits for the next one that
 * deletes or vacuums.
 */
#include "store/internal.h"

#include "base/log.h"
#include "store/busy.h"

#include <insights/model.h>
#include <string.h>

#define BATCH 2000
#define PAUSE_MS 5
#define RETRY_MS 200
#define RETRIES 50

int insights__kind_is_scope(const insights__kind *kind)
{
    return kind->id == INSIGHTS_PROJECT || kind->id == INSIGHTS_INTERVIEW ||
           kind->id == INSIGHTS_TRANSCRIPT;
}

const insights__field *insights__scope_field(
    const insights__kind *root,
    const insights__kind *kind)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        const insights__field *field = &kind->fields[i];

        if (field->target == root->id &&
            field->on_delete == INSIGHTS__DELETE_CASCADE &&
            field->flags & INSIGHTS__FIELD_REQUIRED)
            return field;
    }
    return NULL;
}

insights_status insights__apply_purge(
    insights__writer *writer,
    insights__operation *operation,
    insights_error **error)
{
    int64_t rows = writer->store->purge_rows;

    return writer->backend->ops->purge(
        writer->backend, operation->id, rows ? rows : BATCH, &operation->rows,
        error);
}

/* Take away one batch; `*rows` is 0 where nothing is left. What the log holds
 * of it is moved by us, so that no other has to wait for that. */
static insights_status purge_batch(
    insights_store *store,
    insights__backend *backend,
    const char *preferred,
    int64_t *rows,
    insights_error **error)
{
    insights_transaction transaction;
    insights__operation operation;
    insights_status status;

    memset(&transaction, 0, sizeof(transaction));
    memset(&operation, 0, sizeof(operation));
    operation.type = INSIGHTS__PURGE;
    if (preferred)
        memcpy(operation.id, preferred, strlen(preferred) + 1);
    transaction.store = store;
    transaction.operations.items = &operation;
    transaction.operations.count = 1;
    atomic_fetch_add(&backend->queue.keepers, 1);
    status = insights__queue_commit(
        backend, &transaction, store->options.busy_timeout_ms, error);
    *rows = status < 0 ? 0 : operation.rows;
    insights__queue_rest(backend, INSIGHTS__REST_IF_DUE);
    atomic_fetch_sub(&backend->queue.keepers, 1);
    return status;
}

insights_status insights__purge_all(
    insights_store *store,
    const char *id,
    int64_t *rows,
    insights_error **error)
{
    insights__backend *backend;
    int64_t left = 1;
    insights_status status = insights__store_use(store, &backend, error);

    while (status == INSIGHTS_OK && left) {
        int64_t removed = 0;

        status = backend->ops->buried(backend, NULL, id, &left, error);
        if (status == INSIGHTS_OK && left)
            status = purge_batch(store, backend, id, &removed, error);
        if (rows)
            *rows += removed;
        if (status == INSIGHTS_OK && left)
            insights__sleep_ms(PAUSE_MS);
    }
    return status;
}

/* --- The thread ----------------------------------------------------------- */

static int should_stop(insights_store *store)
{
    return atomic_load(&store->purge_stop);
}

/* One that fails again and again leaves the rest to another. */
static void run(void *user)
{
    insights_store *store = user;
    insights__backend *backend = store->backend;
    int failures = 0;
    int64_t rows = 1;

    while (rows && failures < RETRIES && !should_stop(store)) {
        insights_error *error = NULL;
        insights_status status;

        insights__busy_begin();
        status = purge_batch(store, backend, NULL, &rows, &error);
        insights__busy_end();
        if (status < 0) {
            failures++;
            rows = 1;
            if (failures == RETRIES)
                insights__log(
                    INSIGHTS_LOG_WARNING, "rows of a delete stay for now: %s",
                    insights_error_message(error));
        }
        insights_error_free(error);
        insights__sleep_ms(status < 0 ? RETRY_MS : PAUSE_MS);
    }
    insights__mutex_lock(&store->lock);
    store->purging = INSIGHTS__PURGE_ENDED;
    insights__mutex_unlock(&store->lock);
}

/* Without a thread, the next one that deletes or vacuums does it. */
void insights__purge_start(insights_store *store)
{
    insights__thread ended;
    int join = 0;

    if (store->purge_by_hand)
        return;
    insights__mutex_lock(&store->lock);
    if (store->purging == INSIGHTS__PURGE_ENDED) {
        ended = store->purger;
        join = 1;
        store->purging = INSIGHTS__PURGE_NONE;
    }
    if (store->purging == INSIGHTS__PURGE_NONE &&
        insights__thread_start(&store->purger, run, store) == 0)
        store->purging = INSIGHTS__PURGE_RUNS;
    insights__mutex_unlock(&store->lock);
    if (join)
        insights__thread_join(ended);
}

void insights__purge_stop(insights_store *store)
{
    if (store->purging == INSIGHTS__PURGE_NONE ||
        store->fork_generation != insights__fork_generation())
        return;
    atomic_store(&store->purge_stop, 1);
    insights__thread_join(store->purger);
    store->purging = INSIGHTS__PURGE_NONE;
}
