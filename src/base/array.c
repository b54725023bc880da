/* array.c - growth of arrays whose item type only the caller knows.
 *
 * The pointer to the items is read and written as bytes: its real type is
 * not `void *`, and the compiler may rely on that.
 */
#include "base/array.h"

#include "base/alloc.h"

#include <stdint.h>
#include <string.h>

#define FIRST_CAPACITY 8

static void *load(void **items)
{
    void *memory;

    memcpy(&memory, items, sizeof(memory));
    return memory;
}

static void store(void **items, void *memory)
{
    memcpy(items, &memory, sizeof(memory));
}

int insights__array_reserve_raw(
    void **items,
    size_t count,
    size_t *capacity,
    size_t item_size,
    size_t extra)
{
    size_t needed;
    size_t room;
    void *memory;

    if (extra > SIZE_MAX / 2 / item_size - count)
        return 0;
    needed = count + extra;
    if (needed <= *capacity)
        return 1;

    room = *capacity ? *capacity : FIRST_CAPACITY;
    while (room < needed)
        room *= 2;
    if (room > SIZE_MAX / item_size)
        return 0;
    memory = insights__realloc(load(items), room * item_size);
    if (!memory)
        return 0;
    store(items, memory);
    *capacity = room;
    return 1;
}

void *insights__array_add_raw(
    void **items,
    size_t *count,
    size_t *capacity,
    size_t item_size)
{
    unsigned char *slot;

    if (!insights__array_reserve_raw(items, *count, capacity, item_size, 1))
        return NULL;
    slot = (unsigned char *)load(items) + *count * item_size;
    memset(slot, 0, item_size);
    (*count)++;
    return slot;
}

void insights__array_free_raw(void **items, size_t *count, size_t *capacity)
{
    insights__free(load(items));
    store(items, NULL);
    *count = 0;
    *capacity = 0;
}
