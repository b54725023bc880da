/* verify.c - read every stored quote again in its source.
 *
 * Texts are read as they are stored, byte by byte, and never through a
 * conversation, which would mend what is broken.
 */
#include "analysis/codes.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "model/cursor.h"

#include <string.h>

/* A revision's text and the times of its turns. */
typedef struct source {
    insights__buffer text;
    INSIGHTS__ARRAY(int64_t) starts; /* of turns, in ms */
    INSIGHTS__ARRAY(int64_t) ends;
    INSIGHTS__ARRAY(int64_t) places; /* where turns say that they start */
} source;

typedef struct verifying {
    insights_study *study;
    insights__list *list;
    const insights_record *interview;
    insights__record_list evidence; /* of the interview at hand */
    insights__record_list codings;
    int64_t checked;
} verifying;

static void source_free(source *self)
{
    insights__buffer_free(&self->text);
    insights__array_free(&self->starts);
    insights__array_free(&self->ends);
    insights__array_free(&self->places);
}

/* --- Findings ----------------------------------------------------------------
 */

/* Text that a record may hold: what is not UTF-8 becomes U+FFFD. Owned, or
 * NULL: no memory. */
static char *presentable(const char *bytes, size_t length)
{
    char *out = insights__calloc(length + 1, 3);
    size_t to = 0;

    for (size_t at = 0; out && at < length;) {
        uint32_t c = 0;
        size_t size = insights__utf8_decode(bytes + at, length - at, &c);

        if (size && c) {
            memcpy(out + to, bytes + at, size);
        } else {
            memcpy(out + to, "\xEF\xBF\xBD", 3);
        }
        to += size && c ? size : 3;
        at += size ? size : 1;
    }
    return out;
}

static insights_status set_clean(
    insights_record *finding,
    insights_field field,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    char *clean;

    if (!bytes)
        return INSIGHTS_OK;
    clean = presentable(bytes, length);
    if (!clean)
        return insights__fail_nomem(error);
    insights_record_set_text(finding, field, clean);
    insights__free(clean);
    return INSIGHTS_OK;
}

typedef struct wrong {
    const char *code;
    const insights_record *record;
    const char *what; /* one line, to which the interview is added */
    const char *quote;
    const char *said;
    size_t said_length;
} wrong;

static insights_status find(
    verifying *self,
    const wrong *one,
    insights_error **error)
{
    insights__buffer message = INSIGHTS__BUFFER_INIT;
    insights_record *finding = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_FINDING, &finding, error);

    if (status < 0)
        return status;
    insights_record_set_text(finding, INSIGHTS_FINDING_CODE, one->code);
    insights_record_set_text(
        finding, INSIGHTS_FINDING_RECORD_KIND,
        insights_kind_name(insights_record_kind(one->record)));
    insights_record_set_text(
        finding, INSIGHTS_FINDING_RECORD_ID, insights_record_id(one->record));
    insights_record_set_text(
        finding, INSIGHTS_FINDING_INTERVIEW_ID,
        insights_record_id(self->interview));
    insights__buffer_format(
        &message, "'%s': %s",
        insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE),
        one->what);
    status = insights__buffer_check(&message, "a finding", error);
    if (status >= 0)
        insights_record_set_text(
            finding, INSIGHTS_FINDING_MESSAGE, insights__buffer_text(&message));
    insights__buffer_free(&message);
    if (status >= 0)
        status = set_clean(
            finding, INSIGHTS_FINDING_QUOTE, one->quote,
            one->quote ? strlen(one->quote) : 0, error);
    if (status >= 0)
        status = set_clean(
            finding, INSIGHTS_FINDING_SAID, one->said, one->said_length, error);
    if (status < 0) {
        insights_record_free(finding);
        return status;
    }
    return insights__list_add(self->list, finding, 0, error);
}

/* --- Texts -------------------------------------------------------------------
 */

