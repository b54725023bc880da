/* caption.c - the text of cues that are only loosely marked up, in and out. */
#include "text/caption.h"

#include "text/format.h"

#include <string.h>

/* Longer ones are text. A voice may have a long name, each character of which
 * is written as a reference. */
#define TAG_MAXIMUM ((size_t)16384)
#define OVERRIDE_MAXIMUM ((size_t)400)

/* The ">" of the tag whose "<" is at `at`, or 0: no tag holds another "<", so
 * that nothing is looked at twice. */
static size_t end_of_tag(const char *text, size_t length, size_t at)
{
    size_t last = length - at < TAG_MAXIMUM ? length : at + TAG_MAXIMUM;

    for (size_t end = at + 1; end < last && text[end] != '<'; end++)
        if (text[end] == '>')
            return end;
    return 0;
}

/* Whether the "<" at `at` begins a tag that captions have. Anything else is
 * text: "a < b", "O<sub>2</sub>". */
static int is_tag(const char *text, size_t length, size_t at)
{
    static const char *const names[] = {"b", "i",    "u",    "s",  "c",
                                        "v", "font", "ruby", "rt", "lang"};
    size_t end = end_of_tag(text, length, at);
    size_t from = at + 1;
    size_t to;
    size_t i;
    int64_t time_ms;

    if (!end)
        return 0;
    to = from;
    if (insights__cue_timestamp(text, end, &to, &time_ms) && to == end)
        return 1;
    if (from < end && text[from] == '/')
        from++;
    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t size = strlen(names[i]);

        for (to = 0; to < size && from + to < end; to++)
            if ((text[from + to] | 0x20) != names[i][to])
                break;
        if (to == size &&
            (from + to == end || strchr(". \t=", text[from + to])))
            return 1;
    }
    return 0;
}

/* The text of a cue as WebVTT would have it: unknown
 * "<" as references, "{\an8}", "{\pos(1,2)}" and the like taken off. */
static void normalise(const insights__buffer *text, insights__buffer *out)
{
    const char *data = insights__buffer_text(text);
    size_t length = text->length;
    size_t at = 0;

    insights__buffer_truncate(out, 0);
    while (at < length) {
        const char *close = NULL;

        if (data[at] == '{' && at + 1 < length && data[at + 1] == '\\')
            close = memchr(
                data + at, '}',
                length - at < OVERRIDE_MAXIMUM ? length - at
                                               : OVERRIDE_MAXIMUM);
        if (close) {
            at = (size_t)(close - data) + 1;
            continue;
        }
        if (data[at] == '<' && !is_tag(data, length, at)) {
            insights__buffer_text_append(out, "&lt;");
            at++;
        } else {
            insights__buffer_char(out, data[at++]);
        }
    }
}

void insights__caption_line(
    insights__caption *cue,
    const char *line,
    size_t length)
{
    if (cue->text.length)
        insights__buffer_char(&cue->text, '\n');
    insights__buffer_append(&cue->text, line, length);
}

insights_status insights__caption_end(
    insights__caption *cue,
    insights_conversation *script,
    insights_error **error)
{
    size_t before = cue->draft.pieces.count;
    insights_status status;

    if (!cue->open)
        return INSIGHTS_OK;
    status = insights__buffer_check(&cue->text, "a cue", error);
    if (status < 0)
        return status;
    normalise(&cue->text, &cue->normal);
    status = insights__buffer_check(&cue->normal, "a cue", error);
    if (status == INSIGHTS_OK)
        status = insights__cue_parse(
            &cue->tree, insights__buffer_text(&cue->normal), cue->normal.length,
            error);
    if (status == INSIGHTS_OK)
        status = insights__cue_to_draft(
            &cue->tree, &cue->draft, cue->start_ms, cue->end_ms, error);
    if (cue->draft.pieces.count == before)
        script->oddities.empty++;
    insights__buffer_truncate(&cue->text, 0);
    cue->open = 0;
    return status;
}

void insights__caption_free(insights__caption *cue)
{
    insights__buffer_free(&cue->text);
    insights__buffer_free(&cue->normal);
    insights__cue_tree_free(&cue->tree);
    insights__draft_free(&cue->draft);
}

/* --- Writing ------------------------------------------------------------- */

static void write_text(insights__buffer *out, const char *text, size_t length)
{
    size_t at;

    for (at = 0; at < length; at++) {
        char byte = text[at];
        int brace = byte == '{' && at + 1 < length && text[at + 1] == '\\';

        if (byte == '\n' || byte == '\r')
            insights__buffer_char(out, ' ');
        else if (byte == '&')
            insights__buffer_text_append(out, "&amp;");
        else if (byte == '<')
            insights__buffer_text_append(out, "&lt;");
        else if (byte == '>')
            insights__buffer_text_append(out, "&gt;");
        else if (brace)
            insights__buffer_format(out, "&#%d;", byte);
        else
            insights__buffer_char(out, byte);
    }
}

/* Whether "label: text" can be read as that speaker. */
static int is_plain_label(const char *speaker)
{
    return insights__label_shape_of(speaker, strlen(speaker)) ==
               INSIGHTS__SHAPE_STRONG &&
           speaker[0] != '-' && (unsigned char)speaker[0] != 0xE2 &&
           !strstr(speaker, ": ") && !strstr(speaker, "\xEF\xBC\x9A") &&
           !strpbrk(speaker, "<>&[\n");
}

int insights__caption_labels(const insights_conversation *conversation)
{
    size_t count = conversation->turns.count;
    size_t labels = 0;
    size_t i;

    /* A file with few labels is not believed to have any. */
    for (i = 0; i < count; i++) {
        const char *speaker = conversation->turns.items[i].speaker;

        if (speaker && is_plain_label(speaker))
            labels++;
    }
    return labels * 4 >= count;
}

void insights__caption_write(
    insights__buffer *out,
    const insights__turn *turn,
    int plain)
{
    insights__label label;
    int masked;

    if (!turn->speaker) {
        /* Whoever reads it takes the blanks before it away. */
        size_t blank = strspn(turn->text, " \t\r\n\f\v");
        const char *text = turn->text + blank;

        size_t length = turn->length - blank;

        while (length && strchr(" \t\r\n\f\v", text[length - 1]))
            length--;
        label = insights__label_find(text, length, 0);
        masked = label.kind != INSIGHTS__LABEL_NONE || text[0] == '-' ||
                 (unsigned char)text[0] == 0xE2;
        insights__buffer_text_append(out, masked ? "<v>" : "");
        write_text(out, turn->text, turn->length);
        insights__buffer_text_append(out, masked ? "</v>" : "");
    } else if (plain && is_plain_label(turn->speaker)) {
        insights__buffer_text_append(out, turn->speaker);
        insights__buffer_text_append(out, ": ");
        write_text(out, turn->text, turn->length);
    } else {
        insights__buffer_text_append(out, "<v ");
        write_text(out, turn->speaker, strlen(turn->speaker));
        insights__caption_close_voice(out);
        write_text(out, turn->text, turn->length);
        insights__buffer_text_append(out, "</v>");
    }
    insights__buffer_char(out, '\n');
}
