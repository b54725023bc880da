/* pseudonymise_names.c - what the names are, and what stands for each.
 *
 * Keeps true: the same study gives the same pseudonyms; no pseudonym is a
 * word that somebody said or a label that stays; two people never share one.
 */
#include "analysis/pseudonymise.h"

#include "base/alloc.h"
#include "base/terms.h"
#include "base/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { PERSON = 0, INTERVIEWER = 1, OTHER = 2 };

static const char prefixes[] = "PIN";

void insights__hiding_free(insights__hiding *self)
{
    for (size_t i = 0; i < self->hidden.count; i++)
        insights__free(self->hidden.items[i].name);
    for (size_t i = 0; i < self->forms.count; i++)
        insights__free(self->forms.items[i].text);
    insights__array_free(&self->hidden);
    insights__array_free(&self->forms);
    insights__namelist_free(self->list);
    insights__map_free(self->labels, NULL);
    insights__map_free(self->people, NULL);
    insights__map_free(self->groups, NULL);
    insights__map_free(self->said, NULL);
}

/* --- Maps from texts to who is hidden ----------------------------------------
 */

static size_t get_number(const insights__map *map, const char *key)
{
    return (size_t)(uintptr_t)insights__map_get(map, key, strlen(key));
}

insights_status insights__hiding_set(
    insights__map *map,
    const char *key,
    size_t number,
    insights_error **error)
{
    void **slot = insights__map_slot(map, key, strlen(key));

    if (!slot)
        return insights__fail_nomem(error);
    *slot = (void *)(uintptr_t)number;
    return INSIGHTS_OK;
}

static insights_status label_key(
    insights__buffer *out,
    const char *interview,
    const char *label,
    insights_error **error)
{
    insights__buffer_truncate(out, 0);
    insights__buffer_format(out, "%s\n%s", interview, label);
    return insights__buffer_check(out, "a label", error);
}

const char *insights__hiding_label(
    const insights__hiding *self,
    const char *interview,
    const char *label)
{
    const char *key = NULL;
    void *value = NULL;
    size_t at = 0;
    size_t length = strlen(interview);

    if (!label)
        return NULL;
    while (insights__map_next(self->labels, &at, &key, NULL, &value))
        if (strncmp(key, interview, length) == 0 && key[length] == '\n' &&
            strcmp(key + length + 1, label) == 0)
            return self->hidden.items[(size_t)(uintptr_t)value - 1].pseudonym;
    return label;
}

const char *insights__hiding_pseudonym(
    const insights__hiding *self,
    const insights__map *map,
    const char *id)
{
    size_t number = get_number(map, id);

    return number ? self->hidden.items[number - 1].pseudonym : NULL;
}

/* --- Who is hidden -----------------------------------------------------------
 */

static void choose(insights__hiding *self, insights__hidden *one, int type)
{
    int taken = 1;

    while (taken) {
        snprintf(
            one->pseudonym, sizeof(one->pseudonym),
            type == INTERVIEWER ? "%c%zu" : "%c%02zu", prefixes[type],
            ++self->next[type]);
        taken = get_number(self->said, one->pseudonym) != 0;
        for (size_t i = 0; i < self->hidden.count && !taken; i++)
            taken =
                &self->hidden.items[i] != one &&
                strcmp(self->hidden.items[i].pseudonym, one->pseudonym) == 0;
    }
}

/* One more; `*out` is its number, from 1. `chosen` NULL: by its type. */
static insights_status add_hidden(
    insights__hiding *self,
    const char *name,
    int type,
    const char *chosen,
    size_t *out,
    insights_error **error)
{
    insights__hidden *one = insights__array_add(&self->hidden);

    if (!one)
        return insights__fail_nomem(error);
    one->name = insights__strdup(name);
    if (!one->name)
        return insights__fail_nomem(error);
    if (chosen)
        snprintf(one->pseudonym, sizeof(one->pseudonym), "%s", chosen);
    else
        choose(self, one, type);
    *out = self->hidden.count;
    return INSIGHTS_OK;
}

/* What the caller chose for a name, as a number, or 0. */
static size_t by_name(const insights__hiding *self, const char *name)
{
    for (size_t i = 0; i < self->forms.count; i++)
        if (!self->forms.items[i].part &&
            strcmp(self->forms.items[i].text, name) == 0)
            return self->forms.items[i].hidden + 1;
    return 0;
}

insights_status insights__hiding_form(
    insights__hiding *self,
    const char *text,
    size_t number,
    int part,
    insights_error **error)
{
    insights__form *form = NULL;

    for (size_t i = 0; i < self->forms.count; i++)
        if (strcmp(self->forms.items[i].text, text) == 0)
            form = &self->forms.items[i];
    if (form) {
        if (form->hidden != number - 1 && part && form->part)
            form->shared = 1;
        return INSIGHTS_OK;
    }
    form = insights__array_add(&self->forms);
    if (!form)
        return insights__fail_nomem(error);
    form->hidden = number - 1;
    form->part = part;
    form->text = insights__strdup(text);
    return form->text ? INSIGHTS_OK : insights__fail_nomem(error);
}

