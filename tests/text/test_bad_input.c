/* test_bad_input.c - what comes of files that are not as they should be: a
 * clear error that names the file, or a faithful import with warnings. */
#define _POSIX_C_SOURCE 200809L /* mkstemp */

#include "text/text_support.h"

#include "support/data.h"

#include <unistd.h>

static int begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static insights_conversation *read_bytes(
    const void *bytes,
    size_t length,
    const char *name,
    insights_error **error)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *read = NULL;
    insights_status status;

    options.file_name = name;
    status = insights_conversation_read(bytes, length, &options, &read, error);
    cr_assert(status >= 0 ? read != NULL : read == NULL);
    return read;
}

static insights_conversation *read_text(const char *text)
{
    insights_error *error = NULL;
    insights_conversation *read =
        read_bytes(text, strlen(text), "talk", &error);

    cr_assert(read != NULL, "%s", insights_error_message(error));
    return read;
}

static void expect_said(
    const insights_conversation *read,
    size_t turn,
    const char *text)
{
    const char *said = insights_conversation_text(read, turn);

    cr_expect(
        said && !strcmp(said, text), "turn %zu is '%s', not '%s'", turn,
        said ? said : "(none)", text);
}

/* Expect a refusal whose message begins with the file's name and has these
 * words. */
static void expect_refused(const void *bytes, size_t length, const char *words)
{
    insights_error *error = NULL;
    insights_conversation *read = read_bytes(bytes, length, "talk", &error);
    const char *message;

    cr_assert(read == NULL, "it was read, '%s' was expected", words);
    message = insights_error_message(error);
    cr_expect(
        begins(message, "talk:") && strstr(message, words),
        "the message is '%s', without '%s'", message, words);
    insights_error_free(error);
}

#define EXPECT_REFUSED(bytes, words) \
    expect_refused("" bytes, sizeof(bytes) - 1, words)

/* --- What is no transcript ------------------------------------------------ */

