/* docx_style.c - styles and properties of a Word document.
 *
 * Ids of styles are translated with Word ("berschrift1"), their names are not
 * ("heading 1").
 */
#include "text/docx_style.h"

#include "base/alloc.h"
#include "base/map.h"

#include <stdint.h>
#include <string.h>

void insights__docx_about_free(insights__docx_about *about)
{
    insights__free(about->title);
    insights__free(about->date);
    memset(about, 0, sizeof(*about));
}

#if defined(INSIGHTS_DOCX)

/* The lower-case ASCII word `start`, at the start of a name. */
static int starts_with(const char *name, const char *start)
{
    for (; *start; name++, start++)
        if ((*name | 0x20) != *start)
            return 0;
    return 1;
}

static unsigned meaning(const char *name)
{
    if (starts_with(name, "heading")) {
        name += 7;
        while (*name == ' ')
            name++;
        return *name >= '1' && *name <= '9' ? (unsigned)(*name - '0') : 0;
    }
    if (starts_with(name, "title"))
        return 1;
    if (starts_with(name, "subtitle"))
        return 2;
    if (starts_with(name, "quote") || starts_with(name, "intense quote") ||
        starts_with(name, "intensequote") || starts_with(name, "block text") ||
        starts_with(name, "blocktext"))
        return INSIGHTS__DOCX_QUOTE;
    if (starts_with(name, "strong"))
        return INSIGHTS__DOCX_BOLD;
    return 0;
}

unsigned insights__docx_style(
    const insights__docx_styles *styles,
    const char *id)
{
    void *found =
        styles->flags ? insights__map_get(styles->flags, id, strlen(id)) : NULL;

    return found ? (unsigned)((uintptr_t)found - 1) : meaning(id);
}

void insights__docx_styles_free(insights__docx_styles *styles)
{
    insights__map_free(styles->flags, NULL);
    insights__free(styles->id);
    memset(styles, 0, sizeof(*styles));
}

static insights_status on_start(
    void *user,
    const char *name,
    const char *const *attributes,
    insights_error **error)
{
    insights__docx_styles *styles = user;
    const char *id = insights__xml_attribute(attributes, "styleId");
    const char *value = insights__xml_attribute(attributes, "val");
    void **slot;

    if (insights__xml_is(name, "wordprocessingml", "style")) {
        insights__free(styles->id);
        styles->id = id ? insights__strdup(id) : NULL;
        return id && !styles->id ? insights__fail_nomem(error) : INSIGHTS_OK;
    }
    if (!insights__xml_is(name, "wordprocessingml", "name") || !value ||
        !styles->id)
        return INSIGHTS_OK;
    if (!styles->flags)
        styles->flags = insights__map_new();
    slot =
        styles->flags
            ? insights__map_slot(styles->flags, styles->id, strlen(styles->id))
            : NULL;
    if (!slot)
        return insights__fail_nomem(error);
    *slot = (void *)((uintptr_t)meaning(value) + 1);
    return INSIGHTS_OK;
}

static insights_status on_end(
    void *user,
    const char *name,
    insights_error **error)
{
    (void)user;
    (void)name;
    (void)error;
    return INSIGHTS_OK;
}

static insights_status on_text(
    void *user,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    (void)user;
    (void)bytes;
    (void)length;
    (void)error;
    return INSIGHTS_OK;
}

const insights__xml_calls insights__docx_style_calls = {
    on_start, on_end, on_text};

/* --- Properties ------------------------------------------------------------
 */

typedef struct properties {
    insights__buffer title;
    insights__buffer date;
    insights__buffer *into;
} properties;

static insights_status property_start(
    void *user,
    const char *name,
    const char *const *attributes,
    insights_error **error)
{
    properties *p = user;
    const char *local = insights__xml_local(name);

    (void)attributes;
    (void)error;
    p->into = !strcmp(local, "title")     ? &p->title
              : !strcmp(local, "created") ? &p->date
                                          : NULL;
    return INSIGHTS_OK;
}

static insights_status property_end(
    void *user,
    const char *name,
    insights_error **error)
{
    properties *p = user;

    (void)name;
    (void)error;
    p->into = NULL;
    return INSIGHTS_OK;
}

static insights_status property_text(
    void *user,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    properties *p = user;

    (void)error;
    if (p->into)
        insights__buffer_append(p->into, bytes, length);
    return INSIGHTS_OK;
}

/* The day of "2026-03-02T10:00:00Z". */
static int is_day(const char *text)
{
    for (size_t i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return 0;
    return 1;
}

insights_status insights__docx_about_read(
    const insights__package *package,
    insights__docx_about *about,
    insights_error **error)
{
    static const insights__xml_calls calls = {
        property_start, property_end, property_text};
    properties p = {INSIGHTS__BUFFER_INIT, INSIGHTS__BUFFER_INIT, NULL};
    char *part = NULL;
    insights_status status = insights__package_target(
        package, "/metadata/core-properties", &part, error);

    if (status == INSIGHTS_OK && part)
        status = insights__package_xml(package, part, &calls, &p, error);
    if (status == INSIGHTS_DONE)
        status = INSIGHTS_OK;
    if (status == INSIGHTS_OK)
        status = insights__buffer_check(&p.title, "a title", error);
    if (status == INSIGHTS_OK)
        status = insights__buffer_check(&p.date, "a date", error);
    if (status == INSIGHTS_OK && p.title.length)
        about->title = insights__buffer_take(&p.title);
    if (status == INSIGHTS_OK && p.date.length >= 10 && is_day(p.date.data)) {
        insights__buffer_truncate(&p.date, 10);
        about->date = insights__buffer_take(&p.date);
    }
    insights__buffer_free(&p.title);
    insights__buffer_free(&p.date);
    insights__free(part);
    return status;
}

#endif
