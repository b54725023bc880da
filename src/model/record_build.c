/* record_build.c - a row becomes a record in one block. */
#include "base/alloc.h"
#include "base/error.h"
#include "model/record_layout.h"

#include <assert.h>
#include <string.h>

#define KEPT_MAXIMUM ((size_t)1 << 20) /* a larger buffer is not kept */

void insights__record_builder_begin(
    insights__record_builder *builder,
    const insights__kind *kind)
{
    if (builder->bytes.status < 0 || builder->bytes.capacity > KEPT_MAXIMUM)
        insights__buffer_free(&builder->bytes);
    insights__buffer_truncate(&builder->bytes, 0);
    builder->kind = kind;
    builder->present = 0;
    builder->null = 0;
    builder->texts = 0;
    builder->version = 0;
    builder->created_at = 0;
    builder->updated_at = 0;
    builder->id[0] = '\0';
}

void insights__record_builder_meta(
    insights__record_builder *builder,
    const char *id,
    int64_t version,
    int64_t created_at,
    int64_t updated_at)
{
    size_t length = id ? strlen(id) : 0;

    if (length >= sizeof(builder->id))
        length = sizeof(builder->id) - 1;
    if (length)
        memcpy(builder->id, id, length);
    builder->id[length] = '\0';
    builder->version = version;
    builder->created_at = created_at;
    builder->updated_at = updated_at;
}

/* Count the slot in; asserts that its field is of one of these types. */
static insights__slot *take_slot(
    insights__record_builder *builder,
    size_t slot,
    unsigned types)
{
    assert(builder->kind && slot < builder->kind->field_count);
    assert(types & 1u << builder->kind->fields[slot].type);
    (void)types;
    builder->present |= INSIGHTS__SLOT_BIT(slot);
    builder->null &= ~INSIGHTS__SLOT_BIT(slot);
    return &builder->slots[slot];
}

void insights__record_builder_text(
    insights__record_builder *builder,
    size_t slot,
    const char *text,
    size_t length)
{
    insights__slot *value = take_slot(
        builder, slot,
        1u << INSIGHTS_TYPE_TEXT | 1u << INSIGHTS_TYPE_ENUM |
            1u << INSIGHTS_TYPE_ID | 1u << INSIGHTS_TYPE_JSON);

    builder->texts |= INSIGHTS__SLOT_BIT(slot);
    value->integer = (int64_t)builder->bytes.length;
    insights__buffer_append(&builder->bytes, text, length);
    insights__buffer_char(&builder->bytes, '\0');
}

void insights__record_builder_int(
    insights__record_builder *builder,
    size_t slot,
    int64_t value)
{
    take_slot(
        builder, slot,
        1u << INSIGHTS_TYPE_INT | 1u << INSIGHTS_TYPE_TIME |
            1u << INSIGHTS_TYPE_BOOL)
        ->integer = value;
}

void insights__record_builder_real(
    insights__record_builder *builder,
    size_t slot,
    double value)
{
    take_slot(builder, slot, 1u << INSIGHTS_TYPE_REAL)->real = value;
}

void insights__record_builder_null(
    insights__record_builder *builder,
    size_t slot)
{
    take_slot(builder, slot, ~0u);
    builder->null |= INSIGHTS__SLOT_BIT(slot);
    builder->texts &= ~INSIGHTS__SLOT_BIT(slot);
}

insights_status insights__record_builder_finish(
    insights__record_builder *builder,
    insights_record **out,
    insights_error **error)
{
    const insights__kind *kind = builder->kind;
    insights_status status;
    insights_record *record;
    char *bytes = NULL;

    *out = NULL;
    status = insights__buffer_check(&builder->bytes, "a record", error);
    if (status < 0)
        return status;
    record = insights__record_block(kind, builder->bytes.length, &bytes);
    if (!record)
        return insights__fail_nomem(error);

    record->version = builder->version;
    record->created_at = builder->created_at;
    record->updated_at = builder->updated_at;
    record->present = builder->present;
    record->null = builder->null;
    memcpy(record->id, builder->id, sizeof(record->id));
    if (builder->bytes.length)
        memcpy(bytes, builder->bytes.data, builder->bytes.length);
    for (size_t slot = 0; slot < kind->field_count; slot++) {
        uint64_t bit = INSIGHTS__SLOT_BIT(slot);

        if (builder->texts & bit)
            record->slots[slot].text = bytes + builder->slots[slot].integer;
        else if (builder->present & ~builder->null & bit)
            record->slots[slot] = builder->slots[slot];
    }
    *out = record;
    return INSIGHTS_OK;
}

void insights__record_builder_free(insights__record_builder *builder)
{
    insights__buffer_free(&builder->bytes);
}
