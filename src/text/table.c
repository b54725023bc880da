/* table.c - takes records apart. */
#include "text/table.h"

#include <string.h>

static int is_space(const insights__table *table, char byte)
{
    return byte == ' ' || (byte == '\t' && table->separator != '\t');
}

static void start_value(insights__table *table)
{
    size_t *start = insights__array_add(&table->starts);

    if (start)
        *start = table->text.length;
    else
        table->text.status = INSIGHTS_E_NOMEM;
}

/* Take away the spaces at the end of a value, down to `from`. */
static void trim(insights__table *table, size_t from)
{
    size_t length = table->text.length;

    while (length > from && is_space(table, table->text.data[length - 1]))
        length--;
    insights__buffer_truncate(&table->text, length);
}

int insights__table_line(
    insights__table *table,
    const char *line,
    size_t length)
{
    size_t at = 0;
    size_t keep = table->text.length; /* what was in quotes is not trimmed */
    int quoted = 0;

    if (!table->starts.count) {
        start_value(table);
    } else {
        insights__buffer_char(&table->text, '\n');
        keep = table->text.length;
        quoted = 1;
    }
    while (!quoted && at < length && is_space(table, line[at]))
        at++;
    for (; at < length; at++) {
        char byte = line[at];

        if (quoted && byte == '"' && at + 1 < length && line[at + 1] == '"') {
            insights__buffer_char(&table->text, '"');
            at++;
        } else if (quoted && byte == '"') {
            quoted = 0;
            keep = table->text.length;
        } else if (quoted) {
            insights__buffer_char(&table->text, byte);
        } else if (byte == table->separator) {
            trim(table, keep);
            insights__buffer_char(&table->text, '\0');
            start_value(table);
            keep = table->text.length;
            while (at + 1 < length && is_space(table, line[at + 1]))
                at++;
        } else if (
            byte == '"' && table->starts.count &&
            table->text.length ==
                table->starts.items[table->starts.count - 1]) {
            quoted = 1;
        } else {
            insights__buffer_char(&table->text, byte);
        }
    }
    if (quoted)
        return 0;
    trim(table, keep);
    insights__buffer_char(&table->text, '\0');
    return 1;
}

insights_status insights__table_next(
    insights__table *table,
    insights_error **error)
{
    const char *line;
    size_t length;
    insights_status status;
    int whole;

    insights__buffer_truncate(&table->text, 0);
    table->starts.count = 0;
    do {
        status = insights__source_line(table->source, &line, &length, error);
        if (status != INSIGHTS_OK)
            return status;
    } while (!length);
    table->line = table->source->line;
    do {
        whole = insights__table_line(table, line, length);
        if (table->text.status < 0)
            return insights__buffer_check(&table->text, "a record", error);
        if (whole)
            return INSIGHTS_OK;
        status = insights__source_line(table->source, &line, &length, error);
    } while (status == INSIGHTS_OK);
    if (status == INSIGHTS_DONE)
        status = insights__source_fail(
            table->source, table->line, 0, error,
            "the quote that opens in this record is never closed");
    return status;
}

const char *insights__table_value(
    const insights__table *table,
    size_t index,
    size_t *length)
{
    size_t start;

    *length = 0;
    if (index >= table->starts.count || !table->text.data)
        return "";
    start = table->starts.items[index];
    *length = (index + 1 < table->starts.count ? table->starts.items[index + 1]
                                               : table->text.length) -
              1 - start;
    return table->text.data + start;
}

void insights__table_free(insights__table *table)
{
    insights__buffer_free(&table->text);
    insights__array_free(&table->starts);
}
