/* report_reader.c - the conversations: outline, who talked how much, and the
 * transcript with times and the codes beside it.
 *
 * Keeps true: every turn's text is written once; a mark is a span of it, cut
 * where another begins or ends, so that marks may overlap.
 */
#include "analysis/report.h"

#include "base/alloc.h"
#include "base/map.h"
#include "text/script.h"

#include <insights/model.h>

#include <stdlib.h>
#include <string.h>

#define MOST_BARS 12     /* speakers whose share is drawn */
#define OUTLINE_TEXT 110 /* characters of a question in the outline */

/* What is read of one conversation while it is written. */
typedef struct reading {
    insights__report *report;
    const char *id; /* of the interview */
    const char *title;
    insights_conversation *conversation;
    const insights__report_marks *marks;
    size_t first;                /* see marks_of_turn() */
    insights__map *interviewers; /* labels */
} reading;

/* --- Talk share -------------------------------------------------------------
 */

static void write_bar(
    insights__page *page,
    const insights_participant *participant,
    int64_t most,
    int64_t total,
    int row)
{
    int64_t words = insights_participant_words(participant);
    int width = most > 0 ? (int)(words * 300 / most) : 0;
    const char *role = insights_record_text(
        insights_participant_record(participant), INSIGHTS_PARTICIPANT_ROLE);

    insights__page_format(page, "<text x=\"0\" y=\"%d\">", row * 24 + 16);
    insights__page_text(page, insights_participant_label(participant));
    insights__page_format(
        page,
        "</text><rect x=\"190\" y=\"%d\" width=\"%d\" height=\"14\"></rect>"
        "<text x=\"%d\" y=\"%d\">%lld %% · %lld words%s%s</text>",
        row * 24 + 4, width, 198 + width, row * 24 + 16,
        (long long)(total > 0 ? (words * 100 + total / 2) / total : 0),
        (long long)words, role ? " · " : "", role ? role : "");
}

/* Remember who asks, and add up the words. */
static insights_status note_speaker(
    reading *self,
    const insights_participant *who,
    int64_t *most,
    int64_t *total,
    insights_error **error)
{
    int64_t words = insights_participant_words(who);
    const char *label = insights_participant_label(who);
    void **slot;

    *total += words;
    *most = words > *most ? words : *most;
    if (!label ||
        insights_participant_role(who) != INSIGHTS_PARTICIPANT_ROLE_INTERVIEWER)
        return INSIGHTS_OK;
    slot = insights__map_slot(self->interviewers, label, strlen(label));
    if (!slot)
        return insights__fail_nomem(error);
    *slot = self;
    return INSIGHTS_OK;
}

