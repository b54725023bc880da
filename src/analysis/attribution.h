/* attribution.h - to which speaker of a corpus a document gives a quotation.
 *
 * Answers only where the document is plain about it: "— Ana", "Ana said",
 * "said Ana", "Ana:". A speaker goes by the whole label, or by its first word
 * where no other label begins with that.
 */
#ifndef INSIGHTS_ANALYSIS_ATTRIBUTION_H
#define INSIGHTS_ANALYSIS_ATTRIBUTION_H

#include "analysis/corpus.h"
#include "text/quotations.h"

typedef struct insights__name {
    const char *form; /* as a document may write it */
    size_t length;
    const char *label; /* the speaker's label; borrowed from the corpus */
} insights__name;

typedef struct insights__names {
    INSIGHTS__ARRAY(insights__name) list;
} insights__names;

insights_status insights__names_read(
    const insights_corpus *corpus,
    insights__names *out,
    insights_error **error);

void insights__names_free(insights__names *names);

/* The label of the speaker, or NULL. `*skip` is how much of the quotation's
 * text only names who speaks ("Ana: "). */
const char *insights__attribution(
    const insights__names *names,
    const insights__quotation *quotation,
    size_t *skip);

#endif
