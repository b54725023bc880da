/* test_deepgram.c - the JSON of Deepgram. */
#include "text/text_support.h"

Test(deepgram, utterances_are_turns_in_seconds)
{
    EXPECT_SAMPLE(
        "vendors/deepgram-utterances.json", "deepgram",
        "1000-1500 0|We pay\n"
        "2000-2400 1|Why?\n");
}

Test(deepgram, paragraphs_are_turns_where_there_are_no_utterances)
{
    EXPECT_SAMPLE(
        "vendors/deepgram-paragraphs.json", "deepgram",
        "1000-1500 0|We pay\n"
        "2000-2400 1|Why?\n"
        "3000-3200 0|Yes.\n");
}

Test(deepgram, words_of_one_speaker_are_a_turn_where_there_is_nothing_else)
{
    EXPECT_SAMPLE(
        "vendors/deepgram-words.json", "deepgram",
        "1000-1500 0|We pay\n"
        "2000-2400 1|Why?\n"
        "3000-3200 0|Yes.\n");
    EXPECT_SAMPLE(
        "vendors/deepgram-plain.json", "deepgram", "- -|we pay too much\n");
}

Test(deepgram, channels_are_put_together_by_time_and_named)
{
    EXPECT_SAMPLE(
        "vendors/deepgram-channels.json", "deepgram",
        "1000-1500 channel 0|We pay.\n"
        "2000-2400 channel 1|Why?\n"
        "3000-3200 channel 0|Yes.\n"
        "4000-4400 channel 1|Good.\n");
}

Test(deepgram, words_are_kept_as_they_are_punctuated)
{
    insights_conversation *read =
        text_read_sample("vendors/deepgram-words.json");

    EXPECT_META(read, "language", "en");
    cr_expect(text_word_is(read, 1, 0, "Why?", 2000));
    cr_expect(text_word_is(read, 0, 1, "pay", 1200));
    insights_conversation_free(read);
}

Test(deepgram, words_of_paragraphs_are_kept)
{
    insights_conversation *read =
        text_read_sample("vendors/deepgram-paragraphs.json");

    cr_expect(text_word_is(read, 2, 0, "Yes.", 3000));
    insights_conversation_free(read);
}
