/* paragraphs_markdown.c - Markdown as a reader sees it.
 *
 * Blocks are told apart line by line; what stands within a paragraph is
 * cleaned once the paragraph is whole, since links and code run over lines.
 */
#include "text/paragraphs.h"

#include "text/entities.h"

#include <string.h>

/* Brackets of links further apart than this are taken as they stand. */
#define LINK_MAXIMUM 600
#define LINKS_OPEN 8

typedef struct markdown {
    insights__buffer raw; /* the paragraph's lines, as written */
    INSIGHTS__ARRAY(insights__line_mark) lines;
    insights__paragraph clean;
    insights__paragraph_callback callback;
    void *user;
    size_t line;
    char fence; /* inside fenced code: its character */
    size_t fence_size;
    int list;    /* inside a list: indented lines are no code */
    int comment; /* inside <!-- … --> */
    int matter;  /* inside the front matter */
    int html_quote;
    int alert; /* inside a box that is written like a block quote */
    int blank; /* the line before was empty */
} markdown;

/* --- Within a paragraph -----------------------------------------------------
 */

typedef struct inlines {
    const char *text;
    size_t length;
    size_t at;
    size_t mark; /* of the line we are on */
    markdown *m;
    size_t close[LINKS_OPEN]; /* "]" of links */
    size_t after[LINKS_OPEN]; /* where they end */
    int open;
} inlines;

static int is_alnum(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte & 0x80);
}

static int is_punctuation(char byte)
{
    return byte > ' ' && byte < 0x7F && !is_alnum(byte);
}

static void put(inlines *i, const char *bytes, size_t size)
{
    markdown *m = i->m;

    while (i->mark + 1 < m->lines.count &&
           m->lines.items[i->mark + 1].at <= i->at)
        i->mark++;
    insights__paragraph_add(
        &m->clean, bytes, size, m->lines.items[i->mark].line);
}

static char peek(const inlines *i, size_t at)
{
    return at < i->length ? i->text[at] : '\0';
}

/* Code: its words without quotation marks. 0: no code starts here. */
static int take_code(inlines *i)
{
    size_t ticks = 0;
    size_t from;
    size_t run = 0;

    while (peek(i, i->at + ticks) == '`')
        ticks++;
    from = i->at + ticks;
    for (size_t at = from; at <= i->length; at++) {
        if (peek(i, at) == '`') {
            run++;
            continue;
        }
        if (run == ticks) {
            for (size_t c = from; c < at - ticks; c++) {
                i->at = c;
                if (i->text[c] != '"')
                    put(i, &i->text[c], 1);
            }
            i->at = at;
            return 1;
        }
        run = 0;
        if (at - from > LINK_MAXIMUM)
            break;
    }
    put(i, "`", 1);
    i->at += ticks;
    return 0;
}

/* The bracket that closes the one at `at`; 0: none near. */
static size_t closing(const inlines *i, size_t at, char open, char close)
{
    int depth = 0;

    for (size_t to = at; to < i->length && to - at < LINK_MAXIMUM; to++) {
        if (i->text[to] == '\\')
            to++;
        else if (i->text[to] == open)
            depth++;
        else if (i->text[to] == close && --depth == 0)
            return to;
    }
    return 0;
}

/* "[text](address "title")", "[text][id]", "[^note]", "![image](…)". */
static int take_link(inlines *i)
{
    int image = i->text[i->at] == '!';
    size_t from = i->at + (image ? 1 : 0);
    size_t close = closing(i, from, '[', ']');
    size_t after = 0;

    if (!close)
        return 0;
    if (peek(i, from + 1) == '^') {
        i->at = close + 1;
        return 1;
    }
    if (peek(i, close + 1) == '(')
        after = closing(i, close + 1, '(', ')');
    else if (peek(i, close + 1) == '[')
        after = closing(i, close + 1, '[', ']');
    if (!after)
        return 0;
    if (image) {
        i->at = after + 1;
        return 1;
    }
    if (i->open == LINKS_OPEN)
        return 0;
    i->close[i->open] = close;
    i->after[i->open++] = after + 1;
    i->at = from + 1;
    return 1;
}

