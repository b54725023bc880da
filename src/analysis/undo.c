/* undo.c - take back what one command did.
 *
 * The rows of the command are inverted in reverse order, in one unit of its
 * own, which is recorded and can be undone like any other. Another revision
 * of a text is taken back by making the one before current again and carrying
 * all spans over, so that what was done since keeps its words.
 *
 * Keeps true: nothing a person did later is lost: where they worked on the
 * same records, undo fails and names what they did.
 */
#include "analysis/undo.h"

#include "analysis/carry.h"
#include "analysis/import.h"

#include <jansson.h>
#include <string.h>

/* --- What people did since ---------------------------------------------------
 */

static insights_status note_later(
    insights__undoing *self,
    insights_record *row,
    insights_error **error)
{
    const char *target = insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID);
    int human = 0;
    void **slot;
    insights_status status =
        insights__row_is_human(self->study, row, &human, error);

    if (status < 0 || !human)
        return status;
    slot = insights__map_slot(self->later, target, strlen(target));
    if (!slot)
        return insights__fail_nomem(error);
    *slot = row;
    return INSIGHTS_OK;
}

static insights_status load_later(
    insights__undoing *self,
    insights_error **error)
{
    const insights_record *last = self->rows.items[self->rows.count - 1];
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *row = NULL;
    insights_status status = insights_query_new(INSIGHTS_CHANGE, &query, error);

    if (status >= 0)
        status = insights_query_where_text(
            query, INSIGHTS_CHANGE_PROJECT_ID, INSIGHTS_EQ,
            self->study->project, error);
    if (status >= 0)
        status = insights_query_where_int(
            query, INSIGHTS_CHANGE_AT, INSIGHTS_GE,
            insights_record_int(last, INSIGHTS_CHANGE_AT), error);
    if (status >= 0)
        status =
            insights_store_query(self->study->store, query, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &row, error)) == INSIGHTS_OK) {
        insights_record *copy = NULL;

        if (strcmp(insights_record_id(row), insights_record_id(last)) <= 0 ||
            insights_record_text(row, INSIGHTS_CHANGE_UNDONE_BY) ||
            insights_record_text(row, INSIGHTS_CHANGE_UNDOES))
            continue;
        status = insights_record_edit(row, &copy, error);
        if (status >= 0)
            status = insights__record_list_add(&self->after, copy, error);
        if (status >= 0)
            status = note_later(self, copy, error);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status check_later(
    const insights__undoing *self,
    const char *target,
    insights_error **error)
{
    const insights_record *row =
        insights__map_get(self->later, target, strlen(target));

    if (!row)
        return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_CONFLICT,
        "what it changed was changed again since by '%s' (%s): undo that "
        "first",
        insights__row_text(row, INSIGHTS_CHANGE_VERB),
        insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
}

/* --- Inverses ----------------------------------------------------------------
 */

/* What was made goes, with what hangs on it. */
static insights_status invert_made(
    insights__undoing *self,
    const insights_record *record,
    insights_error **error)
{
    insights__record_list gone = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__closure(self->study, record, &gone, error);

    for (size_t i = 0; i < gone.count && status >= 0; i++)
        status = check_later(self, insights_record_id(gone.items[i]), error);
    if (status >= 0)
        status = insights__unit_delete(&self->unit, record, error);
    insights__record_list_free(&gone);
    return status;
}

static int append_json(const char *bytes, size_t length, void *user)
{
    insights__buffer *to = user;

    insights__buffer_append(to, bytes, length);
    return to->status < 0 ? -1 : 0;
}

/* A value as JSON text. */
static insights_status write_json(
    insights__buffer *out,
    const json_t *value,
    insights_error **error)
{
    int failed = json_dump_callback(
        value, append_json, out, JSON_COMPACT | JSON_ENCODE_ANY);
    insights_status status = insights__buffer_check(out, "a record", error);

    return status >= 0 && failed ? insights__fail_nomem(error) : status;
}

/* A value of a row, as the record would hold it. */
static insights_status set_value(
    insights_record *record,
    insights_field field,
    const json_t *value,
    insights_error **error)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_status status;

    if (!value || json_is_null(value))
        return insights_record_set_null(record, field);
    switch (insights_field_type(field)) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
        return insights_record_set_int(
            record, field, json_integer_value(value));
    case INSIGHTS_TYPE_BOOL:
        return insights_record_set_int(record, field, json_is_true(value));
    case INSIGHTS_TYPE_REAL:
        return insights_record_set_real(
            record, field, json_number_value(value));
    case INSIGHTS_TYPE_JSON:
        status = write_json(&text, value, error);
        if (status >= 0)
            insights_record_set_text(
                record, field, insights__buffer_text(&text));
        insights__buffer_free(&text);
        return status;
    default:
        return insights_record_set_text(
            record, field, json_string_value(value));
    }
}

