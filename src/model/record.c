/* record.c - making, copying and reading records. */
#include "model/record.h"

#include "base/alloc.h"
#include "base/error.h"
#include "model/record_layout.h"

#include <assert.h>
#include <string.h>

int insights__type_is_text(unsigned type)
{
    return type == INSIGHTS_TYPE_TEXT || type == INSIGHTS_TYPE_ENUM ||
           type == INSIGHTS_TYPE_ID || type == INSIGHTS_TYPE_JSON;
}

/* --- Making ----------------------------------------------------------------
 */

insights_record *insights__record_block(
    const insights__kind *kind,
    size_t size,
    char **bytes)
{
    size_t slots = kind->field_count * sizeof(insights__slot);
    insights_record *record =
        insights__alloc(sizeof(insights_record) + slots + size);

    if (!record)
        return NULL;
    record->kind = kind;
    if (bytes)
        *bytes = (char *)(record->slots + kind->field_count);
    return record;
}

insights_status insights_record_new(
    insights_kind kind,
    insights_record **out,
    insights_error **error)
{
    const insights__kind *descriptor = insights__kind_descriptor(kind);

    if (out)
        *out = NULL;
    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is required");
    if (!descriptor)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "there is no kind of number %u",
            (unsigned)kind);
    *out = insights__record_block(descriptor, 0, NULL);
    return *out ? INSIGHTS_OK : insights__fail_nomem(error);
}

/* Bit `slot` is set where that slot holds text. */
static uint64_t texts_of(const insights_record *record)
{
    const insights__kind *kind = record->kind;
    uint64_t texts = 0;

    for (size_t slot = 0; slot < kind->field_count; slot++) {
        if (insights__type_is_text(kind->fields[slot].type))
            texts |= INSIGHTS__SLOT_BIT(slot);
    }
    return texts & record->present & ~record->null;
}

insights_record *insights__record_copy(const insights_record *record)
{
    size_t count = record->kind->field_count;
    uint64_t texts = texts_of(record);
    size_t size = 0;
    char *bytes = NULL;
    insights_record *copy;

    for (size_t slot = 0; slot < count; slot++) {
        if (texts & INSIGHTS__SLOT_BIT(slot))
            size += strlen(record->slots[slot].text) + 1;
    }
    copy = insights__record_block(record->kind, size, &bytes);
    if (!copy)
        return NULL;

    memcpy(copy, record, sizeof(*copy));
    memcpy(copy->slots, record->slots, count * sizeof(insights__slot));
    copy->mistake = NULL;
    copy->owned = 0;
    copy->lent = 0;
    for (size_t slot = 0; slot < count; slot++) {
        if (!(texts & INSIGHTS__SLOT_BIT(slot)))
            continue;
        size = strlen(record->slots[slot].text) + 1;
        memcpy(bytes, record->slots[slot].text, size);
        copy->slots[slot].text = bytes;
        bytes += size;
    }
    /* Where memory is too short for its message, the mistake is that. */
    if (record->mistake)
        insights__fail(
            &copy->mistake, insights_error_code(record->mistake), "%s",
            insights_error_message(record->mistake));
    return copy;
}

insights_status insights_record_edit(
    const insights_record *record,
    insights_record **out,
    insights_error **error)
{
    if (out)
        *out = NULL;
    if (!record || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "record and out are required");
    *out = insights__record_copy(record);
    if (!*out)
        return insights__fail_nomem(error);
    insights__record_clean(*out);
    return INSIGHTS_OK;
}

void insights_record_free(insights_record *record)
{
    if (!record)
        return;
    for (size_t slot = 0; slot < record->kind->field_count; slot++) {
        if (record->owned & INSIGHTS__SLOT_BIT(slot))
            insights__free(record->slots[slot].own);
    }
    insights_error_free(record->mistake);
    insights__free(record);
}

/* --- Reading ---------------------------------------------------------------
 */

insights_kind insights_record_kind(const insights_record *record)
{
    return record ? record->kind->id : 0;
}

