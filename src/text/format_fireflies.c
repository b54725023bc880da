/* format_fireflies.c - Fireflies: its JSON, and by its name its text.
 *
 * "sentences" with the name of their speaker, in seconds, alone or in what
 * its interface answers; or a plain list of objects with "sentence". What was
 * heard first ("raw_text") is taken only where nothing else is given.
 */
#include "text/json_turns.h"

static const char *const lists[] = {
    "sentences", "transcript.sentences", "data.transcript.sentences", NULL};

static const insights__json_node *sentences_of(const insights__json_node *root)
{
    static const char *const marks[] = {
        "speaker_name", "speaker_id", "raw_text", "sentence", NULL};
    const insights__json_node *list = insights__json_any(root, lists);

    if (insights__json_at(insights__json_head(root), "sentence"))
        return root;
    return insights__json_any(insights__json_head(list), marks) ? list : NULL;
}

static int matches(const insights__json_node *root)
{
    return sentences_of(root) != NULL;
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const char *const speaker[] = {
        "speaker_name", "speaker", "speaker_id", NULL};
    static const char *const text[] = {"text", "sentence", "raw_text", NULL};
    static const char *const start[] = {
        "start_time", "startTime", "start", "time", NULL};
    static const char *const end[] = {"end_time", "endTime", "end", NULL};
    static const insights__json_keys keys = {
        .speaker = speaker,
        .text = text,
        .start = start,
        .end = end,
        .unit = 1000};
    static const char *const wrappers[] = {
        "data.transcript", "transcript", NULL};
    static const char *const dates[] = {"dateString", "date", NULL};
    static const char *const media[] = {"audio_url", "video_url", NULL};
    const insights__json_node *about = insights__json_any(root, wrappers);
    insights_status status;

    if (!about)
        about = root;
    status = insights__json_meta(
        talk, insights__json_at(about, "title"), "title", error);
    if (status == INSIGHTS_OK)
        status = insights__json_meta(
            talk, insights__json_any(about, dates), "date", error);
    if (status == INSIGHTS_OK)
        status = insights__json_meta(
            talk, insights__json_any(about, media), "media", error);
    return status < 0
               ? status
               : insights__json_list(talk, sentences_of(root), &keys, error);
}

const insights__json_shape insights__json_fireflies = {
    "fireflies", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_or_text(source, script, "fireflies", error);
}

const insights__format insights__format_fireflies = {
    "fireflies", NULL, NULL, read, NULL};
