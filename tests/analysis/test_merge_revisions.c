/* test_merge_revisions.c - two revisions of one conversation in one again. */
#include "analysis/join.h"
#include "support/fail_alloc.h"
#include "support/said.h"
#include "support/study.h"

#include <insights/exchange.h>
#include <stdlib.h>

/* --- Texts -------------------------------------------------------------------
 */

/* The joined text with labels, owned by a static buffer. */
static const char *joined(
    const char *base,
    const char *ours,
    const char *theirs,
    size_t *clashes)
{
    static char out[4096];
    insights__clashes list = INSIGHTS__ARRAY_INIT;
    insights_conversation *said[3];
    insights_conversation *result = NULL;
    insights__sides sides = {NULL, NULL, NULL, 0};

    said[0] = insights_test_said(base);
    said[1] = insights_test_said(ours);
    said[2] = insights_test_said(theirs);
    sides.base = said[0];
    sides.ours = said[1];
    sides.theirs = said[2];
    cr_assert(insights__join(&sides, &result, &list, NULL) >= 0);
    *out = '\0';
    for (size_t i = 0; i < result->turns.count; i++) {
        const insights__turn *turn = &result->turns.items[i];

        snprintf(
            out + strlen(out), sizeof(out) - strlen(out), "%s%s%s\n",
            turn->speaker ? turn->speaker : "", turn->speaker ? ": " : "",
            turn->text);
    }
    *clashes = list.count;
    insights__clashes_free(&list);
    insights_conversation_free(result);
    for (size_t i = 0; i < 3; i++)
        insights_conversation_free(said[i]);
    return out;
}

static void expect_joined(
    const char *base,
    const char *ours,
    const char *theirs,
    const char *expected)
{
    size_t clashes = 0;

    cr_expect(eq(
        str, (char *)joined(base, ours, theirs, &clashes), (char *)expected));
    cr_expect(eq(sz, clashes, 0));
    cr_expect(eq(
        str, (char *)joined(base, theirs, ours, &clashes), (char *)expected));
    cr_expect(eq(sz, clashes, 0));
}

Test(join, words_of_one_turn_come_from_both_sides)
{
    expect_joined(
        "A: I ring down the list until somebody pick up.\n",
        "A: I ring down our list until somebody pick up.\n",
        "A: I ring down the list until somebody picks up.\n",
        "A: I ring down our list until somebody picks up.\n");
}

Test(join, turns_that_one_side_added_or_took_away_follow_it)
{
    expect_joined(
        "A: One one.\nB: Two two.\nA: Three three.\n",
        "A: One one.\nB: Two two.\nB: And more.\nA: Three three.\n",
        "B: Two two.\nA: Three and three.\n",
        "B: Two two.\nB: And more.\nA: Three and three.\n");
}

Test(join, a_speaker_renamed_by_one_side_has_the_name_in_turns_of_the_other)
{
    expect_joined(
        "S1: One one.\nS2: Two two.\n", "Kim: One one.\nS2: Two two.\n",
        "S1: One one.\nS2: Two and two.\nS1: Three three.\n",
        "Kim: One one.\nS2: Two and two.\nKim: Three three.\n");
}

Test(join, both_having_done_the_same_is_no_conflict)
{
    expect_joined(
        "A: Some words here.\n", "B: Other words here.\n",
        "B: Other words here.\n", "B: Other words here.\n");
}

Test(join, where_both_changed_the_same_words_ours_stay_and_are_listed)
{
    size_t clashes = 0;

    cr_expect(
        eq(str,
           (char *)joined(
               "A: It takes the whole morning, they say.\n",
               "A: It takes the whole day, they say.\n",
               "A: It takes the whole week, they said.\n", &clashes),
           "A: It takes the whole day, they said.\n"));
    cr_expect(eq(sz, clashes, 1));
    cr_expect(
        eq(str,
           (char *)joined(
               "S1: One.\nS1: Two.\n", "Kim: One.\nKim: Two.\n",
               "Lee: One.\nLee: Two.\n", &clashes),
           "Kim: One.\nKim: Two.\n"));
    cr_expect(eq(sz, clashes, 1));
}

Test(join, a_turn_of_which_both_took_a_half_is_not_lost)
{
    size_t clashes = 0;

    cr_expect(
        eq(str,
           (char *)joined(
               "A: left right\nB: Yes.\n", "A: left\nB: Yes.\n",
               "A: right\nB: Yes.\n", &clashes),
           "A: left\nB: Yes.\n"));
    cr_expect(eq(sz, clashes, 1));
}

/* --- Studies -----------------------------------------------------------------
 */

static void correct(insights_test_study *self, size_t turn, const char *text)
{
    insights_record *record = NULL;

    DO(self,
       insights_study_correct(
           self->study, self->interview, turn, text, &record, &self->error));
    insights_record_free(record);
}

static void current(insights_test_study *self, char id[40])
{
    insights_record *record =
        insights_test_get(self, INSIGHTS_INTERVIEW, self->interview);

    snprintf(
        id, 40, "%s",
        insights_record_text(record, INSIGHTS_INTERVIEW_TRANSCRIPT_ID));
    insights_record_free(record);
}

