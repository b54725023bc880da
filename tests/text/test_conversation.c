/* test_conversation.c - reading and writing, whatever the format. */
#include "support/fail_alloc.h"
#include "text/text_support.h"

static uint64_t seed;

static unsigned pick(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

/* Things that formats could trip over. */
static const char *const fragments[] = {
    "hello",
    "-->",
    "Ana: yes",
    "Note: well",
    "it has 3 parts: a",
    "a < b",
    "<i>so</i>",
    "&amp;",
    "&lt;",
    "*star*",
    "**bold**",
    "_under_",
    "snake_case",
    "`code`",
    "[Ben] hm",
    "[00:10]",
    "00:00:10",
    "# one",
    "> two",
    "- dash",
    "-dash",
    "1. first",
    "2016",
    "\\",
    "\\[x\\]",
    "{\\an8}",
    "caf\xC3\xA9",
    "\xE2\x80\x93 dash",
    "\xF0\x9F\x98\x80",
    ">> Cy: no",
    "WEBVTT",
    "NOTE",
    "---",
    "~~x~~",
    "<v Ana>x",
    "http://a.b/c:d",
    "\"q\"",
    "it's",
    "a|b",
    "(00:01)",
    "Dr. Who:",
    "x:",
    ":",
    "#",
    "+",
    "=",
    "&#10;",
    "![a](b)",
    "[a](b)",
    "<http://x.yz>",
    "<!-- c -->",
    "***",
    "''",
    "a\xC2\xA0z"};

static const char *const speakers[] = {
    NULL,
    "Ana",
    "Ben Ott",
    "SPEAKER_00",
    "Dr. No",
    "it is",
    "0",
    "A & B",
    "Cy (CMP)",
    "Note",
    "a: b",
    "<x>",
    "*x*",
    "Jos\xC3\xA9",
    "x-->y",
    "[Ana]",
    "x--",
    "de la Cruz",
    "I've got a very long label here, haven't I?"};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static insights_conversation *random_conversation(int named)
{
    insights_conversation *script = insights__script_new();
    size_t count = 1 + pick(12);
    int64_t at = pick(5000);
    size_t i;

    for (i = 0; i < count; i++) {
        insights__buffer text = INSIGHTS__BUFFER_INIT;
        const char *speaker = named ? speakers[pick(COUNT_OF(speakers))] : NULL;
        size_t words = 1 + pick(6);
        int64_t start = pick(4) ? at : INSIGHTS_NO_TIME;
        int64_t end =
            start >= 0 && pick(4) ? at + pick(9000) : INSIGHTS_NO_TIME;

        at += pick(10000);
        while (words--) {
            if (text.length)
                insights__buffer_char(&text, pick(8) ? ' ' : '\n');
            insights__buffer_text_append(
                &text, fragments[pick(COUNT_OF(fragments))]);
        }
        insights__script_add(
            script, speaker, text.data, text.length, start, end, NULL, 0, NULL);
        insights__buffer_free(&text);
    }
    return script;
}

static char *flat(const char *text, int breaks)
{
    char *copy = strcpy(malloc(strlen(text) + 1), text);
    char *at;

    for (at = copy; *at && !breaks; at++)
        if (*at == '\n')
            *at = ' ';
    return copy;
}

/* Write, read and compare. Times only where `times`, breaks where `breaks`. */
static int round_trip(const char *format, int named, int times, int breaks)
{
    insights_conversation *given = random_conversation(named);
    insights_conversation *read = NULL;
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_error *error = NULL;
    char *written = NULL;
    size_t i;
    int ok = 1;

    options.format = format;
    insights_conversation_write(given, format, &written, &error);
    insights_conversation_read(
        written, strlen(written), &options, &read, &error);
    ok = read != NULL && insights_conversation_turns(read) ==
                             insights_conversation_turns(given);
    for (i = 0; ok && i < insights_conversation_turns(given); i++) {
        const char *a = insights_conversation_speaker(given, i);
        const char *b = insights_conversation_speaker(read, i);
        char *text = flat(insights_conversation_text(given, i), breaks);

        ok = (!a && !b) || (a && b && !strcmp(a, b));
        ok = ok && !strcmp(text, insights_conversation_text(read, i));
        if (times)
            ok = ok &&
                 insights_conversation_start_ms(given, i) ==
                     insights_conversation_start_ms(read, i) &&
                 insights_conversation_end_ms(given, i) ==
                     insights_conversation_end_ms(read, i);
        if (!ok)
            fprintf(
                stderr, "%s turn %zu\n  given %s|%s|\n  read  %s|%s|\n", format,
                i, a ? a : "-", text, b ? b : "-",
                insights_conversation_text(read, i));
        free(text);
    }
    if (!ok)
        fprintf(
            stderr, "%zu turns, read %zu %s\n%s\n",
            insights_conversation_turns(given),
            insights_conversation_turns(read),
            error ? insights_error_message(error) : "", written);
    insights_error_free(error);
    insights_free(written);
    insights_conversation_free(read);
    insights_conversation_free(given);
    return ok;
}

Test(conversation, json_holds_everything)
{
    for (seed = 1; seed < 600; seed++) {
        uint64_t keep = seed;

        cr_assert(round_trip("json", 1, 1, 1), "seed %d", (int)keep);
        seed = keep;
    }
}

Test(conversation, vtt_reads_back_as_it_was)
{
    for (seed = 1; seed < 600; seed++) {
        uint64_t keep = seed;

        cr_assert(
            round_trip("vtt", (int)(seed % 2), 1, 1), "seed %d", (int)keep);
        seed = keep;
    }
}

Test(conversation, srt_reads_back_but_for_line_breaks_and_missing_times)
{
    for (seed = 1; seed < 600; seed++) {
        uint64_t keep = seed;

        cr_assert(
            round_trip("srt", (int)(seed % 2), 0, 0), "seed %d", (int)keep);
        seed = keep;
    }
}

Test(conversation, markdown_reads_back_but_for_line_breaks)
{
    for (seed = 1; seed < 600; seed++) {
        uint64_t keep = seed;

        cr_assert(
            round_trip("markdown", (int)(seed % 2), 0, 0), "seed %d",
            (int)keep);
        seed = keep;
    }
}

Test(conversation, sbv_reads_back_as_srt_does)
{
    for (seed = 1; seed < 600; seed++) {
        uint64_t keep = seed;

        cr_assert(
            round_trip("sbv", (int)(seed % 2), 0, 0), "seed %d", (int)keep);
        seed = keep;
    }
}

Test(conversation, tables_and_podcasts_read_back_as_they_were)
{
    for (seed = 1; seed < 600; seed++) {
        uint64_t keep = seed;

        cr_assert(
            round_trip("csv", (int)(seed % 2), 1, 1), "seed %d", (int)keep);
        seed = keep;
        cr_assert(
            round_trip("podcast", (int)(seed % 2), 1, 1), "seed %d", (int)keep);
        seed = keep;
    }
}

static const char *const samples[] = {
    "WEBVTT - x\n\n1\n00:01.000 --> 00:02.000\n<v Ana>Hi <00:01.500>there\n",
    "1\n00:00:01,000 --> 00:00:02,000\nAna: Hi\nBen: {\\an8}<i>Yo</i>\n",
    "Ana  0:01\nHi there\n\nBen  0:02\nYo\n",
    "---\ntitle: x\n---\n# T\n\n**Ana:** \\[00:01\\] Hi *there*\n\n## Ana\n\n"
    "## Ana\n\nyes",
    "{\"segments\": [{\"start\": 1, \"end\": 2, \"text\": \"Hi there\", "
    "\"speaker\": \"Ana\", \"words\": [{\"word\": \"Hi\", \"start\": 1, "
    "\"end\": 1.5}]}]}",
    "{\"meeting_transcripts\": [{\"speaker\": \"A\", \"content\": \"x\"}]}",
    "Ana Lima\n0:03\nhello\n\nBen Ott\n0:09\nWhy?\nAna Lima\n0:12\nAll.\n",
    "[Ana Lima] 10:02:03\nWe pay.\n\n[Ben Ott] 10:02:09\nWhy?\n"};

Test(conversation, reading_survives_every_failed_allocation)
{
    size_t i;

    for (i = 0; i < COUNT_OF(samples); i++) {
        insights_conversation *read = NULL;
        insights_error *error = NULL;

        INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
            insights_conversation_read(
                samples[i], strlen(samples[i]), NULL, &read, &error),
            insights_conversation_free(read);
            read = NULL; insights_error_free(error); error = NULL);
    }
}

