/* qda_read.c - a codebook out of XML, by expat.
 *
 * Keeps true: what the standard's schema refuses is refused, with its line; a
 * document type, and so every entity of its own, is refused; depth, size and
 * the number of codes are bounded; elements and attributes that are no part
 * of the standard are stepped over and counted.
 */
#include "analysis/qda.h"

#include "base/alloc.h"

#include <expat.h>
#include <string.h>

#define DEPTH (INSIGHTS__QDA_DEPTH + 8)
#define CHUNK (1 << 20)
#define SEPARATOR ' ' /* between a namespace and a name */

typedef enum element {
    DOCUMENT,
    BOOK,
    CODES,
    CODE,
    DESCRIPTION,
    SETS,
    SET,
    MEMBER,
    FOREIGN /* no part of the standard, nor is anything below it */
} element;

typedef struct frame {
    element what;
    size_t code; /* index + 1 of the code that it is, or lies in */
    int has_description;
    int has_child;
} frame;

typedef struct reader {
    XML_Parser parser;
    insights__qda_book *book;
    insights__losses *losses;
    insights__map *guids; /* to lines */
    insights__buffer text;
    frame frames[DEPTH];
    size_t depth;  /* of elements that are open; frames[0] is the document */
    size_t deeper; /* open elements below a foreign one */
    int codes_seen;
    int sets_seen;
    insights_status status;
    insights_error *error;
} reader;

/* --- Failing -----------------------------------------------------------------
 */

static size_t line_of(const reader *self)
{
    return (size_t)XML_GetCurrentLineNumber(self->parser);
}

static void stop(reader *self, insights_status status)
{
    self->status = status;
    XML_StopParser(self->parser, XML_FALSE);
}

/* The first thing that is wrong; expat stops behind it. */
#define REFUSE(self, ...)                                  \
    do {                                                   \
        if ((self)->status >= 0) {                         \
            insights__buffer said = INSIGHTS__BUFFER_INIT; \
            insights__buffer_format(&said, __VA_ARGS__);   \
            refuse((self), INSIGHTS_E_PARSE, &said);       \
        }                                                  \
    } while (0)

static void refuse(
    reader *self,
    insights_status status,
    insights__buffer *message)
{
    if (message->status < 0)
        status = insights__buffer_check(message, "a message", &self->error);
    else
        insights__fail(
            &self->error, status, "line %zu: %s", line_of(self),
            insights__buffer_text(message));
    insights__buffer_free(message);
    stop(self, status);
}

static void short_of_memory(reader *self)
{
    if (self->status >= 0)
        stop(self, insights__fail_nomem(&self->error));
}

static const char *keep(reader *self, const char *text)
{
    const char *kept =
        insights__arena_strndup(&self->book->texts, text, strlen(text));

    if (!kept)
        short_of_memory(self);
    return kept;
}

/* The beginning of foreign text, fit for a message. */
#define SHOWN 61
static const char *shown(const char *text, char out[SHOWN])
{
    size_t length = strlen(text);

    if (length >= SHOWN) {
        length = SHOWN - 1;
        while (length && (text[length] & 0xC0) == 0x80)
            length--;
    }
    for (size_t i = 0; i < length; i++)
        out[i] = (char)((unsigned char)text[i] < 0x20 ? ' ' : text[i]);
    out[length] = '\0';
    return out;
}

/* --- Names -------------------------------------------------------------------
 */

/* The name of an element of codebooks, or NULL. NVivo and others write the
 * namespace with two colons. */
static const char *local_name(const char *name)
{
    static const char *const spaces[] = {
        "urn:QDA-XML:codebook:1.0 ", "urn:QDA-XML:codebook:1:0 "};

    for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
        if (strncmp(name, spaces[i], strlen(spaces[i])) == 0)
            return name + strlen(spaces[i]);
    return NULL;
}

static element element_called(const char *name)
{
    static const char *const names[FOREIGN] = {"",     "CodeBook",    "Codes",
                                               "Code", "Description", "Sets",
                                               "Set",  "MemberCode"};
    const char *local = local_name(name);

    for (size_t i = BOOK; local && i < FOREIGN; i++)
        if (strcmp(local, names[i]) == 0)
            return (element)i;
    return FOREIGN;
}

