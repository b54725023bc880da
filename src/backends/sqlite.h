/* sqlite.h - what the files of the SQLite backend share.
 *
 * Keeps true:
 * - One insights__sqlite stands for one file in this process (found by device
 *   and inode), however many handles share it: closing any descriptor of a
 *   file drops all of a process's locks on it.
 * - A connection is used by one thread at a time: the writer by who leads the
 *   commit queue, a reader by who took it from the pool. A database in memory
 *   has one connection, which `memory_lock` hands around.
 * - Between calls no statement is open: each is reset before its user
 *   returns.
 * - What was opened before a fork is never touched in the child.
 */
#ifndef INSIGHTS_BACKENDS_SQLITE_H
#define INSIGHTS_BACKENDS_SQLITE_H

#include "backends/sql.h"
#include "base/map.h"
#include "base/platform/platform.h"

#include <sqlite3.h>
#include <stdatomic.h>

/* Written into the file: "INSG". */
#define INSIGHTS__SQLITE_APPLICATION 0x494e5347

/* A search row's number is the record's own, then this many bits with its
 * kind. */
#define INSIGHTS__SQLITE_KIND_BITS 7

#define INSIGHTS__SQLITE_READERS 8
#define INSIGHTS__SQLITE_CHECKPOINT ((int64_t)4 << 20)
#define INSIGHTS__SQLITE_WAL_HARD ((int64_t)64 << 20)
#define INSIGHTS__SQLITE_WAL_MAXIMUM ((int64_t)1 << 30)
#define INSIGHTS__SQLITE_LOG_DAYS 30

typedef struct insights__connection insights__connection;
typedef struct insights__sqlite insights__sqlite;

/* What a statement does, without writing its text. No padding: it is a key. */
typedef struct insights__shape {
    uint32_t verb; /* any number that a file of the backend gives it */
    insights_kind kind;
    uint64_t slots;
} insights__shape;

typedef enum insights__vacuum_stage {
    INSIGHTS__VACUUM_NOT = 0,
    INSIGHTS__VACUUM_MERGES = 1, /* segments of the index of search */
    INSIGHTS__VACUUM_MOVES = 2,  /* pages */
    INSIGHTS__VACUUM_ENDS = 3
} insights__vacuum_stage;

struct insights__connection {
    sqlite3 *db;
    insights__map *statements; /* by their text, which own them */
    insights__map *shapes;     /* the same by insights__shape */
    insights__sqlite *file;
    insights__connection *next;
    int checking; /* whether the file is still one to be read */
};

struct insights__sqlite {
    insights__backend base;
    insights__sqlite *next; /* in the registry */
    unsigned refs;          /* guarded by the registry */
    unsigned fork_generation;
    insights__file_identity identity;
    char *path; /* ":memory:" for memory */
    int memory;
    int prepared;               /* the tables are what this library needs */
    int immutable;              /* on a medium that nobody can write */
    char id[INSIGHTS__ID_TEXT]; /* of the store, from meta */

    /* The leader's own: */
    insights__connection *writer;
    int in_group;
    int64_t wal_maximum; /* smaller in tests; 0: the usual one */
    int64_t group_bytes;
    int64_t batch_since; /* when this group began to take rows away; 0: not */
    int64_t batch_rows;  /* so many at a time, by how long it takes */
    int64_t last_rowkey; /* of the row inserted last */
    char last_id[INSIGHTS__ID_TEXT];
    int pruned;
    insights__vacuum_stage vacuum;
    int64_t step_pages; /* so many at a time, by how long it takes */

    /* Moving the log into the file, beside the leader; see sqlite_rest.c. */
    atomic_int moving;
    insights__connection *mover; /* of the one who set that */
    _Atomic int64_t wal_bytes;   /* after the last commit */
    _Atomic int64_t wal_rested;  /* at the last checkpoint */
    _Atomic int64_t wal_own;     /* what we wrote of it since then */

    /* The writer's turn between processes; see sqlite_side.h. */
    insights__file side;
    int writing; /* others were told that we write */
    int turn;
    int64_t turn_since; /* when our run of turns began */

    insights__mutex pool_lock; /* guards the two below */
    insights__connection *idle;
    size_t idle_count;
    insights__mutex memory_lock;

    /* Noticing commits; see sqlite_log.c. */
    atomic_int watched;
    insights__wake wake;
    insights__file notice;
    int64_t watching_at; /* our byte of the side file */
};

static inline insights__sqlite *insights__sqlite_of(insights__backend *backend)
{
    return (insights__sqlite *)(void *)backend;
}

/* --- sqlite_connection.c -------------------------------------------------- */

/* Turn a result code into an error that names the file. */
insights_status insights__sqlite_fail(
    insights__connection *connection,
    int code,
    insights_error **error);

insights_status insights__sqlite_connect(
    insights__sqlite *file,
    int writable,
    uint32_t timeout_ms,
    insights__connection **out,
    insights_error **error);
void insights__sqlite_disconnect(insights__connection *connection);

