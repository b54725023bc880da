/* format_docx.c - transcripts that are Word documents.
 *
 * Paragraphs are read as lines of dialogue: "Ana: hello", a name and a time
 * above what is said, a name in bold, a heading that comes back, or a table
 * with a column of names. What names nobody stays text, but for headings and
 * the heads of such tables, which are left out with a note.
 */
#include "text/dialogue.h"
#include "text/docx.h"
#include "text/format.h"

#include <string.h>

static int detect(const char *sample, size_t length)
{
    return insights__package_is(sample, length) ? 100 : 0;
}

#if defined(INSIGHTS_DOCX)

#define CELLS_MAXIMUM 16

typedef struct docx_reader {
    insights__dialogue dialogue;
    insights_conversation *script;
    size_t headings; /* left out */
    size_t heads;    /* of tables, left out */
    size_t notices;  /* of Teams and Otter, left out */
    size_t row;      /* that `cells` are of; 0: none */
    size_t cells;
    insights__buffer text[CELLS_MAXIMUM];
} docx_reader;

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t trim(const char **text, size_t length)
{
    while (length && is_space(**text)) {
        (*text)++;
        length--;
    }
    while (length && is_space((*text)[length - 1]))
        length--;
    return length;
}

/* --- Lines -----------------------------------------------------------------
 */

/* How far a paragraph is bold from `at` on, spaces between counted in. */
static size_t bold_until(
    const insights__docx_paragraph *p,
    size_t at,
    size_t limit)
{
    const char *text = insights__buffer_text(&p->text);

    while (at < limit && is_space(text[at]))
        at++;
    for (size_t i = 0; i < p->bold.count; i++) {
        const insights__docx_range *range = &p->bold.items[i];

        if (range->start <= at && range->end > at)
            at = range->end;
        while (at < limit && is_space(text[at]))
            at++;
    }
    return at < limit ? at : limit;
}

/* "Ana:" or "Ana" in bold, with the colon behind it: how long that is, with
 * the name's length; 0: it is no such name. */
static size_t bold_name(
    const char *line,
    size_t length,
    size_t bold,
    size_t *name)
{
    size_t end = bold;

    while (bold && is_space(line[bold - 1]))
        bold--;
    if (bold && line[bold - 1] == ':')
        bold--;
    else if (end < length && line[end] == ':')
        end++;
    else
        return 0;
    while (bold && is_space(line[bold - 1]))
        bold--;
    *name = bold;
    if (insights__label_shape_of(line, bold) < INSIGHTS__SHAPE_WEAK)
        return 0;
    return end;
}

static int take_line(
    docx_reader *reader,
    const char *line,
    size_t length,
    size_t bold)
{
    insights__dialogue *dialogue = &reader->dialogue;
    char speaker[128];
    size_t name = 0;
    size_t rest = bold_name(line, length, bold, &name);

    if (rest && name < sizeof(speaker)) {
        memcpy(speaker, line, name);
        speaker[name] = '\0';
        return insights__dialogue_line(
            dialogue, line + rest, length - rest, speaker);
    }
    if (length && bold == length)
        return insights__dialogue_name(dialogue, line, length);
    return insights__dialogue_line(dialogue, line, length, NULL);
}

/* What stands above Teams' first notice is its title, date and duration. */
static void take_notice(docx_reader *reader, int first)
{
    insights__draft *draft = &reader->dialogue.draft;

    if (first && !reader->notices && draft->pieces.count < 6) {
        reader->notices = draft->pieces.count;
        draft->pieces.count = 0;
        draft->units = 0;
        reader->dialogue.below = 0;
    }
    reader->notices++;
}

static int take_text(docx_reader *reader, const insights__docx_paragraph *p)
{
    const char *text = insights__buffer_text(&p->text);
    size_t length = p->text.length;

    reader->dialogue.paragraph = 1;
    for (size_t at = 0; at < length;) {
        const char *feed = memchr(text + at, '\n', length - at);
        size_t end = feed ? (size_t)(feed - text) : length;
        const char *line = text + at;
        size_t size = trim(&line, end - at);
        size_t start = (size_t)(line - text);
        size_t bold = size ? bold_until(p, start, start + size) - start : 0;

        if (insights__dialogue_is_notice(line, size))
            take_notice(reader, (unsigned char)*line > 0x7F);
        else if (size && !take_line(reader, line, size, bold))
            return 0;
        at = end + 1;
    }
    return 1;
}