static const char *short_name(const char *name)
{
    const char *at = strrchr(name, SEPARATOR);

    return at ? at + 1 : name;
}

static void lose_named(
    reader *self,
    const char *noun,
    const char *name,
    const char *why)
{
    insights__buffer what = INSIGHTS__BUFFER_INIT;
    char part[SHOWN];

    insights__buffer_format(
        &what, "%s %s", noun, shown(short_name(name), part));
    if (what.status < 0)
        short_of_memory(self);
    else
        insights__lose(self->losses, insights__buffer_text(&what), why, 1);
    insights__buffer_free(&what);
}

/* --- Attributes --------------------------------------------------------------
 */

typedef struct attributes {
    const char *guid;
    const char *name;
    const char *codable;
    const char *colour;
} attributes;

static attributes read_attributes(
    reader *self,
    element what,
    const XML_Char **given)
{
    attributes out = {NULL, NULL, NULL, NULL};

    for (; *given; given += 2) {
        const char *name = given[0];

        if ((what == CODE || what == SET || what == MEMBER) &&
            strcmp(name, "guid") == 0)
            out.guid = given[1];
        else if ((what == CODE || what == SET) && strcmp(name, "name") == 0)
            out.name = given[1];
        else if (what == CODE && strcmp(name, "isCodable") == 0)
            out.codable = given[1];
        else if (what == CODE && strcmp(name, "color") == 0)
            out.colour = given[1];
        else if (
            !(what == BOOK && strcmp(name, "origin") == 0) &&
            !strstr(name, "XMLSchema-instance"))
            lose_named(
                self, "attribute", name, "no part of REFI-QDA codebooks");
    }
    return out;
}

static const char *need_guid(reader *self, const char *of, const char *text)
{
    char guid[INSIGHTS__UUID_TEXT];
    char part[SHOWN];

    if (!text)
        REFUSE(self, "%s has no guid", of);
    else if (!insights__qda_guid(text, guid))
        REFUSE(self, "'%s' is no GUID", shown(text, part));
    else
        return keep(self, guid);
    return NULL;
}

/* xsd:boolean; -1: neither. */
static int boolean(const char *text)
{
    static const char *const words[] = {"false", "0", "true", "1"};
    size_t length;

    text += strspn(text, " \t\r\n");
    length = strcspn(text, " \t\r\n");
    if (text[length + strspn(text + length, " \t\r\n")])
        return -1;
    for (size_t i = 0; i < 4; i++)
        if (strlen(words[i]) == length && !memcmp(words[i], text, length))
            return i >= 2;
    return -1;
}

static void know_guid(reader *self, const char *guid)
{
    void **slot = insights__map_slot(self->guids, guid, strlen(guid));

    if (!slot)
        short_of_memory(self);
    else if (*slot)
        REFUSE(
            self, "the guid %s is that of line %zu too", guid,
            (size_t)(uintptr_t)*slot);
    else
        *slot = (void *)(uintptr_t)(line_of(self) ? line_of(self) : 1);
}

static void begin_code(reader *self, frame *now, const attributes *given)
{
    insights__qda_code *code;
    insights__qda_code made = {0};
    char rgb[8];
    char part[SHOWN];

    made.guid = need_guid(self, "a code", given->guid);
    if (!made.guid)
        return;
    if (!given->name || !given->codable) {
        REFUSE(
            self, "the code %s has no %s", made.guid,
            given->name ? "isCodable" : "name");
        return;
    }
    made.codable = boolean(given->codable);
    if (made.codable < 0)
        REFUSE(
            self, "isCodable is true or false, not '%s'",
            shown(given->codable, part));
    if (given->colour && !insights__qda_colour(given->colour, rgb))
        REFUSE(
            self, "'%s' is no colour like #1E90FF", shown(given->colour, part));
    if (self->book->codes.count >= INSIGHTS__QDA_CODES)
        REFUSE(self, "more than %d codes", INSIGHTS__QDA_CODES);
    if (self->status < 0)
        return;
    know_guid(self, made.guid);
    made.name = keep(self, given->name);
    made.colour = given->colour ? keep(self, rgb) : NULL;
    made.parent = now[-1].code;
    made.depth =
        made.parent ? self->book->codes.items[made.parent - 1].depth + 1 : 1;
    made.line = line_of(self);
    code = self->status < 0 ? NULL : insights__array_add(&self->book->codes);
    if (!code) {
        short_of_memory(self);
        return;
    }
    *code = made;
    now->code = self->book->codes.count;
}

