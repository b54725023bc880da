/* sqlite_schema.c - making a file a store, and keeping its tables up to date.
 *
 * meta says who may use the file: `schema` is the layout beside the model's
 * tables, `min_reader` and `min_writer` the least that a library must know to
 * read or write it, `model` the descriptors it was written with. What follows
 * from the descriptors (a new table, column or index) is added when a library
 * that knows more opens the file; everything else is a numbered migration.
 * Nothing is ever dropped, so that one which knows less goes on working where
 * it is let in.
 */
#include "backends/sqlite.h"

#include "base/alloc.h"
#include "base/uuid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_layout[] =
    "create table \"meta\" (\"key\" text primary key, \"value\" text);"
    "create table \"commit_log\" (\"seq\" integer primary key, \"at\" integer,"
    " \"changes\" blob);"
    "create table \"search\" (\"rowid\" integer primary key, \"kind\" integer,"
    " \"scope\" text, \"terms\" text);"
    "create virtual table \"search_index\" using fts5(\"scope\", \"terms\","
    " content = 'search', content_rowid = 'rowid', detail = none,"
    " columnsize = 0, tokenize = \"ascii tokenchars '_'\");";

/* --- The descriptors as text ---------------------------------------------- */

static void describe_model(insights__buffer *out)
{
    for (size_t i = 0; i < insights__kinds_count; i++) {
        const insights__kind *kind = &insights__kinds[i];

        for (size_t j = 0; kind->stored && j < kind->field_count; j++) {
            const insights__field *field = &kind->fields[j];

            insights__buffer_format(
                out, "%s.%s %u %u %u\n", kind->name, field->name,
                (unsigned)field->id & 0xffff, (unsigned)field->type,
                (unsigned)field->flags);
        }
    }
}

/* --- Reading and writing meta --------------------------------------------- */

/* The value as owned text, or NULL where there is none. */
static insights_status meta_get(
    insights__connection *connection,
    const char *key,
    char **out,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = insights__sqlite_prepare(
        connection, "select \"value\" from \"meta\" where \"key\" = ?1",
        &statement, error);

    *out = NULL;
    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, key);
    status = insights__sqlite_step(connection, statement, error);
    if (status != INSIGHTS_OK)
        return status < 0 ? status : INSIGHTS_OK;
    *out = insights__strdup(
        sqlite3_column_text(statement, 0)
            ? (const char *)sqlite3_column_text(statement, 0)
            : "");
    sqlite3_reset(statement);
    return *out ? INSIGHTS_OK : insights__fail_nomem(error);
}

static insights_status meta_number(
    insights__connection *connection,
    const char *key,
    long *out,
    insights_error **error)
{
    char *text;
    insights_status status = meta_get(connection, key, &text, error);

    *out = text ? strtol(text, NULL, 10) : 0;
    insights__free(text);
    return status;
}

static insights_status meta_set(
    insights__connection *connection,
    const char *key,
    const char *value,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = insights__sqlite_prepare(
        connection,
        "insert into \"meta\" (\"key\", \"value\") values (?1, ?2) "
        "on conflict (\"key\") do update set \"value\" = ?2",
        &statement, error);

    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, key);
    insights__sqlite_bind_text(statement, 2, value);
    return insights__sqlite_run(connection, statement, error);
}

/* --- Tables of the model -------------------------------------------------- */

static insights_status execute_buffer(
    insights__connection *connection,
    insights__buffer *sql,
    insights_error **error)
{
    insights_status status =
        insights__buffer_check(sql, "the statement", error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_execute(
            connection, insights__buffer_text(sql), error);
    insights__buffer_truncate(sql, 0);
    return status;
}

/* Bit `slot` for each field that has a column; `*exists`: the table does. */
static insights_status columns_of(
    insights__connection *connection,
    const insights__kind *kind,
    uint64_t *out,
    int *exists,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = insights__sqlite_prepare(
        connection, "select \"name\" from pragma_table_info(?1)", &statement,
        error);

    *out = 0;
    *exists = 0;
    if (status < 0)
        return status;
    insights__sqlite_bind_text(statement, 1, kind->name);
    while ((status = insights__sqlite_step(connection, statement, error)) ==
           INSIGHTS_OK) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        const insights__field *field =
            name ? insights__field_by_name(kind, name) : NULL;

        *exists = 1;
        if (field)
            *out |= (uint64_t)1 << field->slot;
    }
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status derive_kind(
    insights__connection *connection,
    const insights__kind *kind,
    insights__buffer *sql,
    insights_error **error)
{
    insights__index indexes[INSIGHTS__INDEXES];
    size_t count = insights__sql_indexes(kind, indexes);
    uint64_t columns;
    int exists;
    insights_status status =
        columns_of(connection, kind, &columns, &exists, error);

    if (status < 0)
        return status;
    if (!exists) {
        insights__sql_create_table(sql, &insights__sql_sqlite, kind);
        insights__buffer_char(sql, ';');
    }
    for (size_t i = 0; exists && i < kind->field_count; i++) {
        if (columns >> i & 1)
            continue;
        insights__sql_add_column(
            sql, &insights__sql_sqlite, kind, &kind->fields[i]);
        insights__buffer_char(sql, ';');
    }
    for (size_t i = 0; i < count; i++) {
        insights__sql_create_index(sql, kind, &indexes[i]);
        insights__buffer_char(sql, ';');
    }
    if (insights__sql_has_end(kind)) {
        insights__sql_create_end(sql, kind);
        insights__buffer_char(sql, ';');
    }
    insights__buffer_format(sql, "drop view if exists \"v_%s\";", kind->name);
    insights__sql_create_view(sql, kind);
    return execute_buffer(connection, sql, error);
}

static insights_status derive(
    insights__connection *connection,
    const char *model,
    insights_error **error)
{
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < insights__kinds_count;
         i++) {
        if (insights__kinds[i].stored)
            status = derive_kind(connection, &insights__kinds[i], &sql, error);
    }
    if (status == INSIGHTS_OK)
        status = meta_set(connection, "model", model, error);
    if (status == INSIGHTS_OK) {
        insights__buffer_format(&sql, "%d", insights__model_version);
        status = insights__buffer_check(&sql, "the version", error);
    }
    if (status == INSIGHTS_OK)
        status = meta_set(
            connection, "model_version", insights__buffer_text(&sql), error);
    insights__buffer_free(&sql);
    return status;
}