static insights_status write_share(
    reading *self,
    const char *roles,
    insights_error **error)
{
    insights__page *page = &self->report->page;
    INSIGHTS__ARRAY(insights_record *) rows = INSIGHTS__ARRAY_INIT;
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    int64_t most = 0, total = 0;
    insights_status status;
    insights_record **slot;

    status = insights_conversation_participants(
        self->conversation, roles, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        status = note_speaker(
            self, insights_participant_from(record), &most, &total, error);
        if (status < 0 || rows.count == MOST_BARS)
            continue;
        slot = insights__array_add(&rows);
        status = slot ? insights_record_edit(record, slot, error)
                      : insights__fail_nomem(error);
    }
    insights_cursor_free(cursor);

    if (status >= 0) {
        insights__page_format(
            page,
            "<div class=\"share\" tabindex=\"0\" role=\"group\" "
            "aria-label=\"Who talked how much\"><svg viewBox=\"0 0 760 %zu\" "
            "role=\"img\" "
            "aria-label=\"Share of the words by speaker\">",
            rows.count * 24 + 4);
        for (size_t i = 0; i < rows.count; i++)
            write_bar(
                page, insights_participant_from(rows.items[i]), most, total,
                (int)i);
        insights__page_raw(page, "</svg></div>\n");
    }
    for (size_t i = 0; i < rows.count; i++)
        insights_record_free(rows.items[i]);
    insights__array_free(&rows);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Outline
 * ------------------------------------------------------------------ */

static size_t cut(const char *text, size_t limit)
{
    size_t at = 0, space = 0, chars = 0;

    for (; text[at] && chars < limit; at++) {
        if (((unsigned char)text[at] & 0xC0) != 0x80)
            chars++;
        if (text[at] == ' ')
            space = at;
    }
    return text[at] ? (space ? space : at) : at;
}

static insights_status write_outline(
    reading *self,
    const char *roles,
    insights_error **error)
{
    insights__page *page = &self->report->page;
    const insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    insights_status status;

    insights__page_raw(
        page, "<nav class=\"outline ui\" aria-label=\"Questions asked in ");
    insights__page_text(page, self->title);
    insights__page_raw(page, "\"><ol>\n");
    status = insights_conversation_outline(
        self->conversation, roles, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        const insights_outline *item = insights_outline_from(record);
        const char *text = insights_outline_question_text(item);
        size_t length = text ? cut(text, OUTLINE_TEXT) : 0;

        insights__page_raw(page, "<li><a href=\"#t-");
        insights__page_text(page, insights__page_anchor(self->id));
        insights__page_format(
            page, "-%lld\"><span class=\"time\">",
            (long long)insights_outline_question_turn(item));
        if (insights_record_state(record, INSIGHTS_OUTLINE_QUESTION_START_MS) ==
            INSIGHTS_VALUE)
            insights__page_time(page, insights_outline_question_start_ms(item));
        insights__page_raw(page, "</span> ");
        if (text)
            insights__page_bytes(page, text, length);
        insights__page_raw(
            page, text && text[length] ? " …</a></li>\n" : "</a></li>\n");
    }
    insights_cursor_free(cursor);
    insights__page_raw(page, "</ol></nav>\n");
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Turns
 * ---------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const size_t *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

/* Whether a mark covers a piece of text; suggested ones only where no other
 * does. 0: none, 1: suggested, 2: decided by a person. */
static int covered(const insights__report_marks *marks, size_t from, size_t to)
{
    int best = 0;

    for (size_t i = 0; i < marks->count; i++) {
        const insights__report_mark *mark = &marks->items[i];

        if (mark->code && mark->start < to && mark->end > from)
            best = mark->suggested && best < 2 ? 1 : 2;
    }
    return best;
}

/* A place to link to where a piece of evidence starts. */
static void write_anchors(
    insights__page *page,
    const insights__report_marks *marks,
    size_t at)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (marks->items[i].start != at || marks->items[i].code)
            continue;
        insights__page_raw(page, "<span id=\"ev-");
        insights__page_text(
            page, insights__page_anchor(marks->items[i].evidence));
        insights__page_raw(page, "\"></span>");
    }
}

static insights_status write_words(
    insights__page *page,
    const insights__turn *turn,
    const insights__report_marks *marks,
    insights_error **error)
{
    INSIGHTS__ARRAY(size_t) cuts = INSIGHTS__ARRAY_INIT;
    size_t end = turn->byte_start + turn->length, *slot;

    for (size_t i = 0; i < marks->count; i++) {
        const size_t places[2] = {marks->items[i].start, marks->items[i].end};

        for (int side = 0; side < 2; side++) {
            if (places[side] <= turn->byte_start || places[side] >= end)
                continue;
            slot = insights__array_add(&cuts);
            if (!slot) {
                insights__array_free(&cuts);
                return insights__fail_nomem(error);
            }
            *slot = places[side];
        }
    }
    if (cuts.count > 1)
        qsort(cuts.items, cuts.count, sizeof(*cuts.items), by_place);

    for (size_t i = 0, from = turn->byte_start; from < end; i++) {
        size_t to = i < cuts.count ? cuts.items[i] : end;
        int cover;

        if (to == from)
            continue;
        cover = covered(marks, from, to);
        write_anchors(page, marks, from);
        if (cover)
            insights__page_raw(
                page, cover == 1 ? "<mark class=\"s\">" : "<mark>");
        insights__page_bytes(
            page, turn->text + (from - turn->byte_start), to - from);
        if (cover)
            insights__page_raw(page, "</mark>");
        from = to;
    }
    insights__array_free(&cuts);
    return INSIGHTS_OK;
}

