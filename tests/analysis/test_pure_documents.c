/* test_pure_documents.c - drafts that are Word documents, presentations, PDF
 * documents or tables. */
#include <insights/model.h>
#include <insights/quote.h>

#include "support/fail_alloc.h"
#include "support/said.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

static insights_corpus *corpus;
static insights_cursor *cursor;
static insights_error *error;

static void begin(void)
{
    insights_conversation *talk = insights_test_said(
        "Ann: How do you keep the diary?\n"
        "Bob: In pencil. I don't trust the screen, not after May.\n"
        "Bob: It costs us forty minutes every single day.\n");

    cr_assert(insights_corpus_new(&corpus, &error) == INSIGHTS_OK);
    cr_assert(
        insights_corpus_add(corpus, "i", NULL, talk, &error) == INSIGHTS_OK);
    insights_conversation_free(talk);
}

static void end(void)
{
    insights_cursor_free(cursor);
    insights_corpus_free(corpus);
    insights_error_free(error);
    cursor = NULL;
    corpus = NULL;
    error = NULL;
}

TestSuite(documents, .init = begin, .fini = end);

static void check(const void *bytes, size_t length, const char *name)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;

    options.name = name;
    cr_assert(
        insights_corpus_check(
            corpus, bytes, length, &options, &cursor, &error) == INSIGHTS_OK,
        "%s", error ? insights_error_message(error) : "");
}

static void expect_verdict(int64_t line, int64_t verdict, const char *quote)
{
    const insights_record *record = NULL;
    const insights_verdict *found;

    cr_assert(
        insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK,
        "no verdict on '%s'", quote);
    found = insights_verdict_from(record);
    cr_expect(
        strcmp(insights_verdict_quote(found), quote) == 0, "'%s', not '%s'",
        insights_verdict_quote(found), quote);
    cr_expect(
        insights_verdict_line(found) == line, "'%s' on %lld", quote,
        (long long)insights_verdict_line(found));
    cr_expect(insights_verdict_verdict(found) == verdict, "of '%s'", quote);
}

static void expect_no_more(void)
{
    const insights_record *record = NULL;

    cr_expect(insights_cursor_next(cursor, &record, &error) == INSIGHTS_DONE);
}

Test(documents, tables_are_checked_value_by_value)
{
    static const char table[] =
        "theme,quote,note\n"
        "trust,\"I don't trust the screen, not after May.\",\n"
        "time,It costs us fifty minutes every single day.,"
        "\"she says \"\"In pencil. I don't trust the screen\"\"\"\n";

    check(table, sizeof(table) - 1, "quotes.csv");
    expect_verdict(
        2, INSIGHTS_CHECK_VERDICT_EXACT,
        "I don't trust the screen, not after May.");
    expect_verdict(
        3, INSIGHTS_CHECK_VERDICT_ALTERED,
        "It costs us fifty minutes every single day.");
    expect_verdict(
        3, INSIGHTS_CHECK_VERDICT_EXACT, "In pencil. I don't trust the screen");
    expect_no_more();
}

#if defined(INSIGHTS_DOCX)

#include "support/office.h"

static office made;

static void make_word(void)
{
    office_begin(&made);
    office_text(&made, "_rels/.rels", OFFICE_RELATIONS("word/document.xml"));
    office_text(
        &made, "word/footnotes.xml",
        WORD_DOCUMENT(P(R("He says \"costs us forty minutes\"."))));
    office_text(
        &made, "word/document.xml",
        WORD_DOCUMENT(
            P(R("Bob: \"I don't trust ") B("the screen") R(", not after May\""))
                P(R("Nothing here.")) STYLED(
                    "Quote",
                    R("It costs us fifty minutes every single "
                      "day.")) "<w:tbl>" ROW(CELL("x") CELL("\xE2\x80\x9CI"
                                                            "n pencil. I "
                                                            "don't"
                                                            "\xE2\x80"
                                                            "\x9D")) "</"
                                                                     "w:"
                                                                     "tbl"
                                                                     ">"));
    office_end(&made);
}

Test(documents, word_documents_are_checked_by_paragraph)
{
    make_word();
    check(made.bytes, made.length, "draft.docx");
    expect_verdict(
        1, INSIGHTS_CHECK_VERDICT_EXACT,
        "I don't trust the screen, not after May");
    expect_verdict(
        3, INSIGHTS_CHECK_VERDICT_ALTERED,
        "It costs us fifty minutes every single day.");
    expect_verdict(5, INSIGHTS_CHECK_VERDICT_EXACT, "In pencil. I don't");
    expect_verdict(6, INSIGHTS_CHECK_VERDICT_EXACT, "costs us forty minutes");
    expect_no_more();
}

#define SLIDE(text)                                                           \
    "<p:sld xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/" \
    "main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/"      \
    "main\"><a:p><a:r><a:t>" text "</a:t></a:r></a:p></p:sld>"

#define SLIDE_PART(id, target) \
    "<Relationship Id=\"" id "\" Type=\"slide\" Target=\"" target "\"/>"

Test(documents, presentations_are_checked_slide_by_slide_as_shown)
{
    office_begin(&made);
    office_text(&made, "_rels/.rels", OFFICE_RELATIONS("ppt/presentation.xml"));
    office_text(
        &made, "ppt/presentation.xml",
        "<p:presentation xmlns:p=\"http://schemas.openxmlformats.org/"
        "presentationml/2006/main\" xmlns:r=\"http://schemas.openxmlformats."
        "org/officeDocument/2006/relationships\"><p:sldIdLst>"
        "<p:sldId id=\"256\" r:id=\"r2\"/><p:sldId id=\"257\" r:id=\"r1\"/>"
        "</p:sldIdLst></p:presentation>");
    office_text(
        &made, "ppt/_rels/presentation.xml.rels",
        "<Relationships>" SLIDE_PART("r1", "slides/slide1.xml")
            SLIDE_PART("r2", "/ppt/slides/slide2.xml") "</Relationships>");
    office_text(
        &made, "ppt/slides/slide1.xml", SLIDE("\"nobody said this at all\""));
    office_text(
        &made, "ppt/slides/slide2.xml",
        SLIDE("Bob: \"forty minutes every single day\""));
    office_end(&made);
    check(made.bytes, made.length, NULL);
    expect_verdict(
        1, INSIGHTS_CHECK_VERDICT_EXACT, "forty minutes every single day");
    expect_verdict(2, INSIGHTS_CHECK_VERDICT_NONE, "nobody said this at all");
    expect_no_more();
}

Test(documents, every_allocation_may_fail)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;

    make_word();
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_corpus_check(
            corpus, made.bytes, made.length, &options, &cursor, &error),
        insights_cursor_free(cursor);
        cursor = NULL; insights_error_free(error); error = NULL);
}

#endif
