/* layout.c - Google Meet, Otter, Teams and Zoom by the look of their text. */
#include "text/layout.h"

#include "text/clock.h"
#include "text/draft.h"
#include "text/format.h"

#include <string.h>

/* Heads are not longer. */
#define HEAD_LINES 40

/* Recordings do not begin later; times of day do. */
#define CLOCK_MINIMUM (INT64_C(5) * 3600 * 1000)

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static void trim(const char **text, size_t *length)
{
    while (*length && is_space(**text)) {
        (*text)++;
        (*length)--;
    }
    while (*length && is_space((*text)[*length - 1]))
        (*length)--;
}

static int begins(const char *line, size_t length, const char *start)
{
    size_t size = strlen(start);

    return length >= size && !memcmp(line, start, size);
}

static int ends(const char *line, size_t length, const char *end)
{
    size_t size = strlen(end);

    return length >= size && !memcmp(line + length - size, end, size);
}

static int is(const char *line, size_t length, const char *what)
{
    return length == strlen(what) && !memcmp(line, what, length);
}

/* The next line of a sample, trimmed; 0: there is none. */
static int next_line(
    const char *sample,
    size_t length,
    size_t *at,
    const char **line,
    size_t *size)
{
    size_t from = *at;

    if (from >= length)
        return 0;
    while (*at < length && sample[*at] != '\n' && sample[*at] != '\r')
        (*at)++;
    *line = sample + from;
    *size = *at - from;
    if (*at + 1 < length && sample[*at] == '\r' && sample[*at + 1] == '\n')
        (*at)++;
    (*at)++;
    trim(line, size);
    return 1;
}

/* --- Times --------------------------------------------------------------- */

/* "1 hour 2 minutes 3 seconds" */
static int worded_time(const char *line, size_t length, int64_t *out_ms)
{
    static const struct {
        const char *name;
        int64_t ms;
    } units[] = {{"hour", 3600000}, {"minute", 60000}, {"second", 1000}};
    int64_t total = 0;
    size_t last = 0;
    size_t at = 0;

    while (at < length) {
        int64_t value = 0;
        size_t from = at;

        while (at < length && is_digit(line[at]) && at - from < 6)
            value = value * 10 + (line[at++] - '0');
        if (at == from || at == length || line[at++] != ' ')
            return 0;
        while (last < 3 && !begins(line + at, length - at, units[last].name))
            last++;
        if (last == 3)
            return 0;
        at += strlen(units[last].name);
        total += value * units[last++].ms;
        if (at < length && line[at] == 's')
            at++;
        if (at < length && line[at] == ',')
            at++;
        if (at < length && line[at++] != ' ')
            return 0;
    }
    *out_ms = total;
    return length > 0;
}

int insights__layout_time(const char *line, size_t length, int64_t *out_ms)
{
    size_t used;

    trim(&line, &length);
    if (length > 2 && ((line[0] == '(' && line[length - 1] == ')') ||
                       (line[0] == '[' && line[length - 1] == ']'))) {
        line++;
        length -= 2;
    }
    used = insights__loose_time(line, length, out_ms);
    if (used && (used == length || is(line + used, length - used, " minutes")))
        return 1;
    return worded_time(line, length, out_ms);
}

/* --- Heads --------------------------------------------------------------- */

static void take_title(insights__layout *out, const char *line, size_t length)
{
    int64_t ignored;
    size_t at;

    out->title = line;
    out->title_length = length;
    for (at = 0; at + 10 <= length; at++)
        if (insights__take_date(line + at, length - at, &ignored)) {
            out->date = line + at;
            if (at > 2 && line[at - 1] == '(')
                out->title_length = at - 1;
            break;
        }
    if (ends(line, out->title_length, " - Transcript"))
        out->title_length -= strlen(" - Transcript");
}

