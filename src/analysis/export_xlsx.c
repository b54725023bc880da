/* export_xlsx.c - a workbook for spreadsheets, by libxlsxwriter.
 *
 * Keeps true: no text is ever a formula; the same study gives the same bytes,
 * whatever the time and the locale (no number that is written has a fraction);
 * the file in which the workbook grows has lost its name before anything is in
 * it, where the system allows that, and in any case at the end.
 */
#include "analysis/sheets.h"

#ifndef INSIGHTS_XLSX

insights_status insights__export_xlsx(
    insights__export *out,
    insights_error **error)
{
    (void)out;
    return insights__fail(
        error, INSIGHTS_E_UNSUPPORTED,
        "this build writes no xlsx: libxlsxwriter was missing when it was "
        "made");
}

#else

#include "base/alloc.h"
#include "base/environment.h"
#include "base/platform/platform.h"
#include "base/utf8.h"

#include <string.h>
#include <xlsxwriter.h>

#define ROWS_MAXIMUM 1048576
#define CELL_MAXIMUM 32767 /* UTF-16 units */
#define LINKS_MAXIMUM 65530
#define CHUNK ((size_t)64 << 10)
#define PATH_SIZE 64

typedef struct workbook {
    insights__export *out;
    lxw_workbook *book;
    lxw_format *header;
    lxw_format *text;
    lxw_format *link;
    /* of the sheet at hand */
    const char *name;
    lxw_worksheet *sheet;
    lxw_row_t row;
    lxw_col_t columns;
    size_t links;
    insights__buffer cell;
} workbook;

/* --- Cells -------------------------------------------------------------------
 */

/* Whether "_x0041_" stands there, which spreadsheets read as "A". */
static int is_escape(const char *text)
{
    return strncmp(text, "_x", 2) == 0 &&
           strspn(text + 2, "0123456789abcdefABCDEF") >= 4 && text[6] == '_';
}

/* What a cell can hold of a text, in self->cell. */
static void fit(workbook *self, const char *text)
{
    insights__losses *losses = &self->out->losses;
    size_t length = strlen(text);
    size_t units = 0;

    insights__buffer_truncate(&self->cell, 0);
    for (size_t i = 0; i < length;) {
        uint32_t c = 0;
        size_t step = insights__utf8_decode(text + i, length - i, &c);
        size_t escape = is_escape(text + i) ? 6 : 0;

        if (!step || (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE ||
            c == 0xFFFF) {
            i += step ? step : 1;
            /* A line end needs no return. */
            if (c != '\r' || text[i] != '\n')
                insights__lose(
                    losses, "control characters", "a workbook has none", 1);
            continue;
        }
        units += (c > 0xFFFF ? 2 : 1) + escape;
        if (units > CELL_MAXIMUM) {
            insights__lose(
                losses, "ends of long texts",
                "a cell has at most 32,767 characters", 1);
            break;
        }
        if (escape)
            insights__buffer_text_append(&self->cell, "_x005F");
        insights__buffer_append(&self->cell, text + i, step);
        i += step;
    }
}

static lxw_error write_text(
    workbook *self,
    lxw_col_t column,
    const insights__cell *cell)
{
    lxw_format *format = self->row ? self->text : self->header;

    fit(self, cell->text);
    if (self->cell.status < 0)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (cell->type == INSIGHTS__CELL_LINK && self->links < LINKS_MAXIMUM) {
        self->links++;
        return worksheet_write_url(
            self->sheet, self->row, column, insights__buffer_text(&self->cell),
            self->link);
    }
    insights__lose(
        &self->out->losses, "links", "a sheet has at most 65,530",
        cell->type == INSIGHTS__CELL_LINK);
    return worksheet_write_string(
        self->sheet, self->row, column, insights__buffer_text(&self->cell),
        format);
}

/* --- Sheets ------------------------------------------------------------------
 */

/* Multiples of seven pixels are whole widths. */
static uint32_t width_of(const char *column)
{
    static const struct {
        const char *name;
        uint32_t pixels;
    } widths[] = {{"verbatim", 490},   {"gist", 210},        {"code_path", 210},
                  {"definition", 350}, {"include", 210},     {"exclude", 210},
                  {"example", 210},    {"question", 490},    {"rationale", 280},
                  {"attributes", 210}, {"description", 280}, {"speakers", 175},
                  {"interviews", 140}, {"person", 140},      {"speaker", 140},
                  {"link", 140},       {"what", 210},        {"value", 210},
                  {"how", 490},        {"start_ms", 84},     {"end_ms", 84},
                  {"time", 70},        {"position", 63},     {"id", 84}};

    for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++)
        if (strcmp(widths[i].name, column) == 0)
            return widths[i].pixels;
    return 112;
}

