/* carry_spans.c - evidence and codings move with their words.
 *
 * Keeps true: afterwards bytes [start, end) of the revision that a piece of
 * evidence names are its quote, and those of a coding lie in the same
 * revision; whatever got other words, or lost them, waits for review.
 */
#include "analysis/carry.h"
#include "analysis/load.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/record.h"

#include <string.h>

#define SHOWN 240 /* bytes of an old quote in the reason */

typedef struct mover {
    insights__unit *unit;
    const insights__carry_job *job;
    insights__carry *carry;
    insights__carried_counts *counts;
} mover;

static insights_status say_why(
    const mover *self,
    insights_record *record,
    insights_field field,
    const char *was,
    insights_error **error)
{
    insights__buffer why = INSIGHTS__BUFFER_INIT;
    size_t length = strlen(was);
    size_t shown = length > SHOWN ? SHOWN : length;
    insights_status status;

    while (shown < length && shown &&
           ((unsigned char)was[shown] & 0xC0) == 0x80)
        shown--;
    insights__buffer_format(
        &why, "words corrected in revision %lld: was \xE2\x80\x9C",
        (long long)self->job->number);
    insights__buffer_append(&why, was, shown);
    if (shown < length)
        insights__buffer_text_append(&why, " \xE2\x80\xA6");
    insights__buffer_text_append(&why, "\xE2\x80\x9D");
    status = insights__buffer_check(&why, "the reason", error);
    if (status >= 0)
        insights_record_set_text(record, field, insights__buffer_text(&why));
    insights__buffer_free(&why);
    return status;
}

static void say_gone(
    const mover *self,
    insights_record *record,
    insights_field field)
{
    insights__buffer why = INSIGHTS__BUFFER_INIT;

    insights__buffer_format(
        &why, "its words were removed in revision %lld",
        (long long)self->job->number);
    insights_record_set_text(record, field, insights__buffer_text(&why));
    insights__buffer_free(&why);
}

static insights__carried carry_fields(
    const mover *self,
    const insights_record *record,
    int is_coding)
{
    int64_t start = insights_record_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_START : INSIGHTS_EVIDENCE_BYTE_START);
    int64_t end = insights_record_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_END : INSIGHTS_EVIDENCE_BYTE_END);

    return insights__carry_span(self->carry, (size_t)start, (size_t)end);
}

/* --- What hangs on a piece of evidence ---------------------------------------
 */

static void move_chunk(const mover *self, insights_record *record)
{
    insights__carried to;

    if (insights_record_state(record, INSIGHTS_EVIDENCE_CHUNK_START) !=
        INSIGHTS_VALUE)
        return;
    to = insights__carry_span(
        self->carry,
        (size_t)insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_START),
        (size_t)insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_END));
    if (to.gone) {
        to.start =
            (size_t)insights_record_int(record, INSIGHTS_EVIDENCE_BYTE_START);
        to.end =
            (size_t)insights_record_int(record, INSIGHTS_EVIDENCE_BYTE_END);
    }
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_START, (int64_t)to.start);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_END, (int64_t)to.end);
}

/* Words that stand within [start, end) of the text before, as they stand now;
 * null where they were not found or are gone. */
static insights_status move_words(
    const mover *self,
    insights_record *record,
    insights_field field,
    size_t start,
    size_t end,
    insights_error **error)
{
    const char *words = insights_record_text(record, field);
    const char *text = insights__carry_before(self->carry);
    size_t length = words ? strlen(words) : 0;
    insights__carried to;
    char *now;

    if (!length)
        return INSIGHTS_OK;
    while (start + length <= end && memcmp(text + start, words, length) != 0)
        start++;
    if (start + length > end) {
        insights_record_set_null(record, field);
        return INSIGHTS_OK;
    }
    to = insights__carry_span(self->carry, start, start + length);
    if (to.gone) {
        insights_record_set_null(record, field);
        return INSIGHTS_OK;
    }
    now = insights__script_slice(self->job->after, to.start, to.end);
    if (!now)
        return insights__fail_nomem(error);
    insights_record_set_text(record, field, now);
    insights__free(now);
    return INSIGHTS_OK;
}

