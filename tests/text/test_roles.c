/* test_roles.c - who asks and who answers. */
#include "support/fail_alloc.h"
#include "support/said.h"
#include "text/roles.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

static insights_conversation *talk;
static insights__roles roles;
static insights_error *error;

static void start(void)
{
    talk = NULL;
    memset(&roles, 0, sizeof(roles));
    error = NULL;
}

static void stop(void)
{
    insights__roles_free(&roles);
    insights_conversation_free(talk);
    insights_error_free(error);
}

TestSuite(roles, .init = start, .fini = stop);

static insights_status read(const char *lines, const char *given)
{
    talk = insights_test_said(lines);
    return insights__roles_read(&roles, talk, given, &error);
}

static int role_of(const char *label)
{
    size_t i;

    for (i = 0; i < roles.speakers.count; i++)
        if (roles.speakers.items[i].label &&
            strcmp(roles.speakers.items[i].label, label) == 0)
            return (int)roles.speakers.items[i].role;
    return -1;
}

#define INTERVIEW                                                           \
    "SPEAKER_00: So what do you do here?\n"                                 \
    "SPEAKER_01: I drive the number nine bus out to the estate and back.\n" \
    "SPEAKER_00: Mhm.\n"                                                    \
    "SPEAKER_01: Eleven years of it now, and I know every pothole.\n"       \
    "SPEAKER_00: How did you start?\n"                                      \
    "SPEAKER_01: My uncle drove before me, and he put in a word.\n"         \
    "SPEAKER_00: Tell me about a bad day.\n"                                \
    "SPEAKER_01: The ice, last winter, we slid right into the school.\n"

Test(roles, follow_labels_that_say_them)
{
    read("Interviewer: Hello.\nJade: Hello, I work at the desk.\n", NULL);
    cr_expect(eq(int, role_of("Interviewer"), INSIGHTS__ROLE_INTERVIEWER));
    cr_expect(eq(int, role_of("Jade"), INSIGHTS__ROLE_PARTICIPANT));
    cr_expect(eq(str, (char *)roles.speakers.items[0].method, "label"));
}

Test(roles, understand_labels_with_more_in_them)
{
    cr_expect(
        eq(int, (int)insights__roles_of_label("Ann (Moderator)"),
           INSIGHTS__ROLE_MODERATOR));
    cr_expect(
        eq(int, (int)insights__roles_of_label("Participant 3"),
           INSIGHTS__ROLE_PARTICIPANT));
    cr_expect(
        eq(int, (int)insights__roles_of_label("Observer"),
           INSIGHTS__ROLE_OBSERVER));
    cr_expect(
        eq(int, (int)insights__roles_of_label("Ghost"), INSIGHTS__ROLE_NONE));
    cr_expect(
        eq(int, (int)insights__roles_of_label(NULL), INSIGHTS__ROLE_NONE));
}

Test(roles, take_q_and_a_for_what_they_are)
{
    read("Q: Where?\nA: Here, where I always was.\n", NULL);
    cr_expect(eq(int, role_of("Q"), INSIGHTS__ROLE_INTERVIEWER));
    cr_expect(eq(int, role_of("A"), INSIGHTS__ROLE_PARTICIPANT));
}

Test(roles, follow_who_asks_where_labels_say_nothing)
{
    read(INTERVIEW, NULL);
    cr_expect(eq(int, role_of("SPEAKER_00"), INSIGHTS__ROLE_INTERVIEWER));
    cr_expect(eq(int, role_of("SPEAKER_01"), INSIGHTS__ROLE_PARTICIPANT));
    cr_expect(
        eq(str, (char *)roles.speakers.items[0].method, "question_share"));
    cr_expect(gt(dbl, roles.speakers.items[0].score, 0.5));
    cr_expect(le(dbl, roles.speakers.items[0].score, 1.0));
}

Test(roles, let_one_question_be_answered_by_two)
{
    read(
        INTERVIEW "SPEAKER_02: And I do the school run, the same road.\n"
                  "SPEAKER_00: Is it harder?\n"
                  "SPEAKER_02: With forty children, what do you think.\n",
        NULL);
    cr_expect(eq(int, role_of("SPEAKER_00"), INSIGHTS__ROLE_INTERVIEWER));
    cr_expect(eq(int, role_of("SPEAKER_02"), INSIGHTS__ROLE_PARTICIPANT));
}

