/* coding.c - a person puts codes on words.
 *
 * Keeps true: a coding by hand is accepted by the hand that made it; one
 * piece of evidence stands for a span, whoever codes it; coding twice changes
 * nothing.
 */
#include "analysis/coding.h"

#include "base/alloc.h"

#include <string.h>

insights_status insights__coder_open(
    insights__coder *coder,
    insights__unit *unit,
    insights_error **error)
{
    memset(coder, 0, sizeof(*coder));
    coder->unit = unit;
    return insights__codes_load(unit->study, &coder->codes, error);
}

void insights__coder_close(insights__coder *coder)
{
    insights__record_list_free(&coder->codes);
    insights__record_list_free(&coder->evidence);
    insights__record_list_free(&coder->codings);
}

/* --- Evidence ----------------------------------------------------------------
 */

static int stands_at(
    const insights_record *evidence,
    const insights__span_at *at)
{
    return insights__text_is(
               evidence, INSIGHTS_EVIDENCE_TRANSCRIPT_ID,
               insights_record_text(
                   at->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID)) &&
           insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_START) ==
               (int64_t)at->start &&
           insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_END) ==
               (int64_t)at->end;
}

/* What stands at the span already: `at->evidence`. */
static insights_status find_evidence(
    insights__coder *coder,
    insights__span_at *at,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        coder->unit->study, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID,
        insights_record_id(at->interview), &list, error);

    for (size_t i = 0; i < list.count && status >= 0 && !at->evidence; i++) {
        if (!stands_at(list.items[i], at))
            continue;
        at->evidence = list.items[i];
        list.items[i] = NULL;
    }
    insights__record_list_free(&list);
    return status;
}

/* Found again by a person: neither archived nor refused any more. */
static insights_status revive(
    insights__coder *coder,
    const insights_record *evidence,
    insights_error **error)
{
    insights_record *edited = NULL;
    insights_status status;

    if (insights__unit_touched(coder->unit, insights_record_id(evidence)))
        return INSIGHTS_OK;
    status = insights_record_edit(evidence, &edited, error);
    if (status < 0)
        return status;
    insights_record_set_null(edited, INSIGHTS_EVIDENCE_ARCHIVED_AT);
    insights_record_set_null(edited, INSIGHTS_EVIDENCE_ARCHIVED_REASON);
    insights_record_set_text(edited, INSIGHTS_EVIDENCE_STANDING, "fact");
    status = insights__unit_save(coder->unit, edited, evidence, 0, error);
    insights_record_free(edited);
    return status;
}

static insights_status set_key(
    insights_record *evidence,
    const insights__span_at *at,
    insights_error **error)
{
    insights__buffer place = INSIGHTS__BUFFER_INIT;
    char key[65];
    insights_status status;

    insights__buffer_format(
        &place, "%s:%zu-%zu",
        insights_record_text(at->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID),
        at->start, at->end);
    status = insights__buffer_check(&place, "a key", error);
    if (status >= 0)
        status = insights__hash_text(place.data, place.length, key, error);
    insights__buffer_free(&place);
    if (status < 0)
        return status;
    key[32] = '\0';
    return insights_record_set_text(evidence, INSIGHTS_EVIDENCE_KEY, key);
}

/* The person who speaks, where participants know them. */
static insights_status set_person(
    insights_study *study,
    insights_record *evidence,
    const insights__span_at *at,
    insights_error **error)
{
    const char *label =
        insights_record_text(evidence, INSIGHTS_EVIDENCE_SPEAKER);
    const insights__filter filters[] = {
        {INSIGHTS_PARTICIPANT_INTERVIEW_ID, insights_record_id(at->interview)},
        {INSIGHTS_PARTICIPANT_LABEL, label},
        {0, NULL}};
    insights_record *participant = NULL;
    insights_status status;

    if (!label)
        return INSIGHTS_OK;
    status = insights__study_find(
        study, INSIGHTS_PARTICIPANT, filters, &participant, error);
    if (participant)
        insights_record_set_text(
            evidence, INSIGHTS_EVIDENCE_PERSON_ID,
            insights_record_text(participant, INSIGHTS_PARTICIPANT_PERSON_ID));
    insights_record_free(participant);
    return status;
}

