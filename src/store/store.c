/* store.c - opening a store, and changing or reading one record.
 *
 * This file owns what all backends share: options, the choice of a backend,
 * the account of a handle, lifetimes, forks.
 */
#include "store/internal.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/uuid.h"

#include <assert.h>
#include <insights/model.h>
#include <string.h>

#define DEFAULT_TIMEOUT_MS 10000
#define DEFAULT_ACCOUNT "default"

#define KNOWN_FLAGS \
    (INSIGHTS_STORE_READ_ONLY | INSIGHTS_STORE_CREATE | INSIGHTS_STORE_ADMIN)

/* Hidden padding would be read as an unknown option by an older library. */
static_assert(
    sizeof(insights_store_options) ==
        sizeof(size_t) + sizeof(char *) + 2 * sizeof(uint32_t),
    "insights_store_options has no padding");

static const insights__backend_ops *const backends[] = {
    &insights__sqlite_backend,
    &insights__memory_backend,
};

static const insights__backend_ops *added_backend;

void insights__backend_add(const insights__backend_ops *ops)
{
    added_backend = ops;
}

/* --- Shared checks -------------------------------------------------------- */

insights_status insights__store_kind(
    insights_kind kind,
    const insights__kind **out,
    insights_error **error)
{
    const insights__kind *found = insights__kind_descriptor(kind);

    if (!found)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "there is no kind %u", (unsigned)kind);
    if (!found->stored)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "records of kind %s are computed, not stored", found->name);
    *out = found;
    return INSIGHTS_OK;
}

insights_status insights__store_check_id(const char *id, insights_error **error)
{
    if (!id || !insights__uuid_valid(id))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is not an id: a UUID in lower case is needed", id ? id : "");
    return INSIGHTS_OK;
}

insights_status insights__store_writable(
    const insights_store *store,
    insights_error **error)
{
    if (store->options.flags & INSIGHTS_STORE_READ_ONLY)
        return insights__fail(
            error, INSIGHTS_E_READ_ONLY, "the store was opened for reading");
    return INSIGHTS_OK;
}

const char *insights__store_bound(const insights_store *store)
{
    return store->account[0] ? store->account : NULL;
}

/* --- Opening -------------------------------------------------------------- */

/* How long the part of `uri` before the colon is, or 0 for a plain path. */
static size_t scheme_length(const char *uri)
{
    size_t length = strspn(uri, "abcdefghijklmnopqrstuvwxyz0123456789+.-");

    return length > 1 && uri[length] == ':' ? length : 0;
}

static int answers(
    const insights__backend_ops *ops,
    const char *scheme,
    size_t length)
{
    return ops && strlen(ops->scheme) == length &&
           memcmp(ops->scheme, scheme, length) == 0;
}

static insights_status choose_backend(
    const char *uri,
    const insights__backend_ops **ops,
    const char **place,
    insights_error **error)
{
    size_t length = scheme_length(uri);

    *ops = length ? NULL : &insights__sqlite_backend;
    *place = length ? uri + length + 1 : uri;
    for (size_t i = 0; i < sizeof(backends) / sizeof(*backends); i++) {
        if (answers(backends[i], uri, length))
            *ops = backends[i];
    }
    if (answers(added_backend, uri, length))
        *ops = added_backend;
    if (*ops)
        return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_UNSUPPORTED,
        "nothing answers to '%s'; use sqlite:PATH, a path, or memory:", uri);
}

static insights_status read_options(
    insights_store *store,
    const insights_store_options *options,
    insights_error **error)
{
    insights_status status = insights__options_read(
        &store->options, sizeof(store->options), options, error);

    if (status < 0)
        return status;
    if (store->options.flags & ~(uint32_t)KNOWN_FLAGS)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "options.flags 0x%x has bits that this version lacks",
            (unsigned)store->options.flags);
    if (store->options.account && !*store->options.account)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "options.account is empty");
    if (!store->options.busy_timeout_ms)
        store->options.busy_timeout_ms = DEFAULT_TIMEOUT_MS;
    store->account_slug = insights__strdup(
        store->options.account ? store->options.account : DEFAULT_ACCOUNT);
    if (!store->account_slug)
        return insights__fail_nomem(error);
    store->options.account = store->account_slug;
    return INSIGHTS_OK;
}