/* Labels such as "Speaker 1", "Interviewer" and "P07" name nobody. */
static int is_name(const char *text)
{
    return strlen(text) >= 2 && !strpbrk(text, "0123456789") &&
           insights__roles_of_label(text) == INSIGHTS__ROLE_NONE;
}

/* --- Speakers ----------------------------------------------------------------
 */

static insights_status take_person(
    insights__hiding *self,
    const insights_record *person,
    int type,
    size_t *number,
    insights_error **error)
{
    const char *id = insights_record_id(person);
    const char *name = insights_record_text(person, INSIGHTS_PERSON_NAME);
    const char *aliases = insights_record_text(person, INSIGHTS_PERSON_ALIASES);
    json_t *list = aliases ? json_loads(aliases, JSON_DECODE_ANY, NULL) : NULL;
    insights_status status = INSIGHTS_OK;

    if (aliases && !list)
        return insights__fail_nomem(error);
    *number = get_number(self->people, id);
    if (*number) {
        json_decref(list);
        return INSIGHTS_OK;
    }
    *number = by_name(self, name);
    if (!*number)
        status = add_hidden(self, name, type, NULL, number, error);
    if (status >= 0)
        status = insights__hiding_set(self->people, id, *number, error);
    if (status >= 0)
        status = insights__hiding_form(self, name, *number, 0, error);
    for (size_t i = 0; i < json_array_size(list) && status >= 0; i++) {
        const char *alias = json_string_value(json_array_get(list, i));

        if (alias && *alias)
            status = insights__hiding_form(self, alias, *number, 0, error);
    }
    json_decref(list);
    return status;
}

/* Whether another label of the interview has that pseudonym already. */
static int is_used(
    const insights__hiding *self,
    const char *interview,
    size_t number)
{
    const char *key = NULL;
    void *value = NULL;
    size_t at = 0;

    while (insights__map_next(self->labels, &at, &key, NULL, &value))
        if (strncmp(key, interview, strlen(interview)) == 0 &&
            (size_t)(uintptr_t)value == number)
            return 1;
    return 0;
}

static insights_status take_label(
    insights__hiding *self,
    const char *interview,
    const char *label,
    const insights_record *participant,
    insights_error **error)
{
    const char *id =
        participant
            ? insights_record_text(participant, INSIGHTS_PARTICIPANT_PERSON_ID)
            : NULL;
    int64_t role =
        participant
            ? insights_record_int(participant, INSIGHTS_PARTICIPANT_ROLE)
            : 0;
    int type = role == INSIGHTS_PARTICIPANT_ROLE_INTERVIEWER ||
                       role == INSIGHTS_PARTICIPANT_ROLE_MODERATOR
                   ? INTERVIEWER
                   : PERSON;
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights_record *person = NULL;
    size_t number = 0;
    insights_status status = label_key(&key, interview, label, error);

    if (status >= 0 && get_number(self->labels, key.data))
        goto out;
    if (status >= 0 && id)
        status = insights_store_get(
            self->study->store, INSIGHTS_PERSON, id, &person, error);
    if (status >= 0 && person)
        status = take_person(self, person, type, &number, error);
    if (status < 0 || !is_name(label))
        goto out;
    if (!number)
        number = by_name(self, label);
    if (!number || is_used(self, interview, number))
        status = add_hidden(self, label, type, NULL, &number, error);
    if (status >= 0)
        status = insights__hiding_form(self, label, number, 0, error);
    if (status >= 0)
        status = insights__hiding_set(self->labels, key.data, number, error);

out:
    insights__buffer_free(&key);
    insights_record_free(person);
    return status;
}

static const insights_record *participant_of(
    const insights__record_list *list,
    const char *label)
{
    for (size_t i = 0; i < list->count; i++)
        if (insights__text_is(
                list->items[i], INSIGHTS_PARTICIPANT_LABEL, label))
            return list->items[i];
    return NULL;
}

