/* csv.c - quotes, commas and line ends. */
#include "analysis/csv.h"

#include "base/alloc.h"
#include "base/buffer.h"

#include <string.h>

void insights__csv_open(insights__csv *csv, const char *text, size_t length)
{
    memset(csv, 0, sizeof(*csv));
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    csv->at = text;
    csv->end = text + length;
    csv->next_line = 1;
}

static void clear(insights__csv *csv)
{
    for (size_t i = 0; i < csv->fields.count; i++)
        insights__free(csv->fields.items[i]);
    csv->fields.count = 0;
}

void insights__csv_close(insights__csv *csv)
{
    clear(csv);
    insights__array_free(&csv->fields);
}

const char *insights__csv_field(const insights__csv *csv, size_t index)
{
    return index < csv->fields.count ? csv->fields.items[index] : "";
}

/* Step over one line end. */
static void end_line(insights__csv *csv)
{
    if (csv->at < csv->end && *csv->at == '\r')
        csv->at++;
    else if (csv->at < csv->end && *csv->at == '\n') {
        csv->at++;
        csv->next_line++;
        return;
    }
    if (csv->at < csv->end && *csv->at == '\n')
        csv->at++;
    csv->next_line++;
}

static insights_status read_quoted(
    insights__csv *csv,
    insights__buffer *field,
    insights_error **error)
{
    size_t line = csv->next_line;

    for (csv->at++; csv->at < csv->end; csv->at++) {
        if (*csv->at == '"') {
            if (csv->at + 1 == csv->end || csv->at[1] != '"') {
                csv->at++;
                break;
            }
            csv->at++;
        } else if (*csv->at == '\n') {
            csv->next_line++;
        }
        insights__buffer_char(field, *csv->at);
        if (csv->at + 1 == csv->end)
            return insights__fail(
                error, INSIGHTS_E_PARSE,
                "line %zu: the quote that opens here is never closed", line);
    }
    if (csv->at < csv->end && !strchr(",\r\n", *csv->at))
        return insights__fail(
            error, INSIGHTS_E_PARSE,
            "line %zu: '%c' stands behind a closing quote; double a quote "
            "that is meant",
            csv->next_line, *csv->at);
    return INSIGHTS_OK;
}

static insights_status add_field(
    insights__csv *csv,
    insights__buffer *field,
    insights_error **error)
{
    insights_status status = insights__buffer_check(field, "a field", error);
    char **slot;

    if (status < 0)
        return status;
    if (memchr(insights__buffer_text(field), '\0', field->length))
        return insights__fail(
            error, INSIGHTS_E_PARSE, "line %zu: a field holds a NUL",
            csv->line);
    slot = insights__array_add(&csv->fields);
    if (!slot)
        return insights__fail_nomem(error);
    *slot = insights__strndup(insights__buffer_text(field), field->length);
    insights__buffer_truncate(field, 0);
    return *slot ? INSIGHTS_OK : insights__fail_nomem(error);
}

insights_status insights__csv_next(insights__csv *csv, insights_error **error)
{
    insights__buffer field = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;
    int more = 1;

    clear(csv);
    while (csv->at < csv->end && strchr("\r\n", *csv->at) && *csv->at)
        end_line(csv);
    if (csv->at == csv->end)
        return INSIGHTS_DONE;
    csv->line = csv->next_line;
    while (more && status >= 0) {
        if (csv->at < csv->end && *csv->at == '"')
            status = read_quoted(csv, &field, error);
        else
            while (csv->at < csv->end &&
                   (!*csv->at || !strchr(",\r\n", *csv->at)))
                insights__buffer_char(&field, *csv->at++);
        if (status >= 0)
            status = add_field(csv, &field, error);
        more = csv->at < csv->end && *csv->at == ',';
        if (more)
            csv->at++;
    }
    if (status >= 0 && csv->at < csv->end)
        end_line(csv);
    insights__buffer_free(&field);
    return status;
}
