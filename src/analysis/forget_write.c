/* forget_write.c - one transaction in which a person goes.
 *
 * Records that stay keep their times, since nobody worked on them, and get a
 * new version: whoever read one before and saves it now is refused.
 *
 * Keeps true: each record is saved at most once and nothing is saved that
 * goes; no text is saved that holds their words; an interview of which turns
 * go is among what is saved, since all who quote it ask for its version.
 */
#include "analysis/forget.h"

#include "base/alloc.h"
#include "model/record.h"

#include <string.h>

insights_status insights__forget_delete(
    insights__forgetting *self,
    insights_kind kind,
    const char *id,
    insights_error **error)
{
    insights_status status;

    if (insights__forget_has(self->saved, id))
        return INSIGHTS_OK;
    status = insights_transaction_delete(self->transaction, kind, id, error);
    return status < 0 ? status : insights__forget_note(self->saved, id, error);
}

/* --- Texts -------------------------------------------------------------------
 */

/* What is verbatim of others, or is no text. */
static int is_left(insights_field field)
{
    return field == INSIGHTS_TURN_TEXT || field == INSIGHTS_TURN_SPEAKER ||
           field == INSIGHTS_TURN_WORDS || field == INSIGHTS_EVIDENCE_QUOTE ||
           field == INSIGHTS_EVIDENCE_CONTEXT ||
           field == INSIGHTS_EVIDENCE_GIST ||
           field == INSIGHTS_EVIDENCE_SPEAKER ||
           field == INSIGHTS_CODING_QUOTE ||
           field == INSIGHTS_PARTICIPANT_LABEL ||
           field == INSIGHTS_ASSET_CONTENT || field == INSIGHTS_CHANGE_BEFORE ||
           field == INSIGHTS_CHANGE_AFTER;
}

static int is_file_name(insights_field field)
{
    return field == INSIGHTS_INTERVIEW_TITLE ||
           field == INSIGHTS_INTERVIEW_SOURCE ||
           field == INSIGHTS_INTERVIEW_MEDIA_URI ||
           field == INSIGHTS_ASSET_TITLE || field == INSIGHTS_ASSET_FILE_NAME ||
           field == INSIGHTS_ASSET_URI || field == INSIGHTS_TRANSCRIPT_REASON ||
           field == INSIGHTS_CHANGE_SUMMARY || field == INSIGHTS_ACTOR_NAME;
}

/* Take their words and names out of a record; *changed where some were. */
static insights_status redact_record(
    insights__forgetting *self,
    insights_record *record,
    int *changed,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(record);
    insights_status status = INSIGHTS_OK;
    insights_field field;

    for (size_t i = 0; (field = insights_field_at(kind, i)) != 0 && status >= 0;
         i++) {
        int type = insights_field_type(field);
        char *left = NULL;

        if ((type != INSIGHTS_TYPE_TEXT && type != INSIGHTS_TYPE_JSON) ||
            is_left(field))
            continue;
        status = insights__forget_redact(
            self, insights_record_text(record, field), is_file_name(field),
            &left, error);
        if (status >= 0 && left) {
            insights_record_set_text(record, field, left);
            *changed = 1;
            self->counts.redacted++;
        }
        insights__free(left);
    }
    return status < 0 ? status : insights_record_check(record, error);
}

insights_status insights__forget_save(
    insights__forgetting *self,
    insights_record *record,
    insights_error **error)
{
    int changed = 0;
    insights_status status = redact_record(self, record, &changed, error);

    if (status < 0)
        return status;
    insights__record_saved(
        record, insights_record_id(record), insights_record_version(record) + 1,
        insights_record_created_at(record), insights_record_updated_at(record));
    status = insights_transaction_save(
        self->transaction, record, INSIGHTS_SAVE_RESTORE, error);
    return status < 0 ? status
                      : insights__forget_note(
                            self->saved, insights_record_id(record), error);
}

/* --- A text that others are in -----------------------------------------------
 */

static insights_status write_turns(
    insights__forgetting *self,
    const insights__forget_revision *one,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < one->turns.count && status >= 0; i++) {
        insights_record *turn = one->turns.items[i];
        const insights__turn *now;

        if (insights__forget_has(self->gone, insights_record_id(turn))) {
            status = insights__forget_delete(
                self, INSIGHTS_TURN, insights_record_id(turn), error);
            continue;
        }
        now = &one->after->turns.items[one->now[i]];
        if (one->now[i] == i &&
            insights_record_int(turn, INSIGHTS_TURN_BYTE_START) ==
                (int64_t)now->byte_start)
            continue;
        insights_record_set_int(
            turn, INSIGHTS_TURN_POSITION, (int64_t)one->now[i]);
        insights_record_set_int(
            turn, INSIGHTS_TURN_BYTE_START, (int64_t)now->byte_start);
        insights_record_set_int(
            turn, INSIGHTS_TURN_CHAR_START, (int64_t)now->char_start);
        insights_record_set_int(
            turn, INSIGHTS_TURN_UTF16_START, (int64_t)now->utf16_start);
        status = insights__forget_save(self, turn, error);
    }
    return status;
}

