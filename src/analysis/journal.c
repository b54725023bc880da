/* journal.c - changes and their record, in one transaction. */
#include "analysis/journal.h"

#include "base/alloc.h"
#include "base/environment.h"
#include "model/descriptor.h"

#include <string.h>

#define KEPT_MAXIMUM ((size_t)8 << 20) /* of what a delete takes along */

static insights_status begin(
    insights__unit *unit,
    insights_study *study,
    insights__who who,
    const char *name,
    const char *verb,
    insights_error **error)
{
    insights_status status;

    memset(unit, 0, sizeof(*unit));
    unit->study = study;
    unit->verb = verb;
    unit->at = insights__wall_ms();
    status = insights__study_actor(study, who, name, unit->actor, error);
    if (status >= 0)
        status = insights__uuid_new(unit->group, error);
    if (status >= 0)
        status =
            insights_transaction_new(study->store, &unit->transaction, error);
    if (status < 0)
        return status;
    unit->touched = insights__map_new();
    return unit->touched ? INSIGHTS_OK : insights__fail_nomem(error);
}

insights_status insights__unit_begin(
    insights__unit *unit,
    insights_study *study,
    insights__who who,
    const char *verb,
    insights_error **error)
{
    return begin(unit, study, who, NULL, verb, error);
}

insights_status insights__unit_begin_as(
    insights__unit *unit,
    insights_study *study,
    const char *name,
    const char *verb,
    insights_error **error)
{
    return begin(unit, study, INSIGHTS__PERSON, name, verb, error);
}

void insights__unit_free(insights__unit *unit)
{
    insights_transaction_free(unit->transaction);
    insights__record_list_free(&unit->changes);
    insights__map_free(unit->touched, NULL);
    memset(unit, 0, sizeof(*unit));
}

int insights__unit_touched(const insights__unit *unit, const char *id)
{
    return id && insights__map_get(unit->touched, id, strlen(id)) != NULL;
}

static insights_status touch(
    insights__unit *unit,
    const char *id,
    insights_error **error)
{
    static char mark;
    void **slot = insights__map_slot(unit->touched, id, strlen(id));

    if (!slot)
        return insights__fail_nomem(error);
    *slot = &mark;
    return INSIGHTS_OK;
}

insights_status insights__unit_require(
    insights__unit *unit,
    const insights_record *record,
    insights_error **error)
{
    return insights_transaction_require(unit->transaction, record, error);
}

/* --- Rows --------------------------------------------------------------------
 */

insights_status insights__unit_tell(
    insights__unit *unit,
    insights_kind kind,
    const char *id,
    const char *before,
    const char *after,
    insights_error **error)
{
    insights_record *row = insights__study_new(unit->study, INSIGHTS_CHANGE);
    insights_status status;

    if (!row)
        return insights__fail_nomem(error);
    insights_record_set_text(row, INSIGHTS_CHANGE_ACTOR_ID, unit->actor);
    insights_record_set_int(row, INSIGHTS_CHANGE_AT, unit->at);
    insights_record_set_text(row, INSIGHTS_CHANGE_GROUP_ID, unit->group);
    insights_record_set_text(row, INSIGHTS_CHANGE_VERB, unit->verb);
    insights_record_set_text(
        row, INSIGHTS_CHANGE_TARGET_KIND, insights_kind_name(kind));
    insights_record_set_text(row, INSIGHTS_CHANGE_TARGET_ID, id);
    insights_record_set_text(row, INSIGHTS_CHANGE_BEFORE, before);
    insights_record_set_text(row, INSIGHTS_CHANGE_AFTER, after);
    insights_record_set_text(row, INSIGHTS_CHANGE_UNDOES, unit->undoes);
    status = insights_record_check(row, error);
    if (status < 0) {
        insights_record_free(row);
        return status;
    }
    return insights__record_list_add(&unit->changes, row, error);
}

