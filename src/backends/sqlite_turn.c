/* sqlite_turn.c - the writer's turn between processes, by the side file.
 *
 * Whoever took turn after turn for a while stands back when others wait, so
 * that no process starves; among those who wait, chance decides.
 */
#include "backends/sqlite_side.h"

#include "base/environment.h"

#include <errno.h>
#include <string.h>

#define LOOK_MS 1
#define STAND_BACK_MS 3
#define RUN_NS ((int64_t)5 * 1000000)

static insights_status wait_for_turn(
    insights__sqlite *file,
    uint32_t timeout_ms,
    int stand_back,
    insights_error **error)
{
    int64_t until = insights__monotonic_ns() + (int64_t)timeout_ms * 1000000;
    int64_t waiting_at;
    int failed = EAGAIN;

    waiting_at = insights__sqlite_side_mark(file, INSIGHTS__SIDE_WAITING);
    if (stand_back)
        insights__sleep_ms(STAND_BACK_MS);
    while (failed == EAGAIN) {
        failed = insights__file_lock(
            file->side, INSIGHTS__LOCK_PROCESS, INSIGHTS__SIDE_TURN, 1, 0);
        if (failed == EAGAIN && insights__monotonic_ns() >= until)
            break;
        if (failed == EAGAIN)
            insights__sleep_ms(LOOK_MS);
    }
    insights__sqlite_side_unmark(file, waiting_at);
    if (failed == EAGAIN)
        return insights__fail(
            error, INSIGHTS_E_BUSY,
            "'%s' was being written by another program for %u ms; try again",
            file->path, (unsigned)timeout_ms);
    if (failed)
        return insights__fail_system(error, failed, "lock", file->path);
    return INSIGHTS_OK;
}

/* Who watches and slept looks now and then from here on. */
static void tell_of_writing(insights__sqlite *file)
{
    if (file->writing)
        return;
    file->writing = 1;
    insights__sqlite_side_mark(file, INSIGHTS__SIDE_WRITING);
    insights__sqlite_side_poke(file);
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
    status = insights__sqlite_side_open(file, error);
    if (status < 0)
        return status;
    tell_of_writing(file);
    now = insights__monotonic_ns();
    waited_for = insights__sqlite_side_marked(file, INSIGHTS__SIDE_WAITING);
    stand_back = waited_for && now - file->turn_since > RUN_NS;
    if (!stand_back)
        failed = insights__file_lock(
            file->side, INSIGHTS__LOCK_PROCESS, INSIGHTS__SIDE_TURN, 1, 0);
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
    insights__file_unlock(
        file->side, INSIGHTS__LOCK_PROCESS, INSIGHTS__SIDE_TURN, 1);
}
