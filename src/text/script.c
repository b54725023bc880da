/* script.c - turns, and where each of them stands in the canonical text. */
#include "text/script.h"

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define WARNINGS_MAXIMUM 100
#define DEFAULT_TURN_SIZE ((size_t)1 << 20)
#define REPLACEMENT "\xEF\xBF\xBD"

insights_conversation *insights__script_new(void)
{
    insights_conversation *script = insights__alloc(sizeof(*script));

    if (!script)
        return NULL;
    script->speakers = insights__map_new();
    if (!script->speakers) {
        insights__free(script);
        return NULL;
    }
    script->max_turn_size = DEFAULT_TURN_SIZE;
    atomic_init(&script->refs, 1);
    return script;
}

void insights__script_retain(insights_conversation *script)
{
    atomic_fetch_add(&script->refs, 1);
}

void insights_conversation_free(insights_conversation *conversation)
{
    if (!conversation || atomic_fetch_sub(&conversation->refs, 1) > 1)
        return;
    insights__map_free(conversation->speakers, NULL);
    insights__array_free(&conversation->turns);
    insights__array_free(&conversation->warnings);
    insights__arena_free(&conversation->arena);
    insights__free(conversation);
}

/* The one copy of a label, made if it is new; NULL: no memory. */
static const char *intern(
    insights_conversation *script,
    const char *label,
    size_t length)
{
    void **slot = insights__map_slot(script->speakers, label, length);

    if (!slot)
        return NULL;
    if (!*slot)
        *slot = insights__arena_strndup(&script->arena, label, length);
    return *slot;
}

/* Whether a character leaves no mark: white space of any script. */
static int is_blank_point(uint32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 ||
           point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200B) || point == 0x2028 ||
           point == 0x2029 || point == 0x202F || point == 0x205F ||
           point == 0x3000 || point == 0xFEFF;
}

static int is_blank(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t point = 0;
        size_t size = insights__utf8_decode(text + at, length - at, &point);

        if (!size || !is_blank_point(point))
            return 0;
        at += size;
    }
    return 1;
}

static int is_sound(const char *text, size_t length)
{
    return !memchr(text, '\0', length) &&
           insights__utf8_valid(text, length) == length;
}

/* A copy whose invalid bytes and NULs are U+FFFD; NULL: no memory. */
static char *repair(const char *text, size_t length, size_t *out_length)
{
    char *copy = insights__calloc(length + 1, 3);
    size_t at = 0;
    size_t to = 0;

    if (!copy)
        return NULL;
    while (at < length) {
        uint32_t code_point = 0;
        size_t size =
            insights__utf8_decode(text + at, length - at, &code_point);

        if (size && code_point) {
            memcpy(copy + to, text + at, size);
            to += size;
            at += size;
        } else {
            memcpy(copy + to, REPLACEMENT, 3);
            to += 3;
            at++;
        }
    }
    *out_length = to;
    return copy;
}

/* How much of `text` to take so that at most `maximum` bytes are taken: to
 * the end of a sentence, else to a space, else to a character. */
static size_t split_at(const char *text, size_t length, size_t maximum)
{
    size_t at;

    if (length <= maximum)
        return length;
    for (at = maximum; at > maximum / 2; at--)
        if (text[at] == ' ' && strchr(".!?\n", text[at - 1]) && text[at - 1])
            return at;
    for (at = maximum; at > maximum / 2; at--)
        if (text[at] == ' ' || text[at] == '\n')
            return at;
    for (at = maximum; at > 1; at--)
        if (((unsigned char)text[at] & 0xC0) != 0x80)
            return at;
    return maximum;
}

static void count_oddity(size_t *count, size_t *first, size_t turn)
{
    if (!(*count)++)
        *first = turn;
}

/* Compare the times of the turn at the end with those of the turn before. */
static void note_times(insights_conversation *script)
{
    size_t at = script->turns.count - 1;
    const insights__turn *turn = &script->turns.items[at];
    const insights__turn *before = turn - 1;
    struct insights__oddities *odd = &script->oddities;

    if (!at || turn->start_ms < 0 || before->start_ms < 0)
        return;
    if (turn->start_ms < before->start_ms)
        count_oddity(&odd->backwards, &odd->first_backwards, at);
    else if (
        turn->start_ms < before->end_ms &&
        (turn->start_ms != before->start_ms || turn->end_ms != before->end_ms))
        count_oddity(&odd->overlapping, &odd->first_overlapping, at);
}

