/**
 * @file insights/events.h
 * @brief Answers and changes that arrive by themselves: an event queue, calls
 * that do not wait, and a watch on what is changed, by whichever process.
 *
 * Every call that takes a queue and a tag is answered exactly once on that
 * queue, whatever happens. A host waits in its own way: on the descriptor
 * (select, poll, epoll, asyncio), through a wake-up function, or by
 * insights_events_wait().
 *
 * Threads: a queue and a watch may be used from any thread; an event by one
 * thread at a time.
 */
#ifndef INSIGHTS_EVENTS_H
#define INSIGHTS_EVENTS_H

#include <insights/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Events that wait to be read. Opaque. */
typedef struct insights_events insights_events;

/** Something that happened. Opaque. */
typedef struct insights_event insights_event;

/** A standing wish to be told of changes. Opaque. */
typedef struct insights_watch insights_watch;

/* --- The queue ------------------------------------------------------------ */

/**
 * Make a queue.
 * @param[out] out Owned; release with insights_events_free().
 * @since 0.1
 */
INSIGHTS_API insights_status
insights_events_new(insights_events **out, insights_error **error);

/** Release a queue: unread events and answers to come are thrown away, the
 * work itself is done. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_events_free(insights_events *events);

/**
 * A descriptor that is readable while the queue holds events. Only wait on
 * it; do not read from it or close it.
 * @param[out] out Valid until the queue is freed.
 * @retval INSIGHTS_E_UNSUPPORTED The system has no such descriptors.
 * @since 0.1
 */
INSIGHTS_API insights_status
insights_events_fd(insights_events *events, int *out, insights_error **error);

/** Called when a queue that was empty gets an event. */
typedef void (*insights_wakeup_callback)(void *user);

/**
 * Be called instead of waiting on a descriptor.
 * @param wakeup Called from any thread, with no lock held; it must not call
 *               the library back, only tell its own loop. NULL: no longer.
 *               Once this returns the former function is not called again.
 * @since 0.1
 */
INSIGHTS_API void insights_events_set_wakeup(
    insights_events *events,
    insights_wakeup_callback wakeup,
    void *user);

/**
 * Take the next event, without waiting.
 * @param[out] out Owned; release with insights_event_free().
 * @retval INSIGHTS_DONE There is none at present.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_events_next(
    insights_events *events,
    insights_event **out,
    insights_error **error);

/**
 * Take the next event, or wait for it.
 * @param timeout_ms Wait at most so long; negative: for ever.
 * @param[out] out   Owned; release with insights_event_free().
 * @retval INSIGHTS_DONE None came in time, or the queue was interrupted.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_events_wait(
    insights_events *events,
    int64_t timeout_ms,
    insights_event **out,
    insights_error **error);

/** Let all who wait, now or later, go at once: for the end of a program.
 * Events that are there can still be taken. @since 0.1 */
INSIGHTS_API void insights_events_interrupt(insights_events *events);

/* --- An event ------------------------------------------------------------- */

/** What an event is. Later versions may add some: ignore what you do not
 * know. */
enum {
    INSIGHTS_EVENT_ANSWER = 1, /**< A call with this tag has ended. */
    INSIGHTS_EVENT_READY = 2,  /**< A watch has begun: `record` is
                                    INSIGHTS_CHANGED with the number from
                                    which on changes follow; `cursor` the
                                    present state where it was asked for. */
    INSIGHTS_EVENT_CHANGE = 3, /**< A record was changed: `record` is
                                    INSIGHTS_CHANGED. */
    INSIGHTS_EVENT_LAGGED = 4, /**< Too much went unread, or is no longer
                                    known: `record` is INSIGHTS_CHANGED with
                                    the number up to which changes are
                                    missing. Read the state again. */
    INSIGHTS_EVENT_ENDED = 5   /**< A watch has failed, for the reason given;
                                    nothing follows. */
};

