/* page.c - escaping, and handing over a page in pieces of 64 KiB. */
#include "analysis/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PIECE ((size_t)64 * 1024)
#define ANCHOR_LENGTH 12

static void flush(insights__page *page)
{
    if (page->buffer.status < 0)
        page->status = page->buffer.status;
    if (page->status < 0 || page->buffer.length == 0)
        return;
    if (page->write(page->buffer.data, page->buffer.length, page->user) != 0)
        page->status = INSIGHTS_E_IO;
    insights__buffer_truncate(&page->buffer, 0);
}

static void append(insights__page *page, const char *bytes, size_t length)
{
    if (page->status < 0)
        return;
    insights__buffer_append(&page->buffer, bytes, length);
    if (page->buffer.length >= PIECE)
        flush(page);
}

void insights__page_raw(insights__page *page, const char *html)
{
    append(page, html, strlen(html));
}

void insights__page_format(insights__page *page, const char *format, ...)
{
    char text[512];
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof(text))
        page->status = INSIGHTS_E_INTERNAL;
    else
        append(page, text, (size_t)length);
}

static const char *entity(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

void insights__page_bytes(insights__page *page, const char *text, size_t length)
{
    size_t from = 0;

    for (size_t at = 0; at < length; at++) {
        const char *escaped = entity(text[at]);

        if (!escaped)
            continue;
        append(page, text + from, at - from);
        insights__page_raw(page, escaped);
        from = at + 1;
    }
    append(page, text + from, length - from);
}

void insights__page_text(insights__page *page, const char *text)
{
    if (text)
        insights__page_bytes(page, text, strlen(text));
}

void insights__page_json(insights__page *page, const char *text)
{
    insights__buffer quoted = INSIGHTS__BUFFER_INIT;
    size_t from = 0;

    if (!text) {
        insights__page_raw(page, "null");
        return;
    }
    insights__buffer_json_string(&quoted, text, strlen(text));
    if (quoted.status < 0)
        page->status = quoted.status;
    for (size_t at = 0; page->status >= 0 && at < quoted.length; at++) {
        if (quoted.data[at] != '<')
            continue;
        append(page, quoted.data + from, at - from);
        insights__page_raw(page, "\\u003c");
        from = at + 1;
    }
    if (page->status >= 0)
        append(page, quoted.data + from, quoted.length - from);
    insights__buffer_free(&quoted);
}

void insights__page_time(insights__page *page, int64_t ms)
{
    long long seconds = (long long)(ms / 1000);

    if (ms < 0)
        return;
    if (seconds >= 3600)
        insights__page_format(
            page, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
            seconds % 60);
    else
        insights__page_format(page, "%lld:%02lld", seconds / 60, seconds % 60);
}

const char *insights__page_anchor(const char *id)
{
    size_t length = id ? strlen(id) : 0;

    return length > ANCHOR_LENGTH ? id + length - ANCHOR_LENGTH
                                  : (id ? id : "");
}

insights_status insights__page_finish(
    insights__page *page,
    insights_error **error)
{
    insights_status status;

    flush(page);
    status = page->status;
    insights__buffer_free(&page->buffer);
    if (status == INSIGHTS_E_NOMEM)
        return insights__fail_nomem(error);
    if (status == INSIGHTS_E_IO)
        return insights__fail(
            error, INSIGHTS_E_IO, "the report could not be written to its end");
    if (status < 0)
        return insights__fail(
            error, status, "the report could not be put together");
    return INSIGHTS_OK;
}
