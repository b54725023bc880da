/* vacuum.c - finishing deletes, and giving space back. */
#include "store/internal.h"

#include "base/environment.h"

#include <insights/model.h>

/* Between two steps whoever waits for the turn gets it. */
#define PAUSE_MS 2

static insights_status step(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error)
{
    return backend->ops->vacuum(backend, timeout_ms, error);
}

static insights_status all_steps(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    atomic_fetch_add(&backend->queue.keepers, 1);
    while (status == INSIGHTS_OK) {
        status = insights__queue_work(backend, step, timeout_ms, error);
        if (status == INSIGHTS_OK) {
            insights__queue_rest(backend, INSIGHTS__REST_IF_DUE);
            insights__sleep_ms(PAUSE_MS);
        }
    }
    atomic_fetch_sub(&backend->queue.keepers, 1);
    return status;
}

static insights_status summarise(
    int64_t rows,
    int64_t before,
    int64_t after,
    insights_record **out,
    insights_error **error)
{
    insights__buffer details = INSIGHTS__BUFFER_INIT;
    insights_record *summary = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_SUMMARY, &summary, error);

    if (status < 0)
        return status;
    insights__buffer_format(
        &details,
        "{\"bytes_before\":%lld,\"bytes_after\":%lld,\"records\":%lld}",
        (long long)before, (long long)after, (long long)rows);
    status = insights__buffer_check(&details, "the summary", error);
    if (status == INSIGHTS_OK) {
        insights_record_set_int(summary, INSIGHTS_SUMMARY_DONE, rows);
        insights_record_set_text(
            summary, INSIGHTS_SUMMARY_DETAILS, insights__buffer_text(&details));
        insights__buffer_truncate(&details, 0);
        insights__buffer_format(
            &details, "%lld bytes were given back",
            (long long)(before > after ? before - after : 0));
        insights_record_set_text(
            summary, INSIGHTS_SUMMARY_MESSAGE, insights__buffer_text(&details));
        status = insights_record_check(summary, error);
    }
    insights__buffer_free(&details);
    if (status < 0) {
        insights_record_free(summary);
        return status;
    }
    *out = summary;
    return INSIGHTS_OK;
}

insights_status insights_store_vacuum(
    insights_store *store,
    insights_record **out,
    insights_error **error)
{
    insights__backend *backend = NULL;
    int64_t before = 0;
    int64_t after = 0;
    int64_t rows = 0;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and out are required");
    status = insights__store_writable(store, error);
    if (status == INSIGHTS_OK)
        status = insights__store_use(store, &backend, error);
    if (status == INSIGHTS_OK)
        status = backend->ops->size(backend, &before, error);
    if (status == INSIGHTS_OK)
        status = insights__purge_all(store, NULL, &rows, error);
    if (status == INSIGHTS_OK)
        status = all_steps(backend, store->options.busy_timeout_ms, error);
    if (status == INSIGHTS_DONE)
        status = backend->ops->size(backend, &after, error);
    return status < 0 ? status : summarise(rows, before, after, out, error);
}
