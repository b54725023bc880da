/* test_sentences.c - where sentences start and end. */
#include "support/fail_alloc.h"
#include "text/sentences.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

/* The sentences of a text with a bar behind each, `?` before those that
 * ask. */
static char *cut(const char *text, const char *language)
{
    static char out[4096];
    insights__sentences list = {NULL, 0, 0};
    size_t last = 0;
    size_t i;

    cr_assert(
        eq(int,
           (int)insights__sentences_read(
               &list, text, strlen(text), language, NULL),
           0));
    out[0] = '\0';
    for (i = 0; i < list.count; i++) {
        insights__sentence *at = &list.items[i];
        cr_assert(le(sz, last, at->start));
        cr_assert(lt(sz, at->start, at->end));
        last = at->end;
        strcat(out, at->question ? "?" : "");
        strncat(out, text + at->start, at->end - at->start);
        strcat(out, "|");
    }
    insights__array_free(&list);
    return out;
}

Test(sentences, end_at_terminators_before_white_space)
{
    cr_expect(
        eq(str, cut("One. Two! Three? Four", "en"), "One.|Two!|?Three?|Four|"));
    cr_expect(eq(str, cut("  Only one  ", "en"), "Only one|"));
    cr_expect(eq(str, cut("", "en"), ""));
    cr_expect(eq(str, cut(" \n ", "en"), ""));
}

Test(sentences, do_not_end_at_abbreviations_initials_and_numbers)
{
    cr_expect(
        eq(str, cut("Mr. Pell saw Dr. Weems. He left.", "en"),
           "Mr. Pell saw Dr. Weems.|He left.|"));
    cr_expect(
        eq(str, cut("J. R. Smith paid 3.50 at No. 5. Really.", "en"),
           "J. R. Smith paid 3.50 at No. 5.|Really.|"));
    cr_expect(
        eq(str, cut("Pens, paper etc. and more. Pens etc. Then ink.", "en"),
           "Pens, paper etc. and more.|Pens etc.|Then ink.|"));
    cr_expect(
        eq(str, cut("See insights.example.com for it.", "en"),
           "See insights.example.com for it.|"));
}

Test(sentences, take_abbreviations_of_their_language)
{
    cr_expect(
        eq(str, cut("Das ist z.B. Kaffee. Gut.", "de"),
           "Das ist z.B. Kaffee.|Gut.|"));
    cr_expect(
        eq(str, cut("Voici Mme. Dupont. Bien.", "fr-CA"),
           "Voici Mme. Dupont.|Bien.|"));
}

Test(sentences, keep_the_quotes_and_brackets_that_close_them)
{
    cr_expect(
        eq(str, cut("She said \"Stop.\" Then (he did.) Done.", "en"),
           "She said \"Stop.\"|Then (he did.)|Done.|"));
    cr_expect(
        eq(str,
           cut("\"Why?\" she asked. \xe2\x80\x9cNo!\xe2\x80\x9d I said.", "en"),
           "\"Why?\" she asked.|\xe2\x80\x9cNo!\xe2\x80\x9d|I said.|"));
}

Test(sentences, go_on_after_dots_before_a_small_letter)
{
    cr_expect(
        eq(str, cut("Well... it broke. And\xe2\x80\xa6 then? yes", "en"),
           "Well... it broke.|?And\xe2\x80\xa6 then?|yes|"));
}

Test(sentences, end_without_spaces_where_scripts_have_none)
{
    cr_expect(
        eq(str, cut("預約很難。為什麼？不知道。", "zh"),
           "預約很難。|?為什麼？|不知道。|"));
    cr_expect(eq(str, cut("كيف حالك؟ بخير.", "ar"), "?كيف حالك؟|بخير.|"));
}

Test(sentences, end_at_an_empty_line)
{
    cr_expect(
        eq(str, cut("No stop here\n\nNext\nline goes on", "en"),
           "No stop here|Next\nline goes on|"));
}

Test(sentences, survive_every_allocation_failing)
{
    insights__sentences list = {NULL, 0, 0};

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__sentences_read(&list, "A b. C d. E f.", 14, "en", NULL),
        insights__array_free(&list));
}
