/* pseudonymise_interview.c - a conversation with pseudonyms, and what rests on
 * it.
 *
 * Keeps true: evidence and codings lie at the same words of the new text, or
 * have none; times are those of the recording.
 */
#include "analysis/pseudonymise.h"

#include "base/alloc.h"

#include <string.h>

/* --- Texts of an interview ---------------------------------------------------
 */

static insights__hidden_text *text_of(
    insights__copying *self,
    const char *transcript)
{
    for (size_t i = 0; transcript && i < self->texts.count; i++)
        if (strcmp(self->texts.items[i].id, transcript) == 0)
            return &self->texts.items[i];
    return NULL;
}

static void write_words(insights__buffer *out, const insights__turn *turn)
{
    for (size_t i = 0; i < turn->word_count; i++)
        insights__buffer_format(
            out, "%s[%u,%u,%lld,%lld]", i ? "," : "[",
            (unsigned)turn->words[i].offset, (unsigned)turn->words[i].length,
            (long long)turn->words[i].start_ms,
            (long long)turn->words[i].end_ms);
    insights__buffer_char(out, ']');
}

static insights_status copy_turn(
    insights__copying *self,
    insights_record *record,
    const insights__turn *turn,
    insights_error **error)
{
    insights__buffer words = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    insights_record_set_text(record, INSIGHTS_TURN_TEXT, turn->text);
    insights_record_set_text(record, INSIGHTS_TURN_SPEAKER, turn->speaker);
    insights_record_set_int(
        record, INSIGHTS_TURN_BYTE_START, (int64_t)turn->byte_start);
    insights_record_set_int(
        record, INSIGHTS_TURN_CHAR_START, (int64_t)turn->char_start);
    insights_record_set_int(
        record, INSIGHTS_TURN_UTF16_START, (int64_t)turn->utf16_start);
    if (turn->word_count) {
        write_words(&words, turn);
        status = insights__buffer_check(&words, "the times of words", error);
        if (status >= 0)
            insights_record_set_text(
                record, INSIGHTS_TURN_WORDS, insights__buffer_text(&words));
    }
    insights__buffer_free(&words);
    return status < 0 ? status : insights__copy_save(self, record, error);
}

static insights_status copy_revision(
    insights__copying *self,
    const insights_record *interview,
    insights_record *transcript,
    insights_error **error)
{
    insights__hidden_text *text = insights__array_add(&self->texts);
    insights__record_list turns = INSIGHTS__ARRAY_INIT;
    const insights__filter filters[] = {
        {INSIGHTS_TURN_TRANSCRIPT_ID, insights_record_id(transcript)},
        {0, NULL}};
    insights_status status;

    if (!text)
        return insights__fail_nomem(error);
    text->id = insights_record_id(transcript);
    status = insights__load_script(
        self->study, interview, text->id, &text->before, error);
    if (status >= 0)
        status =
            insights__hiding_script(&self->names, self->interview, text, error);
    if (status >= 0)
        status = insights__study_load(
            self->study, INSIGHTS_TURN, filters, INSIGHTS_TURN_POSITION, &turns,
            error);
    if (status >= 0 && turns.count != text->after->turns.count)
        status = insights__fail(
            error, INSIGHTS_E_CORRUPT,
            "revision '%s' does not read as it is stored: run insights doctor",
            text->id);
    if (status >= 0)
        status = insights__transcript_fill(transcript, text->after, error);
    if (status >= 0)
        status = insights__copy_save(self, transcript, error);
    for (size_t i = 0; i < turns.count && status >= 0; i++)
        status = copy_turn(
            self, turns.items[i], &text->after->turns.items[i], error);
    insights__record_list_free(&turns);
    return status;
}

/* --- Evidence ----------------------------------------------------------------
 */

/* Words that stand within [start, end) of a text, as they are now; else by
 * the names in them. */
static insights_status copy_words(
    insights__copying *self,
    const insights__hidden_text *text,
    insights_record *record,
    insights_field field,
    size_t start,
    size_t end,
    insights_error **error)
{
    const char *words = insights_record_text(record, field);
    char *said =
        words ? insights__script_slice(text->before, start, end) : NULL;
    const char *found = said && *words ? strstr(said, words) : NULL;
    size_t now = 0;
    size_t now_end = 0;
    char *left = NULL;

    if (words && !said)
        return insights__fail_nomem(error);
    if (found) {
        start += (size_t)(found - said);
        if (insights__hidden_span(
                text, (int64_t)start, (int64_t)(start + strlen(words)), &now,
                &now_end))
            left = insights__script_slice(text->after, now, now_end);
    }
    insights__free(said);
    if (!left)
        return insights__copy_hide(self, record, field, error);
    insights_record_set_text(record, field, left);
    insights__free(left);
    return INSIGHTS_OK;
}

static insights_status copy_question(
    insights__copying *self,
    const insights__hidden_text *text,
    insights_record *record,
    insights_error **error)
{
    int64_t at = insights_record_int(record, INSIGHTS_EVIDENCE_QUESTION_TURN);
    const insights__turn *turn;

    if (insights_record_state(record, INSIGHTS_EVIDENCE_QUESTION_TURN) !=
            INSIGHTS_VALUE ||
        at < 0 || (size_t)at >= text->before->turns.count)
        return INSIGHTS_OK;
    turn = &text->before->turns.items[at];
    return copy_words(
        self, text, record, INSIGHTS_EVIDENCE_CONTEXT, turn->byte_start,
        turn->byte_start + turn->length, error);
}

