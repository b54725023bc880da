/*
 * text.h - memory, growing text, and text as people see it.
 *
 * Running out of memory ends the program with a message; nothing here
 * answers NULL for that.
 */
#ifndef INSIGHTS_CLI_TEXT_H
#define INSIGHTS_CLI_TEXT_H

#include <stddef.h>
#include <stdint.h>

void *cli_alloc(size_t size);
void *cli_grow(void *memory, size_t size);
char *cli_copy(const char *text);
char *cli_copy_bytes(const char *bytes, size_t length);
char *cli_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Text that grows; all zero is empty. `text` is NULL before the first put. */
typedef struct cli_buffer {
    char *text;
    size_t length;
    size_t capacity;
} cli_buffer;

void cli_put(cli_buffer *buffer, const char *text);
void cli_put_bytes(cli_buffer *buffer, const char *bytes, size_t length);
void cli_putf(cli_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Hands the text over (never NULL) and leaves the buffer empty. */
char *cli_take(cli_buffer *buffer);
void cli_drop(cli_buffer *buffer);

/* A list of texts it owns. */
typedef struct cli_texts {
    char **items;
    size_t count;
} cli_texts;

void cli_texts_add(cli_texts *texts, char *owned);
void cli_texts_sort(cli_texts *texts);
void cli_texts_free(cli_texts *texts);

/* --- As people see it ----------------------------------------------------- */

/* Columns the text takes on a terminal. */
size_t cli_width(const char *text);
/* How many bytes of the text fit into `width` columns. */
size_t cli_fit(const char *text, size_t width);
/* The text in at most `width` columns, "…" at its end where it was cut. */
char *cli_cut(const char *text, size_t width);
/* The same, cut at the front: "…" at its beginning. */
char *cli_cut_front(const char *text, size_t width);
/* How many bytes belong on the next line of `width` columns; *skip is what
 * to leave out before the line after it. */
size_t cli_wrap(const char *text, size_t width, size_t *skip);
/* One line of printable text: white space runs become one space, and control
 * characters, which could steer a terminal, are replaced. */
char *cli_clean(const char *text);
/* 872340 -> "14:32"; above an hour "1:02:03". */
char *cli_clock(int64_t ms);
/* Milliseconds since 1970 as local "2026-03-01 14:32". */
char *cli_date(int64_t ms);
/* 1234567 -> "1,234,567". */
char *cli_number(int64_t value);
/* "1 turn", "2 turns". */
char *cli_count(int64_t count, const char *one, const char *many);

int cli_starts(const char *text, const char *with);
int cli_ends(const char *text, const char *with);
/* Without regard to the case of ASCII letters. */
int cli_same(const char *a, const char *b);
/* The name most like `wanted` out of `names`, or NULL where none is near. */
const char *cli_nearest(const char *wanted, char *const *names, size_t count);

#endif /* INSIGHTS_CLI_TEXT_H */
