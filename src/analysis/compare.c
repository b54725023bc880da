/* compare.c - how far two coders agree, and where they do not.
 *
 * Keeps true: both are compared in conversations that both have coded, and
 * nowhere else; a coefficient that is not defined is null.
 */
#include "analysis/compare.h"

#include "analysis/agreement.h"
#include "base/alloc.h"
#include "model/cursor.h"

#include <insights/exchange.h>
#include <string.h>

typedef struct pair {
    size_t coder;
    size_t other;
} pair;

typedef struct tally {
    size_t units;
    size_t both;
    size_t only_coder;
    size_t only_other;
} tally;

typedef struct comparing {
    insights__comparison comparison;
    INSIGHTS__ARRAY(pair) pairs;
    insights__list *list;
} comparing;

/* --- Who is compared ---------------------------------------------------------
 */

static insights_status find_coder(
    const comparing *self,
    const char *name,
    size_t *out,
    insights_error **error)
{
    const insights__record_list *people = &self->comparison.people;
    insights_store *store = self->comparison.study->store;
    insights_record *actor = NULL;
    char *id = NULL;
    insights_status status;

    for (*out = 0; *out < people->count; ++*out)
        if (insights__text_is(people->items[*out], INSIGHTS_ACTOR_NAME, name))
            return INSIGHTS_OK;
    status = insights_store_resolve(store, INSIGHTS_ACTOR, name, &id, error);
    if (status >= 0)
        status = insights_store_get(store, INSIGHTS_ACTOR, id, &actor, error);
    insights__free(id);
    if (status < 0)
        return status;
    for (*out = 0; *out < people->count; ++*out)
        if (strcmp(
                insights_record_id(people->items[*out]),
                insights_record_id(actor)) == 0)
            break;
    if (*out == people->count)
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is no person: what people gave or accepted is compared",
            insights_record_text(actor, INSIGHTS_ACTOR_NAME));
    insights_record_free(actor);
    return status;
}

static int shares(const comparing *self, const insights__coded *coded, pair one)
{
    return insights__has_coded(&self->comparison, coded, one.coder) &&
           insights__has_coded(&self->comparison, coded, one.other);
}

/* Pairs that coded no conversation in common are left out. */
static insights_status add_pair(
    comparing *self,
    size_t coder,
    size_t other,
    insights_error **error)
{
    const pair one = {coder, other};
    pair *slot;
    int shared = 0;

    for (size_t i = 0; i < self->comparison.coded.count && !shared; i++)
        shared = shares(self, &self->comparison.coded.items[i], one);
    if (!shared)
        return INSIGHTS_OK;
    slot = insights__array_add(&self->pairs);
    if (!slot)
        return insights__fail_nomem(error);
    *slot = one;
    return INSIGHTS_OK;
}

static insights_status choose_pairs(
    comparing *self,
    const char *coder,
    const char *other,
    insights_error **error)
{
    size_t people = self->comparison.people.count;
    size_t one = 0;
    size_t two = 0;
    insights_status status = INSIGHTS_OK;

    if (coder)
        status = find_coder(self, coder, &one, error);
    if (status >= 0 && other)
        status = find_coder(self, other, &two, error);
    if (status < 0)
        return status;
    if (coder && other && one == two)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' cannot be compared with themselves: name two coders", coder);
    if (coder && other)
        return add_pair(self, one, two, error);
    if (!coder && other) {
        coder = other;
        one = two;
    }
    for (size_t i = 0; i < people && status >= 0; i++)
        for (size_t j = coder ? 0 : i + 1; j < people && status >= 0; j++)
            if (coder ? i == one && j != one : 1)
                status = add_pair(self, i, j, error);
    return status;
}

static insights_status open_comparing(
    comparing *self,
    insights_study *study,
    const char *coder,
    const char *other,
    insights_cursor **out,
    insights_error **error)
{
    insights_status status;

    memset(self, 0, sizeof(*self));
    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    status = insights__comparison_open(&self->comparison, study, error);
    if (status >= 0)
        status = choose_pairs(self, coder, other, error);
    if (status < 0)
        return status;
    self->list = insights__list_new();
    return self->list ? INSIGHTS_OK : insights__fail_nomem(error);
}