/* Where the head of an export ends, by what it is known to end with. */
static void tell_head(const char *sample, size_t length, insights__layout *out)
{
    const char *first = NULL;
    const char *line;
    size_t first_size = 0;
    size_t size;
    size_t number;
    size_t at = 0;
    int attendees = 0;
    int keywords = 0;
    int list = 0; /* the line below SPEAKERS names them */

    for (number = 1;
         number <= HEAD_LINES && next_line(sample, length, &at, &line, &size);
         number++) {
        if (!first && size) {
            first = line;
            first_size = size;
            if (ends(line, size, " - Transcript"))
                attendees = 1;
        }
        if (list && size)
            out->head = number;
        else if (attendees && is(line, size, "Transcript"))
            out->head = number;
        else if (line != first && ends(line, size, " started transcription"))
            out->head = number;
        if (out->head)
            break;
        attendees |= is(line, size, "Attendees");
        keywords |= is(line, size, "SUMMARY KEYWORDS");
        list |= keywords && is(line, size, "SPEAKERS");
    }
    if (out->head)
        take_title(out, first, first_size);
}

int insights__layout_is_notice(const char *line, size_t length)
{
    static const char *const after[] = {
        "Meeting ended after ", "Transcription ended after "};
    static const char *const done[] = {
        " started transcription", " stopped transcription"};
    size_t i;

    trim(&line, &length);
    for (i = 0; i < 2; i++) {
        size_t size = strlen(after[i]);

        if (begins(line, length, after[i]) && length > size &&
            is_digit(line[size]))
            return 1;
        if (ends(line, length, done[i]) &&
            insights__label_shape_of(line, length - strlen(done[i])) ==
                INSIGHTS__SHAPE_STRONG)
            return 1;
    }
    return begins(
        line, length, "This editable transcript was computer generated");
}

/* --- Lines --------------------------------------------------------------- */

/* Nearly every time on a line of its own stands right below what could be a
 * name, which is itself not right below a time; and some of them come back. */
static void tell_names(const char *sample, size_t length, insights__layout *out)
{
    const char *names[64] = {NULL};
    size_t sizes[64] = {0};
    const char *before = NULL; /* what may be a name, on the line ahead */
    size_t before_size = 0;
    const char *line;
    size_t size;
    size_t at = 0;
    size_t times = 0;
    size_t named = 0;
    size_t again = 0;
    size_t i;
    int64_t ignored;
    int behind_time = 0;

    while (next_line(sample, length, &at, &line, &size)) {
        if (insights__layout_time(line, size, &ignored)) {
            times += behind_time ? 0u : 1u;
            named += before ? 1u : 0u;
            for (i = 0; before && i < 64 && names[i]; i++)
                if (sizes[i] == before_size &&
                    !memcmp(names[i], before, before_size))
                    break;
            if (before && i < 64 && names[i]) {
                again++;
            } else if (before && i < 64) {
                names[i] = before;
                sizes[i] = before_size;
            }
            before = NULL;
            behind_time = 1;
            continue;
        }
        before =
            size && !behind_time &&
                    insights__label_shape_of(line, size) >= INSIGHTS__SHAPE_WEAK
                ? line
                : NULL;
        before_size = size;
        behind_time = 0;
    }
    out->names_on_times =
        named > 1 && named * 10 >= times * 9 && (again || named > 2);
}

/* The first line of what Zoom keeps: "[Ana] 10:02:03", or "10:02:03 From Ana
 * to Everyone:". */
static void tell_zoom(const char *sample, size_t length, insights__layout *out)
{
    const char *line;
    size_t size = 0;
    size_t at = 0;
    size_t used;
    int64_t ms = 0;

    while (next_line(sample, length, &at, &line, &size) && !size)
        continue;
    if (!size)
        return;
    if (line[0] == '[') {
        const char *close = memchr(line, ']', size);
        size_t from = close ? (size_t)(close - line) + 2 : size;

        if (from < size && close[1] == ' ' &&
            insights__loose_time(line + from, size - from, &ms) ==
                size - from &&
            ms >= CLOCK_MINIMUM)
            out->clock_ms = ms;
        return;
    }
    used = insights__loose_time(line, size, &ms);
    if (!used)
        return;
    line += used;
    size -= used;
    trim(&line, &size);
    if (!begins(line, size, "From "))
        return;
    out->chat = line[size - 1] == ':';
    if (ms >= CLOCK_MINIMUM)
        out->clock_ms = ms;
}

void insights__layout_tell(
    const char *sample,
    size_t length,
    insights__layout *out)
{
    memset(out, 0, sizeof(*out));
    out->clock_ms = INSIGHTS_NO_TIME;
    tell_head(sample, length, out);
    tell_names(sample, length, out);
    tell_zoom(sample, length, out);
}
