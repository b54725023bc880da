/* quotations.c - quotation marks in pairs, and block quotes. */
#include "text/quotations.h"

#include "text/normal.h"
#include "text/package.h"
#include "text/paragraphs.h"
#include "text/pdf.h"

#include "base/utf8.h"

#include <string.h>

/* How much of a paragraph around a quotation is kept. */
#define AROUND_MAXIMUM 160
/* How far a single quotation mark may be from the one that closes it. */
#define SINGLE_MAXIMUM 4000
/* How often in a paragraph a mark may turn out not to open anything. */
#define MISTAKES_MAXIMUM 64
/* Behind a block quote, more bytes than these are no name. */
#define NAME_MAXIMUM 80

typedef struct scan {
    insights__quotations *out;
    const insights__paragraph *paragraph;
    const char *text;
    size_t length;
    int flat;     /* a straight mark always closes */
    int mistakes; /* openers that closed nowhere */
    insights_error **error;
} scan;

typedef struct reader {
    insights__quotations *out;
    char before[AROUND_MAXIMUM + 1]; /* the end of the paragraph before */
    int after_block;                 /* the last paragraph was a block quote */
} reader;

/* --- Characters -------------------------------------------------------------
 */

static uint32_t code_at(const scan *s, size_t at, size_t *size)
{
    uint32_t code = 0;

    *size = 1;
    if (at >= s->length)
        return 0;
    *size = insights__utf8_decode(s->text + at, s->length - at, &code);
    if (*size == 0)
        *size = 1;
    return code;
}

static uint32_t code_before(const scan *s, size_t at)
{
    size_t size;

    if (at == 0)
        return 0;
    do {
        at--;
    } while (at > 0 && ((unsigned char)s->text[at] & 0xC0) == 0x80);
    return code_at(s, at, &size);
}

static int is_space(uint32_t code)
{
    return code == 0 || code == ' ' || code == 0xA0 || code == 0x202F ||
           code == 0x2009 || code == 0x3000;
}

/* A letter or digit, as far as quotation marks care. */
static int is_word(uint32_t code)
{
    if (code < 0x80)
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
               (code >= '0' && code <= '9');
    return !is_space(code) && !(code >= 0x2010 && code <= 0x203A) &&
           code != 0xAB && code != 0xBB && code != 0xBF && code != 0xA1 &&
           !(code >= 0x3001 && code <= 0x301F) && code != 0xFF0C &&
           code != 0xFF1A && code != 0xFF0E && code != 0xFF08 &&
           code != 0xFF01 && code != 0xFF1F;
}

static int is_stop(uint32_t code)
{
    return code == '.' || code == ',' || code == '!' || code == '?' ||
           code == ';' || code == ':' || code == ')' || code == 0x2026 ||
           code == 0x2014 || code == 0x2013;
}

/* --- Pairs ------------------------------------------------------------------
 */

/* Where a quotation opens: what may close it, two of them at most, and
 * whether it opens itself once more inside. */
typedef struct opener {
    uint32_t close[2];
    uint32_t again;
} opener;

/* Whether the mark at `at` opens a quotation. */
static int opens(const scan *s, size_t at, uint32_t mark, opener *out)
{
    size_t size;
    uint32_t before = code_before(s, at);
    uint32_t after;

    code_at(s, at, &size);
    after = code_at(s, at + size, &size);
    memset(out, 0, sizeof(*out));
    switch (mark) {
    case '"':
    case 0xFF02:
        out->close[0] = mark;
        return (!is_word(before) || before >= 0x2E80) && !is_space(after);
    case 0x201C: /* “ */
    case 0x201F:
        out->close[0] = 0x201D;
        out->again = 0x201C;
        return 1;
    case 0x201D: /* ”so” */
        out->close[0] = 0x201D;
        return !is_word(before) && !is_stop(before) && is_word(after);
    case 0x201E: /* „ */
        out->close[0] = 0x201C;
        out->close[1] = 0x201D;
        out->again = 0x201E;
        return 1;
    case 0xAB: /* « */
        out->close[0] = 0xBB;
        out->again = 0xAB;
        return 1;
    case 0xBB: /* »so« */
        out->close[0] = 0xAB;
        out->again = 0xBB;
        return !is_word(before) && is_word(after);
    case 0x2039: /* ‹ */
        out->close[0] = 0x203A;
        return 1;
    case 0x300C: /* 「 */
    case 0x300E:
        out->close[0] = mark + 1;
        out->again = mark;
        return 1;
    case 0x301D: /* 〝 */
        out->close[0] = 0x301F;
        out->close[1] = 0x301E;
        return 1;
    case 0x2018: /* ‘ */
    case 0x201A: /* ‚ */
    case '\'':
        out->close[0] = mark == 0x2018   ? 0x2019
                        : mark == 0x201A ? 0x2018
                                         : mark;
        return is_space(before) + (before == '(') + (before == 0x2014) > 0 &&
               is_word(after) && !(after >= '0' && after <= '9');
    default:
        return 0;
    }
}