Test(bad_input, files_that_are_no_text_are_named_for_what_they_are)
{
    EXPECT_REFUSED("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", "image (PNG)");
    EXPECT_REFUSED("PK\3\4\24\0\0\0\10\0word/document.xml", "archive");
    EXPECT_REFUSED("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj", "pdftotext");
    EXPECT_REFUSED("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "Microsoft Office");
    EXPECT_REFUSED("{\\rtf1\\ansi hello}", "RTF");
    EXPECT_REFUSED("RIFF\x24\0\0\0WAVEfmt ", "audio or video");
    EXPECT_REFUSED("ID3\4\0\0\0\0\0\0", "MP3");
    EXPECT_REFUSED(
        "\0\0\0\x18"
        "ftypmp42\0\0",
        "MP4");
    EXPECT_REFUSED("\x1F\x8B\10\0\0\0\0\0\0\3", "gzip");
    EXPECT_REFUSED("SQLite format 3\0\x10\0\1\1", "SQLite");
}

Test(bad_input, bytes_of_no_known_kind_are_called_binary)
{
    unsigned char bytes[4096];
    uint32_t state = 1;
    size_t i;

    for (i = 0; i < sizeof(bytes); i++) {
        state = state * 1664525u + 1013904223u;
        bytes[i] = (unsigned char)(state >> 24);
    }
    bytes[0] = 1;
    expect_refused(bytes, sizeof(bytes), "binary data");
}

Test(bad_input, a_text_that_becomes_binary_is_refused_with_the_line)
{
    static char bytes[300000];
    insights_error *error = NULL;
    size_t i;

    for (i = 0; i < sizeof(bytes); i++)
        bytes[i] = i % 20 == 19 ? '\n' : i < 150000 ? 'a' : (char)(i % 7);
    cr_assert(read_bytes(bytes, sizeof(bytes), "talk", &error) == NULL);
    cr_expect(
        begins(insights_error_message(error), "talk:") &&
            strstr(insights_error_message(error), "not text any more"),
        "%s", insights_error_message(error));
    insights_error_free(error);
}

Test(bad_input, an_empty_file_is_refused)
{
    EXPECT_REFUSED("", "empty");
    EXPECT_REFUSED("\xEF\xBB\xBF", "empty");
    EXPECT_REFUSED("\xFF\xFE", "empty");
}

Test(bad_input, blanks_alone_are_refused)
{
    EXPECT_REFUSED(" \n\t\r\n", "nobody says anything");
    EXPECT_REFUSED("# Notes\n\n---\n", "nobody says anything");
}

Test(bad_input, a_page_or_a_database_dump_of_json_is_no_transcript)
{
    EXPECT_REFUSED("{\"a\": [1, 2]}", "");
    EXPECT_REFUSED("[{\"a\": 1}, {\"a\": 2}]", "");
}

/* --- Encodings -------------------------------------------------------------
 */

static void expect_cafe(const void *bytes, size_t length)
{
    insights_error *error = NULL;
    insights_conversation *read = read_bytes(bytes, length, "talk", &error);

    cr_assert(read != NULL, "%s", insights_error_message(error));
    cr_expect(eq(sz, insights_conversation_turns(read), 2));
    expect_said(read, 0, "caf\xC3\xA9 for us?");
    expect_said(read, 1, "Yes.");
    insights_conversation_free(read);
}

#define CAFE_UTF8 "Ana: caf\xC3\xA9 for us?\nBo: Yes.\n"

/* To UTF-16 by hand: the text holds nothing beyond Latin-1. */
static size_t to_utf16(const char *latin1, int big, char *out)
{
    size_t at = 0;

    for (;; latin1++) {
        out[at + (big ? 1 : 0)] = *latin1;
        out[at + (big ? 0 : 1)] = 0;
        if (!*latin1)
            return at;
        at += 2;
    }
}

Test(bad_input, every_encoding_gives_the_same_turns)
{
    const char *latin1 = "Ana: caf\xE9 for us?\nBo: Yes.\n";
    char bytes[128] = "\xFF\xFE";

    expect_cafe(CAFE_UTF8, strlen(CAFE_UTF8));
    expect_cafe("\xEF\xBB\xBF" CAFE_UTF8, strlen(CAFE_UTF8) + 3);
    expect_cafe(latin1, strlen(latin1));
    expect_cafe(bytes, 2 + to_utf16(latin1, 0, bytes + 2));
    memcpy(bytes, "\xFE\xFF", 2);
    expect_cafe(bytes, 2 + to_utf16(latin1, 1, bytes + 2));
}

Test(bad_input, utf16_without_a_mark_asks_for_its_encoding)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *read = NULL;
    char bytes[128];
    size_t length = to_utf16("Ana: hello there\nBo: Yes.\n", 0, bytes);

    expect_refused(bytes, length, "declare its encoding");
    options.encoding = "utf-16";
    cr_assert(
        insights_conversation_read(bytes, length, &options, &read, NULL) == 0);
    expect_said(read, 0, "hello there");
    insights_conversation_free(read);
}

Test(bad_input, guessed_latin1_is_warned_of)
{
    insights_conversation *read = read_text("Ana: caf\xE9 ol\xE9\n");

    expect_said(read, 0, "caf\xC3\xA9 ol\xC3\xA9");
    cr_expect(text_warned(read, "Latin-1"));
    insights_conversation_free(read);
}

Test(bad_input, invalid_utf8_becomes_a_mark_and_a_warning)
{
    insights_conversation *read =
        read_text("Ana: caf\xC3\xA9 na\xC3\xAFve \xFF ol\xC3\xA9\n");

    expect_said(read, 0, "caf\xC3\xA9 na\xC3\xAFve \xEF\xBF\xBD ol\xC3\xA9");
    cr_expect(text_warned(read, "1 byte was not valid"));
    insights_conversation_free(read);
}

