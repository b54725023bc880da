/* forget_plan.c - what goes with a person.
 *
 * Keeps true: what is in `gone` is all that goes; nothing that somebody else
 * said, or that hangs on it, is in it.
 */
#include "analysis/forget.h"

#include "base/alloc.h"
#include "text/roles.h"

#include <string.h>

void insights__forget_place_free(insights__forget_place *place)
{
    if (!place)
        return;
    for (size_t i = 0; i < place->revisions.count; i++) {
        insights__forget_revision *one = &place->revisions.items[i];

        insights_record_free(one->transcript);
        insights_conversation_free(one->before);
        insights_conversation_free(one->after);
        insights__record_list_free(&one->turns);
        insights__free(one->gone);
        insights__free(one->now);
    }
    insights__array_free(&place->revisions);
    insights__record_list_free(&place->participants);
    insights__record_list_free(&place->evidence);
    insights__record_list_free(&place->codings);
    insights__map_free(place->labels, NULL);
    insights_record_free(place->interview);
    insights__free(place);
}

insights__forget_place *insights__forget_place_of(
    const insights__forgetting *self,
    const char *interview_id)
{
    for (size_t i = 0; interview_id && i < self->places.count; i++)
        if (strcmp(
                insights_record_id(self->places.items[i]->interview),
                interview_id) == 0)
            return self->places.items[i];
    return NULL;
}

/* --- Places ------------------------------------------------------------------
 */

static insights_status load_place(
    insights__forgetting *self,
    insights__forget_place *place,
    const char *id,
    insights_error **error)
{
    insights_status status = insights_store_get(
        self->study->store, INSIGHTS_INTERVIEW, id, &place->interview, error);

    if (status < 0)
        return status;
    place->scope.store = self->study->store;
    memcpy(
        place->scope.project,
        insights_record_text(place->interview, INSIGHTS_INTERVIEW_PROJECT_ID),
        INSIGHTS__UUID_TEXT);
    status = insights__study_load_by(
        &place->scope, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        id, &place->participants, error);
    if (status >= 0)
        status = insights__study_load_by(
            &place->scope, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID,
            id, &place->evidence, error);
    if (status >= 0)
        status = insights__study_load_by(
            &place->scope, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, id,
            &place->codings, error);
    return status;
}

static insights_status add_place(
    insights__forgetting *self,
    const char *id,
    insights__forget_place **out,
    insights_error **error)
{
    insights__forget_place *place = insights__forget_place_of(self, id);
    insights__forget_place **slot;
    insights_status status;

    *out = place;
    if (place)
        return INSIGHTS_OK;
    place = insights__alloc(sizeof(*place));
    if (!place)
        return insights__fail_nomem(error);
    place->labels = insights__map_new();
    status = place->labels ? load_place(self, place, id, error)
                           : insights__fail_nomem(error);
    slot = status >= 0 ? insights__array_add(&self->places) : NULL;
    if (status >= 0 && !slot)
        status = insights__fail_nomem(error);
    if (status < 0) {
        insights__forget_place_free(place);
        return status;
    }
    *slot = place;
    *out = place;
    return INSIGHTS_OK;
}

static insights_status find_places(
    insights__forgetting *self,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    const char *key = NULL;
    size_t at = 0;

    while (status >= 0 &&
           insights__map_next(self->labels, &at, &key, NULL, NULL)) {
        insights__forget_place *place = NULL;
        char id[INSIGHTS__UUID_TEXT];

        memcpy(id, key, sizeof(id) - 1);
        id[sizeof(id) - 1] = '\0';
        status = add_place(self, id, &place, error);
        if (status >= 0)
            status =
                insights__forget_note(place->labels, key + sizeof(id), error);
    }
    return status;
}

/* --- Whole or in part --------------------------------------------------------
 */

static int64_t role_of(
    const insights__forget_place *place,
    const insights__roles *roles,
    const char *label)
{
    for (size_t i = 0; label && i < place->participants.count; i++) {
        const insights_record *one = place->participants.items[i];

        if (insights__text_is(one, INSIGHTS_PARTICIPANT_LABEL, label) &&
            insights_record_int(one, INSIGHTS_PARTICIPANT_ROLE))
            return insights_record_int(one, INSIGHTS_PARTICIPANT_ROLE);
    }
    for (size_t i = 0; label && i < roles->speakers.count; i++)
        if (roles->speakers.items[i].label &&
            strcmp(roles->speakers.items[i].label, label) == 0)
            return (int64_t)roles->speakers.items[i].role;
    return INSIGHTS__ROLE_NONE;
}

