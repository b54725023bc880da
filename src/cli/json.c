/*
 * json.c - a small reader and writer of JSON.
 *
 * Values nest 64 deep at most, so the stack is bounded.
 */
#include "cli/json.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 64

typedef struct reader {
    const char *at;
    const char *end;
    int depth;
} reader;

static int read_value(reader *from, cli_json *out);

static void clear(cli_json *json)
{
    for (size_t i = 0; i < json->count; i++) {
        clear(&json->items[i]);
        if (json->names)
            free(json->names[i]);
    }
    free(json->items);
    free(json->names);
    free(json->text);
    memset(json, 0, sizeof(*json));
}

void cli_json_free(cli_json *json)
{
    if (!json)
        return;
    clear(json);
    free(json);
}

static void skip_space(reader *from)
{
    while (from->at < from->end && strchr(" \t\r\n", *from->at) && *from->at)
        from->at++;
}

static int take(reader *from, char wanted)
{
    skip_space(from);
    if (from->at >= from->end || *from->at != wanted)
        return 0;
    from->at++;
    return 1;
}

static int hex4(reader *from, uint32_t *out)
{
    uint32_t value = 0;

    if (from->end - from->at < 4)
        return 0;
    for (int i = 0; i < 4; i++) {
        char c = *from->at++;

        value <<= 4;
        if (c >= '0' && c <= '9')
            value |= (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value |= (uint32_t)(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            value |= (uint32_t)(c - 'A' + 10);
        else
            return 0;
    }
    *out = value;
    return 1;
}

static void put_point(cli_buffer *buffer, uint32_t point)
{
    char bytes[4];
    size_t length = 0;

    if (point < 0x80) {
        bytes[length++] = (char)point;
    } else if (point < 0x800) {
        bytes[length++] = (char)(0xc0 | point >> 6);
    } else if (point < 0x10000) {
        bytes[length++] = (char)(0xe0 | point >> 12);
        bytes[length++] = (char)(0x80 | (point >> 6 & 0x3f));
    } else {
        bytes[length++] = (char)(0xf0 | point >> 18);
        bytes[length++] = (char)(0x80 | (point >> 12 & 0x3f));
        bytes[length++] = (char)(0x80 | (point >> 6 & 0x3f));
    }
    if (point >= 0x80)
        bytes[length++] = (char)(0x80 | (point & 0x3f));
    cli_put_bytes(buffer, bytes, length);
}

static int read_escape(reader *from, cli_buffer *buffer)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    uint32_t point = 0;
    uint32_t low = 0;
    const char *found = NULL;

    if (from->at >= from->end)
        return 0;
    if (*from->at == 'u') {
        from->at++;
        if (!hex4(from, &point) || point == 0)
            return 0;
        if (point >= 0xd800 && point < 0xdc00 && from->end - from->at > 6 &&
            from->at[0] == '\\' && from->at[1] == 'u') {
            from->at += 2;
            if (!hex4(from, &low) || low < 0xdc00 || low > 0xdfff)
                return 0;
            point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        }
        if (point >= 0xd800 && point < 0xe000)
            point = 0xfffd;
        put_point(buffer, point);
        return 1;
    }
    found = *from->at ? strchr(names, *from->at) : NULL;
    if (!found)
        return 0;
    from->at++;
    cli_put_bytes(buffer, values + (found - names), 1);
    return 1;
}

/* After the opening quotation mark. */
static int read_text(reader *from, char **out)
{
    cli_buffer buffer = {0};

    while (from->at < from->end && *from->at != '"') {
        const char *start = from->at;

        if (*from->at == '\\') {
            from->at++;
            if (!read_escape(from, &buffer))
                break;
            continue;
        }
        if ((unsigned char)*from->at < 0x20)
            break;
        while (from->at < from->end && *from->at != '"' && *from->at != '\\' &&
               (unsigned char)*from->at >= 0x20)
            from->at++;
        cli_put_bytes(&buffer, start, (size_t)(from->at - start));
    }
    if (from->at >= from->end || *from->at != '"') {
        cli_drop(&buffer);
        return 0;
    }
    from->at++;
    *out = cli_take(&buffer);
    return 1;
}

static cli_json *add_item(cli_json *to, char *name)
{
    to->items = cli_grow(to->items, (to->count + 1) * sizeof(*to->items));
    memset(&to->items[to->count], 0, sizeof(*to->items));
    if (to->type == CLI_JSON_OBJECT) {
        to->names = cli_grow(to->names, (to->count + 1) * sizeof(*to->names));
        to->names[to->count] = name;
    }
    return &to->items[to->count++];
}

static int read_members(reader *from, cli_json *out, char close)
{
    if (++from->depth > DEPTH_MAX)
        return 0;
    if (take(from, close)) {
        from->depth--;
        return 1;
    }
    do {
        char *name = NULL;

        if (close == '}' && (!take(from, '"') || !read_text(from, &name)))
            return 0;
        if (close == '}' && !take(from, ':')) {
            free(name);
            return 0;
        }
        if (!read_value(from, add_item(out, name)))
            return 0;
    } while (take(from, ','));
    from->depth--;
    return take(from, close);
}

static int read_word(reader *from, cli_json *out)
{
    const char *start = from->at;
    size_t length = 0;

    while (from->at < from->end && *from->at &&
           strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *from->at))
        from->at++;
    length = (size_t)(from->at - start);
    if (length == 0)
        return 0;
    if (length == 4 && strncmp(start, "null", 4) == 0)
        return 1;
    out->text = cli_copy_bytes(start, length);
    if (strcmp(out->text, "true") == 0 || strcmp(out->text, "false") == 0)
        out->type = CLI_JSON_BOOL;
    else
        out->type = CLI_JSON_NUMBER;
    return out->type == CLI_JSON_BOOL || *start == '-' ||
           (*start >= '0' && *start <= '9');
}

