/* test_pdf.c - PDF documents as transcripts, where pdftotext is installed. */
#include "support/fail_alloc.h"
#include "text/text_support.h"

#include "base/platform/platform.h"
#include "text/pdf.h"

#include <errno.h>

/* A document of one font, with a line of text for each line of a page; pages
 * are parted by "\f". */
static void make_pdf(insights__buffer *out, const char *pages)
{
    size_t offsets[64];
    size_t count = 0;
    size_t objects = 4;
    size_t start;

    for (const char *at = pages; at; at = strchr(at + 1, '\f'))
        count++;
    insights__buffer_text_append(out, "%PDF-1.4\n");
    offsets[1] = out->length;
    insights__buffer_text_append(
        out, "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    offsets[2] = out->length;
    insights__buffer_text_append(out, "2 0 obj\n<</Type/Pages/Kids[");
    for (size_t i = 0; i < count; i++)
        insights__buffer_format(out, "%zu 0 R ", 4 + 2 * i);
    insights__buffer_format(out, "]/Count %zu>>\nendobj\n", count);
    offsets[3] = out->length;
    insights__buffer_text_append(
        out, "3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\n"
             "endobj\n");
    while (count--) {
        insights__buffer lines = INSIGHTS__BUFFER_INIT;

        insights__buffer_text_append(&lines, "BT /F 11 Tf 14 TL 72 760 Td (");
        for (; *pages && *pages != '\f'; pages++)
            insights__buffer_text_append(
                &lines, *pages == '\n' ? ") Tj T* (" : (char[]){*pages, 0});
        pages += *pages ? 1 : 0;
        insights__buffer_text_append(&lines, ") Tj ET");
        offsets[objects] = out->length;
        insights__buffer_format(
            out,
            "%zu 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
            "/Resources<</Font<</F 3 0 R>>>>/Contents %zu 0 R>>\nendobj\n",
            objects, objects + 1);
        offsets[objects + 1] = out->length;
        insights__buffer_format(
            out, "%zu 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n",
            objects + 1, lines.length, insights__buffer_text(&lines));
        objects += 2;
        insights__buffer_free(&lines);
    }
    start = out->length;
    insights__buffer_format(out, "xref\n0 %zu\n0000000000 65535 f \n", objects);
    for (size_t i = 1; i < objects; i++)
        insights__buffer_format(out, "%010zu 00000 n \n", offsets[i]);
    insights__buffer_format(
        out, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
        objects, start);
}

/* Whether the program is there; says so once where it is not. */
static int can_read(void)
{
    static const char *const arguments[] = {"pdftotext", "-v", NULL};
    insights__process_result result;
    int failed = insights__process_run(arguments, "", 0, 1024, 10000, &result);

    insights__free(result.out);
    if (failed)
        printf("skipped: pdftotext is not installed\n");
    return !failed;
}

static void expect_turns(
    const char *pages,
    const char *expected,
    const char *warning)
{
    insights__buffer bytes = INSIGHTS__BUFFER_INIT;
    insights__buffer got = INSIGHTS__BUFFER_INIT;
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    if (!can_read())
        return;
    make_pdf(&bytes, pages);
    insights_conversation_read(bytes.data, bytes.length, NULL, &read, &error);
    cr_expect(read != NULL, "%s", insights_error_message(error));
    if (read) {
        text_list(read, &got);
        cr_expect(
            strcmp(insights__buffer_text(&got), expected) == 0,
            "got:\n%s\nexpected:\n%s", insights__buffer_text(&got), expected);
        if (warning)
            cr_expect(text_warned(read, warning), "no warning '%s'", warning);
        else
            cr_expect(insights_conversation_warning(read, 0) == NULL);
    }
    insights__buffer_free(&bytes);
    insights__buffer_free(&got);
    insights_conversation_free(read);
    insights_error_free(error);
}

Test(pdf, lines_become_turns)
{
    expect_turns(
        "Ana: We pay too much\nfor all of this.\n\nBen: Why?\nAna: Oh.",
        "- Ana|We pay too much for all of this.\n- Ben|Why?\n- Ana|Oh.\n",
        NULL);
}

Test(pdf, running_heads_are_left_out_and_counted)
{
    expect_turns(
        "Study 7\n\nAna: one\nBen: two\n\n1\fStudy 7\n\ngoes on\nAna: three\n\n"
        "2\fStudy 7\n\nBen: four\n\n3",
        "- Ana|one\n- Ben|two goes on\n- Ana|three\n- Ben|four\n",
        "6 running heads were left out");
}

Test(pdf, lines_that_speak_are_no_running_heads)
{
    expect_turns(
        "Ana: yes\nBen: a\fAna: yes\nBen: a\fAna: yes\nBen: a",
        "- Ana|yes\n- Ben|a\n- Ana|yes\n- Ben|a\n- Ana|yes\n- Ben|a\n", NULL);
}

Test(pdf, parted_words_keep_the_hyphen_they_have_elsewhere)
{
    expect_turns(
        "Ana: The inter-\nview about the well-\nknown app.\n"
        "Ben: An interview, and well-known.\nAna: yes",
        "- Ana|The interview about the well-known app.\n"
        "- Ben|An interview, and well-known.\n- Ana|yes\n",
        "2 words were parted");
}

Test(pdf, what_the_program_cannot_read_is_refused_in_its_words)
{
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    insights_conversation_read("%PDF-1.4 x", 10, NULL, &read, &error);
    cr_assert(error != NULL);
    cr_expect(strstr(insights_error_message(error), "pdftotext") != NULL);
    insights_error_free(error);
}

Test(pdf, every_allocation_may_fail)
{
    insights__buffer bytes = INSIGHTS__BUFFER_INIT;
    insights_conversation *read = NULL;
    insights_error *error = NULL;

    if (!can_read())
        return;
    make_pdf(&bytes, "Ana: We pay\nBen: Why?");
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_conversation_read(
            bytes.data, bytes.length, NULL, &read, &error),
        insights_conversation_free(read);
        read = NULL; insights_error_free(error); error = NULL);
    insights__buffer_free(&bytes);
}

