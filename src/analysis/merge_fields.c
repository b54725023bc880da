/* merge_fields.c - the fields of records that both studies have.
 *
 * Keeps true: of a decision of a person and a suggestion the decision stands;
 * where two people decided, both decisions stand.
 */
#include "analysis/merge.h"

#include "model/descriptor.h"
#include "model/record.h"

#include <string.h>

typedef enum verdict {
    STAYS = 1, /* ours is the same, or newer */
    COMES = 2, /* theirs is newer */
    CLASHES = 3
} verdict;

/* --- Which is newer ----------------------------------------------------------
 */

/* Where no log tells of a field: the side that was saved more often, if the
 * other was not touched. */
static verdict by_version(
    const insights__merge *merge,
    const insights__staged *one)
{
    const char *ours = insights_record_id(one->ours);
    const char *theirs = insights_record_id(one->theirs);
    int64_t here = insights_record_version(one->ours);
    int64_t there = insights_record_version(one->theirs);

    if (strcmp(ours, theirs) != 0)
        return CLASHES;
    if (here < there && !insights__knows(merge->our_past.touched, ours))
        return COMES;
    if (here > there && !insights__knows(merge->their_past.touched, theirs))
        return STAYS;
    return CLASHES;
}

static insights_status judge(
    const insights__merge *merge,
    const insights__staged *one,
    insights_field field,
    verdict *out,
    insights_error **error)
{
    int we_had = 0;
    int they_had = 0;
    insights_status status;

    *out = STAYS;
    if (insights__same_value(one->ours, one->theirs, field))
        return INSIGHTS_OK;
    status = insights__past_had(
        &merge->our_past, insights_record_id(one->ours), one->theirs, field,
        NULL, &we_had, error);
    if (status >= 0)
        status = insights__past_had(
            &merge->their_past, insights_record_id(one->theirs), one->ours,
            field, merge->from, &they_had, error);
    if (status < 0)
        return status;
    if (we_had != they_had)
        *out = they_had ? COMES : STAYS;
    else if (
        !we_had &&
        strcmp(
            insights_record_id(one->ours), insights_record_id(one->theirs)) !=
            0 &&
        insights_record_state(one->ours, field) != INSIGHTS_VALUE)
        *out = COMES;
    else if (
        !we_had &&
        strcmp(
            insights_record_id(one->ours), insights_record_id(one->theirs)) !=
            0 &&
        insights_record_state(one->theirs, field) != INSIGHTS_VALUE)
        *out = STAYS;
    else
        *out = by_version(merge, one);
    return INSIGHTS_OK;
}

/* --- Disputes ----------------------------------------------------------------
 */

/* A value for people; NULL: none. Owned by the buffer. */
static const char *shown(
    insights__buffer *buffer,
    const insights_record *record,
    insights_field field)
{
    const char *text;

    if (insights_record_state(record, field) != INSIGHTS_VALUE)
        return NULL;
    text = insights_record_text(record, field);
    if (text)
        insights__buffer_text_append(buffer, text);
    else
        insights__field_json(buffer, record, field);
    return insights__buffer_text(buffer);
}

static insights_status dispute(
    insights__merge *merge,
    const insights__staged *one,
    insights_field field,
    const char *taken,
    const char *message,
    insights_error **error)
{
    insights__buffer ours = INSIGHTS__BUFFER_INIT;
    insights__buffer theirs = INSIGHTS__BUFFER_INIT;
    insights__dispute both = {0};
    insights_status status;

    both.kind = insights_record_kind(one->ours);
    both.id = insights_record_id(one->ours);
    both.field = field;
    both.base = insights__past_first(&merge->our_past, both.id, field);
    both.ours = shown(&ours, one->ours, field);
    both.theirs = shown(&theirs, one->theirs, field);
    both.taken = taken;
    both.message = message;
    status = insights__buffer_check(&ours, "a value", error);
    if (status >= 0)
        status = insights__buffer_check(&theirs, "a value", error);
    if (status >= 0)
        status = insights__dispute_add(merge, &both, error);
    insights__buffer_free(&ours);
    insights__buffer_free(&theirs);
    return status;
}

/* --- One field ---------------------------------------------------------------
 */

