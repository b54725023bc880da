/* cue.h - the text of a caption: a tree of tags, by the parser rules of
 * WebVTT; SubRip uses it with fewer tags.
 *
 * Nodes stand in document order, each with the index of its parent. The text
 * of all nodes is in one buffer, where a NUL stands for a line break of the
 * source, so that a line break written as a character reference is kept apart.
 */
#ifndef INSIGHTS_TEXT_CUE_H
#define INSIGHTS_TEXT_CUE_H

#include "text/draft.h"

#include "base/array.h"
#include "base/buffer.h"

typedef enum insights__cue_kind {
    INSIGHTS__CUE_ROOT = 0,
    INSIGHTS__CUE_TEXT,
    INSIGHTS__CUE_TIMESTAMP,
    INSIGHTS__CUE_CLASS,
    INSIGHTS__CUE_ITALIC,
    INSIGHTS__CUE_BOLD,
    INSIGHTS__CUE_UNDERLINE,
    INSIGHTS__CUE_RUBY,
    INSIGHTS__CUE_RUBY_TEXT,
    INSIGHTS__CUE_VOICE,
    INSIGHTS__CUE_LANG
} insights__cue_kind;

typedef struct insights__cue_node {
    insights__cue_kind kind;
    size_t parent;
    size_t text; /* TEXT: its text; VOICE and LANG: their annotation */
    size_t length;
    size_t classes; /* separated by spaces */
    size_t classes_length;
    int64_t time_ms; /* TIMESTAMP */
} insights__cue_node;

typedef struct insights__cue_tree {
    INSIGHTS__ARRAY(insights__cue_node) nodes; /* the first is the root */
    insights__buffer text;
} insights__cue_tree;

#define INSIGHTS__CUE_TREE_INIT                     \
    {                                               \
        INSIGHTS__ARRAY_INIT, INSIGHTS__BUFFER_INIT \
    }

/* The tree may be used again and again; free it once. */
insights_status insights__cue_parse(
    insights__cue_tree *tree,
    const char *text,
    size_t length,
    insights_error **error);
void insights__cue_tree_free(insights__cue_tree *tree);

/* "hh:mm:ss.mmm" or "mm:ss.mmm" at `*at`, which moves behind it; 0: none. */
int insights__cue_timestamp(
    const char *text,
    size_t length,
    size_t *at,
    int64_t *out_ms);

/* What a cue says, as pieces of a draft. */
insights_status insights__cue_to_draft(
    const insights__cue_tree *tree,
    insights__draft *draft,
    int64_t start_ms,
    int64_t end_ms,
    insights_error **error);

#endif
