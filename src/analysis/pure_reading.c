/* pure_reading.c - participants and outline as records, and what all readings
 * share.
 */
#include "analysis/pure_reading.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/options.h"
#include "text/sentences.h"

#include <insights/model.h>
#include <string.h>

#define ANSWER_SHOWN 160 /* bytes of how an answer begins, at least */

/* --- Shared --------------------------------------------------------------- */

insights_status insights__reading_slice(
    insights_record *record,
    insights_field field,
    const insights_conversation *script,
    size_t start,
    size_t end)
{
    char *text = insights__script_slice(script, start, end);
    insights_status status = INSIGHTS_E_NOMEM;

    if (text)
        status = insights_record_set_text(record, field, text);
    insights__free(text);
    /* Other mistakes stay with the record until it is listed. */
    return status == INSIGHTS_E_NOMEM ? status : INSIGHTS_OK;
}

void insights__reading_time(
    insights_record *record,
    insights_field field,
    int64_t ms)
{
    if (ms == INSIGHTS_NO_TIME)
        insights_record_set_null(record, field);
    else
        insights_record_set_int(record, field, ms);
}

insights_status insights__reading_finish(
    insights__list *list,
    insights_status status,
    insights_cursor **out)
{
    if (status < 0)
        insights__list_free(list);
    else
        *out = insights__list_cursor(list);
    return status;
}

static insights_status check_id(
    const insights_reading_options *options,
    const insights_corpus *corpus,
    insights_error **error)
{
    size_t i;

    if (!options->id)
        return INSIGHTS_OK;
    for (i = 0; i < insights_corpus_count(corpus); i++)
        if (strcmp(insights_corpus_id(corpus, i), options->id) == 0)
            return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_NOT_FOUND, "no conversation has the id '%.80s'",
        options->id);
}

static insights_status check_speaker(
    const insights_reading_options *options,
    const insights_corpus *corpus,
    insights_error **error)
{
    size_t turn;
    size_t i;

    if (!options->speaker)
        return INSIGHTS_OK;
    for (i = 0; i < insights_corpus_count(corpus); i++) {
        const insights_conversation *script = insights_corpus_at(corpus, i);
        if (!insights__reading_in(options, corpus, i))
            continue;
        for (turn = 0; turn < script->turns.count; turn++)
            if (insights__reading_wants(options, script, turn))
                return INSIGHTS_OK;
    }
    return insights__fail(
        error, INSIGHTS_E_NOT_FOUND, "nobody is called '%.80s' here",
        options->speaker);
}

insights_status insights__reading_options(
    insights_reading_options *own,
    const insights_corpus *corpus,
    const insights_reading_options *given,
    insights_error **error)
{
    insights_status status;

    status = insights__options_read(own, sizeof(*own), given, error);
    if (status >= 0)
        status = check_id(own, corpus, error);
    if (status >= 0)
        status = check_speaker(own, corpus, error);
    return status;
}

int insights__reading_wants(
    const insights_reading_options *options,
    const insights_conversation *script,
    size_t turn)
{
    const char *speaker = script->turns.items[turn].speaker;

    return !options->speaker ||
           (speaker && strcmp(speaker, options->speaker) == 0);
}

int insights__reading_in(
    const insights_reading_options *options,
    const insights_corpus *corpus,
    size_t index)
{
    return !options->id ||
           strcmp(insights_corpus_id(corpus, index), options->id) == 0;
}

/* --- Participants --------------------------------------------------------- */

/* The name a person gave, as the candidate it is. */
static insights_status set_name(insights_record *record, const char *name)
{
    insights__buffer json = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_E_NOMEM;

    insights__buffer_text_append(&json, "[{\"name\":");
    insights__buffer_json_string(&json, name, strlen(name));
    insights__buffer_text_append(&json, ",\"score\":1.0}]");
    if (json.status >= 0)
        status = insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_CANDIDATES,
            insights__buffer_text(&json));
    insights__buffer_free(&json);
    return status;
}

static insights_status add_participant(
    insights__list *list,
    const insights__speaker *speaker,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status;

    status = insights_record_new(INSIGHTS_PARTICIPANT, &record, error);
    if (status < 0)
        return status;
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_LABEL, speaker->label);
    if (speaker->role != INSIGHTS__ROLE_NONE) {
        insights_record_set_int(
            record, INSIGHTS_PARTICIPANT_ROLE, (int64_t)speaker->role);
        insights_record_set_text(
            record, INSIGHTS_PARTICIPANT_METHOD, speaker->method);
        insights_record_set_real(
            record, INSIGHTS_PARTICIPANT_SCORE, speaker->score);
    } else {
        insights_record_set_null(record, INSIGHTS_PARTICIPANT_ROLE);
    }
    insights_record_set_int(
        record, INSIGHTS_PARTICIPANT_STANDING,
        speaker->given ? INSIGHTS_STANDING_ACCEPTED
                       : INSIGHTS_STANDING_SUGGESTED);
    insights_record_set_int(
        record, INSIGHTS_PARTICIPANT_WORDS, (int64_t)speaker->words);
    insights_record_set_int(
        record, INSIGHTS_PARTICIPANT_TURNS, (int64_t)speaker->turns);
    if (speaker->name && set_name(record, speaker->name) < 0) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    return insights__list_add(list, record, 0, error);
}

