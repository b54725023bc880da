/* test_whisper.c - Whisper and its relatives. */
#include "text/text_support.h"

Test(whisper, words_say_who_speaks_where_a_segment_does_not)
{
    EXPECT_SAMPLE(
        "vendors/whisperx.json", "whisper",
        "1000-1500 SPEAKER_00|We pay.\n"
        "2000-4000 SPEAKER_01|Why 3?\n"
        "5000-6000 SPEAKER_00|Yes.\n");
}

Test(whisper, the_service_gives_text_and_words)
{
    EXPECT_SAMPLE(
        "vendors/whisper-service.json", "whisper",
        "1000-2400 -|We pay. Why?\n");
}

Test(whisper, pipelines_give_chunks_of_two_times)
{
    EXPECT_SAMPLE(
        "vendors/whisper-chunks.json", "whisper",
        "1000-2500 -|We pay.\n"
        "2500- -|Why?\n");
}

Test(whisper, tokens_of_whisper_cpp_are_put_together_to_words)
{
    EXPECT_SAMPLE(
        "vendors/whispercpp-full.json", "whisper", "1000-3000 -|We paid.\n");
}

Test(whisper, a_word_is_all_its_tokens)
{
    insights_conversation *read =
        text_read_sample("vendors/whispercpp-full.json");

    EXPECT_META(read, "language", "en");
    cr_expect(text_word_is(read, 0, 1, "paid.", 1500));
    insights_conversation_free(read);
}

Test(whisper, a_text_alone_is_one_turn)
{
    EXPECT_TURNS("{\"text\": \" We pay.\"}", "- -|We pay.\n");
    EXPECT_FAILURE(NULL, "{\"text\": \"a\", \"id\": 1}", 22, "no transcript");
}
