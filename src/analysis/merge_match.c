/* merge_match.c - which records of two studies are the same. */
#include "analysis/merge.h"

#include "base/alloc.h"
#include "base/terms.h"
#include "model/descriptor.h"
#include "model/record.h"

#include <string.h>

/* --- Keys --------------------------------------------------------------------
 */

/* Fields that together say what a record is, kind by kind. */
static const insights_field key_fields[][3] = {
    {INSIGHTS_ACTOR_TYPE, INSIGHTS_ACTOR_NAME, INSIGHTS_ACTOR_REVISION},
    {INSIGHTS_ORGANIZATION_NAME, 0, 0},
    {INSIGHTS_PERSON_NAME, 0, 0},
    {INSIGHTS_ASSET_CONTENT_HASH, 0, 0},
    {INSIGHTS_CODE_PATH, 0, 0},
    {INSIGHTS_QUESTION_TYPE, INSIGHTS_QUESTION_TEXT, 0},
    {INSIGHTS_INTERVIEW_CONTENT_HASH, 0, 0},
    {INSIGHTS_TRANSCRIPT_INTERVIEW_ID, INSIGHTS_TRANSCRIPT_CONTENT_HASH, 0},
    {INSIGHTS_PARTICIPANT_INTERVIEW_ID, INSIGHTS_PARTICIPANT_LABEL, 0},
    {INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_EVIDENCE_KEY, 0},
    {INSIGHTS_CODING_EVIDENCE_ID, INSIGHTS_CODING_CODE_ID,
     INSIGHTS_CODING_ACTOR_ID},
    {INSIGHTS_MEMO_TARGET_ID, INSIGHTS_MEMO_ACTOR_ID, INSIGHTS_MEMO_TEXT},
    {INSIGHTS_TAG_TARGET_ID, INSIGHTS_TAG_NAME, 0}};

/* A text of a record, in our terms. `ours` is where it comes from. */
static const char *term(
    const insights__merge *merge,
    const insights_record *record,
    insights_field field,
    int ours)
{
    const char *text = insights_record_text(record, field);
    int refers = insights_field_type(field) == INSIGHTS_TYPE_ID ||
                 field == INSIGHTS_MEMO_TARGET_ID ||
                 field == INSIGHTS_TAG_TARGET_ID;

    if (ours || !text || !refers)
        return text;
    return insights__map_get(merge->to, text, strlen(text));
}

/* Append a text, letter case and the like set aside where `fold`. */
static insights_status add_part(
    insights__buffer *out,
    const char *text,
    int fold,
    insights_error **error)
{
    char *folded = fold ? insights__terms_fold(text, strlen(text)) : NULL;

    if (fold && !folded)
        return insights__fail_nomem(error);
    insights__buffer_text_append(out, folded ? folded : text);
    insights__buffer_char(out, '\n');
    insights__free(folded);
    return INSIGHTS_OK;
}

/* What an import of the same file has in common is its first revision; later
 * ones are the same where they were made at the same moment. */
static void add_moment(insights__buffer *out, const insights_record *transcript)
{
    if (insights_record_text(transcript, INSIGHTS_TRANSCRIPT_PARENT_ID))
        insights__buffer_format(
            out, "%lld", (long long)insights_record_created_at(transcript));
}

/* The key of a record, empty where it has none. */
static insights_status write_key(
    const insights__merge *merge,
    const insights_record *record,
    int ours,
    insights__buffer *out,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(record);
    insights_status status = INSIGHTS_OK;

    insights__buffer_truncate(out, 0);
    for (size_t k = 0; k < sizeof(key_fields) / sizeof(*key_fields); k++) {
        const insights_field *fields = key_fields[k];

        if (fields[0] >> 16 != kind)
            continue;
        for (size_t i = 0; i < 3 && fields[i] && status >= 0; i++) {
            const char *text = term(merge, record, fields[i], ours);

            if (!text) {
                insights__buffer_truncate(out, 0);
                return INSIGHTS_OK;
            }
            status =
                add_part(out, text, fields[i] == INSIGHTS_QUESTION_TEXT, error);
        }
    }
    if (kind == INSIGHTS_TRANSCRIPT)
        add_moment(out, record);
    return status < 0 ? status : insights__buffer_check(out, "a key", error);
}

