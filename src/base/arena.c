/* arena.c - blocks that are filled from the front and freed together. */
#include "base/arena.h"

#include "base/alloc.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define FIRST_BLOCK 4096u
#define LARGEST_BLOCK (1u << 20)

typedef struct insights__arena_block {
    struct insights__arena_block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
} arena_block;

/* Put a block with room for `size` bytes in front; NULL: no memory. */
static arena_block *add_block(insights__arena *arena, size_t size)
{
    size_t room = arena->first ? arena->first->size * 2 : FIRST_BLOCK;
    arena_block *block;

    if (room > LARGEST_BLOCK)
        room = LARGEST_BLOCK;
    if (room < size)
        room = size;
    if (room > SIZE_MAX - sizeof(*block))
        return NULL;
    block = insights__alloc(sizeof(*block) + room);
    if (!block)
        return NULL;
    block->size = room;
    block->next = arena->first;
    arena->first = block;
    return block;
}

void *insights__arena_alloc(insights__arena *arena, size_t size)
{
    size_t align = alignof(max_align_t);
    arena_block *block = arena->first;
    void *memory;

    if (size > SIZE_MAX - align)
        return NULL;
    size = (size + align - 1) / align * align;
    if (!block || size > block->size - block->used)
        block = add_block(arena, size);
    if (!block)
        return NULL;
    memory = block->bytes + block->used;
    block->used += size;
    return memory;
}

char *insights__arena_strndup(
    insights__arena *arena,
    const char *bytes,
    size_t length)
{
    char *copy =
        length < SIZE_MAX ? insights__arena_alloc(arena, length + 1) : NULL;

    if (copy && length)
        memcpy(copy, bytes, length);
    return copy;
}

void insights__arena_free(insights__arena *arena)
{
    arena_block *block = arena->first;

    while (block) {
        arena_block *next = block->next;

        insights__free(block);
        block = next;
    }
    arena->first = NULL;
}
