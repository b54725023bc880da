/* sqlite.c - stores in a file or in memory, by SQLite.
 *
 * The registry holds what is open, one entry per file; it belongs to one
 * process, and a forked child starts with an empty one.
 */
#include "backends/sqlite.h"

#include "base/alloc.h"

#include <errno.h>
#include <string.h>

static struct {
    insights__mutex lock; /* also held while a file is opened or closed */
    insights__sqlite *first;
    insights__sqlite *abandoned; /* the parent's, in a forked child */
    unsigned fork_generation;
} registry = {INSIGHTS__MUTEX_INIT, NULL, NULL, 0};

static insights__once fork_once = INSIGHTS__ONCE_INIT;

static void before_fork(void)
{
    insights__mutex_lock(&registry.lock);
}

static void after_fork(void)
{
    insights__mutex_unlock(&registry.lock);
}

static void watch_forks(void)
{
    insights__at_fork(before_fork, after_fork, after_fork);
}

/* What the parent opened is left as it is, and stays reachable. */
static void abandon(void)
{
    insights__sqlite **end = &registry.abandoned;

    while (*end)
        end = &(*end)->next;
    *end = registry.first;
    registry.first = NULL;
}

static void lock_registry(void)
{
    insights__once_run(&fork_once, watch_forks);
    insights__mutex_lock(&registry.lock);
    if (registry.fork_generation != insights__fork_generation()) {
        registry.fork_generation = insights__fork_generation();
        abandon();
        if (registry.fork_generation)
            insights__sqlite_forked();
    }
}

/* --- Making and freeing --------------------------------------------------- */

static void free_file(insights__sqlite *file)
{
    insights__connection *reader;

    if (!file)
        return;
    insights__queue_stop(&file->base.queue);
    while ((reader = file->idle) != NULL) {
        file->idle = reader->next;
        insights__sqlite_disconnect(reader);
    }
    insights__sqlite_disconnect(file->mover);
    insights__sqlite_disconnect(file->writer);
    insights__file_close(file->side);
    insights__mutex_destroy(&file->pool_lock);
    insights__mutex_destroy(&file->memory_lock);
    insights__queue_free(&file->base.queue);
    insights__free(file->path);
    insights__free(file);
}

static insights__sqlite *new_file(
    const insights__backend_ops *ops,
    const char *path)
{
    insights__sqlite *file = insights__alloc(sizeof(*file));

    if (!file)
        return NULL;
    file->base.ops = ops;
    file->refs = 1;
    file->side = file->notice = INSIGHTS__NO_FILE;
    file->fork_generation = insights__fork_generation();
    insights__queue_init(&file->base.queue);
    insights__mutex_init(&file->pool_lock);
    insights__mutex_init(&file->memory_lock);
    file->path = insights__strdup(path);
    if (!file->path) {
        free_file(file);
        return NULL;
    }
    return file;
}

/* --- Opening a file ------------------------------------------------------- */

static insights_status check_library(insights_error **error)
{
    if (sqlite3_libversion_number() < 3038000)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "SQLite 3.38 or newer is needed; this is %s", sqlite3_libversion());
    return INSIGHTS_OK;
}

/* Find out which file is meant; makes it where that is allowed. */
static insights_status identify(
    const char *path,
    const insights_store_options *options,
    insights__file_identity *out,
    int *made,
    insights_error **error)
{
    const char *network = insights__path_network(path);
    int may_make = options->flags & INSIGHTS_STORE_CREATE &&
                   !(options->flags & INSIGHTS_STORE_READ_ONLY);
    insights__file file;
    int failed;

    *made = 0;
    if (network)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "'%s' lies on a network folder (%s), where locks cannot be relied "
            "on; keep stores on a local disk",
            path, network);
    failed = insights__path_identify(path, out);
    if (failed == ENOENT && may_make) {
        failed = insights__file_open(
            path,
            INSIGHTS__FILE_WRITE | INSIGHTS__FILE_CREATE |
                INSIGHTS__FILE_EXCLUSIVE,
            &file);
        *made = !failed;
        if (!failed)
            insights__file_close(file);
        if (failed && failed != EEXIST)
            return insights__fail_system(error, failed, "make", path);
        failed = insights__path_identify(path, out);
    }
    if (failed == ENOENT)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "there is no store at '%s'", path);
    if (failed)
        return insights__fail_system(error, failed, "open", path);
    return INSIGHTS_OK;
}

