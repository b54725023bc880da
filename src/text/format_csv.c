/* format_csv.c - tables of a transcript in and out, whatever separates them.
 *
 * The first line names the columns; those of who, what and when are known by
 * many names, others are left out with a warning. Times may be "0:01",
 * "[00:00:01.5]", numbers with a unit in the name of their column, dates with
 * a time of day (counted from the first), or numbers without unit: with a
 * point they are seconds; else whichever of seconds and milliseconds is
 * nearer to the pace of speech, with a warning.
 *
 * What is written reads back as the same turns, with their times; the times
 * of words are left behind.
 */
#include "text/clock.h"
#include "text/columns.h"
#include "text/format.h"
#include "text/table.h"

#include "base/arena.h"
#include "base/number.h"

#include <string.h>

#define TIME_MAXIMUM 9.0e15

/* Characters in a second of speech are some 15, and so many thousandths in a
 * millisecond: between the two. */
#define PACE_BOUND 0.47

static int detect(const char *sample, size_t length)
{
    const char *line;
    size_t size;
    insights__columns found;

    insights__columns_line(sample, length, &line, &size);
    return size < 2000 && insights__columns_separator(line, size, &found) &&
                   insights__columns_are_turns(&found)
               ? 60
               : 0;
}

/* --- Rows ---------------------------------------------------------------- */

enum { NO_TIME, KNOWN_TIME, PLAIN_NUMBER };

typedef struct csv_time {
    int kind;
    int64_t ms;
    double number;
} csv_time;

typedef struct csv_row {
    const char *speaker;
    const char *text;
    size_t length;
    csv_time
        times[INSIGHTS__COLUMN_ROLES]; /* INSIGHTS__COLUMN_START,
                                          INSIGHTS__COLUMN_END and
                                          INSIGHTS__COLUMN_LENGTH of them */
} csv_row;

typedef struct csv_reader {
    insights__table table;
    insights_conversation *script;
    insights__columns columns;
    insights__arena arena;
    INSIGHTS__ARRAY(csv_row) rows;
    int64_t epoch_ms;
    int has_epoch;
    int has_point; /* some plain number has one */
    int has_plain;
    double greatest; /* of the plain numbers */
    double characters;
} csv_reader;

/* A number with its unit behind it, or alone; a comma may be its point. */
static int take_number(const char *text, size_t length, csv_time *out)
{
    char digits[64];
    char *comma;
    double unit = 0;
    double value;

    if (length >= sizeof(digits))
        return 0;
    memcpy(digits, text, length);
    digits[length] = '\0';
    if (length > 2 && !strcmp(digits + length - 2, "ms"))
        unit = 1;
    else if (length > 1 && digits[length - 1] == 's')
        unit = 1000;
    if (unit > 0)
        digits[length - (unit > 1 ? 1 : 2)] = '\0';
    comma = strchr(digits, ',');
    if (comma)
        *comma = '.';
    if (!insights__double_parse(digits, &value) || value > TIME_MAXIMUM)
        return 0;
    out->kind = value < 0 ? NO_TIME : unit > 0 ? KNOWN_TIME : PLAIN_NUMBER;
    out->number = value;
    if (unit * value > TIME_MAXIMUM)
        return 0;
    out->ms = (int64_t)(unit * value + 0.5);
    return 1;
}

