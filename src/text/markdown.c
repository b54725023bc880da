/* markdown.c - inline Markdown to text and back. */
#include "text/markdown.h"

#include "text/dialogue.h"
#include "text/entities.h"

#include <string.h>

/* Colons farther into a text cannot make a label or a time. */
#define HEAD_MAXIMUM 200

/* Marks that are closed farther away than this are text, so that a line of
 * nothing but open marks is read in linear time. */
#define SPAN_MAXIMUM 1024

static size_t span_end(size_t length, size_t at)
{
    return length - at > SPAN_MAXIMUM ? at + SPAN_MAXIMUM : length;
}

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static int is_word(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

static int is_punctuation(char byte)
{
    return byte > 0x20 && byte < 0x7F && !is_word(byte);
}

/* How many of the byte at `at` stand in a row. */
static size_t run_of(const char *text, size_t length, size_t at)
{
    size_t from = at;

    while (at < length && text[at] == text[from])
        at++;
    return at - from;
}

/* Code from its backticks to the same number of them; 0: not closed. */
static size_t code_length(const char *text, size_t length, size_t at)
{
    size_t ticks = run_of(text, length, at);
    size_t next = at + ticks;

    length = span_end(length, at);
    while (next < length) {
        size_t run;

        if (text[next] != '`') {
            next++;
            continue;
        }
        run = run_of(text, length, next);
        next += run;
        if (run == ticks)
            return next - at;
    }
    return 0;
}

/* Whether a mark of emphasis of `run` bytes can open (or close) there. */
static int can_open(const char *text, size_t length, size_t at, size_t run)
{
    if (at + run >= length || is_space(text[at + run]))
        return 0;
    return text[at] != '_' || at == 0 || !is_word(text[at - 1]);
}

static int can_close(const char *text, size_t length, size_t at, size_t run)
{
    if (at == 0 || is_space(text[at - 1]))
        return 0;
    return text[at] != '_' || at + run == length || !is_word(text[at + run]);
}

/* Where the mark that closes the one of `run` bytes at `at` is; 0: nowhere. */
static size_t find_close(const char *text, size_t length, size_t at, size_t run)
{
    size_t next = at + run;

    length = span_end(length, at);
    while (next < length) {
        size_t here;

        if (text[next] == '\\') {
            next += 2;
            continue;
        }
        if (text[next] == '`') {
            here = code_length(text, length, next);
            next += here ? here : 1;
            continue;
        }
        if (text[next] != text[at]) {
            next++;
            continue;
        }
        here = run_of(text, length, next);
        if (here >= run && next > at + run &&
            can_close(text, length, next, here) &&
            (here == run || here > 2 || run == 3))
            return next + here - run;
        next += here;
    }
    return 0;
}

/* The bracket that closes the one at `at`; 0: none. */
static size_t find_bracket(const char *text, size_t length, size_t at)
{
    size_t depth = 0;

    length = span_end(length, at);
    for (; at < length; at++) {
        if (text[at] == '\\')
            at++;
        else if (text[at] == '[')
            depth++;
        else if (text[at] == ']' && --depth == 0)
            return at;
    }
    return 0;
}

/* The end of "(address)" or "[reference]" at `at`; 0: there is none. */
static size_t address_end(const char *text, size_t length, size_t at)
{
    size_t depth = 0;
    char open = '(';
    char close = ')';

    if (at >= length || (text[at] != '(' && text[at] != '['))
        return 0;
    if (text[at] == '[') {
        open = '[';
        close = ']';
    }
    length = span_end(length, at);
    for (; at < length; at++) {
        if (text[at] == '\\')
            at++;
        else if (text[at] == open)
            depth++;
        else if (text[at] == close && --depth == 0)
            return at + 1;
    }
    return 0;
}

/* HTML tags that only mark text up, and addresses: how long the one at `at`
 * is, 0 where it is neither. */
static size_t tag_length(const char *text, size_t length, size_t at)
{
    static const char *const tags[] = {
        "b",   "i",    "em", "strong", "u",    "s",     "sub", "sup", "br",
        "br/", "span", "a",  "p",      "mark", "small", "del", "ins", "cite"};
    const char *close = memchr(text + at, '>', span_end(length, at) - at);
    size_t end = close ? (size_t)(close - text) : 0;
    size_t from = at + 1;
    size_t to;
    size_t i;

    if (!end)
        return 0;
    if (length - at >= 4 && !memcmp(text + at, "<!--", 4)) {
        for (i = at + 4; i + 3 <= span_end(length, at); i++)
            if (!memcmp(text + i, "-->", 3))
                return i + 3 - at;
        return 0;
    }
    if (from < end && text[from] == '/')
        from++;
    to = from;
    while (to < end && !is_space(text[to]))
        to++;
    for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
        if (strlen(tags[i]) == to - from &&
            !memcmp(tags[i], text + from, to - from))
            return end + 1 - at;
    return 0;
}

/* "<https://…>" without its brackets; 0: it is none. */
static size_t put_address(
    insights__buffer *out,
    const char *text,
    size_t length,
    size_t at)
{
    const char *close = memchr(text + at, '>', span_end(length, at) - at);
    size_t size = close ? (size_t)(close - (text + at)) : 0;

    if (size < 8 || (memcmp(text + at + 1, "http", 4) != 0 &&
                     memcmp(text + at + 1, "mailto:", 7) != 0))
        return 0;
    insights__buffer_append(out, text + at + 1, size - 1);
    return size + 1;
}

static size_t put_link(
    insights__buffer *out,
    const char *text,
    size_t length,
    size_t at)
{
    size_t image = text[at] == '!' ? 1u : 0u;
    size_t close = find_bracket(text, length, at + image);
    size_t end = close ? address_end(text, length, close + 1) : 0;

    if (!end)
        return 0;
    insights__markdown_plain(
        out, text + at + image + 1, close - at - image - 1);
    return end - at;
}

/* Emphasis, links, tags, references: how long what was put is, or 0. */
static size_t put_special(
    insights__buffer *out,
    const char *text,
    size_t length,
    size_t at)
{
    char decoded[INSIGHTS__ENTITY_SIZE];
    size_t used = 0;
    size_t size;
    size_t run;

    switch (text[at]) {
    case '`':
        used = code_length(text, length, at);
        insights__buffer_append(out, text + at, used);
        return used;
    case '!':
        if (at + 1 >= length || text[at + 1] != '[')
            return 0;
        return put_link(out, text, length, at);
    case '[':
        return put_link(out, text, length, at);
    case '<':
        used = tag_length(text, length, at);
        if (used >= 4 && !memcmp(text + at, "<br", 3))
            insights__buffer_char(out, '\n');
        return used ? used : put_address(out, text, length, at);
    case '&':
        size = insights__entity_decode(text + at, length - at, decoded, &used);
        insights__buffer_append(out, decoded, size);
        return size ? used : 0;
    case '*':
    case '_':
    case '~':
        run = run_of(text, length, at);
        if (run > 3 || (text[at] == '~' && run != 2) ||
            !can_open(text, length, at, run))
            return 0;
        size = find_close(text, length, at, run);
        if (!size)
            return 0;
        insights__markdown_plain(out, text + at + run, size - at - run);
        return size + run - at;
    default:
        return 0;
    }
}

void insights__markdown_plain(
    insights__buffer *out,
    const char *text,
    size_t length)
{
    size_t at = 0;

    while (at < length) {
        size_t used;

        if (text[at] == '\\' && at + 1 < length) {
            if (text[at + 1] == ':')
                insights__buffer_char(out, INSIGHTS__PLAIN_COLON);
            else if (is_punctuation(text[at + 1]))
                insights__buffer_char(out, text[at + 1]);
            else if (text[at + 1] == '\n')
                insights__buffer_char(out, '\n');
            else
                insights__buffer_append(out, text + at, 2);
            at += 2;
            continue;
        }
        used = strchr("`![<&*_~", text[at]) && text[at]
                   ? put_special(out, text, length, at)
                   : 0;
        if (!used) {
            used = strchr("*_~`", text[at]) && text[at]
                       ? run_of(text, length, at)
                       : 1;
            insights__buffer_append(out, text + at, used);
        }
        at += used;
    }
}

/* Whether a byte has to be escaped where it stands. */
static int must_escape(const char *text, size_t length, size_t at)
{
    if (strchr("\\`*_[]<>&~", text[at]) && text[at])
        return 1;
    if (text[at] == ':')
        return at < HEAD_MAXIMUM;
    if (at == 0 && strchr("#+->|=(", text[at]) && text[at])
        return 1;
    /* "1. " and "1) " start lists, and the first time may be one. */
    if ((text[at] == '.' || text[at] == ')') && at && at < 10 &&
        (at + 1 == length || is_space(text[at + 1]))) {
        size_t back = at;

        while (back && text[back - 1] >= '0' && text[back - 1] <= '9')
            back--;
        return back == 0;
    }
    return 0;
}

void insights__markdown_escape(
    insights__buffer *out,
    const char *text,
    size_t length)
{
    size_t at;

    for (at = 0; at < length; at++) {
        if (must_escape(text, length, at))
            insights__buffer_char(out, '\\');
        insights__buffer_char(
            out, text[at] == '\n' || text[at] == '\r' ? ' ' : text[at]);
    }
}
