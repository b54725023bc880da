/* pdf_lines.c - tells what is text from what is the page's.
 *
 * A hyphen at the end of a line may belong to the word or not. What the same
 * document writes within a line decides; where it does not, how many lines
 * end so: a document that is hyphenated at all has many of them.
 */
#include "text/pdf.h"

#include "text/draft.h"

#include "base/map.h"

#include <stdint.h>
#include <string.h>

/* So many lines at the top and at the bottom may be heads. */
#define EDGE 2
#define KEY_MAXIMUM 200
#define WORD_MAXIMUM 100

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static int read_lines(const char *text, size_t length, insights__pdf_lines *out)
{
    size_t page = 1;
    int paragraph = 1;

    for (size_t at = 0; at < length;) {
        const char *feed = memchr(text + at, '\n', length - at);
        size_t end = feed ? (size_t)(feed - text) : length;
        size_t next = end + 1;
        insights__pdf_line *line;

        for (; at < end && (is_space(text[at]) || text[at] == '\f'); at++)
            page += text[at] == '\f' ? 1u : 0u;
        while (end > at && is_space(text[end - 1]))
            end--;
        if (at == end) {
            paragraph = 1;
        } else {
            line = insights__array_add(out);
            if (!line)
                return 0;
            line->text = text + at;
            line->length = end - at;
            line->page = page;
            line->paragraph = paragraph;
            paragraph = 0;
        }
        at = next;
    }
    return 1;
}

/* A line with each number as "#", behind where it stands. 0: too long. */
static size_t make_key(
    const insights__pdf_line *line,
    char place,
    char key[KEY_MAXIMUM])
{
    size_t size = 0;

    key[size++] = place;
    for (size_t at = 0; at < line->length; at++) {
        char byte = is_digit(line->text[at]) ? '#' : line->text[at];

        if ((byte == '#' || is_space(byte)) && key[size - 1] == byte)
            continue;
        if (size == KEY_MAXIMUM)
            return 0;
        key[size++] = byte;
    }
    return size;
}

typedef struct heads {
    struct insights__map *counts;
    size_t pages;
    int failed;
} heads;

static int count_line(heads *h, insights__pdf_line *line, char place)
{
    char key[KEY_MAXIMUM];
    size_t size = make_key(line, place, key);
    void **slot;

    if (!size)
        return 0;
    slot = insights__map_slot(h->counts, key, size);
    if (!slot) {
        h->failed = 1;
        return 0;
    }
    *slot = (void *)((uintptr_t)*slot + 1);
    return 1;
}

static int mark_line(heads *h, insights__pdf_line *line, char place)
{
    char key[KEY_MAXIMUM];
    size_t size = make_key(line, place, key);
    size_t count =
        size ? (size_t)(uintptr_t)insights__map_get(h->counts, key, size) : 0;

    /* Somebody speaks, or does below. */
    if (line->text[line->length - 1] == ':' ||
        insights__label_find(line->text, line->length, 0).kind !=
            INSIGHTS__LABEL_NONE)
        return 0;
    if (count < (size == 2 && key[1] == '#' ? 2u : 3u) || count * 2 <= h->pages)
        return 0;
    line->heads = 1;
    return 1;
}

/* Lines [from, to) are a page: call `visit` for its edges, from outside in,
 * until it answers 0. */
static void visit_edges(
    heads *h,
    insights__pdf_lines *lines,
    size_t from,
    size_t to,
    int (*visit)(heads *, insights__pdf_line *, char))
{
    for (size_t i = 0; i < EDGE && from + i < to; i++)
        if (!visit(h, &lines->items[from + i], '^'))
            break;
    for (size_t i = 0; i < EDGE && from + i < to; i++)
        if (!visit(h, &lines->items[to - 1 - i], '$'))
            break;
}

static int visit_pages(
    heads *h,
    insights__pdf_lines *lines,
    int (*visit)(heads *, insights__pdf_line *, char))
{
    size_t from = 0;

    h->pages = 0;
    for (size_t i = 1; i <= lines->count; i++)
        if (i == lines->count ||
            lines->items[i].page != lines->items[from].page) {
            h->pages++;
            visit_edges(h, lines, from, i, visit);
            from = i;
        }
    return !h->failed;
}

static int mark_heads(insights__pdf_lines *lines)
{
    heads h = {insights__map_new(), 0, 0};
    size_t pages;
    int made;

    if (!h.counts)
        return 0;
    made = visit_pages(&h, lines, count_line);
    pages = h.pages;
    if (made && pages > 1)
        visit_pages(&h, lines, mark_line);
    insights__map_free(h.counts, NULL);
    return made;
}

int insights__pdf_read_lines(
    const char *text,
    size_t length,
    insights__pdf_lines *out)
{
    return read_lines(text, length, out) && mark_heads(out);
}

/* --- Hyphens ---------------------------------------------------------------
 */

typedef struct joiner {
    const insights__pdf_lines *lines;
    struct insights__map *words; /* "inter-view" and "interview" as written */
    size_t hyphens;              /* lines that end so */
    size_t count;                /* lines that are text */
    size_t *joined;
    insights__buffer text; /* the line that is being put together */
} joiner;

static int is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

