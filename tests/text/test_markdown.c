/* test_markdown.c - Markdown as a person reads it. */
#include "text/text_support.h"

#include "text/dialogue.h"
#include "text/markdown.h"

static void expect_plain(const char *markdown, const char *expected)
{
    insights__buffer out = INSIGHTS__BUFFER_INIT;

    insights__markdown_plain(&out, markdown, strlen(markdown));
    cr_expect(
        strcmp(insights__buffer_text(&out), expected) == 0,
        "'%s' gives '%s', not '%s'", markdown, insights__buffer_text(&out),
        expected);
    insights__buffer_free(&out);
}

Test(markdown, inline_marks_are_taken_off)
{
    expect_plain("a *b* **c** ***d*** __e__ _f_ ~~g~~", "a b c d e f g");
    expect_plain("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4");
    expect_plain("[text](http://x.y \"t\") ![alt](i.png)", "text alt");
    expect_plain("\\[laughs\\] \\* &amp; `a*b*`", "[laughs] * & `a*b*`");
    expect_plain("<https://x.y> O<sub>2</sub> a<br>b", "https://x.y O2 a\nb");
    expect_plain("**bold *and* more** end", "bold and more end");
    expect_plain("a < b & c", "a < b & c");
    expect_plain("* not closed", "* not closed");
    expect_plain("a \\: b", "a \xFF b");
}

Test(markdown, bold_names_speak)
{
    EXPECT_TURNS(
        "**Ana Lima:** We pay.\n\nToo much.\n\n**Ben**: What?\n\n"
        "\\[00:10\\] And more.\n",
        "- Ana Lima|We pay. Too much.\n- Ben|What?\n10000- Ben|And more.\n");
    EXPECT_TURNS("**Ana:** one\n**Ben:** two\n", "- Ana|one\n- Ben|two\n");
}

Test(markdown, front_matter_tells_about_the_conversation)
{
    static const char input[] =
        "---\ntitle: 'It''s a title'\ndate: 2023-09-06\nspeakers:\n"
        "  - 'A'\nmedia: \"https://x.y/z\"\nlanguage: en\n---\n\n"
        "## Part one\n\nAna: 00:00:00\n\nHello\nthere\n\nBen: "
        "00:00:06\n\nYes.\n";
    insights_conversation *read = NULL;

    EXPECT_TURNS(input, "0-6000 Ana|Hello there\n6000- Ben|Yes.\n");
    insights_conversation_read(input, strlen(input), NULL, &read, NULL);
    cr_expect(
        eq(str, (char *)(uintptr_t)insights_conversation_meta(read, "title"),
           "It's a title"));
    cr_expect(
        eq(str, (char *)(uintptr_t)insights_conversation_meta(read, "date"),
           "2023-09-06"));
    cr_expect(
        eq(str, (char *)(uintptr_t)insights_conversation_meta(read, "media"),
           "https://x.y/z"));
    cr_expect(
        eq(str, (char *)(uintptr_t)insights_conversation_meta(read, "language"),
           "en"));
    cr_expect(insights_conversation_meta(read, "colour") == NULL);
    cr_expect(text_warned(read, "1 heading was left out"));
    insights_conversation_free(read);
}

Test(markdown, headings_that_come_back_are_speakers)
{
    EXPECT_TURNS(
        "# Talk\n\n## Ana\n\nHello.\n\n## Ben\n\nYes.\n\n## Ana\n\nGood.\n\n"
        "## Ben\n\nIndeed.\n",
        "- Ana|Hello.\n- Ben|Yes.\n- Ana|Good.\n- Ben|Indeed.\n");
}

Test(markdown, lists_and_quotations_lose_their_marks)
{
    EXPECT_TURNS_AS(
        "markdown", "> Ana: hello\n\n- Ben: yes\n- Ana: no\n\n***\n",
        "- Ana|hello\n- Ben|yes\n- Ana|no\n");
}

Test(markdown, a_monologue_is_its_paragraphs)
{
    EXPECT_TURNS_AS(
        "markdown", "# Title\n\nOne *paragraph*\nof two lines.\n\nAnother.\n",
        "- -|One paragraph of two lines.\n- -|Another.\n");
}
