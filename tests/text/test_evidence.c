/* test_evidence.c - which spans of a conversation can be cited. */
#include "support/fail_alloc.h"
#include "support/said.h"
#include "text/evidence.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static insights_conversation *talk;
static insights__roles roles;
static insights__outline outline;
static insights__evidence evidence;

static void start(void)
{
    talk = NULL;
    memset(&roles, 0, sizeof(roles));
    memset(&outline, 0, sizeof(outline));
    memset(&evidence, 0, sizeof(evidence));
}

static void stop(void)
{
    insights__array_free(&evidence);
    insights__array_free(&outline);
    insights__roles_free(&roles);
    insights_conversation_free(talk);
}

TestSuite(evidence, .init = start, .fini = stop);

static void read(const char *lines)
{
    talk = insights_test_said(lines);
    insights__roles_read(&roles, talk, NULL, NULL);
    insights__outline_read(&outline, talk, &roles, NULL);
    cr_assert(eq(
        int,
        (int)insights__evidence_read(&evidence, talk, &roles, &outline, NULL),
        0));
}

static char *slice(insights__span span)
{
    static char out[4096];
    char *text = insights__script_slice(talk, span.start, span.end);

    strncpy(out, text, sizeof(out) - 1);
    insights__free(text);
    return out;
}

#define TALK                                                          \
    "Interviewer: What do you drive?\n"                               \
    "Jo: Mhm. Well, I drive the number nine bus. It goes out to the " \
    "estate, and it comes back past the school every single hour. "   \
    "I like the mornings best of all. Okay.\n"                        \
    "Interviewer: Right.\n"                                           \
    "Jo: Yeah. Right.\n"                                              \
    "Jo: The heater broke again in the second week of January.\n"     \
    "Interviewer: Does the depot repair the heater?\n"                \
    "Jo: The heater broke again in the second week of January.\n"

Test(evidence, is_what_says_something)
{
    size_t i;

    read(TALK);
    cr_assert(ge(sz, evidence.count, 5));
    for (i = 0; i < evidence.count; i++) {
        insights__evidence_item *at = &evidence.items[i];
        const insights__turn *turn = &talk->turns.items[at->turn];
        cr_expect(ge(sz, at->quote.start, turn->byte_start));
        cr_expect(le(sz, at->quote.end, turn->byte_start + turn->length));
        cr_expect(le(sz, at->chunk.start, at->quote.start));
        cr_expect(ge(sz, at->chunk.end, at->quote.end));
        cr_expect(le(sz, at->quote.start, at->gist.start));
        cr_expect(le(sz, at->gist.end, at->quote.end));
        cr_expect(ne(sz, at->turn, 3));
        if (i)
            cr_expect(ge(sz, at->quote.start, evidence.items[i - 1].quote.end));
    }
}

Test(evidence, leaves_acknowledgements_out)
{
    read(TALK);
    cr_expect(
        eq(str, slice(evidence.items[1].quote),
           "Well, I drive the number nine bus. It goes out to the estate, and "
           "it comes back past the school every single hour."));
    cr_expect(
        eq(str, slice(evidence.items[2].quote),
           "I like the mornings best of all."));
}

Test(evidence, keeps_questions_apart_and_linked)
{
    read(TALK);
    cr_expect(eq(int, evidence.items[0].is_question, 1));
    cr_expect(eq(int, evidence.items[1].is_question, 0));
    cr_expect(eq(sz, evidence.items[1].question, 0));
    cr_expect(eq(sz, evidence.items[evidence.count - 1].question, 1));
}

Test(evidence, has_a_gist_without_the_words_that_lead_to_it)
{
    read(TALK);
    cr_expect(
        eq(str, slice(evidence.items[1].gist), "I drive the number nine bus"));
}

Test(evidence, has_a_gist_cut_where_a_clause_ends)
{
    read("Jo: So we leave the depot at four, because the first one has to "
         "be at the hospital by five.\n");
    cr_expect(
        eq(str, slice(evidence.items[0].gist), "we leave the depot at four"));
}

Test(evidence, has_keys_that_repeat_over_runs_and_differ_within)
{
    char first[8][INSIGHTS__KEY_TEXT];
    size_t count;
    size_t i;
    size_t j;

    read(TALK);
    count = evidence.count;
    cr_assert(le(sz, count, 8));
    for (i = 0; i < count; i++) {
        strcpy(first[i], evidence.items[i].key);
        cr_expect(eq(sz, strlen(first[i]), 32));
        for (j = 0; j < i; j++)
            cr_expect(ne(str, first[i], first[j]));
    }
    insights__evidence_read(&evidence, talk, &roles, &outline, NULL);
    cr_assert(eq(sz, evidence.count, count));
    for (i = 0; i < count; i++)
        cr_expect(eq(str, evidence.items[i].key, first[i]));
}

Test(evidence, has_keys_that_outlive_changes_elsewhere)
{
    char key[INSIGHTS__KEY_TEXT];

    read("Jo: The heater broke in January again.\n");
    strcpy(key, evidence.items[0].key);
    stop();
    start();
    read("Jo: It was a very long and cold winter.\n"
         "Jo: The heater broke in January again.\n");
    cr_expect(eq(str, evidence.items[1].key, key));
}

Test(evidence, of_a_monologue_is_read_too)
{
    read("I drive the number nine bus out to the estate every day.\n");
    cr_assert(eq(sz, evidence.count, 1));
    cr_expect(eq(sz, evidence.items[0].question, INSIGHTS__NO_TURN));
}

Test(evidence, survives_every_allocation_failing)
{
    read(TALK);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__evidence_read(&evidence, talk, &roles, &outline, NULL),
        insights__array_free(&evidence));
}
