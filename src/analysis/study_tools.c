/* study_tools.c - what every part of a study does with records. */
#include "analysis/study.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/number.h"
#include "model/record.h"

#include <stdio.h>
#include <string.h>

/* --- Lists of records --------------------------------------------------------
 */

void insights__record_list_free(insights__record_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        insights_record_free(list->items[i]);
    insights__array_free(list);
}

insights_status insights__record_list_add(
    insights__record_list *list,
    insights_record *record,
    insights_error **error)
{
    insights_record **slot = record ? insights__array_add(list) : NULL;

    if (!slot) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    *slot = record;
    return INSIGHTS_OK;
}

/* --- Reading -----------------------------------------------------------------
 */

static insights_status add_filters(
    insights_query *query,
    const insights__filter *filters,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (; filters && filters->field && status >= 0; filters++)
        status = insights_query_where_text(
            query, filters->field, INSIGHTS_EQ, filters->text, error);
    return status;
}

static insights_status make_query(
    insights_study *study,
    insights_kind kind,
    const insights__filter *filters,
    insights_field order,
    insights_query **out,
    insights_error **error)
{
    const insights__kind *type = insights__kind_descriptor(kind);
    insights_query *query = NULL;
    insights_status status = insights_query_new(kind, &query, error);

    if (status >= 0 && type->scope == INSIGHTS__SCOPE_PROJECT)
        status = insights_query_where_text(
            query,
            insights__field_by_number(type, INSIGHTS__NUMBER_PROJECT_ID)->id,
            INSIGHTS_EQ, study->project, error);
    if (status >= 0)
        status = add_filters(query, filters, error);
    if (status >= 0 && order)
        status = insights_query_order(query, order, INSIGHTS_ASCENDING, error);
    if (status < 0) {
        insights_query_free(query);
        return status;
    }
    *out = query;
    return INSIGHTS_OK;
}

insights_status insights__study_select(
    insights_study *study,
    insights_kind kind,
    const insights__filter *filters,
    insights_field order,
    insights_cursor **out,
    insights_error **error)
{
    insights_query *query = NULL;
    insights_status status;

    *out = NULL;
    status = make_query(study, kind, filters, order, &query, error);
    if (status >= 0)
        status = insights_store_query(study->store, query, out, error);
    insights_query_free(query);
    return status;
}

