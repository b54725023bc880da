/* format_json.c - JSON of whatever shape is known, and our own.
 *
 * Written is {"format", "version", "title", …, "turns": [{"speaker", "text",
 * "start_ms", "end_ms", "continued", "words"}]}, which loses nothing; "words"
 * are bytes of the text with their times. A plain list of {"speaker", "text",
 * "start", "end"} has its times in milliseconds.
 */
#include "text/json_turns.h"

#include <string.h>

static const insights__json_shape shapes[] = {
    {"json", "turns", 1, 1},
    {"json", NULL, 1, 0},
    {"whisper", "segments", 1000, 0},
    {"whisper", "transcription", 1000, 0},
    {"qmsum", "meeting_transcripts", 1000, 0},
};

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* A brace and a quote, or a bracket and a brace: "[Ana] hello" is not. */
static int detect(const char *sample, size_t length)
{
    size_t at = 0;
    char first;

    while (at < length && is_space(sample[at]))
        at++;
    if (at == length)
        return 0;
    first = sample[at++];
    while (at < length && is_space(sample[at]))
        at++;
    if (first == '{')
        return at == length || sample[at] == '"' || sample[at] == '}' ? 95 : 0;
    if (first == '[')
        return at == length || sample[at] == '{' || sample[at] == ']' ? 95 : 0;
    return 0;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_turns(
        source, script, shapes, sizeof(shapes) / sizeof(shapes[0]), error);
}

static void write_text(insights__buffer *out, const char *key, const char *text)
{
    insights__buffer_format(out, "\"%s\": ", key);
    insights__buffer_json_string(out, text, strlen(text));
}

static void write_words(insights__buffer *out, const insights__turn *turn)
{
    size_t i;

    insights__buffer_text_append(out, ", \"words\": [");
    for (i = 0; i < turn->word_count; i++)
        insights__buffer_format(
            out,
            "%s{\"offset\": %u, \"length\": %u, \"start_ms\": %lld, "
            "\"end_ms\": %lld}",
            i ? ", " : "", (unsigned)turn->words[i].offset,
            (unsigned)turn->words[i].length, (long long)turn->words[i].start_ms,
            (long long)turn->words[i].end_ms);
    insights__buffer_char(out, ']');
}

static void write_turn(
    insights__buffer *out,
    const insights__turn *turn,
    int last)
{
    insights__buffer_text_append(out, "    {");
    if (turn->speaker) {
        write_text(out, "speaker", turn->speaker);
        insights__buffer_text_append(out, ", ");
    }
    insights__buffer_text_append(out, "\"text\": ");
    insights__buffer_json_string(out, turn->text, turn->length);
    if (turn->start_ms >= 0)
        insights__buffer_format(
            out, ", \"start_ms\": %lld", (long long)turn->start_ms);
    if (turn->end_ms >= 0)
        insights__buffer_format(
            out, ", \"end_ms\": %lld", (long long)turn->end_ms);
    if (turn->continued)
        insights__buffer_text_append(out, ", \"continued\": true");
    if (turn->word_count)
        write_words(out, turn);
    insights__buffer_text_append(out, last ? "}\n" : "},\n");
}

static void write(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    static const char *const keys[] = {"title", "language", "date", "media"};
    size_t count = conversation->turns.count;
    size_t i;

    insights__buffer_text_append(
        out, "{\n  \"format\": \"insights-conversation\",\n  \"version\": 1");
    for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *value = insights_conversation_meta(conversation, keys[i]);

        if (!value)
            continue;
        insights__buffer_text_append(out, ",\n  ");
        write_text(out, keys[i], value);
    }
    insights__buffer_text_append(out, ",\n  \"turns\": [\n");
    for (i = 0; i < count; i++)
        write_turn(out, &conversation->turns.items[i], i + 1 == count);
    insights__buffer_text_append(out, "  ]\n}\n");
}

const insights__format insights__format_json = {
    "json", ".json", detect, read, write};
