/* forget.c - afterwards a store is as if it had never met somebody.
 *
 * Keeps true: the records change in one transaction, which leaves a line that
 * says that bytes remain; the line says so no more when they are gone. Who
 * is interrupted in between asks again and comes to the same end.
 */
#include "analysis/forget.h"

#include "base/alloc.h"
#include "base/environment.h"
#include "store/internal.h"

#include <insights/privacy.h>
#include <string.h>

static const char remains[] = "{\"bytes\":\"remain\"}";

static insights_status open_forgetting(
    insights__forgetting *self,
    insights_study *study,
    insights_error **error)
{
    memset(self, 0, sizeof(*self));
    self->study = study;
    self->labels = insights__map_new();
    self->called = insights__map_new();
    self->gone = insights__map_new();
    self->saved = insights__map_new();
    self->moved = insights__map_new();
    self->named_in = insights__map_new();
    self->corrections = insights__map_new();
    if (!self->labels || !self->called || !self->gone || !self->saved ||
        !self->moved || !self->named_in || !self->corrections)
        return insights__fail_nomem(error);
    return insights_transaction_new(study->store, &self->transaction, error);
}

static void close_forgetting(insights__forgetting *self)
{
    for (size_t i = 0; i < self->places.count; i++)
        insights__forget_place_free(self->places.items[i]);
    insights__array_free(&self->places);
    insights__array_free(&self->runs);
    insights__namelist_free(self->names);
    insights_transaction_free(self->transaction);
    insights__map_free(self->labels, NULL);
    insights__map_free(self->called, NULL);
    insights__map_free(self->gone, NULL);
    insights__map_free(self->saved, NULL);
    insights__map_free(self->moved, NULL);
    insights__map_free(self->named_in, NULL);
    insights__map_free(self->corrections, NULL);
}

/* --- The line that stays -----------------------------------------------------
 */

static insights_status add_line(
    insights__forgetting *self,
    insights_error **error)
{
    insights_record *row = insights__study_new(self->study, INSIGHTS_CHANGE);
    char actor[INSIGHTS__UUID_TEXT];
    char group[INSIGHTS__UUID_TEXT];
    insights_status status;

    if (!row)
        return insights__fail_nomem(error);
    status = insights__study_actor(
        self->study, INSIGHTS__PERSON, NULL, actor, error);
    if (status >= 0)
        status = insights__uuid_new(group, error);
    if (status >= 0) {
        insights_record_set_text(row, INSIGHTS_CHANGE_ACTOR_ID, actor);
        insights_record_set_int(row, INSIGHTS_CHANGE_AT, insights__wall_ms());
        insights_record_set_text(row, INSIGHTS_CHANGE_GROUP_ID, group);
        insights_record_set_text(row, INSIGHTS_CHANGE_VERB, "forget");
        insights_record_set_text(row, INSIGHTS_CHANGE_TARGET_KIND, "project");
        insights_record_set_text(
            row, INSIGHTS_CHANGE_TARGET_ID, self->study->project);
        insights_record_set_text(row, INSIGHTS_CHANGE_AFTER, remains);
        insights_record_set_text(
            row, INSIGHTS_CHANGE_SUMMARY, "forgot a person");
        status = insights_transaction_save(self->transaction, row, 0, error);
    }
    insights_record_free(row);
    return status;
}

/* The bytes are gone, whoever was to be forgotten. */
static insights_status finish_lines(
    insights__forgetting *self,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_transaction *transaction = NULL;
    insights_status status = insights__forget_load(
        self, INSIGHTS_CHANGE, INSIGHTS_CHANGE_VERB, "forget", &list, error);

    if (status >= 0)
        status =
            insights_transaction_new(self->study->store, &transaction, error);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        if (!insights_record_text(list.items[i], INSIGHTS_CHANGE_AFTER))
            continue;
        insights_record_set_null(list.items[i], INSIGHTS_CHANGE_AFTER);
        status = insights_transaction_save(
            transaction, list.items[i], INSIGHTS_SAVE_RESTORE, error);
    }
    if (status >= 0)
        status = insights_transaction_commit(transaction, error);
    insights_transaction_free(transaction);
    insights__record_list_free(&list);
    return status;
}

