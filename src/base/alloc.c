/* alloc.c - the host's allocator, behind a counter that tests can run out.
 *
 * The allocator is chosen before the first allocation and never changes
 * afterwards, so that memory always returns to where it came from. That is
 * why reading it needs no lock.
 */
#include "base/alloc.h"

#include <insights/base.h>

#include "base/options.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static atomic_long allocations_left = -1;
static atomic_ulong allocations_asked;

static void *default_alloc(size_t size, void *user)
{
    (void)user;
    return calloc(1, size);
}

static void *default_realloc(void *memory, size_t size, void *user)
{
    (void)user;
    return realloc(memory, size);
}

static void default_free(void *memory, void *user)
{
    (void)user;
    free(memory);
}

static const insights_allocator default_allocator = {
    sizeof(insights_allocator), default_alloc, default_realloc, default_free,
    NULL};

static insights_allocator allocator = {
    sizeof(insights_allocator), default_alloc, default_realloc, default_free,
    NULL};

insights_status insights_allocator_set(const insights_allocator *given)
{
    insights_allocator own;
    insights_status status;

    if (atomic_load(&allocations_asked) != 0)
        return INSIGHTS_E_INVALID;
    if (!given) {
        allocator = default_allocator;
        return INSIGHTS_OK;
    }
    status = insights__options_read(&own, sizeof(own), given, NULL);
    if (status < 0)
        return status;
    if (!own.alloc || !own.realloc || !own.free)
        return INSIGHTS_E_INVALID;
    allocator = own;
    return INSIGHTS_OK;
}

void insights__alloc_fail_after(long n)
{
    atomic_store(&allocations_left, n);
}

unsigned long insights__alloc_count(void)
{
    return atomic_load(&allocations_asked);
}

/* Count a request; whether it is the one that has to fail. */
static int must_fail(void)
{
    atomic_fetch_add_explicit(&allocations_asked, 1, memory_order_relaxed);
    if (atomic_load_explicit(&allocations_left, memory_order_relaxed) < 0)
        return 0;
    return atomic_fetch_sub(&allocations_left, 1) == 0;
}

void *insights__alloc(size_t size)
{
    void *memory;

    if (must_fail())
        return NULL;
    if (size == 0)
        size = 1;
    memory = allocator.alloc(size, allocator.user);
    if (memory && allocator.alloc != default_alloc)
        memset(memory, 0, size);
    return memory;
}

void *insights__calloc(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return insights__alloc(count * size);
}

void *insights__realloc(void *memory, size_t size)
{
    if (!memory)
        return insights__alloc(size);
    if (must_fail())
        return NULL;
    return allocator.realloc(memory, size ? size : 1, allocator.user);
}

char *insights__strdup(const char *string)
{
    return insights__strndup(string, strlen(string));
}

char *insights__strndup(const char *bytes, size_t length)
{
    char *copy = length < SIZE_MAX ? insights__alloc(length + 1) : NULL;

    if (copy && length)
        memcpy(copy, bytes, length);
    return copy;
}

void insights__free(void *memory)
{
    if (memory)
        allocator.free(memory, allocator.user);
}

void insights_free(void *memory)
{
    insights__free(memory);
}
