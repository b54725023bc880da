/* format_qmsum.c - meetings of the QMSum collection.
 *
 * Turns without text, of which it has some, are left out, with a warning; an
 * index of theirs is therefore not always the index of a turn.
 */
#include "text/json_turns.h"

static int matches(const insights__json_node *root)
{
    return insights__json_at(root, "meeting_transcripts") != NULL;
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    static const insights__json_keys keys = {.unit = 1000};

    return insights__json_list(
        talk, insights__json_at(root, "meeting_transcripts"), &keys, error);
}

const insights__json_shape insights__json_qmsum = {
    "qmsum", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, "qmsum", error);
}

const insights__format insights__format_qmsum = {
    "qmsum", NULL, NULL, read, NULL};
