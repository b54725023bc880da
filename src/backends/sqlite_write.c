/* sqlite_write.c - changing rows, inside a group.
 *
 * An update names only the columns that changed, so that columns of a later
 * version stay as they are.
 */
#include "backends/sqlite.h"

#include "base/alloc.h"

#include <string.h>

enum {
    VERB_INSERT = 1,
    VERB_UPDATE,
    VERB_REPLACE,
    VERB_REMOVE,
    VERB_CLEAR,
    VERB_VERSION,
    VERB_VERSION_ANYWHERE,
    VERB_REFERRERS
};

/* A statement whose text stands in a buffer, which is freed. */
static insights_status prepare_buffer(
    insights__connection *writer,
    insights__shape shape,
    insights__buffer *sql,
    sqlite3_stmt **out,
    insights_error **error)
{
    insights_status status =
        insights__buffer_check(sql, "the statement", error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            writer, insights__buffer_text(sql), out, error);
    if (status == INSIGHTS_OK)
        insights__sqlite_keep_shape(writer, shape, *out);
    insights__buffer_free(sql);
    return status;
}

static int64_t bind_slot(
    sqlite3_stmt *statement,
    int number,
    const insights_record *record,
    size_t slot)
{
    const insights__field *field =
        &insights__record_descriptor(record)->fields[slot];
    const insights__slot *value = insights__record_slot(record, slot);

    if (!value) {
        sqlite3_bind_null(statement, number);
        return 1;
    }
    switch (field->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
    case INSIGHTS_TYPE_BOOL:
        sqlite3_bind_int64(statement, number, value->integer);
        return 8;
    case INSIGHTS_TYPE_REAL:
        sqlite3_bind_double(statement, number, value->real);
        return 8;
    default:
        insights__sqlite_bind_text(statement, number, value->text);
        return (int64_t)strlen(value->text);
    }
}

/* --- A key that is taken -------------------------------------------------- */

/* The text of a column's value, for a message. */
static void describe_value(
    insights__buffer *out,
    const insights_record *record,
    const insights__field *field)
{
    const insights__slot *value = insights__record_slot(record, field->slot);

    insights__buffer_format(out, "%s '", field->name);
    if (value && (field->type == INSIGHTS_TYPE_INT ||
                  field->type == INSIGHTS_TYPE_TIME ||
                  field->type == INSIGHTS_TYPE_BOOL))
        insights__buffer_format(out, "%lld", (long long)value->integer);
    else if (value && field->type != INSIGHTS_TYPE_REAL)
        insights__buffer_text_append(out, value->text);
    insights__buffer_char(out, '\'');
}

