/* pseudonymise_text.c - texts with pseudonyms, and where each byte went.
 *
 * Keeps true: what is no name stands byte for byte as it stood, in the same
 * order; a span that began or ended within a name has the whole pseudonym.
 */
#include "analysis/pseudonymise.h"

#include "base/alloc.h"

#include <string.h>

/* Whether a sentence begins here, where a word has a capital anyhow. */
static int begins_sentence(const char *text, size_t at)
{
    while (at > 0 && strchr(" \t\r\n\"'([*_-", text[at - 1]))
        at--;
    if (!at)
        return 1;
    if ((unsigned char)text[at - 1] >= 0x80) /* a mark of quotation, a dash */
        return at < 3 || (unsigned char)text[at - 3] == 0xE2 ||
               (unsigned char)text[at - 3] == 0xE3;
    return strchr(".!?:;", text[at - 1]) != NULL;
}

static int is_wanted(
    const insights__form *form,
    const insights__name_hit *hit,
    const char *text,
    int is_file)
{
    if (form->shared)
        return 0;
    return !form->ordinary || is_file ||
           (hit->capital && !begins_sentence(text, hit->start));
}

insights_status insights__hiding_text(
    insights__hiding *self,
    const char *text,
    int is_file,
    insights__pieces_moved *pieces,
    char **out,
    insights_error **error)
{
    insights__buffer left = INSIGHTS__BUFFER_INIT;
    insights__name_hit hit;
    size_t length = strlen(text);
    size_t done = 0;
    unsigned flags = 0;
    insights_status status;

    *out = NULL;
    if (is_file)
        flags = INSIGHTS__NAMELIST_ANY_CASE | INSIGHTS__NAMELIST_FILE;
    else if (insights__namelist_caseless(text, length))
        flags = INSIGHTS__NAMELIST_ANY_CASE;
    for (size_t at = 0;
         insights__namelist_next(self->list, text, length, at, flags, &hit);
         at = hit.end) {
        const insights__form *form = &self->forms.items[hit.tag];
        insights__hidden *hidden = &self->hidden.items[form->hidden];
        insights__piece_moved piece = {hit.start, hit.end, 0, 0};

        if (!is_wanted(form, &hit, text, is_file))
            continue;
        insights__buffer_append(&left, text + done, hit.start - done);
        piece.now = left.length;
        insights__buffer_text_append(&left, hidden->pseudonym);
        piece.now_end = left.length;
        done = hit.end;
        hidden->count++;
        if (pieces) {
            insights__piece_moved *slot = insights__array_add(pieces);

            if (!slot) {
                insights__buffer_free(&left);
                return insights__fail_nomem(error);
            }
            *slot = piece;
        }
    }
    insights__buffer_append(&left, text + done, length - done);
    status = insights__buffer_check(&left, "a text", error);
    if (status >= 0) {
        *out =
            left.length ? insights__buffer_take(&left) : insights__strdup("");
        if (!*out)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&left);
    return status;
}

/* --- Spans -------------------------------------------------------------------
 */

static size_t move(const insights__pieces_moved *pieces, size_t at, int is_end)
{
    size_t from = 0;
    size_t to = 0;

    for (size_t i = 0; i < pieces->count; i++) {
        const insights__piece_moved *piece = &pieces->items[i];

        if (is_end ? at <= piece->start : at < piece->start)
            break;
        if (is_end ? at <= piece->end : at < piece->end)
            return is_end ? piece->now_end : piece->now;
        from = piece->end;
        to = piece->now_end;
    }
    return to + (at - from);
}

int insights__hidden_span(
    const insights__hidden_text *text,
    int64_t start,
    int64_t end,
    size_t *now,
    size_t *now_end)
{
    size_t length = insights__script_length(text->before);
    size_t first;
    size_t last;

    if (start < 0 || end <= start || (uint64_t)end > length)
        return 0;
    first = insights__script_turn_at(text->before, (size_t)start);
    last = insights__script_turn_at(text->before, (size_t)end - 1);
    *now = text->after->turns.items[first].byte_start +
           move(
               &text->pieces[first],
               (size_t)start - text->before->turns.items[first].byte_start, 0);
    *now_end = text->after->turns.items[last].byte_start +
               move(
                   &text->pieces[last],
                   (size_t)end - text->before->turns.items[last].byte_start, 1);
    return *now < *now_end;
}

/* --- Conversations -----------------------------------------------------------
 */

/* Words of a name become one with the time of all. */
static size_t move_words(
    const insights__turn *turn,
    const insights__pieces_moved *pieces,
    insights__word *out)
{
    size_t count = 0;

    for (size_t i = 0; i < turn->word_count; i++) {
        insights__word word = turn->words[i];
        size_t start = move(pieces, word.offset, 0);
        size_t end = move(pieces, (size_t)word.offset + word.length, 1);

        word.offset = (uint32_t)start;
        word.length = (uint32_t)(end - start);
        if (count && out[count - 1].offset + out[count - 1].length > start) {
            out[count - 1].end_ms = word.end_ms;
            if (end > out[count - 1].offset + (size_t)out[count - 1].length)
                out[count - 1].length = (uint32_t)(end - out[count - 1].offset);
            continue;
        }
        out[count++] = word;
    }
    return count;
}

static insights_status add_turn(
    insights__hiding *self,
    const char *interview,
    insights__hidden_text *text,
    size_t at,
    insights_error **error)
{
    const insights__turn *turn = &text->before->turns.items[at];
    insights__word *words =
        insights__calloc(turn->word_count + 1, sizeof(*words));
    char *now = NULL;
    insights_status status =
        words ? insights__hiding_text(
                    self, turn->text, 0, &text->pieces[at], &now, error)
              : insights__fail_nomem(error);

    if (status >= 0)
        status = insights__script_add(
            text->after, insights__hiding_label(self, interview, turn->speaker),
            now, strlen(now), turn->start_ms, turn->end_ms, words,
            move_words(turn, &text->pieces[at], words), error);
    if (status >= 0)
        text->after->turns.items[text->after->turns.count - 1].continued =
            turn->continued;
    insights__free(now);
    insights__free(words);
    return status;
}

insights_status insights__hiding_script(
    insights__hiding *self,
    const char *interview,
    insights__hidden_text *text,
    insights_error **error)
{
    size_t count = text->before->turns.count;
    insights_status status = INSIGHTS_OK;

    text->after = insights__script_new();
    text->pieces = insights__calloc(count + 1, sizeof(*text->pieces));
    if (!text->after || !text->pieces)
        return insights__fail_nomem(error);
    text->after->max_turn_size = SIZE_MAX / 4;
    for (size_t i = 0; i < count && status >= 0; i++)
        status = add_turn(self, interview, text, i, error);
    if (status >= 0 && text->after->turns.count != count)
        status = insights__fail(
            error, INSIGHTS_E_INTERNAL, "a turn was lost on its way");
    return status;
}

void insights__hidden_text_free(insights__hidden_text *text)
{
    for (size_t i = 0; text->pieces && i < text->before->turns.count; i++)
        insights__array_free(&text->pieces[i]);
    insights__free(text->pieces);
    insights_conversation_free(text->before);
    insights_conversation_free(text->after);
}
