/* test_record_json.c - records as JSON and back, without loss. */
#include "base/number.h"
#include "model/record.h"
#include "support/fail_alloc.h"

#include <insights/model.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SOME_ID "0190a1b2-c3d4-7e5f-8a9b-0123456789ab"

static insights_error *error;

static void end(void)
{
    insights_error_free(error);
    error = NULL;
}

TestSuite(record_json, .fini = end);

static insights_status from(
    insights_kind kind,
    const char *json,
    insights_record **out)
{
    return insights_record_from_json(kind, json, strlen(json), out, &error);
}

static void expect_refused(
    insights_kind kind,
    const char *json,
    const char *message)
{
    insights_record *record = NULL;

    cr_expect(eq(int, from(kind, json, &record), INSIGHTS_E_PARSE), "%s", json);
    cr_expect(record == NULL);
    cr_expect(
        strstr(insights_error_message(error), message) != NULL, "%s gives: %s",
        json, insights_error_message(error));
    insights_record_free(record);
}

Test(record_json, a_stored_record_begins_with_what_all_have)
{
    insights_record *record = NULL;
    insights_turn *turn;
    char *json = NULL;

    insights_record_new(INSIGHTS_TURN, &record, &error);
    turn = insights_turn_edit(record);
    insights_turn_set_is_question(turn, 1);
    insights_turn_set_position(turn, 3);
    insights_turn_set_speaker(turn, NULL);
    insights_turn_set_text(turn, "a \"b\"\nc");
    insights_turn_set_words(turn, "[ [0, 1],\n [2.50, 1e3] ]");
    cr_assert(eq(int, insights_record_to_json(record, &json, &error), 0));
    cr_expect(
        eq(str, json,
           "{\"record\":\"turn\",\"id\":null,\"version\":0,\"created_at\":0,"
           "\"updated_at\":0,\"index\":3,\"speaker\":null,"
           "\"text\":\"a \\\"b\\\"\\nc\",\"words\":[[0,1],[2.50,1e3]],"
           "\"is_question\":true}"));
    insights_free(json);
    insights_record_free(record);
}

Test(record_json, names_with_a_dot_nest)
{
    insights_record *record = NULL;
    insights_record *again = NULL;
    insights_outline *outline;
    char *json = NULL;

    insights_record_new(INSIGHTS_OUTLINE, &record, &error);
    outline = insights_outline_edit(record);
    insights_outline_set_question_turn(outline, 1);
    insights_outline_set_question_text(outline, "Why?");
    insights_outline_set_answer_words(outline, 5);
    insights_outline_set_byte_start(outline, 9);
    insights_record_to_json(record, &json, &error);
    cr_expect(
        eq(str, json,
           "{\"question\":{\"turn\":1,\"text\":\"Why?\"},"
           "\"answer\":{\"words\":5},\"byte_start\":9}"));
    cr_assert(eq(int, from(INSIGHTS_OUTLINE, json, &again), INSIGHTS_OK));
    cr_expect(
        eq(i64, insights_record_int(again, INSIGHTS_OUTLINE_ANSWER_WORDS), 5));
    insights_free(json);
    insights_record_free(record);
    insights_record_free(again);
}

Test(record_json, a_nest_at_the_end_is_closed)
{
    insights_record *record = NULL;
    char *json = NULL;

    insights_record_new(INSIGHTS_OUTLINE, &record, &error);
    insights_record_to_json(record, &json, &error);
    cr_expect(eq(str, json, "{}"));
    insights_free(json);
    insights_record_set_int(record, INSIGHTS_OUTLINE_ANSWER_WORDS, 5);
    insights_record_to_json(record, &json, &error);
    cr_expect(eq(str, json, "{\"answer\":{\"words\":5}}"));
    insights_free(json);
    insights_record_free(record);
}

