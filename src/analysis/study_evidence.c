/* study_evidence.c - evidence with the codes on it, as people read it. */
#include "analysis/codes.h"
#include "analysis/load.h"

#include "base/alloc.h"
#include "base/options.h"
#include "model/cursor.h"

#include <string.h>

typedef struct listing {
    insights_study *study;
    insights_evidence_options options;
    insights__record_list codes;
    const char *wanted; /* path of the code asked for, or NULL */
    insights__record_list actors;
    insights__list *list;
    /* of the interview at hand */
    const insights_record *interview;
    insights_conversation *script;
    insights__record_list codings;
} listing;

static int is_decided(const insights_record *coding)
{
    int64_t standing = insights_record_int(coding, INSIGHTS_CODING_STANDING);

    return standing == INSIGHTS_STANDING_ACCEPTED ||
           standing == INSIGHTS_STANDING_FACT;
}

/* Whether a coding is one that the caller asked for. */
static int is_wanted(const listing *self, const insights_record *coding)
{
    const insights_record *code = insights__record_list_by_id(
        &self->codes, insights_record_text(coding, INSIGHTS_CODING_CODE_ID));

    if (!code ||
        !insights__code_within(
            insights_record_text(code, INSIGHTS_CODE_PATH), self->wanted))
        return 0;
    if (is_decided(coding))
        return 1;
    return (self->options.flags & INSIGHTS_EVIDENCE_INCLUDE_SUGGESTED) &&
           insights_record_int(coding, INSIGHTS_CODING_STANDING) ==
               INSIGHTS_STANDING_SUGGESTED;
}

static void add_text(
    insights__buffer *json,
    const char *name,
    const insights_record *record,
    insights_field field)
{
    insights__buffer_format(json, "\"%s\":", name);
    if (record)
        insights__field_json(json, record, field);
    else
        insights__buffer_text_append(json, "null");
}

static void coding_json(
    const listing *self,
    insights__buffer *json,
    const insights_record *coding)
{
    const insights_record *code = insights__record_list_by_id(
        &self->codes, insights_record_text(coding, INSIGHTS_CODING_CODE_ID));
    const insights_record *actor = insights__record_list_by_id(
        &self->actors, insights_record_text(coding, INSIGHTS_CODING_ACTOR_ID));

    insights__buffer_format(
        json, "%s{\"id\":\"%s\",", json->length > 1 ? "," : "",
        insights_record_id(coding));
    add_text(json, "code", code, INSIGHTS_CODE_PATH);
    insights__buffer_char(json, ',');
    add_text(json, "kind", code, INSIGHTS_CODE_KIND);
    insights__buffer_char(json, ',');
    add_text(json, "quote", coding, INSIGHTS_CODING_QUOTE);
    insights__buffer_char(json, ',');
    add_text(json, "actor", actor, INSIGHTS_ACTOR_NAME);
    insights__buffer_char(json, ',');
    add_text(json, "standing", coding, INSIGHTS_CODING_STANDING);
    insights__buffer_char(json, '}');
}

/* The codes on a piece of evidence; `*wanted` where one was asked for. What
 * was rejected is left out. */
static void codings_json(
    const listing *self,
    const insights_record *evidence,
    insights__buffer *json,
    int *wanted)
{
    const char *id = insights_record_id(evidence);

    *wanted = !self->wanted;
    insights__buffer_char(json, '[');
    for (size_t i = 0; i < self->codings.count; i++) {
        const insights_record *coding = self->codings.items[i];

        if (!insights__text_is(coding, INSIGHTS_CODING_EVIDENCE_ID, id) ||
            insights_record_int(coding, INSIGHTS_CODING_STANDING) ==
                INSIGHTS_STANDING_REJECTED)
            continue;
        coding_json(self, json, coding);
        if (self->wanted && is_wanted(self, coding))
            *wanted = 1;
    }
    insights__buffer_char(json, ']');
}