Test(bad_input, nuls_become_marks_and_a_warning)
{
    static const char bytes[] = "Ana: one\0two\nBo: three\n";
    insights_error *error = NULL;
    insights_conversation *read =
        read_bytes(bytes, sizeof(bytes) - 1, "talk", &error);

    cr_assert(read != NULL, "%s", insights_error_message(error));
    expect_said(read, 0, "one\xEF\xBF\xBDtwo");
    expect_said(read, 1, "three");
    cr_expect(text_warned(read, "NUL"));
    insights_conversation_free(read);
}

Test(bad_input, a_character_cut_by_the_end_of_the_file_is_not_lost)
{
    insights_conversation *read = read_text("Ana: caf\xC3\xA9 \xF0\x9F\x98");
    const char *said = insights_conversation_text(read, 0);

    cr_expect(begins(said, "caf\xC3\xA9 \xEF\xBF\xBD"), "%s", said);
    cr_expect(text_warned(read, "U+FFFD"));
    insights_conversation_free(read);
}

/* --- Lines -----------------------------------------------------------------
 */

Test(bad_input, line_ends_of_all_kinds_may_mix)
{
    insights_conversation *read =
        read_text("WEBVTT\r\n\r\n00:01.000 --> 00:02.000\rAna: one\n\n"
                  "00:03.000 --> 00:04.000\r\nAna: two\r\r"
                  "00:05.000 --> 00:06.000\nAna: three");

    cr_expect(eq(sz, insights_conversation_turns(read), 3));
    expect_said(read, 0, "one");
    expect_said(read, 1, "two");
    expect_said(read, 2, "three");
    cr_expect(insights_conversation_warning(read, 0) == NULL);
    insights_conversation_free(read);
}

/* Two megabytes on one line, in each shape that allows it. */
Test(bad_input, a_long_line_is_split_into_turns_without_a_byte_lost)
{
    size_t size = (size_t)2 << 20;
    char *line = malloc(size + 1);
    insights_conversation *read;
    size_t total = 0;
    size_t i;

    cr_assert(line != NULL);
    for (i = 0; i < size; i++)
        line[i] = i % 8 == 7 ? ' ' : 'a';
    memcpy(line, "Ana: ", 5);
    line[size] = '\0';
    read = read_text(line);
    cr_expect(insights_conversation_turns(read) > 1);
    cr_expect(text_warned(read, "too long"));
    for (i = 0; i < insights_conversation_turns(read); i++) {
        const char *text = insights_conversation_text(read, i);

        cr_expect(strlen(text) <= (size_t)1 << 20);
        for (; *text; text++)
            total += *text == 'a';
    }
    for (i = 5; i < size; i++)
        total -= line[i] == 'a';
    cr_expect(eq(sz, total, 0));
    insights_conversation_free(read);
    free(line);
}

/* --- Captions ---------------------------------------------------------------
 */

Test(bad_input, times_going_backwards_are_kept_and_warned_of)
{
    insights_conversation *read =
        read_text("WEBVTT\n\n00:05.000 --> 00:06.000\nlater\n\n"
                  "00:01.000 --> 00:02.000\nearlier\n");

    cr_expect(eq(sz, insights_conversation_turns(read), 2));
    cr_expect(eq(i64, insights_conversation_start_ms(read, 1), 1000));
    cr_expect(text_warned(read, "before the turn ahead of it"));
    insights_conversation_free(read);
}

Test(bad_input, an_end_before_its_start_is_moved_and_warned_of)
{
    insights_conversation *read =
        read_text("1\n00:00:05,000 --> 00:00:02,000\nhello\n");

    cr_expect(eq(i64, insights_conversation_start_ms(read, 0), 5000));
    cr_expect(eq(i64, insights_conversation_end_ms(read, 0), 5000));
    cr_expect(text_warned(read, "ends before it starts"));
    insights_conversation_free(read);
}

Test(bad_input, overlapping_cues_are_kept_and_warned_of)
{
    insights_conversation *read =
        read_text("WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ana>one\n\n"
                  "00:03.000 --> 00:06.000\n<v Bo>two\n");

    cr_expect(eq(sz, insights_conversation_turns(read), 2));
    cr_expect(eq(i64, insights_conversation_end_ms(read, 0), 5000));
    cr_expect(eq(i64, insights_conversation_start_ms(read, 1), 3000));
    cr_expect(text_warned(read, "overlaps"));
    insights_conversation_free(read);
}