/* --- The account ---------------------------------------------------------- */

/* The id of the account with the slug, or "" where there is none. */
static insights_status find_account(
    insights_store *store,
    const char *slug,
    char out[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    const insights__kind *kind = insights__kind_descriptor(INSIGHTS_ACCOUNT);
    insights__predicate slug_is = {
        insights__field_descriptor(INSIGHTS_ACCOUNT_SLUG),
        INSIGHTS_EQ,
        {INSIGHTS_TYPE_TEXT, 0, 0, slug}};
    insights__select select;
    insights__records found = INSIGHTS__ARRAY_INIT;
    insights_status status;

    memset(&select, 0, sizeof(select));
    select.kind = kind;
    select.conditions = &slug_is;
    select.condition_count = 1;
    select.limit = 1;
    select.bytes = SIZE_MAX;
    out[0] = '\0';
    status =
        store->backend->ops->select(store->backend, &select, &found, error);
    if (status == INSIGHTS_OK && found.count)
        memcpy(out, insights_record_id(found.items[0]), INSIGHTS__ID_TEXT);
    insights__records_free(&found);
    return status;
}

static insights_status make_default_account(
    insights_store *store,
    insights_error **error)
{
    insights_transaction *transaction = NULL;
    insights_record *account = NULL;
    uint32_t flags = store->options.flags;
    insights_status status =
        insights_record_new(INSIGHTS_ACCOUNT, &account, error);

    /* A store in memory starts with one even if nothing more may change. */
    store->options.flags &= ~(uint32_t)INSIGHTS_STORE_READ_ONLY;
    if (status == INSIGHTS_OK) {
        insights_record_set_text(
            account, INSIGHTS_ACCOUNT_SLUG, DEFAULT_ACCOUNT);
        insights_record_set_text(account, INSIGHTS_ACCOUNT_NAME, "Default");
        status = insights_transaction_new(store, &transaction, error);
    }
    if (status == INSIGHTS_OK)
        status = insights_transaction_save(
            transaction, account, INSIGHTS_SAVE_IF_ABSENT, error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(transaction, error);
    store->options.flags = flags;
    insights_transaction_free(transaction);
    insights_record_free(account);
    return status;
}

/* Whether anybody has a place here yet. */
static insights_status count_accounts(
    insights_store *store,
    int64_t *out,
    insights_error **error)
{
    insights__select select;

    memset(&select, 0, sizeof(select));
    select.kind = insights__kind_descriptor(INSIGHTS_ACCOUNT);
    return store->backend->ops->count(store->backend, &select, 2, out, error);
}

static insights_status bind_account(
    insights_store *store,
    const char *uri,
    insights_error **error)
{
    int admin = store->options.flags & INSIGHTS_STORE_ADMIN;
    int reading = store->options.flags & INSIGHTS_STORE_READ_ONLY &&
                  store->backend->ops != &insights__memory_backend;
    char id[INSIGHTS__ID_TEXT];
    int64_t accounts = 0;
    insights_status status = count_accounts(store, &accounts, error);

    if (status == INSIGHTS_OK && !accounts && !reading)
        status = make_default_account(store, error);
    if (status < 0 || admin)
        return status;
    status = find_account(store, store->account_slug, id, error);
    if (status < 0)
        return status;
    if (!id[0])
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "there is no account '%s' in '%s'",
            store->account_slug, uri);
    memcpy(store->account, id, sizeof(id));
    return INSIGHTS_OK;
}

insights_status insights_store_open(
    const char *uri,
    const insights_store_options *options,
    insights_store **out,
    insights_error **error)
{
    const insights__backend_ops *ops = NULL;
    insights_store *store = NULL;
    const char *place = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!uri || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "uri and out are required");

    store = insights__alloc(sizeof(*store));
    if (!store)
        return insights__fail_nomem(error);
    atomic_init(&store->refs, 1);
    insights__mutex_init(&store->lock);
    store->fork_generation = insights__fork_generation();

    status = read_options(store, options, error);
    if (status == INSIGHTS_OK)
        status = choose_backend(uri, &ops, &place, error);
    if (status == INSIGHTS_OK)
        status = ops->open(place, &store->options, &store->backend, error);
    if (status == INSIGHTS_OK)
        status = bind_account(store, uri, error);
    if (status == INSIGHTS_OK) {
        *out = store;
        store = NULL;
    }
    insights_store_free(store);
    return status;
}

