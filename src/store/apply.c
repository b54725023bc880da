/* apply.c - a transaction's operations, one after the other, by the leader.
 *
 * Keeps true: what a record refers to stands, in the same account, when the
 * transaction ends (so that the order within a list does not matter); a row
 * is touched only where it belongs to the account of the transaction.
 */
#include "store/internal.h"

#include "base/alloc.h"

#include <insights/model.h>
#include <string.h>

/* --- The log of changes --------------------------------------------------- */

void insights__log_change(
    insights__writer *writer,
    const insights__kind *kind,
    const char *account,
    const char *project,
    const char *id,
    int64_t version,
    char op)
{
    insights__log_pack(
        writer->log, &writer->place, account, project, kind, id, version, op);
}

insights_status insights__project_of(
    insights__writer *writer,
    const insights__kind *kind,
    const char *account,
    const char *id,
    const insights_record *record,
    char out[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    const insights__field *field =
        insights__field_by_number(kind, INSIGHTS__NUMBER_PROJECT_ID);
    insights_record *found = NULL;
    const char *project = NULL;
    insights_status status = INSIGHTS_OK;

    out[0] = '\0';
    if (kind->id == INSIGHTS_PROJECT)
        project = id;
    else if (kind->scope == INSIGHTS__SCOPE_PROJECT && record)
        project = insights_record_text(record, field->id);
    if (!project && kind->scope == INSIGHTS__SCOPE_PROJECT) {
        status = writer->backend->ops->read(
            writer->backend, kind, account, id, &found, error);
        if (status == INSIGHTS_OK)
            project = insights_record_text(found, field->id);
        if (status == INSIGHTS_E_NOT_FOUND)
            status = INSIGHTS_OK;
    }
    if (project && strlen(project) < INSIGHTS__ID_TEXT)
        memcpy(out, project, strlen(project) + 1);
    insights_record_free(found);
    return status;
}

/* --- References ----------------------------------------------------------- */

/* Memos and tags belong to any record and go with it; a change outlives what
 * it tells of. */
int insights__kind_polymorphic(const insights__kind *kind)
{
    return strcmp(kind->name, "memo") == 0 || strcmp(kind->name, "tag") == 0;
}

static insights__known *known_slot(
    insights__queue *queue,
    const insights__reference *reference)
{
    uint32_t hash = 2166136261u ^ reference->target->id;

    for (const char *at = reference->id; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    return &queue->known[hash & (INSIGHTS__KNOWN - 1)];
}

static int is_known(
    const insights__known *known,
    const insights__reference *reference)
{
    return known->kind == reference->target->id &&
           strcmp(known->id, reference->id) == 0 &&
           strcmp(known->account, reference->account) == 0;
}

/* Look whether the target stands, and remember that it does. */
static insights_status look_for(
    insights__writer *writer,
    const insights__reference *reference,
    int *stands,
    insights_error **error)
{
    insights__backend *backend = writer->backend;
    insights__known *known = known_slot(&backend->queue, reference);
    int64_t version = 0;
    insights_status status;

    *stands = is_known(known, reference);
    if (*stands)
        return INSIGHTS_OK;
    status = backend->ops->version(
        backend, reference->target, reference->account, reference->id, &version,
        NULL, error);
    *stands = status == INSIGHTS_OK && version >= 0;
    if (*stands) {
        known->kind = reference->target->id;
        memcpy(known->account, reference->account, sizeof(known->account));
        memcpy(known->id, reference->id, sizeof(known->id));
    }
    return status;
}

/* What does not stand yet may come with a later operation. */
static insights_status add_reference(
    insights__writer *writer,
    const insights__kind *kind,
    const insights__field *field,
    const insights__kind *target,
    const char *account,
    const char *id,
    insights_error **error)
{
    insights__reference reference;
    insights__reference *later;
    int stands = 0;
    insights_status status;

    if (strlen(id) >= sizeof(reference.id))
        return insights__fail(
            error, INSIGHTS_E_REFERENCE, "%s.%s '%s' is not an id", kind->name,
            field->name, id);
    memset(&reference, 0, sizeof(reference));
    reference.target = target;
    reference.kind = kind->name;
    reference.field = field->name;
    memcpy(reference.account, account, strlen(account) + 1);
    memcpy(reference.id, id, strlen(id) + 1);
    status = look_for(writer, &reference, &stands, error);
    if (status < 0 || stands)
        return status;
    later = insights__array_add(&writer->references);
    if (!later)
        return insights__fail_nomem(error);
    *later = reference;
    return INSIGHTS_OK;
}

static insights_status check_references(
    insights__writer *writer,
    insights_error **error)
{
    for (size_t i = 0; i < writer->references.count; i++) {
        const insights__reference *reference = &writer->references.items[i];
        int stands = 0;
        insights_status status = look_for(writer, reference, &stands, error);

        if (status < 0)
            return status;
        if (!stands)
            return insights__fail(
                error, INSIGHTS_E_REFERENCE,
                "%s.%s refers to a %s that is not there: '%s'", reference->kind,
                reference->field, reference->target->name, reference->id);
    }
    writer->references.count = 0;
    return INSIGHTS_OK;
}

static insights_status collect_target(
    insights__writer *writer,
    const insights__kind *kind,
    const insights_record *record,
    const char *account,
    insights_error **error)
{
    const insights__field *kind_field =
        insights__field_by_name(kind, "target_kind");
    const insights__field *id_field =
        insights__field_by_name(kind, "target_id");
    const char *name = insights_record_text(record, kind_field->id);
    const char *id = insights_record_text(record, id_field->id);
    const insights__kind *target = name ? insights__kind_by_name(name) : NULL;

    if (!id && !name)
        return INSIGHTS_OK;
    if (!target || !target->stored)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%s.target_kind '%s' is not a kind",
            kind->name, name ? name : "");
    return add_reference(
        writer, kind, id_field, target, account, id ? id : "", error);
}

/* Note everything that the fields in `slots` refer to. */
static insights_status collect_references(
    insights__writer *writer,
    const insights_record *record,
    uint64_t slots,
    const char *account,
    insights_error **error)
{
    const insights__kind *kind = insights__record_descriptor(record);
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; status == INSIGHTS_OK && i < kind->field_count; i++) {
        const insights__field *field = &kind->fields[i];
        const insights__slot *value = insights__record_slot(record, i);

        if (!(slots >> i & 1) || !value || field->type != INSIGHTS_TYPE_ID ||
            !field->target)
            continue;
        status = add_reference(
            writer, kind, field, insights__kind_descriptor(field->target),
            account, value->text, error);
    }
    if (status == INSIGHTS_OK && insights__kind_polymorphic(kind))
        status = collect_target(writer, kind, record, account, error);
    return status;
}

