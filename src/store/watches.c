/* watches.c - telling all watches what is committed, by whichever process.
 *
 * One thread for each backend that is watched reads the log of commits and
 * gives each watch what it asked for. It sleeps in the backend until there
 * may be something new; the log alone says what there is. It starts with the
 * first watch and ends with the last.
 *
 * Keeps true: each watch goes through the log commit by commit and leaves
 * none out without LAGGED; a gap in the numbers, a commit whose changes are
 * no longer known, or no memory for an event is such a reason.
 */
#include "store/watch.h"

#include "base/alloc.h"
#include "store/busy.h"

#include <assert.h>
#include <insights/model.h>
#include <string.h>

#define PAGE_COMMITS 256
#define RETRY_MS 50

/* --- Lifetime ------------------------------------------------------------- */

void insights__watch_unref(insights_watch *watch)
{
    if (!watch || atomic_fetch_sub(&watch->refs, 1) > 1)
        return;
    insights_event_free(watch->gate.lagged);
    insights_event_free(watch->ended);
    insights__events_unref(watch->events);
    insights__free(watch);
}

/* The first watch behind `number`, held; NULL: none. `before` (may be NULL)
 * is the one with that number, and is let go. */
static insights_watch *next_watch(
    insights__watches *watches,
    insights_watch *before)
{
    insights_watch *watch;

    insights__mutex_lock(&watches->lock);
    watch = before && before->listed ? before->next : watches->first;
    while (watch && before && watch->number <= before->number)
        watch = watch->next;
    if (watch)
        atomic_fetch_add(&watch->refs, 1);
    insights__mutex_unlock(&watches->lock);
    insights__watch_unref(before);
    return watch;
}

void insights__watches_add(insights__watches *watches, insights_watch *watch)
{
    insights__mutex_lock(&watches->lock);
    watch->number = ++watches->numbers;
    watch->listed = 1;
    if (watches->last)
        watches->last->next = watch;
    else
        watches->first = watch;
    watches->last = watch;
    insights__mutex_unlock(&watches->lock);
}

void insights__watches_remove(insights__watches *watches, insights_watch *watch)
{
    insights_watch *before = NULL;

    insights__mutex_lock(&watches->lock);
    if (watch->listed) {
        for (insights_watch *at = watches->first; at != watch; at = at->next)
            before = at;
        if (before)
            before->next = watch->next;
        else
            watches->first = watch->next;
        if (watches->last == watch)
            watches->last = before;
        watch->listed = 0;
    }
    insights__mutex_unlock(&watches->lock);
}

/* --- Events --------------------------------------------------------------- */

insights_event *insights__event_numbered(int type, uint64_t tag, int64_t seq)
{
    insights_event *event = insights__event_new(type, tag);

    if (event &&
        insights_record_new(INSIGHTS_CHANGED, &event->record, NULL) ==
            INSIGHTS_OK &&
        insights_record_set_int(event->record, INSIGHTS_CHANGED_SEQ, seq) ==
            INSIGHTS_OK)
        return event;
    insights_event_free(event);
    return NULL;
}

static void build_text(
    insights__record_builder *builder,
    insights_field field,
    const char *text)
{
    insights__record_builder_text(
        builder, insights__field_descriptor(field)->slot, text, strlen(text));
}

static void build_int(
    insights__record_builder *builder,
    insights_field field,
    int64_t value)
{
    insights__record_builder_int(
        builder, insights__field_descriptor(field)->slot, value);
}

static const char *name_of(char op)
{
    return op == 'i' ? "insert" : op == 'u' ? "update" : "delete";
}

/* NULL: no memory. */
static insights_event *new_change(
    insights__record_builder *builder,
    const insights_watch *watch,
    const insights__commit *commit,
    const insights__log_entry *entry)
{
    insights_event *event =
        insights__event_new(INSIGHTS_EVENT_CHANGE, watch->tag);

    if (!event)
        return NULL;
    insights__record_builder_begin(
        builder, insights__kind_descriptor(INSIGHTS_CHANGED));
    build_int(builder, INSIGHTS_CHANGED_SEQ, commit->seq);
    build_int(builder, INSIGHTS_CHANGED_AT, commit->at);
    build_text(
        builder, INSIGHTS_CHANGED_RECORD_KIND,
        insights__kind_descriptor(entry->kind)->name);
    build_text(builder, INSIGHTS_CHANGED_RECORD_ID, entry->id);
    build_int(builder, INSIGHTS_CHANGED_RECORD_VERSION, entry->version);
    build_text(builder, INSIGHTS_CHANGED_OP, name_of(entry->op));
    if (insights__record_builder_finish(builder, &event->record, NULL) ==
        INSIGHTS_OK)
        return event;
    insights_event_free(event);
    return NULL;
}

