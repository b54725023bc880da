/* sqlite_side.c - the side file: opening it, its bytes. */
#include "backends/sqlite_side.h"

#define TRIES 16
#define STRIDE 7919

void insights__sqlite_side_path(
    const insights__sqlite *file,
    insights__buffer *out)
{
    insights__buffer_format(out, "%s-insights", file->path);
}

static insights_status open_side(insights__sqlite *file, insights_error **error)
{
    insights__buffer path = INSIGHTS__BUFFER_INIT;
    insights_status status;
    int failed;

    insights__sqlite_side_path(file, &path);
    status = insights__buffer_check(&path, "the path", error);
    if (status == INSIGHTS_OK) {
        failed = insights__file_open(
            insights__buffer_text(&path),
            INSIGHTS__FILE_WRITE | INSIGHTS__FILE_CREATE, &file->side);
        if (failed)
            status = insights__fail_system(
                error, failed, "open", insights__buffer_text(&path));
    }
    insights__buffer_free(&path);
    return status;
}

insights_status insights__sqlite_side_open(
    insights__sqlite *file,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    insights__mutex_lock(&file->pool_lock);
    if (file->side == INSIGHTS__NO_FILE)
        status = open_side(file, error);
    insights__mutex_unlock(&file->pool_lock);
    return status;
}

int64_t insights__sqlite_side_mark(insights__sqlite *file, int64_t range)
{
    int64_t place = insights__process_id();

    for (int i = 0; i < TRIES; i++) {
        int64_t at = range + (place + i * STRIDE) % INSIGHTS__SIDE_PLACES;

        if (insights__file_lock(file->side, INSIGHTS__LOCK_PROCESS, at, 1, 0) ==
            0)
            return at;
    }
    return -1;
}

void insights__sqlite_side_unmark(insights__sqlite *file, int64_t at)
{
    if (at >= 0)
        insights__file_unlock(file->side, INSIGHTS__LOCK_PROCESS, at, 1);
}

int insights__sqlite_side_marked(insights__sqlite *file, int64_t range)
{
    int held = 0;

    insights__file_lock_held(
        file->side, INSIGHTS__LOCK_PROCESS, range, INSIGHTS__SIDE_PLACES, &held,
        NULL);
    return held;
}

void insights__sqlite_side_poke(insights__sqlite *file)
{
    if (insights__sqlite_side_marked(file, INSIGHTS__SIDE_WATCHING))
        insights__file_write(file->side, 0, "", 1);
}
