/* test_otter.c - the JSON of Otter, and what it exports as text. */
#include "text/text_support.h"

Test(otter, samples_are_times_and_speakers_are_looked_up)
{
    EXPECT_SAMPLE(
        "vendors/otter.json", "otter",
        "1000-4000 Ana Lima|We pay too much\n"
        "4000-7500 2|Why?\n");
}

Test(otter, title_date_and_words_are_kept)
{
    insights_conversation *read = text_read_sample("vendors/otter.json");

    EXPECT_META(read, "title", "Price talk");
    EXPECT_META(read, "date", "2026-05-01");
    cr_expect(text_word_is(read, 0, 1, "pay", 1200));
    insights_conversation_free(read);
}

Test(otter, text_has_a_head_and_a_foot_that_nobody_says)
{
    static const char input[] =
        "Price talk\nFri, May 1, 2026 10:00AM\n\nSUMMARY KEYWORDS\nprice\n\n"
        "SPEAKERS\nAna Lima, Ben Ott\n\nAna Lima  00:01\nWe pay too much.\n\n"
        "Ben Ott  1:00:04\nWhy?\n\nTranscribed by https://otter.ai\n";
    static const char expected[] =
        "1000-3604000 Ana Lima|We pay too much.\n3604000- Ben Ott|Why?\n";
    insights_conversation *read = NULL;

    EXPECT_TURNS(input, expected);
    EXPECT_TURNS_AS("otter", input, expected);
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    EXPECT_META(read, "title", "Price talk");
    cr_expect(text_warned(read, "lines 1 to 8"));
    insights_conversation_free(read);
}

Test(otter, by_its_name_captions_are_read_too)
{
    EXPECT_TURNS_AS(
        "otter", "1\n00:00:01,000 --> 00:00:04,000\nAna: hello\n",
        "1000-4000 Ana|hello\n");
    EXPECT_FAILURE("otter", "[{\"text\": \"a\"}]", 15, "format 'otter'");
}