/* The surrounding thought, from the text that stands. */
static insights_status set_chunk(
    listing *self,
    insights_record *record,
    const insights_record *evidence,
    insights_error **error)
{
    int64_t start =
        insights_record_int(evidence, INSIGHTS_EVIDENCE_CHUNK_START);
    int64_t end = insights_record_int(evidence, INSIGHTS_EVIDENCE_CHUNK_END);
    char *chunk;
    insights_status status = INSIGHTS_OK;

    if (start < 0 || end <= start ||
        !insights__text_is(
            evidence, INSIGHTS_EVIDENCE_TRANSCRIPT_ID,
            insights_record_text(
                self->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID)))
        return INSIGHTS_OK;
    if (!self->script)
        status = insights__load_current(
            self->study, self->interview, &self->script, error);
    if (status < 0 || (size_t)end > insights__script_length(self->script))
        return status;
    chunk = insights__script_slice(self->script, (size_t)start, (size_t)end);
    if (!chunk)
        return insights__fail_nomem(error);
    insights_record_set_text(record, INSIGHTS_QUOTATION_CHUNK, chunk);
    insights__free(chunk);
    return INSIGHTS_OK;
}

static insights_status set_person(
    const listing *self,
    insights_record *record,
    const insights_record *evidence,
    insights_error **error)
{
    const char *id =
        insights_record_text(evidence, INSIGHTS_EVIDENCE_PERSON_ID);
    insights_record *person = NULL;
    insights_status status;

    insights_record_set_null(record, INSIGHTS_QUOTATION_PERSON);
    if (!id)
        return INSIGHTS_OK;
    status = insights_store_get(
        self->study->store, INSIGHTS_PERSON, id, &person, error);
    if (status >= 0)
        insights_record_set_text(
            record, INSIGHTS_QUOTATION_PERSON,
            insights_record_text(person, INSIGHTS_PERSON_NAME));
    insights_record_free(person);
    return status;
}

static void copy_fields(insights_record *to, const insights_record *evidence)
{
    static const insights_field copied[][2] = {
        {INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_QUOTATION_INTERVIEW_ID},
        {INSIGHTS_EVIDENCE_QUOTE, INSIGHTS_QUOTATION_QUOTE},
        {INSIGHTS_EVIDENCE_SPEAKER, INSIGHTS_QUOTATION_SPEAKER},
        {INSIGHTS_EVIDENCE_TIME_METHOD, INSIGHTS_QUOTATION_TIME_METHOD},
        {INSIGHTS_EVIDENCE_GROUNDING, INSIGHTS_QUOTATION_GROUNDING},
        {INSIGHTS_EVIDENCE_GIST, INSIGHTS_QUOTATION_GIST},
        {INSIGHTS_EVIDENCE_REVIEW, INSIGHTS_QUOTATION_REVIEW},
        {INSIGHTS_EVIDENCE_TRANSCRIPT_ID, INSIGHTS_QUOTATION_TRANSCRIPT_ID}};
    static const insights_field numbers[][2] = {
        {INSIGHTS_EVIDENCE_FIRST_TURN, INSIGHTS_QUOTATION_FIRST_TURN},
        {INSIGHTS_EVIDENCE_LAST_TURN, INSIGHTS_QUOTATION_LAST_TURN},
        {INSIGHTS_EVIDENCE_BYTE_START, INSIGHTS_QUOTATION_BYTE_START},
        {INSIGHTS_EVIDENCE_BYTE_END, INSIGHTS_QUOTATION_BYTE_END},
        {INSIGHTS_EVIDENCE_START_MS, INSIGHTS_QUOTATION_START_MS},
        {INSIGHTS_EVIDENCE_END_MS, INSIGHTS_QUOTATION_END_MS},
        {INSIGHTS_EVIDENCE_IS_QUESTION, INSIGHTS_QUOTATION_IS_QUESTION}};

    for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
        insights_record_set_text(
            to, copied[i][1], insights_record_text(evidence, copied[i][0]));
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        if (insights_record_state(evidence, numbers[i][0]) == INSIGHTS_VALUE)
            insights_record_set_int(
                to, numbers[i][1],
                insights_record_int(evidence, numbers[i][0]));
        else
            insights_record_set_null(to, numbers[i][1]);
}