Test(bad_input, turns_without_text_are_left_out_and_counted)
{
    insights_conversation *read =
        read_text("WEBVTT\n\n00:01.000 --> 00:02.000\n\n"
                  "00:02.000 --> 00:03.000\n<v Ana></v>\n\n"
                  "00:03.000 --> 00:04.000\n<v Ana>here\n");

    cr_expect(eq(sz, insights_conversation_turns(read), 1));
    expect_said(read, 0, "here");
    cr_expect(text_warned(read, "2 turns have no text"));
    insights_conversation_free(read);
}

Test(bad_input, ten_thousand_speakers_are_told_apart)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_conversation *read;
    char label[32];
    size_t i;

    insights__buffer_text_append(&text, "WEBVTT\n");
    for (i = 0; i < 10000; i++)
        insights__buffer_format(
            &text,
            "\n%02zu:%02zu:%02zu.000 --> %02zu:%02zu:%02zu.500\n"
            "<v Speaker %zu>I am number %zu.\n",
            i / 3600, i / 60 % 60, i % 60, i / 3600, i / 60 % 60, i % 60, i, i);
    read = read_text(insights__buffer_text(&text));
    cr_expect(eq(sz, insights_conversation_turns(read), 10000));
    for (i = 0; i < 10000; i += 1111) {
        snprintf(label, sizeof(label), "Speaker %zu", i);
        cr_expect(strcmp(insights_conversation_speaker(read, i), label) == 0);
    }
    insights_conversation_free(read);
    insights__buffer_free(&text);
}

/* --- Truncation --------------------------------------------------------------
 */

static const char *const whole_files[] = {
    "WEBVTT - Talk\n\nNOTE x\n\n1\n00:01.000 --> 00:04.000 line:1\n"
    "<v Ana>We <b>never</b> pay &amp; wait.</v>\n\n"
    "00:04.000 --> 00:06.500\n<v Bo>Why not?</v>\n",
    "1\n00:00:01,000 --> 00:00:04,000\nAna: We never pay.\n\n"
    "2\n00:00:04,000 --> 00:00:06,500\nBo: Why not?\n",
    "Ana: We never pay.\nBo: Why not?\n",
    "**Ana:** We never pay.\n\n**Bo:** Why not?\n",
    "{\"text\": \"x\", \"segments\": [{\"id\": 0, \"start\": 1.0, \"end\": "
    "4.0, "
    "\"text\": \"We never pay.\", \"words\": [{\"word\": \"We\", \"start\": "
    "1.0, "
    "\"end\": 1.2}]}], \"language\": \"en\"}",
    "{\"topic_list\": [], \"meeting_transcripts\": [{\"speaker\": \"Ana\", "
    "\"content\": \"We never pay .\"}]}",
    "{\"format\": \"insights-conversation\", \"version\": 1, \"turns\": "
    "[{\"speaker\": \"Ana\", \"text\": \"We never pay.\", \"start_ms\": 1}]}",
};

Test(bad_input, captions_and_text_cut_anywhere_give_turns_of_the_whole)
{
    size_t file;
    size_t cut;

    for (file = 0; file < 4; file++) {
        const char *text = whole_files[file];

        for (cut = 1; cut <= strlen(text); cut++) {
            insights_error *error = NULL;
            insights_conversation *read = read_bytes(text, cut, "talk", &error);
            size_t count = read ? insights_conversation_turns(read) : 0;

            cr_expect(count <= 3, "%zu turns of a cut at %zu", count, cut);
            if (!read)
                cr_expect(
                    begins(insights_error_message(error), "talk:"), "%s",
                    insights_error_message(error));
            insights_conversation_free(read);
            insights_error_free(error);
        }
    }
}

