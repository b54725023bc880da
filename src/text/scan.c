/* scan.c - Knuth, Morris and Pratt over bytes and over words. */
#include "text/scan.h"

#include "text/normal.h"

#include "base/alloc.h"

#include <string.h>

static insights_status add_hit(
    insights__hits *out,
    const insights__hit *hit,
    insights_error **error)
{
    insights__hit *slot;

    out->count++;
    if (out->list.count >= INSIGHTS__HITS_MAXIMUM)
        return INSIGHTS_OK;
    slot = insights__array_add(&out->list);
    if (!slot)
        return insights__fail_nomem(error);
    *slot = *hit;
    return INSIGHTS_OK;
}

/* --- Bytes ------------------------------------------------------------------
 */

typedef struct byte_scan {
    const insights_conversation *script;
    const char *text;
    size_t length;
    uint32_t *back; /* how much of the text still fits after a mismatch */
    size_t matched;
    size_t source;
    insights__hits *out;
} byte_scan;

static void prepare_bytes(byte_scan *s)
{
    uint32_t fits = 0;

    for (size_t i = 1; i < s->length; i++) {
        while (fits > 0 && s->text[i] != s->text[fits])
            fits = s->back[fits - 1];
        if (s->text[i] == s->text[fits])
            fits++;
        s->back[i] = fits;
    }
}

/* The text ends before byte `end` of turn `turn`. */
static insights_status byte_hit(
    byte_scan *s,
    size_t turn,
    size_t end,
    insights_error **error)
{
    const insights__turn *last = &s->script->turns.items[turn];
    const insights__turn *first = last;
    size_t at;
    insights__hit hit = {.source = s->source};

    hit.end = last->byte_start + end;
    hit.start = hit.end - s->length;
    while (first->byte_start > hit.start)
        first--;
    at = hit.start - first->byte_start;
    if ((at < first->length &&
         !insights__normal_boundary(first->text, first->length, at)) ||
        (end < last->length &&
         !insights__normal_boundary(last->text, last->length, end)))
        return INSIGHTS_OK;
    hit.within = (at < first->length &&
                  insights__normal_in_word(first->text, first->length, at)) ||
                 (end < last->length &&
                  insights__normal_in_word(last->text, last->length, end));
    s->matched = 0;
    return add_hit(s->out, &hit, error);
}

static insights_status scan_turn(
    byte_scan *s,
    size_t number,
    insights_error **error)
{
    const insights__turn *turn = &s->script->turns.items[number];
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i <= turn->length && status == INSIGHTS_OK; i++) {
        char byte = i < turn->length ? turn->text[i] : '\n';

        if (s->matched == 0 && byte != *s->text && i < turn->length) {
            const char *next =
                memchr(turn->text + i, *s->text, turn->length - i);

            if (!next) {
                i = turn->length;
                byte = '\n';
            } else {
                i = (size_t)(next - turn->text);
                byte = *next;
            }
        }
        while (s->matched > 0 && byte != s->text[s->matched])
            s->matched = s->back[s->matched - 1];
        if (byte != s->text[s->matched])
            continue;
        if (++s->matched == s->length) {
            size_t fits = s->back[s->length - 1];

            status = byte_hit(s, number, i + 1, error);
            /* Refused for its ends: another may overlap it. */
            if (s->matched)
                s->matched = fits;
        }
    }
    return status;
}

static int goes_on(const insights_conversation *script, size_t turn)
{
    const char *left = script->turns.items[turn - 1].speaker;
    const char *right = script->turns.items[turn].speaker;

    return left == right || (left && right && strcmp(left, right) == 0);
}

