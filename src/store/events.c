/* events.c - the queue of events.
 *
 * Keeps true: the descriptor is readable exactly while the queue holds
 * events; the host's wake-up function runs with no lock held, and never after
 * it was replaced; a child of fork() has an empty queue of its own, since
 * what its parent waits for is answered there.
 */
#include "store/events.h"

#include "base/alloc.h"
#include "base/environment.h"
#include "base/error.h"
#include "base/platform/platform.h"

#include <insights/model.h>
#include <stdatomic.h>

#define TIMEOUT_MAXIMUM ((int64_t)1 << 40) /* 34 years */

struct insights_events {
    atomic_uint refs; /* the caller's, one for each call and watch */
    atomic_uint generation;
    insights__mutex lock; /* guards all below */
    insights__condition arrived;
    insights__condition quiet; /* no wake-up function runs */
    insights_event *first;
    insights_event *last;
    size_t answers;  /* accepted and not yet taken */
    size_t accepted; /* accepted and not yet answered */
    insights__wake wake;
    int has_wake;
    insights_wakeup_callback wakeup;
    void *user;
    unsigned calling;
    int closed;
    int interrupted;
};

/* --- Forks ---------------------------------------------------------------- */

static insights__mutex renewing = INSIGHTS__MUTEX_INIT;
static insights__once fork_once = INSIGHTS__ONCE_INIT;

static void before_fork(void)
{
    insights__mutex_lock(&renewing);
}

static void after_fork(void)
{
    insights__mutex_unlock(&renewing);
}

static void watch_forks(void)
{
    insights__at_fork(before_fork, after_fork, after_fork);
}

static void free_list(insights_event *event)
{
    while (event) {
        insights_event *next = event->next;

        insights_event_free(event);
        event = next;
    }
}

/* In a child: begin anew. Where the parent was just changing the queue, what
 * it holds is left alone. */
static void renew(insights_events *events)
{
    insights_event *inherited = NULL;

    insights__mutex_lock(&renewing);
    if (atomic_load(&events->generation) != insights__fork_generation()) {
        if (insights__mutex_try_lock(&events->lock)) {
            inherited = events->first;
            insights__mutex_unlock(&events->lock);
        }
        insights__mutex_init(&events->lock);
        insights__condition_init(&events->arrived);
        insights__condition_init(&events->quiet);
        events->first = events->last = NULL;
        atomic_fetch_sub(&events->refs, (unsigned)events->accepted);
        events->answers = events->accepted = 0;
        events->calling = 0;
        if (events->has_wake)
            insights__wake_renew(&events->wake);
        atomic_store(&events->generation, insights__fork_generation());
    }
    insights__mutex_unlock(&renewing);
    free_list(inherited);
}

static void lock(insights_events *events)
{
    if (atomic_load(&events->generation) != insights__fork_generation())
        renew(events);
    insights__mutex_lock(&events->lock);
}

/* --- The queue ------------------------------------------------------------ */

insights_status insights_events_new(
    insights_events **out,
    insights_error **error)
{
    insights_events *events;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is required");
    *out = NULL;
    insights__once_run(&fork_once, watch_forks);
    events = insights__alloc(sizeof(*events));
    if (!events)
        return insights__fail_nomem(error);
    atomic_init(&events->refs, 1);
    atomic_init(&events->generation, insights__fork_generation());
    insights__mutex_init(&events->lock);
    if (insights__condition_init(&events->arrived) ||
        insights__condition_init(&events->quiet)) {
        insights__free(events);
        return insights__fail(
            error, INSIGHTS_E_AGAIN, "the system has no more locks to give");
    }
    *out = events;
    return INSIGHTS_OK;
}

insights_events *insights__events_ref(insights_events *events)
{
    atomic_fetch_add(&events->refs, 1);
    return events;
}

void insights__events_unref(insights_events *events)
{
    if (!events || atomic_fetch_sub(&events->refs, 1) > 1)
        return;
    if (events->has_wake)
        insights__wake_destroy(&events->wake);
    insights__condition_destroy(&events->arrived);
    insights__condition_destroy(&events->quiet);
    insights__mutex_destroy(&events->lock);
    insights__free(events);
}

/* With the lock held. */
static void wait_until_quiet(insights_events *events)
{
    while (events->calling)
        insights__condition_wait(&events->quiet, &events->lock);
}

void insights_events_free(insights_events *events)
{
    insights_event *unread;

    if (!events)
        return;
    lock(events);
    events->closed = 1;
    events->wakeup = NULL;
    wait_until_quiet(events);
    unread = events->first;
    events->first = events->last = NULL;
    insights__mutex_unlock(&events->lock);
    free_list(unread);
    insights__events_unref(events);
}

