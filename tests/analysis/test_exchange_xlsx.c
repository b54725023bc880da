/* test_exchange_xlsx.c - workbooks, read back by Python. */
#define _POSIX_C_SOURCE 200809L

#include "support/data.h"
#include "support/exchange.h"
#include "support/fail_alloc.h"

#include <dirent.h>
#include <time.h>
#include <unistd.h>

/* The workbook of a study; nothing where this build writes none. */
static insights_test_bytes workbook(insights_test_study *self, char **losses)
{
    insights_export_options options = insights_test_export_as("xlsx", 0, 0);
    insights_test_bytes out = {NULL, 0};
    insights_record *summary = NULL;

    if (insights_study_export(
            self->study, &options, insights_test_keep, &out, &summary,
            &self->error) == INSIGHTS_E_UNSUPPORTED) {
        cr_expect(strstr(insights_test_why(self), "libxlsxwriter") != NULL);
        insights_test_skip(1, "libxlsxwriter is missing");
        return out;
    }
    insights_record_free(summary);
    cr_expect(out.length > 0, "%s", insights_test_why(self));
    if (losses) {
        free(out.data);
        out = (insights_test_bytes){NULL, 0};
        out = insights_test_export(self, &options, losses);
    }
    return out;
}

/* Its cells as sheets.py prints them, owned; NULL where nobody can read. */
static char *cells_of(const insights_test_bytes *bytes)
{
    char path[] = "/tmp/insights-test-XXXXXX";
    char command[1200];
    insights_test_bytes out = {NULL, 0};
    char piece[4096];
    size_t got;
    int file;
    FILE *pipe;

    if (!bytes->length)
        return NULL;
    if (system("python3 -c 'import zipfile' >/dev/null 2>&1") != 0) {
        insights_test_skip(1, "python3 is missing");
        return NULL;
    }
    file = mkstemp(path);
    cr_assert(file >= 0);
    cr_assert(write(file, bytes->data, bytes->length) > 0);
    close(file);
    snprintf(
        command, sizeof(command), "python3 '%s/tests/support/sheets.py' %s",
        INSIGHTS_TEST_ROOT, path);
    pipe = popen(command, "r");
    while ((got = fread(piece, 1, sizeof(piece), pipe)) > 0)
        insights_test_keep(piece, got, &out);
    cr_expect(eq(int, pclose(pipe), 0));
    unlink(path);
    cr_assert(out.data != NULL);
    return out.data;
}

static int has(const char *cells, const char *line)
{
    return strstr(cells, line) != NULL;
}

Test(exchange_xlsx, a_workbook_has_its_sheets_frozen_and_filtered)
{
    static const char guide[] = "# Guide\n\n1. How do you keep the diary?\n";
    insights_test_study self = insights_test_coded_study();
    insights_record *summary = NULL;
    insights_test_bytes bytes;
    char *cells;

    DO(&self, insights_study_import_guide(
                  self.study, guide, strlen(guide), &summary, &self.error));
    insights_record_free(summary);
    bytes = workbook(&self, NULL);
    cells = cells_of(&bytes);
    if (cells) {
        static const char *const sheets[] = {
            "Evidence", "Codes", "People", "Interviews", "Questions", "About"};

        for (size_t i = 0; i < 6; i++) {
            char line[64];

            snprintf(line, sizeof(line), "%s\tfrozen\tfrozen\t1\n", sheets[i]);
            cr_expect(has(cells, line), "%s", line);
        }
        cr_expect(has(cells, "Evidence\tfilter\t\tA1:P"));
        cr_expect(has(cells, "Evidence\tA1\tinlineStr\tid\n"));
        cr_expect(has(cells, "\tinlineStr\tin pencil\n"));
        cr_expect(has(cells, "\tinlineStr\tTrust / Paper\n"));
        cr_expect(has(cells, "\tinlineStr\tinsights://evidence/"));
        cr_expect(has(cells, "Evidence\tO2\tlink\trId1\n"));
        cr_expect(has(cells, "Evidence\tE2\tnumber\t"));
        cr_expect(has(cells, "People\tA3\tinlineStr\tMaureen Tranter\n"));
        cr_expect(has(cells, "Interviews\tA2\tinlineStr\ttalk\n"));
        cr_expect(has(cells, "\tinlineStr\tHow do you keep the diary?\n"));
        cr_expect(has(cells, "About\tA2\tinlineStr\tstudy\n"));
        cr_expect(has(cells, "\tfraction\t") == 0, "%s", cells);
    }
    free(cells);
    free(bytes.data);
    insights_test_study_free(&self);
}

