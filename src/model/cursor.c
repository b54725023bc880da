/* cursor.c - the public cursor, and the list in memory behind most of them. */
#include "model/cursor.h"

#include "base/alloc.h"
#include "base/array.h"
#include "base/error.h"
#include "model/record.h"

typedef struct list_item {
    insights_record *record;
    double score;
} list_item;

struct insights__list {
    insights_cursor base;
    INSIGHTS__ARRAY(list_item) items;
    size_t at; /* the item that next() gives */
};

/* --- The public cursor --------------------------------------------------- */

insights_status insights_cursor_next(
    insights_cursor *cursor,
    const insights_record **out,
    insights_error **error)
{
    insights_status status;

    if (out)
        *out = NULL;
    if (!cursor || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "cursor and out are required");
    if (cursor->ended)
        return INSIGHTS_DONE;

    cursor->score = 0;
    status = cursor->ops->next(cursor, out, error);
    if (status != INSIGHTS_OK)
        cursor->ended = 1;
    return status;
}

double insights_cursor_score(const insights_cursor *cursor)
{
    return cursor ? cursor->score : 0;
}

int insights_cursor_truncated(const insights_cursor *cursor)
{
    return cursor ? cursor->truncated : 0;
}

insights_status insights_cursor_token(
    const insights_cursor *cursor,
    char **out,
    insights_error **error)
{
    if (out)
        *out = NULL;
    if (!cursor || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "cursor and out are required");
    return cursor->ops->token(cursor, out, error);
}

void insights_cursor_free(insights_cursor *cursor)
{
    if (cursor)
        cursor->ops->release(cursor);
}

/* --- The list --------------------------------------------------------------
 */

static insights_status list_next(
    insights_cursor *cursor,
    const insights_record **out,
    insights_error **error)
{
    insights__list *list = (insights__list *)cursor;

    (void)error;
    if (list->at == list->items.count)
        return INSIGHTS_DONE;
    cursor->score = list->items.items[list->at].score;
    insights__record_lend(list->items.items[list->at].record);
    *out = list->items.items[list->at++].record;
    return INSIGHTS_OK;
}

static insights_status list_token(
    const insights_cursor *cursor,
    char **out,
    insights_error **error)
{
    (void)cursor;
    (void)out;
    return insights__fail(
        error, INSIGHTS_E_UNSUPPORTED,
        "a computed list has no place to come back to; only "
        "insights_store_query() gives tokens");
}

static void list_release(insights_cursor *cursor)
{
    insights__list_free((insights__list *)cursor);
}

static const insights__cursor_ops list_ops = {
    .next = list_next,
    .token = list_token,
    .release = list_release,
};

insights__list *insights__list_new(void)
{
    insights__list *list = insights__alloc(sizeof(*list));

    if (list)
        list->base.ops = &list_ops;
    return list;
}

insights_status insights__list_add(
    insights__list *list,
    insights_record *record,
    double score,
    insights_error **error)
{
    insights_status status;
    list_item *item;

    if (!record)
        return insights__fail_nomem(error);
    status = insights_record_check(record, error);
    if (status < 0) {
        insights_record_free(record);
        return status;
    }
    item = insights__array_add(&list->items);
    if (!item) {
        insights_record_free(record);
        return insights__fail_nomem(error);
    }
    item->record = record;
    item->score = score;
    return INSIGHTS_OK;
}

void insights__list_set_truncated(insights__list *list)
{
    list->base.truncated = 1;
}

size_t insights__list_count(const insights__list *list)
{
    return list->items.count;
}

insights_record *insights__list_at(const insights__list *list, size_t index)
{
    return index < list->items.count ? list->items.items[index].record : NULL;
}

insights_cursor *insights__list_cursor(insights__list *list)
{
    list->at = 0;
    return &list->base;
}

void insights__list_free(insights__list *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < list->items.count; i++)
        insights_record_free(list->items.items[i].record);
    insights__array_free(&list->items);
    insights__free(list);
}