/* What follows from other things, or says who and where, is not joined. */
static int is_joined(insights_field field)
{
    static const insights_field derived[] = {
        INSIGHTS_CODE_PATH,
        INSIGHTS_INTERVIEW_TRANSCRIPT_ID,
        INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        INSIGHTS_PARTICIPANT_WORDS,
        INSIGHTS_PARTICIPANT_TURNS,
        INSIGHTS_PARTICIPANT_ROLE,
        INSIGHTS_PARTICIPANT_STANDING,
        INSIGHTS_PARTICIPANT_METHOD,
        INSIGHTS_PARTICIPANT_SCORE,
        INSIGHTS_PARTICIPANT_CANDIDATES,
        INSIGHTS_PARTICIPANT_REVIEWED,
        INSIGHTS_PARTICIPANT_ACTOR_ID,
        INSIGHTS_EVIDENCE_INTERVIEW_ID,
        INSIGHTS_EVIDENCE_TRANSCRIPT_ID,
        INSIGHTS_EVIDENCE_KEY,
        INSIGHTS_EVIDENCE_ORDER_INDEX,
        INSIGHTS_EVIDENCE_SPEAKER,
        INSIGHTS_EVIDENCE_FIRST_TURN,
        INSIGHTS_EVIDENCE_LAST_TURN,
        INSIGHTS_EVIDENCE_BYTE_START,
        INSIGHTS_EVIDENCE_BYTE_END,
        INSIGHTS_EVIDENCE_QUOTE,
        INSIGHTS_EVIDENCE_START_MS,
        INSIGHTS_EVIDENCE_END_MS,
        INSIGHTS_EVIDENCE_TIME_METHOD,
        INSIGHTS_EVIDENCE_GROUNDING,
        INSIGHTS_EVIDENCE_SIMILARITY,
        INSIGHTS_EVIDENCE_CHUNK_START,
        INSIGHTS_EVIDENCE_CHUNK_END,
        INSIGHTS_EVIDENCE_GIST,
        INSIGHTS_EVIDENCE_CONTEXT,
        INSIGHTS_EVIDENCE_QUESTION_TURN,
        INSIGHTS_EVIDENCE_ACTOR_ID,
        INSIGHTS_CODING_EVIDENCE_ID,
        INSIGHTS_CODING_INTERVIEW_ID,
        INSIGHTS_CODING_ACTOR_ID,
        INSIGHTS_CODING_BYTE_START,
        INSIGHTS_CODING_BYTE_END,
        INSIGHTS_CODING_QUOTE,
        INSIGHTS_CODING_STANDING,
        INSIGHTS_CODING_DECIDED_BY,
        INSIGHTS_CODING_DECIDED_AT,
        INSIGHTS_MEMO_TARGET_KIND,
        INSIGHTS_MEMO_TARGET_ID,
        INSIGHTS_MEMO_ACTOR_ID,
        INSIGHTS_TAG_TARGET_KIND,
        INSIGHTS_TAG_TARGET_ID,
        INSIGHTS_PROJECT_NAME,
        INSIGHTS_PROJECT_SLUG};

    if ((field & 0xFFFFu) <= INSIGHTS__NUMBER_PROJECT_ID &&
        insights_field_type(field) == INSIGHTS_TYPE_ID)
        return 0;
    for (size_t i = 0; i < sizeof(derived) / sizeof(*derived); i++)
        if (derived[i] == field)
            return 0;
    return 1;
}

/* A difference in these is nothing to bother people with. */
static int is_quiet(insights_field field)
{
    return insights_field_type(field) == INSIGHTS_TYPE_REAL ||
           field == INSIGHTS_CODE_POSITION ||
           field == INSIGHTS_QUESTION_POSITION ||
           field == INSIGHTS_INTERVIEW_DURATION_MS ||
           field == INSIGHTS_INTERVIEW_WARNINGS ||
           field == INSIGHTS_INTERVIEW_SOURCE ||
           field == INSIGHTS_EVIDENCE_REVIEW ||
           field == INSIGHTS_EVIDENCE_ARCHIVED_AT ||
           field == INSIGHTS_CODING_REVIEW || field == INSIGHTS_TAG_ACTOR_ID;
}

