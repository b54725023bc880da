/* test_outline.c - what was asked, and what was answered. */
#include "support/fail_alloc.h"
#include "support/said.h"
#include "text/outline.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static insights_conversation *talk;
static insights__roles roles;
static insights__outline outline;

static void start(void)
{
    talk = NULL;
    memset(&roles, 0, sizeof(roles));
    memset(&outline, 0, sizeof(outline));
}

static void stop(void)
{
    insights__array_free(&outline);
    insights__roles_free(&roles);
    insights_conversation_free(talk);
}

TestSuite(outline, .init = start, .fini = stop);

static void read(const char *lines)
{
    talk = insights_test_said(lines);
    cr_assert(eq(int, (int)insights__roles_read(&roles, talk, NULL, NULL), 0));
    cr_assert(
        eq(int, (int)insights__outline_read(&outline, talk, &roles, NULL), 0));
}

/* The words of a question. */
static char *question(size_t at)
{
    static char out[1024];
    char *text = insights__script_slice(
        talk, outline.items[at].byte_start, outline.items[at].byte_end);

    strncpy(out, text, sizeof(out) - 1);
    insights__free(text);
    return out;
}

#define TALK                                                         \
    "Interviewer: [laughs] Okay. So what do you drive?\n"            \
    "Jo: The number nine, mostly, out to the estate.\n"              \
    "Interviewer: Right. Right.\n"                                   \
    "Jo: And the school run on a Friday, with forty children.\n"     \
    "Interviewer: Mhm.\n"                                            \
    "Interviewer: Say it's a Monday in the snow.\n"                  \
    "Interviewer: Take me along with you, till you're home again.\n" \
    "Jo: I get up at four and I scrape the windows.\n"               \
    "Interviewer: So nobody ever helps you.\n"                       \
    "Jo: Not once in eleven years, I do it all myself.\n"            \
    "Interviewer: Does the depot know? About the, er, windows.\n"    \
    "Jo: They do.\n"                                                 \
    "Interviewer: Thank you.\n"

Test(outline, pairs_questions_with_answers)
{
    read(TALK);
    cr_assert(eq(sz, outline.count, 4));
    cr_expect(eq(str, question(0), "So what do you drive?"));
    cr_expect(eq(sz, outline.items[0].answer_first, 1));
    cr_expect(eq(sz, outline.items[0].answer_words, 18));
}

Test(outline, lets_acknowledgements_end_no_answer)
{
    read(TALK);
    cr_expect(eq(sz, outline.items[0].answer_last, 3));
}

Test(outline, knows_invitations_without_a_question_mark)
{
    read(TALK);
    cr_expect(eq(sz, outline.items[1].question_turn, 6));
    cr_expect(eq(sz, outline.items[1].answer_first, 7));
    cr_expect(
        strstr(question(1), "Take me along with you, till you're home") !=
        NULL);
}

Test(outline, takes_what_is_held_out_for_a_question)
{
    read(TALK);
    cr_expect(eq(str, question(2), "So nobody ever helps you."));
    cr_expect(eq(int, outline.items[2].held_out, 1));
    cr_expect(eq(sz, outline.items[2].answer_first, 9));
}

Test(outline, keeps_what_little_follows_a_question)
{
    read(TALK);
    cr_expect(
        eq(str, question(3), "Does the depot know? About the, er, windows."));
    cr_expect(eq(sz, outline.items[3].answer_words, 2));
}

Test(outline, leaves_the_recorder_out)
{
    read("Interviewer: Are you all right with me recording?\n"
         "Jo: Yes, go on.\n"
         "Interviewer: Who are you?\nJo: I drive the nine to the estate.\n");
    cr_assert(eq(sz, outline.count, 1));
    cr_expect(eq(str, question(0), "Who are you?"));
}

Test(outline, gives_a_question_without_an_answer_none)
{
    read("Interviewer: Who are you?\n");
    cr_assert(eq(sz, outline.count, 1));
    cr_expect(eq(sz, outline.items[0].answer_first, INSIGHTS__NO_TURN));
}

Test(outline, of_a_meeting_asks_for_question_marks)
{
    read("Ann: We could start with the rooms.\n"
         "Bea: Which of the rooms are free on Monday?\n"
         "Cleo: Two of them, and the hall after six.\n"
         "Ann: Then we take the hall.\n");
    cr_assert(eq(int, roles.known, 0));
    cr_assert(eq(sz, outline.count, 1));
    cr_expect(eq(sz, outline.items[0].question_turn, 1));
    cr_expect(eq(sz, outline.items[0].answer_first, 2));
    cr_expect(eq(sz, outline.items[0].answer_last, 3));
}

Test(outline, of_a_monologue_is_empty)
{
    read("Ann: Why do I drive? Because I like it.\nAnn: Is that all?\n");
    cr_expect(eq(sz, outline.count, 0));
}

Test(outline, survives_every_allocation_failing)
{
    read(TALK);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__outline_read(&outline, talk, &roles, NULL),
        insights__array_free(&outline));
}
