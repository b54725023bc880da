/* apply.c - take in a review.json: what one person decided, coded and wrote.
 *
 * Keeps true: all of it is one command, which can be undone; doing it twice
 * changes nothing; what does not fit the study any more is refused, counted
 * and named, and the rest is done. docs/review.md describes the file.
 */
#include "analysis/review.h"

#include "analysis/carry.h"

#include <jansson.h>
#include <string.h>

#define REVIEW_VERSION 1

typedef struct applying {
    insights_study *study;
    insights__unit unit;
    insights__coder coder;
    insights__counts counts;
    insights__buffer reasons; /* of what was refused, a JSON list */
    int64_t decisions;
    int64_t codes;
    int64_t memos;
} applying;

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* Count what one entry came to. What the study cannot do is a refusal; only
 * what is wrong with the machine stops the whole. */
static insights_status tally(
    applying *self,
    insights_status status,
    int fresh,
    int64_t *done,
    const char *list,
    size_t index,
    insights_error *own,
    insights_error **error)
{
    const char *why;

    if (status >= 0) {
        *(fresh ? &self->counts.done : &self->counts.unchanged) += 1;
        *done += fresh;
        return INSIGHTS_OK;
    }
    if (status != INSIGHTS_E_INVALID && status != INSIGHTS_E_NOT_FOUND &&
        status != INSIGHTS_E_AMBIGUOUS && status != INSIGHTS_E_CONFLICT &&
        status != INSIGHTS_E_DENIED && status != INSIGHTS_E_LIMIT) {
        insights__error_pass(status, own, error);
        return status;
    }
    why = insights_error_message(own);
    self->counts.refused++;
    insights__buffer_format(
        &self->reasons, "%s{\"list\":\"%s\",\"index\":%zu,\"reason\":",
        self->reasons.length > 1 ? "," : "", list, index);
    insights__buffer_json_string(&self->reasons, why, strlen(why));
    insights__buffer_char(&self->reasons, '}');
    insights_error_free(own);
    return INSIGHTS_OK;
}

/* --- Decisions ---------------------------------------------------------------
 */

/* A decision about words is about the words that were seen. */
static insights_status check_seen(
    applying *self,
    const json_t *entry,
    insights_kind kind,
    const char *id,
    insights_error **error)
{
    const char *quote = text_of(entry, "quote");
    insights_record *record = NULL;
    insights_record *evidence = NULL;
    insights_status status;

    if (!quote || kind == INSIGHTS_PARTICIPANT)
        return INSIGHTS_OK;
    status = insights__study_get(self->study, kind, id, &record, error);
    if (status >= 0 && kind == INSIGHTS_CODING)
        status = insights_store_get(
            self->study->store, INSIGHTS_EVIDENCE,
            insights_record_text(record, INSIGHTS_CODING_EVIDENCE_ID),
            &evidence, error);
    if (status >= 0 &&
        !insights__text_is(
            evidence ? evidence : record, INSIGHTS_EVIDENCE_QUOTE, quote))
        status = insights__fail(
            error, INSIGHTS_E_CONFLICT,
            "the words were corrected since they were decided on; review "
            "'%s' again",
            id);
    insights_record_free(evidence);
    insights_record_free(record);
    return status;
}

static insights_status decide_entry(
    applying *self,
    const json_t *entry,
    int *fresh,
    insights_error **error)
{
    const char *kind_name = text_of(entry, "kind");
    const char *id = text_of(entry, "id");
    const char *what = text_of(entry, "decision");
    insights_kind kind = kind_name ? insights_kind_find(kind_name) : 0;
    insights_decision decision;
    insights_status status;

    if (!kind || !id || !what)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a decision needs kind, id and decision");
    if (strcmp(what, "accept") == 0)
        decision = INSIGHTS_ACCEPT;
    else if (strcmp(what, "reject") == 0)
        decision = INSIGHTS_REJECT;
    else if (strcmp(what, "keep") == 0)
        decision = INSIGHTS_KEEP;
    else
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is no decision; accept, reject and keep are", what);
    status = check_seen(self, entry, kind, id, error);
    return status < 0
               ? status
               : insights__decide(
                     &self->coder, kind, id, decision, text_of(entry, "code"),
                     text_of(entry, "note"), fresh, error);
}

/* --- Codes -------------------------------------------------------------------
 */

