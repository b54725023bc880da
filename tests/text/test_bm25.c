/* test_bm25.c - units ranked by the words of a query. */
#include "support/fail_alloc.h"
#include "text/bm25.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static const char *const units[] = {
    "the bus to the school was late",
    "a late bus, a late bus, and then a late train",
    "my sister paints the fence",
    "the school is closed",
    "預約很難",
};
#define UNITS (sizeof(units) / sizeof(*units))

static insights_status fill(insights__bm25 *index)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights_status status = INSIGHTS_OK;
    size_t i;

    for (i = 0; status >= 0 && i < UNITS; i++) {
        insights__terms_clear(&terms);
        status = insights__terms_read(
            &terms, units[i], strlen(units[i]), "en", NULL);
        if (status >= 0)
            status = insights__bm25_begin(index, NULL);
        if (status >= 0)
            status = insights__bm25_add(
                index, terms.list.items, terms.list.count, NULL);
    }
    insights__terms_free(&terms);
    return status;
}

static insights_status build(insights__bm25 **out)
{
    insights_status status;

    *out = insights__bm25_new();
    if (!*out)
        return INSIGHTS_E_NOMEM;
    status = fill(*out);
    if (status < 0) {
        insights__bm25_free(*out);
        *out = NULL;
    }
    return status;
}

/* The best unit, or UNITS where none matches. */
static size_t best_for(const char *query, double scores[UNITS])
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights__bm25 *index = NULL;
    size_t best = UNITS;
    size_t i;

    build(&index);
    memset(scores, 0, UNITS * sizeof(*scores));
    insights__terms_read(&terms, query, strlen(query), "en", NULL);
    insights__bm25_score(index, terms.list.items, terms.list.count, scores);
    for (i = 0; i < UNITS; i++)
        if (scores[i] > 0 && (best == UNITS || scores[i] > scores[best]))
            best = i;
    insights__terms_free(&terms);
    insights__bm25_free(index);
    return best;
}

Test(bm25, prefers_units_with_more_of_the_query)
{
    double scores[UNITS];

    cr_expect(eq(sz, best_for("late school bus", scores), 0));
    cr_expect(gt(dbl, scores[1], scores[3]));
    cr_expect(eq(sz, best_for("trains", scores), 1));
}

Test(bm25, passes_over_stop_words_unless_there_is_nothing_else)
{
    double scores[UNITS];

    best_for("the fence", scores);
    cr_expect(eq(dbl, scores[0], 0.0));
    cr_expect(eq(sz, best_for("the", scores), 0));
}

Test(bm25, finds_scripts_without_spaces_by_pairs)
{
    double scores[UNITS];

    cr_expect(eq(sz, best_for("預約", scores), 4));
    cr_expect(eq(sz, best_for("約預", scores), UNITS));
}

Test(bm25, gives_nothing_for_words_nobody_says)
{
    double scores[UNITS];

    cr_expect(eq(sz, best_for("zeppelin", scores), UNITS));
    cr_expect(eq(sz, best_for("", scores), UNITS));
}

Test(bm25, clipping_leaves_only_what_stands_out)
{
    double scores[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 10};
    double equal[] = {2, 2, 2};

    insights__bm25_clip(scores, 10, 1.5);
    cr_expect(eq(dbl, scores[0], 0.0));
    cr_expect(epsilon_eq(dbl, scores[9], 1.5, 1e-9));
    insights__bm25_clip(equal, 3, 1.5);
    cr_expect(eq(dbl, equal[0], 0.0));
    insights__bm25_clip(equal, 0, 1.5);
}

Test(bm25, the_kernel_lends_score_to_neighbours)
{
    double scores[] = {0, 0, 1, 0, 0, 0};
    double room[6];

    insights__bm25_kernel(scores, 6, 2, 1, room);
    cr_expect(gt(dbl, scores[2], scores[1]));
    cr_expect(epsilon_eq(dbl, scores[1], scores[3], 1e-12));
    cr_expect(epsilon_eq(dbl, scores[2], 2.0, 1e-12));
    cr_expect(gt(dbl, scores[3], scores[4]));
    cr_expect(gt(dbl, scores[5], 0.0));
}

Test(bm25, survives_every_allocation_failing)
{
    insights__bm25 *index = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        build(&index), insights__bm25_free(index); index = NULL);
}