Test(record_json, id_version_and_times_are_taken_over)
{
    insights_record *record = NULL;

    cr_assert(eq(
        int,
        from(
            0,
            " { \"name\" : \"N\\u00e4\", \"record\":\"person\", \"id\":"
            "\"" SOME_ID "\",\"version\":4,\"created_at\":5,\"updated_at\":6}",
            &record),
        INSIGHTS_OK));
    cr_expect(eq(u32, insights_record_kind(record), INSIGHTS_PERSON));
    cr_expect(eq(str, (char *)insights_record_id(record), SOME_ID));
    cr_expect(eq(i64, insights_record_version(record), 4));
    cr_expect(eq(i64, insights_record_created_at(record), 5));
    cr_expect(eq(i64, insights_record_updated_at(record), 6));
    cr_expect(eq(
        str, (char *)insights_record_text(record, INSIGHTS_PERSON_NAME), "Nä"));
    cr_expect(eq(
        u64, insights__record_dirty(record),
        (uint64_t)1 << insights__field_descriptor(INSIGHTS_PERSON_NAME)->slot));
    insights_record_free(record);
}

Test(record_json, what_is_wrong_is_named)
{
    expect_refused(INSIGHTS_TURN, "[]", "a JSON object");
    expect_refused(INSIGHTS_TURN, "{\"text\":1}", "turn.text: '1' is not text");
    expect_refused(
        INSIGHTS_TURN, "{\"index\":\"1\"}", "turn.position: '1' is not a num");
    expect_refused(
        INSIGHTS_TURN, "{\"index\":1.5}", "turn.position: '1.5' is not a who");
    expect_refused(
        INSIGHTS_TURN, "{\"index\":9223372036854775808}", "turn.position:");
    expect_refused(
        INSIGHTS_TURN, "{\"is_question\":1}", "turn.is_question: '1' is not");
    expect_refused(
        INSIGHTS_TURN, "{\"person_id\":\"x\"}", "turn.person_id: 'x'");
    expect_refused(
        INSIGHTS_TURN, "{\"position\":1}", "turn has no member 'position'");
    expect_refused(
        INSIGHTS_TURN, "{\"text\":\"a\",\"text\":\"b\"}", "a name stands twi");
    expect_refused(INSIGHTS_TURN, "{\"version\":-1}", "version: '-1' is not");
    expect_refused(INSIGHTS_TURN, "{\"id\":\"x\"}", "id: 'x' is not an id");
    expect_refused(INSIGHTS_TURN, "{\"id\":7}", "id: '7' is not an id");
    expect_refused(
        INSIGHTS_TURN, "{\"record\":\"person\"}", "is not the kind turn");
    expect_refused(0, "{\"record\":\"nothing\"}", "is not a kind");
    expect_refused(0, "{}", "no member 'record'");
    expect_refused(INSIGHTS_TURN, "{\"text\":\"\xff\"}", "not UTF-8 at byte 9");
    expect_refused(INSIGHTS_TURN, "{\"text\":\"\\u0000\"}", "cannot be kept");
    expect_refused(INSIGHTS_TURN, "{} {}", "behind the value");
    expect_refused(
        INSIGHTS_EVIDENCE, "{\"standing\":\"maybe\"}",
        "evidence.standing: 'maybe'");
    expect_refused(
        INSIGHTS_EVIDENCE, "{\"confidence\":1e999}", "evidence.confidence:");
    expect_refused(INSIGHTS_OUTLINE, "{\"id\":null}", "no member 'id'");
    expect_refused(
        INSIGHTS_OUTLINE, "{\"turn\":1}", "outline has no member 'turn'");
    expect_refused(
        INSIGHTS_OUTLINE, "{\"question\":5}", "no member 'question'");
    expect_refused(
        INSIGHTS_OUTLINE, "{\"question\":{\"words\":5}}",
        "outline has no member 'question.words'");
}

Test(record_json, arguments_are_checked)
{
    insights_record *record = NULL;
    char *json = NULL;

    cr_expect(eq(
        int, insights_record_to_json(NULL, &json, &error), INSIGHTS_E_INVALID));
    cr_expect(eq(
        int, insights_record_from_json(INSIGHTS_TURN, NULL, 0, &record, &error),
        INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_record_from_json(9999, "{}", 2, &record, &error),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_record_from_json(INSIGHTS_TURN, "{}", 2, NULL, &error),
           INSIGHTS_E_INVALID));
}

