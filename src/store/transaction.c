/* transaction.c - the list of changes, before it is committed. */
#include "store/internal.h"

#include "base/alloc.h"
#include "base/uuid.h"

#include <string.h>

insights_status insights_transaction_new(
    insights_store *store,
    insights_transaction **out,
    insights_error **error)
{
    insights_transaction *transaction;
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and out are required");
    status = insights__store_writable(store, error);
    if (status < 0)
        return status;
    transaction = insights__alloc(sizeof(*transaction));
    if (!transaction)
        return insights__fail_nomem(error);
    insights__store_ref(store);
    transaction->store = store;
    *out = transaction;
    return INSIGHTS_OK;
}

void insights_transaction_free(insights_transaction *transaction)
{
    if (!transaction)
        return;
    for (size_t i = 0; i < transaction->operations.count; i++) {
        insights__operation *operation = &transaction->operations.items[i];

        if (!operation->borrowed)
            insights_record_free(operation->record);
    }
    insights__array_free(&transaction->operations);
    insights_store_free(transaction->store);
    insights__free(transaction);
}

insights_status insights__transaction_open(
    const insights_transaction *transaction,
    insights_error **error)
{
    if (!transaction)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "transaction is required");
    if (transaction->spent)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the transaction was committed already; begin another");
    return INSIGHTS_OK;
}

/* A slot at the end of the list. */
static insights_status add_operation(
    insights_transaction *transaction,
    insights__operation_type type,
    const insights__kind *kind,
    const char *id,
    insights__operation **out,
    insights_error **error)
{
    insights__operation *operation =
        insights__array_add(&transaction->operations);

    if (!operation)
        return insights__fail_nomem(error);
    operation->type = type;
    operation->kind = kind;
    memcpy(operation->id, id, strlen(id) + 1);
    *out = operation;
    return INSIGHTS_OK;
}

/* Give a record its account where it says none, and refuse another's. */
static insights_status fill_account(
    const insights_store *store,
    const insights__kind *kind,
    insights_record *record,
    insights_error **error)
{
    const char *bound = insights__store_bound(store);
    const insights__field *field =
        insights__field_by_number(kind, INSIGHTS__NUMBER_ACCOUNT_ID);
    const char *given = field ? insights_record_text(record, field->id)
                              : insights_record_id(record);
    insights_status status;

    if (bound && !field && (!given || strcmp(given, bound) != 0))
        return insights__fail(
            error, INSIGHTS_E_DENIED,
            "accounts are made with a handle opened with INSIGHTS_STORE_ADMIN");
    if (!field)
        return INSIGHTS_OK;
    if (!given && !bound)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "%s.account_id is needed: the handle is bound to no account",
            kind->name);
    if (given && bound && strcmp(given, bound) != 0)
        return insights__fail(
            error, INSIGHTS_E_DENIED, "the %s belongs to another account",
            kind->name);
    if (given)
        return INSIGHTS_OK;
    if (insights_record_set_text(record, field->id, bound) == INSIGHTS_OK)
        return INSIGHTS_OK;

    /* Not the caller's mistake: the same record may be saved again. */
    status = insights_record_check(record, error);
    insights__record_forgive(record);
    return status;
}

static insights_status check_record(
    const insights_transaction *transaction,
    const insights_record *record,
    const insights__kind **kind,
    insights_error **error)
{
    insights_status status = insights__transaction_open(transaction, error);

    if (status < 0)
        return status;
    if (!record)
        return insights__fail(error, INSIGHTS_E_INVALID, "record is required");
    return insights__store_kind(insights_record_kind(record), kind, error);
}

static insights_status add_save(
    insights_transaction *transaction,
    const insights__kind *kind,
    insights_record *record,
    uint32_t flags,
    const char *id,
    int borrowed,
    insights_error **error)
{
    insights__operation *operation = NULL;
    insights_status status = insights_record_check(record, error);

    if (status == INSIGHTS_OK)
        status = fill_account(transaction->store, kind, record, error);
    if (status == INSIGHTS_OK)
        status = add_operation(
            transaction, INSIGHTS__SAVE, kind, id, &operation, error);
    if (status < 0)
        return status;
    operation->flags = flags;
    operation->version = insights_record_version(record);
    operation->record = record;
    operation->borrowed = borrowed;
    return INSIGHTS_OK;
}

