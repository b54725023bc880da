/* naive.h - a store without cleverness, to compare the others with.
 *
 * Records stand in an array and everything is a scan over all of them. A
 * transaction works on a copy of the whole array, which replaces the old one
 * where it succeeds. There is one account.
 */
#ifndef INSIGHTS_TESTS_STORE_NAIVE_H
#define INSIGHTS_TESTS_STORE_NAIVE_H

#include "base/terms.h"
#include "model/record.h"

#include <insights/model.h>
#include <insights/store.h>

#include <stdlib.h>
#include <string.h>

#define NAIVE_MAXIMUM 4096

typedef struct naive {
    insights_record *records[NAIVE_MAXIMUM];
    size_t count;
} naive;

static void naive_clear(naive *self)
{
    for (size_t i = 0; i < self->count; i++)
        insights_record_free(self->records[i]);
    self->count = 0;
}

static void naive_copy(naive *out, const naive *from)
{
    out->count = 0;
    for (size_t i = 0; i < from->count; i++)
        out->records[out->count++] = insights__record_copy(from->records[i]);
}

static insights_record *naive_get(
    const naive *self,
    insights_kind kind,
    const char *id)
{
    for (size_t i = 0; i < self->count; i++) {
        if (insights_record_kind(self->records[i]) == kind &&
            strcmp(insights_record_id(self->records[i]), id) == 0)
            return self->records[i];
    }
    return NULL;
}

/* Compare two values of a field, nulls first, text by bytes. */
static int naive_compare(
    const insights__field *field,
    const insights_record *a,
    const insights_record *b)
{
    const insights__slot *left = insights__record_slot(a, field->slot);
    const insights__slot *right = insights__record_slot(b, field->slot);

    if (!left || !right)
        return (left != NULL) - (right != NULL);
    switch (field->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
    case INSIGHTS_TYPE_BOOL:
        return (left->integer > right->integer) -
               (left->integer < right->integer);
    case INSIGHTS_TYPE_REAL:
        return (left->real > right->real) - (left->real < right->real);
    default: {
        int order = strcmp(left->text, right->text);

        return (order > 0) - (order < 0);
    }
    }
}

/* --- Rules ---------------------------------------------------------------- */

static int naive_unique(const naive *self, const insights_record *record)
{
    const insights__kind *kind = insights__record_descriptor(record);

    for (size_t k = 0; k < kind->key_count; k++) {
        for (size_t i = 0; i < self->count; i++) {
            const insights_record *other = self->records[i];
            int same =
                other != record && insights_record_kind(other) == kind->id;

            for (size_t f = 0; same && f < kind->keys[k].count; f++) {
                const insights__field *field =
                    insights__field_descriptor(kind->keys[k].fields[f]);

                if ((field->id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID)
                    continue;
                same = insights__record_slot(record, field->slot) &&
                       insights__record_slot(other, field->slot) &&
                       naive_compare(field, record, other) == 0;
            }
            if (same)
                return 0;
        }
    }
    return 1;
}

static int naive_polymorphic(insights_kind kind)
{
    return kind == INSIGHTS_MEMO || kind == INSIGHTS_TAG;
}

static const char *naive_target(
    const insights_record *record,
    insights_kind *kind)
{
    int memo = insights_record_kind(record) == INSIGHTS_MEMO;

    *kind = insights_kind_find(insights_record_text(
        record, memo ? INSIGHTS_MEMO_TARGET_KIND : INSIGHTS_TAG_TARGET_KIND));
    return insights_record_text(
        record, memo ? INSIGHTS_MEMO_TARGET_ID : INSIGHTS_TAG_TARGET_ID);
}

/* Whether all that a record refers to stands; the account always does. */
static int naive_refers(const naive *self, const insights_record *record)
{
    const insights__kind *kind = insights__record_descriptor(record);

    for (size_t i = 0; i < kind->field_count; i++) {
        const insights__field *field = &kind->fields[i];
        const insights__slot *value = insights__record_slot(record, i);

        if (field->target && field->target != INSIGHTS_ACCOUNT && value &&
            !naive_get(self, field->target, value->text))
            return 0;
    }
    if (naive_polymorphic(kind->id)) {
        insights_kind target = 0;
        const char *id = naive_target(record, &target);

        return naive_get(self, target, id) != NULL;
    }
    return 1;
}

static int naive_complete(const insights_record *record)
{
    const insights__kind *kind = insights__record_descriptor(record);

    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].flags & INSIGHTS__FIELD_REQUIRED &&
            (kind->fields[i].id & 0xffff) != INSIGHTS__NUMBER_ACCOUNT_ID &&
            !insights__record_slot(record, i))
            return 0;
    }
    return 1;
}