static insights_status join_field(
    insights__merge *merge,
    const insights__staged *one,
    insights_field field,
    insights_error **error)
{
    int theirs = (merge->flags & INSIGHTS_MERGE_THEIRS) != 0;
    verdict found = STAYS;
    insights_status status = judge(merge, one, field, &found, error);

    if (status >= 0 && found == CLASHES && !is_quiet(field))
        status =
            dispute(merge, one, field, theirs ? "theirs" : "ours", NULL, error);
    if (status >= 0 && (found == COMES || (found == CLASHES && theirs)))
        insights__copy_field(one->now, one->theirs, field);
    return status < 0 ? status : insights_record_check(one->now, error);
}

static insights_status join_fields(
    insights__merge *merge,
    const insights__staged *one,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(one->ours);
    insights_status status = INSIGHTS_OK;
    insights_field field;

    for (size_t i = 0; status >= 0 && (field = insights_field_at(kind, i)) != 0;
         i++)
        if (is_joined(field) &&
            !insights__same_value(one->ours, one->theirs, field))
            status = join_field(merge, one, field, error);
    return status;
}

/* --- Decisions ---------------------------------------------------------------
 */

static int is_decided(int64_t standing)
{
    return standing == INSIGHTS_STANDING_ACCEPTED ||
           standing == INSIGHTS_STANDING_REJECTED;
}

static void copy_fields(
    const insights__staged *one,
    const insights_field *fields,
    size_t count)
{
    for (size_t i = 0; i < count; i++)
        insights__copy_field(one->now, one->theirs, fields[i]);
}

static const insights_field coding_decision[] = {
    INSIGHTS_CODING_STANDING, INSIGHTS_CODING_DECIDED_BY,
    INSIGHTS_CODING_DECIDED_AT};

static const insights_field participant_decision[] = {
    INSIGHTS_PARTICIPANT_ROLE,      INSIGHTS_PARTICIPANT_STANDING,
    INSIGHTS_PARTICIPANT_METHOD,    INSIGHTS_PARTICIPANT_SCORE,
    INSIGHTS_PARTICIPANT_REVIEWED,  INSIGHTS_PARTICIPANT_ACTOR_ID,
    INSIGHTS_PARTICIPANT_CANDIDATES};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Whether somebody has this code on this evidence in their own name. */
static int has_own(
    insights__merge *merge,
    const insights_record *coding,
    const char *actor)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_CODING);

    for (size_t i = 0; i < stage->items.count; i++) {
        const insights_record *each = stage->items.items[i].now;

        if (each &&
            insights__text_is(
                each, INSIGHTS_CODING_EVIDENCE_ID,
                insights_record_text(coding, INSIGHTS_CODING_EVIDENCE_ID)) &&
            insights__text_is(
                each, INSIGHTS_CODING_CODE_ID,
                insights_record_text(coding, INSIGHTS_CODING_CODE_ID)) &&
            insights__text_is(each, INSIGHTS_CODING_ACTOR_ID, actor))
            return 1;
    }
    return 0;
}

/* The decision of one of the two, as a coding of their own. */
static insights_status put_own(
    insights__merge *merge,
    const insights_record *coding, /* that stands */
    const insights_record *decision,
    insights_error **error)
{
    char id[INSIGHTS__UUID_TEXT];
    insights_record *own = insights__record_copy(coding);
    insights_status status =
        own ? insights__uuid_new(id, error) : insights__fail_nomem(error);

    if (status < 0) {
        insights_record_free(own);
        return status;
    }
    insights__record_assign_id(own, id);
    insights_record_set_text(
        own, INSIGHTS_CODING_ACTOR_ID,
        insights_record_text(decision, INSIGHTS_CODING_DECIDED_BY));
    insights_record_set_null(own, INSIGHTS_CODING_SCORE);
    insights_record_set_text(
        own, INSIGHTS_CODING_REPLACES, insights_record_id(coding));
    for (size_t i = 0; i < COUNT(coding_decision); i++)
        insights__copy_field(own, decision, coding_decision[i]);
    status = insights_record_check(own, error);
    if (status < 0) {
        insights_record_free(own);
        return status;
    }
    return insights__stage_add(merge, own, error);
}

/* Who was first keeps the coding, the other gets one of their own; so it does
 * not matter which study takes in which. */
