/* internal.h - what the files of src/store share. */
#ifndef INSIGHTS_STORE_INTERNAL_H
#define INSIGHTS_STORE_INTERNAL_H

#include "store/backend.h"
#include "store/log.h"

#include <stdatomic.h>

/* Limits of the store; the messages name them. */
#define INSIGHTS__DELETE_MAXIMUM 10000
#define INSIGHTS__SORT_MAXIMUM 10000
#define INSIGHTS__SNAPSHOT_MAXIMUM 1000000
#define INSIGHTS__PAGE_ROWS 256
#define INSIGHTS__PAGE_BYTES (1u << 20)
#define INSIGHTS__CANDIDATES 2000
#define INSIGHTS__SQL_ROWS 100000
#define INSIGHTS__CONDITIONS 32

/* The thread that takes away the rows of large deletes; see scope.c. */
typedef enum insights__purging {
    INSIGHTS__PURGE_NONE = 0,
    INSIGHTS__PURGE_RUNS = 1,
    INSIGHTS__PURGE_ENDED = 2 /* and waits to be joined */
} insights__purging;

struct insights_store {
    atomic_uint refs; /* the caller's, one for each cursor and transaction */
    insights_store_options options;
    char *account_slug;
    char account[INSIGHTS__ID_TEXT]; /* "": bound to none */

    insights__mutex lock; /* guards the ones below */
    insights__backend *backend;
    unsigned fork_generation; /* the process that `backend` belongs to */
    insights__purging purging;
    insights__thread purger; /* unless `purging` is NONE */
    atomic_int purge_stop;

    /* For tests: smaller limits (0: the usual ones), and no thread. */
    size_t delete_maximum;
    int64_t purge_rows;
    int purge_by_hand;
};

/* A condition that owns its text. */
struct insights_query {
    const insights__kind *kind;
    insights__predicate conditions[INSIGHTS__CONDITIONS];
    size_t condition_count;
    insights__order orders[INSIGHTS__ORDERS];
    size_t order_count;
    size_t limit;
    char *after; /* a token, or NULL */
    uint32_t flags;
};

typedef enum insights__operation_type {
    INSIGHTS__SAVE = 1,
    INSIGHTS__DELETE = 2,
    INSIGHTS__REQUIRE = 3,
    INSIGHTS__PURGE = 4, /* a batch of rows that are deleted already */
    INSIGHTS__QUIET = 5  /* nobody has changed anything of the account */
} insights__operation_type;

typedef struct insights__operation {
    insights__operation_type type;
    uint32_t flags;
    const insights__kind *kind;
    char id[INSIGHTS__ID_TEXT];
    int64_t version;         /* REQUIRE: that stands; SAVE: that it had;
                                QUIET: the commit since when */
    insights_record *record; /* SAVE: owned, unless borrowed */
    int borrowed;

    /* Set by the commit, for SAVE: */
    int skipped; /* it stood already */
    int64_t new_version;
    int64_t created_at;
    int64_t updated_at;

    int64_t rows; /* set by the commit, for PURGE: how many went */
    int buried;   /* set by the commit, for DELETE: rows are still to go */
} insights__operation;

struct insights_transaction {
    insights_store *store;
    INSIGHTS__ARRAY(insights__operation) operations;
    int spent;
    int waits_for_rows; /* somebody takes away what a large delete leaves */
};

/* --- store.c -------------------------------------------------------------- */

void insights__store_ref(insights_store *store);

/* The account a handle is bound to, or NULL. */
const char *insights__store_bound(const insights_store *store);

/* The backend for this process; after a fork it is opened again. */
insights_status insights__store_use(
    insights_store *store,
    insights__backend **out,
    insights_error **error);

/* The stored kind of that number, or a failure. */
insights_status insights__store_kind(
    insights_kind kind,
    const insights__kind **out,
    insights_error **error);

/* Whether `id` looks like an id, or INSIGHTS_E_INVALID. */
insights_status insights__store_check_id(
    const char *id,
    insights_error **error);