insights_status insights__forget_renumber(
    const insights__forget_revision *one,
    insights_record *record,
    insights_field field,
    insights_error **error)
{
    static const char start[] = "corrected turn ";
    const char *reason = insights_record_text(record, field);
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    size_t at = 0;
    size_t turn = 0;
    insights_status status = INSIGHTS_OK;

    if (!reason || strncmp(reason, start, sizeof(start) - 1) != 0)
        return INSIGHTS_OK;
    for (at = sizeof(start) - 1; reason[at] >= '0' && reason[at] <= '9'; at++)
        if (turn < one->before->turns.count)
            turn = turn * 10 + (size_t)(reason[at] - '0');
    if (turn < one->before->turns.count) {
        insights__buffer_format(
            &text, "%s%zu%s", start, one->now[turn], reason + at);
        status = insights__buffer_check(&text, "a reason", error);
        if (status >= 0)
            insights_record_set_text(
                record, field, insights__buffer_text(&text));
    }
    insights__buffer_free(&text);
    return status;
}

static insights_status write_revision(
    insights__forgetting *self,
    insights__forget_place *place,
    size_t at,
    insights_error **error)
{
    insights__forget_revision *one = &place->revisions.items[at];
    insights_record *transcript = one->transcript;
    const char *parent =
        insights_record_text(transcript, INSIGHTS_TRANSCRIPT_PARENT_ID);
    const char *moved =
        parent ? insights__map_get(self->moved, parent, strlen(parent)) : NULL;
    insights_status status = write_turns(self, one, error);

    if (status < 0)
        return status;
    if (one->as != at)
        return insights__forget_delete(
            self, INSIGHTS_TRANSCRIPT, insights_record_id(transcript), error);
    if (moved)
        insights_record_set_text(
            transcript, INSIGHTS_TRANSCRIPT_PARENT_ID, moved);
    insights_record_set_int(
        transcript, INSIGHTS_TRANSCRIPT_NUMBER, one->number);
    status = insights__transcript_fill(transcript, one->after, error);
    if (status >= 0)
        status = insights__forget_renumber(
            one, transcript, INSIGHTS_TRANSCRIPT_REASON, error);
    return status < 0 ? status : insights__forget_save(self, transcript, error);
}

/* How many pieces of evidence that stood before this one go. */
static int64_t gone_before(
    const insights__forgetting *self,
    const insights__forget_place *place,
    int64_t order)
{
    int64_t count = 0;

    for (size_t i = 0; i < place->evidence.count; i++)
        if (insights_record_int(
                place->evidence.items[i], INSIGHTS_EVIDENCE_ORDER_INDEX) <
                order &&
            insights__forget_has(
                self->gone, insights_record_id(place->evidence.items[i])))
            count++;
    return count;
}

static insights_status write_evidence(
    insights__forgetting *self,
    insights__forget_place *place,
    const insights_record *before,
    insights_error **error)
{
    insights_record *record = NULL;
    int gone = 0;
    insights_status status;

    if (insights__forget_has(self->gone, insights_record_id(before)))
        return insights__forget_delete(
            self, INSIGHTS_EVIDENCE, insights_record_id(before), error);
    status = insights_record_edit(before, &record, error);
    if (status >= 0)
        status = insights__forget_move(place, record, &gone, error);
    if (status >= 0 &&
        insights_record_state(record, INSIGHTS_EVIDENCE_ORDER_INDEX) ==
            INSIGHTS_VALUE) {
        int64_t order =
            insights_record_int(record, INSIGHTS_EVIDENCE_ORDER_INDEX);

        insights_record_set_int(
            record, INSIGHTS_EVIDENCE_ORDER_INDEX,
            order - gone_before(self, place, order));
    }
    if (status >= 0)
        status = insights__forget_save(self, record, error);
    insights_record_free(record);
    return status;
}

static insights_status write_coding(
    insights__forgetting *self,
    insights__forget_place *place,
    const insights_record *before,
    insights_error **error)
{
    insights_record *record = NULL;
    int gone = 0;
    insights_status status;

    if (insights__forget_has(self->gone, insights_record_id(before)))
        return INSIGHTS_OK; /* with its evidence */
    status = insights_record_edit(before, &record, error);
    if (status >= 0)
        status = insights__forget_move(place, record, &gone, error);
    if (status >= 0 && gone) {
        insights_record_set_null(record, INSIGHTS_CODING_BYTE_START);
        insights_record_set_null(record, INSIGHTS_CODING_BYTE_END);
        insights_record_set_null(record, INSIGHTS_CODING_QUOTE);
    }
    if (status >= 0)
        status = insights__forget_save(self, record, error);
    insights_record_free(record);
    return status;
}

