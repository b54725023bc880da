/* watch.c - beginning a watch, with the state it begins from, and ending it.
 *
 * Keeps true: commits are noticed before the state is read, and the state and
 * its number are of one moment; so what the thread gives out behind that
 * number is all that the state lacks, and nothing else.
 */
#include "store/watch.h"

#include "base/alloc.h"
#include "base/options.h"

#include <assert.h>
#include <insights/model.h>
#include <string.h>

#define UNREAD 1024
#define STATE_MAXIMUM 10000

static_assert(
    sizeof(insights_watch_options) == sizeof(size_t) + 2 * sizeof(void *) +
                                          sizeof(int64_t) +
                                          2 * sizeof(uint32_t),
    "insights_watch_options has no padding");

/* --- What is asked -------------------------------------------------------- */

static insights_status check_project(
    insights_store *store,
    const char *project,
    insights_error **error)
{
    insights_record *found = NULL;
    insights_status status = insights__store_check_id(project, error);

    if (status == INSIGHTS_OK)
        status =
            insights_store_get(store, INSIGHTS_PROJECT, project, &found, error);
    insights_record_free(found);
    return status;
}

static insights_status read_options(
    insights_store *store,
    const insights_watch_options *given,
    insights_watch_options *out,
    insights_error **error)
{
    const insights__kind *kind = NULL;
    insights_status status =
        insights__options_read(out, sizeof(*out), given, error);

    if (status == INSIGHTS_OK && out->kind)
        status = insights__store_kind(out->kind, &kind, error);
    if (status == INSIGHTS_OK && out->project)
        status = check_project(store, out->project, error);
    if (status == INSIGHTS_OK && out->after < 0)
        status = insights__fail(
            error, INSIGHTS_E_INVALID, "options.after %lld is negative",
            (long long)out->after);
    if (status == INSIGHTS_OK && out->after && out->state)
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "options.after and options.state exclude each other: the state "
            "has a number of its own");
    if (!out->unread)
        out->unread = UNREAD;
    return status;
}

/* --- The state ------------------------------------------------------------ */

static insights_status give_records(
    insights__records *records,
    insights_event *ready,
    insights_error **error)
{
    insights__list *list = insights__list_new();
    insights_status status = list ? INSIGHTS_OK : insights__fail_nomem(error);

    for (size_t i = 0; status == INSIGHTS_OK && i < records->count; i++) {
        status = insights__list_add(list, records->items[i], 0, error);
        records->items[i] = NULL;
    }
    if (status == INSIGHTS_OK)
        ready->cursor = insights__list_cursor(list);
    else
        insights__list_free(list);
    return status;
}

static insights_status read_state(
    insights_store *store,
    insights__backend *backend,
    const insights_query *query,
    insights_event *ready,
    int64_t *latest,
    insights_error **error)
{
    insights__records records = INSIGHTS__ARRAY_INIT;
    insights__select select;
    insights__place place;
    char *texts = NULL;
    insights_status status = INSIGHTS_OK;

    insights__query_select(store, query, &select);
    select.bytes = SIZE_MAX;
    select.sort = 1;
    select.limit = STATE_MAXIMUM + 1;
    if (query->limit && query->limit < select.limit)
        select.limit = query->limit;
    if (query->after) {
        status = insights__token_read(
            store, query, query->after, &place, &texts, error);
        select.after = &place;
    }
    if (status == INSIGHTS_OK)
        status =
            backend->ops->log_select(backend, &select, &records, latest, error);
    if (status == INSIGHTS_OK && records.count > STATE_MAXIMUM)
        status = insights__fail(
            error, INSIGHTS_E_LIMIT,
            "the state has more than %d records of kind %s; add conditions, or "
            "read it by pages and watch from a number",
            STATE_MAXIMUM, query->kind->name);
    if (status == INSIGHTS_OK)
        status = give_records(&records, ready, error);
    insights__records_free(&records);
    insights__free(texts);
    return status;
}

/* --- Beginning and ending ------------------------------------------------- */

