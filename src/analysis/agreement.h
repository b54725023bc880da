/* agreement.h - how far coders agree beyond what chance would give.
 *
 * Cohen's kappa (Cohen 1960, "A Coefficient of Agreement for Nominal Scales")
 * for two coders, Krippendorff's alpha (Krippendorff 2011, "Computing
 * Krippendorff's Alpha-Reliability") for any number of them, with gaps.
 * Values are nominal: two are the same or they are not.
 *
 * Keeps true: no answer is NaN or infinite; what nothing speaks for or
 * against is said to be undefined.
 */
#ifndef INSIGHTS_ANALYSIS_AGREEMENT_H
#define INSIGHTS_ANALYSIS_AGREEMENT_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* A judgement that was not made. */
#define INSIGHTS__NO_VALUE UINT32_MAX

/* What coders said of units: the value that coder c gave unit u stands at
 * values[c * units + u] and is below `categories`. */
typedef struct insights__judgements {
    const uint32_t *values;
    size_t coders;
    size_t units;
    size_t categories;
} insights__judgements;

typedef struct insights__coefficient {
    double value; /* 0 where it is undefined */
    int defined;
} insights__coefficient;

/* Of the first two coders, over the units that both judged. Undefined where
 * there are none, and where chance alone would agree always. */
insights_status insights__kappa(
    const insights__judgements *judgements,
    insights__coefficient *out,
    insights_error **error);

/* Over all units that two coders at least judged. Undefined where there are
 * none, and where all judgements are the same. */
insights_status insights__alpha(
    const insights__judgements *judgements,
    insights__coefficient *out,
    insights_error **error);

#endif
