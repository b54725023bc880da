/* test_sbv.c - SBV in and out. */
#include "text/text_support.h"

Test(sbv, cues_are_turns)
{
    EXPECT_SAMPLE(
        "sbv/sample.sbv", "sbv",
        "378-11378 Ana|We pay too much\n"
        "11378-12305 Ben|Why? Really late line\n"
        "3613489-3615489 -|Yes & no\n"
        "3613489-3615489 -|No\n");
}

Test(sbv, odd_files_are_read_with_warnings)
{
    insights_conversation *read = text_read_sample("sbv/odd.sbv");

    cr_expect(eq(sz, insights_conversation_turns(read), 1));
    cr_expect(text_warned(read, "1 turn has no text"));
    insights_conversation_free(read);
    EXPECT_TURNS(
        "0:00:01,5,0:00:02\nup\n\n0:00:05.000,0:00:03.000\nback\n",
        "1500-2000 -|up\n5000-5000 -|back\n");
}

Test(sbv, broken_times_are_an_error_with_their_line)
{
    char *input = text_sample("sbv/broken.sbv");

    EXPECT_FAILURE(NULL, input, strlen(input), ":4:1: times look like");
    EXPECT_FAILURE("sbv", "hello\n", 6, ":1:1: text before any times");
    EXPECT_FAILURE("sbv", "\n", 1, "nobody says anything");
    EXPECT_FAILURE(
        "sbv", "0:00:01.000,0:00:02.000\n\n", 25, "nobody says anything");
    free(input);
}

Test(sbv, what_looks_like_times_or_breaks_is_written_so_that_it_is_text)
{
    insights_conversation *given = insights__script_new();
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *read = NULL;
    char *written = NULL;

    insights__script_add(
        given, NULL, "0:00:01.000,0:00:02.000", 23, 1, 2, NULL, 0, NULL);
    insights__script_add(
        given, "Ana", "a [br] b, <i> & c", 17, 3, 4, NULL, 0, NULL);
    insights_conversation_write(given, "sbv", &written, NULL);
    options.format = "sbv";
    insights_conversation_read(written, strlen(written), &options, &read, NULL);
    cr_assert(read != NULL);
    cr_expect(
        strcmp(
            insights_conversation_text(read, 0), "0:00:01.000,0:00:02.000") ==
        0);
    cr_expect(
        strcmp(insights_conversation_text(read, 1), "a [br] b, <i> & c") == 0);
    cr_expect(strcmp(insights_conversation_speaker(read, 1), "Ana") == 0);
    cr_expect(eq(i64, insights_conversation_end_ms(read, 1), 4));
    insights_free(written);
    insights_conversation_free(read);
    insights_conversation_free(given);
}