static insights_status close_comparing(
    comparing *self,
    insights_status status,
    insights_cursor **out)
{
    insights__comparison_close(&self->comparison);
    insights__array_free(&self->pairs);
    if (status < 0)
        insights__list_free(self->list);
    else
        *out = insights__list_cursor(self->list);
    return status;
}

/* --- Agreement ---------------------------------------------------------------
 */

/* Judgements as coefficients take them. */
static insights_status coefficients(
    const tally *counts,
    insights__coefficient *kappa,
    insights__coefficient *alpha,
    insights_error **error)
{
    size_t given = counts->both + counts->only_coder;
    size_t end = given + counts->only_other;
    uint32_t *values = insights__calloc(2 * counts->units + 1, sizeof(*values));
    insights__judgements judgements = {values, 2, counts->units, 2};
    insights_status status;

    if (!values)
        return insights__fail_nomem(error);
    for (size_t u = 0; u < end; u++) {
        values[u] = u < given;
        values[counts->units + u] = u < counts->both || u >= given;
    }
    status = insights__kappa(&judgements, kappa, error);
    if (status >= 0)
        status = insights__alpha(&judgements, alpha, error);
    insights__free(values);
    return status;
}

static void set_coefficient(
    insights_record *record,
    insights_field field,
    const insights__coefficient *value)
{
    if (value->defined)
        insights_record_set_real(record, field, value->value);
    else
        insights_record_set_null(record, field);
}

static insights_status answer(
    comparing *self,
    pair who,
    const insights_record *code, /* NULL: over all */
    const tally *counts,
    insights_error **error)
{
    const insights__record_list *people = &self->comparison.people;
    size_t neither =
        counts->units - counts->both - counts->only_coder - counts->only_other;
    insights__coefficient kappa;
    insights__coefficient alpha;
    insights__coefficient share = {0, counts->units != 0};
    insights_record *record = NULL;
    insights_status status = coefficients(counts, &kappa, &alpha, error);

    if (status >= 0)
        status = insights_record_new(INSIGHTS_AGREEMENT, &record, error);
    if (status < 0)
        return status;
    if (share.defined)
        share.value = (double)(counts->both + neither) / (double)counts->units;
    insights_record_set_text(
        record, INSIGHTS_AGREEMENT_CODER,
        insights_record_text(people->items[who.coder], INSIGHTS_ACTOR_NAME));
    insights_record_set_text(
        record, INSIGHTS_AGREEMENT_OTHER,
        insights_record_text(people->items[who.other], INSIGHTS_ACTOR_NAME));
    insights_record_set_text(
        record, INSIGHTS_AGREEMENT_CODE_ID,
        code ? insights_record_id(code) : NULL);
    insights_record_set_text(
        record, INSIGHTS_AGREEMENT_PATH,
        code ? insights_record_text(code, INSIGHTS_CODE_PATH) : NULL);
    insights_record_set_int(
        record, INSIGHTS_AGREEMENT_UNITS, (int64_t)counts->units);
    insights_record_set_int(
        record, INSIGHTS_AGREEMENT_BOTH, (int64_t)counts->both);
    insights_record_set_int(
        record, INSIGHTS_AGREEMENT_ONLY_CODER, (int64_t)counts->only_coder);
    insights_record_set_int(
        record, INSIGHTS_AGREEMENT_ONLY_OTHER, (int64_t)counts->only_other);
    insights_record_set_int(
        record, INSIGHTS_AGREEMENT_NEITHER, (int64_t)neither);
    set_coefficient(record, INSIGHTS_AGREEMENT_AGREEMENT, &share);
    set_coefficient(record, INSIGHTS_AGREEMENT_KAPPA, &kappa);
    set_coefficient(record, INSIGHTS_AGREEMENT_ALPHA, &alpha);
    return insights__list_add(self->list, record, 0, error);
}

