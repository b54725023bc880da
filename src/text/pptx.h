/* pptx.h - the paragraphs of a presentation, slide by slide. */
#ifndef INSIGHTS_TEXT_PPTX_H
#define INSIGHTS_TEXT_PPTX_H

#include "text/package.h"

/* Called for each paragraph that is not empty; slides count from 1. */
typedef insights_status (*insights__pptx_callback)(
    const char *text,
    size_t length,
    size_t slide,
    void *user,
    insights_error **error);

/* Slides in the order in which they are shown, without their notes.
 * INSIGHTS_DONE: the package is no presentation. */
insights_status insights__pptx_read(
    const insights__package *package,
    insights__pptx_callback callback,
    void *user,
    insights_error **error);

#endif