static insights_status keep_both(
    insights__merge *merge,
    size_t at,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_CODING);
    const insights__staged *one = &stage->items.items[at];
    int64_t here = insights_record_int(one->ours, INSIGHTS_CODING_DECIDED_AT);
    int64_t there =
        insights_record_int(one->theirs, INSIGHTS_CODING_DECIDED_AT);
    int ours_first =
        here < there ||
        (here == there &&
         strcmp(
             insights_record_text(one->ours, INSIGHTS_CODING_DECIDED_BY),
             insights_record_text(one->theirs, INSIGHTS_CODING_DECIDED_BY)) <
             0);
    const insights_record *other = ours_first ? one->theirs : one->ours;
    size_t added = stage->items.count;
    insights_status status = INSIGHTS_OK;

    if (!ours_first)
        copy_fields(one, coding_decision, COUNT(coding_decision));
    if (has_own(
            merge, one->now,
            insights_record_text(other, INSIGHTS_CODING_DECIDED_BY)))
        return INSIGHTS_OK;
    if (!insights__same_value(one->ours, one->theirs, INSIGHTS_CODING_STANDING))
        status = dispute(
            merge, one, INSIGHTS_CODING_STANDING, "both",
            "two people decided otherwise: both decisions stand", error);
    if (status >= 0)
        status = put_own(merge, one->now, other, error);
    if (status >= 0) { /* the stage may have moved */
        stage->items.items[added].ours_at = stage->items.items[at].ours_at;
        stage->items.items[added].theirs_at = stage->items.items[at].theirs_at;
    }
    return status;
}

static insights_status join_coding(
    insights__merge *merge,
    size_t at,
    insights_error **error)
{
    const insights__staged *one =
        &insights__stage_of(merge, INSIGHTS_CODING)->items.items[at];
    int64_t here = insights_record_int(one->ours, INSIGHTS_CODING_STANDING);
    int64_t there = insights_record_int(one->theirs, INSIGHTS_CODING_STANDING);
    const char *us =
        insights_record_text(one->ours, INSIGHTS_CODING_DECIDED_BY);
    const char *them =
        insights_record_text(one->theirs, INSIGHTS_CODING_DECIDED_BY);
    verdict found = STAYS;
    insights_status status = INSIGHTS_OK;

    if (here != there && !is_decided(here) && is_decided(there))
        found = COMES;
    else if (here != there && !is_decided(there) && is_decided(here))
        found = STAYS;
    else if (here != there)
        status = judge(merge, one, INSIGHTS_CODING_STANDING, &found, error);
    else if (us && them && strcmp(us, them) != 0)
        status = judge(merge, one, INSIGHTS_CODING_DECIDED_BY, &found, error);
    if (status < 0)
        return status;
    if (found == CLASHES && us && them && strcmp(us, them) != 0)
        return keep_both(merge, at, error);
    if (found == CLASHES) {
        int theirs = (merge->flags & INSIGHTS_MERGE_THEIRS) != 0;

        found = theirs ? COMES : STAYS;
        status = dispute(
            merge, one, INSIGHTS_CODING_STANDING, theirs ? "theirs" : "ours",
            NULL, error);
    }
    if (found == COMES)
        copy_fields(one, coding_decision, COUNT(coding_decision));
    return status;
}

static insights_status join_participant(
    insights__merge *merge,
    const insights__staged *one,
    insights_error **error)
{
    int here = insights_record_int(one->ours, INSIGHTS_PARTICIPANT_STANDING) !=
               INSIGHTS_STANDING_SUGGESTED;
    int there =
        insights_record_int(one->theirs, INSIGHTS_PARTICIPANT_STANDING) !=
        INSIGHTS_STANDING_SUGGESTED;
    verdict found = STAYS;
    insights_status status = INSIGHTS_OK;

    if (!here && there)
        found = COMES;
    else if (here && there)
        status = judge(merge, one, INSIGHTS_PARTICIPANT_ROLE, &found, error);
    if (status >= 0 && found == CLASHES) {
        int theirs = (merge->flags & INSIGHTS_MERGE_THEIRS) != 0;

        found = theirs ? COMES : STAYS;
        status = dispute(
            merge, one, INSIGHTS_PARTICIPANT_ROLE, theirs ? "theirs" : "ours",
            NULL, error);
    }
    if (found == COMES)
        copy_fields(one, participant_decision, COUNT(participant_decision));
    return status;
}

