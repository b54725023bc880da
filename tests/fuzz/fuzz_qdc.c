/* fuzz_qdc.c - codebooks from XML.
 *
 * Most inputs are only read; a study is asked where they are sound, and now
 * and then where they are not. All or nothing: a refusal leaves the study as it
 * was; the same codebook again adds nothing; what is written of a study reads
 * back, in another one, as what it was.
 */
#include "analysis/qda.h"
#include "fuzz/study.h"

static int import_codes(fuzz_study *opened, const void *data, size_t size)
{
    insights_record *summary = NULL;
    insights_error *error = NULL;
    insights_status status =
        insights_study_code_import(opened->study, data, size, &summary, &error);

    return fuzz_summary(status, summary, error);
}

static fuzz_bytes export_codes(fuzz_study *opened)
{
    insights_export_options options = INSIGHTS_EXPORT_OPTIONS_INIT;
    fuzz_bytes out = {NULL, 0, 0};
    insights_record *summary = NULL;
    insights_error *error = NULL;
    insights_status status;

    options.format = "qdc";
    status = insights_study_export(
        opened->study, &options, fuzz_bytes_write, &out, &summary, &error);
    FUZZ_CHECK(fuzz_summary(status, summary, error));
    return out;
}

static void expect_same(const fuzz_bytes *a, const fuzz_bytes *b)
{
    FUZZ_CHECK(a->length == b->length);
    FUZZ_CHECK(memcmp(a->data, b->data, a->length) == 0);
}

/* Whether the bytes are a codebook, asking nothing but the reader. */
static int is_sound(const uint8_t *data, size_t size)
{
    insights__qda_book book = {
        {NULL}, INSIGHTS__ARRAY_INIT, INSIGHTS__ARRAY_INIT};
    insights__losses losses = {INSIGHTS__ARRAY_INIT, 0};
    insights_error *error = NULL;
    insights_status status =
        insights__qda_read((const char *)data, size, &book, &losses, &error);

    FUZZ_CHECK(status < 0 || book.codes.count > 0);
    for (size_t i = 0; i < book.codes.count && status >= 0; i++) {
        FUZZ_CHECK(fuzz_is_text(book.codes.items[i].name));
        FUZZ_CHECK(book.codes.items[i].parent <= i);
    }
    insights__losses_free(&losses);
    insights__qda_free(&book);
    return fuzz_outcome(status, &error);
}

static void try_study(const uint8_t *data, size_t size)
{
    fuzz_study opened = fuzz_study_open(0);
    fuzz_bytes before = export_codes(&opened);
    fuzz_bytes after;
    int done = import_codes(&opened, data, size);

    after = export_codes(&opened);
    if (!done) {
        expect_same(&before, &after);
    } else {
        fuzz_study other = fuzz_study_open(0);
        fuzz_bytes again;

        FUZZ_CHECK(import_codes(&opened, data, size));
        again = export_codes(&opened);
        expect_same(&after, &again);
        free(again.data);
        FUZZ_CHECK(import_codes(&other, after.data, after.length));
        again = export_codes(&other);
        expect_same(&after, &again);
        free(again.data);
        fuzz_study_close(&other);
    }
    free(before.data);
    free(after.data);
    fuzz_study_close(&opened);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned count;

    if (is_sound(data, size) || count++ % 64 == 0)
        try_study(data, size);
    return 0;
}
