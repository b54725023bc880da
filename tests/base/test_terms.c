/* test_terms.c - words as search and comparison see them. */
#include "base/alloc.h"
#include "base/stopwords.h"
#include "base/stopwords_data.h"
#include "base/terms.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static insights__terms terms;
static insights_error *error;

static void start(void)
{
    memset(&terms, 0, sizeof(terms));
    error = NULL;
}

static void stop(void)
{
    insights__terms_free(&terms);
    insights_error_free(error);
}

TestSuite(terms, .init = start, .fini = stop);

/* The words of a text with a space behind each; stems where `stems`. */
static char *read_all(const char *text, const char *language, int stems)
{
    static char out[4096];
    size_t i;

    insights__terms_clear(&terms);
    cr_assert(eq(
        int,
        (int)insights__terms_read(&terms, text, strlen(text), language, &error),
        0));
    out[0] = '\0';
    for (i = 0; i < terms.list.count; i++) {
        strcat(
            out, stems ? terms.list.items[i].stem : terms.list.items[i].word);
        strcat(out, " ");
    }
    return out;
}

static int starts_char(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

static void spans_are_ordered(const char *text)
{
    size_t length = strlen(text);
    size_t last = 0;
    size_t i;

    for (i = 0; i < terms.list.count; i++) {
        insights__term *term = &terms.list.items[i];
        cr_assert(term->byte_start >= last);
        cr_assert(term->byte_end > term->byte_start);
        cr_assert(term->byte_end <= length);
        cr_assert(starts_char(text[term->byte_start]));
        cr_assert(starts_char(text[term->byte_end]));
        last = term->byte_start;
    }
}

Test(terms, words_are_folded_and_keep_inner_apostrophes)
{
    cr_expect(
        eq(str, read_all("'Cause I DON'T, goin' no-show.", "en", 0),
           "cause i don't goin no show "));
    cr_expect(eq(str, read_all("Don\xe2\x80\x99t", "en", 0), "don't "));
}

Test(terms, stems_follow_the_language)
{
    cr_expect(
        eq(str, read_all("Appointments appointed", "en-GB", 1),
           "appoint appoint "));
    cr_expect(eq(str, read_all("Häuser Straße", "de", 1), "haus strass "));
    cr_expect(eq(str, read_all("maisons", "fr", 1), "maison "));
    cr_expect(eq(str, read_all("appointments", NULL, 1), "appoint "));
    cr_expect(eq(str, read_all("appointments", "ja", 1), "appointments "));
}

Test(terms, stop_words_are_marked)
{
    read_all("the dentist", "en", 0);
    cr_expect(eq(int, terms.list.items[0].stop, 1));
    cr_expect(eq(int, terms.list.items[1].stop, 0));
    read_all("der Zahnarzt", "de", 0);
    cr_expect(eq(int, terms.list.items[0].stop, 1));
    cr_expect(eq(int, terms.list.items[1].stop, 0));
}

Test(terms, an_apostrophe_ends_a_word_where_the_language_elides)
{
    cr_expect(eq(str, read_all("l'homme", "fr", 0), "l homme "));
    cr_expect(eq(int, terms.list.items[0].stop, 1));
}

Test(terms, unspaced_scripts_give_characters_and_pairs)
{
    const char *text = "預約很難 ok";

    cr_expect(
        eq(str, read_all(text, "zh", 0), "預 預約 約 約很 很 很難 難 ok "));
    spans_are_ordered(text);
    cr_expect(eq(int, terms.list.items[0].type, INSIGHTS__TERM_SINGLE));
    cr_expect(eq(int, terms.list.items[1].type, INSIGHTS__TERM_PAIR));
    cr_expect(eq(str, read_all("ｶﾞｷﾞ", "ja", 0), "ガ ガギ ギ "));
    cr_expect(eq(str, read_all("예약", "ko", 0), "예 예약 약 "));
}

Test(terms, forms_of_the_same_word_are_equal)
{
    char first[64];

    strcpy(first, read_all("caf\xc3\xa9", "fr", 0));
    cr_expect(eq(str, read_all("CAFE\xcc\x81", "fr", 0), first));
    cr_expect(eq(str, read_all("ｃａｆé", "fr", 0), first));
    cr_expect(
        eq(str,
           read_all(
               "ca\xc2\xad"
               "fé",
               "fr", 0),
           first));
    cr_expect(eq(str, read_all("\xe1\x84\x8b\xe1\x85\xa8", "ko", 0), "예 "));
}

Test(terms, numbers_and_signs_are_cut_from_words)
{
    cr_expect(
        eq(str, read_all("£12,111 — a+b 😀 x_y", "en", 0), "12 111 a b x y "));
    cr_expect(eq(str, read_all(" \n…!?", "en", 0), ""));
    cr_expect(eq(str, read_all("", "en", 0), ""));
}

Test(terms, a_run_of_letters_without_end_is_cut)
{
    static char text[100001];

    memset(text, 'x', sizeof(text) - 1);
    cr_assert(eq(
        int,
        (int)insights__terms_read(&terms, text, sizeof(text) - 1, "en", &error),
        0));
    cr_expect(gt(sz, terms.list.count, 100));
    spans_are_ordered(text);
}

Test(terms, right_to_left_and_marks_make_words)
{
    const char *text = "مرحبا بالعالم हिन्दी भाषा Ελλάδα";

    read_all(text, NULL, 0);
    spans_are_ordered(text);
    cr_expect(eq(sz, terms.list.count, 5));
}

Test(terms, a_whole_text_can_be_folded)
{
    char *folded = insights__terms_fold("ABC Straße ｘ\n", 16);

    cr_assert(folded != NULL);
    cr_expect(eq(str, folded, "abc strasse x\n"));
    insights__free(folded);
}

Test(terms, lists_of_stop_words_are_in_order)
{
    static const char *const subtags[] = {"da", "de", "en", "es", "fr",
                                          "it", "nb", "nl", "pt", "sv"};
    size_t i;
    size_t j;

    for (i = 0; i < sizeof(subtags) / sizeof(*subtags); i++) {
        const insights__stopwords *list = insights__stopwords_of(subtags[i], 2);
        cr_assert(list != NULL);
        for (j = 1; j < list->count; j++)
            cr_assert(strcmp(list->words[j - 1], list->words[j]) < 0);
        cr_expect(insights__stopwords_have(list, list->words[0]));
        cr_expect(not(insights__stopwords_have(list, "zzz")));
    }
    cr_expect(insights__stopwords_of("xx", 2) == NULL);
}

Test(terms, every_allocation_may_fail)
{
    const char *text = "The appointments of Zoë, 預約";
    char *folded = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__terms_read(&terms, text, strlen(text), "en", &error),
        insights__terms_free(&terms));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        (folded = insights__terms_fold(text, strlen(text))) ? INSIGHTS_OK
                                                            : INSIGHTS_E_NOMEM,
        insights__free(folded);
        folded = NULL);
}
