/* test_map.c - the hash map keeps what was put in, in that order. */
#include "base/alloc.h"
#include "base/map.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MANY 5000

static size_t key_of(int i, char *out, size_t size)
{
    return (size_t)snprintf(out, size, "key %d", i);
}

static void fill(insights__map *map, int first, int end)
{
    char key[32];

    for (int i = first; i < end; i++) {
        void **slot = insights__map_slot(map, key, key_of(i, key, 32));

        cr_assert(slot != NULL);
        *slot = (void *)(intptr_t)(i + 1);
    }
}

Test(map, every_key_leads_to_its_value)
{
    insights__map *map = insights__map_new();
    char key[32];

    fill(map, 0, MANY);
    fill(map, 0, 10);
    cr_expect(eq(sz, insights__map_count(map), MANY));
    for (int i = 0; i < MANY; i++)
        cr_assert(
            eq(ptr, insights__map_get(map, key, key_of(i, key, 32)),
               (void *)(intptr_t)(i + 1)));
    cr_expect(insights__map_get(map, "missing", 7) == NULL);
    insights__map_free(map, NULL);
}

Test(map, an_empty_map_and_an_empty_key_are_like_any_other)
{
    insights__map *map = insights__map_new();
    size_t at = 0;
    int value = 1;

    cr_expect(insights__map_get(map, "", 0) == NULL);
    cr_expect(insights__map_remove(map, "", 0) == NULL);
    cr_expect(insights__map_next(map, &at, NULL, NULL, NULL) == 0);
    *insights__map_slot(map, "", 0) = &value;
    cr_expect(eq(ptr, insights__map_get(map, "", 0), &value));
    cr_expect(insights__map_get(map, "\0", 1) == NULL);
    insights__map_free(map, NULL);
    insights__map_free(NULL, NULL);
}

Test(map, iteration_follows_insertion_also_after_removals_and_growth)
{
    insights__map *map = insights__map_new();
    const char *key;
    char expected[32];
    size_t at = 0;
    size_t size;
    int next = 1;

    fill(map, 0, 100);
    for (int i = 0; i < 100; i += 2)
        cr_expect(
            insights__map_remove(map, expected, key_of(i, expected, 32)) !=
            NULL);
    fill(map, 100, 1000);
    fill(map, 0, 1);
    while (insights__map_next(map, &at, &key, &size, NULL)) {
        cr_assert(eq(sz, size, key_of(next, expected, 32)));
        cr_assert(eq(str, (char *)key, expected));
        next += next < 99 ? 2 : 1;
        next = next == 1000 ? 0 : next;
    }
    cr_expect(eq(int, next, 2));
    insights__map_free(map, NULL);
}

Test(map, the_current_entry_may_be_removed_while_iterating)
{
    insights__map *map = insights__map_new();
    const char *key;
    size_t at = 0;
    size_t size;
    int seen = 0;

    fill(map, 0, 500);
    while (insights__map_next(map, &at, &key, &size, NULL)) {
        cr_assert(insights__map_remove(map, key, size) != NULL);
        seen++;
    }
    cr_expect(eq(int, seen, 500));
    cr_expect(eq(sz, insights__map_count(map), 0));
    fill(map, 0, 500);
    cr_expect(eq(sz, insights__map_count(map), 500));
    insights__map_free(map, NULL);
}

Test(map, coming_and_going_does_not_make_it_grow)
{
    insights__map *map = insights__map_new();
    char key[32];
    unsigned long before;

    fill(map, 0, 4);
    for (int i = 0; i < MANY; i++) {
        fill(map, 10 + i, 11 + i);
        cr_assert(
            insights__map_remove(map, key, key_of(10 + i, key, 32)) != NULL);
    }
    before = insights__alloc_count();
    fill(map, 0, 4);
    cr_expect(eq(ulong, insights__alloc_count(), before));
    cr_expect(eq(sz, insights__map_count(map), 4));
    insights__map_free(map, NULL);
}

static int released;

static void release(void *value)
{
    (void)value;
    released++;
}

Test(map, freeing_releases_every_value_that_is_left)
{
    insights__map *map = insights__map_new();

    fill(map, 0, 10);
    cr_expect(insights__map_remove(map, "key 3", 5) != NULL);
    insights__map_free(map, release);
    cr_expect(eq(int, released, 9));
}

Test(map, it_stays_as_it_was_when_memory_is_short)
{
    insights__map *map = insights__map_new();
    char key[32];

    for (int i = 0; i < 100; i++) {
        long n = 0;

        key_of(i, key, sizeof(key));
        for (insights__alloc_fail_after(n);
             !insights__map_slot(map, key, strlen(key));
             insights__alloc_fail_after(++n))
            cr_assert(eq(sz, insights__map_count(map), (size_t)i));
        insights__alloc_fail_after(-1);
    }
    cr_expect(eq(sz, insights__map_count(map), 100));
    insights__map_free(map, NULL);
}