/* Set the fields of a row's object. */
insights_status insights__row_set_values(
    insights_record *record,
    const json_t *values,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(record);
    insights_status status = INSIGHTS_OK;
    insights_field field;

    for (size_t i = 0; (field = insights_field_at(kind, i)) != 0 && status >= 0;
         i++) {
        const json_t *value =
            json_object_get(values, insights_field_name(field));

        if (value)
            status = set_value(record, field, value, error);
    }
    return status < 0 ? status : insights_record_check(record, error);
}

/* Whether the record stands as the row left it. */
static insights_status still_stands(
    const insights_record *record,
    const json_t *after,
    const insights_record *row,
    insights_error **error)
{
    insights_record *expected = NULL;
    insights_status status = insights_record_edit(record, &expected, error);
    insights_field field;
    insights_kind kind = insights_record_kind(record);

    if (status >= 0)
        status = insights__row_set_values(expected, after, error);
    for (size_t i = 0; status >= 0 && (field = insights_field_at(kind, i)) != 0;
         i++)
        if (!insights__same_value(record, expected, field))
            status = insights__fail(
                error, INSIGHTS_E_CONFLICT,
                "the %s of a %s was changed again since '%s'",
                insights_field_name(field), insights_kind_name(kind),
                insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
    insights_record_free(expected);
    return status;
}

/* Remember that an interview's text changes; it is done last. */
static void note_text(
    insights__undoing *self,
    const insights_record *before,
    const insights_record *record)
{
    const char *from =
        insights_record_text(before, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    const char *to =
        insights_record_text(record, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);

    if (!from || !to || strcmp(from, to) == 0)
        return;
    memcpy(self->from, from, sizeof(self->from));
    memcpy(self->to, to, sizeof(self->to));
}

/* Fewer bytes than some evidence needs. */
static insights_status check_shrinking(
    insights__undoing *self,
    const insights_record *transcript,
    insights_error **error)
{
    insights_query *query = NULL;
    int64_t count = 0;
    insights_status status =
        insights_query_new(INSIGHTS_EVIDENCE, &query, error);

    if (status >= 0)
        status = insights_query_where_text(
            query, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, INSIGHTS_EQ,
            insights_record_id(transcript), error);
    if (status >= 0)
        status = insights_query_where_int(
            query, INSIGHTS_EVIDENCE_BYTE_END, INSIGHTS_GT,
            insights_record_int(transcript, INSIGHTS_TRANSCRIPT_BYTE_LENGTH),
            error);
    if (status >= 0)
        status = insights_store_count(self->study->store, query, &count, error);
    insights_query_free(query);
    if (status >= 0 && count)
        status = insights__fail(
            error, INSIGHTS_E_CONFLICT,
            "%lld quotes were taken from the turns since: delete them first",
            (long long)count);
    return status;
}

static insights_status invert_changed(
    insights__undoing *self,
    const insights_record *row,
    const insights_record *before,
    insights_error **error)
{
    json_t *was =
        json_loads(insights__row_text(row, INSIGHTS_CHANGE_BEFORE), 0, NULL);
    json_t *became =
        json_loads(insights__row_text(row, INSIGHTS_CHANGE_AFTER), 0, NULL);
    insights_record *record = NULL;
    insights_kind kind = insights_record_kind(before);
    insights_status status;

    if (!was || !became) {
        status = insights__fail_nomem(error);
        goto out;
    }
    status = still_stands(before, became, row, error);
    if (status >= 0)
        status = insights_record_edit(before, &record, error);
    if (status >= 0)
        status = insights__row_set_values(record, was, error);
    if (status >= 0 && kind == INSIGHTS_TRANSCRIPT)
        status = check_shrinking(self, record, error);
    if (status >= 0 && kind == INSIGHTS_INTERVIEW) {
        note_text(self, before, record);
        if (*self->from && !self->interview)
            status = insights_record_edit(before, &self->interview, error);
    }
    if (status >= 0)
        status = insights__unit_save(&self->unit, record, before, 0, error);

out:
    insights_record_free(record);
    json_decref(was);
    json_decref(became);
    return status;
}

/* What went comes back, with its id, version and times. */
static insights_status restore_one(
    insights__undoing *self,
    const json_t *value,
    int root,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_record *standing = NULL;
    insights_error *ignored = NULL;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_status status = write_json(&text, value, error);

    if (status >= 0)
        status = insights_record_from_json(
            0, insights__buffer_text(&text), text.length, &record, error);
    insights__buffer_free(&text);
    if (status < 0)
        return status;
    status = insights_store_get(
        self->study->store, insights_record_kind(record),
        insights_record_id(record), &standing, &ignored);
    insights__error_pass(
        status == INSIGHTS_E_NOT_FOUND ? 0 : status, ignored, error);
    if (status == INSIGHTS_E_NOT_FOUND)
        status = insights__unit_save(
            &self->unit, record, NULL,
            INSIGHTS__RESTORED | (root ? 0 : INSIGHTS__UNTOLD), error);
    else if (status >= 0 && root)
        status = insights__fail(
            error, INSIGHTS_E_CONFLICT, "what was deleted is there again");
    insights_record_free(standing);
    insights_record_free(record);
    return status;
}

static insights_status invert_deleted(
    insights__undoing *self,
    const insights_record *row,
    insights_error **error)
{
    json_t *list =
        json_loads(insights__row_text(row, INSIGHTS_CHANGE_BEFORE), 0, NULL);
    insights_status status = INSIGHTS_OK;

    if (!list)
        return insights__fail_nomem(error);
    if (json_object_get(list, "forgotten"))
        status = insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "'%s' cannot be undone: what it changed held words of somebody "
            "who was forgotten",
            insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
    else if (!json_is_array(list))
        status = insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "'%s' took more than 8 MiB along, which is not kept: restore it "
            "from an export, or import the file again",
            insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
    for (size_t i = 0; i < json_array_size(list) && status >= 0; i++)
        status = restore_one(self, json_array_get(list, i), i == 0, error);
    json_decref(list);
    return status;
}

static insights_status invert(
    insights__undoing *self,
    const insights_record *row,
    insights_error **error)
{
    const char *id = insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID);
    insights_kind kind = insights_kind_find(
        insights__row_text(row, INSIGHTS_CHANGE_TARGET_KIND));
    insights_record *record = NULL;
    insights_error *own = NULL;
    int made = !insights_record_text(row, INSIGHTS_CHANGE_BEFORE);
    insights_status status = check_later(self, id, error);

    if (status < 0)
        return status;
    if (!insights_record_text(row, INSIGHTS_CHANGE_AFTER))
        return invert_deleted(self, row, error);
    if (insights__unit_touched(&self->unit, id))
        return INSIGHTS_OK; /* it went with what it hung on */
    status = insights_store_get(self->study->store, kind, id, &record, &own);
    insights__error_pass(
        status == INSIGHTS_E_NOT_FOUND ? 0 : status, own, error);
    if (status == INSIGHTS_E_NOT_FOUND)
        return insights__fail(
            error, INSIGHTS_E_CONFLICT,
            "the %s that '%s' is about is gone since", insights_kind_name(kind),
            insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
    if (status >= 0)
        status = made ? invert_made(self, record, error)
                      : invert_changed(self, row, record, error);
    insights_record_free(record);
    return status;
}

/* --- Another text ------------------------------------------------------------
 */

/* Other people may speak in the other text. */
static insights_status count_people(
    insights__undoing *self,
    const insights_conversation *script,
    insights_error **error)
{
    const insights__people_job job = {
        script, insights_record_id(self->interview), NULL, NULL, NULL};
    insights__roles roles = INSIGHTS__ROLES_INIT;
    insights__map *persons = insights__map_new();
    insights_status status =
        persons
            ? insights__people_sync(&self->unit, &job, &roles, persons, error)
            : insights__fail_nomem(error);

    insights__roles_free(&roles);
    insights__map_free(persons, NULL);
    return status;
}

/* A rename takes the participants along as rows of its own; after all else
 * they are counted again. */
static int counts_people(const insights__undoing *self)
{
    if (insights__text_is(self->rows.items[0], INSIGHTS_CHANGE_VERB, "replace"))
        return 1;
    for (size_t i = 0; i < self->rows.count; i++)
        if (insights__text_is(
                self->rows.items[i], INSIGHTS_CHANGE_TARGET_KIND,
                "participant"))
            return 0;
    return 1;
}

static insights_status carry_back(
    insights__undoing *self,
    insights_error **error)
{
    insights__carry_job job = {0};
    insights__carried_counts counts = {0, 0, 0};
    insights_conversation *before = NULL;
    insights_conversation *after = NULL;
    insights_record *transcript = NULL;
    insights_status status;

    if (!self->interview)
        return INSIGHTS_OK;
    status = insights_store_get(
        self->study->store, INSIGHTS_TRANSCRIPT, self->to, &transcript, error);
    if (status >= 0)
        status = insights__load_script(
            self->study, self->interview, self->from, &before, error);
    if (status >= 0)
        status = insights__load_script(
            self->study, self->interview, self->to, &after, error);
    if (status >= 0) {
        job.before = before;
        job.after = after;
        job.interview_id = insights_record_id(self->interview);
        job.before_id = self->from;
        job.after_id = self->to;
        job.number =
            insights_record_int(transcript, INSIGHTS_TRANSCRIPT_NUMBER);
        job.aligned = before->turns.count == after->turns.count;
        status = insights__carry_spans(&self->unit, &job, &counts, error);
    }
    if (status >= 0 && counts_people(self))
        status = count_people(self, after, error);
    insights_conversation_free(before);
    insights_conversation_free(after);
    insights_record_free(transcript);
    return status;
}

/* --- Marks -------------------------------------------------------------------
 */

static insights_status mark_rows(
    insights__undoing *self,
    const insights__record_list *rows,
    const char *by,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < rows->count && status >= 0; i++) {
        insights_record *row = NULL;

        status = insights_record_edit(rows->items[i], &row, error);
        if (status >= 0) {
            insights_record_set_text(row, INSIGHTS_CHANGE_UNDONE_BY, by);
            status = insights__unit_save(
                &self->unit, row, rows->items[i], INSIGHTS__UNTOLD, error);
        }
        insights_record_free(row);
    }
    return status;
}

/* An undo that is undone leaves what it undid standing again. */
static insights_status mark(insights__undoing *self, insights_error **error)
{
    insights__record_list again = INSIGHTS__ARRAY_INIT;
    insights_status status =
        mark_rows(self, &self->rows, self->unit.group, error);

    if (status >= 0 && self->undoes) {
        status = insights__study_load_by(
            self->study, INSIGHTS_CHANGE, INSIGHTS_CHANGE_GROUP_ID,
            self->undoes, &again, error);
        if (status >= 0)
            status = mark_rows(self, &again, NULL, error);
    }
    insights__record_list_free(&again);
    return status;
}

static insights_status run(
    insights__undoing *self,
    insights_record **out,
    insights_error **error)
{
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_status status = load_later(self, error);

    if (status < 0)
        return status;
    self->unit.undoes = self->group;
    for (size_t i = self->rows.count; i-- > 0 && status >= 0;) {
        status = invert(self, self->rows.items[i], error);
        self->counts.done++;
    }
    if (status >= 0)
        status = carry_back(self, error);
    if (status >= 0)
        status = mark(self, error);
    insights__buffer_format(
        &line, "undid: %s",
        insights__row_text(self->rows.items[0], INSIGHTS_CHANGE_SUMMARY));
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__unit_finish(
            &self->unit, &self->counts, NULL, insights__buffer_text(&line), out,
            error);
    insights__buffer_free(&line);
    return status;
}

insights_status insights_study_undo(
    insights_study *study,
    const char *group,
    insights_record **out,
    insights_error **error)
{
    insights__undoing self;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.later = insights__map_new();
    status = self.later
                 ? insights__unit_begin(
                       &self.unit, study, INSIGHTS__ANYBODY, "undo", error)
                 : insights__fail_nomem(error);
    if (status >= 0)
        status = insights__undo_find(&self, group, error);
    if (status >= 0)
        status = run(&self, out, error);
    insights__unit_free(&self.unit);
    insights__record_list_free(&self.rows);
    insights__record_list_free(&self.after);
    insights__map_free(self.later, NULL);
    insights_record_free(self.interview);
    return status;
}
