/* test_assemblyai.c - the JSON of AssemblyAI. */
#include "text/text_support.h"

Test(assemblyai, utterances_are_turns_in_milliseconds)
{
    EXPECT_SAMPLE(
        "vendors/assemblyai.json", "assemblyai",
        "1000-2400 A|We pay too much.\n"
        "4000-5200 B|What would you change?\n");
}

Test(assemblyai, words_language_and_recording_are_kept)
{
    insights_conversation *read = text_read_sample("vendors/assemblyai.json");

    EXPECT_META(read, "language", "en-us");
    EXPECT_META(read, "media", "https://cdn.example/a.mp3");
    cr_expect(text_word_is(read, 1, 3, "change?", 4600));
    insights_conversation_free(read);
}

Test(assemblyai, words_say_who_speaks_where_no_utterance_does)
{
    EXPECT_SAMPLE(
        "vendors/assemblyai-labels.json", "assemblyai",
        "1000-1500 A|We pay.\n"
        "2000-2400 B|Why?\n");
    EXPECT_SAMPLE(
        "vendors/assemblyai-words.json", "assemblyai",
        "1000-2400 -|We pay. Why?\n");
}

Test(assemblyai, sentences_are_turns_where_they_were_asked_for)
{
    EXPECT_SAMPLE(
        "vendors/assemblyai-sentences.json", "assemblyai",
        "1000-1500 -|We pay.\n"
        "2000-2400 -|Why?\n");
}

Test(assemblyai, words_without_their_text_are_put_together)
{
    EXPECT_TURNS(
        "{\"words\": [{\"text\": \"We\", \"start\": 1000, \"end\": 1200}, "
        "{\"text\": \"pay.\", \"start\": 1200, \"end\": 1500}]}",
        "1000-1500 -|We pay.\n");
}

Test(assemblyai, a_transcript_that_is_not_ready_is_refused)
{
    static const char input[] =
        "{\"id\": \"t\", \"status\": \"processing\", \"text\": null, "
        "\"utterances\": null, \"words\": null}";

    EXPECT_FAILURE(NULL, input, strlen(input), "no transcript in this JSON");
    EXPECT_FAILURE("assemblyai", input, strlen(input), ":1:1: no transcript");
}

Test(assemblyai, odd_times_and_speakers_are_kept_or_refused)
{
    static const char bad[] =
        "{\"utterances\": [{\"text\": \"a\", \"start\": {}}]}";
    static const char huge[] =
        "{\"utterances\": [\n{\"text\": \"a\", \"start\": 1e300}]}";

    EXPECT_TURNS(
        "\xEF\xBB\xBF{\"utterances\":\r\n[{\"text\": \"a\", \"start\": 9000, "
        "\"end\": 10}, {\"text\": \"\", \"start\": 1}, {\"text\": \"b &amp; "
        "c\", "
        "\"start\": 5, \"end\": -3, \"speaker\": null}]}",
        "9000-9000 -|a\n5- -|b &amp; c\n");
    EXPECT_FAILURE(NULL, bad, strlen(bad), ":1:40: a time was expected");
    EXPECT_FAILURE(NULL, huge, strlen(huge), ":2:24: this time is out of");
}
