/* test_report.c - the report is one file that says no more than it knows. */
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "support/fail_alloc.h"

#include <insights.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char transcript[] =
    "WEBVTT\n\n"
    "00:00:01.000 --> 00:00:04.000\n"
    "<v Interviewer>What do you use to keep the <b>book</b>?</v>\n\n"
    "00:00:05.000 --> 00:00:12.000\n"
    "<v Ana>We keep it on paper &amp; never on the screen.</v>\n\n"
    "00:00:13.000 --> 00:00:15.000\n"
    "<v Interviewer>Why is that?</v>\n\n"
    "00:00:16.000 --> 00:00:25.000\n"
    "<v Ana>Because the screen goes off, and then there is nothing "
    "there at all for anybody.</v>\n";

static const char draft[] =
    "She said \"We keep it on paper & never on the screen.\"\n\n"
    "Also \"We keep it on paper & always on the screen.\" <script>alert(1)"
    "</script>\n";

static insights_store *store;
static insights_study *study;
static insights_error *error;

static void open_study(void)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_store_options store_options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_record *record = NULL;

    store_options.flags = INSIGHTS_STORE_CREATE;
    options.actor = "Ann";
    options.project = "Paper <&> screens";
    options.flags = INSIGHTS_STUDY_CREATE;
    cr_assert_eq(
        insights_store_open("memory:", &store_options, &store, &error), 0);
    cr_assert_eq(
        insights_study_open(store, &options, &study, &error), 0, "%s",
        insights_error_message(error));
    cr_assert_eq(
        insights_study_import(
            study, "a.vtt", transcript, strlen(transcript), NULL, &record,
            &error),
        0, "%s", insights_error_message(error));
    insights_record_free(record);
    record = NULL;
    cr_assert_eq(insights_study_analyze(study, NULL, &record, &error), 0);
    insights_record_free(record);
}

static void close_study(void)
{
    insights_study_free(study);
    insights_store_free(store);
    insights_error_free(error);
}

TestSuite(report, .init = open_study, .fini = close_study);

static int collect(const void *bytes, size_t length, void *user)
{
    insights__buffer_append(user, bytes, length);
    return 0;
}

static char *make_report(const char *text)
{
    insights__buffer buffer = INSIGHTS__BUFFER_INIT;

    cr_assert_eq(
        insights_study_report(
            study, text, text ? strlen(text) : 0, "draft.md", collect, &buffer,
            &error),
        0, "%s", insights_error_message(error));
    return insights__buffer_take(&buffer);
}

/* What stands between two marks, as an own string. */
static char *between(const char *page, const char *from, const char *to)
{
    const char *start = strstr(page, from);
    const char *end;

    cr_assert(start, "%s is missing", from);
    start += strlen(from);
    end = strstr(start, to);
    cr_assert(end, "%s is missing", to);
    return insights__strndup(start, (size_t)(end - start));
}

static int count(const char *page, const char *what)
{
    int n = 0;

    for (; (page = strstr(page, what)) != NULL; page += strlen(what))
        n++;
    return n;
}

Test(report, the_same_records_give_the_same_bytes)
{
    char *first = make_report(draft), *second = make_report(draft);

    cr_expect_str_eq(first, second);
    insights_free(first);
    insights_free(second);
}

Test(report, loads_nothing_from_anywhere)
{
    char *page = make_report(draft);

    cr_expect(strstr(page, "default-src 'none'"));
    cr_expect_not(strstr(page, "http://"));
    cr_expect_not(strstr(page, "https://"));
    cr_expect_not(strstr(page, "<link"));
    cr_expect_not(strstr(page, " style=\""));
    cr_expect_not(strstr(page, "onclick="));
    insights_free(page);
}

Test(report, names_and_words_are_escaped)
{
    char *page = make_report(draft);

    cr_expect(strstr(page, "Paper &lt;&amp;&gt; screens"));
    cr_expect(strstr(page, "on paper &amp; never on the screen"));
    cr_expect_not(strstr(page, "<script>alert(1)"));
    insights_free(page);
}

