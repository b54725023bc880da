/* test_normal.c - characters as people see them, folded. */
#include "text/normal.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

/* Whether two texts fold to the same clusters, spaces left out. */
static int same(const char *left, const char *right)
{
    insights__cluster a;
    insights__cluster b;
    size_t i = 0;
    size_t j = 0;

    for (;;) {
        int more = insights__normal_next(left, strlen(left), &i, &a);

        if (more != insights__normal_next(right, strlen(right), &j, &b))
            return 0;
        if (!more)
            return 1;
        if (!insights__normal_equal(&a, &b))
            return 0;
    }
}

Test(normal, case_width_quotes_and_dashes_are_set_aside)
{
    cr_expect(same("Straße", "straße"));
    cr_expect(same("ＡＢＣ１２", "abc12"));
    cr_expect(same("“a” – ‘b’", "\"a\" - 'b'"));
    cr_expect(same(
        "a\xC2\xA0"
        "b",
        "a b"));
    cr_expect(same("٣٤", "34"));
    cr_expect(not(same("a", "b")));
}

Test(normal, composed_and_decomposed_letters_are_equal)
{
    cr_expect(same("caf\xC3\xA9", "cafe\xCC\x81"));
    cr_expect(same("\xED\x95\x9C", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"));
}

Test(normal, an_emoji_of_several_people_is_one_cluster)
{
    const char *family = "👩‍👩‍👧";
    insights__cluster c;
    size_t at = 0;

    cr_assert(insights__normal_next(family, strlen(family), &at, &c));
    cr_expect(eq(sz, c.end, strlen(family)));
    cr_expect(eq(int, (int)c.type, INSIGHTS__CLASS_SYMBOL));
}

Test(normal, a_boundary_never_cuts_an_accent_from_its_letter)
{
    const char *text = "cafe\xCC\x81 x";

    cr_expect(not(insights__normal_boundary(text, strlen(text), 4)));
    cr_expect(insights__normal_boundary(text, strlen(text), 6));
    cr_expect(insights__normal_boundary(text, strlen(text), 0));
}

Test(normal, scripts_without_spaces_have_no_inside_of_words)
{
    const char *chinese = "我知道";
    const char *english = "known";

    cr_expect(not(insights__normal_in_word(chinese, strlen(chinese), 3)));
    cr_expect(insights__normal_in_word(english, strlen(english), 2));
}

Test(normal, a_letter_under_very_many_accents_is_read_in_pieces)
{
    char text[4001] = "e";
    insights__cluster c;
    size_t at = 0;
    size_t last = 0;

    for (size_t i = 1; i + 1 < sizeof(text); i += 2)
        memcpy(text + i, "\xCC\x81", 2);
    text[3999] = '\0';
    while (insights__normal_next(text, strlen(text), &at, &c)) {
        cr_assert(eq(sz, c.start, last));
        last = c.end;
    }
    cr_expect(eq(sz, last, strlen(text)));
}
