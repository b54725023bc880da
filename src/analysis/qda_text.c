/* qda_text.c - names, GUIDs, colours and descriptions of codebooks. */
#include "analysis/qda.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "model/json_text.h"

#include <string.h>

void insights__qda_free(insights__qda_book *book)
{
    for (size_t i = 0; i < book->sets.count; i++)
        insights__array_free(&book->sets.items[i].members);
    insights__array_free(&book->sets);
    insights__array_free(&book->codes);
    insights__arena_free(&book->texts);
}

int insights__qda_is_xml(const char *bytes, size_t length)
{
    if (length >= 4 && (memcmp(bytes, "\xFF\xFE<\0", 4) == 0 ||
                        memcmp(bytes, "\xFE\xFF\0<", 4) == 0))
        return 1;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    while (length && strchr(" \t\r\n", *bytes) && *bytes) {
        bytes++;
        length--;
    }
    return length && *bytes == '<';
}

/* --- Names -------------------------------------------------------------------
 */

/* Cut at a character, and trim behind. */
static void cut_name(insights__buffer *name, size_t from, size_t maximum)
{
    size_t end = name->length;

    if (end - from > maximum) {
        end = from + maximum;
        while (end > from && (name->data[end] & 0xC0) == 0x80)
            end--;
    }
    while (end > from && name->data[end - 1] == ' ')
        end--;
    /* "a /" would eat into the separator behind it. */
    if (end > from + 1 && name->data[end - 1] == '/' &&
        name->data[end - 2] == ' ') {
        while (end > from + 1 && name->data[end - 2] == ' ')
            end--;
        if (end > from)
            name->data[end - 1] = '/';
    }
    insights__buffer_truncate(name, end);
}

int64_t insights__qda_clean(insights__buffer *out, const char *text)
{
    size_t length = strlen(text);
    int64_t dropped = 0;

    for (size_t i = 0; i < length;) {
        uint32_t c = 0;
        size_t step = insights__utf8_decode(text + i, length - i, &c);

        if (!step || (c < 0x20 && !strchr("\t\n\r", (int)c)) || c == 0xFFFE ||
            c == 0xFFFF)
            dropped++;
        else
            insights__buffer_append(out, text + i, step);
        i += step ? step : 1;
    }
    return dropped;
}

int insights__qda_name(insights__buffer *out, const char *name)
{
    insights__buffer clean = INSIGHTS__BUFFER_INIT;
    size_t from = out->length;
    const char *at;

    insights__qda_clean(&clean, name);
    for (size_t i = 0; i < clean.length; i++)
        if (strchr("\t\n\r", clean.data[i]))
            clean.data[i] = ' ';
    at = insights__buffer_text(&clean);
    at += strspn(at, " ");
    while (*at) {
        int slash = strncmp(at, " / ", 3) == 0;

        insights__buffer_char(out, slash ? '/' : *at);
        at += slash ? 3 : 1;
    }
    if (clean.status < 0 && out->status >= 0)
        out->status = clean.status;
    insights__buffer_free(&clean);
    if (out->status < 0)
        return 0;
    cut_name(out, from, INSIGHTS__QDA_NAME);
    return strcmp(insights__buffer_text(out) + from, name) != 0;
}

static int is_taken(
    const insights__buffer *name,
    const char *scope,
    insights__map *taken,
    insights__buffer *key)
{
    insights__buffer_truncate(key, 0);
    insights__buffer_text_append(key, scope);
    insights__buffer_char(key, '\n');
    insights__buffer_append(key, name->data, name->length);
    return key->status >= 0 &&
           insights__map_get(taken, key->data, key->length) != NULL;
}

int insights__qda_unlike(
    insights__buffer *name,
    const char *scope,
    insights__map *taken,
    insights_status *status,
    insights_error **error)
{
    insights__buffer key = INSIGHTS__BUFFER_INIT;
    insights__buffer end = INSIGHTS__BUFFER_INIT;
    insights__buffer whole = INSIGHTS__BUFFER_INIT;
    unsigned number = 1;
    void **slot = NULL;

    insights__buffer_append(&whole, name->data, name->length);
    while (is_taken(name, scope, taken, &key)) {
        insights__buffer_truncate(&end, 0);
        insights__buffer_format(&end, " (%u)", ++number);
        insights__buffer_truncate(name, 0);
        insights__buffer_append(name, whole.data, whole.length);
        cut_name(name, 0, INSIGHTS__QDA_NAME - end.length);
        insights__buffer_append(name, end.data, end.length);
        if (name->status < 0 || end.status < 0)
            break;
    }
    *status = insights__buffer_check(&key, "a name", error);
    if (*status >= 0)
        *status = insights__buffer_check(&end, "a name", error);
    if (*status >= 0)
        *status = insights__buffer_check(&whole, "a name", error);
    if (*status >= 0)
        *status = insights__buffer_check(name, "a name", error);
    if (*status >= 0) {
        slot = insights__map_slot(taken, key.data, key.length);
        if (slot)
            *slot = taken;
        else
            *status = insights__fail_nomem(error);
    }
    insights__buffer_free(&key);
    insights__buffer_free(&end);
    insights__buffer_free(&whole);
    return number > 1;
}

