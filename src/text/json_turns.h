/* json_turns.h - turns out of JSON of several shapes.
 *
 * A shape says under which key a document has its list of turns and what the
 * numbers in it mean. The keys of a turn are the same in all: speaker; text
 * or content; start and end, start_ms and end_ms, offsets or timestamps;
 * words; continued. Others are left out.
 */
#ifndef INSIGHTS_TEXT_JSON_TURNS_H
#define INSIGHTS_TEXT_JSON_TURNS_H

#include "text/format.h"

typedef struct insights__json_shape {
    const char *format; /* the name of the format it belongs to */
    const char *list;   /* key of the list; NULL: the document is the list */
    int64_t unit;       /* milliseconds in one unit of start and end */
    int verbatim;       /* texts are taken with the spaces at their ends */
} insights__json_shape;

/* Read a document of any of the shapes; `count` of them. */
insights_status insights__json_turns(
    insights__source *source,
    insights_conversation *script,
    const insights__json_shape *shapes,
    size_t count,
    insights_error **error);

#endif
