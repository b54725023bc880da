/* merge_text.c - revisions come over, and texts of both become one.
 *
 * Keeps true: bytes [start, end) of the revision that evidence names are its
 * quote, whichever side it came from.
 */
#include "analysis/merge.h"

#include "analysis/carry.h"
#include "analysis/revisions.h"
#include "base/alloc.h"

#include <stdio.h>
#include <string.h>

/* A conversation that both have. */
typedef struct meeting {
    insights__merge *merge;
    insights__staged *interview;
    const char *id;    /* ours, of the interview */
    const char *ours;  /* the revision that stands here */
    const char *there; /* the one that stands there, by our id */
    const char *last;  /* the one that stands then */
    insights_conversation *our_text;
    insights_conversation *their_text;
    insights_conversation *text; /* the last */
    int64_t number;              /* of the last */
    int is_new;                  /* the last was made here */
} meeting;

static int64_t number_of(const insights_record *transcript)
{
    return insights_record_int(transcript, INSIGHTS_TRANSCRIPT_NUMBER);
}

/* --- Texts -------------------------------------------------------------------
 */

/* The text of a revision by our id, from where it stands. */
static insights_status load_text(
    const meeting *self,
    const char *id,
    insights_conversation **out,
    insights_error **error)
{
    const insights__staged *one =
        insights__staged_find(self->merge, INSIGHTS_TRANSCRIPT, id);
    int theirs = !one->ours ||
                 (one->theirs &&
                  !insights__same_value(
                      one->ours, one->now, INSIGHTS_TRANSCRIPT_CONTENT_HASH));

    return insights__load_script(
        theirs ? self->merge->theirs : self->merge->study,
        self->interview->ours,
        insights_record_id(theirs ? one->theirs : one->ours), out, error);
}

static insights_status list_clashes(
    meeting *self,
    const insights__clashes *clashes,
    insights_error **error)
{
    int theirs = (self->merge->flags & INSIGHTS_MERGE_THEIRS) != 0;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < clashes->count && status >= 0; i++) {
        insights_record *record = NULL;

        status = insights__clash_record(
            &clashes->items[i], self->interview->ours, self->ours, theirs,
            &record, error);
        if (status >= 0)
            status =
                insights__list_add(self->merge->conflicts, record, 0, error);
    }
    return status;
}

/* The id of a joined revision follows from what it was made of, so that both
 * sides, each taking in the other, make the same. */
static insights_status joined_id(
    const meeting *self,
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    const char *first = self->ours;
    const char *second = self->there;
    insights__buffer all = INSIGHTS__BUFFER_INIT;
    char hash[65];
    int64_t at = 0;
    insights_status status;

    if (strcmp(first, second) > 0) {
        first = self->there;
        second = self->ours;
    }
    insights__buffer_format(&all, "%s %s\n", first, second);
    for (size_t i = 0; i < self->text->turns.count; i++) {
        const insights__turn *turn = &self->text->turns.items[i];

        if (turn->speaker)
            insights__buffer_text_append(&all, turn->speaker);
        insights__buffer_char(&all, '\n');
        insights__buffer_append(&all, turn->text, turn->length);
        insights__buffer_char(&all, '\n');
    }
    status = insights__buffer_check(&all, "a text", error);
    if (status >= 0)
        status = insights__hash_text(all.data, all.length, hash, error);
    insights__buffer_free(&all);
    for (int side = 0; side < 2; side++) {
        int64_t made = insights_record_created_at(
            insights__staged_find(
                self->merge, INSIGHTS_TRANSCRIPT, side ? first : second)
                ->now);

        at = made >= at ? made + 1 : at;
    }
    if (status >= 0)
        snprintf(
            out, INSIGHTS__UUID_TEXT, "%08llx-%04llx-7%.3s-a%.3s-%.12s",
            (unsigned long long)at >> 16 & 0xFFFFFFFFu,
            (unsigned long long)at & 0xFFFFu, hash, hash + 3, hash + 6);
    return status;
}

static int64_t free_number(const meeting *self)
{
    insights__stage *stage =
        insights__stage_of(self->merge, INSIGHTS_TRANSCRIPT);
    int64_t number = 1;

    for (size_t i = 0; i < stage->items.count; i++) {
        const insights_record *one = stage->items.items[i].now;

        if (one &&
            insights__text_is(
                one, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, self->id) &&
            number_of(one) >= number)
            number = number_of(one) + 1;
    }
    return number;
}

