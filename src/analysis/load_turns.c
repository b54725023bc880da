/* load_turns.c - turns of a conversation to records. */
#include "analysis/load.h"

#include "base/hash.h"

#include <string.h>

static void write_words(insights__buffer *out, const insights__turn *turn)
{
    insights__buffer_truncate(out, 0);
    insights__buffer_char(out, '[');
    for (size_t i = 0; i < turn->word_count; i++) {
        const insights__word *word = &turn->words[i];

        insights__buffer_format(
            out, "%s[%u,%u,%lld,%lld]", i ? "," : "", (unsigned)word->offset,
            (unsigned)word->length, (long long)word->start_ms,
            (long long)word->end_ms);
    }
    insights__buffer_char(out, ']');
}

static insights_status fill_turn(
    insights_record *record,
    const insights_conversation *script,
    const insights__roles *roles,
    size_t at,
    const insights__map *persons,
    insights__buffer *words,
    insights_error **error)
{
    const insights__turn *turn = &script->turns.items[at];
    const char *speaker = turn->speaker;
    const char *person =
        persons && speaker
            ? insights__map_get(persons, speaker, strlen(speaker))
            : NULL;

    insights_record_set_int(record, INSIGHTS_TURN_POSITION, (int64_t)at);
    insights_record_set_text(record, INSIGHTS_TURN_SPEAKER, speaker);
    if (person)
        insights_record_set_text(record, INSIGHTS_TURN_PERSON_ID, person);
    insights_record_set_text(record, INSIGHTS_TURN_TEXT, turn->text);
    insights__set_ms(record, INSIGHTS_TURN_START_MS, turn->start_ms);
    insights__set_ms(record, INSIGHTS_TURN_END_MS, turn->end_ms);
    insights_record_set_int(
        record, INSIGHTS_TURN_BYTE_START, (int64_t)turn->byte_start);
    insights_record_set_int(
        record, INSIGHTS_TURN_CHAR_START, (int64_t)turn->char_start);
    insights_record_set_int(
        record, INSIGHTS_TURN_UTF16_START, (int64_t)turn->utf16_start);
    if (turn->word_count) {
        write_words(words, turn);
        insights_record_set_text(
            record, INSIGHTS_TURN_WORDS, insights__buffer_text(words));
    }
    insights_record_set_int(
        record, INSIGHTS_TURN_IS_QUESTION, roles->turns[at].asks != 0);
    if (turn->continued)
        insights_record_set_int(record, INSIGHTS_TURN_CONTINUED, 1);
    return insights__buffer_check(words, "the times of words", error);
}

insights_status insights__turns_save(
    insights__unit *unit,
    const insights_conversation *script,
    const insights__roles *roles,
    const char *interview_id,
    const char *transcript_id,
    size_t first,
    const insights__map *persons,
    unsigned flags,
    insights_error **error)
{
    insights__buffer words = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    for (size_t i = first; i < script->turns.count && status >= 0; i++) {
        insights_record *turn = insights__study_new(unit->study, INSIGHTS_TURN);

        if (!turn) {
            status = insights__fail_nomem(error);
            break;
        }
        insights_record_set_text(
            turn, INSIGHTS_TURN_TRANSCRIPT_ID, transcript_id);
        insights_record_set_text(
            turn, INSIGHTS_TURN_INTERVIEW_ID, interview_id);
        status = fill_turn(turn, script, roles, i, persons, &words, error);
        if (status >= 0)
            status = insights__unit_save(unit, turn, NULL, flags, error);
        insights_record_free(turn);
    }
    insights__buffer_free(&words);
    return status;
}

insights_status insights__transcript_fill(
    insights_record *transcript,
    const insights_conversation *script,
    insights_error **error)
{
    insights__sha256 *hash = insights__sha256_new();
    char text[INSIGHTS__SHA256_TEXT];
    size_t chars = 0;
    size_t utf16 = 0;
    insights_status status;

    if (!hash)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < script->turns.count; i++) {
        const insights__turn *turn = &script->turns.items[i];

        insights__sha256_add(hash, turn->text, turn->length);
        insights__sha256_add(hash, "\n", 1);
        chars += turn->chars + 1;
        utf16 += turn->utf16 + 1;
    }
    status = insights__sha256_text(hash, text, error);
    insights__sha256_free(hash);
    if (status < 0)
        return status;
    insights_record_set_text(
        transcript, INSIGHTS_TRANSCRIPT_CONTENT_HASH, text);
    insights_record_set_int(
        transcript, INSIGHTS_TRANSCRIPT_BYTE_LENGTH,
        (int64_t)insights__script_length(script));
    insights_record_set_int(
        transcript, INSIGHTS_TRANSCRIPT_CHAR_LENGTH, (int64_t)chars);
    insights_record_set_int(
        transcript, INSIGHTS_TRANSCRIPT_UTF16_LENGTH, (int64_t)utf16);
    insights_record_set_int(
        transcript, INSIGHTS_TRANSCRIPT_TURN_COUNT,
        (int64_t)script->turns.count);
    return insights_record_check(transcript, error);
}
