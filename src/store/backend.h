/* backend.h - what a place to keep records must be able to do.
 *
 * src/store is the only caller and has done, before it calls: checked every
 * argument, added the account to every condition, looked up references,
 * decided what a delete takes along, made the terms of a search. A backend
 * may assert what it is given; it keeps rows, finds them, and keeps unique
 * keys unique.
 *
 * One backend object stands for one database in this process, however many
 * store handles share it. Reads may come from any thread at any time and see
 * committed rows. Writes come between group_begin() and group_commit() or
 * group_abort(), from one thread at a time: the leader of the commit queue,
 * which lives in the base struct. No read leaves a statement or a
 * transaction open behind it. No call comes from a forked child: the front
 * calls reopen() there first and uses what that gives.
 *
 * Every member is mandatory. A backend that cannot do a thing says so with
 * INSIGHTS_E_UNSUPPORTED, so that no caller tests for NULL.
 */
#ifndef INSIGHTS_STORE_BACKEND_H
#define INSIGHTS_STORE_BACKEND_H

#include "base/array.h"
#include "base/buffer.h"
#include "model/cursor.h"
#include "model/descriptor.h"
#include "model/record.h"
#include "store/queue.h"

#include <insights/store.h>

#define INSIGHTS__ID_TEXT 37 /* a UUID as text and its NUL */

typedef struct insights__backend insights__backend;

/* --- What is asked -------------------------------------------------------- */

/* A value to compare with; `text` NULL with type INSIGHTS_TYPE_TEXT is not
 * used: null has type 0. */
typedef struct insights__value {
    int type; /* 0: null, INSIGHTS_TYPE_TEXT, _INT or _REAL */
    int64_t integer;
    double real;
    const char *text;
} insights__value;

/* `field` NULL compares the id. */
typedef struct insights__predicate {
    const insights__field *field;
    insights_operator op;
    insights__value value;
} insights__predicate;

typedef struct insights__order {
    const insights__field *field;
    int descending;
} insights__order;

#define INSIGHTS__ORDERS 2

/* Behind which row to go on; keys are the values of the ordered fields. */
typedef struct insights__place {
    insights__value keys[INSIGHTS__ORDERS];
    char id[INSIGHTS__ID_TEXT];
} insights__place;

/* The id is the last order, in the direction of the one before. */
typedef struct insights__select {
    const insights__kind *kind;
    const char *account; /* NULL: all of them */
    const insights__predicate *conditions;
    size_t condition_count;
    insights__order orders[INSIGHTS__ORDERS];
    size_t order_count;
    const insights__place *after; /* NULL: from the start */
    size_t limit;                 /* rows, at least 1 */
    size_t bytes;                 /* stop behind the row that reaches this */
    int sort; /* find by the conditions and sort, whatever index there is */
    int ids;  /* only ids are wanted; set by the backend */
} insights__select;

/* How well a backend's indexes fit the order of a query. */
typedef enum insights__served {
    INSIGHTS__SERVED_NOT = 0,   /* only by sorting */
    INSIGHTS__SERVED_ORDER = 1, /* by an index on the order, but another finds
                                   the conditions better */
    INSIGHTS__SERVED = 2        /* a page costs what it holds */
} insights__served;

typedef INSIGHTS__ARRAY(insights_record *) insights__records;

/* Frees the records too. */
void insights__records_free(insights__records *records);

typedef struct insights__id {
    char text[INSIGHTS__ID_TEXT];
} insights__id;

typedef INSIGHTS__ARRAY(insights__id) insights__ids;

typedef struct insights__packed_id {
    unsigned char bytes[16];
} insights__packed_id;

/* What a save writes beside the record's own fields. */
typedef struct insights__stamp {
    const char *id;
    const char *account;
    int64_t version;
    int64_t created_at;
    int64_t updated_at;
} insights__stamp;

/* --- Search --------------------------------------------------------------- */

/* All of the words must occur. */
typedef struct insights__match {
    const char *scope; /* the one scope term that all candidates carry */
    const char *const *words;
    size_t word_count;
    const insights__select *select; /* conditions; its limit is the number of
                                       candidates */
} insights__match;

/* Called for each candidate in the order of making; negative stops. */
typedef insights_status (*insights__candidate)(
    void *user,
    const char *id,
    const char *terms,
    insights_error **error);

/* --- The log of commits --------------------------------------------------- */

