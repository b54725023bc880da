/* columns.h - which columns of a table say who, what and when.
 *
 * They are known by many names; spaces, dashes and brackets in them do not
 * count, and a time's may end in its unit.
 */
#ifndef INSIGHTS_TEXT_COLUMNS_H
#define INSIGHTS_TEXT_COLUMNS_H

#include "text/table.h"

enum {
    INSIGHTS__COLUMN_SPEAKER,
    INSIGHTS__COLUMN_TEXT,
    INSIGHTS__COLUMN_START,
    INSIGHTS__COLUMN_END,
    INSIGHTS__COLUMN_LENGTH,
    INSIGHTS__COLUMN_ROLES
};

typedef struct insights__columns {
    size_t at[INSIGHTS__COLUMN_ROLES]; /* 0: none, else its number from 1 */
    size_t rank[INSIGHTS__COLUMN_ROLES];
    int64_t unit[INSIGHTS__COLUMN_ROLES];
    size_t count;
} insights__columns;

/* Those of a table's head. */
void insights__columns_find(
    const insights__table *table,
    insights__columns *out);

/* Whether a table with such columns is a transcript. */
int insights__columns_are_turns(const insights__columns *found);

/* The first line of a sample that names columns: "sep=;", which spreadsheets
 * put first, does not. */
void insights__columns_line(
    const char *sample,
    size_t length,
    const char **line,
    size_t *size);

/* The separator with which most columns of a head are known; 0: none is. */
char insights__columns_separator(
    const char *line,
    size_t length,
    insights__columns *best);

#endif
