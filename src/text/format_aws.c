/* format_aws.c - the JSON of Amazon Transcribe.
 *
 * Newer files have "audio_segments" with their transcripts and the numbers of
 * their items. In older ones turns are runs of "items" of one speaker, who is
 * named in each item or in "speaker_labels" by time; "channel_labels" have
 * the items of each channel. Items are words, and punctuation that belongs to
 * the word before; how they are spaced is taken from "transcripts". Times are
 * seconds, as texts. What Call Analytics writes is another shape, with
 * milliseconds.
 */
#include "text/json_turns.h"

#include <string.h>

static int matches(const insights__json_node *root)
{
    const insights__json_node *item =
        insights__json_head(insights__json_at(root, "results.items"));
    const insights__json_node *segment =
        insights__json_head(insights__json_at(root, "results.audio_segments"));

    return insights__json_at(item, "alternatives") ||
           insights__json_at(segment, "transcript") ||
           insights__json_head(
               insights__json_at(root, "results.channel_labels.channels"));
}

typedef INSIGHTS__ARRAY(const insights__json_node *) node_list;

/* What an item says. */
static const insights__json_node *content_of(const insights__json_node *item)
{
    const insights__json_node *content = insights__json_at(
        insights__json_head(insights__json_at(item, "alternatives")),
        "content");

    return insights__json_is(content, INSIGHTS__JSON_STRING) ? content : NULL;
}

static insights_status times_of(
    insights__json_talk *talk,
    const insights__json_node *node,
    int64_t *start,
    int64_t *end,
    insights_error **error)
{
    insights_status status = insights__json_time(
        talk, insights__json_at(node, "start_time"), 1000, start, error);

    if (status == INSIGHTS_OK)
        status = insights__json_time(
            talk, insights__json_at(node, "end_time"), 1000, end, error);
    return status;
}

/* --- Segments ------------------------------------------------------------ */

/* The words of a segment, by the numbers of its items. */
static insights_status find_items(
    insights__json_talk *talk,
    const insights__json_node *ids,
    const node_list *items,
    insights_error **error)
{
    const insights__json_node *id;

    if (!insights__json_is(ids, INSIGHTS__JSON_ARRAY))
        return INSIGHTS_OK;
    for (id = ids->first; id; id = id->next) {
        const insights__json_node *content;
        int64_t number;
        int64_t start_ms;
        int64_t end_ms;
        insights_status status =
            insights__json_time(talk, id, 1, &number, error);

        if (status < 0)
            return status;
        if (number < 0 || (uint64_t)number >= items->count)
            continue;
        content = content_of(items->items[number]);
        status =
            times_of(talk, items->items[number], &start_ms, &end_ms, error);
        if (status < 0)
            return status;
        if (content &&
            !insights__json_found(
                talk, NULL, content->text, content->length, start_ms, end_ms))
            return insights__fail_nomem(error);
    }
    return INSIGHTS_OK;
}

static insights_status read_segments(
    insights__json_talk *talk,
    const insights__json_node *segments,
    const node_list *items,
    insights_error **error)
{
    static const char *const labels[] = {
        "speaker_label", "channel_label", NULL};
    const insights__json_node *node;
    insights_status status = INSIGHTS_OK;

    for (node = segments->first; node && status == INSIGHTS_OK;
         node = node->next) {
        const insights__json_node *text = insights__json_at(node, "transcript");
        int64_t start_ms;
        int64_t end_ms;

        status = times_of(talk, node, &start_ms, &end_ms, error);
        if (status == INSIGHTS_OK)
            status = find_items(
                talk, insights__json_at(node, "items"), items, error);
        if (status == INSIGHTS_OK)
            status = insights__json_add(
                talk, insights__json_name(insights__json_any(node, labels)),
                text && text->text ? text->text : "",
                text && text->text ? text->length : 0, start_ms, end_ms, error);
    }
    return status;
}

/* --- Items --------------------------------------------------------------- */

typedef struct speakers {
    const insights__json_node *segment; /* the last that has begun, or NULL */
    const insights__json_node *next;
} speakers;

/* Who speaks at a time, by the segments of "speaker_labels", in order. */
static insights_status speaker_at(
    insights__json_talk *talk,
    speakers *who,
    int64_t at_ms,
    const char **out,
    insights_error **error)
{
    while (who->next && at_ms >= 0) {
        int64_t start_ms;
        insights_status status = insights__json_time(
            talk, insights__json_at(who->next, "start_time"), 1000, &start_ms,
            error);

        if (status < 0)
            return status;
        if (start_ms > at_ms)
            break;
        who->segment = who->next;
        who->next = who->next->next;
    }
    *out =
        insights__json_name(insights__json_at(who->segment, "speaker_label"));
    return INSIGHTS_OK;
}

