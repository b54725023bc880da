/* test_build.c - rows become records in one block. */
#include "model/record.h"
#include "support/fail_alloc.h"

#include <insights/model.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#define SOME_ID "0190a1b2-c3d4-7e5f-8a9b-0123456789ab"

static insights_error *error;
static insights__record_builder builder;

static size_t slot_of(insights_field field)
{
    return insights__field_descriptor(field)->slot;
}

static insights_status build(const char *quote, insights_record **out)
{
    insights__record_builder_begin(
        &builder, insights__kind_descriptor(INSIGHTS_EVIDENCE));
    insights__record_builder_meta(&builder, SOME_ID, 2, 30, 40);
    insights__record_builder_text(
        &builder, slot_of(INSIGHTS_EVIDENCE_QUOTE), quote, strlen(quote));
    insights__record_builder_int(
        &builder, slot_of(INSIGHTS_EVIDENCE_BYTE_START), 12);
    insights__record_builder_real(
        &builder, slot_of(INSIGHTS_EVIDENCE_SIMILARITY), 0.5);
    insights__record_builder_text(
        &builder, slot_of(INSIGHTS_EVIDENCE_STANDING), "newer", 5);
    insights__record_builder_null(&builder, slot_of(INSIGHTS_EVIDENCE_GIST));
    return insights__record_builder_finish(&builder, out, &error);
}

static void begin(void)
{
    insights__record_builder fresh = INSIGHTS__RECORD_BUILDER_INIT;

    builder = fresh;
}

static void end(void)
{
    insights__record_builder_free(&builder);
    insights_error_free(error);
    error = NULL;
}

TestSuite(build, .init = begin, .fini = end);

Test(build, a_loaded_record_has_its_values_and_nothing_dirty)
{
    insights_record *record = NULL;
    const insights_evidence *evidence;

    cr_assert(eq(int, build("words", &record), INSIGHTS_OK));
    evidence = insights_evidence_from(record);
    cr_expect(eq(str, (char *)insights_record_id(record), SOME_ID));
    cr_expect(eq(i64, insights_record_version(record), 2));
    cr_expect(eq(i64, insights_record_created_at(record), 30));
    cr_expect(eq(i64, insights_record_updated_at(record), 40));
    cr_expect(eq(str, (char *)insights_evidence_quote(evidence), "words"));
    cr_expect(eq(i64, insights_evidence_byte_start(evidence), 12));
    cr_expect(insights_evidence_similarity(evidence) == 0.5);
    cr_expect(
        eq(int, (int)insights_record_state(record, INSIGHTS_EVIDENCE_GIST),
           INSIGHTS_NULL));
    cr_expect(
        eq(int, (int)insights_record_state(record, INSIGHTS_EVIDENCE_KEY),
           INSIGHTS_ABSENT));
    cr_expect(eq(u64, insights__record_dirty(record), 0));
    insights_record_free(record);
}

Test(build, an_enum_of_a_later_version_stays_and_is_minus_one)
{
    insights_record *record = NULL;

    build("words", &record);
    cr_expect(
        eq(i64, insights_record_int(record, INSIGHTS_EVIDENCE_STANDING), -1));
    cr_expect(eq(
        str, (char *)insights_record_text(record, INSIGHTS_EVIDENCE_STANDING),
        "newer"));
    insights_record_free(record);
}

Test(build, what_is_set_later_takes_the_place_of_what_was_loaded)
{
    insights_record *record = NULL;

    build("words", &record);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_QUOTE, "other");
    insights_record_set_text(record, INSIGHTS_EVIDENCE_GIST, "gist");
    cr_expect(
        eq(str, (char *)insights_record_text(record, INSIGHTS_EVIDENCE_QUOTE),
           "other"));
    cr_expect(
        eq(u64, insights__record_dirty(record),
           (uint64_t)1 << slot_of(INSIGHTS_EVIDENCE_QUOTE) |
               (uint64_t)1 << slot_of(INSIGHTS_EVIDENCE_GIST)));
    insights_record_free(record);
}

Test(build, one_builder_serves_many_rows_with_one_allocation_each)
{
    insights_record *records[100];
    unsigned long before;

    cr_assert(eq(int, build("a row as long as any", &records[0]), 0));
    before = insights__alloc_count();
    for (int at = 1; at < 100; at++)
        build(at % 2 ? "odd" : "even", &records[at]);
    cr_expect(eq(ulong, insights__alloc_count() - before, 99));
    cr_expect(eq(
        str, (char *)insights_record_text(records[1], INSIGHTS_EVIDENCE_QUOTE),
        "odd"));
    cr_expect(eq(
        str, (char *)insights_record_text(records[98], INSIGHTS_EVIDENCE_QUOTE),
        "even"));
    for (int at = 0; at < 100; at++)
        insights_record_free(records[at]);
}

Test(build, a_row_knows_nothing_of_the_row_before)
{
    insights_record *record = NULL;

    build("words", &record);
    insights_record_free(record);
    insights__record_builder_begin(
        &builder, insights__kind_descriptor(INSIGHTS_TURN));
    insights__record_builder_finish(&builder, &record, &error);
    cr_expect(insights_record_id(record) == NULL);
    cr_expect(eq(i64, insights_record_version(record), 0));
    for (size_t at = 0; insights_field_at(INSIGHTS_TURN, at); at++)
        cr_expect(
            eq(int,
               (int)insights_record_state(
                   record, insights_field_at(INSIGHTS_TURN, at)),
               INSIGHTS_ABSENT));
    insights_record_free(record);
}

Test(build, slots_give_values_without_looking_fields_up)
{
    insights_record *record = NULL;
    size_t quote = slot_of(INSIGHTS_EVIDENCE_QUOTE);

    build("words", &record);
    cr_expect(
        eq(str, (char *)insights__record_slot(record, quote)->text, "words"));
    cr_expect(
        insights__record_slot(record, slot_of(INSIGHTS_EVIDENCE_GIST)) == NULL);
    cr_expect(eq(
        int, (int)insights__record_slot_state(record, quote), INSIGHTS_VALUE));
    cr_expect(
        insights__record_descriptor(record) ==
        insights__kind_descriptor(INSIGHTS_EVIDENCE));
    insights_record_free(record);
}

Test(build, every_allocation_may_fail)
{
    insights_record *record = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        build("words", &record), insights_record_free(record); record = NULL);
}
