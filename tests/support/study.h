/* study.h - a small study to try things on. */
#ifndef INSIGHTS_TESTS_SUPPORT_STUDY_H
#define INSIGHTS_TESTS_SUPPORT_STUDY_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <insights/model.h>
#include <insights/study.h>
#include <stdio.h>
#include <string.h>

static const char insights_test_talk[] =
    "WEBVTT\n\n"
    "00:00:01.000 --> 00:00:04.000\n"
    "<v Hannah Lisle>How do you keep the diary, and who looks at it?\n\n"
    "00:00:04.500 --> 00:00:12.000\n"
    "<v Maureen Tranter>In the blue book, in pencil, and Kelly looks at it on "
    "a Friday. The screen is slow and I hate that.\n\n"
    "00:00:12.500 --> 00:00:15.000\n"
    "<v Hannah Lisle>What happens when somebody cancels at short notice?\n\n"
    "00:00:15.500 --> 00:00:24.000\n"
    "<v Maureen Tranter>I ring down the list until somebody picks up. It "
    "takes the whole morning, and nobody thanks me for it.\n\n"
    "00:00:24.500 --> 00:00:26.000\n"
    "<v Hannah Lisle>Would you want a program to ring for you?\n\n"
    "00:00:26.500 --> 00:00:33.000\n"
    "<v Maureen Tranter>I would not trust it. I want to hear their voice "
    "before I give the chair away.\n";

typedef struct insights_test_study {
    insights_store *store;
    insights_study *study;
    insights_error *error;
    char interview[40];
} insights_test_study;

/* What failed, for messages. */
static inline const char *insights_test_why(const insights_test_study *self)
{
    return self->error ? insights_error_message(self->error) : "";
}

/* A call that must succeed. */
#define DO(self, call)                                              \
    do {                                                            \
        int insights_test_status = (int)(call);                     \
        cr_assert(                                                  \
            insights_test_status >= 0, "line %d: %d: %s", __LINE__, \
            insights_test_status, insights_test_why(self));         \
    } while (0)

static inline insights_study *insights_test_open(
    insights_test_study *self,
    const char *actor)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_study *study = NULL;

    options.flags = INSIGHTS_STUDY_CREATE;
    options.actor = actor;
    DO(self, insights_study_open(self->store, &options, &study, &self->error));
    return study;
}

/* Ann's study with one interview in it. */
static inline insights_test_study insights_test_study_new(const char *actor)
{
    insights_test_study self = {NULL, NULL, NULL, ""};
    insights_record *record = NULL;

    DO(&self, insights_store_open("memory:", NULL, &self.store, &self.error));
    self.study = insights_test_open(&self, actor);
    DO(&self, insights_study_import(
                  self.study, "talk.vtt", insights_test_talk,
                  strlen(insights_test_talk), NULL, &record, &self.error));
    snprintf(
        self.interview, sizeof(self.interview), "%s",
        insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID));
    insights_record_free(record);
    return self;
}

static inline void insights_test_study_free(insights_test_study *self)
{
    insights_study_free(self->study);
    insights_store_free(self->store);
    insights_error_free(self->error);
}

/* How many records a cursor has; frees it. */
static inline int insights_test_count(
    insights_test_study *self,
    insights_cursor *cursor)
{
    const insights_record *record = NULL;
    int count = 0;
    int status;

    while ((status = insights_cursor_next(cursor, &record, &self->error)) ==
           INSIGHTS_OK)
        count++;
    cr_assert(eq(int, status, INSIGHTS_DONE));
    insights_cursor_free(cursor);
    return count;
}

/* How many things verify finds wrong, which it prints; `checked` may be
 * NULL. */
static inline int insights_test_wrong(
    insights_test_study *self,
    int64_t *checked)
{
    insights_cursor *cursor = NULL;
    const insights_record *finding = NULL;
    int64_t own = 0;
    int count = 0;

    DO(self, insights_study_verify(
                 self->study, checked ? checked : &own, &cursor, &self->error));
    while (insights_cursor_next(cursor, &finding, &self->error) ==
           INSIGHTS_OK) {
        char *json = NULL;

        DO(self, insights_record_to_json(finding, &json, &self->error));
        fprintf(stderr, "%s\n", json);
        insights_free(json);
        count++;
    }
    insights_cursor_free(cursor);
    return count;
}

/* Put a code on words, found by quote. */
static inline void insights_test_code(
    insights_test_study *self,
    const char *quote,
    const char *code,
    char id[40])
{
    insights_record *record = NULL;
    char span[512];

    snprintf(span, sizeof(span), "%s#%s", self->interview, quote);
    DO(self, insights_study_code(
                 self->study, span, code, NULL, &record, &self->error));
    if (id)
        snprintf(id, 40, "%s", insights_record_id(record));
    insights_record_free(record);
}

static inline void insights_test_undo(insights_test_study *self)
{
    insights_record *record = NULL;

    DO(self, insights_study_undo(self->study, NULL, &record, &self->error));
    insights_record_free(record);
}

/* The record as it is now. */
static inline insights_record *insights_test_get(
    insights_test_study *self,
    insights_kind kind,
    const char *id)
{
    insights_record *record = NULL;

    DO(self, insights_store_get(self->store, kind, id, &record, &self->error));
    return record;
}

#endif
