/* test_review.c - machines suggest, people decide, and it stays decided. */
#include "support/fail_alloc.h"
#include "support/study.h"

#include <stdlib.h>

static void analyze(insights_test_study *self)
{
    insights_record *record = NULL;

    DO(self, insights_study_analyze(self->study, NULL, &record, &self->error));
    insights_record_free(record);
}

/* A suggestion, put there as rules would. */
static void suggest(
    insights_test_study *self,
    const char *kind,
    char coding[40])
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *found = NULL;
    insights_record *record = NULL;
    char ids[3][40];
    static const insights_kind kinds[] = {
        INSIGHTS_EVIDENCE, INSIGHTS_CODE, INSIGHTS_ACTOR};

    analyze(self);
    for (int i = 0; i < 3; i++) {
        DO(self, insights_query_new(kinds[i], &query, &self->error));
        if (i == 1)
            DO(self,
               insights_query_where_text(
                   query, INSIGHTS_CODE_PATH, INSIGHTS_EQ, kind, &self->error));
        if (i == 2)
            DO(self, insights_query_where_text(
                         query, INSIGHTS_ACTOR_TYPE, INSIGHTS_EQ, "rules",
                         &self->error));
        DO(self,
           insights_store_query(self->store, query, &cursor, &self->error));
        cr_assert(
            eq(int, insights_cursor_next(cursor, &found, &self->error),
               INSIGHTS_OK));
        snprintf(ids[i], sizeof(ids[i]), "%s", insights_record_id(found));
        insights_cursor_free(cursor);
        insights_query_free(query);
    }
    DO(self, insights_record_new(INSIGHTS_CODING, &record, &self->error));
    insights_record_set_text(
        record, INSIGHTS_CODING_PROJECT_ID,
        insights_study_project(self->study));
    insights_record_set_text(record, INSIGHTS_CODING_EVIDENCE_ID, ids[0]);
    insights_record_set_text(record, INSIGHTS_CODING_CODE_ID, ids[1]);
    insights_record_set_text(record, INSIGHTS_CODING_ACTOR_ID, ids[2]);
    insights_record_set_text(
        record, INSIGHTS_CODING_INTERVIEW_ID, self->interview);
    insights_record_set_text(record, INSIGHTS_CODING_STANDING, "suggested");
    DO(self, insights_store_save(self->store, record, &self->error));
    snprintf(coding, 40, "%s", insights_record_id(record));
    insights_record_free(record);
}

/* How many items of a kind wait; of codings, those with the code that
 * suggest() put there. */
static int waiting(insights_test_study *self, const char *kind)
{
    insights_cursor *cursor = NULL;
    const insights_record *item = NULL;
    int count = 0;

    DO(self, insights_study_review(self->study, NULL, &cursor, &self->error));
    while (insights_cursor_next(cursor, &item, &self->error) == INSIGHTS_OK)
        count += !strcmp(
                     insights_record_text(item, INSIGHTS_REVIEW_ITEM_ITEM_KIND),
                     kind) &&
                 (strcmp(kind, "coding") != 0 ||
                  !strcmp(
                      insights_record_text(item, INSIGHTS_REVIEW_ITEM_CODE),
                      "artifact"));
    insights_cursor_free(cursor);
    return count;
}

static int counted(insights_test_study *self, const char *code, int suggested)
{
    insights_evidence_options options = INSIGHTS_EVIDENCE_OPTIONS_INIT;
    insights_cursor *cursor = NULL;

    options.code = code;
    options.flags = suggested ? INSIGHTS_EVIDENCE_INCLUDE_SUGGESTED : 0;
    DO(self,
       insights_study_evidence(self->study, &options, &cursor, &self->error));
    return insights_test_count(self, cursor);
}

static int standing_of(insights_test_study *self, const char *coding)
{
    insights_record *record = insights_test_get(self, INSIGHTS_CODING, coding);
    int standing = (int)insights_record_int(record, INSIGHTS_CODING_STANDING);

    insights_record_free(record);
    return standing;
}

Test(review, a_second_run_changes_nothing)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;

    analyze(&self);
    DO(&self, insights_study_analyze(self.study, NULL, &record, &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 0));
    cr_expect(insights_record_int(record, INSIGHTS_SUMMARY_UNCHANGED) > 0);
    cr_expect(insights_record_text(record, INSIGHTS_SUMMARY_GROUP_ID) == NULL);
    insights_record_free(record);
    insights_test_study_free(&self);
}