/* --- GUIDs and colours -------------------------------------------------------
 */

static const char *skip_space(const char *text, size_t *length)
{
    text += strspn(text, " \t\r\n");
    *length = strlen(text);
    while (*length && strchr(" \t\r\n", text[*length - 1]))
        --*length;
    return text;
}

/* A hexadecimal digit in one case; 0: none. */
static char hex_digit(char c, int upper)
{
    if (c >= '0' && c <= '9')
        return c;
    if (c >= 'a' && c <= 'f')
        return (char)(upper ? c - 'a' + 'A' : c);
    if (c >= 'A' && c <= 'F')
        return (char)(upper ? c : c - 'A' + 'a');
    return '\0';
}

int insights__qda_guid(const char *text, char out[INSIGHTS__UUID_TEXT])
{
    size_t length = 0;

    text = skip_space(text, &length);
    if (length == INSIGHTS__UUID_TEXT + 1 && text[0] == '{' &&
        text[length - 1] == '}') {
        text++;
        length -= 2;
    }
    if (length != INSIGHTS__UUID_TEXT - 1)
        return 0;
    for (size_t i = 0; i < length; i++) {
        int dash = i == 8 || i == 13 || i == 18 || i == 23;

        out[i] = dash ? '-' : hex_digit(text[i], 0);
        if (dash ? text[i] != '-' : !out[i])
            return 0;
    }
    out[length] = '\0';
    return 1;
}

int insights__qda_colour(const char *text, char out[8])
{
    size_t length = 0;
    size_t each;

    text = skip_space(text, &length);
    if ((length != 4 && length != 7) || *text != '#')
        return 0;
    each = length == 4 ? 2 : 1;
    out[0] = '#';
    for (size_t i = 0; i < 6; i++) {
        out[i + 1] = hex_digit(text[1 + i / each], 1);
        if (!out[i + 1])
            return 0;
    }
    out[7] = '\0';
    return 1;
}

/* --- Descriptions ------------------------------------------------------------
 */

static const struct {
    const char *mark;
    insights_field field;
} parts[] = {
    {"[include] ", INSIGHTS_CODE_INCLUDE},
    {"[exclude] ", INSIGHTS_CODE_EXCLUDE},
    {"[example] ", INSIGHTS_CODE_EXAMPLE},
    {"[synonyms] ", INSIGHTS_CODE_SYNONYMS},
};
#define PARTS (sizeof(parts) / sizeof(*parts))

/* The part whose mark a line begins with, from 1. */
static size_t part_at(const char *line)
{
    for (size_t i = 0; i < PARTS; i++)
        if (strncmp(line, parts[i].mark, strlen(parts[i].mark)) == 0)
            return i + 1;
    return 0;
}

/* Text with a backslash before what looks like a mark. What stands behind a
 * mark is no beginning of a line. */
static void put_escaped(insights__buffer *out, const char *text, int fresh)
{
    while (*text) {
        size_t length = strcspn(text, "\n");

        if (fresh && part_at(text + strspn(text, "\\")))
            insights__buffer_char(out, '\\');
        length += text[length] == '\n';
        insights__buffer_append(out, text, length);
        text += length;
        fresh = 1;
    }
}

/* One text of a list, with \; and \\ inside it. */
static void put_word(insights__buffer *out, insights__json_span string)
{
    insights__buffer word = INSIGHTS__BUFFER_INIT;

    insights__json_span_decode(string, &word);
    if (out->length && word.length)
        insights__buffer_text_append(out, "; ");
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] == ';' || word.data[i] == '\\')
            insights__buffer_char(out, '\\');
        insights__buffer_char(out, word.data[i]);
    }
    if (word.status < 0)
        out->status = word.status;
    insights__buffer_free(&word);
}

/* The texts of a JSON list as "one; two". */
static void list_words(
    insights__buffer *out,
    const char *json,
    insights__losses *losses)
{
    int depth = 0;
    int fresh = 0; /* an item may begin here */

    for (const char *at = json; *at; at++) {
        const char *from = at;

        if (fresh && !strchr(" \t\r\n\"]", *at)) {
            insights__lose(
                losses, "synonyms that are no text", "a description is words",
                1);
            fresh = 0;
        }
        if (*at == '[' || *at == '{')
            depth++;
        else if (*at == ']' || *at == '}')
            depth--;
        if (depth == 1 && (*at == ',' || *at == '['))
            fresh = 1;
        if (*at != '"')
            continue;
        for (at++; *at && *at != '"'; at++)
            at += *at == '\\' && at[1];
        if (depth == 1 && fresh)
            put_word(
                out, insights__json_span_of(from, (size_t)(at - from) + 1));
        fresh = 0;
    }
}

