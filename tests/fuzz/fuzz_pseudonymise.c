/* fuzz_pseudonymise.c - a conversation and names.
 *
 * Names, a line each, up to a blank line; then the conversation. Every quote
 * of the copy is a span of its transcript, with the same codings, and the
 * same input gives as many turns.
 */
#include "fuzz/study.h"

#include <insights/privacy.h>

/* Put a code on a few spans of the text that are whole characters. */
static void code(fuzz_study *self, const char *interview, size_t size)
{
    insights_error *error = NULL;

    for (size_t start = 0; start < 24; start += 6) {
        insights_record *coding = NULL;
        char span[100];

        snprintf(
            span, sizeof(span), "%s:%zu-%zu", interview, start,
            start + 3 + size % 11);
        insights_study_code(self->study, span, "Code", NULL, &coding, &error);
        insights_record_free(coding);
        insights_error_free(error);
        error = NULL;
    }
}

static size_t count(insights_study *study, insights_kind kind)
{
    insights_query *query = NULL;
    insights_error *error = NULL;
    int64_t found = 0;

    if (insights_query_new(kind, &query, &error) >= 0 &&
        insights_query_where_text(
            query,
            kind == INSIGHTS_TURN ? INSIGHTS_TURN_PROJECT_ID
                                  : INSIGHTS_CODING_PROJECT_ID,
            INSIGHTS_EQ, insights_study_project(study), &error) >= 0)
        insights_store_count(
            insights_study_store(study), query, &found, &error);
    insights_query_free(query);
    insights_error_free(error);
    return (size_t)found;
}

static void check(fuzz_study *self, const char *names)
{
    insights_study *copy = NULL;
    insights_record *key = NULL;
    insights_cursor *wrong = NULL;
    const insights_record *finding = NULL;
    insights_error *error = NULL;
    insights_status status =
        insights_study_pseudonymise(self->study, names, &copy, &key, &error);

    if (!fuzz_outcome(status, &error))
        return;
    FUZZ_CHECK(count(copy, INSIGHTS_TURN) == count(self->study, INSIGHTS_TURN));
    FUZZ_CHECK(
        count(copy, INSIGHTS_CODING) == count(self->study, INSIGHTS_CODING));
    FUZZ_CHECK(insights_study_verify(copy, NULL, &wrong, &error) >= 0);
    FUZZ_CHECK(insights_cursor_next(wrong, &finding, &error) == INSIGHTS_DONE);
    insights_cursor_free(wrong);
    insights_record_free(key);
    insights_study_free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = calloc(size + 1, 1);
    char *talk;
    fuzz_study self;
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    insights_record *imported = NULL;
    insights_error *error = NULL;

    FUZZ_CHECK(text != NULL);
    if (size)
        memcpy(text, data, size);
    talk = strstr(text, "\n\n");
    if (!talk || size > 4000) {
        free(text);
        return 0;
    }
    *talk = '\0';
    talk += 2;
    self = fuzz_study_open(0);
    options.format = "text";
    if (insights_study_import(
            self.study, "talk.txt", talk, strlen(talk), &options, &imported,
            &error) >= 0) {
        code(
            &self,
            insights_record_text(imported, INSIGHTS_IMPORTED_INTERVIEW_ID),
            size);
        check(&self, text);
    }
    insights_record_free(imported);
    insights_error_free(error);
    insights_study_free(self.study);
    free(text);
    return 0;
}
