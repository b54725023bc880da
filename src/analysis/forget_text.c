/* forget_text.c - the texts that are left when somebody's turns go.
 *
 * Keeps true: every revision that stays is the one before without their
 * turns, so that spans of others move by whole turns and stay verbatim; a
 * revision that only corrected their words is none any more.
 */
#include "analysis/forget.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

typedef insights__forget_revision revision;

/* --- Whose turns -------------------------------------------------------------
 */

static int by_number(const insights_record *a, const insights_record *b)
{
    return insights_record_int(a, INSIGHTS_TRANSCRIPT_NUMBER) <
           insights_record_int(b, INSIGHTS_TRANSCRIPT_NUMBER);
}

static insights_status load_revision(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_record *transcript,
    insights_error **error)
{
    revision *one = insights__array_add(&place->revisions);
    insights_status status;
    size_t count;

    if (!one) {
        insights_record_free(transcript);
        return insights__fail_nomem(error);
    }
    one->transcript = transcript;
    one->as = place->revisions.count - 1;
    status = insights__load_script(
        &place->scope, place->interview, insights_record_id(transcript),
        &one->before, error);
    if (status >= 0)
        status = insights__study_load(
            &place->scope, INSIGHTS_TURN,
            (const insights__filter[]){
                {INSIGHTS_TURN_TRANSCRIPT_ID, insights_record_id(transcript)},
                {0, NULL}},
            INSIGHTS_TURN_POSITION, &one->turns, error);
    if (status < 0)
        return status;
    (void)self;
    count = one->before->turns.count;
    if (one->turns.count != count)
        return insights__fail(
            error, INSIGHTS_E_CORRUPT,
            "revision '%s' does not read as it is stored: run insights doctor",
            insights_record_id(transcript));
    one->gone = insights__calloc(count + 1, 1);
    one->now = insights__calloc(count + 1, sizeof(*one->now));
    if (!one->gone || !one->now)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < count; i++) {
        const char *speaker = one->before->turns.items[i].speaker;

        one->gone[i] =
            (char)insights__forget_has(place->labels, speaker ? speaker : "");
    }
    return INSIGHTS_OK;
}

static insights_status load_revisions(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        &place->scope, INSIGHTS_TRANSCRIPT, INSIGHTS_TRANSCRIPT_INTERVIEW_ID,
        insights_record_id(place->interview), &list, error);

    for (size_t i = 1; i < list.count; i++)
        for (size_t k = i; k > 0 && by_number(list.items[k], list.items[k - 1]);
             k--) {
            insights_record *swapped = list.items[k];

            list.items[k] = list.items[k - 1];
            list.items[k - 1] = swapped;
        }
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        insights_record *transcript = list.items[i];

        list.items[i] = NULL;
        status = load_revision(self, place, transcript, error);
    }
    insights__record_list_free(&list);
    return status;
}

static revision *find_revision(
    const insights__forget_place *place,
    const char *transcript_id)
{
    for (size_t i = 0; transcript_id && i < place->revisions.count; i++)
        if (strcmp(
                insights_record_id(place->revisions.items[i].transcript),
                transcript_id) == 0)
            return &place->revisions.items[i];
    return NULL;
}

static revision *parent_of(
    const insights__forget_place *place,
    const revision *one)
{
    return find_revision(
        place,
        insights_record_text(one->transcript, INSIGHTS_TRANSCRIPT_PARENT_ID));
}

/* A correction keeps turns where they are: who speaks one there speaks it
 * here, whatever the label says. */
static int share_turns(revision *a, revision *b)
{
    int changed = 0;

    if (!a || !b || a->before->turns.count != b->before->turns.count)
        return 0;
    for (size_t i = 0; i < a->before->turns.count; i++) {
        changed |= a->gone[i] != b->gone[i];
        a->gone[i] = b->gone[i] = (char)(a->gone[i] | b->gone[i]);
    }
    return changed;
}

/* --- What is left ------------------------------------------------------------
 */

static insights_status make_after(revision *one, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    one->after = insights__script_new();
    if (!one->after)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < one->before->turns.count && status >= 0; i++) {
        one->now[i] = one->after->turns.count;
        if (!one->gone[i])
            status = insights__script_copy_turn(
                one->after, &one->before->turns.items[i], error);
    }
    return status;
}