/* An apostrophe ends no quotation: "don't", "the girls' room". */
static int closes_single(const scan *s, size_t at, size_t size, uint32_t mark)
{
    uint32_t before = code_before(s, at);
    size_t next;
    uint32_t after = code_at(s, at + size, &next);

    if (is_word(after) || is_space(before))
        return 0;
    return mark != '\'' || is_stop(before) || at + size >= s->length ||
           is_stop(after);
}

/* Whether a straight mark inside a quotation opens another. */
static int opens_inside(const scan *s, size_t at, size_t size)
{
    size_t next;

    return !s->flat && is_space(code_before(s, at)) &&
           is_word(code_at(s, at + size, &next));
}

/* Where the quotation that begins at `from` closes; the length: nowhere. */
static size_t find_close(const scan *s, size_t from, const opener *o)
{
    int single =
        o->close[0] == '\'' || o->close[0] == 0x2019 || o->close[0] == 0x2018;
    int depth = 0;
    size_t size;

    for (size_t at = from; at < s->length; at += size) {
        uint32_t code = code_at(s, at, &size);

        if (single && at - from > SINGLE_MAXIMUM)
            break;
        if (code == o->close[0] || (o->close[1] && code == o->close[1])) {
            if (single && !closes_single(s, at, size, code))
                continue;
            if (code == '"' && opens_inside(s, at, size)) {
                depth++;
                continue;
            }
            if (depth-- == 0)
                return at;
        } else if (o->again && code == o->again) {
            depth++;
        }
    }
    return s->length;
}

/* --- What is found ----------------------------------------------------------
 */

