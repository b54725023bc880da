/* merge_people.c - who speaks in a text that was joined.
 *
 * Keeps true: what a person said of a speaker stays; guesses about somebody
 * who no longer speaks go.
 */
#include "analysis/merge.h"

#include <string.h>

static insights__staged *by_label(
    insights__merge *merge,
    const char *interview_id,
    const char *label)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_PARTICIPANT);

    for (size_t i = 0; i < stage->items.count; i++) {
        insights__staged *one = &stage->items.items[i];

        if (one->now && !one->leaves &&
            insights__text_is(
                one->now, INSIGHTS_PARTICIPANT_INTERVIEW_ID, interview_id) &&
            insights__text_is(one->now, INSIGHTS_PARTICIPANT_LABEL, label))
            return one;
    }
    return NULL;
}

/* "A=interviewer,B=participant" as people said, of those who speak. */
static void given_roles(
    insights__merge *merge,
    const char *interview_id,
    const insights_conversation *script,
    insights__buffer *out)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_PARTICIPANT);

    for (size_t i = 0; i < stage->items.count; i++) {
        const insights_record *one = stage->items.items[i].now;
        const char *label;
        const char *role;

        if (!one || stage->items.items[i].leaves ||
            !insights__text_is(
                one, INSIGHTS_PARTICIPANT_INTERVIEW_ID, interview_id) ||
            insights_record_int(one, INSIGHTS_PARTICIPANT_STANDING) !=
                INSIGHTS_STANDING_ACCEPTED)
            continue;
        label = insights_record_text(one, INSIGHTS_PARTICIPANT_LABEL);
        role = insights_record_text(one, INSIGHTS_PARTICIPANT_ROLE);
        if (!role || !*label || strpbrk(label, ",=") ||
            !insights__map_get(script->speakers, label, strlen(label)))
            continue;
        insights__buffer_format(
            out, "%s%s=%s", out->length ? "," : "", label, role);
    }
}

/* What rules say of a role that nobody has decided on. */
static void guess_role(
    insights_record *record,
    const insights__speaker *speaker)
{
    static const char *const names[] = {
        NULL, "interviewer", "participant", "observer", "moderator"};

    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_ROLE, names[speaker->role]);
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_METHOD, speaker->method);
    if (speaker->role != INSIGHTS__ROLE_NONE)
        insights_record_set_real(
            record, INSIGHTS_PARTICIPANT_SCORE, speaker->score);
    else
        insights_record_set_null(record, INSIGHTS_PARTICIPANT_SCORE);
}

static insights_status add_speaker(
    insights__merge *merge,
    const char *interview_id,
    const insights__speaker *speaker,
    insights_error **error)
{
    insights_record *record =
        insights__study_new(merge->study, INSIGHTS_PARTICIPANT);
    char machine[INSIGHTS__UUID_TEXT];
    char id[INSIGHTS__UUID_TEXT];
    insights_status status =
        record ? insights__study_actor(
                     merge->study, INSIGHTS__MACHINE, NULL, machine, error)
               : insights__fail_nomem(error);

    if (status >= 0)
        status = insights__uuid_new(id, error);
    if (status >= 0) {
        insights_record_set_id(record, id);
        insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_INTERVIEW_ID, interview_id);
        insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_LABEL, speaker->label);
        insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_STANDING, "suggested");
        guess_role(record, speaker);
        insights_record_set_int(record, INSIGHTS_PARTICIPANT_REVIEWED, 0);
        insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_ACTOR_ID, machine);
        insights_record_set_int(
            record, INSIGHTS_PARTICIPANT_WORDS, (int64_t)speaker->words);
        insights_record_set_int(
            record, INSIGHTS_PARTICIPANT_TURNS, (int64_t)speaker->turns);
        status = insights_record_check(record, error);
    }
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__stage_add(merge, record, error);
}

/* One who speaks is counted, and their person found again by the label. */
static insights_status count_speaker(
    insights__merge *merge,
    const char *interview_id,
    const insights__speaker *speaker,
    insights__map *persons,
    insights_error **error)
{
    insights__staged *one = by_label(merge, interview_id, speaker->label);
    const char *person;
    void **slot;

    if (!one)
        return add_speaker(merge, interview_id, speaker, error);
    insights_record_set_int(
        one->now, INSIGHTS_PARTICIPANT_WORDS, (int64_t)speaker->words);
    insights_record_set_int(
        one->now, INSIGHTS_PARTICIPANT_TURNS, (int64_t)speaker->turns);
    if (insights_record_int(one->now, INSIGHTS_PARTICIPANT_STANDING) ==
        INSIGHTS_STANDING_SUGGESTED)
        guess_role(one->now, speaker);
    person = insights_record_text(one->now, INSIGHTS_PARTICIPANT_PERSON_ID);
    person = person ? insights__merge_keep(merge, person) : NULL;
    if (!person)
        return insights_record_check(one->now, error);
    slot = insights__map_slot(persons, speaker->label, strlen(speaker->label));
    if (!slot)
        return insights__fail_nomem(error);
    memcpy(slot, &person, sizeof(person));
    return insights_record_check(one->now, error);
}

static void drop_silent(
    insights__merge *merge,
    const char *interview_id,
    const insights_conversation *script)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_PARTICIPANT);

    for (size_t i = 0; i < stage->items.count; i++) {
        insights__staged *one = &stage->items.items[i];
        const char *label;

        if (!one->now ||
            !insights__text_is(
                one->now, INSIGHTS_PARTICIPANT_INTERVIEW_ID, interview_id) ||
            insights_record_int(one->now, INSIGHTS_PARTICIPANT_STANDING) !=
                INSIGHTS_STANDING_SUGGESTED)
            continue;
        label = insights_record_text(one->now, INSIGHTS_PARTICIPANT_LABEL);
        if (insights__map_get(script->speakers, label, strlen(label)))
            continue;
        if (one->ours) {
            one->leaves = INSIGHTS__LEAVES;
        } else {
            insights_record_free(one->now);
            one->now = NULL;
        }
    }
}

insights_status insights__merge_speakers(
    insights__merge *merge,
    const char *interview_id,
    const insights_conversation *script,
    insights__roles *roles,
    insights__map *persons,
    insights_error **error)
{
    insights__buffer given = INSIGHTS__BUFFER_INIT;
    insights_status status;

    drop_silent(merge, interview_id, script);
    given_roles(merge, interview_id, script, &given);
    status = insights__buffer_check(&given, "the roles", error);
    if (status >= 0)
        status = insights__roles_read(
            roles, script, given.length ? insights__buffer_text(&given) : NULL,
            error);
    insights__buffer_free(&given);
    for (size_t i = 0; status >= 0 && i < roles->speakers.count; i++)
        if (roles->speakers.items[i].label)
            status = count_speaker(
                merge, interview_id, &roles->speakers.items[i], persons, error);
    return status;
}
