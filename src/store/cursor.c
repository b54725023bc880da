/* cursor.c - a query's records, page by page: by key, or, of a snapshot, by
 * the ids that were fixed at the start.
 *
 * Keeps true: between calls nothing is open in the database; the record lent
 * last lives until the next call; the place to go on from is the last record
 * of the page, which stays until the next page has come.
 */
#include "store/internal.h"

#include "base/alloc.h"

#include <string.h>

void insights__records_free(insights__records *records)
{
    for (size_t i = 0; i < records->count; i++)
        insights_record_free(records->items[i]);
    insights__array_free(records);
}

typedef struct pages {
    insights_cursor base;
    insights_store *store;
    insights_query *query;
    insights__records page;
    size_t at;     /* the record of the page that comes next */
    size_t left;   /* how many may still come */
    int sort;      /* no index gives the order */
    int started;   /* `after` of the query was used */
    int last_page; /* nothing lies behind it */
    insights__snapshot snapshot;
} pages;

static int is_snapshot(const pages *self)
{
    return (self->query->flags & INSIGHTS_QUERY_SNAPSHOT) != 0;
}

static void pages_release(insights_cursor *cursor)
{
    pages *self = (pages *)(void *)cursor;

    insights__records_free(&self->page);
    insights__snapshot_free(&self->snapshot);
    insights_query_free(self->query);
    insights_store_free(self->store);
    insights__free(self);
}

/* Fetch the page behind the place into `out`. */
static insights_status fetch(
    pages *self,
    const insights__place *after,
    insights__records *out,
    insights_error **error)
{
    insights__backend *backend;
    insights__select select;
    insights_status status = insights__store_use(self->store, &backend, error);

    if (status < 0)
        return status;
    insights__query_select(self->store, self->query, &select);
    select.after = after;
    select.sort = self->sort;
    if (select.limit > self->left)
        select.limit = self->left;
    if (is_snapshot(self))
        return insights__snapshot_page(
            &self->snapshot, self->store, &select, out, error);
    return backend->ops->select(backend, &select, out, error);
}

static insights_status next_page(pages *self, insights_error **error)
{
    insights__records fresh = INSIGHTS__ARRAY_INIT;
    const insights__place *after = NULL;
    insights__place place;
    char *texts = NULL;
    insights_status status = INSIGHTS_OK;

    if (is_snapshot(self)) {
        after = NULL;
    } else if (self->page.count) {
        insights__place_of(
            self->query, self->page.items[self->page.count - 1], &place);
        after = &place;
    } else if (self->query->after && !self->started) {
        status = insights__token_read(
            self->store, self->query, self->query->after, &place, &texts,
            error);
        after = &place;
    }
    if (status == INSIGHTS_OK)
        status = fetch(self, after, &fresh, error);
    insights__free(texts);
    if (status < 0) {
        insights__records_free(&fresh);
        return status;
    }
    self->started = 1;
    if (!fresh.count) {
        insights__array_free(&fresh);
        self->last_page = 1;
        return INSIGHTS_OK;
    }
    insights__records_free(&self->page);
    self->page = fresh;
    self->at = 0;
    self->left -= fresh.count;
    return INSIGHTS_OK;
}

static insights_status pages_next(
    insights_cursor *cursor,
    const insights_record **out,
    insights_error **error)
{
    pages *self = (pages *)(void *)cursor;
    insights_status status;

    if (self->at == self->page.count) {
        if (self->last_page || !self->left)
            return INSIGHTS_DONE;
        status = next_page(self, error);
        if (status < 0)
            return status;
        if (self->last_page)
            return INSIGHTS_DONE;
    }
    insights__record_lend(self->page.items[self->at]);
    *out = self->page.items[self->at++];
    return INSIGHTS_OK;
}

static insights_status pages_token(
    const insights_cursor *cursor,
    char **out,
    insights_error **error)
{
    const pages *self = (const pages *)(const void *)cursor;

    if (is_snapshot(self))
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "a snapshot ends with its cursor: ask for a token without "
            "INSIGHTS_QUERY_SNAPSHOT");
    if (!self->at)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the cursor stands before its first record");
    return insights__token_make(
        self->store, self->query, self->page.items[self->at - 1], out, error);
}

