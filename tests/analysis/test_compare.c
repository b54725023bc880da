/* test_compare.c - kappa and alpha against published figures, and coders of a
 * study side by side. */
#include "analysis/agreement.h"
#include "support/fail_alloc.h"
#include "support/study.h"

#include <insights/exchange.h>
#include <math.h>
#include <stdlib.h>

/* --- Coefficients ------------------------------------------------------------
 */

#define UNITS 512

typedef struct table {
    uint32_t values[4 * UNITS];
    insights__judgements judgements;
} table;

/* One string per coder, a character per unit, '.' where nothing was said. */
static void judge(table *self, size_t coders, const char *const *said)
{
    size_t units = strlen(said[0]);

    for (size_t c = 0; c < coders; c++)
        for (size_t u = 0; u < units; u++)
            self->values[c * units + u] = said[c][u] == '.'
                                              ? INSIGHTS__NO_VALUE
                                              : (uint32_t)(said[c][u] & 15);
    self->judgements.values = self->values;
    self->judgements.coders = coders;
    self->judgements.units = units;
    self->judgements.categories = 16;
}

/* A square table of counts: rows the one coder, columns the other. */
static void tabulate(table *self, size_t width, const int *counts)
{
    size_t units = 0;

    for (size_t i = 0; i < width * width; i++)
        units += (size_t)counts[i];
    self->judgements.values = self->values;
    self->judgements.coders = 2;
    self->judgements.units = units;
    self->judgements.categories = width;
    for (size_t i = 0, u = 0; i < width * width; i++)
        for (int n = 0; n < counts[i]; n++, u++) {
            self->values[u] = (uint32_t)(i / width);
            self->values[units + u] = (uint32_t)(i % width);
        }
}

static double kappa_of(const table *self)
{
    insights__coefficient out;

    cr_assert(insights__kappa(&self->judgements, &out, NULL) >= 0);
    return out.defined ? out.value : -9;
}

static double alpha_of(const table *self)
{
    insights__coefficient out;

    cr_assert(insights__alpha(&self->judgements, &out, NULL) >= 0);
    return out.defined ? out.value : -9;
}

static int is_near(double value, double published, double places)
{
    return fabs(value - published) <= places / 2 + 1e-12;
}

/* Viera and Garrett, "Understanding Interobserver Agreement: The Kappa
 * Statistic", Family Medicine 37 (2005), table 2: kappa 0.57. */
Test(compare, kappa_of_a_textbook_table_is_the_published_one)
{
    static const int counts[] = {15, 5, 10, 70};
    table self;

    tabulate(&self, 2, counts);
    cr_expect(is_near(kappa_of(&self), 0.57, 0.01));
}

/* Wikipedia, "Cohen's kappa", simple example: fifty grant proposals, 0.4. */
Test(compare, kappa_of_fifty_proposals_is_two_fifths)
{
    static const int counts[] = {20, 5, 10, 15};
    table self;

    tabulate(&self, 2, counts);
    cr_expect(is_near(kappa_of(&self), 0.4, 1e-9));
}

/* Stata's manual of `kap`: two radiologists and 85 xeromammograms in four
 * categories, 0.4728. */
Test(compare, kappa_of_four_categories_is_the_published_one)
{
    static const int counts[] = {21, 12, 0,  0, 4, 17, 1, 0,
                                 3,  9,  15, 2, 0, 0,  0, 1};
    table self;

    tabulate(&self, 4, counts);
    cr_expect(is_near(kappa_of(&self), 0.4728, 1e-4));
}

/* Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section
 * A: Meg and Owen, binary, 0.095. */
Test(compare, alpha_of_two_observers_and_binary_data_is_the_published_one)
{
    static const char *const said[] = {"0100000010", "1110010000"};
    table self;

    judge(&self, 2, said);
    cr_expect(is_near(alpha_of(&self), 0.095, 1e-3));
}

/* The same, section B: Ben and Gerry, nominal, 0.692. */
Test(compare, alpha_of_two_observers_and_nominal_data_is_the_published_one)
{
    static const char *const said[] = {"aabbdcccedda", "babbbccceddd"};
    table self;

    judge(&self, 2, said);
    cr_expect(is_near(alpha_of(&self), 0.692, 1e-3));
}

/* The same, section C: four observers with gaps, 0.743. */
Test(compare, alpha_of_four_observers_with_gaps_is_the_published_one)
{
    static const char *const said[] = {
        "123321412...", "1233224125.3", ".3332342251.", "12332441251."};
    table self;

    judge(&self, 4, said);
    cr_expect(is_near(alpha_of(&self), 0.743, 1e-3));
}

