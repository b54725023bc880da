/* page.h - an HTML page that is written piece by piece.
 *
 * Keeps true: nothing longer than 64 KiB waits; the first failure is latched
 * and everything after it does nothing, so that a page reads from top to
 * bottom without checks and is asked once, at the end.
 */
#ifndef INSIGHTS_ANALYSIS_PAGE_H
#define INSIGHTS_ANALYSIS_PAGE_H

#include "base/buffer.h"

#include <insights/study.h>

typedef struct insights__page {
    insights__buffer buffer;
    insights_write_callback write;
    void *user;
    insights_status status;
} insights__page;

/* HTML as it is. */
void insights__page_raw(insights__page *page, const char *html);
INSIGHTS__PRINTF(2, 3)
void insights__page_format(insights__page *page, const char *format, ...);

/* Text, escaped for elements and quoted attributes. NULL is nothing. */
void insights__page_text(insights__page *page, const char *text);
void insights__page_bytes(
    insights__page *page,
    const char *text,
    size_t length);

/* A JSON string that may stand inside a script element; NULL is null. */
void insights__page_json(insights__page *page, const char *text);

/* A time in a recording: 4:05, 1:02:03; nothing where it is not known. */
void insights__page_time(insights__page *page, int64_t ms);

/* The end of an id, as anchors use it. */
const char *insights__page_anchor(const char *id);

/* Write what waits and say whether all went well; frees the buffer. */
insights_status insights__page_finish(
    insights__page *page,
    insights_error **error);

#endif