/* The joined text as a revision of its own. */
static insights_status stage_joined(meeting *self, insights_error **error)
{
    const insights__staged *known;
    insights_record *record = NULL;
    char id[INSIGHTS__UUID_TEXT];
    insights_status status = joined_id(self, id, error);

    if (status < 0)
        return status;
    self->last = insights__merge_keep(self->merge, id);
    if (!self->last)
        return insights__fail_nomem(error);
    known = insights__staged_find(self->merge, INSIGHTS_TRANSCRIPT, id);
    if (known) { /* joined before, and taken back since */
        self->number = number_of(known->now);
        return INSIGHTS_OK;
    }
    record = insights__study_new(self->merge->study, INSIGHTS_TRANSCRIPT);
    if (!record)
        return insights__fail_nomem(error);
    self->is_new = 1;
    self->number = free_number(self);
    insights_record_set_id(record, id);
    insights_record_set_text(
        record, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, self->id);
    insights_record_set_int(record, INSIGHTS_TRANSCRIPT_NUMBER, self->number);
    insights_record_set_text(record, INSIGHTS_TRANSCRIPT_PARENT_ID, self->ours);
    insights_record_set_text(
        record, INSIGHTS_TRANSCRIPT_OTHER_PARENT_ID, self->there);
    insights_record_set_text(
        record, INSIGHTS_TRANSCRIPT_ACTOR_ID, self->merge->unit.actor);
    insights_record_set_text(
        record, INSIGHTS_TRANSCRIPT_REASON, "joined the corrections of both");
    status = insights__transcript_fill(record, self->text, error);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__stage_add(self->merge, record, error);
}

static insights_status join_texts(
    meeting *self,
    const insights_record *base,
    insights_error **error)
{
    insights__clashes clashes = INSIGHTS__ARRAY_INIT;
    insights_conversation *common = NULL;
    insights__sides sides = {NULL, NULL, NULL, 0};
    insights_status status =
        load_text(self, insights_record_id(base), &common, error);

    if (status >= 0) {
        sides.base = common;
        sides.ours = self->our_text;
        sides.theirs = self->their_text;
        sides.prefer_theirs = (self->merge->flags & INSIGHTS_MERGE_THEIRS) != 0;
        status = insights__join(&sides, &self->text, &clashes, error);
    }
    if (status >= 0)
        status = list_clashes(self, &clashes, error);
    if (status >= 0)
        status = stage_joined(self, error);
    insights__clashes_free(&clashes);
    insights_conversation_free(common);
    return status;
}

/* Two texts that have nothing in common: one of them stands. */
static insights_status choose_text(meeting *self, insights_error **error)
{
    int theirs = (self->merge->flags & INSIGHTS_MERGE_THEIRS) != 0;
    insights__dispute dispute = {0};

    self->last = theirs ? self->there : self->ours;
    dispute.kind = INSIGHTS_INTERVIEW;
    dispute.id = self->id;
    dispute.field = INSIGHTS_INTERVIEW_TRANSCRIPT_ID;
    dispute.ours =
        insights_record_text(self->interview->ours, INSIGHTS_INTERVIEW_TITLE);
    dispute.theirs =
        insights_record_text(self->interview->theirs, INSIGHTS_INTERVIEW_TITLE);
    dispute.taken = theirs ? "theirs" : "ours";
    dispute.message = "its texts were not made from a common one";
    return insights__dispute_add(self->merge, &dispute, error);
}

static insights_status find_base(
    meeting *self,
    const insights_record **out,
    insights_error **error)
{
    insights__stage *stage =
        insights__stage_of(self->merge, INSIGHTS_TRANSCRIPT);
    insights__record_list revisions = INSIGHTS__ARRAY_INIT;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
        insights_record *one = stage->items.items[i].now;
        insights_record **slot;

        if (!one ||
            !insights__text_is(one, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, self->id))
            continue;
        slot = insights__array_add(&revisions);
        if (slot)
            *slot = one;
        else
            status = insights__fail_nomem(error);
    }
    if (status >= 0)
        status = insights__revisions_base(
            &revisions, self->ours, self->there, out, error);
    insights__array_free(&revisions); /* borrowed records */
    return status;
}

/* Which text stands then: `last`, and where it is another, `text`. */
static insights_status meet(meeting *self, insights_error **error)
{
    const insights_record *base = NULL;
    insights_status status = find_base(self, &base, error);

    self->last = self->ours;
    if (status >= 0)
        status = load_text(self, self->ours, &self->our_text, error);
    if (status >= 0)
        status = load_text(self, self->there, &self->their_text, error);
    if (status < 0)
        return status;
    if (!base)
        status = choose_text(self, error);
    else if (strcmp(insights_record_id(base), self->ours) == 0)
        self->last = self->there;
    else if (strcmp(insights_record_id(base), self->there) != 0)
        return join_texts(self, base, error);
    if (status < 0)
        return status;
    self->number = number_of(
        insights__staged_find(self->merge, INSIGHTS_TRANSCRIPT, self->last)
            ->now);
    self->text =
        strcmp(self->last, self->ours) == 0 ? self->our_text : self->their_text;
    insights__script_retain(self->text);
    return INSIGHTS_OK;
}

