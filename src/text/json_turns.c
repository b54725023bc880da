/* json_turns.c - a document, its list, its turns, their words. */
#include "text/json_turns.h"

#include "text/json_reader.h"

#include "base/number.h"

#include <string.h>

#define TIME_MAXIMUM 9.0e15

typedef struct found_word {
    size_t text; /* in `words_text`; offsets are in `word` if `placed` */
    insights__word word;
    size_t length;
    int placed;
} found_word;

typedef struct turn_reader {
    insights__json_reader json;
    insights_conversation *script;
    const insights__json_shape *shape; /* of the list, once it is found */
    size_t with_text;
    size_t items;
    size_t lost_words; /* that are not in their turn's text */
    /* The turn that is being read: */
    insights__buffer speaker;
    insights__buffer text;
    int has_text;
    int64_t start_ms;
    int64_t end_ms;
    int continued;
    insights__buffer words_text;
    INSIGHTS__ARRAY(found_word) found;
    INSIGHTS__ARRAY(insights__word) words;
} turn_reader;

static int key_is(const turn_reader *reader, const char *key)
{
    return !strcmp(insights__buffer_text(&reader->json.text), key);
}

static insights_status next(turn_reader *reader, insights_error **error)
{
    return insights__json_next(&reader->json, error);
}

/* A number in `unit`s or a text "00:00:01.000". */
static insights_status read_time(
    turn_reader *reader,
    int64_t unit,
    int64_t *out,
    insights_error **error)
{
    const insights__buffer *text = &reader->json.text;
    double value;
    insights_status status = next(reader, error);

    if (status < 0)
        return status;
    if (reader->json.token == INSIGHTS__JSON_NULL)
        return INSIGHTS_OK;
    if (reader->json.token == INSIGHTS__JSON_STRING &&
        insights__loose_time(text->data, text->length, out) == text->length &&
        text->length)
        return INSIGHTS_OK;
    if ((reader->json.token != INSIGHTS__JSON_NUMBER &&
         reader->json.token != INSIGHTS__JSON_STRING) ||
        !insights__double_parse(text->data, &value))
        return insights__json_fail(&reader->json, error, "a time was expected");
    value *= (double)unit;
    if (value > TIME_MAXIMUM)
        return insights__json_fail(
            &reader->json, error, "this time is out of range");
    *out = value < 0 ? INSIGHTS_NO_TIME : (int64_t)(value + 0.5);
    return INSIGHTS_OK;
}

/* {"from": …, "to": …} */
static insights_status read_range(
    turn_reader *reader,
    int weak,
    insights_error **error)
{
    insights_status status = next(reader, error);
    int64_t *slot;
    int64_t ignored;

    if (status < 0)
        return status;
    if (reader->json.token != INSIGHTS__JSON_OBJECT)
        return insights__json_skip(&reader->json, error);
    for (;;) {
        status = next(reader, error);
        if (status < 0 || reader->json.token == INSIGHTS__JSON_OBJECT_END)
            return status;
        slot = key_is(reader, "from") ? &reader->start_ms
               : key_is(reader, "to") ? &reader->end_ms
                                      : NULL;
        ignored = INSIGHTS_NO_TIME;
        if (slot && weak && *slot >= 0)
            slot = &ignored;
        if (slot) {
            status = read_time(reader, 1, slot, error);
        } else {
            status = next(reader, error);
            if (status == INSIGHTS_OK)
                status = insights__json_skip(&reader->json, error);
        }
        if (status < 0)
            return status;
    }
}

/* The text of a string or number; null and false leave it empty. */
static insights_status read_text(
    turn_reader *reader,
    insights__buffer *out,
    insights_error **error)
{
    insights_status status = next(reader, error);

    if (status < 0)
        return status;
    insights__buffer_truncate(out, 0);
    if (reader->json.token == INSIGHTS__JSON_STRING ||
        reader->json.token == INSIGHTS__JSON_NUMBER)
        insights__buffer_append(
            out, reader->json.text.data, reader->json.text.length);
    else if (
        reader->json.token != INSIGHTS__JSON_NULL &&
        reader->json.token != INSIGHTS__JSON_FALSE)
        return insights__json_fail(&reader->json, error, "a text was expected");
    return insights__buffer_check(out, "a text in JSON", error);
}

