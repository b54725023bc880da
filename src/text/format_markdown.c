/* format_markdown.c - Markdown in and out.
 *
 * Who speaks is said by bold names ("**Ana:** hello"), by headings that come
 * back ("## Ana"), or as in plain text. Other headings are left out, with a
 * note; so are rules, comments and the marks of lists and quotations. Front
 * matter gives title, date, language and media. Inline markup is taken off
 * (markdown.h); code keeps its backticks.
 *
 * What is written reads back as the same turns, but for line breaks inside a
 * turn, which become spaces, spaces at its ends and the times of words.
 * "**:** hello" is a turn of nobody among turns of named people.
 */
#include "text/dialogue.h"
#include "text/format.h"
#include "text/markdown.h"

#include "base/alloc.h"

#include <string.h>

typedef struct markdown_reader {
    insights__dialogue dialogue;
    insights_conversation *script;
    insights__buffer block; /* lines of a paragraph, with \n between */
    insights__buffer plain;
    insights__buffer speaker;
    size_t headings;      /* left out */
    size_t first_heading; /* the line of the first of them */
    int in_code;
    int in_comment;
    int in_matter;
} markdown_reader;

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

static int starts_with(const char *line, size_t length, const char *start)
{
    size_t size = strlen(start);

    return length >= size && !memcmp(line, start, size);
}

/* --- Detection ------------------------------------------------------------ */

/* "**Name:** " or "**Name**: ": the length of the mark, with the range of the
 * name; 0: it is neither. */
static size_t bold_label(
    const char *line,
    size_t length,
    size_t *name,
    size_t *name_length)
{
    size_t at = 2;
    size_t end;

    if (length < 5 || (line[0] != '*' && line[0] != '_') ||
        line[1] != line[0] || line[2] == line[0])
        return 0;
    while (at + 1 < length && at < 400 &&
           !(line[at] == line[0] && line[at + 1] == line[0]) &&
           line[at] != '\n')
        at += line[at] == '\\' ? 2u : 1u;
    if (at + 1 >= length || line[at] != line[0] || line[at + 1] != line[0])
        return 0;
    end = at + 2;
    *name = 2;
    *name_length = at - 2;
    if (line[at - 1] == ':' && (at < 2 || line[at - 2] != '\\'))
        (*name_length)--;
    else if (end < length && line[end] == ':')
        end++;
    else
        return 0;
    while (*name_length && is_space(line[*name + *name_length - 1]))
        (*name_length)--;
    while (end < length && is_space(line[end]))
        end++;
    return end;
}

static int detect(const char *sample, size_t length)
{
    size_t bold = 0;
    size_t marks = 0;
    size_t lines = 0;
    size_t at = 0;
    size_t name;
    size_t size;

    if (starts_with(sample, length, "---\n") ||
        starts_with(sample, length, "---\r\n"))
        return 60;
    while (at < length) {
        const char *line = sample + at;
        const char *feed = memchr(line, '\n', length - at);
        size_t left = feed ? (size_t)(feed - line) : length - at;

        lines += left > 1 ? 1u : 0u;
        bold += bold_label(line, left, &name, &size) ? 1u : 0u;
        if (starts_with(line, left, "# ") || starts_with(line, left, "## ") ||
            starts_with(line, left, "### ") || starts_with(line, left, "\\[") ||
            starts_with(line, left, "> "))
            marks++;
        at += left + 1;
    }
    if (bold)
        return 60;
    return marks ? 40 : lines ? 5 : 0;
}

/* --- Reading -------------------------------------------------------------- */

/* "key: 'value'" of front matter. */
static int matter_line(markdown_reader *reader, const char *line, size_t length)
{
    static const struct {
        const char *name;
        const char *key;
    } known[] = {
        {"title", "title"},   {"date", "date"},   {"language", "language"},
        {"lang", "language"}, {"media", "media"}, {"audio", "media"},
        {"video", "media"},
    };
    const char *colon = memchr(line, ':', length);
    size_t name = colon ? (size_t)(colon - line) : 0;
    size_t from = name + 1;
    char quote;
    size_t i;

    while (from < length && is_space(line[from]))
        from++;
    while (length > from && is_space(line[length - 1]))
        length--;
    if (!name || from >= length)
        return 1;
    quote = line[from];
    insights__buffer_truncate(&reader->plain, 0);
    if ((quote == '\'' || quote == '"') && length > from + 1 &&
        line[length - 1] == quote) {
        for (from++, length--; from < length; from++) {
            if (from + 1 < length && ((quote == '\'' && line[from] == quote &&
                                       line[from + 1] == quote) ||
                                      (quote == '"' && line[from] == '\\')))
                from++;
            insights__buffer_char(&reader->plain, line[from]);
        }
    } else {
        insights__buffer_append(&reader->plain, line + from, length - from);
    }
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strlen(known[i].name) == name && !memcmp(known[i].name, line, name))
            return insights__meta_set(
                reader->script,
                insights__meta_slot(reader->script, known[i].key),
                insights__buffer_text(&reader->plain), reader->plain.length);
    return 1;
}

