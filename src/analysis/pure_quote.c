/* pure_quote.c - one quote in one conversation, as a record. */
#include "analysis/corpus.h"

#include "base/alloc.h"
#include "base/options.h"
#include "base/utf8.h"

#include <insights/model.h>

#include <stdio.h>
#include <string.h>

/* --- JSON -------------------------------------------------------------------
 */

static int said_json(
    insights__buffer *out,
    const insights_conversation *script,
    size_t start,
    size_t end)
{
    char *said = insights__script_slice(script, start, end);

    if (!said)
        return 0;
    insights__buffer_json_string(out, said, end - start);
    insights__free(said);
    return 1;
}

int insights__changes_json(
    insights__buffer *out,
    const insights__changes *changes,
    const char *draft,
    const insights_conversation *script)
{
    insights__buffer_char(out, '[');
    for (size_t i = 0; i < changes->list.count; i++) {
        const insights__change *change = &changes->list.items[i];

        insights__buffer_format(
            out, "%s{\"kind\":\"%s\",\"draft\":", i ? "," : "",
            insights__change_name(change->kind));
        insights__buffer_json_string(
            out, draft + change->draft_start,
            change->draft_end - change->draft_start);
        insights__buffer_text_append(out, ",\"said\":");
        if (!said_json(out, script, change->said_start, change->said_end))
            return 0;
        insights__buffer_char(out, '}');
    }
    insights__buffer_char(out, ']');
    return 1;
}

static void time_json(insights__buffer *out, const char *name, int64_t ms)
{
    if (ms == INSIGHTS_NO_TIME)
        insights__buffer_format(out, ",\"%s\":null", name);
    else
        insights__buffer_format(out, ",\"%s\":%lld", name, (long long)ms);
}

int insights__spot_json(
    insights__buffer *out,
    const insights__spot *place,
    const insights_conversation *script,
    const insights__corpus_item *item)
{
    size_t turn = insights__script_turn_at(script, place->start);
    const char *speaker = script->turns.items[turn].speaker;
    insights__times times =
        insights__script_times(script, place->start, place->end);

    insights__buffer_char(out, '{');
    if (item) {
        insights__buffer_text_append(out, "\"interview_id\":");
        insights__buffer_json_string(out, item->id, strlen(item->id));
        insights__buffer_text_append(out, ",\"title\":");
        insights__buffer_json_string(out, item->title, strlen(item->title));
        insights__buffer_char(out, ',');
    }
    insights__buffer_format(
        out, "\"byte_start\":%zu,\"byte_end\":%zu,\"speaker\":", place->start,
        place->end);
    if (speaker)
        insights__buffer_json_string(out, speaker, strlen(speaker));
    else
        insights__buffer_text_append(out, "null");
    time_json(out, "start_ms", times.start_ms);
    if (item)
        insights__buffer_format(out, ",\"turn\":%zu", turn);
    insights__buffer_text_append(out, ",\"text\":");
    if (!said_json(out, script, place->start, place->end))
        return 0;
    insights__buffer_char(out, '}');
    return 1;
}

/* --- The record -------------------------------------------------------------
 */

/* A byte of the canonical text in code points and UTF-16 units. */
static void offsets(
    const insights_conversation *script,
    size_t at,
    size_t *chars,
    size_t *utf16)
{
    const insights__turn *turn =
        &script->turns.items[insights__script_turn_at(script, at)];
    size_t inside = at - turn->byte_start;

    insights__utf8_count(turn->text, inside, chars, utf16);
    *chars += turn->char_start;
    *utf16 += turn->utf16_start;
}

static void set_times(
    insights_record *record,
    const insights_conversation *script,
    const insights__spot *place)
{
    insights__times times =
        insights__script_times(script, place->start, place->end);

    if (times.start_ms != INSIGHTS_NO_TIME)
        insights_record_set_int(
            record, INSIGHTS_MATCH_START_MS, times.start_ms);
    else
        insights_record_set_null(record, INSIGHTS_MATCH_START_MS);
    if (times.end_ms != INSIGHTS_NO_TIME)
        insights_record_set_int(record, INSIGHTS_MATCH_END_MS, times.end_ms);
    else
        insights_record_set_null(record, INSIGHTS_MATCH_END_MS);
    insights_record_set_text(record, INSIGHTS_MATCH_TIME_METHOD, times.method);
}

