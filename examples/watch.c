/*
 * watch.c - print what is changed in a store, by whichever program.
 *
 *   cc watch.c $(pkg-config --cflags --libs insights) -o watch
 *   ./watch some.insights          (until interrupted)
 *   ./watch some.insights 10       (ten changes)
 */
#include <insights/events.h>
#include <insights/model.h>

#include <stdio.h>
#include <stdlib.h>

static void print_change(const insights_record *changed)
{
    printf(
        "%lld %s %s %s\n",
        (long long)insights_record_int(changed, INSIGHTS_CHANGED_SEQ),
        insights_record_text(changed, INSIGHTS_CHANGED_OP),
        insights_record_text(changed, INSIGHTS_CHANGED_RECORD_KIND),
        insights_record_text(changed, INSIGHTS_CHANGED_RECORD_ID));
    fflush(stdout);
}

/* Print changes until there were `left` of them; negative: for ever. */
static insights_status follow(
    insights_events *events,
    long left,
    insights_error **error)
{
    insights_event *event = NULL;
    insights_status status = INSIGHTS_OK;

    while (left && status == INSIGHTS_OK) {
        status = insights_events_wait(events, -1, &event, error);
        if (status != INSIGHTS_OK)
            break;
        switch (insights_event_type(event)) {
        case INSIGHTS_EVENT_CHANGE:
            print_change(insights_event_record(event));
            left -= left > 0;
            break;
        case INSIGHTS_EVENT_LAGGED:
            puts("some changes were missed");
            break;
        case INSIGHTS_EVENT_ENDED:
            puts(insights_error_message(insights_event_error(event)));
            status = insights_event_status(event);
            break;
        default:
            break;
        }
        insights_event_free(event);
    }
    return status;
}

int main(int argc, char **argv)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;
    insights_events *events = NULL;
    insights_watch *watch = NULL;
    insights_error *error = NULL;
    insights_status status;

    if (argc < 2)
        return 2;
    options.flags = INSIGHTS_STORE_READ_ONLY;
    status = insights_store_open(argv[1], &options, &store, &error);
    if (status == INSIGHTS_OK)
        status = insights_events_new(&events, &error);
    if (status == INSIGHTS_OK)
        status = insights_store_watch(store, NULL, events, 0, &watch, &error);
    if (status == INSIGHTS_OK)
        status =
            follow(events, argc > 2 ? strtol(argv[2], NULL, 10) : -1, &error);
    if (status < 0)
        fprintf(stderr, "watch: %s\n", insights_error_message(error));
    insights_watch_free(watch);
    insights_events_free(events);
    insights_store_free(store);
    insights_error_free(error);
    return status < 0;
}
