/* sqlite_search.c - the terms of records, and finding records by them.
 *
 * search holds the terms of a record under a row number made of the record's
 * own and its kind; search_index is SQLite's full-text index over it, which
 * takes terms as they come. Both change with the record, in one transaction.
 */
#include "backends/sqlite.h"

#include "base/alloc.h"

#include <string.h>

int insights__sqlite_has_words(const insights__kind *kind)
{
    int searchable = 0;

    for (size_t i = 0; i < kind->field_count; i++)
        searchable |= kind->fields[i].flags & INSIGHTS__FIELD_SEARCH;
    return searchable != 0;
}

/* --- Writing -------------------------------------------------------------- */

/* The number of the search row of a record; DONE where there is none. */
static insights_status search_row(
    insights__sqlite *file,
    const insights__kind *kind,
    const char *account,
    const char *id,
    int64_t *out,
    insights_error **error)
{
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement = NULL;
    insights_status status;

    if (strcmp(file->last_id, id) == 0) {
        *out =
            file->last_rowkey << INSIGHTS__SQLITE_KIND_BITS | (int64_t)kind->id;
        return INSIGHTS_OK;
    }
    insights__buffer_text_append(&sql, "select \"rowkey\" from ");
    insights__sql_name(&sql, kind->name);
    insights__buffer_text_append(&sql, " where ");
    insights__sql_where_id(&sql, &insights__sql_sqlite, kind, 1, 2);
    status = insights__buffer_check(&sql, "the statement", error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            file->writer, insights__buffer_text(&sql), &statement, error);
    insights__buffer_free(&sql);
    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, account);
    insights__sqlite_bind_text(statement, 2, id);
    status = insights__sqlite_step(file->writer, statement, error);
    if (status == INSIGHTS_OK) {
        *out = sqlite3_column_int64(statement, 0)
                   << INSIGHTS__SQLITE_KIND_BITS |
               (int64_t)kind->id;
        sqlite3_reset(statement);
    }
    return status;
}

static insights_status run_numbered(
    insights__sqlite *file,
    const char *sql,
    int64_t row,
    const insights__kind *kind,
    const char *scope,
    const char *terms,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_prepare(file->writer, sql, &statement, error);

    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, row);
    if (scope) {
        insights__sqlite_bind_text(statement, 2, scope);
        insights__sqlite_bind_text(statement, 3, terms);
    }
    if (kind)
        sqlite3_bind_int64(statement, 4, (sqlite3_int64)kind->id);
    return insights__sqlite_run(file->writer, statement, error);
}

static insights_status forget(
    insights__sqlite *file,
    int64_t row,
    insights_error **error)
{
    insights_status status = run_numbered(
        file,
        "insert into \"search_index\" (\"search_index\", \"rowid\", \"scope\","
        " \"terms\") select 'delete', \"rowid\", \"scope\", \"terms\" from "
        "\"search\" where \"rowid\" = ?1",
        row, NULL, NULL, NULL, error);

    if (status == INSIGHTS_OK)
        status = run_numbered(
            file, "delete from \"search\" where \"rowid\" = ?1", row, NULL,
            NULL, NULL, error);
    return status;
}

insights_status insights__sqlite_index_terms(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    const char *scope,
    const char *terms,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    int fresh = strcmp(file->last_id, id) == 0;
    int64_t row;
    insights_status status = search_row(file, kind, account, id, &row, error);

    if (status != INSIGHTS_OK)
        return status < 0 ? status : INSIGHTS_OK;
    if (!fresh)
        status = forget(file, row, error);
    file->last_id[0] = '\0';
    if (status < 0 || !terms)
        return status;
    status = run_numbered(
        file,
        "insert into \"search\" (\"rowid\", \"kind\", \"scope\", \"terms\") "
        "values (?1, ?4, ?2, ?3)",
        row, kind, scope, terms, error);
    if (status == INSIGHTS_OK)
        status = run_numbered(
            file,
            "insert into \"search_index\" (\"rowid\", \"scope\", \"terms\") "
            "values (?1, ?2, ?3)",
            row, NULL, scope, terms, error);
    file->group_bytes += (int64_t)(2 * strlen(terms));
    return status;
}

/* --- Finding -------------------------------------------------------------- */

static void match_expression(
    insights__buffer *out,
    const char *scope,
    const char *const *words,
    size_t count)
{
    insights__buffer_format(out, "\"%s\"", scope);
    for (size_t i = 0; i < count; i++)
        insights__buffer_format(out, " AND \"%s\"", words[i]);
}

