/* test_podcast.c - transcripts of podcasts. */
#include "text/text_support.h"

Test(podcast, segments_are_turns)
{
    EXPECT_SAMPLE(
        "vendors/podcast.json", "podcast",
        "500-3750 Ana|Welcome to the show.\n"
        "4000- Ben|Thank you very much.\n"
        "6250-7000 -|[music]\n");
}

Test(podcast, segments_of_single_words_are_put_together)
{
    EXPECT_SAMPLE(
        "vendors/podcast-words.json", "podcast",
        "500-2500 Darth|I am your father.\n"
        "2750-3000 Luke|Nooooo\n");
}

Test(podcast, words_keep_their_times)
{
    insights_conversation *read =
        text_read_sample("vendors/podcast-words.json");

    cr_expect(text_word_is(read, 0, 3, "father.", 2250));
    insights_conversation_free(read);
}