Test(process, input_output_and_code_are_passed)
{
    static const char *const echo[] = {"cat", NULL};
    static const char *const fails[] = {
        "sh", "-c", "echo no >&2; exit 3", NULL};
    insights__process_result result;

    cr_assert(eq(
        int, insights__process_run(echo, "a\0b", 3, 100, 10000, &result), 0));
    cr_expect(eq(sz, result.length, 3));
    cr_expect(memcmp(result.out, "a\0b", 4) == 0);
    cr_expect(eq(int, result.code, 0));
    insights__free(result.out);
    cr_assert(
        eq(int, insights__process_run(fails, "", 0, 100, 10000, &result), 0));
    cr_expect(eq(int, result.code, 3));
    cr_expect(strcmp(result.said, "no\n") == 0);
    insights__free(result.out);
}

Test(process, programs_that_are_missing_talk_or_take_too_long_end)
{
    static const char *const none[] = {"insights-no-such-program", NULL};
    static const char *const talks[] = {"yes", NULL};
    static const char *const sleeps[] = {"sleep", "30", NULL};
    insights__process_result result;

    cr_expect(eq(
        int, insights__process_run(none, "", 0, 100, 10000, &result), ENOENT));
    cr_expect(
        eq(int, insights__process_run(talks, "", 0, 4096, 10000, &result), 0));
    cr_expect(eq(int, result.overflowed, 1));
    insights__free(result.out);
    cr_expect(
        eq(int, insights__process_run(sleeps, "", 0, 100, 200, &result), 0));
    cr_expect(eq(int, result.timed_out, 1));
    insights__free(result.out);
}
