/* paragraphs_office.c - Word documents, presentations and PDF documents as a
 * reader sees them.
 *
 * The "line" of a paragraph is what a reader can find it by: in a Word
 * document the paragraph, in a presentation the slide, in a PDF document the
 * page, each from 1.
 */
#include "text/paragraphs.h"

#include "text/docx.h"
#include "text/pdf.h"
#include "text/pptx.h"

#include "base/alloc.h"

#include <string.h>

typedef struct document {
    insights__paragraph paragraph;
    insights__paragraph_callback callback;
    void *user;
    insights_error **error;
    insights_status status;
    size_t page;
} document;

static insights_status end_paragraph(document *d, insights_error **error)
{
    return insights__paragraph_end(&d->paragraph, d->callback, d->user, error);
}

/* --- Word and PowerPoint ---------------------------------------------------
 */

#if defined(INSIGHTS_DOCX)

static insights_status take_docx(
    const insights__docx_paragraph *p,
    void *user,
    insights_error **error)
{
    document *d = user;

    if (p->text.length == 0)
        return INSIGHTS_OK;
    d->paragraph.begins = p->quoted && !d->paragraph.quoted;
    d->paragraph.quoted = p->quoted;
    insights__paragraph_add(
        &d->paragraph, insights__buffer_text(&p->text), p->text.length,
        p->number);
    return end_paragraph(d, error);
}

static insights_status take_slide(
    const char *text,
    size_t length,
    size_t slide,
    void *user,
    insights_error **error)
{
    document *d = user;

    insights__paragraph_add(&d->paragraph, text, length, slide);
    return end_paragraph(d, error);
}

insights_status insights__paragraphs_office(
    const char *bytes,
    size_t length,
    const char *name,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    insights__package package = {bytes, length, name};
    insights__docx_about about = {0};
    document d = {.callback = callback, .user = user};
    insights_status status =
        insights__pptx_read(&package, take_slide, &d, error);

    if (status == INSIGHTS_DONE)
        status = insights__docx_read(&package, 1, take_docx, &d, &about, error);
    insights__docx_about_free(&about);
    insights__paragraph_free(&d.paragraph);
    return status;
}

#else

insights_status insights__paragraphs_office(
    const char *bytes,
    size_t length,
    const char *name,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    (void)bytes;
    (void)length;
    (void)callback;
    (void)user;
    return insights__package_missing(name, error);
}

#endif

/* --- PDF -------------------------------------------------------------------
 */

static int take_line(
    void *user,
    const char *line,
    size_t length,
    size_t page,
    int paragraph)
{
    document *d = user;

    if (paragraph)
        d->status = end_paragraph(d, d->error);
    if (d->status < 0)
        return 0;
    insights__paragraph_add(&d->paragraph, line, length, page);
    insights__paragraph_add(&d->paragraph, " ", 1, page);
    return d->paragraph.text.status >= 0;
}

insights_status insights__paragraphs_pdf(
    const char *bytes,
    size_t length,
    const char *name,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    document d = {.callback = callback, .user = user, .error = error};
    insights__pdf_lines lines = INSIGHTS__ARRAY_INIT;
    char *text = NULL;
    size_t size = 0;
    size_t joined = 0;
    insights_status status =
        insights__pdf_text(bytes, length, name, &text, &size, error);

    if (status == INSIGHTS_OK &&
        (!insights__pdf_read_lines(text, size, &lines) ||
         !insights__pdf_join(&lines, take_line, &d, &joined)))
        status = d.status < 0 ? d.status : insights__fail_nomem(error);
    if (status == INSIGHTS_OK)
        status = end_paragraph(&d, error);
    insights__array_free(&lines);
    insights__paragraph_free(&d.paragraph);
    insights__free(text);
    return status;
}
