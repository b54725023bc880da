/* forget_find.c - who is meant.
 *
 * A person's name, their id, another name of theirs, or the label of a
 * speaker. What a label means is what the conversation's participants say of
 * it; the same label in several conversations is one person only where
 * somebody said so.
 */
#include "analysis/forget.h"

#include "base/alloc.h"
#include "base/terms.h"

#include <string.h>

#define LISTED_MAXIMUM 8

insights_status insights__forget_note(
    insights__map *set,
    const char *text,
    insights_error **error)
{
    static char mark;
    void **slot = insights__map_slot(set, text, strlen(text));

    if (!slot)
        return insights__fail_nomem(error);
    if (!*slot)
        *slot = &mark;
    return INSIGHTS_OK;
}

int insights__forget_has(const insights__map *set, const char *text)
{
    return text && insights__map_get(set, text, strlen(text)) != NULL;
}

insights_status insights__forget_same(
    const char *a,
    const char *b,
    int *out,
    insights_error **error)
{
    char *left = insights__terms_fold(a, strlen(a));
    char *right = insights__terms_fold(b, strlen(b));
    insights_status status =
        left && right ? INSIGHTS_OK : insights__fail_nomem(error);

    *out = status >= 0 && strcmp(left, right) == 0;
    insights__free(left);
    insights__free(right);
    return status;
}

