/* record_set.c - writing fields, and the first mistake made while doing so.
 *
 * A field that could not be set is as it was. What a record was lent is not
 * touched at all, not even by a mistake.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/json_text.h"
#include "model/record_layout.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define EXCERPT 64 /* of a value, in messages */

const char *insights__field_label(
    insights_field field,
    char out[INSIGHTS__FIELD_LABEL])
{
    const insights__kind *kind = insights__kind_descriptor(field >> 16);
    const insights__field *descriptor = insights__field_descriptor(field);

    if (descriptor)
        snprintf(
            out, INSIGHTS__FIELD_LABEL, "%s.%s", kind->name, descriptor->name);
    else
        snprintf(out, INSIGHTS__FIELD_LABEL, "field %#x", (unsigned)field);
    return out;
}

/* The beginning of a value, cut between characters. */
static const char *excerpt(const char *text, char out[EXCERPT])
{
    size_t length = strlen(text);

    if (length < EXCERPT) {
        memcpy(out, text, length + 1);
        return out;
    }
    length = EXCERPT - sizeof("…");
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    memcpy(out, text, length);
    memcpy(out + length, "…", sizeof("…"));
    return out;
}

/* Where a mistake goes: only the first one is kept. */
static insights_error **place(insights_record *record)
{
    return record->mistake ? NULL : &record->mistake;
}

/* --- Slots -----------------------------------------------------------------
 */

static void mark_value(insights_record *record, size_t slot, int owned)
{
    uint64_t bit = INSIGHTS__SLOT_BIT(slot);

    record->present |= bit;
    record->dirty |= bit;
    record->null &= ~bit;
    record->owned = owned ? record->owned | bit : record->owned & ~bit;
}

static void release(insights_record *record, size_t slot)
{
    if (record->owned & INSIGHTS__SLOT_BIT(slot))
        insights__free(record->slots[slot].own);
}

static insights_status put_text(
    insights_record *record,
    const insights__field *field,
    const char *text,
    size_t length)
{
    char *own = insights__strndup(text, length);

    if (!own)
        return insights__fail_nomem(place(record));
    release(record, field->slot);
    record->slots[field->slot].own = own;
    mark_value(record, field->slot, 1);
    return INSIGHTS_OK;
}

/* --- Checking --------------------------------------------------------------
 */

/* The field that is to be set, in *out, or a mistake. */
static insights_status writable(
    insights_record *record,
    insights_field field,
    unsigned types,
    const char *what,
    const insights__field **out)
{
    const insights__field *descriptor;
    char label[INSIGHTS__FIELD_LABEL];

    *out = NULL;
    if (!record || record->lent)
        return INSIGHTS_E_INVALID;
    descriptor = insights__record_field(record, field);
    if (!descriptor)
        return insights__fail(
            place(record), INSIGHTS_E_INVALID, "%s has no %s",
            record->kind->name, insights__field_label(field, label));
    if (!(types & 1u << descriptor->type))
        return insights__fail(
            place(record), INSIGHTS_E_INVALID, "%s does not hold %s",
            insights__field_label(field, label), what);
    *out = descriptor;
    return INSIGHTS_OK;
}

static insights_status check_json(
    insights_record *record,
    const insights__field *field,
    const char *text,
    size_t length)
{
    insights_error *why = NULL;
    insights_status status;
    char label[INSIGHTS__FIELD_LABEL];

    status = insights__json_text_check(
        text, length, INSIGHTS__JSON_DEPTH_MAXIMUM, &why);
    if (status == INSIGHTS_E_NOMEM) {
        insights__fail_nomem(place(record));
    } else if (status < 0) {
        /* The caller's own text is at fault, not a file. */
        if (status == INSIGHTS_E_PARSE)
            status = INSIGHTS_E_INVALID;
        status = insights__fail(
            place(record), status, "%s: %s",
            insights__field_label(field->id, label),
            insights_error_message(why));
    }
    insights_error_free(why);
    return status;
}

/* Whether this text may stand in this field; enums are not looked at. */
static insights_status check_text(
    insights_record *record,
    const insights__field *field,
    const char *text,
    size_t length)
{
    char label[INSIGHTS__FIELD_LABEL];
    char cut[EXCERPT];
    size_t valid;

    insights__field_label(field->id, label);
    if (length > INSIGHTS__TEXT_MAXIMUM)
        return insights__fail(
            place(record), INSIGHTS_E_LIMIT,
            "%s: %zu bytes are more than the %zu a text may have", label,
            length, INSIGHTS__TEXT_MAXIMUM);
    valid = insights__utf8_valid(text, length);
    if (valid != length)
        return insights__fail(
            place(record), INSIGHTS_E_INVALID,
            "%s: '%s' is not UTF-8 at byte %zu", label, excerpt(text, cut),
            valid);
    if (field->type == INSIGHTS_TYPE_ID && !insights__uuid_valid(text))
        return insights__fail(
            place(record), INSIGHTS_E_INVALID,
            "%s: '%s' is not an id (a lower-case UUID)", label,
            excerpt(text, cut));
    if (field->type == INSIGHTS_TYPE_JSON)
        return check_json(record, field, text, length);
    return INSIGHTS_OK;
}

/* --- Setting ---------------------------------------------------------------
 */

