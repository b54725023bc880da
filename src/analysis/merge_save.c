/* merge_save.c - what a merge changes, as one unit of work. */
#include "analysis/merge.h"

#include "base/alloc.h"
#include "model/descriptor.h"
#include "model/record.h"

#include <string.h>

/* --- What went there ---------------------------------------------------------
 */

/* A coding that got another code does not go with the one it had. */
static int moved_away(
    insights__merge *merge,
    const insights_record *root,
    const insights_record *member)
{
    insights_kind kind = insights_record_kind(member);
    insights_field field = kind == INSIGHTS_CODING ? INSIGHTS_CODING_CODE_ID
                           : kind == INSIGHTS_CODE ? INSIGHTS_CODE_PARENT_ID
                                                   : 0;
    const insights__staged *one =
        field ? insights__staged_find(merge, kind, insights_record_id(member))
              : NULL;

    return one && one->now && member != root &&
           insights_record_kind(root) == INSIGHTS_CODE &&
           !insights__text_is(one->now, field, insights_record_id(root));
}

/* Whether somebody here worked on what would go. */
static int is_needed(
    insights__merge *merge,
    const insights__gone *root,
    const insights__record_list *closure)
{
    insights__stage *codes = insights__stage_of(merge, INSIGHTS_CODE);

    for (size_t i = 0; i < closure->count; i++) {
        const insights_record *one = closure->items[i];
        const char *id = insights_record_id(one);

        if (moved_away(merge, closure->items[0], one))
            continue;
        if (insights__knows(merge->our_past.touched, id) ||
            (root->whole && !insights__knows(merge->their_past.deleted, id)))
            return 1;
    }
    for (size_t i = 0; root->kind == INSIGHTS_CODE && i < codes->items.count;
         i++) {
        const insights__staged *one = &codes->items.items[i];

        if (one->now && !one->leaves &&
            insights__text_is(one->now, INSIGHTS_CODE_PARENT_ID, root->id) &&
            !insights__knows(
                merge->their_past.deleted, insights__staged_id(one)))
            return 1;
    }
    return 0;
}

static insights_status dispute_removal(
    insights__merge *merge,
    const insights__staged *one,
    int stays,
    insights_error **error)
{
    insights__dispute dispute = {0};

    dispute.kind = insights_record_kind(one->ours);
    dispute.id = insights_record_id(one->ours);
    dispute.ours = insights__merge_name(one->ours);
    dispute.taken = stays ? "ours" : "theirs";
    dispute.message = "it was deleted there, and worked on here";
    return insights__dispute_add(merge, &dispute, error);
}

static void take_along(
    insights__merge *merge,
    const insights__record_list *closure)
{
    for (size_t i = 0; i < closure->count; i++) {
        const insights_record *one = closure->items[i];
        insights_kind kind = insights_record_kind(one);
        insights__staged *staged =
            kind < INSIGHTS__STAGES
                ? insights__staged_find(merge, kind, insights_record_id(one))
                : NULL;

        if (staged && !moved_away(merge, closure->items[0], one))
            staged->leaves = i ? INSIGHTS__GOES_ALONG : INSIGHTS__LEAVES;
    }
}

static insights_status remove_one(
    insights__merge *merge,
    const insights__gone *root,
    insights_error **error)
{
    insights__record_list closure = INSIGHTS__ARRAY_INIT;
    insights__staged *one =
        root->kind && root->kind < INSIGHTS__STAGES
            ? insights__staged_find(merge, root->kind, root->id)
            : NULL;
    insights_status status;
    int stays = 0;

    if (!one || !one->ours || one->theirs || one->leaves)
        return INSIGHTS_OK;
    status = insights__closure(merge->study, one->ours, &closure, error);
    if (status >= 0 && is_needed(merge, root, &closure)) {
        stays = !(merge->flags & INSIGHTS_MERGE_THEIRS);
        status = dispute_removal(merge, one, stays, error);
    }
    if (status >= 0 && !stays)
        take_along(merge, &closure);
    insights__record_list_free(&closure);
    return status;
}

/* From the last to the first: what lies below goes before what it lies below
 * of, as it was there. */
