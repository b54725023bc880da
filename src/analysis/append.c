/* append.c - a conversation that goes on: more turns for the revision that
 * stands.
 *
 * Keeps true: what stands is not touched, so that every span into it holds;
 * the hash is that of the whole text.
 */
#include "analysis/import.h"

#include "base/alloc.h"

#include <string.h>

typedef struct append {
    insights_study *study;
    insights_record *interview;  /* as it was read, or new */
    insights_record *changed;    /* the same where it is new */
    insights_record *transcript; /* as it was read, or NULL */
    insights_record *grown;
    insights_conversation *script;
    insights__roles roles;
    size_t first; /* of the turns that are new */
} append;

static void append_free(append *self)
{
    if (self->changed != self->interview)
        insights_record_free(self->changed);
    insights_record_free(self->interview);
    insights_record_free(self->transcript);
    insights_record_free(self->grown);
    insights_conversation_free(self->script);
    insights__roles_free(&self->roles);
}

static insights_status give_id(insights_record *record, insights_error **error)
{
    char id[INSIGHTS__UUID_TEXT];
    insights_status status = insights__uuid_new(id, error);

    if (status >= 0)
        insights_record_set_id(record, id);
    return status;
}

static insights_status begin_live(
    append *self,
    const char *title,
    insights_error **error)
{
    insights_status status;

    self->interview = insights__study_new(self->study, INSIGHTS_INTERVIEW);
    self->changed = self->interview;
    self->grown = insights__study_new(self->study, INSIGHTS_TRANSCRIPT);
    self->script = insights__script_new();
    if (!self->interview || !self->grown || !self->script)
        return insights__fail_nomem(error);
    status = give_id(self->interview, error);
    if (status >= 0)
        status = give_id(self->grown, error);
    if (status < 0)
        return status;
    insights_record_set_text(
        self->interview, INSIGHTS_INTERVIEW_TITLE,
        title && *title ? title : "untitled");
    insights_record_set_text(
        self->interview, INSIGHTS_INTERVIEW_STATUS, "transcribed");
    insights_record_set_text(
        self->interview, INSIGHTS_INTERVIEW_FORMAT, "live");
    insights_record_set_text(
        self->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID,
        insights_record_id(self->grown));
    insights_record_set_text(
        self->grown, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
        insights_record_id(self->interview));
    insights_record_set_int(self->grown, INSIGHTS_TRANSCRIPT_NUMBER, 1);
    return INSIGHTS_OK;
}

static insights_status go_on(
    append *self,
    const char *interview,
    insights_error **error)
{
    insights_status status = insights__study_get(
        self->study, INSIGHTS_INTERVIEW, interview, &self->interview, error);

    if (status >= 0)
        status = insights_record_edit(self->interview, &self->changed, error);
    if (status >= 0)
        status = insights__load_current(
            self->study, self->interview, &self->script, error);
    if (status >= 0)
        status = insights_store_get(
            self->study->store, INSIGHTS_TRANSCRIPT,
            insights_record_text(
                self->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID),
            &self->transcript, error);
    if (status >= 0)
        status = insights_record_edit(self->transcript, &self->grown, error);
    return status;
}

static insights_status save_append(
    append *self,
    insights__unit *unit,
    insights_error **error)
{
    insights__map *persons = insights__map_new();
    const char *id = insights_record_id(self->interview);
    const insights__people_job people = {self->script, id, NULL, NULL, NULL};
    unsigned flags = self->transcript ? 0 : INSIGHTS__UNTOLD;
    insights_status status;

    if (!persons)
        return insights__fail_nomem(error);
    insights__set_ms(
        self->changed, INSIGHTS_INTERVIEW_DURATION_MS,
        insights__script_duration(self->script));
    if (!self->transcript)
        insights_record_set_text(
            self->grown, INSIGHTS_TRANSCRIPT_ACTOR_ID, unit->actor);
    status = insights__unit_save(
        unit, self->changed, self->transcript ? self->interview : NULL, 0,
        error);
    if (status >= 0)
        status = insights__transcript_fill(self->grown, self->script, error);
    if (status >= 0)
        status = insights__unit_save(
            unit, self->grown, self->transcript, flags, error);
    if (status >= 0)
        status =
            insights__people_sync(unit, &people, &self->roles, persons, error);
    if (status >= 0)
        status = insights__turns_save(
            unit, self->script, &self->roles, id,
            insights_record_id(self->grown), self->first, persons, flags,
            error);
    insights__map_free(persons, NULL);
    return status;
}

static insights_status run(
    append *self,
    const insights_conversation *turns,
    insights_record **out,
    insights_error **error)
{
    insights__unit unit = {0};
    insights__import_result result = {0};
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_record *answer = NULL;
    insights_status status;

    self->first = self->script->turns.count;
    status = insights__script_copy(self->script, turns, 0, error);
    if (status >= 0)
        status = insights__unit_begin(
            &unit, self->study, INSIGHTS__ANYBODY, "append", error);
    if (status >= 0)
        status = save_append(self, &unit, error);
    insights__buffer_format(
        &line, "%zu more turns for '%s'",
        self->script->turns.count - self->first,
        insights_record_text(self->changed, INSIGHTS_INTERVIEW_TITLE));
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    result.interview = self->changed;
    result.script = self->script;
    result.roles = &self->roles;
    if (status >= 0)
        status = insights__import_answer(self->study, &result, &answer, error);
    if (status >= 0)
        status = insights__unit_commit_with(
            &unit, insights__buffer_text(&line), answer, out, error);
    insights__buffer_free(&line);
    insights__unit_free(&unit);
    return status;
}

insights_status insights_study_append(
    insights_study *study,
    const char *interview,
    const char *title,
    const insights_conversation *turns,
    insights_record **out,
    insights_error **error)
{
    append self = {0};
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !turns || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, turns and out are required");
    self.study = study;
    if (interview)
        status = go_on(&self, interview, error);
    else
        status = begin_live(&self, title, error);
    if (status >= 0 && interview && !turns->turns.count) {
        insights__import_result result = {0};

        result.interview = self.interview;
        status = insights__import_answer(study, &result, out, error);
    } else if (status >= 0) {
        status = run(&self, turns, out, error);
    }
    append_free(&self);
    return status;
}
