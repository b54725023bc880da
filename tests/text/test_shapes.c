/* test_shapes.c - JSON is of one shape, or of none that is known. */
#include "text/text_support.h"

#include "text/json_turns.h"

static const struct {
    const char *name;
    const char *format; /* NULL: of no known shape */
} samples[] = {
    {"assemblyai-labels.json", "assemblyai"},
    {"assemblyai-sentences.json", "assemblyai"},
    {"assemblyai-words.json", "assemblyai"},
    {"assemblyai.json", "assemblyai"},
    {"aws-calls.json", "aws"},
    {"aws-channels.json", "aws"},
    {"aws-japanese.json", "aws"},
    {"aws-labels.json", "aws"},
    {"aws-segments.json", "aws"},
    {"clock.json", NULL},
    {"deepgram-channels.json", "deepgram"},
    {"deepgram-paragraphs.json", "deepgram"},
    {"deepgram-plain.json", "deepgram"},
    {"deepgram-utterances.json", "deepgram"},
    {"deepgram-words.json", "deepgram"},
    {"fireflies-list.json", "fireflies"},
    {"fireflies.json", "fireflies"},
    {"nested.json", NULL},
    {"otter.json", "otter"},
    {"podcast-words.json", "podcast"},
    {"podcast.json", "podcast"},
    {"rev-names.json", "rev"},
    {"rev.json", "rev"},
    {"seconds.json", NULL},
    {"teams.json", "teams"},
    {"two.json", NULL},
    {"whisper-chunks.json", "whisper"},
    {"whisper-service.json", "whisper"},
    {"whispercpp-full.json", "whisper"},
    {"whisperx.json", "whisper"},
    {"youtube-lines.json", "youtube"},
    {"youtube.json", "youtube"},
    {"zoom.json", "zoom"}};

Test(shapes, no_two_take_a_sample_for_theirs)
{
    size_t i;

    for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        char name[100];
        char *text;
        insights__source source = {0};
        insights__json_tree tree = {0};
        const insights__json_shape *shape = NULL;

        snprintf(name, sizeof(name), "vendors/%s", samples[i].name);
        text = text_sample(name);
        insights__source_open_memory(
            &source, text, strlen(text), NULL, NULL, NULL);
        cr_assert(insights__json_tree_read(&tree, &source, NULL) == 0);
        cr_expect(
            insights__json_matches(tree.root, NULL, &shape) ==
                (samples[i].format ? 1 : 0),
            "%s", name);
        cr_expect(
            samples[i].format == NULL ||
                !strcmp(shape->format, samples[i].format),
            "%s", name);
        insights__json_tree_free(&tree);
        insights__source_close(&source);
        free(text);
    }
}

Test(shapes, every_sample_cut_anywhere_is_refused_with_its_place)
{
    size_t i;

    for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        char name[100];
        char *text;
        size_t cut;

        snprintf(name, sizeof(name), "vendors/%s", samples[i].name);
        text = text_sample(name);
        for (cut = 2; cut + 3 < strlen(text); cut += 1 + cut / 17) {
            insights_conversation *read = NULL;
            insights_error *error = NULL;

            insights_conversation_read(text, cut, NULL, &read, &error);
            cr_expect(read == NULL, "%s cut at %zu is read", name, cut);
            cr_expect(
                error && strstr(insights_error_message(error), ":1:"), "%s",
                insights_error_message(error));
            insights_conversation_free(read);
            insights_error_free(error);
        }
        free(text);
    }
}

Test(shapes, a_list_of_anybody_is_read_where_there_is_one)
{
    EXPECT_SAMPLE(
        "vendors/nested.json", "json", "1000- Ana|We pay.\n- Ben|Why?\n");
    EXPECT_SAMPLE(
        "vendors/seconds.json", "json",
        "0-2500 Ana|We pay.\n3000-4000 Ben|Why?\n");
}

Test(shapes, what_is_not_clear_is_refused_with_the_formats_that_are)
{
    char *two = text_sample("vendors/two.json");
    static const char other[] = "\n {\"rows\": [{\"a\": 1}]}";

    EXPECT_FAILURE(NULL, two, strlen(two), ":1:45: 2 lists of this JSON");
    EXPECT_FAILURE(NULL, other, strlen(other), ":2:2: no transcript in this");
    EXPECT_FAILURE(NULL, other, strlen(other), "Deepgram");
    EXPECT_FAILURE(NULL, "{\"turns\": []}", 13, "nobody says anything");
    free(two);
}