/* --- Saving --------------------------------------------------------------- */

/* Fields that must have a value: all of them in a new record, those that were
 * touched in an old one. */
static insights_status check_required(
    const insights_record *record,
    uint64_t slots,
    insights_error **error)
{
    const insights__kind *kind = insights__record_descriptor(record);

    for (size_t i = 0; i < kind->field_count; i++) {
        if (slots >> i & 1 &&
            kind->fields[i].flags & INSIGHTS__FIELD_REQUIRED &&
            !insights__record_slot(record, i))
            return insights__fail(
                error, INSIGHTS_E_INVALID, "%s.%s is required", kind->name,
                kind->fields[i].name);
    }
    return INSIGHTS_OK;
}

/* Whether saving these fields changes what a search would find. */
static int touches_search(const insights__kind *kind, uint64_t slots)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        const insights__field *field = &kind->fields[i];

        if (slots >> i & 1 && (field->flags & INSIGHTS__FIELD_SEARCH ||
                               strcmp(field->name, "project_id") == 0 ||
                               strcmp(field->name, "interview_id") == 0))
            return 1;
    }
    return 0;
}

static insights_status refresh_search(
    insights__writer *writer,
    const insights__kind *kind,
    const insights__stamp *stamp,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status = writer->backend->ops->read(
        writer->backend, kind, stamp->account, stamp->id, &record, error);

    if (status == INSIGHTS_E_NOT_FOUND)
        return insights__fail(
            error, INSIGHTS_E_INTERNAL, "the %s '%s' went while it was saved",
            kind->name, stamp->id);
    if (status == INSIGHTS_OK)
        status = insights__search_put(
            writer, kind, stamp->account, record, stamp->id, error);
    insights_record_free(record);
    return status;
}

