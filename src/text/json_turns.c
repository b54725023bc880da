/* json_turns.c - the turns of a list, the words of a turn. */
#include "text/json_turns.h"

#include "base/number.h"

#include <string.h>

static const char *const usual_speaker[] = {
    "speaker",
    "speaker_name",
    "speakerName",
    "speaker_label",
    "speakerLabel",
    "speakerDisplayName",
    "participant",
    "participantName",
    "participant_name",
    "name",
    "displayName",
    "username",
    "user",
    "author",
    "speaker_id",
    "speakerId",
    "channel_label",
    "role",
    NULL};
static const char *const usual_text[] = {"text",      "content",  "transcript",
                                         "utterance", "sentence", "body",
                                         "message",   "caption",  NULL};
static const char *const usual_start[] = {
    "start",      "start_ms",    "start_time",    "startTime",
    "startMs",    "startTimeMs", "start_seconds", "begin",
    "begin_time", "from",        "startOffset",   "start_timestamp.relative",
    "offset",     "timestamp",   "timecode",      "ts",
    "time",       NULL};
static const char *const usual_end[] = {
    "end",
    "end_ms",
    "end_time",
    "endTime",
    "endMs",
    "endTimeMs",
    "end_seconds",
    "stop",
    "to",
    "endOffset",
    "end_timestamp.relative",
    "end_ts",
    NULL};
static const char *const usual_length[] = {
    "duration", "dur", "duration_ms", "durationMs", NULL};
static const char *const word_text[] = {
    "punctuated_word", "word", "text", "value", "content", "Content", NULL};
static const char *const word_start[] = {
    "start", "start_ms",          "start_time", "startTime",
    "ts",    "BeginOffsetMillis", NULL};
static const char *const word_end[] = {
    "end", "end_ms", "end_time", "endTime", "end_ts", "EndOffsetMillis", NULL};
static const char *const word_speaker[] = {
    "speaker", "speaker_label", "speaker_id", NULL};

static const char *const *or_usual(
    const char *const *given,
    const char *const *usual)
{
    return given ? given : usual;
}

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static int ends_in(const char *text, const char *suffix)
{
    size_t size = strlen(suffix);
    size_t length = text ? strlen(text) : 0;

    return length >= size && !strcmp(text + length - size, suffix);
}

/* Milliseconds in one unit of a member whose name may say it. */
static int64_t unit_of(const insights__json_node *node, int64_t unit)
{
    if (!node || !node->key)
        return unit;
    if (ends_in(node->key, "_ms") || ends_in(node->key, "Ms") ||
        ends_in(node->key, "Millis") || ends_in(node->key, "_millis"))
        return 1;
    if (ends_in(node->key, "_seconds") || ends_in(node->key, "Seconds"))
        return 1000;
    return unit;
}

/* Seconds where any number of the list has a point, milliseconds else. */
static int64_t guess_unit(
    const insights__json_node *list,
    const insights__json_keys *keys)
{
    const char *const *starts = or_usual(keys->start, usual_start);
    const char *const *ends = or_usual(keys->end, usual_end);
    const insights__json_node *node;

    for (node = list->first; node; node = node->next) {
        const insights__json_node *start = insights__json_any(node, starts);
        const insights__json_node *end = insights__json_any(node, ends);

        if ((insights__json_is(start, INSIGHTS__JSON_NUMBER) &&
             strchr(start->text, '.')) ||
            (insights__json_is(end, INSIGHTS__JSON_NUMBER) &&
             strchr(end->text, '.')))
            return 1000;
    }
    return 1;
}

/* --- Words --------------------------------------------------------------- */