insights_status insights_conversation_participants(
    const insights_conversation *conversation,
    const char *roles,
    insights_cursor **out,
    insights_error **error)
{
    insights__roles read = INSIGHTS__ROLES_INIT;
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
    if (status < 0)
        goto out;
    list = insights__list_new();
    if (!list)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && i < read.speakers.count; i++)
        if (read.speakers.items[i].label)
            status = add_participant(list, &read.speakers.items[i], error);
    status = insights__reading_finish(list, status, out);
out:
    insights__roles_free(&read);
    return status;
}

/* --- Outline -------------------------------------------------------------- */

/* How an answer begins: its first sentences, to some length. */
static insights_status set_beginning(
    insights_record *record,
    const insights_conversation *script,
    const insights__outline_item *item,
    insights__sentences *sentences,
    insights_error **error)
{
    const insights__turn *turn = &script->turns.items[item->answer_first];
    insights_status status;
    size_t last = 0;

    status = insights__sentences_read(
        sentences, turn->text, turn->length, script->language, error);
    if (status < 0 || sentences->count == 0)
        return status;
    while (last + 1 < sentences->count &&
           sentences->items[last].end < ANSWER_SHOWN)
        last++;
    status = insights__reading_slice(
        record, INSIGHTS_OUTLINE_ANSWER_TEXT, script,
        turn->byte_start + sentences->items[0].start,
        turn->byte_start + sentences->items[last].end);
    return status == INSIGHTS_E_NOMEM ? insights__fail_nomem(error) : status;
}

static insights_status set_answer(
    insights_record *record,
    const insights_conversation *script,
    const insights__outline_item *item,
    insights__sentences *sentences,
    insights_error **error)
{
    const insights__turn *first = &script->turns.items[item->answer_first];
    const insights__turn *last = &script->turns.items[item->answer_last];

    insights_record_set_int(
        record, INSIGHTS_OUTLINE_ANSWER_FIRST_TURN,
        (int64_t)item->answer_first);
    insights_record_set_int(
        record, INSIGHTS_OUTLINE_ANSWER_LAST_TURN, (int64_t)item->answer_last);
    insights__reading_time(
        record, INSIGHTS_OUTLINE_ANSWER_START_MS, first->start_ms);
    insights__reading_time(
        record, INSIGHTS_OUTLINE_ANSWER_END_MS, last->end_ms);
    insights_record_set_text(
        record, INSIGHTS_OUTLINE_ANSWER_SPEAKER, first->speaker);
    return set_beginning(record, script, item, sentences, error);
}

static insights_status add_item(
    insights__list *list,
    const insights_conversation *script,
    const insights__outline_item *item,
    insights__sentences *sentences,
    insights_error **error)
{
    const insights__turn *asked = &script->turns.items[item->question_turn];
    insights_record *record = NULL;
    insights_status status;

    status = insights_record_new(INSIGHTS_OUTLINE, &record, error);
    if (status < 0)
        return status;
    insights_record_set_int(
        record, INSIGHTS_OUTLINE_QUESTION_TURN, (int64_t)item->question_turn);
    if (insights__reading_slice(
            record, INSIGHTS_OUTLINE_QUESTION_TEXT, script, item->byte_start,
            item->byte_end) < 0) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    insights__reading_time(
        record, INSIGHTS_OUTLINE_QUESTION_START_MS,
        insights__script_times(script, item->byte_start, item->byte_end)
            .start_ms);
    insights_record_set_text(
        record, INSIGHTS_OUTLINE_QUESTION_SPEAKER, asked->speaker);
    insights_record_set_int(
        record, INSIGHTS_OUTLINE_BYTE_START, (int64_t)item->byte_start);
    insights_record_set_int(
        record, INSIGHTS_OUTLINE_BYTE_END, (int64_t)item->byte_end);
    insights_record_set_int(
        record, INSIGHTS_OUTLINE_ANSWER_WORDS, (int64_t)item->answer_words);
    if (item->answer_first != INSIGHTS__NO_TURN)
        status = set_answer(record, script, item, sentences, error);
    else
        insights_record_set_null(record, INSIGHTS_OUTLINE_ANSWER_FIRST_TURN);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__list_add(list, record, 0, error);
}

insights_status insights_conversation_outline(
    const insights_conversation *conversation,
    const char *roles,
    insights_cursor **out,
    insights_error **error)
{
    insights__sentences sentences = {NULL, 0, 0};
    insights__roles read = INSIGHTS__ROLES_INIT;
    insights__outline outline = {NULL, 0, 0};
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
    if (status < 0)
        goto out;
    list = insights__list_new();
    if (!list)
        status = insights__fail_nomem(error);
    for (i = 0; status >= 0 && i < outline.count; i++)
        status =
            add_item(list, conversation, &outline.items[i], &sentences, error);
    status = insights__reading_finish(list, status, out);
out:
    insights__roles_free(&read);
    insights__array_free(&outline);
    insights__array_free(&sentences);
    return status;
}
