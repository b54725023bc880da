/* methods.c - what was computed, how and by whom, read from what is stored. */
#include "analysis/study.h"

#include "analysis/codes.h"
#include "model/cursor.h"

#include <string.h>

typedef struct counted {
    const char *actor; /* id; borrowed from the list of actors */
    int64_t count;
    int64_t suggested;
    int64_t accepted;
    int64_t rejected;
} counted;

typedef INSIGHTS__ARRAY(counted) counts;

typedef struct noting {
    insights_study *study;
    insights__record_list actors;
    insights__list *list;
} noting;

static const insights_record *actor_of(const noting *self, const char *id)
{
    return insights__record_list_by_id(&self->actors, id);
}

static int is_human(const insights_record *actor)
{
    return actor && insights_record_int(actor, INSIGHTS_ACTOR_TYPE) ==
                        INSIGHTS_ACTOR_TYPE_HUMAN;
}

/* "local 0.1.0" for rules, a name for a person. */
static insights_status set_actor(
    insights_record *record,
    const insights_record *actor,
    insights_error **error)
{
    insights__buffer name = INSIGHTS__BUFFER_INIT;
    const char *revision;
    insights_status status;

    if (!actor)
        return INSIGHTS_OK;
    revision = insights_record_text(actor, INSIGHTS_ACTOR_REVISION);
    insights__buffer_text_append(
        &name, insights_record_text(actor, INSIGHTS_ACTOR_NAME));
    if (revision && *revision)
        insights__buffer_format(&name, " %s", revision);
    status = insights__buffer_check(&name, "a name", error);
    if (status >= 0)
        insights_record_set_text(
            record, INSIGHTS_METHOD_NOTE_ACTOR, insights__buffer_text(&name));
    insights__buffer_free(&name);
    return status;
}

static insights_status add_note(
    noting *self,
    const char *what,
    const char *how,
    const counted *one,
    int decided,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_METHOD_NOTE, &record, error);

    if (status < 0)
        return status;
    insights_record_set_text(record, INSIGHTS_METHOD_NOTE_WHAT, what);
    insights_record_set_text(record, INSIGHTS_METHOD_NOTE_HOW, how);
    insights_record_set_int(record, INSIGHTS_METHOD_NOTE_COUNT, one->count);
    if (decided) {
        insights_record_set_int(
            record, INSIGHTS_METHOD_NOTE_SUGGESTED, one->suggested);
        insights_record_set_int(
            record, INSIGHTS_METHOD_NOTE_ACCEPTED, one->accepted);
        insights_record_set_int(
            record, INSIGHTS_METHOD_NOTE_REJECTED, one->rejected);
    }
    status = set_actor(record, actor_of(self, one->actor), error);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__list_add(self->list, record, 0, error);
}

static insights_status count_one(
    const noting *self,
    counts *out,
    const char *actor_id,
    int64_t standing,
    insights_error **error)
{
    const insights_record *actor = actor_of(self, actor_id);
    counted *one = NULL;

    for (size_t i = 0; i < out->count && !one; i++)
        if (actor && out->items[i].actor &&
            strcmp(out->items[i].actor, insights_record_id(actor)) == 0)
            one = &out->items[i];
    if (!one) {
        one = insights__array_add(out);
        if (!one)
            return insights__fail_nomem(error);
        one->actor = actor ? insights_record_id(actor) : NULL;
    }
    one->count++;
    if (standing == INSIGHTS_STANDING_SUGGESTED)
        one->suggested++;
    else if (standing == INSIGHTS_STANDING_REJECTED)
        one->rejected++;
    else
        one->accepted++;
    return INSIGHTS_OK;
}

