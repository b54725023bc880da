/* token.c - places in a query, as text that callers may keep.
 *
 *     i1 . 16 hex digits of the query's shape . the place as hex . checksum
 *
 * The shape covers the store, the account, the kind, the conditions and the
 * order, so that a token fits only where it was taken.
 */
#include "store/internal.h"

#include "base/alloc.h"
#include "base/number.h"

#include <stdio.h>
#include <string.h>

#define SHAPE_DIGITS 16

/* --- Shapes --------------------------------------------------------------- */

/* FNV-1a: a token is checked against mistakes, not against attackers, who
 * gain nothing by it. */
static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash ^= (unsigned char)bytes[i];
        hash *= 0x100000001b3u;
    }
    return hash;
}

#define HASH_START 0xcbf29ce484222325u

static void shape_value(insights__buffer *out, const insights__value *value)
{
    if (value->type == INSIGHTS_TYPE_TEXT)
        insights__buffer_format(
            out, "t%zu:%s", strlen(value->text), value->text);
    else if (value->type)
        insights__buffer_format(out, "i%lld", (long long)value->integer);
    else
        insights__buffer_char(out, 'n');
}

static insights_status shape_of(
    const insights_store *store,
    const insights_query *query,
    uint64_t *out,
    insights_error **error)
{
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights_status status;

    insights__buffer_format(
        &text, "%s %s %u", store->backend->ops->identity(store->backend),
        store->account, (unsigned)query->kind->id);
    for (size_t i = 0; i < query->condition_count; i++) {
        insights__buffer_format(
            &text, " w%u,%d,", (unsigned)query->conditions[i].field->id,
            (int)query->conditions[i].op);
        shape_value(&text, &query->conditions[i].value);
    }
    for (size_t i = 0; i < query->order_count; i++)
        insights__buffer_format(
            &text, " o%u,%d", (unsigned)query->orders[i].field->id,
            query->orders[i].descending);
    status = insights__buffer_check(&text, "the query", error);
    *out = hash_bytes(HASH_START, insights__buffer_text(&text), text.length);
    insights__buffer_free(&text);
    return status;
}

/* --- Places --------------------------------------------------------------- */

void insights__place_of(
    const insights_query *query,
    const insights_record *record,
    insights__place *out)
{
    memset(out, 0, sizeof(*out));
    for (size_t i = 0; i < query->order_count; i++) {
        const insights__field *field = query->orders[i].field;
        const insights__slot *slot = insights__record_slot(record, field->slot);
        insights__value *key = &out->keys[i];

        if (!slot)
            continue;
        switch (field->type) {
        case INSIGHTS_TYPE_INT:
        case INSIGHTS_TYPE_TIME:
        case INSIGHTS_TYPE_BOOL:
            key->type = INSIGHTS_TYPE_INT;
            key->integer = slot->integer;
            break;
        case INSIGHTS_TYPE_REAL:
            key->type = INSIGHTS_TYPE_REAL;
            key->real = slot->real;
            break;
        default:
            key->type = INSIGHTS_TYPE_TEXT;
            key->text = slot->text;
        }
    }
    snprintf(out->id, sizeof(out->id), "%s", insights_record_id(record));
}

/* Each key as a letter, its text and a NUL; the id last. */
static void write_place(
    insights__buffer *out,
    const insights__place *place,
    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const insights__value *key = &place->keys[i];
        char number[INSIGHTS__NUMBER_TEXT];

        switch (key->type) {
        case INSIGHTS_TYPE_INT:
            insights__buffer_format(out, "i%lld", (long long)key->integer);
            break;
        case INSIGHTS_TYPE_REAL:
            insights__double_text(key->real, number);
            insights__buffer_format(out, "r%s", number);
            break;
        case INSIGHTS_TYPE_TEXT:
            insights__buffer_format(out, "t%s", key->text);
            break;
        default:
            insights__buffer_char(out, 'n');
        }
        insights__buffer_char(out, '\0');
    }
    insights__buffer_text_append(out, place->id);
}

