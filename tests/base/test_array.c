/* test_array.c - growable arrays. */
#include "base/alloc.h"
#include "base/array.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdint.h>

typedef struct point {
    int x;
    int y;
} point;

typedef INSIGHTS__ARRAY(point) points_array;

Test(array, items_keep_their_values_as_it_grows)
{
    points_array points = INSIGHTS__ARRAY_INIT;

    for (int i = 0; i < 1000; i++) {
        point *added = insights__array_add(&points);

        cr_assert(added != NULL);
        cr_assert(eq(int, added->y, 0));
        added->x = i;
    }
    cr_assert(eq(sz, points.count, 1000));
    for (int i = 0; i < 1000; i++)
        cr_assert(eq(int, points.items[i].x, i));
    insights__array_free(&points);
    cr_expect(eq(sz, points.count, 0));
    cr_expect(eq(sz, points.capacity, 0));
}

Test(array, it_stays_as_it_was_when_memory_is_short)
{
    points_array points = INSIGHTS__ARRAY_INIT;
    point *item;
    int added = 0;

    while (points.count < 8 || points.count < points.capacity) {
        item = insights__array_add(&points);

        cr_assert(item != NULL);
        item->x = added++;
    }
    insights__alloc_fail_after(0);
    item = insights__array_add(&points);
    insights__alloc_fail_after(-1);
    cr_expect(item == NULL);
    cr_expect(eq(sz, points.count, (size_t)added));
    cr_expect(eq(int, points.items[added - 1].x, added - 1));
    insights__array_free(&points);
}

Test(array, room_that_could_never_be_is_refused)
{
    points_array points = INSIGHTS__ARRAY_INIT;

    cr_expect(insights__array_reserve(&points, SIZE_MAX / 2) == 0);
    cr_expect(insights__array_reserve(&points, 100));
    cr_expect(ge(sz, points.capacity, 100));
    insights__array_free(&points);
}
