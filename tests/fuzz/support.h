/* support.h - what fuzz targets have in common.
 *
 * A target feeds bytes to one parser and holds what comes out to what the
 * headers promise; a promise that is broken aborts, as libFuzzer expects.
 */
#ifndef INSIGHTS_TESTS_FUZZ_SUPPORT_H
#define INSIGHTS_TESTS_FUZZ_SUPPORT_H

#include <insights.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Print and abort where `condition` is false. */
#define FUZZ_CHECK(condition)                          \
    do {                                               \
        if (!(condition))                              \
            fuzz_fail(__FILE__, __LINE__, #condition); \
    } while (0)

_Noreturn void fuzz_fail(const char *file, int line, const char *what);

/* A copy with a NUL behind it; release with free(). */
char *fuzz_copy(const void *bytes, size_t length);

/* Valid UTF-8 without NUL. NULL is not. */
int fuzz_is_text(const char *text);

/* Hold an outcome to the rules of errors: `*error` is set where it failed,
 * has that code and one line of text, and is released here. 1: it worked. */
int fuzz_outcome(insights_status status, insights_error **error);

/* Whether inputs are made up by libFuzzer, of which there are very many: then
 * each takes a share of what can be asked, by fuzz_share(). Files that are
 * replayed take all. */
int fuzz_is_made_up(void);

/* Which of `count` shares an input takes; a matter of its bytes alone. */
size_t fuzz_share(const void *data, size_t size, size_t count);

/* The two halves around the first line "====", copied; no such line: the
 * second one is empty. Release both with free(). */
typedef struct fuzz_halves {
    char *first;
    char *second;
    size_t first_length;
    size_t second_length;
} fuzz_halves;

fuzz_halves fuzz_split(const uint8_t *data, size_t size);
void fuzz_halves_free(fuzz_halves *halves);

/* Read as `format` (NULL: found out) and check what came out; NULL where it
 * was refused, properly. `max_turn_size` 0 is the default. */
insights_conversation *fuzz_read(
    const void *bytes,
    size_t length,
    const char *format,
    const char *encoding,
    uint32_t max_turn_size);

/* Read, check, and write in every format and read again. */
void fuzz_transcript(const uint8_t *data, size_t size, const char *format);

/* The canonical text, made of nothing but the public calls. */
typedef struct fuzz_canon {
    char *text;
    size_t length;
} fuzz_canon;

fuzz_canon fuzz_canonical(const insights_conversation *conversation);

/* Whether [start, end) of the canonical text is `text` and lies on characters.
 */
int fuzz_says(
    const fuzz_canon *canon,
    int64_t start,
    int64_t end,
    const char *text);

/* A corpus of the one conversation, under the id "c", which is released. */
insights_corpus *fuzz_corpus(insights_conversation *conversation);

/* Step through a cursor of records of `kind`, hold each to `check` and the
 * first ones to their JSON round trip, and release it. Answers how many there
 * were. */
size_t fuzz_each(
    insights_cursor *cursor,
    insights_kind kind,
    void (*check)(const insights_record *record, void *user),
    void *user);

/* A record's JSON reads back as a record with the same JSON. */
void fuzz_round_trip(const insights_record *record);

#endif
