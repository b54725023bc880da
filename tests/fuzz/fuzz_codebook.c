/* fuzz_codebook.c - codebooks from CSV.
 *
 * All or nothing: a refusal leaves the store as it was; the same codebook
 * again adds nothing.
 */
#include "fuzz/study.h"

static int import_codes(fuzz_study *opened, const uint8_t *data, size_t size)
{
    insights_record *summary = NULL;
    insights_error *error = NULL;
    insights_status status = insights_study_code_import(
        opened->study, (const char *)data, size, &summary, &error);

    return fuzz_summary(status, summary, error);
}

static size_t count_codes(fuzz_study *opened)
{
    insights_cursor *cursor = NULL;
    insights_error *error = NULL;

    FUZZ_CHECK(fuzz_outcome(
        insights_study_codes(opened->study, &cursor, &error), &error));
    return fuzz_each(cursor, INSIGHTS_USAGE, NULL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Making a study takes most of the time: one serves until codes were
     * imported into it. */
    static fuzz_study serving;
    size_t before;
    size_t after;
    int done;

    if (!serving.study)
        serving = fuzz_study_open(0);
    before = count_codes(&serving);
    done = import_codes(&serving, data, size);
    after = count_codes(&serving);
    FUZZ_CHECK(done ? after >= before : after == before);
    if (done) {
        FUZZ_CHECK(import_codes(&serving, data, size));
        FUZZ_CHECK(count_codes(&serving) == after);
    }
    if (after > before) {
        fuzz_study_close(&serving);
        serving.study = NULL;
    }
    return 0;
}
