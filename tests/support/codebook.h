/* codebook.h - codebooks of REFI-QDA, out of studies and into them.
 *
 * Who includes this defines _POSIX_C_SOURCE before anything else.
 */
#ifndef INSIGHTS_TESTS_SUPPORT_CODEBOOK_H
#define INSIGHTS_TESTS_SUPPORT_CODEBOOK_H

#include "support/data.h"
#include "support/exchange.h"

#include <unistd.h>

#define HEAD                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
    "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\">"
#define G "11111111-2222-3333-4444-55555555555"
#define CODE(digit, name) \
    "<Code guid=\"" G digit "\" name=\"" name "\" isCodable=\"true\""
#define BOOK(codes) HEAD "<Codes>" codes "</Codes></CodeBook>"

static inline insights_test_bytes book(insights_test_study *self, char **losses)
{
    insights_export_options options = insights_test_export_as("qdc", 0, 0);

    return insights_test_export(self, &options, losses);
}

static inline int import(
    insights_test_study *self,
    const char *bytes,
    size_t length,
    insights_record **summary)
{
    insights_record *own = NULL;
    int status = (int)insights_study_code_import(
        self->study, bytes, length, &own, &self->error);

    if (summary)
        *summary = own;
    else
        insights_record_free(own);
    return status;
}

static const char *losses_of(const insights_record *summary)
{
    return insights_record_text(summary, INSIGHTS_SUMMARY_LOSSES);
}

/* Whether the losses of an import speak of something. */
static inline int lost(const insights_record *summary, const char *text)
{
    return strstr(losses_of(summary), text) != NULL;
}

/* Ann's study without a conversation. */
static inline insights_test_study empty_study(void)
{
    insights_test_study self = {NULL, NULL, NULL, ""};

    DO(&self, insights_store_open("memory:", NULL, &self.store, &self.error));
    self.study = insights_test_open(&self, "Ann");
    return self;
}

/* The code of a path, owned, or NULL. */
static inline insights_record *code_at(
    insights_test_study *self,
    const char *path)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *code = NULL;
    insights_record *copy = NULL;

    DO(self, insights_query_new(INSIGHTS_CODE, &query, &self->error));
    DO(self, insights_query_where_text(
                 query, INSIGHTS_CODE_PATH, INSIGHTS_EQ, path, &self->error));
    DO(self, insights_store_query(self->store, query, &cursor, &self->error));
    if (insights_cursor_next(cursor, &code, &self->error) == INSIGHTS_OK)
        DO(self, insights_record_edit(code, &copy, &self->error));
    insights_cursor_free(cursor);
    insights_query_free(query);
    return copy;
}

static inline int has(insights_test_study *self, const char *path)
{
    insights_record *code = code_at(self, path);
    int there = code != NULL;

    insights_record_free(code);
    return there;
}

/* A code with all that it may say. */
static inline void add_code(
    insights_test_study *self,
    const char *path,
    const char *const *texts)
{
    static const insights_field fields[] = {
        INSIGHTS_CODE_DEFINITION, INSIGHTS_CODE_INCLUDE,  INSIGHTS_CODE_EXCLUDE,
        INSIGHTS_CODE_EXAMPLE,    INSIGHTS_CODE_SYNONYMS, INSIGHTS_CODE_COLOUR};
    insights_record *code = NULL;

    DO(self,
       insights_study_code_add(self->study, path, NULL, &code, &self->error));
    for (size_t i = 0; texts && i < 6; i++)
        if (texts[i])
            insights_record_set_text(code, fields[i], texts[i]);
    DO(self, insights_store_save(self->store, code, &self->error));
    insights_record_free(code);
}

/* Whether the bytes are what the standard's schema wants; -1: nobody can
 * say. */
static inline int valid(const insights_test_bytes *bytes)
{
    char schema[1024];
    char path[] = "/tmp/insights-test-XXXXXX";
    char command[1400];
    int file;
    int wrote;

    if (!insights_test_data_path(schema, sizeof(schema), "refi/Codebook.xsd") ||
        system("xmllint --version >/dev/null 2>&1") != 0)
        return -1;
    file = mkstemp(path);
    cr_assert(file >= 0);
    wrote = write(file, bytes->data, bytes->length) == (ssize_t)bytes->length;
    close(file);
    snprintf(
        command, sizeof(command),
        "xmllint --noout --nonet --schema '%s' %s >/dev/null 2>&1", schema,
        path);
    wrote = wrote && system(command) == 0;
    unlink(path);
    return wrote;
}

static inline void expect_valid(const insights_test_bytes *bytes)
{
    int is = valid(bytes);

    if (is < 0)
        insights_test_skip(1, "xmllint or the schema of REFI-QDA is missing");
    else
        cr_expect(is, "%.2000s", bytes->data);
}

/* Export, import into a new study, export: the same bytes, all valid. */
static inline void expect_round_trip(insights_test_study *self)
{
    insights_test_study other = empty_study();
    insights_test_bytes first = book(self, NULL);
    insights_test_bytes second;

    expect_valid(&first);
    DO(&other, import(&other, first.data, first.length, NULL));
    second = book(&other, NULL);
    cr_expect(
        insights_test_same(&first, &second), "%s\n----\n%s", first.data,
        second.data);
    free(first.data);
    free(second.data);
    insights_test_study_free(&other);
}

#endif