insights_status insights__merge_removals(
    insights__merge *merge,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = merge->their_past.roots.count; i-- > 0 && status >= 0;)
        status = remove_one(merge, &merge->their_past.roots.items[i], error);
    return status;
}

/* --- One of what came twice --------------------------------------------------
 */

static insights_status write_key(
    insights__buffer *key,
    const insights_record *record,
    const insights_field *fields,
    size_t count,
    insights_error **error)
{
    insights__buffer_truncate(key, 0);
    for (size_t i = 0; i < count; i++) {
        insights__field_json(key, record, fields[i]);
        insights__buffer_char(key, ' ');
    }
    return insights__buffer_check(key, "a key", error);
}

/* Of records with the same key those that stood here stay; `instead` says
 * what stands for the others, which go. */
static insights_status keep_first(
    insights__merge *merge,
    insights_kind kind,
    const insights_field *fields,
    size_t count,
    insights__map *instead,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, kind);
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights__map *seen = insights__map_new();
    insights_status status = seen ? INSIGHTS_OK : insights__fail_nomem(error);

    for (size_t i = 0; i < 2 * stage->items.count && status >= 0; i++) {
        insights__staged *one = &stage->items.items[i % stage->items.count];
        const char *kept;
        const char *id;
        void **slot;

        if (!one->now || one->leaves ||
            (one->ours != NULL) != (i < stage->items.count))
            continue;
        status = write_key(&key, one->now, fields, count, error);
        if (status < 0)
            break;
        slot = insights__map_slot(seen, key.data, key.length);
        id = insights__merge_keep(merge, insights_record_id(one->now));
        if (!slot || !id) {
            status = insights__fail_nomem(error);
        } else if (!*slot) {
            memcpy(slot, &id, sizeof(id));
        } else if (!one->ours) {
            memcpy(&kept, slot, sizeof(kept));
            slot = insights__map_slot(instead, id, strlen(id));
            if (!slot) {
                status = insights__fail_nomem(error);
                break;
            }
            memcpy(slot, &kept, sizeof(kept));
            insights_record_free(one->now);
            one->now = NULL;
        }
    }
    insights__map_free(seen, NULL);
    insights__buffer_free(&key);
    return status;
}

static insights_status point_elsewhere(
    insights__merge *merge,
    insights_kind kind,
    insights_field field,
    const insights__map *instead,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, kind);
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
        insights_record *one = stage->items.items[i].now;
        const char *id = one ? insights_record_text(one, field) : NULL;
        const char *other =
            id ? insights__map_get(instead, id, strlen(id)) : NULL;

        if (!other)
            continue;
        insights_record_set_text(one, field, other);
        status = insights_record_check(one, error);
    }
    return status;
}

/* The same words, or the same label, cannot stand twice. */
static insights_status unify(insights__merge *merge, insights_error **error)
{
    static const insights_field words[] = {
        INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_EVIDENCE_TRANSCRIPT_ID,
        INSIGHTS_EVIDENCE_BYTE_START, INSIGHTS_EVIDENCE_BYTE_END};
    static const insights_field coded[] = {
        INSIGHTS_CODING_EVIDENCE_ID, INSIGHTS_CODING_CODE_ID,
        INSIGHTS_CODING_ACTOR_ID};
    static const insights_field said[] = {
        INSIGHTS_PARTICIPANT_INTERVIEW_ID, INSIGHTS_PARTICIPANT_LABEL};
    static const insights_field tagged[] = {
        INSIGHTS_TAG_TARGET_ID, INSIGHTS_TAG_NAME};
    insights__map *instead = insights__map_new();
    insights_status status =
        instead ? keep_first(merge, INSIGHTS_EVIDENCE, words, 4, instead, error)
                : insights__fail_nomem(error);

    if (status >= 0)
        status = point_elsewhere(
            merge, INSIGHTS_CODING, INSIGHTS_CODING_EVIDENCE_ID, instead,
            error);
    if (status >= 0)
        status = keep_first(merge, INSIGHTS_CODING, coded, 3, instead, error);
    if (status >= 0)
        status = point_elsewhere(
            merge, INSIGHTS_CODING, INSIGHTS_CODING_REPLACES, instead, error);
    if (status >= 0)
        status =
            keep_first(merge, INSIGHTS_PARTICIPANT, said, 2, instead, error);
    if (status >= 0)
        status = point_elsewhere(
            merge, INSIGHTS_MEMO, INSIGHTS_MEMO_TARGET_ID, instead, error);
    if (status >= 0)
        status = point_elsewhere(
            merge, INSIGHTS_TAG, INSIGHTS_TAG_TARGET_ID, instead, error);
    if (status >= 0)
        status = keep_first(merge, INSIGHTS_TAG, tagged, 2, instead, error);
    insights__map_free(instead, NULL);
    return status;
}

