/* record_json.c - records to JSON and back. */
#include "base/error.h"
#include "base/number.h"
#include "base/utf8.h"
#include "model/json_text.h"
#include "model/record_layout.h"

#include <inttypes.h>
#include <string.h>

/* The record itself and a nest are two levels more than a field has. */
#define DEPTH_MAXIMUM (INSIGHTS__JSON_DEPTH_MAXIMUM + 2)

/* --- To JSON -----------------------------------------------------------------
 */

static void append_string(insights__buffer *out, const char *text)
{
    insights__buffer_json_string(out, text, strlen(text));
}

static void append_meta(insights__buffer *out, const insights_record *record)
{
    insights__buffer_format(
        out, "\"record\":\"%s\",\"id\":", record->kind->name);
    if (record->id[0])
        append_string(out, record->id);
    else
        insights__buffer_text_append(out, "null");
    insights__buffer_format(
        out,
        ",\"version\":%" PRId64 ",\"created_at\":%" PRId64
        ",\"updated_at\":%" PRId64,
        record->version, record->created_at, record->updated_at);
}

static void append_value(
    insights__buffer *out,
    const insights__field *field,
    const insights__slot *slot)
{
    char number[INSIGHTS__NUMBER_TEXT];

    if (!slot) {
        insights__buffer_text_append(out, "null");
        return;
    }
    switch (field->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
        insights__buffer_format(out, "%" PRId64, slot->integer);
        break;
    case INSIGHTS_TYPE_BOOL:
        insights__buffer_text_append(out, slot->integer ? "true" : "false");
        break;
    case INSIGHTS_TYPE_REAL:
        insights__double_text(slot->real, number);
        insights__buffer_text_append(out, number);
        break;
    case INSIGHTS_TYPE_JSON:
        insights__json_text_compact(out, slot->text);
        break;
    default:
        append_string(out, slot->text);
    }
}

static void append_fields(insights__buffer *out, const insights_record *record)
{
    const char *group = NULL; /* the nest that is open */
    int first = !record->kind->stored;

    for (size_t slot = 0; slot < record->kind->field_count; slot++) {
        const insights__field *field = &record->kind->fields[slot];
        int same =
            group && field->json_group && strcmp(group, field->json_group) == 0;

        if (!(record->present & INSIGHTS__SLOT_BIT(slot)))
            continue;
        if (group && !same)
            insights__buffer_char(out, '}');
        if (!first)
            insights__buffer_char(out, ',');
        if (field->json_group && !same)
            insights__buffer_format(out, "\"%s\":{", field->json_group);
        group = field->json_group;
        first = 0;
        insights__buffer_format(out, "\"%s\":", field->json_name);
        append_value(out, field, insights__record_slot(record, slot));
    }
    if (group)
        insights__buffer_char(out, '}');
}

insights_status insights_record_to_json(
    const insights_record *record,
    char **out,
    insights_error **error)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights_status status;

    if (out)
        *out = NULL;
    if (!record || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "record and out are required");

    insights__buffer_char(&json, '{');
    if (record->kind->stored)
        append_meta(&json, record);
    append_fields(&json, record);
    insights__buffer_char(&json, '}');
    status = insights__buffer_check(&json, "a record in JSON", error);
    if (status == INSIGHTS_OK) {
        *out = insights__buffer_take(&json);
        if (!*out)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&json);
    return status;
}

/* --- From JSON
 * ----------------------------------------------------------------- */

typedef struct reader {
    insights_record *record;
    insights__buffer scratch; /* the value being read, as a C string */
    insights_error **error;
} reader;

/* The value's own text, or what its string says, in `scratch`. */
static insights_status read_scratch(
    reader *read,
    insights__json_span value,
    int decode)
{
    insights__buffer_truncate(&read->scratch, 0);
    if (decode)
        insights__json_span_decode(value, &read->scratch);
    else
        insights__buffer_append(&read->scratch, value.at, value.length);
    return insights__buffer_check(&read->scratch, "a value", read->error);
}

static insights_status wrong_type(
    reader *read,
    const char *label,
    const char *wanted)
{
    return insights__fail(
        read->error, INSIGHTS_E_PARSE, "%s: '%.40s' is not %s", label,
        insights__buffer_text(&read->scratch), wanted);
}

