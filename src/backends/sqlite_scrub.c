/* sqlite_scrub.c - no byte of what was deleted or overwritten stays.
 *
 * The index of search is made anew, since it keeps old terms until its
 * segments are merged; all tables are written anew without free pages; and
 * what stands in the log moves into the file, so that each of its pages is
 * overwritten and what is left over is cut off. Only then is the log empty.
 *
 * Keeps true: after success the file holds what its tables hold, the log is
 * of length zero, and nothing was written anywhere else (what SQLite needs
 * meanwhile stays in memory). A crash at any point leaves the store whole.
 */
#include "backends/sqlite.h"

#include "base/environment.h"

#define LOOK_MS 5

static insights_status rewrite(
    insights__connection *writer,
    insights_error **error)
{
    insights_status status = insights__sqlite_execute(
        writer, "pragma secure_delete = on; pragma temp_store = memory", error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_execute(
            writer,
            "begin immediate;"
            "insert into \"search_index\" (\"search_index\") "
            "values ('rebuild');"
            "insert into \"search_index\" (\"search_index\") "
            "values ('optimize');"
            "commit",
            error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_execute(writer, "vacuum", error);
    if (sqlite3_get_autocommit(writer->db) == 0)
        sqlite3_exec(writer->db, "rollback", NULL, NULL, NULL);
    sqlite3_exec(writer->db, "pragma secure_delete = fast", NULL, NULL, NULL);
    return status;
}

/* Readers hold no page longer than a call of theirs lasts; wait for them. */
static insights_status empty_log(
    insights__sqlite *file,
    uint32_t timeout_ms,
    insights_error **error)
{
    int64_t until = insights__monotonic_ns() + (int64_t)timeout_ms * 1000000;
    int code;

    sqlite3_busy_timeout(file->writer->db, 0);
    for (;;) {
        code = sqlite3_wal_checkpoint_v2(
            file->writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
        if ((code & 0xff) != SQLITE_BUSY || insights__monotonic_ns() >= until)
            break;
        insights__sleep_ms(LOOK_MS);
    }
    if ((code & 0xff) == SQLITE_BUSY)
        return insights__fail(
            error, INSIGHTS_E_BUSY,
            "somebody still reads '%s'; close the other programs", file->path);
    if (code != SQLITE_OK)
        return insights__sqlite_fail(file->writer, code, error);
    atomic_store(&file->wal_bytes, 0);
    return INSIGHTS_OK;
}

static insights_status scrub_file(
    insights__sqlite *file,
    uint32_t timeout_ms,
    insights_error **error)
{
    insights_status status =
        insights__sqlite_turn_take(file, timeout_ms, error);

    if (status < 0)
        return status;
    sqlite3_busy_timeout(file->writer->db, (int)(timeout_ms & 0x7fffffff));
    status = rewrite(file->writer, error);
    if (status == INSIGHTS_OK)
        status = empty_log(file, timeout_ms, error);
    insights__sqlite_turn_give(file);
    return status;
}

insights_status insights__sqlite_scrub(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights_status status;

    if (!file->memory)
        return scrub_file(file, timeout_ms, error);
    insights__mutex_lock(&file->memory_lock);
    status = rewrite(file->writer, error);
    insights__mutex_unlock(&file->memory_lock);
    return status;
}
