/* test_check.c - a draft's quotations against what was said. */
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
static insights_record *verdicts[16];
static size_t count;

static void add(const char *id, const char *lines)
{
    insights_conversation *talk = insights_test_said(lines);

    cr_assert(
        insights_corpus_add(corpus, id, NULL, talk, &error) == INSIGHTS_OK);
    insights_conversation_free(talk);
}

static void begin(void)
{
    cr_assert(insights_corpus_new(&corpus, &error) == INSIGHTS_OK);
    add("i1",
        "Hannah Lisle: How do you keep the diary?\n"
        "Maureen Tranter: In pencil. I don't trust the screen, not after May.\n"
        "Hannah Lisle: And who else uses it?\n"
        "Maureen Tranter: Kelly does on Fridays.\n"
        "Maureen Tranter: It costs us forty minutes every single day.\n");
    add("i2", "Interviewer: What would you change?\n"
              "Curtis: Honestly the phone system, it rings all morning long.\n"
              "Curtis: We bought three headsets and nobody wears them.\n");
}

static void forget(void)
{
    for (size_t i = 0; i < count; i++)
        insights_record_free(verdicts[i]);
    count = 0;
    insights_cursor_free(cursor);
    cursor = NULL;
}

static void end(void)
{
    forget();
    insights_corpus_free(corpus);
    insights_error_free(error);
    corpus = NULL;
    error = NULL;
}

TestSuite(check, .init = begin, .fini = end);

static void check(const char *text, const insights_check_options *options)
{
    const insights_record *record;

    forget();
    cr_assert(
        insights_corpus_check(
            corpus, text, strlen(text), options, &cursor, &error) ==
            INSIGHTS_OK,
        "%s", insights_error_message(error));
    while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK)
        cr_assert(
            insights_record_edit(record, &verdicts[count++], &error) ==
            INSIGHTS_OK);
}

/* Expect one verdict on one quotation. */
static const insights_verdict *one(const char *text, int wanted)
{
    const insights_verdict *verdict;

    check(text, NULL);
    cr_assert(count == 1, "%zu quotations in '%s'", count, text);
    verdict = insights_verdict_from(verdicts[0]);
    cr_expect(
        insights_verdict_verdict(verdict) == wanted, "'%s' is %d, not %d", text,
        insights_verdict_verdict(verdict), wanted);
    return verdict;
}

static int has(const char *json, const char *what)
{
    return json && strstr(json, what) != NULL;
}

Test(check, says_word_for_word)
{
    const insights_verdict *v =
        one("She keeps it \"In pencil. I don't trust the screen\".",
            INSIGHTS_CHECK_VERDICT_EXACT);

    cr_expect(has(insights_verdict_parts(v), "\"interview_id\":\"i1\""));
    cr_expect(has(insights_verdict_parts(v), "\"turn\":1"));
    cr_expect(eq(str, (char *)insights_verdict_changes(v), "[]"));
    cr_expect(eq(ptr, (void *)insights_verdict_nearest(v), NULL));
    one("> Kelly does on Fridays. It costs us forty\n> minutes every single "
        "day.\n",
        INSIGHTS_CHECK_VERDICT_EXACT);
}

Test(check, says_punctuation_only)
{
    one("“I don’t trust the screen – not after May”",
        INSIGHTS_CHECK_VERDICT_NORMALISED);
    one("\"It costs us 40 minutes every single day,\" she said.",
        INSIGHTS_CHECK_VERDICT_NORMALISED);
}

Test(check, says_altered_and_what_differs)
{
    const insights_verdict *v =
        one("\"I do trust the screen, not after May\"",
            INSIGHTS_CHECK_VERDICT_ALTERED);

    cr_expect(eq(int, insights_verdict_altered(v), 1));
    cr_expect(
        has(insights_verdict_changes(v),
            "{\"kind\":\"negation\",\"draft\":\"do\",\"said\":\"don't\"}"));
    v =
        one("\"It costs us fourteen minutes every single day\"",
            INSIGHTS_CHECK_VERDICT_ALTERED);
    cr_expect(has(insights_verdict_changes(v), "\"kind\":\"number\""));
    v =
        one("\"Honestly the phone system, it rings all the morning long\"",
            INSIGHTS_CHECK_VERDICT_ALTERED);
    cr_expect(eq(int, insights_verdict_altered(v), 0));
}

Test(check, names_both_places_of_a_stitched_quotation)
{
    const insights_verdict *v =
        one("\"I don't trust the screen, it rings all morning long\"",
            INSIGHTS_CHECK_VERDICT_STITCHED);

    cr_expect(has(insights_verdict_parts(v), "\"interview_id\":\"i1\""));
    cr_expect(has(insights_verdict_parts(v), "\"interview_id\":\"i2\""));
    v =
        one("\"Kelly does on Fridays, I don't trust the screen\"",
            INSIGHTS_CHECK_VERDICT_STITCHED);
    cr_expect(has(insights_verdict_parts(v), "Kelly does on Fridays"));
}