insights_status insights__forget_load(
    insights__forgetting *self,
    insights_kind kind,
    insights_field field,
    const char *text,
    insights__record_list *out,
    insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = insights_query_new(kind, &query, error);

    if (status >= 0 && field)
        status =
            insights_query_where_text(query, field, INSIGHTS_EQ, text, error);
    if (status >= 0)
        status =
            insights_store_query(self->study->store, query, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        insights_record *copy = NULL;

        status = insights_record_edit(record, &copy, error);
        if (status >= 0)
            status = insights__record_list_add(out, copy, error);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Persons -----------------------------------------------------------------
 */

/* Other names, or nothing. */
static insights_status aliases_of(
    const insights_record *person,
    json_t **out,
    insights_error **error)
{
    const char *text = insights_record_text(person, INSIGHTS_PERSON_ALIASES);

    *out = text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
    return text && !*out ? insights__fail_nomem(error) : INSIGHTS_OK;
}

static insights_status is_called(
    const insights_record *person,
    const char *name,
    int *out,
    insights_error **error)
{
    json_t *aliases = NULL;
    insights_status status = insights__forget_same(
        insights_record_text(person, INSIGHTS_PERSON_NAME), name, out, error);

    if (status >= 0 && !*out)
        status = aliases_of(person, &aliases, error);
    for (size_t i = 0; i < json_array_size(aliases) && !*out && status >= 0;
         i++) {
        const char *alias = json_string_value(json_array_get(aliases, i));

        if (alias)
            status = insights__forget_same(alias, name, out, error);
    }
    json_decref(aliases);
    return status;
}

static insights_status take_person(
    insights__forgetting *self,
    const insights_record *person,
    insights_error **error)
{
    json_t *aliases = NULL;
    insights_status status = aliases_of(person, &aliases, error);

    if (status >= 0)
        status = insights__forget_note(
            self->called, insights_record_text(person, INSIGHTS_PERSON_NAME),
            error);
    memcpy(self->person, insights_record_id(person), sizeof(self->person));
    for (size_t i = 0; i < json_array_size(aliases) && status >= 0; i++) {
        const char *alias = json_string_value(json_array_get(aliases, i));

        if (alias && *alias)
            status = insights__forget_note(self->called, alias, error);
    }
    json_decref(aliases);
    return status;
}

static void list_one(insights__buffer *list, size_t count)
{
    if (count)
        insights__buffer_text_append(list, ", ");
    if (count == LISTED_MAXIMUM)
        insights__buffer_text_append(list, "\xE2\x80\xA6");
}

static insights_status find_person(
    insights__forgetting *self,
    const char *name,
    int *found,
    insights_error **error)
{
    insights__record_list all = INSIGHTS__ARRAY_INIT;
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    const insights_record *match = NULL;
    size_t count = 0;
    insights_status status =
        insights__forget_load(self, INSIGHTS_PERSON, 0, NULL, &all, error);

    for (size_t i = 0; i < all.count && status >= 0; i++) {
        const char *id = insights_record_id(all.items[i]);

        int called = strcmp(id, name) == 0;

        if (!called)
            status = is_called(all.items[i], name, &called, error);
        if (!called)
            continue;
        match = all.items[i];
        if (count < LISTED_MAXIMUM) {
            list_one(&list, count);
            insights__buffer_format(
                &list, "%s (%s)",
                insights_record_text(match, INSIGHTS_PERSON_NAME),
                id + strlen(id) - 8);
        }
        count++;
    }
    if (status >= 0 && count > 1)
        status = insights__fail(
            error, INSIGHTS_E_AMBIGUOUS,
            "several people are called '%s': %s; give the id", name,
            insights__buffer_text(&list));
    else if (status >= 0 && count)
        status = take_person(self, match, error);
    *found = count != 0;
    insights__buffer_free(&list);
    insights__record_list_free(&all);
    return status;
}

/* By the end of their id. */
static insights_status find_by_id(
    insights__forgetting *self,
    const char *id,
    int *found,
    insights_error **error)
{
    insights_record *person = NULL;
    insights_error *own = NULL;
    insights_status status =
        insights__study_get(self->study, INSIGHTS_PERSON, id, &person, &own);

    *found = status >= 0;
    if (status == INSIGHTS_E_NOT_FOUND || status == INSIGHTS_E_INVALID) {
        insights_error_free(own);
        return INSIGHTS_OK;
    }
    insights__error_pass(status, own, error);
    if (status >= 0)
        status = take_person(self, person, error);
    insights_record_free(person);
    return status;
}

/* --- Labels ------------------------------------------------------------------
 */

static insights_status take_label(
    insights__forgetting *self,
    const char *interview,
    const char *label,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_format(&key, "%s\n%s", interview, label);
    status = insights__buffer_check(&key, "a label", error);
    if (status >= 0)
        status = insights__forget_note(
            self->labels, insights__buffer_text(&key), error);
    if (status >= 0 && *label)
        status = insights__forget_note(self->called, label, error);
    insights__buffer_free(&key);
    return status;
}

/* Whom a participant stands for: the person, where that is known. */
static insights_status take_participant(
    insights__forgetting *self,
    const insights_record *one,
    insights_error **error)
{
    const char *id = insights_record_text(one, INSIGHTS_PARTICIPANT_PERSON_ID);
    insights_record *person = NULL;
    insights_status status;

    if (id) {
        status = insights_store_get(
            self->study->store, INSIGHTS_PERSON, id, &person, error);
        if (status >= 0)
            status = take_person(self, person, error);
        insights_record_free(person);
        return status;
    }
    return take_label(
        self, insights_record_text(one, INSIGHTS_PARTICIPANT_INTERVIEW_ID),
        insights_record_text(one, INSIGHTS_PARTICIPANT_LABEL), error);
}

static int same_person(const insights_record *a, const insights_record *b)
{
    const char *left = insights_record_text(a, INSIGHTS_PARTICIPANT_PERSON_ID);

    return left && insights__text_is(b, INSIGHTS_PARTICIPANT_PERSON_ID, left);
}

static insights_status find_label(
    insights__forgetting *self,
    const char *label,
    int *found,
    insights_error **error)
{
    insights__record_list all = INSIGHTS__ARRAY_INIT;
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    const insights_record *match = NULL;
    size_t count = 0;
    insights_status status = insights__study_load(
        self->study, INSIGHTS_PARTICIPANT, NULL, 0, &all, error);

    for (size_t i = 0; i < all.count && status >= 0; i++) {
        const char *own =
            insights_record_text(all.items[i], INSIGHTS_PARTICIPANT_LABEL);
        const char *id = insights_record_text(
            all.items[i], INSIGHTS_PARTICIPANT_INTERVIEW_ID);

        int same = 0;

        status = insights__forget_same(own, label, &same, error);
        if (!same || (match && same_person(match, all.items[i])))
            continue;
        match = all.items[i];
        if (count < LISTED_MAXIMUM) {
            list_one(&list, count);
            insights__buffer_format(&list, "%s:%s", id + strlen(id) - 8, own);
        }
        count++;
    }
    if (status >= 0 && count > 1)
        status = insights__fail(
            error, INSIGHTS_E_AMBIGUOUS,
            "several conversations have a speaker '%s': %s; say which", label,
            insights__buffer_text(&list));
    else if (status >= 0 && count)
        status = take_participant(self, match, error);
    *found = count != 0;
    insights__buffer_free(&list);
    insights__record_list_free(&all);
    return status;
}

/* The interview that the first `length` bytes of a text mean, or NULL. */
static insights_status find_interview(
    insights__forgetting *self,
    const char *text,
    size_t length,
    insights_record **out,
    insights_error **error)
{
    char *name = insights__strndup(text, length);
    const insights__filter filters[] = {
        {INSIGHTS_INTERVIEW_TITLE, name}, {0, NULL}};
    insights_error *own = NULL;
    insights_status status;

    *out = NULL;
    if (!name)
        return insights__fail_nomem(error);
    status =
        insights__study_get(self->study, INSIGHTS_INTERVIEW, name, out, &own);
    if (status == INSIGHTS_E_NOT_FOUND || status == INSIGHTS_E_INVALID) {
        insights_error_free(own);
        own = NULL;
        status = insights__study_find(
            self->study, INSIGHTS_INTERVIEW, filters, out, &own);
    }
    insights__error_pass(status, own, error);
    insights__free(name);
    return status;
}

/* Who spoke under a label once may do so in an earlier revision only. */
static insights_status spoke(
    insights__forgetting *self,
    const char *interview,
    const char *label,
    int *out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_TURN_INTERVIEW_ID, interview},
        {INSIGHTS_TURN_SPEAKER, *label ? label : NULL},
        {0, NULL}};
    insights_record *turn = NULL;
    insights_status status =
        insights__study_find(self->study, INSIGHTS_TURN, filters, &turn, error);

    *out = turn != NULL;
    insights_record_free(turn);
    return status;
}

