/* format_otter.c - Otter: its JSON, and by its name its text and captions.
 *
 * The JSON of a conversation has "transcripts", whose times count samples, 16
 * in a millisecond; "speakers" name whom they point to. "alignment" gives the
 * times of words, in seconds.
 */
#include "text/json_turns.h"

#define SAMPLES_PER_MS 16

static const char *const lists[] = {"speech.transcripts", "transcripts", NULL};

static int matches(const insights__json_node *root)
{
    const insights__json_node *head =
        insights__json_head(insights__json_any(root, lists));

    return insights__json_at(head, "transcript") &&
           insights__json_at(head, "start_offset");
}

static insights_status read_turn(
    insights__json_talk *talk,
    const insights__json_node *node,
    const insights__json_node *speakers,
    insights_error **error)
{
    const insights__json_node *text = insights__json_at(node, "transcript");
    const insights__json_node *id = insights__json_at(node, "speaker_id");
    const char *speaker =
        insights__json_name(insights__json_at(node, "speaker_name"));
    int64_t start_ms;
    int64_t end_ms = INSIGHTS_NO_TIME;
    insights_status status = insights__json_time(
        talk, insights__json_at(node, "start_offset"), 1, &start_ms, error);

    if (status == INSIGHTS_OK)
        status = insights__json_time(
            talk, insights__json_at(node, "end_offset"), 1, &end_ms, error);
    if (status == INSIGHTS_OK)
        status = insights__json_find_words(
            talk, insights__json_at(node, "alignment"), 1000, error);
    if (status < 0)
        return status;
    if (!speaker)
        speaker = insights__json_name_in(speakers, "id", id);
    if (!speaker)
        speaker = insights__json_name_in(speakers, "speaker_id", id);
    if (!speaker)
        speaker =
            insights__json_name(insights__json_at(node, "speaker_model_label"));
    if (!speaker)
        speaker = insights__json_name(insights__json_at(node, "label"));
    return insights__json_add(
        talk, speaker, text && text->text ? text->text : "",
        text && text->text ? text->length : 0,
        start_ms < 0 ? start_ms : start_ms / SAMPLES_PER_MS,
        end_ms < 0 ? end_ms : end_ms / SAMPLES_PER_MS, error);
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const char *const people[] = {"speech.speakers", "speakers", NULL};
    static const char *const titles[] = {"speech.title", "title", NULL};
    static const char *const dates[] = {
        "speech.start_time", "speech.created_at", "start_time", "created_at",
        NULL};
    const insights__json_node *node = insights__json_any(root, lists)->first;
    const insights__json_node *speakers = insights__json_any(root, people);
    insights_status status = insights__json_meta(
        talk, insights__json_any(root, titles), "title", error);

    if (status == INSIGHTS_OK)
        status = insights__json_meta(
            talk, insights__json_any(root, dates), "date", error);
    for (; node && status == INSIGHTS_OK; node = node->next)
        status = read_turn(talk, node, speakers, error);
    return status;
}

const insights__json_shape insights__json_otter = {
    "otter", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_or_text(source, script, "otter", error);
}

const insights__format insights__format_otter = {
    "otter", NULL, NULL, read, NULL};