Test(review, what_is_suggested_enters_no_count)
{
    insights_test_study self = insights_test_study_new("Ann");
    char coding[40];

    suggest(&self, "artifact", coding);
    cr_expect(eq(int, waiting(&self, "coding"), 1));
    cr_expect(eq(int, counted(&self, "artifact", 0), 0));
    cr_expect(eq(int, counted(&self, "artifact", 1), 1));
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_CODING, coding, INSIGHTS_ACCEPT, NULL,
                  "yes", &self.error));
    cr_expect(eq(int, counted(&self, "artifact", 0), 1));
    cr_expect(eq(int, waiting(&self, "coding"), 0));
    insights_test_study_free(&self);
}

Test(review, a_rejected_suggestion_never_returns)
{
    insights_test_study self = insights_test_study_new("Ann");
    char coding[40];

    suggest(&self, "artifact", coding);
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_CODING, coding, INSIGHTS_REJECT, NULL,
                  NULL, &self.error));
    analyze(&self);
    cr_expect(eq(int, standing_of(&self, coding), INSIGHTS_STANDING_REJECTED));
    cr_expect(eq(int, waiting(&self, "coding"), 0));
    cr_expect(eq(int, counted(&self, "artifact", 1), 0));
    insights_test_study_free(&self);
}

Test(review, another_code_may_be_put_instead)
{
    insights_test_study self = insights_test_study_new("Ann");
    char coding[40];

    suggest(&self, "artifact", coding);
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_CODING, coding, INSIGHTS_ACCEPT,
                  "Habits / Paper", NULL, &self.error));
    cr_expect(eq(int, standing_of(&self, coding), INSIGHTS_STANDING_REJECTED));
    cr_expect(eq(int, counted(&self, "Habits", 0), 1));
    insights_test_undo(&self);
    cr_expect(eq(int, standing_of(&self, coding), INSIGHTS_STANDING_SUGGESTED));
    cr_expect(eq(int, waiting(&self, "coding"), 1));
    insights_test_study_free(&self);
}

Test(review, roles_are_confirmed_by_a_person)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;
    const insights_record *item = NULL;
    char *roles = NULL;
    char id[40];

    cr_assert(waiting(&self, "participant") > 0);
    DO(&self, insights_study_review(self.study, NULL, &cursor, &self.error));
    DO(&self, insights_cursor_next(cursor, &item, &self.error));
    snprintf(
        id, sizeof(id), "%s",
        insights_record_text(item, INSIGHTS_REVIEW_ITEM_ITEM_ID));
    insights_cursor_free(cursor);
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_PARTICIPANT, id, INSIGHTS_ACCEPT,
                  "moderator", NULL, &self.error));
    DO(&self,
       insights_study_roles(self.study, self.interview, &roles, &self.error));
    cr_expect(strstr(roles, "=moderator") != NULL, "%s", roles);
    insights_free(roles);
    insights_test_study_free(&self);
}

Test(review, evidence_that_was_rejected_or_deleted_does_not_come_back)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;
    const insights_record *quote = NULL;
    char ids[2][40];
    int before;

    analyze(&self);
    before = counted(&self, NULL, 0);
    DO(&self, insights_study_evidence(self.study, NULL, &cursor, &self.error));
    for (int i = 0; i < 2; i++) {
        DO(&self, insights_cursor_next(cursor, &quote, &self.error));
        snprintf(
            ids[i], sizeof(ids[i]), "%s",
            insights_record_text(quote, INSIGHTS_QUOTATION_EVIDENCE_ID));
    }
    insights_cursor_free(cursor);
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_EVIDENCE, ids[0], INSIGHTS_REJECT, NULL,
                  "small talk", &self.error));
    DO(&self, insights_study_delete(
                  self.study, INSIGHTS_EVIDENCE, ids[1], &self.error));
    analyze(&self);
    cr_expect(eq(int, counted(&self, NULL, 0), before - 2));
    insights_test_study_free(&self);
}

Test(review, machines_may_be_forbidden_to_suggest)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *project = insights_test_get(
        &self, INSIGHTS_PROJECT, insights_study_project(self.study));

    insights_record_set_text(project, INSIGHTS_PROJECT_MACHINE, "off");
    DO(&self, insights_store_save(self.store, project, &self.error));
    insights_record_free(project);
    analyze(&self);
    cr_expect(counted(&self, NULL, 0) > 0);
    cr_expect(eq(int, waiting(&self, "coding"), 0));
    insights_test_study_free(&self);
}

/* --- review.json -------------------------------------------------------------
 */

static insights_record *apply(insights_test_study *self, const char *json)
{
    insights_record *record = NULL;

    DO(self, insights_study_apply(
                 self->study, json, strlen(json), &record, &self->error));
    return record;
}