insights_status insights__scan_bytes(
    const insights_conversation *script,
    size_t source,
    const char *text,
    size_t length,
    insights__hits *out,
    insights_error **error)
{
    byte_scan s = {
        .script = script,
        .text = text,
        .length = length,
        .source = source,
        .out = out};
    insights_status status = INSIGHTS_OK;

    s.back = insights__calloc(length, sizeof(*s.back));
    if (!s.back)
        return insights__fail_nomem(error);
    prepare_bytes(&s);
    for (size_t i = 0; i < script->turns.count && status == INSIGHTS_OK; i++) {
        if (i > 0 && !goes_on(script, i))
            s.matched = 0;
        status = scan_turn(&s, i, error);
    }
    insights__free(s.back);
    return status;
}

/* --- Words ------------------------------------------------------------------
 */

typedef struct word_scan {
    const insights__index *index;
    uint32_t *ids;
    uint32_t *back;
    size_t count;
} word_scan;

/* Number the words; 0 where one of them was never said. */
static int prepare_words(
    word_scan *s,
    const insights__tokens *tokens,
    const uint32_t *words)
{
    uint32_t fits = 0;

    for (size_t i = 0; i < s->count; i++) {
        const insights__token *token = &tokens->list.items[words[i]];

        s->ids[i] = insights__index_id(
            s->index, insights__token_key(tokens, token), token->key_length);
        if (s->ids[i] == INSIGHTS__UNIT_UNKNOWN)
            return 0;
    }
    for (size_t i = 1; i < s->count; i++) {
        while (fits > 0 && s->ids[i] != s->ids[fits])
            fits = s->back[fits - 1];
        if (s->ids[i] == s->ids[fits])
            fits++;
        s->back[i] = fits;
    }
    return 1;
}

static insights_status word_hit(
    const word_scan *s,
    size_t source,
    size_t last,
    insights__hits *out,
    insights_error **error)
{
    const insights__heard *tokens = s->index->tokens.items;
    size_t first = last + 1;
    size_t left = s->count;
    insights__hit hit = {.source = source};

    while (left > 0)
        if (!(tokens[--first].flags & INSIGHTS__TOKEN_MARK))
            left--;
    hit.first = first;
    hit.last = last + 1;
    hit.start = tokens[first].start;
    hit.end = tokens[last].end;
    return add_hit(out, &hit, error);
}

static insights_status scan_tokens(
    const word_scan *s,
    size_t source,
    size_t first,
    size_t last,
    insights__hits *out,
    insights_error **error)
{
    const insights__heard *tokens = s->index->tokens.items;
    size_t run = insights__index_run_of_token(s->index, first);
    size_t run_end = s->index->runs.items[run + 1].first_token;
    size_t matched = 0;
    insights_status status = INSIGHTS_OK;

    for (size_t i = first; i < last && status == INSIGHTS_OK; i++) {
        while (i >= run_end) {
            run++;
            run_end = s->index->runs.items[run + 1].first_token;
            matched = 0;
        }
        if (tokens[i].flags & INSIGHTS__TOKEN_MARK)
            continue;
        while (matched > 0 && tokens[i].id != s->ids[matched])
            matched = s->back[matched - 1];
        if (tokens[i].id == s->ids[matched])
            matched++;
        if (matched == s->count) {
            status = word_hit(s, source, i, out, error);
            matched = 0;
        }
    }
    return status;
}

insights_status insights__scan_words(
    const insights__index *index,
    size_t source,
    size_t first,
    size_t last,
    const insights__tokens *tokens,
    const uint32_t *words,
    size_t count,
    insights__hits *out,
    insights_error **error)
{
    word_scan s = {.index = index, .count = count};
    insights_status status = INSIGHTS_OK;

    if (count == 0 || first >= last)
        return INSIGHTS_OK;
    s.ids = insights__calloc(count, sizeof(*s.ids));
    s.back = insights__calloc(count, sizeof(*s.back));
    if (!s.ids || !s.back)
        status = insights__fail_nomem(error);
    else if (prepare_words(&s, tokens, words))
        status = scan_tokens(&s, source, first, last, out, error);
    insights__free(s.ids);
    insights__free(s.back);
    return status;
}
