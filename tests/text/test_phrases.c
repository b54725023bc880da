/* test_phrases.c - words in a row that several people use. */
#include "support/fail_alloc.h"
#include "text/phrases.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

/* What one speaker says, one line each. */
static insights_status say(
    insights__phrases *phrases,
    const char *const *said,
    size_t count)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights_status status = INSIGHTS_OK;
    size_t i;

    for (i = 0; status >= 0 && i < count; i++) {
        insights__terms_clear(&terms);
        insights__phrases_speaker(phrases, (uint32_t)i / 2);
        status =
            insights__terms_read(&terms, said[i], strlen(said[i]), "en", NULL);
        if (status >= 0)
            status = insights__phrases_turn(
                phrases, (uint32_t)i, said[i], terms.list.items,
                terms.list.count, NULL);
    }
    insights__terms_free(&terms);
    return status;
}

/* "people:count:phrase|" for each, the phrase as first said. */
static char *find(
    const char *const *said,
    size_t count,
    size_t min_people,
    size_t min_words)
{
    static char out[4096];
    insights__phrases *phrases = insights__phrases_new();
    const insights__phrase *found = NULL;
    size_t number = 0;
    size_t i;

    out[0] = '\0';
    cr_assert(eq(int, (int)say(phrases, said, count), 0));
    cr_assert(
        eq(int,
           (int)insights__phrases_find(
               phrases, min_people, min_words, 50, &found, &number, NULL),
           0));
    for (i = 0; i < number; i++) {
        const insights__phrase_place *at = &found[i].places.items[0];
        cr_assert(eq(sz, found[i].places.count, found[i].count));
        snprintf(
            out + strlen(out), sizeof(out) - strlen(out), "%zu:%zu:%.*s|",
            found[i].people, found[i].count, (int)(at->end - at->start),
            said[at->turn] + at->start);
    }
    insights__phrases_free(phrases);
    return out;
}

#define FIND(said, people) find(said, sizeof(said) / sizeof(*said), people, 2)

Test(phrases, that_most_people_share_come_first)
{
    static const char *const said[] = {
        "I double book the hygienist on the waiting list.",
        "We double book, and the waiting list is long.",
        "The waiting list again. I said the waiting list.", "Nothing shared."};

    cr_expect(eq(str, FIND(said, 2), "3:4:waiting list|2:2:double book|"));
}

Test(phrases, swallow_the_shorter_ones_inside)
{
    static const char *const said[] = {
        "Then you call the courtesy adjustment code number.",
        "Use the courtesy adjustment code.",
        "A courtesy adjustment, they call it."};

    cr_expect(
        eq(str, FIND(said, 2),
           "3:3:courtesy adjustment|2:2:courtesy adjustment code|"));
}

Test(phrases, are_never_function_words_or_fillers_alone)
{
    static const char *const said[] = {
        "I don't know, you know, and it's one of the things.",
        "I don't know, you know, and it's one of the things.",
        "You know, I don't know. It's sort of a kind of thing."};

    cr_expect(eq(str, FIND(said, 2), ""));
}

Test(phrases, may_start_with_a_negation)
{
    static const char *const said[] = {
        "That was another no-show.", "No show, no fee."};

    cr_expect(eq(str, FIND(said, 2), "2:2:no-show|"));
}

Test(phrases, do_not_cross_punctuation)
{
    static const char *const said[] = {
        "I saw the dentist. Pencil it in.", "Ask the dentist, pencil in hand."};

    cr_expect(eq(str, FIND(said, 2), ""));
}

Test(phrases, of_equal_stems_are_one)
{
    static const char *const said[] = {
        "Cancelled appointments hurt.", "A cancelled appointment hurts."};

    cr_expect(eq(str, FIND(said, 2), "2:2:Cancelled appointments hurt|"));
}

Test(phrases, need_as_many_people_as_asked_for)
{
    static const char *const said[] = {
        "The waiting list.", "The waiting list.", "The blue pencil.",
        "The blue pencil, the blue pencil, the waiting list."};

    cr_expect(eq(str, FIND(said, 3), "3:3:waiting list|"));
    cr_expect(eq(str, FIND(said, 5), ""));
    cr_expect(eq(str, find(said, 4, 3, 1), "3:3:waiting list|"));
}

Test(phrases, survive_every_allocation_failing)
{
    static const char *const said[] = {
        "The waiting list.", "The waiting list.", "A blue pencil."};
    insights__phrases *phrases = NULL;
    const insights__phrase *found = NULL;
    size_t number = 0;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        (phrases = insights__phrases_new()) == NULL
            ? INSIGHTS_E_NOMEM
            : (say(phrases, said, 3) < 0
                   ? INSIGHTS_E_NOMEM
                   : insights__phrases_find(
                         phrases, 2, 2, 50, &found, &number, NULL)),
        insights__phrases_free(phrases);
        phrases = NULL);
}