/* The turn that asked, and what it asked. */
static insights_status move_question(
    const mover *self,
    insights_record *record,
    insights_error **error)
{
    const insights_conversation *before = self->job->before;
    int64_t at = insights_record_int(record, INSIGHTS_EVIDENCE_QUESTION_TURN);
    const insights__turn *turn;
    insights__carried to;

    if (insights_record_state(record, INSIGHTS_EVIDENCE_QUESTION_TURN) !=
            INSIGHTS_VALUE ||
        at < 0 || (size_t)at >= before->turns.count)
        return INSIGHTS_OK;
    turn = &before->turns.items[at];
    to = insights__carry_span(
        self->carry, turn->byte_start, turn->byte_start + turn->length);
    if (to.gone)
        insights_record_set_null(record, INSIGHTS_EVIDENCE_QUESTION_TURN);
    else
        insights_record_set_int(
            record, INSIGHTS_EVIDENCE_QUESTION_TURN,
            (int64_t)insights__script_turn_at(self->job->after, to.start));
    return move_words(
        self, record, INSIGHTS_EVIDENCE_CONTEXT, turn->byte_start,
        turn->byte_start + turn->length, error);
}

/* --- Records -----------------------------------------------------------------
 */

/* The place and words of a piece of evidence, in the text after. */
static insights_status set_evidence(
    const mover *self,
    const insights_record *before,
    insights_record *record,
    const insights__carried *to,
    insights_error **error)
{
    size_t start =
        (size_t)insights_record_int(before, INSIGHTS_EVIDENCE_BYTE_START);
    size_t end =
        (size_t)insights_record_int(before, INSIGHTS_EVIDENCE_BYTE_END);
    insights_status status;

    if (to->gone) {
        say_gone(self, record, INSIGHTS_EVIDENCE_REVIEW);
        return INSIGHTS_OK;
    }
    status = insights__span_fill(
        record, self->job->after, self->job->after_id, to->start, to->end,
        error);
    if (status >= 0)
        move_chunk(self, record);
    if (status >= 0)
        status = move_question(self, record, error);
    if (status < 0 || !to->changed)
        return status;
    insights_record_set_text(record, INSIGHTS_EVIDENCE_GROUNDING, "exact");
    insights_record_set_real(record, INSIGHTS_EVIDENCE_SIMILARITY, 1);
    status =
        move_words(self, record, INSIGHTS_EVIDENCE_GIST, start, end, error);
    return status < 0
               ? status
               : say_why(
                     self, record, INSIGHTS_EVIDENCE_REVIEW,
                     insights_record_text(before, INSIGHTS_EVIDENCE_QUOTE),
                     error);
}

static insights_status move_evidence(
    mover *self,
    const insights_record *before,
    insights_error **error)
{
    insights__carried to = carry_fields(self, before, 0);
    insights_record *record = NULL;
    insights_status status = insights_record_edit(before, &record, error);

    if (status < 0)
        return status;
    status = set_evidence(self, before, record, &to, error);
    self->counts->gone += to.gone;
    self->counts->changed += !to.gone && to.changed;
    self->counts->moved += !to.gone && !to.changed;
    if (status >= 0)
        status = insights__unit_save(
            self->unit, record, before,
            to.gone || to.changed ? 0 : INSIGHTS__UNTOLD, error);
    insights_record_free(record);
    return status;
}

static insights_status set_coding(
    const mover *self,
    const insights_record *before,
    insights_record *record,
    const insights__carried *to,
    insights_error **error)
{
    insights_status status;

    if (to->gone) {
        say_gone(self, record, INSIGHTS_CODING_REVIEW);
        insights_record_set_null(record, INSIGHTS_CODING_BYTE_START);
        insights_record_set_null(record, INSIGHTS_CODING_BYTE_END);
        insights_record_set_null(record, INSIGHTS_CODING_QUOTE);
        return INSIGHTS_OK;
    }
    status = insights__span_fill(
        record, self->job->after, self->job->after_id, to->start, to->end,
        error);
    if (status < 0 || !to->changed)
        return status;
    return say_why(
        self, record, INSIGHTS_CODING_REVIEW,
        insights_record_text(before, INSIGHTS_CODING_QUOTE), error);
}