static int is_tag(const inlines *i, const char *name)
{
    size_t size = strlen(name);

    return i->length - i->at > size &&
           memcmp(i->text + i->at, name, size) == 0 &&
           !is_alnum(i->text[i->at + size]);
}

/* Tags and addresses between "<" and ">". */
static int take_tag(inlines *i)
{
    char next = peek(i, i->at + 1);
    const char *end;
    size_t left = i->length - i->at;

    if (!(is_alnum(next) || next == '/' || next == '!') || (next & 0x80))
        return 0;
    end =
        memchr(i->text + i->at, '>', left < LINK_MAXIMUM ? left : LINK_MAXIMUM);
    if (!end)
        return 0;
    if (is_tag(i, "<q"))
        put(i, "\xE2\x80\x9C", 3);
    else if (is_tag(i, "</q"))
        put(i, "\xE2\x80\x9D", 3);
    else if (is_tag(i, "<br"))
        put(i, " ", 1);
    i->at = (size_t)(end - i->text) + 1;
    return 1;
}

/* Asterisks and underscores that set off words. */
static int take_emphasis(inlines *i)
{
    char mark = i->text[i->at];
    char before = i->at > 0 ? i->text[i->at - 1] : ' ';
    size_t size = 0;
    char after;

    while (peek(i, i->at + size) == mark)
        size++;
    after = peek(i, i->at + size);
    if ((mark == '_' && is_alnum(before) && is_alnum(after)) ||
        (mark == '~' && size < 2) ||
        ((before == ' ' || before == '\n') && (after == ' ' || !after)))
        return 0;
    i->at += size;
    return 1;
}

static void take_char(inlines *i)
{
    char decoded[INSIGHTS__ENTITY_SIZE];
    char byte = i->text[i->at];
    size_t used = 0;
    size_t size;

    if (i->open > 0 && i->at == i->close[i->open - 1]) {
        i->at = i->after[--i->open];
        return;
    }
    if (byte == '\\' && is_punctuation(peek(i, i->at + 1))) {
        i->at++;
        put(i, &i->text[i->at++], 1);
        return;
    }
    if (byte == '`') {
        take_code(i);
        return;
    }
    if ((byte == '[' || (byte == '!' && peek(i, i->at + 1) == '[')) &&
        take_link(i))
        return;
    if (byte == '<' && take_tag(i))
        return;
    if ((byte == '*' || byte == '_' || byte == '~') && take_emphasis(i))
        return;
    if (byte == '&' &&
        (size = insights__entity_decode(
             i->text + i->at, i->length - i->at, decoded, &used)) > 0) {
        put(i, decoded, size);
        i->at += used;
        return;
    }
    put(i, &byte, 1);
    i->at++;
}

static insights_status end_paragraph(markdown *m, insights_error **error)
{
    inlines i = {.m = m};
    insights_status status =
        insights__buffer_check(&m->raw, "a paragraph", error);

    if (status < 0)
        return status;
    i.text = insights__buffer_text(&m->raw);
    i.length = m->raw.length;
    while (i.at < i.length)
        take_char(&i);
    insights__buffer_truncate(&m->raw, 0);
    m->lines.count = 0;
    return insights__paragraph_end(&m->clean, m->callback, m->user, error);
}

static void add_line(markdown *m, const char *text, size_t length)
{
    insights__line_mark *mark = insights__array_add(&m->lines);

    if (!mark) {
        m->raw.status = INSIGHTS_E_NOMEM;
        return;
    }
    mark->at = m->raw.length;
    mark->line = m->line;
    insights__buffer_append(&m->raw, text, length);
    insights__buffer_char(&m->raw, '\n');
}

/* --- Lines ------------------------------------------------------------------
 */

typedef struct line {
    const char *text;
    size_t length;
    size_t indent;
    int depth; /* of block quotes */
} line;