/* The marks that touch a turn. They are sorted by start; those before
 * `self->first` end before any turn still to come. */
static insights_status marks_of_turn(
    reading *self,
    const insights__turn *turn,
    insights__report_marks *out,
    insights_error **error)
{
    const insights__report_marks *all = self->marks;
    size_t end = turn->byte_start + turn->length;

    while (self->first < all->count &&
           all->items[self->first].end <= turn->byte_start)
        self->first++;
    out->count = 0;
    for (size_t i = self->first; i < all->count && all->items[i].start < end;
         i++) {
        insights__report_mark *copy;

        if (all->items[i].end <= turn->byte_start)
            continue;
        copy = insights__array_add(out);
        if (!copy)
            return insights__fail_nomem(error);
        *copy = all->items[i];
    }
    return INSIGHTS_OK;
}

static void write_codes(
    insights__page *page,
    const insights__report_marks *marks,
    int names)
{
    int any = 0;

    for (size_t i = 0; i < marks->count; i++) {
        const insights__report_mark *mark = &marks->items[i];

        if (!mark->code)
            continue;
        if (names) {
            insights__page_raw(page, any++ ? "|" : "");
            insights__page_text(page, mark->code);
            continue;
        }
        insights__page_raw(page, any++ ? "" : "<ul class=\"codes\">");
        insights__page_raw(page, mark->suggested ? "<li class=\"s\">" : "<li>");
        insights__page_text(page, mark->code);
        insights__page_raw(page, mark->suggested ? " — suggested, " : " — ");
        insights__page_text(page, mark->actor);
        insights__page_raw(page, "</li>");
    }
    if (any && !names)
        insights__page_raw(page, "</ul>");
}

static insights_status write_turn(
    reading *self,
    size_t index,
    insights__report_marks *marks,
    insights_error **error)
{
    const insights__turn *turn = &self->conversation->turns.items[index];
    const char *who = turn->speaker ? turn->speaker : "";
    insights__page *page = &self->report->page;
    insights_status status;

    status = marks_of_turn(self, turn, marks, error);
    if (status < 0)
        return status;
    insights__page_format(
        page, "<div class=\"turn%s\" id=\"t-",
        insights__map_get(self->interviewers, who, strlen(who)) ? " q" : "");
    insights__page_text(page, insights__page_anchor(self->id));
    insights__page_format(
        page, "-%zu\" data-start=\"%zu\" data-who=\"", index, turn->byte_start);
    insights__page_text(page, who);
    insights__page_raw(page, "\" data-at=\"");
    insights__page_time(page, turn->start_ms);
    insights__page_raw(page, "\" data-codes=\"");
    write_codes(page, marks, 1);
    insights__page_raw(page, "\"><span class=\"time\"><a href=\"#t-");
    insights__page_text(page, insights__page_anchor(self->id));
    insights__page_format(page, "-%zu\"", index);
    if (turn->start_ms >= 0)
        insights__page_format(
            page, " data-ms=\"%lld\"", (long long)turn->start_ms);
    insights__page_raw(page, ">");
    if (turn->start_ms >= 0)
        insights__page_time(page, turn->start_ms);
    else
        insights__page_format(page, "%zu", index + 1);
    insights__page_raw(page, "</a></span><div><span class=\"speaker\">");
    insights__page_text(page, who);
    insights__page_raw(page, "</span><p>");
    status = write_words(page, turn, marks, error);
    insights__page_raw(page, "</p></div>");
    write_codes(page, marks, 0);
    insights__page_raw(page, "</div>\n");
    return status;
}

