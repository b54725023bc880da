/* merge_support.h - two copies of a study, worked on and merged. */
#ifndef INSIGHTS_TESTS_ANALYSIS_MERGE_SUPPORT_H
#define INSIGHTS_TESTS_ANALYSIS_MERGE_SUPPORT_H

#include "support/teams.h"

#include <insights/exchange.h>

/* Merge; how many conflicts, and how many records were changed. */
static inline int merge(
    insights_test_study *self,
    const insights_test_study *theirs,
    uint32_t flags,
    int *done)
{
    insights_record *summary = NULL;
    insights_cursor *cursor = NULL;

    DO(self,
       insights_study_merge(
           self->study, theirs->study, flags, &summary, &cursor, &self->error));
    if (done)
        *done = (int)insights_record_int(summary, INSIGHTS_SUMMARY_DONE);
    insights_record_free(summary);
    return insights_test_count(self, cursor);
}

/* Nothing is wrong with quotes or references. */
static inline void expect_whole(insights_test_study *self)
{
    insights_cursor *cursor = NULL;

    cr_expect(eq(int, insights_test_wrong(self, NULL), 0));
    DO(self, insights_store_check(self->store, &cursor, &self->error));
    cr_expect(eq(int, insights_test_count(self, cursor), 0));
}

static inline void expect_same(insights_test_study *a, insights_test_study *b)
{
    char *left = insights_test_said_of(a);
    char *right = insights_test_said_of(b);

    cr_expect(eq(str, left, right));
    free(left);
    free(right);
}

static inline int says(insights_test_study *self, const char *line)
{
    char *all = insights_test_said_of(self);
    int found = strstr(all, line) != NULL;

    if (!found)
        fprintf(stderr, "%s", all);
    free(all);
    return found;
}

static inline int says_not(insights_test_study *self, const char *line)
{
    char *all = insights_test_said_of(self);
    int found = all && strstr(all, line) != NULL;

    free(all);
    return !found;
}

static inline void correct(
    insights_test_study *self,
    size_t turn,
    const char *text)
{
    insights_record *record = NULL;

    DO(self,
       insights_study_correct(
           self->study, self->interview, turn, text, &record, &self->error));
    insights_record_free(record);
}

static inline void rename_speaker(
    insights_test_study *self,
    const char *from,
    const char *to)
{
    insights_record *record = NULL;

    DO(self,
       insights_study_rename_speaker(
           self->study, self->interview, from, to, &record, &self->error));
    insights_record_free(record);
}

static inline void import(
    insights_test_study *self,
    const char *name,
    const char *text)
{
    insights_record *record = NULL;

    DO(self,
       insights_study_import(
           self->study, name, text, strlen(text), NULL, &record, &self->error));
    insights_record_free(record);
}

static inline void remove_it(
    insights_test_study *self,
    insights_kind kind,
    const char *id)
{
    DO(self, insights_study_delete(self->study, kind, id, &self->error));
}

static inline void memo(insights_test_study *self, const char *text)
{
    insights_record *record = NULL;

    DO(self, insights_study_memo(
                 self->study, INSIGHTS_INTERVIEW, self->interview, text,
                 &record, &self->error));
    insights_record_free(record);
}

static inline void analyze(insights_test_study *self)
{
    insights_record *record = NULL;

    DO(self, insights_study_analyze(self->study, NULL, &record, &self->error));
    insights_record_free(record);
}

/* The first coding that waits for a decision. */
static inline void suggestion(insights_test_study *self, char id[40])
{
    insights_cursor *cursor = NULL;
    const insights_record *item = NULL;

    *id = '\0';
    DO(self, insights_study_review(self->study, NULL, &cursor, &self->error));
    while (insights_cursor_next(cursor, &item, &self->error) == INSIGHTS_OK)
        if (!*id &&
            strcmp(
                insights_record_text(item, INSIGHTS_REVIEW_ITEM_ITEM_KIND),
                "coding") == 0)
            snprintf(
                id, 40, "%s",
                insights_record_text(item, INSIGHTS_REVIEW_ITEM_ITEM_ID));
    insights_cursor_free(cursor);
    cr_assert(id[0] != 0);
}

static inline void decide(
    insights_test_study *self,
    const char *id,
    insights_decision decision)
{
    DO(self, insights_study_decide(
                 self->study, INSIGHTS_CODING, id, decision, NULL, NULL,
                 &self->error));
}

typedef struct team {
    insights_test_study ada;
    insights_test_study ben;
} team;

/* Both have the same study, in which something was coded before. */
static inline team team_new(void)
{
    team both;

    both.ada = insights_test_study_new("Ada");
    insights_test_code(&both.ada, "In the blue book, in pencil", "Paper", NULL);
    both.ben = insights_test_copy(&both.ada, "Ben");
    return both;
}

static inline void team_free(team *both)
{
    insights_test_study_free(&both->ada);
    insights_test_study_free(&both->ben);
}

/* Each takes in the other, as they were. */
static inline int meet(team *both)
{
    insights_test_study before = insights_test_copy(&both->ada, "Ada");
    int conflicts = merge(&both->ada, &both->ben, 0, NULL);
    int others = merge(&both->ben, &before, 0, NULL);

    insights_test_study_free(&before);
    cr_expect(eq(int, conflicts, others));
    expect_whole(&both->ada);
    expect_whole(&both->ben);
    return conflicts;
}

static const char asked[] = "How do you keep your diary, and who looks at it?";
static const char rung[] =
    "I ring down the list until somebody picks up. It takes the whole "
    "afternoon, and nobody thanks me for it.";

#endif
