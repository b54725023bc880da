/* export_csv.c - comma separated values (RFC 4180), row by row.
 *
 * Keeps true: lines end in CRLF; null is an empty cell and an empty text is
 * "", so that both can be told apart; a row is written when it is known.
 *
 * For spreadsheets a text that begins with = + - @ tab or return, behind any
 * number of apostrophes, gets one apostrophe more: taking one away from what
 * looks so gives the text back, byte for byte.
 */
#include "analysis/exchange.h"

#include "base/alloc.h"
#include "base/number.h"
#include "model/descriptor.h"

#include <string.h>

typedef struct writing {
    insights__export *out;
    insights__buffer line;
    int64_t rows;
} writing;

static int looks_like_formula(const char *text)
{
    text += strspn(text, "'");
    return *text && strchr("=+-@\t\r", *text) != NULL;
}

static void put_text(insights__buffer *line, const char *text, int guard)
{
    if (!guard && *text && !strpbrk(text, ",\"\r\n")) {
        insights__buffer_text_append(line, text);
        return;
    }
    insights__buffer_text_append(line, guard ? "\"'" : "\"");
    for (;;) {
        size_t length = strcspn(text, "\"");

        insights__buffer_append(line, text, length);
        if (!text[length])
            break;
        insights__buffer_text_append(line, "\"\"");
        text += length + 1;
    }
    insights__buffer_char(line, '"');
}

static void put_cell(writing *self, const insights__cell *cell)
{
    int spreadsheet = (self->out->options.flags & INSIGHTS_EXPORT_EXCEL) != 0;

    switch (cell->type) {
    case INSIGHTS__CELL_NULL:
        break;
    case INSIGHTS__CELL_TEXT:
        put_text(
            &self->line, cell->text,
            spreadsheet && looks_like_formula(cell->text));
        break;
    case INSIGHTS__CELL_PLAIN:
    case INSIGHTS__CELL_LINK:
        put_text(&self->line, cell->text, 0);
        break;
    case INSIGHTS__CELL_NUMBER:
        insights__buffer_format(&self->line, "%lld", (long long)cell->number);
        break;
    }
}

static insights_status write_row(
    void *user,
    const insights__cell *cells,
    size_t count,
    insights_error **error)
{
    writing *self = user;
    insights_status status;

    insights__buffer_truncate(&self->line, 0);
    for (size_t i = 0; i < count; i++) {
        if (i)
            insights__buffer_char(&self->line, ',');
        put_cell(self, &cells[i]);
    }
    insights__buffer_text_append(&self->line, "\r\n");
    status = insights__buffer_check(&self->line, "a row", error);
    if (status >= 0)
        status = insights__export_put(
            self->out, self->line.data, self->line.length, error);
    self->rows++;
    return status;
}

/* --- Records of a kind -------------------------------------------------------
 */

typedef struct records {
    writing *to;
    const insights__kind *kind;
    insights__map *people; /* those of the study; NULL: not asked */
    insights__map *wanted; /* ids that may go out; NULL: all */
    insights__cell *cells;
    insights__buffer texts; /* what cells point into, by offset */
} records;

enum { RECORD_ID, VERSION, CREATED_AT, UPDATED_AT, FIELDS };

/* Who owns the store has no place in a study's table. */
static int is_left_out(const insights__field *field)
{
    return (field->id & 0xffffu) == INSIGHTS__NUMBER_ACCOUNT_ID;
}

/* 2026-03-01T09:30:00.123Z, by the proleptic Gregorian calendar. */
static void put_time(insights__buffer *text, int64_t ms)
{
    int64_t days = ms / 86400000 - (ms % 86400000 < 0);
    int64_t rest = ms - days * 86400000;
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int64_t day = doy - (153 * mp + 2) / 5 + 1;
    int64_t month = mp < 10 ? mp + 3 : mp - 9;
    int64_t year = yoe + era * 400 + (month <= 2);

    insights__buffer_format(
        text, "%04lld-%02lld-%02lldT%02lld:%02lld:%02lld.%03lldZ",
        (long long)year, (long long)month, (long long)day,
        (long long)(rest / 3600000), (long long)(rest / 60000 % 60),
        (long long)(rest / 1000 % 60), (long long)(rest % 1000));
}