/* --- Loading -----------------------------------------------------------------
 */

static insights_status index_id(
    insights__stage *stage,
    const char *id,
    size_t at,
    insights_error **error)
{
    void **slot = insights__map_slot(stage->by_id, id, strlen(id));

    if (!slot)
        return insights__fail_nomem(error);
    *slot = (void *)(at + 1);
    return INSIGHTS_OK;
}

insights_status insights__stage_add(
    insights__merge *merge,
    insights_record *now,
    insights_error **error)
{
    insights__stage *stage =
        insights__stage_of(merge, insights_record_kind(now));
    insights__staged *one = insights__array_add(&stage->items);

    if (!one) {
        insights_record_free(now);
        return insights__fail_nomem(error);
    }
    one->now = now;
    one->wanted = 1;
    return index_id(
        stage, insights_record_id(now), stage->items.count - 1, error);
}

static insights_status load_ours(
    insights__merge *merge,
    insights_kind kind,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, kind);
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__study_load(merge->study, kind, NULL, 0, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++) {
        insights__staged *one = insights__array_add(&stage->items);

        if (!one) {
            status = insights__fail_nomem(error);
            break;
        }
        one->ours = list.items[i];
        list.items[i] = NULL;
        one->wanted = 1;
        status = index_id(stage, insights_record_id(one->ours), i, error);
        if (status >= 0)
            status = insights_record_edit(one->ours, &one->now, error);
    }
    insights__record_list_free(&list);
    return status;
}

/* --- Pairs -------------------------------------------------------------------
 */

static insights_status map_id(
    insights__map *map,
    const char *from,
    const char *to,
    insights_error **error)
{
    void **slot = insights__map_slot(map, from, strlen(from));

    if (!slot)
        return insights__fail_nomem(error);
    memcpy(slot, &to, sizeof(to));
    return INSIGHTS_OK;
}

/* `theirs`, which it takes over, is what stands at `at`. */
static insights_status pair_up(
    insights__merge *merge,
    insights__staged *one,
    insights_record *theirs,
    insights_error **error)
{
    const char *their_id = insights_record_id(theirs);
    const char *id = insights__merge_keep(merge, insights__staged_id(one));
    insights_status status;

    one->theirs = theirs;
    their_id = insights__merge_keep(merge, their_id);
    if (!id || !their_id)
        return insights__fail_nomem(error);
    status = map_id(merge->to, their_id, id, error);
    return status < 0 ? status : map_id(merge->from, id, their_id, error);
}

/* Nothing here is the same: it gets an entry of its own. */
static insights_status add_theirs(
    insights__merge *merge,
    insights_kind kind,
    insights_record *theirs,
    insights_error **error)
{
    const insights__kind *type = insights__kind_descriptor(kind);
    insights__stage *stage = insights__stage_of(merge, kind);
    insights__staged *one = insights__array_add(&stage->items);
    char id[INSIGHTS__UUID_TEXT];
    insights_status status = INSIGHTS_OK;

    if (!one) {
        insights_record_free(theirs);
        return insights__fail_nomem(error);
    }
    one->theirs = theirs;
    one->now = insights__record_copy(theirs);
    one->wanted = type->scope == INSIGHTS__SCOPE_PROJECT;
    if (!one->now)
        return insights__fail_nomem(error);
    if (merge->fresh_ids && type->scope == INSIGHTS__SCOPE_PROJECT) {
        status = insights__uuid_new(id, error);
        if (status >= 0)
            insights__record_assign_id(one->now, id);
    }
    if (status >= 0)
        status = index_id(
            stage, insights_record_id(one->now), stage->items.count - 1, error);
    return status < 0 ? status : pair_up(merge, one, theirs, error);
}

/* Names tell people apart only as long as addresses do not. */
static int other_address(
    const insights_record *ours,
    const insights_record *theirs)
{
    const char *a;
    const char *b;

    if (insights_record_kind(ours) != INSIGHTS_PERSON)
        return 0;
    a = insights_record_text(ours, INSIGHTS_PERSON_PRIMARY_EMAIL);
    b = insights_record_text(theirs, INSIGHTS_PERSON_PRIMARY_EMAIL);
    return a && b && strcmp(a, b) != 0;
}

