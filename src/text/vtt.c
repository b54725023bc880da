/* vtt.c - takes a WebVTT file apart into cues. */
#include "text/vtt.h"

#include "text/cue.h"

#include "base/number.h"

#include <string.h>

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\f' || byte == '\r' ||
           byte == '\n';
}

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *find_arrow(const char *text, size_t length)
{
    size_t at;

    for (at = 0; at + 3 <= length; at++)
        if (!memcmp(text + at, "-->", 3))
            return text + at;
    return NULL;
}

/* --- Settings ------------------------------------------------------------ */

/* "12.5%" or, unless `percent`, "-3.5". */
static int parse_number(
    const char *text,
    size_t length,
    int percent,
    double *out)
{
    char copy[400];
    size_t at = 0;
    size_t figures = 0;
    size_t points = 0;

    if (percent && (!length || text[--length] != '%'))
        return 0;
    if (!length || length >= sizeof(copy))
        return 0;
    for (; at < length; at++) {
        if (is_digit(text[at]))
            figures++;
        else if (text[at] == '.' && figures && at + 1 < length)
            points++;
        else if (percent || text[at] != '-' || at)
            return 0;
    }
    if (!figures || points > 1)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (!insights__double_parse(copy, out))
        return 0;
    return !percent || (*out >= 0 && *out <= 100);
}

static int is(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && !memcmp(text, word, length);
}

/* The one of `words` (ended by NULL) that the text is, or NULL. */
static const char *one_of(
    const char *text,
    size_t length,
    const char *const *words)
{
    for (; *words; words++)
        if (is(text, length, *words))
            return *words;
    return NULL;
}

/* Where the part behind the comma starts; `length` where there is none. */
static size_t find_comma(const char *value, size_t length)
{
    const char *comma = memchr(value, ',', length);

    return comma ? (size_t)(comma - value) : length;
}

static void set_line(insights__vtt_cue *cue, const char *value, size_t length)
{
    static const char *const aligns[] = {"start", "center", "end", NULL};
    size_t comma = find_comma(value, length);
    const char *align = cue->line_align;
    int percent = comma && value[comma - 1] == '%';
    double number;

    if (!parse_number(value, comma, percent, &number))
        return;
    if (comma < length) {
        align = one_of(value + comma + 1, length - comma - 1, aligns);
        if (!align)
            return;
    }
    cue->line = number;
    cue->line_auto = 0;
    cue->snap_to_lines = !percent;
    cue->line_align = align;
}

static void set_position(
    insights__vtt_cue *cue,
    const char *value,
    size_t length)
{
    /* The last three are of an earlier draft. */
    static const struct {
        const char *name;
        const char *align;
    } aligns[] = {
        {"line-left", "line-left"},   {"center", "center"},
        {"line-right", "line-right"}, {"start", "line-left"},
        {"end", "line-right"},        {"left", "auto"},
    };
    size_t comma = find_comma(value, length);
    const char *align = cue->position_align;
    double number;
    size_t i;

    if (!parse_number(value, comma, 1, &number))
        return;
    if (comma < length) {
        align = NULL;
        for (i = 0; i < sizeof(aligns) / sizeof(aligns[0]); i++)
            if (is(value + comma + 1, length - comma - 1, aligns[i].name))
                align = aligns[i].align;
        if (!align)
            return;
    }
    cue->position = number;
    cue->position_auto = 0;
    cue->position_align = align;
}

static void set_one(insights__vtt_cue *cue, const char *text, size_t length)
{
    static const char *const aligns[] = {"start", "center", "end",
                                         "left",  "right",  NULL};
    static const char *const verticals[] = {"rl", "lr", NULL};
    const char *colon = memchr(text, ':', length);
    size_t name = colon ? (size_t)(colon - text) : 0;
    const char *value = text + name + 1;
    const char *word;
    double number;

    if (!name || name + 1 >= length)
        return;
    length -= name + 1;
    if (is(text, name, "vertical")) {
        word = one_of(value, length, verticals);
        cue->vertical = word ? word : cue->vertical;
    } else if (is(text, name, "line")) {
        set_line(cue, value, length);
    } else if (is(text, name, "position")) {
        set_position(cue, value, length);
    } else if (is(text, name, "size")) {
        if (parse_number(value, length, 1, &number))
            cue->size = number;
    } else if (is(text, name, "align")) {
        word = one_of(value, length, aligns);
        cue->align = word ? word : cue->align;
    }
}

static void set_all(insights__vtt_cue *cue, const char *text, size_t length)
{
    size_t at = 0;

    cue->vertical = "";
    cue->line_align = "start";
    cue->position_align = "auto";
    cue->align = "center";
    cue->size = 100;
    cue->line_auto = 1;
    cue->position_auto = 1;
    cue->snap_to_lines = 1;
    while (at < length) {
        size_t from;

        while (at < length && is_space(text[at]))
            at++;
        from = at;
        while (at < length && !is_space(text[at]))
            at++;
        if (at > from)
            set_one(cue, text + from, at - from);
    }
}

/* "start --> end settings"; 0: it is not. */
static int parse_timings(
    insights__vtt_cue *cue,
    const char *text,
    size_t length)
{
    size_t at = 0;

    while (at < length && is_space(text[at]))
        at++;
    if (!insights__cue_timestamp(text, length, &at, &cue->start_ms))
        return 0;
    while (at < length && is_space(text[at]))
        at++;
    if (length - at < 3 || memcmp(text + at, "-->", 3) != 0)
        return 0;
    at += 3;
    while (at < length && is_space(text[at]))
        at++;
    if (!insights__cue_timestamp(text, length, &at, &cue->end_ms))
        return 0;
    set_all(cue, text + at, length - at);
    return 1;
}

