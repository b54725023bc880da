/* compare_units.c - conversations as units that coders judged. */
#include "analysis/compare.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#define NOBODY SIZE_MAX

static size_t index_of(const insights__record_list *list, const char *id)
{
    for (size_t i = 0; id && i < list->count; i++)
        if (strcmp(insights_record_id(list->items[i]), id) == 0)
            return i;
    return NOBODY;
}

static int64_t start_of(const insights_record *evidence)
{
    return insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_START);
}

static int64_t end_of(const insights_record *evidence)
{
    return insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_END);
}

/* Whether what was said of `other` was said of `unit`. */
static int covers(const insights_record *other, const insights_record *unit)
{
    int64_t start =
        start_of(other) > start_of(unit) ? start_of(other) : start_of(unit);
    int64_t end = end_of(other) < end_of(unit) ? end_of(other) : end_of(unit);

    return 2 * (end - start) >= end_of(unit) - start_of(unit);
}

/* --- Units -------------------------------------------------------------------
 */

static int counts(const insights_record *evidence, const char *transcript)
{
    return insights__text_is(
               evidence, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, transcript) &&
           insights_record_state(evidence, INSIGHTS_EVIDENCE_ARCHIVED_AT) !=
               INSIGHTS_VALUE &&
           insights_record_int(evidence, INSIGHTS_EVIDENCE_STANDING) !=
               INSIGHTS_STANDING_REJECTED;
}

/* All evidence that counts, in reading order. */
static insights_status load_evidence(
    insights__comparison *self,
    const insights_record *interview,
    insights__record_list *out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_EVIDENCE_INTERVIEW_ID, insights_record_id(interview)},
        {0, NULL}};
    const char *transcript =
        insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    insights_status status = insights__study_load(
        self->study, INSIGHTS_EVIDENCE, filters, INSIGHTS_EVIDENCE_BYTE_START,
        out, error);
    size_t kept = 0;

    for (size_t i = 0; i < out->count; i++) {
        if (status >= 0 && counts(out->items[i], transcript))
            out->items[kept++] = out->items[i];
        else
            insights_record_free(out->items[i]);
    }
    out->count = kept;
    return status;
}

/* Pieces that cover half of each other at least are one unit: the first of
 * them stands for all. */
static insights_status fold_units(
    insights__coded *coded,
    insights_error **error)
{
    coded->folded = insights__calloc(coded->units.count + 1, 1);
    if (!coded->folded)
        return insights__fail_nomem(error);
    for (size_t u = 0; u < coded->units.count; u++) {
        const insights_record *unit = coded->units.items[u];

        for (size_t v = u; v-- > 0 && !coded->folded[u];) {
            const insights_record *before = coded->units.items[v];

            coded->folded[u] = !coded->folded[v] && covers(unit, before) &&
                               covers(before, unit);
        }
        coded->unit_count += !coded->folded[u];
    }
    return INSIGHTS_OK;
}

/* --- Marks -------------------------------------------------------------------
 */

static insights_status mark(
    insights__coded *coded,
    const insights_record *evidence,
    insights__mark one,
    insights_error **error)
{
    for (size_t u = 0; u < coded->units.count; u++) {
        const insights_record *unit = coded->units.items[u];
        insights__mark *slot;

        if (start_of(unit) >= end_of(evidence))
            break;
        if (coded->folded[u] || !covers(evidence, unit))
            continue;
        slot = insights__array_add(&coded->marks);
        if (!slot)
            return insights__fail_nomem(error);
        *slot = one;
        slot->unit = u;
    }
    return INSIGHTS_OK;
}

/* What one person says by a coding. */
static insights_status judge(
    insights__comparison *self,
    insights__coded *coded,
    const insights_record *coding,
    size_t coder,
    int yes,
    insights_error **error)
{
    const insights__mark one = {
        0,
        index_of(
            &self->codes,
            insights_record_text(coding, INSIGHTS_CODING_CODE_ID)),
        coder, coding};
    size_t evidence = index_of(
        &coded->units,
        insights_record_text(coding, INSIGHTS_CODING_EVIDENCE_ID));

    if (coder == NOBODY || one.code == NOBODY || evidence == NOBODY)
        return INSIGHTS_OK;
    coded->judged[coder * self->codes.count + one.code] = 1;
    return yes ? mark(coded, coded->units.items[evidence], one, error)
               : INSIGHTS_OK;
}

/* Who decided says what they decided; who made it by hand gave it, unless
 * they took it back themselves. */
