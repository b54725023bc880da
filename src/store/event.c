/* event.c - one event: what it says, and its end. */
#include "store/events.h"

#include "base/alloc.h"

insights_event *insights__event_new(int type, uint64_t tag)
{
    insights_event *event = insights__alloc(sizeof(*event));

    if (!event)
        return NULL;
    event->type = type;
    event->tag = tag;
    return event;
}

int insights_event_type(const insights_event *event)
{
    return event ? event->type : 0;
}

uint64_t insights_event_tag(const insights_event *event)
{
    return event ? event->tag : 0;
}

insights_status insights_event_status(const insights_event *event)
{
    return event ? event->status : INSIGHTS_E_INVALID;
}

const insights_error *insights_event_error(const insights_event *event)
{
    return event ? event->error : NULL;
}

const insights_record *insights_event_record(const insights_event *event)
{
    return event ? event->record : NULL;
}

insights_cursor *insights_event_cursor(insights_event *event)
{
    return event ? event->cursor : NULL;
}

void insights_event_free(insights_event *event)
{
    if (!event)
        return;
    insights_error_free(event->error);
    insights_record_free(event->record);
    insights_cursor_free(event->cursor);
    insights__free(event);
}
