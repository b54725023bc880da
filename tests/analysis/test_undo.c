/* test_undo.c - what a person did is on record, and can be taken back. */
#include "support/fail_alloc.h"
#include "support/study.h"

#include <stdlib.h>

typedef struct bytes {
    char *data;
    size_t length;
} bytes;

static int keep(const void *data, size_t length, void *user)
{
    bytes *to = user;

    to->data = realloc(to->data, to->length + length);
    memcpy(to->data + to->length, data, length);
    to->length += length;
    return 0;
}

/* How many records of the kinds that people work on there are. */
static int count_all(insights_test_study *self)
{
    static const insights_kind kinds[] = {
        INSIGHTS_INTERVIEW, INSIGHTS_TURN,     INSIGHTS_PERSON,
        INSIGHTS_EVIDENCE,  INSIGHTS_CODE,     INSIGHTS_CODING,
        INSIGHTS_MEMO,      INSIGHTS_QUESTION, INSIGHTS_PARTICIPANT};
    int sum = 0;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        insights_query *query = NULL;
        int64_t count = 0;

        DO(self, insights_query_new(kinds[i], &query, &self->error));
        DO(self,
           insights_store_count(self->store, query, &count, &self->error));
        insights_query_free(query);
        sum += (int)count;
    }
    return sum;
}

Test(undo, everything_can_be_taken_back_one_by_one)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    const char *csv = "path,definition\nA / B,below\nC,other\n";
    const char *guide = "1. What do you do?\n2. Who pays?\n";
    char coding[40];
    int counts[8];

    counts[0] = count_all(&self);
    insights_test_code(&self, "in pencil", "Tools / Paper", coding);
    counts[1] = count_all(&self);
    DO(&self,
       insights_study_memo(
           self.study, INSIGHTS_CODING, coding, "why", &record, &self.error));
    insights_record_free(record);
    counts[2] = count_all(&self);
    DO(&self, insights_study_code_import(
                  self.study, csv, strlen(csv), &record, &self.error));
    insights_record_free(record);
    counts[3] = count_all(&self);
    DO(&self, insights_study_import_guide(
                  self.study, guide, strlen(guide), &record, &self.error));
    insights_record_free(record);
    counts[4] = count_all(&self);
    DO(&self, insights_study_code_merge(
                  self.study, "Paper", "C", &record, &self.error));
    insights_record_free(record);
    counts[5] = count_all(&self);
    DO(&self, insights_study_delete(
                  self.study, INSIGHTS_INTERVIEW, self.interview, &self.error));
    for (int i = 5; i >= 0; i--) {
        insights_test_undo(&self);
        cr_expect(eq(int, count_all(&self), counts[i]));
        cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    }
    insights_test_undo(&self); /* the import */
    cr_expect(eq(int, count_all(&self), 13));
    cr_expect(
        insights_study_undo(self.study, NULL, &record, &self.error) ==
        INSIGHTS_E_NOT_FOUND);
    insights_test_study_free(&self);
}

/* The group of the latest entry of the log. */
static void latest(insights_test_study *self, char group[40])
{
    insights_cursor *cursor = NULL;
    const insights_record *action = NULL;

    DO(self, insights_study_log(self->study, 1, &cursor, &self->error));
    DO(self, insights_cursor_next(cursor, &action, &self->error));
    snprintf(
        group, 40, "%s",
        insights_record_text(action, INSIGHTS_ACTION_GROUP_ID));
    insights_cursor_free(cursor);
}

Test(undo, an_undo_can_be_undone)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    char coding[40];
    char group[40];
    int before;

    insights_test_code(&self, "in pencil", "Tools / Paper", coding);
    before = count_all(&self);
    insights_test_undo(&self);
    for (int i = 0; i < 2; i++) {
        latest(&self, group);
        DO(&self, insights_study_undo(self.study, group, &record, &self.error));
        insights_record_free(record);
        cr_expect(eq(int, count_all(&self), i ? before - 4 : before));
    }
    insights_test_study_free(&self);
}

/* How many words the participants of the interview said together. */
static int64_t words_said(insights_test_study *self)
{
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    insights_query *query = NULL;
    int64_t sum = 0;

    DO(self, insights_query_new(INSIGHTS_PARTICIPANT, &query, &self->error));
    DO(self, insights_store_query(self->store, query, &cursor, &self->error));
    while (insights_cursor_next(cursor, &record, &self->error) == INSIGHTS_OK)
        sum += insights_record_int(record, INSIGHTS_PARTICIPANT_WORDS);
    insights_cursor_free(cursor);
    insights_query_free(query);
    return sum;
}