/* Which of two gave a mark's code to its unit; `*i` moves behind them. */
static unsigned given_by(const insights__coded *coded, pair who, size_t *i)
{
    const insights__mark *first = &coded->marks.items[*i];
    unsigned given = 0;

    for (; *i < coded->marks.count; ++*i) {
        const insights__mark *one = &coded->marks.items[*i];

        if (one->unit != first->unit || one->code != first->code)
            break;
        if (one->coder == who.coder)
            given |= 1;
        if (one->coder == who.other)
            given |= 2;
    }
    return given;
}

static void count_conversation(
    const comparing *self,
    const insights__coded *coded,
    pair who,
    tally *tallies,
    unsigned char *used)
{
    size_t codes = self->comparison.codes.count;

    for (size_t c = 0; c < codes; c++)
        used[c] |= coded->judged[who.coder * codes + c] |
                   coded->judged[who.other * codes + c];
    for (size_t i = 0; i < coded->marks.count;) {
        tally *counts = &tallies[coded->marks.items[i].code];
        unsigned given = given_by(coded, who, &i);

        counts->both += given == 3;
        counts->only_coder += given == 1;
        counts->only_other += given == 2;
    }
}

static insights_status compare_pair(
    comparing *self,
    pair who,
    insights_error **error)
{
    const insights__record_list *codes = &self->comparison.codes;
    tally *tallies = insights__calloc(codes->count + 1, sizeof(*tallies));
    unsigned char *used = insights__calloc(codes->count + 1, 1);
    tally all = {0, 0, 0, 0};
    size_t units = 0;
    insights_status status =
        tallies && used ? INSIGHTS_OK : insights__fail_nomem(error);

    for (size_t i = 0; status >= 0 && i < self->comparison.coded.count; i++) {
        const insights__coded *coded = &self->comparison.coded.items[i];

        if (!shares(self, coded, who))
            continue;
        units += coded->unit_count;
        count_conversation(self, coded, who, tallies, used);
    }
    for (size_t c = 0; status >= 0 && c < codes->count; c++) {
        if (!used[c])
            continue;
        tallies[c].units = units;
        all.units += units;
        all.both += tallies[c].both;
        all.only_coder += tallies[c].only_coder;
        all.only_other += tallies[c].only_other;
        status = answer(self, who, codes->items[c], &tallies[c], error);
    }
    if (status >= 0)
        status = answer(self, who, NULL, &all, error);
    insights__free(tallies);
    insights__free(used);
    return status;
}

insights_status insights_study_compare(
    insights_study *study,
    const char *coder,
    const char *other,
    insights_cursor **out,
    insights_error **error)
{
    comparing self;
    insights_status status =
        open_comparing(&self, study, coder, other, out, error);

    for (size_t i = 0; i < self.pairs.count && status >= 0; i++)
        status = compare_pair(&self, self.pairs.items[i], error);
    return close_comparing(&self, status, out);
}

/* --- Disagreements -----------------------------------------------------------
 */

/* The codes that somebody gave to a unit, as a list of paths. */
static void list_codes(
    const comparing *self,
    const insights__coded *coded,
    size_t unit,
    size_t coder,
    insights__buffer *out)
{
    insights__buffer_char(out, '[');
    for (size_t i = 0; i < coded->marks.count; i++) {
        const insights__mark *one = &coded->marks.items[i];
        const char *path;

        if (one->unit != unit || one->coder != coder)
            continue;
        path = insights_record_text(
            self->comparison.codes.items[one->code], INSIGHTS_CODE_PATH);
        if (out->length > 1)
            insights__buffer_char(out, ',');
        insights__buffer_json_string(out, path, strlen(path));
    }
    insights__buffer_char(out, ']');
}

