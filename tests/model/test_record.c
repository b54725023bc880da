/* test_record.c - records: what can be set, what can be read, what is
 * refused and how that is told. */
#include "base/error.h"
#include "model/record.h"
#include "support/fail_alloc.h"

#include <insights/model.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SOME_ID "0190a1b2-c3d4-7e5f-8a9b-0123456789ab"
#define OTHER_ID "0190a1b2-c3d4-7e5f-8a9b-0123456789ac"

static insights_error *error;
static insights_record *record;
static insights_evidence *evidence;

static void begin(void)
{
    cr_assert(
        eq(int, insights_record_new(INSIGHTS_EVIDENCE, &record, &error), 0));
    evidence = insights_evidence_edit(record);
}

static void end(void)
{
    insights_record_free(record);
    insights_error_free(error);
    record = NULL;
    error = NULL;
}

/* The mistake that saving would report. */
static const char *mistake(insights_status code)
{
    cr_expect(eq(int, insights_record_check(record, &error), code));
    return insights_error_message(error);
}

#define EXPECT_MISTAKE(code, text)                                           \
    do {                                                                     \
        const char *message = mistake(code);                                 \
        cr_expect(strstr(message, text) != NULL, "message is: %s", message); \
    } while (0)

TestSuite(record, .init = begin, .fini = end);

Test(record, a_new_record_has_nothing)
{
    cr_expect(eq(u32, insights_record_kind(record), INSIGHTS_EVIDENCE));
    cr_expect(insights_record_id(record) == NULL);
    cr_expect(eq(i64, insights_record_version(record), 0));
    cr_expect(eq(i64, insights_record_created_at(record), 0));
    cr_expect(eq(i64, insights_record_updated_at(record), 0));
    for (size_t at = 0; insights_field_at(INSIGHTS_EVIDENCE, at); at++) {
        insights_field field = insights_field_at(INSIGHTS_EVIDENCE, at);

        cr_expect(eq(
            int, (int)insights_record_state(record, field), INSIGHTS_ABSENT));
        cr_expect(insights_record_text(record, field) == NULL);
        cr_expect(eq(i64, insights_record_int(record, field), 0));
        cr_expect(insights_record_real(record, field) == 0);
    }
    cr_expect(eq(int, insights_record_check(record, &error), INSIGHTS_OK));
}

Test(record, values_come_back_as_they_were_set)
{
    insights_evidence_set_quote(evidence, "wörtlich");
    insights_evidence_set_byte_start(evidence, INT64_MIN);
    insights_evidence_set_similarity(evidence, 0.1);
    insights_evidence_set_is_question(evidence, 1);
    insights_evidence_set_archived_at(evidence, 1753000000000);
    insights_evidence_set_person_id(evidence, SOME_ID);
    insights_evidence_set_standing(evidence, INSIGHTS_STANDING_ACCEPTED);
    cr_assert(eq(int, insights_record_check(record, &error), INSIGHTS_OK));

    cr_expect(eq(str, (char *)insights_evidence_quote(evidence), "wörtlich"));
    cr_expect(eq(i64, insights_evidence_byte_start(evidence), INT64_MIN));
    cr_expect(insights_evidence_similarity(evidence) == 0.1);
    cr_expect(eq(int, insights_evidence_is_question(evidence), 1));
    cr_expect(eq(i64, insights_evidence_archived_at(evidence), 1753000000000));
    cr_expect(eq(str, (char *)insights_evidence_person_id(evidence), SOME_ID));
    cr_expect(eq(
        int, insights_evidence_standing(evidence), INSIGHTS_STANDING_ACCEPTED));
    cr_expect(eq(
        str, (char *)insights_record_text(record, INSIGHTS_EVIDENCE_STANDING),
        "accepted"));
}

Test(record, null_is_known_and_absent_is_not)
{
    insights_evidence_set_gist(evidence, "short");
    insights_evidence_set_gist(evidence, NULL);
    insights_record_set_null(record, INSIGHTS_EVIDENCE_STANDING);

    cr_expect(
        eq(int, (int)insights_record_state(record, INSIGHTS_EVIDENCE_GIST),
           INSIGHTS_NULL));
    cr_expect(insights_evidence_gist(evidence) == NULL);
    cr_expect(eq(int, insights_evidence_standing(evidence), 0));
    cr_expect(
        eq(int, (int)insights_record_state(record, INSIGHTS_EVIDENCE_QUOTE),
           INSIGHTS_ABSENT));
}