/* Whose row holds the same key, into `id`; DONE where nobody's does. */
static insights_status find_standing(
    insights__connection *writer,
    const insights_record *record,
    const insights__stamp *stamp,
    const insights__index *index,
    char id[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    const insights__kind *kind = insights__record_descriptor(record);
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement = NULL;
    insights_status status;

    insights__buffer_text_append(&sql, "select \"id\" from ");
    insights__sql_name(&sql, kind->name);
    insights__buffer_text_append(&sql, " where 1 = 1");
    for (size_t i = 0; i < index->count; i++) {
        insights__buffer_text_append(&sql, " and ");
        insights__sql_name(
            &sql, index->columns[i] ? index->columns[i]->name : "id");
        insights__buffer_format(&sql, " = ?%zu", i + 1);
    }
    status = insights__buffer_check(&sql, "the statement", error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            writer, insights__buffer_text(&sql), &statement, error);
    insights__buffer_free(&sql);
    if (status < 0)
        return status;
    for (size_t i = 0; i < index->count; i++) {
        const insights__field *field = index->columns[i];

        if (!field)
            insights__sqlite_bind_text(statement, (int)i + 1, stamp->id);
        else if ((field->id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID)
            insights__sqlite_bind_text(statement, (int)i + 1, stamp->account);
        else
            bind_slot(statement, (int)i + 1, record, field->slot);
    }
    status = insights__sqlite_step(writer, statement, error);
    if (status == INSIGHTS_OK) {
        const char *found = (const char *)sqlite3_column_text(statement, 0);

        strncpy(id, found ? found : "", INSIGHTS__ID_TEXT - 1);
        id[INSIGHTS__ID_TEXT - 1] = '\0';
        sqlite3_reset(statement);
    }
    return status;
}

static insights_status fail_taken(
    const insights__kind *kind,
    const insights_record *record,
    const insights__stamp *stamp,
    const insights__index *index,
    const char *standing,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights_status status;

    for (size_t i = 0; i < index->count; i++) {
        const insights__field *field = index->columns[i];

        if (field && index->count > 1 &&
            (field->id & 0xffff) <= INSIGHTS__NUMBER_PROJECT_ID)
            continue;
        if (key.length)
            insights__buffer_text_append(&key, ", ");
        if (field)
            describe_value(&key, record, field);
        else
            insights__buffer_format(&key, "id '%s'", stamp->id);
    }
    status = insights__fail(
        error, INSIGHTS_E_EXISTS, "there is a %s with %s already (%s)",
        kind->name, insights__buffer_text(&key), standing);
    insights__error_set_record_id(error, standing);
    insights__buffer_free(&key);
    return status;
}

/* What a constraint's failure means: which key is taken, and by whom. DONE
 * where it was by a row that is deleted already, and that is gone now. */
static insights_status explain(
    insights__connection *writer,
    const insights_record *record,
    const insights__stamp *stamp,
    int inserting,
    insights_error **error)
{
    const insights__kind *kind = insights__record_descriptor(record);
    insights__index indexes[INSIGHTS__INDEXES];
    size_t count = insights__sql_indexes(kind, indexes);

    for (size_t i = 0; i < count; i++) {
        char standing[INSIGHTS__ID_TEXT];
        insights_status status;

        if (!indexes[i].unique)
            continue;
        status =
            find_standing(writer, record, stamp, &indexes[i], standing, error);
        if (status < 0)
            return status;
        if (status == INSIGHTS_DONE ||
            (!inserting && strcmp(standing, stamp->id) == 0))
            continue;
        status = insights__sqlite_clear_away(
            writer->file, kind, stamp->account, standing, error);
        if (status != INSIGHTS_OK)
            return status;
        return fail_taken(kind, record, stamp, &indexes[i], standing, error);
    }
    return insights__fail(
        error, INSIGHTS_E_EXISTS, "a unique key of this %s is taken",
        kind->name);
}

static insights_status run_keyed(
    insights__connection *writer,
    sqlite3_stmt *statement,
    const insights_record *record,
    const insights__stamp *stamp,
    int inserting,
    insights_error **error)
{
    insights_status status = INSIGHTS_DONE;

    /* Each key may be held by a row that is deleted already. */
    for (int i = 0; status == INSIGHTS_DONE && i <= INSIGHTS__INDEXES; i++) {
        int code = sqlite3_step(statement);

        sqlite3_reset(statement);
        if (code == SQLITE_DONE)
            return INSIGHTS_OK;
        if ((code & 0xff) != SQLITE_CONSTRAINT)
            return insights__sqlite_fail(writer, code, error);
        status = explain(writer, record, stamp, inserting, error);
    }
    if (status == INSIGHTS_DONE)
        status = insights__fail(
            error, INSIGHTS_E_INTERNAL, "a unique key of a deleted %s stays",
            insights__record_descriptor(record)->name);
    return status;
}

/* --- Rows ----------------------------------------------------------------- */

static int is_account(const insights__field *field)
{
    return (field->id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID;
}

insights_status insights__sqlite_insert(
    insights__backend *backend,
    const insights_record *record,
    const insights__stamp *stamp,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    const insights__kind *kind = insights__record_descriptor(record);
    insights__shape shape = {VERB_INSERT, kind->id, 0};
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement;
    insights_status status;

    statement = insights__sqlite_shape(file->writer, shape);
    if (!statement) {
        insights__sql_insert(&sql, &insights__sql_sqlite, kind);
        status = prepare_buffer(file->writer, shape, &sql, &statement, error);
        if (status < 0)
            return status;
    }
    insights__sqlite_bind_text(statement, INSIGHTS__SQL_ID + 1, stamp->id);
    sqlite3_bind_int64(statement, INSIGHTS__SQL_VERSION + 1, stamp->version);
    sqlite3_bind_int64(
        statement, INSIGHTS__SQL_CREATED_AT + 1, stamp->created_at);
    sqlite3_bind_int64(
        statement, INSIGHTS__SQL_UPDATED_AT + 1, stamp->updated_at);
    for (size_t i = 0; i < kind->field_count; i++) {
        int number = INSIGHTS__SQL_FIELDS + 1 + (int)i;

        if (is_account(&kind->fields[i]))
            insights__sqlite_bind_text(statement, number, stamp->account);
        else
            file->group_bytes += bind_slot(statement, number, record, i);
    }
    file->group_bytes += 200;
    status = run_keyed(file->writer, statement, record, stamp, 1, error);
    if (status == INSIGHTS_OK) {
        file->last_rowkey = sqlite3_last_insert_rowid(file->writer->db);
        strncpy(file->last_id, stamp->id, sizeof(file->last_id) - 1);
    }
    return status;
}

insights_status insights__sqlite_update(
    insights__backend *backend,
    const insights_record *record,
    const insights__stamp *stamp,
    int whole,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    const insights__kind *kind = insights__record_descriptor(record);
    uint64_t slots = whole ? ~(uint64_t)0 : insights__record_dirty(record);
    insights__shape shape = {
        whole ? VERB_REPLACE : VERB_UPDATE, kind->id, slots};
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement;
    int number = 1;
    insights_status status;

    if (kind->scope != INSIGHTS__SCOPE_ROOT)
        slots &=
            ~((uint64_t)1 << insights__field_by_number(
                                 kind, INSIGHTS__NUMBER_ACCOUNT_ID)
                                 ->slot);
    statement = insights__sqlite_shape(file->writer, shape);
    if (!statement) {
        insights__sql_update(&sql, &insights__sql_sqlite, kind, slots, whole);
        status = prepare_buffer(file->writer, shape, &sql, &statement, error);
        if (status < 0)
            return status;
    }
    sqlite3_bind_int64(statement, number++, stamp->version);
    sqlite3_bind_int64(statement, number++, stamp->updated_at);
    if (whole)
        sqlite3_bind_int64(statement, number++, stamp->created_at);
    for (size_t i = 0; i < kind->field_count; i++) {
        if (slots >> i & 1)
            file->group_bytes += bind_slot(statement, number++, record, i);
    }
    insights__sqlite_bind_text(statement, number++, stamp->account);
    insights__sqlite_bind_text(statement, number, stamp->id);
    file->group_bytes += 200;
    return run_keyed(file->writer, statement, record, stamp, 0, error);
}

insights_status insights__sqlite_remove(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights__shape shape = {VERB_REMOVE, kind->id, 0};
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement;
    insights_status status;

    statement = insights__sqlite_shape(file->writer, shape);
    if (!statement) {
        insights__buffer_text_append(&sql, "delete from ");
        insights__sql_name(&sql, kind->name);
        insights__buffer_text_append(&sql, " where ");
        insights__sql_where_id(&sql, &insights__sql_sqlite, kind, 1, 2);
        status = prepare_buffer(file->writer, shape, &sql, &statement, error);
        if (status < 0)
            return status;
    }
    insights__sqlite_bind_text(statement, 1, account);
    insights__sqlite_bind_text(statement, 2, id);
    file->group_bytes += 200;
    return insights__sqlite_run(file->writer, statement, error);
}

insights_status insights__sqlite_clear(
    insights__backend *backend,
    const insights__kind *kind,
    const insights__field *field,
    const insights__stamp *stamp,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights__shape shape = {VERB_CLEAR, kind->id, field->id};
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement;
    insights_status status;

    statement = insights__sqlite_shape(file->writer, shape);
    if (!statement) {
        insights__buffer_text_append(&sql, "update ");
        insights__sql_name(&sql, kind->name);
        insights__buffer_text_append(&sql, " set ");
        insights__sql_name(&sql, field->name);
        insights__buffer_text_append(
            &sql, " = null, \"version\" = ?1, \"updated_at\" = ?2 where ");
        insights__sql_where_id(&sql, &insights__sql_sqlite, kind, 3, 4);
        status = prepare_buffer(file->writer, shape, &sql, &statement, error);
        if (status < 0)
            return status;
    }
    sqlite3_bind_int64(statement, 1, stamp->version);
    sqlite3_bind_int64(statement, 2, stamp->updated_at);
    insights__sqlite_bind_text(statement, 3, stamp->account);
    insights__sqlite_bind_text(statement, 4, stamp->id);
    file->group_bytes += 100;
    return insights__sqlite_run(file->writer, statement, error);
}

/* --- Looking, as the group sees it ---------------------------------------- */

insights_status insights__sqlite_read(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_record **out,
    insights_error **error)
{
    return insights__sqlite_fetch(
        insights__sqlite_of(backend)->writer, kind, account, id, out, error);
}

insights_status insights__sqlite_version(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    int64_t *out,
    char owner[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights__shape shape = {
        account ? VERB_VERSION : VERB_VERSION_ANYWHERE, kind->id, 0};
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    const char *column = insights__sql_account_column(kind);
    sqlite3_stmt *statement;
    insights_status status;

    *out = -1;
    statement = insights__sqlite_shape(file->writer, shape);
    if (!statement) {
        insights__buffer_format(
            &sql, "select \"version\", \"%s\" from ", column);
        insights__sql_name(&sql, kind->name);
        insights__buffer_text_append(&sql, " where ");
        if (account)
            insights__sql_where_id(&sql, &insights__sql_sqlite, kind, 1, 2);
        else if (kind->scope == INSIGHTS__SCOPE_ROOT)
            insights__buffer_text_append(&sql, "\"id\" = ?2");
        else
            insights__buffer_text_append(
                &sql, "\"account_id\" in (select \"id\" from \"account\") and "
                      "\"id\" = ?2");
        insights__sql_visible(&sql, kind, NULL);
        status = prepare_buffer(file->writer, shape, &sql, &statement, error);
        if (status < 0)
            return status;
    }
    if (account)
        insights__sqlite_bind_text(statement, 1, account);
    insights__sqlite_bind_text(statement, 2, id);
    status = insights__sqlite_step(file->writer, statement, error);
    if (status == INSIGHTS_OK) {
        const char *found = (const char *)sqlite3_column_text(statement, 1);

        *out = sqlite3_column_int64(statement, 0);
        if (owner) {
            strncpy(owner, found ? found : "", INSIGHTS__ID_TEXT - 1);
            owner[INSIGHTS__ID_TEXT - 1] = '\0';
        }
        sqlite3_reset(statement);
    }
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_referrers(
    insights__backend *backend,
    const insights__kind *kind,
    const insights__field *field,
    const char *account,
    const char *value,
    size_t maximum,
    insights__ids *out,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights__shape shape = {VERB_REFERRERS, kind->id, field->id};
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    sqlite3_stmt *statement;
    insights_status status;

    statement = insights__sqlite_shape(file->writer, shape);
    if (!statement) {
        insights__buffer_text_append(&sql, "select \"id\" from ");
        insights__sql_name(&sql, kind->name);
        insights__buffer_text_append(&sql, " where \"account_id\" = ?1 and ");
        insights__sql_name(&sql, field->name);
        insights__buffer_text_append(&sql, " = ?2");
        insights__sql_visible(&sql, kind, NULL);
        insights__buffer_text_append(&sql, " limit ?3");
        status = prepare_buffer(file->writer, shape, &sql, &statement, error);
        if (status < 0)
            return status;
    }
    insights__sqlite_bind_text(statement, 1, account);
    insights__sqlite_bind_text(statement, 2, value);
    sqlite3_bind_int64(statement, 3, (sqlite3_int64)maximum);
    return insights__sqlite_ids(file->writer, statement, out, error);
}
