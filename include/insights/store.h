/**
 * @file insights/store.h
 * @brief Keep records, find them again, and change many at once or not at all.
 *
 * A store is a file (`sqlite:study.insights`, or just the path) or memory
 * (`memory:`). Any number of processes and threads may use one file.
 *
 * Every handle belongs to one account, which it adds to all it reads and
 * writes: what belongs to another account is not found.
 *
 * Threads: a store may be used from any thread; a query, cursor or
 * transaction by one thread at a time. After fork() a child may go on using
 * a store: it opens the file again by itself.
 */
#ifndef INSIGHTS_STORE_H
#define INSIGHTS_STORE_H

#include <insights/cursor.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A collection of records held by some backend. */
typedef struct insights_store insights_store;

/** Which records to read, and in what order. */
typedef struct insights_query insights_query;

/** A list of changes that are made together. */
typedef struct insights_transaction insights_transaction;

/* --- Opening -------------------------------------------------------------- */

/** Bits of insights_store_options::flags. */
enum {
    INSIGHTS_STORE_READ_ONLY = 1u << 0, /**< Refuse every change. */
    INSIGHTS_STORE_CREATE = 1u << 1,    /**< Make the file if it is new. */
    INSIGHTS_STORE_ADMIN = 1u << 2      /**< Bound to no account: sees all;
                                             saving needs account_id set. */
};

/** How to open a store. Zero means the default in every field but `size`. */
typedef struct insights_store_options {
    size_t size;              /**< Set by INSIGHTS_STORE_OPTIONS_INIT. */
    const char *account;      /**< Slug of the account; NULL: "default", which
                                   is made at first open. */
    uint32_t flags;           /**< Bitwise OR of `INSIGHTS_STORE_*`. */
    uint32_t busy_timeout_ms; /**< Wait for another's turn this long; 0:
                                   10000. */
} insights_store_options;

/** Initialises an ::insights_store_options with its defaults. */
#define INSIGHTS_STORE_OPTIONS_INIT                \
    {                                              \
        sizeof(insights_store_options), NULL, 0, 0 \
    }

/**
 * Open a store.
 *
 * @param uri      `sqlite:PATH`, a plain path, or `memory:`.
 * @param options  NULL for the defaults. Copied.
 * @param[out] out Owned; release with insights_store_free().
 * @retval INSIGHTS_E_NOT_FOUND No such file, and INSIGHTS_STORE_CREATE is not
 *                 set; or no such account.
 * @retval INSIGHTS_E_UNSUPPORTED No backend answers to the scheme, the file
 *                 lies on a network folder, or options of a later version.
 * @retval INSIGHTS_E_CORRUPT Not a store, or a damaged one.
 * @retval INSIGHTS_E_NEWER Written by a later version that this one must not
 *                 touch.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_open(
    const char *uri,
    const insights_store_options *options,
    insights_store **out,
    insights_error **error);

/** Release a store; cursors and transactions keep it alive. NULL is allowed.
 * @since 0.1 */
INSIGHTS_API void insights_store_free(insights_store *store);

/** The id of the account the handle is bound to, or NULL. Borrowed from the
 * store. @since 0.1 */
INSIGHTS_API const char *insights_store_account(const insights_store *store);

/* --- One record ------------------------------------------------------------
 */

/**
 * Save a record: version 0 inserts, else updates where that version still
 * stands. Only dirty fields are written. The record then has its id, new
 * version and times, and nothing dirty.
 *
 * @retval INSIGHTS_E_CONFLICT Somebody saved it meanwhile.
 * @retval INSIGHTS_E_EXISTS A unique key is taken; insights_error_record_id()
 *                 says by whom.
 * @retval INSIGHTS_E_REFERENCE It refers to what is not there.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_save(
    insights_store *store,
    insights_record *record,
    insights_error **error);

/**
 * Read one record with all its fields.
 * @param[out] out Owned and writable; release with insights_record_free().
 * @retval INSIGHTS_E_NOT_FOUND Nothing of this kind has this id.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_get(
    insights_store *store,
    insights_kind kind,
    const char *id,
    insights_record **out,
    insights_error **error);

/**
 * Find the full id from what people type: a whole id, its end (six
 * characters or more), its beginning, or `insights://KIND/ID`.
 * @param[out] out Owned; release with insights_free().
 * @retval INSIGHTS_E_AMBIGUOUS Several match; the message lists some.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_resolve(
    insights_store *store,
    insights_kind kind,
    const char *text,
    char **out,
    insights_error **error);

/** Bits for insights_store_delete(). */
enum {
    INSIGHTS_DELETE_WAIT = 1u << 0 /**< Return when the last row is gone; also
                                        of what was deleted before. */
};

