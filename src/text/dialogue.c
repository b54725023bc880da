/* dialogue.c - finds the name and the time in a line of dialogue. */
#include "text/dialogue.h"

#include "text/format.h"

#include "base/alloc.h"

#include <string.h>

/* Farther into a line no name or time is looked for. */
#define HEAD_MAXIMUM 160

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t skip_space(const char *text, size_t length, size_t at)
{
    for (;;) {
        if (at < length && is_space(text[at]))
            at++;
        else if (length - at >= 2 && !memcmp(text + at, "\xC2\xA0", 2))
            at += 2;
        else
            return at;
    }
}

void insights__dialogue_open(insights__dialogue *dialogue)
{
    memset(dialogue, 0, sizeof(*dialogue));
    dialogue->start_ms = INSIGHTS_NO_TIME;
    dialogue->end_ms = INSIGHTS_NO_TIME;
    dialogue->paragraph = 1;
    dialogue->draft.chain_ends = 1;
}

void insights__dialogue_close(insights__dialogue *dialogue)
{
    insights__draft_free(&dialogue->draft);
}

typedef struct times {
    int64_t start_ms;
    int64_t end_ms;
    size_t colons;
    int bracketed;
} times;

/* What separates the two times of a range; its length or 0. */
static size_t range_mark(const char *text, size_t length)
{
    static const char *const marks[] = {
        "-->", "->", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
    size_t i;

    for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        size_t size = strlen(marks[i]);

        if (length >= size && !memcmp(text, marks[i], size))
            return size;
    }
    return 0;
}

/* A time at `at`, in brackets or not, or a range of two. Returns where it
 * ends, 0: there is none. */
static size_t take_times(const char *text, size_t length, size_t at, times *out)
{
    size_t from = at;
    size_t used;
    size_t mark;
    char close = 0;

    out->end_ms = INSIGHTS_NO_TIME;
    out->colons = 0;
    if (at < length && (text[at] == '[' || text[at] == '('))
        close = text[at++] == '[' ? ']' : ')';
    out->bracketed = close != 0;
    used = insights__loose_time(text + at, length - at, &out->start_ms);
    if (!used)
        return 0;
    at += used;
    for (; from < at; from++)
        out->colons += text[from] == ':' ? 1u : 0u;
    from = skip_space(text, length, at);
    mark = range_mark(text + from, length - from);
    if (mark) {
        from = skip_space(text, length, from + mark);
        used = insights__loose_time(text + from, length - from, &out->end_ms);
        if (used)
            at = from + used;
    }
    if (!close)
        return at;
    return at < length && text[at] == close ? at + 1 : 0;
}

/* Whether a time without brackets at the start of a line is one: "10:30 is
 * when we meet" has none. */
static int stands_apart(
    const char *text,
    size_t length,
    size_t end,
    const times *found)
{
    insights__label label;
    size_t next = skip_space(text, length, end);

    if (found->bracketed || found->colons > 1 || next == length)
        return 1;
    if (end < length && text[end] == '\t')
        return 1;
    label = insights__label_find(text + next, length - next, 0);
    return label.kind == INSIGHTS__LABEL_COLON &&
           insights__label_shape_of(text + next + label.start, label.length) ==
               INSIGHTS__SHAPE_STRONG;
}

/* A time at the start; what follows starts at the place returned. */
static size_t take_leading(const char *text, size_t length, times *out)
{
    size_t end = take_times(text, length, 0, out);
    size_t mark;

    if (!end || !stands_apart(text, length, end, out))
        return 0;
    if (end < length && text[end] == ':')
        end++;
    end = skip_space(text, length, end);
    mark = range_mark(text + end, length - end);
    if (mark && end + mark < length && is_space(text[end + mark]) &&
        !out->bracketed)
        end = skip_space(text, length, end + mark);
    return end;
}

/* Trim what may stand between a name and its time. */
static size_t name_end(const char *text, size_t from, size_t to)
{
    while (to > from && strchr(" \t,|:-", text[to - 1]) && text[to - 1])
        to--;
    return to;
}

/* "Ana [00:01]: hello", "Ana (00:01)", "Ana  0:01", "Ana: 00:00:01". */
static int label_with_time(
    const char *text,
    size_t length,
    insights__label *label,
    times *out)
{
    size_t limit = length < HEAD_MAXIMUM ? length : HEAD_MAXIMUM;
    times found;
    size_t at;

    for (at = 2; at < limit; at++) {
        insights__label_shape shape;
        size_t end;

        if (!is_space(text[at - 1]) || is_space(text[at]))
            continue;
        end = take_times(text, length, at, &found);
        if (!end)
            continue;
        label->start = 0;
        label->length = name_end(text, 0, at);
        shape = insights__label_shape_of(text, label->length);
        if (shape == INSIGHTS__SHAPE_NONE ||
            (shape == INSIGHTS__SHAPE_LOOSE && !found.bracketed &&
             !is_space(text[at - 2])))
            return 0;
        if (end < length && text[end] == ':')
            end++;
        else if (skip_space(text, length, end) < length)
            return 0;
        label->rest = skip_space(text, length, end);
        label->kind = label->rest == length ? INSIGHTS__LABEL_HEADER
                                            : INSIGHTS__LABEL_COLON;
        *out = found;
        return 1;
    }
    return 0;
}