static void copy_chunk(
    const insights__hidden_text *text,
    insights_record *record)
{
    size_t now = 0;
    size_t now_end = 0;

    if (insights_record_state(record, INSIGHTS_EVIDENCE_CHUNK_START) !=
            INSIGHTS_VALUE ||
        !insights__hidden_span(
            text, insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_START),
            insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_END), &now,
            &now_end))
        return;
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_START, (int64_t)now);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_END, (int64_t)now_end);
}

/* A span of a text of this interview: its place and words of today, with the
 * times it had. */
static insights_status copy_span(
    insights__copying *self,
    const insights__hidden_text *text,
    insights_record *record,
    insights_error **error)
{
    int is_coding = insights_record_kind(record) == INSIGHTS_CODING;
    insights_record *times = NULL;
    int64_t start = insights_record_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_START : INSIGHTS_EVIDENCE_BYTE_START);
    int64_t end = insights_record_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_END : INSIGHTS_EVIDENCE_BYTE_END);
    size_t now = 0;
    size_t now_end = 0;
    insights_status status;

    if (!text || !insights__hidden_span(text, start, end, &now, &now_end))
        return insights__copy_hide(
            self, record,
            is_coding ? INSIGHTS_CODING_QUOTE : INSIGHTS_EVIDENCE_QUOTE, error);
    if (is_coding)
        return insights__span_fill(
            record, text->after, text->id, now, now_end, error);
    status = copy_words(
        self, text, record, INSIGHTS_EVIDENCE_GIST, (size_t)start, (size_t)end,
        error);
    if (status >= 0)
        status = copy_question(self, text, record, error);
    if (status >= 0)
        status = insights_record_edit(record, &times, error);
    if (status >= 0)
        status = insights__span_fill(
            record, text->after, text->id, now, now_end, error);
    if (status >= 0) {
        copy_chunk(text, record);
        insights__copy_field(record, times, INSIGHTS_EVIDENCE_START_MS);
        insights__copy_field(record, times, INSIGHTS_EVIDENCE_END_MS);
        insights__copy_field(record, times, INSIGHTS_EVIDENCE_TIME_METHOD);
    }
    insights_record_free(times);
    return status;
}

/* A key of the words as they were would tell who guesses them. */
static insights_status copy_evidence(
    insights__copying *self,
    insights_record *record,
    insights_error **error)
{
    const insights__hidden_text *text = text_of(
        self, insights_record_text(record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID));
    char key[65];
    insights_status status = insights__hash_text(
        insights_record_id(record), INSIGHTS__UUID_TEXT - 1, key, error);

    if (status < 0)
        return status;
    key[32] = '\0';
    insights_record_set_text(record, INSIGHTS_EVIDENCE_KEY, key);
    status = copy_span(self, text, record, error);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_SPEAKER,
        insights__hiding_label(
            &self->names, self->interview,
            insights_record_text(record, INSIGHTS_EVIDENCE_SPEAKER)));
    return status < 0 ? status : insights__copy_save(self, record, error);
}

static insights_status copy_coding(
    insights__copying *self,
    insights_record *record,
    insights_error **error)
{
    const char *evidence =
        insights_record_text(record, INSIGHTS_CODING_EVIDENCE_ID);
    const insights__hidden_text *text = NULL;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->evidence.count; i++)
        if (strcmp(insights_record_id(self->evidence.items[i]), evidence) == 0)
            text = text_of(
                self,
                insights_record_text(
                    self->evidence.items[i], INSIGHTS_EVIDENCE_TRANSCRIPT_ID));
    if (insights_record_state(record, INSIGHTS_CODING_BYTE_START) ==
        INSIGHTS_VALUE)
        status = copy_span(self, text, record, error);
    return status < 0 ? status : insights__copy_save(self, record, error);
}

/* --- Interviews --------------------------------------------------------------
 */

static insights_status copy_list(
    insights__copying *self,
    insights_kind kind,
    insights_field field,
    insights_status (
        *each)(insights__copying *, insights_record *, insights_error **),
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        self->study, kind, field, self->interview, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++)
        status = each(self, list.items[i], error);
    insights__record_list_free(&list);
    return status;
}

static insights_status copy_participant(
    insights__copying *self,
    insights_record *record,
    insights_error **error)
{
    insights_record_set_text(
        record, INSIGHTS_PARTICIPANT_LABEL,
        insights__hiding_label(
            &self->names, self->interview,
            insights_record_text(record, INSIGHTS_PARTICIPANT_LABEL)));
    return insights__copy_save(self, record, error);
}

void insights__copy_drop(insights__copying *self)
{
    for (size_t i = 0; i < self->texts.count; i++)
        insights__hidden_text_free(&self->texts.items[i]);
    insights__array_free(&self->texts);
    insights__record_list_free(&self->evidence);
}

insights_status insights__copy_interview(
    insights__copying *self,
    insights_record *interview,
    insights_error **error)
{
    insights__record_list revisions = INSIGHTS__ARRAY_INIT;
    insights_status status;

    self->interview = insights_record_id(interview);
    status = insights__study_load_by(
        self->study, INSIGHTS_TRANSCRIPT, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
        self->interview, &revisions, error);
    for (size_t i = 0; i < revisions.count && status >= 0; i++)
        status = copy_revision(self, interview, revisions.items[i], error);
    if (status >= 0)
        status = insights__study_load_by(
            self->study, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID,
            self->interview, &self->evidence, error);
    for (size_t i = 0; i < self->evidence.count && status >= 0; i++)
        status = copy_evidence(self, self->evidence.items[i], error);
    if (status >= 0)
        status = copy_list(
            self, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, copy_coding,
            error);
    if (status >= 0)
        status = copy_list(
            self, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
            copy_participant, error);
    if (status >= 0)
        status = insights__copy_save(self, interview, error);
    insights__copy_drop(self);
    insights__record_list_free(&revisions);
    return status;
}