/* Make an empty file a store of the first layout. */
static insights_status create(
    insights__connection *connection,
    insights_error **error)
{
    insights__buffer sql = INSIGHTS__BUFFER_INIT;
    char id[INSIGHTS__UUID_TEXT];
    insights_status status = insights__uuid_new(id, error);

    if (status < 0)
        return status;
    insights__buffer_format(
        &sql,
        "pragma application_id = %d; %s"
        "insert into \"meta\" values ('id', '%s')",
        INSIGHTS__SQLITE_APPLICATION, first_layout, id);
    status = execute_buffer(connection, &sql, error);
    insights__buffer_free(&sql);
    return status;
}

/* --- From layout to layout ------------------------------------------------ */

typedef struct migrator {
    insights__migrator base;
    insights__connection *connection;
} migrator;

static insights_status run_migration(
    insights__migrator *self,
    const char *sql,
    insights_error **error)
{
    const migrator *own = (const migrator *)(const void *)self;

    return insights__sqlite_execute(own->connection, sql, error);
}

static insights_status set_number(
    insights__connection *connection,
    const char *key,
    int number,
    insights_error **error)
{
    char text[16];

    snprintf(text, sizeof(text), "%d", number);
    return meta_set(connection, key, text, error);
}

/* Bring the file from layout `from` to this library's. Views are made anew
 * behind it, which tells every statement that others keep prepared. */
static insights_status migrate(
    insights__connection *connection,
    int from,
    const char *model,
    insights_error **error)
{
    migrator self = {{run_migration}, connection};
    insights__schema schema = {0, 0, 0};
    insights_status status =
        insights__migrate(&self.base, from, &schema, error);

    if (status == INSIGHTS_OK)
        status = set_number(connection, "schema", schema.number, error);
    if (status == INSIGHTS_OK)
        status = set_number(connection, "min_reader", schema.min_reader, error);
    if (status == INSIGHTS_OK)
        status = set_number(connection, "min_writer", schema.min_writer, error);
    if (status == INSIGHTS_OK) {
        char text[48];

        snprintf(text, sizeof(text), "pragma user_version = %d", schema.number);
        status = insights__sqlite_execute(connection, text, error);
    }
    return status < 0 ? status : derive(connection, model, error);
}

/* --- Looking at a file ---------------------------------------------------- */

typedef struct file_state {
    int fresh;   /* holds nothing yet */
    int layout;  /* the number of its layout */
    int derived; /* its model is that of this library, or a later one */
} file_state;

/* Whether this library has nothing to change in it. */
static int is_current(const file_state *state)
{
    return !state->fresh && state->derived && state->layout >= INSIGHTS__SCHEMA;
}

static insights_status look(
    insights__connection *connection,
    const char *model,
    file_state *out,
    insights_error **error)
{
    const char *path = connection->file->path;
    int64_t application = 0;
    int64_t objects = 0;
    char *theirs = NULL;
    long version = 0;
    long layout = 0;
    insights_status status = insights__sqlite_integer(
        connection, "pragma application_id", 0, &application, error);

    out->fresh = out->layout = out->derived = 0;
    if (status == INSIGHTS_OK && !application)
        status = insights__sqlite_integer(
            connection, "select count(*) from sqlite_master", 0, &objects,
            error);
    if (status < 0)
        return status;
    out->fresh = !application && !objects;
    if (out->fresh)
        return INSIGHTS_OK;
    if (application != INSIGHTS__SQLITE_APPLICATION)
        return insights__fail(
            error, INSIGHTS_E_CORRUPT,
            "'%s' is an SQLite database of another program, not a store", path);
    status = meta_number(connection, "schema", &layout, error);
    if (status == INSIGHTS_OK)
        status = meta_number(connection, "model_version", &version, error);
    if (status == INSIGHTS_OK)
        status = meta_get(connection, "model", &theirs, error);
    out->layout = (int)layout;
    out->derived = version > insights__model_version ||
                   (theirs && strcmp(theirs, model) == 0);
    insights__free(theirs);
    return status;
}