/* A text of a code without what XML cannot hold; NULL: none. */
static const char *clean_text(
    insights__buffer *out,
    const char *text,
    insights__losses *losses)
{
    insights__lose(
        losses, "control characters", "XML has no way to write them",
        text ? insights__qda_clean(out, text) : 0);
    return text ? insights__buffer_text(out) : NULL;
}

void insights__qda_pack(
    insights__buffer *out,
    const insights_record *code,
    insights__losses *losses)
{
    insights__buffer clean = INSIGHTS__BUFFER_INIT;
    const char *text = clean_text(
        &clean, insights_record_text(code, INSIGHTS_CODE_DEFINITION), losses);

    put_escaped(out, text ? text : "", 1);
    for (size_t i = 0; i < PARTS; i++) {
        insights__buffer words = INSIGHTS__BUFFER_INIT;

        text = insights_record_text(code, parts[i].field);
        if (text && parts[i].field == INSIGHTS_CODE_SYNONYMS) {
            list_words(&words, text, losses);
            text = insights__buffer_text(&words);
        }
        insights__buffer_truncate(&clean, 0);
        text = clean_text(&clean, text, losses);
        if (text && *text) {
            if (out->length)
                insights__buffer_text_append(out, "\n\n");
            insights__buffer_text_append(out, parts[i].mark);
            put_escaped(out, text, 0);
        }
        if (words.status < 0)
            out->status = words.status;
        insights__buffer_free(&words);
    }
    if (clean.status < 0)
        out->status = clean.status;
    insights__buffer_free(&clean);
}

static void words_json(insights__buffer *out, const char *text)
{
    insights__buffer word = INSIGHTS__BUFFER_INIT;

    insights__buffer_char(out, '[');
    for (;; text++) {
        if (*text == '\\' && text[1]) {
            insights__buffer_char(&word, *++text);
            continue;
        }
        if (*text && *text != ';') {
            insights__buffer_char(&word, *text);
            continue;
        }
        if (word.length) {
            if (out->length > 1)
                insights__buffer_char(out, ',');
            insights__buffer_json_string(out, word.data, word.length);
        }
        insights__buffer_truncate(&word, 0);
        if (!*text)
            break;
        text += text[1] == ' ';
    }
    insights__buffer_char(out, ']');
    if (word.status < 0)
        out->status = word.status;
    insights__buffer_free(&word);
}

/* Give one part to the record; it loses the empty line behind it. */
static insights_status set_part(
    insights_record *code,
    insights_field field,
    insights__buffer *text,
    int last,
    insights_error **error)
{
    insights__buffer list = INSIGHTS__BUFFER_INIT;
    insights_status status;

    for (int i = 0;
         i < 2 && !last && text->length && text->data[text->length - 1] == '\n';
         i++)
        insights__buffer_truncate(text, text->length - 1);
    status = insights__buffer_check(text, "a description", error);
    if (status < 0 || !text->length)
        return status;
    if (field == INSIGHTS_CODE_SYNONYMS) {
        words_json(&list, text->data);
        status = insights__buffer_check(&list, "the synonyms", error);
    }
    if (status >= 0)
        insights_record_set_text(
            code, field,
            field == INSIGHTS_CODE_SYNONYMS ? insights__buffer_text(&list)
                                            : text->data);
    insights__buffer_free(&list);
    insights__buffer_truncate(text, 0);
    return status;
}

insights_status insights__qda_unpack(
    const char *text,
    insights_record *code,
    insights_error **error)
{
    insights__buffer part = INSIGHTS__BUFFER_INIT;
    insights_field field = INSIGHTS_CODE_DEFINITION;
    insights_status status = INSIGHTS_OK;

    while (*text && status >= 0) {
        size_t found = part_at(text);
        size_t length;

        if (found) {
            status = set_part(code, field, &part, 0, error);
            field = parts[found - 1].field;
            text += strlen(parts[found - 1].mark);
        } else if (*text == '\\' && part_at(text + strspn(text, "\\"))) {
            text++;
        }
        length = strcspn(text, "\n");
        length += text[length] == '\n';
        insights__buffer_append(&part, text, length);
        text += length;
    }
    if (status >= 0)
        status = set_part(code, field, &part, 1, error);
    insights__buffer_free(&part);
    return status;
}
