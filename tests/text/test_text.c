/* test_text.c - plain text: who speaks, and when. */
#include "text/text_support.h"

Test(text, a_name_and_a_colon_name_a_speaker)
{
    EXPECT_TURNS(
        "Ana: We pay too much.\nBen: What?\nIt has 3 parts: fast, cheap.\n",
        "- Ana|We pay too much.\n- Ben|What? It has 3 parts: fast, cheap.\n");
}

Test(text, a_colon_in_a_monologue_names_nobody)
{
    EXPECT_TURNS(
        "I think of it like this.\n\nSummary: it is too dear.\n\nWe left.\n\n"
        "However: we came back.\n\nAnd left again.\n",
        "- -|I think of it like this.\n- -|Summary: it is too dear.\n"
        "- -|We left.\n- -|However: we came back.\n- -|And left again.\n");
}

Test(text, times_in_brackets_start_turns_that_last_until_the_next)
{
    EXPECT_TURNS(
        "[00:00:01] Ana: We pay.\n[00:00:04] Ben: What?\n",
        "1000-4000 Ana|We pay.\n4000- Ben|What?\n");
    EXPECT_TURNS(
        "(0:01) Hello\n\n(1:00:04.5) there\n",
        "1000-3604500 -|Hello\n3604500- -|there\n");
}

Test(text, headers_with_times)
{
    EXPECT_TURNS(
        "Ana Lima  0:01  \nWe pay.\n\nBen Ott  0:04  \nWhat?\n\nAnd why?\n",
        "1000-4000 Ana Lima|We pay.\n4000- Ben Ott|What? And why?\n");
    EXPECT_TURNS(
        "Ana Lima: 00:00:01\n\nWe pay.\nDearly.\n\nBen: 00:00:04\n\nWhat?\n",
        "1000-4000 Ana Lima|We pay. Dearly.\n4000- Ben|What?\n");
    EXPECT_TURNS(
        "Ana Lima (00:01):\nWe pay.\n\nBen Ott (00:04):\nWhat?\n",
        "1000-4000 Ana Lima|We pay.\n4000- Ben Ott|What?\n");
    EXPECT_TURNS(
        "[00:01]\nAna: We pay.\n[00:04]\nBen: What?\n",
        "1000-4000 Ana|We pay.\n4000- Ben|What?\n");
}

Test(text, times_behind_names)
{
    EXPECT_TURNS(
        "Ana [00:01]: We pay.\nBen: [00:04] What?\n",
        "1000-4000 Ana|We pay.\n4000- Ben|What?\n");
    EXPECT_TURNS(
        "[00:01 --> 00:03] Ana: We pay.\n[00:04-00:05] Ben: What?\n",
        "1000-3000 Ana|We pay.\n4000-5000 Ben|What?\n");
}

Test(text, chats)
{
    EXPECT_TURNS(
        "00:00:01\t Ana Lima:\tWe pay.\n00:00:04\t From Ben to "
        "Everyone:\tWhat?\n",
        "1000-4000 Ana Lima|We pay.\n4000- Ben|What?\n");
}

Test(text, a_time_in_running_text_is_none)
{
    EXPECT_TURNS(
        "Ana: We met at 10:30 and left.\n10:45 is when Ben came.\nBen: Yes.\n",
        "- Ana|We met at 10:30 and left. 10:45 is when Ben came.\n- "
        "Ben|Yes.\n");
}

Test(text, labels_in_many_shapes)
{
    EXPECT_TURNS(
        "SPEAKER_00: one\nDr. Weems: two\nThe Chair (Hon. A: B): three\n"
        "interviewer: four\ninterviewer: five\nJos\xC3\xA9 de la Cruz: six\n",
        "- SPEAKER_00|one\n- Dr. Weems|two\n- The Chair (Hon. A: B)|three\n"
        "- interviewer|four\n- interviewer|five\n"
        "- Jos\xC3\xA9 de la Cruz|six\n");
}

Test(text, an_advertisement_is_left_out_with_a_warning)
{
    static const char input[] =
        "Ana  0:01\nHi\n\nTranscribed by https://otter.ai\n";
    insights_conversation *read = NULL;

    EXPECT_TURNS(input, "1000- Ana|Hi\n");
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    cr_expect(text_warned(read, "otter.ai"));
    insights_conversation_free(read);
}

Test(text, a_note_of_a_sound_is_no_speaker)
{
    EXPECT_TURNS(
        "[Music]\n\n[laughs] Yes, we did.\n\n[Applause] Thank you.\n",
        "- -|[Music]\n- -|[laughs] Yes, we did.\n- -|[Applause] Thank you.\n");
}
