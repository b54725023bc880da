/* sqlite_read.c - pages, counts and ids, as committed. */
#include "backends/sqlite.h"

#include "base/alloc.h"
#include "base/uuid.h"

#include <string.h>

static void read_slot(
    sqlite3_stmt *statement,
    int column,
    const insights__field *field,
    insights__record_builder *builder)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) {
        insights__record_builder_null(builder, field->slot);
        return;
    }
    switch (field->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
    case INSIGHTS_TYPE_BOOL:
        insights__record_builder_int(
            builder, field->slot, sqlite3_column_int64(statement, column));
        break;
    case INSIGHTS_TYPE_REAL:
        insights__record_builder_real(
            builder, field->slot, sqlite3_column_double(statement, column));
        break;
    default: {
        const char *text = (const char *)sqlite3_column_text(statement, column);
        int length = sqlite3_column_bytes(statement, column);

        insights__record_builder_text(
            builder, field->slot, text ? text : "", text ? (size_t)length : 0);
    }
    }
}

insights_status insights__sqlite_record(
    sqlite3_stmt *statement,
    int first,
    const insights__kind *kind,
    insights__record_builder *builder,
    insights_record **out,
    insights_error **error)
{
    const char *id =
        (const char *)sqlite3_column_text(statement, first + INSIGHTS__SQL_ID);

    insights__record_builder_begin(builder, kind);
    insights__record_builder_meta(
        builder, id,
        sqlite3_column_int64(statement, first + INSIGHTS__SQL_VERSION),
        sqlite3_column_int64(statement, first + INSIGHTS__SQL_CREATED_AT),
        sqlite3_column_int64(statement, first + INSIGHTS__SQL_UPDATED_AT));
    for (size_t i = 0; i < kind->field_count; i++)
        read_slot(
            statement, first + INSIGHTS__SQL_FIELDS + (int)i, &kind->fields[i],
            builder);
    return insights__record_builder_finish(builder, out, error);
}

/* --- One row -------------------------------------------------------------- */

enum { VERB_FETCH = 100, VERB_FETCH_ANYWHERE };

static insights_status fetch_statement(
    insights__connection *connection,
    const insights__kind *kind,
    int anywhere,
    sqlite3_stmt **out,
    insights_error **error)
{
    insights__shape shape = {
        anywhere ? VERB_FETCH_ANYWHERE : VERB_FETCH, kind->id, 0};
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    insights_status status;

    *out = insights__sqlite_shape(connection, shape);
    if (*out)
        return INSIGHTS_OK;
    insights__buffer_text_append(&sql, "select ");
    insights__sql_columns(&sql, kind, NULL);
    insights__buffer_text_append(&sql, " from ");
    insights__sql_name(&sql, kind->name);
    insights__buffer_text_append(&sql, " where ");
    if (!anywhere)
        insights__sql_where_id(&sql, &insights__sql_sqlite, kind, 2, 1);
    else if (kind->scope == INSIGHTS__SCOPE_ROOT)
        insights__buffer_text_append(&sql, "\"id\" = ?1");
    else
        insights__buffer_text_append(
            &sql, "\"account_id\" in (select \"id\" from \"account\") and "
                  "\"id\" = ?1");
    insights__sql_visible(&sql, kind, NULL);
    status = insights__buffer_check(&sql, "the statement", error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            connection, insights__buffer_text(&sql), out, error);
    if (status == INSIGHTS_OK)
        insights__sqlite_keep_shape(connection, shape, *out);
    insights__buffer_free(&sql);
    return status;
}

insights_status insights__sqlite_fetch(
    insights__connection *connection,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_record **out,
    insights_error **error)
{
    insights__record_builder builder = INSIGHTS__RECORD_BUILDER_INIT;
    sqlite3_stmt *statement;
    insights_status status =
        fetch_statement(connection, kind, !account, &statement, error);

    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, id);
    if (account)
        insights__sqlite_bind_text(statement, 2, account);
    status = insights__sqlite_step(connection, statement, error);
    if (status == INSIGHTS_DONE)
        return INSIGHTS_E_NOT_FOUND;
    if (status == INSIGHTS_OK) {
        status =
            insights__sqlite_record(statement, 0, kind, &builder, out, error);
        sqlite3_reset(statement);
    }
    insights__record_builder_free(&builder);
    return status;
}

insights_status insights__sqlite_get(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_record **out,
    insights_error **error)
{
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    status = insights__sqlite_fetch(reader, kind, account, id, out, error);
    insights__sqlite_reader_done(reader);
    return status;
}

/* --- Pages ---------------------------------------------------------------- */

