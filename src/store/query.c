/* query.c - which records, in what order. */
#include "store/internal.h"

#include "base/alloc.h"

#include <string.h>

#define ALL_OPERATORS INSIGHTS_GE

insights_status insights_query_new(
    insights_kind kind,
    insights_query **out,
    insights_error **error)
{
    const insights__kind *descriptor = NULL;
    insights_query *query;
    insights_status status;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is required");
    *out = NULL;
    status = insights__store_kind(kind, &descriptor, error);
    if (status < 0)
        return status;
    query = insights__alloc(sizeof(*query));
    if (!query)
        return insights__fail_nomem(error);
    query->kind = descriptor;
    *out = query;
    return INSIGHTS_OK;
}

/* Strings that conditions own are theirs alone. */
static void free_text(const char *text)
{
    insights__free((void *)(uintptr_t)text);
}

void insights_query_free(insights_query *query)
{
    if (!query)
        return;
    for (size_t i = 0; i < query->condition_count; i++)
        free_text(query->conditions[i].value.text);
    insights__free(query->after);
    insights__free(query);
}

insights_status insights__query_copy(
    const insights_query *query,
    insights_query **out,
    insights_error **error)
{
    insights_query *copy = insights__alloc(sizeof(*copy));

    if (!copy)
        return insights__fail_nomem(error);
    *copy = *query;
    copy->after = NULL;
    copy->condition_count = 0;
    for (size_t i = 0; i < query->condition_count; i++) {
        const char *text = query->conditions[i].value.text;

        copy->conditions[i].value.text = text ? insights__strdup(text) : NULL;
        copy->condition_count++;
        if (text && !copy->conditions[i].value.text)
            goto no_memory;
    }
    if (query->after) {
        copy->after = insights__strdup(query->after);
        if (!copy->after)
            goto no_memory;
    }
    *out = copy;
    return INSIGHTS_OK;

no_memory:
    insights_query_free(copy);
    return insights__fail_nomem(error);
}

/* The field of the query's kind, or a failure. */
static insights_status own_field(
    const insights_query *query,
    insights_field field,
    const insights__field **out,
    insights_error **error)
{
    const insights__field *found = insights__field_descriptor(field);

    if (!found || field >> 16 != query->kind->id)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "field 0x%08x is not one of %s",
            (unsigned)field, query->kind->name);
    *out = found;
    return INSIGHTS_OK;
}

static insights_status add_condition(
    insights_query *query,
    const insights__field *field,
    insights_operator op,
    insights__value value,
    insights_error **error)
{
    insights__predicate *condition;

    if ((int)op < INSIGHTS_EQ || (int)op > ALL_OPERATORS)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "there is no operator %d", (int)op);
    if (!value.type && op != INSIGHTS_EQ && op != INSIGHTS_NE)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "%s.%s can be equal to null or not, but not less or greater",
            query->kind->name, field->name);
    if (query->condition_count == INSIGHTS__CONDITIONS)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "a query has at most %d conditions",
            INSIGHTS__CONDITIONS);
    if (value.text) {
        value.text = insights__strdup(value.text);
        if (!value.text)
            return insights__fail_nomem(error);
    }
    condition = &query->conditions[query->condition_count++];
    condition->field = field;
    condition->op = op;
    condition->value = value;
    return INSIGHTS_OK;
}

insights_status insights_query_where_text(
    insights_query *query,
    insights_field field,
    insights_operator op,
    const char *value,
    insights_error **error)
{
    insights__value compared = {0, 0, 0, NULL};
    const insights__field *found = NULL;
    insights_status status;

    if (!query)
        return insights__fail(error, INSIGHTS_E_INVALID, "query is required");
    status = own_field(query, field, &found, error);
    if (status < 0)
        return status;
    if (value && found->type != INSIGHTS_TYPE_TEXT &&
        found->type != INSIGHTS_TYPE_ENUM && found->type != INSIGHTS_TYPE_ID)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%s.%s cannot be compared with text",
            query->kind->name, found->name);
    if (value) {
        compared.type = INSIGHTS_TYPE_TEXT;
        compared.text = value;
    }
    return add_condition(query, found, op, compared, error);
}

