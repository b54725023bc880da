/* test_correct.c - corrections are revisions, and spans move with words. */
#include "analysis/carry.h"
#include "support/fail_alloc.h"
#include "support/study.h"
#include "text/script.h"

#include <stdlib.h>

static void correct(insights_test_study *self, size_t turn, const char *text)
{
    insights_record *record = NULL;

    DO(self,
       insights_study_correct(
           self->study, self->interview, turn, text, &record, &self->error));
    insights_record_free(record);
}

static void analyze(insights_test_study *self)
{
    insights_record *record = NULL;

    DO(self, insights_study_analyze(self->study, NULL, &record, &self->error));
    insights_record_free(record);
}

static insights_record *evidence_of(
    insights_test_study *self,
    const char *coding)
{
    insights_record *record = insights_test_get(self, INSIGHTS_CODING, coding);
    insights_record *evidence = insights_test_get(
        self, INSIGHTS_EVIDENCE,
        insights_record_text(record, INSIGHTS_CODING_EVIDENCE_ID));

    insights_record_free(record);
    return evidence;
}

Test(correct, other_quotes_move_with_their_words)
{
    insights_test_study self = insights_test_study_new("Ann");
    char before[40];
    char after[40];
    insights_record *evidence;
    int64_t start;

    insights_test_code(&self, "in pencil", "tool", before);
    insights_test_code(&self, "nobody thanks me", "pain", after);
    evidence = evidence_of(&self, after);
    start = insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_START);
    insights_record_free(evidence);

    correct(&self, 2, "What happens when a patient cancels on the very day?");

    evidence = evidence_of(&self, after);
    cr_expect(eq(
        int, (int)insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_START),
        (int)start + 1));
    cr_expect(
        eq(str, (char *)insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE),
           "nobody thanks me"));
    cr_expect(insights_record_text(evidence, INSIGHTS_EVIDENCE_REVIEW) == NULL);
    insights_record_free(evidence);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(correct, a_quote_whose_words_changed_waits_for_review_with_its_codes)
{
    insights_test_study self = insights_test_study_new("Ann");
    char coding[40];
    insights_record *evidence;
    insights_record *memo = NULL;
    insights_cursor *cursor = NULL;

    insights_test_code(
        &self, "It takes the whole morning, and nobody thanks me for it.",
        "pain", coding);
    evidence = evidence_of(&self, coding);
    DO(&self, insights_study_memo(
                  self.study, INSIGHTS_EVIDENCE, insights_record_id(evidence),
                  "ask again", &memo, &self.error));
    insights_record_free(memo);
    insights_record_free(evidence);

    correct(
        &self, 3,
        "I ring down the list until somebody picks up. It takes the whole "
        "afternoon, and nobody thanks me for it.");

    evidence = evidence_of(&self, coding);
    cr_expect(
        eq(str, (char *)insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE),
           "It takes the whole afternoon, and nobody thanks me for it."));
    cr_expect(
        strstr(
            insights_record_text(evidence, INSIGHTS_EVIDENCE_REVIEW),
            "morning") != NULL);
    DO(&self, insights_study_decide(
                  self.study, INSIGHTS_EVIDENCE, insights_record_id(evidence),
                  INSIGHTS_KEEP, NULL, NULL, &self.error));
    insights_record_free(evidence);
    evidence = evidence_of(&self, coding);
    cr_expect(insights_record_text(evidence, INSIGHTS_EVIDENCE_REVIEW) == NULL);
    insights_record_free(evidence);
    DO(&self, insights_study_review(self.study, NULL, &cursor, &self.error));
    insights_cursor_free(cursor);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(correct, a_quote_whose_words_are_gone_keeps_its_revision)
{
    insights_test_study self = insights_test_study_new("Ann");
    char coding[40];
    insights_record *evidence;

    insights_test_code(&self, "nobody thanks me", "pain", coding);
    correct(&self, 3, "I ring down the list until somebody picks up.");
    evidence = evidence_of(&self, coding);
    cr_expect(
        eq(str, (char *)insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE),
           "nobody thanks me"));
    cr_expect(
        strstr(
            insights_record_text(evidence, INSIGHTS_EVIDENCE_REVIEW),
            "removed in revision 2") != NULL);
    insights_record_free(evidence);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(correct, the_revision_before_can_still_be_read)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *before =
        insights_test_get(&self, INSIGHTS_INTERVIEW, self.interview);
    insights_conversation *old = NULL;
    insights_conversation *now = NULL;

    correct(&self, 0, "How do you keep the book, and who looks at it?");
    DO(&self,
       insights_study_conversation(
           self.study, self.interview,
           insights_record_text(before, INSIGHTS_INTERVIEW_TRANSCRIPT_ID), &old,
           &self.error));
    DO(&self, insights_study_conversation(
                  self.study, self.interview, NULL, &now, &self.error));
    cr_expect(strstr(insights_conversation_text(old, 0), "diary") != NULL);
    cr_expect(strstr(insights_conversation_text(now, 0), "book") != NULL);
    insights_conversation_free(old);
    insights_conversation_free(now);
    insights_record_free(before);
    insights_test_study_free(&self);
}