static int take_heading(docx_reader *reader, const insights__docx_paragraph *p)
{
    const char *text = insights__buffer_text(&p->text);
    size_t length = trim(&text, p->text.length);
    int named = 0;

    if (!length)
        return 1;
    if (p->heading == 1 && !reader->script->title &&
        !insights__meta_set(
            reader->script, &reader->script->title, text, length))
        return 0;
    if (!insights__dialogue_heading(&reader->dialogue, text, length, &named))
        return 0;
    reader->headings += named ? 0 : 1;
    return 1;
}

/* --- Tables ----------------------------------------------------------------
 */

/* The words that stand above the columns of a transcript. */
static int is_head(const char *text, size_t length)
{
    static const char *const heads[] = {
        "speaker", "time",  "timestamp", "start",      "end",
        "name",    "who",   "text",      "transcript", "utterance",
        "content", "words", "dialogue",  "dialog",     "timecode",
        "line",    "no.",   "#",         "turn",       "comments"};

    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
        size_t at = 0;

        while (at < length && heads[i][at] &&
               ((text[at] | 0x20) == heads[i][at] || text[at] == heads[i][at]))
            at++;
        if (at == length && !heads[i][at])
            return 1;
    }
    return 0;
}

static int is_head_row(docx_reader *reader)
{
    size_t heads = 0;

    for (size_t i = 0; i < reader->cells; i++) {
        const char *text = insights__buffer_text(&reader->text[i]);
        size_t length = trim(&text, reader->text[i].length);

        if (length && !is_head(text, length))
            return 0;
        heads += length ? 1 : 0;
    }
    return heads > 1;
}

/* A row as one line: [time] name text, of which the time is taken off. */
static int add_row(
    docx_reader *reader,
    const char *const *cells,
    const size_t *lengths,
    size_t count,
    int64_t start_ms)
{
    insights__label label = {INSIGHTS__LABEL_NONE, 0, 0, 0};
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights__piece *piece = NULL;

    for (size_t i = 0; i < count; i++) {
        if (i)
            insights__buffer_char(&line, '\t');
        insights__buffer_append(&line, cells[i], lengths[i]);
    }
    if (count > 1) {
        size_t name = lengths[0];

        if (name && cells[0][name - 1] == ':')
            name--;
        if (insights__label_shape_of(cells[0], name) >= INSIGHTS__SHAPE_WEAK) {
            label.kind = INSIGHTS__LABEL_COLON;
            label.length = name;
            label.rest = lengths[0] + 1;
        }
    }
    if (line.status >= 0)
        piece = insights__draft_add(
            &reader->dialogue.draft, insights__buffer_text(&line), line.length,
            &label, INSIGHTS__PIECE_TURN | INSIGHTS__PIECE_PARAGRAPH);
    if (piece)
        piece->start_ms = start_ms;
    insights__buffer_free(&line);
    return piece != NULL;
}