Test(conversation, reading_every_vendor_survives_failed_allocations)
{
    static const char *const names[] = {
        "vendors/assemblyai.json",
        "vendors/assemblyai-labels.json",
        "vendors/deepgram-channels.json",
        "vendors/deepgram-paragraphs.json",
        "vendors/deepgram-utterances.json",
        "vendors/aws-segments.json",
        "vendors/aws-labels.json",
        "vendors/aws-channels.json",
        "vendors/otter.json",
        "vendors/rev-names.json",
        "vendors/fireflies.json",
        "vendors/podcast-words.json",
        "vendors/teams.json",
        "vendors/zoom.json",
        "vendors/youtube.json",
        "vendors/whisperx.json",
        "vendors/whispercpp-full.json",
        "vendors/whisper-chunks.json",
        "vendors/nested.json",
        "sbv/sample.sbv",
        "csv/plain.csv",
        "csv/clock.csv"};
    size_t i;

    for (i = 0; i < COUNT_OF(names); i++) {
        char *text = text_sample(names[i]);
        insights_conversation *read = NULL;
        insights_error *error = NULL;

        INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
            insights_conversation_read(text, strlen(text), NULL, &read, &error),
            insights_conversation_free(read);
            read = NULL; insights_error_free(error); error = NULL);
        free(text);
    }
}