static int wants(
    const insights_watch *watch,
    const insights__log_place *place,
    const insights__log_entry *entry)
{
    return insights__kind_descriptor(entry->kind) &&
           (!watch->kind || watch->kind == entry->kind) &&
           (!watch->account[0] ||
            strcmp(watch->account, place->account) == 0) &&
           (!watch->project[0] || strcmp(watch->project, place->project) == 0);
}

/* --- The thread ----------------------------------------------------------- */

/* Give a watch what a commit changed; 0 where something did not pass. */
static int give(
    insights__record_builder *builder,
    insights_watch *watch,
    const insights__commits *page,
    const insights__commit *commit)
{
    insights__log_reader reader;
    insights__log_entry entry;

    insights__log_reader_init(
        &reader, insights__buffer_text(&page->bytes) + commit->offset,
        commit->length);
    while (insights__log_unpack(&reader, &entry)) {
        insights_event *event;

        if (!wants(watch, &reader.place, &entry))
            continue;
        event = new_change(builder, watch, commit, &entry);
        if (!event)
            insights__gate_lag(watch->events, &watch->gate);
        if (!event || !insights__gate_offer(watch->events, &watch->gate, event))
            return 0;
    }
    insights__gate_pass(watch->events, &watch->gate, commit->seq);
    return 1;
}

/* Give a watch what a page has for it. */
static void give_page(
    insights__record_builder *builder,
    insights_watch *watch,
    const insights__commits *page,
    int64_t latest)
{
    int64_t seq = 0;

    if (insights__gate_look(watch->events, &watch->gate, latest, &seq) !=
        INSIGHTS__GATE_COMMITS)
        return;
    for (size_t i = 0; i < page->list.count; i++) {
        const insights__commit *commit = &page->list.items[i];

        if (commit->seq <= seq)
            continue;
        if (commit->seq != seq + 1 || !commit->known) {
            insights__gate_lag(watch->events, &watch->gate);
            return;
        }
        if (!give(builder, watch, page, commit))
            return;
        seq = commit->seq;
    }
}

/* Behind which commit to read on for the watch that is furthest back; -1:
 * they have all there is. `*retry` where one lacks memory to go on. */
static int64_t find_start(
    insights__watches *watches,
    int64_t latest,
    int *retry)
{
    int64_t start = -1;

    for (insights_watch *watch = next_watch(watches, NULL); watch;
         watch = next_watch(watches, watch)) {
        insights_event *reserve = NULL;
        int64_t seq = 0;
        insights__gate_wish wish =
            insights__gate_look(watch->events, &watch->gate, latest, &seq);

        if (wish == INSIGHTS__GATE_RESERVE) {
            reserve =
                insights__event_numbered(INSIGHTS_EVENT_LAGGED, watch->tag, 0);
            *retry = *retry || !reserve;
            if (!reserve)
                continue;
            insights__gate_reserve(watch->events, &watch->gate, reserve);
            wish =
                seq < latest ? INSIGHTS__GATE_COMMITS : INSIGHTS__GATE_NOTHING;
        }
        if (wish == INSIGHTS__GATE_COMMITS && (start < 0 || seq < start))
            start = seq;
    }
    return start;
}

static void free_page(insights__commits *page)
{
    insights__array_free(&page->list);
    insights__buffer_free(&page->bytes);
}

/* Read a page behind a commit and give it out; DONE where there is none. */
static insights_status pass_on(
    insights__watches *watches,
    int64_t start,
    int64_t latest,
    insights_error **error)
{
    insights__record_builder builder = INSIGHTS__RECORD_BUILDER_INIT;
    insights__commits page = {INSIGHTS__ARRAY_INIT, INSIGHTS__BUFFER_INIT};
    insights__backend *backend = watches->backend;
    insights_status status;

    insights__busy_begin();
    status = backend->ops->log_read(backend, start, PAGE_COMMITS, &page, error);
    insights__busy_end();
    if (status == INSIGHTS_OK && !page.list.count)
        status = INSIGHTS_DONE;
    for (insights_watch *watch =
             status == INSIGHTS_OK ? next_watch(watches, NULL) : NULL;
         watch; watch = next_watch(watches, watch))
        give_page(&builder, watch, &page, latest);
    insights__record_builder_free(&builder);
    free_page(&page);
    return status;
}

