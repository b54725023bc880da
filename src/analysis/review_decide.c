/* review_decide.c - accept, reject, keep.
 *
 * Keeps true: only a person decides; a decision made twice changes nothing;
 * a rejected suggestion stays in the store, so that it never returns.
 */
#include "analysis/review.h"

#include <string.h>

static insights_status check_decision(
    insights_decision decision,
    insights_error **error)
{
    if (decision < INSIGHTS_ACCEPT || decision > INSIGHTS_KEEP)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%d is no decision", (int)decision);
    return INSIGHTS_OK;
}

/* --- Codings -----------------------------------------------------------------
 */

static void stand(
    const insights__unit *unit,
    insights_record *coding,
    const char *standing)
{
    insights_record_set_null(coding, INSIGHTS_CODING_REVIEW);
    if (insights__text_is(coding, INSIGHTS_CODING_STANDING, standing))
        return;
    insights_record_set_text(coding, INSIGHTS_CODING_STANDING, standing);
    insights_record_set_text(coding, INSIGHTS_CODING_DECIDED_BY, unit->actor);
    insights_record_set_int(coding, INSIGHTS_CODING_DECIDED_AT, unit->at);
}

/* Another code instead: that one is put on the words, by the person, and the
 * one that was suggested is refused. */
static insights_status put_other(
    insights__coder *coder,
    const insights_record *coding,
    const char *code,
    const char *note,
    insights_error **error)
{
    insights_record *evidence = NULL;
    char id[INSIGHTS__UUID_TEXT];
    int fresh = 0;
    insights_status status = insights_store_get(
        coder->unit->study->store, INSIGHTS_EVIDENCE,
        insights_record_text(coding, INSIGHTS_CODING_EVIDENCE_ID), &evidence,
        error);

    if (status >= 0)
        status = insights__coder_code(
            coder, evidence, code, note, insights_record_id(coding), id, &fresh,
            error);
    insights_record_free(evidence);
    return status;
}

static int is_other_code(
    const insights__coder *coder,
    const insights_record *coding,
    const char *code)
{
    const insights_record *meant = NULL;

    if (!code || !*code)
        return 0;
    if (insights__codes_find(&coder->codes, code, &meant, NULL) < 0 || !meant)
        return 1;
    return !insights__text_is(
        coding, INSIGHTS_CODING_CODE_ID, insights_record_id(meant));
}

static insights_status decide_coding(
    insights__coder *coder,
    const char *id,
    insights_decision decision,
    const char *code,
    const char *note,
    insights_error **error)
{
    insights_record *before = NULL;
    insights_record *coding = NULL;
    int other;
    insights_status status = insights__study_get(
        coder->unit->study, INSIGHTS_CODING, id, &before, error);

    if (status < 0)
        return status;
    if (insights__unit_touched(coder->unit, insights_record_id(before)))
        goto out; /* decided a moment ago */
    status = insights_record_edit(before, &coding, error);
    if (status < 0)
        goto out;
    other = decision == INSIGHTS_ACCEPT && is_other_code(coder, before, code);
    if (other)
        status = put_other(coder, before, code, note, error);
    if (status < 0)
        goto out;
    if (decision == INSIGHTS_KEEP)
        insights_record_set_null(coding, INSIGHTS_CODING_REVIEW);
    else
        stand(
            coder->unit, coding,
            decision == INSIGHTS_ACCEPT && !other ? "accepted" : "rejected");
    if (note && !other)
        insights_record_set_text(coding, INSIGHTS_CODING_NOTE, note);
    status = insights__unit_save(coder->unit, coding, before, 0, error);

out:
    insights_record_free(before);
    insights_record_free(coding);
    return status;
}

/* --- Evidence ----------------------------------------------------------------
 */

static insights_status decide_evidence(
    insights__coder *coder,
    const char *id,
    insights_decision decision,
    insights_error **error)
{
    insights_record *before = NULL;
    insights_record *evidence = NULL;
    insights_status status = insights__study_get(
        coder->unit->study, INSIGHTS_EVIDENCE, id, &before, error);

    if (status >= 0)
        status = insights_record_edit(before, &evidence, error);
    if (status >= 0 &&
        !insights__unit_touched(coder->unit, insights_record_id(before))) {
        insights_record_set_null(evidence, INSIGHTS_EVIDENCE_REVIEW);
        insights_record_set_text(
            evidence, INSIGHTS_EVIDENCE_STANDING,
            decision == INSIGHTS_REJECT ? "rejected" : "fact");
        status = insights__unit_save(coder->unit, evidence, before, 0, error);
    }
    insights_record_free(before);
    insights_record_free(evidence);
    return status;
}