insights_status insights__sqlite_check_reader(
    insights__connection *connection,
    insights_error **error)
{
    long reader = 0;
    insights_status status =
        meta_number(connection, "min_reader", &reader, error);

    if (status == INSIGHTS_OK && reader > INSIGHTS__SCHEMA)
        status = insights__fail(
            error, INSIGHTS_E_NEWER,
            "'%s' was changed by a later version of insights; close it and "
            "use that version",
            connection->file->path);
    return status;
}

static insights_status check_versions(
    insights__connection *connection,
    int writing,
    insights_error **error)
{
    const char *path = connection->file->path;
    long reader = 0;
    long writer = 0;
    insights_status status =
        meta_number(connection, "min_reader", &reader, error);

    if (status == INSIGHTS_OK)
        status = meta_number(connection, "min_writer", &writer, error);
    if (status < 0)
        return status;
    if (reader > INSIGHTS__SCHEMA)
        return insights__fail(
            error, INSIGHTS_E_NEWER,
            "'%s' was written by a later version of insights (it needs %ld, "
            "this is %d); use that version",
            path, reader, INSIGHTS__SCHEMA);
    if (writing && writer > INSIGHTS__SCHEMA)
        return insights__fail(
            error, INSIGHTS_E_NEWER,
            "'%s' was written by a later version of insights; this one may "
            "only read it",
            path);
    return INSIGHTS_OK;
}

/* Change the file in one transaction, unless somebody else just did. */
static insights_status change(
    insights__connection *connection,
    const insights_store_options *options,
    const char *model,
    insights_error **error)
{
    insights__sqlite *file = connection->file;
    file_state state = {0, 0, 0};
    insights_status status =
        insights__sqlite_turn_take(file, options->busy_timeout_ms, error);

    if (status < 0)
        return status;
    if (!file->memory) {
        status = look(connection, model, &state, error);
        if (status == INSIGHTS_OK && state.fresh)
            status = insights__sqlite_execute(
                connection, "pragma auto_vacuum = incremental", error);
        if (status == INSIGHTS_OK)
            status = insights__sqlite_execute(
                connection, "pragma journal_mode = wal", error);
    }
    if (status == INSIGHTS_OK)
        status = insights__sqlite_execute(connection, "begin immediate", error);
    if (status < 0)
        goto out;
    status = look(connection, model, &state, error);
    if (status == INSIGHTS_OK && state.fresh) {
        status = create(connection, error);
        state.layout = 1;
    }
    if (status == INSIGHTS_OK && state.layout < INSIGHTS__SCHEMA)
        status = migrate(connection, state.layout, model, error);
    else if (status == INSIGHTS_OK && !state.derived)
        status = derive(connection, model, error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_execute(connection, "commit", error);
    if (status < 0)
        insights__sqlite_execute(connection, "rollback", NULL);

out:
    insights__sqlite_turn_give(file);
    return status;
}

static insights_status adopt(
    insights__connection *connection,
    const insights_store_options *options,
    const char *model,
    insights_error **error)
{
    insights__sqlite *file = connection->file;
    int writing = !(options->flags & INSIGHTS_STORE_READ_ONLY);
    file_state state;
    char *id = NULL;
    insights_status status = look(connection, model, &state, error);

    if (status < 0)
        return status;
    if (state.fresh && !(writing && options->flags & INSIGHTS_STORE_CREATE))
        return insights__fail(
            error, INSIGHTS_E_CORRUPT, "'%s' is empty, not a store",
            file->path);
    if (!state.fresh) {
        status = check_versions(connection, writing, error);
        if (status < 0)
            return status;
    }
    if (!is_current(&state) && !writing)
        return insights__fail(
            error, INSIGHTS_E_READ_ONLY,
            "'%s' was written by an earlier version of insights; open it once "
            "for writing",
            file->path);
    if (!is_current(&state))
        status = change(connection, options, model, error);
    if (status < 0 || file->id[0])
        return status;
    status = meta_get(connection, "id", &id, error);
    if (status == INSIGHTS_OK)
        snprintf(file->id, sizeof(file->id), "%s", id ? id : "");
    insights__free(id);
    return status;
}

insights_status insights__sqlite_adopt(
    insights__connection *connection,
    const insights_store_options *options,
    insights_error **error)
{
    insights__buffer model = INSIGHTS__BUFFER_INIT;
    insights_status status;

    describe_model(&model);
    status = insights__buffer_check(&model, "the model", error);
    if (status == INSIGHTS_OK)
        status =
            adopt(connection, options, insights__buffer_text(&model), error);
    insights__buffer_free(&model);
    return status;
}
