/* review.c - what waits for a person, and what they say to it. */
#include "analysis/review.h"

#include "model/cursor.h"

#include <stdlib.h>
#include <string.h>

/* --- What waits --------------------------------------------------------------
 */

typedef struct waiting {
    insights_study *study;
    insights__record_list codes;
    insights__record_list actors;
    insights__record_list evidence; /* of the interview at hand, in order */
    insights__record_list codings;
    const insights_record *interview;
    insights__list *list;
} waiting;

static insights_record *new_item(
    const waiting *self,
    const char *kind,
    const insights_record *record,
    const char *why,
    const char *actor_id)
{
    const insights_record *actor =
        insights__record_list_by_id(&self->actors, actor_id);
    insights_record *item = NULL;

    if (insights_record_new(INSIGHTS_REVIEW_ITEM, &item, NULL) < 0)
        return NULL;
    insights_record_set_text(item, INSIGHTS_REVIEW_ITEM_ITEM_KIND, kind);
    insights_record_set_text(
        item, INSIGHTS_REVIEW_ITEM_ITEM_ID, insights_record_id(record));
    insights_record_set_text(item, INSIGHTS_REVIEW_ITEM_WHY, why);
    insights_record_set_text(
        item, INSIGHTS_REVIEW_ITEM_INTERVIEW_ID,
        insights_record_id(self->interview));
    insights_record_set_text(
        item, INSIGHTS_REVIEW_ITEM_TITLE,
        insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE));
    if (actor)
        insights_record_set_text(
            item, INSIGHTS_REVIEW_ITEM_ACTOR,
            insights_record_text(actor, INSIGHTS_ACTOR_NAME));
    return item;
}

/* The words, who says them and where. */
static void set_words(insights_record *item, const insights_record *evidence)
{
    insights_record_set_text(
        item, INSIGHTS_REVIEW_ITEM_QUOTE,
        insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE));
    insights_record_set_text(
        item, INSIGHTS_REVIEW_ITEM_SPEAKER,
        insights_record_text(evidence, INSIGHTS_EVIDENCE_SPEAKER));
    if (insights_record_state(evidence, INSIGHTS_EVIDENCE_START_MS) ==
        INSIGHTS_VALUE)
        insights_record_set_int(
            item, INSIGHTS_REVIEW_ITEM_START_MS,
            insights_record_int(evidence, INSIGHTS_EVIDENCE_START_MS));
    insights_record_set_int(
        item, INSIGHTS_REVIEW_ITEM_TURN,
        insights_record_int(evidence, INSIGHTS_EVIDENCE_FIRST_TURN));
    insights_record_set_text(
        item, INSIGHTS_REVIEW_ITEM_EVIDENCE_ID, insights_record_id(evidence));
}

static insights_status add_coding(
    waiting *self,
    const insights_record *coding,
    const insights_record *evidence,
    insights_error **error)
{
    const char *why = insights_record_text(coding, INSIGHTS_CODING_REVIEW);
    int64_t standing = insights_record_int(coding, INSIGHTS_CODING_STANDING);
    const insights_record *code = insights__record_list_by_id(
        &self->codes, insights_record_text(coding, INSIGHTS_CODING_CODE_ID));
    insights_record *item;

    if (standing == INSIGHTS_STANDING_REJECTED ||
        (!why && standing != INSIGHTS_STANDING_SUGGESTED))
        return INSIGHTS_OK;
    item = new_item(
        self, "coding", coding, why ? why : "suggested",
        insights_record_text(coding, INSIGHTS_CODING_ACTOR_ID));
    if (!item)
        return insights__fail_nomem(error);
    set_words(item, evidence);
    if (code)
        insights_record_set_text(
            item, INSIGHTS_REVIEW_ITEM_CODE,
            insights_record_text(code, INSIGHTS_CODE_PATH));
    insights_record_set_text(
        item, INSIGHTS_REVIEW_ITEM_CUE,
        insights_record_text(coding, INSIGHTS_CODING_QUOTE));
    return insights__list_add(self->list, item, 0, error);
}

