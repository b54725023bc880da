/* test_srt.c - SubRip with its oddities. */
#include "text/text_support.h"

Test(srt, numbers_and_commas_are_optional)
{
    EXPECT_TURNS(
        "\xEF\xBB\xBF"
        "00:00:01.000 --> 00:00:04.000\r\n[Ana] We pay.\r\n\r\n"
        "0:00:04,5 --> 00:07,500\r\n[Ben] What?",
        "1000-4000 Ana|We pay.\n4500-7500 Ben|What?\n");
}

Test(srt, a_blank_line_that_no_cue_follows_belongs_to_the_text)
{
    EXPECT_TURNS(
        "1\n00:00:01,000 --> 00:00:04,000\nAna: We pay\n\nfor this.\n\n2\n"
        "00:00:04,000 --> 00:00:07,500\nBen: What?\n",
        "1000-4000 Ana|We pay for this.\n4000-7500 Ben|What?\n");
}

Test(srt, a_number_may_be_what_was_said)
{
    EXPECT_TURNS(
        "1\n00:00:01,000 --> 00:00:02,000\n2016\n\n"
        "00:00:02,000 --> 00:00:03,000\n42\n",
        "1000-2000 -|2016\n2000-3000 -|42\n");
    EXPECT_TURNS(
        "1\n00:00:01,000 --> 00:00:02,000\none\n2\n"
        "00:00:02,000 --> 00:00:03,000\ntwo\n",
        "1000-2000 -|one\n2000-3000 -|two\n");
}

Test(srt, coordinates_tags_and_positions_are_taken_off)
{
    EXPECT_TURNS(
        "1\n00:00:01,000 --> 00:00:02,000  X1:40 X2:600 Y1:20 Y2:50\n"
        "{\\an8}<i>Hello</i> <font color=\"#fff\">there</font>\n",
        "1000-2000 -|Hello there\n");
}

Test(srt, what_is_no_tag_is_text)
{
    EXPECT_TURNS(
        "1\n00:00:01,000 --> 00:00:02,000\na < b, O<sub>2</sub> &amp; {x}\n",
        "1000-2000 -|a < b, O<sub>2</sub> & {x}\n");
}

Test(srt, times_that_are_none_are_an_error_with_line_and_column)
{
    EXPECT_FAILURE(
        "srt", "1\n00:00:0x,000 --> 00:00:02,000\nx\n", 34, ":2:1: times look");
    EXPECT_FAILURE("srt", "hello\n", 6, ":1:1: text before any times");
    EXPECT_FAILURE("srt", "1\n", 2, "no cue");
}

Test(srt, speakers_of_captions_do_not_last)
{
    EXPECT_TURNS(
        "1\n00:00:01,000 --> 00:00:02,000\nANA: Hello\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nand more\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\n>> BEN: Yes.\nANA: No.\n",
        "1000-2000 ANA|Hello\n2000-3000 -|and more\n3000-4000 BEN|Yes.\n"
        "3000-4000 ANA|No.\n");
}