static void copy_place(
    insights_record *to,
    const insights__coded *coded,
    const insights_record *unit)
{
    insights_record_set_text(
        to, INSIGHTS_DISAGREEMENT_INTERVIEW_ID,
        insights_record_id(coded->interview));
    insights_record_set_text(
        to, INSIGHTS_DISAGREEMENT_TITLE,
        insights_record_text(coded->interview, INSIGHTS_INTERVIEW_TITLE));
    insights_record_set_text(
        to, INSIGHTS_DISAGREEMENT_EVIDENCE_ID, insights_record_id(unit));
    insights_record_set_int(
        to, INSIGHTS_DISAGREEMENT_BYTE_START,
        insights_record_int(unit, INSIGHTS_EVIDENCE_BYTE_START));
    insights_record_set_int(
        to, INSIGHTS_DISAGREEMENT_BYTE_END,
        insights_record_int(unit, INSIGHTS_EVIDENCE_BYTE_END));
    if (insights_record_state(unit, INSIGHTS_EVIDENCE_START_MS) ==
        INSIGHTS_VALUE)
        insights_record_set_int(
            to, INSIGHTS_DISAGREEMENT_START_MS,
            insights_record_int(unit, INSIGHTS_EVIDENCE_START_MS));
    else
        insights_record_set_null(to, INSIGHTS_DISAGREEMENT_START_MS);
    insights_record_set_text(
        to, INSIGHTS_DISAGREEMENT_SPEAKER,
        insights_record_text(unit, INSIGHTS_EVIDENCE_SPEAKER));
    insights_record_set_text(
        to, INSIGHTS_DISAGREEMENT_QUOTE,
        insights_record_text(unit, INSIGHTS_EVIDENCE_QUOTE));
}

static insights_status add_disagreement(
    comparing *self,
    const insights__coded *coded,
    const insights__mark *given,
    size_t not_by,
    insights_error **error)
{
    const insights__record_list *people = &self->comparison.people;
    const insights_record *code = self->comparison.codes.items[given->code];
    insights__buffer codes = INSIGHTS__BUFFER_INIT;
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_DISAGREEMENT, &record, error);

    if (status < 0)
        return status;
    copy_place(record, coded, coded->units.items[given->unit]);
    insights_record_set_text(
        record, INSIGHTS_DISAGREEMENT_CODE_ID, insights_record_id(code));
    insights_record_set_text(
        record, INSIGHTS_DISAGREEMENT_PATH,
        insights_record_text(code, INSIGHTS_CODE_PATH));
    insights_record_set_text(
        record, INSIGHTS_DISAGREEMENT_GIVEN_BY,
        insights_record_text(people->items[given->coder], INSIGHTS_ACTOR_NAME));
    insights_record_set_text(
        record, INSIGHTS_DISAGREEMENT_NOT_BY,
        insights_record_text(people->items[not_by], INSIGHTS_ACTOR_NAME));
    insights_record_set_text(
        record, INSIGHTS_DISAGREEMENT_NOTE,
        insights_record_text(given->coding, INSIGHTS_CODING_NOTE));
    list_codes(self, coded, given->unit, not_by, &codes);
    status = insights__buffer_check(&codes, "the codes", error);
    if (status >= 0)
        insights_record_set_text(
            record, INSIGHTS_DISAGREEMENT_INSTEAD,
            insights__buffer_text(&codes));
    insights__buffer_free(&codes);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__list_add(self->list, record, 0, error);
}

static insights_status list_conversation(
    comparing *self,
    const insights__coded *coded,
    pair who,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < coded->marks.count && status >= 0;) {
        size_t first = i;
        unsigned given = given_by(coded, who, &i);
        size_t giver = given == 1 ? who.coder : who.other;

        if (given != 1 && given != 2)
            continue;
        while (coded->marks.items[first].coder != giver)
            first++;
        status = add_disagreement(
            self, coded, &coded->marks.items[first],
            given == 1 ? who.other : who.coder, error);
    }
    return status;
}

insights_status insights_study_disagreements(
    insights_study *study,
    const char *coder,
    const char *other,
    insights_cursor **out,
    insights_error **error)
{
    comparing self;
    insights_status status =
        open_comparing(&self, study, coder, other, out, error);

    for (size_t p = 0; p < self.pairs.count && status >= 0; p++)
        for (size_t i = 0; i < self.comparison.coded.count && status >= 0;
             i++) {
            const insights__coded *coded = &self.comparison.coded.items[i];

            if (shares(&self, coded, self.pairs.items[p]))
                status =
                    list_conversation(&self, coded, self.pairs.items[p], error);
        }
    return close_comparing(&self, status, out);
}