static void restore_colons(insights__buffer *text)
{
    size_t at;

    for (at = 0; at < text->length; at++)
        if (text->data[at] == INSIGHTS__PLAIN_COLON)
            text->data[at] = ':';
}

/* The lines of a paragraph, each on its own to the dialogue. */
static int end_block(markdown_reader *reader)
{
    const char *block = insights__buffer_text(&reader->block);
    const char *speaker = NULL;
    const char *line;
    size_t length = reader->block.length;
    size_t name = 0;
    size_t name_length = 0;
    size_t mark;

    while (length) {
        /* A name in bold begins a turn on whichever line it stands. */
        const char *end = block;
        size_t left;

        mark = bold_label(block, length, &name, &name_length);
        if (mark) {
            insights__buffer_truncate(&reader->speaker, 0);
            insights__markdown_plain(
                &reader->speaker, block + name, name_length);
            restore_colons(&reader->speaker);
            speaker = insights__buffer_text(&reader->speaker);
            block += mark;
            length -= mark;
            end = block;
        }
        do {
            end = memchr(end, '\n', length - (size_t)(end - block));
            end = end ? end + 1 : block + length;
        } while (end < block + length &&
                 !bold_label(
                     end, length - (size_t)(end - block), &name, &name_length));
        left = (size_t)(end - block);
        insights__buffer_truncate(&reader->plain, 0);
        insights__markdown_plain(&reader->plain, block, left);
        line = insights__buffer_text(&reader->plain);
        block += left;
        length -= left;
        for (;;) {
            const char *feed = strchr(line, '\n');
            size_t size = feed ? (size_t)(feed - line) : strlen(line);

            if ((size || speaker) &&
                !insights__dialogue_line(
                    &reader->dialogue, line, size, speaker))
                return 0;
            speaker = NULL;
            if (!feed)
                break;
            line = feed + 1;
        }
    }
    insights__buffer_truncate(&reader->block, 0);
    reader->dialogue.paragraph = 1;
    return reader->block.status >= 0 && reader->plain.status >= 0 &&
           reader->speaker.status >= 0;
}

/* "## Ana": a title, a speaker if it comes back, or nothing. */
static int heading(
    markdown_reader *reader,
    const char *line,
    size_t length,
    size_t number)
{
    size_t level = 0;
    const char *text;
    int kept = 0;

    while (level < length && line[level] == '#')
        level++;
    while (length > level &&
           (line[length - 1] == '#' || is_space(line[length - 1])))
        length--;
    insights__buffer_truncate(&reader->plain, 0);
    insights__markdown_plain(&reader->plain, line + level, length - level);
    text = insights__buffer_text(&reader->plain);
    if (level == 1 &&
        !insights__meta_set(
            reader->script, &reader->script->title, text, reader->plain.length))
        return 0;
    while (is_space(*text))
        text++;
    if (!*text)
        return 1;
    if (level == 1)
        reader->dialogue.paragraph = 1;
    else if (!insights__dialogue_heading(
                 &reader->dialogue, text, strlen(text), &kept))
        return 0;
    if (!kept && !reader->headings++)
        reader->first_heading = number;
    return 1;
}

/* A line of nothing but three or more of the same mark. */
static int is_rule(const char *line, size_t length)
{
    size_t marks = 0;
    size_t at;

    for (at = 0; at < length; at++) {
        if (is_space(line[at]))
            continue;
        if (line[at] != line[0] || !strchr("-*_=", line[at]))
            return 0;
        marks++;
    }
    return marks > 2;
}

/* The marks of quotations and list items at the start: how long they are.
 * `*item` says that one begins a paragraph. */
static size_t skip_marks(const char *line, size_t length, int *item)
{
    size_t at = 0;

    *item = 0;
    while (at < length && (line[at] == '>' || is_space(line[at])))
        at++;
    if (at + 1 < length && strchr("-*+", line[at]) && is_space(line[at + 1])) {
        /* "- - for" goes on, it is no list in a list. */
        if (at + 2 < length && line[at + 2] == line[at])
            return at;
        *item = 1;
        at += 2;
        while (at < length && is_space(line[at]))
            at++;
    }
    return at;
}

