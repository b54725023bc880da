/* report_check.c - what a check says of the draft: every quotation, and what
 * was really said. */
#include "analysis/report.h"

#include <insights/model.h>

#include <jansson.h>
#include <string.h>

static const char *verdict_words(int verdict)
{
    switch (verdict) {
    case INSIGHTS_CHECK_VERDICT_EXACT:
        return "Word for word";
    case INSIGHTS_CHECK_VERDICT_NORMALISED:
        return "Punctuation only";
    case INSIGHTS_CHECK_VERDICT_ALTERED:
        return "Altered";
    case INSIGHTS_CHECK_VERDICT_STITCHED:
        return "Stitched from several places";
    default:
        return "Nobody said this";
    }
}

/* Who said it, with a link to the turn, and the words unless the draft has
 * them to the letter. */
static void write_part(insights__page *page, const json_t *part, int words)
{
    const char *interview =
        json_string_value(json_object_get(part, "interview_id"));
    const char *text = json_string_value(json_object_get(part, "text"));
    const json_t *start = json_object_get(part, "start_ms");

    insights__page_raw(page, "<p class=\"said\"><a href=\"#t-");
    insights__page_text(page, insights__page_anchor(interview));
    insights__page_format(
        page, "-%lld\">",
        (long long)json_integer_value(json_object_get(part, "turn")));
    insights__page_text(
        page, json_string_value(json_object_get(part, "speaker")));
    insights__page_raw(page, json_is_integer(start) ? ", " : "");
    if (json_is_integer(start))
        insights__page_time(page, json_integer_value(start));
    insights__page_raw(page, " in ");
    insights__page_text(
        page, json_string_value(json_object_get(part, "title")));
    insights__page_raw(page, words ? "</a>: <q>" : "</a></p>\n");
    if (words) {
        insights__page_text(page, text);
        insights__page_raw(page, "</q></p>\n");
    }
}

/* "number: the draft has X, said was Y"; words that only one side has are
 * left out of the draft or added to it. */
static void write_change(insights__page *page, const json_t *change)
{
    const char *draft = json_string_value(json_object_get(change, "draft"));
    const char *said = json_string_value(json_object_get(change, "said"));
    int added = !said || !*said, left_out = !draft || !*draft;

    insights__page_raw(page, "<li>");
    insights__page_text(
        page, json_string_value(json_object_get(change, "kind")));
    insights__page_raw(
        page, left_out ? ": the draft leaves out "
              : added  ? ": the draft adds "
                       : ": the draft has ");
    if (!left_out) {
        insights__page_raw(page, "<del>");
        insights__page_text(page, draft);
        insights__page_raw(page, added ? "</del>" : "</del>, said was ");
    }
    if (!added) {
        insights__page_raw(page, "<ins>");
        insights__page_text(page, said);
        insights__page_raw(page, "</ins>");
    }
    insights__page_raw(page, "</li>");
}

static void write_changes(insights__page *page, const char *text)
{
    json_t *changes = text ? json_loads(text, 0, NULL) : NULL;
    const json_t *change;
    size_t i;

    if (json_array_size(changes) > 0) {
        insights__page_raw(page, "<ul>");
        json_array_foreach(changes, i, change) write_change(page, change);
        insights__page_raw(page, "</ul>\n");
    }
    json_decref(changes);
}

static void write_verdict(insights__page *page, const insights_verdict *verdict)
{
    int code = (int)insights_verdict_verdict(verdict);
    const char *places = insights_verdict_parts(verdict);
    json_t *parts = places ? json_loads(places, 0, NULL) : NULL;
    json_t *nearest = NULL;
    const json_t *part;
    size_t i;

    insights__page_format(
        page, "<li class=\"v-%s\"><span class=\"verdict\">%s</span>",
        insights_record_text(
            insights_verdict_record(verdict), INSIGHTS_VERDICT_VERDICT),
        verdict_words(code));
    if (insights_verdict_altered(verdict))
        insights__page_raw(page, " <b>in meaning</b>");
    insights__page_format(
        page, " <span class=\"soft\">line %lld</span>\n<blockquote>“",
        (long long)insights_verdict_line(verdict));
    insights__page_text(page, insights_verdict_quote(verdict));
    insights__page_raw(page, "”</blockquote>\n");
    write_changes(page, insights_verdict_changes(verdict));

    json_array_foreach(parts, i, part)
        write_part(page, part, code != INSIGHTS_CHECK_VERDICT_EXACT);
    if (insights_verdict_nearest(verdict))
        nearest = json_loads(insights_verdict_nearest(verdict), 0, NULL);
    if (json_is_object(nearest)) {
        insights__page_raw(page, "<p class=\"said\">The nearest passage:</p>");
        write_part(page, nearest, 1);
    }
    insights__page_raw(page, "</li>\n");
    json_decref(parts);
    json_decref(nearest);
}

/* What the buffer lacks is found when it is checked. */
static int collect(const void *bytes, size_t length, void *user)
{
    insights__buffer_append(user, bytes, length);
    return 0;
}

/* One pass over the verdicts: their HTML into `list`, their numbers into
 * `counts`, which stand above the list. */
static insights_status read_verdicts(
    insights__report *report,
    insights__buffer *list,
    size_t counts[5],
    insights_error **error)
{
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;
    insights__page page = {INSIGHTS__BUFFER_INIT, collect, list, INSIGHTS_OK};
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    insights_status status, finished;

    options.name = report->draft_name;
    status = insights_corpus_check(
        report->corpus, report->draft, report->draft_length, &options, &cursor,
        error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        int64_t code = insights_record_int(record, INSIGHTS_VERDICT_VERDICT);

        counts[code >= 1 && code <= 5 ? code - 1 : 4]++;
        write_verdict(&page, insights_verdict_from(record));
    }
    insights_cursor_free(cursor);
    finished = insights__page_finish(&page, status < 0 ? NULL : error);
    if (status >= 0)
        status = finished;
    return status < 0 ? status
                      : insights__buffer_check(list, "the verdicts", error);
}

static void write_counts(insights__page *page, const size_t counts[5])
{
    insights__page_raw(page, "<ul class=\"tally\">");
    for (int i = 0; i < 5; i++) {
        if (counts[i] > 0)
            insights__page_format(
                page, "<li><b>%zu</b> %s</li>", counts[i],
                verdict_words(i + 1));
    }
    insights__page_raw(page, "</ul>\n<ol class=\"verdicts\">\n");
}

insights_status insights__report_check(
    insights__report *report,
    insights_error **error)
{
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    insights__page *page = &report->page;
    size_t counts[5] = {0};
    insights_status status;

    if (!report->draft)
        return INSIGHTS_OK;

    status = read_verdicts(report, &list, counts, error);
    if (status >= 0) {
        insights__page_raw(page, "<section id=\"check\"><h2>Quotes of ");
        insights__page_text(page, report->draft_name);
        insights__page_raw(page, ", checked</h2>\n");
        write_counts(page, counts);
        insights__page_raw(page, insights__buffer_text(&list));
        insights__page_raw(page, "</ol></section>\n");
    }
    insights__buffer_free(&list);
    return status;
}