static insights_status find_word(
    insights__json_talk *talk,
    const insights__json_node *node,
    int64_t unit,
    insights_error **error)
{
    const insights__json_node *start = insights__json_any(node, word_start);
    const insights__json_node *end = insights__json_any(node, word_end);
    const insights__json_node *text = insights__json_any(node, word_text);
    const insights__json_node *offset = insights__json_at(node, "offset");
    const insights__json_node *size = insights__json_at(node, "length");
    insights__json_word word = {0};
    insights__json_word *slot;
    int64_t value = 0;
    insights_status status = insights__json_time(
        talk, start, unit_of(start, unit), &word.word.start_ms, error);

    if (status == INSIGHTS_OK)
        status = insights__json_time(
            talk, end, unit_of(end, unit), &word.word.end_ms, error);
    if (status < 0)
        return status;
    if (offset && size) {
        if (!insights__int_parse(offset->text ? offset->text : "", &value) ||
            value < 0 || value > UINT32_MAX)
            return insights__json_refuse(
                talk->source, offset, error, "a count of bytes was expected");
        word.word.offset = (uint32_t)value;
        if (!insights__int_parse(size->text ? size->text : "", &value) ||
            value < 0 || value > UINT32_MAX)
            return insights__json_refuse(
                talk->source, size, error, "a count of bytes was expected");
        word.word.length = (uint32_t)value;
        word.placed = 1;
    }
    if (insights__json_is(text, INSIGHTS__JSON_STRING)) {
        word.text = talk->words_text.length;
        word.length = text->length;
        insights__buffer_append(&talk->words_text, text->text, text->length);
    }
    word.speaker = insights__json_name(insights__json_any(node, word_speaker));
    slot = insights__array_add(&talk->found);
    if (!slot)
        return insights__fail_nomem(error);
    *slot = word;
    return INSIGHTS_OK;
}

int insights__json_found(
    insights__json_talk *talk,
    const char *speaker,
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms)
{
    insights__json_word *word = insights__array_add(&talk->found);

    if (!word)
        return 0;
    word->speaker = speaker;
    word->text = talk->words_text.length;
    word->length = length;
    word->word.start_ms = start_ms;
    word->word.end_ms = end_ms;
    insights__buffer_append(&talk->words_text, text, length);
    return talk->words_text.status == INSIGHTS_OK;
}

