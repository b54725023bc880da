/* snapshot.c - a query whose records are fixed at the start.
 *
 * Their ids are read once, sixteen bytes each; pages are fetched by them
 * later. What is found stays found, whatever becomes of it; what is deleted is
 * left out.
 */
#include "store/internal.h"

#include "base/uuid.h"

static insights_status keep_id(
    void *user,
    const char *id,
    const char *terms,
    insights_error **error)
{
    insights__snapshot *self = user;
    insights__packed_id *item;

    (void)terms;
    if (self->ids.count == INSIGHTS__SNAPSHOT_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "more than %d records are found; read them without a snapshot, or "
            "add conditions",
            INSIGHTS__SNAPSHOT_MAXIMUM);
    item = insights__array_add(&self->ids);
    if (!item)
        return insights__fail_nomem(error);
    insights__uuid_pack(item->bytes, id);
    return INSIGHTS_OK;
}

insights_status insights__snapshot_take(
    insights__snapshot *self,
    insights_store *store,
    const insights__select *select,
    insights_error **error)
{
    insights__backend *backend;
    insights_status status = insights__store_use(store, &backend, error);

    if (status == INSIGHTS_OK)
        status = backend->ops->list(backend, select, keep_id, self, error);
    return status;
}

insights_status insights__snapshot_page(
    insights__snapshot *self,
    insights_store *store,
    const insights__select *select,
    insights__records *out,
    insights_error **error)
{
    insights__backend *backend;
    insights_status status = insights__store_use(store, &backend, error);

    while (status == INSIGHTS_OK && !out->count && self->at < self->ids.count) {
        size_t used = self->ids.count - self->at;

        if (used > select->limit)
            used = select->limit;
        status = backend->ops->pick(
            backend, select, &self->ids.items[self->at], &used, out, error);
        self->at += used;
    }
    return status;
}

void insights__snapshot_free(insights__snapshot *self)
{
    insights__array_free(&self->ids);
}