int insights__same_value(
    const insights_record *a,
    const insights_record *b,
    insights_field field)
{
    int a_has = insights_record_state(a, field) == INSIGHTS_VALUE;
    int b_has = insights_record_state(b, field) == INSIGHTS_VALUE;

    if (!a_has || !b_has)
        return a_has == b_has;
    switch (insights_field_type(field)) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
    case INSIGHTS_TYPE_BOOL:
        return insights_record_int(a, field) == insights_record_int(b, field);
    case INSIGHTS_TYPE_REAL:
        return !(
            insights_record_real(a, field) < insights_record_real(b, field) ||
            insights_record_real(a, field) > insights_record_real(b, field));
    default:
        return insights__text_is(a, field, insights_record_text(b, field));
    }
}

/* The scope of a record is not news. */
static int is_told(insights_field field)
{
    return (field & 0xFFFFu) > INSIGHTS__NUMBER_PROJECT_ID;
}

static void add_field(
    insights__buffer *object,
    const insights_record *record,
    insights_field field)
{
    const char *name = insights_field_name(field);

    insights__buffer_char(object, object->length ? ',' : '{');
    insights__buffer_json_string(object, name, strlen(name));
    insights__buffer_char(object, ':');
    insights__field_json(object, record, field);
}

/* Both as objects; how many fields differ. */
static size_t differences(
    const insights_record *record,
    const insights_record *before,
    insights__buffer *old,
    insights__buffer *now)
{
    insights_kind kind = insights_record_kind(record);
    insights_field field;
    size_t count = 0;

    for (size_t i = 0; (field = insights_field_at(kind, i)) != 0; i++) {
        if (!is_told(field))
            continue;
        if (before ? insights__same_value(record, before, field)
                   : insights_record_state(record, field) != INSIGHTS_VALUE)
            continue;
        count++;
        add_field(now, record, field);
        if (before)
            add_field(old, before, field);
    }
    insights__buffer_text_append(now, now->length ? "}" : "{}");
    insights__buffer_text_append(old, old->length ? "}" : "{}");
    return count;
}

/* --- Saving ------------------------------------------------------------------
 */

insights_status insights__unit_save(
    insights__unit *unit,
    insights_record *record,
    const insights_record *before,
    unsigned flags,
    insights_error **error)
{
    insights__buffer old = INSIGHTS__BUFFER_INIT;
    insights__buffer now = INSIGHTS__BUFFER_INIT;
    insights_status status;
    size_t count = 1;

    status = insights_record_check(record, error);
    if (status < 0)
        return status;
    if (before || !(flags & INSIGHTS__UNTOLD))
        count = differences(record, before, &old, &now);
    if (before && !count)
        goto out;
    status = insights_transaction_save(
        unit->transaction, record,
        flags & INSIGHTS__RESTORED ? INSIGHTS_SAVE_RESTORE : 0, error);
    if (status >= 0)
        status = touch(unit, insights_record_id(record), error);
    if (status < 0)
        goto out;
    unit->operations++;
    if (flags & INSIGHTS__UNTOLD)
        goto out;
    status = insights__buffer_check(&now, "what a change became", error);
    if (status >= 0)
        status = insights__buffer_check(&old, "what a change was", error);
    if (status >= 0)
        status = insights__unit_tell(
            unit, insights_record_kind(record), insights_record_id(record),
            before ? insights__buffer_text(&old) : NULL,
            insights__buffer_text(&now), error);

out:
    insights__buffer_free(&old);
    insights__buffer_free(&now);
    return status;
}

/* --- Deleting ----------------------------------------------------------------
 */

static insights_status closure_add(
    insights__map *seen,
    insights__record_list *out,
    insights_record *record,
    insights_error **error)
{
    const char *id = insights_record_id(record);
    void **slot = insights__map_slot(seen, id, strlen(id));

    if (!slot) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    if (*slot) {
        insights_record_free(record);
        return INSIGHTS_OK;
    }
    *slot = record;
    return insights__record_list_add(out, record, error);
}

/* What goes with `record` by one reference. */
static insights_status closure_by(
    insights_study *study,
    insights__map *seen,
    insights_kind kind,
    insights_field field,
    const char *id,
    insights__record_list *out,
    insights_error **error)
{
    insights__record_list found = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__study_load_by(study, kind, field, id, &found, error);

    for (size_t i = 0; i < found.count && status >= 0; i++) {
        insights_record *record = found.items[i];

        found.items[i] = NULL;
        status = closure_add(seen, out, record, error);
    }
    insights__record_list_free(&found);
    return status;
}

