/* format_youtube.c - captions of YouTube as JSON ("json3").
 *
 * "events" with "segs", whose texts together are a cue. A line break in it is
 * a space, as in other captions, and an event of nothing else says nothing.
 * "Name: " and dashes are judged over the whole file. In captions that were
 * made by a machine each segment is a word.
 */
#include "text/draft.h"
#include "text/json_turns.h"

#include <string.h>

static int matches(const insights__json_node *root)
{
    const insights__json_node *list = insights__json_at(root, "events");
    const insights__json_node *node;

    if (!insights__json_head(list))
        return 0;
    for (node = list->first; node; node = node->next)
        if (insights__json_at(node, "segs") &&
            insights__json_at(node, "tStartMs"))
            return 1;
    return 0;
}

/* Take a segment's text in, with line breaks as spaces. */
static insights_status take_segment(
    insights__json_talk *talk,
    const insights__json_node *segment,
    int64_t event_ms,
    insights_error **error)
{
    const insights__json_node *text = insights__json_at(segment, "utf8");
    size_t count = talk->words.count;
    size_t from = talk->text.length;
    int64_t offset_ms;
    size_t at;
    insights_status status = insights__json_time(
        talk, insights__json_at(segment, "tOffsetMs"), 1, &offset_ms, error);

    if (status < 0 || !insights__json_is(text, INSIGHTS__JSON_STRING))
        return status;
    if (offset_ms < 0)
        offset_ms = 0;
    if (count && talk->words.items[count - 1].end_ms < 0)
        talk->words.items[count - 1].end_ms = event_ms + offset_ms;
    if (!insights__json_say(
            talk, text->text, text->length,
            event_ms < 0 ? event_ms : event_ms + offset_ms,
            event_ms < 0 ? event_ms : event_ms + offset_ms))
        return insights__fail_nomem(error);
    if (talk->words.count > count)
        talk->words.items[count].end_ms = INSIGHTS_NO_TIME;
    for (at = from; at < talk->text.length; at++)
        if (talk->text.data[at] == '\n' || talk->text.data[at] == '\r')
            talk->text.data[at] = ' ';
    return INSIGHTS_OK;
}

/* Add what an event says to the draft. */
static insights_status take_piece(
    insights__json_talk *talk,
    insights__draft *draft,
    int64_t start_ms,
    int64_t end_ms,
    insights_error **error)
{
    size_t length = talk->text.length;
    size_t count = talk->words.count;
    insights__piece *piece;

    while (length && talk->text.data[length - 1] == ' ')
        length--;
    if (!length)
        return INSIGHTS_OK;
    piece = insights__draft_add(
        draft, insights__buffer_text(&talk->text), length, NULL,
        INSIGHTS__PIECE_TURN);
    if (!piece)
        return insights__fail_nomem(error);
    piece->start_ms = start_ms;
    piece->end_ms = end_ms;
    /* One segment is no word, it is a line. */
    if (count < 2)
        return INSIGHTS_OK;
    if (talk->words.items[count - 1].end_ms < 0)
        talk->words.items[count - 1].end_ms =
            end_ms >= talk->words.items[count - 1].start_ms
                ? end_ms
                : talk->words.items[count - 1].start_ms;
    piece->words =
        insights__arena_alloc(&draft->arena, count * sizeof(*piece->words));
    if (!piece->words)
        return insights__fail_nomem(error);
    memcpy(piece->words, talk->words.items, count * sizeof(*piece->words));
    piece->word_count = count;
    return INSIGHTS_OK;
}

static insights_status take_event(
    insights__json_talk *talk,
    insights__draft *draft,
    const insights__json_node *event,
    insights_error **error)
{
    const insights__json_node *segments = insights__json_at(event, "segs");
    const insights__json_node *node;
    int64_t start_ms;
    int64_t length_ms = INSIGHTS_NO_TIME;
    insights_status status = insights__json_time(
        talk, insights__json_at(event, "tStartMs"), 1, &start_ms, error);

    if (status == INSIGHTS_OK)
        status = insights__json_time(
            talk, insights__json_at(event, "dDurationMs"), 1, &length_ms,
            error);
    if (status < 0 || !insights__json_is(segments, INSIGHTS__JSON_ARRAY))
        return status;
    insights__json_begin(talk, NULL);
    for (node = segments->first; node && status == INSIGHTS_OK;
         node = node->next)
        status = take_segment(talk, node, start_ms, error);
    if (status == INSIGHTS_OK)
        status = insights__buffer_check(&talk->text, "a cue", error);
    if (status == INSIGHTS_OK)
        status = take_piece(
            talk, draft, start_ms,
            start_ms >= 0 && length_ms >= 0 ? start_ms + length_ms
                                            : INSIGHTS_NO_TIME,
            error);
    return status;
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    const insights__json_node *event = insights__json_at(root, "events")->first;
    insights__draft draft = {0};
    insights_status status = INSIGHTS_OK;

    draft.captions = 1;
    for (; event && status == INSIGHTS_OK; event = event->next)
        status = take_event(talk, &draft, event, error);
    if (status == INSIGHTS_OK)
        status = insights__draft_finish(&draft, talk->script, error);
    insights__draft_free(&draft);
    return status;
}

const insights__json_shape insights__json_youtube = {
    "youtube", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, "youtube", error);
}

const insights__format insights__format_youtube = {
    "youtube", NULL, NULL, read, NULL};