insights_status insights_query_where_int(
    insights_query *query,
    insights_field field,
    insights_operator op,
    int64_t value,
    insights_error **error)
{
    insights__value compared = {INSIGHTS_TYPE_INT, value, 0, NULL};
    const insights__field *found = NULL;
    insights_status status;

    if (!query)
        return insights__fail(error, INSIGHTS_E_INVALID, "query is required");
    status = own_field(query, field, &found, error);
    if (status < 0)
        return status;
    if (found->type != INSIGHTS_TYPE_INT && found->type != INSIGHTS_TYPE_TIME &&
        found->type != INSIGHTS_TYPE_BOOL)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "%s.%s cannot be compared with a number",
            query->kind->name, found->name);
    return add_condition(query, found, op, compared, error);
}

static insights_status fail_order(
    const insights_query *query,
    const insights__field *field,
    insights_error **error)
{
    insights__buffer names = INSIGHTS__BUFFER_INIT;
    insights_status status;

    for (size_t i = 0; i < query->kind->field_count; i++) {
        const insights__field *other = &query->kind->fields[i];

        if (!(other->flags & INSIGHTS__FIELD_SORT))
            continue; /* those that have an index of their own are named */
        if (names.length)
            insights__buffer_text_append(&names, ", ");
        insights__buffer_text_append(&names, other->name);
    }
    status = insights__fail(
        error, INSIGHTS_E_INVALID,
        "%s cannot be ordered by %s, which is JSON; it can be by: %s",
        query->kind->name, field->name,
        names.length ? insights__buffer_text(&names) : "nothing");
    insights__buffer_free(&names);
    return status;
}

insights_status insights_query_order(
    insights_query *query,
    insights_field field,
    int direction,
    insights_error **error)
{
    const insights__field *found = NULL;
    insights_status status;

    if (!query)
        return insights__fail(error, INSIGHTS_E_INVALID, "query is required");
    status = own_field(query, field, &found, error);
    if (status < 0)
        return status;
    if (found->type == INSIGHTS_TYPE_JSON)
        return fail_order(query, found, error);
    if (direction != INSIGHTS_ASCENDING && direction != INSIGHTS_DESCENDING)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "there is no direction %d", direction);
    if (query->order_count == INSIGHTS__ORDERS)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "records are ordered by at most %d fields",
            INSIGHTS__ORDERS);
    query->orders[query->order_count].field = found;
    query->orders[query->order_count++].descending = direction;
    return INSIGHTS_OK;
}

insights_status insights_query_limit(
    insights_query *query,
    size_t limit,
    insights_error **error)
{
    if (!query)
        return insights__fail(error, INSIGHTS_E_INVALID, "query is required");
    query->limit = limit;
    return INSIGHTS_OK;
}

insights_status insights_query_set_flags(
    insights_query *query,
    uint32_t flags,
    insights_error **error)
{
    if (!query)
        return insights__fail(error, INSIGHTS_E_INVALID, "query is required");
    if (flags & ~(uint32_t)INSIGHTS_QUERY_SNAPSHOT)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "flags 0x%x have unknown bits",
            (unsigned)flags);
    query->flags = flags;
    return INSIGHTS_OK;
}

insights_status insights_query_after(
    insights_query *query,
    const char *token,
    insights_error **error)
{
    char *copy = NULL;

    if (!query)
        return insights__fail(error, INSIGHTS_E_INVALID, "query is required");
    if (token) {
        copy = insights__strdup(token);
        if (!copy)
            return insights__fail_nomem(error);
    }
    insights__free(query->after);
    query->after = copy;
    return INSIGHTS_OK;
}

void insights__query_select(
    const insights_store *store,
    const insights_query *query,
    insights__select *out)
{
    memset(out, 0, sizeof(*out));
    out->kind = query->kind;
    out->account = insights__store_bound(store);
    out->conditions = query->conditions;
    out->condition_count = query->condition_count;
    memcpy(out->orders, query->orders, sizeof(out->orders));
    out->order_count = query->order_count;
    out->limit = INSIGHTS__PAGE_ROWS;
    out->bytes = INSIGHTS__PAGE_BYTES;
}

const char *insights__query_equal(
    const insights_query *query,
    const char *field_name)
{
    for (size_t i = 0; i < query->condition_count; i++) {
        const insights__predicate *condition = &query->conditions[i];

        if (condition->op == INSIGHTS_EQ && condition->value.text &&
            strcmp(condition->field->name, field_name) == 0)
            return condition->value.text;
    }
    return NULL;
}
