/* analyze_known.c - what people did, which a run of rules must not undo. */
#include "analysis/analyze.h"

#include <jansson.h>
#include <string.h>

static insights_status remember(
    insights__map *map,
    const char *key,
    insights_error **error)
{
    static char mark;
    void **slot = insights__map_slot(map, key, strlen(key));

    if (!slot)
        return insights__fail_nomem(error);
    *slot = &mark;
    return INSIGHTS_OK;
}

static int knows(const insights__map *map, const char *key)
{
    return key && insights__map_get(map, key, strlen(key)) != NULL;
}

static insights_status pair(
    insights__buffer *out,
    const char *a,
    const char *b,
    insights_error **error)
{
    insights__buffer_truncate(out, 0);
    insights__buffer_format(out, "%s/%s", a, b);
    return insights__buffer_check(out, "a key", error);
}

static insights_status load_people(
    insights__analysis *self,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *actor = NULL;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_ACTOR, NULL, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &actor, error)) == INSIGHTS_OK)
        if (insights_record_int(actor, INSIGHTS_ACTOR_TYPE) ==
            INSIGHTS_ACTOR_TYPE_HUMAN)
            status = remember(self->people, insights_record_id(actor), error);
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status load_noted(
    insights__analysis *self,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *memo = NULL;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_MEMO, NULL, 0, &cursor, error);

    while (status >= 0 &&
           (status = insights_cursor_next(cursor, &memo, error)) == INSIGHTS_OK)
        status = remember(
            self->noted, insights_record_text(memo, INSIGHTS_MEMO_TARGET_ID),
            error);
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

/* The first record of what a delete took along. */
static insights_status remember_deleted(
    insights__analysis *self,
    const char *before,
    const char *above,
    const char *name,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    json_t *list = json_loads(before, 0, NULL);
    const json_t *root = json_array_get(list, 0);
    const char *a = json_string_value(json_object_get(root, above));
    const char *b = json_string_value(json_object_get(root, name));
    insights_status status = INSIGHTS_OK;

    if (a && b) {
        status = pair(&key, a, b, error);
        if (status >= 0)
            status =
                remember(self->deleted, insights__buffer_text(&key), error);
    }
    insights__buffer_free(&key);
    json_decref(list);
    return status;
}

static insights_status load_deleted(
    insights__analysis *self,
    const char *kind,
    const char *above,
    const char *name,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_CHANGE_TARGET_KIND, kind},
        {INSIGHTS_CHANGE_AFTER, NULL},
        {INSIGHTS_CHANGE_UNDONE_BY, NULL},
        {INSIGHTS_CHANGE_UNDOES, NULL},
        {0, NULL}};
    insights_cursor *cursor = NULL;
    const insights_record *change = NULL;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_CHANGE, filters, 0, &cursor, error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &change, error)) == INSIGHTS_OK) {
        const char *before =
            insights_record_text(change, INSIGHTS_CHANGE_BEFORE);

        if (before)
            status = remember_deleted(self, before, above, name, error);
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

/* The system codes, made where an older file lacks them. */
static insights_status load_codes(
    insights__analysis *self,
    insights_error **error)
{
    insights_transaction *transaction = NULL;
    insights_status status;
    size_t system = 0;

    status = insights__codes_load(self->study, &self->codes, error);
    for (size_t i = 0; i < self->codes.count; i++)
        system += insights_record_int(
                      self->codes.items[i], INSIGHTS_CODE_IS_SYSTEM) != 0;
    if (status < 0 || system)
        return status;
    status = insights_transaction_new(self->study->store, &transaction, error);
    if (status >= 0)
        status = insights__codes_system(self->study, transaction, error);
    if (status >= 0)
        status = insights_transaction_commit(transaction, error);
    insights_transaction_free(transaction);
    insights__record_list_free(&self->codes);
    return status < 0 ? status
                      : insights__codes_load(self->study, &self->codes, error);
}

insights_status insights__analysis_open(
    insights__analysis *analysis,
    insights_study *study,
    insights_error **error)
{
    insights_record *project = NULL;
    insights_status status;

    memset(analysis, 0, sizeof(*analysis));
    analysis->study = study;
    analysis->people = insights__map_new();
    analysis->noted = insights__map_new();
    analysis->deleted = insights__map_new();
    if (!analysis->people || !analysis->noted || !analysis->deleted)
        return insights__fail_nomem(error);
    status = insights__study_project_record(study, &project, error);
    if (status < 0)
        return status;
    analysis->may_suggest =
        insights_record_int(project, INSIGHTS_PROJECT_MACHINE) !=
        INSIGHTS_MACHINE_OFF;
    insights_record_free(project);
    status = load_codes(analysis, error);
    if (status >= 0)
        status = load_people(analysis, error);
    if (status >= 0)
        status = load_noted(analysis, error);
    if (status >= 0)
        status =
            load_deleted(analysis, "evidence", "interview_id", "key", error);
    if (status >= 0)
        status =
            load_deleted(analysis, "coding", "evidence_id", "code_id", error);
    return status;
}

void insights__analysis_close(insights__analysis *analysis)
{
    insights_record_free(analysis->answer);
    insights__record_list_free(&analysis->codes);
    insights__map_free(analysis->people, NULL);
    insights__map_free(analysis->noted, NULL);
    insights__map_free(analysis->deleted, NULL);
    memset(analysis, 0, sizeof(*analysis));
}

int insights__analysis_touched(
    const insights__analysis *analysis,
    const insights_record *evidence,
    const insights__record_list *codings)
{
    const char *id = insights_record_id(evidence);

    if (knows(
            analysis->people,
            insights_record_text(evidence, INSIGHTS_EVIDENCE_ACTOR_ID)) ||
        knows(analysis->noted, id) ||
        insights_record_int(evidence, INSIGHTS_EVIDENCE_STANDING) !=
            INSIGHTS_STANDING_FACT)
        return 1;
    for (size_t i = 0; i < codings->count; i++) {
        const insights_record *coding = codings->items[i];

        if (insights__text_is(coding, INSIGHTS_CODING_EVIDENCE_ID, id) &&
            (insights_record_int(coding, INSIGHTS_CODING_STANDING) !=
                 INSIGHTS_STANDING_SUGGESTED ||
             knows(analysis->noted, insights_record_id(coding))))
            return 1;
    }
    return 0;
}

insights_status insights__analysis_deleted(
    const insights__analysis *analysis,
    const char *above,
    const char *name,
    int *out,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights_status status = pair(&key, above, name, error);

    *out = status >= 0 && knows(analysis->deleted, insights__buffer_text(&key));
    insights__buffer_free(&key);
    return status;
}