/* --- Participants ------------------------------------------------------------
 */

static insights_status decide_participant(
    insights__coder *coder,
    const char *id,
    insights_decision decision,
    const char *role,
    insights_error **error)
{
    insights_record *before = NULL;
    insights_record *participant = NULL;
    insights_status status;

    if (role && !insights__is_role(role, strlen(role)))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is no role; the roles are interviewer, participant, "
            "observer and moderator",
            role);
    status = insights__study_get(
        coder->unit->study, INSIGHTS_PARTICIPANT, id, &before, error);
    if (status >= 0)
        status = insights_record_edit(before, &participant, error);
    if (status >= 0 &&
        !insights__unit_touched(coder->unit, insights_record_id(before))) {
        insights_record_set_int(participant, INSIGHTS_PARTICIPANT_REVIEWED, 1);
        insights_record_set_text(
            participant, INSIGHTS_PARTICIPANT_STANDING,
            decision == INSIGHTS_REJECT ? "rejected" : "accepted");
        if (decision == INSIGHTS_REJECT)
            insights_record_set_null(participant, INSIGHTS_PARTICIPANT_ROLE);
        else if (
            role &&
            !insights__text_is(before, INSIGHTS_PARTICIPANT_ROLE, role)) {
            insights_record_set_text(
                participant, INSIGHTS_PARTICIPANT_ROLE, role);
            insights_record_set_text(
                participant, INSIGHTS_PARTICIPANT_METHOD, "given");
            insights_record_set_text(
                participant, INSIGHTS_PARTICIPANT_ACTOR_ID, coder->unit->actor);
        }
        status =
            insights__unit_save(coder->unit, participant, before, 0, error);
    }
    insights_record_free(before);
    insights_record_free(participant);
    return status;
}

insights_status insights__decide(
    insights__coder *coder,
    insights_kind kind,
    const char *id,
    insights_decision decision,
    const char *code,
    const char *note,
    int *fresh,
    insights_error **error)
{
    size_t operations = coder->unit->operations;
    insights_status status = check_decision(decision, error);

    *fresh = 0;
    if (status < 0)
        return status;
    if (code && !*code)
        code = NULL;
    if (kind == INSIGHTS_CODING)
        status = decide_coding(coder, id, decision, code, note, error);
    else if (kind == INSIGHTS_EVIDENCE)
        status = decide_evidence(coder, id, decision, error);
    else if (kind == INSIGHTS_PARTICIPANT)
        status = decide_participant(coder, id, decision, code, error);
    else
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "nothing is to be decided about a %s; about a coding, a piece of "
            "evidence or a participant there is",
            insights_kind_name(kind) ? insights_kind_name(kind) : "kind");
    if (status >= 0 && note && kind != INSIGHTS_CODING) {
        char memo[INSIGHTS__UUID_TEXT];
        int written = 0;

        status = insights__memo_write(
            coder->unit, kind, id, note, memo, &written, error);
    }
    *fresh = coder->unit->operations != operations;
    return status;
}

insights_status insights_study_decide(
    insights_study *study,
    insights_kind kind,
    const char *id,
    insights_decision decision,
    const char *code,
    const char *note,
    insights_error **error)
{
    static const char *const verbs[] = {"decide", "accept", "reject", "keep"};
    insights__unit unit = {0};
    insights__coder coder = {0};
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    int fresh = 0;
    insights_status status;

    if (!study || !id)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and id are required");
    status = check_decision(decision, error);
    if (status < 0)
        return status;
    status = insights__unit_begin(
        &unit, study, INSIGHTS__PERSON, verbs[decision], error);
    if (status >= 0)
        status = insights__coder_open(&coder, &unit, error);
    if (status >= 0)
        status = insights__decide(
            &coder, kind, id, decision, code, note, &fresh, error);
    insights__buffer_format(
        &line, "%s a %s%s%s",
        decision == INSIGHTS_ACCEPT   ? "accepted"
        : decision == INSIGHTS_REJECT ? "rejected"
                                      : "kept",
        insights_kind_name(kind) ? insights_kind_name(kind) : "record",
        code && *code ? " as " : "", code ? code : "");
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status =
            insights__unit_commit(&unit, insights__buffer_text(&line), error);
    insights__buffer_free(&line);
    insights__coder_close(&coder);
    insights__unit_free(&unit);
    return status;
}
