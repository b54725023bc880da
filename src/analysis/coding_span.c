/* coding_span.c - the words that somebody means. */
#include "analysis/coding.h"

#include "base/alloc.h"
#include "base/number.h"

#include <insights/quote.h>
#include <string.h>

void insights__span_at_free(insights__span_at *at)
{
    insights_record_free(at->evidence);
    insights_record_free(at->interview);
    insights_conversation_free(at->script);
    memset(at, 0, sizeof(*at));
}

static int starts_character(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) != 0x80;
}

insights_status insights__span_check(
    insights__span_at *at,
    insights_error **error)
{
    size_t length = insights__script_length(at->script);
    char *text;
    size_t from = 0;
    size_t to;
    int whole;

    if (at->start >= at->end || at->end > length)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "bytes %zu to %zu are no span of a text of %zu bytes", at->start,
            at->end, length);
    text = insights__script_slice(at->script, at->start, at->end);
    if (!text)
        return insights__fail_nomem(error);
    to = at->end - at->start;
    while (from < to && strchr(" \t\r\n", text[from]))
        from++;
    while (to > from && strchr(" \t\r\n", text[to - 1]))
        to--;
    whole = from < to && starts_character(text, from);
    insights__free(text);
    if (from == to)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "bytes %zu to %zu hold no words",
            at->start, at->end);
    if (whole && at->end < length && to == at->end - at->start) {
        text = insights__script_slice(at->script, at->end, at->end + 1);
        if (!text)
            return insights__fail_nomem(error);
        whole = starts_character(text, 0);
        insights__free(text);
    }
    if (!whole)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "bytes %zu to %zu start or end within a character", at->start,
            at->end);
    at->end = at->start + to;
    at->start += from;
    return INSIGHTS_OK;
}

/* --- Quotes ------------------------------------------------------------------
 */

static insights_status nobody_said(
    const insights_record *match,
    const char *quote,
    insights_error **error)
{
    const char *said = insights_record_text(match, INSIGHTS_MATCH_TEXT);

    if (said && *said)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "nobody said '%s'; what was said is '%s'", quote, said);
    return insights__fail(
        error, INSIGHTS_E_NOT_FOUND, "nobody said '%s'; nothing was stored",
        quote);
}

static insights_status locate(
    insights__span_at *at,
    const char *quote,
    insights_error **error)
{
    insights_record *match = NULL;
    int64_t found;
    insights_status status =
        insights_quote_locate(at->script, quote, NULL, &match, error);

    if (status < 0)
        return status;
    found = insights_record_int(match, INSIGHTS_MATCH_STATUS);
    if (found == INSIGHTS_GROUNDING_NONE || !found ||
        insights_record_int(match, INSIGHTS_MATCH_ALTERED)) {
        status = nobody_said(match, quote, error);
    } else {
        at->start =
            (size_t)insights_record_int(match, INSIGHTS_MATCH_BYTE_START);
        at->end = (size_t)insights_record_int(match, INSIGHTS_MATCH_BYTE_END);
        at->similarity = insights_record_real(match, INSIGHTS_MATCH_SIMILARITY);
        at->grounding = found == INSIGHTS_GROUNDING_EXACT        ? "exact"
                        : found == INSIGHTS_GROUNDING_NORMALISED ? "normalised"
                                                                 : "fuzzy";
    }
    insights_record_free(match);
    return status;
}

/* --- Places ------------------------------------------------------------------
 */

static insights_status read_place(
    insights__span_at *at,
    const char *place,
    insights_error **error)
{
    char number[24];
    const char *dash = strchr(place, '-');
    size_t length = dash ? (size_t)(dash - place) : strlen(place);
    int64_t first = -1;
    int64_t last = -1;

    if (length && length < sizeof(number)) {
        memcpy(number, place, length);
        number[length] = '\0';
        if (!insights__int_parse(number, &first))
            first = -1;
    }
    if (dash && !insights__int_parse(dash + 1, &last))
        last = -1;
    if (first < 0 || (dash && last < 0))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "'%s' is no place: write a turn, or START-END in bytes", place);
    if (dash) {
        at->start = (size_t)first;
        at->end = (size_t)last;
        return INSIGHTS_OK;
    }
    if ((size_t)first >= at->script->turns.count)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "there is no turn %lld: they go from 0 to %zu", (long long)first,
            at->script->turns.count - 1);
    at->start = at->script->turns.items[first].byte_start;
    at->end = at->start + at->script->turns.items[first].length;
    return INSIGHTS_OK;
}

/* Where "INTERVIEW:" or "INTERVIEW#" ends; 0 where there is neither. */
static size_t split(const char *text)
{
    static const char scheme[] = "insights://";
    size_t skip =
        strncmp(text, scheme, sizeof(scheme) - 1) == 0 ? sizeof(scheme) - 1 : 0;
    size_t at = skip + strcspn(text + skip, ":#");

    return text[at] ? at : 0;
}

insights_status insights__span_parse(
    insights_study *study,
    const char *text,
    insights__span_at *out,
    insights_error **error)
{
    size_t at = split(text);
    char *interview = NULL;
    insights_status status;

    memset(out, 0, sizeof(*out));
    out->grounding = "exact";
    out->similarity = 1;
    if (!at)
        return insights__study_get(
            study, INSIGHTS_EVIDENCE, text, &out->evidence, error);
    interview = insights__strndup(text, at);
    if (!interview)
        return insights__fail_nomem(error);
    status = insights__study_get(
        study, INSIGHTS_INTERVIEW, interview, &out->interview, error);
    insights__free(interview);
    if (status >= 0)
        status =
            insights__load_current(study, out->interview, &out->script, error);
    if (status >= 0)
        status = text[at] == '#' ? locate(out, text + at + 1, error)
                                 : read_place(out, text + at + 1, error);
    return status < 0 ? status : insights__span_check(out, error);
}
