/* import_people.c - speakers to participants, and names to persons.
 *
 * Keeps true: what a person said of a participant (standing accepted or
 * rejected) is never changed here; a label becomes a person only where it
 * reads like a full name or the caller named one.
 */
#include "analysis/import.h"

#include "base/utf8.h"

#include <string.h>

/* --- Persons -----------------------------------------------------------------
 */

/* Two to four words that each start with a capital, none of which has a
 * digit: "Hannah Lisle", "Dr. Jane O'Neil". */
static int is_full_name(const char *label)
{
    size_t words = 0;
    size_t at = 0;

    while (label[at]) {
        size_t start = at;

        while (label[at] && label[at] != ' ')
            at++;
        if (at == start || !((label[start] >= 'A' && label[start] <= 'Z') ||
                             (unsigned char)label[start] >= 0xC3))
            return 0;
        words++;
        if (label[at])
            at++;
    }
    return words >= 2 && words <= 4 && !strpbrk(label, "0123456789()[]_/");
}

static insights_status find_person(
    insights_study *study,
    const char *name,
    insights_record **out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_PERSON_NAME, name},
        {INSIGHTS_PERSON_DELETED_AT, NULL},
        {0, NULL}};

    return insights__study_find(study, INSIGHTS_PERSON, filters, out, error);
}

/* The id of the person of a speaker, in the arena, or NULL: not known. */
static insights_status person_of(
    insights__unit *unit,
    const insights__speaker *speaker,
    insights__arena *arena,
    const char **out,
    insights_error **error)
{
    const char *name = speaker->name;
    insights_record *person = NULL;
    insights_status status;

    *out = NULL;
    if (!name && speaker->label && is_full_name(speaker->label) &&
        insights__roles_of_label(speaker->label) == INSIGHTS__ROLE_NONE)
        name = speaker->label;
    if (!name)
        return INSIGHTS_OK;
    status = find_person(unit->study, name, &person, error);
    if (status < 0)
        return status;
    if (!person) {
        person = insights__study_new(unit->study, INSIGHTS_PERSON);
        if (!person)
            return insights__fail_nomem(error);
        insights_record_set_text(person, INSIGHTS_PERSON_NAME, name);
        status =
            insights__unit_save(unit, person, NULL, INSIGHTS__UNTOLD, error);
    }
    if (status >= 0) {
        *out = insights__arena_strndup(
            arena, insights_record_id(person), INSIGHTS__UUID_TEXT - 1);
        if (!*out)
            status = insights__fail_nomem(error);
    }
    insights_record_free(person);
    return status;
}

/* --- Participants ------------------------------------------------------------
 */

static const char *role_name(insights__role role)
{
    static const char *const names[] = {
        NULL, "interviewer", "participant", "observer", "moderator"};

    return names[role];
}

static insights_record *by_label(
    const insights__record_list *list,
    const char *label)
{
    for (size_t i = 0; i < list->count; i++)
        if (insights__text_is(
                list->items[i], INSIGHTS_PARTICIPANT_LABEL, label))
            return list->items[i];
    return NULL;
}

/* What rules or the caller say of a role. */
static void fill_role(
    insights_record *record,
    const insights__speaker *speaker,
    const char *actor,
    const char *machine)
{
    int named = speaker->given;

    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_ROLE, role_name(speaker->role));
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_STANDING,
        named ? "accepted" : "suggested");
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_METHOD,
        speaker->method ? speaker->method
        : speaker->name ? "given"
                        : NULL);
    if (speaker->role != INSIGHTS__ROLE_NONE)
        insights_record_set_real(
            record, INSIGHTS_PARTICIPANT_SCORE, speaker->score);
    insights_record_set_int(record, INSIGHTS_PARTICIPANT_REVIEWED, named);
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_ACTOR_ID, named ? actor : machine);
}

static insights_status save_participant(
    insights__unit *unit,
    const insights__speaker *speaker,
    const char *interview_id,
    const char *person,
    const insights_record *before,
    const char *machine,
    insights_error **error)
{
    unsigned flags = INSIGHTS__UNTOLD;
    insights_record *record = NULL;
    insights_status status = INSIGHTS_OK;
    int64_t standing = 0;

    if (before) {
        standing = insights_record_int(before, INSIGHTS_PARTICIPANT_STANDING);
        status = insights_record_edit(before, &record, error);
        if (status < 0)
            return status;
        if (!insights__text_is(
                before, INSIGHTS_PARTICIPANT_LABEL, speaker->label))
            flags = 0; /* a new label is news */
    } else {
        record = insights__study_new(unit->study, INSIGHTS_PARTICIPANT);
        if (!record)
            return insights__fail_nomem(error);
        insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_INTERVIEW_ID, interview_id);
    }
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_LABEL, speaker->label);
    if (!before || standing == INSIGHTS_STANDING_SUGGESTED)
        fill_role(record, speaker, unit->actor, machine);
    if (person && !insights_record_text(record, INSIGHTS_PARTICIPANT_PERSON_ID))
        insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_PERSON_ID, person);
    insights_record_set_int(
        record, INSIGHTS_PARTICIPANT_WORDS, (int64_t)speaker->words);
    insights_record_set_int(
        record, INSIGHTS_PARTICIPANT_TURNS, (int64_t)speaker->turns);
    status = insights__unit_save(unit, record, before, flags, error);
    insights_record_free(record);
    return status;
}