static int read_value(reader *from, cli_json *out)
{
    skip_space(from);
    if (take(from, '{')) {
        out->type = CLI_JSON_OBJECT;
        return read_members(from, out, '}');
    }
    if (take(from, '[')) {
        out->type = CLI_JSON_LIST;
        return read_members(from, out, ']');
    }
    if (take(from, '"')) {
        out->type = CLI_JSON_TEXT;
        return read_text(from, &out->text);
    }
    return read_word(from, out);
}

cli_json *cli_json_read(const char *text, size_t length)
{
    reader from = {text, text + length, 0};
    cli_json *json = cli_alloc(sizeof(*json));
    int well = read_value(&from, json);

    skip_space(&from);
    if (well && from.at == from.end)
        return json;
    cli_json_free(json);
    return NULL;
}

const cli_json *cli_json_at(const cli_json *json, const char *path)
{
    while (json && *path) {
        const cli_json *found = NULL;
        size_t length = strcspn(path, ".");

        if (json->type == CLI_JSON_LIST) {
            size_t index = (size_t)strtoul(path, NULL, 10);

            json = index < json->count ? &json->items[index] : NULL;
            path += length + (path[length] == '.');
            continue;
        }
        if (json->type != CLI_JSON_OBJECT)
            return NULL;
        for (size_t i = 0; i < json->count && !found; i++)
            if (strcmp(json->names[i], path) == 0)
                return &json->items[i];
        for (size_t i = 0; i < json->count && !found; i++)
            if (strlen(json->names[i]) == length &&
                strncmp(json->names[i], path, length) == 0)
                found = &json->items[i];
        json = found;
        path += length + (path[length] == '.');
    }
    return json;
}

const char *cli_json_text(const cli_json *json, const char *path)
{
    const cli_json *found = cli_json_at(json, path);

    return found ? found->text : NULL;
}