static insights_status insert(
    insights__writer *writer,
    insights__operation *operation,
    const insights__stamp *stamp,
    insights_error **error)
{
    insights_record *record = operation->record;
    insights_error *why = NULL;
    insights_status status = check_required(record, ~(uint64_t)0, error);

    if (status < 0)
        return status;
    status = writer->backend->ops->insert(
        writer->backend, record, stamp,
        operation->flags & INSIGHTS_SAVE_IF_ABSENT ? &why : error);
    if (status == INSIGHTS_E_EXISTS &&
        operation->flags & INSIGHTS_SAVE_IF_ABSENT) {
        insights_error_free(why);
        operation->skipped = 1;
        return INSIGHTS_OK;
    }
    if (why && error) {
        insights_error_free(*error);
        *error = why;
    } else {
        insights_error_free(why);
    }
    if (status == INSIGHTS_OK)
        status = insights__search_put(
            writer, operation->kind, stamp->account, record, stamp->id, error);
    return status;
}

static insights_status update(
    insights__writer *writer,
    const insights__operation *operation,
    const insights__stamp *stamp,
    insights_error **error)
{
    const insights_record *record = operation->record;
    uint64_t dirty = insights__record_dirty(record);
    insights_status status = check_required(record, dirty, error);

    if (status == INSIGHTS_OK)
        status = writer->backend->ops->update(
            writer->backend, record, stamp, 0, error);
    if (status == INSIGHTS_OK && touches_search(operation->kind, dirty))
        status = refresh_search(writer, operation->kind, stamp, error);
    return status;
}

static insights_status replace(
    insights__writer *writer,
    const insights__operation *operation,
    const insights__stamp *stamp,
    insights_error **error)
{
    const insights_record *record = operation->record;
    insights_status status = check_required(record, ~(uint64_t)0, error);

    if (status == INSIGHTS_OK)
        status = writer->backend->ops->update(
            writer->backend, record, stamp, 1, error);
    if (status == INSIGHTS_OK)
        status = insights__search_put(
            writer, operation->kind, stamp->account, record, stamp->id, error);
    return status;
}

static insights_status fail_conflict(
    const insights__operation *operation,
    int64_t stands,
    insights_error **error)
{
    insights_status status;

    if (stands < 0)
        status = insights__fail(
            error, INSIGHTS_E_CONFLICT, "the %s '%s' is not there any more",
            operation->kind->name, operation->id);
    else
        status = insights__fail(
            error, INSIGHTS_E_CONFLICT,
            "the %s '%s' was changed meanwhile: version %lld stands, not %lld; "
            "read it again",
            operation->kind->name, operation->id, (long long)stands,
            (long long)operation->version);
    insights__error_set_record_id(error, operation->id);
    return status;
}

/* Whose the record is: the handle's account, or what the record says. */
static const char *account_of(
    const insights__writer *writer,
    const insights__operation *operation)
{
    const insights__field *field =
        insights__field_by_number(operation->kind, INSIGHTS__NUMBER_ACCOUNT_ID);

    if (insights__store_bound(writer->store))
        return insights__store_bound(writer->store);
    return field ? insights_record_text(operation->record, field->id)
                 : operation->id;
}

