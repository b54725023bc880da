/* sqlite_connection.c - connections, their settings, their statements. */
#include "backends/sqlite.h"

#include "base/alloc.h"

#include <string.h>

#define STATEMENTS_MAXIMUM 200

/* --- Errors --------------------------------------------------------------- */

static insights_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return INSIGHTS_E_BUSY;
    case SQLITE_NOMEM:
        return INSIGHTS_E_NOMEM;
    case SQLITE_READONLY:
        return INSIGHTS_E_READ_ONLY;
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_NOMEM ? INSIGHTS_E_NOMEM : INSIGHTS_E_IO;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return INSIGHTS_E_CORRUPT;
    case SQLITE_FULL:
        return INSIGHTS_E_FULL;
    case SQLITE_CANTOPEN:
        return INSIGHTS_E_IO;
    case SQLITE_TOOBIG:
        return INSIGHTS_E_LIMIT;
    case SQLITE_AUTH:
        return INSIGHTS_E_DENIED;
    default:
        return INSIGHTS_E_INTERNAL;
    }
}

static const char *reason_of(insights_status status)
{
    switch (status) {
    case INSIGHTS_E_BUSY:
        return "it is locked by another program; try again";
    case INSIGHTS_E_READ_ONLY:
        return "the file or its folder cannot be written";
    case INSIGHTS_E_CORRUPT:
        return "the file is damaged or not a store; restore a copy of it";
    case INSIGHTS_E_FULL:
        return "the disk is full";
    case INSIGHTS_E_IO:
        return "reading or writing it failed";
    default:
        return NULL;
    }
}

insights_status insights__sqlite_fail(
    insights__connection *connection,
    int code,
    insights_error **error)
{
    sqlite3 *db = connection->db;
    const char *path = connection->file->path;
    int extended = db ? sqlite3_extended_errcode(db) : code;
    insights_status status;
    const char *reason;

    if ((extended & 0xff) != (code & 0xff))
        extended = code;
    status = status_of(extended);
    if (status == INSIGHTS_E_NOMEM)
        return insights__fail_nomem(error);
    if ((code & 0xff) == SQLITE_CANTOPEN && db && sqlite3_system_errno(db))
        status = insights__fail_system(
            error, sqlite3_system_errno(db), "open", path);
    else if (extended == SQLITE_NOTADB)
        insights__fail(
            error, status, "'%s' is not a store: it is no SQLite file", path);
    else if ((reason = reason_of(status)) != NULL)
        insights__fail(error, status, "cannot use '%s': %s", path, reason);
    else
        insights__fail(
            error, status, "'%s': %s", path,
            db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    insights__error_set_backend(error, extended, status == INSIGHTS_E_BUSY);
    return status;
}

/* --- Connections ---------------------------------------------------------- */

/* The path as a URI, for a file on a medium that nobody writes. */
static void immutable_uri(insights__buffer *out, const char *path)
{
    insights__buffer_text_append(out, "file:");
    for (; *path; path++) {
        if (strchr("?#%", *path))
            insights__buffer_format(
                out, "%%%02x", (unsigned)(unsigned char)*path);
        else
            insights__buffer_char(out, *path);
    }
    insights__buffer_text_append(out, "?immutable=1");
}

static insights_status open_database(
    insights__connection *connection,
    int writable,
    insights_error **error)
{
    insights__sqlite *file = connection->file;
    insights__buffer uri = INSIGHTS__BUFFER_INIT;
    int flags = SQLITE_OPEN_NOMUTEX;
    insights_status status = INSIGHTS_OK;
    int code;

    flags |= writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (file->memory)
        flags |= SQLITE_OPEN_CREATE;
    if (file->immutable && !writable) {
        immutable_uri(&uri, file->path);
        flags |= SQLITE_OPEN_URI;
        status = insights__buffer_check(&uri, "the path", error);
    }
    if (status == INSIGHTS_OK) {
        code = sqlite3_open_v2(
            uri.length ? insights__buffer_text(&uri) : file->path,
            &connection->db, flags, NULL);
        if (code != SQLITE_OK)
            status = insights__sqlite_fail(connection, code, error);
        else if (writable && sqlite3_db_readonly(connection->db, "main") == 1)
            status = insights__fail(
                error, INSIGHTS_E_READ_ONLY,
                "'%s' cannot be written; open it for reading", file->path);
    }
    insights__buffer_free(&uri);
    return status;
}

/* SQLite tells how many pages the WAL holds after each commit. */
static int note_wal(void *user, sqlite3 *db, const char *name, int pages)
{
    (void)name;
    insights__sqlite_note_log(user, db, pages);
    return SQLITE_OK;
}

static insights_status set_up(
    insights__connection *connection,
    int writable,
    uint32_t timeout_ms,
    insights_error **error)
{
    sqlite3 *db = connection->db;

    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, (int)(timeout_ms & 0x7fffffff));
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 256 << 20);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (writable)
        sqlite3_wal_hook(db, note_wal, connection->file);
    return insights__sqlite_execute(
        connection,
        writable ? "pragma synchronous = full;"
                   "pragma secure_delete = fast;"
                   "pragma foreign_keys = off;"
                   "pragma mmap_size = 0;"
                   "pragma cell_size_check = on;"
                   "pragma temp_store = memory;"
                   "pragma cache_size = -32768"
                 : "pragma query_only = on;"
                   "pragma foreign_keys = off;"
                   "pragma mmap_size = 0;"
                   "pragma cell_size_check = on;"
                   "pragma temp_store = memory;"
                   "pragma cache_size = -8192",
        error);
}

