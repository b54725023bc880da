/* fault_backend.h - a backend that does what another does and fails where it is
 * told.
 *
 * `fault:memory:` and `fault:PATH` are stores whose backend works like the
 * one behind the colon until an operation is planned to fail:
 *
 *     fault_backend_use(1);
 *     insights_store_open("fault:memory:", NULL, &store, &error);
 *     fault_plan(FAULT_insert, 2, INSIGHTS_E_IO, 0);
 *     ... the second insert from now on fails ...
 *     fault_heal();
 *
 * A group whose commit fails is not committed, as the contract of backends
 * says; with FAULT_LOST it is, and only the answer is lost. One plan serves
 * all stores of the process. Operations that are not named here work.
 */
#ifndef INSIGHTS_TESTS_STORE_FAULT_BACKEND_H
#define INSIGHTS_TESTS_STORE_FAULT_BACKEND_H

#include "base/alloc.h"
#include "base/platform/platform.h"
#include "store/backend.h"

#include <stdio.h>
#include <string.h>

/* Those that can fail: operation, parameters behind the backend, arguments. */
#define FAULT_OPERATIONS(X)                                                   \
    X(get,                                                                    \
      (insights__backend * backend, const insights__kind *kind,               \
       const char *account, const char *id, insights_record **out,            \
       insights_error **error),                                               \
      kind, account, id, out, error)                                          \
    X(select,                                                                 \
      (insights__backend * backend, const insights__select *select,           \
       insights__records *out, insights_error **error),                       \
      select, out, error)                                                     \
    X(count,                                                                  \
      (insights__backend * backend, const insights__select *select,           \
       int64_t maximum, int64_t *out, insights_error **error),                \
      select, maximum, out, error)                                            \
    X(resolve,                                                                \
      (insights__backend * backend, const insights__select *select,           \
       const char *text, int at_end, size_t maximum, insights__ids *out,      \
       insights_error **error),                                               \
      select, text, at_end, maximum, out, error)                              \
    X(search,                                                                 \
      (insights__backend * backend, const insights__match *match,             \
       insights__candidate each, void *user, insights_error **error),         \
      match, each, user, error)                                               \
    X(sql,                                                                    \
      (insights__backend * backend, const char *sql, size_t maximum,          \
       insights__list *out, int *more, insights_error **error),               \
      sql, maximum, out, more, error)                                         \
    X(check,                                                                  \
      (insights__backend * backend, const char *account, insights__list *out, \
       insights_error **error),                                               \
      account, out, error)                                                    \
    X(log_latest,                                                             \
      (insights__backend * backend, int64_t * out, insights_error * *error),  \
      out, error)                                                             \
    X(log_read,                                                               \
      (insights__backend * backend, int64_t after, size_t maximum,            \
       insights__commits * out, insights_error * *error),                     \
      after, maximum, out, error)                                             \
    X(log_select,                                                             \
      (insights__backend * backend, const insights__select *select,           \
       insights__records *out, int64_t *latest, insights_error **error),      \
      select, out, latest, error)                                             \
    X(log_begin, (insights__backend * backend, insights_error * *error),      \
      error)                                                                  \
    X(list,                                                                   \
      (insights__backend * backend, const insights__select *select,           \
       insights__candidate each, void *user, insights_error **error),         \
      select, each, user, error)                                              \
    X(pick,                                                                   \
      (insights__backend * backend, const insights__select *select,           \
       const insights__packed_id *ids, size_t *used, insights__records *out,  \
       insights_error **error),                                               \
      select, ids, used, out, error)                                          \
    X(frequency,                                                              \
      (insights__backend * backend, const insights__kind *kind,               \
       const char *scope, const char *word, int64_t maximum, int64_t *out,    \
       insights_error **error),                                               \
      kind, scope, word, maximum, out, error)                                 \
    X(buried,                                                                 \
      (insights__backend * backend, const char *account, const char *id,      \
       int64_t *out, insights_error **error),                                 \
      account, id, out, error)                                                \
    X(group_log,                                                              \
      (insights__backend * backend, int64_t after, size_t maximum,            \
       insights__commits * out, insights_error * *error),                     \
      after, maximum, out, error)                                             \
    X(scrub,                                                                  \
      (insights__backend * backend, uint32_t timeout_ms,                      \
       insights_error * *error),                                              \
      timeout_ms, error)                                                      \
    X(vacuum,                                                                 \
      (insights__backend * backend, uint32_t timeout_ms,                      \
       insights_error * *error),                                              \
      timeout_ms, error)                                                      \
    X(size,                                                                   \
      (insights__backend * backend, int64_t * out, insights_error * *error),  \
      out, error)                                                             \
    X(bury,                                                                   \
      (insights__backend * backend, const insights__kind *kind,               \
       const char *account, const char *id, int64_t at,                       \
       insights_error **error),                                               \
      kind, account, id, at, error)                                           \
    X(beyond,                                                                 \
      (insights__backend * backend, const insights__scope_link *link,         \
       const char *account, const char *id, size_t maximum,                   \
       insights__ids *out, insights_error **error),                           \
      link, account, id, maximum, out, error)                                 \
    X(purge,                                                                  \
      (insights__backend * backend, const char *preferred, int64_t maximum,   \
       int64_t *removed, insights_error **error),                             \
      preferred, maximum, removed, error)                                     \
    X(group_begin,                                                            \
      (insights__backend * backend, uint32_t timeout_ms, int64_t * last_at,   \
       insights_error * *error),                                              \
      timeout_ms, last_at, error)                                             \
    X(mark, (insights__backend * backend, insights_error * *error), error)    \
    X(keep, (insights__backend * backend, insights_error * *error), error)    \
    X(read,                                                                   \
      (insights__backend * backend, const insights__kind *kind,               \
       const char *account, const char *id, insights_record **out,            \
       insights_error **error),                                               \
      kind, account, id, out, error)                                          \
    X(version,                                                                \
      (insights__backend * backend, const insights__kind *kind,               \
       const char *account, const char *id, int64_t *out,                     \
       char owner[INSIGHTS__ID_TEXT], insights_error **error),                \
      kind, account, id, out, owner, error)                                   \
    X(insert,                                                                 \
      (insights__backend * backend, const insights_record *record,            \
       const insights__stamp *stamp, insights_error **error),                 \
      record, stamp, error)                                                   \
    X(update,                                                                 \
      (insights__backend * backend, const insights_record *record,            \
       const insights__stamp *stamp, int whole, insights_error **error),      \
      record, stamp, whole, error)                                            \
    X(remove,                                                                 \
      (insights__backend * backend, const insights__kind *kind,               \
       const char *account, const char *id, insights_error **error),          \
      kind, account, id, error)                                               \
    X(referrers,                                                              \
      (insights__backend * backend, const insights__kind *kind,               \
       const insights__field *field, const char *account, const char *value,  \
       size_t maximum, insights__ids *out, insights_error **error),           \
      kind, field, account, value, maximum, out, error)                       \
    X(clear,                                                                  \
      (insights__backend * backend, const insights__kind *kind,               \
       const insights__field *field, const insights__stamp *stamp,            \
       insights_error **error),                                               \
      kind, field, stamp, error)                                              \
    X(index_terms,                                                            \
      (insights__backend * backend, const insights__kind *kind,               \
       const char *account, const char *id, const char *scope,                \
       const char *terms, insights_error **error),                            \
      kind, account, id, scope, terms, error)

