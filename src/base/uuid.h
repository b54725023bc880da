/* uuid.h - UUIDv7 (RFC 9562): time-ordered ids made without a server.
 *
 * Within a process ids grow strictly, also within one millisecond and when
 * the wall clock steps back; a forked child starts with fresh random bits.
 */
#ifndef INSIGHTS_BASE_UUID_H
#define INSIGHTS_BASE_UUID_H

#include "base/error.h"

#define INSIGHTS__UUID_TEXT 37 /* 36 characters and a NUL */

/* Write a new id as lower-case text. Fails only where the kernel gives no
 * random bytes. */
insights_status insights__uuid_new(
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error);

/* Whether `text` is a UUID in the canonical lower-case form. */
int insights__uuid_valid(const char *text);

/* A valid one as its sixteen bytes, and back. */
void insights__uuid_pack(unsigned char out[16], const char *text);
void insights__uuid_unpack(
    char out[INSIGHTS__UUID_TEXT],
    const unsigned char bytes[16]);

#endif
