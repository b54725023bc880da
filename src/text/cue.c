/* cue.c - reads the text of captions. */
#include "text/cue.h"

#include "text/entities.h"

#include "base/alloc.h"

#include <string.h>

void insights__cue_tree_free(insights__cue_tree *tree)
{
    insights__array_free(&tree->nodes);
    insights__buffer_free(&tree->text);
}

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f' ||
           byte == '\r';
}

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Digits at `*at`; how many there were. The value stops growing at 10^12. */
static size_t digits(
    const char *text,
    size_t length,
    size_t *at,
    int64_t *value)
{
    size_t from = *at;

    *value = 0;
    for (; *at < length && is_digit(text[*at]); (*at)++)
        if (*value < 1000000000000)
            *value = *value * 10 + (text[*at] - '0');
    return *at - from;
}

int insights__cue_timestamp(
    const char *text,
    size_t length,
    size_t *at,
    int64_t *out_ms)
{
    int64_t part[4] = {0, 0, 0, 0};
    size_t count;
    int hours;

    count = digits(text, length, at, &part[0]);
    if (!count || *at >= length || text[*at] != ':')
        return 0;
    /* Minutes beyond 99 are no WebVTT, but are written. */
    hours = count != 2 && count != 3;
    if (count == 2 && part[0] > 59)
        hours = 1;
    (*at)++;
    if (digits(text, length, at, &part[1]) != 2)
        return 0;
    if (hours || (*at < length && text[*at] == ':')) {
        if (*at >= length || text[*at] != ':')
            return 0;
        (*at)++;
        if (digits(text, length, at, &part[2]) != 2)
            return 0;
    } else {
        part[2] = part[1];
        part[1] = part[0];
        part[0] = 0;
    }
    if (*at >= length || text[*at] != '.')
        return 0;
    (*at)++;
    if (digits(text, length, at, &part[3]) != 3)
        return 0;
    if ((part[1] > 59 && count != 3) || part[1] > 999 || part[2] > 59)
        return 0;
    if (part[0] > INSIGHTS__HOURS_MAXIMUM)
        part[0] = INSIGHTS__HOURS_MAXIMUM;
    *out_ms = ((part[0] * 60 + part[1]) * 60 + part[2]) * 1000 + part[3];
    return 1;
}

/* --- The tree ------------------------------------------------------------ */

/* Tags deeper than this, or more of them in one cue, mean nothing; so that a
 * file of nothing but tags is read in bounded time and memory. */
#define DEPTH_MAXIMUM 64
#define NODES_MAXIMUM 65536

typedef struct cue_parser {
    insights__cue_tree *tree;
    const char *text;
    size_t length;
    size_t at;
    size_t current; /* the open node */
    size_t depth;
} cue_parser;

static int is_full(const cue_parser *parser)
{
    return parser->tree->nodes.count >= NODES_MAXIMUM;
}

static insights__cue_node *add_node(cue_parser *parser, insights__cue_kind kind)
{
    insights__cue_node *node = insights__array_add(&parser->tree->nodes);

    if (node) {
        node->kind = kind;
        node->parent = parser->current;
        node->text = parser->tree->text.length;
    }
    return node;
}

/* One character, or the reference that stands for it. */
static void put_character(cue_parser *parser)
{
    insights__buffer *out = &parser->tree->text;
    char decoded[INSIGHTS__ENTITY_SIZE];
    size_t used;
    size_t size = 0;

    if (parser->text[parser->at] == '&')
        size = insights__entity_decode(
            parser->text + parser->at, parser->length - parser->at, decoded,
            &used);
    if (size) {
        insights__buffer_append(out, decoded, size);
        parser->at += used;
        return;
    }
    insights__buffer_char(
        out,
        parser->text[parser->at] == '\n' ? '\0' : parser->text[parser->at]);
    parser->at++;
}

/* Text up to the next tag, at least one character. */
static int parse_text(cue_parser *parser)
{
    size_t count = parser->tree->nodes.count;
    insights__cue_node *node = &parser->tree->nodes.items[count - 1];

    if (!is_full(parser) || node->kind != INSIGHTS__CUE_TEXT)
        node = add_node(parser, INSIGHTS__CUE_TEXT);
    if (!node)
        return 0;
    while (parser->at < parser->length && parser->text[parser->at] != '<')
        put_character(parser);
    node->length = parser->tree->text.length - node->text;
    return 1;
}

static insights__cue_kind kind_of(const char *name, size_t length)
{
    static const struct {
        const char *name;
        insights__cue_kind kind;
    } known[] = {
        {"c", INSIGHTS__CUE_CLASS},   {"i", INSIGHTS__CUE_ITALIC},
        {"b", INSIGHTS__CUE_BOLD},    {"u", INSIGHTS__CUE_UNDERLINE},
        {"ruby", INSIGHTS__CUE_RUBY}, {"rt", INSIGHTS__CUE_RUBY_TEXT},
        {"v", INSIGHTS__CUE_VOICE},   {"lang", INSIGHTS__CUE_LANG},
    };
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strlen(known[i].name) == length &&
            !memcmp(known[i].name, name, length))
            return known[i].kind;
    return INSIGHTS__CUE_ROOT;
}

