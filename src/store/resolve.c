/* resolve.c - the full id from what people type. */
#include "store/internal.h"

#include "base/alloc.h"
#include "base/uuid.h"

#include <string.h>

#define SCHEME "insights://"
#define SHORTEST_END 6
#define SHORTEST_START 4
#define LISTED 5

/* Leave the part behind `insights://KIND/`, which must name the kind. */
static insights_status strip(
    const insights__kind *kind,
    const char **text,
    insights_error **error)
{
    const char *rest = *text;
    size_t length;

    if (strncmp(rest, SCHEME, strlen(SCHEME)) != 0)
        return INSIGHTS_OK;
    rest += strlen(SCHEME);
    length = strcspn(rest, "/");
    if (rest[length] != '/' || strlen(kind->name) != length ||
        memcmp(rest, kind->name, length) != 0)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "'%s' does not name a %s", *text,
            kind->name);
    *text = rest + length + 1;
    return INSIGHTS_OK;
}

/* The text in lower case, where it could be a part of an id. */
static insights_status normalise(
    const insights__kind *kind,
    const char *text,
    char out[INSIGHTS__ID_TEXT],
    insights_error **error)
{
    size_t length = strlen(text);

    if (length && length < INSIGHTS__ID_TEXT &&
        strspn(text, "0123456789abcdefABCDEF-") == length) {
        for (size_t i = 0; i <= length; i++)
            out[i] =
                (char)(text[i] >= 'A' && text[i] <= 'F' ? text[i] + 32 : text[i]);
        return INSIGHTS_OK;
    }
    return insights__fail(
        error, INSIGHTS_E_NOT_FOUND,
        "there is no %s '%s': that is no part of an id", kind->name, text);
}

static insights_status fail_ambiguous(
    const insights__kind *kind,
    const char *text,
    const insights__ids *found,
    insights_error **error)
{
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    insights_status status;

    for (size_t i = 0; i < found->count && i < LISTED; i++)
        insights__buffer_format(
            &list, "%s%s", i ? ", " : "", found->items[i].text);
    status = insights__fail(
        error, INSIGHTS_E_AMBIGUOUS, "'%s' is more than one %s: %s%s", text,
        kind->name, insights__buffer_text(&list),
        found->count > LISTED ? " …" : "");
    insights__buffer_free(&list);
    return status;
}

static insights_status find(
    insights_store *store,
    const insights__kind *kind,
    const char *text,
    insights__ids *found,
    insights_error **error)
{
    size_t length = strlen(text);
    insights__backend *backend;
    insights__select select;
    insights_status status = insights__store_use(store, &backend, error);

    if (status < 0)
        return status;
    memset(&select, 0, sizeof(select));
    select.kind = kind;
    select.account = insights__store_bound(store);
    if (length >= SHORTEST_END)
        status = backend->ops->resolve(
            backend, &select, text, length < INSIGHTS__ID_TEXT - 1, LISTED + 1,
            found, error);
    if (status == INSIGHTS_OK && !found->count && length >= SHORTEST_START &&
        length < INSIGHTS__ID_TEXT - 1)
        status = backend->ops->resolve(
            backend, &select, text, 0, LISTED + 1, found, error);
    return status;
}

insights_status insights_store_resolve(
    insights_store *store,
    insights_kind kind,
    const char *text,
    char **out,
    insights_error **error)
{
    const insights__kind *descriptor = NULL;
    insights__ids found = INSIGHTS__ARRAY_INIT;
    char part[INSIGHTS__ID_TEXT];
    insights_status status;

    if (out)
        *out = NULL;
    if (!store || !text || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "store, text and out are required");
    status = insights__store_kind(kind, &descriptor, error);
    if (status == INSIGHTS_OK)
        status = strip(descriptor, &text, error);
    if (status == INSIGHTS_OK)
        status = normalise(descriptor, text, part, error);
    if (status == INSIGHTS_OK)
        status = find(store, descriptor, part, &found, error);
    if (status == INSIGHTS_OK && !found.count)
        status = insights__fail(
            error, INSIGHTS_E_NOT_FOUND, "there is no %s '%s'",
            descriptor->name, text);
    else if (status == INSIGHTS_OK && found.count > 1)
        status = fail_ambiguous(descriptor, text, &found, error);
    if (status == INSIGHTS_OK) {
        *out = insights__strdup(found.items[0].text);
        if (!*out)
            status = insights__fail_nomem(error);
    }
    insights__array_free(&found);
    return status;
}