Test(record, what_was_null_may_have_a_value_again)
{
    insights_evidence_set_gist(evidence, NULL);
    insights_evidence_set_gist(evidence, "back");
    cr_expect(eq(str, (char *)insights_evidence_gist(evidence), "back"));
    insights_record_set_null(record, INSIGHTS_EVIDENCE_BYTE_START);
    insights_evidence_set_byte_start(evidence, 4);
    cr_expect(eq(i64, insights_evidence_byte_start(evidence), 4));
}

Test(record, a_text_may_be_set_to_itself)
{
    insights_evidence_set_quote(evidence, "again");
    insights_evidence_set_quote(evidence, insights_evidence_quote(evidence));
    cr_expect(eq(str, (char *)insights_evidence_quote(evidence), "again"));
}

Test(record, enums_are_set_by_text_and_by_constant)
{
    insights_record_set_text(record, INSIGHTS_EVIDENCE_GROUNDING, "fuzzy");
    cr_expect(eq(
        int, insights_evidence_grounding(evidence), INSIGHTS_GROUNDING_FUZZY));
    cr_expect(
        eq(int, insights_evidence_set_grounding(evidence, 99),
           INSIGHTS_E_INVALID));
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.grounding: 99");
    cr_expect(eq(
        int, insights_evidence_grounding(evidence), INSIGHTS_GROUNDING_FUZZY));
}

Test(record, only_known_text_is_set_in_an_enum)
{
    cr_expect(eq(
        int,
        insights_record_set_text(record, INSIGHTS_EVIDENCE_STANDING, "perhaps"),
        INSIGHTS_E_INVALID));
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.standing: 'perhaps'");
}

Test(record, the_first_mistake_is_the_one_reported)
{
    insights_evidence_set_is_question(evidence, 2);
    insights_evidence_set_person_id(evidence, "me");
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.is_question: 2");
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.is_question: 2");
}

Test(record, ids_are_uuids)
{
    insights_evidence_set_person_id(evidence, "me");
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.person_id: 'me'");
}

Test(record, what_is_not_utf8_is_refused)
{
    insights_evidence_set_quote(evidence, "caf\xe9");
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.quote: 'caf?' is not UTF-8");
    cr_expect(insights_evidence_quote(evidence) == NULL);
}

Test(record, infinities_and_nan_are_refused)
{
    cr_expect(
        eq(int, insights_evidence_set_confidence(evidence, NAN),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_evidence_set_confidence(evidence, -INFINITY),
           INSIGHTS_E_INVALID));
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.confidence: NaN");
}

Test(record, a_value_of_another_type_is_refused)
{
    cr_expect(
        eq(int, insights_record_set_int(record, INSIGHTS_EVIDENCE_QUOTE, 1),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int,
           insights_record_set_text(record, INSIGHTS_EVIDENCE_BYTE_START, "1"),
           INSIGHTS_E_INVALID));
    cr_expect(eq(
        int, insights_record_set_real(record, INSIGHTS_EVIDENCE_BYTE_START, 1),
        INSIGHTS_E_INVALID));
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence.quote does not hold");
}

Test(record, a_real_may_be_set_to_a_whole_number)
{
    insights_record_set_int(record, INSIGHTS_EVIDENCE_CONFIDENCE, 1);
    cr_expect(insights_evidence_confidence(evidence) == 1.0);
}

Test(record, a_field_of_another_kind_is_refused)
{
    cr_expect(
        eq(int, insights_record_set_text(record, INSIGHTS_PERSON_NAME, "x"),
           INSIGHTS_E_INVALID));
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "evidence has no person.name");
    cr_expect(insights_record_text(record, INSIGHTS_PERSON_NAME) == NULL);
}

Test(record, a_text_above_the_limit_is_refused)
{
    size_t length = INSIGHTS__TEXT_MAXIMUM + 1;
    char *text = malloc(length + 1);

    cr_assert(text != NULL);
    memset(text, 'x', length);
    text[length] = '\0';
    cr_expect(
        eq(int, insights_evidence_set_quote(evidence, text), INSIGHTS_E_LIMIT));
    EXPECT_MISTAKE(INSIGHTS_E_LIMIT, "evidence.quote: 67108865 bytes");
    text[length - 1] = '\0';
    cr_expect(
        eq(int, insights_evidence_set_quote(evidence, text), INSIGHTS_OK));
    free(text);
}

