/* internal.h - what the files of src/store share. */
#ifndef INSIGHTS_STORE_INTERNAL_H
#define INSIGHTS_STORE_INTERNAL_H

#include "store/backend.h"
#include "store/log.h"

#include <stdatomic.h>

/* Limits of the store; the messages name them. */
#define INSIGHTS__DELETE_MAXIMUM 10000
#define INSIGHTS__SORT_MAXIMUM 10000
#define INSIGHTS__PAGE_ROWS 256
#define INSIGHTS__PAGE_BYTES (1u << 20)
#define INSIGHTS__CANDIDATES 2000
#define INSIGHTS__SQL_ROWS 100000
#define INSIGHTS__CONDITIONS 32

struct insights_store {
    atomic_uint refs; /* the caller's, one for each cursor and transaction */
    insights_store_options options;
    char *account_slug;
    char account[INSIGHTS__ID_TEXT]; /* "": bound to none */

    insights__mutex lock; /* guards the two below */
    insights__backend *backend;
    unsigned fork_generation; /* the process that `backend` belongs to */
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
};

typedef enum insights__operation_type {
    INSIGHTS__SAVE = 1,
    INSIGHTS__DELETE = 2,
    INSIGHTS__REQUIRE = 3
} insights__operation_type;

typedef struct insights__operation {
    insights__operation_type type;
    uint32_t flags;
    const insights__kind *kind;
    char id[INSIGHTS__ID_TEXT];
    int64_t version;         /* REQUIRE: that stands; SAVE: that it had */
    insights_record *record; /* SAVE: owned, unless borrowed */
    int borrowed;

    /* Set by the commit, for SAVE: */
    int skipped; /* it stood already */
    int64_t new_version;
    int64_t created_at;
    int64_t updated_at;
} insights__operation;

struct insights_transaction {
    insights_store *store;
    INSIGHTS__ARRAY(insights__operation) operations;
    int spent;
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

/* --- queue.c, apply.c, delete.c ------------------------------------------- */

/* Put the transaction into the queue and return when it is answered. */
insights_status insights__queue_commit(
    insights__backend *backend,
    insights_transaction *transaction,
    uint32_t timeout_ms,
    insights_error **error);

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

insights_status insights__apply(
    insights__backend *backend,
    insights_transaction *transaction,
    int64_t now,
    insights_error **error);

insights_status insights__apply_delete(
    insights__writer *writer,
    const insights__operation *operation,
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
