/* forget_words.c - their words and names in what others wrote.
 *
 * Runs of five words that only they said are looked for, case and Unicode
 * form set aside, and names that nobody else has. Names of roles, single
 * letters and labels with digits are no names.
 */
#include "analysis/forget.h"

#include "base/alloc.h"
#include "base/terms.h"
#include "text/roles.h"

#include <stdlib.h>
#include <string.h>

#define RUN 5
#define NAME_MINIMUM 3 /* bytes of a name worth looking for */

typedef struct listening {
    insights__forgetting *self;
    insights__terms terms;
    insights__runs theirs;
    insights__runs others;
} listening;

static uint64_t hash_run(const insights__term *terms)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < RUN; i++) {
        for (const char *at = terms[i].word; *at; at++)
            hash = (hash ^ (unsigned char)*at) * 1099511628211u;
        hash = (hash ^ ' ') * 1099511628211u;
    }
    return hash;
}

static insights_status add_runs(
    insights__terms *terms,
    insights__runs *to,
    const char *text,
    size_t length,
    insights_error **error)
{
    insights_status status;

    insights__terms_clear(terms);
    status = insights__terms_read_words(terms, text, length, NULL, error);
    for (size_t i = 0; status >= 0 && i + RUN <= terms->list.count; i++) {
        uint64_t *slot = insights__array_add(to);

        if (!slot)
            return insights__fail_nomem(error);
        *slot = hash_run(&terms->list.items[i]);
    }
    return status;
}

static int compare(const void *a, const void *b)
{
    uint64_t left;
    uint64_t right;

    memcpy(&left, a, sizeof(left));
    memcpy(&right, b, sizeof(right));
    return (left > right) - (left < right);
}

static void sort(insights__runs *runs)
{
    if (runs->count)
        qsort(runs->items, runs->count, sizeof(*runs->items), compare);
}

static int has_run(const insights__runs *runs, uint64_t run)
{
    return runs->count && bsearch(
                              &run, runs->items, runs->count,
                              sizeof(*runs->items), compare) != NULL;
}

/* --- What was said -----------------------------------------------------------
 */

static int names_them(
    const insights__forgetting *self,
    const char *text,
    unsigned flags)
{
    insights__name_hit hit;
    size_t length = text ? strlen(text) : 0;

    return insights__namelist_next(self->names, text, length, 0, flags, &hit);
}

static insights_status hear_place(
    listening *to,
    const insights__forget_place *place,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t r = 0; r < place->revisions.count; r++) {
        const insights__forget_revision *one = &place->revisions.items[r];

        for (size_t i = 0; i < one->before->turns.count && status >= 0; i++) {
            const insights__turn *turn = &one->before->turns.items[i];
            int goes = place->whole || one->gone[i];

            status = add_runs(
                &to->terms, goes ? &to->theirs : &to->others, turn->text,
                turn->length, error);
            if (status >= 0 && !goes && names_them(to->self, turn->text, 0))
                status = insights__forget_note(
                    to->self->named_in,
                    insights_record_text(
                        place->interview, INSIGHTS_INTERVIEW_TITLE),
                    error);
        }
    }
    return status;
}

/* What is said where they do not speak. */
static insights_status hear_others(listening *to, insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *turn = NULL;
    insights_status status = insights_query_new(INSIGHTS_TURN, &query, error);

    if (status >= 0)
        status =
            insights_store_query(to->self->study->store, query, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &turn, error)) == INSIGHTS_OK) {
        const char *text = insights_record_text(turn, INSIGHTS_TURN_TEXT);
        const char *id = insights_record_text(turn, INSIGHTS_TURN_INTERVIEW_ID);
        insights_record *interview = NULL;

        if (!text || insights__forget_place_of(to->self, id))
            continue;
        status = add_runs(&to->terms, &to->others, text, strlen(text), error);
        if (status < 0 || !names_them(to->self, text, 0))
            continue;
        status = insights_store_get(
            to->self->study->store, INSIGHTS_INTERVIEW, id, &interview, error);
        if (status >= 0)
            status = insights__forget_note(
                to->self->named_in,
                insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE),
                error);
        insights_record_free(interview);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

/* --- Names -------------------------------------------------------------------
 */

static int is_name(const char *text)
{
    return strlen(text) >= NAME_MINIMUM && !strpbrk(text, "0123456789") &&
           insights__roles_of_label(text) == INSIGHTS__ROLE_NONE;
}

/* Whether somebody who stays has that name, or one with it inside. */
static insights_status is_shared(
    insights__forgetting *self,
    const char *name,
    insights_kind kind,
    insights_field field,
    int *out,
    insights_error **error)
{
    insights__record_list list = INSIGHTS__ARRAY_INIT;
    insights__namelist *one = insights__namelist_new();
    insights__name_hit hit;
    insights_status status = one ? insights__namelist_add(one, name, 0, error)
                                 : insights__fail_nomem(error);

    if (status >= 0)
        status = insights__forget_load(self, kind, 0, NULL, &list, error);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const char *other = insights_record_text(list.items[i], field);

        if (!insights__forget_has(
                self->gone, insights_record_id(list.items[i])) &&
            other &&
            insights__namelist_next(
                one, other, strlen(other), 0, INSIGHTS__NAMELIST_ANY_CASE,
                &hit))
            *out = 1;
    }
    insights__namelist_free(one);
    insights__record_list_free(&list);
    return status;
}

