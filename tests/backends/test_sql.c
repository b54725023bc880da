/* test_sql.c - the statements that follow from the model. */
#include "backends/sql.h"
#include "backends/sqlite.h"

#include <criterion/criterion.h>
#include <insights/model.h>
#include <string.h>

#define FIELD(id) insights__field_descriptor(id)

Test(sql, every_index_of_every_kind_begins_with_the_tenant)
{
    for (size_t i = 0; i < insights__kinds_count; i++) {
        const insights__kind *kind = &insights__kinds[i];
        insights__index indexes[INSIGHTS__INDEXES];
        size_t count;

        if (!kind->stored || kind->scope == INSIGHTS__SCOPE_ROOT)
            continue;
        count = insights__sql_indexes(kind, indexes);
        cr_assert_lt(count, INSIGHTS__INDEXES);
        for (size_t j = 0; j < count; j++) {
            const insights__field *first = indexes[j].columns[0];

            cr_assert_not_null(first, "%s", kind->name);
            cr_expect(
                strcmp(first->name, "account_id") == 0 ||
                    strcmp(first->name, "project_id") == 0,
                "%s begins with %s", kind->name, first->name);
        }
    }
}

Test(sql, names_of_indexes_are_unique)
{
    static char names[400][128];
    size_t total = 0;

    for (size_t i = 0; i < insights__kinds_count; i++) {
        insights__index indexes[INSIGHTS__INDEXES];
        size_t count = insights__kinds[i].stored
                           ? insights__sql_indexes(&insights__kinds[i], indexes)
                           : 0;

        for (size_t j = 0; j < count; j++) {
            insights__buffer name = INSIGHTS__BUFFER_INIT;

            insights__sql_index_name(&name, &insights__kinds[i], &indexes[j]);
            for (size_t k = 0; k < total; k++)
                cr_expect_str_neq(names[k], insights__buffer_text(&name));
            cr_assert_lt(name.length, sizeof(names[0]));
            strcpy(names[total++], insights__buffer_text(&name));
            insights__buffer_free(&name);
        }
    }
}

Test(sql, kinds_fit_into_the_number_of_a_search_row)
{
    for (size_t i = 0; i < insights__kinds_count; i++) {
        if (insights__kinds[i].stored)
            cr_expect_lt(
                insights__kinds[i].id, 1u << INSIGHTS__SQLITE_KIND_BITS);
    }
}

/* A query for evidence, with up to one condition and one order. */
static insights__select select_of(
    insights_field where,
    insights_field order,
    insights__predicate *room)
{
    insights__select select;

    memset(&select, 0, sizeof(select));
    select.kind = insights__kind_descriptor(INSIGHTS_EVIDENCE);
    select.account = "a";
    if (where) {
        room->field = FIELD(where);
        room->op = INSIGHTS_EQ;
        room->value = insights__value_text("x");
        select.conditions = room;
        select.condition_count = 1;
    }
    if (order) {
        select.orders[0].field = FIELD(order);
        select.order_count = 1;
    }
    return select;
}

Test(sql, an_order_within_a_project_is_served_by_an_index)
{
    insights__predicate room;
    insights__select select = select_of(
        INSIGHTS_EVIDENCE_PROJECT_ID, INSIGHTS_EVIDENCE_STANDING, &room);

    cr_expect_eq(insights__sql_serves(&select), INSIGHTS__SERVED);
    select = select_of(0, INSIGHTS_EVIDENCE_STANDING, &room);
    cr_expect_eq(insights__sql_serves(&select), INSIGHTS__SERVED_NOT);
    select = select_of(
        INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_EVIDENCE_STANDING, &room);
    cr_expect_eq(insights__sql_serves(&select), INSIGHTS__SERVED_NOT);
    select = select_of(INSIGHTS_EVIDENCE_INTERVIEW_ID, 0, &room);
    cr_expect_eq(insights__sql_serves(&select), INSIGHTS__SERVED);
    select = select_of(0, 0, &room);
    cr_expect_eq(insights__sql_serves(&select), INSIGHTS__SERVED);
}

Test(sql, turns_of_a_transcript_come_in_order_by_their_unique_key)
{
    insights__predicate room = {
        FIELD(INSIGHTS_TURN_TRANSCRIPT_ID), INSIGHTS_EQ,
        insights__value_text("x")};
    insights__select select;

    memset(&select, 0, sizeof(select));
    select.kind = insights__kind_descriptor(INSIGHTS_TURN);
    select.account = "a";
    select.conditions = &room;
    select.condition_count = 1;
    select.orders[0].field = FIELD(INSIGHTS_TURN_POSITION);
    select.order_count = 1;
    cr_expect_eq(insights__sql_serves(&select), INSIGHTS__SERVED);
}

Test(sql, values_are_bound_and_never_written_into_a_statement)
{
    insights__sql sql = INSIGHTS__SQL_INIT;
    insights__predicate room;
    insights__select select =
        select_of(INSIGHTS_EVIDENCE_INTERVIEW_ID, 0, &room);

    room.value = insights__value_text("x'; drop table evidence; --");
    insights__sql_select(&sql, &insights__sql_sqlite, &select, 0, 10);
    cr_expect_null(strstr(insights__buffer_text(&sql.text), "drop"));
    cr_expect_eq(sql.count, 3);
    insights__sql_free(&sql);
}

Test(sql, a_page_behind_a_null_takes_two_statements)
{
    insights__place place;
    insights__predicate room;
    insights__select select = select_of(
        INSIGHTS_EVIDENCE_PROJECT_ID, INSIGHTS_EVIDENCE_STANDING, &room);

    memset(&place, 0, sizeof(place));
    cr_expect_eq(insights__sql_parts(&select), 1);
    select.after = &place;
    cr_expect_eq(insights__sql_parts(&select), 2);
    select.orders[0].descending = 1;
    cr_expect_eq(insights__sql_parts(&select), 1);
    place.keys[0] = insights__value_int(7);
    cr_expect_eq(insights__sql_parts(&select), 2);
}