/* One commit: `changes` is the place of its list in the page, packed as log.h
 * says; `known` 0 where that was not kept. */
typedef struct insights__commit {
    int64_t seq;
    int64_t at;
    size_t offset;
    size_t length;
    int known;
} insights__commit;

typedef struct insights__commits {
    INSIGHTS__ARRAY(insights__commit) list;
    insights__buffer bytes;
} insights__commits;

/* --- Large deletes; see scope.c ------------------------------------------- */

/* Whether rows of this kind are roots that can be marked as deleted, so that
 * what lies beneath goes later. */
int insights__kind_is_scope(const insights__kind *kind);

/* The field by which rows of a kind lie beneath a root of another, or NULL. */
const insights__field *insights__scope_field(
    const insights__kind *root,
    const insights__kind *kind);

/* Which rows are asked for: those of `outer` whose `field` refers to a row of
 * `inner` (a kind beneath the root, or the root's own). */
typedef struct insights__scope_link {
    const insights__kind *root;
    const insights__kind *inner;
    const insights__kind *outer;
    const insights__field *field;
} insights__scope_link;

/* --- Migrations; see migrations.c ----------------------------------------- */

/* The layout that this library writes, beside the model's own tables. */
#define INSIGHTS__SCHEMA 2

/* The layout of a store, and the least that a library must know to read or to
 * write it. */
typedef struct insights__schema {
    int number;
    int min_reader;
    int min_writer;
} insights__schema;

/* Runs statements in the transaction of a migration. A backend embeds it. */
typedef struct insights__migrator insights__migrator;

struct insights__migrator {
    insights_status (*run)(
        insights__migrator *self,
        const char *sql,
        insights_error **error);
};

typedef struct insights__migration {
    int number;
    int min_reader;
    int min_writer;
    insights_status (*run)(insights__migrator *self, insights_error **error);
} insights__migration;

/* Bring a store from a layout to INSIGHTS__SCHEMA; a new one comes from 1. */
insights_status insights__migrate(
    insights__migrator *self,
    int from,
    insights__schema *out,
    insights_error **error);

/* --- The table ------------------------------------------------------------ */

typedef enum insights__rest {
    INSIGHTS__REST_IF_DUE = 0, /* beside whoever leads */
    INSIGHTS__REST_LEADING = 1
} insights__rest;