/* Chat logs say "From Ana to Everyone: hello"; the name is Ana. */
static int chat_label(const char *text, size_t length, insights__label *label)
{
    const char *colon = memchr(text, ':', length);
    size_t end = colon ? (size_t)(colon - text) : 0;
    size_t at;

    if (end < 6 || end > HEAD_MAXIMUM || memcmp(text, "From ", 5) != 0)
        return 0;
    label->start = skip_space(text, length, 5);
    for (at = label->start; at + 4 <= end; at++)
        if (!memcmp(text + at, " to ", 4) || !memcmp(text + at, " To ", 4))
            break;
    if (at + 4 > end)
        at = end; /* "From Ana : hello" */
    label->length = name_end(text, label->start, at) - label->start;
    label->rest = skip_space(text, length, end + 1);
    label->kind = INSIGHTS__LABEL_COLON;
    return insights__label_shape_of(text + label->start, label->length) !=
           INSIGHTS__SHAPE_NONE;
}

static int is_time_alone(const char *text, size_t length, times *found)
{
    size_t end = take_times(text, length, 0, found);

    return end && skip_space(text, length, end) == length;
}

/* Turn the placeholders of plain colons into colons. */
static void restore_colons(char *text, size_t length)
{
    char *at = text;

    while (
        (at = memchr(at, INSIGHTS__PLAIN_COLON, length - (size_t)(at - text))))
        *at++ = ':';
}

/* Add the text of a line whose leading time is taken off. */
static insights__piece *add_text(
    insights__dialogue *dialogue,
    const char *text,
    size_t length,
    const char *speaker,
    times *found)
{
    static const insights__label none = {INSIGHTS__LABEL_NONE, 0, 0, 0};
    insights__label label = none;
    unsigned flags = dialogue->paragraph ? INSIGHTS__PIECE_PARAGRAPH : 0;
    insights__piece *piece;
    times behind;

    if (found->start_ms >= 0)
        flags |= INSIGHTS__PIECE_TURN;
    if (speaker) {
        flags |= INSIGHTS__PIECE_SURE;
    } else if (
        !(found->start_ms >= 0 && chat_label(text, length, &label)) &&
        (found->start_ms >= 0 ||
         !label_with_time(text, length, &label, found))) {
        label = insights__label_find(text, length, found->start_ms >= 0);
        if (label.rest == length && label.kind == INSIGHTS__LABEL_BRACKET)
            label = none; /* [Music] */
    }
    /* "Ana: [00:01] hello" has the time behind the name. */
    if (label.kind != INSIGHTS__LABEL_NONE && found->start_ms < 0) {
        size_t end = take_times(text, length, label.rest, &behind);

        if (end &&
            (behind.bracketed || skip_space(text, length, end) == length)) {
            *found = behind;
            label.rest = skip_space(text, length, end);
            if (label.rest == length)
                label.kind = INSIGHTS__LABEL_HEADER;
        }
    }
    piece = insights__draft_add(&dialogue->draft, text, length, &label, flags);
    if (!piece)
        return NULL;
    piece->start_ms = found->start_ms;
    piece->end_ms = found->end_ms;
    if (speaker && *speaker) {
        piece->speaker = insights__arena_strndup(
            &dialogue->draft.arena, speaker, strlen(speaker));
        if (!piece->speaker)
            return NULL;
    }
    return piece;
}

static int may_stand_below(const insights__piece *piece)
{
    return piece->label.kind == INSIGHTS__LABEL_NONE &&
           insights__label_shape_of(piece->text, piece->length) ==
               INSIGHTS__SHAPE_STRONG;
}

/* Where something is said below it, a line below times may be a name. */
static int take_below(insights__dialogue *dialogue)
{
    insights__draft *draft = &dialogue->draft;
    insights__piece *piece;

    if (!dialogue->below)
        return 1;
    piece = &draft->pieces.items[dialogue->below - 1];
    dialogue->below = 0;
    piece->label.kind = INSIGHTS__LABEL_BELOW;
    piece->label.start = 0;
    piece->label.length = piece->length;
    piece->label.rest = piece->length;
    draft->units--; /* it was counted as what it is not */
    return insights__draft_count(draft, piece->text, &piece->label, 0);
}