insights_status insights__sqlite_connect(
    insights__sqlite *file,
    int writable,
    uint32_t timeout_ms,
    insights__connection **out,
    insights_error **error)
{
    insights__connection *connection = insights__alloc(sizeof(*connection));
    insights_status status;

    if (!connection)
        return insights__fail_nomem(error);
    connection->file = file;
    connection->statements = insights__map_new();
    connection->shapes = insights__map_new();
    if (!connection->statements || !connection->shapes)
        status = insights__fail_nomem(error);
    else
        status = open_database(connection, writable, error);
    if (status == INSIGHTS_OK)
        status = set_up(connection, writable, timeout_ms, error);
    if (status == INSIGHTS_OK) {
        *out = connection;
        connection = NULL;
    }
    insights__sqlite_disconnect(connection);
    return status;
}

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
}

void insights__sqlite_disconnect(insights__connection *connection)
{
    if (!connection)
        return;
    insights__map_free(connection->shapes, NULL);
    insights__map_free(connection->statements, finalize);
    sqlite3_close(connection->db);
    insights__free(connection);
}

/* --- Statements ----------------------------------------------------------- */

/* Shapes are few; whoever makes up new ones all the time starts over. */
static insights_status make_room(
    insights__connection *connection,
    insights_error **error)
{
    insights__map *statements;
    insights__map *shapes;

    if (insights__map_count(connection->statements) < STATEMENTS_MAXIMUM)
        return INSIGHTS_OK;
    statements = insights__map_new();
    shapes = insights__map_new();
    if (!statements || !shapes) {
        insights__map_free(statements, NULL);
        insights__map_free(shapes, NULL);
        return insights__fail_nomem(error);
    }
    insights__map_free(connection->shapes, NULL);
    insights__map_free(connection->statements, finalize);
    connection->shapes = shapes;
    connection->statements = statements;
    return INSIGHTS_OK;
}

sqlite3_stmt *insights__sqlite_shape(
    const insights__connection *connection,
    insights__shape shape)
{
    return insights__map_get(
        connection->shapes, (const char *)&shape, sizeof(shape));
}

/* Without memory it is not remembered, only slower. */
void insights__sqlite_keep_shape(
    insights__connection *connection,
    insights__shape shape,
    sqlite3_stmt *statement)
{
    void **slot = insights__map_slot(
        connection->shapes, (const char *)&shape, sizeof(shape));

    if (slot)
        *slot = statement;
}

/* Whether this library may still read the file. It is asked when a statement
 * is new, or was made anew because somebody has changed the tables. */
static insights_status check_reader(
    insights__connection *connection,
    insights_error **error)
{
    insights_status status;

    if (connection->checking || !connection->file->id[0])
        return INSIGHTS_OK;
    connection->checking = 1;
    status = insights__sqlite_check_reader(connection, error);
    connection->checking = 0;
    return status;
}

insights_status insights__sqlite_prepare(
    insights__connection *connection,
    const char *sql,
    sqlite3_stmt **out,
    insights_error **error)
{
    size_t length = strlen(sql);
    sqlite3_stmt *statement;
    insights_status status;
    void **slot;
    int code;

    *out = insights__map_get(connection->statements, sql, length);
    if (*out)
        return INSIGHTS_OK;
    status = make_room(connection, error);
    if (status == INSIGHTS_OK)
        status = check_reader(connection, error);
    if (status < 0)
        return status;
    code = sqlite3_prepare_v3(
        connection->db, sql, (int)length + 1, SQLITE_PREPARE_PERSISTENT,
        &statement, NULL);
    if (code != SQLITE_OK)
        return insights__sqlite_fail(connection, code, error);
    slot = insights__map_slot(connection->statements, sql, length);
    if (!slot) {
        sqlite3_finalize(statement);
        return insights__fail_nomem(error);
    }
    *slot = statement;
    *out = statement;
    return INSIGHTS_OK;
}