/* Carry a span of another revision to the text that stands. */
static insights_status carry_seen(
    applying *self,
    insights__span_at *at,
    const char *transcript_id,
    insights_error **error)
{
    insights_conversation *seen = NULL;
    insights__carry *carry = NULL;
    insights__carried to = {0, 0, 0, 0};
    insights_status status = insights__load_script(
        self->study, at->interview, transcript_id, &seen, error);

    if (status >= 0 && at->end > insights__script_length(seen))
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "bytes %zu to %zu lie outside of the text that was read", at->start,
            at->end);
    if (status >= 0)
        status = insights__carry_new(
            seen, at->script, seen->turns.count == at->script->turns.count,
            &carry, error);
    if (status >= 0) {
        to = insights__carry_span(carry, at->start, at->end);
        if (to.gone || to.changed)
            status = insights__fail(
                error, INSIGHTS_E_CONFLICT,
                "the words at bytes %zu to %zu were corrected since", at->start,
                at->end);
    }
    if (status >= 0) {
        at->start = to.start;
        at->end = to.end;
    }
    insights__carry_free(carry);
    insights_conversation_free(seen);
    return status;
}

static insights_status check_quote(
    const insights__span_at *at,
    const char *quote,
    insights_error **error)
{
    char *said;
    int same;

    if (!quote)
        return INSIGHTS_OK;
    said = insights__script_slice(at->script, at->start, at->end);
    if (!said)
        return insights__fail_nomem(error);
    same = strcmp(said, quote) == 0;
    insights_free(said);
    return same ? INSIGHTS_OK
                : insights__fail(
                      error, INSIGHTS_E_CONFLICT,
                      "other words stand at bytes %zu to %zu than '%s'",
                      at->start, at->end, quote);
}

static insights_status find_span(
    applying *self,
    const json_t *entry,
    insights__span_at *at,
    insights_error **error)
{
    const json_t *start = json_object_get(entry, "byte_start");
    const json_t *end = json_object_get(entry, "byte_end");
    const char *interview = text_of(entry, "interview");
    const char *transcript = text_of(entry, "transcript_id");
    insights_status status;

    at->grounding = "exact";
    at->similarity = 1;
    if (!interview || !json_is_integer(start) || !json_is_integer(end) ||
        json_integer_value(start) < 0 || json_integer_value(end) < 0)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a code needs interview, byte_start, byte_end and code");
    at->start = (size_t)json_integer_value(start);
    at->end = (size_t)json_integer_value(end);
    if (at->end < at->start)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "bytes %zu to %zu are no span",
            at->start, at->end);
    status = insights__study_get(
        self->study, INSIGHTS_INTERVIEW, interview, &at->interview, error);
    if (status >= 0)
        status = insights__load_current(
            self->study, at->interview, &at->script, error);
    if (status >= 0 && transcript &&
        !insights__text_is(
            at->interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID, transcript))
        status = carry_seen(self, at, transcript, error);
    if (status >= 0 && at->end > insights__script_length(at->script))
        status = insights__fail(
            error, INSIGHTS_E_INVALID,
            "bytes %zu to %zu lie outside of the text", at->start, at->end);
    if (status >= 0)
        status = check_quote(at, text_of(entry, "quote"), error);
    return status < 0 ? status : insights__span_check(at, error);
}

static insights_status code_entry(
    applying *self,
    const json_t *entry,
    int *fresh,
    insights_error **error)
{
    insights__span_at at = {0};
    const insights_record *evidence = NULL;
    const char *code = text_of(entry, "code");
    char id[INSIGHTS__UUID_TEXT];
    insights_status status;

    if (!code || !*code)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "a code needs interview, byte_start, byte_end and code");
    status = find_span(self, entry, &at, error);
    if (status >= 0)
        status = insights__coder_evidence(&self->coder, &at, &evidence, error);
    if (status >= 0)
        status = insights__coder_code(
            &self->coder, evidence, code, text_of(entry, "note"), NULL, id,
            fresh, error);
    insights__span_at_free(&at);
    return status;
}

/* --- Memos -------------------------------------------------------------------
 */

static insights_status memo_entry(
    applying *self,
    const json_t *entry,
    int *fresh,
    insights_error **error)
{
    const char *kind_name = text_of(entry, "kind");
    const char *id = text_of(entry, "id");
    const char *text = text_of(entry, "text");
    insights_kind kind = kind_name ? insights_kind_find(kind_name) : 0;
    char memo[INSIGHTS__UUID_TEXT];

    if (!kind || !id || !text)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "a memo needs kind, id and text");
    return insights__memo_write(
        &self->unit, kind, id, text, memo, fresh, error);
}

