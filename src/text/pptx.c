/* pptx.c - PowerPoint's XML to paragraphs.
 *
 * presentation.xml lists the slides by the names of relations, which say in
 * what part each of them is.
 */
#include "text/pptx.h"

#if defined(INSIGHTS_DOCX)

#include "base/alloc.h"
#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

#define SLIDES_MAXIMUM 10000

/* A slide, by its relation, and the part it is in. */
typedef struct slide {
    const char *id;
    const char *part;
} slide;

typedef struct deck {
    insights__arena arena;
    INSIGHTS__ARRAY(slide) slides;
    insights__pptx_callback callback;
    void *user;
    insights__buffer text; /* of the paragraph */
    size_t number;         /* of the slide that is being read */
    size_t skipping;       /* deep in an alternative that is not read */
    int in_text;
} deck;

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

/* --- Which slides ----------------------------------------------------------
 */

/* The attribute r:id, which stands beside one named id. */
static const char *relation_id(const char *const *attributes)
{
    for (; *attributes; attributes += 2)
        if (insights__xml_is(*attributes, "relationships", "id"))
            return attributes[1];
    return NULL;
}

static insights_status list_slide(
    void *user,
    const char *name,
    const char *const *attributes,
    insights_error **error)
{
    deck *d = user;
    const char *id;
    slide *added;

    if (!insights__xml_is(name, "presentationml", "sldId"))
        return INSIGHTS_OK;
    id = relation_id(attributes);
    if (!id)
        return INSIGHTS_OK;
    if (d->slides.count == SLIDES_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "more than %d slides", SLIDES_MAXIMUM);
    added = insights__array_add(&d->slides);
    if (!added)
        return insights__fail_nomem(error);
    added->id = insights__arena_strndup(&d->arena, id, strlen(id));
    return added->id ? INSIGHTS_OK : insights__fail_nomem(error);
}

static insights_status list_part(
    void *user,
    const char *name,
    const char *const *attributes,
    insights_error **error)
{
    deck *d = user;
    const char *id = insights__xml_attribute(attributes, "Id");
    const char *target = insights__xml_attribute(attributes, "Target");
    char part[256];
    int length;

    if (strcmp(insights__xml_local(name), "Relationship") != 0 || !id ||
        !target)
        return INSIGHTS_OK;
    length = snprintf(
        part, sizeof(part), "%s%s", *target == '/' ? "" : "ppt/",
        *target == '/' ? target + 1 : target);
    if (length < 0 || (size_t)length >= sizeof(part))
        return INSIGHTS_OK;
    for (size_t i = 0; i < d->slides.count; i++) {
        slide *found = &d->slides.items[i];

        if (found->part || strcmp(found->id, id) != 0)
            continue;
        found->part = insights__arena_strndup(&d->arena, part, (size_t)length);
        if (!found->part)
            return insights__fail_nomem(error);
    }
    return INSIGHTS_OK;
}

/* --- What is on them -------------------------------------------------------
 */

static insights_status slide_start(
    void *user,
    const char *name,
    const char *const *attributes,
    insights_error **error)
{
    deck *d = user;

    (void)attributes;
    (void)error;
    if (d->skipping ||
        insights__xml_is(name, "markup-compatibility", "Fallback"))
        d->skipping++;
    else if (insights__xml_is(name, "drawingml", "t"))
        d->in_text = 1;
    else if (insights__xml_is(name, "drawingml", "br"))
        insights__buffer_char(&d->text, ' ');
    return INSIGHTS_OK;
}

static insights_status slide_end(
    void *user,
    const char *name,
    insights_error **error)
{
    deck *d = user;
    insights_status status;

    if (d->skipping) {
        d->skipping--;
        return INSIGHTS_OK;
    }
    if (insights__xml_is(name, "drawingml", "t"))
        d->in_text = 0;
    if (!insights__xml_is(name, "drawingml", "p"))
        return INSIGHTS_OK;
    status = insights__buffer_check(&d->text, "a paragraph", error);
    if (status == INSIGHTS_OK && d->text.length)
        status = d->callback(
            insights__buffer_text(&d->text), d->text.length, d->number, d->user,
            error);
    insights__buffer_truncate(&d->text, 0);
    return status;
}

static insights_status slide_text(
    void *user,
    const char *bytes,
    size_t length,
    insights_error **error)
{
    deck *d = user;

    (void)error;
    if (d->in_text && !d->skipping)
        insights__buffer_append(&d->text, bytes, length);
    return INSIGHTS_OK;
}

static insights_status read_slides(
    deck *d,
    const insights__package *package,
    insights_error **error)
{
    static const insights__xml_calls listing = {list_slide, on_end, on_text};
    static const insights__xml_calls parts = {list_part, on_end, on_text};
    static const insights__xml_calls slides = {
        slide_start, slide_end, slide_text};
    insights_status status = insights__package_xml(
        package, "ppt/presentation.xml", &listing, d, error);

    if (status == INSIGHTS_OK)
        status = insights__package_xml(
            package, "ppt/_rels/presentation.xml.rels", &parts, d, error);
    if (status == INSIGHTS_DONE)
        return insights__fail(
            error, INSIGHTS_E_PARSE, "%s: the list of slides is missing",
            package->name);
    for (size_t i = 0; i < d->slides.count && status == INSIGHTS_OK; i++) {
        d->number = i + 1;
        d->in_text = 0;
        if (d->slides.items[i].part)
            status = insights__package_xml(
                package, d->slides.items[i].part, &slides, d, error);
        if (status == INSIGHTS_DONE)
            status = insights__fail(
                error, INSIGHTS_E_PARSE, "%s: slide %zu is missing",
                package->name, i + 1);
    }
    return status;
}

insights_status insights__pptx_read(
    const insights__package *package,
    insights__pptx_callback callback,
    void *user,
    insights_error **error)
{
    deck d = {.callback = callback, .user = user};
    char *part = NULL;
    insights_status status =
        insights__package_target(package, "/officeDocument", &part, error);

    if (status == INSIGHTS_OK && (!part || strncmp(part, "ppt/", 4) != 0))
        status = INSIGHTS_DONE;
    if (status == INSIGHTS_OK)
        status = read_slides(&d, package, error);
    insights__free(part);
    insights__buffer_free(&d.text);
    insights__array_free(&d.slides);
    insights__arena_free(&d.arena);
    return status;
}

#endif