static insights_status read_count(
    turn_reader *reader,
    uint32_t *out,
    insights_error **error)
{
    int64_t value = INSIGHTS_NO_TIME;
    insights_status status = read_time(reader, 1, &value, error);

    if (status == INSIGHTS_OK && (value < 0 || value > UINT32_MAX))
        return insights__json_fail(
            &reader->json, error, "a count of bytes was expected");
    *out = (uint32_t)value;
    return status;
}

/* One member of a word, whose key was read. */
static insights_status read_word_member(
    turn_reader *reader,
    found_word *word,
    insights_error **error)
{
    int64_t unit = reader->shape->unit;
    insights_status status;

    if (key_is(reader, "start"))
        return read_time(reader, unit, &word->word.start_ms, error);
    if (key_is(reader, "end"))
        return read_time(reader, unit, &word->word.end_ms, error);
    if (key_is(reader, "start_ms"))
        return read_time(reader, 1, &word->word.start_ms, error);
    if (key_is(reader, "end_ms"))
        return read_time(reader, 1, &word->word.end_ms, error);
    if (key_is(reader, "offset")) {
        word->placed = 1;
        return read_count(reader, &word->word.offset, error);
    }
    if (key_is(reader, "length"))
        return read_count(reader, &word->word.length, error);
    if (key_is(reader, "word") || key_is(reader, "text")) {
        status = next(reader, error);
        if (status < 0)
            return status;
        if (reader->json.token == INSIGHTS__JSON_STRING) {
            word->text = reader->words_text.length;
            word->length = reader->json.text.length;
            insights__buffer_append(
                &reader->words_text, reader->json.text.data, word->length);
        }
        return insights__json_skip(&reader->json, error);
    }
    status = next(reader, error);
    return status < 0 ? status : insights__json_skip(&reader->json, error);
}

static insights_status read_words(turn_reader *reader, insights_error **error)
{
    insights_status status = next(reader, error);

    if (status < 0)
        return status;
    if (reader->json.token != INSIGHTS__JSON_ARRAY)
        return insights__json_skip(&reader->json, error);
    for (;;) {
        found_word word = {0};
        found_word *slot;

        word.word.start_ms = INSIGHTS_NO_TIME;
        word.word.end_ms = INSIGHTS_NO_TIME;
        status = next(reader, error);
        if (status < 0 || reader->json.token == INSIGHTS__JSON_ARRAY_END)
            return status;
        if (reader->json.token != INSIGHTS__JSON_OBJECT) {
            status = insights__json_skip(&reader->json, error);
            if (status < 0)
                return status;
            continue;
        }
        for (;;) {
            status = next(reader, error);
            if (status < 0)
                return status;
            if (reader->json.token == INSIGHTS__JSON_OBJECT_END)
                break;
            status = read_word_member(reader, &word, error);
            if (status < 0)
                return status;
        }
        slot = insights__array_add(&reader->found);
        if (!slot)
            return insights__fail_nomem(error);
        *slot = word;
    }
}

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static const char *find(
    const char *text,
    size_t length,
    const char *word,
    size_t size)
{
    size_t at;

    for (at = 0; size && at + size <= length; at++)
        if (text[at] == word[0] && !memcmp(text + at, word, size))
            return text + at;
    return NULL;
}

/* Where a word stands in the turn's text from `*from` on; 0: nowhere near. */
static int place_word(
    const turn_reader *reader,
    found_word *found,
    const char *text,
    size_t length,
    size_t *from)
{
    const char *word = insights__buffer_text(&reader->words_text) + found->text;
    size_t size = found->length;
    const char *at;
    size_t window = length - *from;

    while (size && is_space(*word)) {
        word++;
        size--;
    }
    while (size && is_space(word[size - 1]))
        size--;
    /* A word that is not close by is another one. */
    if (window > size + 64)
        window = size + 64;
    at = find(text + *from, window, word, size);
    if (!at)
        return 0;
    found->word.offset = (uint32_t)(at - text);
    found->word.length = (uint32_t)size;
    *from = (size_t)(at - text) + size;
    return 1;
}

