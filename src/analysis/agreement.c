/* agreement.c - kappa and alpha of nominal judgements. */
#include "analysis/agreement.h"

#include "base/alloc.h"

static uint32_t value_of(
    const insights__judgements *judgements,
    size_t coder,
    size_t unit)
{
    return judgements->values[coder * judgements->units + unit];
}

/* --- Kappa -------------------------------------------------------------------
 */

insights_status insights__kappa(
    const insights__judgements *judgements,
    insights__coefficient *out,
    insights_error **error)
{
    size_t categories = judgements->categories;
    size_t *counts = insights__calloc(2 * categories + 1, sizeof(*counts));
    size_t units = 0;
    size_t agreed = 0;
    double chance = 0;

    out->value = 0;
    out->defined = 0;
    if (!counts)
        return insights__fail_nomem(error);
    for (size_t u = 0; judgements->coders >= 2 && u < judgements->units; u++) {
        uint32_t a = value_of(judgements, 0, u);
        uint32_t b = value_of(judgements, 1, u);

        if (a == INSIGHTS__NO_VALUE || b == INSIGHTS__NO_VALUE)
            continue;
        units++;
        agreed += a == b;
        counts[a]++;
        counts[categories + b]++;
    }
    /* The agreement of chance, times units squared. */
    for (size_t c = 0; c < categories; c++)
        chance += (double)counts[c] * (double)counts[categories + c];
    insights__free(counts);
    if (units && chance < (double)units * (double)units) {
        double all = (double)units * (double)units;

        out->value = ((double)agreed * (double)units - chance) / (all - chance);
        out->defined = 1;
    }
    return INSIGHTS_OK;
}

/* --- Alpha -------------------------------------------------------------------
 */

/* Count a unit's values; how many of its pairs differ, each in both orders,
 * for one value that could be paired. `totals` grows by what can be. */
static double disagreement(
    const insights__judgements *judgements,
    size_t unit,
    size_t *counts,
    size_t *totals,
    size_t *pairable)
{
    size_t given = 0;
    double same = 0;
    double differ = 0;

    for (size_t c = 0; c < judgements->coders; c++) {
        uint32_t value = value_of(judgements, c, unit);

        if (value == INSIGHTS__NO_VALUE)
            continue;
        counts[value]++;
        given++;
    }
    for (size_t c = 0; c < judgements->coders; c++) {
        uint32_t value = value_of(judgements, c, unit);

        if (value == INSIGHTS__NO_VALUE || !counts[value])
            continue;
        same += (double)counts[value] * (double)counts[value];
        if (given > 1)
            totals[value] += counts[value];
        counts[value] = 0;
    }
    if (given > 1) {
        differ = ((double)given * (double)given - same) / ((double)given - 1.0);
        *pairable += given;
    }
    return differ;
}

insights_status insights__alpha(
    const insights__judgements *judgements,
    insights__coefficient *out,
    insights_error **error)
{
    size_t categories = judgements->categories;
    size_t *counts = insights__calloc(2 * categories + 1, sizeof(*counts));
    size_t *totals = counts ? counts + categories : NULL;
    size_t pairable = 0;
    double observed = 0;
    double expected;

    out->value = 0;
    out->defined = 0;
    if (!counts)
        return insights__fail_nomem(error);
    for (size_t u = 0; u < judgements->units; u++)
        observed += disagreement(judgements, u, counts, totals, &pairable);
    expected = (double)pairable * (double)pairable;
    for (size_t c = 0; c < categories; c++)
        expected -= (double)totals[c] * (double)totals[c];
    insights__free(counts);
    if (pairable && expected > 0) {
        out->value = 1.0 - ((double)pairable - 1.0) * observed / expected;
        out->defined = 1;
    }
    return INSIGHTS_OK;
}