static insights_status judge_coding(
    insights__comparison *self,
    insights__coded *coded,
    const insights_record *coding,
    insights_error **error)
{
    int64_t standing = insights_record_int(coding, INSIGHTS_CODING_STANDING);
    size_t maker = index_of(
        &self->people, insights_record_text(coding, INSIGHTS_CODING_ACTOR_ID));
    size_t decider = index_of(
        &self->people,
        insights_record_text(coding, INSIGHTS_CODING_DECIDED_BY));
    int taken = standing == INSIGHTS_STANDING_ACCEPTED ||
                standing == INSIGHTS_STANDING_FACT;
    insights_status status = INSIGHTS_OK;

    if (standing == INSIGHTS_STANDING_SUGGESTED)
        return INSIGHTS_OK;
    if (decider != NOBODY)
        status = judge(self, coded, coding, decider, taken, error);
    if (status >= 0 && maker != decider)
        status = judge(self, coded, coding, maker, 1, error);
    return status;
}

static int by_place(const void *left, const void *right)
{
    const insights__mark *a = left;
    const insights__mark *b = right;

    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->coder != b->coder)
        return a->coder < b->coder ? -1 : 1;
    return strcmp(insights_record_id(a->coding), insights_record_id(b->coding));
}

static void sort_marks(insights__marks *marks)
{
    size_t kept = 0;

    if (!marks->count)
        return;
    qsort(marks->items, marks->count, sizeof(*marks->items), by_place);
    for (size_t i = 0; i < marks->count; i++) {
        const insights__mark *last = &marks->items[kept ? kept - 1 : 0];
        const insights__mark *one = &marks->items[i];

        if (kept && last->unit == one->unit && last->code == one->code &&
            last->coder == one->coder)
            continue;
        marks->items[kept++] = *one;
    }
    marks->count = kept;
}

/* --- Conversations -----------------------------------------------------------
 */

static void coded_free(insights__coded *coded)
{
    insights_record_free(coded->interview);
    insights__record_list_free(&coded->units);
    insights__record_list_free(&coded->codings);
    insights__array_free(&coded->marks);
    insights__free(coded->judged);
    insights__free(coded->folded);
}

static insights_status load_coded(
    insights__comparison *self,
    insights__coded *coded,
    insights_error **error)
{
    insights_status status;

    coded->judged =
        insights__calloc(self->people.count * self->codes.count + 1, 1);
    if (!coded->judged)
        return insights__fail_nomem(error);
    status = load_evidence(self, coded->interview, &coded->units, error);
    if (status >= 0)
        status = fold_units(coded, error);
    if (status >= 0)
        status = insights__study_load_by(
            self->study, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID,
            insights_record_id(coded->interview), &coded->codings, error);
    for (size_t i = 0; i < coded->codings.count && status >= 0; i++)
        status = judge_coding(self, coded, coded->codings.items[i], error);
    if (status >= 0)
        sort_marks(&coded->marks);
    return status;
}

static insights_status load_people(
    insights__comparison *self,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_ACTOR_TYPE, "human"}, {0, NULL}};

    return insights__study_load(
        self->study, INSIGHTS_ACTOR, filters, INSIGHTS_ACTOR_NAME,
        &self->people, error);
}

insights_status insights__comparison_open(
    insights__comparison *self,
    insights_study *study,
    insights_error **error)
{
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_status status;

    memset(self, 0, sizeof(*self));
    self->study = study;
    status = load_people(self, error);
    if (status >= 0)
        status = insights__codes_load(study, &self->codes, error);
    if (status >= 0)
        status = insights__study_interviews(study, NULL, &interviews, error);
    for (size_t i = 0; i < interviews.count && status >= 0; i++) {
        insights__coded *coded = insights__array_add(&self->coded);

        if (!coded) {
            status = insights__fail_nomem(error);
            break;
        }
        coded->interview = interviews.items[i];
        interviews.items[i] = NULL;
        status = load_coded(self, coded, error);
    }
    insights__record_list_free(&interviews);
    return status;
}

void insights__comparison_close(insights__comparison *self)
{
    for (size_t i = 0; i < self->coded.count; i++)
        coded_free(&self->coded.items[i]);
    insights__array_free(&self->coded);
    insights__record_list_free(&self->people);
    insights__record_list_free(&self->codes);
}

int insights__has_coded(
    const insights__comparison *self,
    const insights__coded *coded,
    size_t coder)
{
    for (size_t c = 0; c < self->codes.count; c++)
        if (coded->judged[coder * self->codes.count + c])
            return 1;
    return 0;
}