Test(correct, a_speaker_gets_another_label_everywhere)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_conversation *now = NULL;
    insights_record *record = NULL;
    insights_record *evidence;
    char coding[40];

    insights_test_code(&self, "in pencil", "tool", coding);
    DO(&self, insights_study_rename_speaker(
                  self.study, self.interview, "Maureen Tranter", "Maureen",
                  &record, &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 3));
    insights_record_free(record);
    DO(&self, insights_study_conversation(
                  self.study, self.interview, NULL, &now, &self.error));
    cr_expect(
        eq(str, (char *)insights_conversation_speaker(now, 1), "Maureen"));
    insights_conversation_free(now);
    evidence = evidence_of(&self, coding);
    cr_expect(eq(
        str, (char *)insights_record_text(evidence, INSIGHTS_EVIDENCE_SPEAKER),
        "Maureen"));
    cr_expect(
        insights_record_text(evidence, INSIGHTS_EVIDENCE_PERSON_ID) != NULL);
    insights_record_free(evidence);
    cr_expect(
        eq(int,
           (int)insights_study_rename_speaker(
               self.study, self.interview, "Nobody", "Somebody", &record,
               &self.error),
           INSIGHTS_E_NOT_FOUND));
    insights_test_undo(&self);
    evidence = evidence_of(&self, coding);
    cr_expect(eq(
        str, (char *)insights_record_text(evidence, INSIGHTS_EVIDENCE_SPEAKER),
        "Maureen Tranter"));
    insights_record_free(evidence);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(correct, another_file_becomes_the_next_revision)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    char text[sizeof(insights_test_talk) + 200];
    char *cut;
    char coding[40];
    insights_record *record = NULL;
    insights_record *evidence;

    insights_test_code(&self, "nobody thanks me", "pain", coding);
    snprintf(
        text, sizeof(text),
        "WEBVTT\n\n00:00:00.100 --> 00:00:00.900\n<v Hannah Lisle>Are we "
        "on? Good.\n\n%s",
        insights_test_talk + strlen("WEBVTT\n\n"));
    cut = strstr(text, "slow");
    cr_assert(cut != NULL);
    memcpy(cut, "dull", 4);
    options.replace = self.interview;
    DO(&self, insights_study_import(
                  self.study, "talk2.vtt", text, strlen(text), &options,
                  &record, &self.error));
    cr_expect(
        eq(str,
           (char *)insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID),
           self.interview));
    insights_record_free(record);
    evidence = evidence_of(&self, coding);
    cr_expect(eq(
        int, (int)insights_record_int(evidence, INSIGHTS_EVIDENCE_FIRST_TURN),
        4));
    insights_record_free(evidence);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_undo(&self);
    evidence = evidence_of(&self, coding);
    cr_expect(eq(
        int, (int)insights_record_int(evidence, INSIGHTS_EVIDENCE_FIRST_TURN),
        3));
    insights_record_free(evidence);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(correct, what_is_no_correction_is_refused)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;

    cr_expect(
        insights_study_correct(
            self.study, self.interview, 99, "x", &record, &self.error) ==
        INSIGHTS_E_NOT_FOUND);
    cr_expect(
        insights_study_correct(
            self.study, self.interview, 0, "  ", &record, &self.error) ==
        INSIGHTS_E_INVALID);
    cr_expect(
        insights_study_correct(
            self.study, self.interview, 0, "\xff", &record, &self.error) ==
        INSIGHTS_E_INVALID);
    DO(&self, insights_study_correct(
                  self.study, self.interview, 0,
                  "How do you keep the diary, and who looks at it?", &record,
                  &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 0));
    insights_record_free(record);
    insights_test_study_free(&self);
}