/* Bound text outlives the run of its statement. */
void insights__sqlite_bind_text(
    sqlite3_stmt *statement,
    int number,
    const char *text)
{
    if (text)
        sqlite3_bind_text(statement, number, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, number);
}

insights_status insights__sqlite_prepare_sql(
    insights__connection *connection,
    const insights__sql *sql,
    sqlite3_stmt **out,
    insights_error **error)
{
    insights_status status =
        insights__buffer_check(&sql->text, "the statement", error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_prepare(
            connection, insights__buffer_text(&sql->text), out, error);
    if (status < 0)
        return status;
    for (size_t i = 0; i < sql->count; i++) {
        const insights__value *value = &sql->values[i];
        int number = (int)i + 1;

        if (value->type == INSIGHTS_TYPE_TEXT)
            insights__sqlite_bind_text(*out, number, value->text);
        else if (value->type == INSIGHTS_TYPE_REAL)
            sqlite3_bind_double(*out, number, value->real);
        else if (value->type)
            sqlite3_bind_int64(*out, number, value->integer);
        else
            sqlite3_bind_null(*out, number);
    }
    return INSIGHTS_OK;
}

insights_status insights__sqlite_step(
    insights__connection *connection,
    sqlite3_stmt *statement,
    insights_error **error)
{
    int writing = !sqlite3_get_autocommit(connection->db);
    int code = sqlite3_step(statement);
    int ended = writing && sqlite3_get_autocommit(connection->db);
    insights_status status = INSIGHTS_DONE;

    /* What has just been committed stands, whatever a look would find. */
    if (!ended &&
        sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_REPREPARE, 1) > 0 &&
        (code == SQLITE_ROW || code == SQLITE_DONE)) {
        status = check_reader(connection, error);
        if (status < 0) {
            sqlite3_reset(statement);
            return status;
        }
        status = INSIGHTS_DONE;
    }
    if (code == SQLITE_ROW)
        return INSIGHTS_OK;
    if (code != SQLITE_DONE)
        status = insights__sqlite_fail(connection, code, error);
    sqlite3_reset(statement);
    return status;
}

insights_status insights__sqlite_run(
    insights__connection *connection,
    sqlite3_stmt *statement,
    insights_error **error)
{
    insights_status status =
        insights__sqlite_step(connection, statement, error);

    if (status == INSIGHTS_OK)
        sqlite3_reset(statement);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_execute(
    insights__connection *connection,
    const char *sql,
    insights_error **error)
{
    int code = sqlite3_exec(connection->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? INSIGHTS_OK
                             : insights__sqlite_fail(connection, code, error);
}

insights_status insights__sqlite_integer(
    insights__connection *connection,
    const char *sql,
    int64_t otherwise,
    int64_t *out,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_prepare(connection, sql, &statement, error);

    *out = otherwise;
    if (status < 0)
        return status;
    status = insights__sqlite_step(connection, statement, error);
    if (status == INSIGHTS_OK) {
        if (sqlite3_column_type(statement, 0) != SQLITE_NULL)
            *out = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Readers -------------------------------------------------------------- */

insights_status insights__sqlite_reader(
    insights__sqlite *file,
    insights__connection **out,
    insights_error **error)
{
    if (file->memory) {
        insights__mutex_lock(&file->memory_lock);
        *out = file->writer;
        return INSIGHTS_OK;
    }
    insights__mutex_lock(&file->pool_lock);
    *out = file->idle;
    if (file->idle) {
        file->idle = file->idle->next;
        file->idle_count--;
    }
    insights__mutex_unlock(&file->pool_lock);
    if (*out)
        return INSIGHTS_OK;
    return insights__sqlite_connect(file, 0, 10000, out, error);
}

void insights__sqlite_reader_done(insights__connection *connection)
{
    insights__sqlite *file = connection->file;

    if (file->memory) {
        insights__mutex_unlock(&file->memory_lock);
        return;
    }
    insights__mutex_lock(&file->pool_lock);
    if (file->idle_count < INSIGHTS__SQLITE_READERS) {
        connection->next = file->idle;
        file->idle = connection;
        file->idle_count++;
        connection = NULL;
    }
    insights__mutex_unlock(&file->pool_lock);
    insights__sqlite_disconnect(connection);
}