/* --- One conversation
 * --------------------------------------------------------------- */

static void write_media(
    insights__page *page,
    const insights_interview *interview)
{
    const char *uri = insights_interview_media_uri(interview);
    const char *dot = uri ? strrchr(uri, '.') : NULL;
    int audio = dot && (strcmp(dot, ".mp3") == 0 || strcmp(dot, ".wav") == 0 ||
                        strcmp(dot, ".m4a") == 0 || strcmp(dot, ".ogg") == 0);

    /* The page may load files beside it only, so others are a link. */
    if (!uri || strstr(uri, "://"))
        return;
    insights__page_format(
        page, "<%s controls preload=\"none\" src=\"",
        audio ? "audio" : "video");
    insights__page_text(page, uri);
    insights__page_format(page, "\"></%s>\n", audio ? "audio" : "video");
}

static void write_heading(reading *self, const insights_interview *interview)
{
    insights__page *page = &self->report->page;
    const char *date = insights_interview_held_on(interview);
    int64_t duration = insights_interview_duration_ms(interview);

    insights__page_raw(page, "<section class=\"interview\" id=\"i-");
    insights__page_text(page, insights__page_anchor(self->id));
    insights__page_raw(page, "\" data-id=\"");
    insights__page_text(page, self->id);
    insights__page_raw(page, "\" data-revision=\"");
    insights__page_text(page, insights_interview_transcript_id(interview));
    insights__page_raw(page, "\"><h3>");
    insights__page_text(page, self->title);
    insights__page_raw(page, "</h3><p class=\"soft ui\">");
    if (date) {
        insights__page_text(page, date);
        insights__page_raw(page, " · ");
    }
    insights__page_format(page, "%zu turns", self->conversation->turns.count);
    if (duration > 0) {
        insights__page_raw(page, " · ");
        insights__page_time(page, duration);
    }
    insights__page_raw(page, "</p>\n");
    write_media(page, interview);
}

static insights_status write_conversation(reading *self, insights_error **error)
{
    insights__report_marks of_turn = INSIGHTS__ARRAY_INIT;
    insights_record *interview = NULL;
    char *roles = NULL;
    insights_status status;

    status = insights_store_get(
        self->report->store, INSIGHTS_INTERVIEW, self->id, &interview, error);
    if (status >= 0)
        status =
            insights_study_roles(self->report->study, self->id, &roles, error);
    if (status < 0)
        goto out;

    write_heading(self, insights_interview_from(interview));
    status = write_share(self, roles, error);
    if (status < 0)
        goto out;
    insights__page_raw(&self->report->page, "<div class=\"read\">\n");
    status = write_outline(self, roles, error);
    insights__page_raw(&self->report->page, "<div class=\"turns\">\n");
    for (size_t i = 0; status >= 0 && i < self->conversation->turns.count; i++)
        status = write_turn(self, i, &of_turn, error);
    insights__page_raw(&self->report->page, "</div></div></section>\n");

out:
    insights__array_free(&of_turn);
    insights_free(roles);
    insights_record_free(interview);
    return status;
}

insights_status insights__report_reader(
    insights__report *report,
    insights_error **error)
{
    size_t count = insights_corpus_count(report->corpus);
    insights_status status = INSIGHTS_OK;

    insights__page_raw(
        &report->page,
        "<section id=\"read\"><h2>The conversations, word for word</h2>\n");
    for (size_t i = 0; status >= 0 && i < count; i++) {
        reading self = {
            .report = report,
            .id = insights_corpus_id(report->corpus, i),
            .title = insights_corpus_title(report->corpus, i),
            .conversation = insights_corpus_at(report->corpus, i),
            .marks = &report->marks[i],
            .interviewers = insights__map_new(),
        };

        if (!self.interviewers)
            return insights__fail_nomem(error);
        status = write_conversation(&self, error);
        insights__map_free(self.interviewers, NULL);
    }
    insights__page_raw(&report->page, "</section>\n");
    return status;
}