/* Add the items of a list to a stream; `label` is who says all of them. */
static insights_status utter_items(
    insights__json_talk *talk,
    insights__json_stream *stream,
    const insights__json_node *items,
    speakers *who,
    const char *label,
    size_t channel,
    insights_error **error)
{
    const insights__json_node *node;
    const char *speaker = label;
    insights_status status = INSIGHTS_OK;

    if (!insights__json_is(items, INSIGHTS__JSON_ARRAY))
        return INSIGHTS_OK;
    for (node = items->first; node && status == INSIGHTS_OK;
         node = node->next) {
        const insights__json_node *content = content_of(node);
        const insights__json_node *own =
            insights__json_at(node, "speaker_label");
        insights__json_uttered word = {0};

        status = times_of(talk, node, &word.start_ms, &word.end_ms, error);
        if (status < 0 || !content)
            continue;
        word.glued =
            insights__json_says(insights__json_at(node, "type"), "punctuation");
        /* Punctuation is said by whoever said the word. */
        if (own)
            speaker = insights__json_name(own);
        else if (who->next || who->segment)
            status = speaker_at(talk, who, word.start_ms, &speaker, error);
        word.speaker = speaker;
        word.text = content->text;
        word.length = content->length;
        word.channel = channel;
        if (status == INSIGHTS_OK && !insights__json_utter(stream, &word))
            status = insights__fail_nomem(error);
    }
    return status;
}

static insights_status read_items(
    insights__json_talk *talk,
    const insights__json_node *results,
    insights_error **error)
{
    const insights__json_node *channels =
        insights__json_at(results, "channel_labels.channels");
    const insights__json_node *segments =
        insights__json_at(results, "speaker_labels.segments");
    insights__json_stream stream = {0};
    speakers who = {NULL, insights__json_head(segments)};
    insights_status status = INSIGHTS_OK;
    size_t channel = 0;

    if (insights__json_head(channels)) {
        const insights__json_node *node;

        for (node = channels->first; node && status == INSIGHTS_OK;
             node = node->next) {
            const insights__json_node *items = insights__json_at(node, "items");
            const char *label =
                insights__json_name(insights__json_at(node, "channel_label"));
            speakers nobody = {NULL, NULL};

            status = utter_items(
                talk, &stream, items, &nobody, label, channel++, error);
        }
    } else {
        stream.text = insights__json_at(
            insights__json_head(insights__json_at(results, "transcripts")),
            "transcript");
        status = utter_items(
            talk, &stream, insights__json_at(results, "items"), &who, NULL, 0,
            error);
    }
    if (status == INSIGHTS_OK)
        return insights__json_stream_end(&stream, talk, error);
    insights__array_free(&stream.words);
    return status;
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    const insights__json_node *results = insights__json_at(root, "results");
    const insights__json_node *segments =
        insights__json_at(results, "audio_segments");
    const insights__json_node *node = insights__json_at(results, "items");
    node_list items = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__json_meta(
        talk, insights__json_at(results, "language_code"), "language", error);

    if (status == INSIGHTS_OK)
        status = insights__json_meta(
            talk, insights__json_at(root, "jobName"), "title", error);
    if (status < 0)
        return status;
    if (!insights__json_at(insights__json_head(segments), "transcript"))
        return read_items(talk, results, error);
    for (node = insights__json_is(node, INSIGHTS__JSON_ARRAY) ? node->first
                                                              : NULL;
         node && status == INSIGHTS_OK; node = node->next) {
        const insights__json_node **slot = insights__array_add(&items);

        if (slot)
            *slot = node;
        else
            status = insights__fail_nomem(error);
    }
    if (status == INSIGHTS_OK)
        status = read_segments(talk, segments, &items, error);
    insights__array_free(&items);
    return status;
}

const insights__json_shape insights__json_aws = {"aws", matches, read_shape};

/* --- Call Analytics ------------------------------------------------------ */

static int is_call(const insights__json_node *root)
{
    return insights__json_at(
               insights__json_head(insights__json_at(root, "Transcript")),
               "Content") != NULL;
}

static insights_status read_call(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const char *const speaker[] = {
        "ParticipantRole", "ParticipantId", NULL};
    static const char *const text[] = {"Content", NULL};
    static const char *const start[] = {"BeginOffsetMillis", NULL};
    static const char *const end[] = {"EndOffsetMillis", NULL};
    static const insights__json_keys keys = {
        .speaker = speaker,
        .text = text,
        .start = start,
        .end = end,
        .words = "Items",
        .unit = 1};
    insights_status status = insights__json_meta(
        talk, insights__json_at(root, "LanguageCode"), "language", error);

    if (status == INSIGHTS_OK)
        status = insights__json_meta(
            talk, insights__json_at(root, "JobName"), "title", error);
    return status < 0
               ? status
               : insights__json_list(
                     talk, insights__json_at(root, "Transcript"), &keys, error);
}

const insights__json_shape insights__json_aws_calls = {
    "aws", is_call, read_call};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, "aws", error);
}

const insights__format insights__format_aws = {"aws", NULL, NULL, read, NULL};
