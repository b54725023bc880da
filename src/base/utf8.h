/* utf8.h - UTF-8 as bytes, code points and UTF-16 units. */
#ifndef INSIGHTS_BASE_UTF8_H
#define INSIGHTS_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Decode the character at `bytes` (at least one byte left). Returns its
 * length, or 0 where it is not valid UTF-8 (overlong, surrogate, cut). */
size_t insights__utf8_decode(
    const char *bytes,
    size_t length,
    uint32_t *code_point);

/* Encode; returns 1..4. `code_point` must be a scalar value. */
size_t insights__utf8_encode(uint32_t code_point, char out[4]);

/* The offset of the first byte that is not valid, or `length`. */
size_t insights__utf8_valid(const char *bytes, size_t length);

/* How many code points and UTF-16 units valid UTF-8 has; either may be
 * NULL. */
void insights__utf8_count(
    const char *bytes,
    size_t length,
    size_t *code_points,
    size_t *utf16_units);

#endif
