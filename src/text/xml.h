/* xml.h - a part of a package as XML, piece by piece.
 *
 * Only what documents need: elements, their attributes and text. Document
 * types are refused, and with them every entity that is not XML's own; so is
 * what is nested deeper than INSIGHTS__XML_DEPTH. Names are told apart by
 * their namespace, not by their prefix.
 */
#ifndef INSIGHTS_TEXT_XML_H
#define INSIGHTS_TEXT_XML_H

#include "base/error.h"

#include <stddef.h>

#define INSIGHTS__XML_DEPTH 256

/* "namespace\nname", or "name" where there is no namespace. */
typedef struct insights__xml_calls {
    insights_status (*start)(
        void *user,
        const char *name,
        const char *const *attributes, /* name, value, …, NULL */
        insights_error **error);
    insights_status (
        *end)(void *user, const char *name, insights_error **error);
    insights_status (*text)(
        void *user,
        const char *bytes,
        size_t length,
        insights_error **error);
} insights__xml_calls;

typedef struct insights__xml insights__xml;

/* `name` is for messages; all are borrowed. */
insights_status insights__xml_new(
    const insights__xml_calls *calls,
    void *user,
    const char *name,
    insights__xml **out,
    insights_error **error);

/* Take more bytes; `last` says that none follow. INSIGHTS_E_PARSE, with
 * "name:line:column: ", where it is no XML. After a failure: free it. */
insights_status insights__xml_take(
    insights__xml *xml,
    const char *bytes,
    size_t length,
    int last,
    insights_error **error);

void insights__xml_free(insights__xml *xml);

/* The name behind its namespace. */
const char *insights__xml_local(const char *name);

/* Whether a name is `local` of a namespace that has `space` in it. */
int insights__xml_is(const char *name, const char *space, const char *local);

/* The value of an attribute by its name without namespace; NULL: none. */
const char *insights__xml_attribute(
    const char *const *attributes,
    const char *local);

#endif
