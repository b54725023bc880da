/* alloc.h - the only way this library gets memory.
 *
 * One choke point buys three things: zeroed memory everywhere, one place to
 * plug in a host's allocator, and a test that makes every allocation fail in
 * turn.
 */
#ifndef INSIGHTS_BASE_ALLOC_H
#define INSIGHTS_BASE_ALLOC_H

#include <stddef.h>

/* Zeroed memory, or NULL. A size of 0 gives a pointer that can be freed. */
void *insights__alloc(size_t size);

/* Zeroed memory for `count` items of `size`; NULL where that overflows. */
void *insights__calloc(size_t count, size_t size);

/* Grow or shrink; what was added is not zeroed. On NULL the old memory
 * still stands. */
void *insights__realloc(void *memory, size_t size);

/* A copy of `string`, or NULL. */
char *insights__strdup(const char *string);

/* A copy of `length` bytes with a NUL behind them, or NULL. */
char *insights__strndup(const char *bytes, size_t length);

/* NULL is allowed. */
void insights__free(void *memory);

/* Tests only: let `n` more allocations succeed, fail the one after, and then
 * succeed again. A negative `n` stops failing. */
void insights__alloc_fail_after(long n);

/* Tests only: how many allocations were asked for since the program began. */
unsigned long insights__alloc_count(void);

#endif
