/* analyze_suggest.c - cues to suggested codings.
 *
 * Keeps true: a suggestion rests on words inside its evidence; what a person
 * rejected or deleted is not suggested again, also on words that moved.
 */
#include "analysis/analyze.h"

#include <insights/reading.h>
#include <string.h>

/* The evidence that holds [start, end), or NULL. */
static const insights_record *holder(
    const insights__record_list *evidence,
    int64_t start,
    int64_t end)
{
    for (size_t i = 0; i < evidence->count; i++) {
        const insights_record *one = evidence->items[i];

        if (insights_record_int(one, INSIGHTS_EVIDENCE_BYTE_START) <= start &&
            insights_record_int(one, INSIGHTS_EVIDENCE_BYTE_END) >= end)
            return one;
    }
    return NULL;
}

static const insights_record *code_of_kind(
    const insights__record_list *codes,
    const char *kind)
{
    for (size_t i = 0; i < codes->count; i++)
        if (insights_record_int(codes->items[i], INSIGHTS_CODE_IS_SYSTEM) &&
            insights__text_is(codes->items[i], INSIGHTS_CODE_KIND, kind))
            return codes->items[i];
    return NULL;
}

/* Whether the code is on the evidence already, or was refused for words like
 * these. */
static int is_known(
    const insights__record_list *codings,
    const insights__record_list *all,
    const insights_record *evidence,
    const char *code_id)
{
    for (size_t i = 0; i < codings->count; i++) {
        const insights_record *coding = codings->items[i];
        const insights_record *other;

        if (!insights__text_is(coding, INSIGHTS_CODING_CODE_ID, code_id))
            continue;
        if (insights__text_is(
                coding, INSIGHTS_CODING_EVIDENCE_ID,
                insights_record_id(evidence)))
            return 1;
        if (insights_record_int(coding, INSIGHTS_CODING_STANDING) !=
            INSIGHTS_STANDING_REJECTED)
            continue;
        other = insights__record_list_by_id(
            all, insights_record_text(coding, INSIGHTS_CODING_EVIDENCE_ID));
        if (other &&
            insights__text_is(
                other, INSIGHTS_EVIDENCE_QUOTE,
                insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE)))
            return 1;
    }
    return 0;
}

/* The same for what this run suggested. */
static insights_status first_time(
    insights__map *made,
    const char *evidence_id,
    const char *code_id,
    int *out,
    insights_error **error)
{
    char key[2 * INSIGHTS__UUID_TEXT];
    size_t length = strlen(evidence_id);
    void **slot;

    memcpy(key, evidence_id, length);
    memcpy(key + length, code_id, strlen(code_id) + 1);
    slot = insights__map_slot(made, key, length + strlen(code_id));
    if (!slot)
        return insights__fail_nomem(error);
    *out = *slot == NULL;
    *slot = made;
    return INSIGHTS_OK;
}

static insights_status save_suggestion(
    insights__unit *unit,
    const insights_conversation *script,
    const insights_record *signal,
    const insights_record *evidence,
    const char *code_id,
    insights_error **error)
{
    insights_record *coding = insights__study_new(unit->study, INSIGHTS_CODING);
    insights_status status;

    if (!coding)
        return insights__fail_nomem(error);
    insights_record_set_text(
        coding, INSIGHTS_CODING_EVIDENCE_ID, insights_record_id(evidence));
    insights_record_set_text(coding, INSIGHTS_CODING_CODE_ID, code_id);
    insights_record_set_text(
        coding, INSIGHTS_CODING_INTERVIEW_ID,
        insights_record_text(evidence, INSIGHTS_EVIDENCE_INTERVIEW_ID));
    insights_record_set_text(coding, INSIGHTS_CODING_ACTOR_ID, unit->actor);
    insights_record_set_text(coding, INSIGHTS_CODING_STANDING, "suggested");
    status = insights__span_fill(
        coding, script, NULL,
        (size_t)insights_record_int(signal, INSIGHTS_SIGNAL_CUE_START),
        (size_t)insights_record_int(signal, INSIGHTS_SIGNAL_CUE_END), error);
    if (status >= 0)
        status =
            insights__unit_save(unit, coding, NULL, INSIGHTS__UNTOLD, error);
    insights_record_free(coding);
    return status;
}

typedef struct suggesting {
    insights__analysis *analysis;
    insights__unit *unit;
    const insights_conversation *script;
    const insights__record_list *evidence;
    const insights__record_list *all;
    const insights__record_list *codings;
    insights__map *made;
} suggesting;

static insights_status suggest(
    suggesting *self,
    const insights_record *signal,
    insights_error **error)
{
    const insights_record *evidence = holder(
        self->evidence, insights_record_int(signal, INSIGHTS_SIGNAL_CUE_START),
        insights_record_int(signal, INSIGHTS_SIGNAL_CUE_END));
    const insights_record *code = code_of_kind(
        &self->analysis->codes,
        insights_record_text(signal, INSIGHTS_SIGNAL_KIND));
    const char *code_id;
    insights_status status;
    int deleted = 0;
    int first = 0;

    if (!evidence || !code ||
        insights_record_int(evidence, INSIGHTS_EVIDENCE_IS_QUESTION))
        return INSIGHTS_OK;
    code_id = insights_record_id(code);
    if (is_known(self->codings, self->all, evidence, code_id))
        return INSIGHTS_OK;
    status = insights__analysis_deleted(
        self->analysis, insights_record_id(evidence), code_id, &deleted, error);
    if (status >= 0 && !deleted)
        status = first_time(
            self->made, insights_record_id(evidence), code_id, &first, error);
    if (status < 0 || deleted || !first)
        return status;
    self->analysis->suggested++;
    return save_suggestion(
        self->unit, self->script, signal, evidence, code_id, error);
}

insights_status insights__analysis_suggest(
    insights__analysis *analysis,
    insights__unit *unit,
    const insights_conversation *script,
    const insights__record_list *evidence,
    const insights__record_list *all,
    const insights__record_list *codings,
    insights_error **error)
{
    suggesting self = {analysis,           unit, script, evidence, all, codings,
                       insights__map_new()};
    insights_cursor *cursor = NULL;
    const insights_record *signal = NULL;
    insights_status status;

    if (!self.made)
        return insights__fail_nomem(error);
    status = insights_conversation_signals(script, NULL, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &signal, error)) == INSIGHTS_OK)
        if (insights_record_int(signal, INSIGHTS_SIGNAL_SUGGESTS) &&
            !insights_record_int(signal, INSIGHTS_SIGNAL_NEGATED))
            status = suggest(&self, signal, error);
    insights_cursor_free(cursor);
    insights__map_free(self.made, NULL);
    return status < 0 ? status : INSIGHTS_OK;
}