/* INTERVIEW:LABEL; nothing behind the colon means who is not named. */
static insights_status find_in_interview(
    insights__forgetting *self,
    const char *text,
    int *found,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    *found = 0;
    for (const char *colon = strchr(text, ':'); colon && !*found && status >= 0;
         colon = strchr(colon + 1, ':')) {
        insights_record *interview = NULL;
        insights_record *one = NULL;

        status = find_interview(
            self, text, (size_t)(colon - text), &interview, error);
        if (status >= 0 && interview) {
            const char *id = insights_record_id(interview);
            const insights__filter filters[] = {
                {INSIGHTS_PARTICIPANT_INTERVIEW_ID, id},
                {INSIGHTS_PARTICIPANT_LABEL, colon + 1},
                {0, NULL}};

            status = insights__study_find(
                self->study, INSIGHTS_PARTICIPANT, filters, &one, error);
            if (status >= 0 && one) {
                *found = 1;
                status = take_participant(self, one, error);
            } else if (status >= 0) {
                status = spoke(self, id, colon + 1, found, error);
                if (status >= 0 && *found)
                    status = take_label(self, id, colon + 1, error);
            }
        }
        insights_record_free(one);
        insights_record_free(interview);
    }
    return status;
}

/* --- All of them -------------------------------------------------------------
 */

static insights_status labels_of(
    insights__forgetting *self,
    insights_kind kind,
    insights_field person,
    insights_field interview,
    insights_field label,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status =
        insights__forget_load(self, kind, person, self->person, &list, error);

    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const char *own = insights_record_text(list.items[i], label);

        status = take_label(
            self, insights_record_text(list.items[i], interview),
            own ? own : "", error);
    }
    insights__record_list_free(&list);
    return status;
}