static insights_status connect_and_adopt(
    insights__sqlite *file,
    const insights_store_options *options,
    int writable,
    insights_error **error)
{
    insights__connection *connection = NULL;
    insights_status status = insights__sqlite_connect(
        file, writable, options->busy_timeout_ms, &connection, error);

    if (status == INSIGHTS_OK)
        status = insights__sqlite_adopt(connection, options, error);
    if (status == INSIGHTS_OK && writable) {
        file->writer = connection;
        connection = NULL;
    } else if (status == INSIGHTS_OK) {
        insights__sqlite_reader_done(connection);
        connection = NULL;
    }
    insights__sqlite_disconnect(connection);
    return status;
}

/* Whether nobody can have left changes beside the file. */
static int has_no_wal(const insights__sqlite *file)
{
    insights__buffer path = INSIGHTS__BUFFER_INIT;
    insights__file_identity identity;
    int gone;

    insights__buffer_format(&path, "%s-wal", file->path);
    gone = path.status == INSIGHTS_OK &&
           insights__path_identify(insights__buffer_text(&path), &identity) ==
               ENOENT;
    insights__buffer_free(&path);
    return gone;
}

/* Connect for the first time, or for the first time for writing, and look at
 * what is there. A file on a medium that nobody can write is read as it is.
 */
static insights_status prepare(
    insights__sqlite *file,
    const insights_store_options *options,
    insights_error **error)
{
    int writing = !(options->flags & INSIGHTS_STORE_READ_ONLY);
    insights_status status;

    if (file->writer || (!writing && file->id[0]))
        return INSIGHTS_OK;
    status = connect_and_adopt(file, options, writing || file->memory, error);
    if (writing || file->id[0] || !has_no_wal(file) ||
        (status != INSIGHTS_E_IO && status != INSIGHTS_E_READ_ONLY &&
         status != INSIGHTS_E_DENIED && status != INSIGHTS_E_NOT_FOUND))
        return status;
    file->immutable = 1;
    if (connect_and_adopt(file, options, 0, NULL) == INSIGHTS_OK)
        return INSIGHTS_OK;
    file->immutable = 0;
    return status;
}

static insights__sqlite *find(const insights__file_identity *identity)
{
    insights__sqlite *file = registry.first;

    while (file && (file->identity.device != identity->device ||
                    file->identity.inode != identity->inode))
        file = file->next;
    return file;
}

static insights_status open_file(
    const char *path,
    const insights_store_options *options,
    insights__backend **out,
    insights_error **error)
{
    insights__file_identity identity = {0, 0};
    insights__sqlite *file;
    int made = 0;
    insights_status status = check_library(error);

    if (status == INSIGHTS_OK)
        status = identify(path, options, &identity, &made, error);
    if (status < 0)
        return status;
    file = find(&identity);
    if (file) {
        status = prepare(file, options, error);
        if (status == INSIGHTS_OK) {
            file->refs++;
            *out = &file->base;
        }
        return status;
    }
    file = new_file(&insights__sqlite_backend, path);
    if (!file) {
        status = insights__fail_nomem(error);
    } else {
        file->identity = identity;
        status = prepare(file, options, error);
    }
    if (status < 0) {
        free_file(file);
        if (made)
            insights__path_delete(path);
        return status;
    }
    file->next = registry.first;
    registry.first = file;
    *out = &file->base;
    return INSIGHTS_OK;
}

static insights_status sqlite_open(
    const char *place,
    const insights_store_options *options,
    insights__backend **out,
    insights_error **error)
{
    insights_status status;

    if (!*place)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the path of a store is empty");
    lock_registry();
    status = open_file(place, options, out, error);
    insights__mutex_unlock(&registry.lock);
    return status;
}

static insights_status sqlite_reopen(
    insights__backend *backend,
    const insights_store_options *options,
    insights__backend **out,
    insights_error **error)
{
    return sqlite_open(insights__sqlite_of(backend)->path, options, out, error);
}