static insights_status place_words(
    turn_reader *reader,
    const char *text,
    size_t length,
    insights_error **error)
{
    size_t from = 0;
    size_t i;

    reader->words.count = 0;
    for (i = 0; i < reader->found.count; i++) {
        found_word *found = &reader->found.items[i];
        insights__word *slot;

        if (found->word.start_ms < 0 || found->word.end_ms < 0)
            continue;
        if (found->placed
                ? (size_t)found->word.offset + found->word.length > length ||
                      found->word.offset < from
                : !place_word(reader, found, text, length, &from)) {
            reader->lost_words++;
            continue;
        }
        from = (size_t)found->word.offset + found->word.length;
        slot = insights__array_add(&reader->words);
        if (!slot)
            return insights__fail_nomem(error);
        *slot = found->word;
    }
    return INSIGHTS_OK;
}

static insights_status add_turn(turn_reader *reader, insights_error **error)
{
    const char *text = insights__buffer_text(&reader->text);
    size_t length = reader->text.length;
    size_t before = reader->script->turns.count;
    insights_status status;

    while (!reader->shape->verbatim && length && is_space(*text)) {
        text++;
        length--;
    }
    while (!reader->shape->verbatim && length && is_space(text[length - 1]))
        length--;
    status = place_words(reader, text, length, error);
    if (status < 0)
        return status;
    status = insights__script_add(
        reader->script, insights__buffer_text(&reader->speaker), text, length,
        reader->start_ms, reader->end_ms, reader->words.items,
        reader->words.count, error);
    if (status == INSIGHTS_OK && reader->continued &&
        reader->script->turns.count > before)
        reader->script->turns.items[before].continued = 1;
    return status;
}

/* One member of a turn, whose key was read. */
static insights_status read_member(turn_reader *reader, insights_error **error)
{
    int64_t unit = reader->shape->unit;
    insights_status status;

    if (key_is(reader, "speaker"))
        return read_text(reader, &reader->speaker, error);
    if (key_is(reader, "text") || key_is(reader, "content")) {
        reader->has_text = 1;
        return read_text(reader, &reader->text, error);
    }
    if (key_is(reader, "start"))
        return read_time(reader, unit, &reader->start_ms, error);
    if (key_is(reader, "end"))
        return read_time(reader, unit, &reader->end_ms, error);
    if (key_is(reader, "start_ms"))
        return read_time(reader, 1, &reader->start_ms, error);
    if (key_is(reader, "end_ms"))
        return read_time(reader, 1, &reader->end_ms, error);
    if (key_is(reader, "offsets"))
        return read_range(reader, 0, error);
    if (key_is(reader, "timestamps"))
        return read_range(reader, 1, error);
    if (key_is(reader, "words"))
        return read_words(reader, error);
    if (key_is(reader, "continued")) {
        status = next(reader, error);
        reader->continued = reader->json.token == INSIGHTS__JSON_TRUE;
    } else {
        status = next(reader, error);
    }
    return status < 0 ? status : insights__json_skip(&reader->json, error);
}

/* A turn, with the reader on its brace. */
static insights_status read_turn(turn_reader *reader, insights_error **error)
{
    insights_status status;

    if (reader->json.token != INSIGHTS__JSON_OBJECT)
        return insights__json_fail(
            &reader->json, error, "an object was expected for each turn");
    insights__buffer_truncate(&reader->speaker, 0);
    insights__buffer_truncate(&reader->text, 0);
    insights__buffer_truncate(&reader->words_text, 0);
    reader->found.count = 0;
    reader->has_text = 0;
    reader->continued = 0;
    reader->start_ms = INSIGHTS_NO_TIME;
    reader->end_ms = INSIGHTS_NO_TIME;
    for (;;) {
        status = next(reader, error);
        if (status < 0)
            return status;
        if (reader->json.token == INSIGHTS__JSON_OBJECT_END)
            break;
        status = read_member(reader, error);
        if (status < 0)
            return status;
    }
    reader->items++;
    reader->with_text += reader->has_text ? 1u : 0u;
    status = insights__buffer_check(&reader->words_text, "words", error);
    return status < 0 ? status : add_turn(reader, error);
}

/* The turns, with the reader on the bracket of their list. */
static insights_status read_list(turn_reader *reader, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (reader->json.token != INSIGHTS__JSON_ARRAY)
        return insights__json_fail(
            &reader->json, error, "a list of turns was expected");
    while (status == INSIGHTS_OK) {
        status = next(reader, error);
        if (status < 0 || reader->json.token == INSIGHTS__JSON_ARRAY_END)
            return status;
        status = read_turn(reader, error);
    }
    return status;
}

