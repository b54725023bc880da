/* guide.c - read a discussion guide of Markdown or plain text.
 *
 * A listed line of one or two words, or one that ends with a colon, names a
 * section; so does whatever Markdown calls a heading.
 */
#include "text/guide.h"

#include "base/buffer.h"

#include <string.h>

#define QUESTIONS_MAXIMUM 1000
#define SECTION_WORDS 2

typedef struct guide_line {
    const char *text;
    size_t length;
    size_t indent;
    int listed;
} guide_line;

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip(guide_line *at, size_t count)
{
    at->text += count;
    at->length -= count;
}

static void trim(guide_line *at)
{
    while (at->length && is_blank(at->text[0]))
        skip(at, 1);
    while (at->length && is_blank(at->text[at->length - 1]))
        at->length--;
}

/* The length of "1.", "1.2)", "Q1:", "a)", "-" or "•" at the start, with the
 * blank behind it; 0: no such thing. */
static size_t marker(const guide_line *at)
{
    static const char bullet[] = "\xe2\x80\xa2";
    const char *text = at->text;
    size_t end = 0;

    if (at->length >= 2 && strchr("-*+", text[0]) && is_blank(text[1]))
        return 2;
    if (at->length >= 4 && memcmp(text, bullet, 3) == 0)
        return 3;
    if (at->length && (text[0] == 'Q' || text[0] == 'q'))
        end++;
    while (end < at->length &&
           (is_digit(text[end]) || (text[end] == '.' && end + 1 < at->length &&
                                    is_digit(text[end + 1]))))
        end++;
    if (end == 0 || !is_digit(text[end - 1])) {
        /* "a)" and "(a)" */
        end = at->length && text[0] == '(';
        if (at->length < end + 2 || text[end + 1] != ')')
            return 0;
        end++;
    }
    if (end < at->length && strchr(".):", text[end]))
        end++;
    else if (text[0] != 'Q' && text[0] != 'q')
        return 0;
    return end < at->length && is_blank(text[end]) ? end : 0;
}

static void take_marker(guide_line *at)
{
    size_t length;

    while ((length = marker(at)) > 0) {
        at->listed = 1;
        skip(at, length);
        trim(at);
    }
    /* A task's box. */
    if (at->listed && at->length > 4 && at->text[0] == '[' &&
        at->text[2] == ']') {
        skip(at, 3);
        trim(at);
    }
}

static size_t count_words(const guide_line *at)
{
    size_t words = 0;
    size_t i;

    for (i = 0; i < at->length; i++)
        words +=
            !is_blank(at->text[i]) && (i == 0 || is_blank(at->text[i - 1]));
    return words;
}

static int has_question_mark(const guide_line *at)
{
    static const char wide[] = "\xef\xbc\x9f";
    static const char arabic[] = "\xd8\x9f";
    size_t i;

    for (i = 0; i < at->length; i++) {
        if (at->text[i] == '?')
            return 1;
        if (at->length - i >= 3 && memcmp(at->text + i, wide, 3) == 0)
            return 1;
        if (at->length - i >= 2 && memcmp(at->text + i, arabic, 2) == 0)
            return 1;
    }
    return 0;
}

/* Lines of nothing but signs: rules, fences, the lower half of headings. */
static int is_rule(const guide_line *at)
{
    size_t i;

    for (i = 0; i < at->length; i++)
        if (!strchr("-=*_~`|: \t", at->text[i]))
            return 0;
    return at->length > 0;
}

static int is_question(const guide_line *at)
{
    int asks = has_question_mark(at);
    unsigned char first;

    if (at->length == 0 || at->text[0] == '#' || at->text[0] == '|' ||
        is_rule(at))
        return 0;
    if (asks || !at->listed)
        return asks;
    first = (unsigned char)at->text[0];
    return at->text[at->length - 1] != ':' &&
           (count_words(at) > SECTION_WORDS || first >= 0xe0);
}

/* The text without marks of emphasis. */
static void append_plain(insights__buffer *out, const guide_line *at)
{
    size_t i;

    for (i = 0; i < at->length; i++)
        if (at->text[i] != '*' && at->text[i] != '`' &&
            !(at->text[i] == '_' && i + 1 < at->length &&
              at->text[i + 1] == '_') &&
            !(at->text[i] == '_' && i && at->text[i - 1] == '_'))
            insights__buffer_char(out, at->text[i]);
}

static insights_status keep(
    insights__guide *out,
    insights__buffer *text,
    insights_error **error)
{
    const char **question;
    char *copy;

    if (text->length == 0)
        return INSIGHTS_OK;
    if (text->status < 0)
        return insights__fail_nomem(error);
    if (out->questions.count == QUESTIONS_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "the guide has more than %d questions",
            QUESTIONS_MAXIMUM);
    copy = insights__arena_strndup(
        &out->arena, insights__buffer_text(text), text->length);
    question = copy ? insights__array_add(&out->questions) : NULL;
    if (!question)
        return insights__fail_nomem(error);
    *question = copy;
    insights__buffer_truncate(text, 0);
    return INSIGHTS_OK;
}

/* The line at `*at` of the text; leaves `*at` behind it. */
static guide_line next_line(const char *text, size_t length, size_t *at)
{
    const char *end = memchr(text + *at, '\n', length - *at);
    size_t stop = end ? (size_t)(end - text) : length;
    guide_line found = {text + *at, stop - *at, 0, 0};

    *at = end ? stop + 1 : length;
    while (found.indent < found.length && is_blank(found.text[found.indent]))
        found.indent++;
    trim(&found);
    take_marker(&found);
    return found;
}

/* Behind front matter between two lines of "---", or 0. */
static size_t behind_matter(const char *text, size_t length)
{
    size_t at = 0;
    size_t lines = 0;
    guide_line found;

    if (length < 4 || memcmp(text, "---\n", 4) != 0)
        return 0;
    (void)next_line(text, length, &at);
    while (at < length && lines++ < 100) {
        found = next_line(text, length, &at);
        if (found.length == 3 && memcmp(found.text, "---", 3) == 0)
            return at;
    }
    return 0;
}

insights_status insights__guide_read(
    insights__guide *out,
    const char *text,
    size_t length,
    insights_error **error)
{
    insights__buffer question = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;
    size_t at = 0;
    guide_line found;

    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    at = behind_matter(text, length);
    while (status >= 0 && at < length) {
        found = next_line(text, length, &at);
        /* A line set in below a question goes on with it. */
        if (question.length && !found.listed && found.indent > 0 &&
            found.length) {
            insights__buffer_char(&question, ' ');
            append_plain(&question, &found);
            continue;
        }
        status = keep(out, &question, error);
        if (status >= 0 && is_question(&found))
            append_plain(&question, &found);
        if (question.status < 0)
            status = insights__buffer_check(&question, "a question", error);
    }
    if (status >= 0)
        status = keep(out, &question, error);
    insights__buffer_free(&question);
    return status;
}

void insights__guide_free(insights__guide *guide)
{
    insights__arena_free(&guide->arena);
    insights__array_free(&guide->questions);
}
