/* paragraphs_csv.c - separated values as a reader sees them: value by value.
 *
 * The quotation marks of the format are no quotation marks of the text; but a
 * column headed "quote" holds quotations.
 */
#include "text/paragraphs.h"

#include "text/table.h"

#include <string.h>

#define COLUMNS_MAXIMUM 64

/* What parts the values: what the first line has most of. */
static char separator_of(const char *text, size_t length)
{
    static const char usual[] = {',', ';', '\t'};
    const char *end = memchr(text, '\n', length);
    size_t line = end ? (size_t)(end - text) : length;
    size_t most = 0;
    char separator = ',';

    for (size_t i = 0; i < sizeof(usual); i++) {
        size_t count = 0;

        for (size_t at = 0; at < line; at++)
            count += text[at] == usual[i] ? 1u : 0u;
        if (count > most) {
            most = count;
            separator = usual[i];
        }
    }
    return separator;
}

static int is_quote_column(const char *name)
{
    static const char *const names[] = {"quote",    "quotes",  "quotation",
                                        "verbatim", "excerpt", "citation"};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        size_t at = 0;

        while (name[at] && (name[at] | 0x20) == names[i][at])
            at++;
        if (!name[at] && !names[i][at])
            return 1;
    }
    return 0;
}

/* A record's values. The first record says which columns hold quotations. */
static insights_status take_record(
    const insights__table *table,
    int first,
    uint64_t *quotes,
    insights__paragraph *paragraph,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < table->starts.count && status == INSIGHTS_OK; i++) {
        size_t length;
        const char *value = insights__table_value(table, i, &length);

        if (first && i < COLUMNS_MAXIMUM && is_quote_column(value))
            *quotes |= (uint64_t)1 << i;
        paragraph->quoted = !first && i < COLUMNS_MAXIMUM && (*quotes >> i & 1);
        paragraph->begins = paragraph->quoted;
        insights__paragraph_add(paragraph, value, length, table->line);
        status = insights__paragraph_end(paragraph, callback, user, error);
    }
    return status;
}

insights_status insights__paragraphs_csv(
    const char *text,
    size_t length,
    insights__paragraph_callback callback,
    void *user,
    insights_error **error)
{
    insights__paragraph p = {.text = INSIGHTS__BUFFER_INIT};
    insights__source source = {0};
    insights__table table = {.source = &source};
    uint64_t quotes = 0;
    int first = 1;
    insights_status status = insights__source_open_memory(
        &source, text, length, "the document", "utf-8", error);

    source.declared = 1;
    table.separator = separator_of(text, length);
    while (status == INSIGHTS_OK) {
        status = insights__table_next(&table, error);
        if (status == INSIGHTS_OK)
            status =
                take_record(&table, first, &quotes, &p, callback, user, error);
        first = 0;
    }
    insights__table_free(&table);
    insights__source_close(&source);
    insights__paragraph_free(&p);
    return status == INSIGHTS_DONE ? INSIGHTS_OK : status;
}
