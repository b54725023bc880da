/*
 * memory.c - memory and growing text of the program.
 */
#include "cli/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void out_of_memory(void)
{
    fputs("insights: out of memory\n", stderr);
    exit(1);
}

void *cli_alloc(size_t size)
{
    void *memory = calloc(1, size ? size : 1);

    if (!memory)
        out_of_memory();
    return memory;
}

void *cli_grow(void *memory, size_t size)
{
    void *grown = realloc(memory, size ? size : 1);

    if (!grown)
        out_of_memory();
    return grown;
}

char *cli_copy_bytes(const char *bytes, size_t length)
{
    char *copy = cli_alloc(length + 1);

    if (length)
        memcpy(copy, bytes, length);
    return copy;
}

char *cli_copy(const char *text)
{
    return text ? cli_copy_bytes(text, strlen(text)) : NULL;
}

static void reserve(cli_buffer *buffer, size_t more)
{
    size_t capacity = buffer->capacity ? buffer->capacity : 128;

    while (capacity < buffer->length + more + 1)
        capacity *= 2;
    if (capacity == buffer->capacity)
        return;
    buffer->text = cli_grow(buffer->text, capacity);
    buffer->capacity = capacity;
}

void cli_put_bytes(cli_buffer *buffer, const char *bytes, size_t length)
{
    reserve(buffer, length);
    if (length)
        memcpy(buffer->text + buffer->length, bytes, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void cli_put(cli_buffer *buffer, const char *text)
{
    cli_put_bytes(buffer, text, strlen(text));
}

static void put_list(cli_buffer *buffer, const char *format, va_list list)
{
    va_list again;
    int length = 0;

    va_copy(again, list);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return;
    reserve(buffer, (size_t)length);
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, list);
    buffer->length += (size_t)length;
}

void cli_putf(cli_buffer *buffer, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    put_list(buffer, format, list);
    va_end(list);
}

char *cli_format(const char *format, ...)
{
    cli_buffer buffer = {0};
    va_list list;

    va_start(list, format);
    put_list(&buffer, format, list);
    va_end(list);
    return cli_take(&buffer);
}

char *cli_take(cli_buffer *buffer)
{
    char *text = buffer->text ? buffer->text : cli_copy("");

    memset(buffer, 0, sizeof(*buffer));
    return text;
}

void cli_drop(cli_buffer *buffer)
{
    free(buffer->text);
    memset(buffer, 0, sizeof(*buffer));
}

void cli_texts_add(cli_texts *texts, char *owned)
{
    texts->items =
        cli_grow(texts->items, (texts->count + 1) * sizeof(*texts->items));
    texts->items[texts->count++] = owned;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void cli_texts_sort(cli_texts *texts)
{
    if (texts->count > 1)
        qsort(texts->items, texts->count, sizeof(*texts->items), by_bytes);
}

void cli_texts_free(cli_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->items[i]);
    free(texts->items);
    memset(texts, 0, sizeof(*texts));
}