/* One speaker; their person goes into `persons`. */
static insights_status sync_speaker(
    insights__unit *unit,
    const insights__speaker *speaker,
    const insights__people_job *job,
    const insights__record_list *standing,
    const char *machine,
    insights__roles *roles,
    insights__map *persons,
    insights_error **error)
{
    const insights_record *before = by_label(standing, speaker->label);
    const char *person = NULL;
    insights_status status = INSIGHTS_OK;
    void **slot;

    if (!before && job->renamed_to &&
        strcmp(job->renamed_to, speaker->label) == 0)
        before = by_label(standing, job->renamed_from);
    if (before)
        person = insights_record_text(before, INSIGHTS_PARTICIPANT_PERSON_ID);
    if (person && !speaker->name)
        person = insights__arena_strndup(
            &roles->arena, person, INSIGHTS__UUID_TEXT - 1);
    else
        status = person_of(unit, speaker, &roles->arena, &person, error);
    if (status >= 0)
        status = save_participant(
            unit, speaker, job->interview_id, person, before, machine, error);
    if (status < 0 || !person)
        return status;
    slot = insights__map_slot(persons, speaker->label, strlen(speaker->label));
    if (!slot)
        return insights__fail_nomem(error);
    memcpy(slot, &person, sizeof(person));
    return INSIGHTS_OK;
}

/* A guess about somebody who no longer speaks goes; what a person said of
 * them stays, with nothing said. */
static insights_status drop_silent(
    insights__unit *unit,
    const insights__people_job *job,
    const insights__roles *roles,
    const insights__record_list *standing,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < standing->count && status >= 0; i++) {
        const insights_record *one = standing->items[i];
        const char *label =
            insights_record_text(one, INSIGHTS_PARTICIPANT_LABEL);
        size_t s = 0;

        while (s < roles->speakers.count &&
               (!roles->speakers.items[s].label ||
                strcmp(roles->speakers.items[s].label, label) != 0))
            s++;
        if (s < roles->speakers.count ||
            insights__unit_touched(unit, insights_record_id(one)))
            continue;
        if (insights_record_int(one, INSIGHTS_PARTICIPANT_STANDING) !=
                INSIGHTS_STANDING_SUGGESTED &&
            !(job->renamed_from && strcmp(job->renamed_from, label) == 0))
            continue;
        status = insights__unit_delete(unit, one, error);
    }
    return status;
}

/* Of "A=interviewer,B=observer" what is about somebody who speaks. */
static void keep_heard(
    insights__buffer *out,
    const char *roles,
    const insights__people_job *job)
{
    const char *from = job->renamed_from;

    while (*roles) {
        size_t length = strcspn(roles, ",");
        size_t label = strcspn(roles, "=");
        int renamed = from && strlen(from) == label &&
                      !memcmp(from, roles, label) &&
                      !strpbrk(job->renamed_to, ",=");

        if (label < length &&
            (renamed ||
             insights__map_get(job->script->speakers, roles, label))) {
            if (out->length)
                insights__buffer_char(out, ',');
            if (renamed)
                insights__buffer_text_append(out, job->renamed_to);
            else
                insights__buffer_append(out, roles, label);
            insights__buffer_append(out, roles + label, length - label);
        }
        roles += length;
        if (*roles)
            roles++;
    }
}

/* Roles the caller gives now, else those that stand. */
static insights_status join_roles(
    insights_study *study,
    const insights__people_job *job,
    insights__buffer *out,
    insights_error **error)
{
    char *stored = NULL;
    insights_status status = INSIGHTS_OK;

    if (job->given && *job->given) {
        insights__buffer_text_append(out, job->given);
    } else {
        status = insights__load_roles(study, job->interview_id, &stored, error);
        if (status >= 0)
            keep_heard(out, stored, job);
        insights_free(stored);
    }
    return status < 0 ? status
                      : insights__buffer_check(out, "the roles", error);
}

insights_status insights__people_sync(
    insights__unit *unit,
    const insights__people_job *job,
    insights__roles *out,
    insights__map *persons,
    insights_error **error)
{
    insights__record_list standing = INSIGHTS__ARRAY_INIT;
    insights__buffer roles = INSIGHTS__BUFFER_INIT;
    char machine[INSIGHTS__UUID_TEXT];
    insights_status status;

    status = insights__study_load_by(
        unit->study, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        job->interview_id, &standing, error);
    if (status >= 0)
        status = join_roles(unit->study, job, &roles, error);
    if (status >= 0)
        status = insights__study_actor(
            unit->study, INSIGHTS__MACHINE, NULL, machine, error);
    if (status >= 0)
        status = insights__roles_read(
            out, job->script,
            roles.length ? insights__buffer_text(&roles) : NULL, error);
    for (size_t i = 0; i < out->speakers.count && status >= 0; i++)
        if (out->speakers.items[i].label)
            status = sync_speaker(
                unit, &out->speakers.items[i], job, &standing, machine, out,
                persons, error);
    if (status >= 0)
        status = drop_silent(unit, job, out, &standing, error);
    insights__record_list_free(&standing);
    insights__buffer_free(&roles);
    return status;
}