static int is_heard(int64_t role)
{
    return role != INSIGHTS_PARTICIPANT_ROLE_INTERVIEWER &&
           role != INSIGHTS_PARTICIPANT_ROLE_MODERATOR &&
           role != INSIGHTS_PARTICIPANT_ROLE_OBSERVER;
}

/* Whether nobody but they and those who asked speaks in any revision. */
static insights_status decide_whole(
    insights__forget_place *place,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    place->whole = 1;
    for (size_t r = 0; r < place->revisions.count && place->whole; r++) {
        const insights__forget_revision *one = &place->revisions.items[r];
        insights__roles roles = INSIGHTS__ROLES_INIT;

        status = insights__roles_read(&roles, one->before, NULL, error);
        for (size_t i = 0; status >= 0 && i < one->before->turns.count; i++)
            if (!one->gone[i] &&
                is_heard(role_of(
                    place, &roles, one->before->turns.items[i].speaker)))
                place->whole = 0;
        insights__roles_free(&roles);
        if (status < 0)
            return status;
    }
    return INSIGHTS_OK;
}

/* --- What goes ---------------------------------------------------------------
 */

static insights_status note(
    insights__forgetting *self,
    const insights_record *record,
    int64_t *count,
    insights_error **error)
{
    if (insights__forget_has(self->gone, insights_record_id(record)))
        return INSIGHTS_OK;
    if (count)
        ++*count;
    return insights__forget_note(self->gone, insights_record_id(record), error);
}

static insights_status plan_whole(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights__forget_counts *counts = &self->counts;
    insights_status status =
        note(self, place->interview, &counts->conversations, error);

    for (size_t i = 0; i < place->participants.count && status >= 0; i++)
        status = note(self, place->participants.items[i], NULL, error);
    for (size_t i = 0; i < place->evidence.count && status >= 0; i++)
        status = note(self, place->evidence.items[i], &counts->evidence, error);
    for (size_t i = 0; i < place->codings.count && status >= 0; i++)
        status = note(self, place->codings.items[i], &counts->codings, error);
    for (size_t r = 0; r < place->revisions.count && status >= 0; r++) {
        const insights__forget_revision *one = &place->revisions.items[r];

        status = note(self, one->transcript, NULL, error);
        for (size_t i = 0; i < one->turns.count && status >= 0; i++)
            status = note(self, one->turns.items[i], &counts->turns, error);
    }
    return status;
}

static insights_status plan_evidence(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < place->evidence.count && status >= 0; i++) {
        insights_record *moved = NULL;
        const char *speaker = insights_record_text(
            place->evidence.items[i], INSIGHTS_EVIDENCE_SPEAKER);
        int gone = insights__forget_has(place->labels, speaker);

        status = insights_record_edit(place->evidence.items[i], &moved, error);
        if (status >= 0 && !gone)
            status = insights__forget_move(place, moved, &gone, error);
        if (status >= 0 && gone)
            status = note(
                self, place->evidence.items[i], &self->counts.evidence, error);
        insights_record_free(moved);
    }
    for (size_t i = 0; i < place->codings.count && status >= 0; i++)
        if (insights__forget_has(
                self->gone,
                insights_record_text(
                    place->codings.items[i], INSIGHTS_CODING_EVIDENCE_ID)))
            status = note(
                self, place->codings.items[i], &self->counts.codings, error);
    return status;
}

static insights_status plan_part(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    self->counts.parts++;
    for (size_t i = 0; i < place->participants.count && status >= 0; i++)
        if (insights__forget_has(
                place->labels,
                insights_record_text(
                    place->participants.items[i], INSIGHTS_PARTICIPANT_LABEL)))
            status = note(self, place->participants.items[i], NULL, error);
    for (size_t r = 0; r < place->revisions.count && status >= 0; r++) {
        const insights__forget_revision *one = &place->revisions.items[r];

        for (size_t i = 0; i < one->turns.count && status >= 0; i++)
            if (one->gone[i])
                status =
                    note(self, one->turns.items[i], &self->counts.turns, error);
            else if (one->as != r)
                status = note(self, one->turns.items[i], NULL, error);
    }
    return status < 0 ? status : plan_evidence(self, place, error);
}