static void measure_indent(line *l)
{
    l->indent = 0;
    while (l->length > 0 && (*l->text == ' ' || *l->text == '\t')) {
        l->indent += *l->text == '\t' ? 4 : 1;
        l->text++;
        l->length--;
    }
    while (l->length > 0 &&
           (l->text[l->length - 1] == '\r' || l->text[l->length - 1] == ' '))
        l->length--;
}

static void measure(line *l)
{
    measure_indent(l);
    while (l->length > 0 && *l->text == '>' && l->indent < 4) {
        l->depth++;
        l->text++;
        l->length--;
        if (l->length > 0 && *l->text == ' ') {
            l->text++;
            l->length--;
        }
        measure_indent(l);
    }
}

static size_t run_of(const line *l, char byte)
{
    size_t size = 0;

    while (size < l->length && l->text[size] == byte)
        size++;
    return size;
}

/* "---", "* * *", "===": nothing but one mark. */
static int is_rule(const line *l)
{
    size_t marks = 0;

    if (l->length == 0 || !strchr("-*_=", *l->text))
        return 0;
    for (size_t i = 0; i < l->length; i++) {
        if (l->text[i] == *l->text)
            marks++;
        else if (l->text[i] != ' ')
            return 0;
    }
    return marks >= 3 || (*l->text == '=' && marks > 0);
}

/* How long the marker of a list item is; 0: none. */
static size_t list_marker(const line *l)
{
    size_t digits = 0;

    if (l->length >= 2 && strchr("-*+", *l->text) && l->text[1] == ' ')
        return 2;
    while (digits < l->length && digits < 9 && l->text[digits] >= '0' &&
           l->text[digits] <= '9')
        digits++;
    if (digits > 0 && digits + 1 < l->length &&
        (l->text[digits] == '.' || l->text[digits] == ')') &&
        l->text[digits + 1] == ' ')
        return digits + 2;
    return 0;
}

/* "[id]: address" */
static int is_definition(const line *l)
{
    const char *close;

    if (l->length < 4 || *l->text != '[')
        return 0;
    close = memchr(l->text, ']', l->length);
    return close && (size_t)(close - l->text) + 1 < l->length &&
           close[1] == ':' && close > l->text + 1;
}

static int begins_with(const line *l, const char *what)
{
    size_t size = strlen(what);

    return l->length >= size && memcmp(l->text, what, size) == 0;
}

static int contains(const line *l, const char *what)
{
    size_t size = strlen(what);

    for (size_t i = 0; i + size <= l->length; i++)
        if (memcmp(l->text + i, what, size) == 0)
            return 1;
    return 0;
}

/* Code, comments and front matter: 1 where the line is part of one. */
static int is_unread(markdown *m, const line *l)
{
    size_t ticks;

    if (m->matter) {
        if (m->line > 1 && (is_rule(l) || begins_with(l, "...")))
            m->matter = 0;
        return 1;
    }
    if (m->comment) {
        m->comment = !contains(l, "-->");
        return 1;
    }
    if (m->fence) {
        ticks = run_of(l, m->fence);
        if (ticks >= m->fence_size && ticks == l->length)
            m->fence = 0;
        return 1;
    }
    if (begins_with(l, "<!--")) {
        m->comment = !contains(l, "-->");
        return 1;
    }
    if (l->indent < 4 && l->length >= 3 &&
        (*l->text == '`' || *l->text == '~')) {
        ticks = run_of(l, *l->text);
        if (ticks >= 3 && (*l->text == '~' ||
                           !memchr(l->text + ticks, '`', l->length - ticks))) {
            m->fence = *l->text;
            m->fence_size = ticks;
            return 1;
        }
    }
    return 0;
}

/* The cells of a table's row, each a paragraph. */
static insights_status take_row(
    markdown *m,
    const line *l,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t from = 1;

    for (size_t i = 1; i <= l->length && status == INSIGHTS_OK; i++) {
        if (i < l->length && (l->text[i] != '|' || l->text[i - 1] == '\\'))
            continue;
        if (i > from)
            add_line(m, l->text + from, i - from);
        status = end_paragraph(m, error);
        from = i + 1;
    }
    return status;
}