/* Offsets, turns, times, speaker and the words said. 0: no memory. */
static int set_place(
    insights_record *record,
    const insights_conversation *script,
    const insights__spot *place)
{
    size_t first = insights__script_turn_at(script, place->start);
    size_t last = insights__script_turn_at(script, place->end - 1);
    size_t chars[2];
    size_t utf16[2];
    char *said = insights__script_slice(script, place->start, place->end);
    char turns[64];

    if (!said)
        return 0;
    offsets(script, place->start, &chars[0], &utf16[0]);
    insights__utf8_count(said, place->end - place->start, &chars[1], &utf16[1]);
    chars[1] += chars[0];
    utf16[1] += utf16[0];
    insights_record_set_int(
        record, INSIGHTS_MATCH_BYTE_START, (int64_t)place->start);
    insights_record_set_int(
        record, INSIGHTS_MATCH_BYTE_END, (int64_t)place->end);
    insights_record_set_int(
        record, INSIGHTS_MATCH_CHAR_START, (int64_t)chars[0]);
    insights_record_set_int(record, INSIGHTS_MATCH_CHAR_END, (int64_t)chars[1]);
    insights_record_set_int(
        record, INSIGHTS_MATCH_UTF16_START, (int64_t)utf16[0]);
    insights_record_set_int(
        record, INSIGHTS_MATCH_UTF16_END, (int64_t)utf16[1]);
    snprintf(turns, sizeof(turns), "[%zu,%zu]", first, last);
    insights_record_set_text(record, INSIGHTS_MATCH_TURNS, turns);
    set_times(record, script, place);
    insights_record_set_text(record, INSIGHTS_MATCH_TEXT, said);
    insights_record_set_text(
        record, INSIGHTS_MATCH_SPEAKER, script->turns.items[first].speaker);
    insights__free(said);
    return 1;
}

/* Where nothing was found there is no place: null, not absent. */
static void set_no_place(insights_record *record)
{
    static const insights_field fields[] = {
        INSIGHTS_MATCH_BYTE_START,  INSIGHTS_MATCH_BYTE_END,
        INSIGHTS_MATCH_CHAR_START,  INSIGHTS_MATCH_CHAR_END,
        INSIGHTS_MATCH_UTF16_START, INSIGHTS_MATCH_UTF16_END,
        INSIGHTS_MATCH_TURNS,       INSIGHTS_MATCH_START_MS,
        INSIGHTS_MATCH_END_MS,      INSIGHTS_MATCH_TIME_METHOD,
        INSIGHTS_MATCH_TEXT,        INSIGHTS_MATCH_SPEAKER};

    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        insights_record_set_null(record, fields[i]);
}

static int parts_json(
    insights__buffer *out,
    const insights__found *found,
    const insights_conversation *script)
{
    insights__buffer_char(out, '[');
    for (size_t i = 0; i < found->parts.count; i++) {
        if (i)
            insights__buffer_char(out, ',');
        if (!insights__spot_json(out, &found->parts.items[i], script, NULL))
            return 0;
    }
    insights__buffer_char(out, ']');
    return 1;
}

static int status_of(insights__finding finding)
{
    switch (finding) {
    case INSIGHTS__FOUND_EXACT:
        return INSIGHTS_GROUNDING_EXACT;
    case INSIGHTS__FOUND_NORMALISED:
        return INSIGHTS_GROUNDING_NORMALISED;
    case INSIGHTS__FOUND_FUZZY:
        return INSIGHTS_GROUNDING_FUZZY;
    default:
        return INSIGHTS_GROUNDING_NONE;
    }
}