static size_t line_of(const insights__paragraph *paragraph, size_t at)
{
    size_t low = 0;
    size_t high = paragraph->lines.count;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;

        if (paragraph->lines.items[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return paragraph->lines.items[low].line;
}

/* At most AROUND_MAXIMUM bytes that end, or begin, at `at`. */
static const char *around(const scan *s, size_t at, int behind)
{
    size_t from = at;
    size_t to = at;

    if (behind) {
        to = s->length - at > AROUND_MAXIMUM ? at + AROUND_MAXIMUM : s->length;
        while (to < s->length && to > at &&
               ((unsigned char)s->text[to] & 0xC0) == 0x80)
            to--;
    } else {
        from = at > AROUND_MAXIMUM ? at - AROUND_MAXIMUM : 0;
        while (from < at && ((unsigned char)s->text[from] & 0xC0) == 0x80)
            from++;
    }
    return insights__arena_strndup(&s->out->arena, s->text + from, to - from);
}

static insights_status add(
    const scan *s,
    size_t from,
    size_t to,
    size_t before,
    size_t after,
    int block)
{
    insights__quotation *q;
    size_t at = from;
    size_t size;

    while (from < to && is_space(code_at(s, from, &size)))
        from += size;
    while (to > from && is_space(code_before(s, to)))
        do {
            to--;
        } while (((unsigned char)s->text[to] & 0xC0) == 0x80);
    if (to == from)
        return INSIGHTS_OK;
    q = insights__array_add(&s->out->list);
    if (!q)
        return insights__fail_nomem(s->error);
    q->text =
        insights__arena_strndup(&s->out->arena, s->text + from, to - from);
    q->length = to - from;
    q->line = line_of(s->paragraph, at);
    q->before = around(s, before, 0);
    q->after = around(s, after, 1);
    q->block = block;
    if (!q->text || !q->before || !q->after)
        return insights__fail_nomem(s->error);
    return INSIGHTS_OK;
}

/* Find pairs of marks from `at` on; `covered` sums up their lengths. */
static insights_status scan_marks(scan *s, size_t at, size_t *covered)
{
    insights_status status = INSIGHTS_OK;
    size_t size;

    while (at < s->length && status == INSIGHTS_OK) {
        uint32_t code = code_at(s, at, &size);
        opener o;
        size_t close;

        if (s->mistakes > MISTAKES_MAXIMUM || !opens(s, at, code, &o)) {
            at += size;
            continue;
        }
        close = find_close(s, at + size, &o);
        if (close == s->length && code == '"' && !s->flat) {
            s->flat = 1;
            continue;
        }
        if (close == s->length && (code != 0x201C || at + size == close)) {
            s->mistakes++;
            at += size;
            continue;
        }
        status = add(s, at + size, close, at, close, 0);
        *covered += close - at;
        at = close;
        if (at < s->length) {
            code_at(s, at, &size);
            at += size;
        }
    }
    return status;
}

/* --- Block quotes -----------------------------------------------------------
 */

/* How long the dash at `at` is, with the space behind it; 0: none. */
static size_t dash_at(const scan *s, size_t at)
{
    size_t size = 0;
    size_t space = 0;
    uint32_t code = code_at(s, at, &size);

    if (code == '-' && at + 1 < s->length && s->text[at + 1] == '-')
        size = 2;
    else if (
        code != 0x2014 && code != 0x2013 && code != 0x2015 &&
        !(code == '-' && is_space(code_before(s, at))))
        return 0;
    if (at + size < s->length && s->text[at + size] == ' ')
        space = 1;
    return code == '-' && !space ? 0 : size + space;
}

static int is_capital(const scan *s, size_t at)
{
    size_t size;

    return insights__normal_upper(code_at(s, at, &size));
}

/* Where the words of a block quote end and "— Name" begins; the length where
 * nobody is named. */
static size_t attribution(const scan *s)
{
    size_t from = s->length > NAME_MAXIMUM ? s->length - NAME_MAXIMUM : 0;

    for (size_t at = from; at < s->length; at++) {
        size_t dash;
        size_t end = at;
        uint32_t before;

        if (((unsigned char)s->text[at] & 0xC0) == 0x80)
            continue;
        dash = dash_at(s, at);
        if (!dash || !is_capital(s, at + dash))
            continue;
        while (end > 0 && s->text[end - 1] == ' ')
            end--;
        before = code_before(s, end);
        if (end == 0 || !is_word(before))
            return at;
    }
    return s->length;
}

/* Whether a block quote puts its words in marks of its own: `"So," … — Ana`
 * or `Ana: "So."`; then the marks tell what is quoted. */
static int has_marks(const scan *s, size_t length)
{
    size_t size;

    for (size_t at = 0; at < length && at < 48; at += size) {
        uint32_t code = code_at(s, at, &size);
        opener o;

        if (code != '\'' && opens(s, at, code, &o)) {
            size_t end = at;

            while (end > 0 && s->text[end - 1] == ' ')
                end--;
            return end == 0 || s->text[end - 1] == ':' ||
                   code_before(s, end) == 0xFF1A;
        }
    }
    return 0;
}

static insights_status scan_block(scan *s, reader *r)
{
    size_t count = s->out->list.count;
    size_t words = attribution(s);
    size_t covered = 0;
    insights_status status = INSIGHTS_OK;

    if (words == 0) {
        if (count > 0 && s->out->list.items[count - 1].block) {
            s->out->list.items[count - 1].after = around(s, 0, 1);
            if (!s->out->list.items[count - 1].after)
                return insights__fail_nomem(s->error);
        }
        return INSIGHTS_OK;
    }
    if (has_marks(s, words)) {
        status = scan_marks(s, 0, &covered);
        if (status < 0 || covered * 2 > words)
            return status;
        s->out->list.count = count;
    }
    status = add(s, 0, words, 0, words, 1);
    if (status == INSIGHTS_OK && s->out->list.count > count) {
        insights__quotation *q = &s->out->list.items[count];

        q->before = insights__arena_strndup(
            &s->out->arena, r->before, strlen(r->before));
        if (!q->before)
            return insights__fail_nomem(s->error);
    }
    return status;
}

/* --- Documents --------------------------------------------------------------
 */

static insights_status take_paragraph(
    const insights__paragraph *paragraph,
    void *user,
    insights_error **error)
{
    reader *r = user;
    scan s = {.out = r->out, .paragraph = paragraph, .error = error};
    insights_status status;
    size_t covered = 0;
    size_t from;

    s.text = insights__buffer_text(&paragraph->text);
    s.length = paragraph->text.length;
    if (paragraph->quoted > 0) {
        status = scan_block(&s, r);
    } else if (
        r->after_block && s.length <= NAME_MAXIMUM && dash_at(&s, 0) &&
        r->out->list.count > 0) {
        insights__quotation *q = &r->out->list.items[r->out->list.count - 1];

        q->after = around(&s, 0, 1);
        status = q->after ? INSIGHTS_OK : insights__fail_nomem(error);
    } else {
        status = scan_marks(&s, 0, &covered);
    }
    r->after_block = paragraph->quoted > 0;
    if (paragraph->quoted == 0) {
        from = s.length > AROUND_MAXIMUM ? s.length - AROUND_MAXIMUM : 0;
        while (from < s.length && ((unsigned char)s.text[from] & 0xC0) == 0x80)
            from++;
        memcpy(r->before, s.text + from, s.length - from);
        r->before[s.length - from] = '\0';
    }
    return status;
}

static int ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name);
    size_t size = strlen(ending);

    if (length < size)
        return 0;
    for (size_t i = 0; i < size; i++) {
        char byte = name[length - size + i];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte + 32);
        if (byte != ending[i])
            return 0;
    }
    return 1;
}