void insights__store_ref(insights_store *store)
{
    atomic_fetch_add(&store->refs, 1);
}

void insights_store_free(insights_store *store)
{
    if (!store || atomic_fetch_sub(&store->refs, 1) > 1)
        return;
    insights__purge_stop(store);
    if (store->backend)
        store->backend->ops->close(store->backend);
    insights__mutex_destroy(&store->lock);
    insights__free(store->account_slug);
    insights__free(store);
}

const char *insights_store_account(const insights_store *store)
{
    return store ? insights__store_bound(store) : NULL;
}

insights_status insights__store_use(
    insights_store *store,
    insights__backend **out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    insights__backend *fresh = NULL;

    insights__mutex_lock(&store->lock);
    if (store->fork_generation != insights__fork_generation()) {
        status = store->backend->ops->reopen(
            store->backend, &store->options, &fresh, error);
        if (status == INSIGHTS_OK) {
            store->backend = fresh;
            store->purging = INSIGHTS__PURGE_NONE; /* the parent's thread */
            store->fork_generation = insights__fork_generation();
        }
    }
    *out = store->backend;
    insights__mutex_unlock(&store->lock);
    return status;
}

/* --- One record ----------------------------------------------------------- */

insights_status insights_store_get(
    insights_store *store,
    insights_kind kind,
    const char *id,
    insights_record **out,
    insights_error **error)
{
    const insights__kind *descriptor = NULL;
    insights__backend *backend = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !id || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store, id and out are required");
    status = insights__store_kind(kind, &descriptor, error);
    if (status == INSIGHTS_OK)
        status = insights__store_use(store, &backend, error);
    if (status < 0)
        return status;
    status = backend->ops->get(
        backend, descriptor, insights__store_bound(store), id, out, error);
    if (status == INSIGHTS_E_NOT_FOUND)
        insights__fail(
            error, status, "there is no %s '%s'", descriptor->name, id);
    return status;
}