static void begin_set(reader *self, const attributes *given)
{
    insights__qda_set *set;
    const char *guid = need_guid(self, "a set", given->guid);

    if (!guid)
        return;
    if (!given->name) {
        REFUSE(self, "the set %s has no name", guid);
        return;
    }
    know_guid(self, guid);
    set = self->status < 0 ? NULL : insights__array_add(&self->book->sets);
    if (!set) {
        short_of_memory(self);
        return;
    }
    set->guid = guid;
    set->line = line_of(self);
    set->name = keep(self, given->name);
}

static void begin_member(reader *self, const attributes *given)
{
    insights__qda_set *set =
        &self->book->sets.items[self->book->sets.count - 1];
    const char *guid = need_guid(self, "a member of a set", given->guid);
    const char **member = guid ? insights__array_add(&set->members) : NULL;

    if (member)
        *member = guid;
    else
        short_of_memory(self);
}

/* --- Elements ----------------------------------------------------------------
 */

/* Whether an element may stand here, now. */
static int may_stand(const reader *self, const frame *in, element what)
{
    switch (what) {
    case BOOK:
        return in->what == DOCUMENT;
    case CODES:
        return in->what == BOOK && !self->codes_seen;
    case CODE:
        return in->what == CODES || in->what == CODE;
    case DESCRIPTION:
        return (in->what == CODE || in->what == SET) && !in->has_description &&
               !in->has_child;
    case SETS:
        return in->what == BOOK && self->codes_seen && !self->sets_seen;
    case SET:
        return in->what == SETS;
    case MEMBER:
        return in->what == SET;
    default:
        return 0;
    }
}

static void begin_known(
    reader *self,
    frame *now,
    element what,
    const XML_Char **given)
{
    attributes read = read_attributes(self, what, given);

    now[-1].has_child |= what != DESCRIPTION;
    now[-1].has_description |= what == DESCRIPTION;
    now->code = now[-1].code;
    self->codes_seen |= what == CODES;
    self->sets_seen |= what == SETS;
    if (what == CODE)
        begin_code(self, now, &read);
    if (what == SET)
        begin_set(self, &read);
    if (what == MEMBER)
        begin_member(self, &read);
    insights__buffer_truncate(&self->text, 0);
}

static void XMLCALL
begin(void *user, const XML_Char *name, const XML_Char **given)
{
    reader *self = user;
    frame *in = &self->frames[self->depth];
    element what = element_called(name);
    char part[SHOWN];

    if (self->status < 0)
        return;
    if (in->what == FOREIGN) {
        self->deeper++;
        return;
    }
    if (in->what == DOCUMENT && what != BOOK) {
        REFUSE(
            self,
            "this is no codebook of REFI-QDA: its root is '%s', not "
            "CodeBook of urn:QDA-XML:codebook:1.0",
            shown(short_name(name), part));
        return;
    }
    if (what != FOREIGN && !may_stand(self, in, what)) {
        REFUSE(self, "%s may not stand here", shown(short_name(name), part));
        return;
    }
    if (self->depth + 1 >= DEPTH) {
        REFUSE(self, "more than %d levels of codes", INSIGHTS__QDA_DEPTH);
        return;
    }
    in = &self->frames[++self->depth];
    memset(in, 0, sizeof(*in));
    in->what = what;
    if (what == FOREIGN)
        lose_named(self, "element", name, "no part of REFI-QDA codebooks");
    else
        begin_known(self, in, what, given);
    if (what == CODE && self->status >= 0 &&
        self->book->codes.items[in->code - 1].depth > INSIGHTS__QDA_DEPTH)
        REFUSE(self, "more than %d levels of codes", INSIGHTS__QDA_DEPTH);
}

static void end_description(reader *self)
{
    const frame *in = &self->frames[self->depth - 1];
    insights_status status =
        insights__buffer_check(&self->text, "a description", &self->error);

    if (status < 0)
        stop(self, status);
    else if (in->what == CODE && self->text.length)
        self->book->codes.items[in->code - 1].description =
            keep(self, insights__buffer_text(&self->text));
    else if (in->what == SET && self->text.length)
        insights__lose(
            self->losses, "descriptions of sets", "a tag has none", 1);
    insights__buffer_truncate(&self->text, 0);
}

