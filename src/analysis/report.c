/* report.c - one HTML file: opens without a server, works without a script,
 * loads nothing.
 *
 * What it shows stands in report.h; here it is gathered, counted and framed:
 * policy, style, header, the sections in order, and an island of JSON with
 * ids and spans for programs.
 */
#include "analysis/report.h"

#include "analysis/study.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "base/map.h"

#include <insights/model.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* --- Gathering
 * ------------------------------------------------------------------ */

static insights_status remember(
    insights__map *map,
    const char *key,
    insights_error **error)
{
    void **slot =
        key && *key ? insights__map_slot(map, key, strlen(key)) : NULL;

    if (key && *key && !slot)
        return insights__fail_nomem(error);
    if (slot)
        *slot = map;
    return INSIGHTS_OK;
}

static const char *keep(insights__report *report, const char *text)
{
    return text ? insights__arena_strndup(&report->arena, text, strlen(text))
                : NULL;
}

static insights_status add_mark(
    insights__report *report,
    insights__report_marks *marks,
    insights__report_mark mark,
    insights_error **error)
{
    insights__report_mark *slot = insights__array_add(marks);

    if (!slot)
        return insights__fail_nomem(error);
    mark.evidence = keep(report, mark.evidence);
    mark.actor = mark.actor ? keep(report, mark.actor) : "";
    if (!mark.evidence || !mark.actor)
        return insights__fail_nomem(error);
    if (mark.code) {
        mark.code = keep(report, mark.code);
        if (!mark.code)
            return insights__fail_nomem(error);
        if (!mark.suggested)
            report->accepted++;
    }
    *slot = mark;
    return mark.code ? remember(report->codes, mark.code, error) : INSIGHTS_OK;
}

/* The codings of one quotation; a coding with words of its own marks those. */
static insights_status add_codings(
    insights__report *report,
    insights__report_marks *marks,
    const insights_quotation *quotation,
    insights_error **error)
{
    const char *quote = insights_quotation_quote(quotation);
    const char *text = insights_quotation_codings(quotation);
    json_t *codings = text ? json_loads(text, 0, NULL) : NULL;
    insights_status status = INSIGHTS_OK;
    const json_t *coding;
    size_t i;

    json_array_foreach(codings, i, coding)
    {
        const char *standing =
            json_string_value(json_object_get(coding, "standing"));
        const char *own = json_string_value(json_object_get(coding, "quote"));
        const char *at = own && *own && quote ? strstr(quote, own) : NULL;
        insights__report_mark mark = {
            .start = (size_t)insights_quotation_byte_start(quotation),
            .end = (size_t)insights_quotation_byte_end(quotation),
            .evidence = insights_quotation_evidence_id(quotation),
            .code = json_string_value(json_object_get(coding, "code")),
            .actor = json_string_value(json_object_get(coding, "actor")),
        };

        if (!standing || !mark.code || strcmp(standing, "rejected") == 0)
            continue;
        mark.suggested = strcmp(standing, "suggested") == 0;
        if (at) {
            mark.start += (size_t)(at - quote);
            mark.end = mark.start + strlen(own);
        }
        status = add_mark(report, marks, mark, error);
        if (status < 0)
            break;
    }
    json_decref(codings);
    return status;
}

static int by_span(const void *a, const void *b)
{
    const insights__report_mark *left = a, *right = b;
    int order;

    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    order = strcmp(left->evidence, right->evidence);
    if (order == 0)
        order = (left->code != NULL) - (right->code != NULL);
    if (order == 0 && left->code)
        order = strcmp(left->code, right->code);
    if (order == 0)
        order = strcmp(left->actor, right->actor);
    return order;
}

static insights_status gather_marks(
    insights__report *report,
    size_t index,
    insights_error **error)
{
    insights_evidence_options options = INSIGHTS_EVIDENCE_OPTIONS_INIT;
    insights__report_marks *marks = &report->marks[index];
    const insights_record *record = NULL;
    insights_record *interview = NULL;
    insights_cursor *cursor = NULL;
    const char *revision;
    insights_status status;

    options.interview = insights_corpus_id(report->corpus, index);
    status = insights_store_get(
        report->store, INSIGHTS_INTERVIEW, options.interview, &interview,
        error);
    if (status >= 0)
        status =
            insights_study_evidence(report->study, &options, &cursor, error);
    revision =
        insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        const insights_quotation *q = insights_quotation_from(record);
        const char *of = insights_quotation_transcript_id(q);
        insights__report_mark mark = {
            .start = (size_t)insights_quotation_byte_start(q),
            .end = (size_t)insights_quotation_byte_end(q),
            .evidence = insights_quotation_evidence_id(q),
        };

        report->evidence++;
        if (of && revision && strcmp(of, revision) != 0)
            continue; /* its words are not in this revision any more */
        status = add_mark(report, marks, mark, error);
        if (status >= 0)
            status = add_codings(report, marks, q, error);
    }
    insights_cursor_free(cursor);
    insights_record_free(interview);
    if (status >= 0 && marks->count > 1)
        qsort(marks->items, marks->count, sizeof(*marks->items), by_span);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status gather_speakers(
    insights__report *report,
    size_t index,
    insights_error **error)
{
    insights_conversation *conversation =
        insights_corpus_at(report->corpus, index);
    size_t turns = insights_conversation_turns(conversation);
    insights_status status = INSIGHTS_OK;

    report->turns += turns;
    for (size_t i = 0; status >= 0 && i < turns; i++)
        status = remember(
            report->speakers, insights_conversation_speaker(conversation, i),
            error);
    return status;
}

