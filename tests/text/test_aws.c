/* test_aws.c - the JSON of Amazon Transcribe. */
#include "text/text_support.h"

Test(aws, segments_are_turns_where_there_are_any)
{
    EXPECT_SAMPLE(
        "vendors/aws-segments.json", "aws",
        "4870-6880 spk_0|I've waited.\n"
        "8490-9240 spk_1|Sorry, Ana.\n");
}

Test(aws, runs_of_a_speaker_are_turns_in_older_files)
{
    EXPECT_SAMPLE(
        "vendors/aws-labels.json", "aws",
        "4870-5290 spk_0|I've waited.\n"
        "8490-9240 spk_1|Sorry, Ana.\n");
}

Test(aws, channels_are_put_together_by_time)
{
    EXPECT_SAMPLE(
        "vendors/aws-channels.json", "aws",
        "4870-5290 ch_0|I've waited.\n"
        "8490-9240 ch_1|Sorry, Ana.\n"
        "9900-10000 ch_0|Yes.\n");
}

Test(aws, spaces_are_those_of_the_transcript)
{
    EXPECT_SAMPLE(
        "vendors/aws-japanese.json", "aws",
        "100-1200 "
        "-|"
        "\xE7\xA7\x81\xE3\x81\xAF\xE8\xA1\x8C\xE3\x81\x8F\xE3\x80\x82\xE3\x81"
        "\xAF\xE3\x81\x84\xE3\x80\x82\n");
}

Test(aws, analysed_calls_have_milliseconds_and_roles)
{
    EXPECT_SAMPLE(
        "vendors/aws-calls.json", "aws",
        "100-800 AGENT|Hello there.\n"
        "900-1200 CUSTOMER|Hi.\n");
}

Test(aws, words_language_and_name_are_kept)
{
    insights_conversation *read = text_read_sample("vendors/aws-segments.json");

    EXPECT_META(read, "language", "en-US");
    EXPECT_META(read, "title", "support-call");
    cr_expect(text_word_is(read, 0, 1, "waited", 5020));
    cr_expect(text_word_is(read, 1, 1, "Ana", 8900));
    insights_conversation_free(read);
}
