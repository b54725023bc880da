/* test_arena.c - many small things that are freed at once. */
#include "base/alloc.h"
#include "base/arena.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdint.h>
#include <string.h>

Test(arena, everything_it_gives_is_zeroed_and_aligned)
{
    insights__arena arena = INSIGHTS__ARENA_INIT;
    static const unsigned char zero[5000];

    for (size_t size = 0; size < sizeof(zero); size += 37) {
        void *memory = insights__arena_alloc(&arena, size);

        cr_assert(memory != NULL);
        cr_assert(eq(int, memcmp(memory, zero, size), 0));
        cr_assert(eq(sz, (size_t)((uintptr_t)memory % 16), 0));
        memset(memory, 0xff, size);
    }
    insights__arena_free(&arena);
}

Test(arena, copies_have_a_nul_behind_them)
{
    insights__arena arena = INSIGHTS__ARENA_INIT;
    char *copy = insights__arena_strndup(&arena, "evidence", 4);

    cr_expect(eq(str, copy, "evid"));
    cr_expect(eq(str, insights__arena_strndup(&arena, "", 0), ""));
    insights__arena_free(&arena);
    copy = insights__arena_strndup(&arena, "again", 5);
    cr_expect(eq(str, copy, "again"));
    insights__arena_free(&arena);
}

Test(arena, it_refuses_what_memory_cannot_hold)
{
    insights__arena arena = INSIGHTS__ARENA_INIT;

    cr_expect(insights__arena_alloc(&arena, SIZE_MAX) == NULL);
    cr_expect(insights__arena_strndup(&arena, "", SIZE_MAX) == NULL);
    insights__alloc_fail_after(0);
    cr_expect(insights__arena_alloc(&arena, 1) == NULL);
    insights__alloc_fail_after(-1);
    cr_expect(insights__arena_alloc(&arena, 1) != NULL);
    insights__arena_free(&arena);
}
