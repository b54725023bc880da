/* test_cursor.c - lists in memory, stepped through like any cursor. */
#include "model/cursor.h"
#include "support/fail_alloc.h"

#include <insights/model.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

static insights_error *error;
static insights__list *list;

static insights_status add(const char *text, double score)
{
    insights_record *record = NULL;

    insights_record_new(INSIGHTS_PHRASE, &record, NULL);
    if (record)
        insights_record_set_text(record, INSIGHTS_PHRASE_TEXT, text);
    return insights__list_add(list, record, score, &error);
}

static void begin(void)
{
    list = insights__list_new();
    cr_assert(list != NULL);
}

static void end(void)
{
    insights__list_free(list);
    insights_error_free(error);
}

TestSuite(cursor, .init = begin, .fini = end);

Test(cursor, records_come_in_order_with_their_scores)
{
    insights_cursor *cursor;
    const insights_record *record = NULL;

    add("one", 2.5);
    add("two", 1.5);
    cr_expect(eq(sz, insights__list_count(list), 2));
    cursor = insights__list_cursor(list);
    cr_assert(eq(int, insights_cursor_next(cursor, &record, &error), 0));
    cr_expect(
        eq(str, (char *)insights_record_text(record, INSIGHTS_PHRASE_TEXT),
           "one"));
    cr_expect(insights_cursor_score(cursor) == 2.5);
    cr_assert(eq(int, insights_cursor_next(cursor, &record, &error), 0));
    cr_expect(insights_cursor_score(cursor) == 1.5);
    cr_expect(
        eq(int, insights_cursor_next(cursor, &record, &error), INSIGHTS_DONE));
    cr_expect(record == NULL);
    cr_expect(insights_cursor_score(cursor) == 0);
    cr_expect(
        eq(int, insights_cursor_next(cursor, &record, &error), INSIGHTS_DONE));
}

Test(cursor, what_it_lends_cannot_be_written)
{
    const insights_record *record = NULL;

    add("one", 0);
    insights_cursor_next(insights__list_cursor(list), &record, &error);
    cr_expect(
        eq(int,
           insights_record_set_text(
               insights__list_at(list, 0), INSIGHTS_PHRASE_TEXT, "x"),
           INSIGHTS_E_INVALID));
    cr_expect(insights__list_at(list, 1) == NULL);
}

Test(cursor, a_record_with_a_mistake_is_not_added)
{
    cr_expect(eq(int, add("caf\xe9", 0), INSIGHTS_E_INVALID));
    cr_expect(eq(sz, insights__list_count(list), 0));
    cr_expect(
        eq(int, insights__list_add(list, NULL, 0, &error), INSIGHTS_E_NOMEM));
}

Test(cursor, a_list_says_when_it_was_cut_and_has_no_token)
{
    insights_cursor *cursor = insights__list_cursor(list);
    char *token = NULL;

    cr_expect(eq(int, insights_cursor_truncated(cursor), 0));
    insights__list_set_truncated(list);
    cr_expect(eq(int, insights_cursor_truncated(cursor), 1));
    cr_expect(
        eq(int, insights_cursor_token(cursor, &token, &error),
           INSIGHTS_E_UNSUPPORTED));
    cr_expect(token == NULL);
}

Test(cursor, null_handles_are_answered_not_followed)
{
    const insights_record *record = NULL;
    char *token = NULL;

    cr_expect(eq(
        int, insights_cursor_next(NULL, &record, &error), INSIGHTS_E_INVALID));
    cr_expect(eq(
        int, insights_cursor_token(NULL, &token, &error), INSIGHTS_E_INVALID));
    cr_expect(insights_cursor_score(NULL) == 0);
    cr_expect(eq(int, insights_cursor_truncated(NULL), 0));
    insights_cursor_free(NULL);
    insights__list_free(NULL);
}

Test(cursor, every_allocation_may_fail)
{
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(add("text", 1), (void)0);
    cr_expect(eq(sz, insights__list_count(list), 1));
}