static insights_status move_coding(
    mover *self,
    const insights_record *before,
    insights_error **error)
{
    insights__carried to = carry_fields(self, before, 1);
    insights_record *record = NULL;
    insights_status status = insights_record_edit(before, &record, error);

    if (status < 0)
        return status;
    status = set_coding(self, before, record, &to, error);
    if (status >= 0)
        status = insights__unit_save(
            self->unit, record, before,
            to.gone || to.changed ? 0 : INSIGHTS__UNTOLD, error);
    insights_record_free(record);
    return status;
}

insights_status insights__carry_record(
    const insights__carry_job *job,
    insights__carry *carry,
    insights_record *record,
    int *gone,
    insights_error **error)
{
    const mover self = {NULL, job, carry, NULL};
    int is_coding = insights_record_kind(record) == INSIGHTS_CODING;
    insights__carried to = carry_fields(&self, record, is_coding);
    insights_record *before = insights__record_copy(record);
    insights_status status;

    *gone = to.gone;
    if (!before)
        return insights__fail_nomem(error);
    status = is_coding ? set_coding(&self, before, record, &to, error)
                       : set_evidence(&self, before, record, &to, error);
    insights_record_free(before);
    return status;
}

/* Codings move where their evidence did. */
static insights_status move_codings(
    mover *self,
    const insights__record_list *codings,
    const insights__map *moved,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < codings->count && status >= 0; i++) {
        const insights_record *coding = codings->items[i];
        const char *evidence =
            insights_record_text(coding, INSIGHTS_CODING_EVIDENCE_ID);

        if (insights_record_state(coding, INSIGHTS_CODING_BYTE_START) !=
                INSIGHTS_VALUE ||
            insights__unit_touched(self->unit, insights_record_id(coding)) ||
            !insights__map_get(moved, evidence, strlen(evidence)))
            continue;
        status = move_coding(self, coding, error);
    }
    return status;
}

/* Evidence that the unit set by itself stays as it is; its codings move. */
static insights_status move_all(
    mover *self,
    const insights__record_list *evidence,
    const insights__record_list *codings,
    insights__map *moved,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < evidence->count && status >= 0; i++) {
        insights_record *one = evidence->items[i];
        const char *id = insights_record_id(one);
        int touched = insights__unit_touched(self->unit, id);
        void **slot;

        if (!insights__text_is(
                one, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, self->job->before_id))
            continue;
        if (touched || !carry_fields(self, one, 0).gone) {
            slot = insights__map_slot(moved, id, strlen(id));
            if (!slot)
                return insights__fail_nomem(error);
            *slot = one;
        }
        if (!touched)
            status = move_evidence(self, one, error);
    }
    return status < 0 ? status : move_codings(self, codings, moved, error);
}

insights_status insights__carry_spans(
    insights__unit *unit,
    const insights__carry_job *job,
    insights__carried_counts *counts,
    insights_error **error)
{
    mover self = {unit, job, NULL, counts};
    insights__record_list evidence = INSIGHTS__ARRAY_INIT;
    insights__record_list codings = INSIGHTS__ARRAY_INIT;
    insights__map *moved = insights__map_new();
    insights_status status = INSIGHTS_OK;

    if (!moved)
        return insights__fail_nomem(error);
    status = insights__carry_new(
        job->before, job->after, job->aligned, &self.carry, error);
    if (status >= 0)
        status = insights__study_load_by(
            unit->study, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID,
            job->interview_id, &evidence, error);
    if (status >= 0)
        status = insights__study_load_by(
            unit->study, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID,
            job->interview_id, &codings, error);
    if (status >= 0)
        status = move_all(&self, &evidence, &codings, moved, error);
    insights__carry_free(self.carry);
    insights__record_list_free(&evidence);
    insights__record_list_free(&codings);
    insights__map_free(moved, NULL);
    return status;
}
