/* format_qmsum.c - meetings of the QMSum collection.
 *
 * Turns without text, of which it has some, are left out; an index of theirs
 * is therefore not always the index of a turn.
 */
#include "text/json_turns.h"

static const insights__json_shape shapes[] = {
    {"qmsum", "meeting_transcripts", 1000, 0},
};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_turns(source, script, shapes, 1, error);
}

const insights__format insights__format_qmsum = {
    "qmsum", ".json", NULL, read, NULL};