/* Give out all there is. 0: try again soon. */
static int catch_up(insights__watches *watches, insights_error **error)
{
    insights__backend *backend = watches->backend;
    int64_t latest = 0;
    int64_t start = 0;
    int retry = 0;
    insights_status status;

    insights__busy_begin();
    status = backend->ops->log_latest(backend, &latest, error);
    insights__busy_end();
    while (status == INSIGHTS_OK && !retry) {
        start = find_start(watches, latest, &retry);
        if (start < 0)
            break;
        status = pass_on(watches, start, latest, error);
    }
    if (status < 0)
        retry = status == INSIGHTS_E_NOMEM || status == INSIGHTS_E_BUSY ||
                status == INSIGHTS_E_AGAIN;
    if (!retry && status < 0)
        return -1;
    return !retry;
}

/* The log cannot be read any more: say so to all. */
static void end_all(insights__watches *watches, const insights_error *why)
{
    for (insights_watch *watch = next_watch(watches, NULL); watch;
         watch = next_watch(watches, watch)) {
        insights_event *ended;

        insights__mutex_lock(&watches->lock);
        ended = watch->ended;
        watch->ended = NULL;
        insights__mutex_unlock(&watches->lock);
        if (ended)
            ended->status = insights__fail(
                &ended->error, insights_error_code(why), "%s",
                insights_error_message(why));
        insights__gate_shut(watch->events, &watch->gate, ended);
    }
}

static void serve(void *user)
{
    insights__watches *watches = user;
    insights__backend *backend = watches->backend;
    insights_error *error = NULL;

    insights__mutex_lock(&watches->lock);
    while (watches->users) {
        int done;

        insights__mutex_unlock(&watches->lock);
        done = catch_up(watches, &error);
        if (done < 0)
            end_all(watches, error);
        if (done)
            backend->ops->log_wait(backend);
        else
            insights__sleep_ms(RETRY_MS);
        insights__mutex_lock(&watches->lock);
    }
    backend->ops->log_end(backend);
    watches->noticing = 0;
    insights__mutex_unlock(&watches->lock);
    insights_error_free(error);
}

/* --- Coming and going ----------------------------------------------------- */

insights_status insights__watches_of(
    insights__backend *backend,
    insights__watches **out,
    insights_error **error)
{
    insights__queue *queue = &backend->queue;
    insights__watches *watches;

    insights__mutex_lock(&queue->lock);
    watches = queue->watches;
    if (!watches || watches->generation != insights__fork_generation()) {
        insights__watches *fresh = insights__alloc(sizeof(*fresh));

        if (fresh) {
            insights__mutex_init(&fresh->lock);
            fresh->backend = backend;
            fresh->generation = insights__fork_generation();
            fresh->parents = watches;
            queue->watches = fresh;
        }
        watches = fresh;
    }
    insights__mutex_unlock(&queue->lock);
    *out = watches;
    return watches ? INSIGHTS_OK : insights__fail_nomem(error);
}

insights_status insights__watches_enter(
    insights__watches *watches,
    insights_error **error)
{
    insights__backend *backend = watches->backend;
    insights_status status = INSIGHTS_OK;
    int failed;

    insights__mutex_lock(&watches->lock);
    watches->users++;
    if (!watches->noticing) {
        if (watches->joinable)
            insights__thread_join(watches->thread);
        watches->joinable = 0;
        status = backend->ops->log_begin(backend, error);
        if (status == INSIGHTS_OK) {
            failed = insights__thread_start(&watches->thread, serve, watches);
            watches->noticing = watches->joinable = !failed;
            if (failed) {
                backend->ops->log_end(backend);
                status =
                    insights__fail_system(error, failed, "start", "a thread");
            }
        }
    }
    if (status < 0)
        watches->users--;
    insights__mutex_unlock(&watches->lock);
    return status;
}

void insights__watches_leave(insights__watches *watches)
{
    int last;

    insights__mutex_lock(&watches->lock);
    last = --watches->users == 0;
    insights__mutex_unlock(&watches->lock);
    if (last)
        watches->backend->ops->log_wake(watches->backend);
}

void insights__watches_stop(insights__watches *watches)
{
    if (!watches || watches->generation != insights__fork_generation())
        return;
    assert(!watches->users);
    if (watches->joinable)
        insights__thread_join(watches->thread);
    insights__mutex_destroy(&watches->lock);
    insights__free(watches->parents);
    insights__free(watches);
}
