/* test_vtt.c - the WebVTT parser, and turns out of cues. */
#include "text/text_support.h"
#include "text/vtt_cases.h"

#include "support/data.h"

Test(vtt, every_public_case_passes)
{
    char folder[1000];
    char why[400];
    char line[65536];
    size_t passed = 0;
    size_t count = 0;
    FILE *file;

    if (!insights_test_data_path(
            folder, sizeof(folder), "webvtt/cases.jsonl")) {
        printf("webvtt: no data, 216 cases skipped\n");
        return;
    }
    file = fopen(folder, "rb");
    *strrchr(folder, '/') = '\0';
    while (fgets(line, sizeof(line), file)) {
        json_t *test =
            json_loads(line, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
        int ok = vtt_case(folder, test, why);

        count++;
        passed += ok ? 1u : 0u;
        cr_expect(
            ok || vtt_case_is_other(test) || vtt_case_is_outdated(test),
            "%s: %s", json_string_value(json_object_get(test, "name")), why);
        json_decref(test);
    }
    fclose(file);
    printf("webvtt: %zu of %zu cases passed\n", passed, count);
    cr_expect(eq(sz, count, 216));
}

Test(vtt, voices_are_speakers)
{
    EXPECT_TURNS(
        "WEBVTT\n\n00:01.000 --> 00:04.000 align:start\n"
        "<v.loud Ana &amp; Co>We pay\ntoo much.</v>\n\n"
        "00:04.000 --> 00:05.000\n<v Ana>Yes.</v> <v Ben>No.</v>\n",
        "1000-4000 Ana & Co|We pay too much.\n4000-5000 Ana|Yes.\n"
        "4000-5000 Ben|No.\n");
}

Test(vtt, dashes_are_speakers_where_there_are_two)
{
    EXPECT_TURNS(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n- We pay.\n- What?\n\n"
        "00:03.000 --> 00:04.000\n- Yes.\n",
        "1000-2000 -|We pay.\n1000-2000 -|What?\n3000-4000 -|Yes.\n");
    EXPECT_TURNS(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n- - for looking\n",
        "1000-2000 -|- - for looking\n");
}

Test(vtt, text_without_times_is_kept_with_a_warning)
{
    static const char input[] =
        "WEBVTT\nLanguage: en\n\n00:00:01.000 --> 00:00:0x.000\none\n\ntwo\n\n"
        "NOTE three\n\n00:01.000 --> 00:02.000\nfour\n";
    insights_conversation *read = NULL;

    EXPECT_TURNS(input, "- -|one\n- -|two\n1000-2000 -|four\n");
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    cr_expect(text_warned(read, "line 4: text without"));
    cr_expect(text_warned(read, "line 7: text without"));
    cr_expect(
        eq(str, (char *)(uintptr_t)insights_conversation_meta(read, "language"),
           "en"));
    insights_conversation_free(read);
}
