/* test_encoding.c - bytes of many kinds become text. */
#include "text/text_support.h"

#include "text/source.h"

static void expect_text(
    const char *bytes,
    size_t length,
    const char *encoding,
    const char *expected,
    const char *warning)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    options.encoding = encoding;
    options.format = "text";
    insights_conversation_read(bytes, length, &options, &read, &error);
    cr_assert(read != NULL, "%s", insights_error_message(error));
    cr_expect(
        eq(str, (char *)(uintptr_t)insights_conversation_text(read, 0),
           (char *)(uintptr_t)expected));
    if (warning)
        cr_expect(text_warned(read, warning), "no warning of '%s'", warning);
    else
        cr_expect(insights_conversation_warning(read, 0) == NULL);
    insights_conversation_free(read);
}

Test(encoding, utf8_with_and_without_a_mark)
{
    expect_text("caf\xC3\xA9", 5, NULL, "caf\xC3\xA9", NULL);
    expect_text(
        "\xEF\xBB\xBF"
        "caf\xC3\xA9",
        8, NULL, "caf\xC3\xA9", NULL);
    expect_text(
        "\xEF\xBB\xBF"
        "caf\xC3\xA9",
        8, "utf-8", "caf\xC3\xA9", NULL);
}

Test(encoding, utf16_by_its_mark_or_declared)
{
    expect_text(
        "\xFF\xFEh\0\xE9\0=\xD8\0\xDE", 10, NULL, "h\xC3\xA9\xF0\x9F\x98\x80",
        NULL);
    expect_text("\xFE\xFF\0h\0\xE9", 6, NULL, "h\xC3\xA9", NULL);
    expect_text("h\0i\0", 4, "utf-16", "hi", NULL);
    expect_text("\0h\0i", 4, "UTF-16", "hi", NULL);
    expect_text("\xFF\xFEh\0\0\xD8i\0", 8, NULL, "h\xEF\xBF\xBDi", "U+FFFD");
    expect_text("\xFF\xFEh\0i", 5, NULL, "h\xEF\xBF\xBD", "U+FFFD");
}

Test(encoding, latin1_declared_and_guessed)
{
    expect_text("caf\xE9 \x80", 6, "latin-1", "caf\xC3\xA9 \xE2\x82\xAC", NULL);
    expect_text("caf\xE9 ol\xE9", 8, NULL, "caf\xC3\xA9 ol\xC3\xA9", "1252");
}

Test(encoding, broken_utf8_stays_utf8)
{
    expect_text(
        "\xC3\xA9\xC3\xA9 \xFF", 6, NULL, "\xC3\xA9\xC3\xA9 \xEF\xBF\xBD",
        "1 byte was not valid");
    expect_text("a \xFF", 3, "utf-8", "a \xEF\xBF\xBD", "not valid");
    expect_text(
        "a\0b", 3, NULL,
        "a\xEF\xBF\xBD"
        "b",
        "1 NUL character");
}

Test(encoding, a_character_may_be_cut_by_the_end_of_a_piece)
{
    size_t offset;

    for (offset = 0; offset < 4; offset++) {
        insights__buffer text = INSIGHTS__BUFFER_INIT;
        insights_conversation *read = NULL;
        size_t i;

        for (i = 0; i < offset; i++)
            insights__buffer_char(&text, 'x');
        while (text.length < 3 * INSIGHTS__SOURCE_PIECE)
            insights__buffer_text_append(&text, "\xF0\x9F\x98\x80");
        insights_conversation_read(text.data, text.length, NULL, &read, NULL);
        cr_assert(read != NULL);
        cr_expect(strcmp(insights_conversation_text(read, 0), text.data) == 0);
        insights_conversation_free(read);
        insights__buffer_free(&text);
    }
}

Test(encoding, lines_end_in_every_way)
{
    EXPECT_TURNS("one\r\n\r\ntwo", "- -|one\n- -|two\n");
    EXPECT_TURNS("one\r\rtwo\r", "- -|one\n- -|two\n");
    EXPECT_TURNS("one\n\r\ntwo\r\n", "- -|one\n- -|two\n");
}

Test(encoding, binary_data_in_the_middle_is_an_error_with_its_line)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;

    while (text.length < INSIGHTS__SOURCE_PIECE)
        insights__buffer_text_append(&text, "Ana: hello there\n");
    insights__buffer_truncate(&text, INSIGHTS__SOURCE_PIECE);
    while (text.length < INSIGHTS__SOURCE_PIECE + 4000)
        insights__buffer_append(&text, "\1\2\3\0\5", 5);
    EXPECT_FAILURE(NULL, text.data, text.length, "not text any more");
    insights__buffer_free(&text);
}

Test(encoding, a_line_may_be_longer_than_a_piece_but_has_a_limit)
{
    insights__source source;
    const char *line;
    size_t length;
    char *bytes = malloc(INSIGHTS__LINE_MAXIMUM + 400000);

    memset(bytes, 'x', INSIGHTS__LINE_MAXIMUM + 400000);
    insights__source_open_memory(&source, bytes, 300000, "f", NULL, NULL);
    cr_expect(eq(int, insights__source_line(&source, &line, &length, NULL), 0));
    cr_expect(eq(sz, length, 300000));
    cr_expect(
        eq(int, insights__source_line(&source, &line, &length, NULL),
           INSIGHTS_DONE));
    insights__source_close(&source);
    insights__source_open_memory(
        &source, bytes, INSIGHTS__LINE_MAXIMUM + 400000, "f", NULL, NULL);
    cr_expect(
        eq(int, insights__source_line(&source, &line, &length, NULL),
           INSIGHTS_E_LIMIT));
    insights__source_close(&source);
    free(bytes);
}