/* Where they speak, whatever they are called there. */
static insights_status spread(
    insights__forgetting *self,
    insights_error **error)
{
    insights__record_list all = INSIGHTS__ARRAY_INIT;
    insights_status status;

    if (!*self->person)
        return INSIGHTS_OK;
    status = labels_of(
        self, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_PERSON_ID,
        INSIGHTS_PARTICIPANT_INTERVIEW_ID, INSIGHTS_PARTICIPANT_LABEL, error);
    if (status >= 0)
        status = labels_of(
            self, INSIGHTS_TURN, INSIGHTS_TURN_PERSON_ID,
            INSIGHTS_TURN_INTERVIEW_ID, INSIGHTS_TURN_SPEAKER, error);
    if (status >= 0)
        status = insights__forget_load(
            self, INSIGHTS_PARTICIPANT, 0, NULL, &all, error);
    for (size_t i = 0; i < all.count && status >= 0; i++) {
        const char *label =
            insights_record_text(all.items[i], INSIGHTS_PARTICIPANT_LABEL);

        if (!insights_record_text(
                all.items[i], INSIGHTS_PARTICIPANT_PERSON_ID) &&
            insights__forget_has(self->called, label))
            status = take_participant(self, all.items[i], error);
    }
    insights__record_list_free(&all);
    return status;
}

/* Whether records went before and bytes did not. */
static insights_status find_unfinished(
    insights__forgetting *self,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_CHANGE_VERB, "forget"}, {0, NULL}};
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load(
        self->study, INSIGHTS_CHANGE, filters, 0, &list, error);

    for (size_t i = 0; i < list.count; i++)
        if (insights_record_text(list.items[i], INSIGHTS_CHANGE_AFTER))
            self->unfinished = 1;
    insights__record_list_free(&list);
    return status;
}

/* A participant or person of that name, as the log has it. */
static insights_status look_at(
    insights__forgetting *self,
    const json_t *one,
    const char *name,
    int *found,
    insights_error **error)
{
    const char *kind = json_string_value(json_object_get(one, "record"));
    int label = kind && strcmp(kind, "participant") == 0;
    const char *own =
        json_string_value(json_object_get(one, label ? "label" : "name"));
    int same = 0;
    insights_status status;

    if (!own || (!label && (!kind || strcmp(kind, "person") != 0)))
        return INSIGHTS_OK;
    status = insights__forget_same(own, name, &same, error);
    if (status < 0 || !same)
        return status;
    *found = 1;
    return insights__forget_note(self->called, own, error);
}

/* Somebody of a conversation that was deleted: the log still has it. */
static insights_status find_in_log(
    insights__forgetting *self,
    const char *name,
    int *found,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *row = NULL;
    insights_status status = insights__study_select(
        self->study, INSIGHTS_CHANGE, NULL, 0, &cursor, error);

    *found = 0;
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &row, error)) == INSIGHTS_OK) {
        const char *before = insights_record_text(row, INSIGHTS_CHANGE_BEFORE);
        json_t *list =
            before && *before == '[' ? json_loads(before, 0, NULL) : NULL;

        if (before && *before == '[' && !list)
            status = insights__fail_nomem(error);
        for (size_t i = 0; i < json_array_size(list) && status >= 0; i++)
            status = look_at(self, json_array_get(list, i), name, found, error);
        json_decref(list);
    }
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__forget_find(
    insights__forgetting *self,
    const char *person,
    insights_error **error)
{
    int found = 0;
    insights_status status = find_person(self, person, &found, error);

    if (status >= 0 && !found)
        status = find_label(self, person, &found, error);
    if (status >= 0 && !found)
        status = find_in_interview(self, person, &found, error);
    if (status >= 0 && !found)
        status = find_by_id(self, person, &found, error);
    if (status >= 0 && found)
        return spread(self, error);
    if (status >= 0)
        status = find_in_log(self, person, &found, error);
    self->in_log = found;
    if (status >= 0)
        status = find_unfinished(self, error);
    if (status >= 0 && !found && !self->unfinished)
        status = insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "nobody is called '%s': give a name, a speaker's label, an id or "
            "INTERVIEW:LABEL",
            person);
    return status;
}
