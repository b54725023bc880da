/* export.c - every record of an account as JSON Lines.
 *
 * Keeps true: the order is that of kinds and then of ids, so that equal
 * stores give equal bytes; the account itself is not in it, nor named, so
 * that the lines fit into any.
 */
#include "analysis/study.h"

#include "analysis/export.h"
#include "base/alloc.h"

#include <string.h>

/* The member that names the account, with its comma, is the first that a
 * stored kind's own fields give. */
size_t insights__export_cut_account(const char *json, size_t *start)
{
    static const char member[] = "\"account_id\":\"";
    const char *at = strstr(json, member);
    const char *end = at ? strchr(at + sizeof(member) - 1, '"') : NULL;

    if (!end)
        return 0;
    end++;
    if (*end == ',')
        end++;
    else if (at > json && at[-1] == ',')
        at--;
    *start = (size_t)(at - json);
    return (size_t)(end - at);
}

typedef struct output {
    insights_write_callback write;
    void *user;
} output;

static insights_status put(
    const output *to,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    if (length && to->write(bytes, length, to->user) != 0)
        return insights__fail(
            error, INSIGHTS_E_IO, "what receives the export refused to go on");
    return INSIGHTS_OK;
}

static insights_status write_record(
    const output *to,
    const insights_record *record,
    insights_error **error)
{
    char *json = NULL;
    size_t start = 0;
    size_t cut;
    size_t length;
    insights_status status = insights_record_to_json(record, &json, error);

    if (status < 0)
        return status;
    length = strlen(json);
    cut = insights__export_cut_account(json, &start);
    memmove(json + start, json + start + cut, length - start - cut);
    length -= cut;
    json[length] = '\n';
    status = put(to, json, length + 1, error);
    insights_free(json);
    return status;
}

static insights_status write_kind(
    insights_store *store,
    insights_kind kind,
    const output *to,
    insights_error **error)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status = insights_query_new(kind, &query, error);

    if (status >= 0)
        status = insights_store_query(store, query, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK)
        status = write_record(to, record, error);
    insights_cursor_free(cursor);
    insights_query_free(query);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights_store_export(
    insights_store *store,
    insights_write_callback write,
    void *user,
    insights_error **error)
{
    const output to = {write, user};
    insights_status status = INSIGHTS_OK;
    insights_kind kind;

    if (!store || !write)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store and write are required");
    if (!insights_store_account(store))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "an export is of one account: open the store for it");
    for (size_t i = 0; (kind = insights_kind_at(i)) != 0 && status >= 0; i++)
        if (insights_kind_stored(kind) && kind != INSIGHTS_ACCOUNT)
            status = write_kind(store, kind, &to, error);
    return status;
}