static insights_status make_evidence(
    insights__coder *coder,
    const insights__span_at *at,
    const insights_record **out,
    insights_error **error)
{
    insights_record *evidence =
        insights__study_new(coder->unit->study, INSIGHTS_EVIDENCE);
    const insights__turn *turn;
    insights_status status;

    if (!evidence)
        return insights__fail_nomem(error);
    insights_record_set_text(
        evidence, INSIGHTS_EVIDENCE_INTERVIEW_ID,
        insights_record_id(at->interview));
    insights_record_set_text(
        evidence, INSIGHTS_EVIDENCE_GROUNDING, at->grounding);
    insights_record_set_real(
        evidence, INSIGHTS_EVIDENCE_SIMILARITY, at->similarity);
    insights_record_set_text(
        evidence, INSIGHTS_EVIDENCE_ACTOR_ID, coder->unit->actor);
    insights_record_set_text(evidence, INSIGHTS_EVIDENCE_STANDING, "fact");
    insights_record_set_text(evidence, INSIGHTS_EVIDENCE_METHOD, "interview");
    insights_record_set_text(evidence, INSIGHTS_EVIDENCE_MODALITY, "qual");
    turn = &at->script->turns
                .items[insights__script_turn_at(at->script, at->start)];
    insights_record_set_int(
        evidence, INSIGHTS_EVIDENCE_CHUNK_START, (int64_t)turn->byte_start);
    insights_record_set_int(
        evidence, INSIGHTS_EVIDENCE_CHUNK_END,
        (int64_t)(turn->byte_start + turn->length > at->end ? turn->byte_start + turn->length : at->end));
    status = insights__span_fill(
        evidence, at->script,
        insights_record_text(at->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID),
        at->start, at->end, error);
    if (status >= 0)
        status = set_key(evidence, at, error);
    if (status >= 0)
        status = set_person(coder->unit->study, evidence, at, error);
    if (status >= 0)
        status = insights__unit_require(coder->unit, at->interview, error);
    if (status >= 0)
        status = insights__unit_save(coder->unit, evidence, NULL, 0, error);
    if (status < 0) {
        insights_record_free(evidence);
        return status;
    }
    *out = evidence;
    return insights__record_list_add(&coder->evidence, evidence, error);
}

insights_status insights__coder_evidence(
    insights__coder *coder,
    insights__span_at *at,
    const insights_record **out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    *out = NULL;
    for (size_t i = 0; i < coder->evidence.count && !at->evidence; i++)
        if (stands_at(coder->evidence.items[i], at)) {
            *out = coder->evidence.items[i];
            return INSIGHTS_OK;
        }
    if (!at->evidence)
        status = find_evidence(coder, at, error);
    if (status < 0)
        return status;
    if (!at->evidence)
        return make_evidence(coder, at, out, error);
    *out = at->evidence;
    return revive(coder, at->evidence, error);
}

/* --- Codings -----------------------------------------------------------------
 */

/* This code on this evidence: made here, by this person before, or a
 * suggestion that waits. Owned in `*stored` where it is of the store. */
static insights_status find_coding(
    insights__coder *coder,
    const char *evidence_id,
    const char *code_id,
    const insights_record **out,
    insights_record **stored,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    size_t best = SIZE_MAX;
    insights_status status;

    *out = *stored = NULL;
    for (size_t i = 0; i < coder->codings.count; i++)
        if (insights__text_is(
                coder->codings.items[i], INSIGHTS_CODING_EVIDENCE_ID,
                evidence_id) &&
            insights__text_is(
                coder->codings.items[i], INSIGHTS_CODING_CODE_ID, code_id)) {
            *out = coder->codings.items[i];
            return INSIGHTS_OK;
        }
    status = insights__study_load_by(
        coder->unit->study, INSIGHTS_CODING, INSIGHTS_CODING_EVIDENCE_ID,
        evidence_id, &list, error);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const insights_record *one = list.items[i];
        int64_t standing = insights_record_int(one, INSIGHTS_CODING_STANDING);

        if (!insights__text_is(one, INSIGHTS_CODING_CODE_ID, code_id))
            continue;
        if (insights__text_is(
                one, INSIGHTS_CODING_ACTOR_ID, coder->unit->actor) ||
            insights__text_is(
                one, INSIGHTS_CODING_DECIDED_BY, coder->unit->actor))
            best = i; /* this person's: nothing is better */
        else if (best == SIZE_MAX && standing == INSIGHTS_STANDING_SUGGESTED)
            best = i;
    }
    if (best != SIZE_MAX) {
        *out = *stored = list.items[best];
        list.items[best] = NULL;
    }
    insights__record_list_free(&list);
    return status;
}

static void accept(
    const insights__unit *unit,
    insights_record *coding,
    const char *note,
    const char *replaces)
{
    if (insights_record_int(coding, INSIGHTS_CODING_STANDING) !=
        INSIGHTS_STANDING_ACCEPTED) {
        insights_record_set_text(coding, INSIGHTS_CODING_STANDING, "accepted");
        insights_record_set_text(
            coding, INSIGHTS_CODING_DECIDED_BY, unit->actor);
        insights_record_set_int(coding, INSIGHTS_CODING_DECIDED_AT, unit->at);
    }
    if (note)
        insights_record_set_text(coding, INSIGHTS_CODING_NOTE, note);
    if (replaces)
        insights_record_set_text(coding, INSIGHTS_CODING_REPLACES, replaces);
}