/**
 * Delete a record and whatever exists only because of it. It is gone for
 * everybody when the call returns: up to 10,000 records in one transaction;
 * of more the rows go afterwards, little by little beside other writers, in
 * this process or in the next one that deletes, vacuums or starts an engine.
 *
 * @param flags Bitwise OR of `INSIGHTS_DELETE_*`.
 * @retval INSIGHTS_E_LIMIT More than 10,000 records would go, and the kind is
 *                 not one that others belong to (project, interview,
 *                 transcript).
 * @retval INSIGHTS_E_AGAIN With INSIGHTS_DELETE_WAIT alone: it is deleted, and
 *                 the waiting failed; the same call waits again. After any
 *                 other failure nothing is deleted.
 * @retval INSIGHTS_E_REFERENCE Something that must stay refers to it.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_delete(
    insights_store *store,
    insights_kind kind,
    const char *id,
    uint32_t flags,
    insights_error **error);

/* --- Many records -----------------------------------------------------------
 */

/** How a field is compared. */
typedef enum insights_operator {
    INSIGHTS_EQ = 1,
    INSIGHTS_NE = 2, /**< Also true of null. */
    INSIGHTS_LT = 3,
    INSIGHTS_LE = 4,
    INSIGHTS_GT = 5,
    INSIGHTS_GE = 6
} insights_operator;

/** In which order. Nulls come first when ascending. */
enum { INSIGHTS_ASCENDING = 0, INSIGHTS_DESCENDING = 1 };

/**
 * Start a query for records of a kind. Conditions are joined by *and*.
 * @param[out] out Owned; release with insights_query_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_query_new(
    insights_kind kind,
    insights_query **out,
    insights_error **error);

/** Compare a TEXT, ENUM or ID field, by bytes. NULL: is (EQ) or is not (NE)
 * null. @since 0.1 */
INSIGHTS_API insights_status insights_query_where_text(
    insights_query *query,
    insights_field field,
    insights_operator op,
    const char *value,
    insights_error **error);

/** Compare an INT, TIME or BOOL field. @since 0.1 */
INSIGHTS_API insights_status insights_query_where_int(
    insights_query *query,
    insights_field field,
    insights_operator op,
    int64_t value,
    insights_error **error);

/**
 * Order by a field; at most two, the id always last. Without any: by id,
 * which is the order of making. Fields marked `sort` in the model have an
 * index for it within a project; by others at most 10,000 records are
 * ordered.
 * @retval INSIGHTS_E_INVALID The field holds JSON; the message names those
 *                 marked `sort`.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_query_order(
    insights_query *query,
    insights_field field,
    int direction,
    insights_error **error);

/** At most this many records; 0: all. @since 0.1 */
INSIGHTS_API insights_status insights_query_limit(
    insights_query *query,
    size_t limit,
    insights_error **error);

/** Bits for insights_query_set_flags(). */
enum {
    INSIGHTS_QUERY_SNAPSHOT = 1u << 0 /**< Fix at the start which records are
                                           found: what is added or changes
                                           later neither appears nor drops
                                           out; what is deleted is left out. */
};

/**
 * @param flags Bitwise OR of `INSIGHTS_QUERY_*`.
 * @retval INSIGHTS_E_LIMIT By the call that reads, with
 * INSIGHTS_QUERY_SNAPSHOT: more than 1,000,000 records are found.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_query_set_flags(
    insights_query *query,
    uint32_t flags,
    insights_error **error);

/** Go on behind the place where insights_cursor_token() was taken from a
 * cursor of the same query. @since 0.1 */