/* Wikipedia, "Krippendorff's alpha", a computational example: three coders,
 * fifteen units, nominal 0.691. */
Test(compare, alpha_of_three_coders_with_many_gaps_is_the_published_one)
{
    static const char *const said[] = {
        ".....34121133.3", "1.213343.......", "..21344.21133.4"};
    table self;

    judge(&self, 3, said);
    cr_expect(is_near(alpha_of(&self), 0.691, 1e-3));
}

Test(compare, what_nothing_speaks_for_is_undefined_and_never_nan)
{
    static const char *const none[] = {"", ""};
    static const char *const gaps[] = {"1.", ".1"};
    static const char *const same[] = {"1111", "1111"};
    static const char *const one[] = {"1", "0"};
    static const char *const agreed[] = {"10", "10"};
    table self;

    judge(&self, 2, none);
    cr_expect(is_near(kappa_of(&self), -9, 0));
    cr_expect(is_near(alpha_of(&self), -9, 0));
    judge(&self, 2, gaps);
    cr_expect(is_near(kappa_of(&self), -9, 0));
    cr_expect(is_near(alpha_of(&self), -9, 0));
    judge(&self, 2, same);
    cr_expect(is_near(kappa_of(&self), -9, 0));
    cr_expect(is_near(alpha_of(&self), -9, 0));
    judge(&self, 2, one);
    cr_expect(is_near(kappa_of(&self), 0, 0));
    cr_expect(is_near(alpha_of(&self), 0, 0));
    judge(&self, 2, agreed);
    cr_expect(is_near(kappa_of(&self), 1, 0));
    cr_expect(is_near(alpha_of(&self), 1, 0));
}

/* --- Coders ------------------------------------------------------------------
 */

static void code_as(
    insights_test_study *self,
    const char *actor,
    const char *quote,
    const char *code)
{
    insights_study *own = self->study;

    self->study = insights_test_open(self, actor);
    insights_test_code(self, quote, code, NULL);
    insights_study_free(self->study);
    self->study = own;
}

/* The row of a code ("": over all), owned; NULL: none. */
static insights_record *agreement(insights_test_study *self, const char *path)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_record *out = NULL;

    DO(self, insights_study_compare(
                 self->study, "Ann", "Ben", &cursor, &self->error));
    while (insights_cursor_next(cursor, &record, &self->error) == INSIGHTS_OK) {
        const char *own = insights_record_text(record, INSIGHTS_AGREEMENT_PATH);

        if (!out && strcmp(own ? own : "", path) == 0)
            DO(self, insights_record_edit(record, &out, &self->error));
    }
    insights_cursor_free(cursor);
    return out;
}

static void expect_counts(
    const insights_record *row,
    int units,
    int both,
    int only_coder,
    int only_other)
{
    cr_assert(row != NULL);
    cr_expect(eq(
        int, (int)insights_record_int(row, INSIGHTS_AGREEMENT_UNITS), units));
    cr_expect(
        eq(int, (int)insights_record_int(row, INSIGHTS_AGREEMENT_BOTH), both));
    cr_expect(
        eq(int, (int)insights_record_int(row, INSIGHTS_AGREEMENT_ONLY_CODER),
           only_coder));
    cr_expect(
        eq(int, (int)insights_record_int(row, INSIGHTS_AGREEMENT_ONLY_OTHER),
           only_other));
}

Test(compare, codes_on_the_same_words_agree_and_others_are_listed)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;
    const insights_record *one = NULL;
    insights_record *row;

    code_as(&self, "Ann", "In the blue book, in pencil", "Paper");
    code_as(&self, "Ben", "In the blue book, in pencil", "Paper");
    code_as(&self, "Ann", "nobody thanks me", "Pressure");
    code_as(&self, "Ben", "nobody thanks me", "Thanks");

    row = agreement(&self, "Paper");
    expect_counts(row, 2, 1, 0, 0);
    cr_expect(
        is_near(insights_record_real(row, INSIGHTS_AGREEMENT_KAPPA), 1, 1e-9));
    insights_record_free(row);
    row = agreement(&self, "Pressure");
    expect_counts(row, 2, 0, 1, 0);
    insights_record_free(row);
    row = agreement(&self, "");
    expect_counts(row, 6, 1, 1, 1);
    insights_record_free(row);

    DO(&self, insights_study_disagreements(
                  self.study, "Ann", NULL, &cursor, &self.error));
    cr_assert(insights_cursor_next(cursor, &one, &self.error) == INSIGHTS_OK);
    cr_expect(
        eq(str, (char *)insights_record_text(one, INSIGHTS_DISAGREEMENT_QUOTE),
           "nobody thanks me"));
    cr_expect(eq(
        str, (char *)insights_record_text(one, INSIGHTS_DISAGREEMENT_INSTEAD),
        "[\"Thanks\"]"));
    cr_expect(eq(
        str, (char *)insights_record_text(one, INSIGHTS_DISAGREEMENT_GIVEN_BY),
        "Ann"));
    cr_expect(eq(int, insights_test_count(&self, cursor), 1));
    insights_test_study_free(&self);
}