/* A text that is made for a cell; the cell gets it when all are made. */
static void note_text(records *self, insights__cell *cell, size_t at)
{
    cell->type = INSIGHTS__CELL_PLAIN;
    cell->text = NULL;
    cell->number = (int64_t)at;
    insights__buffer_char(&self->texts, '\0');
}

static void time_cell(records *self, insights__cell *cell, int64_t ms)
{
    size_t at = self->texts.length;

    put_time(&self->texts, ms);
    note_text(self, cell, at);
}

static void field_cell(
    records *self,
    insights__cell *cell,
    const insights_record *record,
    const insights__field *field)
{
    char number[INSIGHTS__NUMBER_TEXT];
    size_t at = self->texts.length;

    if (insights_record_state(record, field->id) != INSIGHTS_VALUE)
        return;
    switch (field->type) {
    case INSIGHTS_TYPE_INT:
        cell->type = INSIGHTS__CELL_NUMBER;
        cell->number = insights_record_int(record, field->id);
        break;
    case INSIGHTS_TYPE_TIME:
        time_cell(self, cell, insights_record_int(record, field->id));
        break;
    case INSIGHTS_TYPE_BOOL:
        cell->type = INSIGHTS__CELL_PLAIN;
        cell->text = insights_record_int(record, field->id) ? "true" : "false";
        break;
    case INSIGHTS_TYPE_REAL:
        insights__double_text(insights_record_real(record, field->id), number);
        insights__buffer_text_append(&self->texts, number);
        note_text(self, cell, at);
        break;
    default:
        insights__cell_text(cell, insights_record_text(record, field->id));
    }
}

static insights_status write_record(
    records *self,
    const insights_record *record,
    insights_error **error)
{
    insights__cell *cells = self->cells;
    size_t count = FIELDS;
    insights_status status;

    memset(cells, 0, (FIELDS + self->kind->field_count) * sizeof(*cells));
    insights__buffer_truncate(&self->texts, 0);
    cells[RECORD_ID].type = INSIGHTS__CELL_PLAIN;
    cells[RECORD_ID].text = insights_record_id(record);
    cells[VERSION].type = INSIGHTS__CELL_NUMBER;
    cells[VERSION].number = insights_record_version(record);
    time_cell(self, &cells[CREATED_AT], insights_record_created_at(record));
    time_cell(self, &cells[UPDATED_AT], insights_record_updated_at(record));
    for (size_t i = 0; i < self->kind->field_count; i++)
        if (!is_left_out(&self->kind->fields[i]))
            field_cell(self, &cells[count++], record, &self->kind->fields[i]);
    status = insights__buffer_check(&self->texts, "a row", error);
    for (size_t i = 0; i < count && status >= 0; i++)
        if (cells[i].type == INSIGHTS__CELL_PLAIN && !cells[i].text)
            cells[i].text = self->texts.data + cells[i].number;
    return status < 0 ? status : write_row(self->to, cells, count, error);
}

static insights_status write_names(records *self, insights_error **error)
{
    static const char *const own[FIELDS] = {
        "id", "version", "created_at", "updated_at"};
    size_t count = FIELDS;

    for (size_t i = 0; i < FIELDS; i++)
        self->cells[i].text = own[i];
    for (size_t i = 0; i < self->kind->field_count; i++)
        if (!is_left_out(&self->kind->fields[i]))
            self->cells[count++].text = self->kind->fields[i].json;
    for (size_t i = 0; i < count; i++)
        self->cells[i].type = INSIGHTS__CELL_PLAIN;
    return write_row(self->to, self->cells, count, error);
}

/* --- Which records are the study's -------------------------------------------
 */

insights_status insights__study_people(
    insights_study *study,
    insights__map **out,
    insights_error **error)
{
    insights__map *people = insights__map_new();
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status =
        people ? insights__study_select(
                     study, INSIGHTS_PARTICIPANT, NULL, 0, &cursor, error)
               : insights__fail_nomem(error);

    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        const char *id =
            insights_record_text(record, INSIGHTS_PARTICIPANT_PERSON_ID);
        void **slot = id ? insights__map_slot(people, id, strlen(id)) : NULL;

        if (slot)
            *slot = people;
        else if (id)
            status = insights__fail_nomem(error);
        if (status < 0)
            break;
    }
    insights_cursor_free(cursor);
    if (status < 0) {
        insights__map_free(people, NULL);
        return status;
    }
    *out = people;
    return INSIGHTS_OK;
}

