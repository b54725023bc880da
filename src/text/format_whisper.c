/* format_whisper.c - the JSON of Whisper, its relatives and whisper.cpp.
 *
 * OpenAI's program, faster-whisper and WhisperX write "segments" in seconds,
 * with "words" where they were asked for; who speaks may be said of the words
 * alone; the pipelines of transformers write "chunks" with two times each.
 * whisper.cpp writes "transcription" with "offsets" in milliseconds,
 * and in full "tokens", which are parts of words. OpenAI's service answers
 * with "text" and "words", or "text" alone, where no segments were wanted.
 */
#include "text/json_turns.h"

#include <string.h>

static int is_segments(const insights__json_node *root)
{
    const insights__json_node *list = insights__json_at(root, "segments");
    const insights__json_node *head = insights__json_head(list);

    if (!list || insights__json_at(head, "body"))
        return 0;
    return !head || insights__json_at(head, "text") ||
           insights__json_at(head, "words");
}

static insights_status read_segments(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const insights__json_keys keys = {.unit = 1000};

    return insights__json_list(
        talk, insights__json_at(root, "segments"), &keys, error);
}

const insights__json_shape insights__json_whisper = {
    "whisper", is_segments, read_segments};

/* --- whisper.cpp --------------------------------------------------------- */

static int is_cpp(const insights__json_node *root)
{
    return insights__json_at(root, "transcription") != NULL;
}

/* Put the tokens of a segment together to words: one that starts with a
 * space begins a word, "[_TT_50]" and its like are none. */
static insights_status find_tokens(
    insights__json_talk *talk,
    const insights__json_node *tokens,
    insights_error **error)
{
    const insights__json_node *node;

    if (!insights__json_is(tokens, INSIGHTS__JSON_ARRAY))
        return INSIGHTS_OK;
    for (node = tokens->first; node; node = node->next) {
        const insights__json_node *text = insights__json_at(node, "text");
        insights__json_word *last =
            talk->found.count ? &talk->found.items[talk->found.count - 1]
                              : NULL;
        int64_t start_ms;
        int64_t end_ms;
        insights_status status = insights__json_time(
            talk, insights__json_at(node, "offsets.from"), 1, &start_ms, error);

        if (status == INSIGHTS_OK)
            status = insights__json_time(
                talk, insights__json_at(node, "offsets.to"), 1, &end_ms, error);
        if (status < 0)
            return status;
        if (!insights__json_is(text, INSIGHTS__JSON_STRING) ||
            !strncmp(text->text, "[_", 2))
            continue;
        if (last && text->text[0] != ' ') {
            last->length += text->length;
            last->word.end_ms = end_ms;
            insights__buffer_append(
                &talk->words_text, text->text, text->length);
        } else if (!insights__json_found(
                       talk, NULL, text->text, text->length, start_ms,
                       end_ms)) {
            return insights__fail_nomem(error);
        }
    }
    return insights__buffer_check(&talk->words_text, "words", error);
}

static insights_status read_cpp(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const char *const start[] = {
        "offsets.from", "timestamps.from", "start", NULL};
    static const char *const end[] = {
        "offsets.to", "timestamps.to", "end", NULL};
    static const insights__json_keys keys = {
        .start = start, .end = end, .unit = 1};
    const insights__json_node *list = insights__json_at(root, "transcription");
    const insights__json_node *node;
    insights_status status = insights__json_meta(
        talk, insights__json_at(root, "result.language"), "language", error);

    if (status == INSIGHTS_OK && !insights__json_is(list, INSIGHTS__JSON_ARRAY))
        status = insights__json_refuse(
            talk->source, list, error, "a list of turns was expected");
    for (node = list->first; node && status == INSIGHTS_OK; node = node->next) {
        if (node->kind != INSIGHTS__JSON_OBJECT)
            return insights__json_refuse(
                talk->source, node, error,
                "an object was expected for each turn");
        status = find_tokens(talk, insights__json_at(node, "tokens"), error);
        if (status == INSIGHTS_OK)
            status = insights__json_turn(talk, node, &keys, NULL, error);
    }
    return status;
}

const insights__json_shape insights__json_whisper_cpp = {
    "whisper", is_cpp, read_cpp};

/* --- Pipelines of transformers ------------------------------------------- */

/* "chunks", or where speakers were told apart "speakers". */
static const insights__json_node *chunks_of(const insights__json_node *root)
{
    static const char *const lists[] = {"speakers", "chunks", NULL};
    size_t i;

    for (i = 0; lists[i]; i++) {
        const insights__json_node *list = insights__json_at(root, lists[i]);
        const insights__json_node *head = insights__json_head(list);

        if (insights__json_at(head, "text") &&
            insights__json_is(
                insights__json_at(head, "timestamp"), INSIGHTS__JSON_ARRAY))
            return list;
    }
    return NULL;
}

static int is_chunks(const insights__json_node *root)
{
    return chunks_of(root) != NULL;
}

static insights_status read_chunks(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    const insights__json_node *node;
    insights_status status = INSIGHTS_OK;

    for (node = chunks_of(root)->first; node && status == INSIGHTS_OK;
         node = node->next) {
        const insights__json_node *text = insights__json_at(node, "text");
        const insights__json_node *times = insights__json_at(node, "timestamp");
        const insights__json_node *start = times ? times->first : NULL;
        int64_t start_ms;
        int64_t end_ms = INSIGHTS_NO_TIME;

        status = insights__json_time(talk, start, 1000, &start_ms, error);
        if (status == INSIGHTS_OK)
            status = insights__json_time(
                talk, start ? start->next : NULL, 1000, &end_ms, error);
        if (status < 0 || !text || !text->text)
            continue;
        insights__json_begin(
            talk, insights__json_name(insights__json_at(node, "speaker")));
        talk->start_ms = start_ms;
        talk->end_ms = end_ms;
        if (!insights__json_say(talk, text->text, text->length, -1, -1))
            return insights__fail_nomem(error);
        status = insights__json_end(talk, error);
    }
    return status;
}

const insights__json_shape insights__json_whisper_chunks = {
    "whisper", is_chunks, read_chunks};

/* --- Text alone ---------------------------------------------------------- */

static int is_text(const insights__json_node *root)
{
    static const char *const members[] = {"text",     "words",    "task",
                                          "language", "duration", "usage",
                                          "logprobs", "x_groq",   NULL};
    const insights__json_node *words = insights__json_at(root, "words");
    const insights__json_node *node;
    size_t i;

    if (!insights__json_is(
            insights__json_at(root, "text"), INSIGHTS__JSON_STRING) ||
        (words && !insights__json_at(insights__json_head(words), "word")))
        return 0;
    for (node = root->first; node; node = node->next) {
        for (i = 0; members[i] && strcmp(members[i], node->key) != 0; i++)
            continue;
        if (!members[i])
            return 0;
    }
    return 1;
}

static insights_status read_text(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const insights__json_keys keys = {.unit = 1000};

    return insights__json_turn(talk, root, &keys, NULL, error);
}

const insights__json_shape insights__json_whisper_text = {
    "whisper", is_text, read_text};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, "whisper", error);
}

const insights__format insights__format_whisper = {
    "whisper", NULL, NULL, read, NULL};
