/* test_teams.c - the JSON of Teams, its captions and its text. */
#include "text/text_support.h"

Test(teams, entries_are_turns)
{
    EXPECT_SAMPLE(
        "vendors/teams.json", "teams",
        "3123-5500 Ana Lima|We pay too much.\n"
        "6000-7200 b@t|Why?\n");
}

Test(teams, captions_have_voices)
{
    EXPECT_TURNS_AS(
        "teams",
        "WEBVTT\n\n3f2a-1/1-0\n00:00:01.000 --> 00:00:04.000\n"
        "<v Ana Lima>We pay too much\nfor this.</v>\n",
        "1000-4000 Ana Lima|We pay too much for this.\n");
}

Test(teams, documents_have_a_head_and_times_behind_names)
{
    EXPECT_TURNS(
        "Weekly sync\nApril 5, 2024, 10:00AM\n1h 2m 3s\n\n"
        "Ana Lima started transcription\n\nAna Lima   0:03\nWe pay.\nReally.\n"
        "\nBen Ott   1:02:03\nWhy?\n\nAna Lima stopped transcription\n",
        "3000-3723000 Ana Lima|We pay. Really.\n3723000- Ben Ott|Why?\n");
}

Test(teams, older_documents_have_names_below_ranges)
{
    EXPECT_TURNS(
        "0:0:0.0 --> 0:0:1.390\nAna Lima\nWe pay.\n\n"
        "0:0:1.390 --> 0:0:5.10\nBen Ott\nWhy?\n\n"
        "0:0:6.0 --> 0:0:7.0\nAna Lima\nAll.\n",
        "0-1390 Ana Lima|We pay.\n1390-5100 Ben Ott|Why?\n"
        "6000-7000 Ana Lima|All.\n");
}

Test(teams, what_is_copied_says_names_and_times_twice)
{
    EXPECT_TURNS(
        "Ana Lima\n0 minutes 3 seconds\n0:03\nAna Lima 0 minutes 3 seconds\n"
        "We pay.\nBen Ott\n0 minutes 9 seconds\n0:09\n"
        "Ben Ott 0 minutes 9 seconds\nWhy?\nAna Lima\n1 minute 1 second\n1:01\n"
        "Ana Lima 1 minute 1 second\nAll.\n",
        "3000-9000 Ana Lima|We pay.\n9000-61000 Ben Ott|Why?\n"
        "61000- Ana Lima|All.\n");
}

Test(teams, names_stand_above_their_times)
{
    EXPECT_TURNS(
        "Ana Lima\n0:03 minutes\nWe pay.\n\nBen Ott\n0:09 minutes\nWhy?\n"
        "Ana Lima\n0:12 minutes\nNote: all.\nYes\n",
        "3000-9000 Ana Lima|We pay.\n9000-12000 Ben Ott|Why?\n"
        "12000- Ana Lima|Note: all. Yes\n");
}

Test(teams, a_time_above_a_short_answer_makes_no_name_of_it)
{
    EXPECT_TURNS(
        "00:05\nYes\n00:09\nNo\n00:12\nYes\n",
        "5000-9000 -|Yes\n9000-12000 -|No\n12000- -|Yes\n");
}
