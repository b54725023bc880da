/* test_json.c - JSON of the shapes that are known. */
#include "text/text_support.h"

Test(json, whisper_gives_seconds_and_words)
{
    static const char input[] =
        "{\"text\": \"x\", \"language\": \"en\", \"segments\": [{\"id\": 0, "
        "\"start\": 1.0, \"end\": 4.25, \"text\": \" We pay, we pay.\", "
        "\"tokens\": [1, 2], \"words\": [{\"word\": \" We\", \"start\": 1, "
        "\"end\": 1.5, \"probability\": 0.9}, {\"word\": \" pay,\", \"start\": "
        "1.5, \"end\": 2}, {\"word\": \" we\", \"start\": 2, \"end\": 3}, "
        "{\"word\": \" zzz\", \"start\": 3, \"end\": 4}]}]}";
    insights_conversation *read = NULL;
    const insights__turn *turn;

    EXPECT_TURNS(input, "1000-4250 -|We pay, we pay.\n");
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    cr_assert(read != NULL);
    turn = read->turns.items;
    cr_assert(eq(sz, turn->word_count, 3));
    cr_expect(eq(u32, turn->words[1].offset, 3));
    cr_expect(eq(u32, turn->words[1].length, 4));
    cr_expect(eq(u32, turn->words[2].offset, 8));
    cr_expect(eq(i64, turn->words[2].start_ms, 2000));
    cr_expect(text_warned(read, "1 timed word is not"));
    cr_expect(
        eq(str, (char *)(uintptr_t)insights_conversation_meta(read, "language"),
           "en"));
    cr_expect(eq(
        str, (char *)(uintptr_t)insights_conversation_format(read), "whisper"));
    insights_conversation_free(read);
}

Test(json, whisper_cpp_gives_offsets)
{
    EXPECT_TURNS(
        "{\"result\": {\"language\": \"en\"}, \"transcription\": "
        "[{\"timestamps\": {\"from\": \"00:00:01,000\", \"to\": "
        "\"00:00:04,000\"}, \"offsets\": {\"from\": 1000, \"to\": 4000}, "
        "\"text\": \" We pay.\", \"speaker\": \"0\"}, {\"timestamps\": "
        "{\"from\": \"00:00:04,000\", \"to\": \"00:00:07,500\"}, \"text\": "
        "\"What?\"}]}",
        "1000-4000 0|We pay.\n4000-7500 -|What?\n");
}

Test(json, meetings_and_plain_lists)
{
    EXPECT_TURNS(
        "{\"topic_list\": [{\"a\": [1]}], \"meeting_transcripts\": "
        "[{\"speaker\": \"Ana\", \"content\": \"We pay.\"}, {\"speaker\": "
        "\"Ben\", \"content\": \" \"}]}",
        "- Ana|We pay.\n");
    EXPECT_TURNS(
        "[{\"speaker\": 1, \"text\": \"a\\u00e9\\ud83d\\ude00\\n\\\"b\", "
        "\"start\": 1000, \"end\": 4000}]",
        "1000-4000 1|a\xC3\xA9\xF0\x9F\x98\x80\\n\"b\n");
    EXPECT_FAILURE(NULL, "[]", 2, "nobody says anything");
}

Test(json, a_format_that_was_asked_for_is_the_only_one_read)
{
    EXPECT_FAILURE("qmsum", "{\"segments\": []}", 16, "no transcript");
    EXPECT_FAILURE("whisper", "[{\"text\": \"a\"}]", 15, "no transcript");
    EXPECT_FAILURE(NULL, "{\"utterances\": []}", 18, "'segments'");
    EXPECT_FAILURE(NULL, "[{\"a\": 1}]", 10, "no transcript");
}

Test(json, errors_name_line_and_column)
{
    static const struct {
        const char *input;
        const char *words;
    } cases[] = {
        {"{\"turns\": [\n  {\"text\": \"a\",}]}", ":2:16: a key in quotes"},
        {"{\"turns\": [\n {\"text\" \"a\"}]}", ":2:10: a colon"},
        {"{\"turns\": [{\"text\": \"a\"} {}]}", ":1:26: a comma"},
        {"{\"turns\": [{\"text\": \"a", "ends inside this string"},
        {"{\"turns\": [{\"text\": \"a\"}", "ends in the middle"},
        {"{\"turns\": [{\"text\": \"a\nb\"}]}", "line break"},
        {"{\"turns\": [{\"text\": \"\\q\"}]}", "no such escape"},
        {"{\"turns\": [{\"text\": \"\\u12x\"}]}", "four hex digits"},
        {"{\"turns\": [{\"start_ms\": 01}]}", "not JSON"},
        {"{\"turns\": [{\"start_ms\": 1e300}]}", "out of range"},
        {"{\"turns\": [{\"start_ms\": \"x\"}]}", "a time was expected"},
        {"{\"turns\": [{\"text\": []}]}", "a text was expected"},
        {"{\"turns\": [1]}", "an object was expected"},
        {"{\"turns\": {}}", "a list of turns"},
        {"{\"turns\": []} x", "more text behind"},
        {"{\"turns\": []]", "closes nothing"}};
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        EXPECT_FAILURE(
            "json", cases[i].input, strlen(cases[i].input), cases[i].words);
}

Test(json, nesting_has_a_limit)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    int i;

    insights__buffer_text_append(&text, "{\"x\": ");
    for (i = 0; i < 200; i++)
        insights__buffer_char(&text, '[');
    EXPECT_FAILURE(NULL, text.data, text.length, "deeper than 128");
    insights__buffer_free(&text);
}

Test(json, every_cut_of_a_document_is_an_error)
{
    static const char input[] =
        "{\"turns\": [{\"speaker\": \"\\u00e9\", \"text\": \"a\", "
        "\"start_ms\": "
        "1, \"words\": [{\"offset\": 0, \"length\": 1, \"start_ms\": 1, "
        "\"end_ms\": 2}]}]}";
    size_t length;

    EXPECT_TURNS(input, "1- \xC3\xA9|a\n");
    for (length = 0; length < sizeof(input) - 1; length++) {
        insights_conversation_options options =
            INSIGHTS_CONVERSATION_OPTIONS_INIT;
        insights_conversation *read = NULL;

        options.format = "json";
        cr_expect(
            insights_conversation_read(input, length, &options, &read, NULL) <
                0,
            "%zu bytes were read", length);
    }
}

Test(json, words_live_through_a_round_trip)
{
    static const char input[] =
        "WEBVTT\n\n00:16.500 --> 00:18.500\nWhen the moon <00:17.500>hits it\n";
    insights_conversation *given = NULL;
    insights_conversation *read = NULL;
    char *text = NULL;

    insights_conversation_read(input, strlen(input), NULL, &given, NULL);
    insights_conversation_write(given, "json", &text, NULL);
    insights_conversation_read(text, strlen(text), NULL, &read, NULL);
    cr_assert(read != NULL);
    cr_assert(eq(sz, given->turns.items[0].word_count, 2));
    cr_assert(eq(sz, read->turns.items[0].word_count, 2));
    cr_expect(
        memcmp(
            given->turns.items[0].words, read->turns.items[0].words,
            2 * sizeof(insights__word)) == 0);
    cr_expect(eq(u32, read->turns.items[0].words[1].offset, 14));
    cr_expect(eq(i64, read->turns.items[0].words[1].start_ms, 17500));
    insights_free(text);
    insights_conversation_free(given);
    insights_conversation_free(read);
}
