/* test_script.c - turns, the canonical text they make, and times of spans. */
#include "text/text_support.h"

static insights_conversation *script;

static void setup(void)
{
    static const insights__word words[] = {
        {0, 2, 1000, 1200}, {3, 3, 1300, 1900}};

    script = insights__script_new();
    insights__script_add(
        script, "Ana", "We pay", 6, 1000, 2000, words, 2, NULL);
    insights__script_add(
        script, "Ben", "caf\xC3\xA9 \xF0\x9F\x98\x80!", 11, 2000, 4000, NULL, 0,
        NULL);
    insights__script_add(script, NULL, "later", 5, -1, -1, NULL, 0, NULL);
}

static void teardown(void)
{
    insights_conversation_free(script);
}

TestSuite(script, .init = setup, .fini = teardown);

Test(script, offsets_count_bytes_characters_and_units)
{
    const insights__turn *turn = script->turns.items;

    cr_expect(eq(sz, turn[1].byte_start, 7));
    cr_expect(eq(sz, turn[1].chars, 7));
    cr_expect(eq(sz, turn[1].utf16, 8));
    cr_expect(eq(sz, turn[2].byte_start, 19));
    cr_expect(eq(sz, turn[2].char_start, 15));
    cr_expect(eq(sz, turn[2].utf16_start, 16));
    cr_expect(eq(sz, insights__script_length(script), 25));
    cr_expect(eq(sz, insights_conversation_byte_start(script, 3), 25));
}

Test(script, the_newline_behind_a_turn_belongs_to_it)
{
    cr_expect(eq(sz, insights__script_turn_at(script, 0), 0));
    cr_expect(eq(sz, insights__script_turn_at(script, 6), 0));
    cr_expect(eq(sz, insights__script_turn_at(script, 7), 1));
    cr_expect(eq(sz, insights__script_turn_at(script, 24), 2));
}

Test(script, a_slice_is_the_canonical_text)
{
    char *all = insights__script_slice(script, 0, 25);
    char *some = insights__script_slice(script, 3, 8);
    char *none = insights__script_slice(script, 25, 25);

    cr_expect(eq(str, all, "We pay\ncaf\xC3\xA9 \xF0\x9F\x98\x80!\nlater\n"));
    cr_expect(eq(str, some, "pay\nc"));
    cr_expect(eq(str, none, ""));
    insights_free(all);
    insights_free(some);
    insights_free(none);
}

static void expect_times(size_t start, size_t end, const char *expected)
{
    insights__times times = insights__script_times(script, start, end);
    char got[80];

    snprintf(
        got, sizeof(got), "%lld %lld %s", (long long)times.start_ms,
        (long long)times.end_ms, times.method);
    cr_expect(eq(str, got, (char *)(uintptr_t)expected));
}

Test(script, a_span_has_the_times_of_its_words)
{
    expect_times(0, 6, "1000 1900 word");
    expect_times(3, 6, "1300 1900 word");
    expect_times(0, 2, "1000 1200 word");
}

Test(script, a_whole_turn_has_the_times_of_its_cue)
{
    expect_times(7, 18, "2000 4000 cue");
    expect_times(7, 19, "2000 4000 cue");
    expect_times(0, 18, "1000 4000 cue");
    expect_times(6, 18, "2000 4000 cue");
}

Test(script, a_part_of_a_turn_is_interpolated_inside_it)
{
    expect_times(7, 12, "2000 3142 interpolated");
    expect_times(13, 18, "3428 4000 interpolated");
}

Test(script, what_has_no_times_has_none)
{
    expect_times(19, 24, "-1 -1 none");
    expect_times(5, 5, "-1 -1 none");
}

Test(script, bytes_that_are_no_text_are_replaced_and_reported)
{
    static const insights__word word = {0, 1, 1, 2};
    const insights__turn *turn;

    insights__script_add(script, "A\xFF", "a\0b\xC3", 4, 0, 1, &word, 1, NULL);
    insights__script_finish(script, NULL);
    turn = &script->turns.items[3];
    cr_expect(
        eq(str, (char *)(uintptr_t)turn->text,
           "a\xEF\xBF\xBD"
           "b\xEF\xBF\xBD"));
    cr_expect(eq(str, (char *)(uintptr_t)turn->speaker, "A\xEF\xBF\xBD"));
    cr_expect(eq(sz, turn->word_count, 0));
    cr_expect(text_warned(script, "turn 3 held bytes that are not text"));
}

Test(script, a_turn_without_text_is_left_out)
{
    insights__script_add(script, "Ana", " \n", 2, 0, 1, NULL, 0, NULL);
    insights__script_finish(script, NULL);
    cr_expect(eq(sz, script->turns.count, 3));
    cr_expect(text_warned(script, "1 turn has no text"));
}

Test(script, warnings_stop_at_a_hundred)
{
    int i;

    for (i = 0; i < 150; i++)
        insights__script_warn(script, "number %d", i);
    cr_expect(eq(sz, script->warnings.count, 100));
    cr_expect(eq(sz, script->suppressed_warnings, 50));
    insights__script_finish(script, NULL);
    cr_expect(eq(sz, script->warnings.count, 100));
    cr_expect(text_warned(script, "51 more warnings"));
}