typedef insights_status (*entry_function)(
    applying *self,
    const json_t *entry,
    int *fresh,
    insights_error **error);

static insights_status apply_list(
    applying *self,
    const json_t *review,
    const char *name,
    entry_function apply,
    int64_t *done,
    insights_error **error)
{
    const json_t *list = json_object_get(review, name);
    insights_status status = INSIGHTS_OK;

    if (list && !json_is_array(list))
        return insights__fail(
            error, INSIGHTS_E_PARSE, "'%s' of a review must be a list", name);
    for (size_t i = 0; i < json_array_size(list) && status >= 0; i++) {
        insights_error *own = NULL;
        int fresh = 0;

        status = apply(self, json_array_get(list, i), &fresh, &own);
        status = tally(self, status, fresh, done, name, i, own, error);
    }
    return status;
}

/* --- The whole ---------------------------------------------------------------
 */

static insights_status parse(
    const char *json,
    size_t length,
    json_t **out,
    insights_error **error)
{
    json_error_t at;
    const json_t *version;

    *out = json_loadb(json, length, JSON_REJECT_DUPLICATES, &at);
    if (!*out)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "line %d, column %d: %s", at.line,
            at.column, at.text);
    version = json_object_get(*out, "insights_review");
    if (!json_is_integer(version))
        return insights__fail(
            error, INSIGHTS_E_PARSE,
            "this is no review: it has no \"insights_review\"");
    if (json_integer_value(version) > REVIEW_VERSION)
        return insights__fail(
            error, INSIGHTS_E_NEWER,
            "a later version wrote this review (%lld); this one reads %d",
            (long long)json_integer_value(version), REVIEW_VERSION);
    return INSIGHTS_OK;
}

static insights_status check_project(
    const insights_study *study,
    const json_t *review,
    insights_error **error)
{
    const char *project = text_of(review, "project");

    if (!project || strcmp(project, study->project) == 0)
        return INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_DENIED, "the review is of another project (%s)",
        project);
}

static insights_status run(
    applying *self,
    const json_t *review,
    insights_error **error)
{
    const char *actor = text_of(review, "actor");
    insights_status status = check_project(self->study, review, error);

    if (status >= 0)
        status = insights__unit_begin_as(
            &self->unit, self->study, actor && *actor ? actor : NULL, "apply",
            error);
    if (status >= 0)
        status = insights__coder_open(&self->coder, &self->unit, error);
    if (status >= 0)
        status = apply_list(
            self, review, "decisions", decide_entry, &self->decisions, error);
    if (status >= 0)
        status =
            apply_list(self, review, "codes", code_entry, &self->codes, error);
    if (status >= 0)
        status =
            apply_list(self, review, "memos", memo_entry, &self->memos, error);
    return status;
}

static insights_status finish(
    applying *self,
    insights_record **out,
    insights_error **error)
{
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights__buffer details = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_format(
        &line,
        "review: %lld decisions, %lld codes, %lld memos; %lld stood already, "
        "%lld refused",
        (long long)self->decisions, (long long)self->codes,
        (long long)self->memos, (long long)self->counts.unchanged,
        (long long)self->counts.refused);
    insights__buffer_char(&self->reasons, ']');
    insights__buffer_format(
        &details,
        "{\"decisions\":%lld,\"codes\":%lld,\"memos\":%lld,\"refused\":%s}",
        (long long)self->decisions, (long long)self->codes,
        (long long)self->memos, insights__buffer_text(&self->reasons));
    status = insights__buffer_check(&self->reasons, "the reasons", error);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__buffer_check(&details, "the summary", error);
    if (status >= 0)
        status = insights__unit_finish(
            &self->unit, &self->counts, insights__buffer_text(&details),
            insights__buffer_text(&line), out, error);
    insights__buffer_free(&line);
    insights__buffer_free(&details);
    return status;
}

insights_status insights_study_apply(
    insights_study *study,
    const char *json,
    size_t length,
    insights_record **out,
    insights_error **error)
{
    applying self;
    json_t *review = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !json || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, json and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    insights__buffer_char(&self.reasons, '[');
    status = parse(json, length, &review, error);
    if (status >= 0)
        status = run(&self, review, error);
    if (status >= 0)
        status = finish(&self, out, error);
    insights__buffer_free(&self.reasons);
    insights__coder_close(&self.coder);
    insights__unit_free(&self.unit);
    json_decref(review);
    return status;
}