static void review_json(
    const insights_test_study *self,
    const char *coding,
    char *out,
    size_t size)
{
    snprintf(
        out, size,
        "{\"insights_review\":1,\"project\":\"%s\",\"actor\":\"Ben\","
        "\"decisions\":[{\"kind\":\"coding\",\"id\":\"%s\",\"decision\":"
        "\"accept\"},{\"kind\":\"coding\",\"id\":\"ffffffff\",\"decision\":"
        "\"accept\"}],\"codes\":[{\"interview\":\"%s\",\"byte_start\":0,"
        "\"byte_end\":3,\"code\":\"New code\",\"quote\":\"How\"},"
        "{\"interview\":\"%s\",\"byte_start\":4,\"byte_end\":6,\"code\":"
        "\"New code\"},{\"interview\":\"%s\",\"byte_start\":0,"
        "\"byte_end\":3,\"code\":\"artifact\",\"quote\":\"Who\"}],\"memos\":[{"
        "\"kind\":\"coding\",\"id\":\"%s\",\"text\":\"look again\"}]}",
        insights_study_project(self->study), coding, self->interview,
        self->interview, self->interview, coding);
}

Test(review, a_review_is_taken_in_once_and_what_does_not_fit_is_named)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record;
    char coding[40];
    char json[2048];

    suggest(&self, "artifact", coding);
    review_json(&self, coding, json, sizeof(json));
    record = apply(&self, json);
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 4));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_REFUSED), 2));
    cr_expect(
        strstr(
            insights_record_text(record, INSIGHTS_SUMMARY_DETAILS),
            "other words stand") != NULL,
        "%s", insights_record_text(record, INSIGHTS_SUMMARY_DETAILS));
    insights_record_free(record);
    cr_expect(eq(int, counted(&self, "New code", 0), 2));
    cr_expect(eq(int, standing_of(&self, coding), INSIGHTS_STANDING_ACCEPTED));
    record = apply(&self, json);
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 0));
    cr_expect(eq(
        int, (int)insights_record_int(record, INSIGHTS_SUMMARY_UNCHANGED), 4));
    insights_record_free(record);
    insights_test_undo(&self);
    cr_expect(eq(int, standing_of(&self, coding), INSIGHTS_STANDING_SUGGESTED));
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(review, spans_of_an_older_text_are_carried_or_refused)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *interview =
        insights_test_get(&self, INSIGHTS_INTERVIEW, self.interview);
    insights_record *record = NULL;
    insights_conversation *old = NULL;
    char json[2048];
    size_t start;

    DO(&self, insights_study_conversation(
                  self.study, self.interview, NULL, &old, &self.error));
    start = insights_conversation_byte_start(old, 5);
    insights_conversation_free(old);
    DO(&self, insights_study_correct(
                  self.study, self.interview, 0, "How is the diary kept?",
                  &record, &self.error));
    insights_record_free(record);
    snprintf(
        json, sizeof(json),
        "{\"insights_review\":1,\"codes\":[{\"interview\":\"%s\","
        "\"transcript_id\":\"%s\",\"byte_start\":%zu,\"byte_end\":%zu,"
        "\"quote\":\"I would not trust it\",\"code\":\"trust\"},"
        "{\"interview\":\"%s\",\"transcript_id\":\"%s\",\"byte_start\":0,"
        "\"byte_end\":26,\"code\":\"trust\"}]}",
        self.interview,
        insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID),
        start, start + 20, self.interview,
        insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID));
    record = apply(&self, json);
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 1));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_REFUSED), 1));
    insights_record_free(record);
    insights_record_free(interview);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(review, what_is_no_review_is_refused_whole)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    static const struct {
        const char *json;
        int status;
    } cases[] = {
        {"{", INSIGHTS_E_PARSE},
        {"[]", INSIGHTS_E_PARSE},
        {"{\"insights_review\":2}", INSIGHTS_E_NEWER},
        {"{\"insights_review\":1,\"project\":\"x\"}", INSIGHTS_E_DENIED},
        {"{\"insights_review\":1,\"codes\":{}}", INSIGHTS_E_PARSE}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        cr_expect(
            eq(int,
               (int)insights_study_apply(
                   self.study, cases[i].json, strlen(cases[i].json), &record,
                   &self.error),
               cases[i].status));
    insights_test_study_free(&self);
}

Test(review, deciding_survives_any_allocation_failing)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    char coding[40];
    char json[2048];

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_analyze(self.study, NULL, &record, &self.error),
        insights_record_free(record);
        record = NULL);
    suggest(&self, "artifact", coding);
    review_json(&self, coding, json, sizeof(json));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_review(self.study, NULL, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_apply(
            self.study, json, strlen(json), &record, &self.error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_decide(
            self.study, INSIGHTS_CODING, coding, INSIGHTS_ACCEPT, "Other",
            "note", &self.error),
        (void)0);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_methods(self.study, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    insights_test_study_free(&self);
}