/* Read a key from a NUL-terminated piece; 0 where it makes no sense. */
static int read_key(const char *piece, insights__value *out)
{
    switch (piece[0]) {
    case 'n':
        return piece[1] == '\0';
    case 'i':
        out->type = INSIGHTS_TYPE_INT;
        return insights__int_parse(piece + 1, &out->integer);
    case 'r':
        out->type = INSIGHTS_TYPE_REAL;
        return insights__double_parse(piece + 1, &out->real);
    case 't':
        out->type = INSIGHTS_TYPE_TEXT;
        out->text = piece + 1;
        return 1;
    default:
        return 0;
    }
}

static int read_place(
    const char *bytes,
    size_t length,
    size_t count,
    insights__place *out)
{
    const char *end = bytes + length;

    memset(out, 0, sizeof(*out));
    for (size_t i = 0; i < count; i++) {
        if (bytes >= end || !read_key(bytes, &out->keys[i]))
            return 0;
        bytes += strlen(bytes) + 1;
    }
    if (bytes > end || !insights__uuid_valid(bytes))
        return 0;
    memcpy(out->id, bytes, sizeof(out->id));
    return 1;
}

/* --- Tokens --------------------------------------------------------------- */

insights_status insights__token_make(
    const insights_store *store,
    const insights_query *query,
    const insights_record *record,
    char **out,
    insights_error **error)
{
    insights__buffer bytes = INSIGHTS__BUFFER_INIT;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    insights__place place;
    uint64_t shape = 0;
    insights_status status = shape_of(store, query, &shape, error);

    if (status < 0)
        return status;
    insights__place_of(query, record, &place);
    write_place(&bytes, &place, query->order_count);
    insights__buffer_format(&text, "i1.%016llx.", (unsigned long long)shape);
    for (size_t i = 0; i < bytes.length; i++)
        insights__buffer_format(
            &text, "%02x", (unsigned)(unsigned char)bytes.data[i]);
    insights__buffer_format(
        &text, ".%08x",
        (unsigned)(hash_bytes(shape, bytes.data, bytes.length) & 0xffffffffu));
    status = insights__buffer_check(&bytes, "a page token", error);
    if (status == INSIGHTS_OK)
        status = insights__buffer_check(&text, "a page token", error);
    if (status == INSIGHTS_OK)
        *out = insights__buffer_take(&text);
    insights__buffer_free(&bytes);
    insights__buffer_free(&text);
    return status;
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* Decode hex digits up to a point; the number of bytes, or -1. */
static long decode(const char *digits, char *out)
{
    long length = 0;

    for (; *digits && *digits != '.'; digits += 2) {
        int high = hex_value(digits[0]);
        int low = high < 0 ? -1 : hex_value(digits[1]);

        if (low < 0)
            return -1;
        out[length++] = (char)(high << 4 | low);
    }
    out[length] = '\0';
    return length;
}

static insights_status fail_token(insights_error **error)
{
    return insights__fail(
        error, INSIGHTS_E_INVALID,
        "the page token was not taken from this query in this account; start "
        "without it");
}

insights_status insights__token_read(
    const insights_store *store,
    const insights_query *query,
    const char *token,
    insights__place *out,
    char **texts,
    insights_error **error)
{
    char start[4 + SHAPE_DIGITS + 1];
    char check[16];
    const char *rest;
    uint64_t shape = 0;
    long length;
    insights_status status = shape_of(store, query, &shape, error);

    *texts = NULL;
    if (status < 0)
        return status;
    snprintf(start, sizeof(start), "i1.%016llx.", (unsigned long long)shape);
    if (strncmp(token, start, strlen(start)) != 0)
        return fail_token(error);
    token += strlen(start);
    *texts = insights__alloc(strlen(token) + 1);
    if (!*texts)
        return insights__fail_nomem(error);
    length = decode(token, *texts);
    rest = strchr(token, '.');
    if (length >= 0 && rest) {
        snprintf(
            check, sizeof(check), ".%08x",
            (unsigned)(hash_bytes(shape, *texts, (size_t)length) & 0xffffffffu));
        if (strcmp(rest, check) == 0 &&
            read_place(*texts, (size_t)length, query->order_count, out))
            return INSIGHTS_OK;
    }
    insights__free(*texts);
    *texts = NULL;
    return fail_token(error);
}