static insights_status take_time(
    csv_reader *self,
    int role,
    csv_time *out,
    insights_error **error)
{
    size_t length;
    const char *text = insights__table_value(
        &self->table, self->columns.at[role] - 1, &length);
    const char *all = text;
    size_t whole = length;

    out->kind = NO_TIME;
    while (length && strchr("[( ", text[0]) && text[0]) {
        text++;
        length--;
    }
    while (length && strchr("]) ", text[length - 1]) && text[length - 1])
        length--;
    if (!self->columns.at[role] || !length)
        return INSIGHTS_OK;
    if (insights__loose_time(text, length, &out->ms) == length ||
        insights__take_period(text, length, &out->ms)) {
        out->kind = KNOWN_TIME;
        return INSIGHTS_OK;
    }
    if (insights__take_clock(text, length, &out->ms)) {
        if (!self->has_epoch)
            self->epoch_ms = out->ms;
        self->has_epoch = 1;
        out->ms -= self->epoch_ms;
        out->kind = out->ms < 0 ? NO_TIME : KNOWN_TIME;
        return INSIGHTS_OK;
    }
    if (take_number(text, length, out)) {
        if (out->kind != PLAIN_NUMBER || self->columns.unit[role])
            return INSIGHTS_OK;
        self->has_plain = 1;
        self->has_point |=
            memchr(text, '.', length) || memchr(text, ',', length);
        if (out->number > self->greatest)
            self->greatest = out->number;
        return INSIGHTS_OK;
    }
    for (length = 0; length < whole && length < 60; length++)
        if ((unsigned char)all[length] < ' ')
            break;
    if (insights__script_warn(
            self->script, "line %zu: '%.*s' is no time", self->table.line,
            (int)length, all) < 0)
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

/* What is said: its value, and behind it those that an unquoted separator
 * has cut off. `*out` is in the arena. */
static insights_status take_text(
    csv_reader *self,
    csv_row *row,
    insights_error **error)
{
    size_t column = self->columns.at[INSIGHTS__COLUMN_TEXT] - 1;
    size_t extra = self->table.starts.count;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    size_t length;
    const char *value;
    insights_status status;
    size_t i;

    while (extra > self->columns.count) {
        insights__table_value(&self->table, extra - 1, &length);
        if (length)
            break;
        extra--;
    }
    if (extra > self->columns.count && column + 1 < self->columns.count)
        return insights__source_fail(
            self->table.source, self->table.line, 0, error,
            "%zu values in a record of %zu columns; put quotes around what "
            "has separators in it",
            extra, self->columns.count);
    value = insights__table_value(&self->table, column, &length);
    insights__buffer_append(&text, value, length);
    for (i = self->columns.count; i < extra; i++) {
        value = insights__table_value(&self->table, i, &length);
        insights__buffer_char(&text, self->table.separator);
        if (self->table.separator != '\t')
            insights__buffer_char(&text, ' ');
        insights__buffer_append(&text, value, length);
    }
    status = insights__buffer_check(&text, "a turn", error);
    if (status == INSIGHTS_OK && extra > self->columns.count &&
        insights__script_warn(
            self->script,
            "line %zu: more values than columns; taken for one text",
            self->table.line) < 0)
        status = insights__fail_nomem(error);
    if (status == INSIGHTS_OK) {
        row->length = text.length;
        row->text = insights__arena_strndup(
            &self->arena, insights__buffer_text(&text), text.length);
        if (!row->text)
            status = insights__fail_nomem(error);
    }
    insights__buffer_free(&text);
    return status;
}

static insights_status take_row(csv_reader *self, insights_error **error)
{
    csv_row *row = insights__array_add(&self->rows);
    insights_status status;
    size_t length;
    const char *value;
    int role;

    if (!row)
        return insights__fail_nomem(error);
    status = take_text(self, row, error);
    for (role = INSIGHTS__COLUMN_START;
         role < INSIGHTS__COLUMN_ROLES && status == INSIGHTS_OK; role++)
        status = take_time(self, role, &row->times[role], error);
    if (status == INSIGHTS_OK && self->columns.at[INSIGHTS__COLUMN_SPEAKER]) {
        value = insights__table_value(
            &self->table, self->columns.at[INSIGHTS__COLUMN_SPEAKER] - 1,
            &length);
        row->speaker = insights__arena_strndup(&self->arena, value, length);
        if (!row->speaker)
            return insights__fail_nomem(error);
    }
    self->characters += (double)row->length;
    return status;
}

/* --- All of it ----------------------------------------------------------- */

static insights_status read_head(csv_reader *self, insights_error **error)
{
    const char *sample;
    const char *line;
    size_t length;
    size_t size;
    size_t i;
    size_t role;
    insights_status status = insights__source_peek(
        self->table.source, INSIGHTS__SAMPLE_SIZE, &sample, &length, error);

    if (status < 0)
        return status;
    insights__columns_line(sample, length, &line, &size);
    self->table.separator =
        insights__columns_separator(line, size, &self->columns);
    if (!self->columns.at[INSIGHTS__COLUMN_TEXT])
        return insights__source_fail(
            self->table.source, 1, 0, error,
            "no transcript in this table: its first line has to name a column "
            "'text' or 'transcript' (and 'speaker', 'start', 'end')");
    do {
        status = insights__table_next(&self->table, error);
        if (status < 0)
            return status;
        line = insights__table_value(&self->table, 0, &size);
    } while (status == INSIGHTS_OK && !strncmp(line, "sep=", 4));
    insights__columns_find(&self->table, &self->columns);
    for (i = 0; i < self->columns.count; i++) {
        for (role = 0;
             role < INSIGHTS__COLUMN_ROLES && self->columns.at[role] != i + 1;
             role++)
            continue;
        line = insights__table_value(&self->table, i, &size);
        if (role < INSIGHTS__COLUMN_ROLES || !size)
            continue;
        for (length = 0; length < size && length < 60; length++)
            if ((unsigned char)line[length] < ' ')
                break;
        if (insights__script_warn(
                self->script, "the column '%.*s' was left out", (int)length,
                line) < 0)
            return insights__fail_nomem(error);
    }
    return INSIGHTS_OK;
}

static int64_t time_of(const csv_reader *self, const csv_row *row, int role)
{
    const csv_time *time = &row->times[role];
    int64_t unit = self->columns.unit[role];

    if (time->kind == NO_TIME)
        return INSIGHTS_NO_TIME;
    if (time->kind == KNOWN_TIME)
        return time->ms;
    if (!unit)
        unit = self->has_point || self->characters / self->greatest > PACE_BOUND
                   ? 1000
                   : 1;
    if (time->number * (double)unit > TIME_MAXIMUM)
        return INSIGHTS_NO_TIME;
    return (int64_t)(time->number * (double)unit + 0.5);
}

static insights_status add_turns(csv_reader *self, insights_error **error)
{
    insights_status status = INSIGHTS_OK;
    size_t i;

    if (self->has_plain && !self->has_point && self->greatest > 0 &&
        insights__script_warn(
            self->script,
            "times are whole numbers without a unit; taken for %s",
            self->characters / self->greatest > PACE_BOUND
                ? "seconds"
                : "milliseconds") < 0)
        return insights__fail_nomem(error);
    for (i = 0; i < self->rows.count && status == INSIGHTS_OK; i++) {
        const csv_row *row = &self->rows.items[i];
        int64_t start_ms = time_of(self, row, INSIGHTS__COLUMN_START);
        int64_t end_ms = time_of(self, row, INSIGHTS__COLUMN_END);
        int64_t length_ms = time_of(self, row, INSIGHTS__COLUMN_LENGTH);

        if (end_ms < 0 && start_ms >= 0 && length_ms >= 0)
            end_ms = start_ms + length_ms;
        status = insights__script_add(
            self->script, row->speaker, row->text, row->length, start_ms,
            end_ms, NULL, 0, error);
    }
    return status;
}

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    csv_reader self = {0};
    insights_status status;

    self.table.source = source;
    self.script = script;
    status = read_head(&self, error);
    while (status == INSIGHTS_OK) {
        status = insights__table_next(&self.table, error);
        if (status == INSIGHTS_OK)
            status = take_row(&self, error);
    }
    if (status == INSIGHTS_DONE)
        status = add_turns(&self, error);
    insights__table_free(&self.table);
    insights__array_free(&self.rows);
    insights__arena_free(&self.arena);
    return status;
}