typedef struct insights__backend_ops {
    /* The part of a URI before the colon. */
    const char *scheme;

    /* --- Lifetime --- */

    /* Open, or share, the database at `place`, the part of the URI behind the
     * colon. Makes it, with its default account, where the options allow.
     * `options` are whole, with defaults filled in. */
    insights_status (*open)(
        const char *place,
        const insights_store_options *options,
        insights__backend **out,
        insights_error **error);

    /* In a forked child: a backend for the same database that shares nothing
     * with the parent's, which is left as it is, never closed. */
    insights_status (*reopen)(
        insights__backend *backend,
        const insights_store_options *options,
        insights__backend **out,
        insights_error **error);

    /* Release one open(). Never fails. */
    void (*close)(insights__backend *backend);

    /* What tells this database from all others, for page tokens. */
    const char *(*identity)(insights__backend *backend);

    /* --- Reading --- */

    /* One record with all its fields, of an account (NULL: of any);
     * NOT_FOUND without an error. */
    insights_status (*get)(
        insights__backend *backend,
        const insights__kind *kind,
        const char *account,
        const char *id,
        insights_record **out,
        insights_error **error);

    /* Append the records of a page, with all their fields. */
    insights_status (*select)(
        insights__backend *backend,
        const insights__select *select,
        insights__records *out,
        insights_error **error);

    /* Hand out the ids of all rows up to the limit, whatever their size, as
     * one moment has them; without terms. */
    insights_status (*list)(
        insights__backend *backend,
        const insights__select *select,
        insights__candidate each,
        void *user,
        insights_error **error);

    /* Append the records with these ids, in this order, as one moment has
     * them; those that are not there are left out. `*used` says how many ids
     * there are, and then how many were used before the size of a page was
     * reached, at least one. Of `select`, kind, account and bytes count. */
    insights_status (*pick)(
        insights__backend *backend,
        const insights__select *select,
        const insights__packed_id *ids,
        size_t *used,
        insights__records *out,
        insights_error **error);

    /* How many rows there are, counting up to `maximum` (0: all). */
    insights_status (*count)(
        insights__backend *backend,
        const insights__select *select,
        int64_t maximum,
        int64_t *out,
        insights_error **error);

    insights__served (
        *serves)(insights__backend *backend, const insights__select *select);

    /* Append up to `maximum` ids that end (`at_end`) or begin with `text`. */
    insights_status (*resolve)(
        insights__backend *backend,
        const insights__select *select,
        const char *text,
        int at_end,
        size_t maximum,
        insights__ids *out,
        insights_error **error);

    /* Hand out candidates. */
    insights_status (*search)(
        insights__backend *backend,
        const insights__match *match,
        insights__candidate each,
        void *user,
        insights_error **error);

    /* In how many records of the scope a word occurs, counting up to
     * `maximum`. */
    insights_status (*frequency)(
        insights__backend *backend,
        const insights__kind *kind,
        const char *scope,
        const char *word,
        int64_t maximum,
        int64_t *out,
        insights_error **error);

    /* How many marked roots there are, in an account (NULL: in all) and with
     * an id (NULL: any). */
    insights_status (*buried)(
        insights__backend *backend,
        const char *account,
        const char *id,
        int64_t *out,
        insights_error **error);

    /* Run one statement that only reads; append INSIGHTS_ROW records, at most
     * `maximum`; `*more` where there were more. */
    insights_status (*sql)(
        insights__backend *backend,
        const char *sql,
        size_t maximum,
        insights__list *out,
        int *more,
        insights_error **error);

    /* Append an INSIGHTS_FINDING for everything that is wrong with the
     * database, and with the records of an account (NULL: of all). */
    insights_status (*check)(
        insights__backend *backend,
        const char *account,
        insights__list *out,
        insights_error **error);

    /* --- The log of commits --- */

    /* The number of the latest commit, 0 where there is none. Each commit has
     * the number of the one before it and one more. */
    insights_status (*log_latest)(
        insights__backend *backend,
        int64_t *out,
        insights_error **error);

    /* Append up to `maximum` commits behind number `after` in order; fewer
     * where they are long. Old ones may be gone. */
    insights_status (*log_read)(
        insights__backend *backend,
        int64_t after,
        size_t maximum,
        insights__commits *out,
        insights_error **error);

    /* select(), and log_latest() as of the same moment. */
    insights_status (*log_select)(
        insights__backend *backend,
        const insights__select *select,
        insights__records *out,
        int64_t *latest,
        insights_error **error);

    /* Begin to notice commits, by whichever process. The next three are
     * called in between, log_wait() by one thread at a time. */
    insights_status (
        *log_begin)(insights__backend *backend, insights_error **error);

    /* Wait until there may have been a commit since the call before, or
     * log_wake(); for nothing at times. Makes no system call while nobody
     * else has the database open for writing. */
    void (*log_wait)(insights__backend *backend);

    /* From any thread. */
    void (*log_wake)(insights__backend *backend);
    void (*log_end)(insights__backend *backend);

    /* --- Writing, by the leader of a group --- */

    /* Wait for the turn and begin; `*last_at` is the time of the latest
     * commit, 0 where there was none. INSIGHTS_E_BUSY after
     * `timeout_ms`. */
    insights_status (*group_begin)(
        insights__backend *backend,
        uint32_t timeout_ms,
        int64_t *last_at,
        insights_error **error);

    /* log_read(), between group_begin() and its end: nothing is committed
     * meanwhile. */
    insights_status (*group_log)(
        insights__backend *backend,
        int64_t after,
        size_t maximum,
        insights__commits *out,
        insights_error **error);

    /* Make it last; `log` is the packed list of changes. After a failure
     * nothing of the group was done. Either way the turn is given back. */
    insights_status (*group_commit)(
        insights__backend *backend,
        int64_t at,
        const insights__buffer *log,
        insights_error **error);
    void (*group_abort)(insights__backend *backend);

    /* What is better done when everybody has his answer and another leads
     * (checkpoints). 1 where a leader should end it, by REST_LEADING, which
     * takes the turn itself. */
    int (*rest)(insights__backend *backend, insights__rest how);

    /* Leave no byte of what was deleted or overwritten: in rows, indexes, the
     * index of search, free pages, the log. By the leader, outside of a
     * group; takes the turn itself. INSIGHTS_E_BUSY where somebody still
     * reads what was there before; it may be called again. */
    insights_status (*scrub)(
        insights__backend *backend,
        uint32_t timeout_ms,
        insights_error **error);

    /* How many bytes the group has written so far, about. */
    int64_t (*group_bytes)(insights__backend *backend);

    /* A point to come back to; there is one at most. undo() answers 0 where
     * the whole group was lost with it. */
    insights_status (*mark)(insights__backend *backend, insights_error **error);
    insights_status (*keep)(insights__backend *backend, insights_error **error);
    int (*undo)(insights__backend *backend);

    /* The record as the group sees it; NOT_FOUND without an error. */
    insights_status (*read)(
        insights__backend *backend,
        const insights__kind *kind,
        const char *account,
        const char *id,
        insights_record **out,
        insights_error **error);

    /* Its version as the group sees it, -1 where there is none. `account`
     * NULL: in any; then `owner` (may be NULL) receives whose it is. */
    insights_status (*version)(
        insights__backend *backend,
        const insights__kind *kind,
        const char *account,
        const char *id,
        int64_t *out,
        char owner[INSIGHTS__ID_TEXT],
        insights_error **error);

    /* Add a row. INSIGHTS_E_EXISTS names the key, the value and the id that
     * stands. */
    insights_status (*insert)(
        insights__backend *backend,
        const insights_record *record,
        const insights__stamp *stamp,
        insights_error **error);

    /* Write the dirty fields of the row with this id and account; with
     * `whole`, all fields, absent ones as null, and created_at. EXISTS as
     * above. */
    insights_status (*update)(
        insights__backend *backend,
        const insights_record *record,
        const insights__stamp *stamp,
        int whole,
        insights_error **error);

    insights_status (*remove)(
        insights__backend *backend,
        const insights__kind *kind,
        const char *account,
        const char *id,
        insights_error **error);

    /* Append up to `maximum` ids of the rows whose `field` is `value`. */
    insights_status (*referrers)(
        insights__backend *backend,
        const insights__kind *kind,
        const insights__field *field,
        const char *account,
        const char *value,
        size_t maximum,
        insights__ids *out,
        insights_error **error);

    /* Make `field` null and count the version up. */
    insights_status (*clear)(
        insights__backend *backend,
        const insights__kind *kind,
        const insights__field *field,
        const insights__stamp *stamp,
        insights_error **error);

    /* Give free space back: one short step, by the leader, outside of a
     * group; takes the turn itself. The log is to be moved away between two
     * of them. DONE with the last one. */
    insights_status (*vacuum)(
        insights__backend *backend,
        uint32_t timeout_ms,
        insights_error **error);

    /* How many bytes the database has now. */
    insights_status (*size)(
        insights__backend *backend,
        int64_t *out,
        insights_error **error);

    /* Mark a root as deleted. From the commit on, nothing that is asked of the
     * backend finds it or what lies beneath it. */
    insights_status (*bury)(
        insights__backend *backend,
        const insights__kind *kind,
        const char *account,
        const char *id,
        int64_t at,
        insights_error **error);

    /* Append up to `maximum` ids of the rows that a link leads to and that do
     * not lie beneath the root with this id themselves. */
    insights_status (*beyond)(
        insights__backend *backend,
        const insights__scope_link *link,
        const char *account,
        const char *id,
        size_t maximum,
        insights__ids *out,
        insights_error **error);

    /* Take away up to `maximum` rows beneath a marked root, and with the last
     * of them the root and its mark; of the root with the id `preferred` (may
     * be NULL) before others. `*removed` is 0 where none is marked. Stops
     * earlier, with some, where that takes long. */
    insights_status (*purge)(
        insights__backend *backend,
        const char *preferred,
        int64_t maximum,
        int64_t *removed,
        insights_error **error);

    /* Keep the terms of a record, instead of what was kept for it; NULL
     * forgets them. */
    insights_status (*index_terms)(
        insights__backend *backend,
        const insights__kind *kind,
        const char *account,
        const char *id,
        const char *scope,
        const char *terms,
        insights_error **error);
} insights__backend_ops;

/* A backend embeds this as its first member and sets `ops` in open(). */
struct insights__backend {
    const insights__backend_ops *ops;
    insights__queue queue;
};

extern const insights__backend_ops insights__sqlite_backend;
extern const insights__backend_ops insights__memory_backend;

/* Let a test's backend answer to a scheme of its own (NULL: no longer). Not
 * while stores are opened. */
void insights__backend_add(const insights__backend_ops *ops);

#endif