static insights_status count_waiting(
    insights__report *report,
    insights_error **error)
{
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    insights_status status;

    status = insights_study_review(report->study, NULL, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK)
        report->waiting++;
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status gather(insights__report *report, insights_error **error)
{
    insights_status status;
    size_t count;

    status = insights_study_corpus(report->study, &report->corpus, error);
    if (status < 0)
        return status;
    status = insights_store_get(
        report->store, INSIGHTS_PROJECT, insights_study_project(report->study),
        &report->project, error);
    if (status < 0)
        return status;
    count = insights_corpus_count(report->corpus);
    report->codes = insights__map_new();
    report->speakers = insights__map_new();
    report->marks = insights__calloc(count + 1, sizeof(*report->marks));
    if (!report->codes || !report->speakers || !report->marks)
        return insights__fail_nomem(error);
    for (size_t i = 0; status >= 0 && i < count; i++) {
        status = gather_marks(report, i, error);
        if (status >= 0)
            status = gather_speakers(report, i, error);
    }
    return status < 0 ? status : count_waiting(report, error);
}

/* --- Framing
 * ---------------------------------------------------------------------- */

/* The policy's hash of an inline block: base64 of its SHA-256. */
static insights_status write_hash(
    insights__page *page,
    const char *content,
    insights_error **error)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char hex[INSIGHTS__SHA256_TEXT], text[45];
    insights__sha256 *hash = insights__sha256_new();
    unsigned bytes[33] = {0};
    insights_status status;

    if (!hash)
        return insights__fail_nomem(error);
    insights__sha256_add(hash, content, strlen(content));
    status = insights__sha256_text(hash, hex, error);
    insights__sha256_free(hash);
    if (status < 0)
        return status;
    for (size_t i = 0; i < 32; i++) {
        const char pair[3] = {hex[2 * i], hex[2 * i + 1], 0};

        bytes[i] = (unsigned)strtoul(pair, NULL, 16);
    }
    for (size_t i = 0; i < 11; i++) {
        unsigned three =
            bytes[3 * i] << 16 | bytes[3 * i + 1] << 8 | bytes[3 * i + 2];

        for (size_t k = 0; k < 4; k++)
            text[4 * i + k] = digits[three >> (18 - 6 * k) & 63];
    }
    text[43] = '=';
    text[44] = 0;
    insights__page_format(page, "'sha256-%s'", text);
    return INSIGHTS_OK;
}

static insights_status write_head(
    insights__report *report,
    insights_error **error)
{
    insights__page *page = &report->page;
    insights_status status;

    insights__page_raw(
        page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
              "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\""
              " content=\"default-src 'none'; script-src ");
    status = write_hash(page, insights__report_script, error);
    insights__page_raw(page, "; style-src ");
    if (status >= 0)
        status = write_hash(page, insights__report_style, error);
    insights__page_raw(
        page, "; img-src data:; media-src file: blob:\">\n<meta "
              "name=\"viewport\" content=\"width=device-width, "
              "initial-scale=1\">\n<title>");
    insights__page_text(
        page, insights_record_text(report->project, INSIGHTS_PROJECT_NAME));
    insights__page_raw(page, "</title>\n<style>");
    insights__page_raw(page, insights__report_style);
    insights__page_raw(page, "</style>\n</head>\n<body>\n");
    return status;
}

static void write_header(insights__report *report)
{
    insights__page *page = &report->page;
    size_t count = insights_corpus_count(report->corpus);

    insights__page_raw(
        page, "<a class=\"skip\" href=\"#main\">To the text</a>\n"
              "<header class=\"title\"><h1>");
    insights__page_text(
        page, insights_record_text(report->project, INSIGHTS_PROJECT_NAME));
    insights__page_format(
        page,
        "</h1>\n<p>%zu conversation%s · %zu turns · %zu quote%s · %zu "
        "coding%s by people · %zu suggestion%s waiting</p>\n",
        count, count == 1 ? "" : "s", report->turns, report->evidence,
        report->evidence == 1 ? "" : "s", report->accepted,
        report->accepted == 1 ? "" : "s", report->waiting,
        report->waiting == 1 ? "" : "s");
    if (report->accepted == 0 && report->waiting > 0)
        insights__page_raw(
            page, "<p><b>Suggested, not reviewed:</b> nobody has decided on "
                  "what the machine suggests here.</p>\n");
    insights__page_raw(
        page, "</header>\n<nav class=\"bar\" aria-label=\"Sections\"><div>");
    if (report->draft)
        insights__page_raw(page, "<a href=\"#check\">Check</a>");
    insights__page_raw(
        page,
        "<a href=\"#read\">Conversations</a><a href=\"#review\">Waiting</a>"
        "<a href=\"#methods\">Methods</a>"
        "<form id=\"find\" role=\"search\"><input type=\"search\" "
        "id=\"search\" aria-label=\"Search the words\" placeholder=\"Search "
        "( / )\"><select id=\"who\" aria-label=\"Speaker\"><option "
        "value=\"\">Everybody</option></select><select id=\"code\" "
        "aria-label=\"Code\"><option value=\"\">All codes</option></select>"
        "</form></div></nav>\n<main id=\"main\">\n<div id=\"live\" "
        "role=\"status\" class=\"soft ui\"></div>\n<section id=\"hits\" "
        "class=\"hidden\" aria-label=\"Search results\"></section>\n");
}