insights_status insights__study_load(
    insights_study *study,
    insights_kind kind,
    const insights__filter *filters,
    insights_field order,
    insights__record_list *out,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status;

    status =
        insights__study_select(study, kind, filters, order, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        insights_record *copy = NULL;

        status = insights_record_edit(record, &copy, error);
        if (status >= 0)
            status = insights__record_list_add(out, copy, error);
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__study_load_by(
    insights_study *study,
    insights_kind kind,
    insights_field field,
    const char *text,
    insights__record_list *out,
    insights_error **error)
{
    const insights__filter filters[] = {{field, text}, {0, NULL}};

    return insights__study_load(study, kind, filters, 0, out, error);
}

insights_status insights__study_find(
    insights_study *study,
    insights_kind kind,
    const insights__filter *filters,
    insights_record **out,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_query *query = NULL;
    insights_status status;

    *out = NULL;
    status = make_query(study, kind, filters, 0, &query, error);
    if (status >= 0)
        status = insights_query_limit(query, 1, error);
    if (status >= 0)
        status = insights_store_query(study->store, query, &cursor, error);
    if (status >= 0)
        status = insights_cursor_next(cursor, &record, error);
    if (status == INSIGHTS_OK)
        status = insights_record_edit(record, out, error);
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__study_get(
    insights_study *study,
    insights_kind kind,
    const char *id,
    insights_record **out,
    insights_error **error)
{
    const insights__kind *type = insights__kind_descriptor(kind);
    char *whole = NULL;
    insights_status status;

    *out = NULL;
    status = insights_store_resolve(study->store, kind, id, &whole, error);
    if (status >= 0)
        status = insights_store_get(study->store, kind, whole, out, error);
    insights__free(whole);
    if (status < 0 || type->scope != INSIGHTS__SCOPE_PROJECT)
        return status;
    if (insights__text_is(
            *out,
            insights__field_by_number(type, INSIGHTS__NUMBER_PROJECT_ID)->id,
            study->project))
        return INSIGHTS_OK;
    insights_record_free(*out);
    *out = NULL;
    return insights__fail(
        error, INSIGHTS_E_NOT_FOUND, "%s '%s' belongs to another project",
        type->name, id);
}

insights_status insights__study_interviews(
    insights_study *study,
    const char *interview,
    insights__record_list *out,
    insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_record *copy = NULL;
    insights_status status;

    if (interview) {
        status = insights__study_get(
            study, INSIGHTS_INTERVIEW, interview, &copy, error);
        return status < 0 ? status
                          : insights__record_list_add(out, copy, error);
    }
    status = make_query(
        study, INSIGHTS_INTERVIEW, NULL, INSIGHTS_INTERVIEW_HELD_ON, &query,
        error);
    if (status >= 0)
        status = insights_query_order(
            query, INSIGHTS_INTERVIEW_TITLE, INSIGHTS_ASCENDING, error);
    if (status >= 0)
        status = insights_store_query(study->store, query, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        status = insights_record_edit(record, &copy, error);
        if (status >= 0)
            status = insights__record_list_add(out, copy, error);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Fields ------------------------------------------------------------------
 */

insights_record *insights__study_new(
    const insights_study *study,
    insights_kind kind)
{
    const insights__kind *type = insights__kind_descriptor(kind);
    insights_record *record = NULL;

    if (insights_record_new(kind, &record, NULL) < 0)
        return NULL;
    if (type->scope == INSIGHTS__SCOPE_PROJECT)
        insights_record_set_text(
            record,
            insights__field_by_number(type, INSIGHTS__NUMBER_PROJECT_ID)->id,
            study->project);
    return record;
}

int insights__text_is(
    const insights_record *record,
    insights_field field,
    const char *text)
{
    const char *own = insights_record_text(record, field);

    if (!own || !text)
        return own == text;
    return strcmp(own, text) == 0;
}

void insights__set_ms(insights_record *record, insights_field field, int64_t ms)
{
    if (ms < 0)
        insights_record_set_null(record, field);
    else
        insights_record_set_int(record, field, ms);
}

insights_status insights__copy_field(
    insights_record *to,
    const insights_record *from,
    insights_field field)
{
    if (insights_record_state(from, field) != INSIGHTS_VALUE)
        return insights_record_set_null(to, field);
    switch (insights_field_type(field)) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
    case INSIGHTS_TYPE_BOOL:
        return insights_record_set_int(
            to, field, insights_record_int(from, field));
    case INSIGHTS_TYPE_REAL:
        return insights_record_set_real(
            to, field, insights_record_real(from, field));
    default:
        return insights_record_set_text(
            to, field, insights_record_text(from, field));
    }
}

void insights__field_json(
    insights__buffer *buffer,
    const insights_record *record,
    insights_field field)
{
    char number[INSIGHTS__NUMBER_TEXT];
    const char *text;

    if (insights_record_state(record, field) != INSIGHTS_VALUE) {
        insights__buffer_text_append(buffer, "null");
        return;
    }
    switch (insights_field_type(field)) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
        insights__buffer_format(
            buffer, "%lld", (long long)insights_record_int(record, field));
        break;
    case INSIGHTS_TYPE_BOOL:
        insights__buffer_text_append(
            buffer, insights_record_int(record, field) ? "true" : "false");
        break;
    case INSIGHTS_TYPE_REAL:
        insights__double_text(insights_record_real(record, field), number);
        insights__buffer_text_append(buffer, number);
        break;
    case INSIGHTS_TYPE_JSON:
        insights__buffer_text_append(
            buffer, insights_record_text(record, field));
        break;
    default:
        text = insights_record_text(record, field);
        insights__buffer_json_string(buffer, text, strlen(text));
    }
}

insights_status insights__summary(
    const insights__counts *counts,
    const char *details,
    const char *group,
    const char *message,
    insights_record **out,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_SUMMARY, &record, error);

    if (status < 0)
        return status;
    insights_record_set_int(record, INSIGHTS_SUMMARY_DONE, counts->done);
    insights_record_set_int(
        record, INSIGHTS_SUMMARY_UNCHANGED, counts->unchanged);
    insights_record_set_int(record, INSIGHTS_SUMMARY_REFUSED, counts->refused);
    insights_record_set_text(
        record, INSIGHTS_SUMMARY_DETAILS, details ? details : "{}");
    insights_record_set_text(
        record, INSIGHTS_SUMMARY_GROUP_ID, group && *group ? group : NULL);
    insights_record_set_text(record, INSIGHTS_SUMMARY_MESSAGE, message);
    status = insights_record_check(record, error);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    *out = record;
    return INSIGHTS_OK;
}

void insights__error_pass(
    insights_status status,
    insights_error *own,
    insights_error **error)
{
    if (status >= 0 || !error || insights_error_code(own) != status) {
        insights_error_free(own);
        return;
    }
    insights_error_free(*error);
    *error = own;
}

insights_status insights__hash_text(
    const void *bytes,
    size_t length,
    char out[65],
    insights_error **error)
{
    insights__sha256 *hash = insights__sha256_new();
    insights_status status;

    if (!hash)
        return insights__fail_nomem(error);
    insights__sha256_add(hash, bytes, length);
    status = insights__sha256_text(hash, out, error);
    insights__sha256_free(hash);
    return status;
}

int insights__is_role(const char *text, size_t length)
{
    static const char *const roles[] = {
        "interviewer", "participant", "observer", "moderator"};

    for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
        if (strlen(roles[i]) == length && !memcmp(roles[i], text, length))
            return 1;
    return 0;
}
