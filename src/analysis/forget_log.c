/* forget_log.c - what the log keeps of a person.
 *
 * A row about a record that goes goes too. A row about one that stays tells
 * of the place its words have now. A row that holds their words and others'
 * is emptied: it still says who did what and when, and cannot be undone.
 *
 * Keeps true: no row holds their words; an undo that is still offered leads
 * to a text without them.
 */
#include "analysis/forget.h"

#include "analysis/undo.h"
#include "base/alloc.h"

#include <string.h>

static const char emptied[] = "{\"forgotten\":true}";

/* What becomes of a row. */
typedef enum fate {
    FATE_STAYS = 0,
    FATE_CHANGES = 1,
    FATE_EMPTY = 2,
    FATE_GOES = 3
} fate;

static void worse(fate *to, fate other)
{
    if (other > *to)
        *to = other;
}

/* --- One record as a row has it ----------------------------------------------
 */

static int is_theirs_label(
    const insights__forgetting *self,
    const char *interview,
    const char *label)
{
    const insights__forget_place *place =
        insights__forget_place_of(self, interview);

    if (place)
        return insights__forget_has(place->labels, label ? label : "");
    return self->in_log && insights__forget_has(self->called, label);
}

static int is_goner(
    const insights__forgetting *self,
    const insights_record *record,
    insights_field field)
{
    return insights__forget_has(
        self->gone, insights_record_text(record, field));
}

/* Whether a record that may be gone for long is of what they said. */
static int is_theirs(
    const insights__forgetting *self,
    const insights_record *record)
{
    const char *person;

    switch (insights_record_kind(record)) {
    case INSIGHTS_PERSON:
        return self->in_log &&
               insights__forget_has(
                   self->called,
                   insights_record_text(record, INSIGHTS_PERSON_NAME));
    case INSIGHTS_PARTICIPANT:
        person = insights_record_text(record, INSIGHTS_PARTICIPANT_PERSON_ID);
        return (person && !strcmp(person, self->person)) ||
               is_theirs_label(
                   self,
                   insights_record_text(
                       record, INSIGHTS_PARTICIPANT_INTERVIEW_ID),
                   insights_record_text(record, INSIGHTS_PARTICIPANT_LABEL));
    case INSIGHTS_TURN:
        person = insights_record_text(record, INSIGHTS_TURN_PERSON_ID);
        return (person && !strcmp(person, self->person)) ||
               is_goner(self, record, INSIGHTS_TURN_INTERVIEW_ID) ||
               is_theirs_label(
                   self,
                   insights_record_text(record, INSIGHTS_TURN_INTERVIEW_ID),
                   insights_record_text(record, INSIGHTS_TURN_SPEAKER));
    case INSIGHTS_EVIDENCE:
        person = insights_record_text(record, INSIGHTS_EVIDENCE_PERSON_ID);
        return (person && !strcmp(person, self->person)) ||
               is_goner(self, record, INSIGHTS_EVIDENCE_INTERVIEW_ID) ||
               is_theirs_label(
                   self,
                   insights_record_text(record, INSIGHTS_EVIDENCE_INTERVIEW_ID),
                   insights_record_text(record, INSIGHTS_EVIDENCE_SPEAKER));
    case INSIGHTS_CODING:
        return is_goner(self, record, INSIGHTS_CODING_EVIDENCE_ID) ||
               is_goner(self, record, INSIGHTS_CODING_INTERVIEW_ID);
    case INSIGHTS_MEMO:
        return is_goner(self, record, INSIGHTS_MEMO_TARGET_ID);
    case INSIGHTS_TAG:
        return is_goner(self, record, INSIGHTS_TAG_TARGET_ID);
    default:
        return 0;
    }
}

