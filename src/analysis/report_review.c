/* report_review.c - what waits for a person's decision, and what was computed
 * how and by whom. */
#include "analysis/report.h"

#include <insights/model.h>

#include <string.h>

/* --- Review
 * -------------------------------------------------------------------- */

/* The quote with its cue marked, where the cue stands in it. */
static void write_quote(
    insights__page *page,
    const char *quote,
    const char *cue)
{
    const char *at = cue && *cue ? strstr(quote, cue) : NULL;

    insights__page_raw(page, "<blockquote>“");
    if (at) {
        insights__page_bytes(page, quote, (size_t)(at - quote));
        insights__page_raw(page, "<mark class=\"s\">");
        insights__page_text(page, cue);
        insights__page_raw(page, "</mark>");
        insights__page_text(page, at + strlen(cue));
    } else {
        insights__page_text(page, quote);
    }
    insights__page_raw(page, "”</blockquote>");
}

static void write_acts(insights__page *page, const char *kind)
{
    insights__page_raw(page, "<div class=\"acts\">");
    if (strcmp(kind, "evidence") == 0)
        insights__page_raw(
            page, "<button type=\"button\" data-act=\"accept\"><span "
                  "class=\"key\">a</span> right as it stands</button>");
    else
        insights__page_raw(
            page, "<button type=\"button\" data-act=\"accept\"><span "
                  "class=\"key\">a</span> accept</button>");
    insights__page_raw(
        page, "<button type=\"button\" data-act=\"reject\"><span "
              "class=\"key\">r</span> reject</button>");
    if (strcmp(kind, "coding") == 0)
        insights__page_raw(
            page, "<button type=\"button\" data-act=\"recode\"><span "
                  "class=\"key\">c</span> other code</button>");
    insights__page_raw(
        page, "<button type=\"button\" data-act=\"memo\"><span "
              "class=\"key\">m</span> memo</button>"
              "<button type=\"button\" data-act=\"undo\"><span "
              "class=\"key\">u</span> undo</button></div>");
}

static void write_item(insights__page *page, const insights_record *record)
{
    const insights_review_item *item = insights_review_item_from(record);
    const char *kind = insights_review_item_item_kind(item);

    insights__page_raw(page, "<li data-kind=\"");
    insights__page_text(page, kind);
    insights__page_raw(page, "\" data-id=\"");
    insights__page_text(page, insights_review_item_item_id(item));
    insights__page_raw(page, "\"><span class=\"ui\">");
    if (insights_review_item_code(item)) {
        insights__page_raw(page, "<b>");
        insights__page_text(page, insights_review_item_code(item));
        insights__page_raw(page, "</b> ");
    }
    insights__page_text(page, insights_review_item_why(item));
    if (insights_review_item_actor(item)) {
        insights__page_raw(page, " by ");
        insights__page_text(page, insights_review_item_actor(item));
    }
    insights__page_raw(page, " <span class=\"state\"></span></span>");
    if (insights_review_item_quote(item))
        write_quote(
            page, insights_review_item_quote(item),
            insights_review_item_cue(item));
    insights__page_raw(page, "<p class=\"said\"><a href=\"#t-");
    insights__page_text(
        page, insights__page_anchor(insights_review_item_interview_id(item)));
    insights__page_format(
        page, "-%lld\">", (long long)insights_review_item_turn(item));
    insights__page_text(page, insights_review_item_speaker(item));
    if (insights_record_state(record, INSIGHTS_REVIEW_ITEM_START_MS) ==
        INSIGHTS_VALUE) {
        insights__page_raw(page, ", ");
        insights__page_time(page, insights_review_item_start_ms(item));
    }
    insights__page_raw(page, " in ");
    insights__page_text(page, insights_review_item_title(item));
    insights__page_raw(page, "</a></p>");
    write_acts(page, kind ? kind : "");
    insights__page_raw(page, "</li>\n");
}