static void search_statement(
    insights__sql *sql,
    const insights__match *match,
    const char *expression)
{
    const insights__sql_dialect *dialect = &insights__sql_sqlite;
    const insights__kind *kind = match->select->kind;
    insights__buffer *out = &sql->text;

    insights__buffer_text_append(
        out,
        "select r.\"id\", s.\"terms\" from \"search_index\" f cross join ");
    insights__sql_name(out, kind->name);
    insights__buffer_format(
        out,
        " r on r.\"rowkey\" = f.\"rowid\" >> %d cross join \"search\" s on "
        "s.\"rowid\" = f.\"rowid\" where f.\"search_index\" match ",
        INSIGHTS__SQLITE_KIND_BITS);
    insights__sql_bind(sql, dialect, insights__value_text(expression));
    insights__buffer_format(
        out, " and f.\"rowid\" & %d = %u",
        (1 << INSIGHTS__SQLITE_KIND_BITS) - 1, (unsigned)kind->id);
    insights__sql_conditions(sql, dialect, match->select, "r");
    insights__buffer_text_append(out, " limit ");
    insights__sql_bind(
        sql, dialect, insights__value_int((int64_t)match->select->limit));
}

static insights_status hand_out(
    insights__connection *reader,
    sqlite3_stmt *statement,
    insights__candidate each,
    void *user,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    while (status == INSIGHTS_OK) {
        const char *id;
        const char *terms;

        status = insights__sqlite_step(reader, statement, error);
        if (status != INSIGHTS_OK)
            break;
        id = (const char *)sqlite3_column_text(statement, 0);
        terms = (const char *)sqlite3_column_text(statement, 1);
        status = each(user, id ? id : "", terms ? terms : "", error);
        if (status < 0)
            sqlite3_reset(statement);
    }
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_search(
    insights__backend *backend,
    const insights__match *match,
    insights__candidate each,
    void *user,
    insights_error **error)
{
    insights__sql sql = INSIGHTS__SQL_INIT;
    insights__buffer expression = INSIGHTS__BUFFER_INIT;
    insights__connection *reader;
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    match_expression(
        &expression, match->scope, match->words, match->word_count);
    status = insights__buffer_check(&expression, "the search", error);
    if (status == INSIGHTS_OK) {
        search_statement(&sql, match, insights__buffer_text(&expression));
        status = insights__sqlite_prepare_sql(reader, &sql, &statement, error);
    }
    if (status == INSIGHTS_OK)
        status = hand_out(reader, statement, each, user, error);
    insights__sqlite_reader_done(reader);
    insights__sql_free(&sql);
    insights__buffer_free(&expression);
    return status;
}

/* Rows that a tombstone hides are not counted. */
static void frequency_statement(
    insights__buffer *out,
    const insights__kind *kind)
{
    insights__buffer_format(
        out,
        "select count(*) from (select 1 from \"search_index\" f where "
        "f.\"search_index\" match ?1 and (not exists (select 1 from "
        "\"tombstone\") or exists (select 1 from \"%s\" r where "
        "r.\"rowkey\" = f.\"rowid\" >> %d",
        kind->name, INSIGHTS__SQLITE_KIND_BITS);
    insights__sql_visible(out, kind, "r");
    insights__buffer_text_append(out, ")) limit ?2)");
}

insights_status insights__sqlite_frequency(
    insights__backend *backend,
    const insights__kind *kind,
    const char *scope,
    const char *word,
    int64_t maximum,
    int64_t *out,
    insights_error **error)
{
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    insights__buffer expression = INSIGHTS__BUFFER_INIT;
    insights__connection *reader;
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    *out = 0;
    if (status < 0)
        return status;
    match_expression(&expression, scope, &word, 1);
    status = insights__buffer_check(&expression, "the search", error);
    if (status == INSIGHTS_OK) {
        frequency_statement(&sql, kind);
        status = insights__buffer_check(&sql, "the statement", error);
    }
    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            reader, insights__buffer_text(&sql), &statement, error);
    if (status == INSIGHTS_OK) {
        insights__sqlite_bind_text(
            statement, 1, insights__buffer_text(&expression));
        sqlite3_bind_int64(statement, 2, maximum);
        status = insights__sqlite_step(reader, statement, error);
    }
    if (status == INSIGHTS_OK) {
        *out = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    insights__sqlite_reader_done(reader);
    insights__buffer_free(&sql);
    insights__buffer_free(&expression);
    return status < 0 ? status : INSIGHTS_OK;
}
