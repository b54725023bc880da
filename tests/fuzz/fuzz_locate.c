/* fuzz_locate.c - a transcript, a line "====", and a quote to be looked for.
 *
 * What is found is what stands there, however the offsets are counted; what
 * is quoted word for word is found.
 */
#include "base/utf8.h"
#include "fuzz/support.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void check_parts(const insights_match *match, const fuzz_canon *canon)
{
    const char *text = insights_match_parts(match);
    json_t *parts = text ? json_loads(text, 0, NULL) : NULL;
    json_t *part;
    size_t i;

    if (!text)
        return;
    FUZZ_CHECK(json_is_array(parts));
    json_array_foreach(parts, i, part)
    {
        FUZZ_CHECK(fuzz_says(
            canon, json_integer_value(json_object_get(part, "byte_start")),
            json_integer_value(json_object_get(part, "byte_end")),
            json_string_value(json_object_get(part, "text"))));
    }
    json_decref(parts);
}

static void check_turns(
    const insights_conversation *conversation,
    const insights_match *match)
{
    const char *text = insights_match_turns(match);
    json_t *turns = text ? json_loads(text, 0, NULL) : NULL;
    size_t first;
    size_t last;

    FUZZ_CHECK(json_is_array(turns) && json_array_size(turns) == 2);
    first = (size_t)json_integer_value(json_array_get(turns, 0));
    last = (size_t)json_integer_value(json_array_get(turns, 1));
    FUZZ_CHECK(first <= last);
    FUZZ_CHECK(last < insights_conversation_turns(conversation));
    FUZZ_CHECK(
        insights_conversation_byte_start(conversation, first) <=
        (size_t)insights_match_byte_start(match));
    FUZZ_CHECK(
        insights_conversation_byte_start(conversation, last + 1) >=
        (size_t)insights_match_byte_end(match));
    json_decref(turns);
}

static void check_span(
    const insights_conversation *conversation,
    const fuzz_canon *canon,
    const insights_match *match)
{
    int64_t start = insights_match_byte_start(match);
    int64_t end = insights_match_byte_end(match);
    size_t points;
    size_t units;

    FUZZ_CHECK(start < end);
    FUZZ_CHECK(fuzz_says(canon, start, end, insights_match_text(match)));
    insights__utf8_count(canon->text, (size_t)start, &points, &units);
    FUZZ_CHECK(insights_match_char_start(match) == (int64_t)points);
    FUZZ_CHECK(insights_match_utf16_start(match) == (int64_t)units);
    insights__utf8_count(canon->text, (size_t)end, &points, &units);
    FUZZ_CHECK(insights_match_char_end(match) == (int64_t)points);
    FUZZ_CHECK(insights_match_utf16_end(match) == (int64_t)units);
    check_turns(conversation, match);
}

/* Look for a quote; the status of the match, or -1 where it was refused. */
static int locate(
    const insights_conversation *conversation,
    const fuzz_canon *canon,
    const char *quote,
    uint32_t flags)
{
    insights_locate_options options = INSIGHTS_LOCATE_OPTIONS_INIT;
    insights_record *record = NULL;
    insights_error *error = NULL;
    const insights_match *match;
    insights_status status;
    int grounding;

    options.flags = flags;
    status =
        insights_quote_locate(conversation, quote, &options, &record, &error);
    FUZZ_CHECK((record != NULL) == (status >= 0));
    if (!fuzz_outcome(status, &error))
        return -1;
    match = insights_match_from(record);
    FUZZ_CHECK(match != NULL);
    fuzz_round_trip(record);
    grounding = (int)insights_match_status(match);
    FUZZ_CHECK(insights_match_similarity(match) >= 0);
    FUZZ_CHECK(insights_match_similarity(match) <= 1);
    if (grounding != INSIGHTS_GROUNDING_NONE)
        check_span(conversation, canon, match);
    if (grounding == INSIGHTS_GROUNDING_EXACT)
        FUZZ_CHECK(strstr(quote, insights_match_text(match)) != NULL);
    if (flags & INSIGHTS_LOCATE_NO_FUZZY)
        FUZZ_CHECK(grounding != INSIGHTS_GROUNDING_FUZZY);
    check_parts(match, canon);
    insights_record_free(record);
    return grounding;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_halves halves = fuzz_split(data, size);
    insights_conversation *conversation =
        fuzz_read(halves.first, halves.first_length, NULL, NULL, 0);
    fuzz_canon canon;
    int found;
    size_t i;

    if (!conversation)
        goto out;
    canon = fuzz_canonical(conversation);
    locate(conversation, &canon, halves.second, 0);
    locate(conversation, &canon, halves.second, INSIGHTS_LOCATE_NO_FUZZY);
    locate(conversation, &canon, halves.second, INSIGHTS_LOCATE_WORDS);
    for (i = 0; i < 3 && i < insights_conversation_turns(conversation); i++) {
        const char *text = insights_conversation_text(conversation, i);

        found = locate(conversation, &canon, text, 0);
        FUZZ_CHECK(found < 0 || found == INSIGHTS_GROUNDING_EXACT);
    }
    free(canon.text);

out:
    insights_conversation_free(conversation);
    fuzz_halves_free(&halves);
    return 0;
}