static insights__forget_place *place_of(
    const insights__forgetting *self,
    const insights_record *record,
    const char *id)
{
    insights_kind kind = insights_record_kind(record);
    const char *interview = insights_record_text(
        record, kind == INSIGHTS_CODING ? INSIGHTS_CODING_INTERVIEW_ID
                                        : INSIGHTS_EVIDENCE_INTERVIEW_ID);

    if (interview)
        return insights__forget_place_of(self, interview);
    for (size_t p = 0; id && p < self->places.count; p++) {
        insights__forget_place *place = self->places.items[p];
        const insights__record_list *list =
            kind == INSIGHTS_CODING ? &place->codings : &place->evidence;

        for (size_t i = 0; i < list->count; i++)
            if (strcmp(insights_record_id(list->items[i]), id) == 0)
                return place;
    }
    return NULL;
}

static insights_status patch_span(
    insights__forgetting *self,
    insights_record *record,
    const char *id,
    fate *to,
    insights_error **error)
{
    const insights__forget_place *place = place_of(self, record, id);
    insights_field field = insights_record_kind(record) == INSIGHTS_CODING
                               ? INSIGHTS_CODING_BYTE_START
                               : INSIGHTS_EVIDENCE_BYTE_START;
    int gone = 0;
    insights_status status;

    if (!place || insights_record_state(record, field) != INSIGHTS_VALUE)
        return INSIGHTS_OK;
    status = insights__forget_move(place, record, &gone, error);
    worse(to, gone ? FATE_EMPTY : FATE_CHANGES);
    return status;
}

/* A conversation of which turns go. */
static void patch_interview(
    const insights__forgetting *self,
    insights_record *record,
    const char *id,
    fate *to)
{
    const insights__forget_place *place = insights__forget_place_of(self, id);
    const char *transcript =
        insights_record_text(record, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);

    if (!place)
        return;
    for (size_t i = 0; transcript && i < place->revisions.count; i++)
        if (!strcmp(
                insights_record_id(place->revisions.items[i].transcript),
                transcript) &&
            insights_record_state(record, INSIGHTS_INTERVIEW_DURATION_MS) ==
                INSIGHTS_VALUE)
            insights__set_ms(
                record, INSIGHTS_INTERVIEW_DURATION_MS,
                insights__script_duration(place->revisions.items[i].after));
    insights_record_set_null(record, INSIGHTS_INTERVIEW_CONTENT_HASH);
    insights_record_set_null(record, INSIGHTS_INTERVIEW_ASSET_ID);
    worse(to, FATE_CHANGES);
}

/* A turn that was appended, where it stands now. */
static void patch_turn(
    const insights__forgetting *self,
    insights_record *record,
    const char *id,
    fate *to)
{
    static const insights_field fields[] = {
        INSIGHTS_TURN_POSITION, INSIGHTS_TURN_BYTE_START,
        INSIGHTS_TURN_CHAR_START, INSIGHTS_TURN_UTF16_START};

    for (size_t p = 0; p < self->places.count; p++)
        for (size_t r = 0; r < self->places.items[p]->revisions.count; r++) {
            const insights__forget_revision *one =
                &self->places.items[p]->revisions.items[r];

            for (size_t i = 0; i < one->turns.count; i++) {
                const insights__turn *now;

                if (one->gone[i] ||
                    strcmp(insights_record_id(one->turns.items[i]), id) != 0)
                    continue;
                now = &one->after->turns.items[one->now[i]];
                insights_record_set_int(
                    record, fields[0], (int64_t)one->now[i]);
                insights_record_set_int(
                    record, fields[1], (int64_t)now->byte_start);
                insights_record_set_int(
                    record, fields[2], (int64_t)now->char_start);
                insights_record_set_int(
                    record, fields[3], (int64_t)now->utf16_start);
                worse(to, FATE_CHANGES);
            }
        }
}

/* Revisions that are none any more are those they are now. */
static void patch_ids(
    const insights__forgetting *self,
    insights_record *record,
    fate *to)
{
    insights_kind kind = insights_record_kind(record);
    insights_field field;

    for (size_t i = 0; (field = insights_field_at(kind, i)) != 0; i++) {
        const char *id = insights_field_type(field) == INSIGHTS_TYPE_ID
                             ? insights_record_text(record, field)
                             : NULL;
        const char *now =
            id ? insights__map_get(self->moved, id, strlen(id)) : NULL;

        if (!now)
            continue;
        insights_record_set_text(record, field, now);
        worse(to, FATE_CHANGES);
    }
}

