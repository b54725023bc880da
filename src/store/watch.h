/* watch.h - what the thread that reads the log and the calls that make and
 * end watches share. */
#ifndef INSIGHTS_STORE_WATCH_H
#define INSIGHTS_STORE_WATCH_H

#include "store/events.h"
#include "store/internal.h"

struct insights_watch {
    atomic_uint refs; /* the caller's, the thread's */
    unsigned generation;
    insights_store *store;
    insights__watches *watches;
    insights_events *events;
    uint64_t tag;
    char account[INSIGHTS__ID_TEXT]; /* "": of all */
    char project[INSIGHTS__ID_TEXT]; /* "": of all */
    insights_kind kind;              /* 0: all */
    insights__gate gate;
    insights_event *ended; /* made in advance */

    /* Guarded by the list: */
    insights_watch *next;
    uint64_t number; /* in the order of making */
    int listed;
};

struct insights__watches {
    insights__mutex lock; /* guards all below */
    insights__backend *backend;
    insights_watch *first;
    insights_watch *last;
    uint64_t numbers;
    size_t users; /* watches, and those that are being made */
    int noticing; /* the thread runs */
    int joinable; /* it ran */
    insights__thread thread;
    unsigned generation;
    insights__watches *parents; /* of the process that forked this one */
};

/* The watches of a backend in this process, made where there are none. */
insights_status insights__watches_of(
    insights__backend *backend,
    insights__watches **out,
    insights_error **error);

/* Be counted; the first starts the thread. What is committed from here on is
 * noticed. */
insights_status insights__watches_enter(
    insights__watches *watches,
    insights_error **error);
void insights__watches_leave(insights__watches *watches);

/* From now on, and no longer, the watch is given what happens. */
void insights__watches_add(insights__watches *watches, insights_watch *watch);
void insights__watches_remove(
    insights__watches *watches,
    insights_watch *watch);

/* Let go of a watch; NULL is allowed. */
void insights__watch_unref(insights_watch *watch);

/* An event with a number, or NULL: no memory. */
insights_event *insights__event_numbered(int type, uint64_t tag, int64_t seq);

#endif
