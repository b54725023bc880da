/* format_podcast.c - transcripts of podcasts: JSON with "segments" of "body",
 * in and out.
 *
 * A segment is a turn, except in files whose segments are single words: there
 * words of one speaker are put together with a space. What is written has
 * seconds with three digits; times of words and other metadata than the title
 * are left behind, and a segment that nobody is named for has no speaker.
 */
#include "text/json_turns.h"

#include <string.h>

static int matches(const insights__json_node *root)
{
    return insights__json_at(
               insights__json_head(insights__json_at(root, "segments")),
               "body") != NULL;
}

static const char *const text_keys[] = {"body", NULL};
static const char *const start_keys[] = {"startTime", "start", NULL};
static const char *const end_keys[] = {"endTime", "end", NULL};
static const insights__json_keys keys =
    {.text = text_keys, .start = start_keys, .end = end_keys, .unit = 1000};
static const insights__json_keys own_keys = {
    .text = text_keys,
    .start = start_keys,
    .end = end_keys,
    .unit = 1000,
    .verbatim = 1};

/* Whether the segments are words: two at least, and hardly any of them has a
 * space inside. */
static int is_by_word(const insights__json_node *list)
{
    const insights__json_node *node;
    size_t count = 0;
    size_t spaced = 0;

    for (node = list->first; node; node = node->next) {
        const insights__json_node *body = insights__json_at(node, "body");
        size_t from;
        size_t size;

        if (!body || !body->text)
            continue;
        from = strspn(body->text, " \t\r\n");
        size = strcspn(body->text + from, " \t\r\n");
        count++;
        from += size;
        spaced += body->text[from + strspn(body->text + from, " \t\r\n")] != 0;
    }
    return count > 3 && spaced * 10 < count;
}

static insights_status read_words(
    insights__json_talk *talk,
    const insights__json_node *list,
    insights_error **error)
{
    const insights__json_node *node;
    insights__json_stream stream = {0};
    insights_status status = INSIGHTS_OK;

    for (node = list->first; node && status == INSIGHTS_OK; node = node->next) {
        const insights__json_node *body = insights__json_at(node, "body");
        insights__json_uttered word = {0};
        size_t blank;

        status = insights__json_time(
            talk, insights__json_any(node, start_keys), 1000, &word.start_ms,
            error);
        if (status == INSIGHTS_OK)
            status = insights__json_time(
                talk, insights__json_any(node, end_keys), 1000, &word.end_ms,
                error);
        if (status < 0 || !body || !body->text)
            continue;
        blank = strspn(body->text, " \t\r\n");
        word.text = body->text + blank;
        word.length = body->length - blank;
        while (word.length && strchr(" \t\r\n", word.text[word.length - 1]))
            word.length--;
        word.speaker = insights__json_name(insights__json_at(node, "speaker"));
        if (word.length && !insights__json_utter(&stream, &word))
            status = insights__fail_nomem(error);
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
    const insights__json_node *list = insights__json_at(root, "segments");
    /* What this library writes is left as it is. */
    int own =
        insights__json_says(insights__json_at(root, "generator"), "insights");

    if (!own && is_by_word(list))
        return read_words(talk, list, error);
    return insights__json_list(talk, list, own ? &own_keys : &keys, error);
}

const insights__json_shape insights__json_podcast = {
    "podcast", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, "podcast", error);
}

/* --- Writing ------------------------------------------------------------- */

static void write_seconds(insights__buffer *out, const char *key, int64_t ms)
{
    insights__buffer_format(
        out, ", \"%s\": %lld.%03d", key, (long long)(ms / 1000),
        (int)(ms % 1000));
}

static void write_turn(
    insights__buffer *out,
    const insights__turn *turn,
    int last)
{
    insights__buffer_text_append(out, "    {");
    if (turn->speaker) {
        insights__buffer_text_append(out, "\"speaker\": ");
        insights__buffer_json_string(out, turn->speaker, strlen(turn->speaker));
        insights__buffer_text_append(out, ", ");
    }
    insights__buffer_text_append(out, "\"body\": ");
    insights__buffer_json_string(out, turn->text, turn->length);
    if (turn->start_ms >= 0)
        write_seconds(out, "startTime", turn->start_ms);
    if (turn->end_ms >= 0)
        write_seconds(out, "endTime", turn->end_ms);
    insights__buffer_text_append(out, last ? "}\n" : "},\n");
}

static void write(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    size_t count = conversation->turns.count;
    size_t i;

    insights__buffer_text_append(
        out, "{\n  \"version\": \"1.0.0\",\n  \"generator\": \"insights\",\n");
    if (conversation->title) {
        insights__buffer_text_append(out, "  \"title\": ");
        insights__buffer_json_string(
            out, conversation->title, strlen(conversation->title));
        insights__buffer_text_append(out, ",\n");
    }
    insights__buffer_text_append(out, "  \"segments\": [\n");
    for (i = 0; i < count; i++)
        write_turn(out, &conversation->turns.items[i], i + 1 == count);
    insights__buffer_text_append(out, "  ]\n}\n");
}

const insights__format insights__format_podcast = {
    "podcast", NULL, NULL, read, write};
