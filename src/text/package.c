/* package.c - parts out of a ZIP archive by libarchive. */
#include "text/package.h"

#include "base/alloc.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int insights__package_is(const char *bytes, size_t length)
{
    return length >= 4 && !memcmp(bytes, "PK\3\4", 4);
}

#if defined(INSIGHTS_DOCX)

#include <archive.h>
#include <archive_entry.h>

#define PIECE ((size_t)32 << 10)

/* A part that is being read. */
typedef struct part {
    const insights__package *package;
    const char *name;
    struct archive *archive;
    insights__xml *xml;
    size_t size; /* unpacked so far */
} part;

static insights_status fail_archive(const part *p, insights_error **error)
{
    const char *why = archive_error_string(p->archive);

    if (archive_errno(p->archive) == ENOMEM)
        return insights__fail_nomem(error);
    return insights__fail(
        error, INSIGHTS_E_PARSE, "%s: the archive is damaged: %.160s",
        p->package->name, why ? why : "no reason given");
}

static insights_status open_archive(part *p, insights_error **error)
{
    p->archive = archive_read_new();
    if (!p->archive)
        return insights__fail_nomem(error);
    if (archive_read_support_format_zip_seekable(p->archive) < ARCHIVE_WARN ||
        archive_read_open_memory(
            p->archive, p->package->bytes, p->package->length) < ARCHIVE_WARN)
        return fail_archive(p, error);
    return INSIGHTS_OK;
}

/* Go to the part. INSIGHTS_DONE: it is not there. */
static insights_status find_part(part *p, insights_error **error)
{
    struct archive_entry *entry = NULL;

    for (;;) {
        int got = archive_read_next_header(p->archive, &entry);
        const char *name;

        if (got == ARCHIVE_EOF)
            return INSIGHTS_DONE;
        if (got < ARCHIVE_WARN)
            return fail_archive(p, error);
        name = archive_entry_pathname_utf8(entry);
        if (!name)
            name = archive_entry_pathname(entry);
        if (!name || strcmp(name, p->name) != 0)
            continue;
        if (archive_entry_is_encrypted(entry))
            return insights__fail(
                error, INSIGHTS_E_PARSE,
                "%s: the document has a password; save it without one",
                p->package->name);
        return INSIGHTS_OK;
    }
}

static insights_status check_size(const part *p, insights_error **error)
{
    if (p->size > INSIGHTS__PART_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "%s: %s is larger than %zu bytes",
            p->package->name, p->name, INSIGHTS__PART_MAXIMUM);
    if (p->size > ((size_t)1 << 20) &&
        p->size / INSIGHTS__PART_RATIO > p->package->length)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "%s: %s unpacks to more than %d times the file; not read",
            p->package->name, p->name, INSIGHTS__PART_RATIO);
    return INSIGHTS_OK;
}

static insights_status read_part(part *p, insights_error **error)
{
    char *piece = insights__alloc(PIECE);
    insights_status status = INSIGHTS_OK;
    la_ssize_t got = 1;

    if (!piece)
        return insights__fail_nomem(error);
    while (status == INSIGHTS_OK && got > 0) {
        got = archive_read_data(p->archive, piece, PIECE);
        if (got < 0) {
            status = fail_archive(p, error);
            break;
        }
        p->size += (size_t)got;
        status = check_size(p, error);
        if (status == INSIGHTS_OK)
            status =
                insights__xml_take(p->xml, piece, (size_t)got, got == 0, error);
    }
    insights__free(piece);
    return status;
}

insights_status insights__package_xml(
    const insights__package *package,
    const char *name,
    const insights__xml_calls *calls,
    void *user,
    insights_error **error)
{
    part p = {.package = package, .name = name};
    insights_status status = open_archive(&p, error);
    char label[256];

    snprintf(label, sizeof(label), "%.150s: %.90s", package->name, name);
    if (status == INSIGHTS_OK)
        status = find_part(&p, error);
    if (status == INSIGHTS_OK)
        status = insights__xml_new(calls, user, label, &p.xml, error);
    if (status == INSIGHTS_OK)
        status = read_part(&p, error);
    insights__xml_free(p.xml);
    archive_read_free(p.archive);
    return status;
}

/* --- Relations -----------------------------------------------------------
 */

typedef struct relations {
    const char *type;
    char *target;
} relations;

static int ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t size = strlen(end);

    return length >= size && !strcmp(text + length - size, end);
}

static insights_status take_relation(
    void *user,
    const char *name,
    const char *const *attributes,
    insights_error **error)
{
    relations *r = user;
    const char *type = insights__xml_attribute(attributes, "Type");
    const char *target = insights__xml_attribute(attributes, "Target");

    if (strcmp(insights__xml_local(name), "Relationship") != 0 || !type ||
        !target || r->target || !ends_with(type, r->type))
        return INSIGHTS_OK;
    r->target = insights__strdup(*target == '/' ? target + 1 : target);
    return r->target ? INSIGHTS_OK : insights__fail_nomem(error);
}

static insights_status skip_end(
    void *user,
    const char *name,
    insights_error **error)
{
    (void)user;
    (void)name;
    (void)error;
    return INSIGHTS_OK;
}

static insights_status skip_text(
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

insights_status insights__package_target(
    const insights__package *package,
    const char *type,
    char **out,
    insights_error **error)
{
    static const insights__xml_calls calls = {
        take_relation, skip_end, skip_text};
    relations r = {.type = type};
    insights_status status =
        insights__package_xml(package, "_rels/.rels", &calls, &r, error);

    *out = NULL;
    if (status < 0) {
        insights__free(r.target);
        return status;
    }
    *out = r.target;
    return INSIGHTS_OK;
}

#else

insights_status insights__package_missing(
    const char *name,
    insights_error **error)
{
    return insights__fail(
        error, INSIGHTS_E_UNSUPPORTED,
        "%s: this build of libinsights cannot read Office documents "
        "(libarchive is missing); save it as text",
        name);
}

#endif
