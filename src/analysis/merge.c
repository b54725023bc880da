/* merge.c - take in what another study has. */
#include "analysis/merge.h"

#include "base/alloc.h"
#include "model/descriptor.h"

#include <string.h>

/* --- Entries -----------------------------------------------------------------
 */

insights__stage *insights__stage_of(insights__merge *merge, insights_kind kind)
{
    return &merge->stages[kind];
}

const char *insights__staged_id(const insights__staged *one)
{
    return insights_record_id(one->ours ? one->ours : one->now);
}

insights__staged *insights__staged_find(
    insights__merge *merge,
    insights_kind kind,
    const char *id)
{
    insights__stage *stage = insights__stage_of(merge, kind);
    size_t at =
        id ? (size_t)insights__map_get(stage->by_id, id, strlen(id)) : 0;

    return at ? &stage->items.items[at - 1] : NULL;
}

const char *insights__merge_keep(insights__merge *merge, const char *text)
{
    return insights__arena_strndup(&merge->arena, text, strlen(text));
}

static void stage_free(insights__stage *stage)
{
    for (size_t i = 0; i < stage->items.count; i++) {
        insights_record_free(stage->items.items[i].ours);
        insights_record_free(stage->items.items[i].theirs);
        insights_record_free(stage->items.items[i].now);
    }
    insights__array_free(&stage->items);
    insights__map_free(stage->by_id, NULL);
}

static void merge_free(insights__merge *merge)
{
    insights__unit_free(&merge->unit);
    insights__past_free(&merge->our_past);
    insights__past_free(&merge->their_past);
    for (size_t k = 0; k < INSIGHTS__STAGES; k++)
        stage_free(&merge->stages[k]);
    insights__map_free(merge->to, NULL);
    insights__map_free(merge->from, NULL);
    insights__map_free(merge->away, NULL);
    insights__arena_free(&merge->arena);
}

/* --- Conflicts ---------------------------------------------------------------
 */

const char *insights__merge_name(const insights_record *record)
{
    static const insights_field names[] = {
        INSIGHTS_INTERVIEW_TITLE,   INSIGHTS_CODE_PATH,
        INSIGHTS_EVIDENCE_QUOTE,    INSIGHTS_CODING_QUOTE,
        INSIGHTS_MEMO_TEXT,         INSIGHTS_QUESTION_TEXT,
        INSIGHTS_PARTICIPANT_LABEL, INSIGHTS_PERSON_NAME,
        INSIGHTS_TAG_NAME,          INSIGHTS_ASSET_TITLE,
        INSIGHTS_PROJECT_NAME,      INSIGHTS_TRANSCRIPT_REASON,
        INSIGHTS_ORGANIZATION_NAME, INSIGHTS_ACTOR_NAME};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (names[i] >> 16 == insights_record_kind(record))
            return insights_record_text(record, names[i]);
    return NULL;
}

static void write_message(
    insights__merge *merge,
    const insights__dispute *dispute,
    insights__buffer *out)
{
    const insights__staged *one =
        insights__staged_find(merge, dispute->kind, dispute->id);
    const insights_record *record = !one        ? NULL
                                    : one->ours ? one->ours
                                                : one->theirs;
    const char *name = record ? insights__merge_name(record) : dispute->theirs;

    insights__buffer_format(out, "%s ", insights_kind_name(dispute->kind));
    if (name)
        insights__buffer_format(out, "'%.60s': ", name);
    if (dispute->message)
        insights__buffer_text_append(out, dispute->message);
    else
        insights__buffer_format(
            out, "both changed its %s", insights_field_name(dispute->field));
}

insights_status insights__dispute_add(
    insights__merge *merge,
    const insights__dispute *dispute,
    insights_error **error)
{
    insights__buffer message = INSIGHTS__BUFFER_INIT;
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_CONFLICT, &record, error);

    if (status < 0)
        return status;
    insights_record_set_text(
        record, INSIGHTS_CONFLICT_RECORD_KIND,
        insights_kind_name(dispute->kind));
    insights_record_set_text(record, INSIGHTS_CONFLICT_RECORD_ID, dispute->id);
    insights_record_set_text(
        record, INSIGHTS_CONFLICT_FIELD,
        dispute->field ? insights_field_name(dispute->field) : NULL);
    insights_record_set_text(record, INSIGHTS_CONFLICT_BASE, dispute->base);
    insights_record_set_text(record, INSIGHTS_CONFLICT_OURS, dispute->ours);
    insights_record_set_text(record, INSIGHTS_CONFLICT_THEIRS, dispute->theirs);
    insights_record_set_text(record, INSIGHTS_CONFLICT_TAKEN, dispute->taken);
    write_message(merge, dispute, &message);
    status = insights__buffer_check(&message, "a conflict", error);
    if (status >= 0)
        insights_record_set_text(
            record, INSIGHTS_CONFLICT_MESSAGE, insights__buffer_text(&message));
    insights__buffer_free(&message);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    return insights__list_add(merge->conflicts, record, 0, error);
}

/* --- The merge ---------------------------------------------------------------
 */