/* Records of a kind by who made them. */
static insights_status count_kind(
    noting *self,
    insights_kind kind,
    insights_field actor,
    insights_field standing,
    counts *out,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status =
        insights__study_select(self->study, kind, NULL, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        if (kind == INSIGHTS_EVIDENCE &&
            insights_record_state(record, INSIGHTS_EVIDENCE_ARCHIVED_AT) ==
                INSIGHTS_VALUE)
            continue;
        status = count_one(
            self, out, insights_record_text(record, actor),
            standing ? insights_record_int(record, standing) : 0, error);
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

/* One line for each actor who made records of the kind. */
static insights_status note_kind(
    noting *self,
    insights_kind kind,
    insights_field actor,
    insights_field standing,
    const char *what,
    const char *by_rules,
    const char *by_people,
    insights_error **error)
{
    counts found = INSIGHTS__ARRAY_INIT;
    insights_status status =
        count_kind(self, kind, actor, standing, &found, error);

    for (size_t i = 0; i < found.count && status >= 0; i++)
        status = add_note(
            self, what,
            is_human(actor_of(self, found.items[i].actor)) ? by_people
                                                           : by_rules,
            &found.items[i], standing && kind != INSIGHTS_EVIDENCE, error);
    insights__array_free(&found);
    return status;
}

static insights_status note_provider(noting *self, insights_error **error)
{
    insights_record *project = NULL;
    const counted none = {NULL, 0, 0, 0, 0};
    insights_status status =
        insights__study_project_record(self->study, &project, error);
    int off =
        status >= 0 && insights_record_int(project, INSIGHTS_PROJECT_MACHINE) ==
                           INSIGHTS_MACHINE_OFF;

    insights_record_free(project);
    if (status >= 0)
        status = add_note(
            self, "provider",
            "local, extractive: words are counted and quoted on this "
            "computer; nothing is written by a model",
            &none, 0, error);
    if (status >= 0)
        status = add_note(
            self, "suggestions",
            off ? "machines may not suggest anything in this project"
                : "machines may suggest; only a person accepts or rejects",
            &none, 0, error);
    return status;
}

static insights_status note_refused(noting *self, insights_error **error)
{
    const counted none = {NULL, 0, 0, 0, 0};
    insights_status status = add_note(
        self, "refused quotes",
        "rules take quotes as spans of the text, so that none can be refused; "
        "a quote that a person gives and nobody said is not stored",
        &none, 0, error);
    size_t last = insights__list_count(self->list);

    if (status >= 0)
        insights_record_set_int(
            insights__list_at(self->list, last - 1),
            INSIGHTS_METHOD_NOTE_REFUSED, 0);
    return status;
}

static insights_status note_all(noting *self, insights_error **error)
{
    insights_status status = note_provider(self, error);

    if (status >= 0)
        status = note_kind(
            self, INSIGHTS_TRANSCRIPT, INSIGHTS_TRANSCRIPT_ACTOR_ID, 0,
            "texts and their corrections", "made by rules",
            "imported or corrected; each correction is a revision of its own",
            error);
    if (status >= 0)
        status = note_kind(
            self, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_ACTOR_ID,
            INSIGHTS_PARTICIPANT_STANDING, "roles of speakers",
            "from labels that say so, else from the share of questions and of "
            "words",
            "given by a person", error);
    if (status >= 0)
        status = note_kind(
            self, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_ACTOR_ID,
            INSIGHTS_EVIDENCE_STANDING, "quotes",
            "spans of one speaker's words, verbatim; each is read again in "
            "its text by verify",
            "marked by hand; found in the text or refused", error);
    if (status >= 0)
        status = note_kind(
            self, INSIGHTS_CODING, INSIGHTS_CODING_ACTOR_ID,
            INSIGHTS_CODING_STANDING, "codings",
            "from cue words with negation set aside; a suggestion until a "
            "person decides",
            "put on words by hand", error);
    if (status >= 0)
        status = note_kind(
            self, INSIGHTS_MEMO, INSIGHTS_MEMO_ACTOR_ID, 0, "memos",
            "written by rules", "written by hand", error);
    return status < 0 ? status : note_refused(self, error);
}

insights_status insights_study_methods(
    insights_study *study,
    insights_cursor **out,
    insights_error **error)
{
    noting self;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.list = insights__list_new();
    status = self.list
                 ? insights__study_load(
                       study, INSIGHTS_ACTOR, NULL, 0, &self.actors, error)
                 : insights__fail_nomem(error);
    if (status >= 0)
        status = note_all(&self, error);
    insights__record_list_free(&self.actors);
    if (status < 0) {
        insights__list_free(self.list);
        return status;
    }
    *out = insights__list_cursor(self.list);
    return INSIGHTS_OK;
}
