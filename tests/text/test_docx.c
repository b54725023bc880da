/* test_docx.c - Word documents as transcripts. */
#include "support/fail_alloc.h"
#include "text/text_support.h"

#if defined(INSIGHTS_DOCX)

#include "support/office.h"

static office made;

/* Read what was made; NULL where it fails, which is expected with `words`. */
static insights_conversation *read_made(const char *words)
{
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    insights_conversation_read(made.bytes, made.length, NULL, &read, &error);
    if (words)
        cr_expect(
            error && strstr(insights_error_message(error), words),
            "the message is '%s'", error ? insights_error_message(error) : "");
    else
        cr_expect(read != NULL, "%s", insights_error_message(error));
    insights_error_free(error);
    return read;
}

/* Turns of the document, and a warning if there is one to come. */
static void expect_turns(
    const char *document,
    const char *expected,
    const char *warning)
{
    insights__buffer got = INSIGHTS__BUFFER_INIT;
    insights_conversation *read;

    office_word(&made, document);
    read = read_made(NULL);
    if (!read)
        return;
    cr_expect(strcmp(insights_conversation_format(read), "docx") == 0);
    text_list(read, &got);
    cr_expect(
        strcmp(insights__buffer_text(&got), expected) == 0,
        "got:\n%s\nexpected:\n%s", insights__buffer_text(&got), expected);
    if (warning)
        cr_expect(text_warned(read, warning), "no warning '%s'", warning);
    else
        cr_expect(insights_conversation_warning(read, 0) == NULL);
    insights__buffer_free(&got);
    insights_conversation_free(read);
}

Test(docx, names_and_colons_make_turns)
{
    expect_turns(
        WORD_DOCUMENT(P(R("Interviewer: So ") R("why?")) P(R("P7: It is dear."))
                          P(R("I mean, dear.")) P(R("Interviewer: OK"))),
        "- Interviewer|So why?\n- P7|It is dear. I mean, dear.\n"
        "- Interviewer|OK\n",
        NULL);
}

Test(docx, names_in_bold_make_turns)
{
    expect_turns(
        WORD_DOCUMENT(P(B("Interviewer:") R(" Why?")) P(B("ana lima") R(
            ": Dear")) P(B("Interviewer: ") R("Note: I wrote it."))),
        "- Interviewer|Why?\n- ana lima|Dear\n"
        "- Interviewer|Note: I wrote it.\n",
        NULL);
    expect_turns(
        WORD_DOCUMENT(P(B("Ana Lima")) P(R("Why?")) P(B("Ben Ott"))
                          P(R("Dear.")) P(B("Ana Lima")) P(R("Ah."))
                              P(B("Ben Ott")) P(R("Yes."))),
        "- Ana Lima|Why?\n- Ben Ott|Dear.\n- Ana Lima|Ah.\n"
        "- Ben Ott|Yes.\n",
        NULL);
}

Test(docx, words_in_bold_stay_words)
{
    expect_turns(
        WORD_DOCUMENT(P(R("Ana: I pay ") B("too much") R(" here"))
                          P(B("Really")) P(R("Ben: ah")) P(R("Ana: yes"))),
        "- Ana|I pay too much here Really\n- Ben|ah\n- Ana|yes\n", NULL);
}

Test(docx, transcripts_of_teams_lose_their_notices)
{
    expect_turns(
        WORD_DOCUMENT(
            P(B("Weekly-Meeting Recording")) P(R("March 2, 2026, 10:00AM"))
                P(R("25m 3s")) P(R("\xE2\x97\x8F ") B("Ana Lima")
                                     R(" started transcription"))
                    P(B("Ana Lima") R("   0:03") BR R("We pay a lot."))
                        P(B("Ben Ott") R("   0:07") BR R("Why?"))
                            P(B("Ana Lima") R("   0:11") BR R("Price."))
                                P(R("\xE2\x97\x8F ") B("Ana Lima")
                                      R(" stopped transcription"))),
        "3000-7000 Ana Lima|We pay a lot.\n7000-11000 Ben Ott|Why?\n"
        "11000- Ana Lima|Price.\n",
        "5 lines that are no speech");
    expect_turns(
        WORD_DOCUMENT(
            P(R("0:0:3.100 --&gt; 0:0:5.0") BR R("Ana Lima") BR R("We pay."))
                P(R("0:0:7.0 --&gt; 0:0:9.50") BR R("Ben Ott") BR R("Why?"))
                    P(R("0:0:11.0 --&gt; 0:0:12.0") BR R("Ana Lima")
                          BR R("Price."))),
        "3100-5000 Ana Lima|We pay.\n7000-9500 Ben Ott|Why?\n"
        "11000-12000 Ana Lima|Price.\n",
        NULL);
}

