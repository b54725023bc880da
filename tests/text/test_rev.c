/* test_rev.c - the JSON of Rev, and its text. */
#include "text/text_support.h"

Test(rev, values_together_are_the_text)
{
    EXPECT_SAMPLE(
        "vendors/rev.json", "rev",
        "500-2850 0|Hello, World.\n"
        "3000-3200 1|Yes <inaudible>.\n");
}

Test(rev, people_are_named_and_phrases_joined)
{
    EXPECT_SAMPLE(
        "vendors/rev-names.json", "rev",
        "1000-3500 Ana Lima|We pay too much.\n"
        "4000-4500 Ben Ott|Why? crosstalk\n");
}

Test(rev, words_have_their_times)
{
    insights_conversation *read = text_read_sample("vendors/rev.json");

    cr_expect(text_word_is(read, 0, 1, "World", 1750));
    insights_conversation_free(read);
}

Test(rev, text_has_names_with_times_in_brackets)
{
    EXPECT_TURNS_AS(
        "rev",
        "Speaker 1 (00:01):\nWe pay.\n\nAna Lima (01:02:05):\n"
        "[crosstalk 01:02:06] why?\n\nSpeaker 1 (01:02:09):\nYes.\n",
        "1000-3725000 Speaker 1|We pay.\n"
        "3725000-3729000 Ana Lima|[crosstalk 01:02:06] why?\n"
        "3729000- Speaker 1|Yes.\n");
}

Test(rev, a_monologue_without_elements_is_an_error_with_its_place)
{
    static const char input[] = "{\"monologues\": [\n {\"speaker\": 1}]}";

    EXPECT_FAILURE(NULL, input, strlen(input), ":2:2: a monologue has");
}