/* --- Changing ------------------------------------------------------------- */

/* Lay the dirty fields of `from` over `to`. */
static void naive_overlay(insights_record *to, const insights_record *from)
{
    const insights__kind *kind = insights__record_descriptor(from);
    uint64_t dirty = insights__record_dirty(from);

    for (size_t i = 0; i < kind->field_count; i++) {
        const insights__field *field = &kind->fields[i];
        const insights__slot *value = insights__record_slot(from, i);

        if (!(dirty >> i & 1))
            continue;
        if (!value)
            insights_record_set_null(to, field->id);
        else if (
            field->type == INSIGHTS_TYPE_INT ||
            field->type == INSIGHTS_TYPE_TIME ||
            field->type == INSIGHTS_TYPE_BOOL)
            insights_record_set_int(to, field->id, value->integer);
        else if (field->type == INSIGHTS_TYPE_REAL)
            insights_record_set_real(to, field->id, value->real);
        else
            insights_record_set_text(to, field->id, value->text);
    }
}

/* Everything but the references, which wait for the end. */
static insights_status naive_save(
    naive *self,
    const insights_record *record,
    uint32_t flags)
{
    insights_kind kind = insights_record_kind(record);
    insights_record *stands = naive_get(self, kind, insights_record_id(record));
    int64_t version = insights_record_version(record);
    insights_record *made;

    if (flags & INSIGHTS_SAVE_IF_ABSENT && stands)
        return INSIGHTS_OK;
    if (version) {
        if (!stands || insights_record_version(stands) != version)
            return INSIGHTS_E_CONFLICT;
        naive_overlay(stands, record);
        if (!naive_complete(stands))
            return INSIGHTS_E_INVALID;
        insights__record_saved(
            stands, insights_record_id(record), version + 1, 0, 0);
        return naive_unique(self, stands) ? INSIGHTS_OK : INSIGHTS_E_EXISTS;
    }
    if (!naive_complete(record))
        return INSIGHTS_E_INVALID;
    if (stands)
        return INSIGHTS_E_EXISTS;
    made = insights__record_copy(record);
    insights__record_saved(made, insights_record_id(record), 1, 0, 0);
    self->records[self->count++] = made;
    if (naive_unique(self, made))
        return INSIGHTS_OK;
    insights_record_free(made);
    self->count--;
    return flags & INSIGHTS_SAVE_IF_ABSENT ? INSIGHTS_OK : INSIGHTS_E_EXISTS;
}

/* Mark everything that goes with the marked; 1 where something was. */
static int naive_spread(const naive *self, char *marks)
{
    int more = 0;

    for (size_t i = 0; i < self->count; i++) {
        const insights__kind *kind =
            insights__record_descriptor(self->records[i]);

        if (marks[i])
            continue;
        for (size_t j = 0; j < self->count; j++) {
            const insights_record *gone = self->records[j];
            const char *id = insights_record_id(gone);
            insights_kind gone_kind = insights_record_kind(gone);
            int goes = 0;

            for (size_t f = 0; marks[j] && f < kind->field_count; f++) {
                const insights__slot *value =
                    insights__record_slot(self->records[i], f);

                goes |= kind->fields[f].target == gone_kind && value &&
                        kind->fields[f].on_delete == INSIGHTS__DELETE_CASCADE &&
                        strcmp(value->text, id) == 0;
            }
            if (marks[j] && naive_polymorphic(kind->id)) {
                insights_kind target = 0;
                const char *to = naive_target(self->records[i], &target);

                goes |= target == gone_kind && strcmp(to, id) == 0;
            }
            if (goes)
                marks[i] = 1;
            more |= goes;
            if (goes)
                break;
        }
    }
    return more;
}

/* What stays, but refers to what goes: null or refuse. */
static insights_status naive_untie(naive *self, const char *marks)
{
    for (size_t i = 0; i < self->count; i++) {
        insights_record *record = self->records[i];
        const insights__kind *kind = insights__record_descriptor(record);

        for (size_t f = 0; !marks[i] && f < kind->field_count; f++) {
            const insights__field *field = &kind->fields[f];
            const insights__slot *value = insights__record_slot(record, f);

            for (size_t j = 0; value && j < self->count; j++) {
                if (!marks[j] ||
                    insights_record_kind(self->records[j]) != field->target ||
                    strcmp(insights_record_id(self->records[j]), value->text) !=
                        0)
                    continue;
                if (field->on_delete == INSIGHTS__DELETE_RESTRICT)
                    return INSIGHTS_E_REFERENCE;
                insights_record_set_null(record, field->id);
                insights__record_saved(
                    record, insights_record_id(record),
                    insights_record_version(record) + 1, 0, 0);
                value = NULL;
            }
        }
    }
    return INSIGHTS_OK;
}