int64_t cli_json_int(const cli_json *json, const char *path, int64_t none)
{
    const cli_json *found = cli_json_at(json, path);

    if (!found || found->type != CLI_JSON_NUMBER)
        return none;
    return (int64_t)strtoll(found->text, NULL, 10);
}

int cli_json_true(const cli_json *json, const char *path)
{
    const char *text = cli_json_text(json, path);

    return text && strcmp(text, "true") == 0;
}

void cli_json_quote(cli_buffer *buffer, const char *text)
{
    cli_put(buffer, "\"");
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            cli_putf(buffer, "\\%c", c);
        else if (c == '\n')
            cli_put(buffer, "\\n");
        else if (c == '\t')
            cli_put(buffer, "\\t");
        else if (c == '\r')
            cli_put(buffer, "\\r");
        else if (c < 0x20 || c == 0x7f)
            cli_putf(buffer, "\\u%04x", c);
        else
            cli_put_bytes(buffer, text, 1);
    }
    cli_put(buffer, "\"");
}

void cli_json_write(cli_buffer *buffer, const cli_json *json)
{
    int object = json->type == CLI_JSON_OBJECT;

    switch (json->type) {
    case CLI_JSON_NULL:
        cli_put(buffer, "null");
        break;
    case CLI_JSON_BOOL:
    case CLI_JSON_NUMBER:
        cli_put(buffer, json->text);
        break;
    case CLI_JSON_TEXT:
        cli_json_quote(buffer, json->text);
        break;
    case CLI_JSON_LIST:
    case CLI_JSON_OBJECT:
        cli_put(buffer, object ? "{" : "[");
        for (size_t i = 0; i < json->count; i++) {
            if (i)
                cli_put(buffer, ",");
            if (object) {
                cli_json_quote(buffer, json->names[i]);
                cli_put(buffer, ":");
            }
            cli_json_write(buffer, &json->items[i]);
        }
        cli_put(buffer, object ? "}" : "]");
        break;
    }
}

static cli_json *member(cli_json *object, const char *name)
{
    cli_json *found = NULL;

    for (size_t i = 0; i < object->count; i++)
        if (strcmp(object->names[i], name) == 0)
            found = &object->items[i];
    if (!found)
        return add_item(object, cli_copy(name));
    clear(found);
    return found;
}

void cli_json_set_text(cli_json *object, const char *name, const char *text)
{
    cli_json *item = member(object, name);

    if (!text)
        return;
    item->type = CLI_JSON_TEXT;
    item->text = cli_copy(text);
}

void cli_json_set_int(cli_json *object, const char *name, int64_t value)
{
    cli_json *item = member(object, name);

    item->type = CLI_JSON_NUMBER;
    item->text = cli_format("%lld", (long long)value);
}

cli_json *cli_json_set_list(cli_json *object, const char *name)
{
    cli_json *item = member(object, name);

    item->type = CLI_JSON_LIST;
    return item;
}

void cli_json_push_text(cli_json *list, const char *text)
{
    cli_json *item = add_item(list, NULL);

    if (!text)
        return;
    item->type = CLI_JSON_TEXT;
    item->text = cli_copy(text);
}

static void add_name(cli_buffer *object, const char *name)
{
    if (object->length && object->text[object->length - 1] != '{')
        cli_put(object, ",");
    cli_json_quote(object, name);
    cli_put(object, ":");
}

void cli_json_add_text(cli_buffer *object, const char *name, const char *text)
{
    add_name(object, name);
    if (text)
        cli_json_quote(object, text);
    else
        cli_put(object, "null");
}

void cli_json_add_int(cli_buffer *object, const char *name, int64_t value)
{
    add_name(object, name);
    cli_putf(object, "%lld", (long long)value);
}

void cli_json_add_raw(cli_buffer *object, const char *name, const char *json)
{
    add_name(object, name);
    cli_put(object, json && *json ? json : "null");
}