/* The first row begins the sheet. */
static lxw_error begin_sheet(
    workbook *self,
    const insights__cell *cells,
    size_t count)
{
    lxw_header_footer_options margin = {.margin = 1};
    lxw_error failed = LXW_NO_ERROR;

    self->sheet = workbook_add_worksheet(self->book, self->name);
    if (!self->sheet)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    self->row = 0;
    self->links = 0;
    self->columns = (lxw_col_t)count;
    for (size_t i = 0; i < count && !failed; i++)
        failed = worksheet_set_column_pixels(
            self->sheet, (lxw_col_t)i, (lxw_col_t)i, width_of(cells[i].text),
            NULL);
    worksheet_freeze_panes(self->sheet, 1, 0);
    worksheet_repeat_rows(self->sheet, 0, 0);
    worksheet_set_landscape(self->sheet);
    worksheet_set_margins(self->sheet, 1, 1, 1, 1);
    worksheet_set_header_opt(self->sheet, "", &margin);
    worksheet_set_footer_opt(self->sheet, "", &margin);
    return failed;
}

static insights_status write_row(
    void *user,
    const insights__cell *cells,
    size_t count,
    insights_error **error)
{
    workbook *self = user;
    lxw_error failed = LXW_NO_ERROR;

    if (!self->sheet)
        failed = begin_sheet(self, cells, count);
    if (self->row >= ROWS_MAXIMUM) {
        insights__lose(
            &self->out->losses, "rows", "a sheet has at most 1,048,576", 1);
        return INSIGHTS_OK;
    }
    for (size_t i = 0; i < count && !failed; i++)
        if (cells[i].type == INSIGHTS__CELL_NUMBER)
            failed = worksheet_write_number(
                self->sheet, self->row, (lxw_col_t)i, (double)cells[i].number,
                self->text);
        else if (cells[i].type != INSIGHTS__CELL_NULL && *cells[i].text)
            failed = write_text(self, (lxw_col_t)i, &cells[i]);
    self->row++;
    if (!failed)
        return INSIGHTS_OK;
    if (self->cell.status < 0 || failed == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return insights__fail_nomem(error);
    return insights__fail(
        error, INSIGHTS_E_INTERNAL, "row %u of sheet %s: %s",
        (unsigned)self->row, self->name, lxw_strerror(failed));
}

/* Close the sheet at hand; the next one is called `next`. */
static void next_sheet(workbook *self, const char *next)
{
    if (self->sheet && self->row > 0)
        worksheet_autofilter(
            self->sheet, 0, 0, self->row > 1 ? self->row - 1 : 1,
            (lxw_col_t)(self->columns - 1));
    self->sheet = NULL;
    self->row = 0;
    self->name = next;
}

static insights_status write_sheets(workbook *self, insights_error **error)
{
    static const struct {
        const char *name;
        insights_status (*write)(
            insights_study *study,
            insights__row_callback row,
            void *user,
            insights_error **error);
    } others[] = {
        {"Codes", insights__codes_table},
        {"People", insights__people_table},
        {"Interviews", insights__interviews_table},
        {"Questions", insights__questions_table}};
    insights__export *out = self->out;
    insights_status status;

    next_sheet(self, "Evidence");
    status = insights__evidence_table(
        out->study, out->options.flags, &out->losses, write_row, self, error);
    out->count = (int64_t)self->row - 1;
    for (size_t i = 0; i < sizeof(others) / sizeof(*others) && status >= 0;
         i++) {
        next_sheet(self, others[i].name);
        status = others[i].write(out->study, write_row, self, error);
    }
    next_sheet(self, "About");
    if (status >= 0)
        status = insights__about_table(
            out->study, &out->losses, write_row, self, error);
    return status;
}

/* --- The file ----------------------------------------------------------------
 */

/* A file of our own that nobody else can read. `path` reaches it, also where
 * it has no name any more. */
static insights_status open_scratch(
    insights__file *file,
    char path[PATH_SIZE],
    int *named,
    insights_error **error)
{
    static const char digits[] = "0123456789abcdef";
    const int flags =
        INSIGHTS__FILE_WRITE | INSIGHTS__FILE_CREATE | INSIGHTS__FILE_EXCLUSIVE;
    unsigned char chance[16];
    insights__file again = INSIGHTS__NO_FILE;
    insights__buffer other = INSIGHTS__BUFFER_INIT;
    size_t at;
    int failed;

    if (!insights__random(chance, sizeof(chance)))
        return insights__fail(
            error, INSIGHTS_E_IO, "the system gives no random bytes");
    memcpy(path, "/tmp/insights-", 15);
    at = strlen(path);
    for (size_t i = 0; i < sizeof(chance); i++) {
        path[at++] = digits[chance[i] >> 4];
        path[at++] = digits[chance[i] & 15];
    }
    path[at] = '\0';
    failed = insights__file_open(path, flags, file);
    if (failed)
        return insights__fail_system(error, failed, "make", path);
    *named = 1;
    insights__buffer_format(&other, "/proc/self/fd/%d", *file);
    if (other.status >= 0 && other.length < PATH_SIZE &&
        insights__file_open(other.data, INSIGHTS__FILE_WRITE, &again) == 0) {
        insights__file_close(again);
        *named = insights__path_delete(path) != 0;
        if (!*named)
            memcpy(path, other.data, other.length + 1);
    }
    insights__buffer_free(&other);
    return INSIGHTS_OK;
}

static insights_status give_file(
    const insights__export *out,
    insights__file file,
    insights_error **error)
{
    char *bytes = insights__alloc(CHUNK);
    insights_status status = bytes ? INSIGHTS_OK : insights__fail_nomem(error);
    int64_t at = 0;
    size_t got = 1;

    while (got && status >= 0) {
        int failed = insights__file_read(file, at, bytes, CHUNK, &got);

        if (failed)
            status =
                insights__fail_system(error, failed, "read", "the workbook");
        else
            status = insights__export_put(out, bytes, got, error);
        at += (int64_t)got;
    }
    insights__free(bytes);
    return status;
}

static int set_up(workbook *self)
{
    lxw_doc_properties properties = {
        .title = "Evidence", .created = 315532800}; /* 1980-01-01 */
    lxw_error failed = workbook_set_properties(self->book, &properties);

    self->header = workbook_add_format(self->book);
    self->text = workbook_add_format(self->book);
    self->link = workbook_add_format(self->book);
    if (failed || !self->header || !self->text || !self->link)
        return 0;
    format_set_bold(self->header);
    format_set_bottom(self->header, LXW_BORDER_THIN);
    format_set_align(self->header, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(self->text);
    format_set_align(self->text, LXW_ALIGN_VERTICAL_TOP);
    format_set_font_color(self->link, LXW_COLOR_BLUE);
    format_set_underline(self->link, LXW_UNDERLINE_SINGLE);
    format_set_align(self->link, LXW_ALIGN_VERTICAL_TOP);
    return 1;
}

static insights_status write_book(
    workbook *self,
    const char *path,
    insights_error **error)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    insights_status status = INSIGHTS_OK;
    lxw_error failed;

    self->book = workbook_new_opt(path, &options);
    if (!self->book)
        return insights__fail_nomem(error);
    if (!set_up(self)) {
        lxw_workbook_free(self->book);
        return insights__fail_nomem(error);
    }
    status = write_sheets(self, error);
    if (status < 0) {
        lxw_workbook_free(self->book);
        return status;
    }
    failed = workbook_close(self->book);
    if (failed)
        return insights__fail(
            error,
            failed == LXW_ERROR_MEMORY_MALLOC_FAILED ? INSIGHTS_E_NOMEM
                                                     : INSIGHTS_E_IO,
            "the workbook: %s", lxw_strerror(failed));
    return INSIGHTS_OK;
}

insights_status insights__export_xlsx(
    insights__export *out,
    insights_error **error)
{
    char path[PATH_SIZE] = "";
    insights__file file = INSIGHTS__NO_FILE;
    int named = 0;
    workbook self;
    insights_status status;

    memset(&self, 0, sizeof(self));
    self.out = out;
    status = open_scratch(&file, path, &named, error);
    if (status >= 0)
        status = write_book(&self, path, error);
    if (status >= 0)
        status = give_file(out, file, error);
    if (named)
        insights__path_delete(path);
    if (file != INSIGHTS__NO_FILE)
        insights__file_close(file);
    insights__buffer_free(&self.cell);
    return status;
}

#endif