/* Keys of evidence are unique in a conversation. */
static insights_status free_keys(insights__merge *merge, insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_EVIDENCE);
    insights__map *seen = insights__map_new();
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights_status status = seen ? INSIGHTS_OK : insights__fail_nomem(error);

    for (size_t i = 0; i < 2 * stage->items.count && status >= 0; i++) {
        insights__staged *one = &stage->items.items[i % stage->items.count];
        void **slot;
        size_t length;

        if (!one->now || (one->ours != NULL) != (i < stage->items.count))
            continue;
        insights__buffer_truncate(&key, 0);
        insights__buffer_format(
            &key, "%s/%s",
            insights_record_text(one->now, INSIGHTS_EVIDENCE_INTERVIEW_ID),
            insights_record_text(one->now, INSIGHTS_EVIDENCE_KEY));
        length = key.length;
        for (unsigned n = 2;
             !one->ours && key.status >= 0 && n < 1000 &&
             insights__map_get(seen, insights__buffer_text(&key), key.length);
             n++) {
            insights__buffer_truncate(&key, length);
            insights__buffer_format(&key, "~%u", n);
        }
        status = insights__buffer_check(&key, "a key", error);
        if (status < 0)
            break;
        slot = insights__map_slot(seen, key.data, key.length);
        if (!slot) {
            status = insights__fail_nomem(error);
            break;
        }
        *slot = stage;
        if (key.length != length)
            insights_record_set_text(
                one->now, INSIGHTS_EVIDENCE_KEY,
                strchr(insights__buffer_text(&key), '/') + 1);
    }
    insights__map_free(seen, NULL);
    insights__buffer_free(&key);
    return status;
}

/* --- Saving ------------------------------------------------------------------
 */

/* Whether a record came with what it hangs on, which tells of it. */
static int came_along(insights__merge *merge, const insights_record *record)
{
    static const struct {
        insights_field field;
        insights_kind kind;
    } above[] = {
        {INSIGHTS_TRANSCRIPT_INTERVIEW_ID, 0},
        {INSIGHTS_PARTICIPANT_INTERVIEW_ID, INSIGHTS_INTERVIEW},
        {INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_INTERVIEW},
        {INSIGHTS_CODING_EVIDENCE_ID, INSIGHTS_EVIDENCE}};
    insights_kind kind = insights_record_kind(record);

    if (kind == INSIGHTS_ACTOR)
        return 1;
    for (size_t i = 0; i < sizeof(above) / sizeof(*above); i++) {
        const insights__staged *one;

        if (above[i].field >> 16 != kind)
            continue;
        if (!above[i].kind)
            return 1;
        one = insights__staged_find(
            merge, above[i].kind, insights_record_text(record, above[i].field));
        return one && !one->ours;
    }
    return 0;
}

