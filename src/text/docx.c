/* docx.c - Word's XML to paragraphs.
 *
 * A paragraph within a paragraph (a text box) is put together while the outer
 * one waits, so `open` is a stack. What is skipped is skipped with all that is
 * in it.
 */
#include "text/docx.h"

#if defined(INSIGHTS_DOCX)

#include "text/docx_style.h"

#include "base/alloc.h"

#include <string.h>

#define WORD "wordprocessingml"
#define OPEN_MAXIMUM 32

/* A table that is open, or an alternate content. */
typedef struct place {
    size_t row; /* of the paragraphs in the cell that is open */
    size_t cell;
} place;

typedef struct word {
    insights__docx_callback callback;
    void *user;
    insights__docx_about *about;
    insights__docx_styles styles;
    insights__docx_paragraph open[OPEN_MAXIMUM];
    size_t depth; /* of `open` */
    size_t paragraphs;
    size_t rows;
    size_t tables;     /* deep in tables */
    place cells;       /* of the outermost table */
    size_t skipping;   /* elements deep in what is skipped */
    size_t chosen;     /* a bit for each alternate content that is open */
    size_t choices;    /* how many are */
    int in_text;       /* within w:t */
    int in_run;        /* within w:r */
    int in_properties; /* within w:pPr */
    int bold;
    /* Where a paragraph's mark is deleted it goes on with the next one. */
    unsigned char joins[OPEN_MAXIMUM];
    unsigned char waits[OPEN_MAXIMUM]; /* has ended, and joins */
} word;

static insights__docx_paragraph *current(word *w)
{
    return w->depth ? &w->open[w->depth - 1] : NULL;
}

/* --- Paragraphs ------------------------------------------------------------
 */

static insights_status open_paragraph(word *w, insights_error **error)
{
    insights__docx_paragraph *p;

    if (w->depth && w->waits[w->depth - 1]) {
        w->waits[w->depth - 1] = 0;
        w->joins[w->depth - 1] = 0;
        return INSIGHTS_OK;
    }
    if (w->depth == OPEN_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_PARSE,
            "more than %d paragraphs stand within each other", OPEN_MAXIMUM);
    w->joins[w->depth] = 0;
    p = &w->open[w->depth++];
    p->heading = 0;
    p->quoted = 0;
    p->row = w->tables ? w->cells.row : 0;
    p->cell = w->tables ? w->cells.cell : 0;
    return INSIGHTS_OK;
}

static insights_status close_paragraph(word *w, insights_error **error)
{
    insights__docx_paragraph *p = current(w);
    insights_status status;

    if (!p)
        return INSIGHTS_OK;
    if (w->joins[w->depth - 1] && !w->waits[w->depth - 1]) {
        w->waits[w->depth - 1] = 1;
        return INSIGHTS_OK;
    }
    status = insights__buffer_check(&p->text, "a paragraph", error);
    if (status < 0)
        return status;
    p->number = ++w->paragraphs;
    status = w->callback(p, w->user, error);
    insights__buffer_truncate(&p->text, 0);
    p->bold.count = 0;
    w->depth--;
    w->waits[w->depth] = 0;
    return status;
}

/* No paragraph follows here that the last one could go on with. */
static insights_status close_waiting(word *w, insights_error **error)
{
    if (w->depth && w->waits[w->depth - 1])
        return close_paragraph(w, error);
    return INSIGHTS_OK;
}

static insights_status add_text(
    word *w,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    insights__docx_paragraph *p = current(w);
    insights__docx_range *range;

    if (!p || !length)
        return INSIGHTS_OK;
    if (w->bold) {
        range = p->bold.count ? &p->bold.items[p->bold.count - 1] : NULL;
        if (!range || range->end != p->text.length) {
            range = insights__array_add(&p->bold);
            if (!range)
                return insights__fail_nomem(error);
            range->start = p->text.length;
        }
        range->end = p->text.length + length;
    }
    insights__buffer_append(&p->text, bytes, length);
    return INSIGHTS_OK;
}

/* --- Properties ------------------------------------------------------------
 */

static void take_style(word *w, const char *style)
{
    insights__docx_paragraph *p = current(w);
    unsigned flags = insights__docx_style(&w->styles, style);

    if (!p)
        return;
    if (flags & INSIGHTS__DOCX_HEADING)
        p->heading = (int)(flags & INSIGHTS__DOCX_HEADING);
    if (flags & INSIGHTS__DOCX_QUOTE)
        p->quoted = 1;
}

