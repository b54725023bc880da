/* format_zoom.c - Zoom: the timeline of a recording, and by its name its
 * captions, its chat and its text.
 *
 * "timeline" has "text" between "ts" and "end_ts", said by the first of
 * "users". Captions of Zoom are WebVTT with "Name: text".
 */
#include "text/json_turns.h"

static int matches(const insights__json_node *root)
{
    const insights__json_node *head =
        insights__json_head(insights__json_at(root, "timeline"));

    return insights__json_at(head, "ts") && insights__json_at(head, "text");
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const char *const speaker[] = {"users", "username", NULL};
    static const char *const text[] = {"text", NULL};
    static const char *const start[] = {"ts", NULL};
    static const char *const end[] = {"end_ts", NULL};
    static const insights__json_keys keys = {
        .speaker = speaker,
        .text = text,
        .start = start,
        .end = end,
        .unit = 1000};

    return insights__json_list(
        talk, insights__json_at(root, "timeline"), &keys, error);
}

const insights__json_shape insights__json_zoom = {"zoom", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_or_text(source, script, "zoom", error);
}

const insights__format insights__format_zoom = {"zoom", NULL, NULL, read, NULL};