static const insights__cursor_ops pages_ops = {
    .next = pages_next,
    .token = pages_token,
    .release = pages_release,
};

/* Find out whether the order can be had: from an index, or by sorting few
 * enough records. */
static insights_status plan(pages *self, insights_error **error)
{
    insights__backend *backend;
    insights__select select;
    insights__served served;
    int64_t count = 0;
    insights_status status = insights__store_use(self->store, &backend, error);

    if (status < 0)
        return status;
    insights__query_select(self->store, self->query, &select);
    served = backend->ops->serves(backend, &select);
    if (served == INSIGHTS__SERVED)
        return INSIGHTS_OK;
    status = backend->ops->count(
        backend, &select, INSIGHTS__SORT_MAXIMUM + 1, &count, error);
    if (status < 0)
        return status;
    self->sort = count <= INSIGHTS__SORT_MAXIMUM;
    if (self->sort || served == INSIGHTS__SERVED_ORDER)
        return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_LIMIT,
        "more than %d records of kind %s would have to be sorted; order by one "
        "field within one project, or add conditions",
        INSIGHTS__SORT_MAXIMUM, self->query->kind->name);
}

/* A token is refused at once, not with the first record. */
static insights_status check_token(pages *self, insights_error **error)
{
    insights__place place;
    char *texts = NULL;
    insights_status status;

    if (!self->query->after)
        return INSIGHTS_OK;
    status = insights__token_read(
        self->store, self->query, self->query->after, &place, &texts, error);
    insights__free(texts);
    return status;
}

/* Fix the records of a snapshot: those behind the token, up to the limit. */
static insights_status take_snapshot(pages *self, insights_error **error)
{
    insights__select select;
    insights__place place;
    char *texts = NULL;
    insights_status status = INSIGHTS_OK;

    if (!is_snapshot(self))
        return INSIGHTS_OK;
    insights__query_select(self->store, self->query, &select);
    select.sort = self->sort;
    select.limit = INSIGHTS__SNAPSHOT_MAXIMUM + 1;
    if (select.limit > self->left)
        select.limit = self->left;
    if (self->query->after) {
        status = insights__token_read(
            self->store, self->query, self->query->after, &place, &texts,
            error);
        select.after = &place;
    }
    if (status == INSIGHTS_OK)
        status = insights__snapshot_take(
            &self->snapshot, self->store, &select, error);
    insights__free(texts);
    return status;
}

insights_status insights_store_query(
    insights_store *store,
    const insights_query *query,
    insights_cursor **out,
    insights_error **error)
{
    pages *self = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !query || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store, query and out are required");
    self = insights__alloc(sizeof(*self));
    if (!self)
        return insights__fail_nomem(error);
    self->base.ops = &pages_ops;
    insights__store_ref(store);
    self->store = store;
    self->left = query->limit ? query->limit : SIZE_MAX;
    status = insights__query_copy(query, &self->query, error);
    if (status == INSIGHTS_OK)
        status = check_token(self, error);
    if (status == INSIGHTS_OK)
        status = plan(self, error);
    if (status == INSIGHTS_OK)
        status = take_snapshot(self, error);
    if (status < 0) {
        pages_release(&self->base);
        return status;
    }
    *out = &self->base;
    return INSIGHTS_OK;
}

insights_status insights__store_page(
    insights_store *store,
    const insights_query *query,
    insights_cursor **out,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    insights_status status = insights_store_query(store, query, &cursor, error);
    pages *self = (pages *)(void *)cursor;

    if (status == INSIGHTS_OK)
        status = next_page(self, error);
    if (status < 0) {
        insights_cursor_free(cursor);
        return status;
    }
    self->left = 0;
    *out = cursor;
    return INSIGHTS_OK;
}

insights_status insights_store_count(
    insights_store *store,
    const insights_query *query,
    int64_t *out,
    insights_error **error)
{
    insights__backend *backend;
    insights__select select;
    insights_status status;

    if (!store || !query || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store, query and out are required");
    *out = 0;
    status = insights__store_use(store, &backend, error);
    if (status < 0)
        return status;
    insights__query_select(store, query, &select);
    return backend->ops->count(backend, &select, 0, out, error);
}
