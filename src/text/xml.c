/* xml.c - expat with limits, and with our memory. */
#include "text/xml.h"

#include "base/alloc.h"

#include <string.h>

const char *insights__xml_local(const char *name)
{
    const char *parting = strrchr(name, '\n');

    return parting ? parting + 1 : name;
}

int insights__xml_is(const char *name, const char *space, const char *local)
{
    const char *found = strstr(name, space);
    const char *parting = strrchr(name, '\n');

    return found && parting && found < parting && !strcmp(parting + 1, local);
}

const char *insights__xml_attribute(
    const char *const *attributes,
    const char *local)
{
    for (; *attributes; attributes += 2)
        if (!strcmp(insights__xml_local(*attributes), local))
            return attributes[1];
    return NULL;
}

#if defined(INSIGHTS_DOCX)

#include <expat.h>

struct insights__xml {
    XML_Parser parser;
    const insights__xml_calls *calls;
    void *user;
    const char *name;
    size_t depth;
    insights_status status; /* of a call */
    insights_error **error; /* during insights__xml_take() */
};

/* Expat takes some failed allocations for errors of the document, and its
 * allocator is told nothing of the parser: note here that one failed. */
static _Thread_local int starved;

static void *take_memory(size_t size)
{
    void *memory = insights__alloc(size);

    starved |= !memory;
    return memory;
}

static void *change_memory(void *memory, size_t size)
{
    void *changed = insights__realloc(memory, size);

    starved |= !changed && size;
    return changed;
}

/* The first failure stops the parser. */
static void settle(insights__xml *xml, insights_status status)
{
    if (status >= 0 || xml->status < 0)
        return;
    xml->status = status;
    XML_StopParser(xml->parser, XML_FALSE);
}

static insights_status fail_here(insights__xml *xml, const char *what)
{
    return insights__fail(
        xml->error, INSIGHTS_E_PARSE, "%s:%lu:%lu: %s", xml->name,
        (unsigned long)XML_GetCurrentLineNumber(xml->parser),
        (unsigned long)XML_GetCurrentColumnNumber(xml->parser) + 1, what);
}

static void XMLCALL
on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    insights__xml *xml = user;

    if (xml->status < 0)
        return;
    if (++xml->depth > INSIGHTS__XML_DEPTH)
        settle(xml, fail_here(xml, "elements are nested too deep"));
    else
        settle(
            xml,
            xml->calls->start(
                xml->user, name, (const char *const *)attributes, xml->error));
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    insights__xml *xml = user;

    if (xml->status < 0)
        return;
    xml->depth--;
    settle(xml, xml->calls->end(xml->user, name, xml->error));
}

static void XMLCALL on_text(void *user, const XML_Char *bytes, int length)
{
    insights__xml *xml = user;

    if (xml->status < 0)
        return;
    settle(xml, xml->calls->text(xml->user, bytes, (size_t)length, xml->error));
}

static void XMLCALL on_doctype(
    void *user,
    const XML_Char *name,
    const XML_Char *system,
    const XML_Char *public,
    int internal)
{
    insights__xml *xml = user;

    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    settle(xml, fail_here(xml, "a document type has no place here"));
}

insights_status insights__xml_new(
    const insights__xml_calls *calls,
    void *user,
    const char *name,
    insights__xml **out,
    insights_error **error)
{
    const XML_Memory_Handling_Suite memory = {
        take_memory, change_memory, insights__free};
    insights__xml *xml = insights__alloc(sizeof(*xml));

    *out = NULL;
    if (!xml)
        return insights__fail_nomem(error);
    xml->calls = calls;
    xml->user = user;
    xml->name = name;
    xml->parser = XML_ParserCreate_MM(NULL, &memory, "\n");
    if (!xml->parser) {
        insights__free(xml);
        return insights__fail_nomem(error);
    }
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    *out = xml;
    return INSIGHTS_OK;
}

/* Expat's own words, in lower case. */
static insights_status fail_parse(insights__xml *xml)
{
    const char *why = XML_ErrorString(XML_GetErrorCode(xml->parser));
    char message[160];

    if (starved || XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY)
        return insights__fail_nomem(xml->error);
    message[0] = '\0';
    strncat(message, why ? why : "not XML", sizeof(message) - 1);
    return fail_here(xml, message);
}

insights_status insights__xml_take(
    insights__xml *xml,
    const char *bytes,
    size_t length,
    int last,
    insights_error **error)
{
    enum XML_Status parsed;

    xml->error = error;
    starved = 0;
    do {
        size_t step = length < ((size_t)1 << 20) ? length : (size_t)1 << 20;

        parsed =
            XML_Parse(xml->parser, bytes, (int)step, last && step == length);
        bytes += step;
        length -= step;
    } while (parsed == XML_STATUS_OK && length > 0);
    if (xml->status < 0)
        return xml->status;
    return parsed == XML_STATUS_OK ? INSIGHTS_OK : fail_parse(xml);
}

void insights__xml_free(insights__xml *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    insights__free(xml);
}

#endif