const char *insights_record_id(const insights_record *record)
{
    return record && record->id[0] ? record->id : NULL;
}

int64_t insights_record_version(const insights_record *record)
{
    return record ? record->version : 0;
}

int64_t insights_record_created_at(const insights_record *record)
{
    return record ? record->created_at : 0;
}

int64_t insights_record_updated_at(const insights_record *record)
{
    return record ? record->updated_at : 0;
}

const insights__field *insights__record_field(
    const insights_record *record,
    insights_field field)
{
    if (field >> 16 != record->kind->id)
        return NULL;
    return insights__field_by_number(record->kind, field & 0xFFFFu);
}

/* The descriptor of a field that has a value here, or NULL. */
static const insights__field *valued(
    const insights_record *record,
    insights_field field)
{
    const insights__field *descriptor;

    if (!record)
        return NULL;
    descriptor = insights__record_field(record, field);
    if (!descriptor ||
        insights__record_slot_state(record, descriptor->slot) != INSIGHTS_VALUE)
        return NULL;
    return descriptor;
}

insights_state insights_record_state(
    const insights_record *record,
    insights_field field)
{
    const insights__field *descriptor =
        record ? insights__record_field(record, field) : NULL;

    if (!descriptor)
        return INSIGHTS_ABSENT;
    return insights__record_slot_state(record, descriptor->slot);
}

const char *insights_record_text(
    const insights_record *record,
    insights_field field)
{
    const insights__field *descriptor = valued(record, field);

    if (!descriptor || !insights__type_is_text(descriptor->type))
        return NULL;
    return record->slots[descriptor->slot].text;
}

int64_t insights_record_int(const insights_record *record, insights_field field)
{
    const insights__field *descriptor = valued(record, field);

    if (!descriptor)
        return 0;
    switch (descriptor->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
    case INSIGHTS_TYPE_BOOL:
        return record->slots[descriptor->slot].integer;
    case INSIGHTS_TYPE_ENUM:
        return insights__enum_constant(
            descriptor, record->slots[descriptor->slot].text);
    default:
        return 0;
    }
}

double insights_record_real(const insights_record *record, insights_field field)
{
    const insights__field *descriptor = valued(record, field);

    if (!descriptor)
        return 0;
    if (descriptor->type == INSIGHTS_TYPE_REAL)
        return record->slots[descriptor->slot].real;
    if (descriptor->type == INSIGHTS_TYPE_INT)
        return (double)record->slots[descriptor->slot].integer;
    return 0;
}

/* --- From the inside -------------------------------------------------------
 */

const insights__kind *insights__record_descriptor(const insights_record *record)
{
    return record->kind;
}

insights_state insights__record_slot_state(
    const insights_record *record,
    size_t slot)
{
    uint64_t bit = INSIGHTS__SLOT_BIT(slot);

    if (!(record->present & bit))
        return INSIGHTS_ABSENT;
    return record->null & bit ? INSIGHTS_NULL : INSIGHTS_VALUE;
}

const insights__slot *insights__record_slot(
    const insights_record *record,
    size_t slot)
{
    if (insights__record_slot_state(record, slot) != INSIGHTS_VALUE)
        return NULL;
    return &record->slots[slot];
}

uint64_t insights__record_dirty(const insights_record *record)
{
    return record->dirty;
}

void insights__record_saved(
    insights_record *record,
    const char *id,
    int64_t version,
    int64_t created_at,
    int64_t updated_at)
{
    insights__record_assign_id(record, id);
    record->version = version;
    record->created_at = created_at;
    record->updated_at = updated_at;
    record->dirty = 0;
}

void insights__record_assign_id(insights_record *record, const char *id)
{
    assert(insights__uuid_valid(id));
    if (id != record->id)
        memcpy(record->id, id, INSIGHTS__UUID_TEXT);
}

void insights__record_clean(insights_record *record)
{
    record->dirty = 0;
}

void insights__record_lend(insights_record *record)
{
    record->lent = 1;
}
