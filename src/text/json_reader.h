/* json_reader.h - JSON one token at a time, from a source of any length.
 *
 * Memory holds one string or number, however long the document is. Strict:
 * RFC 8259, nesting up to 128, one value and nothing behind it.
 */
#ifndef INSIGHTS_TEXT_JSON_READER_H
#define INSIGHTS_TEXT_JSON_READER_H

#include "text/source.h"

#define INSIGHTS__JSON_DEPTH 128

typedef enum insights__json_token {
    INSIGHTS__JSON_END = 0, /* of the document */
    INSIGHTS__JSON_OBJECT,  /* { */
    INSIGHTS__JSON_OBJECT_END,
    INSIGHTS__JSON_ARRAY, /* [ */
    INSIGHTS__JSON_ARRAY_END,
    INSIGHTS__JSON_KEY, /* in `text` */
    INSIGHTS__JSON_STRING,
    INSIGHTS__JSON_NUMBER, /* as it is written, in `text` */
    INSIGHTS__JSON_TRUE,
    INSIGHTS__JSON_FALSE,
    INSIGHTS__JSON_NULL
} insights__json_token;

typedef struct insights__json_reader {
    insights__source *source;
    insights__json_token token;
    insights__buffer text;
    size_t line;
    size_t column; /* of the next byte, from 1, in bytes */
    size_t token_line;
    size_t token_column;
    size_t depth;
    unsigned char stack[INSIGHTS__JSON_DEPTH]; /* '{' or '[' */
    int expect;                                /* see json_reader.c */
} insights__json_reader;

void insights__json_open(
    insights__json_reader *reader,
    insights__source *source);
void insights__json_close(insights__json_reader *reader);

/* Read the next token into reader->token. */
insights_status insights__json_next(
    insights__json_reader *reader,
    insights_error **error);

/* With the reader on the first token of a value: move to its last. */
insights_status insights__json_skip(
    insights__json_reader *reader,
    insights_error **error);

/* INSIGHTS_E_PARSE at the token read last. */
insights_status insights__json_fail(
    const insights__json_reader *reader,
    insights_error **error,
    const char *message);

#endif
