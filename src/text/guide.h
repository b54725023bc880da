/* guide.h - the questions that somebody planned to ask. */
#ifndef INSIGHTS_TEXT_GUIDE_H
#define INSIGHTS_TEXT_GUIDE_H

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"

typedef struct insights__guide {
    insights__arena arena;
    INSIGHTS__ARRAY(const char *) questions; /* in the arena */
} insights__guide;

#define INSIGHTS__GUIDE_INIT                       \
    {                                              \
        INSIGHTS__ARENA_INIT, INSIGHTS__ARRAY_INIT \
    }

/* Read valid UTF-8: numbered and listed lines, and lines with a question
 * mark. Headings are none of them. */
insights_status insights__guide_read(
    insights__guide *out,
    const char *text,
    size_t length,
    insights_error **error);

void insights__guide_free(insights__guide *guide);

#endif
