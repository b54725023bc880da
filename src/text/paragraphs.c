/* paragraphs.c - what all documents share, and plain text. */
#include "text/paragraphs.h"

#include <string.h>

static int is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static void mark_line(insights__paragraph *p, size_t at, size_t line)
{
    insights__line_mark *mark;

    if (p->lines.count > 0 && p->lines.items[p->lines.count - 1].line == line)
        return;
    mark = insights__array_add(&p->lines);
    if (!mark) {
        p->text.status = INSIGHTS_E_NOMEM;
        return;
    }
    mark->at = at;
    mark->line = line;
}

void insights__paragraph_add(
    insights__paragraph *paragraph,
    const char *bytes,
    size_t length,
    size_t line)
{
    insights__buffer *text = &paragraph->text;

    for (size_t i = 0; i < length; i++) {
        if (!is_space(bytes[i])) {
            if (text->length == 0 || text->data[text->length - 1] == ' ')
                mark_line(paragraph, text->length, line);
            insights__buffer_char(text, bytes[i]);
        } else if (text->length > 0 && text->data[text->length - 1] != ' ') {
            insights__buffer_char(text, ' ');
        }
    }
}

insights_status insights__paragraph_end(
    insights__paragraph *paragraph,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    insights__buffer *text = &paragraph->text;
    insights_status status = insights__buffer_check(text, "a paragraph", error);

    if (status < 0)
        return status;
    if (text->length > 0 && text->data[text->length - 1] == ' ')
        insights__buffer_truncate(text, text->length - 1);
    if (text->length > 0) {
        status = callback(paragraph, user, error);
        paragraph->begins = 0;
    }
    insights__buffer_truncate(text, 0);
    paragraph->lines.count = 0;
    return status;
}

void insights__paragraph_free(insights__paragraph *paragraph)
{
    insights__buffer_free(&paragraph->text);
    insights__array_free(&paragraph->lines);
}

/* --- Plain text -------------------------------------------------------------
 */

/* Step over the "> " before a line; how many. */
static int step_quotes(const char *text, size_t *at, size_t end)
{
    int depth = 0;

    for (;;) {
        size_t next = *at;

        while (next < end && text[next] == ' ')
            next++;
        if (next >= end || text[next] != '>')
            return depth;
        depth++;
        *at = next + 1;
    }
}

static int is_blank(const char *text, size_t from, size_t to)
{
    while (from < to && is_space(text[from]))
        from++;
    return from == to;
}

insights_status insights__paragraphs_text(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    insights__paragraph p = {.text = INSIGHTS__BUFFER_INIT};
    insights_status status = INSIGHTS_OK;
    size_t line = 1;

    for (size_t at = 0; at < length && status == INSIGHTS_OK; line++) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length;
        size_t next = end + 1;
        int depth = step_quotes(text, &at, end);

        if (depth != p.quoted || is_blank(text, at, end)) {
            status = insights__paragraph_end(&p, callback, user, error);
            p.begins = depth > 0 && p.quoted == 0;
            p.quoted = depth;
        }
        insights__paragraph_add(&p, text + at, end - at, line);
        insights__paragraph_add(&p, " ", 1, line);
        at = next;
    }
    if (status == INSIGHTS_OK)
        status = insights__paragraph_end(&p, callback, user, error);
    insights__paragraph_free(&p);
    return status;
}