/* Leave a file as small as can be, unless others use it. */
static void sqlite_close(insights__backend *backend)
{
    insights__sqlite *file = insights__sqlite_of(backend);
    insights__sqlite **at = &registry.first;

    if (file->fork_generation != insights__fork_generation())
        return;
    lock_registry();
    if (--file->refs == 0) {
        while (*at && *at != file)
            at = &(*at)->next;
        if (*at)
            *at = file->next;
        insights__queue_stop(&file->base.queue);
        while (file->idle) {
            insights__connection *reader = file->idle;

            file->idle = reader->next;
            insights__sqlite_disconnect(reader);
        }
        if (file->writer) {
            sqlite3_busy_timeout(file->writer->db, 0);
            sqlite3_wal_checkpoint_v2(
                file->writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
        }
        free_file(file);
    }
    insights__mutex_unlock(&registry.lock);
}

static const char *sqlite_identity(insights__backend *backend)
{
    return insights__sqlite_of(backend)->id;
}

/* --- In memory ------------------------------------------------------------ */

static insights_status memory_open(
    const char *place,
    const insights_store_options *options,
    insights__backend **out,
    insights_error **error)
{
    insights_store_options own = *options;
    insights__sqlite *file;
    insights_status status = check_library(error);

    if (status < 0)
        return status;
    if (*place)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'memory:%s' has a name; stores in memory have none", place);
    own.flags |= INSIGHTS_STORE_CREATE;
    own.flags &= ~(uint32_t)INSIGHTS_STORE_READ_ONLY;
    file = new_file(&insights__memory_backend, ":memory:");
    if (!file)
        return insights__fail_nomem(error);
    file->memory = 1;
    status = prepare(file, &own, error);
    if (status < 0)
        free_file(file);
    else
        *out = &file->base;
    return status;
}

/* A child has its own copy of the memory, and nothing else is behind it. */
static insights_status memory_reopen(
    insights__backend *backend,
    const insights_store_options *options,
    insights__backend **out,
    insights_error **error)
{
    (void)options;
    (void)error;
    insights__queue_renew(&backend->queue);
    *out = backend;
    return INSIGHTS_OK;
}

static void memory_close(insights__backend *backend)
{
    free_file(insights__sqlite_of(backend));
}

/* --- The tables ----------------------------------------------------------- */

#define SHARED_OPERATIONS                                                     \
    .identity = sqlite_identity, .get = insights__sqlite_get,                 \
    .select = insights__sqlite_select, .count = insights__sqlite_count,       \
    .serves = insights__sqlite_serves, .resolve = insights__sqlite_resolve,   \
    .search = insights__sqlite_search,                                        \
    .frequency = insights__sqlite_frequency, .sql = insights__sqlite_sql,     \
    .check = insights__sqlite_check,                                          \
    .log_latest = insights__sqlite_log_latest,                                \
    .log_read = insights__sqlite_log_read,                                    \
    .log_select = insights__sqlite_log_select,                                \
    .log_begin = insights__sqlite_log_begin,                                  \
    .log_wait = insights__sqlite_log_wait,                                    \
    .log_wake = insights__sqlite_log_wake,                                    \
    .log_end = insights__sqlite_log_end,                                      \
    .group_begin = insights__sqlite_group_begin,                              \
    .group_log = insights__sqlite_group_log,                                  \
    .group_commit = insights__sqlite_group_commit,                            \
    .group_abort = insights__sqlite_group_abort,                              \
    .rest = insights__sqlite_rest, .scrub = insights__sqlite_scrub,           \
    .group_bytes = insights__sqlite_group_bytes,                              \
    .mark = insights__sqlite_mark, .keep = insights__sqlite_keep,             \
    .undo = insights__sqlite_undo, .read = insights__sqlite_read,             \
    .version = insights__sqlite_version, .insert = insights__sqlite_insert,   \
    .update = insights__sqlite_update, .remove = insights__sqlite_remove,     \
    .referrers = insights__sqlite_referrers, .clear = insights__sqlite_clear, \
    .vacuum = insights__sqlite_vacuum, .size = insights__sqlite_size,         \
    .list = insights__sqlite_list, .pick = insights__sqlite_pick,             \
    .bury = insights__sqlite_bury, .beyond = insights__sqlite_beyond,         \
    .purge = insights__sqlite_purge, .buried = insights__sqlite_buried,       \
    .index_terms = insights__sqlite_index_terms

const insights__backend_ops insights__sqlite_backend = {
    .scheme = "sqlite",
    .open = sqlite_open,
    .reopen = sqlite_reopen,
    .close = sqlite_close,
    SHARED_OPERATIONS,
};

const insights__backend_ops insights__memory_backend = {
    .scheme = "memory",
    .open = memory_open,
    .reopen = memory_reopen,
    .close = memory_close,
    SHARED_OPERATIONS,
};