insights_status insights_events_fd(
    insights_events *events,
    int *out,
    insights_error **error)
{
    int failed = 0;

    if (!events || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "events and out are required");
    *out = INSIGHTS__NO_FILE;
    lock(events);
    if (!events->has_wake) {
        failed = insights__wake_init(&events->wake);
        events->has_wake = !failed;
        if (!failed && events->first)
            insights__wake_raise(&events->wake);
    }
    if (!failed)
        *out = events->wake.read_end;
    insights__mutex_unlock(&events->lock);
    return failed ? insights__fail_system(error, failed, "make", "a descriptor")
                  : INSIGHTS_OK;
}

void insights_events_set_wakeup(
    insights_events *events,
    insights_wakeup_callback wakeup,
    void *user)
{
    if (!events)
        return;
    lock(events);
    events->wakeup = wakeup;
    events->user = user;
    wait_until_quiet(events);
    insights__mutex_unlock(&events->lock);
}

/* --- In ------------------------------------------------------------------- */

/* Put an event behind the others and give the lock back. */
static void append_and_unlock(insights_events *events, insights_event *event)
{
    int was_empty = !events->first;
    insights_wakeup_callback wakeup = events->wakeup;
    void *user = events->user;

    if (was_empty)
        events->first = event;
    else
        events->last->next = event;
    events->last = event;
    if (was_empty && events->has_wake)
        insights__wake_raise(&events->wake);
    insights__condition_signal(&events->arrived);
    if (was_empty && wakeup) {
        events->calling++;
        insights__mutex_unlock(&events->lock);
        wakeup(user);
        insights__mutex_lock(&events->lock);
        if (!--events->calling)
            insights__condition_broadcast(&events->quiet);
    }
    insights__mutex_unlock(&events->lock);
}

void insights__events_put(insights_events *events, insights_event *event)
{
    lock(events);
    if (!events->closed) {
        append_and_unlock(events, event);
        return;
    }
    insights__mutex_unlock(&events->lock);
    insights_event_free(event);
}

insights_status insights__events_check(
    const insights_events *events,
    uint64_t tag,
    insights_error **error)
{
    if (!events)
        return insights__fail(error, INSIGHTS_E_INVALID, "events is required");
    if (tag > INSIGHTS__EVENTS_TAG_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "tag %llu is not less than 2^53",
            (unsigned long long)tag);
    return INSIGHTS_OK;
}

insights_status insights__events_accept(
    insights_events *events,
    uint64_t tag,
    insights_event **out,
    insights_error **error)
{
    insights_event *answer = insights__event_new(INSIGHTS_EVENT_ANSWER, tag);
    int full;

    if (!answer)
        return insights__fail_nomem(error);
    lock(events);
    full = events->answers == INSIGHTS__EVENTS_ANSWERS;
    if (!full) {
        events->answers++;
        events->accepted++;
    }
    insights__mutex_unlock(&events->lock);
    if (full) {
        insights_event_free(answer);
        return insights__fail(
            error, INSIGHTS_E_AGAIN,
            "the queue waits for %d answers already; take some first",
            INSIGHTS__EVENTS_ANSWERS);
    }
    answer->events = insights__events_ref(events);
    *out = answer;
    return INSIGHTS_OK;
}

void insights__events_answer(insights_event *answer)
{
    insights_events *events = answer->events;

    lock(events);
    events->accepted--;
    insights__mutex_unlock(&events->lock);
    answer->events = NULL;
    insights__events_put(events, answer);
    insights__events_unref(events);
}

void insights__events_take_back(insights_event *answer)
{
    insights_events *events = answer->events;

    lock(events);
    events->accepted--;
    events->answers--;
    insights__mutex_unlock(&events->lock);
    answer->events = NULL;
    insights_event_free(answer);
    insights__events_unref(events);
}

/* --- Through a gate ------------------------------------------------------- */

/* With the lock held, which goes. */
static void lag_and_unlock(insights_events *events, insights__gate *gate)
{
    insights_event *lagged = gate->lagged;

    if (gate->shut || gate->lagging || !lagged || events->closed) {
        insights__mutex_unlock(&events->lock);
        return;
    }
    gate->lagging = 1;
    gate->lagged = NULL;
    lagged->gate = gate;
    append_and_unlock(events, lagged);
}

int insights__gate_offer(
    insights_events *events,
    insights__gate *gate,
    insights_event *event)
{
    lock(events);
    if (!gate->shut && !gate->lagging && !events->closed &&
        gate->unread < gate->maximum) {
        gate->unread++;
        event->gate = gate;
        append_and_unlock(events, event);
        return 1;
    }
    lag_and_unlock(events, gate);
    insights_event_free(event);
    return 0;
}

