/* codes_import.c - a codebook from CSV; XML goes to codes_qdc.c. */
#include "analysis/codes_qdc.h"
#include "analysis/csv.h"

#include "base/utf8.h"

#include <string.h>

enum {
    PATH,
    NAME,
    PARENT,
    DEFINITION,
    INCLUDE,
    EXCLUDE,
    EXAMPLE,
    SYNONYMS,
    COLOUR,
    COLUMNS
};

static const char *const names[COLUMNS] = {"path",       "name",     "parent",
                                           "definition", "include",  "exclude",
                                           "example",    "synonyms", "colour"};

/* Other spellings of headers. */
static const char *const other_names[COLUMNS] = {
    "code",      "code name", "parent code", "description", "inclusion",
    "exclusion", "examples",  "aliases",     "color"};

static const insights_field fields[COLUMNS] = {
    0,
    0,
    0,
    INSIGHTS_CODE_DEFINITION,
    INSIGHTS_CODE_INCLUDE,
    INSIGHTS_CODE_EXCLUDE,
    INSIGHTS_CODE_EXAMPLE,
    INSIGHTS_CODE_SYNONYMS,
    INSIGHTS_CODE_COLOUR};

typedef struct importing {
    insights__unit unit;
    insights__record_list codes;
    insights__csv csv;
    size_t columns[COLUMNS]; /* index + 1, or 0 */
    insights__counts counts;
} importing;

static int is_called(const char *header, const char *name)
{
    size_t length = strlen(name);

    while (*header == ' ')
        header++;
    for (size_t i = 0; i < length; i++) {
        char c = header[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != name[i])
            return 0;
    }
    return header[length + strspn(header + length, " ")] == '\0';
}