/* Whether the ids of their project are in use here. */
static insights_status compare_projects(
    insights__merge *merge,
    insights_error **error)
{
    insights_record *project = NULL;
    insights_error *own = NULL;
    insights_status status;

    merge->same_project =
        strcmp(merge->study->project, merge->theirs->project) == 0;
    if (merge->same_project)
        return INSIGHTS_OK;
    status = insights_store_get(
        merge->study->store, INSIGHTS_PROJECT, merge->theirs->project, &project,
        &own);
    merge->fresh_ids = status >= 0;
    insights_record_free(project);
    if (status == INSIGHTS_E_NOT_FOUND) {
        insights_error_free(own);
        return INSIGHTS_OK;
    }
    insights__error_pass(status, own, error);
    return status;
}

static insights_status open_merge(
    insights__merge *merge,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    merge->to = insights__map_new();
    merge->from = insights__map_new();
    merge->away = insights__map_new();
    if (!merge->to || !merge->from || !merge->away)
        status = insights__fail_nomem(error);
    for (size_t k = 0; k < INSIGHTS__STAGES && status >= 0; k++) {
        merge->stages[k].by_id = insights__map_new();
        if (!merge->stages[k].by_id)
            status = insights__fail_nomem(error);
    }
    if (status >= 0)
        status = insights__unit_begin(
            &merge->unit, merge->study, INSIGHTS__ANYBODY, "merge", error);
    if (status >= 0)
        status = compare_projects(merge, error);
    if (status >= 0)
        status = insights__pasts_load(
            merge->study, &merge->our_past, merge->theirs, &merge->their_past,
            error);
    return status;
}

/* What a project says of itself, where it is the same project. */
static insights_status stage_project(
    insights__merge *merge,
    insights_error **error)
{
    insights__stage *stage = insights__stage_of(merge, INSIGHTS_PROJECT);
    insights__staged *one;
    insights_status status;

    if (!merge->same_project)
        return INSIGHTS_OK;
    one = insights__array_add(&stage->items);
    if (!one)
        return insights__fail_nomem(error);
    one->wanted = 1;
    status = insights__study_project_record(merge->study, &one->ours, error);
    if (status >= 0)
        status =
            insights__study_project_record(merge->theirs, &one->theirs, error);
    if (status >= 0)
        status = insights_record_edit(one->ours, &one->now, error);
    return status;
}

static const insights_kind account_kinds[] = {
    INSIGHTS_ACTOR, INSIGHTS_ORGANIZATION, INSIGHTS_PERSON};

static const insights_kind project_kinds[] = {
    INSIGHTS_ASSET,     INSIGHTS_CODE,       INSIGHTS_QUESTION,
    INSIGHTS_INTERVIEW, INSIGHTS_TRANSCRIPT, INSIGHTS_PARTICIPANT,
    INSIGHTS_EVIDENCE,  INSIGHTS_CODING,     INSIGHTS_MEMO,
    INSIGHTS_TAG};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static insights_status lay_beside(
    insights__merge *merge,
    insights_error **error)
{
    insights_status status = stage_project(merge, error);

    for (size_t i = 0; i < COUNT(account_kinds) && status >= 0; i++)
        status = insights__merge_match(merge, account_kinds[i], error);
    for (size_t i = 0; i < COUNT(project_kinds) && status >= 0; i++) {
        status = insights__merge_match(merge, project_kinds[i], error);
        if (status >= 0)
            status = insights__merge_bring(merge, project_kinds[i], error);
    }
    return status;
}

/* People come where something that came names them. */
static insights_status bring_people(
    insights__merge *merge,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = COUNT(account_kinds); i-- > 0 && status >= 0;) {
        status = insights__merge_bring(merge, account_kinds[i], error);
        if (status >= 0)
            status = insights__merge_fields(merge, account_kinds[i], error);
    }
    return status;
}

static insights_status join_all(insights__merge *merge, insights_error **error)
{
    insights_status status =
        insights__merge_fields(merge, INSIGHTS_PROJECT, error);

    for (size_t i = 0; i < COUNT(project_kinds) && status >= 0; i++)
        status = insights__merge_fields(merge, project_kinds[i], error);
    if (status >= 0)
        status = insights__merge_removals(merge, error);
    if (status >= 0)
        status = insights__merge_paths(merge, error);
    if (status >= 0)
        status = insights__merge_texts(merge, error);
    if (status >= 0)
        status = bring_people(merge, error);
    return status < 0 ? status : insights__merge_save(merge, error);
}

/* --- The answer --------------------------------------------------------------
 */

static void add_counts(
    insights__buffer *out,
    const char *name,
    const int64_t *counts)
{
    int any = 0;

    insights__buffer_format(
        out, "%s\"%s\":{", out->length > 1 ? "," : "", name);
    for (size_t k = 0; k < INSIGHTS__STAGES; k++)
        if (counts[k])
            insights__buffer_format(
                out, "%s\"%s\":%lld", any++ ? "," : "",
                insights_kind_name((insights_kind)k), (long long)counts[k]);
    insights__buffer_char(out, '}');
}