/* What a setter refused, as something wrong with the JSON. */
static insights_status refused(reader *read, insights_status status)
{
    status = insights_record_check(read->record, read->error);
    if (status == INSIGHTS_E_INVALID)
        status = insights__fail(
            read->error, INSIGHTS_E_PARSE, "%s",
            insights_error_message(read->record->mistake));
    return status;
}

static insights_status read_number(
    reader *read,
    const insights__field *field,
    const char *label)
{
    const char *text = insights__buffer_text(&read->scratch);
    int64_t integer = 0;
    double real = 0;

    if (field->type == INSIGHTS_TYPE_REAL) {
        if (!insights__double_parse(text, &real))
            return wrong_type(read, label, "a number in range");
        return insights_record_set_real(read->record, field->id, real);
    }
    if (!insights__int_parse(text, &integer))
        return wrong_type(read, label, "a whole number in range");
    return insights_record_set_int(read->record, field->id, integer);
}

static insights_status read_field(
    reader *read,
    const insights__field *field,
    insights__json_span value)
{
    char label[INSIGHTS__FIELD_LABEL];
    int is_string = value.at[0] == '"';
    insights_status status = read_scratch(read, value, is_string);

    if (status < 0)
        return status;
    insights__field_label(field->id, label);
    if (!is_string &&
        strcmp(insights__buffer_text(&read->scratch), "null") == 0)
        return insights_record_set_null(read->record, field->id);

    switch (field->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
    case INSIGHTS_TYPE_REAL:
        if (is_string)
            return wrong_type(read, label, "a number");
        status = read_number(read, field, label);
        break;
    case INSIGHTS_TYPE_BOOL:
        if (value.at[0] != 't' && value.at[0] != 'f')
            return wrong_type(read, label, "true or false");
        status = insights_record_set_int(
            read->record, field->id, value.at[0] == 't');
        break;
    case INSIGHTS_TYPE_JSON:
        if (is_string)
            status = read_scratch(read, value, 0);
        if (status < 0)
            return status;
        status = insights_record_set_text(
            read->record, field->id, insights__buffer_text(&read->scratch));
        break;
    default:
        if (!is_string)
            return wrong_type(read, label, "text in quotes");
        status = insights_record_set_text(
            read->record, field->id, insights__buffer_text(&read->scratch));
    }
    return read->record->mistake ? refused(read, status) : status;
}

static insights_status read_meta_number(
    reader *read,
    const char *name,
    insights__json_span value,
    int64_t *out)
{
    insights_status status = read_scratch(read, value, 0);

    if (status < 0)
        return status;
    if (!insights__int_parse(insights__buffer_text(&read->scratch), out) ||
        *out < 0)
        return wrong_type(read, name, "a whole number from 0");
    return INSIGHTS_OK;
}

static insights_status read_id(reader *read, insights__json_span value)
{
    insights_status status = read_scratch(read, value, value.at[0] == '"');
    const char *id = insights__buffer_text(&read->scratch);

    if (status < 0 || value.at[0] == 'n')
        return status;
    if (value.at[0] != '"' || !insights__uuid_valid(id))
        return wrong_type(read, "id", "an id (a lower-case UUID)");
    insights__record_assign_id(read->record, id);
    return INSIGHTS_OK;
}

/* What every stored record has; *known is 0 where the name is none of it. */
static insights_status read_meta(
    reader *read,
    insights__json_span name,
    insights__json_span value,
    int *known)
{
    insights_record *record = read->record;

    *known = 1;
    if (insights__json_span_is(name, "record"))
        return INSIGHTS_OK;
    if (record->kind->stored) {
        if (insights__json_span_is(name, "id"))
            return read_id(read, value);
        if (insights__json_span_is(name, "version"))
            return read_meta_number(read, "version", value, &record->version);
        if (insights__json_span_is(name, "created_at"))
            return read_meta_number(
                read, "created_at", value, &record->created_at);
        if (insights__json_span_is(name, "updated_at"))
            return read_meta_number(
                read, "updated_at", value, &record->updated_at);
    }
    *known = 0;
    return INSIGHTS_OK;
}