static int64_t time_of(const insights_record *turn, insights_field field)
{
    return insights_record_state(turn, field) == INSIGHTS_VALUE
               ? insights_record_int(turn, field)
               : INSIGHTS_NO_TIME;
}

static insights_status add_turn(
    source *to,
    const insights_record *turn,
    insights_error **error)
{
    const char *text = insights_record_text(turn, INSIGHTS_TURN_TEXT);
    int64_t *start = insights__array_add(&to->starts);
    int64_t *end = insights__array_add(&to->ends);
    int64_t *place = insights__array_add(&to->places);

    if (!start || !end || !place)
        return insights__fail_nomem(error);
    *start = time_of(turn, INSIGHTS_TURN_START_MS);
    *end = time_of(turn, INSIGHTS_TURN_END_MS);
    *place = insights_record_int(turn, INSIGHTS_TURN_BYTE_START);
    if ((size_t)*place != to->text.length)
        *place = -1;
    insights__buffer_text_append(&to->text, text ? text : "");
    insights__buffer_char(&to->text, '\n');
    return insights__buffer_check(&to->text, "the text", error);
}

static insights_status read_source(
    verifying *self,
    const insights_record *transcript,
    source *out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_TURN_TRANSCRIPT_ID, insights_record_id(transcript)},
        {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *turn = NULL;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_TURN, filters, INSIGHTS_TURN_POSITION, &cursor,
        error);

    while (status >= 0 &&
           (status = insights_cursor_next(cursor, &turn, error)) == INSIGHTS_OK)
        status = add_turn(out, turn, error);
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status check_text(
    verifying *self,
    const insights_record *transcript,
    const source *text,
    insights_error **error)
{
    wrong one = {"hash", transcript, NULL, NULL, NULL, 0};
    char hash[INSIGHTS__SHA256_TEXT];
    insights_status status = insights__hash_text(
        insights__buffer_text(&text->text), text->text.length, hash, error);

    if (status < 0)
        return status;
    for (size_t i = 0; i < text->places.count && !one.what; i++)
        if (text->places.items[i] < 0)
            one.what = "a turn does not start where it says it does";
    if (insights_record_int(transcript, INSIGHTS_TRANSCRIPT_BYTE_LENGTH) !=
        (int64_t)text->text.length)
        one.what = "the text is longer or shorter than it was";
    else if (!insights__text_is(
                 transcript, INSIGHTS_TRANSCRIPT_CONTENT_HASH, hash))
        one.what = "the text is not what was imported: its hash differs";
    return one.what ? find(self, &one, error) : INSIGHTS_OK;
}

/* --- Quotes ------------------------------------------------------------------
 */

static insights_status check_span(
    verifying *self,
    const source *text,
    const insights_record *record,
    int64_t start,
    int64_t end,
    const char *quote,
    insights_error **error)
{
    wrong one = {"quote", record, NULL, quote, NULL, 0};
    size_t length = text->text.length;

    self->checked++;
    if (start < 0 || end <= start || (uint64_t)end > length) {
        one.what = "a quote lies outside of its text";
        return find(self, &one, error);
    }
    one.said = text->text.data + start;
    one.said_length = (size_t)(end - start);
    if (quote && strlen(quote) == one.said_length &&
        memcmp(quote, one.said, one.said_length) == 0)
        return INSIGHTS_OK;
    one.what = "other words stand where a quote was taken";
    return find(self, &one, error);
}

/* A quote lies within the times of its turns. */
static insights_status check_times(
    verifying *self,
    const source *text,
    const insights_record *evidence,
    insights_error **error)
{
    wrong one = {"time", evidence, NULL, NULL, NULL, 0};
    int64_t first = insights_record_int(evidence, INSIGHTS_EVIDENCE_FIRST_TURN);
    int64_t last = insights_record_int(evidence, INSIGHTS_EVIDENCE_LAST_TURN);
    int64_t start = time_of(evidence, INSIGHTS_EVIDENCE_START_MS);
    int64_t end = time_of(evidence, INSIGHTS_EVIDENCE_END_MS);

    one.quote = insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE);
    if (first < 0 || last < first || (uint64_t)last >= text->starts.count)
        one.what = "a quote names turns that are not there";
    else if (
        (start >= 0 && text->starts.items[first] >= 0 &&
         start < text->starts.items[first]) ||
        (end >= 0 && text->ends.items[last] >= 0 &&
         end > text->ends.items[last]) ||
        (start >= 0 && end >= 0 && end < start))
        one.what = "a quote has times outside of its turns";
    return one.what ? find(self, &one, error) : INSIGHTS_OK;
}

