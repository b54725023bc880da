/* test_quotations.c - what a document quotes. */
#include "text/quotations.h"

#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

static insights__quotations quotations;

static void clean(void)
{
    insights__quotations_free(&quotations);
}

TestSuite(quotations, .fini = clean);

/* Read a document and expect these quotations, ended by NULL. */
static void expect(
    insights__markup markup,
    const char *document,
    const char *const *wanted)
{
    size_t i;

    clean();
    cr_assert(
        eq(int,
           insights__quotations_read(
               &quotations, document, strlen(document), NULL, markup, NULL),
           INSIGHTS_OK));
    for (i = 0; wanted[i]; i++) {
        cr_assert(
            i < quotations.list.count, "no '%s' in '%s'", wanted[i], document);
        cr_expect(
            strcmp(quotations.list.items[i].text, wanted[i]) == 0,
            "'%s' instead of '%s'", quotations.list.items[i].text, wanted[i]);
    }
    cr_expect(
        i == quotations.list.count, "also '%s' in '%s'",
        quotations.list.items[i].text, document);
}

#define EXPECT(markup, document, ...)        \
    expect(                                  \
        INSIGHTS__MARKUP_##markup, document, \
        (const char *const[]){__VA_ARGS__, NULL})

#define EXPECT_NONE(markup, document) \
    expect(INSIGHTS__MARKUP_##markup, document, (const char *const[]){NULL})

Test(quotations, marks_of_any_language_are_found)
{
    EXPECT(TEXT, "She said \"one two\" and left.", "one two");
    EXPECT(TEXT, "She said “one two” and “three”.", "one two", "three");
    EXPECT(TEXT, "Sie sagte „eins zwei“ und ging.", "eins zwei");
    EXPECT(TEXT, "Elle a dit « un deux » hier.", "un deux");
    EXPECT(TEXT, "Sie sagte »eins zwei« hier.", "eins zwei");
    EXPECT(TEXT, "Hon sade ”ett två” här.", "ett två");
    EXPECT(TEXT, "彼は「一二三」と言った。", "一二三");
    EXPECT(TEXT, "她说“一二三”。", "一二三");
    EXPECT(TEXT, "她说\"一二三\"。", "一二三");
    EXPECT(TEXT, "She said ‘one, I don’t know’ twice.", "one, I don’t know");
    EXPECT(TEXT, "'One two,' she said.", "One two,");
}

Test(quotations, an_apostrophe_is_no_quotation_mark)
{
    EXPECT_NONE(TEXT, "Don't touch the girls' room, it's Jo's and 'tis old.");
    EXPECT_NONE(TEXT, "the roll of the ‘90s isn’t dead");
    EXPECT_NONE(TEXT, "he is 5'10\" tall");
}

Test(quotations, quotations_inside_quotations_belong_to_the_outer_one)
{
    EXPECT(
        TEXT, "“She told me ‘no way’ and “really” left”, he said.",
        "She told me ‘no way’ and “really” left");
    EXPECT(
        TEXT, "\"she said \"no way\" to me\" he said",
        "she said \"no way\" to me");
}

Test(quotations, a_quotation_runs_over_lines_and_keeps_its_first_line)
{
    EXPECT(
        MARKDOWN, "# T\n\nShe said \"one\ntwo\nthree\" and\n\n\"four\"",
        "one two three", "four");
    cr_expect(eq(sz, quotations.list.items[0].line, 3));
    cr_expect(eq(sz, quotations.list.items[1].line, 7));
}

Test(quotations, block_quotes_are_quotations)
{
    EXPECT(
        MARKDOWN, "Text.\n\n> one two\n> three\n>\n> four\n\nMore.",
        "one two three", "four");
    cr_expect(eq(sz, quotations.list.items[0].line, 3));
    cr_expect(eq(sz, quotations.list.items[1].line, 6));
    EXPECT(MARKDOWN, "> > nested one\n", "nested one");
    EXPECT(TEXT, "Hi\n> one two\n> three\nBye", "one two three");
}

Test(quotations, a_name_behind_a_block_quote_is_not_part_of_it)
{
    EXPECT(MARKDOWN, "> One two. — Maureen\n", "One two.");
    cr_expect(strstr(quotations.list.items[0].after, "Maureen") != NULL);
    EXPECT(MARKDOWN, "> One two.\n>\n> — Maureen, receptionist\n", "One two.");
    cr_expect(strstr(quotations.list.items[0].after, "Maureen") != NULL);
    EXPECT(MARKDOWN, "> One two.\n\n— Maureen\n", "One two.");
    cr_expect(strstr(quotations.list.items[0].after, "Maureen") != NULL);
    EXPECT(
        MARKDOWN, "> I hate it — always have.\n", "I hate it — always have.");
}

Test(quotations, marks_inside_a_block_quote_tell_what_is_quoted)
{
    EXPECT(MARKDOWN, "> \"One two three.\" — Ana\n", "One two three.");
    EXPECT(MARKDOWN, "> Ana: “One two three.”\n", "One two three.");
}

Test(quotations, code_links_and_comments_of_markdown_are_not_read)
{
    EXPECT_NONE(MARKDOWN, "```\n\"one two\"\n```\n");
    EXPECT_NONE(MARKDOWN, "Run `say \"one two\"` now.");
    EXPECT_NONE(MARKDOWN, "A [link](http://x.y \"its title here\") here.");
    EXPECT_NONE(MARKDOWN, "[id]: http://x.y \"its title here\"\n");
    EXPECT_NONE(MARKDOWN, "<!-- \"one two\" -->\n");
    EXPECT_NONE(MARKDOWN, "---\ntitle: \"one two\"\n---\n");
    EXPECT_NONE(MARKDOWN, "Text.\n\n    \"one two\" in code\n");
    EXPECT_NONE(MARKDOWN, "> [!NOTE]\n> one two three\n");
    EXPECT(
        MARKDOWN, "A [\"one\" link](http://x.y) and ![\"two\"](z.png).", "one");
}

Test(quotations, marks_of_markdown_are_taken_out_of_the_words)
{
    EXPECT(
        MARKDOWN, "\"one **two** _three_ \\[08:10\\] &amp; four\"",
        "one two three [08:10] & four");
    EXPECT(MARKDOWN, "**\"one two\"**", "one two");
    EXPECT(MARKDOWN, "- \"one two\"\n- \"three\"\n", "one two", "three");
    EXPECT(MARKDOWN, "| \"one two\" | Ana |\n|---|---|\n", "one two");
}

Test(quotations, html_is_read_as_it_is_seen)
{
    EXPECT(
        HTML,
        "<html><head><title>\"no\"</title><style>a{content:\"no\"}</style>"
        "<script>x = \"no no\";</script></head><body><p title=\"no no\">She "
        "said &ldquo;one\ntwo&rdquo; and <q>three <b>four</b></q>.</p>\n"
        "<blockquote><p>five six</p><p>seven</p><footer>Ana</footer>"
        "</blockquote><pre>\"no\"</pre><!-- \"no\" --></body></html>",
        "one two", "three four", "five six", "seven");
    cr_expect(eq(sz, quotations.list.items[0].line, 1));
    cr_expect(eq(sz, quotations.list.items[1].line, 2));
    cr_expect(strstr(quotations.list.items[3].after, "Ana") != NULL);
}

Test(quotations, the_kind_of_document_is_found_out)
{
    cr_expect(eq(
        int, insights__markup_guess("a.HTML", "", 0), INSIGHTS__MARKUP_HTML));
    cr_expect(
        eq(int, insights__markup_guess("a.txt", "", 0), INSIGHTS__MARKUP_TEXT));
    cr_expect(
        eq(int, insights__markup_guess(NULL, "\n<!DOCTYPE html>", 16),
           INSIGHTS__MARKUP_HTML));
    cr_expect(
        eq(int, insights__markup_guess(NULL, "# A", 3),
           INSIGHTS__MARKUP_MARKDOWN));
}

Test(quotations, broken_documents_are_read_to_their_end)
{
    EXPECT(TEXT, "“one two and no end", "one two and no end");
    EXPECT_NONE(TEXT, "\"one two and no end");
    EXPECT_NONE(HTML, "<script>\"a\"");
    EXPECT_NONE(HTML, "<p <b \"x");
    EXPECT_NONE(MARKDOWN, "[[[[[((((((``` **");
    EXPECT_NONE(MARKDOWN, "");
}

Test(quotations, survives_every_allocation_failing)
{
    const char *document = "# T\n\nA \"b c\" [d](e).\n\n> f g\n>\n> — H\n";

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__quotations_read(
            &quotations, document, strlen(document), NULL,
            INSIGHTS__MARKUP_MARKDOWN, NULL),
        clean());
}