static void close_tag(cue_parser *parser, insights__cue_kind kind)
{
    const insights__cue_node *nodes = parser->tree->nodes.items;
    size_t current = parser->current;

    if (kind == INSIGHTS__CUE_ROOT || !current)
        return;
    if (nodes[current].kind == kind) {
        parser->current = nodes[current].parent;
        parser->depth--;
    } else if (
        kind == INSIGHTS__CUE_RUBY &&
        nodes[current].kind == INSIGHTS__CUE_RUBY_TEXT) {
        parser->current = nodes[nodes[current].parent].parent;
        parser->depth -= 2;
    }
}

/* Move over ".loud.red", which follows the name of a tag. */
static void parse_classes(
    cue_parser *parser,
    size_t end,
    insights__cue_node *node)
{
    insights__buffer *out = &parser->tree->text;

    node->classes = out->length;
    while (parser->at < end && parser->text[parser->at] == '.') {
        size_t from = ++parser->at;

        while (parser->at < end && parser->text[parser->at] != '.' &&
               !is_space(parser->text[parser->at]))
            parser->at++;
        if (parser->at == from)
            continue;
        if (out->length > node->classes)
            insights__buffer_char(out, ' ');
        insights__buffer_append(out, parser->text + from, parser->at - from);
    }
    node->classes_length = out->length - node->classes;
}

/* The annotation, references decoded and white space collapsed. */
static void parse_annotation(
    cue_parser *parser,
    size_t end,
    insights__cue_node *node)
{
    insights__buffer *out = &parser->tree->text;
    size_t length = parser->length;

    node->text = out->length;
    parser->length = end;
    while (parser->at < end) {
        if (!is_space(parser->text[parser->at])) {
            put_character(parser);
            continue;
        }
        while (parser->at < end && is_space(parser->text[parser->at]))
            parser->at++;
        if (out->length > node->text && parser->at < end)
            insights__buffer_char(out, ' ');
    }
    node->length = out->length - node->text;
    parser->length = length;
}

static int open_tag(cue_parser *parser, insights__cue_kind kind, size_t end)
{
    insights__cue_node *node;

    if (kind == INSIGHTS__CUE_ROOT || is_full(parser) ||
        parser->depth >= DEPTH_MAXIMUM)
        return 1;
    if (kind == INSIGHTS__CUE_RUBY_TEXT &&
        parser->tree->nodes.items[parser->current].kind != INSIGHTS__CUE_RUBY)
        return 1;
    node = add_node(parser, kind);
    if (!node)
        return 0;
    parse_classes(parser, end, node);
    if (kind == INSIGHTS__CUE_VOICE || kind == INSIGHTS__CUE_LANG)
        parse_annotation(parser, end, node);
    parser->current = parser->tree->nodes.count - 1;
    parser->depth++;
    return 1;
}

/* A tag, with the parser behind its "<". Tags that mean nothing are left
 * out. */
static int parse_tag(cue_parser *parser)
{
    const char *close =
        memchr(parser->text + parser->at, '>', parser->length - parser->at);
    size_t end = close ? (size_t)(close - parser->text) : parser->length;
    size_t from = parser->at;
    int closing = from < end && parser->text[from] == '/';
    int ok = 1;

    if (from < end && is_digit(parser->text[from])) {
        int64_t time_ms;

        if (insights__cue_timestamp(parser->text, end, &parser->at, &time_ms) &&
            parser->at == end && !is_full(parser)) {
            insights__cue_node *node =
                add_node(parser, INSIGHTS__CUE_TIMESTAMP);

            ok = node != NULL;
            if (node)
                node->time_ms = time_ms;
        }
    } else {
        size_t name = from + (closing ? 1u : 0u);

        parser->at = name;
        while (parser->at < end && parser->text[parser->at] != '.' &&
               !is_space(parser->text[parser->at]))
            parser->at++;
        if (closing)
            close_tag(parser, kind_of(parser->text + name, end - name));
        else
            ok = open_tag(
                parser, kind_of(parser->text + name, parser->at - name), end);
    }
    parser->at = end + (close ? 1u : 0u);
    return ok;
}

insights_status insights__cue_parse(
    insights__cue_tree *tree,
    const char *text,
    size_t length,
    insights_error **error)
{
    cue_parser parser = {tree, text, length, 0, 0, 0};
    int ok;

    tree->nodes.count = 0;
    insights__buffer_truncate(&tree->text, 0);
    ok = add_node(&parser, INSIGHTS__CUE_ROOT) != NULL;
    while (ok && parser.at < length) {
        if (text[parser.at] != '<') {
            ok = parse_text(&parser);
        } else {
            parser.at++;
            ok = parse_tag(&parser);
        }
    }
    if (!ok)
        return insights__fail_nomem(error);
    return insights__buffer_check(&tree->text, "the text of a cue", error);
}
