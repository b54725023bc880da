/* join_words.c - the words of one turn, changed by two sides. */
#include "analysis/join.h"

#include "analysis/carry_words.h"
#include "base/alloc.h"
#include "base/buffer.h"

#include <string.h>

/* Bytes of one side that became bytes of the result. */
typedef struct segment {
    const insights__turn *from;
    size_t start;
    size_t end;
    size_t to;
} segment;

typedef struct side {
    const insights__turn *turn;
    insights__pieces pieces;
    size_t *at;  /* for each word of the base: the one here */
    size_t byte; /* up to which it was taken */
} side;

typedef struct joining {
    const insights__turn *base;
    insights__pieces pieces; /* of the base */
    size_t byte;
    side ours;
    side theirs;
    int prefer_theirs;
    size_t turn;
    insights__buffer text;
    INSIGHTS__ARRAY(segment) segments;
    insights__clashes *clashes;
} joining;

static void side_free(side *self)
{
    insights__array_free(&self->pieces);
    insights__free(self->at);
}

/* --- Which words are the same ------------------------------------------------
 */

static insights_status match(joining *self, side *to, insights_error **error)
{
    insights__matcher matcher = {NULL, NULL, NULL, NULL};
    size_t words = 0;
    insights_status status = insights__pieces_read(
        &to->pieces, to->turn->text, to->turn->length, error);

    if (status >= 0)
        status = insights__pieces_number(
            &self->pieces, self->base->text, &to->pieces, to->turn->text,
            &words, error);
    if (status < 0)
        return status;
    to->at = insights__calloc(self->pieces.count + 1, sizeof(*to->at));
    matcher.counts = insights__calloc(4 * words + 4, sizeof(uint32_t));
    if (to->at && matcher.counts) {
        for (size_t i = 0; i < self->pieces.count; i++)
            to->at[i] = INSIGHTS__NO_PIECE;
        matcher.before = self->pieces.items;
        matcher.after = to->pieces.items;
        matcher.to = to->at;
        status = insights__pieces_match(
            &matcher, 0, self->pieces.count, 0, to->pieces.count, error);
    } else {
        status = insights__fail_nomem(error);
    }
    insights__free(matcher.counts);
    return status;
}

/* --- Writing -----------------------------------------------------------------
 */

static insights_status take(
    joining *self,
    const insights__turn *from,
    size_t start,
    size_t end,
    insights_error **error)
{
    segment *last = self->segments.count
                        ? &self->segments.items[self->segments.count - 1]
                        : NULL;

    if (start == end)
        return INSIGHTS_OK;
    if (!last || last->from != from || last->end != start) {
        last = insights__array_add(&self->segments);
        if (!last)
            return insights__fail_nomem(error);
        last->from = from;
        last->start = start;
        last->to = self->text.length;
    }
    last->end = end;
    insights__buffer_append(&self->text, from->text + start, end - start);
    return insights__buffer_check(&self->text, "a turn", error);
}

static int same(
    const insights__turn *a,
    size_t a_start,
    size_t a_end,
    const insights__turn *b,
    size_t b_start,
    size_t b_end)
{
    return a_end - a_start == b_end - b_start &&
           (a_end == a_start ||
            !memcmp(a->text + a_start, b->text + b_start, a_end - a_start));
}

static insights_status clash(
    joining *self,
    size_t base_end,
    size_t ours_end,
    size_t theirs_end,
    insights_error **error)
{
    insights__buffer texts[3] = {
        INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT};
    insights__clash one = {self->turn, "text", NULL, NULL, NULL};
    insights_status status = INSIGHTS_OK;

    insights__buffer_append(
        &texts[0], self->base->text + self->byte, base_end - self->byte);
    insights__buffer_append(
        &texts[1], self->ours.turn->text + self->ours.byte,
        ours_end - self->ours.byte);
    insights__buffer_append(
        &texts[2], self->theirs.turn->text + self->theirs.byte,
        theirs_end - self->theirs.byte);
    for (size_t i = 0; i < 3; i++) {
        insights__buffer_text_append(&texts[i], "");
        if (status >= 0)
            status = insights__buffer_check(&texts[i], "a turn", error);
    }
    if (status >= 0) {
        one.base = texts[0].data;
        one.ours = texts[1].data;
        one.theirs = texts[2].data;
        status = insights__clash_add(self->clashes, &one, error);
    }
    for (size_t i = 0; i < 3; i++)
        insights__buffer_free(&texts[i]);
    return status;
}

/* What stands between two words of all three, or at an end. */
static insights_status join_gap(
    joining *self,
    size_t base_end,
    size_t ours_end,
    size_t theirs_end,
    insights_error **error)
{
    const insights__turn *ours = self->ours.turn;
    const insights__turn *theirs = self->theirs.turn;
    size_t base_at = self->byte;
    size_t ours_at = self->ours.byte;
    size_t theirs_at = self->theirs.byte;
    int other = 0;
    insights_status status = INSIGHTS_OK;

    if (same(self->base, base_at, base_end, theirs, theirs_at, theirs_end) ||
        same(ours, ours_at, ours_end, theirs, theirs_at, theirs_end)) {
        other = 0;
    } else if (same(self->base, base_at, base_end, ours, ours_at, ours_end)) {
        other = 1;
    } else {
        status = clash(self, base_end, ours_end, theirs_end, error);
        other = self->prefer_theirs;
    }
    if (status < 0)
        return status;
    return other ? take(self, theirs, theirs_at, theirs_end, error)
                 : take(self, ours, ours_at, ours_end, error);
}