Test(exchange_xlsx, no_text_is_a_formula_and_none_is_changed)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *code = NULL;
    insights_test_bytes bytes;
    char *losses = NULL;
    char *cells;

    DO(&self, insights_study_code_add(
                  self.study, "x", "=HYPERLINK(\"a\") _x0041_ <&> \xC3\xA9",
                  &code, &self.error));
    insights_record_free(code);
    DO(&self, insights_study_code_add(
                  self.study, "y",
                  "a\x01"
                  "b\r\nc",
                  &code, &self.error));
    insights_record_free(code);
    bytes = workbook(&self, &losses);
    cells = cells_of(&bytes);
    if (cells) {
        cr_expect(
            has(cells, "\tinlineStr\t=HYPERLINK(\"a\") _x0041_ <&> \xC3\xA9\n"),
            "%s", cells);
        cr_expect(has(cells, "\tinlineStr\tab\\nc\n"));
        cr_expect(has(cells, "\tformula\t") == 0);
        cr_expect(has(losses, "\"control characters\",\"count\":1"));
    }
    free(losses);
    free(cells);
    free(bytes.data);
    insights_test_study_free(&self);
}

Test(exchange_xlsx, what_a_cell_cannot_hold_is_cut_and_told)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *code = NULL;
    insights_test_bytes bytes;
    char *losses = NULL;
    char *text = malloc(4 * 20000 + 1);

    *text = '\0';
    for (int i = 0; i < 20000; i++) /* two units each */
        memcpy(text + (size_t)i * 4, "\xF0\x9F\x98\x80", 5);
    DO(&self,
       insights_study_code_add(self.study, "x", text, &code, &self.error));
    insights_record_free(code);
    bytes = workbook(&self, &losses);
    if (bytes.length)
        cr_expect(has(losses, "\"ends of long texts\",\"count\":1"));
    free(text);
    free(losses);
    free(bytes.data);
    insights_test_study_free(&self);
}

Test(exchange_xlsx, the_same_study_gives_the_same_bytes_at_any_time)
{
    insights_test_study self = insights_test_coded_study();
    insights_test_bytes first = workbook(&self, NULL);
    struct timespec wait = {2, 100000000}; /* a ZIP counts two seconds */
    insights_test_bytes second;

    nanosleep(&wait, NULL);
    second = workbook(&self, NULL);
    cr_expect(insights_test_same(&first, &second));
    free(first.data);
    free(second.data);
    insights_test_study_free(&self);
}

static int scratch_files(void)
{
    DIR *folder = opendir("/tmp");
    const struct dirent *entry;
    int count = 0;

    while (folder && (entry = readdir(folder)) != NULL)
        count += strncmp(entry->d_name, "insights-", 9) == 0 &&
                 strlen(entry->d_name) == 9 + 32;
    if (folder)
        closedir(folder);
    return count;
}

Test(exchange_xlsx, failures_leave_no_file)
{
    insights_test_study self = insights_test_coded_study();
    insights_export_options options = insights_test_export_as("xlsx", 0, 0);
    insights_test_bytes out = workbook(&self, NULL);
    insights_record *summary = NULL;
    int before = scratch_files();

    if (out.length) {
        cr_expect(
            eq(int,
               (int)insights_study_export(
                   self.study, &options, insights_test_refuse, NULL, &summary,
                   &self.error),
               INSIGHTS_E_IO));
        INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(insights_study_export(
                                                 self.study, &options,
                                                 insights_test_keep, &out,
                                                 &summary, &self.error),
                                             insights_record_free(summary);
                                             summary = NULL);
        cr_expect(eq(int, scratch_files(), before));
    }
    free(out.data);
    insights_test_study_free(&self);
}
