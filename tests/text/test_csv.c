/* test_csv.c - tables of turns in and out. */
#include "text/text_support.h"

static int warned(const char *input, const char *words)
{
    insights_conversation *read = NULL;
    int yes;

    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    yes = read && text_warned(read, words);
    insights_conversation_free(read);
    return yes;
}

Test(csv, quotes_hold_separators_quotes_and_line_breaks)
{
    EXPECT_SAMPLE(
        "csv/plain.csv", "csv",
        "1000- Ana|We pay, \"too\" much.\n- Ben|What\\nwould you change?\n");
}

Test(csv, semicolons_tabs_and_bars_separate_too)
{
    EXPECT_SAMPLE(
        "csv/semicolons.csv", "csv",
        "1500-2500 Ana|Wir zahlen\n3250-4000 Ben|Warum?\n");
    EXPECT_TURNS(
        "Speaker | Text | End\nAna | hello, you | 0:02\n",
        "-2000 Ana|hello, you\n");
}

Test(csv, columns_are_known_by_many_names)
{
    static const char *const heads[] = {
        "speaker,start,text",
        "Speaker Name,Start Time,Transcript",
        "PARTICIPANT,start_time,Content",
        "name,in,sentence",
        "\"Who\",\"Timestamp\",\"Utterance\"",
        "Username,time,Message",
        "speaker_label,Start (ms),body",
        "Participant Name,startMs,words"};
    size_t i;

    for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        char input[200];

        snprintf(
            input, sizeof(input), "%s\nAna,%s,hello\n", heads[i],
            strstr(heads[i], "ms") || strstr(heads[i], "Ms") ? "1500"
                                                             : "0:01.5");
        EXPECT_TURNS(input, "1500- Ana|hello\n");
    }
}

Test(csv, times_have_units_or_the_pace_of_speech)
{
    EXPECT_SAMPLE(
        "csv/whisper.tsv", "csv",
        "0-4000 -|We pay too much.\n4000-7500 -|What would you change?\n");
    EXPECT_SAMPLE(
        "csv/whole.csv", "csv",
        "0-4000 Ana|We pay too much for all of this and more.\n"
        "5000-8000 Ben|What would you change?\n");
    EXPECT_TURNS(
        "start_ms,end_seconds,text\n1500,2.5,a\n1s,200ms,b\n",
        "1500-2500 -|a\n1000-1000 -|b\n");
    EXPECT_TURNS("start,end,text\n1.5,2,a\n-1,,b\n", "1500-2000 -|a\n- -|b\n");
    cr_expect(
        warned("start,text\n0,We pay too much\n3,Why?\n", "taken for seconds"));
    cr_expect(warned("start,text\n0.0,We pay too much\n", "taken for") == 0);
}

Test(csv, dates_count_from_the_first)
{
    EXPECT_SAMPLE(
        "csv/clock.csv", "csv", "0- Ana|We pay\n9000- Ben|Why, though\n");
}

Test(csv, what_is_left_out_or_repaired_is_a_warning)
{
    char *clock = text_sample("csv/clock.csv");
    char *plain = text_sample("csv/plain.csv");

    cr_expect(warned(clock, "line 4: 'half past' is no time"));
    cr_expect(warned(clock, "line 3: more values than columns"));
    cr_expect(warned(plain, "the column 'tags' was left out"));
    cr_expect(warned("start,text\n1e300,a\n", "is no time"));
    cr_expect(warned("speaker,text\nAna,a\nBen,\n", "1 turn has no text"));
    free(clock);
    free(plain);
}

Test(csv, a_table_that_is_no_transcript_is_refused)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *read = NULL;
    insights_error *error = NULL;
    char *open = text_sample("csv/open.csv");

    options.file_name = "prices.csv";
    cr_expect(
        insights_conversation_read(
            "item,price\nx,1\n", 15, &options, &read, &error) ==
        INSIGHTS_E_PARSE);
    cr_expect(
        strstr(
            insights_error_message(error),
            "prices.csv:1: no transcript in this") != NULL);
    insights_error_free(error);
    EXPECT_FAILURE(NULL, open, strlen(open), ":2: the quote that opens");
    EXPECT_FAILURE(
        NULL, "text,speaker\na, b,Ana,c\n", 24,
        ":2: 4 values in a record of 2");
    free(open);
}

Test(csv, a_text_with_commas_is_no_table)
{
    EXPECT_TURNS(
        "Ana: speaker, text, start and so on.\nBen: yes, please.\n",
        "- Ana|speaker, text, start and so on.\n- Ben|yes, please.\n");
    EXPECT_TURNS(
        "text, speaker. start\nAna, no\n",
        "- -|text, speaker. start Ana, no\n");
}

Test(csv, encodings_are_those_of_any_text)
{
    static const char utf16[] =
        "\xFF\xFE"
        "t\0e\0x\0t\0,\0s\0p\0e\0a\0k\0e\0r\0\n\0\xE9\0,\0A\0\n\0";
    insights_conversation *read = NULL;

    insights_conversation_read(utf16, sizeof(utf16) - 1, NULL, &read, NULL);
    cr_assert(read != NULL);
    cr_expect(strcmp(insights_conversation_text(read, 0), "\xC3\xA9") == 0);
    cr_expect(strcmp(insights_conversation_speaker(read, 0), "A") == 0);
    insights_conversation_free(read);
    EXPECT_TURNS("\xEF\xBB\xBFtext,speaker\r\na,b\r\n", "- b|a\n");
}