Test(compare, words_cut_otherwise_agree_where_half_of_them_are_covered)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *row;

    code_as(&self, "Ann", "It takes the whole morning", "Time");
    code_as(
        &self, "Ben", "It takes the whole morning, and nobody thanks me",
        "Time");
    code_as(&self, "Ann", "ring down the list", "Phone");
    code_as(
        &self, "Ben", "I ring down the list until somebody picks up. It takes",
        "Phone");
    row = agreement(&self, "Time");
    expect_counts(row, 3, 1, 0, 0);
    insights_record_free(row);
    row = agreement(&self, "Phone"); /* Ann's words are a third of Ben's */
    expect_counts(row, 3, 1, 0, 1);
    insights_record_free(row);
    insights_test_study_free(&self);
}

Test(compare, suggestions_say_nothing_and_a_refusal_says_no)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_study *ann = self.study;
    insights_record *summary = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *item = NULL;
    insights_record *row;
    char id[40];
    int found = 0;

    DO(&self, insights_study_analyze(ann, NULL, &summary, &self.error));
    insights_record_free(summary);
    DO(&self, insights_study_review(ann, NULL, &cursor, &self.error));
    while (insights_cursor_next(cursor, &item, &self.error) == INSIGHTS_OK)
        if (!found &&
            strcmp(
                insights_record_text(item, INSIGHTS_REVIEW_ITEM_ITEM_KIND),
                "coding") == 0) {
            found = 1;
            snprintf(
                id, sizeof(id), "%s",
                insights_record_text(item, INSIGHTS_REVIEW_ITEM_ITEM_ID));
        }
    insights_cursor_free(cursor);
    cr_assert(found);
    DO(&self, insights_study_compare(ann, NULL, NULL, &cursor, &self.error));
    cr_expect(eq(int, insights_test_count(&self, cursor), 0));

    DO(&self,
       insights_study_decide(
           ann, INSIGHTS_CODING, id, INSIGHTS_ACCEPT, NULL, NULL, &self.error));
    self.study = insights_test_open(&self, "Ben");
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_CODING, id, INSIGHTS_REJECT, NULL, NULL,
                  &self.error));
    insights_study_free(self.study);
    self.study = ann;
    code_as(&self, "Ann", "in pencil", "Paper");
    row = agreement(&self, "");
    cr_assert(row != NULL);
    cr_expect(
        eq(int, (int)insights_record_int(row, INSIGHTS_AGREEMENT_BOTH), 0));
    insights_record_free(row);
    insights_test_study_free(&self);
}

Test(compare, coders_without_a_conversation_in_common_give_no_rows)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;

    code_as(&self, "Ann", "in pencil", "Paper");
    insights_study_free(insights_test_open(&self, "Ben"));
    DO(&self,
       insights_study_compare(self.study, NULL, NULL, &cursor, &self.error));
    cr_expect(eq(int, insights_test_count(&self, cursor), 0));
    cr_expect(
        eq(int,
           (int)insights_study_compare(
               self.study, "Ann", "Nobody", &cursor, &self.error),
           INSIGHTS_E_NOT_FOUND));
    cr_expect(cursor == NULL);
    cr_expect(
        eq(int,
           (int)insights_study_compare(
               self.study, "Ann", "Ann", &cursor, &self.error),
           INSIGHTS_E_INVALID));
    insights_test_study_free(&self);
}

Test(compare, every_allocation_may_fail)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;

    code_as(&self, "Ann", "in pencil", "Paper");
    code_as(&self, "Ben", "in pencil", "Pencil");
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_compare(self.study, "Ann", "Ben", &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_disagreements(
            self.study, NULL, NULL, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    insights_test_study_free(&self);
}
