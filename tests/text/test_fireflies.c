/* test_fireflies.c - the JSON of Fireflies, and its text. */
#include "text/text_support.h"

Test(fireflies, sentences_are_turns_in_seconds)
{
    EXPECT_SAMPLE(
        "vendors/fireflies.json", "fireflies",
        "1040-3500 Ana Lima|We pay too much.\n"
        "4000-4800 1|Why?\n");
}

Test(fireflies, a_plain_list_of_sentences_is_read)
{
    EXPECT_SAMPLE(
        "vendors/fireflies-list.json", "fireflies",
        "1000-3000 Ana Lima|We pay too much.\n"
        "3604000-3606000 Ben Ott|Why?\n");
}

Test(fireflies, title_date_and_recording_are_kept)
{
    insights_conversation *read = text_read_sample("vendors/fireflies.json");

    EXPECT_META(read, "title", "Price talk");
    EXPECT_META(read, "date", "2026-05-01");
    EXPECT_META(read, "media", "https://f.example/a.mp3");
    insights_conversation_free(read);
}

Test(fireflies, text_has_times_behind_names_or_above_them)
{
    EXPECT_TURNS_AS(
        "fireflies", "Ana Lima - 00:01\nWe pay.\n\nBen Ott - 00:05\nWhy?\n",
        "1000-5000 Ana Lima|We pay.\n5000- Ben Ott|Why?\n");
    EXPECT_TURNS(
        "00:00:01\nAna Lima: We pay.\n\n00:00:05\nBen Ott: Why?\n",
        "1000-5000 Ana Lima|We pay.\n5000- Ben Ott|Why?\n");
}
