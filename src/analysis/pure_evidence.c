/* pure_evidence.c - evidence and signals as records.
 *
 * What a caller that stores evidence knows better is left absent: ids of the
 * conversation, of the revision of its text, and of who took it out.
 */
#include "analysis/pure_reading.h"
#include "text/evidence.h"
#include "text/signals.h"

#include "base/alloc.h"
#include "base/buffer.h"

#include <insights/model.h>
#include <string.h>

/* --- Evidence ------------------------------------------------------------- */

static void set_span(
    insights_record *record,
    const insights_conversation *script,
    const insights__evidence_item *item)
{
    insights__times times =
        insights__script_times(script, item->quote.start, item->quote.end);

    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_FIRST_TURN, (int64_t)item->turn);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_LAST_TURN, (int64_t)item->turn);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_BYTE_START, (int64_t)item->quote.start);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_BYTE_END, (int64_t)item->quote.end);
    insights__reading_time(record, INSIGHTS_EVIDENCE_START_MS, times.start_ms);
    insights__reading_time(record, INSIGHTS_EVIDENCE_END_MS, times.end_ms);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_TIME_METHOD, times.method);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_START, (int64_t)item->chunk.start);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_END, (int64_t)item->chunk.end);
}

/* What is the same for all that rules take out of a conversation. */
static void set_method(insights_record *record)
{
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_GROUNDING, INSIGHTS_GROUNDING_EXACT);
    insights_record_set_real(record, INSIGHTS_EVIDENCE_SIMILARITY, 1);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_METHOD, INSIGHTS_EVIDENCE_METHOD_INTERVIEW);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_MODALITY, INSIGHTS_MODALITY_QUAL);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_STANDING, INSIGHTS_STANDING_FACT);
}

static insights_status set_texts(
    insights_record *record,
    const insights_conversation *script,
    const insights__outline *outline,
    const insights__evidence_item *item)
{
    const insights__outline_item *asked = NULL;
    insights_status status;

    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_SPEAKER,
        script->turns.items[item->turn].speaker);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_KEY, item->key);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_IS_QUESTION, item->is_question);
    status = insights__reading_slice(
        record, INSIGHTS_EVIDENCE_QUOTE, script, item->quote.start,
        item->quote.end);
    if (status >= 0)
        status = insights__reading_slice(
            record, INSIGHTS_EVIDENCE_GIST, script, item->gist.start,
            item->gist.end);
    if (status < 0 || item->question == INSIGHTS__NO_TURN)
        return status;
    asked = &outline->items[item->question];
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_QUESTION_TURN, (int64_t)asked->question_turn);
    return insights__reading_slice(
        record, INSIGHTS_EVIDENCE_CONTEXT, script, asked->byte_start,
        asked->byte_end);
}

static insights_status add_evidence(
    insights__list *list,
    const insights_conversation *script,
    const insights__outline *outline,
    const insights__evidence_item *item,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status;

    status = insights_record_new(INSIGHTS_EVIDENCE, &record, error);
    if (status < 0)
        return status;
    set_span(record, script, item);
    set_method(record);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_ORDER_INDEX,
        (int64_t)insights__list_count(list));
    if (set_texts(record, script, outline, item) < 0) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    return insights__list_add(list, record, 0, error);
}

insights_status insights_conversation_evidence(
    const insights_conversation *conversation,
    const char *roles,
    insights_cursor **out,
    insights_error **error)
{
    insights__roles read = INSIGHTS__ROLES_INIT;
    insights__outline outline = {NULL, 0, 0};
    insights__evidence evidence = {NULL, 0, 0};
    insights__list *list = NULL;
    insights_status status;
    size_t i;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!conversation)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "conversation is NULL");
    status = insights__roles_read(&read, conversation, roles, error);
    if (status >= 0)
        status = insights__outline_read(&outline, conversation, &read, error);
    if (status >= 0)
        status = insights__evidence_read(
            &evidence, conversation, &read, &outline, error);
    if (status < 0)
        goto out;
    list = insights__list_new();
    if (!list)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && i < evidence.count; i++)
        status = add_evidence(
            list, conversation, &outline, &evidence.items[i], error);
    status = insights__reading_finish(list, status, out);
