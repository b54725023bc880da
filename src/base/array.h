/* array.h - growable arrays of any plain type.
 *
 *     INSIGHTS__ARRAY(insights__turn) turns = INSIGHTS__ARRAY_INIT;
 *     insights__turn *turn = insights__array_add(&turns);
 *     if (!turn) return insights__fail_nomem(error);
 *     …
 *     insights__array_free(&turns);
 *
 * insights__array_add() gives a zeroed item at the end, valid until the next
 * add, or NULL where memory is short (the array is then as it was).
 */
#ifndef INSIGHTS_BASE_ARRAY_H
#define INSIGHTS_BASE_ARRAY_H

#include <stddef.h>

#define INSIGHTS__ARRAY(type) \
    struct {                  \
        type *items;          \
        size_t count;         \
        size_t capacity;      \
    }

#define INSIGHTS__ARRAY_INIT \
    {                        \
        NULL, 0, 0           \
    }

/* Room for `extra` more items; 0 where memory is short. */
int insights__array_reserve_raw(
    void **items,
    size_t count,
    size_t *capacity,
    size_t item_size,
    size_t extra);

/* As above, and a zeroed slot at the end counted in. NULL: no memory. */
void *insights__array_add_raw(
    void **items,
    size_t *count,
    size_t *capacity,
    size_t item_size);

void insights__array_free_raw(void **items, size_t *count, size_t *capacity);

#define insights__array_reserve(array, extra)                                 \
    insights__array_reserve_raw(                                              \
        (void **)(void *)&(array)->items, (array)->count, &(array)->capacity, \
        sizeof(*(array)->items), (extra))

#if defined(__GNUC__)
#define insights__array_add(array)                                             \
    ((__typeof__((array)->items))insights__array_add_raw(                      \
        (void **)(void *)&(array)->items, &(array)->count, &(array)->capacity, \
        sizeof(*(array)->items)))
#else
#define insights__array_add(array)                                             \
    (insights__array_add_raw(                                                  \
        (void **)(void *)&(array)->items, &(array)->count, &(array)->capacity, \
        sizeof(*(array)->items)))
#endif

/* Frees the items' array, not what the items own. */
#define insights__array_free(array) \
    insights__array_free_raw(       \
        (void **)(void *)&(array)->items, &(array)->count, &(array)->capacity)

#endif