Test(docx, transcripts_of_otter_and_zoom_have_times)
{
    expect_turns(
        WORD_DOCUMENT(STYLED("Title", R("Call")) P(R("Speaker 1  0:03")) P(
            R("We pay a lot.")) P("") P(R("Ana Lima  0:07")) P(R("Why?"))
                          P(R("Transcribed by https://otter.ai"))),
        "3000-7000 Speaker 1|We pay a lot.\n7000- Ana Lima|Why?\n",
        "1 line that is no speech");
    expect_turns(
        WORD_DOCUMENT(P(R("[Ana Lima] 10:00:01")) P(R("We pay.")) P("")
                          P(R("[Ben Ott] 10:00:07")) P(R("Why?"))),
        "36001000-36007000 Ana Lima|We pay.\n36007000- Ben Ott|Why?\n", NULL);
}

Test(docx, headings_that_come_back_are_speakers)
{
    expect_turns(
        WORD_DOCUMENT(STYLED("Heading1", R("Interviews")) STYLED(
            "Heading2", R("Ana")) P(R("Why?")) STYLED("Heading2", R("Ben"))
                          P(R("Dear.")) STYLED("Heading2", R("Ana")) P(R("Ah."))
                              STYLED("Heading2", R("Ben")) P(R("Yes."))),
        "- Ana|Why?\n- Ben|Dear.\n- Ana|Ah.\n- Ben|Yes.\n",
        "1 heading was left out");
}

Test(docx, tables_are_read_row_by_row)
{
    expect_turns(
        WORD_DOCUMENT(
            "<w:tbl>" ROW(CELL("Time") CELL("Speaker") CELL("Text"))
                ROW(CELL("00:01") CELL("Ana") CELL("We pay."))
                    ROW(CELL("00:05") CELL("Ben") CELL("Why?"))
                        ROW(CELL("00:09") CELL("Ana") CELL("So.")) "</w:tbl>"),
        "1000-5000 Ana|We pay.\n5000-9000 Ben|Why?\n9000- Ana|So.\n",
        "1 table head was left out");
    expect_turns(
        WORD_DOCUMENT("<w:tbl>" ROW(CELL("1") CELL("Ana:") CELL("We pay.")) ROW(
            CELL("2") CELL("Ben:") CELL("Why?")) "</w:tbl>" P(R("Ana: after"))),
        "- Ana|We pay.\n- Ben|Why?\n- Ana|after\n", NULL);
}

Test(docx, tracked_changes_are_taken_as_accepted)
{
    expect_turns(
        WORD_DOCUMENT(P(R(
            "Ana: I ") "<w:del><w:r><w:delText>hate</w:delText></w:r></w:del>"
                       "<w:ins>" R("love") "</w:ins>" R(
                           " it.")) "<w:p><w:pPr><w:rPr><w:del/></w:rPr></"
                                    "w:pPr>" R("Ben: one") "</w:p>" P(R(" two"))
                                        P(R("Ana: ") "<w:moveFrom>" R(
                                            "gone") "</w:moveFrom>"
                                                    "<w:moveTo>" R(
                                                        "here") "</w:moveTo>")),
        "- Ana|I love it.\n- Ben|one two\n- Ana|here\n", NULL);
}

Test(docx, text_boxes_are_read_once)
{
#define BOX(text) "<w:txbxContent>" P(R(text)) "</w:txbxContent>"
    expect_turns(
        WORD_DOCUMENT(P(
            R("Ana: a ") "<w:r><mc:AlternateContent><mc:Choice><s:"
                         "txbx>" BOX("Ben: box") "</s:txbx></"
                                                 "mc:Choice><mc:"
                                                 "Fallback>" BOX(
                                                     "Ben: box") "</"
                                                                 "mc:"
                                                                 "Fallback>"
                                                                 "</"
                                                                 "mc:"
                                                                 "Alternate"
                                                                 "Content><"
                                                                 "/w:r>" R("b"))
                          P(R("Ben: c"))),
        "- Ben|box\n- Ana|a b\n- Ben|c\n", NULL);
}

Test(docx, breaks_tabs_entities_and_fields_are_text)
{
    expect_turns(
        WORD_DOCUMENT(P(
            R("Ana: a &lt;b&gt; &#233;") "<w:r><w:tab/><w:t>c</w:t>"
                                         "<w:noBreakHyphen/><w:t>d</w:t></w:r>"
                                         "<w:fldSimple w:instr=\"DATE\">" R(
                                             " e") "</w:fldSimple>"
                                                   "<w:r><w:instrText>PAGE</"
                                                   "w:instrText></w:r>")
                          P(R("Ben: f") BR R("g"))),
        "- Ana|a <b> \xC3\xA9\tc-d e\n- Ben|f g\n", NULL);
}

