/* sqlite_rest.c - moving the log into the file.
 *
 * A connection of its own copies what was committed, while others go on
 * committing, here and in other processes: nobody who commits waits until the
 * database file is on disk. Only the little that came meanwhile is copied
 * under the turn; then the log begins anew with the next commit.
 *
 * Who has written most of the log moves it. Others do so where it has grown
 * large all the same.
 *
 * Keeps true: one thread of a process at a time uses that connection, and
 * none that leads.
 */
#include "backends/sqlite.h"

#include "base/environment.h"
#include "base/log.h"

/* How long a checkpoint under the turn waits for those who read just now. */
#define RESTART_MS 20

/* How long it waits for the turn, where the log has become large. */
#define PATIENCE_MS 50

#define READ_MS 5
#define ROUNDS 3
#define LITTLE 128 /* pages that may be copied under the turn */
#define OWN (INSIGHTS__SQLITE_CHECKPOINT / 2)
#define LARGE (4 * INSIGHTS__SQLITE_CHECKPOINT)

int64_t insights__sqlite_wal_maximum(const insights__sqlite *file)
{
    return file->wal_maximum ? file->wal_maximum : INSIGHTS__SQLITE_WAL_MAXIMUM;
}

void insights__sqlite_note_log(insights__sqlite *file, sqlite3 *db, int pages)
{
    int64_t bytes = (int64_t)pages * 4096;
    int own = 0;
    int most = 0;

    sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_WRITE, &own, &most, 1);
    if (bytes < atomic_load(&file->wal_bytes)) { /* it has begun anew */
        atomic_store(&file->wal_rested, 0);
        atomic_store(&file->wal_own, 0);
    }
    atomic_store(&file->wal_bytes, bytes);
    atomic_fetch_add(&file->wal_own, (int64_t)own * 4096);
}

/* Where somebody who reads stood in the way, it is tried again when the log
 * has grown as much again. */
static int is_due(insights__sqlite *file)
{
    int64_t bytes = atomic_load(&file->wal_bytes);
    int64_t rested = atomic_load(&file->wal_rested);

    if (bytes > insights__sqlite_wal_maximum(file))
        return 1;
    return bytes - rested >= INSIGHTS__SQLITE_CHECKPOINT &&
           (atomic_load(&file->wal_own) >= OWN ||
            bytes >= INSIGHTS__SQLITE_WAL_HARD);
}

/* A checkpoint; 1 where it was made, be it in part. */
static int move_log(
    insights__sqlite *file,
    sqlite3 *db,
    int mode,
    int wait_ms,
    int *in_log,
    int *moved)
{
    int code;

    *in_log = *moved = 0;
    sqlite3_busy_timeout(db, wait_ms);
    code = sqlite3_wal_checkpoint_v2(db, NULL, mode, in_log, moved);
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        insights__log(
            INSIGHTS_LOG_WARNING, "checkpoint of '%s' failed: %s", file->path,
            sqlite3_errstr(code));
    return code == SQLITE_OK;
}

/* Copy, and what came meanwhile; 1 where a leader should end it. */
static int move_beside(insights__sqlite *file)
{
    int large = atomic_load(&file->wal_bytes) > INSIGHTS__SQLITE_WAL_HARD;
    int before = 0;
    int in_log = 0;
    int moved = 0;

    for (int i = 0; i < ROUNDS; i++) {
        if (!move_log(
                file, file->mover->db, SQLITE_CHECKPOINT_PASSIVE, 0, &in_log,
                &moved))
            return 0;
        if (moved < in_log && (large || in_log - moved <= LITTLE))
            return 1;
        if (moved < in_log) { /* somebody reads; not for long */
            insights__sleep_ms(READ_MS);
            continue;
        }
        if (i && in_log - before <= LITTLE)
            return in_log > before;
        before = in_log;
    }
    return large;
}

/* The leader's part. */
static void move_rest(insights__sqlite *file)
{
    int64_t bytes = atomic_load(&file->wal_bytes);
    uint32_t patience = 0;
    int in_log;
    int moved;

    if (bytes >= LARGE)
        patience =
            bytes > INSIGHTS__SQLITE_WAL_HARD ? PATIENCE_MS * 4 : PATIENCE_MS;
    if (insights__sqlite_turn_take(file, patience, NULL) < 0)
        return;
    if (move_log(
            file, file->writer->db, SQLITE_CHECKPOINT_RESTART, RESTART_MS,
            &in_log, &moved) &&
        in_log == moved) {
        atomic_store(&file->wal_bytes, 0);
        atomic_store(&file->wal_rested, 0);
        atomic_store(&file->wal_own, 0);
    }
    insights__sqlite_turn_give(file);
}

static insights_status connect_mover(insights__sqlite *file)
{
    insights_status status = INSIGHTS_OK;

    if (!file->mover)
        status = insights__sqlite_connect(file, 1, 0, &file->mover, NULL);
    if (status == INSIGHTS_OK) /* it looks at the file, and sees its log */
        status = insights__sqlite_execute(
            file->mover, "pragma schema_version", NULL);
    return status;
}

int insights__sqlite_rest(insights__backend *backend, insights__rest how)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    int more = 0;

    if (file->memory)
        return 0;
    if (how == INSIGHTS__REST_LEADING) {
        move_rest(file);
        return 0;
    }
    if (!is_due(file) || atomic_exchange(&file->moving, 1))
        return 0;
    atomic_store(&file->wal_rested, atomic_load(&file->wal_bytes));
    atomic_store(&file->wal_own, 0);
    if (connect_mover(file) == INSIGHTS_OK)
        more = move_beside(file);
    atomic_store(&file->moving, 0);
    return more;
}