insights_status insights__store_writable(
    const insights_store *store,
    insights_error **error);

/* --- query.c -------------------------------------------------------------- */

insights_status insights__query_copy(
    const insights_query *query,
    insights_query **out,
    insights_error **error);

/* What the backend is asked; borrows from both. */
void insights__query_select(
    const insights_store *store,
    const insights_query *query,
    insights__select *out);

/* The value of an EQ condition on a field, or NULL. */
const char *insights__query_equal(
    const insights_query *query,
    const char *field_name);

/* --- snapshot.c ----------------------------------------------------------- */

typedef struct insights__snapshot {
    INSIGHTS__ARRAY(insights__packed_id) ids;
    size_t at; /* the one that comes next */
} insights__snapshot;

/* Fix which records there are. */
insights_status insights__snapshot_take(
    insights__snapshot *self,
    insights_store *store,
    const insights__select *select,
    insights_error **error);

/* Append the next ones that still stand; none: that was all. */
insights_status insights__snapshot_page(
    insights__snapshot *self,
    insights_store *store,
    const insights__select *select,
    insights__records *out,
    insights_error **error);

void insights__snapshot_free(insights__snapshot *self);

/* --- token.c -------------------------------------------------------------- */

/* The place of `record` in the order of a query, as owned text. */
insights_status insights__token_make(
    const insights_store *store,
    const insights_query *query,
    const insights_record *record,
    char **out,
    insights_error **error);

/* Texts of the place point into `*texts`, owned by the caller. */
insights_status insights__token_read(
    const insights_store *store,
    const insights_query *query,
    const char *token,
    insights__place *out,
    char **texts,
    insights_error **error);

/* The values a record has in the order of a query, borrowed from it. */
void insights__place_of(
    const insights_query *query,
    const insights_record *record,
    insights__place *out);

/* --- transaction.c -------------------------------------------------------- */

/* Add a save of the caller's own record, which must outlive the commit. */
insights_status insights__transaction_save_own(
    insights_transaction *transaction,
    insights_record *record,
    insights_error **error);

/* The record that a transaction saves under an id, or NULL. Borrowed. */
const insights_record *insights__transaction_record(
    const insights_transaction *transaction,
    insights_kind kind,
    const char *id);

/* After the commit: give a copy of that record its version and times. */
void insights__transaction_saved(
    const insights_transaction *transaction,
    insights_kind kind,
    const char *id,
    insights_record *copy);

/* Whether it may still be added to or committed. */
insights_status insights__transaction_open(
    const insights_transaction *transaction,
    insights_error **error);

/* Give all that it holds to a new one, and spend it; or undo that. */
insights_status insights__transaction_move(
    insights_transaction *from,
    insights_transaction **out,
    insights_error **error);
void insights__transaction_move_back(
    insights_transaction *from,
    insights_transaction *to);

/* See to what a commit leaves to be done. */
void insights__transaction_committed(const insights_transaction *transaction);

/* --- quiet.c --------------------------------------------------------------
 */

/* The number of the latest commit: what is read from now on is of it, or of a
 * later one. */
insights_status insights__store_moment(
    insights_store *store,
    int64_t *out,
    insights_error **error);

/* Add a guard: the commit fails with INSIGHTS_E_CONFLICT where anything of the
 * account was changed after that moment. Add it first. */
insights_status insights__transaction_quiet(
    insights_transaction *transaction,
    int64_t moment,
    insights_error **error);

/* --- cursor.c ------------------------------------------------------------- */

/* A page of a query, read already, and its place to go on from. */
insights_status insights__store_page(
    insights_store *store,
    const insights_query *query,
    insights_cursor **out,
    insights_error **error);

/* --- async.c, watch.c ----------------------------------------------------- */

/* End the threads of a backend that nobody uses any more; NULL is allowed. */
void insights__async_stop(insights__async *async);
void insights__watches_stop(insights__watches *watches);

