/* package.h - the parts of an Office document, which is a ZIP archive.
 *
 * Nothing is unpacked to a file; names are only compared. Refused are
 * archives with a password, parts of more than INSIGHTS__PART_MAXIMUM bytes,
 * and parts that grow more than INSIGHTS__PART_RATIO times when unpacked.
 */
#ifndef INSIGHTS_TEXT_PACKAGE_H
#define INSIGHTS_TEXT_PACKAGE_H

#include "text/xml.h"

#include <stddef.h>

#define INSIGHTS__PACKAGE_MAXIMUM ((size_t)256 << 20)
#define INSIGHTS__PART_MAXIMUM ((size_t)256 << 20)
#define INSIGHTS__PART_RATIO 250

typedef struct insights__package {
    const void *bytes; /* borrowed */
    size_t length;
    const char *name; /* of the file, for messages; borrowed */
} insights__package;

/* Whether bytes start like a ZIP archive. */
int insights__package_is(const char *bytes, size_t length);

/* Read a part as XML. INSIGHTS_DONE: there is none of that name. A failure
 * names file, part, line and column. */
insights_status insights__package_xml(
    const insights__package *package,
    const char *part,
    const insights__xml_calls *calls,
    void *user,
    insights_error **error);

/* The name of the part that the package's relation of a type that ends in
 * `type` points to: owned, NULL where there is none. */
insights_status insights__package_target(
    const insights__package *package,
    const char *type,
    char **out,
    insights_error **error);

/* What this build says where it cannot read such documents. */
insights_status insights__package_missing(
    const char *name,
    insights_error **error);

#endif
