/* test_youtube.c - captions of YouTube as JSON. */
#include "text/text_support.h"

Test(youtube, events_are_cues)
{
    EXPECT_SAMPLE(
        "vendors/youtube.json", "youtube",
        "399-6000 -|we pay too\n"
        "3679-8080 -|much [Music]\n");
}

Test(youtube, names_are_told_as_in_other_captions)
{
    EXPECT_SAMPLE(
        "vendors/youtube-lines.json", "youtube",
        "1000-3000 Ana|we pay too much\n"
        "4000-5000 Ben|why?\n");
}

Test(youtube, segments_are_words_with_times)
{
    insights_conversation *read = text_read_sample("vendors/youtube.json");

    cr_expect(text_word_is(read, 0, 1, "pay", 640));
    cr_expect(text_word_is(read, 1, 1, "[Music]", 4179));
    insights_conversation_free(read);
}
