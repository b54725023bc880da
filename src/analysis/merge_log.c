/* merge_log.c - what each side did since they went apart, by their logs. */
#include "analysis/merge.h"

#include <jansson.h>
#include <string.h>

static char mark;

int insights__knows(const insights__map *set, const char *id)
{
    return id && insights__map_get(set, id, strlen(id)) != NULL;
}

static insights_status remember(
    insights__map *set,
    const char *key,
    size_t length,
    void *value,
    insights_error **error)
{
    void **slot = insights__map_slot(set, key, length);

    if (!slot)
        return insights__fail_nomem(error);
    if (!*slot)
        *slot = value;
    return INSIGHTS_OK;
}

/* --- Values ------------------------------------------------------------------
 */

static int append_json(const char *bytes, size_t length, void *user)
{
    insights__buffer *to = user;

    insights__buffer_append(to, bytes, length);
    return to->status < 0 ? -1 : 0;
}

/* "id field value", or "id field" with `value` NULL. */
static insights_status write_key(
    insights__buffer *out,
    const char *id,
    const char *field,
    const json_t *value,
    insights_error **error)
{
    int failed = 0;
    insights_status status;

    insights__buffer_truncate(out, 0);
    insights__buffer_format(out, "%s %s", id, field);
    if (value) {
        insights__buffer_char(out, ' ');
        failed = json_dump_callback(
            value, append_json, out, JSON_COMPACT | JSON_ENCODE_ANY);
    }
    status = insights__buffer_check(out, "a value", error);
    return status >= 0 && failed ? insights__fail_nomem(error) : status;
}

/* The fields of a row's object are values that the record had. */
static insights_status remember_values(
    insights__past *past,
    const char *id,
    const char *object,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    json_t *values = object ? json_loads(object, 0, NULL) : NULL;
    insights_status status = INSIGHTS_OK;
    const char *name;
    json_t *value;

    json_object_foreach(values, name, value)
    {
        const char *first = NULL;
        size_t head;

        if (status >= 0)
            status = write_key(&key, id, name, value, error);
        if (status < 0)
            break;
        status = remember(
            past->values, insights__buffer_text(&key), key.length, &mark,
            error);
        head = strlen(id) + 1 + strlen(name);
        if (status >= 0 &&
            !insights__map_get(
                past->firsts, insights__buffer_text(&key), head)) {
            first = insights__arena_strndup(
                &past->arena, key.data + head + 1, key.length - head - 1);
            status = first ? INSIGHTS_OK : insights__fail_nomem(error);
        }
        if (first) {
            void **slot = insights__map_slot(past->firsts, key.data, head);

            if (slot)
                memcpy(slot, &first, sizeof(first));
            else
                status = insights__fail_nomem(error);
        }
    }
    json_decref(values);
    insights__buffer_free(&key);
    return status;
}

insights_status insights__past_had(
    const insights__past *past,
    const char *id,
    const insights_record *record,
    insights_field field,
    const insights__map *ids,
    int *out,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    const char *other = insights_record_text(record, field);
    json_t *value = NULL;
    insights_status status;

    *out = 0;
    if (ids && other && insights_field_type(field) == INSIGHTS_TYPE_ID)
        other = insights__map_get(ids, other, strlen(other));
    if (ids && other && insights_field_type(field) == INSIGHTS_TYPE_ID)
        insights__buffer_json_string(&text, other, strlen(other));
    else
        insights__field_json(&text, record, field);
    status = insights__buffer_check(&text, "a value", error);
    if (status >= 0) {
        value = json_loads(insights__buffer_text(&text), JSON_DECODE_ANY, NULL);
        status =
            value
                ? write_key(&key, id, insights_field_name(field), value, error)
                : insights__fail_nomem(error);
    }
    if (status >= 0)
        *out = insights__map_get(past->values, key.data, key.length) != NULL;
    json_decref(value);
    insights__buffer_free(&text);
    insights__buffer_free(&key);
    return status;
}

const char *insights__past_first(
    const insights__past *past,
    const char *id,
    insights_field field)
{
    char key[INSIGHTS__UUID_TEXT + 64];
    const char *name = insights_field_name(field);
    size_t length = strlen(id);

    if (length + strlen(name) + 1 >= sizeof(key))
        return NULL;
    memcpy(key, id, length);
    key[length] = ' ';
    memcpy(key + length + 1, name, strlen(name));
    return insights__map_get(past->firsts, key, length + 1 + strlen(name));
}