Test(record, an_excerpt_in_a_message_is_cut_between_characters)
{
    char text[201];

    for (int at = 0; at < 100; at++)
        memcpy(text + 2 * at, "ä", 3);
    insights_evidence_set_person_id(evidence, text);
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "ää…' is not an id");
    cr_expect(strchr(insights_error_message(error), '?') == NULL);
}

Test(record, json_is_kept_as_it_was_given)
{
    static const char json[] = "{ \"a\" : [1.10, 1e400,\n 123456789012345678901"
                               "] }";
    insights_record *person = NULL;
    insights_person *view;

    insights_record_new(INSIGHTS_PERSON, &person, &error);
    view = insights_person_edit(person);
    cr_expect(eq(int, insights_person_set_attributes(view, json), 0));
    cr_expect(eq(str, (char *)insights_person_attributes(view), (char *)json));
    cr_expect(
        eq(int, insights_person_set_attributes(view, "{\"a\":1,\"a\":2}"),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_record_check(person, &error), INSIGHTS_E_INVALID));
    cr_expect(
        eq(str, (char *)insights_error_message(error),
           "person.attributes: not JSON at byte 7: a name stands twice in an "
           "object"));
    insights_record_free(person);
}

Test(record, an_id_is_chosen_before_the_first_save_only)
{
    cr_expect(eq(int, insights_record_set_id(record, SOME_ID), INSIGHTS_OK));
    cr_expect(eq(str, (char *)insights_record_id(record), SOME_ID));
    insights__record_saved(record, SOME_ID, 1, 5, 6);
    cr_expect(
        eq(int, insights_record_set_id(record, OTHER_ID), INSIGHTS_E_INVALID));
    cr_expect(eq(str, (char *)insights_record_id(record), SOME_ID));
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "its id stays");
}

Test(record, an_id_that_is_no_uuid_is_refused)
{
    cr_expect(eq(int, insights_record_set_id(record, "7"), INSIGHTS_E_INVALID));
    cr_expect(insights_record_id(record) == NULL);
    EXPECT_MISTAKE(INSIGHTS_E_INVALID, "'7' is not an id");
}

Test(record, what_is_not_stored_has_no_id)
{
    insights_record *row = NULL;

    insights_record_new(INSIGHTS_ROW, &row, &error);
    cr_expect(
        eq(int, insights_record_set_id(row, SOME_ID), INSIGHTS_E_INVALID));
    insights_record_free(row);
}

Test(record, saving_leaves_nothing_dirty)
{
    insights_evidence_set_quote(evidence, "q");
    insights_evidence_set_gist(evidence, NULL);
    cr_expect(insights__record_dirty(record) != 0);
    insights__record_saved(record, SOME_ID, 3, 10, 20);
    cr_expect(eq(u64, insights__record_dirty(record), 0));
    cr_expect(eq(i64, insights_record_version(record), 3));
    cr_expect(eq(i64, insights_record_created_at(record), 10));
    cr_expect(eq(i64, insights_record_updated_at(record), 20));
    insights_evidence_set_gist(evidence, "g");
    cr_expect(
        eq(u64, insights__record_dirty(record),
           (uint64_t)1
               << insights__field_descriptor(INSIGHTS_EVIDENCE_GIST)->slot));
}

Test(record, an_edit_is_a_clean_copy_that_stands_alone)
{
    insights_record *copy = NULL;

    insights_evidence_set_quote(evidence, "q");
    insights_evidence_set_byte_start(evidence, 7);
    insights_evidence_set_gist(evidence, NULL);
    insights_record_set_id(record, SOME_ID);
    cr_assert(eq(int, insights_record_edit(record, &copy, &error), 0));
    insights_evidence_set_quote(evidence, "other");

    cr_expect(eq(u64, insights__record_dirty(copy), 0));
    cr_expect(eq(str, (char *)insights_record_id(copy), SOME_ID));
    cr_expect(eq(
        str, (char *)insights_record_text(copy, INSIGHTS_EVIDENCE_QUOTE), "q"));
    cr_expect(
        eq(i64, insights_record_int(copy, INSIGHTS_EVIDENCE_BYTE_START), 7));
    cr_expect(
        eq(int, (int)insights_record_state(copy, INSIGHTS_EVIDENCE_GIST),
           INSIGHTS_NULL));
    insights_record_free(copy);
}