#define FAULT_NAME(name, ...) FAULT_##name,
typedef enum fault_operation {
    FAULT_OPERATIONS(FAULT_NAME) FAULT_open,
    FAULT_reopen,
    FAULT_group_commit,
    FAULT_undo, /* it then says that the whole group is lost */
    FAULT_COUNT
} fault_operation;
#undef FAULT_NAME

#define FAULT_TEXT(name, ...) #name,
static const char *const fault_names[FAULT_COUNT] = {
    FAULT_OPERATIONS(FAULT_TEXT) "open", "reopen", "group_commit", "undo"};
#undef FAULT_TEXT

enum {
    FAULT_LOST = 1, /* group_commit() does it, and fails all the same */
    FAULT_SLOW = 2, /* it is done, 20 ms later; it does not fail */
    FAULT_EVER = 4  /* not only this one, but all that follow */
};

#define FAULT_PLANS 4

typedef struct fault_planned {
    fault_operation operation;
    long n;
    insights_status status;
    int flags;
} fault_planned;

static struct {
    insights__mutex lock;
    fault_planned plans[FAULT_PLANS];
    size_t count;
    long calls[FAULT_COUNT]; /* since fault_heal() */
    long met;
} fault_state = {INSIGHTS__MUTEX_INIT, {{0, 0, 0, 0}}, 0, {0}, 0};

/* The n-th call (1 …) from the last fault_heal() on fails. */
static inline void fault_plan(
    fault_operation operation,
    long n,
    insights_status status,
    int flags)
{
    fault_planned *plan = &fault_state.plans[fault_state.count++];

    plan->operation = operation;
    plan->n = n;
    plan->status = status;
    plan->flags = flags;
}