/* About how much a row holds, for the size of a page. */
static size_t row_bytes(sqlite3_stmt *statement, const insights__kind *kind)
{
    size_t total = 0;

    for (size_t i = 0; i < kind->field_count; i++) {
        int column = INSIGHTS__SQL_FIELDS + (int)i;

        if (sqlite3_column_type(statement, column) == SQLITE_TEXT)
            total += (size_t)sqlite3_column_bytes(statement, column);
    }
    return total;
}

/* Append the rows of one statement until a limit is reached. */
static insights_status read_rows(
    insights__connection *reader,
    sqlite3_stmt *statement,
    const insights__select *select,
    size_t *bytes,
    insights__records *out,
    insights_error **error)
{
    insights__record_builder builder = INSIGHTS__RECORD_BUILDER_INIT;
    insights_status status = INSIGHTS_OK;

    while (status == INSIGHTS_OK && *bytes < select->bytes) {
        insights_record **item;

        status = insights__sqlite_step(reader, statement, error);
        if (status != INSIGHTS_OK)
            break;
        item = insights__array_add(out);
        if (!item) {
            status = insights__fail_nomem(error);
            break;
        }
        *bytes += row_bytes(statement, select->kind);
        status = insights__sqlite_record(
            statement, 0, select->kind, &builder, item, error);
        if (status < 0)
            out->count--;
    }
    sqlite3_reset(statement);
    insights__record_builder_free(&builder);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_select_on(
    insights__connection *reader,
    const insights__select *select,
    insights__records *out,
    insights_error **error)
{
    size_t parts = insights__sql_parts(select);
    size_t before = out->count;
    size_t bytes = 0;
    insights_status status = INSIGHTS_OK;

    for (size_t part = 0; status == INSIGHTS_OK && part < parts; part++) {
        insights__sql sql = INSIGHTS__SQL_INIT;
        size_t got = out->count - before;
        sqlite3_stmt *statement;

        if (got >= select->limit || bytes >= select->bytes)
            break;
        insights__sql_select(
            &sql, &insights__sql_sqlite, select, part, select->limit - got);
        status = insights__sqlite_prepare_sql(reader, &sql, &statement, error);
        if (status == INSIGHTS_OK)
            status = read_rows(reader, statement, select, &bytes, out, error);
        insights__sql_free(&sql);
    }
    return status;
}

insights_status insights__sqlite_select(
    insights__backend *backend,
    const insights__select *select,
    insights__records *out,
    insights_error **error)
{
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    status = insights__sqlite_select_on(reader, select, out, error);
    insights__sqlite_reader_done(reader);
    return status;
}

/* --- Snapshots ------------------------------------------------------------ */

static insights_status list_part(
    insights__connection *reader,
    const insights__select *select,
    size_t part,
    size_t *left,
    insights__candidate each,
    void *user,
    insights_error **error)
{
    insights__sql sql = INSIGHTS__SQL_INIT;
    sqlite3_stmt *statement = NULL;
    insights_status status;

    insights__sql_select(&sql, &insights__sql_sqlite, select, part, *left);
    status = insights__sqlite_prepare_sql(reader, &sql, &statement, error);
    while (status == INSIGHTS_OK) {
        const char *id;

        status = insights__sqlite_step(reader, statement, error);
        if (status != INSIGHTS_OK)
            break;
        id = (const char *)sqlite3_column_text(statement, 0);
        status = each(user, id ? id : "", NULL, error);
        --*left;
    }
    if (statement)
        sqlite3_reset(statement);
    insights__sql_free(&sql);
    return status < 0 ? status : INSIGHTS_OK;
}

/* Several statements see one moment between these two. */
static insights_status begin_reading(
    insights__connection *reader,
    insights_error **error)
{
    return reader->file->memory
               ? INSIGHTS_OK
               : insights__sqlite_execute(reader, "begin", error);
}

static void end_reading(insights__connection *reader)
{
    if (!reader->file->memory && !sqlite3_get_autocommit(reader->db))
        sqlite3_exec(reader->db, "rollback", NULL, NULL, NULL);
}

insights_status insights__sqlite_list(
    insights__backend *backend,
    const insights__select *select,
    insights__candidate each,
    void *user,
    insights_error **error)
{
    insights__select ids = *select;
    size_t parts = insights__sql_parts(select);
    size_t left = select->limit;
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    ids.ids = 1;
    status = begin_reading(reader, error);
    for (size_t part = 0; status == INSIGHTS_OK && part < parts && left; part++)
        status = list_part(reader, &ids, part, &left, each, user, error);
    end_reading(reader);
    insights__sqlite_reader_done(reader);
    return status;
}

static size_t record_bytes(const insights_record *record)
{
    const insights__kind *kind = insights__record_descriptor(record);
    size_t total = 0;

    for (size_t i = 0; i < kind->field_count; i++) {
        const char *text = insights_record_text(record, kind->fields[i].id);

        total += text ? strlen(text) : 0;
    }
    return total;
}

insights_status insights__sqlite_pick(
    insights__backend *backend,
    const insights__select *select,
    const insights__packed_id *ids,
    size_t *used,
    insights__records *out,
    insights_error **error)
{
    size_t count = *used;
    size_t bytes = 0;
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    *used = 0;
    if (status < 0)
        return status;
    status = begin_reading(reader, error);
    while (status == INSIGHTS_OK && *used < count && bytes < select->bytes) {
        char id[INSIGHTS__ID_TEXT];
        insights_record *record = NULL;
        insights_record **item = insights__array_add(out);

        if (!item) {
            status = insights__fail_nomem(error);
            break;
        }
        insights__uuid_unpack(id, ids[*used].bytes);
        status = insights__sqlite_fetch(
            reader, select->kind, select->account, id, &record, error);
        if (status == INSIGHTS_OK) {
            *item = record;
            bytes += record_bytes(record);
        } else {
            out->count--;
        }
        status = status == INSIGHTS_E_NOT_FOUND ? INSIGHTS_OK : status;
        ++*used;
    }
    end_reading(reader);
    insights__sqlite_reader_done(reader);
    return status;
}

/* --- Counts and ids ------------------------------------------------------- */

insights_status insights__sqlite_count(
    insights__backend *backend,
    const insights__select *select,
    int64_t maximum,
    int64_t *out,
    insights_error **error)
{
    insights__sql sql = INSIGHTS__SQL_INIT;
    insights__connection *reader;
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    insights__sql_count(&sql, &insights__sql_sqlite, select, maximum);
    status = insights__sqlite_prepare_sql(reader, &sql, &statement, error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_step(reader, statement, error);
    if (status == INSIGHTS_OK) {
        *out = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    insights__sqlite_reader_done(reader);
    insights__sql_free(&sql);
    return status < 0 ? status : INSIGHTS_OK;
}

insights__served insights__sqlite_serves(
    insights__backend *backend,
    const insights__select *select)
{
    (void)backend;
    return insights__sql_serves(select);
}

/* Ids hold nothing behind 'f', so a 'g' ends the range of a beginning. */
static void resolve_statement(
    insights__sql *sql,
    const insights__select *select,
    const char *text,
    int at_end,
    size_t maximum)
{
    const insights__sql_dialect *dialect = &insights__sql_sqlite;
    insights__buffer *out = &sql->text;

    insights__buffer_text_append(out, "select \"id\" from ");
    insights__sql_name(out, select->kind->name);
    if (at_end && insights__sql_has_end(select->kind)) {
        insights__buffer_format(
            out, " indexed by \"%s_end\" where " INSIGHTS__SQL_END " = ",
            select->kind->name);
        insights__sql_bind(
            sql, dialect,
            insights__value_text(
                text + strlen(text) - INSIGHTS__SQL_END_LENGTH));
        insights__buffer_text_append(out, " and ");
    } else {
        insights__buffer_text_append(out, " where ");
    }
    if (at_end) {
        insights__buffer_format(out, "substr(\"id\", -%zu) = ", strlen(text));
        insights__sql_bind(sql, dialect, insights__value_text(text));
    } else {
        insights__buffer_text_append(out, "\"id\" >= ");
        insights__sql_bind(sql, dialect, insights__value_text(text));
        insights__buffer_text_append(out, " and \"id\" < ");
        insights__sql_bind(sql, dialect, insights__value_text(text));
        insights__buffer_text_append(out, " || 'g'");
    }
    insights__sql_conditions(sql, dialect, select, NULL);
    insights__buffer_text_append(out, " order by \"id\" limit ");
    insights__sql_bind(sql, dialect, insights__value_int((int64_t)maximum));
}

insights_status insights__sqlite_ids(
    insights__connection *connection,
    sqlite3_stmt *statement,
    insights__ids *out,
    insights_error **error)
{
    insights_status status;

    while ((status = insights__sqlite_step(connection, statement, error)) ==
           INSIGHTS_OK) {
        const char *id = (const char *)sqlite3_column_text(statement, 0);
        insights__id *item = insights__array_add(out);

        if (!item) {
            sqlite3_reset(statement);
            return insights__fail_nomem(error);
        }
        strncpy(item->text, id ? id : "", sizeof(item->text) - 1);
    }
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_resolve(
    insights__backend *backend,
    const insights__select *select,
    const char *text,
    int at_end,
    size_t maximum,
    insights__ids *out,
    insights_error **error)
{
    insights__sql sql = INSIGHTS__SQL_INIT;
    insights__connection *reader;
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    resolve_statement(&sql, select, text, at_end, maximum);
    status = insights__sqlite_prepare_sql(reader, &sql, &statement, error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_ids(reader, statement, out, error);
    insights__sqlite_reader_done(reader);
    insights__sql_free(&sql);
    return status < 0 ? status : INSIGHTS_OK;
}