/* Where the study's people work. */
static insights_status find_organizations(records *self, insights_error **error)
{
    insights_study *study = self->to->out->study;
    const char *id = NULL;
    size_t at = 0;
    insights_status status = INSIGHTS_OK;

    self->wanted = insights__map_new();
    if (!self->wanted)
        return insights__fail_nomem(error);
    while (status >= 0 &&
           insights__map_next(self->people, &at, &id, NULL, NULL)) {
        insights_record *record = NULL;
        const char *where = NULL;
        void **slot = NULL;

        status = insights_store_get(
            study->store, INSIGHTS_PERSON, id, &record, error);
        if (status >= 0)
            where =
                insights_record_text(record, INSIGHTS_PERSON_ORGANIZATION_ID);
        if (where) {
            slot = insights__map_slot(self->wanted, where, strlen(where));
            if (slot)
                *slot = self->wanted;
            else
                status = insights__fail_nomem(error);
        }
        insights_record_free(record);
    }
    return status;
}

/* An account's people may belong to other studies of it. */
static insights_status find_wanted(records *self, insights_error **error)
{
    insights_study *study = self->to->out->study;
    insights_kind kind = self->kind->id;
    insights_status status = INSIGHTS_OK;
    void **slot;

    if (kind == INSIGHTS_PROJECT) {
        self->wanted = insights__map_new();
        slot = self->wanted
                   ? insights__map_slot(
                         self->wanted, study->project, strlen(study->project))
                   : NULL;
        if (!slot)
            return insights__fail_nomem(error);
        *slot = self->wanted;
    }
    if (kind != INSIGHTS_PERSON && kind != INSIGHTS_ORGANIZATION)
        return INSIGHTS_OK;
    status = insights__study_people(study, &self->people, error);
    if (status >= 0 && kind == INSIGHTS_ORGANIZATION)
        return find_organizations(self, error);
    if (status >= 0) {
        self->wanted = self->people;
        self->people = NULL;
    }
    return status;
}

static insights_status write_kind(writing *to, insights_error **error)
{
    records self;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    insights_status status;

    memset(&self, 0, sizeof(self));
    self.to = to;
    self.kind = insights__kind_descriptor(to->out->options.kind);
    self.cells =
        insights__calloc(FIELDS + self.kind->field_count, sizeof(*self.cells));
    status =
        self.cells ? find_wanted(&self, error) : insights__fail_nomem(error);
    if (status >= 0)
        status = write_names(&self, error);
    if (status >= 0)
        status = insights__study_select(
            to->out->study, self.kind->id, NULL, 0, &cursor, error);
    while (status >= 0 && (status = insights_cursor_next(
                               cursor, &record, error)) == INSIGHTS_OK) {
        const char *id = insights_record_id(record);

        if (!self.wanted ||
            insights__map_get(self.wanted, id, strlen(id)) != NULL)
            status = write_record(&self, record, error);
        if (status < 0)
            break;
    }
    insights_cursor_free(cursor);
    insights__map_free(self.wanted, NULL);
    insights__map_free(self.people, NULL);
    insights__buffer_free(&self.texts);
    insights__free(self.cells);
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights__export_csv(
    insights__export *out,
    insights_error **error)
{
    writing self = {out, INSIGHTS__BUFFER_INIT, 0};
    insights_status status = INSIGHTS_OK;

    if (out->options.flags & INSIGHTS_EXPORT_EXCEL)
        status = insights__export_put(out, "\xEF\xBB\xBF", 3, error);
    if (status >= 0)
        status = out->options.kind ? write_kind(&self, error)
                                   : insights__evidence_table(
                                         out->study, out->options.flags,
                                         &out->losses, write_row, &self, error);
    out->count = self.rows - 1;
    if (self.rows == 2)
        out->noun = "row";
    insights__buffer_free(&self.line);
    return status;
}
