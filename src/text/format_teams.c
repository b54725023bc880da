/* format_teams.c - Teams: its JSON, and by its name its captions and text.
 *
 * "entries" with "speakerDisplayName", whose times are "hh:mm:ss" with any
 * fraction. Captions of Teams are WebVTT with voices; its documents and what
 * is copied from it are text.
 */
#include "text/json_turns.h"

static int matches(const insights__json_node *root)
{
    static const char *const marks[] = {
        "speakerDisplayName", "speakerId", "startOffset", NULL};
    const insights__json_node *head =
        insights__json_head(insights__json_at(root, "entries"));

    return insights__json_at(head, "text") && insights__json_any(head, marks);
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const char *const speaker[] = {
        "speakerDisplayName", "speakerId", NULL};
    static const char *const text[] = {"text", NULL};
    static const char *const start[] = {"startOffset", NULL};
    static const char *const end[] = {"endOffset", NULL};
    static const insights__json_keys keys = {
        .speaker = speaker,
        .text = text,
        .start = start,
        .end = end,
        .unit = 1000};
    const insights__json_node *list = insights__json_at(root, "entries");
    insights_status status = insights__json_meta(
        talk, insights__json_at(insights__json_head(list), "spokenLanguageTag"),
        "language", error);

    return status < 0 ? status : insights__json_list(talk, list, &keys, error);
}

const insights__json_shape insights__json_teams = {
    "teams", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_or_text(source, script, "teams", error);
}

const insights__format insights__format_teams = {
    "teams", NULL, NULL, read, NULL};
