/* draft.c - pieces of a transcript, and the turns they make. */
#include "text/draft.h"

#include "base/alloc.h"
#include "base/map.h"

#include <string.h>

insights__piece *insights__draft_add(
    insights__draft *draft,
    const char *text,
    size_t length,
    const insights__label *label,
    unsigned flags)
{
    insights__piece *piece = insights__array_add(&draft->pieces);

    if (!piece)
        return NULL;
    piece->text = insights__arena_strndup(&draft->arena, text, length);
    if (!piece->text) {
        draft->pieces.count--;
        return NULL;
    }
    piece->length = length;
    piece->flags = flags;
    piece->start_ms = INSIGHTS_NO_TIME;
    piece->end_ms = INSIGHTS_NO_TIME;
    if (label)
        piece->label = *label;
    else if (!(flags & INSIGHTS__PIECE_SURE))
        piece->label = insights__label_find(text, length, 0);
    if (!insights__draft_count(
            draft, piece->text, &piece->label,
            (flags & (INSIGHTS__PIECE_TURN | INSIGHTS__PIECE_PARAGRAPH)) != 0))
        return NULL;
    return piece;
}

void insights__draft_free(insights__draft *draft)
{
    insights__map_free(draft->labels, NULL);
    insights__array_free(&draft->pieces);
    insights__arena_free(&draft->arena);
    memset(draft, 0, sizeof(*draft));
}

/* The turn that is being put together. */
typedef struct turn_builder {
    insights_conversation *script;
    insights__buffer text;
    INSIGHTS__ARRAY(insights__word) words;
    const char *speaker;
    int64_t start_ms;
    int64_t end_ms;
    int open;
} turn_builder;

static insights_status flush(turn_builder *builder, insights_error **error)
{
    insights_status status;

    if (!builder->open)
        return INSIGHTS_OK;
    status = insights__buffer_check(&builder->text, "a turn", error);
    if (status < 0)
        return status;
    status = insights__script_add(
        builder->script, builder->speaker,
        insights__buffer_text(&builder->text), builder->text.length,
        builder->start_ms, builder->end_ms, builder->words.items,
        builder->words.count, error);
    insights__buffer_truncate(&builder->text, 0);
    builder->words.count = 0;
    builder->open = 0;
    return status;
}

/* Append text from `rest` on to the open turn, with its words. */
static insights_status join(
    turn_builder *builder,
    const insights__piece *piece,
    size_t rest,
    insights_error **error)
{
    size_t at;
    size_t shift;

    if (rest >= piece->length)
        return INSIGHTS_OK;
    if (builder->text.length)
        insights__buffer_char(&builder->text, ' ');
    shift = builder->text.length;
    insights__buffer_append(
        &builder->text, piece->text + rest, piece->length - rest);
    for (at = 0; at < piece->word_count; at++) {
        insights__word word = piece->words[at];
        insights__word *slot;

        if ((size_t)word.offset + word.length <= rest)
            continue;
        if (word.offset < rest) {
            word.length -= (uint32_t)rest - word.offset;
            word.offset = (uint32_t)rest;
        }
        word.offset = (uint32_t)(word.offset - rest + shift);
        slot = insights__array_add(&builder->words);
        if (!slot)
            return insights__fail_nomem(error);
        *slot = word;
    }
    return INSIGHTS_OK;
}

/* Whether anybody is named anywhere in the file. */
static int has_speakers(const insights__draft *draft)
{
    size_t at;

    for (at = 0; at < draft->pieces.count; at++) {
        const insights__piece *piece = &draft->pieces.items[at];

        if (piece->speaker ||
            insights__draft_accepts(draft, piece->text, &piece->label))
            return 1;
    }
    return 0;
}

/* Who speaks in a turn that `piece` begins: an accepted label, a sure one,
 * or outside captions whoever spoke before. */
static insights_status begin(
    insights__draft *draft,
    turn_builder *builder,
    const insights__piece *piece,
    int accepted,
    insights_error **error)
{
    insights_status status = flush(builder, error);

    if (status < 0)
        return status;
    if (accepted && piece->label.kind == INSIGHTS__LABEL_DASH) {
        builder->speaker = NULL;
    } else if (accepted) {
        builder->speaker = insights__arena_strndup(
            &draft->arena, piece->text + piece->label.start,
            piece->label.length);
        if (!builder->speaker)
            return insights__fail_nomem(error);
    } else if ((piece->flags & INSIGHTS__PIECE_SURE) || draft->captions) {
        builder->speaker = piece->speaker;
    }
    builder->start_ms = piece->start_ms;
    builder->end_ms = piece->end_ms;
    builder->open = 1;
    return INSIGHTS_OK;
}

static insights_status add_piece(
    insights__draft *draft,
    turn_builder *builder,
    const insights__piece *piece,
    int named,
    insights_error **error)
{
    int accepted = insights__draft_accepts(draft, piece->text, &piece->label);
    unsigned starts = INSIGHTS__PIECE_TURN | INSIGHTS__PIECE_SURE;
    insights_status status = INSIGHTS_OK;

    if ((piece->flags & INSIGHTS__PIECE_HEADING) && !accepted) {
        draft->dropped++;
        return INSIGHTS_OK;
    }
    if (!named)
        starts |= INSIGHTS__PIECE_PARAGRAPH;
    if (accepted || (piece->flags & starts) || !builder->open)
        status = begin(draft, builder, piece, accepted, error);
    if (status < 0)
        return status;
    return join(builder, piece, accepted ? piece->label.rest : 0, error);
}

/* Turns with a start and no end last until the next one starts. */
static void chain_ends(insights_conversation *script)
{
    size_t at;

    for (at = 0; at + 1 < script->turns.count; at++) {
        insights__turn *turn = &script->turns.items[at];
        const insights__turn *next = turn + 1;

        if (turn->start_ms >= 0 && turn->end_ms < 0 &&
            next->start_ms >= turn->start_ms)
            turn->end_ms = next->start_ms;
    }
}

insights_status insights__draft_finish(
    insights__draft *draft,
    insights_conversation *script,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    turn_builder builder = {0};
    int named = draft->captions || has_speakers(draft);
    size_t at;

    builder.script = script;
    for (at = 0; at < draft->pieces.count && status == INSIGHTS_OK; at++)
        status =
            add_piece(draft, &builder, &draft->pieces.items[at], named, error);
    if (status == INSIGHTS_OK)
        status = flush(&builder, error);
    if (status == INSIGHTS_OK && draft->chain_ends)
        chain_ends(script);
    insights__buffer_free(&builder.text);
    insights__array_free(&builder.words);
    return status;
}
