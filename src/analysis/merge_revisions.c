/* merge_revisions.c - revisions of theirs come over, with their turns.
 *
 * Keeps true: a revision that came has the bytes it had there; one that both
 * have is never written anew, turns that were appended apart.
 */
#include "analysis/merge.h"

#include "model/record.h"

#include <string.h>

static int64_t number_of(const insights_record *transcript)
{
    return insights_record_int(transcript, INSIGHTS_TRANSCRIPT_NUMBER);
}

/* The next number of a conversation's revisions. */
static int64_t next_number(
    insights__merge *merge,
    const char *interview_id,
    const insights_record *but)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_TRANSCRIPT);
    int64_t next = 1;

    for (size_t i = 0; i < stage->items.count; i++) {
        const insights__staged *one = &stage->items.items[i];

        if (one->now && one->now != but && (one->ours || one->leaves) &&
            insights__text_is(
                one->now, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, interview_id) &&
            number_of(one->now) >= next)
            next = number_of(one->now) + 1;
    }
    return next;
}

/* Turns of a revision of theirs, from a position on. */
static insights_status bring_turns(
    insights__merge *merge,
    const char *their_transcript,
    const char *transcript_id,
    const char *interview_id,
    int64_t first,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_TURN_TRANSCRIPT_ID, their_transcript}, {0, NULL}};
    insights__record_list turns = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load(
        merge->theirs, INSIGHTS_TURN, filters, 0, &turns, error);

    for (size_t i = 0; i < turns.count && status >= 0; i++) {
        insights_record *turn = turns.items[i];
        const char *person =
            insights_record_text(turn, INSIGHTS_TURN_PERSON_ID);
        char id[INSIGHTS__UUID_TEXT];

        if (insights_record_int(turn, INSIGHTS_TURN_POSITION) < first)
            continue;
        if (merge->fresh_ids) {
            status = insights__uuid_new(id, error);
            if (status < 0)
                break;
            insights__record_assign_id(turn, id);
        }
        person = person ? insights__map_get(merge->to, person, strlen(person))
                        : NULL;
        if (person)
            insights__staged_find(merge, INSIGHTS_PERSON, person)->wanted = 1;
        insights_record_set_text(turn, INSIGHTS_TURN_PERSON_ID, person);
        insights_record_set_text(
            turn, INSIGHTS_TURN_ACCOUNT_ID,
            insights_store_account(merge->study->store));
        insights_record_set_text(
            turn, INSIGHTS_TURN_PROJECT_ID, merge->study->project);
        insights_record_set_text(
            turn, INSIGHTS_TURN_TRANSCRIPT_ID, transcript_id);
        insights_record_set_text(
            turn, INSIGHTS_TURN_INTERVIEW_ID, interview_id);
        status = insights__unit_save(
            &merge->unit, turn, NULL, INSIGHTS__UNTOLD | INSIGHTS__RESTORED,
            error);
    }
    insights__record_list_free(&turns);
    return status;
}

/* A revision that both have grew on one side: turns were appended. */
static insights_status join_growth(
    insights__merge *merge,
    const insights__staged *one,
    insights_error **error)
{
    static const insights_field sizes[] = {
        INSIGHTS_TRANSCRIPT_CONTENT_HASH, INSIGHTS_TRANSCRIPT_BYTE_LENGTH,
        INSIGHTS_TRANSCRIPT_CHAR_LENGTH, INSIGHTS_TRANSCRIPT_UTF16_LENGTH,
        INSIGHTS_TRANSCRIPT_TURN_COUNT};
    insights_conversation *texts[2] = {NULL, NULL};
    const insights_record *interview =
        insights__staged_find(
            merge, INSIGHTS_INTERVIEW,
            insights_record_text(one->ours, INSIGHTS_TRANSCRIPT_INTERVIEW_ID))
            ->theirs;
    insights__dispute dispute = {0};
    insights_status status;
    size_t same = 0;

    if (insights__same_value(
            one->ours, one->theirs, INSIGHTS_TRANSCRIPT_CONTENT_HASH))
        return INSIGHTS_OK;
    status = insights__load_script(
        merge->study, interview, insights_record_id(one->ours), &texts[0],
        error);
    if (status >= 0)
        status = insights__load_script(
            merge->theirs, interview, insights_record_id(one->theirs),
            &texts[1], error);
    if (status < 0)
        goto out;
    while (same < texts[0]->turns.count && same < texts[1]->turns.count &&
           strcmp(
               texts[0]->turns.items[same].text,
               texts[1]->turns.items[same].text) == 0)
        same++;
    if (same == texts[0]->turns.count) {
        for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
            insights__copy_field(one->now, one->theirs, sizes[i]);
        status = bring_turns(
            merge, insights_record_id(one->theirs),
            insights_record_id(one->ours),
            insights_record_text(one->ours, INSIGHTS_TRANSCRIPT_INTERVIEW_ID),
            (int64_t)same, error);
    } else if (same < texts[1]->turns.count) {
        dispute.kind = INSIGHTS_TRANSCRIPT;
        dispute.id = insights_record_id(one->ours);
        dispute.ours =
            insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE);
        dispute.theirs = dispute.ours;
        dispute.taken = "ours";
        dispute.message = "turns were appended on both sides";
        status = insights__dispute_add(merge, &dispute, error);
    }

out:
    insights_conversation_free(texts[0]);
    insights_conversation_free(texts[1]);
    return status;
}

/* Revisions that are not here come with their turns. */
insights_status insights__merge_revisions(
    insights__merge *merge,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_TRANSCRIPT);
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
        insights__staged *one = &stage->items.items[i];
        const char *interview;

        if (!one->now || !one->theirs)
            continue;
        if (one->ours) {
            status = join_growth(merge, one, error);
            continue;
        }
        interview =
            insights_record_text(one->now, INSIGHTS_TRANSCRIPT_INTERVIEW_ID);
        if (insights__staged_find(merge, INSIGHTS_INTERVIEW, interview)->ours)
            insights_record_set_int(
                one->now, INSIGHTS_TRANSCRIPT_NUMBER,
                next_number(merge, interview, one->now));
        one->leaves = 1; /* it has its number */
        status = bring_turns(
            merge, insights_record_id(one->theirs),
            insights_record_id(one->now), interview, 0, error);
    }
    for (size_t i = 0; i < stage->items.count; i++)
        stage->items.items[i].leaves = 0;
    return status;
}