Test(check, shows_the_nearest_passage_of_what_nobody_said)
{
    const insights_verdict *v =
        one("\"The phone system was replaced by an app last year\"",
            INSIGHTS_CHECK_VERDICT_NONE);

    cr_expect(has(insights_verdict_nearest(v), "phone system"));
    cr_expect(eq(str, (char *)insights_verdict_parts(v), "[]"));
}

Test(check, notices_that_somebody_else_said_it)
{
    const insights_verdict *v =
        one("\"It rings all morning long,\" said Maureen.",
            INSIGHTS_CHECK_VERDICT_ALTERED);

    cr_expect(
        eq(str, (char *)insights_verdict_attributed(v), "Maureen Tranter"));
    cr_expect(has(
        insights_verdict_changes(v), "{\"kind\":\"name\",\"draft\":\"Maureen "
                                     "Tranter\",\"said\":\"Curtis\""));
    one("\"It rings all morning long,\" said Curtis.",
        INSIGHTS_CHECK_VERDICT_NORMALISED);
    one("> it rings all morning long.\n>\n> — Curtis\n",
        INSIGHTS_CHECK_VERDICT_EXACT);
    one("> **Curtis:** it rings all morning long.\n",
        INSIGHTS_CHECK_VERDICT_EXACT);
    one("Maureen disagreed; still, \"it rings all morning long\" is true.",
        INSIGHTS_CHECK_VERDICT_EXACT);
}

Test(check, leaves_out_short_quotations)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;

    check("The \"screen\" and \"In pencil\".", NULL);
    cr_expect(eq(sz, count, 0));
    options.min_words = 2;
    check("The \"screen\" and \"In pencil\".", &options);
    cr_expect(eq(sz, count, 1));
}

Test(check, reads_html_and_names_the_document)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;

    options.name = "draft.html";
    check(
        "<p>x</p>\n<blockquote>In pencil. I don&#39;t trust the "
        "screen</blockquote>",
        &options);
    cr_assert(eq(sz, count, 1));
    cr_expect(eq(
        str,
        (char *)insights_verdict_document(insights_verdict_from(verdicts[0])),
        "draft.html"));
    cr_expect(
        eq(i64, insights_verdict_line(insights_verdict_from(verdicts[0])), 2));
}

Test(check, an_empty_corpus_finds_nothing)
{
    insights_corpus *empty = NULL;

    cr_assert(insights_corpus_new(&empty, &error) == INSIGHTS_OK);
    cr_expect(
        insights_corpus_check(
            empty, "\"one two three\"", 15, NULL, &cursor, &error) ==
        INSIGHTS_OK);
    insights_corpus_free(empty);
}

Test(check, a_corpus_keeps_its_conversations_and_refuses_a_second_id)
{
    insights_conversation *talk = insights_test_said("A: hello\n");

    cr_expect(
        insights_corpus_add(corpus, "i1", NULL, talk, &error) ==
        INSIGHTS_E_EXISTS);
    cr_expect(
        insights_corpus_add(corpus, "i3", "Three", talk, &error) ==
        INSIGHTS_OK);
    insights_conversation_free(talk);
    cr_expect(eq(sz, insights_corpus_count(corpus), 3));
    cr_expect(eq(str, (char *)insights_corpus_id(corpus, 2), "i3"));
    cr_expect(eq(str, (char *)insights_corpus_title(corpus, 2), "Three"));
    cr_expect(eq(str, (char *)insights_corpus_title(corpus, 0), "i1"));
    cr_expect(
        eq(sz, insights_conversation_turns(insights_corpus_at(corpus, 2)), 1));
    cr_expect(eq(ptr, insights_corpus_at(corpus, 3), NULL));
}

Test(check, what_cannot_be_checked_is_refused)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;

    cr_expect(
        insights_corpus_check(corpus, "\xFF", 1, NULL, &cursor, &error) ==
        INSIGHTS_E_PARSE);
    options.format = "ppt";
    cr_expect(
        insights_corpus_check(corpus, "x", 1, &options, &cursor, &error) ==
        INSIGHTS_E_INVALID);
    cr_expect(eq(ptr, cursor, NULL));
}

static int check_all(void)
{
    const char *text = "\"In pencil. I don’t trust\" and \"Kelly does on "
                       "Fridays, it rings all morning long\", \"We bought "
                       "two headsets and nobody wears them\", said Maureen. "
                       "\"Nothing of it all was so\"";

    return insights_corpus_check(
        corpus, text, strlen(text), NULL, &cursor, &error);
}

Test(check, survives_every_allocation_failing)
{
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        check_all(), insights_cursor_free(cursor); cursor = NULL);
}

static int make_corpus(insights_conversation *talk)
{
    insights_corpus *made = NULL;
    int status = insights_corpus_new(&made, &error);

    if (status == INSIGHTS_OK)
        status = insights_corpus_add(made, "a", "b", talk, &error);
    insights_corpus_free(made);
    return status;
}

Test(check, making_a_corpus_survives_every_allocation_failing)
{
    insights_conversation *talk = insights_test_said("A: hello\n");

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(make_corpus(talk), (void)0);
    insights_conversation_free(talk);
}