Test(roles, stay_open_where_everybody_asks)
{
    read(
        "A1: Shall we start?\nB1: Who has the list?\n"
        "C1: I do, it is on the desk.\nA1: Fine, then the first point.\n"
        "B1: Is it the budget?\nC1: No, the rooms, I think.\n"
        "A1: What do we need?\nC1: Do we need any?\n",
        NULL);
    cr_expect(eq(int, role_of("A1"), INSIGHTS__ROLE_NONE));
    cr_expect(eq(int, role_of("B1"), INSIGHTS__ROLE_NONE));
    cr_expect(eq(int, roles.known, 0));
    cr_expect(eq(int, insights__roles_heard(&roles, 0), 1));
}

Test(roles, give_a_monologue_no_interviewer)
{
    read("Ann: What is a bus? A room that moves.\nAnn: Is it?\n", NULL);
    cr_expect(eq(int, role_of("Ann"), INSIGHTS__ROLE_NONE));
    cr_expect(eq(int, insights__roles_heard(&roles, 0), 1));
}

Test(roles, leave_turns_without_a_label_alone)
{
    read("No label here\nNone here\n", NULL);
    cr_expect(eq(sz, roles.speakers.count, 1));
    cr_expect(roles.speakers.items[0].label == NULL);
}

Test(roles, that_are_given_are_taken_as_given)
{
    read(INTERVIEW, "SPEAKER_01=interviewer, SPEAKER_00=P07");
    cr_expect(eq(int, role_of("SPEAKER_01"), INSIGHTS__ROLE_INTERVIEWER));
    cr_expect(eq(int, role_of("SPEAKER_00"), INSIGHTS__ROLE_PARTICIPANT));
    cr_expect(eq(str, (char *)roles.speakers.items[0].name, "P07"));
    cr_expect(eq(int, roles.speakers.items[1].given, 1));
}

Test(roles, given_by_name_alone_leave_the_guess_alone)
{
    read(INTERVIEW, "speaker_01=Smith = Jones");
    cr_expect(eq(int, (int)insights_error_code(error), INSIGHTS_E_INVALID));
    insights__roles_free(&roles);
    memset(&roles, 0, sizeof(roles));
    cr_expect(eq(
        int, (int)insights__roles_read(&roles, talk, "speaker_01=Ann", &error),
        0));
    cr_expect(eq(int, role_of("SPEAKER_00"), INSIGHTS__ROLE_INTERVIEWER));
    cr_expect(eq(str, (char *)roles.speakers.items[1].name, "Ann"));
}

Test(roles, of_labels_with_commas_can_be_given)
{
    read(
        "Lisle, Hannah: Well?\nTranter, Maureen: Well yes.\n",
        "Lisle, Hannah=moderator, Tranter, Maureen=P1");
    cr_expect(eq(int, role_of("Lisle, Hannah"), INSIGHTS__ROLE_MODERATOR));
}

Test(roles, for_a_label_nobody_has_are_refused_with_the_labels_there_are)
{
    cr_expect(
        eq(int, (int)read(INTERVIEW, "Bob=interviewer"), INSIGHTS_E_INVALID));
    cr_expect(
        strstr(insights_error_message(error), "SPEAKER_00, SPEAKER_01") !=
        NULL);
    insights__roles_free(&roles);
    cr_expect(
        eq(int, (int)insights__roles_read(&roles, talk, "nonsense", &error),
           INSIGHTS_E_INVALID));
    insights__roles_free(&roles);
    cr_expect(
        eq(int, (int)insights__roles_read(&roles, talk, "SPEAKER_00=", &error),
           INSIGHTS_E_INVALID));
}

Test(roles, survive_every_allocation_failing)
{
    talk = insights_test_said(INTERVIEW);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__roles_read(&roles, talk, "SPEAKER_01=Ann", NULL),
        insights__roles_free(&roles);
        memset(&roles, 0, sizeof(roles)));
}

Test(roles, of_ten_thousand_speakers_are_read_in_one_go)
{
    char name[16];
    size_t i;

    talk = insights__script_new();
    for (i = 0; i < 10000; i++) {
        snprintf(name, sizeof(name), "P%zu", i);
        insights__script_add(talk, name, "Is it?", 6, -1, -1, NULL, 0, NULL);
    }
    cr_expect(
        eq(int, (int)insights__roles_read(&roles, talk, NULL, &error), 0));
    cr_expect(eq(sz, roles.speakers.count, 10000));
    cr_expect(eq(int, roles.known, 0));
}