/* What stands in w:pPr or w:rPr. 1: it was one of these. */
static int take_property(
    word *w,
    const char *local,
    const char *const *attributes)
{
    const char *value = insights__xml_attribute(attributes, "val");

    if (w->in_properties) {
        if (!strcmp(local, "pStyle") && value)
            take_style(w, value);
        else if (!strcmp(local, "outlineLvl") && value && current(w))
            current(w)->heading =
                *value >= '0' && *value <= '8' ? *value - '0' + 1 : 0;
        else if (!strcmp(local, "del") && w->depth)
            w->joins[w->depth - 1] = 1;
        return 1;
    }
    if (!w->in_run)
        return 0;
    if (!strcmp(local, "b"))
        w->bold = !value || (strcmp(value, "0") && strcmp(value, "false") &&
                             strcmp(value, "off"));
    else if (!strcmp(local, "rStyle") && value)
        w->bold |= (insights__docx_style(&w->styles, value) &
                    INSIGHTS__DOCX_BOLD) != 0;
    else
        return 0;
    return 1;
}

/* --- Elements --------------------------------------------------------------
 */

static int is_any(const char *local, const char *const *names)
{
    for (; *names; names++)
        if (!strcmp(local, *names))
            return 1;
    return 0;
}

/* Of alternate contents the first one is read. 1: this is to be skipped. */
static int is_other_choice(word *w, const char *name)
{
    size_t bit;

    if (insights__xml_is(name, "markup-compatibility", "AlternateContent")) {
        w->choices++;
        if (w->choices < 8 * sizeof(w->chosen))
            w->chosen &= ~((size_t)1 << w->choices);
        return 0;
    }
    if (!insights__xml_is(name, "markup-compatibility", "Choice") &&
        !insights__xml_is(name, "markup-compatibility", "Fallback"))
        return 0;
    if (!w->choices || w->choices >= 8 * sizeof(w->chosen))
        return 1;
    bit = (size_t)1 << w->choices;
    if (w->chosen & bit)
        return 1;
    w->chosen |= bit;
    return 0;
}

static insights_status take_mark(
    word *w,
    const char *local,
    insights_error **error)
{
    static const char *const breaks[] = {"br", "cr", NULL};
    static const char *const tabs[] = {"tab", "ptab", NULL};
    static const char *const notes[] = {
        "footnoteReference", "endnoteReference", NULL};

    if (is_any(local, breaks))
        return add_text(w, "\n", 1, error);
    if (is_any(local, tabs))
        return add_text(w, "\t", 1, error);
    if (!strcmp(local, "noBreakHyphen"))
        return add_text(w, "-", 1, error);
    if (is_any(local, notes))
        w->about->notes++;
    else if (!strcmp(local, "commentReference"))
        w->about->comments++;
    return INSIGHTS_OK;
}

static void enter_table(word *w, const char *local)
{
    if (!strcmp(local, "tbl")) {
        w->tables++;
    } else if (w->tables == 1 && !strcmp(local, "tr")) {
        w->cells.row = ++w->rows;
        w->cells.cell = 0;
    } else if (w->tables == 1 && !strcmp(local, "tc")) {
        w->cells.cell++;
    }
}

static insights_status on_start(
    void *user,
    const char *name,
    const char *const *attributes,
    insights_error **error)
{
    static const char *const skipped[] = {
        "del",         "moveFrom",     "rPrChange",  "pPrChange",   "sectPr",
        "tblPrChange", "tcPrChange",   "trPrChange", "numPrChange", "tblGrid",
        "rt",          "sectPrChange", NULL};
    const char *local = insights__xml_local(name);
    insights_status status = INSIGHTS_OK;
    word *w = user;

    if (w->skipping || is_other_choice(w, name)) {
        w->skipping++;
        return INSIGHTS_OK;
    }
    if (!strcmp(local, "t") &&
        (strstr(name, WORD) || strstr(name, "officeDocument"))) {
        w->in_text = 1;
        return INSIGHTS_OK;
    }
    if (!strstr(name, WORD))
        return INSIGHTS_OK;
    if (take_property(w, local, attributes) && strcmp(local, "pPrChange") &&
        strcmp(local, "rPrChange"))
        return INSIGHTS_OK;
    if (is_any(local, skipped)) {
        w->skipping++;
        return INSIGHTS_OK;
    }
    if (!strcmp(local, "p"))
        return open_paragraph(w, error);
    if (!strcmp(local, "pPr"))
        w->in_properties = 1;
    if (!strcmp(local, "r")) {
        w->in_run = 1;
        w->bold = 0;
    }
    if (!strcmp(local, "tbl"))
        status = close_waiting(w, error);
    enter_table(w, local);
    if (status == INSIGHTS_OK && w->in_run)
        status = take_mark(w, local, error);
    return status;
}

