/* sqlite_group.c - a group of transactions: one turn, one commit, one sync.
 *
 * Between group_begin() and its end the writer belongs to the leader. A
 * failure that makes SQLite roll back the whole transaction (a full disk)
 * leaves nothing of the group.
 */
#include "backends/sqlite.h"

#include "base/environment.h"

/* A batch of a large delete should take no longer, its sync included. */
#define BATCH_NS ((int64_t)30 * 1000000)

static const char mark_sql[] = "savepoint \"one\"";
static const char keep_sql[] = "release \"one\"";
static const char undo_sql[] = "rollback to \"one\"";

static insights_status run(
    insights__connection *writer,
    const char *sql,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_prepare(writer, sql, &statement, error);

    return status < 0 ? status : insights__sqlite_run(writer, statement, error);
}

/* The turn, the transaction and the lock go back, whatever became of them. */
static void end(insights__sqlite *file)
{
    if (sqlite3_get_autocommit(file->writer->db) == 0)
        sqlite3_exec(file->writer->db, "rollback", NULL, NULL, NULL);
    file->in_group = 0;
    insights__sqlite_turn_give(file);
    if (file->memory)
        insights__mutex_unlock(&file->memory_lock);
}

static insights_status begin(
    insights__sqlite *file,
    int64_t *last_at,
    insights_error **error)
{
    insights__connection *writer = file->writer;
    int64_t needed = 0;
    insights_status status = run(writer, "begin immediate", error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_integer(
            writer,
            "select cast(\"value\" as integer) from \"meta\" "
            "where \"key\" = 'min_writer'",
            0, &needed, error);
    if (status == INSIGHTS_OK && needed > INSIGHTS__SCHEMA)
        status = insights__fail(
            error, INSIGHTS_E_NEWER,
            "'%s' was changed by a later version of insights; close it and "
            "use that version",
            file->path);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_integer(
            writer,
            "select \"at\" from \"commit_log\" order by \"seq\" desc limit 1",
            0, last_at, error);
    return status;
}

insights_status insights__sqlite_group_begin(
    insights__backend *backend,
    uint32_t timeout_ms,
    int64_t *last_at,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights_status status;

    if (file->wal_bytes > insights__sqlite_wal_maximum(file)) {
        insights__sqlite_rest(backend, INSIGHTS__REST_LEADING);
        if (file->wal_bytes > insights__sqlite_wal_maximum(file))
            return insights__fail(
                error, INSIGHTS_E_AGAIN,
                "'%s-wal' has grown over %lld MB because somebody keeps "
                "reading; try again",
                file->path,
                (long long)(insights__sqlite_wal_maximum(file) >> 20));
    }
    if (file->memory)
        insights__mutex_lock(&file->memory_lock);
    status = insights__sqlite_turn_take(file, timeout_ms, error);
    if (status < 0) {
        if (file->memory)
            insights__mutex_unlock(&file->memory_lock);
        return status;
    }
    file->in_group = 1;
    file->group_bytes = 0;
    file->batch_since = 0;
    file->last_id[0] = '\0';
    sqlite3_busy_timeout(file->writer->db, (int)(timeout_ms & 0x7fffffff));
    status = begin(file, last_at, error);
    if (status < 0)
        end(file);
    return status;
}

/* Old lines of the log go once per process, with a commit that is made
 * anyway. */
static insights_status prune(
    insights__sqlite *file,
    int64_t at,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = insights__sqlite_prepare(
        file->writer,
        "delete from \"commit_log\" where \"seq\" in (select \"seq\" from "
        "\"commit_log\" where \"at\" < ?1 order by \"seq\" limit 1000)",
        &statement, error);

    if (status < 0)
        return status;
    sqlite3_bind_int64(
        statement, 1, at - (int64_t)INSIGHTS__SQLITE_LOG_DAYS * 86400000);
    return insights__sqlite_run(file->writer, statement, error);
}

static insights_status write_log(
    insights__sqlite *file,
    int64_t at,
    const insights__buffer *log,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status = insights__sqlite_prepare(
        file->writer,
        "insert into \"commit_log\" (\"at\", \"changes\") values (?1, ?2)",
        &statement, error);

    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, at);
    sqlite3_bind_blob64(statement, 2, log->data, log->length, SQLITE_STATIC);
    return insights__sqlite_run(file->writer, statement, error);
}

/* Fewer rows next time where this batch was slow, more where it was quick. */
static void adapt_batch(insights__sqlite *file)
{
    int64_t took = insights__monotonic_ns() - file->batch_since;

    if (!file->batch_since)
        return;
    if (took > BATCH_NS)
        file->batch_rows = file->batch_rows / 2 + 1;
    else if (took < BATCH_NS / 2)
        file->batch_rows += file->batch_rows / 4 + 1;
}

insights_status insights__sqlite_group_commit(
    insights__backend *backend,
    int64_t at,
    const insights__buffer *log,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights_status status = INSIGHTS_OK;

    if (log->length)
        status = write_log(file, at, log, error);
    if (status == INSIGHTS_OK && log->length && !file->pruned)
        status = prune(file, at, error);
    if (status == INSIGHTS_OK)
        status = run(file->writer, "commit", error);
    file->pruned = file->pruned || status == INSIGHTS_OK;
    adapt_batch(file);
    end(file);
    if (status == INSIGHTS_OK && log->length)
        insights__sqlite_log_tell(file);
    return status;
}

void insights__sqlite_group_abort(insights__backend *backend)
{
    end(insights__sqlite_of(backend));
}

int64_t insights__sqlite_group_bytes(insights__backend *backend)
{
    return insights__sqlite_of(backend)->group_bytes;
}

/* --- One transaction of the group ----------------------------------------- */

insights_status insights__sqlite_mark(
    insights__backend *backend,
    insights_error **error)
{
    return run(insights__sqlite_of(backend)->writer, mark_sql, error);
}

insights_status insights__sqlite_keep(
    insights__backend *backend,
    insights_error **error)
{
    return run(insights__sqlite_of(backend)->writer, keep_sql, error);
}

int insights__sqlite_undo(insights__backend *backend)
{
    insights__sqlite *file = insights__sqlite_of(backend);

    file->last_id[0] = '\0';
    if (sqlite3_get_autocommit(file->writer->db))
        return 0;
    return run(file->writer, undo_sql, NULL) == INSIGHTS_OK &&
           run(file->writer, keep_sql, NULL) == INSIGHTS_OK;
}
