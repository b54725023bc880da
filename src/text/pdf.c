/* pdf.c - runs pdftotext. */
#include "text/pdf.h"

#include "base/alloc.h"
#include "base/platform/platform.h"

#include <errno.h>
#include <string.h>

int insights__pdf_is(const char *bytes, size_t length)
{
    return length >= 5 && !memcmp(bytes, "%PDF-", 5);
}

/* The first line of what the program complained of. */
static insights_status fail_program(
    const char *name,
    insights__process_result *result,
    insights_error **error)
{
    char *end = strpbrk(result->said, "\r\n");

    if (end)
        *end = '\0';
    if (strstr(result->said, "assword"))
        return insights__fail(
            error, INSIGHTS_E_PARSE,
            "%s: the document has a password; save it without one", name);
    return insights__fail(
        error, INSIGHTS_E_PARSE, "%s: pdftotext cannot read it: %.200s", name,
        result->said[0] ? result->said : "it does not say why");
}

insights_status insights__pdf_text(
    const void *bytes,
    size_t length,
    const char *name,
    char **out,
    size_t *out_length,
    insights_error **error)
{
    static const char *const arguments[] = {
        "pdftotext", "-layout", "-enc", "UTF-8", "-", "-", NULL};
    insights__process_result result;
    insights_status status = INSIGHTS_OK;
    int failed;

    *out = NULL;
    *out_length = 0;
    if (!insights__pdf_is(bytes, length))
        return insights__fail(
            error, INSIGHTS_E_PARSE,
            "%s: this is no PDF document, whatever its name says", name);
    failed = insights__process_run(
        arguments, bytes, length, INSIGHTS__PDF_TEXT_MAXIMUM,
        (int64_t)INSIGHTS__PDF_SECONDS * 1000, &result);
    if (failed == ENOENT)
        status = insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "%s: PDF documents are read by the program pdftotext, which is "
            "not installed; it is in the package poppler-utils",
            name);
    else if (failed == ENOMEM)
        status = insights__fail_nomem(error);
    else if (failed)
        status = insights__fail_system(error, failed, "run", "pdftotext");
    else if (result.timed_out)
        status = insights__fail(
            error, INSIGHTS_E_LIMIT,
            "%s: pdftotext took more than %d seconds; not read", name,
            INSIGHTS__PDF_SECONDS);
    else if (result.overflowed)
        status = insights__fail(
            error, INSIGHTS_E_LIMIT, "%s: its text is longer than %zu bytes",
            name, INSIGHTS__PDF_TEXT_MAXIMUM);
    else if (result.code)
        status = fail_program(name, &result, error);
    if (status < 0) {
        insights__free(result.out);
        return status;
    }
    *out = result.out;
    *out_length = result.length;
    return INSIGHTS_OK;
}