/* People of one address are the same. */
static insights__staged *by_address(
    insights__stage *stage,
    const insights_record *theirs)
{
    const char *address =
        insights_record_kind(theirs) == INSIGHTS_PERSON
            ? insights_record_text(theirs, INSIGHTS_PERSON_PRIMARY_EMAIL)
            : NULL;

    for (size_t i = 0; address && i < stage->items.count; i++) {
        insights__staged *one = &stage->items.items[i];

        if (one->ours && !one->theirs &&
            insights__text_is(
                one->ours, INSIGHTS_PERSON_PRIMARY_EMAIL, address))
            return one;
    }
    return NULL;
}

static insights_status index_keys(
    insights__merge *merge,
    insights__stage *stage,
    insights__map *keys,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
        const insights__staged *one = &stage->items.items[i];
        void **slot;

        if (!one->ours || one->theirs)
            continue;
        status = write_key(merge, one->ours, 1, &key, error);
        if (status < 0 || !key.length)
            continue;
        slot = insights__map_slot(keys, key.data, key.length);
        if (!slot)
            status = insights__fail_nomem(error);
        else if (!*slot)
            *slot = (void *)(i + 1);
    }
    insights__buffer_free(&key);
    return status;
}

/* Those whose ids are not known here, by what they are. */
static insights_status pair_by_key(
    insights__merge *merge,
    insights_kind kind,
    insights__record_list *list,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, kind);
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights__map *keys = insights__map_new();
    insights_status status = keys ? index_keys(merge, stage, keys, error)
                                  : insights__fail_nomem(error);

    for (size_t i = 0; i < list->count && status >= 0; i++) {
        insights_record *theirs = list->items[i];
        insights__staged *one;
        size_t at = 0;

        if (!theirs)
            continue;
        one = by_address(stage, theirs);
        status = write_key(merge, theirs, 0, &key, error);
        if (status < 0)
            break;
        if (!one && key.length)
            at = (size_t)insights__map_get(keys, key.data, key.length);
        if (at && !stage->items.items[at - 1].theirs &&
            !other_address(stage->items.items[at - 1].ours, theirs))
            one = &stage->items.items[at - 1];
        list->items[i] = NULL;
        status = one ? pair_up(merge, one, theirs, error)
                     : add_theirs(merge, kind, theirs, error);
    }
    insights__map_free(keys, NULL);
    insights__buffer_free(&key);
    return status;
}

insights_status insights__merge_match(
    insights__merge *merge,
    insights_kind kind,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = load_ours(merge, kind, error);

    if (status >= 0)
        status =
            insights__study_load(merge->theirs, kind, NULL, 0, &list, error);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        insights_record *theirs = list.items[i];
        insights__staged *one =
            insights__staged_find(merge, kind, insights_record_id(theirs));

        if (!one || one->theirs)
            continue;
        list.items[i] = NULL;
        status = pair_up(merge, one, theirs, error);
    }
    if (status >= 0)
        status = pair_by_key(merge, kind, &list, error);
    insights__record_list_free(&list);
    return status;
}

/* --- Our terms ---------------------------------------------------------------
 */

/* An id of theirs as ours; NULL: it does not come. */
static const char *bring_id(
    insights__merge *merge,
    insights_kind target,
    const char *id)
{
    const char *ours = insights__map_get(merge->to, id, strlen(id));
    insights__staged *one;

    if (!ours)
        return NULL;
    one = target ? insights__staged_find(merge, target, ours) : NULL;
    if (one)
        one->wanted = 1;
    return ours;
}

/* It stays away; `told` where it was listed. */
static insights_status leave_out(
    insights__merge *merge,
    insights__staged *one,
    insights_error **error)
{
    const char *id = insights_record_id(one->theirs);
    const char *kept = insights__merge_keep(merge, id);
    insights_status status = kept ? map_id(merge->away, kept, kept, error)
                                  : insights__fail_nomem(error);

    insights__map_remove(merge->to, id, strlen(id));
    insights_record_free(one->now);
    one->now = NULL;
    return status;
}

