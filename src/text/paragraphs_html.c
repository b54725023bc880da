/* paragraphs_html.c - HTML as a reader sees it.
 *
 * No tree is built: tags that begin a block part paragraphs, tags within a
 * line are dropped, elements that are not read aloud are stepped over.
 */
#include "text/paragraphs.h"

#include "text/entities.h"
#include "text/words.h"

#include <string.h>

#define NAME_MAXIMUM 16

typedef struct html {
    const char *text;
    size_t length;
    size_t at;
    size_t line;
    int code; /* depth of elements whose quotation marks are no quotations */
    insights__paragraph paragraph;
    insights__paragraph_callback callback;
    void *user;
} html;

typedef struct tag {
    char name[NAME_MAXIMUM];
    size_t size;
    int closes;
    size_t end; /* behind it */
} tag;

static const char *const inline_names[] = {
    "a",    "abbr", "b",    "bdi",  "bdo",   "cite", "code",   "data", "del",
    "dfn",  "em",   "font", "i",    "ins",   "kbd",  "label",  "mark", "q",
    "rp",   "rt",   "s",    "samp", "small", "span", "strong", "sub",  "sup",
    "time", "tt",   "u",    "var",  "wbr",   "img",  "strike", "big",  NULL};

static const char *const silent_names[] = {
    "script", "style", "template", "pre",    "textarea", "title",
    "svg",    "math",  "noscript", "object", NULL};

static const char *const code_names[] = {"code", "kbd", "samp",
                                         "tt",   "var", NULL};

/* --- Tags -------------------------------------------------------------------
 */

/* Behind the ">" that ends the tag at `at`, quotes respected; else 0. */
static size_t tag_end(const html *h, size_t at)
{
    char quote = 0;

    for (size_t i = at + 1; i < h->length; i++) {
        char byte = h->text[i];

        if (quote) {
            if (byte == quote)
                quote = 0;
            else if (byte == '<' && i - at > 4096)
                return 0;
        } else if ((byte == '"' || byte == '\'') && h->text[i - 1] == '=') {
            quote = byte;
        } else if (byte == '>') {
            return i + 1;
        } else if (byte == '<') {
            return 0;
        }
    }
    return 0;
}

static int read_tag(const html *h, tag *out)
{
    size_t at = h->at + 1;

    memset(out, 0, sizeof(*out));
    if (at < h->length && h->text[at] == '/') {
        out->closes = 1;
        at++;
    }
    while (at < h->length && out->size < NAME_MAXIMUM) {
        char byte = h->text[at++];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte + 32);
        if (!((byte >= 'a' && byte <= 'z') ||
              (out->size > 0 && byte >= '0' && byte <= '9')))
            break;
        out->name[out->size++] = byte;
    }
    if (out->size == 0 || out->size == NAME_MAXIMUM)
        return 0;
    out->end = tag_end(h, h->at);
    return out->end > 0;
}

static int is_name(const tag *t, const char *name)
{
    return strlen(name) == t->size && memcmp(name, t->name, t->size) == 0;
}

static void step_to(html *h, size_t at)
{
    while (h->at < at) {
        if (h->text[h->at] == '\n')
            h->line++;
        h->at++;
    }
}

/* Where `needle` is next, in any case of letters; else the end. */
static size_t find(const html *h, size_t at, const char *needle)
{
    size_t size = strlen(needle);

    for (; at + size <= h->length; at++) {
        size_t i = 0;

        while (i < size) {
            char byte = h->text[at + i];

            if (byte >= 'A' && byte <= 'Z')
                byte = (char)(byte + 32);
            if (byte != needle[i])
                break;
            i++;
        }
        if (i == size)
            return at;
    }
    return h->length;
}

/* Step over an element that is not read aloud. */
static void step_silent(html *h, const tag *t)
{
    char needle[NAME_MAXIMUM + 3] = "</";
    size_t end;

    memcpy(needle + 2, t->name, t->size);
    end = find(h, t->end, needle);
    if (end < h->length) {
        const char *close = memchr(h->text + end, '>', h->length - end);

        end = close ? (size_t)(close - h->text) + 1 : h->length;
    }
    step_to(h, end);
}

