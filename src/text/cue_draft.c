/* cue_draft.c - from the tree of a cue to who says what.
 *
 * Lines of a cue are joined by a space unless each has its own speaker. Text
 * between two time tags is one timed "word", however many words it holds.
 */
#include "text/cue.h"

#include "base/alloc.h"

#include <string.h>

#define NO_VOICE ((size_t)-1)

/* Lines of one cue behind these are joined without looking who speaks. */
#define LINES_MAXIMUM 1000

typedef struct timed_span {
    size_t piece;
    insights__word word;
} timed_span;

typedef struct cue_reader {
    const insights__cue_tree *tree;
    insights__draft *draft;
    insights__buffer line;
    INSIGHTS__ARRAY(timed_span) spans; /* of the cue */
    INSIGHTS__ARRAY(insights__word) line_spans;
    size_t voice;      /* the node, 0: outside any, NO_VOICE: no text yet */
    size_t span_start; /* in `line` */
    int64_t span_ms;
    int64_t start_ms;
    int64_t end_ms;
    size_t first_piece; /* of the cue */
    size_t first_line;  /* piece that began the voice, or NO_VOICE */
    size_t timestamps;
    size_t lines;
    int failed;
} cue_reader;

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* The dash that a line of dialogue starts with: its length with the spaces
 * behind it. `*spaced` says that there are some. */
static size_t dash_of(const char *text, size_t length, int *spaced)
{
    size_t at = 0;
    size_t dash;

    if (length && text[0] == '-')
        at = 1;
    else if (
        length >= 3 &&
        (!memcmp(text, "\xE2\x80\x93", 3) || !memcmp(text, "\xE2\x80\x94", 3)))
        at = 3;
    if (!at)
        return 0;
    dash = at;
    while (at < length && is_space(text[at]))
        at++;
    *spaced = at > dash;
    return at < length && text[at] != '-' ? at : 0;
}

/* End the timed span that runs up to the end of the line so far. */
static void end_span(cue_reader *reader)
{
    insights__word *word;

    if (reader->line.length > reader->span_start) {
        word = insights__array_add(&reader->line_spans);
        if (!word) {
            reader->failed = 1;
            return;
        }
        word->offset = (uint32_t)reader->span_start;
        word->length = (uint32_t)(reader->line.length - reader->span_start);
        word->start_ms = reader->span_ms;
    }
    reader->span_start = reader->line.length;
}

/* Cut a span of the line to its words, and note it for `piece`. */
static void keep_span(
    cue_reader *reader,
    const insights__word *word,
    size_t trimmed,
    size_t end,
    size_t piece)
{
    const char *text = insights__buffer_text(&reader->line);
    size_t from = word->offset;
    size_t to = from + word->length;
    timed_span *span;

    if (from < trimmed)
        from = trimmed;
    if (to > end)
        to = end;
    while (from < to && is_space(text[from]))
        from++;
    while (to > from && is_space(text[to - 1]))
        to--;
    if (from >= to)
        return;
    span = insights__array_add(&reader->spans);
    if (!span) {
        reader->failed = 1;
        return;
    }
    span->piece = piece;
    span->word.offset = (uint32_t)(from - trimmed);
    span->word.length = (uint32_t)(to - from);
    span->word.start_ms = word->start_ms;
}

/* The label of a line outside voices: a dash, or a name behind one. */
static insights__label line_label(
    cue_reader *reader,
    const char *text,
    size_t length)
{
    int spaced = 0;
    size_t dash = dash_of(text, length, &spaced);
    insights__label label = insights__label_find(text + dash, length - dash, 0);

    (void)reader;
    if (label.kind != INSIGHTS__LABEL_NONE) {
        label.start += dash;
        label.rest += dash;
    } else if (dash) {
        label.kind = INSIGHTS__LABEL_DASH;
        label.length = (size_t)spaced;
        label.rest = dash;
    }
    return label;
}

static void add_line(cue_reader *reader, size_t from, size_t to)
{
    static const insights__label none = {INSIGHTS__LABEL_NONE, 0, 0, 0};
    const insights__cue_node *voice = NULL;
    const char *text = insights__buffer_text(&reader->line) + from;
    unsigned flags = 0;
    insights__label label = none;
    insights__piece *piece;

    if (reader->voice && reader->voice != NO_VOICE)
        voice = &reader->tree->nodes.items[reader->voice];
    else
        label = line_label(reader, text, to - from);
    if (reader->first_line == NO_VOICE) {
        flags = INSIGHTS__PIECE_TURN;
        if (voice)
            flags |= INSIGHTS__PIECE_SURE;
    }
    piece = insights__draft_add(reader->draft, text, to - from, &label, flags);
    if (!piece) {
        reader->failed = 1;
        return;
    }
    piece->start_ms = reader->start_ms;
    piece->end_ms = reader->end_ms;
    if (voice && (flags & INSIGHTS__PIECE_SURE) && voice->length) {
        piece->speaker = insights__arena_strndup(
            &reader->draft->arena,
            insights__buffer_text(&reader->tree->text) + voice->text,
            voice->length);
        if (!piece->speaker)
            reader->failed = 1;
    }
    if (reader->first_line == NO_VOICE)
        reader->first_line = reader->draft->pieces.count - 1;
}