/* Something of theirs hangs on what was deleted here: say so, once. */
static insights_status dispute_away(
    insights__merge *merge,
    const insights_record *theirs,
    insights_error **error)
{
    insights__dispute dispute = {0};

    if (!insights__knows(merge->their_past.touched, insights_record_id(theirs)))
        return INSIGHTS_OK;
    dispute.kind = insights_record_kind(theirs);
    dispute.id = insights_record_id(theirs);
    dispute.theirs = insights__merge_name(theirs);
    dispute.taken = "ours";
    dispute.message = "it hangs on what was deleted here, and did not come";
    return insights__dispute_add(merge, &dispute, error);
}

/* Write our ids into a record of theirs and its copy; *away where it hangs on
 * what does not come. */
static insights_status bring_ids(
    insights__merge *merge,
    insights__staged *one,
    const char **away,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(one->theirs);
    const insights__kind *type = insights__kind_descriptor(kind);
    int is_note = kind == INSIGHTS_MEMO || kind == INSIGHTS_TAG;

    *away = NULL;
    for (size_t f = 0; f < type->field_count; f++) {
        const insights__field *field = &type->fields[f];
        const char *id = insights_record_text(one->theirs, field->id);
        const char *ours;
        int target = field->type == INSIGHTS_TYPE_ID && field->target;

        if (!id || (field->id & 0xFFFFu) <= INSIGHTS__NUMBER_PROJECT_ID ||
            field->id == INSIGHTS_INTERVIEW_TRANSCRIPT_ID ||
            (!target && !(is_note && strcmp(field->name, "target_id") == 0)))
            continue;
        ours = bring_id(merge, field->target, id);
        if (!ours && (!target || field->flags & INSIGHTS__FIELD_REQUIRED ||
                      field->id == INSIGHTS_CODE_PARENT_ID)) {
            *away = id;
            return INSIGHTS_OK;
        }
        insights_record_set_text(one->theirs, field->id, ours);
        if (!one->ours)
            insights_record_set_text(one->now, field->id, ours);
    }
    if (one->ours)
        return insights_record_check(one->theirs, error);
    insights_record_set_text(
        one->now,
        insights__field_by_number(type, INSIGHTS__NUMBER_ACCOUNT_ID)->id,
        insights_store_account(merge->study->store));
    if (type->scope == INSIGHTS__SCOPE_PROJECT)
        insights_record_set_text(
            one->now,
            insights__field_by_number(type, INSIGHTS__NUMBER_PROJECT_ID)->id,
            merge->study->project);
    return insights_record_check(one->now, error);
}

/* Whether something of theirs was deleted here; listed where they worked on
 * it since, or where the log does not tell. */
static insights_status was_deleted(
    insights__merge *merge,
    const insights__staged *one,
    int *out,
    insights_error **error)
{
    const char *id = insights_record_id(one->theirs);
    int told = insights__knows(merge->our_past.deleted, id);
    int touched = insights__knows(merge->their_past.touched, id);
    insights__dispute dispute = {0};

    *out = told || (merge->same_project && merge->our_past.common_at &&
                    insights_record_created_at(one->theirs) <=
                        merge->our_past.common_at);
    if (!*out || (told && !touched))
        return INSIGHTS_OK;
    if (merge->flags & INSIGHTS_MERGE_THEIRS)
        *out = 0;
    dispute.kind = insights_record_kind(one->theirs);
    dispute.id = id;
    dispute.theirs = insights__merge_name(one->theirs);
    dispute.taken = *out ? "ours" : "theirs";
    dispute.message = told ? "it was deleted here, and changed there"
                           : "it stood there before, and is gone here";
    return insights__dispute_add(merge, &dispute, error);
}

insights_status insights__merge_bring(
    insights__merge *merge,
    insights_kind kind,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, kind);
    int scoped =
        insights__kind_descriptor(kind)->scope == INSIGHTS__SCOPE_PROJECT;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
        insights__staged *one = &stage->items.items[i];
        const char *away = NULL;
        int deleted = 0;

        if (!one->theirs || !one->wanted)
            continue;
        if (!one->ours && scoped)
            status = was_deleted(merge, one, &deleted, error);
        if (status >= 0 && !deleted)
            status = bring_ids(merge, one, &away, error);
        if (status >= 0 && away && !one->ours)
            status = dispute_away(merge, one->theirs, error);
        if (status >= 0 && (deleted || away) && !one->ours)
            status = leave_out(merge, one, error);
    }
    return status;
}