static void XMLCALL end(void *user, const XML_Char *name)
{
    reader *self = user;
    const frame *now = &self->frames[self->depth];

    (void)name;
    if (self->status < 0)
        return;
    if (now->what == FOREIGN && self->deeper) {
        self->deeper--;
        return;
    }
    if (now->what == DESCRIPTION)
        end_description(self);
    if ((now->what == CODES || now->what == SETS) && !now->has_child)
        REFUSE(self, "%s is empty", now->what == CODES ? "Codes" : "Sets");
    if (now->what == BOOK && !self->codes_seen)
        REFUSE(self, "the codebook has no Codes");
    self->depth--;
}

static void XMLCALL characters(void *user, const XML_Char *text, int length)
{
    reader *self = user;
    element what = self->frames[self->depth].what;

    if (self->status < 0 || what == FOREIGN)
        return;
    if (what == DESCRIPTION) {
        insights__buffer_append(&self->text, text, (size_t)length);
        return;
    }
    for (int i = 0; i < length; i++)
        if (!strchr(" \t\r\n", text[i])) {
            REFUSE(self, "text stands outside of a Description");
            return;
        }
}

static void XMLCALL begin_doctype(
    void *user,
    const XML_Char *name,
    const XML_Char *system,
    const XML_Char *public_id,
    int internal)
{
    reader *self = user;

    (void)name;
    (void)system;
    (void)public_id;
    (void)internal;
    REFUSE(self, "a document type (and its entities) is not read");
}

/* --- The whole ---------------------------------------------------------------
 */

/* What expat found wrong. */
static void complain(reader *self)
{
    enum XML_Error code = XML_GetErrorCode(self->parser);

    if (self->status < 0)
        return;
    if (code == XML_ERROR_NO_MEMORY)
        self->status = insights__fail_nomem(&self->error);
    else if (code == XML_ERROR_UNKNOWN_ENCODING)
        self->status = insights__fail(
            &self->error, INSIGHTS_E_PARSE,
            "line %zu: not UTF-8, UTF-16 or Latin-1; save it as UTF-8",
            line_of(self));
    else
        self->status = insights__fail(
            &self->error, INSIGHTS_E_PARSE, "line %zu: no XML: %s",
            line_of(self), XML_ErrorString(code));
}

static void parse(reader *self, const char *bytes, size_t length)
{
    do {
        int step = length > CHUNK ? CHUNK : (int)length;
        int last = (size_t)step == length;

        if (XML_Parse(self->parser, bytes, step, last) != XML_STATUS_OK)
            complain(self);
        bytes += step;
        length -= (size_t)step;
    } while (length && self->status >= 0);
}

static void *allocate(size_t size)
{
    return insights__alloc(size);
}

insights_status insights__qda_read(
    const char *bytes,
    size_t length,
    insights__qda_book *out,
    insights__losses *losses,
    insights_error **error)
{
    static const XML_Memory_Handling_Suite memory = {
        allocate, insights__realloc, insights__free};
    const XML_Char separator[] = {SEPARATOR, '\0'};
    reader *self;
    insights_status status;

    if (length > INSIGHTS__QDA_BYTES)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "a codebook has at most %zu bytes, not %zu", INSIGHTS__QDA_BYTES,
            length);
    self = insights__alloc(sizeof(*self));
    if (!self)
        return insights__fail_nomem(error);
    self->book = out;
    self->losses = losses;
    self->guids = insights__map_new();
    self->parser = XML_ParserCreate_MM(NULL, &memory, separator);
    if (self->guids && self->parser) {
        XML_SetUserData(self->parser, self);
        XML_SetElementHandler(self->parser, begin, end);
        XML_SetCharacterDataHandler(self->parser, characters);
        XML_SetStartDoctypeDeclHandler(self->parser, begin_doctype);
        parse(self, bytes, length);
    } else {
        self->status = insights__fail_nomem(&self->error);
    }
    status = self->status;
    insights__error_pass(status, self->error, error);
    if (self->parser)
        XML_ParserFree(self->parser);
    insights__map_free(self->guids, NULL);
    insights__buffer_free(&self->text);
    insights__free(self);
    return status;
}