/* Before a time, a name and what is said a row may be numbered. */
static int is_number_of_row(
    const docx_reader *reader,
    size_t cell,
    const char *text,
    size_t length)
{
    size_t digits = 0;

    while (digits < length && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    if (digits < length && text[digits] == '.')
        digits++;
    return cell == 0 && reader->cells > 2 && digits == length;
}

static int end_row(docx_reader *reader)
{
    const char *cells[CELLS_MAXIMUM];
    size_t lengths[CELLS_MAXIMUM];
    size_t count = 0;
    int64_t start_ms = INSIGHTS_NO_TIME;
    int made = 1;

    if (!reader->row)
        return 1;
    if (is_head_row(reader)) {
        reader->heads++;
        goto out;
    }
    for (size_t i = 0; i < reader->cells; i++) {
        const char *text = insights__buffer_text(&reader->text[i]);
        size_t length = trim(&text, reader->text[i].length);
        int64_t ms;

        if (!length || is_number_of_row(reader, i, text, length))
            continue;
        if (insights__dialogue_is_time(text, length, &ms)) {
            /* The second one is where the row ends. */
            start_ms = start_ms < 0 ? ms : start_ms;
            continue;
        }
        cells[count] = text;
        lengths[count++] = length;
    }
    if (count)
        made = add_row(reader, cells, lengths, count, start_ms);

out:
    for (size_t i = 0; i < CELLS_MAXIMUM; i++)
        insights__buffer_truncate(&reader->text[i], 0);
    reader->row = 0;
    reader->cells = 0;
    return made;
}

/* A paragraph of a cell; the cells beyond the last one are one with it. */
static int take_cell(docx_reader *reader, const insights__docx_paragraph *p)
{
    size_t cell = p->cell ? p->cell - 1 : 0;
    insights__buffer *text;

    if (cell >= CELLS_MAXIMUM)
        cell = CELLS_MAXIMUM - 1;
    if (reader->row != p->row && !end_row(reader))
        return 0;
    reader->row = p->row;
    if (cell >= reader->cells)
        reader->cells = cell + 1;
    text = &reader->text[cell];
    if (text->length && p->text.length)
        insights__buffer_char(text, ' ');
    for (size_t i = 0; i < p->text.length; i++)
        insights__buffer_char(
            text, p->text.data[i] == '\n' ? ' ' : p->text.data[i]);
    return text->status >= 0;
}

/* --- The document ----------------------------------------------------------
 */

static insights_status take_paragraph(
    const insights__docx_paragraph *p,
    void *user,
    insights_error **error)
{
    docx_reader *reader = user;
    int made;

    if (p->row)
        made = take_cell(reader, p);
    else
        made = end_row(reader) &&
               (p->heading ? take_heading(reader, p) : take_text(reader, p));
    return made ? INSIGHTS_OK : insights__fail_nomem(error);
}

static int warn_count(
    insights_conversation *script,
    size_t count,
    const char *one,
    const char *many)
{
    return !count ||
           insights__script_warn(
               script, "%zu %s left out", count, count == 1 ? one : many) >= 0;
}

static insights_status say_left_out(
    docx_reader *reader,
    const insights__docx_about *about,
    insights_error **error)
{
    insights_conversation *script = reader->script;
    size_t headings = reader->headings + reader->dialogue.draft.dropped;

    if (!warn_count(script, headings, "heading was", "headings were") ||
        !warn_count(
            script, reader->heads, "table head was", "table heads were") ||
        !warn_count(
            script, reader->notices, "line that is no speech was",
            "lines that are no speech were") ||
        !warn_count(script, about->notes, "footnote was", "footnotes were") ||
        !warn_count(script, about->comments, "comment was", "comments were"))
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    docx_reader reader;
    insights__package package = {0};
    insights__docx_about about = {0};
    insights_status status = insights__source_whole(
        source, INSIGHTS__PACKAGE_MAXIMUM, &package.bytes, &package.length,
        error);

    if (status < 0)
        return status;
    package.name = source->name ? source->name : "document";
    memset(&reader, 0, sizeof(reader));
    insights__dialogue_open(&reader.dialogue);
    reader.script = script;
    status = insights__docx_read(
        &package, 0, take_paragraph, &reader, &about, error);
    if (status == INSIGHTS_OK && !end_row(&reader))
        status = insights__fail_nomem(error);
    if (status == INSIGHTS_OK)
        status = insights__draft_finish(&reader.dialogue.draft, script, error);
    if (status == INSIGHTS_OK)
        status = say_left_out(&reader, &about, error);
    if (status == INSIGHTS_OK && about.title &&
        !insights__meta_set(
            script, &script->title, about.title, strlen(about.title)))
        status = insights__fail_nomem(error);
    if (status == INSIGHTS_OK && about.date &&
        !insights__meta_set(
            script, &script->date, about.date, strlen(about.date)))
        status = insights__fail_nomem(error);
    insights__docx_about_free(&about);
    for (size_t i = 0; i < CELLS_MAXIMUM; i++)
        insights__buffer_free(&reader.text[i]);
    insights__dialogue_close(&reader.dialogue);
    return status;
}

#else

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    (void)script;
    return insights__package_missing(
        source->name ? source->name : "document", error);
}

#endif

const insights__format insights__format_docx = {
    "docx", ".docx", detect, read, NULL};
