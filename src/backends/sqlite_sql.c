/* sqlite_sql.c - one statement of somebody else's, which may only read.
 *
 * Two locks keep it from writing: the connection is read-only, and an
 * authorizer lets nothing pass but reading. All rows are taken at once, up to
 * a limit, so that no statement stays open.
 */
#include "backends/sqlite.h"

#include "base/alloc.h"
#include "base/number.h"

#include <insights/model.h>
#include <string.h>

#define BYTES_MAXIMUM ((size_t)256 << 20)

static int authorize(
    void *user,
    int action,
    const char *first,
    const char *second,
    const char *database,
    const char *trigger)
{
    (void)user;
    (void)first;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second && sqlite3_stricmp(second, "load_extension") == 0
                   ? SQLITE_DENY
                   : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

/* --- A row as JSON -------------------------------------------------------- */

static void append_hex(insights__buffer *out, const unsigned char *bytes, int n)
{
    insights__buffer_char(out, '"');
    for (int i = 0; i < n; i++)
        insights__buffer_format(out, "%02x", bytes[i]);
    insights__buffer_char(out, '"');
}

static void append_value(
    insights__buffer *out,
    sqlite3_stmt *statement,
    int column)
{
    char number[INSIGHTS__NUMBER_TEXT];

    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        insights__buffer_format(
            out, "%lld", (long long)sqlite3_column_int64(statement, column));
        break;
    case SQLITE_FLOAT:
        insights__double_text(sqlite3_column_double(statement, column), number);
        insights__buffer_text_append(out, number);
        break;
    case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_column_text(statement, column);

        insights__buffer_json_string(
            out, text ? text : "",
            text ? (size_t)sqlite3_column_bytes(statement, column) : 0);
        break;
    }
    case SQLITE_BLOB: {
        const unsigned char *bytes = sqlite3_column_blob(statement, column);

        append_hex(
            out, bytes, bytes ? sqlite3_column_bytes(statement, column) : 0);
        break;
    }
    default:
        insights__buffer_text_append(out, "null");
    }
}

/* A name that came before gets a number, so that no value is lost. */
static void append_name(
    insights__buffer *out,
    sqlite3_stmt *statement,
    int column)
{
    const char *name = sqlite3_column_name(statement, column);
    insights__buffer whole = INSIGHTS__BUFFER_INIT;
    int before = 0;

    name = name ? name : "";
    for (int i = 0; i < column; i++) {
        const char *other = sqlite3_column_name(statement, i);

        before += other && strcmp(other, name) == 0;
    }
    insights__buffer_text_append(&whole, name);
    if (before)
        insights__buffer_format(&whole, "_%d", before + 1);
    insights__buffer_json_string(
        out, insights__buffer_text(&whole), whole.length);
    if (whole.status != INSIGHTS_OK)
        out->status = whole.status;
    insights__buffer_free(&whole);
}

static insights_status make_row(
    sqlite3_stmt *statement,
    insights__buffer *json,
    insights_record **out,
    insights_error **error)
{
    int columns = sqlite3_column_count(statement);
    insights_status status;

    insights__buffer_truncate(json, 0);
    insights__buffer_char(json, '{');
    for (int i = 0; i < columns; i++) {
        if (i)
            insights__buffer_char(json, ',');
        append_name(json, statement, i);
        insights__buffer_char(json, ':');
        append_value(json, statement, i);
    }
    insights__buffer_char(json, '}');
    status = insights__buffer_check(json, "a row", error);
    if (status == INSIGHTS_OK)
        status = insights_record_new(INSIGHTS_ROW, out, error);
    if (status < 0)
        return status;
    insights_record_set_text(
        *out, INSIGHTS_ROW_VALUES, insights__buffer_text(json));
    return INSIGHTS_OK;
}

/* --- Running -------------------------------------------------------------- */

static insights_status fail_statement(
    insights__connection *reader,
    int code,
    insights_error **error)
{
    switch (code & 0xff) {
    case SQLITE_AUTH:
        return insights__fail(
            error, INSIGHTS_E_DENIED,
            "only one statement that reads is allowed here");
    case SQLITE_READONLY:
        return insights__fail(
            error, INSIGHTS_E_DENIED, "the statement would write");
    case SQLITE_ERROR:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%s", sqlite3_errmsg(reader->db));
    default:
        return insights__sqlite_fail(reader, code, error);
    }
}

static insights_status collect(
    insights__connection *reader,
    sqlite3_stmt *statement,
    size_t maximum,
    insights__list *out,
    int *more,
    insights_error **error)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;
    size_t bytes = 0;
    int code;

    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        insights_record *row = NULL;

        if (insights__list_count(out) == maximum || bytes > BYTES_MAXIMUM) {
            *more = 1;
            break;
        }
        status = make_row(statement, &json, &row, error);
        if (status == INSIGHTS_OK)
            status = insights__list_add(out, row, 0, error);
        if (status < 0)
            break;
        bytes += json.length;
    }
    if (status == INSIGHTS_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        status = fail_statement(reader, code, error);
    insights__buffer_free(&json);
    return status;
}

/* Whether anything but space and comments is left. */
static int has_more(insights__connection *reader, const char *tail)
{
    sqlite3_stmt *next = NULL;
    int more =
        sqlite3_prepare_v2(reader->db, tail, -1, &next, NULL) != SQLITE_OK ||
        next;

    sqlite3_finalize(next);
    return more;
}

static insights_status run_foreign(
    insights__connection *reader,
    const char *sql,
    size_t maximum,
    insights__list *out,
    int *more,
    insights_error **error)
{
    sqlite3_stmt *statement = NULL;
    const char *tail = NULL;
    insights_status status = INSIGHTS_OK;
    int code = sqlite3_prepare_v2(reader->db, sql, -1, &statement, &tail);

    if (code != SQLITE_OK)
        status = fail_statement(reader, code, error);
    else if (!statement)
        status =
            insights__fail(error, INSIGHTS_E_INVALID, "the statement is empty");
    else if (!sqlite3_stmt_readonly(statement) || has_more(reader, tail))
        status = insights__fail(
            error, INSIGHTS_E_DENIED,
            "only one statement that reads is allowed here");
    else if (sqlite3_bind_parameter_count(statement))
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "the statement has parameters; write the values into it");
    if (status == INSIGHTS_OK)
        status = collect(reader, statement, maximum, out, more, error);
    sqlite3_finalize(statement);
    return status;
}

insights_status insights__sqlite_sql(
    insights__backend *backend,
    const char *sql,
    size_t maximum,
    insights__list *out,
    int *more,
    insights_error **error)
{
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    *more = 0;
    if (status < 0)
        return status;
    sqlite3_set_authorizer(reader->db, authorize, NULL);
    status = run_foreign(reader, sql, maximum, out, more, error);
    sqlite3_set_authorizer(reader->db, NULL, NULL);
    insights__sqlite_reader_done(reader);
    return status;
}
