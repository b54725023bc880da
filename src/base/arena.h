/* arena.h - many small things that are freed at once. */
#ifndef INSIGHTS_BASE_ARENA_H
#define INSIGHTS_BASE_ARENA_H

#include <stddef.h>

typedef struct insights__arena {
    struct insights__arena_block *first;
} insights__arena;

#define INSIGHTS__ARENA_INIT \
    {                        \
        NULL                 \
    }

/* Zeroed and aligned for any type, or NULL. */
void *insights__arena_alloc(insights__arena *arena, size_t size);

/* A copy of `length` bytes with a NUL behind them, or NULL. */
char *insights__arena_strndup(
    insights__arena *arena,
    const char *bytes,
    size_t length);

/* Frees everything; the arena may be used again. */
void insights__arena_free(insights__arena *arena);

#endif