static insights_status patch_record(
    insights__forgetting *self,
    insights_record *record,
    const char *id,
    fate *to,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(record);
    insights_status status = INSIGHTS_OK;

    if (is_theirs(self, record)) {
        *to = FATE_GOES;
        return INSIGHTS_OK;
    }
    if (kind == INSIGHTS_EVIDENCE || kind == INSIGHTS_CODING)
        status = patch_span(self, record, id, to, error);
    else if (kind == INSIGHTS_INTERVIEW)
        patch_interview(self, record, id, to);
    else if (kind == INSIGHTS_TURN)
        patch_turn(self, record, id, to);
    else if (kind == INSIGHTS_TRANSCRIPT)
        for (size_t p = 0; p < self->places.count; p++)
            for (size_t r = 0; r < self->places.items[p]->revisions.count; r++)
                if (!strcmp(
                        insights_record_id(self->places.items[p]
                                               ->revisions.items[r]
                                               .transcript),
                        id))
                    worse(to, FATE_EMPTY);
    patch_ids(self, record, to);
    return status;
}

/* --- What was made or changed ------------------------------------------------
 */

/* The fields that `values` has, as the record has them. */
static void write_values(
    insights__buffer *out,
    const insights_record *record,
    const json_t *values)
{
    insights_kind kind = insights_record_kind(record);
    insights_field field;

    for (size_t i = 0; (field = insights_field_at(kind, i)) != 0; i++) {
        const char *name = insights_field_name(field);

        if (!json_object_get(values, name))
            continue;
        insights__buffer_char(out, out->length ? ',' : '{');
        insights__buffer_json_string(out, name, strlen(name));
        insights__buffer_char(out, ':');
        insights__field_json(out, record, field);
    }
    insights__buffer_text_append(out, out->length ? "}" : "{}");
}

static insights_status patch_values(
    insights__forgetting *self,
    insights_record *row,
    insights_field field,
    fate *to,
    insights_error **error)
{
    const char *text = insights_record_text(row, field);
    const char *id = insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID);
    insights_kind kind = insights_kind_find(
        insights_record_text(row, INSIGHTS_CHANGE_TARGET_KIND));
    json_t *values = text && *text == '{' ? json_loads(text, 0, NULL) : NULL;
    insights_record *record = NULL;
    insights__buffer out = INSIGHTS__BUFFER_INIT;
    fate own = FATE_STAYS;
    insights_status status;

    if (!values || !kind || json_object_get(values, "forgotten")) {
        json_decref(values);
        return text && *text == '{' && !values ? insights__fail_nomem(error)
                                               : INSIGHTS_OK;
    }
    status = insights_record_new(kind, &record, error);
    if (status >= 0)
        status = insights__row_set_values(record, values, error);
    if (status >= 0)
        status = patch_record(self, record, id, &own, error);
    if (status >= 0 && own == FATE_CHANGES) {
        write_values(&out, record, values);
        status = insights__buffer_check(&out, "a row of the log", error);
        if (status >= 0 && strcmp(insights__buffer_text(&out), text) == 0)
            own = FATE_STAYS;
        else if (status >= 0)
            insights_record_set_text(row, field, insights__buffer_text(&out));
    }
    worse(to, own);
    insights__buffer_free(&out);
    insights_record_free(record);
    json_decref(values);
    return status;
}

/* --- What was deleted --------------------------------------------------------
 */

static int append_json(const char *bytes, size_t length, void *user)
{
    insights__buffer *to = user;

    insights__buffer_append(to, bytes, length);
    return to->status < 0 ? -1 : 0;
}

