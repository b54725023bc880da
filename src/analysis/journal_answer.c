/* journal_answer.c - a unit's end, with its answer.
 *
 * Keeps true: what a call answers is made before its changes are committed,
 * so that a call which fails has changed nothing.
 */
#include "analysis/journal.h"

#include "store/internal.h"

insights_status insights__unit_commit_with(
    insights__unit *unit,
    const char *line,
    insights_record *answer,
    insights_record **out,
    insights_error **error)
{
    insights_status status = insights__unit_commit(unit, line, error);

    if (status < 0) {
        insights_record_free(answer);
        return status;
    }
    *out = answer;
    return INSIGHTS_OK;
}

insights_status insights__unit_finish(
    insights__unit *unit,
    const insights__counts *counts,
    const char *details,
    const char *line,
    insights_record **out,
    insights_error **error)
{
    insights_record *answer = NULL;
    insights_status status = insights__summary(
        counts, details, unit->operations ? unit->group : NULL, line, &answer,
        error);

    if (status < 0)
        return status;
    return insights__unit_commit_with(unit, line, answer, out, error);
}

/* What the store will hold: fields that were never set are null. */
static insights_status complete(insights_record *record, insights_error **error)
{
    insights_kind kind = insights_record_kind(record);
    const insights__kind *descriptor = insights__kind_descriptor(kind);

    for (size_t i = 0; i < descriptor->field_count; i++) {
        insights_field field = descriptor->fields[i].id;

        if (insights_record_state(record, field) == INSIGHTS_ABSENT)
            insights_record_set_null(record, field);
    }
    return insights_record_check(record, error);
}

insights_status insights__unit_give(
    insights__unit *unit,
    insights_kind kind,
    const char *id,
    const char *line,
    insights_record **out,
    insights_error **error)
{
    const insights_record *saved =
        insights__transaction_record(unit->transaction, kind, id);
    insights_record *answer = NULL;
    insights_status status;

    if (!saved) {
        status =
            insights_store_get(unit->study->store, kind, id, &answer, error);
        if (status < 0)
            return status;
        return insights__unit_commit_with(unit, line, answer, out, error);
    }
    answer = insights__record_copy(saved);
    if (!answer)
        return insights__fail_nomem(error);
    status = complete(answer, error);
    if (status < 0) {
        insights_record_free(answer);
        return status;
    }
    status = insights__unit_commit_with(unit, line, answer, out, error);
    if (status >= 0)
        insights__transaction_saved(unit->transaction, kind, id, answer);
    return status;
}
