/* try.h - what trials are written with.
 *
 * A trial gives up what it got before it returns, so that the same call can
 * be made again; the world that it changed is made anew by the runner.
 */
#ifndef INSIGHTS_TESTS_ABI_TRY_H
#define INSIGHTS_TESTS_ABI_TRY_H

#include "abi/trials.h"

#include <stdlib.h>

/* --- What is done with what a call gives ---------------------------------- */

/* Read a cursor to its end. */
static inline insights_status drain(world *w, insights_cursor *cursor)
{
    const insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;

    while (cursor && status == INSIGHTS_OK)
        status = insights_cursor_next(cursor, &record, &w->error);
    insights_cursor_free(cursor);
    return status;
}

#define DROP(type, release)                                                  \
    static inline insights_status drop_##type(world *w, insights_##type *it) \
    {                                                                        \
        (void)w;                                                             \
        release(it);                                                         \
        return INSIGHTS_OK;                                                  \
    }

typedef char insights_text;

DROP(record, insights_record_free)
DROP(text, insights_free)
DROP(conversation, insights_conversation_free)
DROP(corpus, insights_corpus_free)
DROP(store, insights_store_free)
DROP(study, insights_study_free)
DROP(query, insights_query_free)
DROP(transaction, insights_transaction_free)
DROP(events, insights_events_free)

/* A trial is named as its call is, without the prefix. This is one whose call
 * gives something; the output and the error follow what is given here. */
#define GIVES(name, type, drop, ...)                         \
    static insights_status try_##name(world *w)              \
    {                                                        \
        insights_##type *out = NULL;                         \
        insights_status status =                             \
            insights_##name(__VA_ARGS__, &out, &w->error);   \
                                                             \
        w->output_after_failure = status < 0 && out != NULL; \
        return status < 0 ? status : drop(w, out);           \
    }

#define RECORD(name, ...) GIVES(name, record, drop_record, __VA_ARGS__)
#define CURSOR(name, ...) GIVES(name, cursor, drain, __VA_ARGS__)
#define TEXT(name, ...) GIVES(name, text, drop_text, __VA_ARGS__)

/* One whose call gives nothing but its status. */
#define DOES(name, ...)                                 \
    static insights_status try_##name(world *w)         \
    {                                                   \
        return insights_##name(__VA_ARGS__, &w->error); \
    }

#define READS(name)                      \
    {                                    \
        "insights_" #name, try_##name, 0 \
    }
#define WRITES(name)                     \
    {                                    \
        "insights_" #name, try_##name, 1 \
    }

#endif