static insights_status answer(
    listing *self,
    const insights_record *evidence,
    const char *codings,
    insights_error **error)
{
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_QUOTATION, &record, error);

    if (status < 0)
        return status;
    insights_record_set_text(
        record, INSIGHTS_QUOTATION_EVIDENCE_ID, insights_record_id(evidence));
    insights_record_set_text(
        record, INSIGHTS_QUOTATION_TITLE,
        insights_record_text(self->interview, INSIGHTS_INTERVIEW_TITLE));
    insights_record_set_text(record, INSIGHTS_QUOTATION_CODINGS, codings);
    insights_record_set_null(record, INSIGHTS_QUOTATION_CHUNK);
    copy_fields(record, evidence);
    status = set_person(self, record, evidence, error);
    if (status >= 0)
        status = set_chunk(self, record, evidence, error);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__list_add(self->list, record, 0, error);
}

static int is_full(const listing *self)
{
    return self->options.limit &&
           insights__list_count(self->list) >= self->options.limit;
}

static insights_status consider(
    listing *self,
    const insights_record *evidence,
    insights_error **error)
{
    insights__buffer codings = INSIGHTS__BUFFER_INIT;
    insights_status status;
    int wanted = 0;

    if (insights_record_state(evidence, INSIGHTS_EVIDENCE_ARCHIVED_AT) ==
            INSIGHTS_VALUE ||
        insights_record_int(evidence, INSIGHTS_EVIDENCE_STANDING) ==
            INSIGHTS_STANDING_REJECTED)
        return INSIGHTS_OK;
    if (self->options.speaker &&
        !insights__text_is(
            evidence, INSIGHTS_EVIDENCE_SPEAKER, self->options.speaker))
        return INSIGHTS_OK;
    codings_json(self, evidence, &codings, &wanted);
    status = insights__buffer_check(&codings, "the codings", error);
    if (status >= 0 && wanted)
        status = answer(self, evidence, insights__buffer_text(&codings), error);
    insights__buffer_free(&codings);
    return status;
}

static insights_status list_interview(listing *self, insights_error **error)
{
    const char *id = insights_record_id(self->interview);
    const insights__filter filters[] = {
        {INSIGHTS_EVIDENCE_INTERVIEW_ID, id}, {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *evidence = NULL;
    insights_status status = insights__study_load_by(
        self->study, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, id,
        &self->codings, error);

    if (status >= 0 && (!self->wanted || self->codings.count))
        status = insights__study_select(
            self->study, INSIGHTS_EVIDENCE, filters,
            INSIGHTS_EVIDENCE_BYTE_START, &cursor, error);
    while (status >= 0 && cursor && !is_full(self) &&
           (status = insights_cursor_next(cursor, &evidence, error)) ==
               INSIGHTS_OK)
        status = consider(self, evidence, error);
    insights_cursor_free(cursor);
    insights_conversation_free(self->script);
    self->script = NULL;
    insights__record_list_free(&self->codings);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status read_options(listing *self, insights_error **error)
{
    const insights_record *code = NULL;
    insights_status status;

    if (self->options.flags & ~(uint32_t)INSIGHTS_EVIDENCE_INCLUDE_SUGGESTED)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED, "unknown flags %u of evidence",
            (unsigned)self->options.flags);
    status = insights__codes_load(self->study, &self->codes, error);
    if (status >= 0)
        status = insights__study_load(
            self->study, INSIGHTS_ACTOR, NULL, 0, &self->actors, error);
    if (status < 0 || !self->options.code)
        return status;
    status =
        insights__codes_need(&self->codes, self->options.code, &code, error);
    if (status >= 0)
        self->wanted = insights_record_text(code, INSIGHTS_CODE_PATH);
    return status;
}

insights_status insights_study_evidence(
    insights_study *study,
    const insights_evidence_options *options,
    insights_cursor **out,
    insights_error **error)
{
    listing self;
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    status = insights__options_read(
        &self.options, sizeof(self.options), options, error);
    if (status < 0)
        return status;
    self.list = insights__list_new();
    status =
        self.list ? read_options(&self, error) : insights__fail_nomem(error);
    if (status >= 0)
        status = insights__study_interviews(
            study, self.options.interview, &interviews, error);
    for (size_t i = 0; i < interviews.count && status >= 0 && !is_full(&self);
         i++) {
        self.interview = interviews.items[i];
        status = list_interview(&self, error);
    }
    insights__record_list_free(&interviews);
    insights__record_list_free(&self.codes);
    insights__record_list_free(&self.actors);
    if (status < 0) {
        insights__list_free(self.list);
        return status;
    }
    *out = insights__list_cursor(self.list);
    return INSIGHTS_OK;
}
