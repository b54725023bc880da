/* undo_find.c - which command is meant. */
#include "analysis/undo.h"

#include <string.h>

const char *insights__row_text(const insights_record *row, insights_field field)
{
    const char *text = insights_record_text(row, field);

    return text ? text : "";
}

insights_status insights__row_is_human(
    insights_study *study,
    const insights_record *row,
    int *out,
    insights_error **error)
{
    insights_record *actor = NULL;
    insights_status status = insights_store_get(
        study->store, INSIGHTS_ACTOR,
        insights_record_text(row, INSIGHTS_CHANGE_ACTOR_ID), &actor, error);

    *out = status >= 0 && insights_record_int(actor, INSIGHTS_ACTOR_TYPE) ==
                              INSIGHTS_ACTOR_TYPE_HUMAN;
    insights_record_free(actor);
    return status;
}

/* The latest command of a person that stands and is no undo itself. */
static insights_status find_latest(
    insights__undoing *self,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *action = NULL;
    insights_status status =
        insights_study_log(self->study, 10000, &cursor, error);

    while (status >= 0 && !*self->group &&
           (status = insights_cursor_next(cursor, &action, error)) ==
               INSIGHTS_OK) {
        const char *group =
            insights_record_text(action, INSIGHTS_ACTION_GROUP_ID);
        const insights__filter filters[] = {
            {INSIGHTS_CHANGE_GROUP_ID, group}, {0, NULL}};
        insights_record *row = NULL;
        int human = 0;

        if (insights_record_int(action, INSIGHTS_ACTION_UNDONE) ||
            insights__text_is(action, INSIGHTS_ACTION_VERB, "undo") ||
            insights__text_is(action, INSIGHTS_ACTION_VERB, "forget"))
            continue;
        status = insights__study_find(
            self->study, INSIGHTS_CHANGE, filters, &row, error);
        if (status >= 0 && row)
            status = insights__row_is_human(self->study, row, &human, error);
        insights_record_free(row);
        if (human)
            memcpy(self->group, group, sizeof(self->group));
    }
    insights_cursor_free(cursor);
    if (status < 0 || *self->group)
        return status < 0 ? status : INSIGHTS_OK;
    return insights__fail(
        error, INSIGHTS_E_NOT_FOUND, "there is nothing to undo");
}

/* A whole id, or its end of six characters or more. */
static insights_status find_group(
    insights__undoing *self,
    const char *group,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *action = NULL;
    size_t length = strlen(group);
    insights_status status;

    if (insights__uuid_valid(group)) {
        memcpy(self->group, group, sizeof(self->group));
        return INSIGHTS_OK;
    }
    status = insights_study_log(self->study, 100000, &cursor, error);
    while (status >= 0 && length >= 6 && length < INSIGHTS__UUID_TEXT &&
           (status = insights_cursor_next(cursor, &action, error)) ==
               INSIGHTS_OK) {
        const char *id = insights_record_text(action, INSIGHTS_ACTION_GROUP_ID);

        if (strcmp(id + strlen(id) - length, group) != 0)
            continue;
        if (*self->group)
            status = insights__fail(
                error, INSIGHTS_E_AMBIGUOUS,
                "several commands end in '%s': give more of the id", group);
        else
            memcpy(self->group, id, sizeof(self->group));
    }
    insights_cursor_free(cursor);
    if (status >= 0 && !*self->group)
        status = insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "no command '%s' in the log", group);
    return status < 0 ? status : INSIGHTS_OK;
}

static insights_status load_group(
    insights__undoing *self,
    insights_error **error)
{
    const insights_record *row;
    int human = 0;
    insights_status status = insights__study_load_by(
        self->study, INSIGHTS_CHANGE, INSIGHTS_CHANGE_GROUP_ID, self->group,
        &self->rows, error);

    if (status < 0)
        return status;
    if (!self->rows.count)
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "no command '%s' in the log",
            self->group);
    row = self->rows.items[0];
    if (insights__text_is(row, INSIGHTS_CHANGE_VERB, "forget"))
        return insights__fail(
            error, INSIGHTS_E_UNSUPPORTED,
            "'%s' cannot be undone: nothing is left of them",
            insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
    if (insights_record_text(row, INSIGHTS_CHANGE_UNDONE_BY))
        return insights__fail(
            error, INSIGHTS_E_CONFLICT,
            "'%s' was undone already; undo that to have it back",
            insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
    status = insights__row_is_human(self->study, row, &human, error);
    if (status >= 0 && !human)
        return insights__fail(
            error, INSIGHTS_E_DENIED,
            "'%s' was done by rules: reject or delete what they made instead",
            insights__row_text(row, INSIGHTS_CHANGE_SUMMARY));
    self->undoes = insights_record_text(row, INSIGHTS_CHANGE_UNDOES);
    return status;
}

insights_status insights__undo_find(
    insights__undoing *self,
    const char *group,
    insights_error **error)
{
    insights_status status =
        group ? find_group(self, group, error) : find_latest(self, error);

    return status < 0 ? status : load_group(self, error);
}