/* --- Writing ------------------------------------------------------------- */

static void write_value(insights__buffer *out, const char *text, size_t length)
{
    size_t at;

    if (length && !strpbrk(text, ",\"\r\n") && !strchr(" \t", text[0]) &&
        !strchr(" \t", text[length - 1])) {
        insights__buffer_append(out, text, length);
        return;
    }
    insights__buffer_char(out, '"');
    for (at = 0; at < length; at++) {
        if (text[at] == '"')
            insights__buffer_char(out, '"');
        insights__buffer_char(out, text[at]);
    }
    insights__buffer_char(out, '"');
}

static void write(
    const insights_conversation *conversation,
    insights__buffer *out)
{
    size_t i;

    insights__buffer_text_append(out, "speaker,start,end,text\r\n");
    for (i = 0; i < conversation->turns.count; i++) {
        const insights__turn *turn = &conversation->turns.items[i];

        if (turn->speaker)
            write_value(out, turn->speaker, strlen(turn->speaker));
        insights__buffer_char(out, ',');
        if (turn->start_ms >= 0)
            insights__write_time(out, turn->start_ms, '.');
        insights__buffer_char(out, ',');
        if (turn->end_ms >= 0)
            insights__write_time(out, turn->end_ms, '.');
        insights__buffer_char(out, ',');
        write_value(out, turn->text, turn->length);
        insights__buffer_text_append(out, "\r\n");
    }
}

const insights__format insights__format_csv = {
    "csv", ".csv .tsv", detect, read, write};