insights_status insights_record_set_id(insights_record *record, const char *id)
{
    char cut[EXCERPT];

    if (!record || record->lent)
        return INSIGHTS_E_INVALID;
    if (!record->kind->stored)
        return insights__fail(
            place(record), INSIGHTS_E_INVALID,
            "%s is a kind that is not stored: it has no id",
            record->kind->name);
    if (record->version != 0)
        return insights__fail(
            place(record), INSIGHTS_E_INVALID,
            "%s %s was saved already: its id stays", record->kind->name,
            record->id);
    if (!id || !insights__uuid_valid(id))
        return insights__fail(
            place(record), INSIGHTS_E_INVALID,
            "%s: '%s' is not an id (a lower-case UUID)", record->kind->name,
            id ? excerpt(id, cut) : "");
    insights__record_assign_id(record, id);
    return INSIGHTS_OK;
}

insights_status insights_record_set_text(
    insights_record *record,
    insights_field field,
    const char *text)
{
    const insights__field *descriptor;
    insights_status status;
    size_t length;
    int constant;
    char label[INSIGHTS__FIELD_LABEL];
    char cut[EXCERPT];

    if (!text)
        return insights_record_set_null(record, field);
    status = writable(
        record, field,
        1u << INSIGHTS_TYPE_TEXT | 1u << INSIGHTS_TYPE_ENUM |
            1u << INSIGHTS_TYPE_ID | 1u << INSIGHTS_TYPE_JSON,
        "text", &descriptor);
    if (status < 0)
        return status;
    if (descriptor->type == INSIGHTS_TYPE_ENUM) {
        constant = insights__enum_constant(descriptor, text);
        if (constant > 0)
            return insights_record_set_int(record, field, constant);
        return insights__fail(
            place(record), INSIGHTS_E_INVALID, "%s: '%s' is not known (%s …)",
            insights__field_label(field, label), excerpt(text, cut),
            descriptor->values[0]);
    }
    length = strlen(text);
    status = check_text(record, descriptor, text, length);
    if (status < 0)
        return status;
    return put_text(record, descriptor, text, length);
}

insights_status insights_record_set_int(
    insights_record *record,
    insights_field field,
    int64_t value)
{
    const insights__field *descriptor;
    insights_status status;
    insights__slot slot = {0};
    char label[INSIGHTS__FIELD_LABEL];

    status = writable(
        record, field,
        1u << INSIGHTS_TYPE_INT | 1u << INSIGHTS_TYPE_TIME |
            1u << INSIGHTS_TYPE_BOOL | 1u << INSIGHTS_TYPE_REAL |
            1u << INSIGHTS_TYPE_ENUM,
        "a whole number", &descriptor);
    if (status < 0)
        return status;

    slot.integer = value;
    if (descriptor->type == INSIGHTS_TYPE_REAL)
        slot.real = (double)value;
    if (descriptor->type == INSIGHTS_TYPE_BOOL && value != 0 && value != 1)
        return insights__fail(
            place(record), INSIGHTS_E_INVALID, "%s: %lld is neither 0 nor 1",
            insights__field_label(field, label), (long long)value);
    if (descriptor->type == INSIGHTS_TYPE_ENUM) {
        slot.text = insights__enum_text(descriptor, value);
        if (!slot.text)
            return insights__fail(
                place(record), INSIGHTS_E_INVALID,
                "%s: %lld is not a constant from 1 to %zu",
                insights__field_label(field, label), (long long)value,
                descriptor->value_count);
    }
    release(record, descriptor->slot);
    record->slots[descriptor->slot] = slot;
    mark_value(record, descriptor->slot, 0);
    return INSIGHTS_OK;
}

insights_status insights_record_set_real(
    insights_record *record,
    insights_field field,
    double value)
{
    const insights__field *descriptor;
    insights_status status;
    char label[INSIGHTS__FIELD_LABEL];

    status = writable(
        record, field, 1u << INSIGHTS_TYPE_REAL, "a real number", &descriptor);
    if (status < 0)
        return status;
    if (!isfinite(value))
        return insights__fail(
            place(record), INSIGHTS_E_INVALID, "%s: %s is not a number",
            insights__field_label(field, label),
            isnan(value) ? "NaN" : "infinity");
    record->slots[descriptor->slot].real = value;
    mark_value(record, descriptor->slot, 0);
    return INSIGHTS_OK;
}

insights_status insights_record_set_null(
    insights_record *record,
    insights_field field)
{
    const insights__field *descriptor;
    insights_status status =
        writable(record, field, ~0u, "a value", &descriptor);

    if (status < 0)
        return status;
    release(record, descriptor->slot);
    record->slots[descriptor->slot].integer = 0;
    mark_value(record, descriptor->slot, 0);
    record->null |= INSIGHTS__SLOT_BIT(descriptor->slot);
    return INSIGHTS_OK;
}

insights_status insights_record_check(
    const insights_record *record,
    insights_error **error)
{
    if (!record)
        return insights__fail(error, INSIGHTS_E_INVALID, "record is required");
    if (!record->mistake)
        return INSIGHTS_OK;
    if (insights_error_code(record->mistake) == INSIGHTS_E_NOMEM)
        return insights__fail_nomem(error);
    return insights__fail(
        error, insights_error_code(record->mistake), "%s",
        insights_error_message(record->mistake));
}

void insights__record_forgive(insights_record *record)
{
    insights_error_free(record->mistake);
    record->mistake = NULL;
}