static int same_turn(const insights__turn *a, const insights__turn *b)
{
    int speakers = a->speaker && b->speaker
                       ? strcmp(a->speaker, b->speaker) == 0
                       : a->speaker == b->speaker;

    return speakers && a->length == b->length &&
           memcmp(a->text, b->text, a->length) == 0 &&
           a->start_ms == b->start_ms && a->end_ms == b->end_ms;
}

static int same_script(
    const insights_conversation *a,
    const insights_conversation *b)
{
    if (a->turns.count != b->turns.count)
        return 0;
    for (size_t i = 0; i < a->turns.count; i++)
        if (!same_turn(&a->turns.items[i], &b->turns.items[i]))
            return 0;
    return 1;
}

/* Revisions that say what the one before says are none any more. */
static insights_status join_same(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    int64_t number = 0;

    for (size_t i = 0; i < place->revisions.count && status >= 0; i++) {
        revision *one = &place->revisions.items[i];
        const revision *parent = parent_of(place, one);
        size_t as = i;

        if (parent && same_script(one->after, parent->after))
            as = place->revisions.items[parent - place->revisions.items].as;
        one->as = as;
        if (as == i) {
            one->number = ++number;
        } else {
            const char *id = insights_record_id(one->transcript);
            const char *to =
                insights_record_id(place->revisions.items[as].transcript);
            void **slot = insights__map_slot(self->moved, id, strlen(id));

            if (!slot)
                return insights__fail_nomem(error);
            memcpy(slot, &to, sizeof(to));
            status = insights__forget_note(self->gone, id, error);
        }
    }
    return status;
}

insights_status insights__forget_texts(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights_status status = load_revisions(self, place, error);
    int changed = status >= 0;

    while (changed) {
        changed = 0;
        for (size_t i = 0; i < place->revisions.count; i++)
            changed |= share_turns(
                &place->revisions.items[i],
                parent_of(place, &place->revisions.items[i]));
    }
    for (size_t i = 0; i < place->revisions.count && status >= 0; i++)
        status = make_after(&place->revisions.items[i], error);
    return status < 0 ? status : join_same(self, place, error);
}

/* --- Spans -------------------------------------------------------------------
 */

static size_t move_start(const revision *from, size_t at)
{
    size_t turn = insights__script_turn_at(from->before, at);
    size_t now = from->now[turn];

    if (now >= from->after->turns.count)
        return insights__script_length(from->after);
    return from->after->turns.items[now].byte_start +
           (from->gone[turn] ? 0
                             : at - from->before->turns.items[turn].byte_start);
}

static size_t move_end(const revision *from, size_t end)
{
    size_t turn = insights__script_turn_at(from->before, end - 1);
    size_t now = from->now[turn];
    const insights__turn *last;

    if (!from->gone[turn])
        return from->after->turns.items[now].byte_start + end -
               from->before->turns.items[turn].byte_start;
    if (!now)
        return 0;
    last = &from->after->turns.items[now - 1];
    return last->byte_start + last->length;
}

/* Whether these bytes are a span of the text, and those of a quote. */
static int holds(
    const revision *one,
    int64_t start,
    int64_t end,
    const char *quote)
{
    size_t length = insights__script_length(one->before);
    char *said;
    int same;

    if (start < 0 || end <= start || (uint64_t)end > length)
        return 0;
    if (!quote)
        return 1;
    said = insights__script_slice(one->before, (size_t)start, (size_t)end);
    same = said && strcmp(said, quote) == 0;
    insights__free(said);
    return same;
}

/* The evidence of a coding names the revision; what the log tells may be of
 * another. */
static const revision *revision_of(
    const insights__forget_place *place,
    const insights_record *record,
    int64_t start,
    int64_t end)
{
    int is_coding = insights_record_kind(record) == INSIGHTS_CODING;
    const char *quote = insights_record_text(
        record, is_coding ? INSIGHTS_CODING_QUOTE : INSIGHTS_EVIDENCE_QUOTE);
    const char *id =
        is_coding
            ? NULL
            : insights_record_text(record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID);
    const char *evidence =
        is_coding ? insights_record_text(record, INSIGHTS_CODING_EVIDENCE_ID)
                  : NULL;
    const revision *one;

    for (size_t i = 0; evidence && !id && i < place->evidence.count; i++)
        if (strcmp(insights_record_id(place->evidence.items[i]), evidence) == 0)
            id = insights_record_text(
                place->evidence.items[i], INSIGHTS_EVIDENCE_TRANSCRIPT_ID);
    one = find_revision(place, id);
    if (one && holds(one, start, end, quote))
        return one;
    for (size_t i = 0; quote && i < place->revisions.count; i++)
        if (holds(&place->revisions.items[i], start, end, quote))
            return &place->revisions.items[i];
    return NULL;
}