/* --- Blocks -------------------------------------------------------------- */

static insights_status next_line(
    insights__vtt *vtt,
    const char **line,
    size_t *length,
    insights_error **error)
{
    if (vtt->has_back) {
        vtt->has_back = 0;
        *line = insights__buffer_text(&vtt->back);
        *length = vtt->back.length;
        return INSIGHTS_OK;
    }
    return insights__source_line(vtt->source, line, length, error);
}

static void put_back(insights__vtt *vtt, const char *line, size_t length)
{
    insights__buffer copy = INSIGHTS__BUFFER_INIT;

    /* The line may be the one that was put back before. */
    insights__buffer_append(&copy, line, length);
    insights__buffer_free(&vtt->back);
    vtt->back = copy;
    vtt->has_back = 1;
}

static insights_status check(insights__vtt *vtt, insights_error **error)
{
    insights_status status = vtt->cue.id.status;

    if (status >= 0)
        status = vtt->cue.text.status;
    if (status >= 0)
        status = vtt->back.status;
    if (status >= 0)
        status = vtt->header.status;
    if (status == INSIGHTS_E_NOMEM)
        return insights__fail_nomem(error);
    if (status < 0)
        return insights__fail(error, status, "a WebVTT block is too long");
    return INSIGHTS_OK;
}

/* Whether the block just read is text that belongs to nothing. */
static int is_stray(const insights__vtt *vtt)
{
    static const char *const known[] = {"NOTE", "STYLE", "REGION"};
    const char *text = insights__buffer_text(&vtt->cue.id);
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        size_t size = strlen(known[i]);

        if (!strncmp(text, known[i], size) &&
            (!text[size] || is_space(text[size])))
            return 0;
    }
    return vtt->cue.id.length > 0;
}

static void swap_texts(insights__vtt *vtt)
{
    insights__buffer id = vtt->cue.id;

    vtt->cue.id = vtt->cue.text;
    vtt->cue.text = id;
}

/* Take a block whose first line is given. `*found` is 1 where it was a cue,
 * which is then in vtt->cue; `header` is where its lines go if not NULL, and
 * it then never is a cue. */
static insights_status take_block(
    insights__vtt *vtt,
    const char *line,
    size_t length,
    insights__buffer *header,
    int *found,
    insights_error **error)
{
    insights__buffer *into = header ? header : &vtt->cue.id;
    insights_status status = INSIGHTS_OK;
    size_t count = 0;
    int seen_arrow = 0;

    *found = 0;
    vtt->cue.line_number = vtt->source->line;
    insights__buffer_truncate(&vtt->cue.id, 0);
    insights__buffer_truncate(&vtt->cue.text, 0);
    while (status == INSIGHTS_OK && length) {
        count++;
        if (!find_arrow(line, length)) {
            if (into->length)
                insights__buffer_char(into, '\n');
            insights__buffer_append(into, line, length);
        } else if (!header && (count == 1 || (count == 2 && !seen_arrow))) {
            seen_arrow = 1;
            *found = parse_timings(&vtt->cue, line, length);
            vtt->cue.line_number = vtt->source->line;
            if (*found)
                into = &vtt->cue.text;
            else
                insights__buffer_truncate(&vtt->cue.id, 0);
        } else {
            put_back(vtt, line, length);
            break;
        }
        status = next_line(vtt, &line, &length, error);
    }
    if (status < 0)
        return status;
    vtt->stray = vtt->want_stray && !header && !*found && is_stray(vtt);
    if (vtt->stray)
        swap_texts(vtt);
    *found |= vtt->stray;
    return check(vtt, error);
}

insights_status insights__vtt_open(
    insights__vtt *vtt,
    insights__source *source,
    insights_error **error)
{
    const char *line = "";
    size_t length = 0;
    int found;
    insights_status status;

    memset(vtt, 0, sizeof(*vtt));
    vtt->source = source;
    status = insights__source_line(source, &line, &length, error);
    if (status < 0)
        return status;
    if (length < 6 || memcmp(line, "WEBVTT", 6) != 0 ||
        (length > 6 && line[6] != ' ' && line[6] != '\t'))
        return insights__source_fail(
            source, 1, 1, error, "a WebVTT file starts with 'WEBVTT'");
    insights__buffer_append(&vtt->header, line, length);
    status = next_line(vtt, &line, &length, error);
    if (status == INSIGHTS_OK && length)
        status = take_block(vtt, line, length, &vtt->header, &found, error);
    if (status >= 0)
        status = check(vtt, error);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__vtt_next(insights__vtt *vtt, insights_error **error)
{
    const char *line;
    size_t length;
    int found;

    for (;;) {
        insights_status status = next_line(vtt, &line, &length, error);

        if (status != INSIGHTS_OK)
            return status;
        if (!length)
            continue;
        status = take_block(vtt, line, length, NULL, &found, error);
        if (status < 0 || found)
            return status;
    }
}

void insights__vtt_close(insights__vtt *vtt)
{
    insights__buffer_free(&vtt->cue.id);
    insights__buffer_free(&vtt->cue.text);
    insights__buffer_free(&vtt->header);
    insights__buffer_free(&vtt->back);
}