/* A statement from the cache of the connection, ready to be bound. */
insights_status insights__sqlite_prepare(
    insights__connection *connection,
    const char *sql,
    sqlite3_stmt **out,
    insights_error **error);

/* The same with values bound; a buffer that failed fails here. */
insights_status insights__sqlite_prepare_sql(
    insights__connection *connection,
    const insights__sql *sql,
    sqlite3_stmt **out,
    insights_error **error);

/* The statement of that shape, or NULL; and to remember one. */
sqlite3_stmt *insights__sqlite_shape(
    const insights__connection *connection,
    insights__shape shape);
void insights__sqlite_keep_shape(
    insights__connection *connection,
    insights__shape shape,
    sqlite3_stmt *statement);

void insights__sqlite_bind_text(
    sqlite3_stmt *statement,
    int number,
    const char *text);

/* OK where there is a row, DONE where there is none; then, and after a
 * failure, the statement is reset. */
insights_status insights__sqlite_step(
    insights__connection *connection,
    sqlite3_stmt *statement,
    insights_error **error);

/* Run to the end. */
insights_status insights__sqlite_run(
    insights__connection *connection,
    sqlite3_stmt *statement,
    insights_error **error);

/* Run text once; nothing is kept. */
insights_status insights__sqlite_execute(
    insights__connection *connection,
    const char *sql,
    insights_error **error);

/* The first column of the first row, or `otherwise`. */
insights_status insights__sqlite_integer(
    insights__connection *connection,
    const char *sql,
    int64_t otherwise,
    int64_t *out,
    insights_error **error);

/* A connection to read with, and back into the pool. */
insights_status insights__sqlite_reader(
    insights__sqlite *file,
    insights__connection **out,
    insights_error **error);
void insights__sqlite_reader_done(insights__connection *connection);

/* --- sqlite_schema.c ------------------------------------------------------ */

/* Look at the file: whether it is a store that this library may use. With
 * `create`, an empty file becomes one. */
insights_status insights__sqlite_adopt(
    insights__connection *connection,
    const insights_store_options *options,
    insights_error **error);

/* INSIGHTS_E_NEWER where a later library has changed the file so that this
 * one must no longer read it. */
insights_status insights__sqlite_check_reader(
    insights__connection *connection,
    insights_error **error);

/* --- sqlite_group.c ------------------------------------------------------- */

/* Above this size of the log no group begins. */
int64_t insights__sqlite_wal_maximum(const insights__sqlite *file);

/* After a commit: the log holds so many pages now. */
void insights__sqlite_note_log(insights__sqlite *file, sqlite3 *db, int pages);

/* --- sqlite_scope.c ------------------------------------------------------- */

/* Where the row with this id is deleted already and only waits to be taken
 * away: take it away now, and DONE. OK where it stands; INSIGHTS_E_AGAIN for
 * the root of a delete. */
insights_status insights__sqlite_clear_away(
    insights__sqlite *file,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_error **error);

/* Called for each delete that is under way, with the number of its rows. */
typedef insights_status (*insights__left)(
    void *user,
    const insights__kind *kind,
    const char *id,
    int64_t rows,
    insights_error **error);

insights_status insights__sqlite_left(
    insights__connection *reader,
    const char *account,
    insights__left each,
    void *user,
    insights_error **error);

/* --- sqlite_turn.c -------------------------------------------------------- */

/* Wait for the turn between processes. */
insights_status insights__sqlite_turn_take(
    insights__sqlite *file,
    uint32_t timeout_ms,
    insights_error **error);
void insights__sqlite_turn_give(insights__sqlite *file);

/* Teach SQLite, in a forked child, that the files it opens from now on are
 * not those that it believes to have open. */
void insights__sqlite_forked(void);

/* Append the ids that a statement gives, to its end. */
insights_status insights__sqlite_ids(
    insights__connection *connection,
    sqlite3_stmt *statement,
    insights__ids *out,
    insights_error **error);

/* Whether search keeps words of a kind. */
int insights__sqlite_has_words(const insights__kind *kind);

/* --- the operations ------------------------------------------------------- */

/* Make a record of the row a statement stands on; columns from `first`. */
insights_status insights__sqlite_record(
    sqlite3_stmt *statement,
    int first,
    const insights__kind *kind,
    insights__record_builder *builder,
    insights_record **out,
    insights_error **error);

/* Read a row through any connection; NOT_FOUND without an error. */
insights_status insights__sqlite_fetch(
    insights__connection *connection,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_record **out,
    insights_error **error);

insights_status insights__sqlite_get(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_record **out,
    insights_error **error);
insights_status insights__sqlite_select(
    insights__backend *backend,
    const insights__select *select,
    insights__records *out,
    insights_error **error);
insights_status insights__sqlite_select_on(
    insights__connection *reader,
    const insights__select *select,
    insights__records *out,
    insights_error **error);
insights_status insights__sqlite_count(
    insights__backend *backend,
    const insights__select *select,
    int64_t maximum,
    int64_t *out,
    insights_error **error);
insights__served insights__sqlite_serves(
    insights__backend *backend,
    const insights__select *select);