/* Who speaks in an interview, in any revision, by first appearance. */
static insights_status take_interview(
    insights__hiding *self,
    const insights_record *interview,
    insights_error **error)
{
    const char *id = insights_record_id(interview);
    const char *current =
        insights_record_text(interview, INSIGHTS_INTERVIEW_TRANSCRIPT_ID);
    insights__record_list people = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load_by(
        self->study, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_INTERVIEW_ID,
        id, &people, error);

    for (int earlier = 0; earlier < 2 && status >= 0; earlier++) {
        const insights__filter filters[] = {
            {earlier || !current ? INSIGHTS_TURN_INTERVIEW_ID
                                 : INSIGHTS_TURN_TRANSCRIPT_ID,
             earlier || !current ? id : current},
            {0, NULL}};
        insights_cursor *cursor = NULL;
        const insights_record *turn = NULL;

        status = insights__study_select(
            self->study, INSIGHTS_TURN, filters,
            earlier || !current ? 0 : INSIGHTS_TURN_POSITION, &cursor, error);
        while (status >= 0 && (status = insights_cursor_next(
                                   cursor, &turn, error)) == INSIGHTS_OK) {
            const char *label =
                insights_record_text(turn, INSIGHTS_TURN_SPEAKER);

            if (label)
                status = take_label(
                    self, id, label, participant_of(&people, label), error);
        }
        insights_cursor_free(cursor);
    }
    for (size_t i = 0; i < people.count && status >= 0; i++)
        status = take_label(
            self, id,
            insights_record_text(people.items[i], INSIGHTS_PARTICIPANT_LABEL),
            people.items[i], error);
    insights__record_list_free(&people);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Other names -------------------------------------------------------------
 */

static insights_status take_others(
    insights__hiding *self,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights_status status = insights__study_load(
        self->study, INSIGHTS_PERSON, NULL, 0, &list, error);
    size_t number = 0;

    for (size_t i = 0; i < list.count && status >= 0; i++)
        status = take_person(self, list.items[i], OTHER, &number, error);
    insights__record_list_free(&list);
    if (status >= 0)
        status = insights__study_load(
            self->study, INSIGHTS_ORGANIZATION, NULL, 0, &list, error);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const char *name =
            insights_record_text(list.items[i], INSIGHTS_ORGANIZATION_NAME);

        number = by_name(self, name);
        if (!number)
            status = add_hidden(self, name, OTHER, NULL, &number, error);
        if (status >= 0)
            status = insights__hiding_form(self, name, number, 0, error);
        if (status >= 0)
            status = insights__hiding_set(
                self->groups, insights_record_id(list.items[i]), number, error);
    }
    insights__record_list_free(&list);
    return status;
}

static insights_status take_line(
    insights__hiding *self,
    const char *line,
    int chosen_only,
    insights_error **error)
{
    const char *equals = strchr(line, '=');
    char *name = insights__strndup(
        line, equals ? (size_t)(equals - line) : strlen(line));
    size_t number = 0;
    insights_status status = name ? INSIGHTS_OK : insights__fail_nomem(error);

    if (status >= 0 && *name && !equals == !chosen_only) {
        if (equals &&
            strlen(equals + 1) >= sizeof(((insights__hidden *)0)->pseudonym))
            status = insights__fail(
                error, INSIGHTS_E_LIMIT, "the pseudonym '%s' is too long",
                equals + 1);
        number = by_name(self, name);
        for (size_t i = 0; equals && i < self->hidden.count; i++)
            if (strcmp(self->hidden.items[i].pseudonym, equals + 1) == 0)
                number = i + 1; /* another name of the same */
        if (status >= 0 && !number)
            status = add_hidden(
                self, name, OTHER, equals ? equals + 1 : NULL, &number, error);
        if (status >= 0)
            status = insights__hiding_form(self, name, number, 0, error);
    }
    insights__free(name);
    return status;
}

/* Names with a pseudonym come before all else, those without behind. */
static insights_status take_lines(
    insights__hiding *self,
    const char *names,
    int chosen_only,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    if (names && insights__utf8_valid(names, strlen(names)) != strlen(names))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the names must be UTF-8");
    while (names && *names && status >= 0) {
        size_t length = strcspn(names, "\r\n");
        size_t start = strspn(names, " \t");
        size_t end = length;
        char *line;

        while (end > start && strchr(" \t", names[end - 1]))
            end--;
        if (start > end)
            start = end;
        line = insights__strndup(names + start, end - start);
        status = line ? take_line(self, line, chosen_only, error)
                      : insights__fail_nomem(error);
        insights__free(line);
        names += length;
        names += strspn(names, "\r\n");
    }
    return status;
}

/* --- All of them -------------------------------------------------------------
 */

static insights_status make_list(insights__hiding *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < self->forms.count && status >= 0; i++)
        if (!self->forms.items[i].shared)
            status = insights__namelist_add(
                self->list, self->forms.items[i].text, i, error);
    return status;
}

insights_status insights__hiding_names(
    insights__hiding *self,
    const char *names,
    insights_error **error)
{
    insights__record_list interviews = INSIGHTS__ARRAY_INIT;
    insights_status status;

    self->list = insights__namelist_new();
    self->labels = insights__map_new();
    self->people = insights__map_new();
    self->groups = insights__map_new();
    self->said = insights__map_new();
    if (!self->list || !self->labels || !self->people || !self->groups ||
        !self->said)
        return insights__fail_nomem(error);
    status = insights__hiding_said(self, error);
    if (status >= 0)
        status = take_lines(self, names, 1, error);
    if (status >= 0)
        status =
            insights__study_interviews(self->study, NULL, &interviews, error);
    for (size_t i = 0; i < interviews.count && status >= 0; i++)
        status = take_interview(self, interviews.items[i], error);
    insights__record_list_free(&interviews);
    if (status >= 0)
        status = take_others(self, error);
    if (status >= 0)
        status = take_lines(self, names, 0, error);
    if (status >= 0)
        status = insights__hiding_parts(self, error);
    if (status >= 0)
        status = make_list(self, error);
    return status < 0 ? status : insights__hiding_ordinary(self, error);
}
