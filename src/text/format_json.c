/* format_json.c - JSON of whatever shape is known, and our own.
 *
 * Written is {"format", "version", "title", …, "turns": [{"speaker", "text",
 * "start_ms", "end_ms", "continued", "words"}]}, which loses nothing; "words"
 * are bytes of the text with their times. A document that is of no known
 * shape is read where exactly one list in it looks like turns. Its times are
 * milliseconds, or seconds where any of them has a decimal point.
 */
#include "text/json_turns.h"

#include <string.h>

/* A document is of one shape or of none; see the tests. */
static const insights__json_shape *const shapes[] = {
    &insights__json_own,          &insights__json_whisper,
    &insights__json_whisper_cpp,  &insights__json_whisper_chunks,
    &insights__json_whisper_text, &insights__json_qmsum,
    &insights__json_assemblyai,   &insights__json_deepgram,
    &insights__json_aws,          &insights__json_aws_calls,
    &insights__json_otter,        &insights__json_rev,
    &insights__json_fireflies,    &insights__json_podcast,
    &insights__json_teams,        &insights__json_zoom,
    &insights__json_youtube};

#define SHAPE_COUNT (sizeof(shapes) / sizeof(shapes[0]))

/* Deeper than this no list is looked for. */
#define SEARCH_DEPTH 4

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

size_t insights__json_matches(
    const insights__json_node *root,
    const char *format,
    const insights__json_shape **last)
{
    size_t count = 0;
    size_t i;

    for (i = 0; i < SHAPE_COUNT; i++) {
        if (format && strcmp(shapes[i]->format, format) != 0)
            continue;
        if (!shapes[i]->matches(root))
            continue;
        *last = shapes[i];
        count++;
    }
    return count;
}

/* --- Our own ------------------------------------------------------------- */

static int is_own(const insights__json_node *root)
{
    return insights__json_at(root, "turns") != NULL;
}

static insights_status read_own(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const insights__json_keys keys = {.unit = 1, .verbatim = 1};

    return insights__json_list(
        talk, insights__json_at(root, "turns"), &keys, error);
}

const insights__json_shape insights__json_own = {"json", is_own, read_own};

/* --- A list of anybody's ------------------------------------------------- */

/* Whether most objects of a list are turns. */
static int is_list_of_turns(const insights__json_node *list)
{
    const insights__json_node *node;
    size_t turns = 0;
    size_t count = 0;

    if (list->kind != INSIGHTS__JSON_ARRAY)
        return 0;
    for (node = list->first; node; node = node->next) {
        count++;
        turns += insights__json_is_turn(node) ? 1u : 0u;
    }
    return turns * 2 > count;
}

/* The lists of turns in a document, the first two of them. */
static size_t find_lists(
    const insights__json_node *node,
    size_t depth,
    const insights__json_node *found[2])
{
    const insights__json_node *inner;
    size_t count = 0;

    if (is_list_of_turns(node)) {
        found[0] = node;
        return 1;
    }
    if (depth == SEARCH_DEPTH)
        return 0;
    for (inner = node->first; inner; inner = inner->next) {
        const insights__json_node *more[2] = {NULL, NULL};
        size_t added = find_lists(inner, depth + 1, more);

        if (added && count < 2)
            found[count] = more[0];
        if (added > 1 && !count)
            found[1] = more[1];
        count += added;
    }
    return count;
}

static const char known[] =
    "known are JSON of Whisper ('segments'), whisper.cpp ('transcription'), "
    "AssemblyAI, Deepgram, Amazon Transcribe, Otter, Rev, Fireflies, Teams, "
    "Zoom, YouTube, podcasts, QMSum, and a list of objects with 'speaker' "
    "and 'text'";

