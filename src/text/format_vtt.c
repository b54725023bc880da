/* format_vtt.c - WebVTT in and out.
 *
 * A cue is a turn; voice spans, dashes and "Name: " inside make it several.
 * Lines of a cue are joined by a space. Tags are taken off, references are
 * decoded. Text that has no times around it is kept, with a warning. What is
 * written reads back as the same turns: a line break inside
 * a turn is "&#10;", an empty voice says that nobody is named, and the id of
 * a cue says which of its times are not known. Left behind are the times of
 * words and spaces at the ends of a turn.
 */
#include "text/cue.h"
#include "text/format.h"
#include "text/vtt.h"

#include <string.h>

#define NO_START " (no start)"
#define NO_END " (no end)"
#define NO_TIMES " (no times)"

static int detect(const char *sample, size_t length)
{
    if (length < 6 || memcmp(sample, "WEBVTT", 6) != 0)
        return 0;
    return length == 6 || strchr(" \t\r\n", sample[6]) ? 100 : 0;
}

/* Title and language from the header; YouTube and others give them so. */
static int read_header(const insights__vtt *vtt, insights_conversation *script)
{
    static const struct {
        const char *name;
        const char *key;
    } known[] = {
        {"Title:", "title"},
        {"Language:", "language"},
        {"Date:", "date"},
        {"Media:", "media"},
    };
    const char *line = insights__buffer_text(&vtt->header);
    const char *end = strchr(line, '\n');
    const char *title = line + 6;
    size_t i;

    if (!end)
        end = line + strlen(line);
    while (title < end && strchr(" \t-", *title))
        title++;
    if (!insights__meta_set(
            script, &script->title, title, (size_t)(end - title)))
        return 0;
    while (*end) {
        line = end + 1;
        end = strchr(line, '\n');
        if (!end)
            end = line + strlen(line);
        for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
            size_t size = strlen(known[i].name);

            if (strncmp(line, known[i].name, size) == 0 &&
                !insights__meta_set(
                    script, insights__meta_slot(script, known[i].key),
                    line + size, (size_t)(end - line) - size))
                return 0;
        }
    }
    return 1;
}

static int ends_in(const insights__buffer *id, const char *suffix)
{
    size_t size = strlen(suffix);

    return id->length >= size &&
           !memcmp(id->data + id->length - size, suffix, size);
}

static insights_status read_cue(
    const insights__vtt_cue *cue,
    insights__cue_tree *tree,
    insights__draft *draft,
    insights_conversation *script,
    insights_error **error)
{
    size_t before = draft->pieces.count;
    size_t at;
    insights_status status = insights__cue_parse(
        tree, insights__buffer_text(&cue->text), cue->text.length, error);

    if (status < 0)
        return status;
    status =
        insights__cue_to_draft(tree, draft, cue->start_ms, cue->end_ms, error);
    if (draft->pieces.count == before)
        script->oddities.empty++;
    for (at = before; at < draft->pieces.count; at++) {
        insights__piece *piece = &draft->pieces.items[at];

        if (ends_in(&cue->id, NO_START) || ends_in(&cue->id, NO_TIMES))
            piece->start_ms = INSIGHTS_NO_TIME;
        if (ends_in(&cue->id, NO_END) || ends_in(&cue->id, NO_TIMES))
            piece->end_ms = INSIGHTS_NO_TIME;
    }
    return status;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    insights__cue_tree tree = INSIGHTS__CUE_TREE_INIT;
    insights__draft draft = {0};
    insights__vtt vtt;
    insights_status status = insights__vtt_open(&vtt, source, error);

    draft.captions = 1;
    if (status == INSIGHTS_OK && !read_header(&vtt, script))
        status = insights__fail_nomem(error);
    vtt.want_stray = 1;
    while (status == INSIGHTS_OK) {
        status = insights__vtt_next(&vtt, error);
        if (status == INSIGHTS_OK && vtt.stray) {
            vtt.cue.start_ms = INSIGHTS_NO_TIME;
            vtt.cue.end_ms = INSIGHTS_NO_TIME;
            status = insights__script_warn(
                script, "line %zu: text without readable times",
                vtt.cue.line_number);
        }
        if (status == INSIGHTS_OK)
            status = read_cue(&vtt.cue, &tree, &draft, script, error);
    }
    if (status == INSIGHTS_DONE)
        status = insights__draft_finish(&draft, script, error);
    insights__vtt_close(&vtt);
    insights__cue_tree_free(&tree);
    insights__draft_free(&draft);
    return status == INSIGHTS_E_NOMEM ? insights__fail_nomem(error) : status;
}

