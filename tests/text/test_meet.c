/* test_meet.c - what Google Meet exports. */
#include "text/text_support.h"

static const char input[] =
    "Weekly sync (2026-05-01 10:00 GMT-7) - Transcript\nAttendees\n"
    "Ana Lima, Ben Ott\nTranscript\n\nThis editable transcript was computer "
    "generated and might contain errors.\n\n00:00:00\n\nAna Lima: We pay.\n"
    "Ben Ott: Why?\n\n00:05:00\n\nAna Lima: All.\n"
    "Meeting ended after 00:31:10 \xF0\x9F\x91\x8B\n";

Test(meet, the_head_and_notices_are_left_out_with_warnings)
{
    insights_conversation *read = NULL;

    EXPECT_TURNS(
        input, "0- Ana Lima|We pay.\n- Ben Ott|Why?\n300000- Ana Lima|All.\n");
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    EXPECT_META(read, "title", "Weekly sync");
    EXPECT_META(read, "date", "2026-05-01");
    cr_expect(text_warned(read, "lines 1 to 4"));
    cr_expect(text_warned(read, "Meeting ended after"));
    insights_conversation_free(read);
}

Test(meet, what_somebody_says_of_an_end_is_kept)
{
    EXPECT_TURNS(
        "Ana: The call is over.\nMeeting ended after lunch\nBen: Yes.\n",
        "- Ana|The call is over. Meeting ended after lunch\n- Ben|Yes.\n");
}

Test(meet, entries_of_its_interface_count_from_the_first)
{
    EXPECT_SAMPLE(
        "vendors/clock.json", "json",
        "0-1500 p/1|We pay.\n"
        "2500-3500 p/2|Why?\n");
}