/* Spans that only moved with their words are not news. */
static int only_moved(const insights_record *now, const insights_record *ours)
{
    static const insights_field spans[] = {
        INSIGHTS_EVIDENCE_TRANSCRIPT_ID, INSIGHTS_EVIDENCE_SPEAKER,
        INSIGHTS_EVIDENCE_FIRST_TURN,    INSIGHTS_EVIDENCE_LAST_TURN,
        INSIGHTS_EVIDENCE_BYTE_START,    INSIGHTS_EVIDENCE_BYTE_END,
        INSIGHTS_EVIDENCE_START_MS,      INSIGHTS_EVIDENCE_END_MS,
        INSIGHTS_EVIDENCE_TIME_METHOD,   INSIGHTS_EVIDENCE_CHUNK_START,
        INSIGHTS_EVIDENCE_CHUNK_END,     INSIGHTS_EVIDENCE_CONTEXT,
        INSIGHTS_EVIDENCE_QUESTION_TURN, INSIGHTS_CODING_BYTE_START,
        INSIGHTS_CODING_BYTE_END,        INSIGHTS_PARTICIPANT_WORDS,
        INSIGHTS_PARTICIPANT_TURNS};
    insights_kind kind = insights_record_kind(now);
    insights_field field;

    for (size_t i = 0; (field = insights_field_at(kind, i)) != 0; i++) {
        size_t s = 0;

        if (insights__same_value(now, ours, field))
            continue;
        while (s < sizeof(spans) / sizeof(*spans) && spans[s] != field)
            s++;
        if (s == sizeof(spans) / sizeof(*spans))
            return 0;
    }
    return 1;
}

static insights_status save_one(
    insights__merge *merge,
    insights_kind kind,
    insights__staged *one,
    insights_error **error)
{
    size_t operations = merge->unit.operations;
    unsigned flags = 0;
    insights_status status;

    if (!one->now || !one->wanted || one->leaves)
        return INSIGHTS_OK;
    if (one->ours) {
        if (only_moved(one->now, one->ours))
            flags = INSIGHTS__UNTOLD;
    } else {
        if (insights_record_version(one->now))
            flags |= INSIGHTS__RESTORED;
        if (came_along(merge, one->now))
            flags |= INSIGHTS__UNTOLD;
    }
    status =
        insights__unit_save(&merge->unit, one->now, one->ours, flags, error);
    if (!one->ours)
        merge->made[kind]++;
    else if (merge->unit.operations != operations && flags)
        merge->moved++;
    else if (merge->unit.operations != operations)
        merge->changed[kind]++;
    else if (one->theirs)
        merge->unchanged++;
    return status;
}

/* Places in texts were reckoned by what was read: nobody may have changed one
 * of them meanwhile. */
static insights_status require_texts(
    insights__merge *merge,
    insights_error **error)
{
    const insights__stage *stage =
        insights__stage_of(merge, INSIGHTS_INTERVIEW);
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < stage->items.count && status >= 0; i++)
        if (stage->items.items[i].ours)
            status = insights__unit_require(
                &merge->unit, stage->items.items[i].ours, error);
    return status;
}

insights_status insights__merge_save(
    insights__merge *merge,
    insights_error **error)
{
    static const insights_kind order[] = {
        INSIGHTS_ACTOR,       INSIGHTS_ORGANIZATION, INSIGHTS_PERSON,
        INSIGHTS_PROJECT,     INSIGHTS_ASSET,        INSIGHTS_CODE,
        INSIGHTS_QUESTION,    INSIGHTS_INTERVIEW,    INSIGHTS_TRANSCRIPT,
        INSIGHTS_PARTICIPANT, INSIGHTS_EVIDENCE,     INSIGHTS_CODING,
        INSIGHTS_MEMO,        INSIGHTS_TAG};
    insights_status status = unify(merge, error);

    if (status >= 0)
        status = require_texts(merge, error);
    if (status >= 0)
        status = free_keys(merge, error);
    for (size_t k = 0; k < sizeof(order) / sizeof(*order) && status >= 0; k++) {
        insights__stage *stage = insights__stage_of(merge, order[k]);

        for (size_t i = 0; i < stage->items.count && status >= 0; i++)
            status = save_one(merge, order[k], &stage->items.items[i], error);
    }
    for (size_t k = sizeof(order) / sizeof(*order); k-- > 0 && status >= 0;) {
        insights__stage *stage = insights__stage_of(merge, order[k]);

        for (size_t i = 0; i < stage->items.count && status >= 0; i++) {
            const insights__staged *one = &stage->items.items[i];

            if (one->leaves != INSIGHTS__LEAVES || !one->ours)
                continue;
            status = insights__unit_delete(&merge->unit, one->ours, error);
            merge->removed[order[k]]++;
        }
    }
    return status;
}
