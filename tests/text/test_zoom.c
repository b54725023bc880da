/* test_zoom.c - the timeline of Zoom, its captions, its chat and its text. */
#include "text/text_support.h"

Test(zoom, a_timeline_is_turns)
{
    EXPECT_SAMPLE(
        "vendors/zoom.json", "zoom",
        "1500-3000 Ana Lima|We pay too much.\n"
        "4000-5000 -|Why?\n");
}

Test(zoom, chat_names_who_sent_a_message)
{
    EXPECT_TURNS_AS(
        "zoom",
        "00:01:02 From Ana Lima to Everyone: hello there\n"
        "00:01:12 From Ben : hi\n00:01:20 From Ana Lima to Everyone: bye\n",
        "62000-72000 Ana Lima|hello there\n72000-80000 Ben|hi\n"
        "80000- Ana Lima|bye\n");
    EXPECT_TURNS(
        "00:00:12\t From Ana Lima to Everyone:\n\tHello all\n"
        "00:00:20\t From Ben Ott to Everyone:\n\tHi Ana: how are you?\n"
        "00:01:02\t From Ana Lima to Ben Ott(Direct Message):\n\tsecret\n",
        "12000-20000 Ana Lima|Hello all\n"
        "20000-62000 Ben Ott|Hi Ana: how are you?\n62000- Ana Lima|secret\n");
}

Test(zoom, times_of_day_count_from_the_first)
{
    static const char input[] =
        "[Ana Lima] 10:02:03\nWe pay.\n\n[Ben Ott] 10:02:09\nWhy?\n";
    insights_conversation *read = NULL;

    EXPECT_TURNS(input, "0-6000 Ana Lima|We pay.\n6000- Ben Ott|Why?\n");
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    cr_expect(text_warned(read, "counted from 10:02:03"));
    insights_conversation_free(read);
}

Test(zoom, times_in_a_recording_stay)
{
    EXPECT_TURNS(
        "[Ana Lima] 00:02:03\nWe pay.\n\n[Ben Ott] 00:02:09\nWhy?\n",
        "123000-129000 Ana Lima|We pay.\n129000- Ben Ott|Why?\n");
}
