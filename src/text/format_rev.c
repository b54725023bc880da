/* format_rev.c - Rev: its JSON, and by its name its text and captions.
 *
 * "monologues" of "elements": words, with times, and what stands between
 * them. Their values together are the text; only where two words follow each
 * other with nothing between is a space put in.
 */
#include "text/json_turns.h"

static int matches(const insights__json_node *root)
{
    return insights__json_head(insights__json_at(root, "monologues")) != NULL;
}

static insights_status say(
    insights__json_talk *talk,
    const insights__json_node *element,
    int *after_word,
    insights_error **error)
{
    static const char *const starts[] = {"ts", "timestamp", NULL};
    static const char *const ends[] = {"end_ts", "end_timestamp", NULL};
    static const char *const values[] = {"value", "name", NULL};
    const insights__json_node *value = insights__json_any(element, values);
    int is_word =
        !insights__json_says(insights__json_at(element, "type"), "punct");
    int64_t start_ms;
    int64_t end_ms = INSIGHTS_NO_TIME;
    insights_status status = insights__json_time(
        talk, insights__json_any(element, starts), 1000, &start_ms, error);

    if (status == INSIGHTS_OK)
        status = insights__json_time(
            talk, insights__json_any(element, ends), 1000, &end_ms, error);
    if (status < 0 || !value || !value->text)
        return status;
    if ((is_word && *after_word && !insights__json_say(talk, " ", 1, -1, -1)) ||
        !insights__json_say(talk, value->text, value->length, start_ms, end_ms))
        return insights__fail_nomem(error);
    *after_word =
        is_word && value->length && value->text[value->length - 1] != ' ';
    return INSIGHTS_OK;
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    const insights__json_node *people = insights__json_at(root, "speakers");
    const insights__json_node *node;
    insights_status status = INSIGHTS_OK;

    for (node = insights__json_at(root, "monologues")->first;
         node && status == INSIGHTS_OK; node = node->next) {
        const insights__json_node *elements =
            insights__json_at(node, "elements");
        const insights__json_node *id = insights__json_at(node, "speaker");
        const char *speaker = insights__json_name_in(people, "id", id);
        const insights__json_node *element;
        int after_word = 0;

        if (!insights__json_is(elements, INSIGHTS__JSON_ARRAY))
            return insights__json_refuse(
                talk->source, node, error, "a monologue has a list 'elements'");
        if (!speaker)
            speaker =
                insights__json_name(insights__json_at(node, "speaker_info"));
        insights__json_begin(talk, speaker ? speaker : insights__json_name(id));
        for (element = elements->first; element && status == INSIGHTS_OK;
             element = element->next)
            status = say(talk, element, &after_word, error);
        if (status == INSIGHTS_OK)
            status = insights__json_end(talk, error);
    }
    return status;
}

const insights__json_shape insights__json_rev = {"rev", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_or_text(source, script, "rev", error);
}

const insights__format insights__format_rev = {"rev", NULL, NULL, read, NULL};
