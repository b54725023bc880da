/* json_stream.c - turns word by word, of one channel or more.
 *
 * A channel's words are in order. Several channels are cut into sentences,
 * which take their place by when they start, so that an answer given into
 * the middle of a long sentence follows it.
 */
#include "text/json_turns.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* A silence of this length ends a sentence too. */
#define PAUSE_MS 1000

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

void insights__json_begin(insights__json_talk *talk, const char *speaker)
{
    insights__buffer_truncate(&talk->text, 0);
    talk->words.count = 0;
    talk->speaker = speaker;
    talk->start_ms = INSIGHTS_NO_TIME;
    talk->end_ms = INSIGHTS_NO_TIME;
}

int insights__json_say(
    insights__json_talk *talk,
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms)
{
    size_t at = talk->text.length;
    insights__word *word;

    if (!talk->text.length)
        while (length && is_space(*text)) {
            text++;
            length--;
        }
    insights__buffer_append(&talk->text, text, length);
    if (start_ms >= 0 && talk->start_ms < 0)
        talk->start_ms = start_ms;
    if (end_ms >= 0)
        talk->end_ms = end_ms;
    for (; length && is_space(*text); length--) {
        text++;
        at++;
    }
    while (length && is_space(text[length - 1]))
        length--;
    if (start_ms < 0 || end_ms < 0 || !length)
        return 1;
    word = insights__array_add(&talk->words);
    if (!word)
        return 0;
    word->offset = (uint32_t)at;
    word->length = (uint32_t)length;
    word->start_ms = start_ms;
    word->end_ms = end_ms;
    return 1;
}

insights_status insights__json_end(
    insights__json_talk *talk,
    insights_error **error)
{
    const char *text = insights__buffer_text(&talk->text);
    size_t length = talk->text.length;
    insights_status status =
        insights__buffer_check(&talk->text, "a turn", error);

    while (length && is_space(text[length - 1]))
        length--;
    if (status == INSIGHTS_OK && length)
        status = insights__script_add(
            talk->script, talk->speaker, text, length, talk->start_ms,
            talk->end_ms, talk->words.items, talk->words.count, error);
    insights__json_begin(talk, NULL);
    return status;
}

/* --- Several channels ---------------------------------------------------- */

/* Find the next word in the text of them all: whether it is glued to the one
 * before, or `otherwise` where it is not there. */
static int follow(
    insights__json_stream *stream,
    const char *word,
    size_t length,
    int otherwise)
{
    const insights__json_node *all = stream->text;
    size_t at = stream->at;

    if (!all || !all->text)
        return otherwise;
    while (at < all->length && is_space(all->text[at]))
        at++;
    if (all->length - at < length || memcmp(all->text + at, word, length) != 0)
        return otherwise;
    otherwise = at == stream->at;
    stream->at = at + length;
    return otherwise;
}

int insights__json_utter(
    insights__json_stream *stream,
    const insights__json_uttered *word)
{
    insights__json_uttered *slot = insights__array_add(&stream->words);

    if (!slot)
        return 0;
    *slot = *word;
    slot->glued = follow(stream, word->text, word->length, word->glued);
    if (word->channel >= stream->channels)
        stream->channels = word->channel + 1;
    return 1;
}

/* Words [from, to) of the stream. */
typedef struct sentence {
    size_t from;
    size_t to;
    int64_t start_ms;
} sentence;

static int by_start(const void *left, const void *right)
{
    const sentence *a = left;
    const sentence *b = right;

    if (a->start_ms != b->start_ms)
        return a->start_ms < b->start_ms ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

static int same(const char *left, const char *right)
{
    if (!left || !right)
        return left == right;
    return !strcmp(left, right);
}

/* Whether a sentence ends between two words of one speaker. */
static int is_cut(
    const insights__json_uttered *word,
    const insights__json_uttered *next)
{
    if (next->glued)
        return 0;
    return (word->length && strchr(".?!", word->text[word->length - 1])) ||
           (word->end_ms >= 0 && next->start_ms >= word->end_ms + PAUSE_MS);
}

/* Cut the stream; `*out` is owned. */
static insights_status cut(
    const insights__json_stream *stream,
    sentence **out,
    size_t *count,
    insights_error **error)
{
    const insights__json_uttered *words = stream->words.items;
    size_t total = stream->words.count;
    int64_t latest = 0;
    size_t at;

    *count = 0;
    *out = insights__calloc(total ? total : 1, sizeof(**out));
    if (!*out)
        return insights__fail_nomem(error);
    for (at = 0; at < total; at++) {
        sentence *last = *count ? &(*out)[*count - 1] : NULL;
        int starts = !at || words[at].channel != words[at - 1].channel ||
                     !same(words[at].speaker, words[at - 1].speaker) ||
                     is_cut(&words[at - 1], &words[at]);

        if (starts) {
            if (at && words[at].channel != words[at - 1].channel)
                latest = 0;
            last = &(*out)[(*count)++];
            last->from = at;
            last->start_ms = -1;
        }
        last->to = at + 1;
        if (last->start_ms < 0 && words[at].start_ms >= 0)
            last->start_ms = words[at].start_ms;
        /* No word of a channel comes before one that was said earlier. */
        if (last->start_ms >= 0 && last->start_ms < latest)
            last->start_ms = latest;
        if (last->start_ms > latest)
            latest = last->start_ms;
    }
    for (at = 0; at < *count; at++)
        if ((*out)[at].start_ms < 0)
            (*out)[at].start_ms = at ? (*out)[at - 1].start_ms : 0;
    qsort(*out, *count, sizeof(**out), by_start);
    return INSIGHTS_OK;
}

/* Say one word in the turn that is open, or in one of its own. */
static insights_status say(
    insights__json_talk *talk,
    const insights__json_uttered *word,
    const insights__json_uttered *before,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (!before || before->channel != word->channel ||
        !same(before->speaker, word->speaker)) {
        status = insights__json_end(talk, error);
        insights__json_begin(talk, word->speaker);
    } else if (!word->glued && !insights__json_say(talk, " ", 1, -1, -1)) {
        return insights__fail_nomem(error);
    }
    if (status == INSIGHTS_OK &&
        !insights__json_say(
            talk, word->text, word->length, word->start_ms, word->end_ms))
        status = insights__fail_nomem(error);
    return status;
}

insights_status insights__json_stream_end(
    insights__json_stream *stream,
    insights__json_talk *talk,
    insights_error **error)
{
    const insights__json_uttered *words = stream->words.items;
    const insights__json_uttered *before = NULL;
    sentence whole = {0, stream->words.count, 0};
    sentence *sentences = NULL;
    size_t count = 1;
    insights_status status = INSIGHTS_OK;
    size_t i;
    size_t at;

    if (stream->channels > 1)
        status = cut(stream, &sentences, &count, error);
    for (i = 0; i < count && status == INSIGHTS_OK; i++) {
        const sentence *part = sentences ? &sentences[i] : &whole;

        for (at = part->from; at < part->to && status == INSIGHTS_OK; at++) {
            status = say(talk, &words[at], before, error);
            before = &words[at];
        }
    }
    if (status == INSIGHTS_OK)
        status = insights__json_end(talk, error);
    insights__free(sentences);
    insights__array_free(&stream->words);
    memset(stream, 0, sizeof(*stream));
    return status;
}