Test(undo, a_correction_taken_back_counts_the_words_again)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    int64_t before = words_said(&self);
    char group[40];

    DO(&self, insights_study_correct(
                  self.study, self.interview, 1, "In the book.", &record,
                  &self.error));
    insights_record_free(record);
    cr_expect(words_said(&self) < before);
    insights_test_undo(&self);
    cr_expect(eq(i64, words_said(&self), before));
    latest(&self, group);
    DO(&self, insights_study_undo(self.study, group, &record, &self.error));
    insights_record_free(record);
    cr_expect(words_said(&self) < before);
    insights_test_study_free(&self);
}

Test(undo, what_was_changed_since_is_not_taken_back)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    char coding[40];
    char group[40];

    insights_test_code(&self, "in pencil", "tool", coding);
    latest(&self, group);
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_CODING, coding, INSIGHTS_REJECT, NULL,
                  NULL, &self.error));
    cr_expect(
        insights_study_undo(self.study, group, &record, &self.error) ==
        INSIGHTS_E_CONFLICT);
    cr_expect(
        strstr(insights_test_why(&self), "reject") != NULL, "%s",
        insights_test_why(&self));
    insights_test_undo(&self);
    DO(&self, insights_study_undo(self.study, group, &record, &self.error));
    insights_record_free(record);
    insights_test_study_free(&self);
}

Test(undo, commands_that_do_not_touch_are_taken_back_in_any_order)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    char groups[3][40];
    static const char *const quotes[] = {
        "in pencil", "nobody thanks me", "I would not trust it"};

    for (int i = 0; i < 3; i++) {
        insights_test_code(&self, quotes[i], "pain", NULL);
        latest(&self, groups[i]);
    }
    for (int i = 0; i < 3; i++) {
        DO(&self,
           insights_study_undo(
               self.study, groups[(i + 1) % 3] + 28, &record, &self.error));
        insights_record_free(record);
    }
    cr_expect(
        insights_study_undo(self.study, groups[0], &record, &self.error) ==
        INSIGHTS_E_CONFLICT);
    insights_test_study_free(&self);
}

Test(undo, an_import_others_worked_on_stays)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_study *other = insights_test_open(&self, "Ben");
    insights_record *record = NULL;
    char group[40];
    char span[64];

    latest(&self, group);
    snprintf(span, sizeof(span), "%s:1", self.interview);
    DO(&self,
       insights_study_code(other, span, "pain", NULL, &record, &self.error));
    insights_record_free(record);
    cr_expect(
        insights_study_undo(self.study, group, &record, &self.error) ==
        INSIGHTS_E_CONFLICT);
    insights_study_free(other);
    insights_test_study_free(&self);
}

Test(undo, what_rules_did_is_not_undone)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    char group[40];

    DO(&self, insights_study_analyze(self.study, NULL, &record, &self.error));
    insights_record_free(record);
    latest(&self, group);
    cr_expect(
        insights_study_undo(self.study, group, &record, &self.error) ==
        INSIGHTS_E_DENIED);
    cr_expect(
        insights_study_undo(self.study, "ffffff", &record, &self.error) ==
        INSIGHTS_E_NOT_FOUND);
    insights_test_study_free(&self);
}

Test(undo, a_deleted_interview_comes_back_as_it_was)
{
    insights_test_study self = insights_test_study_new("Ann");
    bytes before = {NULL, 0};
    bytes after = {NULL, 0};
    char *cut;

    insights_test_code(&self, "in pencil", "tool", NULL);
    DO(&self, insights_store_export(self.store, keep, &before, &self.error));
    DO(&self, insights_study_delete(
                  self.study, INSIGHTS_INTERVIEW, self.interview, &self.error));
    insights_test_undo(&self);
    DO(&self, insights_store_export(self.store, keep, &after, &self.error));
    keep("", 1, &before);
    keep("", 1, &after);
    /* The log grew; all before it is the same. */
    cut = strstr(before.data, "{\"record\":\"change\"");
    cr_assert(cut != NULL);
    cr_expect(
        memcmp(before.data, after.data, (size_t)(cut - before.data)) == 0);
    free(before.data);
    free(after.data);
    insights_test_study_free(&self);
}

Test(undo, undoing_survives_any_allocation_failing)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    insights_cursor *cursor = NULL;

    insights_test_code(&self, "in pencil", "tool", NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_log(self.study, 0, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_undo(self.study, NULL, &record, &self.error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_delete(
            self.study, INSIGHTS_INTERVIEW, self.interview, &self.error),
        (void)0);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_undo(self.study, NULL, &record, &self.error),
        insights_record_free(record);
        record = NULL);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}