insights_status insights__sqlite_resolve(
    insights__backend *backend,
    const insights__select *select,
    const char *text,
    int at_end,
    size_t maximum,
    insights__ids *out,
    insights_error **error);
insights_status insights__sqlite_search(
    insights__backend *backend,
    const insights__match *match,
    insights__candidate each,
    void *user,
    insights_error **error);
insights_status insights__sqlite_frequency(
    insights__backend *backend,
    const insights__kind *kind,
    const char *scope,
    const char *word,
    int64_t maximum,
    int64_t *out,
    insights_error **error);
insights_status insights__sqlite_sql(
    insights__backend *backend,
    const char *sql,
    size_t maximum,
    insights__list *out,
    int *more,
    insights_error **error);
insights_status insights__sqlite_check(
    insights__backend *backend,
    const char *account,
    insights__list *out,
    insights_error **error);
insights_status insights__sqlite_log_latest(
    insights__backend *backend,
    int64_t *out,
    insights_error **error);
insights_status insights__sqlite_log_read(
    insights__backend *backend,
    int64_t after,
    size_t maximum,
    insights__commits *out,
    insights_error **error);
insights_status insights__sqlite_group_log(
    insights__backend *backend,
    int64_t after,
    size_t maximum,
    insights__commits *out,
    insights_error **error);
insights_status insights__sqlite_log_select(
    insights__backend *backend,
    const insights__select *select,
    insights__records *out,
    int64_t *last,
    insights_error **error);
insights_status insights__sqlite_log_begin(
    insights__backend *backend,
    insights_error **error);
void insights__sqlite_log_wait(insights__backend *backend);
void insights__sqlite_log_wake(insights__backend *backend);
void insights__sqlite_log_end(insights__backend *backend);

/* Wake whoever watches, here and in other processes. */
void insights__sqlite_log_tell(insights__sqlite *file);

insights_status insights__sqlite_group_begin(
    insights__backend *backend,
    uint32_t timeout_ms,
    int64_t *last_at,
    insights_error **error);
insights_status insights__sqlite_group_commit(
    insights__backend *backend,
    int64_t at,
    const insights__buffer *log,
    insights_error **error);
void insights__sqlite_group_abort(insights__backend *backend);
int insights__sqlite_rest(insights__backend *backend, insights__rest how);
insights_status insights__sqlite_scrub(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error);
int64_t insights__sqlite_group_bytes(insights__backend *backend);
insights_status insights__sqlite_mark(
    insights__backend *backend,
    insights_error **error);
insights_status insights__sqlite_keep(
    insights__backend *backend,
    insights_error **error);
int insights__sqlite_undo(insights__backend *backend);
insights_status insights__sqlite_read(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_record **out,
    insights_error **error);
insights_status insights__sqlite_version(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    int64_t *out,
    char owner[INSIGHTS__ID_TEXT],
    insights_error **error);
insights_status insights__sqlite_insert(
    insights__backend *backend,
    const insights_record *record,
    const insights__stamp *stamp,
    insights_error **error);
insights_status insights__sqlite_update(
    insights__backend *backend,
    const insights_record *record,
    const insights__stamp *stamp,
    int whole,
    insights_error **error);
insights_status insights__sqlite_remove(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    insights_error **error);
insights_status insights__sqlite_referrers(
    insights__backend *backend,
    const insights__kind *kind,
    const insights__field *field,
    const char *account,
    const char *value,
    size_t maximum,
    insights__ids *out,
    insights_error **error);
insights_status insights__sqlite_clear(
    insights__backend *backend,
    const insights__kind *kind,
    const insights__field *field,
    const insights__stamp *stamp,
    insights_error **error);
insights_status insights__sqlite_index_terms(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    const char *scope,
    const char *terms,
    insights_error **error);

insights_status insights__sqlite_list(
    insights__backend *backend,
    const insights__select *select,
    insights__candidate each,
    void *user,
    insights_error **error);
insights_status insights__sqlite_pick(
    insights__backend *backend,
    const insights__select *select,
    const insights__packed_id *ids,
    size_t *used,
    insights__records *out,
    insights_error **error);
insights_status insights__sqlite_vacuum(
    insights__backend *backend,
    uint32_t timeout_ms,
    insights_error **error);
insights_status insights__sqlite_size(
    insights__backend *backend,
    int64_t *out,
    insights_error **error);
insights_status insights__sqlite_bury(
    insights__backend *backend,
    const insights__kind *kind,
    const char *account,
    const char *id,
    int64_t at,
    insights_error **error);
insights_status insights__sqlite_beyond(
    insights__backend *backend,
    const insights__scope_link *link,
    const char *account,
    const char *id,
    size_t maximum,
    insights__ids *out,
    insights_error **error);
insights_status insights__sqlite_purge(
    insights__backend *backend,
    const char *preferred,
    int64_t maximum,
    int64_t *removed,
    insights_error **error);
insights_status insights__sqlite_buried(
    insights__backend *backend,
    const char *account,
    const char *id,
    int64_t *out,
    insights_error **error);

#endif