insights_status insights__merge_fields(
    insights__merge *merge,
    insights_kind kind,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, kind);
    size_t count = stage->items.count;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < count && status >= 0; i++) {
        const insights__staged *one = &stage->items.items[i];

        if (!one->ours || !one->theirs || kind == INSIGHTS_TRANSCRIPT)
            continue;
        status = join_fields(merge, one, error);
        if (status >= 0 && kind == INSIGHTS_CODING)
            status = join_coding(merge, i, error);
        if (status >= 0 && kind == INSIGHTS_PARTICIPANT)
            status = join_participant(merge, one, error);
    }
    return status;
}

/* --- Paths of codes ----------------------------------------------------------
 */

#define DEEPEST 64

static insights_status write_path(
    insights__merge *merge,
    const insights_record *code,
    insights__buffer *out,
    int depth,
    insights_error **error)
{
    const char *above = insights_record_text(code, INSIGHTS_CODE_PARENT_ID);
    const insights__staged *parent =
        above ? insights__staged_find(merge, INSIGHTS_CODE, above) : NULL;
    insights_status status = INSIGHTS_OK;

    if (depth > DEEPEST)
        return insights__fail(
            error, INSIGHTS_E_CONFLICT,
            "codes '%s' would lie below themselves: move one of them first",
            insights_record_text(code, INSIGHTS_CODE_NAME));
    if (parent && parent->now) {
        status = write_path(merge, parent->now, out, depth + 1, error);
        insights__buffer_text_append(out, " / ");
    }
    insights__buffer_text_append(
        out, insights_record_text(code, INSIGHTS_CODE_NAME));
    return status;
}

/* Another code has the path: this one keeps what it has, or gets a number. */
static insights_status settle_path(
    insights__merge *merge,
    const insights__staged *one,
    const insights__map *paths,
    insights__buffer *path,
    insights_error **error)
{
    insights__dispute both = {0};
    size_t length = path->length;
    insights_status status = INSIGHTS_OK;

    if (!insights__map_get(paths, path->data, length))
        return INSIGHTS_OK;
    both.kind = INSIGHTS_CODE;
    both.id = insights__staged_id(one);
    both.field = INSIGHTS_CODE_PATH;
    both.ours =
        one->ours ? insights_record_text(one->ours, INSIGHTS_CODE_PATH) : NULL;
    both.theirs = insights__buffer_text(path);
    both.taken = "ours";
    both.message = "another code has this path";
    status = insights__dispute_add(merge, &both, error);
    for (unsigned n = 2; status >= 0 && n < 1000 &&
                         insights__map_get(paths, path->data, path->length);
         n++) {
        insights__buffer_truncate(path, length);
        insights__buffer_format(path, " (%u)", n);
        status = insights__buffer_check(path, "a path", error);
    }
    return status;
}

insights_status insights__merge_paths(
    insights__merge *merge,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_CODE);
    insights__map *paths = insights__map_new();
    insights__buffer path = INSIGHTS__BUFFER_INIT;
    insights_status status = paths ? INSIGHTS_OK : insights__fail_nomem(error);

    for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
        const insights__staged *one = &stage->items.items[i];
        const char *name;
        const char *at;
        void **slot;

        if (!one->now || one->leaves)
            continue;
        insights__buffer_truncate(&path, 0);
        status = write_path(merge, one->now, &path, 0, error);
        if (status >= 0)
            status = insights__buffer_check(&path, "a path", error);
        if (status >= 0)
            status = settle_path(merge, one, paths, &path, error);
        if (status < 0)
            break;
        slot = insights__map_slot(paths, path.data, path.length);
        if (!slot) {
            status = insights__fail_nomem(error);
            break;
        }
        *slot = stage;
        if (insights__text_is(
                one->now, INSIGHTS_CODE_PATH, insights__buffer_text(&path)))
            continue;
        insights_record_set_text(
            one->now, INSIGHTS_CODE_PATH, insights__buffer_text(&path));
        for (name = at = insights__buffer_text(&path);
             (at = strstr(at, " / ")) != NULL;)
            name = at += 3;
        insights_record_set_text(one->now, INSIGHTS_CODE_NAME, name);
        status = insights_record_check(one->now, error);
    }
    insights__map_free(paths, NULL);
    insights__buffer_free(&path);
    return status;
}