static insights_status join_words(joining *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->pieces.count && status >= 0; i++) {
        size_t o = self->ours.at[i];
        size_t t = self->theirs.at[i];
        const insights__piece *word = &self->pieces.items[i];

        if (o == INSIGHTS__NO_PIECE || t == INSIGHTS__NO_PIECE)
            continue;
        status = join_gap(
            self, word->start, self->ours.pieces.items[o].start,
            self->theirs.pieces.items[t].start, error);
        if (status >= 0)
            status = take(
                self, self->ours.turn, self->ours.pieces.items[o].start,
                self->ours.pieces.items[o].end, error);
        self->byte = word->end;
        self->ours.byte = self->ours.pieces.items[o].end;
        self->theirs.byte = self->theirs.pieces.items[t].end;
    }
    return status < 0 ? status
                      : join_gap(
                            self, self->base->length, self->ours.turn->length,
                            self->theirs.turn->length, error);
}

/* --- Turns -------------------------------------------------------------------
 */

static int64_t join_time(int64_t base, int64_t ours, int64_t theirs)
{
    return ours == base ? theirs : ours;
}

/* Times of words that were taken whole. */
static insights_status keep_words(
    const joining *self,
    insights__word **out,
    size_t *count,
    insights_error **error)
{
    size_t most = self->ours.turn->word_count + self->theirs.turn->word_count;

    *count = 0;
    *out = insights__calloc(most + 1, sizeof(**out));
    if (!*out)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < self->segments.count; i++) {
        const segment *part = &self->segments.items[i];

        for (size_t w = 0; w < part->from->word_count; w++) {
            insights__word word = part->from->words[w];

            if (word.offset < part->start ||
                (size_t)word.offset + word.length > part->end || *count == most)
                continue;
            word.offset = (uint32_t)(word.offset - part->start + part->to);
            (*out)[(*count)++] = word;
        }
    }
    return INSIGHTS_OK;
}

static insights_status add_joined(
    const joining *self,
    const char *speaker,
    insights_conversation *out,
    insights_error **error)
{
    const insights__turn *base = self->base;
    const insights__turn *ours = self->ours.turn;
    const insights__turn *theirs = self->theirs.turn;
    size_t before = out->turns.count;
    insights__word *words = NULL;
    size_t count = 0;
    insights_status status = keep_words(self, &words, &count, error);

    if (status >= 0)
        status = insights__script_add(
            out, speaker, self->text.data, self->text.length,
            join_time(base->start_ms, ours->start_ms, theirs->start_ms),
            join_time(base->end_ms, ours->end_ms, theirs->end_ms), words, count,
            error);
    insights__free(words);
    if (status >= 0 && out->turns.count > before)
        out->turns.items[before].continued = ours->continued == base->continued
                                                 ? theirs->continued
                                                 : ours->continued;
    return status;
}

static int is_blank(const insights__buffer *text)
{
    for (size_t i = 0; i < text->length; i++)
        if (!strchr(" \t\r\n", text->data[i]))
            return 0;
    return 1;
}

/* Both took words away until none is left: one side stays. */
static insights_status keep_one(joining *self, insights_error **error)
{
    const insights__turn *from =
        self->prefer_theirs ? self->theirs.turn : self->ours.turn;
    insights_status status;

    insights__buffer_truncate(&self->text, 0);
    self->segments.count = 0;
    self->byte = self->ours.byte = self->theirs.byte = 0;
    status = clash(
        self, self->base->length, self->ours.turn->length,
        self->theirs.turn->length, error);
    return status < 0 ? status : take(self, from, 0, from->length, error);
}

insights_status insights__join_turn(
    const insights__sides *sides,
    size_t base,
    size_t ours,
    size_t theirs,
    const char *speaker,
    insights_conversation *out,
    insights__clashes *clashes,
    insights_error **error)
{
    joining self;
    insights_status status;

    memset(&self, 0, sizeof(self));
    self.base = &sides->base->turns.items[base];
    self.ours.turn = &sides->ours->turns.items[ours];
    self.theirs.turn = &sides->theirs->turns.items[theirs];
    self.prefer_theirs = sides->prefer_theirs;
    self.turn = out->turns.count;
    self.clashes = clashes;
    status = insights__pieces_read(
        &self.pieces, self.base->text, self.base->length, error);
    if (status >= 0)
        status = match(&self, &self.ours, error);
    if (status >= 0)
        status = match(&self, &self.theirs, error);
    if (status >= 0)
        status = join_words(&self, error);
    if (status >= 0 && is_blank(&self.text))
        status = keep_one(&self, error);
    if (status >= 0)
        status = add_joined(&self, speaker, out, error);
    insights__array_free(&self.pieces);
    insights__array_free(&self.segments);
    insights__buffer_free(&self.text);
    side_free(&self.ours);
    side_free(&self.theirs);
    return status;
}