void insights__gate_pass(
    insights_events *events,
    insights__gate *gate,
    int64_t seq)
{
    lock(events);
    if (!gate->lagging && gate->seq < seq)
        gate->seq = seq;
    insights__mutex_unlock(&events->lock);
}

void insights__gate_lag(insights_events *events, insights__gate *gate)
{
    lock(events);
    lag_and_unlock(events, gate);
}

insights__gate_wish insights__gate_look(
    insights_events *events,
    insights__gate *gate,
    int64_t latest,
    int64_t *seq)
{
    insights__gate_wish wish = INSIGHTS__GATE_NOTHING;

    lock(events);
    if (gate->latest < latest)
        gate->latest = latest;
    if (!gate->shut && !gate->lagging && !events->closed) {
        if (!gate->lagged)
            wish = INSIGHTS__GATE_RESERVE;
        else if (gate->seq < latest)
            wish = INSIGHTS__GATE_COMMITS;
        *seq = gate->seq;
    }
    insights__mutex_unlock(&events->lock);
    return wish;
}

void insights__gate_reserve(
    insights_events *events,
    insights__gate *gate,
    insights_event *lagged)
{
    lock(events);
    if (!gate->lagged) {
        gate->lagged = lagged;
        lagged = NULL;
    }
    insights__mutex_unlock(&events->lock);
    insights_event_free(lagged);
}

int insights__gate_shut(
    insights_events *events,
    insights__gate *gate,
    insights_event *last)
{
    int was_shut;

    lock(events);
    was_shut = gate->shut;
    gate->shut = 1;
    for (insights_event *event = events->first; event; event = event->next) {
        if (event->gate == gate)
            event->gate = NULL;
    }
    insights__mutex_unlock(&events->lock);
    if (!was_shut && last)
        insights__events_put(events, last);
    else
        insights_event_free(last);
    return !was_shut;
}

/* --- Out ------------------------------------------------------------------ */

/* A gate learns that one of its events was taken. Who lagged goes on from
 * here, and is told that all up to here is missing. */
static void tell_gate(insights_event *event)
{
    insights__gate *gate = event->gate;

    if (!gate)
        return;
    event->gate = NULL;
    if (event->type == INSIGHTS_EVENT_CHANGE) {
        gate->unread--;
    } else if (event->type == INSIGHTS_EVENT_LAGGED) {
        gate->lagging = 0;
        if (gate->seq < gate->latest)
            gate->seq = gate->latest;
        insights_record_set_int(event->record, INSIGHTS_CHANGED_SEQ, gate->seq);
    }
}

/* With the lock held. NULL: there is none. */
static insights_event *take(insights_events *events)
{
    insights_event *event = events->first;

    if (!event)
        return NULL;
    events->first = event->next;
    event->next = NULL;
    if (!events->first) {
        events->last = NULL;
        if (events->has_wake)
            insights__wake_lower(&events->wake);
    }
    if (event->type == INSIGHTS_EVENT_ANSWER)
        events->answers--;
    tell_gate(event);
    return event;
}

static insights_status check_take(
    const insights_events *events,
    insights_event **out,
    insights_error **error)
{
    if (out)
        *out = NULL;
    if (!events || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "events and out are required");
    return INSIGHTS_OK;
}

insights_status insights_events_next(
    insights_events *events,
    insights_event **out,
    insights_error **error)
{
    insights_status status = check_take(events, out, error);

    if (status < 0)
        return status;
    lock(events);
    *out = take(events);
    insights__mutex_unlock(&events->lock);
    return *out ? INSIGHTS_OK : INSIGHTS_DONE;
}

insights_status insights_events_wait(
    insights_events *events,
    int64_t timeout_ms,
    insights_event **out,
    insights_error **error)
{
    insights_status status = check_take(events, out, error);
    int64_t until = 0;

    if (status < 0)
        return status;
    if (timeout_ms > TIMEOUT_MAXIMUM)
        timeout_ms = TIMEOUT_MAXIMUM;
    if (timeout_ms > 0)
        until = insights__monotonic_ns() / 1000000 + timeout_ms;
    lock(events);
    while (!events->first && !events->interrupted) {
        int64_t left = timeout_ms;

        if (timeout_ms < 0) {
            insights__condition_wait(&events->arrived, &events->lock);
            continue;
        }
        if (timeout_ms > 0)
            left = until - insights__monotonic_ns() / 1000000;
        if (left <= 0)
            break;
        insights__condition_wait_for(&events->arrived, &events->lock, left);
    }
    *out = take(events);
    insights__mutex_unlock(&events->lock);
    return *out ? INSIGHTS_OK : INSIGHTS_DONE;
}

void insights_events_interrupt(insights_events *events)
{
    if (!events)
        return;
    lock(events);
    events->interrupted = 1;
    insights__condition_broadcast(&events->arrived);
    insights__mutex_unlock(&events->lock);
}
