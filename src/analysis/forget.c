/* forget.c - afterwards a store is as if it had never met somebody.
 *
 * Keeps true: the records change in one transaction, which is applied to what
 * the plan has read or not at all, and leaves a line that says that bytes
 * remain; the line says so no more when they are gone. All that is needed
 * behind that transaction is made before it. Who is interrupted in between
 * asks again and comes to the same end.
 */
#include "analysis/forget.h"

#include "base/alloc.h"
#include "base/environment.h"
#include "model/record.h"
#include "store/internal.h"

#include <insights/privacy.h>
#include <string.h>

#define PLANS_MAXIMUM 10 /* made anew where others changed something */

static const char ended[] =
    "the records are forgotten, but bytes of them remain in the file; forget "
    "them again, by the same name, to end it";
static const char remains[] = "{\"bytes\":\"remain\"}";

static insights_status open_forgetting(
    insights__forgetting *self,
    insights_study *study,
    insights_error **error)
{
    insights_status status;

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
    insights__fail(&self->no_memory, INSIGHTS_E_NOMEM, "%s", ended);
    if (strcmp(insights_error_message(self->no_memory), ended) != 0)
        return insights__fail_nomem(error);
    status = insights__store_moment(study->store, &self->moment, error);
    if (status >= 0)
        status =
            insights_transaction_new(study->store, &self->transaction, error);
    if (status >= 0)
        status =
            insights__transaction_quiet(self->transaction, self->moment, error);
    if (status >= 0)
        status = insights_transaction_new(study->store, &self->ending, error);
    return status;
}