static insights_status add_evidence(
    waiting *self,
    const insights_record *evidence,
    insights_error **error)
{
    const char *why = insights_record_text(evidence, INSIGHTS_EVIDENCE_REVIEW);
    insights_record *item;
    insights_status status = INSIGHTS_OK;

    if (insights_record_state(evidence, INSIGHTS_EVIDENCE_ARCHIVED_AT) ==
            INSIGHTS_VALUE ||
        insights_record_int(evidence, INSIGHTS_EVIDENCE_STANDING) ==
            INSIGHTS_STANDING_REJECTED)
        return INSIGHTS_OK;
    if (why) {
        item = new_item(
            self, "evidence", evidence, why,
            insights_record_text(evidence, INSIGHTS_EVIDENCE_ACTOR_ID));
        if (!item)
            return insights__fail_nomem(error);
        set_words(item, evidence);
        status = insights__list_add(self->list, item, 0, error);
    }
    for (size_t i = 0; i < self->codings.count && status >= 0; i++)
        if (insights__text_is(
                self->codings.items[i], INSIGHTS_CODING_EVIDENCE_ID,
                insights_record_id(evidence)))
            status = add_coding(self, self->codings.items[i], evidence, error);
    return status;
}

/* Roles that are guesses, and persons guessed from a label. */
static insights_status add_participants(waiting *self, insights_error **error)
{
    insights__record_list people = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        self->study, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        insights_record_id(self->interview), &people, error);

    for (size_t i = 0; i < people.count && status >= 0; i++) {
        const insights_record *one = people.items[i];
        insights_record *item;

        if (insights_record_int(one, INSIGHTS_PARTICIPANT_STANDING) !=
                INSIGHTS_STANDING_SUGGESTED ||
            !insights_record_text(one, INSIGHTS_PARTICIPANT_ROLE))
            continue;
        item = new_item(
            self, "participant", one, "suggested",
            insights_record_text(one, INSIGHTS_PARTICIPANT_ACTOR_ID));
        if (!item) {
            status = insights__fail_nomem(error);
            break;
        }
        insights_record_set_text(
            item, INSIGHTS_REVIEW_ITEM_CODE,
            insights_record_text(one, INSIGHTS_PARTICIPANT_ROLE));
        insights_record_set_text(
            item, INSIGHTS_REVIEW_ITEM_SPEAKER,
            insights_record_text(one, INSIGHTS_PARTICIPANT_LABEL));
        status = insights__list_add(self->list, item, 0, error);
    }
    insights__record_list_free(&people);
    return status;
}

static insights_status list_interview(waiting *self, insights_error **error)
{
    const char *id = insights_record_id(self->interview);
    const insights__filter filters[] = {
        {INSIGHTS_EVIDENCE_INTERVIEW_ID, id}, {0, NULL}};
    insights_status status = add_participants(self, error);

    if (status >= 0)
        status = insights__study_load(
            self->study, INSIGHTS_EVIDENCE, filters,
            INSIGHTS_EVIDENCE_BYTE_START, &self->evidence, error);
    if (status >= 0)
        status = insights__study_load_by(
            self->study, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, id,
            &self->codings, error);
    for (size_t i = 0; i < self->evidence.count && status >= 0; i++)
        status = add_evidence(self, self->evidence.items[i], error);
    insights__record_list_free(&self->evidence);
    insights__record_list_free(&self->codings);
    return status;
}

insights_status insights_study_review(
    insights_study *study,
    const char *interview,
    insights_cursor **out,
    insights_error **error)
{
    waiting self;
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.list = insights__list_new();
    status = self.list ? insights__codes_load(study, &self.codes, error)
                       : insights__fail_nomem(error);
    if (status >= 0)
        status = insights__study_load(
            study, INSIGHTS_ACTOR, NULL, 0, &self.actors, error);
    if (status >= 0)
        status =
            insights__study_interviews(study, interview, &interviews, error);
    for (size_t i = 0; i < interviews.count && status >= 0; i++) {
        self.interview = interviews.items[i];
        status = list_interview(&self, error);
    }
    insights__record_list_free(&interviews);
    insights__record_list_free(&self.codes);
    insights__record_list_free(&self.actors);
    if (status < 0) {
        insights__list_free(self.list);
        return status;
    }
    *out = insights__list_cursor(self.list);
    return INSIGHTS_OK;
}