static insights_status make(
    insights_store *store,
    const insights_watch_options *options,
    insights_events *events,
    uint64_t tag,
    insights_watch **out,
    insights_error **error)
{
    const char *bound = insights__store_bound(store);
    insights_watch *self = insights__alloc(sizeof(*self));

    if (!self)
        return insights__fail_nomem(error);
    atomic_init(&self->refs, 1);
    self->generation = insights__fork_generation();
    self->events = insights__events_ref(events);
    self->tag = tag;
    self->kind = options->kind;
    self->gate.maximum = options->unread;
    if (bound)
        memcpy(self->account, bound, strlen(bound) + 1);
    if (options->project)
        memcpy(self->project, options->project, strlen(options->project) + 1);
    self->ended = insights__event_new(INSIGHTS_EVENT_ENDED, tag);
    self->gate.lagged = insights__event_numbered(INSIGHTS_EVENT_LAGGED, tag, 0);
    if (!self->ended || !self->gate.lagged) {
        insights__watch_unref(self);
        return insights__fail_nomem(error);
    }
    *out = self;
    return INSIGHTS_OK;
}

/* Find out from where to go on, say so, and go on. */
static insights_status begin(
    insights_watch *self,
    insights_store *store,
    insights__backend *backend,
    const insights_watch_options *options,
    insights_error **error)
{
    insights_event *ready =
        insights__event_numbered(INSIGHTS_EVENT_READY, self->tag, 0);
    int64_t latest = 0;
    int64_t seq;
    insights_status status = ready ? INSIGHTS_OK : insights__fail_nomem(error);

    if (status == INSIGHTS_OK && options->state)
        status =
            read_state(store, backend, options->state, ready, &latest, error);
    else if (status == INSIGHTS_OK)
        status = backend->ops->log_latest(backend, &latest, error);
    if (status < 0) {
        insights_event_free(ready);
        return status;
    }

    /* A number from the future is of another file, or of one that a copy
     * replaced. */
    seq = options->after ? options->after : latest;
    insights_record_set_int(ready->record, INSIGHTS_CHANGED_SEQ, seq);
    self->gate.latest = latest;
    self->gate.seq = seq < latest ? seq : latest;
    insights__events_put(self->events, ready);
    if (seq > latest)
        insights__gate_lag(self->events, &self->gate);
    insights__watches_add(self->watches, self);
    if (seq < latest)
        backend->ops->log_wake(backend);
    return INSIGHTS_OK;
}

insights_status insights_store_watch(
    insights_store *store,
    const insights_watch_options *options,
    insights_events *events,
    uint64_t tag,
    insights_watch **out,
    insights_error **error)
{
    insights_watch_options own;
    insights__backend *backend = NULL;
    insights_watch *self = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and out are required");
    status = insights__events_check(events, tag, error);
    if (status == INSIGHTS_OK)
        status = read_options(store, options, &own, error);
    if (status == INSIGHTS_OK)
        status = insights__store_use(store, &backend, error);
    if (status == INSIGHTS_OK)
        status = make(store, &own, events, tag, &self, error);
    if (status < 0)
        return status;
    status = insights__watches_of(backend, &self->watches, error);
    if (status == INSIGHTS_OK)
        status = insights__watches_enter(self->watches, error);
    if (status == INSIGHTS_OK) {
        status = begin(self, store, backend, &own, error);
        if (status < 0)
            insights__watches_leave(self->watches);
    }
    if (status < 0) {
        insights__watch_unref(self);
        return status;
    }
    insights__store_ref(store);
    self->store = store;
    *out = self;
    return INSIGHTS_OK;
}

void insights_watch_free(insights_watch *watch)
{
    insights_store *store;

    if (!watch)
        return;
    store = watch->store;
    insights__gate_shut(watch->events, &watch->gate, NULL);

    /* A watch of the process that forked this one has no thread here. */
    if (watch->generation == insights__fork_generation()) {
        insights__watches_remove(watch->watches, watch);
        insights__watches_leave(watch->watches);
    }
    insights__watch_unref(watch);
    insights_store_free(store);
}