Test(record, a_copy_keeps_the_mistake)
{
    insights_record *copy = NULL;

    insights_evidence_set_person_id(evidence, "me");
    insights_record_edit(record, &copy, &error);
    cr_expect(eq(int, insights_record_check(copy, &error), INSIGHTS_E_INVALID));
    insights_record_free(copy);
}

Test(record, what_is_lent_cannot_be_written)
{
    insights_record *copy = NULL;

    insights_evidence_set_quote(evidence, "q");
    insights__record_lend(record);
    cr_expect(eq(
        int, insights_evidence_set_quote(evidence, "x"), INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_record_set_id(record, SOME_ID), INSIGHTS_E_INVALID));
    cr_expect(eq(str, (char *)insights_evidence_quote(evidence), "q"));
    cr_expect(eq(int, insights_record_check(record, &error), INSIGHTS_OK));

    insights_record_edit(record, &copy, &error);
    cr_expect(
        eq(int, insights_record_set_text(copy, INSIGHTS_EVIDENCE_QUOTE, "x"),
           INSIGHTS_OK));
    insights_record_free(copy);
}

Test(record, a_view_of_another_kind_is_null)
{
    cr_expect(insights_person_from(record) == NULL);
    cr_expect(insights_person_edit(record) == NULL);
    cr_expect(insights_person_from(NULL) == NULL);
    cr_expect(insights_person_name(insights_person_from(record)) == NULL);
    cr_expect(
        eq(int, insights_person_set_name(insights_person_edit(record), "x"),
           INSIGHTS_E_INVALID));
    cr_expect(insights_evidence_record(evidence) == record);
}

Test(record, null_handles_are_answered_not_followed)
{
    insights_record *out = record;

    cr_expect(eq(u32, insights_record_kind(NULL), 0));
    cr_expect(insights_record_id(NULL) == NULL);
    cr_expect(eq(i64, insights_record_version(NULL), 0));
    cr_expect(eq(i64, insights_record_created_at(NULL), 0));
    cr_expect(eq(i64, insights_record_updated_at(NULL), 0));
    cr_expect(eq(i64, insights_record_int(NULL, INSIGHTS_TURN_TEXT), 0));
    cr_expect(insights_record_real(NULL, INSIGHTS_TURN_TEXT) == 0);
    cr_expect(
        eq(int, (int)insights_record_state(NULL, INSIGHTS_TURN_TEXT),
           INSIGHTS_ABSENT));
    cr_expect(eq(int, insights_record_check(NULL, &error), INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_record_edit(NULL, &out, &error), INSIGHTS_E_INVALID));
    cr_expect(out == NULL);
    cr_expect(
        eq(int, insights_record_new(0xFFFF, &out, &error), INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_record_new(INSIGHTS_TURN, NULL, NULL),
           INSIGHTS_E_INVALID));
    insights_record_free(NULL);
}

/* Setters report a failed allocation, keep the old value, and latch it. */
static insights_status set_all(insights_record *target)
{
    insights_record_set_id(target, SOME_ID);
    insights_record_set_text(target, INSIGHTS_PERSON_NAME, "name");
    insights_record_set_text(
        target, INSIGHTS_PERSON_ATTRIBUTES, "{\"a\":{\"b\":1}}");
    insights_record_set_text(target, INSIGHTS_PERSON_MERGED_INTO, OTHER_ID);
    insights_record_set_int(target, INSIGHTS_PERSON_DELETED_AT, 5);
    return insights_record_check(target, &error);
}

static insights_status make_and_set(insights_record **out)
{
    insights_status status = insights_record_new(INSIGHTS_PERSON, out, &error);

    return status < 0 ? status : set_all(*out);
}

Test(record, every_allocation_may_fail)
{
    insights_record *person = NULL;
    insights_record *copy = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        make_and_set(&person), insights_record_free(person); person = NULL);
    cr_assert(eq(int, make_and_set(&person), 0));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_record_edit(person, &copy, &error), insights_record_free(copy);
        copy = NULL);
    insights_record_free(person);
}

Test(record, a_mistake_without_memory_for_its_message_is_still_a_failure)
{
    insights__alloc_fail_after(0);
    cr_expect(lt(int, insights_evidence_set_person_id(evidence, "me"), 0));
    insights__alloc_fail_after(-1);
    cr_expect(lt(int, insights_record_check(record, &error), 0));
}
