/* test_align.c - words beside words. */
#include "text/align.h"

#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

static insights__unit units[2][64];
static size_t counts[2];
static char room[2][512];
static insights__alignment alignment;

/* Units of a text; words that are equal get equal numbers. */
static void read_side(int side, const char *text)
{
    counts[side] = 0;
    strcpy(room[side], text);
    for (char *at = strtok(room[side], " "); at; at = strtok(NULL, " ")) {
        insights__unit *unit = &units[side][counts[side]++];
        uint32_t id = 0;

        memset(unit, 0, sizeof(*unit));
        for (const char *c = at; *c; c++)
            id = id * 31 + (unsigned char)*c;
        unit->key = at;
        unit->key_length = (uint16_t)strlen(at);
        unit->weight = 5;
        unit->id = id % 1000003;
    }
}

static insights__likeness align(
    const char *draft,
    const char *said,
    insights__align_mode mode)
{
    read_side(0, draft);
    read_side(1, said);
    cr_assert(
        eq(int,
           insights__align(
               units[0], counts[0], units[1], counts[1], -30, 30, mode,
               &alignment, NULL),
           INSIGHTS_OK));
    return insights__alignment_likeness(
        &alignment, units[0], counts[0], units[1]);
}

static void clean(void)
{
    insights__alignment_free(&alignment);
}

TestSuite(align, .fini = clean);

Test(align, equal_words_are_fully_alike)
{
    insights__likeness l = align("a b c d", "x a b c d y", INSIGHTS__ALIGN_FIT);

    cr_expect(l.similarity > 0.999);
    cr_expect(eq(u32, alignment.said_start, 1));
    cr_expect(eq(u32, alignment.said_end, 5));
    cr_expect(eq(u32, l.edits, 0));
}

Test(align, two_words_may_stand_against_one)
{
    insights__likeness l = align(
        "please log in here", "please login here", INSIGHTS__ALIGN_GLOBAL);

    cr_expect(l.similarity > 0.999);
    cr_expect(eq(int, alignment.steps.items[1].type, INSIGHTS__STEP_SPLIT));
    l = align("the website here", "the web site here", INSIGHTS__ALIGN_GLOBAL);
    cr_expect(l.similarity > 0.999);
}

Test(align, a_local_alignment_leaves_out_what_does_not_fit)
{
    align(
        "one two three four five six", "zzz three four five yyy",
        INSIGHTS__ALIGN_LOCAL);
    cr_expect(eq(u32, alignment.draft_start, 2));
    cr_expect(eq(u32, alignment.draft_end, 5));
}

Test(align, words_left_out_lower_the_likeness)
{
    insights__likeness l =
        align("a b c d", "a b p q r s c d", INSIGHTS__ALIGN_FIT);

    cr_expect(l.similarity < 0.85);
    cr_expect(eq(u32, l.gaps, 1));
    cr_expect(eq(u32, l.said_run, 4));
}

Test(align, an_invented_end_shows_as_an_edge)
{
    insights__likeness l =
        align("a b c d e f g x y z", "a b c d e f g", INSIGHTS__ALIGN_FIT);

    cr_expect(l.edge > 0.25);
    cr_expect(eq(u32, l.draft_run, 3));
}

Test(align, letters_that_changed_places_are_one_mistake)
{
    cr_expect(insights__word_likeness("recieve", 7, "receive", 7) >= 85);
    cr_expect(eq(u32, insights__word_likeness("cat", 3, "dog", 3), 0));
    cr_expect(eq(u32, insights__word_likeness("a", 1, "a", 1), 0));
}

Test(align, nothing_in_common_gives_no_local_alignment)
{
    align("a b c", "x y z", INSIGHTS__ALIGN_LOCAL);
    cr_expect(eq(sz, alignment.steps.count, 0));
}

Test(align, survives_every_allocation_failing)
{
    read_side(0, "a b c d e f");
    read_side(1, "a b x c d e f");
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__align(
            units[0], counts[0], units[1], counts[1], -3, 3,
            INSIGHTS__ALIGN_FIT, &alignment, NULL),
        (void)0);
}
