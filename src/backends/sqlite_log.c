/* sqlite_log.c - the log of commits: reading it, and noticing that it grew.
 *
 * Commits of this process raise a flag; those of others are noticed by the
 * side file. Either only says when to look: what happened stands in the log.
 */
#include "backends/sqlite_side.h"

#include "base/alloc.h"

#include <string.h>

#define PAGE_BYTES ((size_t)1 << 20)
#define LOOK_MS 1000

/* --- Reading -------------------------------------------------------------- */

static insights_status latest(
    insights__connection *reader,
    int64_t *out,
    insights_error **error)
{
    return insights__sqlite_integer(
        reader, "select max(\"seq\") from \"commit_log\"", 0, out, error);
}

insights_status insights__sqlite_log_latest(
    insights__backend *backend,
    int64_t *out,
    insights_error **error)
{
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    *out = 0;
    if (status < 0)
        return status;
    status = latest(reader, out, error);
    insights__sqlite_reader_done(reader);
    return status;
}

/* The commit a statement stands on. */
static insights_status add_commit(
    sqlite3_stmt *statement,
    insights__commits *out,
    insights_error **error)
{
    insights__commit *commit = insights__array_add(&out->list);

    if (!commit)
        return insights__fail_nomem(error);
    commit->seq = sqlite3_column_int64(statement, 0);
    commit->at = sqlite3_column_int64(statement, 1);
    commit->known = sqlite3_column_type(statement, 2) == SQLITE_BLOB;
    commit->offset = out->bytes.length;
    if (!commit->known)
        return INSIGHTS_OK;
    commit->length = (size_t)sqlite3_column_bytes(statement, 2);
    insights__buffer_append(
        &out->bytes, sqlite3_column_blob(statement, 2), commit->length);
    return insights__buffer_check(&out->bytes, "the log of commits", error);
}

static insights_status read_on(
    insights__connection *reader,
    int64_t after,
    size_t maximum,
    insights__commits *out,
    insights_error **error)
{
    sqlite3_stmt *statement = NULL;
    insights_status status = insights__sqlite_prepare(
        reader,
        "select \"seq\", \"at\", \"changes\" from \"commit_log\" "
        "where \"seq\" > ?1 order by \"seq\" limit ?2",
        &statement, error);
    if (status == INSIGHTS_OK) {
        sqlite3_bind_int64(statement, 1, after);
        sqlite3_bind_int64(statement, 2, (int64_t)maximum);
    }
    while (status == INSIGHTS_OK && out->bytes.length < PAGE_BYTES) {
        status = insights__sqlite_step(reader, statement, error);
        if (status == INSIGHTS_OK)
            status = add_commit(statement, out, error);
    }
    if (statement)
        sqlite3_reset(statement);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__sqlite_log_read(
    insights__backend *backend,
    int64_t after,
    size_t maximum,
    insights__commits *out,
    insights_error **error)
{
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    if (status < 0)
        return status;
    status = read_on(reader, after, maximum, out, error);
    insights__sqlite_reader_done(reader);
    return status;
}

insights_status insights__sqlite_group_log(
    insights__backend *backend,
    int64_t after,
    size_t maximum,
    insights__commits *out,
    insights_error **error)
{
    return read_on(
        insights__sqlite_of(backend)->writer, after, maximum, out, error);
}

insights_status insights__sqlite_log_select(
    insights__backend *backend,
    const insights__select *select,
    insights__records *out,
    int64_t *last,
    insights_error **error)
{
    insights__connection *reader;
    insights_status status =
        insights__sqlite_reader(insights__sqlite_of(backend), &reader, error);

    *last = 0;
    if (status < 0)
        return status;
    status = insights__sqlite_execute(reader, "begin", error);
    if (status == INSIGHTS_OK) {
        status = latest(reader, last, error);
        if (status == INSIGHTS_OK)
            status = insights__sqlite_select_on(reader, select, out, error);
        insights__sqlite_execute(reader, "rollback", NULL);
    }
    insights__sqlite_reader_done(reader);
    return status;
}

/* --- Noticing ------------------------------------------------------------- */

/* Where the side file cannot be used, the log is looked at now and then. */
static void notice_others(insights__sqlite *file)
{
    insights__buffer path = INSIGHTS__BUFFER_INIT;

    file->watching_at = -1;
    if (insights__sqlite_side_open(file, NULL) < 0)
        return;
    insights__sqlite_side_path(file, &path);
    if (path.status == INSIGHTS_OK)
        insights__notice_open(insights__buffer_text(&path), &file->notice);
    insights__buffer_free(&path);
    file->watching_at =
        insights__sqlite_side_mark(file, INSIGHTS__SIDE_WATCHING);
}

insights_status insights__sqlite_log_begin(
    insights__backend *backend,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    int failed = insights__wake_init(&file->wake);

    if (failed)
        return insights__fail_system(error, failed, "watch", file->path);
    file->notice = INSIGHTS__NO_FILE;
    if (!file->memory && !file->immutable)
        notice_others(file);
    atomic_store(&file->watched, 1);
    return INSIGHTS_OK;
}

void insights__sqlite_log_end(insights__backend *backend)
{
    insights__sqlite *file = insights__sqlite_of(backend);

    insights__mutex_lock(&file->pool_lock);
    atomic_store(&file->watched, 0);
    insights__wake_destroy(&file->wake);
    insights__mutex_unlock(&file->pool_lock);
    if (file->memory || file->immutable)
        return;
    insights__sqlite_side_unmark(file, file->watching_at);
    insights__file_close(file->notice);
    file->notice = INSIGHTS__NO_FILE;
}

void insights__sqlite_log_wait(insights__backend *backend)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    int64_t wait = -1;

    if (!file->memory && !file->immutable &&
        (file->notice == INSIGHTS__NO_FILE || file->watching_at < 0 ||
         insights__sqlite_side_marked(file, INSIGHTS__SIDE_WRITING)))
        wait = LOOK_MS;
    insights__wake_wait(&file->wake, file->notice, wait);
}

void insights__sqlite_log_wake(insights__backend *backend)
{
    insights__sqlite *file = insights__sqlite_of(backend);

    insights__mutex_lock(&file->pool_lock);
    if (atomic_load(&file->watched))
        insights__wake_raise(&file->wake);
    insights__mutex_unlock(&file->pool_lock);
}

void insights__sqlite_log_tell(insights__sqlite *file)
{
    if (atomic_load(&file->watched))
        insights__sqlite_log_wake(&file->base);
    if (!file->memory)
        insights__sqlite_side_poke(file);
}
