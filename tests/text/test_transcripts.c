/* test_transcripts.c - real conversations, and a study with known turns. */
#include "text/text_support.h"

#include "support/data.h"

#include <jansson.h>

/* NULL, with a note, where the material is not there. */
static insights_conversation *read_data(const char *name)
{
    insights_conversation *read = NULL;
    insights_error *error = NULL;
    char path[1000];

    if (!insights_test_data_path(path, sizeof(path), name)) {
        printf("%s: no data, 1 case skipped\n", name);
        return NULL;
    }
    insights_conversation_read_file(path, NULL, &read, &error);
    cr_expect(read != NULL, "%s", insights_error_message(error));
    insights_error_free(error);
    return read;
}

static int same(const char *a, const char *b)
{
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

/* The same people say the same words, and begin at the same times. */
static void expect_same_talk(const char *first, const char *second)
{
    insights_conversation *a = read_data(first);
    insights_conversation *b = read_data(second);
    size_t i;

    if (a && b) {
        cr_expect(
            insights_conversation_turns(a) == insights_conversation_turns(b));
        for (i = 0; i < insights_conversation_turns(a); i++)
            cr_expect(
                same(
                    insights_conversation_speaker(a, i),
                    insights_conversation_speaker(b, i)) &&
                    same(
                        insights_conversation_text(a, i),
                        insights_conversation_text(b, i)) &&
                    insights_conversation_start_ms(a, i) ==
                        insights_conversation_start_ms(b, i),
                "turn %zu of %s and %s", i, first, second);
    }
    insights_conversation_free(a);
    insights_conversation_free(b);
}

Test(transcripts, one_interview_in_four_formats_is_one_interview)
{
    expect_same_talk(
        "transcripts/brink-falbesoner-interview.json",
        "transcripts/brink-falbesoner-interview.vtt");
    expect_same_talk(
        "transcripts/brink-falbesoner-interview.json",
        "transcripts/brink-falbesoner-interview.srt");
    expect_same_talk(
        "transcripts/brink-falbesoner-interview.json",
        "transcripts/brink-falbesoner-interview.md");
}

Test(transcripts, captions_and_text_of_a_flight_agree)
{
    expect_same_talk(
        "transcripts/apollo13-problem.vtt", "transcripts/apollo13-problem.txt");
}

Test(transcripts, paragraphs_of_one_speaker_are_one_turn)
{
    insights_conversation *read = read_data("transcripts/founders-talk-55.md");
    size_t i;

    for (i = 0; i < insights_conversation_turns(read); i++)
        cr_expect(
            same(insights_conversation_speaker(read, i), "Bryan Helmig") ||
            same(insights_conversation_speaker(read, i), "Adam Stacoviak"));
    if (read)
        cr_expect(eq(sz, insights_conversation_turns(read), 110));
    insights_conversation_free(read);
}

static int64_t time_of(const json_t *turn, const char *key)
{
    json_t *value = json_object_get(turn, key);

    return json_is_integer(value) ? json_integer_value(value)
                                  : INSIGHTS_NO_TIME;
}

Test(transcripts, a_study_has_the_turns_its_authors_gave_it)
{
    char path[1000];
    char name[200];
    json_t *gold;
    json_t *interview;
    size_t at;

    if (!insights_test_data_path(path, sizeof(path), "studies/s1/gold.json")) {
        printf("studies/s1: no data, 4 cases skipped\n");
        return;
    }
    gold = json_load_file(path, 0, NULL);
    json_array_foreach(json_object_get(gold, "interviews"), at, interview)
    {
        json_t *turns = json_object_get(interview, "turns");
        insights_conversation *read;
        json_t *turn;
        size_t i;

        snprintf(
            name, sizeof(name), "studies/s1/%s",
            json_string_value(json_object_get(interview, "file")));
        read = read_data(name);
        cr_expect(insights_conversation_turns(read) == json_array_size(turns));
        json_array_foreach(turns, i, turn) cr_expect(
            same(
                insights_conversation_speaker(read, i),
                json_string_value(json_object_get(turn, "speaker"))) &&
                same(
                    insights_conversation_text(read, i),
                    json_string_value(json_object_get(turn, "text"))) &&
                insights_conversation_start_ms(read, i) ==
                    time_of(turn, "start_ms") &&
                insights_conversation_end_ms(read, i) ==
                    time_of(turn, "end_ms"),
            "turn %zu of %s", i, name);
        insights_conversation_free(read);
    }
    json_decref(gold);
}