insights__markup insights__markup_guess(
    const char *name,
    const char *text,
    size_t length)
{
    static const char *const tags[] = {
        "<!DOCTYPE", "<!doctype", "<html", "<HTML",    "<head",   "<body",
        "<div",      "<p>",       "<h1",   "<section", "<article"};

    if (insights__package_is(text, length))
        return INSIGHTS__MARKUP_OFFICE;
    if (insights__pdf_is(text, length))
        return INSIGHTS__MARKUP_PDF;
    /* Named so, but none: the reader says what is wrong with it. */
    if (name && (ends_with(name, ".docx") || ends_with(name, ".pptx")))
        return INSIGHTS__MARKUP_OFFICE;
    if (name && ends_with(name, ".pdf"))
        return INSIGHTS__MARKUP_PDF;
    if (name && (ends_with(name, ".csv") || ends_with(name, ".tsv")))
        return INSIGHTS__MARKUP_CSV;
    if (name && (ends_with(name, ".md") || ends_with(name, ".markdown")))
        return INSIGHTS__MARKUP_MARKDOWN;
    if (name && (ends_with(name, ".html") || ends_with(name, ".htm") ||
                 ends_with(name, ".xhtml")))
        return INSIGHTS__MARKUP_HTML;
    if (name && (ends_with(name, ".txt") || ends_with(name, ".text")))
        return INSIGHTS__MARKUP_TEXT;
    while (length > 0 &&
           (*text == ' ' || *text == '\n' || *text == '\r' || *text == '\t')) {
        text++;
        length--;
    }
    for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
        if (length >= strlen(tags[i]) &&
            memcmp(text, tags[i], strlen(tags[i])) == 0)
            return INSIGHTS__MARKUP_HTML;
    return INSIGHTS__MARKUP_MARKDOWN;
}

insights_status insights__quotations_read(
    insights__quotations *out,
    const char *text,
    size_t length,
    const char *name,
    insights__markup markup,
    insights_error **error)
{
    reader r = {.out = out};

    name = name ? name : "the document";
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    switch (markup) {
    case INSIGHTS__MARKUP_TEXT:
        return insights__paragraphs_text(
            text, length, take_paragraph, &r, error);
    case INSIGHTS__MARKUP_HTML:
        return insights__paragraphs_html(
            text, length, take_paragraph, &r, error);
    case INSIGHTS__MARKUP_CSV:
        return insights__paragraphs_csv(
            text, length, take_paragraph, &r, error);
    case INSIGHTS__MARKUP_OFFICE:
        return insights__paragraphs_office(
            text, length, name, take_paragraph, &r, error);
    case INSIGHTS__MARKUP_PDF:
        return insights__paragraphs_pdf(
            text, length, name, take_paragraph, &r, error);
    default:
        return insights__paragraphs_markdown(
            text, length, take_paragraph, &r, error);
    }
}

void insights__quotations_free(insights__quotations *quotations)
{
    insights__array_free(&quotations->list);
    insights__arena_free(&quotations->arena);
}