/* Make the line so far a piece, unless it is blank. */
static void end_line(cue_reader *reader)
{
    const char *text;
    size_t from = 0;
    size_t to;
    size_t at;

    end_span(reader);
    text = insights__buffer_text(&reader->line);
    to = reader->line.length;
    while (from < to && is_space(text[from]))
        from++;
    while (to > from && is_space(text[to - 1]))
        to--;
    if (from < to && !reader->failed) {
        add_line(reader, from, to);
        for (at = 0; at < reader->line_spans.count && !reader->failed; at++)
            keep_span(
                reader, &reader->line_spans.items[at], from, to,
                reader->draft->pieces.count - 1);
    }
    reader->line_spans.count = 0;
    reader->span_start = 0;
    insights__buffer_truncate(&reader->line, 0);
}

static int is_blank(const char *text, size_t length)
{
    size_t at;

    for (at = 0; at < length; at++)
        if (text[at] && !is_space(text[at]))
            return 0;
    return 1;
}

static void read_text(cue_reader *reader, const insights__cue_node *node)
{
    const insights__cue_node *nodes = reader->tree->nodes.items;
    const char *text = insights__buffer_text(&reader->tree->text) + node->text;
    size_t voice = node->parent;
    size_t at;

    while (voice && nodes[voice].kind != INSIGHTS__CUE_VOICE)
        voice = nodes[voice].parent;
    if (voice != reader->voice && !is_blank(text, node->length)) {
        end_line(reader);
        reader->voice = voice;
        reader->first_line = NO_VOICE;
    }
    for (at = 0; at < node->length; at++) {
        size_t from = at;

        while (at < node->length && text[at])
            at++;
        insights__buffer_append(&reader->line, text + from, at - from);
        if (at < node->length && reader->lines++ < LINES_MAXIMUM)
            end_line(reader);
        else if (at < node->length)
            insights__buffer_char(&reader->line, ' ');
    }
}

/* Dashes mean speakers where a cue has two of them. A single one is taken off
 * only if other cues of the file show that they do, so it is not counted. */
static void settle_dashes(cue_reader *reader)
{
    insights__draft *draft = reader->draft;
    size_t count = 0;
    size_t at;

    for (at = reader->first_piece; at < draft->pieces.count; at++)
        count += draft->pieces.items[at].label.kind == INSIGHTS__LABEL_DASH
                     ? 1u
                     : 0u;
    if (count != 1)
        return;
    draft->dashed--;
    for (at = reader->first_piece; at < draft->pieces.count; at++) {
        insights__label *label = &draft->pieces.items[at].label;

        if (label->kind == INSIGHTS__LABEL_DASH && !label->length)
            label->kind = INSIGHTS__LABEL_NONE;
    }
}

/* Give the pieces their timed spans. */
static int attach_spans(cue_reader *reader)
{
    timed_span *spans = reader->spans.items;
    size_t count = reader->spans.count;
    size_t at;

    /* Each ends where the next later one starts; starts never decrease. */
    for (at = count; at-- > 0;) {
        if (at + 1 == count)
            spans[at].word.end_ms = reader->end_ms;
        else if (spans[at + 1].word.start_ms > spans[at].word.start_ms)
            spans[at].word.end_ms = spans[at + 1].word.start_ms;
        else
            spans[at].word.end_ms = spans[at + 1].word.end_ms;
    }
    for (at = 0; at < count; at++) {
        insights__piece *piece = &reader->draft->pieces.items[spans[at].piece];
        size_t last = at;

        while (!piece->words && last < count &&
               spans[last].piece == spans[at].piece)
            last++;
        if (!piece->words)
            piece->words = insights__arena_alloc(
                &reader->draft->arena, (last - at) * sizeof(*piece->words));
        if (!piece->words)
            return 0;
        piece->words[piece->word_count++] = spans[at].word;
    }
    return 1;
}

insights_status insights__cue_to_draft(
    const insights__cue_tree *tree,
    insights__draft *draft,
    int64_t start_ms,
    int64_t end_ms,
    insights_error **error)
{
    cue_reader reader = {0};
    insights_status status = INSIGHTS_OK;
    size_t before = draft->pieces.count;
    size_t at;

    reader.tree = tree;
    reader.draft = draft;
    reader.voice = NO_VOICE;
    reader.first_line = NO_VOICE;
    reader.span_ms = start_ms;
    reader.start_ms = start_ms;
    reader.end_ms = end_ms;
    reader.first_piece = before;
    for (at = 1; at < tree->nodes.count && !reader.failed; at++) {
        const insights__cue_node *node = &tree->nodes.items[at];

        if (node->kind == INSIGHTS__CUE_TEXT) {
            read_text(&reader, node);
        } else if (
            node->kind == INSIGHTS__CUE_TIMESTAMP &&
            node->time_ms > reader.span_ms && node->time_ms <= end_ms) {
            end_span(&reader);
            reader.span_ms = node->time_ms;
            reader.timestamps++;
        }
    }
    end_line(&reader);
    settle_dashes(&reader);
    if (reader.failed || reader.line.status < 0 ||
        (reader.timestamps && !attach_spans(&reader)))
        status = insights__fail_nomem(error);
    insights__buffer_free(&reader.line);
    insights__array_free(&reader.spans);
    insights__array_free(&reader.line_spans);
    return status;
}
