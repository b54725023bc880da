/* scrub.c - leave no byte of what was deleted. */
#include "store/internal.h"

static insights_status scrub(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error)
{
    return backend->ops->scrub(backend, timeout_ms, error);
}

insights_status insights__store_scrub(
    insights_store *store,
    insights_error **error)
{
    insights__backend *backend = NULL;
    int64_t rows = 0;
    insights_status status = insights__store_writable(store, error);

    if (status >= 0)
        status = insights__store_use(store, &backend, error);
    if (status >= 0) /* rows of large deletes that wait to be taken away */
        status = insights__purge_all(store, NULL, &rows, error);
    if (status >= 0)
        status = insights__queue_work(
            backend, scrub, store->options.busy_timeout_ms, error);
    return status;
}