/** `INSIGHTS_EVENT_*`. @since 0.1 */
INSIGHTS_API int insights_event_type(const insights_event *event);

/** The tag given with the call or the watch. @since 0.1 */
INSIGHTS_API uint64_t insights_event_tag(const insights_event *event);

/** How the call ended; ::INSIGHTS_OK for changes. @since 0.1 */
INSIGHTS_API insights_status insights_event_status(const insights_event *event);

/** Why it failed, or NULL. Borrowed from the event. @since 0.1 */
INSIGHTS_API const insights_error *insights_event_error(
    const insights_event *event);

/** What the event tells, or NULL. Borrowed from the event. @since 0.1 */
INSIGHTS_API const insights_record *insights_event_record(
    const insights_event *event);

/** The records that it brings, or NULL; insights_cursor_token() behind the
 * last gives the place to fetch on from. Borrowed from the event.
 * @since 0.1 */
INSIGHTS_API insights_cursor *insights_event_cursor(insights_event *event);

/** Release an event. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_event_free(insights_event *event);

/* --- Calls that do not wait ------------------------------------------------
 */

/**
 * Commit a transaction, and be answered on a queue when it is on disk or was
 * refused.
 *
 * @param transaction Spent by this call where it succeeds; the caller still
 *                    frees it, at any time.
 * @param tag         Less than 2^53; comes back with the answer.
 * @retval INSIGHTS_E_AGAIN The queue waits for 4,096 answers already; nothing
 *                    was begun.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_submit(
    insights_store *store,
    insights_transaction *transaction,
    insights_events *events,
    uint64_t tag,
    insights_error **error);

/**
 * Read a page of a query: up to its limit, 256 records or 1 MiB. The answer
 * brings a cursor.
 * @param query Copied.
 * @param tag   Less than 2^53; comes back with the answer.
 * @retval INSIGHTS_E_AGAIN The queue waits for 4,096 answers already.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_fetch(
    insights_store *store,
    const insights_query *query,
    insights_events *events,
    uint64_t tag,
    insights_error **error);

/* --- Watching --------------------------------------------------------------
 */

/** What to watch. Zero means the default in every field but `size`. */
typedef struct insights_watch_options {
    size_t size;         /**< Set by INSIGHTS_WATCH_OPTIONS_INIT. */
    const char *project; /**< Only records of this project; NULL: all of the
                              account. */
    const insights_query *state; /**< First give what it finds (at most 10,000
                              records), then the changes since: nothing is
                              missing or told twice. Copied. NULL: none. */
    int64_t after;      /**< Changes behind this number, as an earlier event
                             gave it; 0: from now on. Not with `state`. */
    insights_kind kind; /**< Only this kind; 0: every kind. */
    uint32_t unread;    /**< At most so many unread events of this watch,
                             then LAGGED; 0: 1024. */
} insights_watch_options;

/** Initialises an ::insights_watch_options with its defaults. */
#define INSIGHTS_WATCH_OPTIONS_INIT                         \
    {                                                       \
        sizeof(insights_watch_options), NULL, NULL, 0, 0, 0 \
    }

/**
 * Be told of every change that is committed, in order and once, by any thread
 * of any process that uses this store. The first event is READY.
 *
 * An idle watch costs nothing: no timer runs and no system call is made while
 * nobody else has the store open.
 *
 * @param options  NULL for the defaults. Copied.
 * @param[out] out Owned; insights_watch_free() ends it.
 * @retval INSIGHTS_E_LIMIT `state` finds more than 10,000 records.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_watch(
    insights_store *store,
    const insights_watch_options *options,
    insights_events *events,
    uint64_t tag,
    insights_watch **out,
    insights_error **error);

/** End a watch: nothing of it is put on the queue any more. NULL is allowed.
 * @since 0.1 */
INSIGHTS_API void insights_watch_free(insights_watch *watch);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_EVENTS_H */