/* Forget the plans, and begin to count anew. */
static inline void fault_heal(void)
{
    fault_state.count = 0;
    fault_state.met = 0;
    memset(fault_state.calls, 0, sizeof(fault_state.calls));
}

/* --- The backend ---------------------------------------------------------- */

/* The tables of memory and of files, with what can fail put in place of what
 * does it. */
static insights__backend_ops fault_tables[2];

static const insights__backend_ops *fault_real(const insights__backend *backend)
{
    return backend->ops == &fault_tables[0] ? &insights__memory_backend
                                            : &insights__sqlite_backend;
}

/* What becomes of this call; OK: it is made. */
static insights_status fault_meet(
    fault_operation operation,
    int *flags,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    long n;

    *flags = 0;
    insights__mutex_lock(&fault_state.lock);
    n = ++fault_state.calls[operation];
    for (size_t i = 0; i < fault_state.count; i++) {
        const fault_planned *plan = &fault_state.plans[i];

        if (plan->operation != operation ||
            (plan->flags & FAULT_EVER ? n < plan->n : n != plan->n))
            continue;
        *flags = plan->flags;
        status = plan->status;
        fault_state.met++;
    }
    insights__mutex_unlock(&fault_state.lock);
    if (*flags & FAULT_SLOW) {
        insights__sleep_ms(20);
        return INSIGHTS_OK;
    }
    if (status == INSIGHTS_E_NOMEM)
        return insights__fail_nomem(error);
    return status < 0 ? insights__fail(
                            error, status, "call %ld of %s was made to fail", n,
                            fault_names[operation])
                      : INSIGHTS_OK;
}

#define FAULT_WRAP(name, parameters, ...)                                 \
    static insights_status fault_##name parameters                        \
    {                                                                     \
        int flags;                                                        \
        insights_status status = fault_meet(FAULT_##name, &flags, error); \
                                                                          \
        if (status < 0)                                                   \
            return status;                                                \
        return fault_real(backend)->name(backend, __VA_ARGS__);           \
    }
FAULT_OPERATIONS(FAULT_WRAP)
#undef FAULT_WRAP

static insights_status fault_open(
    const char *place,
    const insights_store_options *options,
    insights__backend **out,
    insights_error **error)
{
    int file = strcmp(place, "memory:") != 0;
    int flags;
    insights_status status = fault_meet(FAULT_open, &flags, error);

    if (status < 0)
        return status;
    status = file ? insights__sqlite_backend.open(place, options, out, error)
                  : insights__memory_backend.open("", options, out, error);
    if (status == INSIGHTS_OK)
        (*out)->ops = &fault_tables[file];
    return status;
}

static insights_status fault_reopen(
    insights__backend *backend,
    const insights_store_options *options,
    insights__backend **out,
    insights_error **error)
{
    const insights__backend_ops *ops = backend->ops;
    int flags;
    insights_status status = fault_meet(FAULT_reopen, &flags, error);

    if (status == INSIGHTS_OK)
        status = fault_real(backend)->reopen(backend, options, out, error);
    if (status == INSIGHTS_OK)
        (*out)->ops = ops;
    return status;
}

static insights_status fault_group_commit(
    insights__backend *backend,
    int64_t at,
    const insights__buffer *log,
    insights_error **error)
{
    const insights__backend_ops *real = fault_real(backend);
    int flags;
    insights_status status = fault_meet(FAULT_group_commit, &flags, error);

    if (status == INSIGHTS_OK)
        return real->group_commit(backend, at, log, error);
    if (flags & FAULT_LOST)
        real->group_commit(backend, at, log, NULL);
    else
        real->group_abort(backend);
    return status;
}

static int fault_undo(insights__backend *backend)
{
    int flags;

    if (fault_meet(FAULT_undo, &flags, NULL) < 0)
        return 0;
    return fault_real(backend)->undo(backend);
}

/* Answer to `fault:`, or no longer. */
static inline void fault_backend_use(int use)
{
    fault_tables[0] = insights__memory_backend;
    fault_tables[1] = insights__sqlite_backend;
    for (int i = 0; i < 2; i++) {
        insights__backend_ops *table = &fault_tables[i];

        table->scheme = "fault";
        table->open = fault_open;
        table->reopen = fault_reopen;
        table->group_commit = fault_group_commit;
        table->undo = fault_undo;
#define FAULT_SLOT(name, ...) table->name = fault_##name;
        FAULT_OPERATIONS(FAULT_SLOT)
#undef FAULT_SLOT
    }
    insights__backend_add(use ? &fault_tables[1] : NULL);
}

#endif