Test(bad_input, json_cut_anywhere_is_refused_with_line_and_column)
{
    size_t file;
    size_t cut;

    for (file = 4; file < sizeof(whole_files) / sizeof(*whole_files); file++) {
        const char *text = whole_files[file];
        insights_conversation *read = read_text(text);

        insights_conversation_free(read);
        for (cut = 2; cut < strlen(text); cut++) {
            insights_error *error = NULL;

            read = read_bytes(text, cut, "talk.json", &error);
            cr_assert(read == NULL, "file %zu cut at %zu is read", file, cut);
            cr_expect(
                begins(insights_error_message(error), "talk.json:1:"), "%s",
                insights_error_message(error));
            insights_error_free(error);
        }
    }
}

Test(bad_input, a_file_that_is_not_there_is_named)
{
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    cr_expect(
        insights_conversation_read_file(
            "/nowhere/talk.vtt", NULL, &read, &error) == INSIGHTS_E_IO ||
        insights_error_code(error) == INSIGHTS_E_NOT_FOUND);
    cr_expect(read == NULL);
    cr_expect(
        strstr(insights_error_message(error), "/nowhere/talk.vtt") != NULL);
    insights_error_free(error);
}

Test(bad_input, a_folder_is_no_transcript)
{
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    cr_expect(insights_conversation_read_file("/tmp", NULL, &read, &error) < 0);
    cr_expect(read == NULL);
    cr_expect(strstr(insights_error_message(error), "/tmp") != NULL);
    insights_error_free(error);
}

Test(bad_input, a_file_is_read_like_the_same_bytes_in_memory)
{
    char path[] = "/tmp/insights-bad-input-XXXXXX";
    int file = mkstemp(path);
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *of_file = NULL;
    insights_conversation *of_memory;
    char *first = NULL;
    char *second = NULL;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    size_t i;

    cr_assert(file >= 0);
    /* Characters of three bytes, so that pieces cut them. */
    for (i = 0; i < 9000; i++)
        insights__buffer_format(
            &text, "%s: \xE6\x88\x91\xE4\xBB\xAC %zu\n", i % 2 ? "Ana" : "Bo",
            i);
    cr_assert(write(file, text.data, text.length) == (ssize_t)text.length);
    close(file);
    options.file_name = "talk";
    cr_assert(
        insights_conversation_read_file(path, &options, &of_file, NULL) == 0);
    of_memory = read_text(text.data);
    insights_conversation_write(of_file, "json", &first, NULL);
    insights_conversation_write(of_memory, "json", &second, NULL);
    cr_expect(first && second && !strcmp(first, second));
    cr_expect(eq(sz, insights_conversation_turns(of_file), 9000));
    insights_free(first);
    insights_free(second);
    insights_conversation_free(of_file);
    insights_conversation_free(of_memory);
    insights__buffer_free(&text);
    unlink(path);
}

/* Real files, cut at many places; what matters is that nothing breaks. */
Test(bad_input, real_transcripts_cut_anywhere_are_read_or_refused)
{
    static const char *const names[] = {
        "transcripts/brink-falbesoner-interview.vtt",
        "transcripts/brink-falbesoner-interview.srt",
        "transcripts/brink-falbesoner-interview.md",
        "transcripts/brink-falbesoner-interview.json",
        "transcripts/apollo13-problem.txt"};
    size_t skipped = 0;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
        static char bytes[1 << 20];
        char path[1024];
        FILE *file;
        size_t length;
        size_t cut;

        if (!insights_test_data_path(path, sizeof(path), names[i])) {
            skipped++;
            continue;
        }
        file = fopen(path, "rb");
        cr_assert(file != NULL);
        length = fread(bytes, 1, sizeof(bytes), file);
        fclose(file);
        for (cut = length / 23; cut < length; cut += length / 23 + 1) {
            insights_error *error = NULL;
            insights_conversation *read =
                read_bytes(bytes, cut, "talk", &error);

            cr_expect(read || insights_error_code(error) == INSIGHTS_E_PARSE);
            insights_conversation_free(read);
            insights_error_free(error);
        }
    }
    if (skipped)
        insights_test_skip((int)skipped, "cut transcripts");
}