Test(report, what_was_said_stands_once_in_the_reader)
{
    char *page = make_report(NULL);
    char *reader =
        between(page, "<section id=\"read\">", "<section id=\"review\">");

    cr_expect_eq(count(reader, "goes off, and then there is nothing"), 1);
    cr_expect_eq(count(reader, "data-who="), 4);
    insights_free(reader);
    insights_free(page);
}

Test(report, an_altered_quote_is_called_altered_and_shows_what_was_said)
{
    char *page = make_report(draft);
    char *check =
        between(page, "<section id=\"check\">", "<section id=\"read\">");

    cr_expect_eq(count(check, "Word for word</span>"), 1);
    cr_expect_eq(count(check, "Altered</span>"), 1);
    cr_expect(strstr(check, "<ins>never</ins>"));
    insights_free(check);
    insights_free(page);
}

Test(report, without_a_draft_there_is_no_check)
{
    char *page = make_report(NULL);

    cr_expect_not(strstr(page, "id=\"check\""));
    cr_expect(strstr(page, "id=\"read\""));
    cr_expect(strstr(page, "id=\"review\""));
    cr_expect(strstr(page, "id=\"methods\""));
    insights_free(page);
}

Test(report, a_persons_code_stands_beside_the_words)
{
    insights_record *record = NULL;
    char *page, *reader;
    insights_cursor *cursor = NULL;
    const insights_record *quotation = NULL;

    cr_assert_eq(insights_study_evidence(study, NULL, &cursor, &error), 0);
    cr_assert_eq(insights_cursor_next(cursor, &quotation, &error), 0);
    cr_assert_eq(
        insights_study_code(
            study,
            insights_record_text(quotation, INSIGHTS_QUOTATION_EVIDENCE_ID),
            "Trust / Paper", NULL, &record, &error),
        0, "%s", insights_error_message(error));
    insights_record_free(record);
    insights_cursor_free(cursor);

    page = make_report(NULL);
    reader = between(page, "<section id=\"read\">", "<section id=\"review\">");
    cr_expect(strstr(reader, "<li>Trust / Paper — Ann</li>"));
    cr_expect(strstr(reader, "<mark>"));
    cr_expect(strstr(page, "1 coding by people"));
    insights_free(reader);
    insights_free(page);
}

Test(report, the_policy_names_the_hash_of_its_script)
{
    char *page = make_report(NULL);
    char *script = between(page, "</script>\n<script>", "</script>");
    char *named = between(page, "script-src 'sha256-", "'");
    insights__sha256 *hash = insights__sha256_new();
    char hex[INSIGHTS__SHA256_TEXT];

    insights__sha256_add(hash, script, strlen(script));
    cr_assert_eq(insights__sha256_text(hash, hex, &error), 0);
    cr_expect_eq(strlen(named), 44);
    /* The first three bytes, by hand: four characters of base64. */
    {
        static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
                                     "nopqrstuvwxyz0123456789+/";
        const char three[7] = {hex[0], hex[1], hex[2], hex[3],
                               hex[4], hex[5], 0};
        unsigned long bits = strtoul(three, NULL, 16);

        for (int i = 0; i < 4; i++)
            cr_expect_eq(named[i], digits[bits >> (18 - 6 * i) & 63]);
    }
    insights__sha256_free(hash);
    insights_free(named);
    insights_free(script);
    insights_free(page);
}

static int refuse(const void *bytes, size_t length, void *user)
{
    (void)bytes;
    (void)length;
    (void)user;
    return 1;
}

Test(report, a_reader_that_stops_is_an_io_error)
{
    cr_expect_eq(
        insights_study_report(study, NULL, 0, NULL, refuse, NULL, &error),
        INSIGHTS_E_IO);
    cr_expect(strstr(insights_error_message(error), "report"));
}

static int swallow(const void *bytes, size_t length, void *user)
{
    (void)bytes;
    *(size_t *)user += length;
    return 0;
}

Test(report, survives_every_allocation_failing)
{
    size_t length = 0;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_report(
            study, draft, strlen(draft), NULL, swallow, &length, &error),
        length = 0);
}