static insights_status check_codings(
    verifying *self,
    const source *text,
    const char *evidence_id,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->codings.count && status >= 0; i++) {
        const insights_record *coding = self->codings.items[i];

        if (!insights__text_is(
                coding, INSIGHTS_CODING_EVIDENCE_ID, evidence_id) ||
            insights_record_state(coding, INSIGHTS_CODING_BYTE_START) !=
                INSIGHTS_VALUE)
            continue;
        status = check_span(
            self, text, coding,
            insights_record_int(coding, INSIGHTS_CODING_BYTE_START),
            insights_record_int(coding, INSIGHTS_CODING_BYTE_END),
            insights_record_text(coding, INSIGHTS_CODING_QUOTE), error);
    }
    return status;
}

static insights_status check_revision(
    verifying *self,
    const insights_record *transcript,
    insights_error **error)
{
    source text;
    insights_status status;

    memset(&text, 0, sizeof(text));
    status = read_source(self, transcript, &text, error);
    if (status >= 0)
        status = check_text(self, transcript, &text, error);
    for (size_t i = 0; i < self->evidence.count && status >= 0; i++) {
        const insights_record *one = self->evidence.items[i];

        if (!insights__text_is(
                one, INSIGHTS_EVIDENCE_TRANSCRIPT_ID,
                insights_record_id(transcript)))
            continue;
        status = check_span(
            self, &text, one,
            insights_record_int(one, INSIGHTS_EVIDENCE_BYTE_START),
            insights_record_int(one, INSIGHTS_EVIDENCE_BYTE_END),
            insights_record_text(one, INSIGHTS_EVIDENCE_QUOTE), error);
        if (status >= 0)
            status = check_times(self, &text, one, error);
        if (status >= 0)
            status = check_codings(self, &text, insights_record_id(one), error);
    }
    source_free(&text);
    return status;
}

static insights_status check_interview(verifying *self, insights_error **error)
{
    insights__record_list revisions = INSIGHTS__ARRAY_INIT;
    const char *id = insights_record_id(self->interview);
    insights_status status = insights__study_load_by(
        self->study, INSIGHTS_TRANSCRIPT, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, id,
        &revisions, error);

    if (status >= 0)
        status = insights__study_load_by(
            self->study, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID, id,
            &self->evidence, error);
    if (status >= 0)
        status = insights__study_load_by(
            self->study, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, id,
            &self->codings, error);
    for (size_t i = 0; i < revisions.count && status >= 0; i++)
        status = check_revision(self, revisions.items[i], error);
    insights__record_list_free(&revisions);
    insights__record_list_free(&self->evidence);
    insights__record_list_free(&self->codings);
    return status;
}

insights_status insights_study_verify(
    insights_study *study,
    int64_t *checked,
    insights_cursor **out,
    insights_error **error)
{
    verifying self;
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.list = insights__list_new();
    status = self.list
                 ? insights__study_interviews(study, NULL, &interviews, error)
                 : insights__fail_nomem(error);
    for (size_t i = 0; i < interviews.count && status >= 0; i++) {
        self.interview = interviews.items[i];
        status = check_interview(&self, error);
    }
    insights__record_list_free(&interviews);
    if (status < 0) {
        insights__list_free(self.list);
        return status;
    }
    if (checked)
        *checked = self.checked;
    *out = insights__list_cursor(self.list);
    return INSIGHTS_OK;
}