/* Words of [from, from + length), moved to start at `from`. */
static int copy_words(
    insights_conversation *script,
    insights__turn *turn,
    const insights__word *words,
    size_t count,
    size_t from)
{
    size_t first = 0;
    size_t last;

    while (first < count && words[first].offset < from)
        first++;
    last = first;
    while (last < count && (size_t)words[last].offset + words[last].length <=
                               from + turn->length)
        last++;
    if (last == first)
        return 1;
    turn->words = insights__arena_alloc(
        &script->arena, (last - first) * sizeof(*turn->words));
    if (!turn->words)
        return 0;
    for (; first < last; first++) {
        turn->words[turn->word_count] = words[first];
        turn->words[turn->word_count].offset -= (uint32_t)from;
        turn->word_count++;
    }
    return 1;
}

/* Append one turn of sound text that is short enough. */
static insights_status append(
    insights_conversation *script,
    const insights__turn *like,
    insights_error **error)
{
    insights__turn *turn = insights__array_add(&script->turns);
    const insights__turn *before;

    if (!turn)
        return insights__fail_nomem(error);
    *turn = *like;
    turn->text =
        insights__arena_strndup(&script->arena, like->text, like->length);
    if (!turn->text) {
        script->turns.count--;
        return insights__fail_nomem(error);
    }
    insights__utf8_count(turn->text, turn->length, &turn->chars, &turn->utf16);
    if (script->turns.count > 1) {
        before = turn - 1;
        turn->byte_start = before->byte_start + before->length + 1;
        turn->char_start = before->char_start + before->chars + 1;
        turn->utf16_start = before->utf16_start + before->utf16 + 1;
    }
    note_times(script);
    return INSIGHTS_OK;
}

/* Append sound text as one turn, or as several where it is too long. Times
 * of the parts are shared out by their bytes. */
static insights_status append_parts(
    insights_conversation *script,
    insights__turn *whole,
    const insights__word *words,
    size_t word_count,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    const char *text = whole->text;
    size_t total = whole->length;
    size_t at = 0;
    int64_t start = whole->start_ms;
    int64_t end = whole->end_ms;
    int timed = start >= 0 && end >= start;

    while (at < total && status == INSIGHTS_OK) {
        size_t index = script->turns.count;
        insights__turn part = *whole;

        part.text = text + at;
        part.length = split_at(part.text, total - at, script->max_turn_size);
        part.continued = at > 0;
        if (timed) {
            part.start_ms =
                start +
                (int64_t)((double)(end - start) * (double)at / (double)total);
            part.end_ms =
                start +
                (int64_t)((double)(end - start) * (double)(at + part.length) / (double)total);
        }
        /* A turn of nothing but the blanks between two parts says nothing. */
        if (is_blank(part.text, part.length)) {
            at += part.length;
            continue;
        }
        status = append(script, &part, error);
        if (status == INSIGHTS_OK &&
            !copy_words(
                script, &script->turns.items[index], words, word_count, at))
            status = insights__fail_nomem(error);
        at += part.length;
        while (at < total && total > script->max_turn_size && text[at] == ' ')
            at++;
    }
    return status;
}

insights_status insights__script_add(
    insights_conversation *script,
    const char *speaker,
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms,
    const insights__word *words,
    size_t word_count,
    insights_error **error)
{
    struct insights__oddities *odd = &script->oddities;
    size_t index = script->turns.count;
    insights_status status = INSIGHTS_OK;
    insights__turn turn = {0};
    char *sound_speaker = NULL;
    char *sound = NULL;

    if (is_blank(text, length)) {
        odd->empty++;
        return INSIGHTS_OK;
    }
    turn.text = text;
    turn.length = length;
    turn.start_ms = start_ms < 0 ? INSIGHTS_NO_TIME : start_ms;
    turn.end_ms = end_ms < 0 ? INSIGHTS_NO_TIME : end_ms;
    if (turn.start_ms >= 0 && turn.end_ms >= 0 && end_ms < start_ms) {
        turn.end_ms = start_ms;
        count_oddity(&odd->inverted, &odd->first_inverted, index);
    }
    if (!is_sound(text, length)) {
        sound = repair(text, length, &turn.length);
        if (!sound)
            goto nomem;
        turn.text = sound;
        word_count = 0;
        count_oddity(&odd->repaired, &odd->first_repaired, index);
    }
    if (speaker && *speaker) {
        size_t size = strlen(speaker);

        if (!is_sound(speaker, size)) {
            sound_speaker = repair(speaker, size, &size);
            if (!sound_speaker)
                goto nomem;
            speaker = sound_speaker;
        }
        turn.speaker = intern(script, speaker, size);
        if (!turn.speaker)
            goto nomem;
    }
    if (turn.length > script->max_turn_size)
        count_oddity(&odd->split, &odd->first_split, index);
    status = append_parts(script, &turn, words, word_count, error);
    goto out;

nomem:
    status = insights__fail_nomem(error);
out:
    insights__free(sound);
    insights__free(sound_speaker);
    return status;
}