static int is_word_byte(char byte)
{
    return is_letter(byte) || byte == '-' || byte == '\'';
}

/* The next line that is text, or NULL. */
static const insights__pdf_line *next_text(
    const insights__pdf_lines *lines,
    size_t at)
{
    while (at < lines->count && lines->items[at].heads)
        at++;
    return at < lines->count ? &lines->items[at] : NULL;
}

/* Whether a line ends in a hyphen that may have parted a word. */
static int ends_parted(const char *text, size_t length)
{
    return length > 2 && text[length - 1] == '-' && is_letter(text[length - 2]);
}

static int goes_on(const insights__pdf_line *next)
{
    return next && (next->text[0] >= 'a' && next->text[0] <= 'z');
}

static int add_word(joiner *j, const char *word, size_t length)
{
    void **slot;

    if (length < 4 || length > WORD_MAXIMUM)
        return 1;
    slot = insights__map_slot(j->words, word, length);
    if (slot)
        *slot = j;
    return slot != NULL;
}

/* The words of a line, but for one that a hyphen parts at its end. */
static int add_words(joiner *j, const insights__pdf_line *line)
{
    size_t at = 0;

    while (at < line->length) {
        size_t from = at;

        while (at < line->length && is_word_byte(line->text[at]))
            at++;
        if (at > from && line->text[at - 1] != '-' &&
            !add_word(j, line->text + from, at - from))
            return 0;
        at += at == from ? 1u : 0u;
    }
    return 1;
}

static int learn(joiner *j)
{
    for (size_t i = 0; i < j->lines->count; i++) {
        const insights__pdf_line *line = &j->lines->items[i];

        if (line->heads)
            continue;
        j->count++;
        if (ends_parted(line->text, line->length) &&
            goes_on(next_text(j->lines, i + 1)))
            j->hyphens++;
        if (!add_words(j, line))
            return 0;
    }
    return 1;
}

/* Whether the hyphen at the end of `text` belongs to the word. */
static int is_real_hyphen(const joiner *j, const insights__pdf_line *next)
{
    const char *text = insights__buffer_text(&j->text);
    char word[WORD_MAXIMUM + 1];
    size_t from = j->text.length - 1;
    size_t to = 0;
    size_t size;

    while (from > 0 && is_word_byte(text[from - 1]))
        from--;
    while (to < next->length && is_word_byte(next->text[to]))
        to++;
    size = j->text.length - from;
    if (size + to <= WORD_MAXIMUM) {
        memcpy(word, text + from, size);
        memcpy(word + size, next->text, to);
        if (insights__map_get(j->words, word, size + to))
            return 1;
        memcpy(word + size - 1, next->text, to);
        if (insights__map_get(j->words, word, size - 1 + to))
            return 0;
    }
    return j->hyphens * 33 < j->count || j->hyphens < 3;
}

/* Put the next line to this one where a hyphen parts a word. 1: done. */
static int join_next(joiner *j, const insights__pdf_line *next)
{
    static const char soft[] = "\xC2\xAD";
    const char *text = insights__buffer_text(&j->text);
    size_t length = j->text.length;
    int is_soft = length > 2 && !memcmp(text + length - 2, soft, 2);

    if (!goes_on(next) || !(is_soft || ends_parted(text, length)))
        return 0;
    if (is_soft)
        insights__buffer_truncate(&j->text, length - 2);
    else if (!is_real_hyphen(j, next))
        insights__buffer_truncate(&j->text, length - 1);
    insights__buffer_append(&j->text, next->text, next->length);
    ++*j->joined;
    return 1;
}

/* Whether a paragraph begins with a page, which the sentence's end tells. */
static int begins(const joiner *j, const insights__pdf_line *line, size_t page)
{
    const char *text = insights__buffer_text(&j->text);
    size_t length = j->text.length;

    if (line->page == page || !length)
        return line->paragraph;
    while (length && strchr("\"')]\x9D", text[length - 1]))
        length--;
    return length && strchr(".?!:", text[length - 1]) != NULL;
}

static int join_lines(joiner *j, insights__pdf_take take, void *user)
{
    size_t page = 1;

    for (size_t i = 0; i < j->lines->count; i++) {
        const insights__pdf_line *line = &j->lines->items[i];
        const insights__pdf_line *next;
        int paragraph;

        if (line->heads)
            continue;
        paragraph = begins(j, line, page);
        insights__buffer_truncate(&j->text, 0);
        insights__buffer_append(&j->text, line->text, line->length);
        while ((next = next_text(j->lines, i + 1)) != NULL &&
               join_next(j, next))
            i = (size_t)(next - j->lines->items);
        page = j->lines->items[i].page;
        if (j->text.status < 0)
            return 0;
        if (!take(
                user, insights__buffer_text(&j->text), j->text.length,
                line->page, paragraph))
            return 0;
    }
    return 1;
}

int insights__pdf_join(
    const insights__pdf_lines *lines,
    insights__pdf_take take,
    void *user,
    size_t *joined)
{
    joiner j = {.lines = lines, .joined = joined};
    int made;

    *joined = 0;
    j.words = insights__map_new();
    made = j.words && learn(&j) && join_lines(&j, take, user);
    insights__map_free(j.words, NULL);
    insights__buffer_free(&j.text);
    return made;
}