static void close_forgetting(insights__forgetting *self)
{
    for (size_t i = 0; i < self->places.count; i++)
        insights__forget_place_free(self->places.items[i]);
    insights__array_free(&self->places);
    insights__array_free(&self->runs);
    insights__namelist_free(self->names);
    insights_transaction_free(self->transaction);
    insights_transaction_free(self->ending);
    insights_error_free(self->no_memory);
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

static insights_status fill_line(
    insights__forgetting *self,
    insights_record *row,
    insights_error **error)
{
    char actor[INSIGHTS__UUID_TEXT];
    char group[INSIGHTS__UUID_TEXT];
    insights_status status = insights__study_actor(
        self->study, INSIGHTS__PERSON, NULL, actor, error);

    if (status >= 0)
        status = insights__uuid_new(group, error);
    if (status < 0)
        return status;
    insights_record_set_text(row, INSIGHTS_CHANGE_ACTOR_ID, actor);
    insights_record_set_int(row, INSIGHTS_CHANGE_AT, insights__wall_ms());
    insights_record_set_text(row, INSIGHTS_CHANGE_GROUP_ID, group);
    insights_record_set_text(row, INSIGHTS_CHANGE_VERB, "forget");
    insights_record_set_text(row, INSIGHTS_CHANGE_TARGET_KIND, "project");
    insights_record_set_text(
        row, INSIGHTS_CHANGE_TARGET_ID, self->study->project);
    insights_record_set_text(row, INSIGHTS_CHANGE_AFTER, remains);
    insights_record_set_text(row, INSIGHTS_CHANGE_SUMMARY, "forgot a person");
    return insights_record_check(row, error);
}

/* What a line will be when the bytes are gone. */
static insights_status end_line(
    insights__forgetting *self,
    insights_record *row,
    int64_t at,
    insights_error **error)
{
    insights_record_set_null(row, INSIGHTS_CHANGE_AFTER);
    insights__record_saved(
        row, insights_record_id(row), insights_record_version(row) + 1, at, at);
    return insights_transaction_save(
        self->ending, row, INSIGHTS_SAVE_RESTORE, error);
}

static insights_status add_line(
    insights__forgetting *self,
    insights_error **error)
{
    insights_record *row = insights__study_new(self->study, INSIGHTS_CHANGE);
    insights_status status =
        row ? fill_line(self, row, error) : insights__fail_nomem(error);

    if (status >= 0)
        status = insights_transaction_save(self->transaction, row, 0, error);
    if (status >= 0) {
        insights__record_saved(row, insights_record_id(row), 1, 0, 0);
        status = end_line(
            self, row, insights_record_int(row, INSIGHTS_CHANGE_AT), error);
    }
    insights_record_free(row);
    return status;
}

/* The bytes will be gone, whoever was to be forgotten before. */
static insights_status end_lines(
    insights__forgetting *self,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__forget_load(
        self, INSIGHTS_CHANGE, INSIGHTS_CHANGE_VERB, "forget", &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++)
        if (insights_record_text(list.items[i], INSIGHTS_CHANGE_AFTER))
            status = end_line(
                self, list.items[i], insights_record_created_at(list.items[i]),
                error);
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

/* Everything is found out and made ready; nothing is changed. */
static insights_status prepare(
    insights__forgetting *self,
    const char *person,
    int preview,
    insights_record **out,
    insights_error **error)
{
    insights_status status = insights__forget_find(self, person, error);

    if (status >= 0)
        status = insights__forget_plan(self, error);
    if (status >= 0)
        status = insights__forget_learn(self, error);
    if (status >= 0)
        status = insights__forget_write(self, error);
    if (status >= 0)
        status = answer(self, preview, out, error);
    if (status >= 0 && !preview)
        status = end_lines(self, error);
    if (status >= 0 && !preview && insights__map_count(self->saved))
        status = add_line(self, error);
    return status;
}

static insights_status remove_bytes(
    insights__forgetting *self,
    insights_error **error)
{
    insights_error *own = NULL;
    insights_status status = insights__store_scrub(self->study->store, &own);

    if (status >= 0)
        status = insights_transaction_commit(self->ending, &own);
    if (status >= 0)
        return INSIGHTS_OK;
    if (status == INSIGHTS_E_NOMEM) {
        insights_error_free(own);
        own = self->no_memory;
        self->no_memory = NULL;
    } else {
        insights__error_prefix(&own, ended);
    }
    insights__error_pass(status, own, error);
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
    insights_status status = prepare(self, person, preview, &summary, error);

    if (status >= 0 && !preview && insights__map_count(self->saved)) {
        status = insights_transaction_commit(self->transaction, error);
        self->recorded = status >= 0;
    }
    if (status >= 0 && !preview)
        status = remove_bytes(self, error);
    if (status < 0) {
        insights_record_free(summary);
        return status;
    }
    *out = summary;
    return INSIGHTS_OK;
}

/* Whether a plan failed because others changed what it had read. */
static int was_disturbed(
    const insights__forgetting *self,
    insights_status status)
{
    int64_t now = self->moment;

    if (self->recorded || status == INSIGHTS_E_NOMEM)
        return 0;
    return status == INSIGHTS_E_CONFLICT ||
           insights__store_moment(self->study->store, &now, NULL) < 0 ||
           now != self->moment;
}

/* Others work on: plan again until nobody has changed anything meanwhile. */
static insights_status forget_in_quiet(
    insights_study *study,
    const char *person,
    int preview,
    insights_record **out,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (int plans = 0; plans < PLANS_MAXIMUM; plans++) {
        insights__forgetting self;
        insights_error *own = NULL;
        int again = 0;

        status = open_forgetting(&self, study, &own);
        if (status >= 0) {
            status = forget(&self, person, preview, out, &own);
            again = status < 0 && was_disturbed(&self, status);
        }
        close_forgetting(&self);
        if (!again ||
            (plans == PLANS_MAXIMUM - 1 && status != INSIGHTS_E_CONFLICT)) {
            insights__error_pass(status, own, error);
            return status;
        }
        insights_error_free(own);
    }
    return insights__fail(
        error, INSIGHTS_E_BUSY,
        "others keep changing the study, and nothing was forgotten; forget "
        "again when they rest");
}

insights_status insights_study_forget(
    insights_study *study,
    const char *person,
    uint32_t flags,
    insights_record **out,
    insights_error **error)
{
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
    if (!(flags & INSIGHTS_FORGET_PREVIEW)) {
        status =
            insights__study_actor(study, INSIGHTS__PERSON, NULL, actor, error);
        if (status < 0)
            return status;
    }
    return forget_in_quiet(
        study, person, flags & INSIGHTS_FORGET_PREVIEW ? 1 : 0, out, error);
}