/* The id a record has or shall have. */
static insights_status choose_id(
    const insights_record *record,
    char out[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    const char *id = insights_record_id(record);

    if (!id)
        return insights__uuid_new(out, error);
    memcpy(out, id, strlen(id) + 1);
    return INSIGHTS_OK;
}

insights_status insights__transaction_save_own(
    insights_transaction *transaction,
    insights_record *record,
    insights_error **error)
{
    const insights__kind *kind = NULL;
    char id[INSIGHTS__ID_TEXT];
    insights_status status = check_record(transaction, record, &kind, error);

    if (status == INSIGHTS_OK)
        status = choose_id(record, id, error);
    if (status < 0)
        return status;
    return add_save(transaction, kind, record, 0, id, 1, error);
}

insights_status insights_transaction_save(
    insights_transaction *transaction,
    insights_record *record,
    uint32_t flags,
    insights_error **error)
{
    const insights__kind *kind = NULL;
    insights_record *copy = NULL;
    char id[INSIGHTS__ID_TEXT];
    insights_status status = check_record(transaction, record, &kind, error);

    if (status < 0)
        return status;
    if (flags & ~(uint32_t)(INSIGHTS_SAVE_IF_ABSENT | INSIGHTS_SAVE_RESTORE))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "flags 0x%x have unknown bits",
            (unsigned)flags);
    if (flags & INSIGHTS_SAVE_RESTORE && !insights_record_id(record))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "a %s without an id cannot be restored",
            kind->name);
    status = choose_id(record, id, error);
    if (status < 0)
        return status;
    copy = insights__record_copy(record);
    if (!copy)
        return insights__fail_nomem(error);
    if (!insights_record_id(copy))
        insights__record_assign_id(copy, id);
    status = add_save(transaction, kind, copy, flags, id, 0, error);
    if (status < 0) {
        insights_record_free(copy);
        return status;
    }
    if (!insights_record_id(record))
        insights__record_assign_id(record, id);
    return INSIGHTS_OK;
}

insights_status insights_transaction_delete(
    insights_transaction *transaction,
    insights_kind kind,
    const char *id,
    insights_error **error)
{
    const insights__kind *descriptor = NULL;
    insights__operation *operation;
    insights_status status = insights__transaction_open(transaction, error);

    if (status == INSIGHTS_OK)
        status = insights__store_kind(kind, &descriptor, error);
    if (status == INSIGHTS_OK)
        status = insights__store_check_id(id, error);
    if (status == INSIGHTS_OK && descriptor->scope == INSIGHTS__SCOPE_ROOT &&
        insights__store_bound(transaction->store))
        status = insights__fail(
            error, INSIGHTS_E_DENIED,
            "accounts are deleted with a handle opened with "
            "INSIGHTS_STORE_ADMIN");
    if (status < 0)
        return status;
    return add_operation(
        transaction, INSIGHTS__DELETE, descriptor, id, &operation, error);
}

insights_status insights_transaction_require(
    insights_transaction *transaction,
    const insights_record *record,
    insights_error **error)
{
    const insights__kind *kind = NULL;
    insights__operation *operation = NULL;
    insights_status status = check_record(transaction, record, &kind, error);

    if (status == INSIGHTS_OK && !insights_record_version(record))
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "the %s was never saved, so no version of it can stand",
            kind->name);
    if (status == INSIGHTS_OK)
        status = add_operation(
            transaction, INSIGHTS__REQUIRE, kind, insights_record_id(record),
            &operation, error);
    if (status == INSIGHTS_OK)
        operation->version = insights_record_version(record);
    return status;
}

static const insights__operation *find_save(
    const insights_transaction *transaction,
    insights_kind kind,
    const char *id)
{
    for (size_t i = transaction->operations.count; i > 0; i--) {
        const insights__operation *each = &transaction->operations.items[i - 1];

        if (each->type == INSIGHTS__SAVE && each->kind->id == kind &&
            strcmp(each->id, id) == 0)
            return each;
    }
    return NULL;
}

const insights_record *insights__transaction_record(
    const insights_transaction *transaction,
    insights_kind kind,
    const char *id)
{
    const insights__operation *save = find_save(transaction, kind, id);

    return save ? save->record : NULL;
}

void insights__transaction_saved(
    const insights_transaction *transaction,
    insights_kind kind,
    const char *id,
    insights_record *copy)
{
    const insights__operation *save = find_save(transaction, kind, id);

    if (save)
        insights__record_saved(
            copy, save->id, save->new_version, save->created_at,
            save->updated_at);
}

insights_status insights__transaction_move(
    insights_transaction *from,
    insights_transaction **out,
    insights_error **error)
{
    insights_transaction *moved = insights__alloc(sizeof(*moved));

    if (!moved)
        return insights__fail_nomem(error);
    *moved = *from;
    insights__store_ref(moved->store);
    memset(&from->operations, 0, sizeof(from->operations));
    from->spent = 1;
    *out = moved;
    return INSIGHTS_OK;
}

void insights__transaction_move_back(
    insights_transaction *from,
    insights_transaction *to)
{
    to->operations = from->operations;
    to->spent = 0;
    memset(&from->operations, 0, sizeof(from->operations));
}

void insights__transaction_committed(const insights_transaction *transaction)
{
    for (size_t i = 0; i < transaction->operations.count; i++) {
        if (transaction->operations.items[i].buried &&
            !transaction->waits_for_rows)
            insights__purge_start(transaction->store);
    }
}

insights_status insights_transaction_commit(
    insights_transaction *transaction,
    insights_error **error)
{
    insights__backend *backend = NULL;
    insights_status status = insights__transaction_open(transaction, error);

    if (status < 0)
        return status;
    transaction->spent = 1;
    if (!transaction->operations.count)
        return INSIGHTS_OK;
    status = insights__store_use(transaction->store, &backend, error);
    if (status < 0)
        return status;
    status = insights__queue_commit(
        backend, transaction, transaction->store->options.busy_timeout_ms,
        error);
    if (status == INSIGHTS_OK)
        insights__transaction_committed(transaction);
    return status;
}
