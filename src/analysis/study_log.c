/* study_log.c - who did what, the latest first. */
#include "analysis/codes.h"

#include "base/alloc.h"
#include "model/cursor.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_LIMIT 50

typedef struct action {
    insights_record *first; /* a row of the group */
    int64_t changes;
} action;

typedef struct telling {
    insights_study *study;
    INSIGHTS__ARRAY(action) actions; /* by time, the latest first */
    insights__map *by_group;         /* group -> index + 1 */
    size_t limit;
} telling;

/* The latest first; within a millisecond, by the order of groups. */
static int later_first(const void *a, const void *b)
{
    const action *left = a;
    const action *right = b;
    int64_t left_at = insights_record_int(left->first, INSIGHTS_CHANGE_AT);
    int64_t right_at = insights_record_int(right->first, INSIGHTS_CHANGE_AT);

    if (left_at != right_at)
        return left_at < right_at ? 1 : -1;
    return strcmp(
        insights_record_text(right->first, INSIGHTS_CHANGE_GROUP_ID),
        insights_record_text(left->first, INSIGHTS_CHANGE_GROUP_ID));
}

/* Count a row; `*full` where it is of a group beyond the limit. */
static insights_status add_row(
    telling *self,
    const insights_record *row,
    int *full,
    insights_error **error)
{
    const char *group = insights_record_text(row, INSIGHTS_CHANGE_GROUP_ID);
    void **slot = insights__map_slot(self->by_group, group, strlen(group));
    action *one;

    if (!slot)
        return insights__fail_nomem(error);
    if (*slot) {
        self->actions.items[(size_t)(uintptr_t)*slot - 1].changes++;
        return INSIGHTS_OK;
    }
    if (self->actions.count == self->limit) {
        *full = 1;
        return INSIGHTS_OK;
    }
    one = insights__array_add(&self->actions);
    if (!one)
        return insights__fail_nomem(error);
    one->changes = 1;
    *slot = (void *)(uintptr_t)self->actions.count;
    return insights_record_edit(row, &one->first, error);
}

static insights_status read_rows(telling *self, insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *row = NULL;
    int full = 0;
    insights_status status = insights_query_new(INSIGHTS_CHANGE, &query, error);

    if (status >= 0)
        status = insights_query_where_text(
            query, INSIGHTS_CHANGE_PROJECT_ID, INSIGHTS_EQ,
            self->study->project, error);
    if (status >= 0)
        status = insights_query_order(
            query, INSIGHTS_CHANGE_AT, INSIGHTS_DESCENDING, error);
    if (status >= 0)
        status =
            insights_store_query(self->study->store, query, &cursor, error);
    while (status >= 0 && !full &&
           (status = insights_cursor_next(cursor, &row, error)) == INSIGHTS_OK)
        status = add_row(self, row, &full, error);
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status answer(
    const action *one,
    const insights__record_list *actors,
    insights__list *list,
    insights_error **error)
{
    const insights_record *actor = insights__record_list_by_id(
        actors, insights_record_text(one->first, INSIGHTS_CHANGE_ACTOR_ID));
    insights_record *record = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_ACTION, &record, error);

    if (status < 0)
        return status;
    insights_record_set_text(
        record, INSIGHTS_ACTION_GROUP_ID,
        insights_record_text(one->first, INSIGHTS_CHANGE_GROUP_ID));
    insights_record_set_int(
        record, INSIGHTS_ACTION_AT,
        insights_record_int(one->first, INSIGHTS_CHANGE_AT));
    insights_record_set_text(
        record, INSIGHTS_ACTION_ACTOR,
        actor ? insights_record_text(actor, INSIGHTS_ACTOR_NAME) : NULL);
    insights_record_set_text(
        record, INSIGHTS_ACTION_VERB,
        insights_record_text(one->first, INSIGHTS_CHANGE_VERB));
    insights_record_set_text(
        record, INSIGHTS_ACTION_SUMMARY,
        insights_record_text(one->first, INSIGHTS_CHANGE_SUMMARY));
    insights_record_set_int(record, INSIGHTS_ACTION_CHANGES, one->changes);
    insights_record_set_int(
        record, INSIGHTS_ACTION_UNDONE,
        insights_record_text(one->first, INSIGHTS_CHANGE_UNDONE_BY) != NULL);
    return insights__list_add(list, record, 0, error);
}

insights_status insights_study_log(
    insights_study *study,
    size_t limit,
    insights_cursor **out,
    insights_error **error)
{
    telling self;
    insights__record_list actors = INSIGHTS__ARRAY_INIT;
    insights__list *list = NULL;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and out are required");
    memset(&self, 0, sizeof(self));
    self.study = study;
    self.limit = limit ? limit : DEFAULT_LIMIT;
    self.by_group = insights__map_new();
    list = insights__list_new();
    status = self.by_group && list
                 ? insights__study_load(
                       study, INSIGHTS_ACTOR, NULL, 0, &actors, error)
                 : insights__fail_nomem(error);
    if (status >= 0)
        status = read_rows(&self, error);
    if (status >= 0 && self.actions.count)
        qsort(
            self.actions.items, self.actions.count, sizeof(*self.actions.items),
            later_first);
    for (size_t i = 0; i < self.actions.count && status >= 0; i++)
        status = answer(&self.actions.items[i], &actors, list, error);
    for (size_t i = 0; i < self.actions.count; i++)
        insights_record_free(self.actions.items[i].first);
    insights__array_free(&self.actions);
    insights__map_free(self.by_group, NULL);
    insights__record_list_free(&actors);
    if (status < 0) {
        insights__list_free(list);
        return status;
    }
    *out = insights__list_cursor(list);
    return INSIGHTS_OK;
}