static insights_status end_paragraph(html *h, insights_error **error)
{
    return insights__paragraph_end(&h->paragraph, h->callback, h->user, error);
}

static void add(html *h, const char *bytes)
{
    insights__paragraph_add(&h->paragraph, bytes, strlen(bytes), h->line);
}

static insights_status block_tag(html *h, const tag *t, insights_error **error)
{
    insights_status status = end_paragraph(h, error);

    if (is_name(t, "blockquote")) {
        h->paragraph.quoted += t->closes ? -1 : 1;
        if (h->paragraph.quoted < 0)
            h->paragraph.quoted = 0;
        h->paragraph.begins = !t->closes && h->paragraph.quoted == 1;
    } else if (
        !t->closes && ((is_name(t, "footer") && h->paragraph.quoted > 0) ||
                       is_name(t, "figcaption"))) {
        add(h, "\xE2\x80\x94 ");
    }
    h->code = 0;
    return status;
}

static insights_status take_tag(html *h, insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    tag t;

    if (!read_tag(h, &t)) {
        add(h, "<");
        h->at++;
        return INSIGHTS_OK;
    }
    if (!t.closes && insights__word_in(t.name, t.size, silent_names)) {
        step_silent(h, &t);
        return INSIGHTS_OK;
    }
    if (is_name(&t, "q"))
        add(h, t.closes ? "\xE2\x80\x9D" : "\xE2\x80\x9C");
    else if (is_name(&t, "br"))
        add(h, " ");
    else if (is_name(&t, "cite") && !t.closes && h->paragraph.quoted > 0)
        add(h, " \xE2\x80\x94 ");
    else if (insights__word_in(t.name, t.size, code_names))
        h->code = t.closes ? 0 : 1;
    else if (!insights__word_in(t.name, t.size, inline_names))
        status = block_tag(h, &t, error);
    step_to(h, t.end);
    return status;
}

/* --- Text -------------------------------------------------------------------
 */

/* A quotation mark of two bytes or more at `at`, in code: its size. */
static size_t mark_size(const char *bytes, size_t length)
{
    if (*bytes == '"')
        return 1;
    if (length >= 3 && (unsigned char)bytes[0] == 0xE2 &&
        (unsigned char)bytes[1] == 0x80 && (unsigned char)bytes[2] >= 0x98 &&
        (unsigned char)bytes[2] <= 0x9F)
        return 3;
    return 0;
}

static void take_text(html *h)
{
    char decoded[INSIGHTS__ENTITY_SIZE];
    size_t used = 0;
    size_t size;

    if (h->text[h->at] == '&') {
        size = insights__entity_decode(
            h->text + h->at, h->length - h->at, decoded, &used);
        if (size > 0) {
            if (!h->code || !mark_size(decoded, size))
                insights__paragraph_add(&h->paragraph, decoded, size, h->line);
            h->at += used;
            return;
        }
    }
    size = h->code ? mark_size(h->text + h->at, h->length - h->at) : 0;
    if (size == 0) {
        insights__paragraph_add(&h->paragraph, h->text + h->at, 1, h->line);
        size = 1;
    }
    step_to(h, h->at + size);
}

static int starts_with(const html *h, const char *what)
{
    size_t size = strlen(what);

    return h->length - h->at >= size &&
           memcmp(h->text + h->at, what, size) == 0;
}

insights_status insights__paragraphs_html(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    html h = {.text = text, .length = length, .line = 1};
    insights_status status = INSIGHTS_OK;

    h.callback = callback;
    h.user = user;
    while (h.at < length && status == INSIGHTS_OK) {
        if (starts_with(&h, "<!--")) {
            size_t end = find(&h, h.at + 4, "-->");

            step_to(&h, end < length ? end + 3 : length);
        } else if (starts_with(&h, "<!") || starts_with(&h, "<?")) {
            const char *end = memchr(text + h.at, '>', length - h.at);

            step_to(&h, end ? (size_t)(end - text) + 1 : length);
        } else if (text[h.at] == '<') {
            status = take_tag(&h, error);
        } else {
            take_text(&h);
        }
    }
    if (status == INSIGHTS_OK)
        status = end_paragraph(&h, error);
    insights__paragraph_free(&h.paragraph);
    return status;
}
