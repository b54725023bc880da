/* test_keywords.c - every place where some words stand. */
#include "support/fail_alloc.h"
#include "support/said.h"
#include "text/keywords.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

/* "before<match>after|" for each place in a text. */
static char *find(const char *words, const char *text, size_t context)
{
    static char out[4096];
    insights__keywords keywords = INSIGHTS__KEYWORDS_INIT;
    insights__keyword_list list = {NULL, 0, 0};
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights_conversation *talk = insights_test_said(text);
    size_t i;

    out[0] = '\0';
    cr_assert(
        eq(int, (int)insights__keywords_parse(&keywords, words, NULL), 0));
    cr_assert(
        eq(int,
           (int)insights__keywords_find(
               &keywords, &talk->turns.items[0], context, &terms, &list, NULL),
           0));
    for (i = 0; i < list.count; i++) {
        insights__keyword *at = &list.items[i];
        snprintf(
            out + strlen(out), sizeof(out) - strlen(out), "%.*s<%.*s>%.*s|",
            (int)(at->start - at->before), text + at->before,
            (int)(at->end - at->start), text + at->start,
            (int)(at->after - at->end), text + at->end);
    }
    insights__keywords_free(&keywords);
    insights__array_free(&list);
    insights__terms_free(&terms);
    insights_conversation_free(talk);
    return out;
}

Test(keywords, are_found_whatever_their_case_and_width)
{
    cr_expect(
        eq(str, find("text", "Text me a TEXT", 40),
           "<Text> me a TEXT|Text me a <TEXT>|"));
    cr_expect(eq(str, find("ｔｅｘｔ", "a text", 40), "a <text>|"));
}

Test(keywords, are_whole_words_unless_open)
{
    cr_expect(eq(str, find("text", "texts context", 40), ""));
    cr_expect(eq(str, find("text*", "texts context", 40), "<texts> context|"));
}

Test(keywords, in_a_row_must_stand_in_a_row)
{
    cr_expect(
        eq(str, find("no show*", "a no-show, no shows, no. Show me", 0),
           "<no-show>|<no shows>|"));
    cr_expect(eq(str, find("no show", "no big show", 40), ""));
}

Test(keywords, have_context_cut_between_words)
{
    cr_expect(eq(
        str, find("three", "one two three four five", 5), "two <three> four|"));
    cr_expect(eq(str, find("three", "one two three four five", 2), "<three>|"));
}

Test(keywords, are_found_in_scripts_without_spaces)
{
    cr_expect(
        eq(str, find("預約", "我想預約明天，不預約了", 2),
           "我想<預約>明天|，不<預約>了|"));
}

Test(keywords, need_a_word)
{
    insights__keywords keywords = INSIGHTS__KEYWORDS_INIT;
    insights_error *error = NULL;

    cr_expect(
        eq(int, (int)insights__keywords_parse(&keywords, " * ", &error),
           INSIGHTS_E_INVALID));
    insights__keywords_free(&keywords);
    insights_error_free(error);
}

Test(keywords, survive_every_allocation_failing)
{
    insights__keywords keywords = INSIGHTS__KEYWORDS_INIT;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__keywords_parse(&keywords, "no show*", NULL),
        insights__keywords_free(&keywords));
}
