/* test_descriptor.c - kinds and fields can be looked up and are consistent. */
#include "model/descriptor.h"

#include <insights.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

Test(descriptor, the_library_and_the_header_have_the_same_model)
{
    cr_expect(eq(int, insights_model_version(), INSIGHTS_MODEL_VERSION));
}

Test(descriptor, every_kind_is_found_by_place_number_and_name)
{
    insights_kind last = 0;
    insights_kind kind;
    size_t count = 0;

    while ((kind = insights_kind_at(count)) != 0) {
        cr_expect(gt(u32, kind, last));
        cr_expect(eq(u32, insights_kind_find(insights_kind_name(kind)), kind));
        cr_expect(insights__kind_descriptor(kind) == &insights__kinds[count]);
        last = kind;
        count++;
    }
    cr_expect(eq(sz, count, insights__kinds_count));
}

Test(descriptor, every_field_is_found_by_place_number_and_name)
{
    for (size_t k = 0; k < insights__kinds_count; k++) {
        const insights__kind *kind = &insights__kinds[k];

        for (size_t at = 0; at < kind->field_count; at++) {
            insights_field field = insights_field_at(kind->id, at);
            const insights__field *found = insights__field_descriptor(field);

            cr_assert(found == &kind->fields[at]);
            cr_expect(eq(sz, (size_t)found->slot, at));
            cr_expect(eq(u32, field >> 16, kind->id));
            cr_expect(
                eq(u32, insights_field_find(kind->id, found->name), field));
            cr_expect(eq(
                str, (char *)insights_field_name(field), (char *)found->name));
            cr_expect(eq(int, insights_field_type(field), found->type));
            cr_expect(ge(int, insights_field_type(field), 1));
            cr_expect(insights_field_doc(field) != NULL);
            cr_expect(
                eq(int, found->type == INSIGHTS_TYPE_ENUM,
                   found->value_count > 0));
            cr_expect(
                eq(int, found->type == INSIGHTS_TYPE_ID,
                   insights_kind_stored(insights_field_target(field)) == 1));
        }
        cr_expect(eq(u32, insights_field_at(kind->id, kind->field_count), 0));
    }
}

Test(descriptor, stored_kinds_know_their_account_and_project)
{
    for (size_t k = 0; k < insights__kinds_count; k++) {
        const insights__kind *kind = &insights__kinds[k];
        const insights__field *account =
            insights__field_by_number(kind, INSIGHTS__NUMBER_ACCOUNT_ID);
        const insights__field *project =
            insights__field_by_number(kind, INSIGHTS__NUMBER_PROJECT_ID);

        cr_expect(
            eq(int, account != NULL,
               kind->scope == INSIGHTS__SCOPE_ACCOUNT ||
                   kind->scope == INSIGHTS__SCOPE_PROJECT));
        cr_expect(
            eq(int, project != NULL, kind->scope == INSIGHTS__SCOPE_PROJECT));
        cr_expect(eq(int, kind->scope == INSIGHTS__SCOPE_NONE, !kind->stored));
    }
    cr_expect(eq(u32, INSIGHTS_EVIDENCE_ACCOUNT_ID, 10u << 16 | 1u));
    cr_expect(
        eq(u32, insights_field_target(INSIGHTS_EVIDENCE_PROJECT_ID),
           INSIGHTS_PROJECT));
}

Test(descriptor, keys_name_fields_of_their_kind)
{
    const insights__kind *actor = insights__kind_descriptor(INSIGHTS_ACTOR);

    cr_assert(eq(sz, actor->key_count, 1));
    cr_expect(eq(sz, actor->keys[0].count, 4));
    cr_expect(eq(u32, actor->keys[0].fields[0], INSIGHTS_ACTOR_ACCOUNT_ID));
    for (size_t k = 0; k < insights__kinds_count; k++) {
        const insights__kind *kind = &insights__kinds[k];

        for (size_t at = 0; at < kind->key_count; at++) {
            for (size_t i = 0; i < kind->keys[at].count; i++)
                cr_expect(
                    kind->keys[at].fields[i] >> 16 == kind->id &&
                    insights__field_descriptor(kind->keys[at].fields[i]));
        }
    }
}

Test(descriptor, enums_translate_both_ways)
{
    const insights__field *field =
        insights__field_descriptor(INSIGHTS_CODING_STANDING);

    cr_expect(
        eq(str, (char *)insights__enum_text(field, INSIGHTS_STANDING_REJECTED),
           "rejected"));
    cr_expect(
        eq(int, insights__enum_constant(field, "rejected"),
           INSIGHTS_STANDING_REJECTED));
    cr_expect(eq(int, insights__enum_constant(field, "reject"), -1));
    cr_expect(insights__enum_text(field, 0) == NULL);
    cr_expect(insights__enum_text(field, -1) == NULL);
    cr_expect(insights__enum_text(field, 5) == NULL);
}

Test(descriptor, what_is_not_there_is_not_found)
{
    cr_expect(eq(u32, insights_kind_at(1000), 0));
    cr_expect(insights_kind_name(0) == NULL);
    cr_expect(insights_kind_name(0xFFFFFFFF) == NULL);
    cr_expect(insights_kind_name(100) == NULL);
    cr_expect(eq(u32, insights_kind_find("nothing"), 0));
    cr_expect(eq(u32, insights_kind_find(NULL), 0));
    cr_expect(eq(int, insights_kind_stored(0), 0));
    cr_expect(eq(u32, insights_field_at(0, 0), 0));
    cr_expect(insights_field_name(0) == NULL);
    cr_expect(insights_field_name(INSIGHTS_TURN_TEXT | 0xFF) == NULL);
    cr_expect(insights_field_doc(0xFFFFFFFF) == NULL);
    cr_expect(eq(int, insights_field_type(INSIGHTS_TURN << 16), 0));
    cr_expect(eq(u32, insights_field_target(INSIGHTS_TURN_TEXT), 0));
    cr_expect(eq(u32, insights_field_find(INSIGHTS_TURN, "nothing"), 0));
    cr_expect(eq(u32, insights_field_find(INSIGHTS_TURN, NULL), 0));
    cr_expect(eq(u32, insights_field_find(0, "text"), 0));
}