static insights_status learn_names(
    insights__forgetting *self,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    const char *name = NULL;
    size_t at = 0;

    self->names = insights__namelist_new();
    if (!self->names)
        return insights__fail_nomem(error);
    while (status >= 0 &&
           insights__map_next(self->called, &at, &name, NULL, NULL)) {
        int shared = 0;

        if (!is_name(name))
            continue;
        status = is_shared(
            self, name, INSIGHTS_PERSON, INSIGHTS_PERSON_NAME, &shared, error);
        if (status >= 0)
            status = is_shared(
                self, name, INSIGHTS_PARTICIPANT, INSIGHTS_PARTICIPANT_LABEL,
                &shared, error);
        if (status >= 0 && !shared)
            status = insights__namelist_add(self->names, name, 0, error);
    }
    return status;
}

insights_status insights__forget_learn(
    insights__forgetting *self,
    insights_error **error)
{
    listening to = {
        self, INSIGHTS__TERMS_INIT, INSIGHTS__ARRAY_INIT, INSIGHTS__ARRAY_INIT};
    insights_status status = learn_names(self, error);

    for (size_t i = 0; i < self->places.count && status >= 0; i++)
        status = hear_place(&to, self->places.items[i], error);
    if (status >= 0)
        status = hear_others(&to, error);
    if (status >= 0) {
        size_t kept = 0;

        sort(&to.theirs);
        sort(&to.others);
        for (size_t i = 0; i < to.theirs.count; i++)
            if (!has_run(&to.others, to.theirs.items[i]))
                to.theirs.items[kept++] = to.theirs.items[i];
        to.theirs.count = kept;
        self->runs.items = to.theirs.items;
        self->runs.count = kept;
        self->runs.capacity = to.theirs.capacity;
    } else {
        insights__array_free(&to.theirs);
    }
    insights__array_free(&to.others);
    insights__terms_free(&to.terms);
    return status;
}

/* --- Taking out --------------------------------------------------------------
 */

/* Mark the bytes of what must go; *any: there are some. */
static insights_status mark_runs(
    const insights__forgetting *self,
    const char *text,
    size_t length,
    char *marks,
    int *any,
    insights_error **error)
{
    insights__terms terms = INSIGHTS__TERMS_INIT;
    insights_status status =
        insights__terms_read_words(&terms, text, length, NULL, error);

    for (size_t i = 0; status >= 0 && i + RUN <= terms.list.count; i++) {
        const insights__term *first = &terms.list.items[i];
        size_t end = first->byte_end;

        if (!has_run(&self->runs, hash_run(first)))
            continue;
        for (size_t k = 1; k < RUN; k++)
            if (first[k].byte_end > end)
                end = first[k].byte_end;
        memset(marks + first->byte_start, 1, end - first->byte_start);
        *any = 1;
    }
    insights__terms_free(&terms);
    return status;
}

static void mark_names(
    const insights__forgetting *self,
    const char *text,
    size_t length,
    unsigned flags,
    char *marks,
    int *any)
{
    insights__name_hit hit;

    for (size_t at = 0;
         insights__namelist_next(self->names, text, length, at, flags, &hit);
         at = hit.end) {
        memset(marks + hit.start, 1, hit.end - hit.start);
        *any = 1;
    }
}

insights_status insights__forget_redact(
    insights__forgetting *self,
    const char *text,
    int is_file,
    char **out,
    insights_error **error)
{
    insights__buffer left = INSIGHTS__BUFFER_INIT;
    size_t length = text ? strlen(text) : 0;
    char *marks;
    int any = 0;
    insights_status status;

    *out = NULL;
    if (!length)
        return INSIGHTS_OK;
    marks = insights__alloc(length + 1);
    if (!marks)
        return insights__fail_nomem(error);
    status = mark_runs(self, text, length, marks, &any, error);
    mark_names(
        self, text, length,
        is_file ? INSIGHTS__NAMELIST_ANY_CASE | INSIGHTS__NAMELIST_FILE : 0,
        marks, &any);
    for (size_t i = 0; any && i < length; i++) {
        if (!marks[i])
            insights__buffer_char(&left, text[i]);
        else if (!i || !marks[i - 1])
            insights__buffer_text_append(&left, INSIGHTS__FORGOTTEN);
    }
    if (status >= 0)
        status = insights__buffer_check(&left, "a text", error);
    if (status >= 0 && any) {
        *out = insights__buffer_take(&left);
        if (!*out)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&left);
    insights__free(marks);
    return status;
}
