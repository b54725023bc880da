/* hash.h - SHA-256 and the ids of names, by libcrypto; incremental, because
 * transcripts are hashed turn by turn. Not part of the `core-only` build. */
#ifndef INSIGHTS_BASE_HASH_H
#define INSIGHTS_BASE_HASH_H

#include "base/error.h"
#include "base/uuid.h"

#define INSIGHTS__SHA256_TEXT 65 /* 64 hex digits and a NUL */

typedef struct insights__sha256 insights__sha256;

insights__sha256 *insights__sha256_new(void); /* NULL: no memory */
void insights__sha256_add(
    insights__sha256 *hash,
    const void *bytes,
    size_t length);
/* Lower-case hex of what was added so far; more may be added after. */
insights_status insights__sha256_text(
    const insights__sha256 *hash,
    char out[INSIGHTS__SHA256_TEXT],
    insights_error **error);
void insights__sha256_free(insights__sha256 *hash);

/* The UUIDv5 (RFC 9562) of a name within the library's own namespace: the
 * same name gives the same id, everywhere. */
insights_status insights__uuid_of_name(
    const char *name,
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error);

#endif
