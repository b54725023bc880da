/* zones.c - the files of time zones. */
#include "engine/host/zones.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/platform/platform.h"

#include <string.h>

#define FILE_MAXIMUM ((size_t)1 << 20)

static const char *const folders[] = {
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo"};

/* Names come from outside: they stay below the folder. */
static int is_name(const char *name)
{
    size_t length = strlen(name);

    return length > 0 && length < 128 && *name != '/' && *name != '.' &&
           !strstr(name, "..") &&
           strspn(
               name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                     "0123456789_+-/") == length;
}

static insights_status read_file(
    const char *folder,
    const char *name,
    insights__zone **out,
    insights_error **error)
{
    insights__buffer path = INSIGHTS__BUFFER_INIT;
    char *bytes = NULL;
    size_t length = 0;
    insights_status status;

    insights__buffer_format(&path, "%s/%s", folder, name);
    status = insights__buffer_check(&path, "the path", error);
    if (status == INSIGHTS_OK)
        status = insights__file_read_all(
            insights__buffer_text(&path), FILE_MAXIMUM, &bytes, &length, error);
    if (status == INSIGHTS_OK)
        status = insights__zone_read(bytes, length, name, out, error);
    insights__free(bytes);
    insights__buffer_free(&path);
    return status;
}

insights_status insights__zone_load(
    const char *folder,
    const char *name,
    insights__zone **out,
    insights_error **error)
{
    insights_status status = INSIGHTS_E_NOT_FOUND;

    *out = NULL;
    if (!name || strcmp(name, "UTC") == 0)
        return insights__zone_utc(out, error);
    if (!is_name(name))
        return insights__fail(
            error, INSIGHTS_E_NOT_FOUND,
            "'%.80s' is no name of a time zone; they look like Europe/Berlin",
            name);
    if (folder)
        status = read_file(folder, name, out, error);
    for (size_t i = 0; !folder && i < sizeof(folders) / sizeof(*folders) &&
                       status == INSIGHTS_E_NOT_FOUND;
         i++)
        status = read_file(folders[i], name, out, error);
    if (status == INSIGHTS_E_NOT_FOUND)
        return insights__fail(
            error, status,
            "there is no time zone '%s' in %s; is tzdata installed?", name,
            folder ? folder : folders[0]);
    return status;
}
