/* sqlite_turn.c - the writer's turn between processes.
 *
 * A side file, `<database>-insights`, of which only locks matter: byte 0 is
 * the writer's turn, bytes 1 … 65535 belong to engines, one byte per process
 * from WAITING on says that it waits. The kernel drops all of them when a
 * process dies.
 *
 * Whoever took turn after turn for a while stands back when others wait, so
 * that no process starves; among those who wait, chance decides.
 */
#include "backends/sqlite.h"

#include "base/environment.h"

#include <errno.h>
#include <string.h>

#define TURN 0
#define WAITING ((int64_t)1 << 20)
#define WAITING_SIZE ((int64_t)1 << 22)
#define LOOK_MS 1
#define STAND_BACK_MS 3
#define RUN_NS ((int64_t)5 * 1000000)

static insights_status open_side(insights__sqlite *file, insights_error **error)
{
    insights__buffer path = INSIGHTS__BUFFER_INIT;
    insights_status status;
    int failed;

    if (file->side != INSIGHTS__NO_FILE)
        return INSIGHTS_OK;
    insights__buffer_format(&path, "%s-insights", file->path);
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

static int64_t own_place(void)
{
    return WAITING + insights__process_id() % WAITING_SIZE;
}

static int others_wait(insights__sqlite *file)
{
    int held = 0;

    insights__file_lock_held(
        file->side, INSIGHTS__LOCK_PROCESS, WAITING, WAITING_SIZE, &held, NULL);
    return held;
}

static insights_status wait_for_turn(
    insights__sqlite *file,
    uint32_t timeout_ms,
    int stand_back,
    insights_error **error)
{
    int64_t until = insights__monotonic_ns() + (int64_t)timeout_ms * 1000000;
    int failed = EAGAIN;

    insights__file_lock(file->side, INSIGHTS__LOCK_PROCESS, own_place(), 1, 0);
    if (stand_back)
        insights__sleep_ms(STAND_BACK_MS);
    while (failed == EAGAIN) {
        failed =
            insights__file_lock(file->side, INSIGHTS__LOCK_PROCESS, TURN, 1, 0);
        if (failed == EAGAIN && insights__monotonic_ns() >= until)
            break;
        if (failed == EAGAIN)
            insights__sleep_ms(LOOK_MS);
    }
    insights__file_unlock(file->side, INSIGHTS__LOCK_PROCESS, own_place(), 1);
    if (failed == EAGAIN)
        return insights__fail(
            error, INSIGHTS_E_BUSY,
            "'%s' was being written by another program for %u ms; try again",
            file->path, (unsigned)timeout_ms);
    if (failed)
        return insights__fail_system(error, failed, "lock", file->path);
    return INSIGHTS_OK;
}

insights_status insights__sqlite_turn_take(
    insights__sqlite *file,
    uint32_t timeout_ms,
    insights_error **error)
{
    insights_status status;
    int failed = EAGAIN;
    int64_t now;
    int waited_for;
    int stand_back;

    if (file->memory)
        return INSIGHTS_OK;
    status = open_side(file, error);
    if (status < 0)
        return status;
    now = insights__monotonic_ns();
    waited_for = others_wait(file);
    stand_back = waited_for && now - file->turn_since > RUN_NS;
    if (!stand_back)
        failed =
            insights__file_lock(file->side, INSIGHTS__LOCK_PROCESS, TURN, 1, 0);
    if (failed) {
        status = wait_for_turn(file, timeout_ms, stand_back, error);
        waited_for = 0;
    }
    if (!waited_for)
        file->turn_since = insights__monotonic_ns();
    file->turn = status == INSIGHTS_OK;
    return status;
}

void insights__sqlite_turn_give(insights__sqlite *file)
{
    if (!file->turn)
        return;
    file->turn = 0;
    insights__file_unlock(file->side, INSIGHTS__LOCK_PROCESS, TURN, 1);
}