/* Change how deep in block quotes we are. */
static insights_status set_depth(
    markdown *m,
    const line *l,
    insights_error **error)
{
    int depth = l->depth + m->html_quote;
    insights_status status;

    if (l->depth == 0)
        m->alert = 0;
    if (m->alert)
        depth = 0;
    if (depth == m->clean.quoted)
        return INSIGHTS_OK;
    /* A line without ">" goes on with the quote's paragraph. */
    if (l->depth == 0 && !m->html_quote && m->raw.length > 0 && l->length > 0 &&
        !list_marker(l) && *l->text != '#' && !is_rule(l))
        return INSIGHTS_OK;
    status = end_paragraph(m, error);
    m->clean.begins = depth > 0 && m->clean.quoted == 0;
    m->clean.quoted = depth;
    return status;
}

/* "> [!NOTE]" and its like are boxes, not quotes. */
static int is_alert(const line *l)
{
    return l->depth > 0 && begins_with(l, "[!") && l->length > 3 &&
           l->text[l->length - 1] == ']';
}

/* A <blockquote> in HTML around paragraphs: steps over the tag. */
static insights_status take_html_quote(
    markdown *m,
    line *l,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (begins_with(l, "<blockquote")) {
        const char *end = memchr(l->text, '>', l->length);

        status = end_paragraph(m, error);
        m->html_quote = 1;
        if (end) {
            l->length -= (size_t)(end + 1 - l->text);
            l->text = end + 1;
        }
    } else if (begins_with(l, "</blockquote")) {
        status = end_paragraph(m, error);
        m->html_quote = 0;
        l->length = 0;
    }
    return status;
}

static insights_status take_line(markdown *m, line l, insights_error **error)
{
    insights_status status;
    size_t marker;
    int heading = 0;
    int closes;

    measure(&l);
    if (is_unread(m, &l))
        return end_paragraph(m, error);
    if (l.indent >= 4 && m->blank && !m->list && l.length > 0)
        return INSIGHTS_OK;
    status = take_html_quote(m, &l, error);
    closes = m->html_quote && contains(&l, "</blockquote");
    if (status == INSIGHTS_OK)
        status = set_depth(m, &l, error);
    if (status < 0)
        return status;
    if (m->blank && l.indent == 0 && l.length > 0)
        m->list = 0;
    m->blank = l.length == 0;
    marker = list_marker(&l);
    if (l.length == 0 || is_rule(&l) || is_definition(&l) || is_alert(&l)) {
        status = end_paragraph(m, error);
        if (is_alert(&l)) {
            m->alert = 1;
            m->clean.quoted = 0;
        }
        return status;
    }
    if (*l.text == '|')
        return take_row(m, &l, error);
    if (*l.text == '#' || marker) {
        size_t skip = marker ? marker : run_of(&l, '#');

        status = end_paragraph(m, error);
        m->list |= marker > 0;
        heading = !marker;
        l.text += skip;
        l.length -= skip;
    }
    add_line(m, l.text, l.length);
    if (status == INSIGHTS_OK && heading)
        status = end_paragraph(m, error);
    if (status == INSIGHTS_OK && closes) {
        status = end_paragraph(m, error);
        m->html_quote = 0;
    }
    return status;
}

insights_status insights__paragraphs_markdown(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    markdown m = {.callback = callback, .user = user};
    insights_status status = INSIGHTS_OK;

    m.blank = 1;
    m.matter = length > 4 && memcmp(text, "---\n", 4) == 0;
    for (size_t at = 0; at < length && status == INSIGHTS_OK;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t end = newline ? (size_t)(newline - text) : length;
        line l = {.text = text + at, .length = end - at};

        m.line++;
        status = take_line(&m, l, error);
        at = end + 1;
    }
    if (status == INSIGHTS_OK)
        status = end_paragraph(&m, error);
    insights__buffer_free(&m.raw);
    insights__array_free(&m.lines);
    insights__paragraph_free(&m.clean);
    return status;
}