/* The members of the record, or of one of its nests. */
static insights_status read_members(
    reader *read,
    insights__json_span object,
    const char *group)
{
    const insights__kind *kind = read->record->kind;
    insights_status status = INSIGHTS_OK;
    insights__json_span name;
    insights__json_span value;
    size_t at = 0;

    while (status == INSIGHTS_OK &&
           insights__json_span_member(object, &at, &name, &value)) {
        const insights__field *found = NULL;
        int known = 0;

        if (!group)
            status = read_meta(read, name, value, &known);
        for (size_t slot = 0; slot < kind->field_count && !known; slot++) {
            const insights__field *field = &kind->fields[slot];
            const char *nest = field->json_group;

            if (!group && nest && insights__json_span_is(name, nest) &&
                value.at[0] == '{') {
                status = read_members(read, value, nest);
                known = 1;
            } else if (
                (group == nest || (group && nest && !strcmp(group, nest))) &&
                insights__json_span_is(name, field->json_name)) {
                found = field;
                known = 1;
            }
        }
        if (found)
            status = read_field(read, found, value);
        if (!known)
            status = insights__fail(
                read->error, INSIGHTS_E_PARSE, "%s has no member '%s%s%.*s'",
                kind->name, group ? group : "", group ? "." : "",
                (int)name.length - 2, name.at + 1);
    }
    return status;
}

/* The kind that the member "record" names; it must agree with `*kind`. */
static insights_status read_kind(
    insights__json_span object,
    const insights__kind **kind,
    insights_error **error)
{
    insights__json_span name;
    insights__json_span value;
    size_t at = 0;

    while (insights__json_span_member(object, &at, &name, &value)) {
        if (!insights__json_span_is(name, "record"))
            continue;
        if (!*kind) {
            for (size_t i = 0; i < insights__kinds_count && !*kind; i++) {
                if (value.at[0] == '"' &&
                    insights__json_span_is(value, insights__kinds[i].name))
                    *kind = &insights__kinds[i];
            }
            if (*kind)
                return INSIGHTS_OK;
        } else if (
            value.at[0] == '"' &&
            insights__json_span_is(value, (*kind)->name)) {
            return INSIGHTS_OK;
        }
        return insights__fail(
            error, INSIGHTS_E_PARSE, "record: %.*s is not %s%s",
            (int)(value.length < 60 ? value.length : 60), value.at,
            *kind ? "the kind " : "a kind", *kind ? (*kind)->name : "");
    }
    if (!*kind)
        return insights__fail(
            error, INSIGHTS_E_PARSE,
            "there is no member 'record' that says which kind this is");
    return INSIGHTS_OK;
}

static insights_status parse(
    const insights__kind *kind,
    const char *json,
    size_t length,
    insights_record **out,
    insights_error **error)
{
    reader read = {NULL, INSIGHTS__BUFFER_INIT, error};
    insights__json_span object;
    size_t valid = insights__utf8_valid(json, length);
    insights_status status;

    if (valid != length)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "not UTF-8 at byte %zu", valid);
    status = insights__json_text_check(json, length, DEPTH_MAXIMUM, error);
    if (status < 0)
        return status;
    object = insights__json_span_of(json, length);
    if (object.at[0] != '{')
        return insights__fail(
            error, INSIGHTS_E_PARSE, "a record is a JSON object");
    status = read_kind(object, &kind, error);
    if (status < 0)
        return status;

    read.record = insights__record_block(kind, 0, NULL);
    if (!read.record)
        return insights__fail_nomem(error);
    status = read_members(&read, object, NULL);
    insights__buffer_free(&read.scratch);
    if (status < 0)
        insights_record_free(read.record);
    else
        *out = read.record;
    return status;
}

insights_status insights_record_from_json(
    insights_kind kind,
    const char *json,
    size_t length,
    insights_record **out,
    insights_error **error)
{
    const insights__kind *descriptor = insights__kind_descriptor(kind);

    if (out)
        *out = NULL;
    if (!json || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "json and out are required");
    if (kind && !descriptor)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "there is no kind of number %u",
            (unsigned)kind);
    return parse(descriptor, json, length, out, error);
}
