/* sqlite_vacuum.c - giving free space back, step by step.
 *
 * The index of search drops what was deleted only when its segments are
 * merged; then pages from the end of the file move to free places, and the
 * end is cut off. Each step is a short transaction under the turn, so that
 * other writers wait for one at most. A file that was made without a map of
 * its pages (auto_vacuum) gets it by being written anew, which is one long
 * step.
 */
#include "backends/sqlite.h"

#include "base/environment.h"

#define STEP_NS ((int64_t)20 * 1000000)
#define WHOLE_STEP_NS ((int64_t)30 * 1000000) /* its sync included */
#define MERGED 16                             /* pages of the index at a time */
#define MOVED "16"                            /* pages of the file at a time */
#define MOVED_PAGES 16
#define FIRST_STEP                                          \
    128 /* pages of one step, until it is known how long it \
           takes */

static insights_status run(
    insights__connection *writer,
    const char *sql,
    int64_t number,
    insights_error **error)
{
    sqlite3_stmt *statement;
    insights_status status =
        insights__sqlite_prepare(writer, sql, &statement, error);

    if (status < 0)
        return status;
    if (sqlite3_bind_parameter_count(statement))
        sqlite3_bind_int64(statement, 1, number);
    return insights__sqlite_run(writer, statement, error);
}

/* Merge a few pages of the index of search; `*more` where it did. */
static insights_status merge(
    insights__sqlite *file,
    int64_t pages,
    int *more,
    insights_error **error)
{
    int before = sqlite3_total_changes(file->writer->db);
    insights_status status =
        run(file->writer,
            "insert into \"search_index\" (\"search_index\", \"rank\") "
            "values ('merge', ?1)",
            pages, error);

    *more = sqlite3_total_changes(file->writer->db) - before >= 2;
    return status;
}

static insights_status merge_some(
    insights__sqlite *file,
    int *more,
    insights_error **error)
{
    int64_t until = insights__monotonic_ns() + STEP_NS;
    int64_t pages = 0;
    insights_status status;

    do {
        status = merge(
            file, file->vacuum == INSIGHTS__VACUUM_NOT ? -MERGED : MERGED, more,
            error);
        file->vacuum = INSIGHTS__VACUUM_MERGES;
        pages += MERGED;
    } while (status == INSIGHTS_OK && *more && pages < file->step_pages &&
             insights__monotonic_ns() < until);
    return status;
}

static insights_status move_some(
    insights__sqlite *file,
    int *more,
    insights_error **error)
{
    int64_t until = insights__monotonic_ns() + STEP_NS;
    int64_t left = 0;
    int64_t pages = 0;
    insights_status status;

    do {
        status = insights__sqlite_execute(
            file->writer, "pragma incremental_vacuum(" MOVED ")", error);
        pages += MOVED_PAGES;
        if (status == INSIGHTS_OK)
            status = insights__sqlite_integer(
                file->writer, "pragma freelist_count", 0, &left, error);
    } while (status == INSIGHTS_OK && left && pages < file->step_pages &&
             insights__monotonic_ns() < until);
    *more = left > 0;
    return status;
}

/* Fewer pages next time where this step was slow, more where it was quick. */
static void adapt_step(insights__sqlite *file, int64_t took)
{
    if (took > WHOLE_STEP_NS)
        file->step_pages = file->step_pages / 2 + 1;
    else if (took < WHOLE_STEP_NS / 2)
        file->step_pages += file->step_pages / 4 + 1;
}

/* One step as a transaction; `*more` where its stage is not over. */
static insights_status step(
    insights__sqlite *file,
    int *more,
    insights_error **error)
{
    int64_t since = insights__monotonic_ns();
    insights_status status =
        insights__sqlite_execute(file->writer, "begin immediate", error);

    if (status < 0)
        return status;
    if (!file->step_pages)
        file->step_pages = FIRST_STEP;
    status = file->vacuum == INSIGHTS__VACUUM_MOVES
                 ? move_some(file, more, error)
                 : merge_some(file, more, error);
    if (status == INSIGHTS_OK)
        status = insights__sqlite_execute(file->writer, "commit", error);
    if (!sqlite3_get_autocommit(file->writer->db))
        sqlite3_exec(file->writer->db, "rollback", NULL, NULL, NULL);
    adapt_step(file, insights__monotonic_ns() - since);
    return status;
}

/* Write the whole file anew, where nothing less would do. */
static insights_status rewrite(insights__sqlite *file, insights_error **error)
{
    int64_t mode = 0;
    insights_status status = insights__sqlite_integer(
        file->writer, "pragma auto_vacuum", 0, &mode, error);

    if (status < 0 || mode)
        return status;
    return insights__sqlite_execute(
        file->writer, "pragma auto_vacuum = incremental; vacuum", error);
}

/* The file gets shorter when the log is moved into it. */
static insights_status cut_off(insights__sqlite *file)
{
    sqlite3_wal_checkpoint_v2(
        file->writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    file->vacuum = INSIGHTS__VACUUM_NOT;
    return INSIGHTS_DONE;
}

static insights_status go_on(insights__sqlite *file, insights_error **error)
{
    int more = 0;
    insights_status status;

    if (file->vacuum == INSIGHTS__VACUUM_ENDS)
        return cut_off(file);
    status = step(file, &more, error);
    if (status < 0 || more)
        return status;
    if (file->vacuum == INSIGHTS__VACUUM_MERGES) {
        file->vacuum = INSIGHTS__VACUUM_MOVES;
        return rewrite(file, error);
    }
    file->vacuum = INSIGHTS__VACUUM_ENDS;
    return INSIGHTS_OK;
}

insights_status insights__sqlite_vacuum(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights_status status;

    if (file->memory)
        return INSIGHTS_DONE;
    status = insights__sqlite_turn_take(file, timeout_ms, error);
    if (status < 0)
        return status;
    sqlite3_busy_timeout(file->writer->db, (int)(timeout_ms & 0x7fffffff));
    status = go_on(file, error);
    insights__sqlite_turn_give(file);
    return status;
}

insights_status insights__sqlite_size(
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
    status = insights__sqlite_integer(
        reader,
        "select (select \"page_count\" from pragma_page_count) * "
        "(select \"page_size\" from pragma_page_size)",
        0, out, error);
    insights__sqlite_reader_done(reader);
    return status;
}
