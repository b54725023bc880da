/* entities.h - "&amp;" and its like to characters, by the rules of HTML. */
#ifndef INSIGHTS_TEXT_ENTITIES_H
#define INSIGHTS_TEXT_ENTITIES_H

#include <stddef.h>

/* One string per initial letter. */
extern const char *const insights__entities_upper[26];
extern const char *const insights__entities_lower[26];

#define INSIGHTS__ENTITY_SIZE 8

/* Decode the reference that `text`, which starts with an ampersand, begins
 * with. Writes at most INSIGHTS__ENTITY_SIZE bytes and returns how many;
 * `*used` is the length of the reference. 0: it is none. */
size_t insights__entity_decode(
    const char *text,
    size_t length,
    char out[INSIGHTS__ENTITY_SIZE],
    size_t *used);

#endif