static insights_status read_any(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const insights__json_keys keys = {.lenient = 1};
    const insights__json_node *found[2] = {NULL, NULL};
    const insights__json_node *head = insights__json_head(root);
    size_t count = find_lists(root, 0, found);
    static const char *const meta[] = {"title", "language", "date", "media"};
    size_t i;

    /* A plain list may have nothing but texts. */
    if (!count && (insights__json_at(head, "text") ||
                   insights__json_at(head, "content"))) {
        found[0] = root;
        count = 1;
    }
    if (!count && insights__json_is(root, INSIGHTS__JSON_ARRAY) &&
        !root->first) {
        found[0] = root;
        count = 1;
    }
    if (!count)
        return insights__json_refuse(
            talk->source, root, error, "no transcript in this JSON; %s", known);
    if (count > 1)
        return insights__json_refuse(
            talk->source, found[1], error,
            "%zu lists of this JSON look like turns, the first at %u:%u; "
            "leave one of them in it",
            count, (unsigned)found[0]->line, (unsigned)found[0]->column);
    for (i = 0; i < sizeof(meta) / sizeof(meta[0]); i++) {
        insights_status status = insights__json_meta(
            talk, insights__json_at(root, meta[i]), meta[i], error);

        if (status < 0)
            return status;
    }
    return insights__json_list(talk, found[0], &keys, error);
}

/* --- All of them --------------------------------------------------------- */

static insights_status read_root(
    insights__json_talk *talk,
    const insights__json_node *root,
    const char *format,
    insights_error **error)
{
    static const char *const meta[] = {"title", "language", "date", "media"};
    const insights__json_shape *shape = NULL;
    size_t count = insights__json_matches(root, format, &shape);
    insights_status status = INSIGHTS_OK;
    size_t i;

    if (count > 1)
        return insights__json_refuse(
            talk->source, root, error,
            "this JSON is of several kinds, '%s' among them; say which one",
            shape->format);
    if (!count && format)
        return insights__json_refuse(
            talk->source, root, error,
            "no transcript in this JSON: it is not of the format '%s'", format);
    if (!count)
        return read_any(talk, root, error);
    talk->script->format = shape->format;
    for (i = 0; i < sizeof(meta) / sizeof(meta[0]); i++) {
        if (status == INSIGHTS_OK)
            status = insights__json_meta(
                talk, insights__json_at(root, meta[i]), meta[i], error);
    }
    return status < 0 ? status : shape->read(talk, root, error);
}

static insights_status warn(insights__json_talk *talk, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (talk->lost_words)
        status = insights__script_warn(
            talk->script, "%zu timed %s not in the text of %s turn",
            talk->lost_words, talk->lost_words == 1 ? "word is" : "words are",
            talk->lost_words == 1 ? "its" : "their");
    if (status == INSIGHTS_OK && talk->bad_times)
        status = insights__script_warn(
            talk->script, "%zu %s not be read, the first on line %u",
            talk->bad_times,
            talk->bad_times == 1 ? "time could" : "times could",
            (unsigned)talk->first_bad_line);
    return status < 0 ? insights__fail_nomem(error) : INSIGHTS_OK;
}

insights_status insights__json_read(
    insights__source *source,
    insights_conversation *script,
    const char *format,
    insights_error **error)
{
    insights__json_talk talk = {0};
    insights__json_tree tree = {0};
    insights_status status;

    talk.source = source;
    talk.script = script;
    insights__json_begin(&talk, NULL);
    status = insights__json_tree_read(&tree, source, error);
    if (status == INSIGHTS_OK)
        status = read_root(&talk, tree.root, format, error);
    if (status == INSIGHTS_OK)
        status = warn(&talk, error);
    insights__buffer_free(&talk.text);
    insights__buffer_free(&talk.words_text);
    insights__array_free(&talk.words);
    insights__array_free(&talk.found);
    insights__json_tree_free(&tree);
    return status;
}

insights_status insights__json_or_text(
    insights__source *source,
    insights_conversation *script,
    const char *format,
    insights_error **error)
{
    const insights__format *found = NULL;
    insights_status status = insights__format_detect(source, &found, error);

    if (status < 0)
        return status;
    if (found == &insights__format_json)
        return insights__json_read(source, script, format, error);
    script->format = found->name;
    return found->read(source, script, error);
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, NULL, error);
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
