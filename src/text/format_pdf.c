/* format_pdf.c - transcripts that are PDF documents.
 *
 * What pdftotext makes of one is read as plain text is. Running heads and
 * page numbers are left out, with a note that counts them; words parted at
 * the ends of lines are put together.
 */
#include "text/dialogue.h"
#include "text/format.h"
#include "text/pdf.h"

#include "base/alloc.h"

static int detect(const char *sample, size_t length)
{
    return insights__pdf_is(sample, length) ? 100 : 0;
}

static int take_line(
    void *user,
    const char *line,
    size_t length,
    size_t page,
    int paragraph)
{
    insights__dialogue *dialogue = user;

    (void)page;
    if (insights__dialogue_is_notice(line, length))
        return 1;
    dialogue->paragraph = paragraph;
    return insights__dialogue_line(dialogue, line, length, NULL);
}

static insights_status take_text(
    insights__dialogue *dialogue,
    insights_conversation *script,
    const char *text,
    size_t length,
    insights_error **error)
{
    insights__pdf_lines lines = INSIGHTS__ARRAY_INIT;
    insights_status status = INSIGHTS_OK;
    size_t heads = 0;
    size_t joined = 0;

    if (!insights__pdf_read_lines(text, length, &lines) ||
        !insights__pdf_join(&lines, take_line, dialogue, &joined))
        status = insights__fail_nomem(error);
    for (size_t i = 0; i < lines.count; i++)
        heads += lines.items[i].heads ? 1u : 0u;
    insights__array_free(&lines);
    if (status == INSIGHTS_OK)
        status = insights__draft_finish(&dialogue->draft, script, error);
    if (status == INSIGHTS_OK && heads &&
        insights__script_warn(
            script, "%zu %s left out", heads,
            heads == 1 ? "running head was" : "running heads were") < 0)
        status = insights__fail_nomem(error);
    if (status == INSIGHTS_OK && joined &&
        insights__script_warn(
            script, "%zu %s parted at the end of a line; check the %s", joined,
            joined == 1 ? "word was" : "words were",
            joined == 1 ? "hyphen" : "hyphens") < 0)
        status = insights__fail_nomem(error);
    return status;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    insights__dialogue dialogue;
    const void *bytes = NULL;
    char *text = NULL;
    size_t length = 0;
    insights_status status = insights__source_whole(
        source, INSIGHTS__PDF_MAXIMUM, &bytes, &length, error);

    if (status == INSIGHTS_OK)
        status = insights__pdf_text(
            bytes, length, source->name ? source->name : "document", &text,
            &length, error);
    if (status < 0)
        return status;
    insights__dialogue_open(&dialogue);
    status = take_text(&dialogue, script, text, length, error);
    insights__dialogue_close(&dialogue);
    insights__free(text);
    return status;
}

const insights__format insights__format_pdf = {
    "pdf", ".pdf", detect, read, NULL};