insights_status insights_store_save(
    insights_store *store,
    insights_record *record,
    insights_error **error)
{
    insights_transaction *transaction = NULL;
    insights_status status;

    if (!store || !record)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and record are required");
    status = insights_transaction_new(store, &transaction, error);
    if (status == INSIGHTS_OK)
        status = insights__transaction_save_own(transaction, record, error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(transaction, error);
    if (status == INSIGHTS_OK) {
        const insights__operation *done = &transaction->operations.items[0];

        insights__record_saved(
            record, done->id, done->new_version, done->created_at,
            done->updated_at);
    }
    insights_transaction_free(transaction);
    return status;
}

/* It is deleted; whatever fails now is no reason to say that it is not. */
static insights_status wait_for_rows(
    insights_store *store,
    const char *id,
    insights_error **error)
{
    insights_error *why = NULL;
    insights_status status = insights__purge_all(store, id, NULL, &why);

    if (status < 0) {
        insights__purge_start(store);
        status = insights__fail(
            error, INSIGHTS_E_AGAIN,
            "'%s' is deleted, but its rows still go (%s); the same call waits "
            "for them again",
            id, insights_error_message(why));
    }
    insights_error_free(why);
    return status;
}

/* How many large deletes are under way: of a record, or all (NULL). */
static insights_status count_under_way(
    insights_store *store,
    const char *id,
    int64_t *out,
    insights_error **error)
{
    insights__backend *backend;
    insights_status status = insights__store_use(store, &backend, error);

    *out = 0;
    return status < 0 ? status
                      : backend->ops->buried(
                            backend, id ? insights__store_bound(store) : NULL,
                            id, out, error);
}

/* Delete it by a transaction; `*large` where its rows are still to go. */
static insights_status delete_one(
    insights_store *store,
    insights_kind kind,
    const char *id,
    int waits,
    int *large,
    insights_error **error)
{
    insights_transaction *transaction = NULL;
    insights_status status =
        insights_transaction_new(store, &transaction, error);

    if (status == INSIGHTS_OK) {
        transaction->waits_for_rows = waits;
        status = insights_transaction_delete(transaction, kind, id, error);
    }
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(transaction, error);
    if (status == INSIGHTS_OK)
        *large = transaction->operations.items[0].buried;
    insights_transaction_free(transaction);
    return status;
}

insights_status insights_store_delete(
    insights_store *store,
    insights_kind kind,
    const char *id,
    uint32_t flags,
    insights_error **error)
{
    int waits = (flags & INSIGHTS_DELETE_WAIT) != 0;
    int64_t others = 0;
    int64_t own = 0;
    int large = 0;
    insights_status status;

    if (!store || !id)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and id are required");
    if (flags & ~(uint32_t)INSIGHTS_DELETE_WAIT)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "flags 0x%x have unknown bits",
            (unsigned)flags);
    status = count_under_way(store, NULL, &others, error);
    if (status == INSIGHTS_OK)
        status = delete_one(store, kind, id, waits, &large, error);
    if (status == INSIGHTS_E_NOT_FOUND && waits && others &&
        count_under_way(store, id, &own, NULL) == INSIGHTS_OK && own) {
        large = 1;
        status = INSIGHTS_OK;
        if (error) {
            insights_error_free(*error);
            *error = NULL;
        }
    }
    if (status == INSIGHTS_OK && waits && large)
        status = wait_for_rows(store, id, error);
    else if (status == INSIGHTS_OK && others)
        insights__purge_start(store);
    return status;
}

/* --- The whole store ------------------------------------------------------ */

insights_status insights_store_sql(
    insights_store *store,
    const char *sql,
    insights_cursor **out,
    insights_error **error)
{
    insights__backend *backend = NULL;
    insights__list *list = NULL;
    int64_t accounts = 0;
    int more = 0;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !sql || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store, sql and out are required");
    status = insights__store_use(store, &backend, error);
    if (status == INSIGHTS_OK && insights__store_bound(store))
        status = count_accounts(store, &accounts, error);
    if (status == INSIGHTS_OK && accounts > 1)
        status = insights__fail(
            error, INSIGHTS_E_DENIED,
            "the store has several accounts; SQL sees all of them and needs a "
            "handle opened with INSIGHTS_STORE_ADMIN");
    if (status < 0)
        return status;
    list = insights__list_new();
    if (!list)
        return insights__fail_nomem(error);
    status =
        backend->ops->sql(backend, sql, INSIGHTS__SQL_ROWS, list, &more, error);
    if (status < 0) {
        insights__list_free(list);
        return status;
    }
    if (more)
        insights__list_set_truncated(list);
    *out = insights__list_cursor(list);
    return INSIGHTS_OK;
}

insights_status insights_store_check(
    insights_store *store,
    insights_cursor **out,
    insights_error **error)
{
    insights__backend *backend = NULL;
    insights__list *list = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and out are required");
    status = insights__store_use(store, &backend, error);
    if (status < 0)
        return status;
    list = insights__list_new();
    if (!list)
        return insights__fail_nomem(error);
    status =
        backend->ops->check(backend, insights__store_bound(store), list, error);
    if (status < 0) {
        insights__list_free(list);
        return status;
    }
    *out = insights__list_cursor(list);
    return INSIGHTS_OK;
}
