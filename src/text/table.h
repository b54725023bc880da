/* table.h - separated values of a transcript, record by record.
 *
 * RFC 4180 with any separator: a value in quotes may hold it, line breaks and
 * doubled quotes. Spaces around a value count only within its quotes.
 */
#ifndef INSIGHTS_TEXT_TABLE_H
#define INSIGHTS_TEXT_TABLE_H

#include "text/source.h"

#include "base/array.h"

typedef struct insights__table {
    insights__source *source;
    char separator;
    insights__buffer text; /* of the values, each with a NUL behind it */
    INSIGHTS__ARRAY(size_t) starts; /* of each value, in `text` */
    size_t line;                    /* that the record starts on, from 1 */
} insights__table;

/* The next record that is not an empty line. INSIGHTS_DONE: there is none. */
insights_status insights__table_next(
    insights__table *table,
    insights_error **error);

/* A value of the record, with a NUL behind it; "" past the last. */
const char *insights__table_value(
    const insights__table *table,
    size_t index,
    size_t *length);

void insights__table_free(insights__table *table);

/* Add a line of values to the record; 0: it ends within quotes, so that the
 * next line goes on. For a table without a source. */
int insights__table_line(
    insights__table *table,
    const char *line,
    size_t length);

#endif
