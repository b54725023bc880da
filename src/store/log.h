/* log.h - what a commit changed, packed: the one place that says how.
 *
 * The log of commits has one row per group: its number, its time, and a list
 * of entries. An entry is
 *
 *     'a' and 16 bytes: what follows belongs to this account and no project
 *     'p' and 16 bytes: what follows belongs to this project of the account
 *     'n':              what follows belongs to no project
 *     'i', 'u' or 'd', the kind in 2 bytes (high one first), the id in 16,
 *     the version by sevens (low ones first, 0x80: more follow): a record
 *     was inserted, updated or deleted
 *
 * Each transaction of a group begins with an 'a', so that one can be taken
 * back without the others. One row of a project takes 54 bytes, each further
 * one 20.
 *
 * An entry is never changed; a version that needs more adds another letter,
 * and readers stop at a letter they do not know.
 */
#ifndef INSIGHTS_STORE_LOG_H
#define INSIGHTS_STORE_LOG_H

#include "base/buffer.h"
#include "base/uuid.h"
#include "model/descriptor.h"

/* Whose the entries are that come next. */
typedef struct insights__log_place {
    char account[INSIGHTS__UUID_TEXT]; /* "": nobody's yet */
    char project[INSIGHTS__UUID_TEXT]; /* "": none */
} insights__log_place;

/* Append an entry, and before it what `place` lacks. `project` may be NULL;
 * `op` is 'i', 'u' or 'd'. */
void insights__log_pack(
    insights__buffer *log,
    insights__log_place *place,
    const char *account,
    const char *project,
    const insights__kind *kind,
    const char *id,
    int64_t version,
    char op);

typedef struct insights__log_entry {
    insights_kind kind;
    char op;
    int64_t version;
    char id[INSIGHTS__UUID_TEXT];
} insights__log_entry;

typedef struct insights__log_reader {
    const unsigned char *at;
    const unsigned char *end;
    insights__log_place place; /* of the entry read last */
} insights__log_reader;

void insights__log_reader_init(
    insights__log_reader *reader,
    const void *bytes,
    size_t length);

/* The next entry; 0 at the end, or where the bytes make no sense. */
int insights__log_unpack(
    insights__log_reader *reader,
    insights__log_entry *out);

#endif