static insights_status naive_delete(
    naive *self,
    insights_kind kind,
    const char *id)
{
    static char marks[NAIVE_MAXIMUM];
    insights_status status;
    size_t left = 0;

    memset(marks, 0, sizeof(marks));
    for (size_t i = 0; i < self->count; i++)
        marks[i] = naive_get(self, kind, id) == self->records[i];
    if (!memchr(marks, 1, self->count))
        return INSIGHTS_E_NOT_FOUND;
    while (naive_spread(self, marks))
        continue;
    status = naive_untie(self, marks);
    for (size_t i = 0; i < self->count; i++) {
        if (marks[i])
            insights_record_free(self->records[i]);
        else
            self->records[left++] = self->records[i];
    }
    self->count = left;
    return status;
}

static insights_status naive_check(const naive *self)
{
    for (size_t i = 0; i < self->count; i++) {
        if (!naive_refers(self, self->records[i]))
            return INSIGHTS_E_REFERENCE;
    }
    return INSIGHTS_OK;
}

/* --- Reading -------------------------------------------------------------- */

typedef struct naive_query {
    insights_kind kind;
    insights_field where; /* 0: none */
    insights_operator op;
    const char *text; /* else `number` */
    int64_t number;
    insights_field orders[2]; /* 0: none */
    int directions[2];
} naive_query;

static int naive_matches(
    const insights_record *record,
    const naive_query *query)
{
    insights_state state;
    int64_t number;
    int order;

    if (insights_record_kind(record) != query->kind)
        return 0;
    if (!query->where)
        return 1;
    state = insights_record_state(record, query->where);
    if (state != INSIGHTS_VALUE)
        return query->op == INSIGHTS_NE;
    if (query->text) {
        order = strcmp(insights_record_text(record, query->where), query->text);
    } else {
        number = insights_record_int(record, query->where);
        order = (number > query->number) - (number < query->number);
    }
    switch (query->op) {
    case INSIGHTS_EQ:
        return order == 0;
    case INSIGHTS_NE:
        return order != 0;
    case INSIGHTS_LT:
        return order < 0;
    case INSIGHTS_LE:
        return order <= 0;
    case INSIGHTS_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

static const naive_query *naive_sorting;

static int naive_by_order(const void *left, const void *right)
{
    const insights_record *a = *(insights_record *const *)left;
    const insights_record *b = *(insights_record *const *)right;
    int direction = 0;
    int order = 0;

    for (int i = 0; i < 2 && naive_sorting->orders[i] && !order; i++) {
        direction = naive_sorting->directions[i];
        order = naive_compare(
            insights__field_descriptor(naive_sorting->orders[i]), a, b);
        order = direction ? -order : order;
    }
    if (order)
        return order;
    order = strcmp(insights_record_id(a), insights_record_id(b));
    for (int i = 0; i < 2 && naive_sorting->orders[i]; i++)
        direction = naive_sorting->directions[i];
    return direction ? -order : order;
}

/* The records found, in order, borrowed; returns how many. */
static size_t naive_find(
    const naive *self,
    const naive_query *query,
    insights_record **out)
{
    size_t count = 0;

    for (size_t i = 0; i < self->count; i++) {
        if (naive_matches(self->records[i], query))
            out[count++] = self->records[i];
    }
    naive_sorting = query;
    qsort(out, count, sizeof(*out), naive_by_order);
    return count;
}

/* Whether a field marked `search` holds the word, as the tokeniser has it. */
static int naive_has_word(const insights_record *record, const char *stem)
{
    const insights__kind *kind = insights__record_descriptor(record);
    int found = 0;

    for (size_t f = 0; !found && f < kind->field_count; f++) {
        insights__terms terms = INSIGHTS__TERMS_INIT;
        const insights__slot *value = insights__record_slot(record, f);

        if (!(kind->fields[f].flags & INSIGHTS__FIELD_SEARCH) || !value)
            continue;
        insights__terms_read(
            &terms, value->text, strlen(value->text), "en", NULL);
        for (size_t i = 0; i < terms.list.count; i++)
            found |= strcmp(terms.list.items[i].stem, stem) == 0;
        insights__terms_free(&terms);
    }
    return found;
}

#endif