/* One of a list: it goes, or is written to `out`. */
static insights_status patch_element(
    insights__forgetting *self,
    const json_t *element,
    insights__buffer *out,
    fate *to,
    insights_error **error)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_record *record = NULL;
    char *json = NULL;
    insights_status status;

    if (json_dump_callback(
            element, append_json, &text, JSON_COMPACT | JSON_ENCODE_ANY) != 0 &&
        text.status >= 0)
        text.status = INSIGHTS_E_NOMEM;
    status = insights__buffer_check(&text, "a record", error);
    if (status >= 0)
        status = insights_record_from_json(
            0, insights__buffer_text(&text), text.length, &record, error);
    if (status >= 0)
        status =
            patch_record(self, record, insights_record_id(record), to, error);
    if (status >= 0 && *to >= FATE_EMPTY) {
        status = insights__forget_note(
            self->gone, insights_record_id(record), error);
    } else if (status >= 0) {
        status = insights_record_to_json(record, &json, error);
        if (status >= 0) {
            insights__buffer_char(out, out->length ? ',' : '[');
            insights__buffer_text_append(out, json);
        }
    }
    insights_free(json);
    insights_record_free(record);
    insights__buffer_free(&text);
    return status;
}

static insights_status patch_deleted(
    insights__forgetting *self,
    insights_record *row,
    fate *to,
    insights_error **error)
{
    const char *text = insights_record_text(row, INSIGHTS_CHANGE_BEFORE);
    json_t *list = json_loads(text, 0, NULL);
    insights__buffer out = INSIGHTS__BUFFER_INIT;
    int touched = 0;
    insights_status status = list ? INSIGHTS_OK : insights__fail_nomem(error);

    for (size_t i = 0; i < json_array_size(list) && status >= 0; i++) {
        fate own = FATE_STAYS;

        status =
            patch_element(self, json_array_get(list, i), &out, &own, error);
        touched |= own != FATE_STAYS;
        if (own >= FATE_EMPTY && i == 0)
            worse(to, FATE_GOES);
        else if (
            own == FATE_GOES &&
            insights__text_is(row, INSIGHTS_CHANGE_TARGET_KIND, "interview"))
            worse(to, FATE_EMPTY);
    }
    insights__buffer_text_append(&out, out.length ? "]" : "[]");
    if (status >= 0)
        status = insights__buffer_check(&out, "a row of the log", error);
    if (status >= 0 && touched && *to < FATE_EMPTY) {
        worse(to, FATE_CHANGES);
        insights_record_set_text(
            row, INSIGHTS_CHANGE_BEFORE, insights__buffer_text(&out));
    }
    insights__buffer_free(&out);
    json_decref(list);
    return status;
}

/* --- Rows --------------------------------------------------------------------
 */

/* "imported 'x', 57 turns" counts those that are left. */
static insights_status recount(
    const insights__forgetting *self,
    insights_record *row,
    insights_error **error)
{
    const insights__forget_place *place = insights__forget_place_of(
        self, insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID));
    const char *summary = insights_record_text(row, INSIGHTS_CHANGE_SUMMARY);
    const char *comma = summary ? strrchr(summary, ',') : NULL;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    if (!place || !place->revisions.count || !comma ||
        !insights__text_is(row, INSIGHTS_CHANGE_VERB, "import"))
        return INSIGHTS_OK;
    insights__buffer_append(&text, summary, (size_t)(comma - summary));
    insights__buffer_format(
        &text, ", %zu turns", place->revisions.items[0].after->turns.count);
    status = insights__buffer_check(&text, "a summary", error);
    if (status >= 0)
        insights_record_set_text(
            row, INSIGHTS_CHANGE_SUMMARY, insights__buffer_text(&text));
    insights__buffer_free(&text);
    return status;
}

/* The turn that a correction tells of has another number now. */
static insights_status renumber(
    insights__forgetting *self,
    const insights_record *before,
    insights_record *row,
    insights_error **error)
{
    const char *group = insights_record_text(row, INSIGHTS_CHANGE_GROUP_ID);
    const char *after = insights_record_text(before, INSIGHTS_CHANGE_AFTER);
    const insights__forget_place *place = insights__forget_place_of(
        self, insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID));
    insights__forget_revision *one;
    void **slot;

    for (size_t i = 0; place && after && i < place->revisions.count; i++) {
        one = &place->revisions.items[i];
        if (!strstr(after, insights_record_id(one->transcript)))
            continue;
        slot = insights__map_slot(self->corrections, group, strlen(group));
        if (!slot)
            return insights__fail_nomem(error);
        *slot = one;
    }
    one = insights__map_get(self->corrections, group, strlen(group));
    return one ? insights__forget_renumber(
                     one, row, INSIGHTS_CHANGE_SUMMARY, error)
               : INSIGHTS_OK;
}