static int take_line(
    markdown_reader *reader,
    const char *line,
    size_t length,
    size_t number)
{
    int item;
    size_t skip;

    while (length && is_space(line[length - 1]))
        length--;
    if (reader->in_matter) {
        if (is_rule(line, length) || starts_with(line, length, "...")) {
            reader->in_matter = 0;
            return 1;
        }
        return matter_line(reader, line, length);
    }
    if (number == 1 && length == 3 && !memcmp(line, "---", 3)) {
        reader->in_matter = 1;
        return 1;
    }
    if (starts_with(line, length, "```") || starts_with(line, length, "~~~")) {
        reader->in_code = !reader->in_code;
        return end_block(reader);
    }
    if (!length || (!reader->in_code && is_rule(line, length)))
        return end_block(reader);
    if (reader->in_code)
        return insights__dialogue_line(&reader->dialogue, line, length, NULL);
    if (line[0] == '#' && length > 1 && (line[1] == '#' || is_space(line[1])))
        return end_block(reader) && heading(reader, line, length, number);
    skip = skip_marks(line, length, &item);
    if (item && !end_block(reader))
        return 0;
    if (reader->block.length)
        insights__buffer_char(&reader->block, '\n');
    insights__buffer_append(&reader->block, line + skip, length - skip);
    return 1;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    markdown_reader reader;
    insights_status status = INSIGHTS_OK;
    const char *line;
    size_t length;

    memset(&reader, 0, sizeof(reader));
    insights__dialogue_open(&reader.dialogue);
    reader.script = script;
    while (status == INSIGHTS_OK) {
        status = insights__source_line(source, &line, &length, error);
        if (status == INSIGHTS_OK &&
            !take_line(&reader, line, length, source->line))
            status = insights__fail_nomem(error);
    }
    if (status == INSIGHTS_DONE)
        status = end_block(&reader) ? INSIGHTS_OK : insights__fail_nomem(error);
    if (status == INSIGHTS_OK)
        status = insights__draft_finish(&reader.dialogue.draft, script, error);
    if (status == INSIGHTS_OK) {
        if (!reader.headings)
            reader.first_heading = 0;
        reader.headings += reader.dialogue.draft.dropped;
        if (reader.headings &&
            insights__script_warn(
                script, "%zu %s left out", reader.headings,
                reader.headings == 1 ? "heading was" : "headings were") < 0)
            status = insights__fail_nomem(error);
    }
    insights__dialogue_close(&reader.dialogue);
    insights__buffer_free(&reader.block);
    insights__buffer_free(&reader.plain);
    insights__buffer_free(&reader.speaker);
    return status;
}

/* --- Writing -------------------------------------------------------------- */

static void write_turn(
    insights__buffer *out,
    const insights__turn *turn,
    int named)
{
    const char *text = turn->text;
    size_t length = turn->length;

    while (length && (is_space(*text) || *text == '\n' || *text == '\r')) {
        text++;
        length--;
    }
    if (turn->speaker) {
        insights__buffer_text_append(out, "**");
        insights__markdown_escape(out, turn->speaker, strlen(turn->speaker));
        insights__buffer_text_append(out, ":** ");
    } else if (named) {
        insights__buffer_text_append(out, "**:** ");
    }
    if (turn->start_ms >= 0) {
        insights__buffer_text_append(out, "\\[");
        insights__write_time(out, turn->start_ms, '.');
        if (turn->end_ms >= 0) {
            insights__buffer_text_append(out, "\xE2\x80\x93");
            insights__write_time(out, turn->end_ms, '.');
        }
        insights__buffer_text_append(out, "\\] ");
    }
    insights__markdown_escape(out, text, length);
    insights__buffer_text_append(out, "\n\n");
}

static void write_meta(
    insights__buffer *out,
    const char *name,
    const char *value)
{
    if (!value)
        return;
    insights__buffer_format(out, "%s: '", name);
    for (; *value; value++) {
        if (*value == '\'')
            insights__buffer_char(out, '\'');
        insights__buffer_char(
            out, *value == '\n' || *value == '\r' ? ' ' : *value);
    }
    insights__buffer_text_append(out, "'\n");
}

static void write(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    size_t count = conversation->turns.count;
    int named = 0;
    size_t i;

    insights__buffer_text_append(out, "---\n");
    write_meta(out, "title", conversation->title);
    write_meta(out, "language", conversation->language);
    write_meta(out, "date", conversation->date);
    write_meta(out, "media", conversation->media);
    insights__buffer_text_append(out, "---\n\n");
    /* Nor must "[Ana] hello" or a colon of full width be taken for a name. */
    for (i = 0; i < count; i++) {
        const insights__turn *turn = &conversation->turns.items[i];

        named = named || turn->speaker || turn->text[0] == '[' ||
                turn->text[0] == '>' || strstr(turn->text, "\xEF\xBC\x9A");
    }
    for (i = 0; i < count; i++)
        write_turn(out, &conversation->turns.items[i], named);
}

const insights__format insights__format_markdown = {
    "markdown", ".md .markdown", detect, read, write};