static insights_status make_match(
    const insights_conversation *script,
    const insights__quoted *quoted,
    const insights__found *found,
    insights_record **out,
    insights_error **error)
{
    insights__buffer changes = INSIGHTS__BUFFER_INIT;
    insights__buffer parts = INSIGHTS__BUFFER_INIT;
    insights_record *record = NULL;
    int there = found->finding < INSIGHTS__FOUND_STITCHED;
    insights_status status =
        insights_record_new(INSIGHTS_MATCH, &record, error);

    if (status < 0)
        return status;
    if (!insights__changes_json(
            &changes, &found->changes, quoted->text, script) ||
        !parts_json(&parts, found, script) || changes.status != INSIGHTS_OK ||
        parts.status != INSIGHTS_OK ||
        (there && !set_place(record, script, &found->place))) {
        status = insights__fail_nomem(error);
        goto out;
    }
    if (!there)
        set_no_place(record);
    insights_record_set_int(
        record, INSIGHTS_MATCH_STATUS, status_of(found->finding));
    insights_record_set_real(
        record, INSIGHTS_MATCH_SIMILARITY, found->similarity);
    insights_record_set_text(
        record, INSIGHTS_MATCH_CHANGES, insights__buffer_text(&changes));
    insights_record_set_int(
        record, INSIGHTS_MATCH_ALTERED, found->changes.altered);
    insights_record_set_text(
        record, INSIGHTS_MATCH_PARTS, insights__buffer_text(&parts));
    insights_record_set_int(
        record, INSIGHTS_MATCH_OCCURRENCES, (int64_t)found->occurrences);
    status = insights_record_check(record, error);
    if (status < 0)
        goto out;
    *out = record;
    record = NULL;

out:
    insights__buffer_free(&changes);
    insights__buffer_free(&parts);
    insights_record_free(record);
    return status;
}

/* --- The call ---------------------------------------------------------------
 */

static insights_status read_wish(
    const insights_locate_options *options,
    insights__wish *wish,
    insights_error **error)
{
    const uint32_t known =
        INSIGHTS_LOCATE_NEAR | INSIGHTS_LOCATE_NO_FUZZY | INSIGHTS_LOCATE_WORDS;
    insights_locate_options own = INSIGHTS_LOCATE_OPTIONS_INIT;
    insights_status status =
        insights__options_read(&own, sizeof(own), options, error);

    if (status < 0)
        return status;
    if ((own.flags & ~known) || own.reserved)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the options of locate have flags 0x%x, of which only 0x%x are "
            "known",
            (unsigned)own.flags, (unsigned)known);
    if (!(own.min_similarity >= 0 && own.min_similarity <= 1))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "min_similarity must be between 0 and 1");
    wish->speaker = own.speaker;
    wish->near = (own.flags & INSIGHTS_LOCATE_NEAR) != 0;
    wish->near_turn = own.near_turn;
    wish->after_byte = own.after_byte;
    wish->min_similarity = own.min_similarity;
    wish->no_fuzzy = (own.flags & INSIGHTS_LOCATE_NO_FUZZY) != 0;
    wish->whole_words = (own.flags & INSIGHTS_LOCATE_WORDS) != 0;
    return INSIGHTS_OK;
}

insights_status insights_quote_locate(
    const insights_conversation *conversation,
    const char *quote,
    const insights_locate_options *options,
    insights_record **out,
    insights_error **error)
{
    insights__speech source = {NULL, NULL};
    insights__wish wish = {0};
    insights__quoted quoted = {0};
    insights__found found = {0};
    insights_status status;

    if (out)
        *out = NULL;
    if (!conversation || !quote || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "conversation, quote and out are required");
    status = read_wish(options, &wish, error);
    if (status < 0)
        return status;
    source.script = conversation;
    status = insights__quoted_read(quote, strlen(quote), &quoted, error);
    if (status == INSIGHTS_OK)
        status = insights__locate(&source, 1, &quoted, &wish, &found, error);
    if (status == INSIGHTS_OK)
        status = make_match(conversation, &quoted, &found, out, error);
    insights__found_free(&found);
    insights__quoted_free(&quoted);
    insights__speech_clear(&source);
    return status;
}
