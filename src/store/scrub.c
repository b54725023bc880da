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
    insights_status status = insights__store_writable(store, error);

    if (status >= 0)
        status = insights__store_use(store, &backend, error);
    if (status >= 0)
        status = insights__queue_work(
            backend, scrub, store->options.busy_timeout_ms, error);
    return status;
}