/* A text about the whole document, in the slot for it. */
static insights_status read_meta(
    turn_reader *reader,
    const char **slot,
    insights_error **error)
{
    insights_status status = next(reader, error);

    if (status < 0)
        return status;
    if (reader->json.token != INSIGHTS__JSON_STRING)
        return insights__json_skip(&reader->json, error);
    if (!insights__meta_set(
            reader->script, slot, reader->json.text.data,
            reader->json.text.length))
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

/* {"language": "en"}, as whisper.cpp has it under "result". */
static insights_status read_result(turn_reader *reader, insights_error **error)
{
    insights_status status = next(reader, error);

    if (status < 0 || reader->json.token != INSIGHTS__JSON_OBJECT)
        return status < 0 ? status : insights__json_skip(&reader->json, error);
    for (;;) {
        status = next(reader, error);
        if (status < 0 || reader->json.token == INSIGHTS__JSON_OBJECT_END)
            return status;
        if (key_is(reader, "language")) {
            status = read_meta(reader, &reader->script->language, error);
        } else {
            status = next(reader, error);
            if (status == INSIGHTS_OK)
                status = insights__json_skip(&reader->json, error);
        }
        if (status < 0)
            return status;
    }
}

/* A member of the document, whose key was read. */
static insights_status read_top(
    turn_reader *reader,
    const insights__json_shape *shapes,
    size_t count,
    insights_error **error)
{
    const char **slot = insights__meta_slot(
        reader->script, insights__buffer_text(&reader->json.text));
    insights_status status;
    size_t i;

    if (slot)
        return read_meta(reader, slot, error);
    if (key_is(reader, "result"))
        return read_result(reader, error);
    for (i = 0; i < count && !reader->shape; i++)
        if (shapes[i].list && key_is(reader, shapes[i].list)) {
            reader->shape = &shapes[i];
            status = next(reader, error);
            return status < 0 ? status : read_list(reader, error);
        }
    status = next(reader, error);
    return status < 0 ? status : insights__json_skip(&reader->json, error);
}

static insights_status read_document(
    turn_reader *reader,
    const insights__json_shape *shapes,
    size_t count,
    insights_error **error)
{
    insights_status status = next(reader, error);
    size_t i;

    if (status < 0)
        return status;
    if (reader->json.token == INSIGHTS__JSON_ARRAY) {
        for (i = 0; i < count; i++)
            if (!shapes[i].list)
                reader->shape = &shapes[i];
        if (reader->shape)
            status = read_list(reader, error);
    } else if (reader->json.token == INSIGHTS__JSON_OBJECT) {
        for (;;) {
            status = next(reader, error);
            if (status < 0 || reader->json.token == INSIGHTS__JSON_OBJECT_END)
                break;
            status = read_top(reader, shapes, count, error);
            if (status < 0)
                break;
        }
    }
    if (status < 0)
        return status;
    if (!reader->shape || (reader->items && !reader->with_text))
        return insights__source_fail(
            reader->json.source, 0, 0, error,
            "no transcript in this JSON: it has no list 'segments', "
            "'transcription', 'meeting_transcripts' or 'turns' of texts");
    reader->script->format = reader->shape->format;
    return next(reader, error); /* nothing may follow */
}

insights_status insights__json_turns(
    insights__source *source,
    insights_conversation *script,
    const insights__json_shape *shapes,
    size_t count,
    insights_error **error)
{
    turn_reader reader = {0};
    insights_status status;

    insights__json_open(&reader.json, source);
    reader.script = script;
    status = read_document(&reader, shapes, count, error);
    if (status == INSIGHTS_OK && reader.lost_words &&
        insights__script_warn(
            script, "%zu timed %s not in the text of %s turn",
            reader.lost_words, reader.lost_words == 1 ? "word is" : "words are",
            reader.lost_words == 1 ? "its" : "their") < 0)
        status = insights__fail_nomem(error);
    insights__json_close(&reader.json);
    insights__buffer_free(&reader.speaker);
    insights__buffer_free(&reader.text);
    insights__buffer_free(&reader.words_text);
    insights__array_free(&reader.found);
    insights__array_free(&reader.words);
    return status;
}