insights_status insights__script_warn(
    insights_conversation *script,
    const char *format,
    ...)
{
    char line[512];
    const char **slot;
    va_list arguments;
    size_t length;
    int written;

    if (script->warnings.count >= WARNINGS_MAXIMUM) {
        script->suppressed_warnings++;
        return INSIGHTS_OK;
    }
    va_start(arguments, format);
    written = vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    if (written < 0)
        return INSIGHTS_E_INTERNAL;
    /* Cut at a character, also where a value was not valid UTF-8. */
    length = insights__utf8_valid(line, strlen(line));
    slot = insights__array_add(&script->warnings);
    if (slot)
        *slot = insights__arena_strndup(&script->arena, line, length);
    if (!slot || !*slot) {
        script->warnings.count -= slot != NULL;
        return INSIGHTS_E_NOMEM;
    }
    return INSIGHTS_OK;
}

/* One line for all turns that share an oddity; 0: no memory. */
static int warn_turns(
    insights_conversation *script,
    size_t count,
    size_t first,
    const char *one,
    const char *many)
{
    if (!count)
        return 1;
    if (count == 1)
        return insights__script_warn(script, "turn %zu %s", first, one) >= 0;
    return insights__script_warn(
               script, "%zu turns %s; the first is turn %zu", count, many,
               first) >= 0;
}

insights_status insights__script_finish(
    insights_conversation *script,
    insights_error **error)
{
    const struct insights__oddities *odd = &script->oddities;
    int ok = 1;

    if (odd->empty)
        ok = insights__script_warn(
                 script, "%zu %s no text and %s left out", odd->empty,
                 odd->empty == 1 ? "turn has" : "turns have",
                 odd->empty == 1 ? "was" : "were") >= 0;
    ok = ok &&
         warn_turns(
             script, odd->inverted, odd->first_inverted,
             "ends before it starts; its start was taken for its end",
             "end before they start; their starts were taken for their ends") &&
         warn_turns(
             script, odd->backwards, odd->first_backwards,
             "starts before the turn ahead of it",
             "start before the turn ahead of them") &&
         warn_turns(
             script, odd->overlapping, odd->first_overlapping,
             "overlaps the turn ahead of it",
             "overlap the turn ahead of them") &&
         warn_turns(
             script, odd->split, odd->first_split, "was too long and is split",
             "were too long and are split") &&
         warn_turns(
             script, odd->repaired, odd->first_repaired,
             "held bytes that are not text, now U+FFFD",
             "held bytes that are not text, now U+FFFD");
    if (ok && script->suppressed_warnings) {
        script->warnings.count--;
        ok = insights__script_warn(
                 script, "%zu more warnings are not kept",
                 script->suppressed_warnings + 1) >= 0;
    }
    return ok ? INSIGHTS_OK : insights__fail_nomem(error);
}

/* --- The canonical text -------------------------------------------------- */

size_t insights__script_length(const insights_conversation *script)
{
    const insights__turn *last;

    if (!script->turns.count)
        return 0;
    last = &script->turns.items[script->turns.count - 1];
    return last->byte_start + last->length + 1;
}

size_t insights__script_turn_at(const insights_conversation *script, size_t at)
{
    size_t low = 0;
    size_t high = script->turns.count;

    assert(at < insights__script_length(script));
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (script->turns.items[middle].byte_start <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

char *insights__script_slice(
    const insights_conversation *script,
    size_t start,
    size_t end)
{
    size_t turn;
    size_t at = start;
    char *copy;

    assert(start <= end && end <= insights__script_length(script));
    copy = insights__alloc(end - start + 1);
    if (!copy || start == end)
        return copy;
    for (turn = insights__script_turn_at(script, start); at < end; turn++) {
        const insights__turn *from = &script->turns.items[turn];
        size_t skip = at - from->byte_start;
        size_t size = from->length - skip;

        if (size > end - at)
            size = end - at;
        memcpy(copy + (at - start), from->text + skip, size);
        at += size;
        if (at < end)
            copy[at++ - start] = '\n';
    }
    return copy;
}
