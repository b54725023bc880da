/* json_tree.c - puts the tokens of a document together. */
#include "text/json_tree.h"

#include "base/map.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A key, kept once; NULL: no memory. */
static const char *intern(
    insights__json_tree *tree,
    const insights__buffer *key)
{
    void **slot =
        insights__map_slot(tree->keys, insights__buffer_text(key), key->length);

    if (!slot)
        return NULL;
    if (!*slot)
        *slot = insights__arena_strndup(
            &tree->arena, insights__buffer_text(key), key->length);
    return *slot;
}

static uint32_t small(size_t number)
{
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

/* The value whose first token was read; NULL: no memory. */
static insights__json_node *new_node(
    insights__json_tree *tree,
    const insights__json_reader *reader,
    const char *key)
{
    insights__json_node *node =
        insights__arena_alloc(&tree->arena, sizeof(*node));

    if (!node)
        return NULL;
    node->kind = reader->token;
    node->key = key;
    node->line = small(reader->token_line);
    node->column = small(reader->token_column);
    if (node->kind != INSIGHTS__JSON_STRING &&
        node->kind != INSIGHTS__JSON_NUMBER)
        return node;
    node->length = small(reader->text.length);
    node->text = insights__arena_strndup(
        &tree->arena, insights__buffer_text(&reader->text), node->length);
    return node->text ? node : NULL;
}

typedef struct level {
    insights__json_node *node;
    insights__json_node *last;
} level;

/* Put a value where it belongs, and go into it if it holds others. */
static void place(
    insights__json_tree *tree,
    level *levels,
    size_t *depth,
    insights__json_node *node)
{
    level *open = *depth ? &levels[*depth - 1] : NULL;

    if (!open)
        tree->root = node;
    else if (open->last)
        open->last->next = node;
    else
        open->node->first = node;
    if (open)
        open->last = node;
    if (node->kind == INSIGHTS__JSON_OBJECT ||
        node->kind == INSIGHTS__JSON_ARRAY) {
        levels[*depth].node = node;
        levels[*depth].last = NULL;
        (*depth)++;
    }
}

static insights_status read_all(
    insights__json_tree *tree,
    insights__json_reader *reader,
    insights_error **error)
{
    level levels[INSIGHTS__JSON_DEPTH];
    const char *key = NULL;
    size_t depth = 0;

    for (;;) {
        insights__json_node *node;
        insights_status status = insights__json_next(reader, error);

        if (status < 0)
            return status;
        if (reader->token == INSIGHTS__JSON_END)
            return INSIGHTS_OK;
        if (reader->token == INSIGHTS__JSON_OBJECT_END ||
            reader->token == INSIGHTS__JSON_ARRAY_END) {
            depth--;
            continue;
        }
        if (reader->token == INSIGHTS__JSON_KEY) {
            key = intern(tree, &reader->text);
            if (!key)
                return insights__fail_nomem(error);
            continue;
        }
        if (key && reader->token == INSIGHTS__JSON_NULL) {
            key = NULL;
            continue;
        }
        node = new_node(tree, reader, key);
        if (!node)
            return insights__fail_nomem(error);
        key = NULL;
        place(tree, levels, &depth, node);
    }
}

insights_status insights__json_tree_read(
    insights__json_tree *tree,
    insights__source *source,
    insights_error **error)
{
    insights__json_reader reader;
    insights_status status;

    tree->keys = insights__map_new();
    if (!tree->keys)
        return insights__fail_nomem(error);
    insights__json_open(&reader, source);
    status = read_all(tree, &reader, error);
    insights__json_close(&reader);
    return status;
}

void insights__json_tree_free(insights__json_tree *tree)
{
    insights__map_free(tree->keys, NULL);
    insights__arena_free(&tree->arena);
    memset(tree, 0, sizeof(*tree));
}

const insights__json_node *insights__json_at(
    const insights__json_node *node,
    const char *path)
{
    while (node && *path) {
        size_t size = strcspn(path, ".");

        if (node->kind != INSIGHTS__JSON_OBJECT)
            return NULL;
        for (node = node->first; node; node = node->next)
            if (!strncmp(node->key, path, size) && !node->key[size])
                break;
        path += size;
        path += *path == '.';
    }
    return node;
}

const insights__json_node *insights__json_any(
    const insights__json_node *node,
    const char *const *paths)
{
    const insights__json_node *found = NULL;

    for (; paths && *paths && !found; paths++)
        found = insights__json_at(node, *paths);
    return found;
}

const insights__json_node *insights__json_head(const insights__json_node *list)
{
    const insights__json_node *node;

    if (!insights__json_is(list, INSIGHTS__JSON_ARRAY))
        return NULL;
    for (node = list->first; node; node = node->next)
        if (node->kind == INSIGHTS__JSON_OBJECT)
            return node;
    return NULL;
}

int insights__json_is(const insights__json_node *node, insights__json_token is)
{
    return node && node->kind == is;
}

int insights__json_says(const insights__json_node *node, const char *what)
{
    return node && node->text && !strcmp(node->text, what);
}

insights_status insights__json_refuse(
    const insights__source *source,
    const insights__json_node *node,
    insights_error **error,
    const char *format,
    ...)
{
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    return insights__source_fail(
        source, node ? node->line : 1, node ? node->column : 1, error, "%s",
        message);
}