INSIGHTS_API insights_status insights_query_after(
    insights_query *query,
    const char *token,
    insights_error **error);

/** Release a query. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_query_free(insights_query *query);

/**
 * Read the records of a query, page by page: no lock and no snapshot is held
 * between calls.
 * @param query    Copied.
 * @param[out] out Owned; release with insights_cursor_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_query(
    insights_store *store,
    const insights_query *query,
    insights_cursor **out,
    insights_error **error);

/** How many records a query would give, its limit aside. @since 0.1 */
INSIGHTS_API insights_status insights_store_count(
    insights_store *store,
    const insights_query *query,
    int64_t *out,
    insights_error **error);

/**
 * Find records by words. All words must occur (their stems are compared);
 * best match first.
 *
 * @param text     What to look for, in any language.
 * @param query    The kind, conditions and limit (0: 20); NULL order.
 * @param[out] out Owned; the cursor's insights_cursor_score() tells how well
 *                 the current record matches.
 * @retval INSIGHTS_E_INVALID The kind has no field marked `search`.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_search(
    insights_store *store,
    const char *text,
    const insights_query *query,
    insights_cursor **out,
    insights_error **error);

/**
 * Run one read-only SQL statement over the documented views (`v_evidence` …).
 * @param[out] out Records of kind INSIGHTS_ROW whose one field holds the row
 *                 as a JSON object. Owned.
 * @retval INSIGHTS_E_DENIED The statement would write.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_sql(
    insights_store *store,
    const char *sql,
    insights_cursor **out,
    insights_error **error);

/**
 * Check the file: its structure, and that no record refers to nothing.
 * @param[out] out Records of kind INSIGHTS_FINDING; none when all is well.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_check(
    insights_store *store,
    insights_cursor **out,
    insights_error **error);

/**
 * Finish deletes that are under way and give free space back to the disk.
 * Other writers wait at most a moment at a time, unless the file still has
 * the layout of the first schema, which is written anew once.
 * @param[out] out INSIGHTS_SUMMARY: `details` holds the bytes before and
 *                 after, and how many records were still to go. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_vacuum(
    insights_store *store,
    insights_record **out,
    insights_error **error);

/* --- Transactions ------------------------------------------------------------
 */

/** Bits for insights_transaction_save(). */
enum {
    INSIGHTS_SAVE_IF_ABSENT = 1u << 0, /**< Where the id or a unique key stands
                                            already, do nothing. */
    INSIGHTS_SAVE_RESTORE = 1u << 1    /**< Keep id, version and times as
                                            given; insert, or replace what has
                                            the same id. */
};

/**
 * Begin a list of changes. Nothing is locked until it is committed.
 * @param[out] out Owned; release with insights_transaction_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_transaction_new(
    insights_store *store,
    insights_transaction **out,
    insights_error **error);

/**
 * Add a save. The record is copied now; it gets its id now (so that later
 * operations can refer to it), its version and times at the commit.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_transaction_save(
    insights_transaction *transaction,
    insights_record *record,
    uint32_t flags,
    insights_error **error);

/** Add a delete. @since 0.1 */
INSIGHTS_API insights_status insights_transaction_delete(
    insights_transaction *transaction,
    insights_kind kind,
    const char *id,
    insights_error **error);

/** Add a guard: the commit fails with ::INSIGHTS_E_CONFLICT unless this
 * version of the record still stands. @since 0.1 */
INSIGHTS_API insights_status insights_transaction_require(
    insights_transaction *transaction,
    const insights_record *record,
    insights_error **error);

/**
 * Make all the changes, in order, or none. Returns when they are on disk.
 * The transaction is spent then, whatever the result.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_transaction_commit(
    insights_transaction *transaction,
    insights_error **error);

/** Release a transaction; one that was not committed changes nothing. NULL
 * is allowed. @since 0.1 */
INSIGHTS_API void insights_transaction_free(insights_transaction *transaction);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_STORE_H */