/* --- Writing ------------------------------------------------------------- */

static void write_text(insights__buffer *out, const char *text, size_t length)
{
    size_t at;

    for (at = 0; at < length; at++) {
        switch (text[at]) {
        case '&':
            insights__buffer_text_append(out, "&amp;");
            break;
        case '<':
            insights__buffer_text_append(out, "&lt;");
            break;
        case '>':
            insights__buffer_text_append(out, "&gt;");
            break;
        case '\n':
            insights__buffer_text_append(out, "&#10;");
            break;
        case '\r':
            insights__buffer_text_append(out, "&#13;");
            break;
        default:
            insights__buffer_char(out, text[at]);
        }
    }
}

/* Whether the text of a turn could be read as naming somebody. */
static int needs_voice(const insights__turn *turn)
{
    insights__label label = insights__label_find(turn->text, turn->length, 0);

    return label.kind != INSIGHTS__LABEL_NONE || turn->text[0] == '-' ||
           (unsigned char)turn->text[0] == 0xE2;
}

static void write_turn(
    insights__buffer *out,
    const insights__turn *turn,
    size_t number,
    int64_t *at)
{
    int64_t start_ms;
    int64_t end_ms;

    insights__caption_times(turn, at, &start_ms, &end_ms);
    insights__buffer_format(out, "\n%zu", number);
    if (turn->start_ms < 0 && turn->end_ms < 0)
        insights__buffer_text_append(out, NO_TIMES);
    else if (turn->start_ms < 0)
        insights__buffer_text_append(out, NO_START);
    else if (turn->end_ms < 0)
        insights__buffer_text_append(out, NO_END);
    insights__buffer_char(out, '\n');
    insights__write_time(out, start_ms, '.');
    insights__buffer_text_append(out, " --> ");
    insights__write_time(out, end_ms, '.');
    insights__buffer_char(out, '\n');
    if (turn->speaker) {
        insights__buffer_text_append(out, "<v ");
        write_text(out, turn->speaker, strlen(turn->speaker));
        insights__caption_close_voice(out);
    } else if (needs_voice(turn)) {
        insights__buffer_text_append(out, "<v>");
    }
    write_text(out, turn->text, turn->length);
    if (turn->speaker || needs_voice(turn))
        insights__buffer_text_append(out, "</v>");
    insights__buffer_char(out, '\n');
}

/* A line of the header; line breaks and arrows would end it. */
static void write_meta(
    insights__buffer *out,
    const char *name,
    const char *value)
{
    if (!value || strchr(value, '\n') || strchr(value, '\r') ||
        strstr(value, "-->"))
        return;
    insights__buffer_text_append(out, name);
    insights__buffer_text_append(out, value);
    insights__buffer_char(out, '\n');
}

static void write(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    int64_t at = 0;
    size_t i;

    insights__buffer_text_append(out, "WEBVTT\n");
    write_meta(out, "Title: ", conversation->title);
    write_meta(out, "Language: ", conversation->language);
    write_meta(out, "Date: ", conversation->date);
    write_meta(out, "Media: ", conversation->media);
    for (i = 0; i < conversation->turns.count; i++)
        write_turn(out, &conversation->turns.items[i], i + 1, &at);
}

const insights__format insights__format_vtt = {
    "vtt", ".vtt .webvtt", detect, read, write};