Test(conversation, writing_survives_every_failed_allocation)
{
    static const char *const formats[] = {"vtt", "srt", "json",   "markdown",
                                          "sbv", "csv", "podcast"};
    insights_conversation *read = NULL;
    size_t i;

    insights_conversation_read(
        samples[0], strlen(samples[0]), NULL, &read, NULL);
    for (i = 0; i < COUNT_OF(formats); i++) {
        insights_error *error = NULL;
        char *text = NULL;

        INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
            insights_conversation_write(read, formats[i], &text, &error),
            insights_free(text);
            text = NULL; insights_error_free(error); error = NULL);
    }
    insights_conversation_free(read);
}

Test(conversation, what_is_no_transcript_is_refused_by_name)
{
    EXPECT_FAILURE(NULL, "PK\3\4rest", 8, "archive");
    EXPECT_FAILURE(NULL, "%PDF-1.4 rest", 13, "pdftotext");
    EXPECT_FAILURE(NULL, "ID3\4rest", 8, "audio");
    EXPECT_FAILURE(NULL, "", 0, "empty");
    EXPECT_FAILURE(NULL, " \n \n", 4, "not a transcript");
    EXPECT_FAILURE("odt", "x", 1, "'odt' is no format");
    EXPECT_FAILURE(NULL, "speaker,words\n", 14, "nobody says anything");
    EXPECT_FAILURE(NULL, "start,speaker\n0,Ana\n", 20, "a table without");
    EXPECT_FAILURE(
        NULL, "h\0e\0l\0l\0o\0 \0w\0o\0r\0l\0d\0", 22, "UTF-16 without");
}

Test(conversation, arguments_are_checked)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *out = NULL;

    cr_expect(
        eq(int, insights_conversation_read(NULL, 1, NULL, &out, NULL),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_conversation_read("x", 1, NULL, NULL, NULL),
           INSIGHTS_E_INVALID));
    options.flags = 1;
    cr_expect(
        eq(int, insights_conversation_read("x", 1, &options, &out, NULL),
           INSIGHTS_E_INVALID));
    options.flags = 0;
    options.max_turn_size = 1;
    cr_expect(
        eq(int, insights_conversation_read("x", 1, &options, &out, NULL),
           INSIGHTS_E_INVALID));
    options.max_turn_size = 0;
    options.encoding = "ebcdic";
    cr_expect(
        eq(int, insights_conversation_read("x", 1, &options, &out, NULL),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_conversation_read_file("/nowhere", NULL, &out, NULL),
           INSIGHTS_E_NOT_FOUND));
    insights_conversation_free(NULL);
    cr_expect(eq(sz, insights_conversation_turns(NULL), 0));
}

Test(conversation, ten_thousand_speakers_are_fine)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_conversation *read = NULL;
    int i;

    for (i = 0; i < 10000; i++)
        insights__buffer_format(
            &text, "Speaker %d: This is what I say, number %d.\n", i, i);
    insights_conversation_read(text.data, text.length, NULL, &read, NULL);
    cr_assert(read != NULL);
    cr_expect(eq(sz, insights_conversation_turns(read), 10000));
    cr_expect(
        eq(str, (char *)insights_conversation_speaker(read, 9999),
           "Speaker 9999"));
    insights_conversation_free(read);
    insights__buffer_free(&text);
}

Test(conversation, a_long_line_is_split_at_sentences)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_conversation *read = NULL;
    size_t words = 0;
    size_t i;

    while (text.length < 5u << 20)
        insights__buffer_text_append(&text, "We pay too much for this. ");
    insights_conversation_read(text.data, text.length, NULL, &read, NULL);
    cr_assert(read != NULL);
    cr_expect(ge(sz, insights_conversation_turns(read), 5));
    cr_expect(text_warned(read, "too long"));
    for (i = 0; i < insights_conversation_turns(read); i++) {
        const insights__turn *turn = &read->turns.items[i];

        cr_expect(le(sz, turn->length, (size_t)1 << 20));
        cr_expect(eq(int, turn->continued, i > 0));
        cr_expect(eq(int, turn->text[turn->length - 1], '.'));
        words += turn->length + 1;
    }
    cr_expect(eq(sz, words, text.length));
    insights_conversation_free(read);
    insights__buffer_free(&text);
}

Test(conversation, odd_times_are_kept_with_warnings)
{
    static const char input[] =
        "WEBVTT\n\n00:05.000 --> 00:09.000\none\n\n00:03.000 --> 00:02.000\n"
        "two\n\n00:04.000 --> 00:08.000\nthree\n\n00:06.000 --> 00:07.000\n"
        "four\n\n00:07.000 --> 00:08.000\n\n";
    insights_conversation *read = NULL;

    EXPECT_TURNS(
        input, "5000-9000 -|one\n3000-3000 -|two\n4000-8000 -|three\n"
               "6000-7000 -|four\n");
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    cr_expect(text_warned(read, "turn 1 ends before it starts"));
    cr_expect(text_warned(read, "turn 1 starts before the turn ahead"));
    cr_expect(text_warned(read, "turn 3 overlaps"));
    cr_expect(text_warned(read, "1 turn has no text"));
    insights_conversation_free(read);
}
