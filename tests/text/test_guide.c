/* test_guide.c - the questions that somebody planned to ask. */
#include "support/fail_alloc.h"
#include "text/guide.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

/* The questions with a bar behind each. */
static char *read(const char *text)
{
    static char out[4096];
    insights__guide guide = INSIGHTS__GUIDE_INIT;
    size_t i;

    out[0] = '\0';
    cr_assert(eq(
        int, (int)insights__guide_read(&guide, text, strlen(text), NULL), 0));
    for (i = 0; i < guide.questions.count; i++) {
        strcat(out, guide.questions.items[i]);
        strcat(out, "|");
    }
    insights__guide_free(&guide);
    return out;
}

Test(guide, takes_numbered_and_listed_lines)
{
    cr_expect(
        eq(str,
           read("1. Please describe your day.\n2) Who helps you?\n"
                "- Tell me about the bus.\n* And the road home?\n"
                "\xe2\x80\xa2 What else is there?\nQ7: Why do you stay?\n"
                "(a) Since when is that so\n"),
           "Please describe your day.|Who helps you?|Tell me about the bus.|"
           "And the road home?|What else is there?|Why do you stay?|"
           "Since when is that so|"));
}

Test(guide, takes_lines_with_a_question_mark)
{
    cr_expect(
        eq(str, read("Welcome them.\nWho are you?\nThank them.\n"),
           "Who are you?|"));
    cr_expect(eq(str, read("您是谁？\r\n"), "您是谁？|"));
}

Test(guide, leaves_headings_out)
{
    cr_expect(
        eq(str,
           read("---\ntitle: What?\n---\n# What do we ask?\n\n"
                "Why?\n====\n1. Introduction\n- Warm-up questions:\n"
                "| who? | when? |\n2. How do you get here?\n"),
           "Why?|How do you get here?|"));
}

Test(guide, joins_lines_that_go_on_and_drops_emphasis)
{
    cr_expect(
        eq(str,
           read("1. How does a **new** appointment\n   come about, from call\n"
                "   to chair?\n\n2. What is `it`?"),
           "How does a new appointment come about, from call to chair?|"
           "What is it?|"));
    cr_expect(
        eq(str, read("1. How does a **new** one\n   come about here\n2. Why?"),
           "How does a new one come about here|Why?|"));
}

Test(guide, may_be_empty)
{
    cr_expect(eq(str, read(""), ""));
    cr_expect(eq(str, read("\n\n\n"), ""));
    cr_expect(eq(str, read("---\n"), ""));
}

Test(guide, survives_every_allocation_failing)
{
    insights__guide guide = INSIGHTS__GUIDE_INIT;
    const char *text = "1. How are you today?\n2. And why is that so?\n";

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__guide_read(&guide, text, strlen(text), NULL),
        insights__guide_free(&guide));
}
