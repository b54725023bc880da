/* test_alloc.c - the one way to memory. */
#include "base/alloc.h"

#include <insights/base.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct ledger {
    int taken;
    int given_back;
} ledger;

/* Dirty on purpose: the library must not rely on the host for zeroes. */
static void *ledger_alloc(size_t size, void *user)
{
    void *memory = malloc(size);

    ((ledger *)user)->taken++;
    if (memory)
        memset(memory, 0xab, size);
    return memory;
}

static void *ledger_realloc(void *memory, size_t size, void *user)
{
    (void)user;
    return realloc(memory, size);
}

static void ledger_free(void *memory, void *user)
{
    ((ledger *)user)->given_back++;
    free(memory);
}

static insights_allocator ledger_allocator(ledger *user)
{
    insights_allocator allocator = INSIGHTS_ALLOCATOR_INIT;

    allocator.alloc = ledger_alloc;
    allocator.realloc = ledger_realloc;
    allocator.free = ledger_free;
    allocator.user = user;
    return allocator;
}

Test(alloc, memory_is_zeroed_whatever_the_host_gives)
{
    ledger user = {0, 0};
    insights_allocator allocator = ledger_allocator(&user);
    unsigned char zero[100] = {0};
    unsigned char *memory;

    cr_assert(eq(int, insights_allocator_set(&allocator), INSIGHTS_OK));
    memory = insights__alloc(sizeof(zero));
    cr_assert(memory != NULL);
    cr_expect(eq(int, memcmp(memory, zero, sizeof(zero)), 0));
    insights_free(memory);
    cr_expect(eq(int, user.taken, 1));
    cr_expect(eq(int, user.given_back, 1));
}

Test(alloc, the_allocator_stands_once_memory_was_handed_out)
{
    ledger user = {0, 0};
    insights_allocator allocator = ledger_allocator(&user);

    insights__free(insights__alloc(1));
    cr_expect(eq(int, insights_allocator_set(&allocator), INSIGHTS_E_INVALID));
    cr_expect(eq(int, insights_allocator_set(NULL), INSIGHTS_E_INVALID));
    insights__free(insights__alloc(1));
    cr_expect(eq(int, user.taken, 0));
}

Test(alloc, an_allocator_without_one_of_its_functions_is_refused)
{
    ledger user = {0, 0};
    insights_allocator allocator = ledger_allocator(&user);

    allocator.realloc = NULL;
    cr_expect(eq(int, insights_allocator_set(&allocator), INSIGHTS_E_INVALID));
    allocator = ledger_allocator(&user);
    allocator.size = 0;
    cr_expect(eq(int, insights_allocator_set(&allocator), INSIGHTS_E_INVALID));
}

Test(alloc, sizes_that_overflow_give_null)
{
    cr_expect(insights__calloc(SIZE_MAX / 2, 3) == NULL);
    cr_expect(insights__strndup("", SIZE_MAX) == NULL);
}

Test(alloc, nothing_at_all_can_be_allocated_and_freed)
{
    void *memory = insights__alloc(0);

    cr_expect(memory != NULL);
    insights__free(memory);
    insights__free(NULL);
    insights_free(NULL);
}

Test(alloc, exactly_the_chosen_allocation_fails)
{
    void *memory[4];

    insights__alloc_fail_after(2);
    for (size_t i = 0; i < 4; i++)
        memory[i] = insights__alloc(8);
    insights__alloc_fail_after(-1);

    cr_expect(memory[0] && memory[1] && !memory[2] && memory[3]);
    for (size_t i = 0; i < 4; i++)
        insights__free(memory[i]);
}

Test(alloc, a_failed_growth_leaves_the_old_memory)
{
    char *memory = insights__strdup("still here");

    insights__alloc_fail_after(0);
    cr_expect(insights__realloc(memory, 1 << 20) == NULL);
    insights__alloc_fail_after(-1);
    cr_expect(eq(str, memory, "still here"));
    insights__free(memory);
}
