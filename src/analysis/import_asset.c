/* import_asset.c - keep an imported file beside what was read from it. */
#include "analysis/import.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

/* RFC 4648, with padding; NULL: no memory. */
static char *base64(const unsigned char *bytes, size_t length)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *text = insights__alloc((length + 2) / 3 * 4 + 1);
    size_t to = 0;

    if (!text)
        return NULL;
    for (size_t at = 0; at < length; at += 3) {
        size_t left = length - at;
        unsigned group = (unsigned)bytes[at] << 16;

        if (left > 1)
            group |= (unsigned)bytes[at + 1] << 8;
        if (left > 2)
            group |= bytes[at + 2];
        text[to++] = digits[group >> 18];
        text[to++] = digits[group >> 12 & 63];
        text[to++] = left > 1 ? digits[group >> 6 & 63] : '=';
        text[to++] = left > 2 ? digits[group & 63] : '=';
    }
    return text;
}

static insights_status find_asset(
    insights_study *study,
    const char *hash,
    char id[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_ASSET_CONTENT_HASH, hash}, {0, NULL}};
    insights_record *asset = NULL;
    insights_status status =
        insights__study_find(study, INSIGHTS_ASSET, filters, &asset, error);

    *id = '\0';
    if (asset)
        memcpy(id, insights_record_id(asset), INSIGHTS__UUID_TEXT);
    insights_record_free(asset);
    return status;
}

insights_status insights__asset_keep(
    insights__unit *unit,
    const char *name,
    const void *bytes,
    size_t length,
    const char *hash,
    char id[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    int is_text = !memchr(bytes, '\0', length) &&
                  insights__utf8_valid(bytes, length) == length;
    insights_record *asset = NULL;
    char *content = NULL;
    insights_status status = find_asset(unit->study, hash, id, error);

    if (status < 0 || *id)
        return status;
    asset = insights__study_new(unit->study, INSIGHTS_ASSET);
    content =
        is_text ? insights__strndup(bytes, length) : base64(bytes, length);
    if (!asset || !content) {
        status = insights__fail_nomem(error);
        goto out;
    }
    insights_record_set_text(asset, INSIGHTS_ASSET_TYPE, "transcript");
    insights_record_set_text(asset, INSIGHTS_ASSET_TITLE, name);
    insights_record_set_text(asset, INSIGHTS_ASSET_FILE_NAME, name);
    insights_record_set_text(
        asset, INSIGHTS_ASSET_ENCODING, is_text ? "utf-8" : "base64");
    insights_record_set_text(asset, INSIGHTS_ASSET_CONTENT, content);
    insights_record_set_text(asset, INSIGHTS_ASSET_CONTENT_HASH, hash);
    insights_record_set_int(asset, INSIGHTS_ASSET_BYTE_LENGTH, (int64_t)length);
    status = insights__unit_save(unit, asset, NULL, INSIGHTS__UNTOLD, error);
    if (status >= 0)
        memcpy(id, insights_record_id(asset), INSIGHTS__UUID_TEXT);

out:
    insights_record_free(asset);
    insights__free(content);
    return status;
}