insights_status insights__json_find_words(
    insights__json_talk *talk,
    const insights__json_node *list,
    int64_t unit,
    insights_error **error)
{
    const insights__json_node *node;
    insights_status status = INSIGHTS_OK;

    if (!insights__json_is(list, INSIGHTS__JSON_ARRAY))
        return INSIGHTS_OK;
    for (node = list->first; node && status == INSIGHTS_OK; node = node->next)
        if (node->kind == INSIGHTS__JSON_OBJECT)
            status = find_word(talk, node, unit, error);
    return status < 0
               ? status
               : insights__buffer_check(&talk->words_text, "words", error);
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

/* Where a word stands in the turn's text from `from` on; 0: nowhere near. */
static int place_word(
    const insights__json_talk *talk,
    insights__json_word *found,
    const char *text,
    size_t length,
    size_t from)
{
    const char *word = insights__buffer_text(&talk->words_text) + found->text;
    size_t size = found->length;
    const char *at;
    size_t window = length - from;

    while (size && is_space(*word)) {
        word++;
        size--;
    }
    while (size && is_space(word[size - 1]))
        size--;
    /* A word that is not close by is another one. */
    if (window > size + 64)
        window = size + 64;
    at = find(text + from, window, word, size);
    if (!at)
        return 0;
    found->word.offset = (uint32_t)(at - text);
    found->word.length = (uint32_t)size;
    return 1;
}

static int is_blank(
    const insights__json_talk *talk,
    const insights__json_word *found)
{
    const char *word = insights__buffer_text(&talk->words_text) + found->text;
    size_t at = 0;

    while (at < found->length && is_space(word[at]))
        at++;
    return at == found->length;
}

/* Keep of the words found those that have times and stand in the text. */
static insights_status place_words(
    insights__json_talk *talk,
    const char *text,
    size_t length,
    insights_error **error)
{
    size_t kept = 0;
    size_t from = 0;
    size_t i;

    talk->words.count = 0;
    for (i = 0; i < talk->found.count; i++) {
        insights__json_word *found = &talk->found.items[i];
        insights__word *slot;

        if (found->word.start_ms < 0 || found->word.end_ms < 0 ||
            (!found->placed && is_blank(talk, found)))
            continue;
        if (found->placed
                ? (size_t)found->word.offset + found->word.length > length ||
                      found->word.offset < from
                : !place_word(talk, found, text, length, from)) {
            talk->lost_words++;
            continue;
        }
        from = (size_t)found->word.offset + found->word.length;
        slot = insights__array_add(&talk->words);
        if (!slot)
            return insights__fail_nomem(error);
        *slot = found->word;
        talk->found.items[kept++] = *found;
    }
    talk->found.count = kept;
    return INSIGHTS_OK;
}

/* --- Turns --------------------------------------------------------------- */

/* Add words [from, to) and the text [start, end) they stand in. */
static insights_status add_part(
    insights__json_talk *talk,
    const insights__turn *turn,
    size_t start,
    size_t end,
    size_t from,
    size_t to,
    insights_error **error)
{
    size_t i;

    while (end > start && is_space(turn->text[end - 1]))
        end--;
    for (i = from; i < to; i++)
        talk->words.items[i].offset -= (uint32_t)start;
    return insights__script_add(
        talk->script, turn->speaker, turn->text + start, end - start,
        turn->start_ms, turn->end_ms, talk->words.items + from, to - from,
        error);
}

/* Cut a turn of nobody where its words are somebody else's. */
static insights_status add_by_words(
    insights__json_talk *talk,
    const insights__turn *whole,
    insights_error **error)
{
    size_t count = talk->words.count;
    insights__turn part = *whole;
    insights_status status = INSIGHTS_OK;
    size_t start = 0;
    size_t from = 0;
    size_t i;

    for (i = 0; i <= count && status == INSIGHTS_OK; i++) {
        const char *speaker = i < count ? talk->found.items[i].speaker : NULL;

        if (speaker && !part.speaker)
            part.speaker = speaker;
        if (i < count && (!speaker || !strcmp(speaker, part.speaker)))
            continue;
        part.end_ms =
            i < count ? talk->words.items[i - 1].end_ms : whole->end_ms;
        status = add_part(
            talk, &part, start,
            i < count ? talk->found.items[i].word.offset : whole->length, from,
            i, error);
        if (i == count)
            break;
        start = talk->found.items[i].word.offset;
        part.speaker = speaker;
        part.start_ms = talk->words.items[i].start_ms;
        from = i;
    }
    return status;
}

insights_status insights__json_add(
    insights__json_talk *talk,
    const char *speaker,
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms,
    insights_error **error)
{
    insights__turn turn = {0};
    insights_status status = place_words(talk, text, length, error);
    size_t named = 0;
    size_t i;

    turn.speaker = speaker;
    turn.text = text;
    turn.length = length;
    turn.start_ms = start_ms;
    turn.end_ms = end_ms;
    if (talk->by_words && talk->words.count && start_ms < 0 && end_ms < 0) {
        turn.start_ms = talk->words.items[0].start_ms;
        turn.end_ms = talk->words.items[talk->words.count - 1].end_ms;
    }
    for (i = 0; i < talk->found.count; i++)
        named += talk->found.items[i].speaker != NULL;
    if (status == INSIGHTS_OK && named && (!speaker || !*speaker))
        status = add_by_words(talk, &turn, error);
    else if (status == INSIGHTS_OK)
        status = insights__script_add(
            talk->script, speaker, text, length, turn.start_ms, turn.end_ms,
            talk->words.items, talk->words.count, error);
    talk->found.count = 0;
    talk->words.count = 0;
    insights__buffer_truncate(&talk->words_text, 0);
    return status;
}

/* A time of a turn; one that cannot be read is no error where lenient. */
static insights_status turn_time(
    insights__json_talk *talk,
    const insights__json_node *node,
    const insights__json_keys *keys,
    int64_t *out,
    insights_error **error)
{
    insights_error *own = NULL;
    insights_status status;

    if (!keys->lenient)
        return insights__json_time(
            talk, node, unit_of(node, keys->unit), out, error);
    status =
        insights__json_time(talk, node, unit_of(node, keys->unit), out, &own);
    insights_error_free(own);
    if (status == INSIGHTS_E_NOMEM)
        return insights__fail_nomem(error);
    if (status < 0) {
        *out = INSIGHTS_NO_TIME;
        if (!talk->bad_times++)
            talk->first_bad_line = node->line;
    }
    return INSIGHTS_OK;
}

static insights_status turn_times(
    insights__json_talk *talk,
    const insights__json_node *node,
    const insights__json_keys *keys,
    int64_t *start,
    int64_t *end,
    insights_error **error)
{
    int64_t length = INSIGHTS_NO_TIME;
    insights_status status = turn_time(
        talk, insights__json_any(node, or_usual(keys->start, usual_start)),
        keys, start, error);

    if (status == INSIGHTS_OK)
        status = turn_time(
            talk, insights__json_any(node, or_usual(keys->end, usual_end)),
            keys, end, error);
    if (status == INSIGHTS_OK && *start >= 0 && *end < 0)
        status = turn_time(
            talk,
            insights__json_any(node, or_usual(keys->length, usual_length)),
            keys, &length, error);
    if (length >= 0)
        *end = *start + length;
    return status;
}

insights_status insights__json_turn(
    insights__json_talk *talk,
    const insights__json_node *node,
    const insights__json_keys *keys,
    const char *speaker,
    insights_error **error)
{
    const insights__json_node *name =
        insights__json_any(node, or_usual(keys->speaker, usual_speaker));
    const insights__json_node *said =
        insights__json_any(node, or_usual(keys->text, usual_text));
    const insights__json_node *words =
        insights__json_at(node, keys->words ? keys->words : "words");
    const char *text = "";
    size_t length = 0;
    size_t before = talk->script->turns.count;
    int64_t start_ms;
    int64_t end_ms;
    insights_status status =
        turn_times(talk, node, keys, &start_ms, &end_ms, error);

    if (status < 0)
        return status;
    if (!said && !insights__json_is(words, INSIGHTS__JSON_ARRAY))
        said = words;
    if (said && !said->text && said->kind != INSIGHTS__JSON_FALSE)
        return insights__json_refuse(
            talk->source, said, error, "a text was expected");
    if (said && said->text) {
        text = said->text;
        length = said->length;
    }
    while (!keys->verbatim && length && is_space(*text)) {
        text++;
        length--;
    }
    while (!keys->verbatim && length && is_space(text[length - 1]))
        length--;
    talk->by_words = !keys->verbatim;
    status = insights__json_find_words(talk, words, keys->unit, error);
    if (status == INSIGHTS_OK)
        status = insights__json_add(
            talk, speaker ? speaker : insights__json_name(name), text, length,
            start_ms, end_ms, error);
    if (status == INSIGHTS_OK && talk->script->turns.count > before &&
        insights__json_is(
            insights__json_at(node, "continued"), INSIGHTS__JSON_TRUE))
        talk->script->turns.items[before].continued = 1;
    return status;
}

insights_status insights__json_list(
    insights__json_talk *talk,
    const insights__json_node *list,
    const insights__json_keys *keys,
    insights_error **error)
{
    insights__json_keys own = *keys;
    const insights__json_node *node;
    insights_status status = INSIGHTS_OK;

    if (!insights__json_is(list, INSIGHTS__JSON_ARRAY))
        return insights__json_refuse(
            talk->source, list, error, "a list of turns was expected");
    if (!own.unit)
        own.unit = guess_unit(list, keys);
    for (node = list->first; node && status == INSIGHTS_OK; node = node->next) {
        if (node->kind != INSIGHTS__JSON_OBJECT)
            return insights__json_refuse(
                talk->source, node, error,
                "an object was expected for each turn");
        status = insights__json_turn(talk, node, &own, NULL, error);
    }
    return status;
}

int insights__json_is_turn(const insights__json_node *node)
{
    const insights__json_node *said = insights__json_any(node, usual_text);

    return insights__json_is(said, INSIGHTS__JSON_STRING) &&
           (insights__json_any(node, usual_speaker) ||
            insights__json_any(node, usual_start));
}
