/* qda_write.c - a codebook as XML.
 *
 * Keeps true: what is written is valid by the standard's schema, has no byte
 * order mark, and reads back as the same text: white space that a reader
 * would change is written as a number.
 */
#include "analysis/qda.h"

#include <string.h>

static void put_xml(insights__buffer *out, const char *text, int attribute)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            insights__buffer_text_append(out, "&amp;");
            break;
        case '<':
            insights__buffer_text_append(out, "&lt;");
            break;
        case '>':
            insights__buffer_text_append(out, "&gt;");
            break;
        case '\r':
            insights__buffer_text_append(out, "&#13;");
            break;
        case '"':
            insights__buffer_text_append(out, attribute ? "&quot;" : "\"");
            break;
        default:
            insights__buffer_char(out, *text);
        }
    }
}

static void indent(insights__buffer *out, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        insights__buffer_text_append(out, "  ");
}

static insights_status flush(
    insights__buffer *line,
    const insights__export *out,
    insights_error **error)
{
    insights_status status = insights__buffer_check(line, "a code", error);

    if (status >= 0)
        status = insights__export_put(
            out, insights__buffer_text(line), line->length, error);
    insights__buffer_truncate(line, 0);
    return status;
}

/* The beginning of a code; the whole of it where nothing stands below. */
static void put_code(
    insights__buffer *line,
    const insights__qda_code *code,
    int is_parent)
{
    indent(line, code->depth + 1);
    insights__buffer_format(line, "<Code guid=\"%s\" name=\"", code->guid);
    put_xml(line, code->name, 1);
    insights__buffer_format(
        line, "\" isCodable=\"%s\"", code->codable ? "true" : "false");
    if (code->colour)
        insights__buffer_format(line, " color=\"%s\"", code->colour);
    if (!code->description && !is_parent) {
        insights__buffer_text_append(line, "/>\n");
        return;
    }
    insights__buffer_text_append(line, ">\n");
    if (code->description) {
        indent(line, code->depth + 2);
        insights__buffer_text_append(line, "<Description>");
        put_xml(line, code->description, 0);
        insights__buffer_text_append(line, "</Description>\n");
    }
    if (!is_parent) {
        indent(line, code->depth + 1);
        insights__buffer_text_append(line, "</Code>\n");
    }
}

static insights_status put_codes(
    const insights__qda_book *book,
    insights__buffer *line,
    const insights__export *out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < book->codes.count && status >= 0; i++) {
        const insights__qda_code *code = &book->codes.items[i];
        size_t next =
            i + 1 < book->codes.count ? book->codes.items[i + 1].depth : 1;

        put_code(line, code, next > code->depth);
        for (size_t depth = code->depth; depth > next; depth--) {
            indent(line, depth);
            insights__buffer_text_append(line, "</Code>\n");
        }
        status = flush(line, out, error);
    }
    return status;
}

static void put_set(insights__buffer *line, const insights__qda_set *set)
{
    insights__buffer_format(line, "    <Set guid=\"%s\" name=\"", set->guid);
    put_xml(line, set->name, 1);
    insights__buffer_text_append(line, "\">\n");
    for (size_t i = 0; i < set->members.count; i++)
        insights__buffer_format(
            line, "      <MemberCode guid=\"%s\"/>\n", set->members.items[i]);
    insights__buffer_text_append(line, "    </Set>\n");
}

insights_status insights__qda_write(
    const insights__qda_book *book,
    const insights__export *out,
    insights_error **error)
{
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_text_append(
        &line, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" "
               "origin=\"insights\">\n"
               "  <Codes>\n");
    status = put_codes(book, &line, out, error);
    insights__buffer_text_append(&line, "  </Codes>\n");
    if (book->sets.count)
        insights__buffer_text_append(&line, "  <Sets>\n");
    for (size_t i = 0; i < book->sets.count && status >= 0; i++) {
        put_set(&line, &book->sets.items[i]);
        status = flush(&line, out, error);
    }
    insights__buffer_text_append(
        &line, book->sets.count ? "  </Sets>\n</CodeBook>\n" : "</CodeBook>\n");
    if (status >= 0)
        status = flush(&line, out, error);
    insights__buffer_free(&line);
    return status;
}