/* --- queue.c, apply.c, delete.c ------------------------------------------- */

/* Put the transaction into the queue and return when it is answered. */
insights_status insights__queue_commit(
    insights__backend *backend,
    insights_transaction *transaction,
    uint32_t timeout_ms,
    insights_error **error);

/* Do something that needs the writer to itself, and return when it is done. */
insights_status insights__queue_work(
    insights__backend *backend,
    insights__work task,
    uint32_t timeout_ms,
    insights_error **error);

/* What is better done after commits; nobody waits for it but the caller. */
void insights__queue_rest(insights__backend *backend, insights__rest how);

/* --- scrub.c ---------------------------------------------------------------
 */

/* Leave no byte of what was deleted or overwritten in the file, its log, its
 * free pages and its search index. INSIGHTS_E_BUSY where somebody still
 * reads: then bytes remain, and it can be called again. */
insights_status insights__store_scrub(
    insights_store *store,
    insights_error **error);

/* The two halves of that: queue a job, whose `wake` is its caller's; wait for
 * it, leading where that is its turn. Who queues several waits for them in
 * the same order. */
void insights__queue_put(insights__backend *backend, insights__job *job);
void insights__queue_wait(insights__backend *backend, insights__job *job);

/* A record that must stand when the transaction ends. */
typedef struct insights__reference {
    const insights__kind *target;
    const char *field; /* who refers, for a message */
    const char *kind;
    char account[INSIGHTS__ID_TEXT];
    char id[INSIGHTS__ID_TEXT];
} insights__reference;

/* A transaction while it is applied by the leader of a group. */
typedef struct insights__writer {
    insights__backend *backend;
    const insights_store *store;
    int64_t now;
    insights__buffer *log; /* what the group changed */
    insights__log_place place;
    INSIGHTS__ARRAY(insights__reference) references;
} insights__writer;

insights_status insights__apply_quiet(
    insights__writer *writer,
    const insights__operation *operation,
    insights_error **error);

insights_status insights__apply(
    insights__backend *backend,
    insights_transaction *transaction,
    int64_t now,
    insights_error **error);

insights_status insights__apply_delete(
    insights__writer *writer,
    insights__operation *operation,
    const char *account,
    insights_error **error);

/* Note a change in the packed list; `project` may be NULL or "". */
void insights__log_change(
    insights__writer *writer,
    const insights__kind *kind,
    const char *account,
    const char *project,
    const char *id,
    int64_t version,
    char op);

/* The project a record belongs to, as the group sees it, for the log; "" for
 * none. `record` may be NULL, or have but some of its fields. */
insights_status insights__project_of(
    insights__writer *writer,
    const insights__kind *kind,
    const char *account,
    const char *id,
    const insights_record *record,
    char out[INSIGHTS__ID_TEXT],
    insights_error **error);

/* --- scope.c --- */

insights_status insights__apply_purge(
    insights__writer *writer,
    insights__operation *operation,
    insights_error **error);

/* Take away the rows of the delete of `id` (NULL: of all that are under way),
 * to the last; `*rows` (may be NULL) grows by their number. */
insights_status insights__purge_all(
    insights_store *store,
    const char *id,
    int64_t *rows,
    insights_error **error);

/* See to it that somebody takes them away; and before the store goes. */
void insights__purge_start(insights_store *store);
void insights__purge_stop(insights_store *store);

/* Forget what was known to stand. */
void insights__known_clear(insights__queue *queue);

/* Whether rows of this kind belong to a target named by kind and id. */
int insights__kind_polymorphic(const insights__kind *kind);

/* --- search.c ------------------------------------------------------------- */

/* Write or forget the terms of a record that was just saved. */
insights_status insights__search_put(
    insights__writer *writer,
    const insights__kind *kind,
    const char *account,
    const insights_record *record,
    const char *id,
    insights_error **error);

int insights__kind_searchable(const insights__kind *kind);

#endif
