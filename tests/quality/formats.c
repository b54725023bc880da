/* formats.c - counts how much of the public material is read as expected.
 *
 * Prints passed and expected numbers for the shapes of vendors, the cases of
 * WebVTT, and the captions good and bad; the last with what came of each.
 */
#include <insights/conversation.h>

#include "support/data.h"
#include "text/vtt_cases.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int same_time(const json_t *expected, int64_t got)
{
    return json_is_integer(expected) ? json_integer_value(expected) == got
                                     : got == INSIGHTS_NO_TIME;
}

static int same_turns(const json_t *expected, const insights_conversation *got)
{
    size_t count = json_array_size(expected);
    size_t i;

    if (insights_conversation_turns(got) != count)
        return 0;
    for (i = 0; i < count; i++) {
        json_t *turn = json_array_get(expected, i);
        const char *speaker =
            json_string_value(json_object_get(turn, "speaker"));
        const char *other = insights_conversation_speaker(got, i);

        if (!speaker != !other || (speaker && strcmp(speaker, other) != 0) ||
            strcmp(
                json_string_value(json_object_get(turn, "text")),
                insights_conversation_text(got, i)) != 0 ||
            !same_time(
                json_object_get(turn, "start_ms"),
                insights_conversation_start_ms(got, i)) ||
            !same_time(
                json_object_get(turn, "end_ms"),
                insights_conversation_end_ms(got, i)))
            return 0;
    }
    return 1;
}

static int run_shapes(void)
{
    char path[1000];
    char line[65536];
    size_t passed = 0;
    size_t count = 0;
    FILE *file;

    if (!insights_test_data_path(
            path, sizeof(path), "formats/transcript_formats.jsonl")) {
        printf("shapes of vendors     no data, 22 cases skipped\n");
        return 1;
    }
    file = fopen(path, "rb");
    while (file && fgets(line, sizeof(line), file)) {
        json_t *test = json_loads(line, JSON_ALLOW_NUL, NULL);
        json_t *input = json_object_get(test, "input");
        const char *name = json_string_value(json_object_get(test, "name"));
        insights_conversation *read = NULL;
        int ok;

        insights_conversation_read(
            json_string_value(input), json_string_length(input), NULL, &read,
            NULL);
        ok = read && same_turns(json_object_get(test, "expected"), read);
        count++;
        passed += ok ? 1u : 0u;
        if (!ok)
            printf("  not as expected: %s\n", name);
        insights_conversation_free(read);
        json_decref(test);
    }
    if (file)
        fclose(file);
    printf("shapes of vendors     %zu of %zu\n", passed, count);
    return passed == count;
}

static int run_vtt(void)
{
    char folder[1000];
    char why[400];
    char line[65536];
    size_t passed = 0;
    size_t count = 0;
    size_t other = 0;
    size_t other_passed = 0;
    size_t outdated = 0;
    FILE *file;

    if (!insights_test_data_path(
            folder, sizeof(folder), "webvtt/cases.jsonl")) {
        printf("cases of WebVTT       no data, 216 cases skipped\n");
        return 1;
    }
    file = fopen(folder, "rb");
    *strrchr(folder, '/') = '\0';
    while (file && fgets(line, sizeof(line), file)) {
        json_t *test =
            json_loads(line, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
        size_t ok = vtt_case(folder, test, why) ? 1 : 0;

        if (vtt_case_is_outdated(test)) {
            outdated++;
        } else if (vtt_case_is_other(test)) {
            other++;
            other_passed += ok;
        } else {
            count++;
            passed += ok;
            if (!ok)
                printf(
                    "  not as expected: %s (%s)\n",
                    json_string_value(json_object_get(test, "name")), why);
        }
        json_decref(test);
    }
    if (file)
        fclose(file);
    printf("cases of WebVTT       %zu of %zu\n", passed, count);
    printf(
        "  regions and styles  %zu of %zu (cues only)\n", other_passed, other);
    printf("  against the standard %zu, not counted\n", outdated);
    return passed == count;
}

static const char *const captions[] = {
    "captions_with_bom.vtt",
    "comments.vtt",
    "cue_tags.vtt",
    "empty.vtt",
    "invalid.vtt",
    "invalid_format.sbv",
    "invalid_format1.srt",
    "invalid_format2.srt",
    "invalid_format3.srt",
    "invalid_format4.srt",
    "invalid_timeframe.sbv",
    "invalid_timeframe.srt",
    "invalid_timeframe.vtt",
    "invalid_timeframe_in_cue_text.vtt",
    "metadata_headers.vtt",
    "metadata_headers_multiline.vtt",
    "missing_caption_text.sbv",
    "missing_caption_text.srt",
    "missing_caption_text.vtt",
    "missing_timeframe.sbv",
    "missing_timeframe.srt",
    "missing_timeframe.vtt",
    "no_captions.vtt",
    "one_caption.srt",
    "one_caption.vtt",
    "sample.sbv",
    "sample.srt",
    "sample.vtt",
    "styles.vtt",
    "two_captions.sbv",
    "using_identifiers.vtt"};

static void run_captions(void)
{
    size_t read_count = 0;
    size_t refused = 0;
    size_t skipped = 0;
    size_t i;

    printf("captions, good and bad\n");
    for (i = 0; i < sizeof(captions) / sizeof(captions[0]); i++) {
        insights_conversation_options options =
            INSIGHTS_CONVERSATION_OPTIONS_INIT;
        insights_conversation *read = NULL;
        insights_error *error = NULL;
        const char *warning;
        char name[200];
        char path[1000];

        snprintf(name, sizeof(name), "srt/webvtt-py/%s", captions[i]);
        if (!insights_test_data_path(path, sizeof(path), name)) {
            skipped++;
            continue;
        }
        options.file_name = captions[i];
        insights_conversation_read_file(path, &options, &read, &error);
        if (read) {
            warning = insights_conversation_warning(read, 0);
            read_count++;
            printf(
                "  %-34s %zu turns as %s%s%s\n", captions[i],
                insights_conversation_turns(read),
                insights_conversation_format(read), warning ? "; " : "",
                warning ? warning : "");
        } else {
            refused++;
            printf("  refused: %s\n", insights_error_message(error));
        }
        insights_error_free(error);
        insights_conversation_free(read);
    }
    printf(
        "  %zu read, %zu refused, %zu skipped\n", read_count, refused, skipped);
}

/* 50 MB on one line. */
static void run_long_line(void)
{
    static const char sentence[] = "We pay too much for this, I think. ";
    size_t size = (size_t)50 << 20;
    char *text = malloc(size);
    insights_conversation *read = NULL;
    insights_error *error = NULL;
    clock_t start;
    size_t i;

    if (!text)
        return;
    for (i = 0; i < size; i++)
        text[i] = sentence[i % (sizeof(sentence) - 1)];
    start = clock();
    insights_conversation_read(text, size, NULL, &read, &error);
    printf(
        "50 MB on one line     %zu turns, %.2f s%s%s\n",
        insights_conversation_turns(read),
        (double)(clock() - start) / CLOCKS_PER_SEC, error ? "; " : "",
        error ? insights_error_message(error) : "");
    insights_error_free(error);
    insights_conversation_free(read);
    free(text);
}

int main(void)
{
    int ok = run_shapes();

    ok = run_vtt() && ok;
    run_captions();
    run_long_line();
    return ok ? 0 : 1;
}
