/* await.h - waiting for events, for the tests of queues and watches. */
#ifndef INSIGHTS_TESTS_STORE_AWAIT_H
#define INSIGHTS_TESTS_STORE_AWAIT_H

#include "store/make.h"

#include <insights/events.h>

#include <criterion/criterion.h>
#include <poll.h>

/* Long enough for any machine; whoever waits so long has failed. */
#define PATIENCE_MS 20000

static inline insights_events *new_events(void)
{
    insights_events *events = NULL;

    cr_assert_eq(insights_events_new(&events, NULL), INSIGHTS_OK);
    return events;
}

/* The next event, or NULL where none came in time. */
static inline insights_event *await(insights_events *events)
{
    insights_event *event = NULL;

    insights_events_wait(events, PATIENCE_MS, &event, NULL);
    return event;
}

/* Take the next event and say what it was; `seq`, `id` may be NULL. */
static inline int await_type(insights_events *events, int64_t *seq, char id[40])
{
    insights_event *event = await(events);
    const insights_record *record = insights_event_record(event);
    int type = insights_event_type(event);

    if (seq)
        *seq = record ? insights_record_int(record, INSIGHTS_CHANGED_SEQ) : 0;
    if (id)
        snprintf(
            id, 40, "%s",
            record && insights_record_text(record, INSIGHTS_CHANGED_RECORD_ID)
                ? insights_record_text(record, INSIGHTS_CHANGED_RECORD_ID)
                : "");
    insights_event_free(event);
    return type;
}

/* Whether nothing comes within a moment. */
static inline int silent(insights_events *events)
{
    insights_event *event = NULL;
    insights_status status = insights_events_wait(events, 50, &event, NULL);

    insights_event_free(event);
    return status == INSIGHTS_DONE;
}

static inline int readable(int fd)
{
    struct pollfd wait = {fd, POLLIN, 0};

    return poll(&wait, 1, 0) == 1;
}

/* A transaction that saves one record, which is released. */
static inline insights_transaction *saving(
    insights_store *store,
    insights_record *record)
{
    insights_transaction *transaction = NULL;

    cr_assert_eq(
        insights_transaction_new(store, &transaction, NULL), INSIGHTS_OK);
    cr_assert_eq(
        insights_transaction_save(transaction, record, 0, NULL), INSIGHTS_OK);
    insights_record_free(record);
    return transaction;
}

/* Submit the saving of a person. */
static inline insights_status submit(
    insights_store *store,
    insights_events *events,
    uint64_t tag,
    insights_error **error)
{
    insights_transaction *transaction = saving(store, new_person("Ada"));
    insights_status status =
        insights_store_submit(store, transaction, events, tag, error);

    insights_transaction_free(transaction);
    return status;
}

#endif