/* Its file is none that anybody has: it may be imported again. */
static insights_status write_interview(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights_record *record = place->interview;
    const char *current =
        insights_record_text(record, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);

    for (size_t i = 0; current && i < place->revisions.count; i++) {
        const insights__forget_revision *one = &place->revisions.items[i];

        if (strcmp(insights_record_id(one->transcript), current) != 0)
            continue;
        insights__set_ms(
            record, INSIGHTS_INTERVIEW_DURATION_MS,
            insights__script_duration(one->after));
        insights_record_set_text(
            record, INSIGHTS_INTERVIEW_TRANSCRIPT_ID,
            insights_record_id(place->revisions.items[one->as].transcript));
        break;
    }
    insights_record_set_null(record, INSIGHTS_INTERVIEW_CONTENT_HASH);
    insights_record_set_null(record, INSIGHTS_INTERVIEW_ASSET_ID);
    return insights__forget_save(self, record, error);
}

static insights_status write_part(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < place->evidence.count && status >= 0; i++)
        status = write_evidence(self, place, place->evidence.items[i], error);
    for (size_t i = 0; i < place->codings.count && status >= 0; i++)
        status = write_coding(self, place, place->codings.items[i], error);
    if (status >= 0)
        status = write_interview(self, place, error);
    for (size_t i = place->revisions.count; i > 0 && status >= 0; i--)
        if (place->revisions.items[i - 1].as != i - 1)
            status = write_revision(self, place, i - 1, error);
    for (size_t i = 0; i < place->revisions.count && status >= 0; i++)
        if (place->revisions.items[i].as == i)
            status = write_revision(self, place, i, error);
    for (size_t i = 0; i < place->participants.count && status >= 0; i++) {
        const char *id = insights_record_id(place->participants.items[i]);

        if (insights__forget_has(self->gone, id))
            status =
                insights__forget_delete(self, INSIGHTS_PARTICIPANT, id, error);
    }
    return status;
}

/* Leaves first, so that no delete takes very much along. */
static insights_status write_whole(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < place->evidence.count && status >= 0; i++)
        status = insights__forget_delete(
            self, INSIGHTS_EVIDENCE,
            insights_record_id(place->evidence.items[i]), error);
    for (size_t r = 0; r < place->revisions.count && status >= 0; r++) {
        const insights__forget_revision *one = &place->revisions.items[r];

        for (size_t i = 0; i < one->turns.count && status >= 0; i++)
            status = insights__forget_delete(
                self, INSIGHTS_TURN, insights_record_id(one->turns.items[i]),
                error);
    }
    return status < 0 ? status
                      : insights__forget_delete(
                            self, INSIGHTS_INTERVIEW,
                            insights_record_id(place->interview), error);
}

/* --- Everything else ---------------------------------------------------------
 */

/* Records of a kind: those that go, and those that hold their words. */
static insights_status sweep(
    insights__forgetting *self,
    insights_kind kind,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    int deletes = kind == INSIGHTS_PERSON || kind == INSIGHTS_ORGANIZATION ||
                  kind == INSIGHTS_ASSET;
    insights_status status =
        insights__forget_load(self, kind, 0, NULL, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++) {
        insights_record *record = list.items[i];
        const char *id = insights_record_id(record);
        int changed = 0;

        if (insights__forget_has(self->saved, id))
            continue;
        if (insights__forget_has(self->gone, id)) {
            if (deletes)
                status = insights__forget_delete(self, kind, id, error);
            continue;
        }
        status = redact_record(self, record, &changed, error);
        if (status >= 0 && changed)
            status = insights__forget_save(self, record, error);
    }
    insights__record_list_free(&list);
    return status;
}

/* A file that was kept and holds what they said. */
static insights_status plan_files(
    insights__forgetting *self,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__forget_load(self, INSIGHTS_ASSET, 0, NULL, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++) {
        char *left = NULL;

        if (insights__forget_has(self->gone, insights_record_id(list.items[i])))
            continue;
        status = insights__forget_redact(
            self, insights_record_text(list.items[i], INSIGHTS_ASSET_CONTENT),
            0, &left, error);
        if (status >= 0 && left) {
            self->counts.files++;
            status = insights__forget_note(
                self->gone, insights_record_id(list.items[i]), error);
        }
        insights__free(left);
    }
    insights__record_list_free(&list);
    return status;
}

insights_status insights__forget_write(
    insights__forgetting *self,
    insights_error **error)
{
    static const insights_kind kinds[] = {
        INSIGHTS_ASSET,        INSIGHTS_PROJECT,     INSIGHTS_INTERVIEW,
        INSIGHTS_TRANSCRIPT,   INSIGHTS_PARTICIPANT, INSIGHTS_EVIDENCE,
        INSIGHTS_CODE,         INSIGHTS_CODING,      INSIGHTS_MEMO,
        INSIGHTS_QUESTION,     INSIGHTS_TAG,         INSIGHTS_PERSON,
        INSIGHTS_ORGANIZATION, INSIGHTS_ACTOR};
    insights_status status = plan_files(self, error);

    if (status >= 0)
        status = insights__forget_log(self, error);
    for (size_t i = 0; i < self->places.count && status >= 0; i++) {
        insights__forget_place *place = self->places.items[i];

        status = place->whole ? write_whole(self, place, error)
                              : write_part(self, place, error);
    }
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && status >= 0; i++)
        status = sweep(self, kinds[i], error);
    return status;
}