/* Whether their words stand in a row where they were not looked for. */
static insights_status holds_words(
    insights__forgetting *self,
    const insights_record *row,
    insights_field field,
    fate *to,
    insights_error **error)
{
    char *left = NULL;
    insights_status status = insights__forget_redact(
        self, insights_record_text(row, field), 0, &left, error);

    if (left)
        worse(to, FATE_EMPTY);
    insights__free(left);
    return status;
}

static insights_status judge(
    insights__forgetting *self,
    insights_record *row,
    fate *to,
    insights_error **error)
{
    const char *before = insights_record_text(row, INSIGHTS_CHANGE_BEFORE);
    insights_status status = INSIGHTS_OK;

    if (insights__forget_has(
            self->gone, insights_record_text(row, INSIGHTS_CHANGE_TARGET_ID))) {
        *to = FATE_GOES;
        return INSIGHTS_OK;
    }
    if (before && *before == '[') {
        status = patch_deleted(self, row, to, error);
    } else {
        status = patch_values(self, row, INSIGHTS_CHANGE_BEFORE, to, error);
        if (status >= 0)
            status = patch_values(self, row, INSIGHTS_CHANGE_AFTER, to, error);
        before = insights_record_text(row, INSIGHTS_CHANGE_BEFORE);
        if (*to == FATE_CHANGES && before &&
            insights__text_is(row, INSIGHTS_CHANGE_AFTER, before))
            *to = FATE_GOES;
    }
    if (status >= 0 && *to < FATE_EMPTY)
        status = holds_words(self, row, INSIGHTS_CHANGE_BEFORE, to, error);
    if (status >= 0 && *to < FATE_EMPTY)
        status = holds_words(self, row, INSIGHTS_CHANGE_AFTER, to, error);
    return status < 0 ? status : recount(self, row, error);
}

static insights_status rewrite(
    insights__forgetting *self,
    const insights_record *before,
    insights_error **error)
{
    insights_record *row = NULL;
    char *summary = NULL;
    fate to = FATE_STAYS;
    insights_status status = insights_record_edit(before, &row, error);

    if (status >= 0)
        status = judge(self, row, &to, error);
    if (status >= 0)
        status = renumber(self, before, row, error);
    if (status >= 0)
        status = insights__forget_redact(
            self, insights_record_text(row, INSIGHTS_CHANGE_SUMMARY), 1,
            &summary, error);
    if (status >= 0 && to == FATE_GOES) {
        self->counts.log++;
        status = insights__forget_delete(
            self, INSIGHTS_CHANGE, insights_record_id(row), error);
        if (status >= 0)
            status = insights__forget_note(
                self->gone, insights_record_id(row), error);
    } else if (status >= 0) {
        if (to == FATE_EMPTY) {
            self->counts.emptied++;
            insights_record_set_text(row, INSIGHTS_CHANGE_BEFORE, emptied);
            insights_record_set_null(row, INSIGHTS_CHANGE_AFTER);
        }
        if (to != FATE_STAYS || summary ||
            !insights__text_is(
                row, INSIGHTS_CHANGE_SUMMARY,
                insights_record_text(before, INSIGHTS_CHANGE_SUMMARY)))
            status = insights__forget_save(self, row, error);
    }
    insights__free(summary);
    insights_record_free(row);
    return status;
}

insights_status insights__forget_log(
    insights__forgetting *self,
    insights_error **error)
{
    insights__record_list rows = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__forget_load(self, INSIGHTS_CHANGE, 0, NULL, &rows, error);

    for (size_t i = 0; i < rows.count && status >= 0; i++)
        if (!insights__text_is(rows.items[i], INSIGHTS_CHANGE_VERB, "forget"))
            status = rewrite(self, rows.items[i], error);
    insights__record_list_free(&rows);
    return status;
}