/* --- Every kind, at random ----------------------------------------------- */

static unsigned long long state;

static unsigned pick(unsigned count)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33) % count;
}

static void random_text(char *out)
{
    static const char *const pieces[] = {
        "word", " ",    "\n",   "\"", "\\",           "ä", "价格",
        "😀",    "\x01", "\x7f", "{",  "\xe2\x80\xa8", "/", "\t"};
    unsigned count = pick(8);

    *out = '\0';
    while (count--)
        strcat(out, pieces[pick(sizeof(pieces) / sizeof(*pieces))]);
}

static void set_random(insights_record *record, insights_field field)
{
    static const char *const documents[] = {
        "[]",
        "{ \"a\" : [1.10, 1e400] }",
        "\"x y\"",
        "-0.0",
        "{\"a\":{\"b\":[null,true]},\"c\":\"\\u00e4 \\n\"}",
        "false"};
    static const double reals[] = {0,     -0.0,   0.1,  1,
                                   1e300, 5e-324, -2.5, 1.0 / 3};
    char text[256];

    switch (insights_field_type(field)) {
    case INSIGHTS_TYPE_ID:
        insights_record_set_text(record, field, SOME_ID);
        break;
    case INSIGHTS_TYPE_JSON:
        insights_record_set_text(record, field, documents[pick(6)]);
        break;
    case INSIGHTS_TYPE_TEXT:
        random_text(text);
        insights_record_set_text(record, field, text);
        break;
    case INSIGHTS_TYPE_REAL:
        insights_record_set_real(record, field, reals[pick(8)]);
        break;
    case INSIGHTS_TYPE_BOOL:
        insights_record_set_int(record, field, pick(2));
        break;
    case INSIGHTS_TYPE_ENUM:
        insights_record_set_int(record, field, 1 + pick(2));
        break;
    default:
        insights_record_set_int(
            record, field, pick(2) ? INT64_MIN + pick(9) : (int64_t)pick(99));
    }
}

Test(record_json, what_was_written_is_read_and_written_the_same)
{
    insights_kind kind;

    for (size_t at = 0; (kind = insights_kind_at(at)) != 0; at++) {
        for (int round = 0; round < 50; round++) {
            insights_record *record = NULL;
            insights_record *again = NULL;
            insights_field field;
            char *json = NULL;
            char *same = NULL;

            insights_record_new(kind, &record, &error);
            for (size_t i = 0; (field = insights_field_at(kind, i)); i++) {
                unsigned what = pick(4);

                if (what == 0)
                    insights_record_set_null(record, field);
                else if (what > 1)
                    set_random(record, field);
            }
            if (insights_kind_stored(kind) && pick(2))
                insights__record_saved(record, SOME_ID, 1 + pick(9), 2, 3);
            cr_assert(
                eq(int, insights_record_to_json(record, &json, &error), 0),
                "%s", insights_error_message(error));
            cr_expect(strchr(json, '\n') == NULL);
            cr_assert(
                eq(int, from(kind, json, &again), 0), "%s\n%s",
                insights_error_message(error), json);
            insights_record_to_json(again, &same, &error);
            cr_assert(eq(str, same, json));
            insights_free(json);
            insights_free(same);
            insights_record_free(record);
            insights_record_free(again);
        }
    }
}

Test(record_json, every_allocation_may_fail)
{
    static const char json[] =
        "{\"record\":\"turn\",\"id\":\"" SOME_ID "\",\"version\":1,"
        "\"created_at\":1,\"updated_at\":1,\"index\":1,\"text\":\"a\\nb\","
        "\"words\":[[1]],\"is_question\":true}";
    insights_record *record = NULL;
    char *text = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        from(0, json, &record),
        cr_assert(
            record != NULL || insights_error_code(error) == INSIGHTS_E_NOMEM);
        insights_record_free(record); record = NULL);
    from(0, json, &record);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_record_to_json(record, &text, &error), insights_free(text);
        text = NULL);
    insights_record_free(record);
}