insights_status insights__report_review(
    insights__report *report,
    insights_error **error)
{
    const insights_record *record = NULL;
    insights__page *page = &report->page;
    insights_cursor *cursor = NULL;
    insights_status status;

    insights__page_raw(
        page, "<section id=\"review\"><h2>What waits for a decision</h2>\n");
    insights__page_raw(
        page, report->waiting ? "<p>A machine suggested these; none is counted "
                                "anywhere until a person takes it.</p>\n"
                              : "<p>Nothing waits.</p>\n");
    insights__page_raw(
        page,
        "<p class=\"ui js-only\"><label>Your name <input id=\"reviewer\" "
        "autocomplete=\"name\"></label> <button type=\"button\" "
        "id=\"save\"><span class=\"key\">s</span> save review</button> "
        "<span id=\"progress\"></span><br><span class=\"soft\">"
        "<span class=\"key\">j</span> <span class=\"key\">k</span> next, "
        "previous; then one key a decision. <span class=\"key\">n</span> puts "
        "a code on words selected in a conversation. <code>insights apply "
        "review.json</code> takes it in.</span></p>\n");
    if (report->waiting)
        insights__page_raw(page, "<ol class=\"items\">\n");
    status = insights_study_review(report->study, NULL, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK)
        write_item(page, record);
    insights_cursor_free(cursor);
    insights__page_raw(
        page, report->waiting ? "</ol></section>\n" : "</section>\n");
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Methods
 * ----------------------------------------------------------------------- */

static void write_number(
    insights__page *page,
    const insights_record *record,
    insights_field field)
{
    insights__page_raw(page, "<td class=\"n\">");
    if (insights_record_state(record, field) == INSIGHTS_VALUE)
        insights__page_format(
            page, "%lld", (long long)insights_record_int(record, field));
    insights__page_raw(page, "</td>");
}

static void write_method(insights__page *page, const insights_record *record)
{
    static const insights_field texts[] = {
        INSIGHTS_METHOD_NOTE_WHAT, INSIGHTS_METHOD_NOTE_HOW,
        INSIGHTS_METHOD_NOTE_ACTOR};
    static const insights_field numbers[] = {
        INSIGHTS_METHOD_NOTE_COUNT, INSIGHTS_METHOD_NOTE_SUGGESTED,
        INSIGHTS_METHOD_NOTE_ACCEPTED, INSIGHTS_METHOD_NOTE_REJECTED,
        INSIGHTS_METHOD_NOTE_REFUSED};

    insights__page_raw(page, "<tr>");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        insights__page_raw(page, "<td>");
        insights__page_text(page, insights_record_text(record, texts[i]));
        insights__page_raw(page, "</td>");
    }
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        write_number(page, record, numbers[i]);
    insights__page_raw(page, "</tr>\n");
}

insights_status insights__report_methods(
    insights__report *report,
    insights_error **error)
{
    const insights_record *record = NULL;
    insights__page *page = &report->page;
    insights_cursor *cursor = NULL;
    insights_status status;

    insights__page_raw(
        page,
        "<section id=\"methods\"><h2>Methods</h2>\n<p>Every quote in this "
        "report is a span of the stored transcript, byte for byte. What a "
        "machine only suggests is dashed, says so, and enters no count.</p>\n"
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Methods\"><table><thead><tr><th scope=\"col\">What</th>"
        "<th scope=\"col\">How</th><th scope=\"col\">By</th>"
        "<th scope=\"col\" class=\"n\">Count</th>"
        "<th scope=\"col\" class=\"n\">Suggested</th>"
        "<th scope=\"col\" class=\"n\">Accepted</th>"
        "<th scope=\"col\" class=\"n\">Rejected</th>"
        "<th scope=\"col\" class=\"n\">Refused</th></tr></thead><tbody>\n");
    status = insights_study_methods(report->study, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK)
        write_method(page, record);
    insights_cursor_free(cursor);
    insights__page_raw(page, "</tbody></table></div></section>\n");
    return status < 0 ? status : INSIGHTS_OK;
}
