/* map.h - a hash map from byte strings to pointers.
 *
 * Keys are copied. Iteration is in order of insertion (removals keep the
 * order), so that output never depends on the hash. The hash is seeded per
 * process with the kernel's random bytes.
 */
#ifndef INSIGHTS_BASE_MAP_H
#define INSIGHTS_BASE_MAP_H

#include <stddef.h>

typedef struct insights__map insights__map;

/* NULL: no memory. */
insights__map *insights__map_new(void);

/* Calls `release` (may be NULL) on every value. NULL map is allowed. */
void insights__map_free(insights__map *map, void (*release)(void *value));

/* The value, or NULL. */
void *insights__map_get(const insights__map *map, const char *key, size_t size);

/* Where the value of `key` stands, made with a NULL value if it is new, valid
 * until the next call that adds. NULL: no memory. */
void **insights__map_slot(insights__map *map, const char *key, size_t size);

/* Remove and return the value, or NULL. */
void *insights__map_remove(insights__map *map, const char *key, size_t size);

size_t insights__map_count(const insights__map *map);

/* Step through: start with *at = 0; 0 at the end. Outputs may be NULL; the
 * key has a NUL behind it. Removing the current one is allowed. */
int insights__map_next(
    const insights__map *map,
    size_t *at,
    const char **key,
    size_t *size,
    void **value);

#endif