/* Memos and tags on what goes, and on those. */
static insights_status plan_notes(
    insights__forgetting *self,
    insights_kind kind,
    insights_field target,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__forget_load(self, kind, 0, NULL, &list, error);
    size_t before;

    do {
        before = insights__map_count(self->gone);
        for (size_t i = 0; i < list.count && status >= 0; i++)
            if (insights__forget_has(
                    self->gone, insights_record_text(list.items[i], target)))
                status = note(self, list.items[i], &self->counts.memos, error);
    } while (status >= 0 && insights__map_count(self->gone) != before);
    insights__record_list_free(&list);
    return status;
}

/* Whether all records whose `field` is `id` go. */
static insights_status nobody_else(
    insights__forgetting *self,
    insights_kind kind,
    insights_field field,
    const char *id,
    int *out,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__forget_load(self, kind, field, id, &list, error);

    *out = 1;
    for (size_t i = 0; i < list.count; i++)
        if (!insights__forget_has(
                self->gone, insights_record_id(list.items[i])))
            *out = 0;
    insights__record_list_free(&list);
    return status;
}

/* A person or organization that nobody worked on and nothing else names. */
static insights_status plan_unneeded(
    insights__forgetting *self,
    insights_kind kind,
    const char *id,
    insights_kind by,
    insights_field field,
    insights_error **error)
{
    insights_record *record = NULL;
    int alone = 0;
    insights_status status;

    if (!id || insights__forget_has(self->gone, id))
        return INSIGHTS_OK;
    status = insights_store_get(self->study->store, kind, id, &record, error);
    if (status >= 0 &&
        (strcmp(id, self->person) == 0 || insights_record_version(record) == 1))
        status = nobody_else(self, by, field, id, &alone, error);
    if (status >= 0 && (alone || strcmp(id, self->person) == 0))
        status = note(
            self, record, kind == INSIGHTS_PERSON ? &self->counts.people : NULL,
            error);
    insights_record_free(record);
    return status;
}

static insights_status plan_person(
    insights__forgetting *self,
    const char *id,
    insights_error **error)
{
    insights_record *person = NULL;
    insights_status status = plan_unneeded(
        self, INSIGHTS_PERSON, id, INSIGHTS_PARTICIPANT,
        INSIGHTS_PARTICIPANT_PERSON_ID, error);

    if (status < 0 || !insights__forget_has(self->gone, id))
        return status;
    status = insights_store_get(
        self->study->store, INSIGHTS_PERSON, id, &person, error);
    if (status >= 0)
        status = plan_unneeded(
            self, INSIGHTS_ORGANIZATION,
            insights_record_text(person, INSIGHTS_PERSON_ORGANIZATION_ID),
            INSIGHTS_PERSON, INSIGHTS_PERSON_ORGANIZATION_ID, error);
    insights_record_free(person);
    return status;
}

static insights_status plan_people(
    insights__forgetting *self,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (*self->person)
        status = plan_person(self, self->person, error);
    for (size_t p = 0; p < self->places.count && status >= 0; p++) {
        const insights__forget_place *place = self->places.items[p];

        for (size_t i = 0; i < place->participants.count && status >= 0; i++) {
            const insights_record *one = place->participants.items[i];

            if (insights__forget_has(self->gone, insights_record_id(one)))
                status = plan_person(
                    self,
                    insights_record_text(one, INSIGHTS_PARTICIPANT_PERSON_ID),
                    error);
        }
    }
    return status;
}

/* A kept file holds their words, whoever else uses it. */
static insights_status plan_file(
    insights__forgetting *self,
    const insights__forget_place *place,
    insights_error **error)
{
    const char *id =
        insights_record_text(place->interview, INSIGHTS_INTERVIEW_ASSET_ID);

    if (!id || insights__forget_has(self->gone, id))
        return INSIGHTS_OK;
    self->counts.files++;
    return insights__forget_note(self->gone, id, error);
}

insights_status insights__forget_plan(
    insights__forgetting *self,
    insights_error **error)
{
    insights_status status = find_places(self, error);

    for (size_t i = 0; i < self->places.count && status >= 0; i++) {
        insights__forget_place *place = self->places.items[i];

        status = insights__forget_texts(self, place, error);
        if (status >= 0)
            status = decide_whole(place, error);
        if (status >= 0)
            status = place->whole ? plan_whole(self, place, error)
                                  : plan_part(self, place, error);
        if (status >= 0)
            status = plan_file(self, place, error);
    }
    if (status >= 0)
        status = plan_people(self, error);
    if (status >= 0)
        status =
            plan_notes(self, INSIGHTS_MEMO, INSIGHTS_MEMO_TARGET_ID, error);
    return status < 0
               ? status
               : plan_notes(self, INSIGHTS_TAG, INSIGHTS_TAG_TARGET_ID, error);
}
