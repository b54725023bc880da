/* descriptor.c - finding kinds and fields, inside and through the ABI. */
#include "model/descriptor.h"

#include <string.h>

const insights__kind *insights__kind_descriptor(insights_kind kind)
{
    uint8_t place = 0;

    if (kind < insights__kind_places_count)
        place = insights__kind_places[kind];
    return place ? &insights__kinds[place - 1] : NULL;
}

const insights__kind *insights__kind_by_name(const char *name)
{
    if (!name)
        return NULL;
    for (size_t at = 0; at < insights__kinds_count; at++) {
        if (strcmp(insights__kinds[at].name, name) == 0)
            return &insights__kinds[at];
    }
    return NULL;
}

const insights__field *insights__field_descriptor(insights_field field)
{
    return insights__field_by_number(
        insights__kind_descriptor(field >> 16), field & 0xFFFFu);
}

const insights__field *insights__field_by_name(
    const insights__kind *kind,
    const char *name)
{
    if (!kind || !name)
        return NULL;
    for (size_t slot = 0; slot < kind->field_count; slot++) {
        if (strcmp(kind->fields[slot].name, name) == 0)
            return &kind->fields[slot];
    }
    return NULL;
}

const insights__field *insights__field_by_number(
    const insights__kind *kind,
    unsigned number)
{
    uint8_t slot = 0;

    if (kind && number < kind->slot_count)
        slot = kind->slots[number];
    return slot ? &kind->fields[slot - 1] : NULL;
}

int insights__enum_constant(const insights__field *field, const char *text)
{
    for (size_t at = 0; at < field->value_count; at++) {
        if (strcmp(field->values[at], text) == 0)
            return (int)at + 1;
    }
    return -1;
}

const char *insights__enum_text(const insights__field *field, int64_t constant)
{
    if (constant < 1 || (uint64_t)constant > field->value_count)
        return NULL;
    return field->values[constant - 1];
}

/* --- The ABI ---------------------------------------------------------------
 */

int insights_model_version(void)
{
    return insights__model_version;
}

insights_kind insights_kind_at(size_t index)
{
    return index < insights__kinds_count ? insights__kinds[index].id : 0;
}

const char *insights_kind_name(insights_kind kind)
{
    const insights__kind *descriptor = insights__kind_descriptor(kind);

    return descriptor ? descriptor->name : NULL;
}

insights_kind insights_kind_find(const char *name)
{
    const insights__kind *descriptor = insights__kind_by_name(name);

    return descriptor ? descriptor->id : 0;
}

int insights_kind_stored(insights_kind kind)
{
    const insights__kind *descriptor = insights__kind_descriptor(kind);

    return descriptor ? descriptor->stored : 0;
}

insights_field insights_field_at(insights_kind kind, size_t index)
{
    const insights__kind *descriptor = insights__kind_descriptor(kind);

    if (!descriptor || index >= descriptor->field_count)
        return 0;
    return descriptor->fields[index].id;
}

const char *insights_field_name(insights_field field)
{
    const insights__field *descriptor = insights__field_descriptor(field);

    return descriptor ? descriptor->name : NULL;
}

insights_field insights_field_find(insights_kind kind, const char *name)
{
    const insights__field *descriptor =
        insights__field_by_name(insights__kind_descriptor(kind), name);

    return descriptor ? descriptor->id : 0;
}

int insights_field_type(insights_field field)
{
    const insights__field *descriptor = insights__field_descriptor(field);

    return descriptor ? descriptor->type : 0;
}

insights_kind insights_field_target(insights_field field)
{
    const insights__field *descriptor = insights__field_descriptor(field);

    return descriptor ? descriptor->target : 0;
}

const char *insights_field_doc(insights_field field)
{
    const insights__field *descriptor = insights__field_descriptor(field);

    return descriptor ? descriptor->doc : NULL;
}