static void write_names(insights__page *page, const insights__map *map)
{
    const char *key = NULL;
    size_t at = 0;
    int any = 0;

    insights__page_raw(page, "[");
    while (insights__map_next(map, &at, &key, NULL, NULL)) {
        insights__page_raw(page, any++ ? "," : "");
        insights__page_json(page, key);
    }
    insights__page_raw(page, "]");
}

static void write_island_marks(insights__report *report, size_t index)
{
    const insights__report_marks *marks = &report->marks[index];
    insights__page *page = &report->page;

    for (size_t i = 0; i < marks->count; i++) {
        const insights__report_mark *mark = &marks->items[i];

        insights__page_raw(page, i ? ",\n[" : "\n[");
        insights__page_json(page, mark->evidence);
        insights__page_format(page, ",%zu,%zu,", mark->start, mark->end);
        insights__page_json(page, mark->code);
        insights__page_raw(page, ",");
        insights__page_json(page, mark->code ? mark->actor : NULL);
        insights__page_raw(page, mark->suggested ? ",true]" : ",false]");
    }
}

static void write_island(insights__report *report)
{
    insights__page *page = &report->page;
    size_t count = insights_corpus_count(report->corpus);

    insights__page_raw(
        page, "<script type=\"application/json\" id=\"insights-data\">"
              "{\"insights_report\":1,\"project\":");
    insights__page_json(page, insights_record_id(report->project));
    insights__page_raw(page, ",\"speakers\":");
    write_names(page, report->speakers);
    insights__page_raw(page, ",\"codes\":");
    write_names(page, report->codes);
    insights__page_raw(
        page, ",\"mark\":[\"evidence\",\"byte_start\",\"byte_end\",\"code\","
              "\"actor\",\"suggested\"],\"interviews\":[");
    for (size_t i = 0; i < count; i++) {
        insights__page_raw(page, i ? ",\n{\"id\":" : "\n{\"id\":");
        insights__page_json(page, insights_corpus_id(report->corpus, i));
        insights__page_raw(page, ",\"title\":");
        insights__page_json(page, insights_corpus_title(report->corpus, i));
        insights__page_raw(page, ",\"marks\":[");
        write_island_marks(report, i);
        insights__page_raw(page, "]}");
    }
    insights__page_raw(page, "]}</script>\n");
}

static void write_foot(insights__report *report)
{
    insights__page *page = &report->page;

    insights__page_raw(
        page, "</main>\n<footer><p>Made offline by libinsights ");
    insights__page_text(page, insights_version());
    insights__page_raw(page, ". Provider: local, extractive.</p></footer>\n");
    write_island(report);
    insights__page_raw(page, "<script>");
    insights__page_raw(page, insights__report_script);
    insights__page_raw(page, "</script>\n</body>\n</html>\n");
}

static void release(insights__report *report)
{
    for (size_t i = 0;
         report->marks && i < insights_corpus_count(report->corpus); i++)
        insights__array_free(&report->marks[i]);
    insights__free(report->marks);
    insights__map_free(report->codes, NULL);
    insights__map_free(report->speakers, NULL);
    insights_record_free(report->project);
    insights_corpus_free(report->corpus);
    insights__arena_free(&report->arena);
    insights__buffer_free(&report->page.buffer);
}

insights_status insights_study_report(
    insights_study *study,
    const char *draft,
    size_t draft_length,
    const char *draft_name,
    insights_write_callback write,
    void *user,
    insights_error **error)
{
    insights__report report = {
        .page = {INSIGHTS__BUFFER_INIT, write, user, INSIGHTS_OK},
        .study = study,
        .draft = draft,
        .draft_length = draft_length,
        .draft_name = draft_name ? draft_name : "draft",
    };
    insights_status status;

    if (!study || !write)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and write are required");
    report.store = insights__study_store(study);

    status = gather(&report, error);
    if (status >= 0)
        status = write_head(&report, error);
    if (status >= 0)
        write_header(&report);
    if (status >= 0)
        status = insights__report_check(&report, error);
    if (status >= 0)
        status = insights__report_reader(&report, error);
    if (status >= 0)
        status = insights__report_review(&report, error);
    if (status >= 0)
        status = insights__report_methods(&report, error);
    if (status >= 0) {
        write_foot(&report);
        status = insights__page_finish(&report.page, error);
    }
    release(&report);
    return status;
}
