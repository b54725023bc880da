/* json_tree.h - a JSON document in memory, each value with its place.
 *
 * The members of what vendors write stand in any order, and which of two
 * lists counts is only known when both were seen; so the document is held.
 * Members that are null are as if they were not there.
 */
#ifndef INSIGHTS_TEXT_JSON_TREE_H
#define INSIGHTS_TEXT_JSON_TREE_H

#include "text/json_reader.h"

#include "base/arena.h"

typedef struct insights__json_node {
    const char *key;  /* of a member; NULL: an element, or the document */
    const char *text; /* of a string or number as it is written */
    struct insights__json_node *first; /* of what it holds */
    struct insights__json_node *next;  /* beside it */
    uint32_t length;                   /* of text */
    uint32_t line;
    uint32_t column;
    insights__json_token kind; /* OBJECT, ARRAY, STRING, NUMBER, … */
} insights__json_node;

typedef struct insights__json_tree {
    insights__arena arena;
    struct insights__map *keys; /* key -> the one copy of it */
    insights__json_node *root;
} insights__json_tree;

/* Zeroed trees may be read and freed. */
insights_status insights__json_tree_read(
    insights__json_tree *tree,
    insights__source *source,
    insights_error **error);
void insights__json_tree_free(insights__json_tree *tree);

/* The member of an object at a path such as "results.items", or NULL; so too
 * where `node` is NULL or no object. */
const insights__json_node *insights__json_at(
    const insights__json_node *node,
    const char *path);

/* The same for the first of several paths, the last of which is NULL, that
 * leads anywhere. */
const insights__json_node *insights__json_any(
    const insights__json_node *node,
    const char *const *paths);

/* The first object in a list, or NULL; so too where it is no list. */
const insights__json_node *insights__json_head(const insights__json_node *list);

int insights__json_is(const insights__json_node *node, insights__json_token is);

/* Whether a text says this; 0 where there is none. */
int insights__json_says(const insights__json_node *node, const char *what);

/* INSIGHTS_E_PARSE at a value. */
INSIGHTS__PRINTF(4, 5)
insights_status insights__json_refuse(
    const insights__source *source,
    const insights__json_node *node,
    insights_error **error,
    const char *format,
    ...);

#endif