Test(docx, footnotes_and_comments_are_counted)
{
    expect_turns(
        WORD_DOCUMENT(P(R("Ana: a") "<w:r><w:footnoteReference w:id=\"2\"/>"
                                    "</w:r><w:r><w:commentReference/></w:r>")
                          P(R("Ben: b"))),
        "- Ana|a\n- Ben|b\n", "1 footnote was left out");
}

Test(docx, its_properties_give_title_and_date)
{
    insights_conversation *read;

    office_word(&made, WORD_DOCUMENT(P(R("Ana: a")) P(R("Ben: b"))));
    read = read_made(NULL);
    cr_assert(read != NULL);
    cr_expect(strcmp(insights_conversation_meta(read, "title"), "A & B") == 0);
    cr_expect(
        strcmp(insights_conversation_meta(read, "date"), "2026-03-02") == 0);
    insights_conversation_free(read);
}

Test(docx, styles_are_known_by_their_names)
{
    insights_conversation *read;

    office_begin(&made);
    office_text(&made, "_rels/.rels", OFFICE_RELATIONS("/word/d2.xml"));
    office_text(
        &made, "word/styles.xml",
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/"
        "wordprocessingml/2006/main\"><w:style w:styleId=\"berschrift2\">"
        "<w:name w:val=\"heading 2\"/></w:style></w:styles>");
    office_text(
        &made, "word/d2.xml",
        WORD_DOCUMENT(STYLED("berschrift2", R("Ana")) P(R("x"))
                          STYLED("berschrift2", R("Ana")) P(R("y"))));
    office_end(&made);
    read = read_made(NULL);
    cr_assert(read != NULL);
    cr_expect(eq(sz, insights_conversation_turns(read), 2));
    cr_expect(strcmp(insights_conversation_speaker(read, 1), "Ana") == 0);
    insights_conversation_free(read);
}

Test(docx, what_is_broken_is_named_by_part_and_line)
{
    office_word(&made, WORD_DOCUMENT("<w:p>\n<w:r></w:p>"));
    read_made("word/document.xml:4:");
    office_word(&made, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
    read_made("document type");
    office_begin(&made);
    office_text(&made, "_rels/.rels", OFFICE_RELATIONS("word/document.xml"));
    office_end(&made);
    read_made("word/document.xml is missing");
    office_begin(&made);
    office_text(&made, "_rels/.rels", OFFICE_RELATIONS("ppt/presentation.xml"));
    office_end(&made);
    read_made("a presentation");
    office_begin(&made);
    office_text(&made, "call.txt", "Ana: a");
    office_end(&made);
    read_made("another ZIP archive");
}

Test(docx, every_cut_of_a_document_is_refused_or_read)
{
    office_word(&made, WORD_DOCUMENT(P(R("Ana: a")) P(R("Ben: b"))));
    for (size_t length = 0; length < made.length; length++) {
        insights_conversation *read = NULL;

        insights_conversation_read(made.bytes, length, NULL, &read, NULL);
        insights_conversation_free(read);
    }
}

Test(docx, a_bomb_is_not_unpacked)
{
    static char spaces[8 << 20];
    static const char head[] = "<a>";

    memset(spaces, ' ', sizeof(spaces));
    memcpy(spaces, head, sizeof(head) - 1);
    office_begin(&made);
    office_text(&made, "_rels/.rels", OFFICE_RELATIONS("word/document.xml"));
    office_part(&made, "word/document.xml", spaces, sizeof(spaces));
    office_end(&made);
    read_made("unpacks to more than");
}

Test(docx, elements_nest_only_so_deep)
{
    static char deep[4096];
    size_t length = 0;

    for (int i = 0; i < 600; i++)
        length += (size_t)snprintf(deep + length, sizeof(deep) - length, "<a>");
    office_word(&made, deep);
    read_made("nested too deep");
}

Test(docx, every_allocation_may_fail)
{
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    office_word(
        &made,
        WORD_DOCUMENT(STYLED("Heading2", R("Ana")) P(R("a")) "<w:tbl>" ROW(
            CELL("Ben") CELL("x")) "</w:tbl>" P(B("Ana:") R("b"))));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_conversation_read(
            made.bytes, made.length, NULL, &read, &error),
        insights_conversation_free(read);
        read = NULL; insights_error_free(error); error = NULL);
}

#else

Test(docx, a_build_without_libarchive_says_so)
{
    EXPECT_FAILURE(NULL, "PK\3\4rest", 8, "libarchive");
}

#endif