int insights__dialogue_line(
    insights__dialogue *dialogue,
    const char *line,
    size_t length,
    const char *speaker)
{
    times found = {INSIGHTS_NO_TIME, INSIGHTS_NO_TIME, 0, 0};
    insights__piece *piece;
    size_t from = skip_space(line, length, 0);
    size_t at;

    while (length > from && is_space(line[length - 1]))
        length--;
    line += from;
    length -= from;
    if (!length && !speaker) {
        dialogue->paragraph = 1;
        return 1;
    }
    if (!speaker && is_time_alone(line, length, &found)) {
        dialogue->start_ms = found.start_ms;
        dialogue->end_ms = found.end_ms;
        dialogue->below = 0;
        dialogue->draft.ranges += found.end_ms >= 0 ? 1u : 0u;
        return 1;
    }
    if (!take_below(dialogue))
        return 0;
    at = take_leading(line, length, &found);
    if (!at) {
        found.start_ms = dialogue->start_ms;
        found.end_ms = dialogue->end_ms;
    }
    piece = add_text(dialogue, line + at, length - at, speaker, &found);
    if (!piece)
        return 0;
    if (memchr(piece->text, INSIGHTS__PLAIN_COLON, piece->length)) {
        char *text = insights__arena_strndup(
            &dialogue->draft.arena, piece->text, piece->length);

        if (!text)
            return 0;
        restore_colons(text, piece->length);
        piece->text = text;
    }
    if (!at && !speaker && dialogue->end_ms >= 0 && may_stand_below(piece))
        dialogue->below = dialogue->draft.pieces.count;
    dialogue->start_ms = INSIGHTS_NO_TIME;
    dialogue->end_ms = INSIGHTS_NO_TIME;
    dialogue->paragraph = 0;
    return 1;
}

int insights__dialogue_name(
    insights__dialogue *dialogue,
    const char *line,
    size_t length)
{
    insights__label label = {INSIGHTS__LABEL_HEADING, 0, length, length};
    insights__piece *piece;

    if (insights__label_shape_of(line, length) <= INSIGHTS__SHAPE_LOOSE)
        return insights__dialogue_line(dialogue, line, length, NULL);
    piece = insights__draft_add(
        &dialogue->draft, line, length, &label,
        INSIGHTS__PIECE_PARAGRAPH |
            (dialogue->start_ms >= 0 ? (unsigned)INSIGHTS__PIECE_TURN : 0u));
    if (!piece)
        return 0;
    piece->start_ms = dialogue->start_ms;
    piece->end_ms = dialogue->end_ms;
    dialogue->start_ms = INSIGHTS_NO_TIME;
    dialogue->end_ms = INSIGHTS_NO_TIME;
    dialogue->paragraph = 0;
    return 1;
}

int insights__dialogue_heading(
    insights__dialogue *dialogue,
    const char *text,
    size_t length,
    int *kept)
{
    insights__draft *draft = &dialogue->draft;
    insights__label label = {INSIGHTS__LABEL_HEADING, 0, length, length};
    size_t pieces = draft->pieces.count;

    *kept = 1;
    if (text[length - 1] == ':')
        label.length--;
    if (insights__label_shape_of(text, label.length) > INSIGHTS__SHAPE_LOOSE)
        return insights__draft_add(
                   draft, text, length, &label, INSIGHTS__PIECE_HEADING) !=
               NULL;
    /* "Ana Lima 00:01" */
    if (!insights__dialogue_line(dialogue, text, length, NULL))
        return 0;
    if (draft->pieces.count > pieces) {
        if (draft->pieces.items[pieces].label.kind == INSIGHTS__LABEL_HEADER)
            return 1;
        draft->pieces.count = pieces;
        dialogue->below = 0;
    }
    dialogue->paragraph = 1;
    *kept = 0;
    return 1;
}

int insights__dialogue_is_time(
    const char *text,
    size_t length,
    int64_t *start_ms)
{
    times found;
    int is = is_time_alone(text, length, &found);

    *start_ms = is ? found.start_ms : INSIGHTS_NO_TIME;
    return is;
}

static int begins(const char *line, size_t length, const char *start)
{
    size_t size = strlen(start);

    return length >= size && !memcmp(line, start, size);
}

int insights__dialogue_is_notice(const char *line, size_t length)
{
    static const char *const ends[] = {
        " started transcription", " stopped transcription"};

    if (begins(line, length, "Transcribed by https://otter.ai"))
        return 1;
    if (!begins(line, length, "\xE2\x97\x8F ")) /* a black circle */
        return 0;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        size_t size = strlen(ends[i]);

        if (length > size && !memcmp(line + length - size, ends[i], size))
            return 1;
    }
    return 0;
}

int insights__dialogue_looks_timed(const char *line, size_t length)
{
    times found;

    return take_times(line, length, 0, &found) && found.bracketed;
}