/* "2 conversations, 1 code"; *any is 0 where there is nothing to say. */
static void add_words(
    insights__buffer *out,
    const char *verb,
    const int64_t *counts,
    int *any)
{
    static const struct {
        insights_kind kind;
        const char *one;
        const char *many;
    } names[] = {
        {INSIGHTS_INTERVIEW, "conversation", "conversations"},
        {INSIGHTS_TRANSCRIPT, "revision", "revisions"},
        {INSIGHTS_QUESTION, "question", "questions"},
        {INSIGHTS_CODE, "code", "codes"},
        {INSIGHTS_EVIDENCE, "quote", "quotes"},
        {INSIGHTS_CODING, "coding", "codings"},
        {INSIGHTS_MEMO, "memo", "memos"},
        {INSIGHTS_TAG, "tag", "tags"},
        {INSIGHTS_PARTICIPANT, "speaker", "speakers"},
        {INSIGHTS_PERSON, "person", "people"},
        {INSIGHTS_ASSET, "file", "files"}};
    int first = 1;

    for (size_t i = 0; i < COUNT(names); i++) {
        int64_t count = counts[names[i].kind];

        if (!count)
            continue;
        insights__buffer_format(
            out, "%s%lld %s", first ? *any ? "; " : " " : ", ",
            (long long)count, count == 1 ? names[i].one : names[i].many);
        first = 0;
        *any = 1;
    }
    if (!first)
        insights__buffer_format(out, " %s", verb);
}

static void write_summary(
    const insights__merge *merge,
    int64_t conflicts,
    insights__buffer *details,
    insights__buffer *line)
{
    int any = 0;

    insights__buffer_char(details, '{');
    add_counts(details, "new", merge->made);
    add_counts(details, "changed", merge->changed);
    add_counts(details, "deleted", merge->removed);
    insights__buffer_format(
        details, ",\"moved\":%lld,\"conflicts\":%lld}", (long long)merge->moved,
        (long long)conflicts);
    insights__buffer_text_append(line, "merged another study:");
    add_words(line, "came", merge->made, &any);
    add_words(line, "changed", merge->changed, &any);
    add_words(line, "went", merge->removed, &any);
    insights__buffer_format(
        line, "%s; %lld %s", any ? "" : " nothing new", (long long)conflicts,
        conflicts == 1 ? "conflict" : "conflicts");
}

static insights_status answer(
    insights__merge *merge,
    insights_record **out,
    insights_error **error)
{
    int kept = !(merge->flags & INSIGHTS_MERGE_PREVIEW);
    insights__counts counts = {merge->moved, merge->unchanged, 0};
    insights__buffer details = INSIGHTS__BUFFER_INIT;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_status status;

    for (size_t k = 0; k < INSIGHTS__STAGES; k++)
        counts.done += merge->made[k] + merge->changed[k] + merge->removed[k];
    counts.refused = (int64_t)insights__list_count(merge->conflicts);
    write_summary(merge, counts.refused, &details, &line);
    status = insights__buffer_check(&details, "the summary", error);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__summary(
            &counts, insights__buffer_text(&details),
            merge->unit.operations && kept ? merge->unit.group : NULL,
            insights__buffer_text(&line), out, error);
    if (status >= 0 && kept)
        status = insights__unit_commit(
            &merge->unit, insights__buffer_text(&line), error);
    insights__buffer_free(&details);
    insights__buffer_free(&line);
    return status;
}

static insights_status check_arguments(
    insights_study *study,
    insights_study *theirs,
    uint32_t flags,
    insights_error **error)
{
    if (!study || !theirs)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, theirs and out are required");
    if (flags & ~(uint32_t)(INSIGHTS_MERGE_PREVIEW | INSIGHTS_MERGE_THEIRS))
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED, "unknown flags %u of a merge",
            (unsigned)flags);
    return INSIGHTS_OK;
}

insights_status insights_study_merge(
    insights_study *study,
    insights_study *theirs,
    uint32_t flags,
    insights_record **summary,
    insights_cursor **out,
    insights_error **error)
{
    insights__merge merge;
    insights_record *told = NULL;
    insights_status status;

    if (summary)
        *summary = NULL;
    if (out)
        *out = NULL;
    status = check_arguments(study, theirs, flags, error);
    if (status >= 0 && !out)
        status = insights__fail(
            error, INSIGHTS_E_INVALID, "study, theirs and out are required");
    if (status < 0)
        return status;
    memset(&merge, 0, sizeof(merge));
    merge.study = study;
    merge.theirs = theirs;
    merge.flags = flags;
    merge.conflicts = insights__list_new();
    status = merge.conflicts ? open_merge(&merge, error)
                             : insights__fail_nomem(error);
    if (status >= 0)
        status = lay_beside(&merge, error);
    if (status >= 0)
        status = join_all(&merge, error);
    if (status >= 0)
        status = answer(&merge, &told, error);
    merge_free(&merge);
    if (status < 0 || !summary)
        insights_record_free(told);
    else
        *summary = told;
    if (status < 0)
        insights__list_free(merge.conflicts);
    else
        *out = insights__list_cursor(merge.conflicts);
    return status;
}
