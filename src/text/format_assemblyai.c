/* format_assemblyai.c - the JSON of AssemblyAI.
 *
 * "utterances" where speakers were told apart, else the sentences or
 * paragraphs that can be asked for, else "text" with its "words", which may
 * say who speaks. Times are milliseconds.
 */
#include "text/json_turns.h"

static const char *const lists[] = {
    "utterances", "sentences", "paragraphs", NULL};

/* The first of the lists that has turns in it. */
static const insights__json_node *turns_of(const insights__json_node *root)
{
    const insights__json_node *head;
    size_t i;

    for (i = 0; lists[i]; i++) {
        head = insights__json_head(insights__json_at(root, lists[i]));
        /* Sentences are not only AssemblyAI's. */
        if (insights__json_at(head, "text") &&
            (!i || (insights__json_at(head, "words") &&
                    insights__json_at(head, "start"))))
            return insights__json_at(root, lists[i]);
    }
    return NULL;
}

static int is_words(const insights__json_node *root)
{
    const insights__json_node *head =
        insights__json_head(insights__json_at(root, "words"));

    return insights__json_at(head, "text") &&
           insights__json_at(head, "start") && !insights__json_at(head, "type");
}

static int matches(const insights__json_node *root)
{
    return turns_of(root) || is_words(root);
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const insights__json_keys guessed = {0};
    static const insights__json_keys keys = {.unit = 1};
    const insights__json_node *list = turns_of(root);
    const insights__json_node *text = insights__json_at(root, "text");
    const insights__json_node *node;
    insights_status status = insights__json_meta(
        talk, insights__json_at(root, "language_code"), "language", error);

    if (status == INSIGHTS_OK)
        status = insights__json_meta(
            talk, insights__json_at(root, "audio_url"), "media", error);
    if (status < 0)
        return status;
    if (list)
        return insights__json_list(talk, list, &guessed, error);
    if (insights__json_is(text, INSIGHTS__JSON_STRING))
        return insights__json_turn(talk, root, &keys, NULL, error);
    /* Words without their text. */
    insights__json_begin(talk, NULL);
    for (node = insights__json_at(root, "words")->first; node;
         node = node->next) {
        const insights__json_node *word = insights__json_at(node, "text");
        int64_t start_ms;
        int64_t end_ms;

        status = insights__json_time(
            talk, insights__json_at(node, "start"), 1, &start_ms, error);
        if (status == INSIGHTS_OK)
            status = insights__json_time(
                talk, insights__json_at(node, "end"), 1, &end_ms, error);
        if (status < 0)
            return status;
        if (!insights__json_is(word, INSIGHTS__JSON_STRING))
            continue;
        if (!insights__json_say(talk, " ", 1, -1, -1) ||
            !insights__json_say(
                talk, word->text, word->length, start_ms, end_ms))
            return insights__fail_nomem(error);
    }
    return insights__json_end(talk, error);
}

const insights__json_shape insights__json_assemblyai = {
    "assemblyai", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, "assemblyai", error);
}

const insights__format insights__format_assemblyai = {
    "assemblyai", NULL, NULL, read, NULL};