/* One side's revision, taken back, and then the other's: both from the first.
 */
static void fork(
    insights_test_study *self,
    size_t turn,
    const char *text,
    char other[40])
{
    correct(self, turn, text);
    current(self, other);
    insights_test_undo(self);
}

static char *turn_text(insights_test_study *self, size_t turn)
{
    static char out[512];
    insights_conversation *now = NULL;

    DO(self, insights_study_conversation(
                 self->study, self->interview, NULL, &now, &self->error));
    snprintf(out, sizeof(out), "%s", insights_conversation_text(now, turn));
    insights_conversation_free(now);
    return out;
}

static int conflicts(insights_test_study *self, const char *other)
{
    insights_cursor *cursor = NULL;

    DO(self,
       insights_study_merge_revisions(
           self->study, self->interview, NULL, other, &cursor, &self->error));
    return insights_test_count(self, cursor);
}

static const char asked[] = "How do you keep your diary, and who looks at it?";
static const char rung[] =
    "I ring down the list until somebody picks up. It takes the whole "
    "afternoon, and nobody thanks me for it.";

Test(merge_revisions, both_corrections_stand_and_quotes_stay_on_their_words)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *now;
    char other[40];
    char ours[40];
    char id[40];

    insights_test_code(&self, "nobody thanks me", "pain", NULL);
    fork(&self, 0, asked, other);
    correct(&self, 3, rung);
    insights_test_code(&self, "the whole afternoon", "time", NULL);
    current(&self, ours);
    cr_expect(eq(int, conflicts(&self, other), 0));

    cr_expect(eq(str, turn_text(&self, 0), (char *)asked));
    cr_expect(eq(str, turn_text(&self, 3), (char *)rung));
    current(&self, id);
    now = insights_test_get(&self, INSIGHTS_TRANSCRIPT, id);
    cr_expect(eq(
        str, (char *)insights_record_text(now, INSIGHTS_TRANSCRIPT_PARENT_ID),
        ours));
    cr_expect(eq(
        str,
        (char *)insights_record_text(now, INSIGHTS_TRANSCRIPT_OTHER_PARENT_ID),
        other));
    insights_record_free(now);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(merge_revisions, what_was_joined_once_changes_nothing_again)
{
    insights_test_study self = insights_test_study_new("Ann");
    char other[40];
    char once[40];
    char twice[40];

    fork(&self, 0, asked, other);
    correct(&self, 3, rung);
    conflicts(&self, other);
    current(&self, once);
    cr_expect(eq(int, conflicts(&self, other), 0));
    current(&self, twice);
    cr_expect(eq(str, once, twice));
    insights_test_study_free(&self);
}

Test(merge_revisions, conflicts_are_listed_with_both_texts_and_their_place)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;
    const insights_record *one = NULL;
    char other[40];

    fork(&self, 0, "How do you keep the book, and who looks at it?", other);
    correct(&self, 0, "How do you keep the list, and who looks at it?");
    DO(&self,
       insights_study_merge_revisions(
           self.study, self.interview, NULL, other, &cursor, &self.error));
    cr_assert(insights_cursor_next(cursor, &one, &self.error) == INSIGHTS_OK);
    cr_expect(
        eq(str, (char *)insights_record_text(one, INSIGHTS_CONFLICT_BASE),
           "diary"));
    cr_expect(
        eq(str, (char *)insights_record_text(one, INSIGHTS_CONFLICT_OURS),
           "list"));
    cr_expect(
        eq(str, (char *)insights_record_text(one, INSIGHTS_CONFLICT_THEIRS),
           "book"));
    cr_expect(
        strstr(
            insights_record_text(one, INSIGHTS_CONFLICT_MESSAGE),
            "turn 0 of 'talk'") != NULL);
    cr_expect(eq(int, insights_test_count(&self, cursor), 0));
    insights_test_study_free(&self);
}

Test(merge_revisions, one_undo_takes_it_back)
{
    insights_test_study self = insights_test_study_new("Ann");
    char other[40];
    char before[40];
    char after[40];

    insights_test_code(&self, "nobody thanks me", "pain", NULL);
    fork(&self, 0, asked, other);
    correct(&self, 3, rung);
    current(&self, before);
    conflicts(&self, other);
    insights_test_undo(&self);
    current(&self, after);
    cr_expect(eq(str, before, after));
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(merge_revisions, a_revision_of_another_conversation_is_refused)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    char id[40];

    DO(&self, insights_study_import(
                  self.study, "b.txt", "A: Other words.\n", 16, NULL, &record,
                  &self.error));
    insights_record_free(record);
    current(&self, id);
    cr_expect(
        eq(int,
           (int)insights_study_merge_revisions(
               self.study, "b", NULL, id, &cursor, &self.error),
           INSIGHTS_E_NOT_FOUND));
    insights_test_study_free(&self);
}

Test(merge_revisions, every_allocation_may_fail)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;
    char other[40];

    insights_test_code(&self, "nobody thanks me", "pain", NULL);
    fork(&self, 0, asked, other);
    correct(&self, 3, rung);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_merge_revisions(
            self.study, self.interview, NULL, other, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}
