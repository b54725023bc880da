/* test_differences.c - what a draft changed, and of what kind it is. */
#include "text/differences.h"

#include "support/said.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>

/* The kinds of all changes, with a space behind each. */
static void kinds(const char *said, const char *draft, char out[128])
{
    char lines[512];
    insights_conversation *script;
    insights__index *index = NULL;
    insights__tokens tokens = INSIGHTS__TOKENS_INIT;
    insights__changes changes = INSIGHTS__CHANGES_INIT;

    *out = '\0';
    snprintf(
        lines, sizeof(lines),
        "A: %s\nB: and then Maureen met Kelly in London, said Maureen\n", said);
    script = insights_test_said(lines);
    cr_assert(eq(int, insights__index_new(script, &index, NULL), 0));
    cr_assert(eq(
        int, insights__tokens_read(&tokens, draft, strlen(draft), 0, NULL), 0));
    cr_assert(
        eq(int,
           insights__differences(
               &tokens, 0, tokens.list.count, index, 0,
               index->runs.items[1].first_token, &changes, NULL),
           0));
    for (size_t i = 0; i < changes.list.count; i++) {
        strcat(out, insights__change_name(changes.list.items[i].kind));
        strcat(out, " ");
    }
    insights__changes_free(&changes);
    insights__tokens_free(&tokens);
    insights__index_free(index);
    insights_conversation_free(script);
}

static void expect(const char *said, const char *draft, const char *wanted)
{
    char found[128];

    kinds(said, draft, found);
    cr_expect(
        strcmp(found, wanted) == 0, "'%s' -> '%s': %snot %s", said, draft,
        found, wanted);
}

Test(differences, case_and_punctuation_are_none)
{
    expect("So, I like it here.", "so I like it -- here", "");
}

Test(differences, a_negation_that_came_or_went_is_named)
{
    expect("I like it", "I don't like it", "negation ");
    expect("I can't say that", "I can say that", "negation ");
    expect("it is not good at all", "it is good at all", "negation ");
    expect("we never did it", "we always did it", "negation ");
    expect("we went without a plan", "we went with a plan", "negation ");
    expect("I was happy with it", "I was unhappy with it", "negation ");
    expect("Ich mag das nicht mehr", "Ich mag das mehr", "negation ");
    expect("je ne veux pas partir", "je veux partir", "negation negation ");
    expect("nunca lo hice yo", "lo hice yo", "negation ");
    expect("我不知道这个", "我知道这个", "negation ");
    expect("彼は行かないと言った", "彼は行くと言った", "negation ");
}

Test(differences, another_number_is_named)
{
    expect("we have 40 of them", "we have 14 of them", "number ");
    expect("about forty minutes", "about fourteen minutes", "number ");
    expect("it costs $40 a month", "it costs €40 a month", "number ");
    expect("5% of them", "5 of them", "number ");
    expect("three and a half", "3.5 and a half", "number ");
}

Test(differences, a_number_in_letters_is_the_same_in_digits)
{
    expect("for nineteen years", "for 19 years", "");
    expect("twenty-five of us", "25 of us", "");
    expect("two hundred and ten people", "210 people", "");
    expect("some 40,000 people", "some 40 thousand people", "");
    expect("das waren fünfundzwanzig", "das waren 25", "");
    expect("in nineteen eighty four", "in 1984", "");
    expect("a hundred and eighty pounds", "180 pounds", "");
    expect("a million of them", "one million of them", "");
}

Test(differences, a_contraction_written_out_is_other_words_only)
{
    expect("we have had a problem", "we've had a problem", "words ");
    expect("I don't like it", "I do not like it", "words ");
    expect("they will come", "they'll come", "words ");
    expect("it won't work", "it will work", "negation ");
}

Test(differences, another_name_is_named)
{
    expect("I told Kelly about it", "I told Sandra about it", "name ");
    expect("Maureen told me about it", "Doreen told me about it", "name ");
    expect("I told Mr. Pell about it", "I told Mr. Bell about it", "name ");
}

Test(differences, another_modal_verb_is_named)
{
    expect("we must do it", "we might do it", "modality ");
    expect("it sometimes works", "it always works", "modality ");
    expect("you should go", "you could go", "modality ");
}

Test(differences, other_words_are_words)
{
    expect("so um I went home", "so I went home", "words ");
    expect("it was a big house", "it was a large house", "words ");
    expect("I I went home", "I went home", "words ");
    expect("do not go there", "don't go there", "words ");
}

Test(differences, marks_of_the_transcriber_are_none)
{
    expect("so {laughter} I went [inaudible] home", "so I went home", "");
}

Test(differences, a_word_written_apart_is_none)
{
    expect("the web site is down", "the website is down", "");
    expect("it 's down and I do n't care", "it's down and I don't care", "");
}
