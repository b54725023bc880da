/* sql.h - the statements that all SQL backends share.
 *
 * Tables, indexes and views follow from the descriptors; statements follow
 * from what is asked. What differs between databases stands in a dialect.
 *
 * Keeps true: every key and index begins with the account or the project;
 * values are always bound, never written into a statement; identifiers are
 * always quoted.
 */
#ifndef INSIGHTS_BACKENDS_SQL_H
#define INSIGHTS_BACKENDS_SQL_H

#include "store/backend.h"

/* Columns before the fields in every statement that reads or adds rows. */
enum {
    INSIGHTS__SQL_ID = 0,
    INSIGHTS__SQL_VERSION = 1,
    INSIGHTS__SQL_CREATED_AT = 2,
    INSIGHTS__SQL_UPDATED_AT = 3,
    INSIGHTS__SQL_FIELDS = 4
};

typedef struct insights__sql_dialect {
    char placeholder;        /* before the number of a bound value */
    const char *same;        /* = that holds for two nulls */
    const char *other;       /* its opposite */
    const char *rowkey;      /* type of the integer key of a row */
    const char *types[9];    /* of columns, by insights_type */
    const char *nulls_first; /* behind an ascending order */
    const char *nulls_last;  /* behind a descending one */
    int indexed_by;          /* an index can be named in a statement */
} insights__sql_dialect;

extern const insights__sql_dialect insights__sql_sqlite;

#define INSIGHTS__SQL_VALUES (INSIGHTS__CONDITION_MAXIMUM + 16)
#define INSIGHTS__CONDITION_MAXIMUM 32

/* A statement and what is bound to it, by number from 1. */
typedef struct insights__sql {
    insights__buffer text;
    insights__value values[INSIGHTS__SQL_VALUES];
    size_t count;
} insights__sql;

#define INSIGHTS__SQL_INIT                        \
    {                                             \
        .text = INSIGHTS__BUFFER_INIT, .count = 0 \
    }

void insights__sql_free(insights__sql *sql);

/* Bind a value and append its placeholder. */
void insights__sql_bind(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    insights__value value);

insights__value insights__value_text(const char *text);
insights__value insights__value_int(int64_t integer);

/* --- Tables, indexes, views ----------------------------------------------- */

#define INSIGHTS__INDEX_COLUMNS 6
#define INSIGHTS__INDEXES 32 /* of one kind, at most */

typedef struct insights__index {
    const insights__field *columns[INSIGHTS__INDEX_COLUMNS]; /* NULL: id */
    size_t count;
    int unique;
    int partial; /* only where the column before the id is not null */
} insights__index;

/* Fill in the indexes of a kind and return how many there are. */
size_t insights__sql_indexes(
    const insights__kind *kind,
    insights__index out[INSIGHTS__INDEXES]);

/* Append an index's name: the kind and its columns. */
void insights__sql_index_name(
    insights__buffer *out,
    const insights__kind *kind,
    const insights__index *index);

/* Append the definition of the kind's table. */
void insights__sql_create_table(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind);

/* Append `alter table … add column …`. */
void insights__sql_add_column(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind,
    const insights__field *field);

void insights__sql_create_index(
    insights__buffer *out,
    const insights__kind *kind,
    const insights__index *index);

/* Kinds whose ids people type have an index on the last characters of them:
 * whether this one has, its definition, and "…" = what must be asked so that
 * it is used. */
#define INSIGHTS__SQL_END_LENGTH 6
#define INSIGHTS__SQL_END "substr(\"id\", -6)"
int insights__sql_has_end(const insights__kind *kind);
void insights__sql_create_end(
    insights__buffer *out,
    const insights__kind *kind);

void insights__sql_create_view(
    insights__buffer *out,
    const insights__kind *kind);

/* --- Reading -------------------------------------------------------------- */

/* How many statements give a page, one after the other, where a single one
 * could not use an index past a null. */
size_t insights__sql_parts(const insights__select *select);

/* The statement of part `part` (from 0), with room for `limit` rows. */
void insights__sql_select(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select,
    size_t part,
    size_t limit);

void insights__sql_count(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select,
    int64_t maximum);

/* Append " and …" for each condition of a query, of the table `alias`. */
void insights__sql_conditions(
    insights__sql *sql,
    const insights__sql_dialect *dialect,
    const insights__select *select,
    const char *alias);

/* Append the names of the columns that a row is read from. */
void insights__sql_columns(
    insights__buffer *out,
    const insights__kind *kind,
    const char *alias);

insights__served insights__sql_serves(const insights__select *select);

/* --- Scopes; see sql_scope.c ---------------------------------------------- */

/* Append " and …", true of the rows of `alias` (NULL: the table) that no
 * tombstone hides. */
void insights__sql_visible(
    insights__buffer *out,
    const insights__kind *kind,
    const char *alias);

/* The ids of rows of `outer` whose `field` refers to a row of `inner` beneath
 * the root with account ?1 and id ?2, and that do not lie beneath it
 * themselves; ?3 of them at most. */
void insights__sql_beyond(
    insights__buffer *out,
    const insights__kind *root,
    const insights__kind *inner,
    const insights__kind *outer,
    const insights__field *field);

/* The rowkeys of ?3 rows of a kind beneath that root: always the same ones,
 * until they are gone. */
void insights__sql_batch(
    insights__buffer *out,
    const insights__kind *root,
    const insights__kind *kind);

/* --- Writing -------------------------------------------------------------- */

/* Values are bound in the order of the columns. */
void insights__sql_insert(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind);

/* version, updated_at, the fields of `slots` in order; then account and id.
 * With `whole`, created_at is set too, before the fields. */
void insights__sql_update(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind,
    uint64_t slots,
    int whole);

/* The column that holds the account of a kind's rows. */
const char *insights__sql_account_column(const insights__kind *kind);

/* Append "account = ?a and id = ?i" with numbers given. */
void insights__sql_where_id(
    insights__buffer *out,
    const insights__sql_dialect *dialect,
    const insights__kind *kind,
    int account_number,
    int id_number);

void insights__sql_name(insights__buffer *out, const char *name);

#endif