static insights_status read_header(importing *self, insights_error **error)
{
    insights_status status = insights__csv_next(&self->csv, error);

    if (status < 0)
        return status;
    for (size_t i = 0; i < self->csv.fields.count; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            if (!self->columns[c] &&
                (is_called(self->csv.fields.items[i], names[c]) ||
                 is_called(self->csv.fields.items[i], other_names[c])))
                self->columns[c] = i + 1;
    if (!self->columns[PATH] && !self->columns[NAME])
        return insights__fail(
            error, INSIGHTS_E_PARSE,
            "line 1: a codebook needs a column 'path', or 'name' with "
            "'parent'; beside them definition, include, exclude, example, "
            "synonyms, colour");
    return INSIGHTS_OK;
}

static const char *cell(const importing *self, size_t column)
{
    return self->columns[column]
               ? insights__csv_field(&self->csv, self->columns[column] - 1)
               : "";
}

/* The row's path: given whole, or the parent's path and the name. */
static insights_status row_path(
    importing *self,
    insights__buffer *out,
    insights_error **error)
{
    const char *parent = cell(self, PARENT);
    const insights_record *above = NULL;
    insights_status status = INSIGHTS_OK;

    if (*cell(self, PATH)) {
        insights__buffer_text_append(out, cell(self, PATH));
    } else {
        if (*parent) {
            status = insights__codes_find(&self->codes, parent, &above, error);
            if (status < 0)
                return status;
            insights__buffer_text_append(
                out, above ? insights_record_text(above, INSIGHTS_CODE_PATH)
                           : parent);
            insights__buffer_text_append(out, " / ");
        }
        insights__buffer_text_append(out, cell(self, NAME));
    }
    return insights__buffer_check(out, "a path", error);
}

/* "a; b" as a list of texts. */
static void list_json(insights__buffer *out, const char *text)
{
    insights__buffer_char(out, '[');
    while (*text) {
        size_t length = strcspn(text, ";\n");
        size_t from = strspn(text, " \t\r");
        size_t to = length;

        while (to > from && strchr(" \t\r", text[to - 1]))
            to--;
        if (to > from) {
            if (out->length > 1)
                insights__buffer_char(out, ',');
            insights__buffer_json_string(out, text + from, to - from);
        }
        text += length + (text[length] != '\0');
    }
    insights__buffer_char(out, ']');
}

static insights_status fill_code(
    importing *self,
    insights_record *code,
    insights_error **error)
{
    insights_status status = INSIGHTS_OK;

    for (size_t c = DEFINITION; c < COLUMNS && status >= 0; c++) {
        const char *text = cell(self, c);
        insights__buffer list = INSIGHTS__BUFFER_INIT;

        if (!*text)
            continue;
        if (insights__utf8_valid(text, strlen(text)) != strlen(text))
            return insights__fail(
                error, INSIGHTS_E_PARSE, "line %zu: not UTF-8", self->csv.line);
        if (c == SYNONYMS)
            list_json(&list, text);
        status = insights__buffer_check(&list, "the synonyms", error);
        if (status >= 0)
            insights_record_set_text(
                code, fields[c],
                c == SYNONYMS ? insights__buffer_text(&list) : text);
        insights__buffer_free(&list);
    }
    return status < 0 ? status : insights_record_check(code, error);
}

/* A code with this path as it was stored, or one to be made. Its parents are
 * made before it. */
static insights_status save_row(
    importing *self,
    const char *path,
    insights_error **error)
{
    const insights_record *standing = NULL;
    insights_record *edited = NULL;
    insights_record *fresh;
    size_t count = self->codes.count;
    size_t operations = self->unit.operations;
    insights_status status;

    for (size_t i = 0; i < count; i++)
        if (insights__text_is(self->codes.items[i], INSIGHTS_CODE_PATH, path))
            standing = self->codes.items[i];
    if (standing &&
        insights__unit_touched(&self->unit, insights_record_id(standing)))
        return insights__fail(
            error, INSIGHTS_E_PARSE, "line %zu: '%s' stands here twice",
            self->csv.line, path);
    if (standing) {
        status = insights_record_edit(standing, &edited, error);
        if (status >= 0)
            status = fill_code(self, edited, error);
        if (status >= 0)
            status =
                insights__unit_save(&self->unit, edited, standing, 0, error);
        insights_record_free(edited);
    } else {
        fresh = insights__study_new(self->unit.study, INSIGHTS_CODE);
        if (!fresh)
            return insights__fail_nomem(error);
        status = fill_code(self, fresh, error);
        if (status >= 0)
            status = insights__codes_make(
                &self->unit, &self->codes, path, fresh, error);
        else
            insights_record_free(fresh);
    }
    if (status >= 0)
        *(self->unit.operations != operations ? &self->counts.done
                                              : &self->counts.unchanged) += 1;
    return status;
}

static insights_status read_rows(importing *self, insights_error **error)
{
    insights_status status = read_header(self, error);

    while (status >= 0 &&
           (status = insights__csv_next(&self->csv, error)) == INSIGHTS_OK) {
        insights__buffer path = INSIGHTS__BUFFER_INIT;

        if (!*cell(self, PATH) && !*cell(self, NAME))
            continue;
        status = row_path(self, &path, error);
        if (status >= 0)
            status = save_row(self, insights__buffer_text(&path), error);
        if (status < 0 && error && *error &&
            insights_error_code(*error) != INSIGHTS_E_NOMEM &&
            strncmp(insights_error_message(*error), "line ", 5) != 0) {
            insights__buffer line = INSIGHTS__BUFFER_INIT;

            insights__buffer_format(&line, "line %zu", self->csv.line);
            insights__error_prefix(error, insights__buffer_text(&line));
            insights__buffer_free(&line);
        }
        insights__buffer_free(&path);
    }
    return status < 0 ? status : INSIGHTS_OK;
}

insights_status insights_study_code_import(
    insights_study *study,
    const char *bytes,
    size_t length,
    insights_record **out,
    insights_error **error)
{
    importing self;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !bytes || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, bytes and out are required");
    if (insights__qda_is_xml(bytes, length))
        return insights__codes_import_qdc(study, bytes, length, out, error);
    memset(&self, 0, sizeof(self));
    insights__csv_open(&self.csv, bytes, length);
    status = insights__unit_begin(
        &self.unit, study, INSIGHTS__ANYBODY, "import_codes", error);
    if (status >= 0)
        status = insights__codes_load(study, &self.codes, error);
    if (status >= 0)
        status = read_rows(&self, error);
    insights__buffer_format(
        &line, "codebook: %lld codes made or changed, %lld stood already",
        (long long)self.counts.done, (long long)self.counts.unchanged);
    if (status >= 0)
        status = insights__buffer_check(&line, "the summary", error);
    if (status >= 0)
        status = insights__unit_finish(
            &self.unit, &self.counts, NULL, insights__buffer_text(&line), out,
            error);
    insights__buffer_free(&line);
    insights__csv_close(&self.csv);
    insights__record_list_free(&self.codes);
    insights__unit_free(&self.unit);
    return status;
}