static void fill_coding(
    insights_record *coding,
    const insights_record *evidence,
    const char *code_id,
    const char *actor)
{
    insights_record_set_text(
        coding, INSIGHTS_CODING_EVIDENCE_ID, insights_record_id(evidence));
    insights_record_set_text(coding, INSIGHTS_CODING_CODE_ID, code_id);
    insights_record_set_text(
        coding, INSIGHTS_CODING_INTERVIEW_ID,
        insights_record_text(evidence, INSIGHTS_EVIDENCE_INTERVIEW_ID));
    insights_record_set_text(coding, INSIGHTS_CODING_ACTOR_ID, actor);
    insights_record_set_int(
        coding, INSIGHTS_CODING_BYTE_START,
        insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_START));
    insights_record_set_int(
        coding, INSIGHTS_CODING_BYTE_END,
        insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_END));
    insights_record_set_text(
        coding, INSIGHTS_CODING_QUOTE,
        insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE));
}

static insights_status save_coding(
    insights__coder *coder,
    const insights_record *evidence,
    const char *code_id,
    const char *note,
    const char *replaces,
    const insights_record *before,
    char id[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    insights_record *coding = NULL;
    insights_status status = INSIGHTS_OK;

    if (before) {
        status = insights_record_edit(before, &coding, error);
        if (status < 0)
            return status;
    } else {
        coding = insights__study_new(coder->unit->study, INSIGHTS_CODING);
        if (!coding)
            return insights__fail_nomem(error);
        fill_coding(coding, evidence, code_id, coder->unit->actor);
    }
    accept(coder->unit, coding, note, replaces);
    if (!before && insights_record_version(evidence) &&
        !insights__unit_touched(coder->unit, insights_record_id(evidence)))
        status = insights__unit_require(coder->unit, evidence, error);
    if (status >= 0)
        status = insights__unit_save(coder->unit, coding, before, 0, error);
    if (status < 0) {
        insights_record_free(coding);
        return status;
    }
    memcpy(id, insights_record_id(coding), INSIGHTS__UUID_TEXT);
    return insights__record_list_add(&coder->codings, coding, error);
}

insights_status insights__coder_code(
    insights__coder *coder,
    const insights_record *evidence,
    const char *code,
    const char *note,
    const char *replaces,
    char id[INSIGHTS__UUID_TEXT],
    int *fresh,
    insights_error **error)
{
    const insights_record *meant = NULL;
    const insights_record *before = NULL;
    insights_record *stored = NULL;
    size_t operations = coder->unit->operations;
    insights_status status =
        insights__codes_find(&coder->codes, code, &meant, error);

    if (status >= 0 && !meant)
        status = insights__codes_ensure(
            coder->unit, &coder->codes, code, NULL, &meant, &coder->codes_made,
            error);
    if (status >= 0)
        status = find_coding(
            coder, insights_record_id(evidence), insights_record_id(meant),
            &before, &stored, error);
    if (status < 0)
        return status;
    if (before &&
        insights__unit_touched(coder->unit, insights_record_id(before)))
        memcpy(id, insights_record_id(before), INSIGHTS__UUID_TEXT);
    else
        status = save_coding(
            coder, evidence, insights_record_id(meant), note, replaces, before,
            id, error);
    *fresh = coder->unit->operations != operations;
    insights_record_free(stored);
    return status;
}

insights_status insights_study_code(
    insights_study *study,
    const char *span,
    const char *code,
    const char *note,
    insights_record **out,
    insights_error **error)
{
    insights__unit unit = {0};
    insights__coder coder = {0};
    insights__span_at at = {0};
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    const insights_record *evidence = NULL;
    char id[INSIGHTS__UUID_TEXT];
    int fresh = 0;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !span || !code || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "study, span, code and out are required");
    status =
        insights__unit_begin(&unit, study, INSIGHTS__PERSON, "code", error);
    if (status >= 0)
        status = insights__coder_open(&coder, &unit, error);
    if (status >= 0)
        status = insights__span_parse(study, span, &at, error);
    if (status >= 0)
        status = insights__coder_evidence(&coder, &at, &evidence, error);
    if (status >= 0)
        status = insights__coder_code(
            &coder, evidence, code, note, NULL, id, &fresh, error);
    insights__buffer_format(&line, "coded words as '%s'", code);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__unit_give(
            &unit, INSIGHTS_CODING, id, insights__buffer_text(&line), out,
            error);
    insights__buffer_free(&line);
    insights__span_at_free(&at);
    insights__coder_close(&coder);
    insights__unit_free(&unit);
    return status;
}