/* --- Spans -------------------------------------------------------------------
 */

static const insights_field evidence_span[] = {
    INSIGHTS_EVIDENCE_TRANSCRIPT_ID, INSIGHTS_EVIDENCE_SPEAKER,
    INSIGHTS_EVIDENCE_FIRST_TURN,    INSIGHTS_EVIDENCE_LAST_TURN,
    INSIGHTS_EVIDENCE_BYTE_START,    INSIGHTS_EVIDENCE_BYTE_END,
    INSIGHTS_EVIDENCE_QUOTE,         INSIGHTS_EVIDENCE_START_MS,
    INSIGHTS_EVIDENCE_END_MS,        INSIGHTS_EVIDENCE_TIME_METHOD,
    INSIGHTS_EVIDENCE_GROUNDING,     INSIGHTS_EVIDENCE_SIMILARITY,
    INSIGHTS_EVIDENCE_CHUNK_START,   INSIGHTS_EVIDENCE_CHUNK_END,
    INSIGHTS_EVIDENCE_GIST,          INSIGHTS_EVIDENCE_CONTEXT,
    INSIGHTS_EVIDENCE_QUESTION_TURN};

static const insights_field coding_span[] = {
    INSIGHTS_CODING_BYTE_START, INSIGHTS_CODING_BYTE_END,
    INSIGHTS_CODING_QUOTE};

/* Which side's span is taken: one of the last text, else one of a text that
 * stands. */
static int takes_theirs(const meeting *self, const insights__staged *one)
{
    if (!one->ours || !one->theirs || !one->ours_at || !one->theirs_at)
        return one->theirs && !one->ours;
    if (strcmp(one->ours_at, self->last) == 0)
        return 0;
    if (strcmp(one->theirs_at, self->last) == 0)
        return 1;
    return strcmp(one->ours_at, self->ours) != 0 &&
           strcmp(one->theirs_at, self->there) == 0;
}

static insights_status follow(
    const meeting *self,
    insights__staged *one,
    insights__carry *const carries[2],
    insights_error **error)
{
    insights__carry_job job = {0};
    int is_coding = insights_record_kind(one->now) == INSIGHTS_CODING;
    insights_field review =
        is_coding ? INSIGHTS_CODING_REVIEW : INSIGHTS_EVIDENCE_REVIEW;
    int theirs = takes_theirs(self, one);
    const char *at = theirs ? one->theirs_at : one->ours_at;
    const char *known = insights_record_text(one->now, review);
    char *why = known ? insights__strdup(known) : NULL;
    int gone = 0;
    int from;
    insights_status status = INSIGHTS_OK;

    if (known && !why)
        return insights__fail_nomem(error);
    for (size_t i = 0;
         theirs && one->ours &&
         i < (is_coding ? sizeof(coding_span) : sizeof(evidence_span)) /
                 sizeof(insights_field);
         i++)
        insights__copy_field(
            one->now, one->theirs,
            is_coding ? coding_span[i] : evidence_span[i]);
    from = at && strcmp(at, self->there) == 0;
    if (!at || strcmp(at, self->last) == 0 ||
        (!from && strcmp(at, self->ours) != 0) ||
        (is_coding &&
         insights_record_state(one->now, INSIGHTS_CODING_BYTE_START) !=
             INSIGHTS_VALUE))
        goto out;
    job.before = from ? self->their_text : self->our_text;
    job.after = self->text;
    job.interview_id = self->id;
    job.before_id = at;
    job.after_id = self->last;
    job.number = self->number;
    status =
        insights__carry_record(&job, carries[from], one->now, &gone, error);
    if (status >= 0 && why) /* the first reason is the true one */
        insights_record_set_text(one->now, review, why);

out:
    insights__free(why);
    return status < 0 ? status : insights_record_check(one->now, error);
}

static insights_status follow_all(
    const meeting *self,
    insights_kind kind,
    insights_field interview,
    insights__carry *const carries[2],
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(self->merge, kind);
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
        insights__staged *one = &stage->items.items[i];

        if (one->now && insights__text_is(one->now, interview, self->id))
            status = follow(self, one, carries, error);
    }
    return status;
}