/* --- Random corrections ------------------------------------------------------
 */

static unsigned long long seed = 20;

static unsigned next(unsigned below)
{
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(seed >> 33) % below;
}

/* Another version of a text: words dropped, doubled, replaced. */
static void change(const char *text, char *out, size_t size)
{
    static const char *const words[] = {
        "the",
        "caf\xC3\xA9",
        "nobody",
        "list",
        "\xE4\xBB\xB7\xE6\xA0\xBC",
        "\xF0\x9F\x98\x80"};
    size_t to = 0;

    while (*text && to + 64 < size) {
        size_t length = strcspn(text, " ");
        unsigned choice = next(12);

        if (choice == 0)
            to += (size_t)snprintf(out + to, size - to, "%s ", words[next(6)]);
        if (choice == 2)
            to += (size_t)snprintf(out + to, size - to, "%s ", words[next(6)]);
        else if (choice != 1)
            to += (size_t)snprintf(
                out + to, size - to, "%.*s ", (int)length, text);
        text += length + (text[length] == ' ');
    }
    snprintf(out + to, size - to, "end");
}

Test(correct, after_any_corrections_every_span_holds_its_quote)
{
    for (int round = 0; round < 6; round++) {
        insights_test_study self = insights_test_study_new("Ann");

        insights_test_code(&self, "in pencil", "tool", NULL);
        insights_test_code(&self, "somebody cancels at", "x", NULL);
        insights_test_code(&self, "nobody thanks me for it.", "pain", NULL);
        analyze(&self);
        for (int step = 0; step < 6; step++) {
            insights_conversation *now = NULL;
            unsigned turn = next(6);
            char text[2048];

            DO(&self, insights_study_conversation(
                          self.study, self.interview, NULL, &now, &self.error));
            change(insights_conversation_text(now, turn), text, sizeof(text));
            correct(&self, turn, text);
            insights_conversation_free(now);
            cr_assert(eq(int, insights_test_wrong(&self, NULL), 0));
        }
        while (round & 1 && insights_test_wrong(&self, NULL) == 0) {
            insights_record *record = NULL;

            if (insights_study_undo(self.study, NULL, &record, &self.error) < 0)
                break;
            insights_record_free(record);
        }
        cr_assert(eq(int, insights_test_wrong(&self, NULL), 0));
        insights_test_study_free(&self);
    }
}

Test(correct, spans_are_found_in_a_text_that_shares_most_words)
{
    insights_conversation *before = insights__script_new();
    insights_conversation *after = insights__script_new();
    insights__carry *carry = NULL;
    insights__carried to;
    char text[64];

    for (int i = 0; i < 400; i++) {
        snprintf(text, sizeof(text), "this is word%d and some more", i);
        insights__script_add(
            before, NULL, text, strlen(text), -1, -1, NULL, 0, NULL);
        if (i % 3 == 0)
            snprintf(text, sizeof(text), "this was word%d or much less", i);
        if (i % 50)
            insights__script_add(
                after, NULL, text, strlen(text), -1, -1, NULL, 0, NULL);
    }
    cr_assert(insights__carry_new(before, after, 0, &carry, NULL) >= 0);
    for (size_t i = 0; i < 400; i++) {
        const insights__turn *turn = &before->turns.items[i];

        to = insights__carry_span(
            carry, turn->byte_start, turn->byte_start + turn->length);
        if (i % 3 && i % 50)
            cr_expect(to.gone == 0 && to.changed == 0, "turn %zu", i);
        else if (i % 50)
            cr_expect(to.gone == 0 && to.changed == 1, "turn %zu", i);
    }
    insights__carry_free(carry);
    insights_conversation_free(before);
    insights_conversation_free(after);
}

Test(correct, correcting_survives_any_allocation_failing)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    char coding[40];

    insights_test_code(&self, "in pencil", "tool", coding);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_correct(
            self.study, self.interview, 1,
            "In the red book, in pencil, and Kelly looks.", &record,
            &self.error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(insights_study_rename_speaker(
                                             self.study, self.interview,
                                             "Maureen Tranter", "Maureen",
                                             &record, &self.error),
                                         insights_record_free(record);
                                         record = NULL);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}