/* --- Deletes -----------------------------------------------------------------
 */

static insights_status remember_gone(
    insights__past *past,
    const insights_record *row,
    insights_error **error)
{
    const char *id = insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID);
    const char *before = insights_record_text(row, INSIGHTS_CHANGE_BEFORE);
    json_t *list = before ? json_loads(before, 0, NULL) : NULL;
    insights__gone *root = insights__array_add(&past->roots);
    insights_status status =
        root ? remember(past->deleted, id, strlen(id), &mark, error)
             : insights__fail_nomem(error);

    if (root) {
        root->kind = insights_kind_find(
            insights_record_text(row, INSIGHTS_CHANGE_TARGET_KIND));
        memcpy(root->id, id, strlen(id) + 1);
        root->whole = json_is_array(list);
    }
    for (size_t i = 0; i < json_array_size(list) && status >= 0; i++) {
        const char *each =
            json_string_value(json_object_get(json_array_get(list, i), "id"));

        if (each)
            status = remember(past->deleted, each, strlen(each), &mark, error);
    }
    json_decref(list);
    return status;
}

/* --- Rows --------------------------------------------------------------------
 */

static insights_status read_row(
    insights__past *past,
    const insights_record *row,
    insights_error **error)
{
    const char *id = insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID);
    insights_status status = INSIGHTS_OK;

    if (insights_record_text(row, INSIGHTS_CHANGE_UNDONE_BY) ||
        insights_record_text(row, INSIGHTS_CHANGE_UNDOES) ||
        strlen(id) >= INSIGHTS__UUID_TEXT)
        return INSIGHTS_OK;
    if (!insights_record_text(row, INSIGHTS_CHANGE_AFTER))
        return remember_gone(past, row, error);
    /* What a merge took over is the other side's work. */
    if (!insights__text_is(row, INSIGHTS_CHANGE_VERB, "merge"))
        status = remember(past->touched, id, strlen(id), &mark, error);
    if (status >= 0)
        status = remember_values(
            past, id, insights_record_text(row, INSIGHTS_CHANGE_BEFORE), error);
    if (status >= 0)
        status = remember_values(
            past, id, insights_record_text(row, INSIGHTS_CHANGE_AFTER), error);
    return status;
}

/* All ids first, then, with `other`, what the other side does not know. */
static insights_status read_rows(
    insights_study *study,
    insights__past *past,
    const insights__past *other,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *row = NULL;
    insights_status status =
        insights__study_select(study, INSIGHTS_CHANGE, NULL, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &row, error)) == INSIGHTS_OK) {
        const char *id = insights_record_id(row);
        int64_t at = insights_record_int(row, INSIGHTS_CHANGE_AT);

        if (!other)
            status = remember(past->rows, id, strlen(id), &mark, error);
        else if (!insights__knows(other->rows, id))
            status = read_row(past, row, error);
        else if (at > past->common_at)
            past->common_at = at;
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status open_past(insights__past *past, insights_error **error)
{
    memset(past, 0, sizeof(*past));
    past->rows = insights__map_new();
    past->values = insights__map_new();
    past->firsts = insights__map_new();
    past->touched = insights__map_new();
    past->deleted = insights__map_new();
    return past->rows && past->values && past->firsts && past->touched &&
                   past->deleted
               ? INSIGHTS_OK
               : insights__fail_nomem(error);
}

void insights__past_free(insights__past *past)
{
    insights__map_free(past->rows, NULL);
    insights__map_free(past->values, NULL);
    insights__map_free(past->firsts, NULL);
    insights__map_free(past->touched, NULL);
    insights__map_free(past->deleted, NULL);
    insights__array_free(&past->roots);
    insights__arena_free(&past->arena);
}

insights_status insights__pasts_load(
    insights_study *ours,
    insights__past *our_past,
    insights_study *theirs,
    insights__past *their_past,
    insights_error **error)
{
    insights_status status = open_past(our_past, error);

    if (status >= 0)
        status = open_past(their_past, error);
    if (status >= 0)
        status = read_rows(ours, our_past, NULL, error);
    if (status >= 0)
        status = read_rows(theirs, their_past, NULL, error);
    if (status >= 0)
        status = read_rows(ours, our_past, their_past, error);
    if (status >= 0)
        status = read_rows(theirs, their_past, our_past, error);
    return status;
}