static insights_status on_end(
    void *user,
    const char *name,
    insights_error **error)
{
    const char *local = insights__xml_local(name);
    word *w = user;

    if (w->skipping) {
        w->skipping--;
        return INSIGHTS_OK;
    }
    if (insights__xml_is(name, "markup-compatibility", "AlternateContent")) {
        w->choices--;
        return INSIGHTS_OK;
    }
    if (!strcmp(local, "t"))
        w->in_text = 0;
    if (!strstr(name, WORD))
        return INSIGHTS_OK;
    if (!strcmp(local, "pPr"))
        w->in_properties = 0;
    else if (!strcmp(local, "r"))
        w->in_run = 0;
    else if (!strcmp(local, "tbl"))
        w->tables -= w->tables > 0;
    else if (!strcmp(local, "tc") || !strcmp(local, "txbxContent"))
        return close_waiting(w, error);
    else if (!strcmp(local, "p"))
        return close_paragraph(w, error);
    return INSIGHTS_OK;
}

static insights_status on_text(
    void *user,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    word *w = user;

    if (w->skipping || !w->in_text)
        return INSIGHTS_OK;
    return add_text(w, bytes, length, error);
}

static const insights__xml_calls word_calls = {on_start, on_end, on_text};

/* --- The parts -------------------------------------------------------------
 */

/* "word/document.xml" and "styles.xml" -> "word/styles.xml"; owned. */
static char *beside(const char *part, const char *name)
{
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash + 1 - part) : 0;
    char *path = insights__alloc(folder + strlen(name) + 1);

    if (!path)
        return NULL;
    memcpy(path, part, folder);
    memcpy(path + folder, name, strlen(name) + 1);
    return path;
}

/* A part of the same folder; that it is missing is no failure. */
static insights_status read_beside(
    const insights__package *package,
    const char *part,
    const char *name,
    const insights__xml_calls *calls,
    void *user,
    insights_error **error)
{
    char *path = beside(part, name);
    insights_status status;

    if (!path)
        return insights__fail_nomem(error);
    status = insights__package_xml(package, path, calls, user, error);
    insights__free(path);
    return status == INSIGHTS_DONE ? INSIGHTS_OK : status;
}

static insights_status find_document(
    const insights__package *package,
    char **out,
    insights_error **error)
{
    insights_status status =
        insights__package_target(package, "/officeDocument", out, error);

    if (status < 0)
        return status;
    if (*out && strncmp(*out, "ppt/", 4) && strncmp(*out, "xl/", 3))
        return INSIGHTS_OK;
    status = insights__fail(
        error, INSIGHTS_E_PARSE, "%s: not a Word document, but %s",
        package->name,
        !*out                       ? "another ZIP archive"
        : !strncmp(*out, "ppt/", 4) ? "a presentation"
                                    : "a spreadsheet");
    insights__free(*out);
    *out = NULL;
    return status;
}

static insights_status read_text(
    word *w,
    const insights__package *package,
    const char *part,
    int notes,
    insights_error **error)
{
    insights_status status =
        insights__package_xml(package, part, &word_calls, w, error);

    if (status == INSIGHTS_DONE)
        status = insights__fail(
            error, INSIGHTS_E_PARSE, "%s: the part %.100s is missing",
            package->name, part);
    if (status == INSIGHTS_OK)
        status = close_waiting(w, error);
    if (status == INSIGHTS_OK && notes)
        status =
            read_beside(package, part, "footnotes.xml", &word_calls, w, error);
    if (status == INSIGHTS_OK && notes)
        status =
            read_beside(package, part, "endnotes.xml", &word_calls, w, error);
    return status == INSIGHTS_OK ? close_waiting(w, error) : status;
}

insights_status insights__docx_read(
    const insights__package *package,
    int notes,
    insights__docx_callback callback,
    void *user,
    insights__docx_about *about,
    insights_error **error)
{
    char *part = NULL;
    word *w = insights__alloc(sizeof(*w));
    insights_status status =
        w ? find_document(package, &part, error) : insights__fail_nomem(error);

    if (status < 0)
        goto out;
    w->callback = callback;
    w->user = user;
    w->about = about;
    status = insights__docx_about_read(package, about, error);
    if (status == INSIGHTS_OK)
        status = read_beside(
            package, part, "styles.xml", &insights__docx_style_calls,
            &w->styles, error);
    if (status == INSIGHTS_OK)
        status = read_text(w, package, part, notes, error);

out:
    for (size_t i = 0; w && i < OPEN_MAXIMUM; i++) {
        insights__buffer_free(&w->open[i].text);
        insights__array_free(&w->open[i].bold);
    }
    if (w)
        insights__docx_styles_free(&w->styles);
    insights__free(w);
    insights__free(part);
    return status;
}

#endif