out:
    insights__roles_free(&read);
    insights__array_free(&outline);
    insights__array_free(&evidence);
    return status;
}

/* --- Signals -------------------------------------------------------------- */

static insights_status add_signal(
    insights__list *list,
    const insights_conversation *script,
    const insights__signal *signal,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status;

    status = insights_record_new(INSIGHTS_SIGNAL, &record, error);
    if (status < 0)
        return status;
    insights_record_set_text(
        record, INSIGHTS_SIGNAL_KIND, insights__signal_kinds[signal->kind]);
    insights_record_set_int(
        record, INSIGHTS_SIGNAL_TURN_INDEX, (int64_t)signal->turn);
    insights_record_set_int(
        record, INSIGHTS_SIGNAL_BYTE_START, (int64_t)signal->start);
    insights_record_set_int(
        record, INSIGHTS_SIGNAL_BYTE_END, (int64_t)signal->end);
    insights_record_set_int(
        record, INSIGHTS_SIGNAL_CUE_START, (int64_t)signal->cue_start);
    insights_record_set_int(
        record, INSIGHTS_SIGNAL_CUE_END, (int64_t)signal->cue_end);
    insights_record_set_text(
        record, INSIGHTS_SIGNAL_SPEAKER,
        script->turns.items[signal->turn].speaker);
    insights_record_set_int(record, INSIGHTS_SIGNAL_NEGATED, signal->negated);
    insights_record_set_int(record, INSIGHTS_SIGNAL_SUGGESTS, signal->suggests);
    insights_record_set_text(
        record, INSIGHTS_SIGNAL_PATTERN, signal->pattern->name);
    status = insights__reading_slice(
        record, INSIGHTS_SIGNAL_CUE, script, signal->cue_start,
        signal->cue_end);
    if (status >= 0)
        status = insights__reading_slice(
            record, INSIGHTS_SIGNAL_TEXT, script, signal->start, signal->end);
    if (status < 0) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    return insights__list_add(list, record, 0, error);
}

static insights_status unknown_kind(const char *kind, insights_error **error)
{
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    insights_status status;
    size_t i;

    for (i = 0; i < INSIGHTS__SIGNAL_KINDS; i++)
        insights__buffer_format(
            &list, "%s%s", i ? ", " : "", insights__signal_kinds[i]);
    status = list.status < 0
                 ? insights__fail_nomem(error)
                 : insights__fail(
                       error, INSIGHTS_E_INVALID,
                       "'%.40s' is no kind of facet; the kinds are: %s", kind,
                       insights__buffer_text(&list));
    insights__buffer_free(&list);
    return status;
}

insights_status insights_conversation_signals(
    const insights_conversation *conversation,
    const char *kind,
    insights_cursor **out,
    insights_error **error)
{
    insights__roles read = INSIGHTS__ROLES_INIT;
    insights__signals signals = {NULL, 0, 0};
    insights__list *list = NULL;
    insights_status status;
    int wanted = -1;
    size_t i;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is NULL");
    *out = NULL;
    if (!conversation)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "conversation is NULL");
    if (kind && (wanted = insights__signal_kind(kind)) < 0)
        return unknown_kind(kind, error);
    status = insights__roles_read(&read, conversation, NULL, error);
    if (status >= 0)
        status = insights__signals_read(
            &signals, conversation, &read, wanted, error);
    if (status < 0)
        goto out;
    list = insights__list_new();
    if (!list)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && i < signals.count; i++)
        status = add_signal(list, conversation, &signals.items[i], error);
    status = insights__reading_finish(list, status, out);
out:
    insights__roles_free(&read);
    insights__array_free(&signals);
    return status;
}