static insights_status closure_beneath(
    insights_study *study,
    insights__map *seen,
    const insights_record *record,
    insights__record_list *out,
    insights_error **error)
{
    insights_kind above = insights_record_kind(record);
    char id[INSIGHTS__UUID_TEXT];
    insights_status status = INSIGHTS_OK;

    memcpy(id, insights_record_id(record), sizeof(id));
    for (size_t k = 0; k < insights__kinds_count && status >= 0; k++) {
        const insights__kind *kind = &insights__kinds[k];

        for (size_t f = 0; f < kind->field_count && status >= 0; f++)
            if (kind->stored && kind->fields[f].target == above &&
                kind->fields[f].on_delete == INSIGHTS__DELETE_CASCADE)
                status = closure_by(
                    study, seen, kind->id, kind->fields[f].id, id, out, error);
    }
    return status;
}

/* Memos or tags on what is seen. */
static insights_status closure_notes(
    insights_study *study,
    insights__map *seen,
    insights_kind kind,
    insights_field target,
    insights__record_list *out,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *note = NULL;
    insights_status status =
        insights__study_select(study, kind, NULL, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &note, error)) == INSIGHTS_OK) {
        const char *id = insights_record_text(note, target);
        insights_record *copy = NULL;

        if (!insights__map_get(seen, id, strlen(id)))
            continue;
        status = insights_record_edit(note, &copy, error);
        if (status >= 0)
            status = closure_add(seen, out, copy, error);
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

/* The person of a participant, where no other conversation knows them and
 * nothing but a name is known. */
static insights_status closure_person(
    insights_study *study,
    insights__map *seen,
    const insights_record *participant,
    insights__record_list *out,
    insights_error **error)
{
    const char *id =
        insights_record_text(participant, INSIGHTS_PARTICIPANT_PERSON_ID);
    const char *interview =
        insights_record_text(participant, INSIGHTS_PARTICIPANT_INTERVIEW_ID);
    insights_query *query = NULL;
    insights_record *person = NULL;
    int64_t elsewhere = 0;
    insights_status status;

    if (!id)
        return INSIGHTS_OK;
    status = insights_query_new(INSIGHTS_PARTICIPANT, &query, error);
    if (status >= 0)
        status = insights_query_where_text(
            query, INSIGHTS_PARTICIPANT_PERSON_ID, INSIGHTS_EQ, id, error);
    if (status >= 0)
        status = insights_query_where_text(
            query, INSIGHTS_PARTICIPANT_INTERVIEW_ID, INSIGHTS_NE, interview,
            error);
    if (status >= 0)
        status = insights_store_count(study->store, query, &elsewhere, error);
    insights_query_free(query);
    if (status < 0 || elsewhere)
        return status;
    status =
        insights_store_get(study->store, INSIGHTS_PERSON, id, &person, error);
    if (status < 0)
        return status;
    if (insights_record_version(person) > 1) { /* somebody worked on it */
        insights_record_free(person);
        return INSIGHTS_OK;
    }
    return closure_add(seen, out, person, error);
}

/* The file an interview was read from, where no other was. */
static insights_status closure_asset(
    insights_study *study,
    insights__map *seen,
    const insights_record *interview,
    insights__record_list *out,
    insights_error **error)
{
    const char *id =
        insights_record_text(interview, INSIGHTS_INTERVIEW_ASSET_ID);
    insights__record_list users = INSIGHTS__ARRAY_INIT;
    insights_record *asset = NULL;
    insights_status status;

    if (!id)
        return INSIGHTS_OK;
    status = insights__study_load_by(
        study, INSIGHTS_INTERVIEW, INSIGHTS_INTERVIEW_ASSET_ID, id, &users,
        error);
    if (status >= 0 && users.count == 1)
        status =
            insights_store_get(study->store, INSIGHTS_ASSET, id, &asset, error);
    if (status >= 0 && asset)
        status = closure_add(seen, out, asset, error);
    insights__record_list_free(&users);
    return status;
}

insights_status insights__closure(
    insights_study *study,
    const insights_record *root,
    insights__record_list *out,
    insights_error **error)
{
    insights__map *seen = insights__map_new();
    insights_record *copy = NULL;
    insights_status status;

    if (!seen)
        return insights__fail_nomem(error);
    status = insights_record_edit(root, &copy, error);
    if (status >= 0)
        status = closure_add(seen, out, copy, error);
    for (size_t i = 0; i < out->count && status >= 0; i++) {
        const insights_record *record = out->items[i];

        status = closure_beneath(study, seen, record, out, error);
        if (status >= 0 && insights_record_kind(root) == INSIGHTS_INTERVIEW &&
            insights_record_kind(record) == INSIGHTS_PARTICIPANT)
            status = closure_person(study, seen, record, out, error);
    }
    if (status >= 0 && insights_record_kind(root) == INSIGHTS_INTERVIEW)
        status = closure_asset(study, seen, root, out, error);
    if (status >= 0)
        status = closure_notes(
            study, seen, INSIGHTS_MEMO, INSIGHTS_MEMO_TARGET_ID, out, error);
    if (status >= 0)
        status = closure_notes(
            study, seen, INSIGHTS_TAG, INSIGHTS_TAG_TARGET_ID, out, error);
    insights__map_free(seen, NULL);
    return status;
}

/* What went, as a list; as a count where it is too much to keep. Whatever
 * this unit moved elsewhere before does not go. */
static insights_status tell_deleted(
    insights__unit *unit,
    const insights__record_list *gone,
    insights_error **error)
{
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;
    const insights_record *root = gone->items[0];

    for (size_t i = 0; i < gone->count && status >= 0; i++) {
        char *json = NULL;

        if (list.length > KEPT_MAXIMUM ||
            insights__unit_touched(unit, insights_record_id(gone->items[i])))
            continue;
        status = insights_record_to_json(gone->items[i], &json, error);
        insights__buffer_char(&list, i ? ',' : '[');
        insights__buffer_text_append(&list, json ? json : "");
        insights_free(json);
    }
    insights__buffer_char(&list, ']');
    if (list.length > KEPT_MAXIMUM) {
        insights__buffer_truncate(&list, 0);
        insights__buffer_format(&list, "{\"records\":%zu}", gone->count);
    }
    if (status >= 0)
        status = insights__buffer_check(&list, "what was deleted", error);
    if (status >= 0)
        status = insights__unit_tell(
            unit, insights_record_kind(root), insights_record_id(root),
            insights__buffer_text(&list), NULL, error);
    insights__buffer_free(&list);
    return status;
}

insights_status insights__unit_delete(
    insights__unit *unit,
    const insights_record *record,
    insights_error **error)
{
    insights__record_list gone = INSIGHTS__ARRAY_INIT;
    insights_status status;

    status = insights__closure(unit->study, record, &gone, error);
    if (status >= 0)
        status = tell_deleted(unit, &gone, error);
    if (status >= 0)
        status = insights_transaction_require(unit->transaction, record, error);
    if (status >= 0)
        status = insights_transaction_delete(
            unit->transaction, insights_record_kind(record),
            insights_record_id(record), error);
    for (size_t i = 0; i < gone.count && status >= 0; i++) {
        const insights_record *each = gone.items[i];

        if (insights__unit_touched(unit, insights_record_id(each)))
            continue;
        if (i && (insights_record_kind(each) == INSIGHTS_PERSON ||
                  insights_record_kind(each) == INSIGHTS_ASSET))
            status = insights_transaction_delete(
                unit->transaction, insights_record_kind(each),
                insights_record_id(each), error);
        if (status >= 0)
            status = touch(unit, insights_record_id(each), error);
    }
    unit->operations++;
    insights__record_list_free(&gone);
    return status;
}

/* --- Committing --------------------------------------------------------------
 */

insights_status insights__unit_commit(
    insights__unit *unit,
    const char *summary,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (!unit->operations)
        return INSIGHTS_OK;
    for (size_t i = 0; i < unit->changes.count && status >= 0; i++) {
        insights_record *row = unit->changes.items[i];

        insights_record_set_text(row, INSIGHTS_CHANGE_SUMMARY, summary);
        status = insights_transaction_save(unit->transaction, row, 0, error);
    }
    if (status >= 0)
        status = insights_transaction_commit(unit->transaction, error);
    return status;
}