static insights_status follow_text(meeting *self, insights_error **error)
{
    insights__carry *carries[2] = {NULL, NULL};
    insights_status status = insights__carry_new(
        self->our_text, self->text,
        self->our_text->turns.count == self->text->turns.count, &carries[0],
        error);

    if (status >= 0)
        status = insights__carry_new(
            self->their_text, self->text,
            self->their_text->turns.count == self->text->turns.count,
            &carries[1], error);
    if (status >= 0)
        status = follow_all(
            self, INSIGHTS_EVIDENCE, INSIGHTS_EVIDENCE_INTERVIEW_ID, carries,
            error);
    if (status >= 0)
        status = follow_all(
            self, INSIGHTS_CODING, INSIGHTS_CODING_INTERVIEW_ID, carries,
            error);
    insights__carry_free(carries[0]);
    insights__carry_free(carries[1]);
    return status;
}

/* --- Conversations -----------------------------------------------------------
 */

static insights_status save_text(meeting *self, insights_error **error)
{
    insights__roles roles = INSIGHTS__ROLES_INIT;
    insights__map *persons = insights__map_new();
    insights_status status =
        persons ? insights__merge_speakers(
                      self->merge, self->id, self->text, &roles, persons, error)
                : insights__fail_nomem(error);

    if (status >= 0 && self->is_new)
        status = insights__turns_save(
            &self->merge->unit, self->text, &roles, self->id, self->last, 0,
            persons, INSIGHTS__UNTOLD, error);
    if (status >= 0) {
        insights_record *now = self->interview->now;

        insights_record_set_text(
            now, INSIGHTS_INTERVIEW_TRANSCRIPT_ID, self->last);
        insights__set_ms(
            now, INSIGHTS_INTERVIEW_DURATION_MS,
            insights__script_duration(self->text));
        status = insights_record_check(now, error);
    }
    insights__roles_free(&roles);
    insights__map_free(persons, NULL);
    return status;
}

static insights_status meet_all(
    insights__merge *merge,
    size_t at,
    insights_error **error)
{
    meeting self;
    const char *there;
    insights_status status = INSIGHTS_OK;

    memset(&self, 0, sizeof(self));
    self.merge = merge;
    self.interview =
        &insights__stage_of(merge, INSIGHTS_INTERVIEW)->items.items[at];
    self.id = insights__staged_id(self.interview);
    there = insights_record_text(
        self.interview->theirs, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    self.there =
        there ? insights__map_get(merge->to, there, strlen(there)) : NULL;
    if (!self.interview->ours) {
        insights_record_set_text(
            self.interview->now, INSIGHTS_INTERVIEW_TRANSCRIPT_ID, self.there);
        return insights_record_check(self.interview->now, error);
    }
    self.ours = insights_record_text(
        self.interview->ours, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    if (!self.ours || !self.there || strcmp(self.ours, self.there) == 0)
        return INSIGHTS_OK;
    status = meet(&self, error);
    if (status >= 0)
        status = follow_text(&self, error);
    if (status >= 0 && strcmp(self.last, self.ours) != 0)
        status = save_text(&self, error);
    insights_conversation_free(self.our_text);
    insights_conversation_free(self.their_text);
    insights_conversation_free(self.text);
    return status;
}

/* Which revision the spans of either side are of. */
static void place_spans(insights__merge *merge)
{
    insights__stage *evidence = insights__stage_of(merge, INSIGHTS_EVIDENCE);
    insights__stage *codings = insights__stage_of(merge, INSIGHTS_CODING);

    for (size_t i = 0; i < evidence->items.count; i++) {
        insights__staged *one = &evidence->items.items[i];

        one->ours_at = one->ours
                           ? insights_record_text(
                                 one->ours, INSIGHTS_EVIDENCE_TRANSCRIPT_ID)
                           : NULL;
        one->theirs_at = one->theirs
                             ? insights_record_text(
                                   one->theirs, INSIGHTS_EVIDENCE_TRANSCRIPT_ID)
                             : NULL;
    }
    for (size_t i = 0; i < codings->items.count; i++) {
        insights__staged *one = &codings->items.items[i];
        const insights_record *each = one->ours     ? one->ours
                                      : one->theirs ? one->theirs
                                                    : one->now;
        const insights__staged *on =
            each ? insights__staged_find(
                       merge, INSIGHTS_EVIDENCE,
                       insights_record_text(each, INSIGHTS_CODING_EVIDENCE_ID))
                 : NULL;

        one->ours_at = on ? on->ours_at : NULL;
        one->theirs_at = on ? on->theirs_at : NULL;
    }
}

insights_status insights__merge_texts(
    insights__merge *merge,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_INTERVIEW);
    insights_status status = insights__merge_revisions(merge, error);

    place_spans(merge);
    for (size_t i = 0; i < stage->items.count && status >= 0; i++)
        if (stage->items.items[i].now && stage->items.items[i].theirs)
            status = meet_all(merge, i, error);
    return status;
}