/* --- The answer --------------------------------------------------------------
 */

static void write_details(insights__forgetting *self, insights__buffer *out)
{
    const insights__forget_counts *counts = &self->counts;
    const char *title = NULL;
    size_t at = 0;
    int first = 1;

    insights__buffer_format(
        out,
        "{\"conversations\":%lld,\"parts\":%lld,\"turns\":%lld,"
        "\"evidence\":%lld,\"codings\":%lld,\"notes\":%lld,\"files\":%lld,"
        "\"people\":%lld,\"log\":%lld,\"log_emptied\":%lld,"
        "\"redacted\":%lld,\"named_in\":[",
        (long long)counts->conversations, (long long)counts->parts,
        (long long)counts->turns, (long long)counts->evidence,
        (long long)counts->codings, (long long)counts->memos,
        (long long)counts->files, (long long)counts->people,
        (long long)counts->log, (long long)counts->emptied,
        (long long)counts->redacted);
    while (insights__map_next(self->named_in, &at, &title, NULL, NULL)) {
        if (!first)
            insights__buffer_char(out, ',');
        first = 0;
        insights__buffer_json_string(out, title, strlen(title));
    }
    insights__buffer_text_append(out, "]}");
}

static insights_status answer(
    insights__forgetting *self,
    int preview,
    insights_record **out,
    insights_error **error)
{
    insights__buffer details = INSIGHTS__BUFFER_INIT;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights__counts counts = {(int64_t)insights__map_count(self->gone), 0, 0};
    insights_status status;

    write_details(self, &details);
    if (!counts.done && self->unfinished)
        insights__buffer_text_append(
            &line, preview ? "bytes remain to be removed"
                           : "removed the bytes that remained");
    else
        insights__buffer_format(
            &line,
            "%s %lld conversations and %lld turns, with %lld pieces of "
            "evidence and %lld codings",
            preview ? "would forget" : "forgot",
            (long long)self->counts.conversations,
            (long long)self->counts.turns, (long long)self->counts.evidence,
            (long long)self->counts.codings);
    status = insights__buffer_check(&details, "the summary", error);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__summary(
            &counts, insights__buffer_text(&details), NULL,
            insights__buffer_text(&line), out, error);
    insights__buffer_free(&details);
    insights__buffer_free(&line);
    return status;
}

static insights_status forget(
    insights__forgetting *self,
    const char *person,
    int preview,
    insights_record **out,
    insights_error **error)
{
    insights_record *summary = NULL;
    insights_status status = insights__forget_find(self, person, error);

    if (status >= 0)
        status = insights__forget_plan(self, error);
    if (status >= 0)
        status = insights__forget_learn(self, error);
    if (status >= 0)
        status = insights__forget_write(self, error);
    if (status >= 0)
        status = answer(self, preview, &summary, error);
    if (status >= 0 && !preview && insights__map_count(self->saved)) {
        status = add_line(self, error);
        if (status >= 0)
            status = insights_transaction_commit(self->transaction, error);
    }
    if (status >= 0 && !preview)
        status = insights__store_scrub(self->study->store, error);
    if (status >= 0 && !preview)
        status = finish_lines(self, error);
    if (status < 0) {
        insights_record_free(summary);
        return status;
    }
    *out = summary;
    return INSIGHTS_OK;
}

insights_status insights_study_forget(
    insights_study *study,
    const char *person,
    uint32_t flags,
    insights_record **out,
    insights_error **error)
{
    insights__forgetting self;
    char actor[INSIGHTS__UUID_TEXT];
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !person || !*person || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, person and out are required");
    if (flags & ~(uint32_t)INSIGHTS_FORGET_PREVIEW)
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED, "unknown flags %u of forgetting",
            (unsigned)flags);
    status = open_forgetting(&self, study, error);
    if (status >= 0 && !(flags & INSIGHTS_FORGET_PREVIEW))
        status =
            insights__study_actor(study, INSIGHTS__PERSON, NULL, actor, error);
    if (status >= 0)
        status = forget(
            &self, person, flags & INSIGHTS_FORGET_PREVIEW ? 1 : 0, out, error);
    close_forgetting(&self);
    return status;
}
