/* events.h - the event queue from the inside.
 *
 * Two ways lead into a queue. A call is accepted, which sets its answer's
 * memory and place aside, and later answered or taken back. A watch puts
 * events through a gate, which counts those that are unread.
 *
 * Keeps true: an accepted call is answered once, whatever happens; no queue
 * holds more than INSIGHTS__EVENTS_ANSWERS answers, and of a watch no more
 * than its gate lets through.
 */
#ifndef INSIGHTS_STORE_EVENTS_H
#define INSIGHTS_STORE_EVENTS_H

#include <insights/events.h>

#define INSIGHTS__EVENTS_ANSWERS 4096
#define INSIGHTS__EVENTS_TAG_MAXIMUM (((uint64_t)1 << 53) - 1)

typedef struct insights__gate insights__gate;

struct insights_event {
    insights_event *next;
    insights_events *events; /* of a call: whose place it holds, counted */
    insights__gate *gate;    /* of a watch: while it stands in the queue */
    int type;
    insights_status status;
    uint64_t tag;
    insights_error *error;
    insights_record *record;
    insights_cursor *cursor;
};

/* An event of no queue yet, or NULL: no memory. */
insights_event *insights__event_new(int type, uint64_t tag);

/* The queue and tag of a call, as its caller gave them. */
insights_status insights__events_check(
    const insights_events *events,
    uint64_t tag,
    insights_error **error);

insights_events *insights__events_ref(insights_events *events);
void insights__events_unref(insights_events *events);

/* Set aside what the answer of a call needs; INSIGHTS_E_AGAIN where too many
 * are waited for. It ends by one of the two below. */
insights_status insights__events_accept(
    insights_events *events,
    uint64_t tag,
    insights_event **out,
    insights_error **error);
void insights__events_answer(insights_event *answer);
void insights__events_take_back(insights_event *answer);

/* --- Watches -------------------------------------------------------------- */

/* What one watch may put on a queue. All of it is guarded by the queue. */
struct insights__gate {
    int shut;    /* nothing passes any more */
    int lagging; /* nothing passes until LAGGED was taken */
    size_t unread;
    size_t maximum;
    int64_t seq;            /* what commits up to this one tell has passed */
    int64_t latest;         /* the last commit that was noticed */
    insights_event *lagged; /* made in advance; NULL while it is used */
};

/* Put an event on the queue behind no gate. */
void insights__events_put(insights_events *events, insights_event *event);

/* Put a change on the queue, or free it. 0: it did not pass, since the watch
 * lags (from now on, maybe) or ended. */
int insights__gate_offer(
    insights_events *events,
    insights__gate *gate,
    insights_event *event);

/* All of a commit has passed. */
void insights__gate_pass(
    insights_events *events,
    insights__gate *gate,
    int64_t seq);

/* From here on something is missing. */
void insights__gate_lag(insights_events *events, insights__gate *gate);

/* What a gate wants after a look at it. */
typedef enum insights__gate_wish {
    INSIGHTS__GATE_NOTHING = 0,
    INSIGHTS__GATE_COMMITS = 1, /* behind `*seq` */
    INSIGHTS__GATE_RESERVE = 2  /* an event for the day it lags */
} insights__gate_wish;

insights__gate_wish insights__gate_look(
    insights_events *events,
    insights__gate *gate,
    int64_t latest,
    int64_t *seq);

/* Takes the event over. */
void insights__gate_reserve(
    insights_events *events,
    insights__gate *gate,
    insights_event *lagged);

/* Nothing passes any more, after `last` (may be NULL). 0: it was shut. */
int insights__gate_shut(
    insights_events *events,
    insights__gate *gate,
    insights_event *last);

#endif