static insights_status choose_save(
    insights__writer *writer,
    insights__operation *operation,
    insights__stamp *stamp,
    int64_t stands,
    insights_error **error)
{
    const insights_record *record = operation->record;

    if (operation->flags & INSIGHTS_SAVE_IF_ABSENT && stands >= 0) {
        operation->skipped = 1;
        return INSIGHTS_OK;
    }
    if (operation->flags & INSIGHTS_SAVE_RESTORE) {
        if (operation->version > 0)
            stamp->version = operation->version;
        if (insights_record_created_at(record))
            stamp->created_at = insights_record_created_at(record);
        if (insights_record_updated_at(record))
            stamp->updated_at = insights_record_updated_at(record);
        return stands < 0 ? insert(writer, operation, stamp, error)
                          : replace(writer, operation, stamp, error);
    }
    if (!operation->version)
        return insert(writer, operation, stamp, error);
    if (stands != operation->version)
        return fail_conflict(operation, stands, error);
    stamp->version = stands + 1;
    stamp->created_at = insights_record_created_at(record);
    return update(writer, operation, stamp, error);
}

static insights_status apply_save(
    insights__writer *writer,
    insights__operation *operation,
    insights_error **error)
{
    insights__stamp stamp = {
        operation->id, account_of(writer, operation), 1, writer->now,
        writer->now};
    uint64_t slots = operation->version && !operation->flags
                         ? insights__record_dirty(operation->record)
                         : ~(uint64_t)0;
    char project[INSIGHTS__ID_TEXT];
    int64_t stands = -1;
    insights_status status = INSIGHTS_OK;

    if (operation->version || operation->flags)
        status = writer->backend->ops->version(
            writer->backend, operation->kind, stamp.account, operation->id,
            &stands, NULL, error);
    if (status == INSIGHTS_OK)
        status = choose_save(writer, operation, &stamp, stands, error);
    if (status < 0 || operation->skipped)
        return status;
    operation->new_version = stamp.version;
    operation->created_at = stamp.created_at;
    operation->updated_at = stamp.updated_at;
    status = insights__project_of(
        writer, operation->kind, stamp.account, operation->id,
        operation->record, project, error);
    if (status < 0)
        return status;
    insights__log_change(
        writer, operation->kind, stamp.account, project, operation->id,
        stamp.version, stands < 0 ? 'i' : 'u');
    return collect_references(
        writer, operation->record, slots, stamp.account, error);
}

/* --- The list ------------------------------------------------------------- */

/* The version that stands, and whose it is. */
static insights_status look_up(
    const insights__writer *writer,
    const insights__operation *operation,
    int64_t *version,
    char owner[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    return writer->backend->ops->version(
        writer->backend, operation->kind, insights__store_bound(writer->store),
        operation->id, version, owner, error);
}

static insights_status apply_operation(
    insights__writer *writer,
    insights__operation *operation,
    insights_error **error)
{
    char owner[INSIGHTS__ID_TEXT] = "";
    int64_t version = -1;
    insights_status status;

    if (operation->type == INSIGHTS__SAVE)
        return apply_save(writer, operation, error);
    if (operation->type == INSIGHTS__PURGE)
        return insights__apply_purge(writer, operation, error);
    if (operation->type == INSIGHTS__QUIET)
        return insights__apply_quiet(writer, operation, error);
    status = look_up(writer, operation, &version, owner, error);
    if (status < 0)
        return status;
    if (operation->type == INSIGHTS__REQUIRE)
        return version == operation->version
                   ? INSIGHTS_OK
                   : fail_conflict(operation, version, error);
    if (version < 0)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "there is no %s '%s'",
            operation->kind->name, operation->id);
    status = check_references(writer, error);
    if (status == INSIGHTS_OK)
        status = insights__apply_delete(writer, operation, owner, error);
    insights__known_clear(&writer->backend->queue);
    return status;
}

insights_status insights__apply(
    insights__backend *backend,
    insights_transaction *transaction,
    int64_t now,
    insights_error **error)
{
    insights__writer writer = {backend,  transaction->store,
                               now,      &backend->queue.log,
                               {"", ""}, INSIGHTS__ARRAY_INIT};
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0;
         status == INSIGHTS_OK && i < transaction->operations.count; i++)
        status =
            apply_operation(&writer, &transaction->operations.items[i], error);
    if (status == INSIGHTS_OK)
        status = check_references(&writer, error);
    insights__array_free(&writer.references);
    return status;
}