static void move_chunk(const revision *from, insights_record *record)
{
    int64_t start = insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_START);
    int64_t end = insights_record_int(record, INSIGHTS_EVIDENCE_CHUNK_END);
    size_t now;
    size_t now_end;

    if (insights_record_state(record, INSIGHTS_EVIDENCE_CHUNK_START) !=
        INSIGHTS_VALUE)
        return;
    if (!holds(from, start, end, NULL)) {
        insights_record_set_null(record, INSIGHTS_EVIDENCE_CHUNK_START);
        insights_record_set_null(record, INSIGHTS_EVIDENCE_CHUNK_END);
        return;
    }
    now = move_start(from, (size_t)start);
    now_end = move_end(from, (size_t)end);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_START, (int64_t)now);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_CHUNK_END, (int64_t)now_end);
}

static void move_question(const revision *from, insights_record *record)
{
    int64_t at = insights_record_int(record, INSIGHTS_EVIDENCE_QUESTION_TURN);

    if (insights_record_state(record, INSIGHTS_EVIDENCE_QUESTION_TURN) !=
        INSIGHTS_VALUE)
        return;
    if (at >= 0 && (size_t)at < from->before->turns.count && !from->gone[at]) {
        insights_record_set_int(
            record, INSIGHTS_EVIDENCE_QUESTION_TURN, (int64_t)from->now[at]);
        return;
    }
    insights_record_set_null(record, INSIGHTS_EVIDENCE_QUESTION_TURN);
    insights_record_set_null(record, INSIGHTS_EVIDENCE_CONTEXT);
}

static insights_status move_evidence(
    const insights__forget_place *place,
    const revision *from,
    insights_record *record,
    size_t start,
    size_t end,
    int shorter,
    insights_error **error)
{
    const revision *to = &place->revisions.items[from->as];
    const char *gist;
    insights_status status = insights__span_fill(
        record, to->after, insights_record_id(to->transcript), start, end,
        error);

    if (status < 0)
        return status;
    move_chunk(from, record);
    move_question(from, record);
    gist = insights_record_text(record, INSIGHTS_EVIDENCE_GIST);
    if (shorter && gist &&
        !strstr(insights_record_text(record, INSIGHTS_EVIDENCE_QUOTE), gist))
        insights_record_set_null(record, INSIGHTS_EVIDENCE_GIST);
    return insights_record_check(record, error);
}

insights_status insights__forget_move(
    const insights__forget_place *place,
    insights_record *record,
    int *gone,
    insights_error **error)
{
    int is_coding = insights_record_kind(record) == INSIGHTS_CODING;
    insights_field field =
        is_coding ? INSIGHTS_CODING_BYTE_START : INSIGHTS_EVIDENCE_BYTE_START;
    int64_t start = insights_record_int(record, field);
    int64_t end = insights_record_int(
        record,
        is_coding ? INSIGHTS_CODING_BYTE_END : INSIGHTS_EVIDENCE_BYTE_END);
    const revision *from;
    size_t now;
    size_t now_end;

    *gone = 0;
    if (insights_record_state(record, field) != INSIGHTS_VALUE)
        return INSIGHTS_OK;
    from = revision_of(place, record, start, end);
    if (!from) {
        *gone = 2;
        return INSIGHTS_OK;
    }
    now = move_start(from, (size_t)start);
    now_end = move_end(from, (size_t)end);
    if (now >= now_end ||
        (!is_coding &&
         from->gone[insights__script_turn_at(from->before, (size_t)start)])) {
        *gone = 1;
        return INSIGHTS_OK;
    }
    return is_coding ? insights__span_fill(
                           record, place->revisions.items[from->as].after, NULL,
                           now, now_end, error)
                     : move_evidence(
                           place, from, record, now, now_end,
                           now_end - now < (size_t)(end - start), error);
}
