/* fuzz_review.c - reviews that a report saved.
 *
 * Every `@EVIDENCE`, `@CODE` and `@INTERVIEW` in the input stands for an id
 * of the study. A refusal changes nothing; what was applied leaves nothing
 * for verifying to find.
 */
#include "fuzz/study.h"

/* The first id that a listing gives, or "". */
static void first_id(insights_cursor *cursor, insights_field field, char *out)
{
    const insights_record *record = NULL;
    const char *id = NULL;

    if (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK)
        id = insights_record_text(record, field);
    out[0] = '\0';
    if (id && strlen(id) == 36)
        memcpy(out, id, 37);
    insights_cursor_free(cursor);
}

/* Replace `name` in `text` by `id`, which is not longer than 36 bytes. */
static char *fill_in(char *text, const char *name, const char *id)
{
    fuzz_bytes out = {NULL, 0, 0};
    const char *from = text;
    const char *found;

    while ((found = strstr(from, name))) {
        fuzz_bytes_write(from, (size_t)(found - from), &out);
        fuzz_bytes_write(id, strlen(id), &out);
        from = found + strlen(name);
    }
    fuzz_bytes_write(from, strlen(from), &out);
    free(text);
    return out.data;
}

static char *with_ids(fuzz_study *opened, char *text)
{
    insights_cursor *cursor = NULL;
    char id[37];

    insights_study_evidence(opened->study, NULL, &cursor, NULL);
    first_id(cursor, INSIGHTS_QUOTATION_EVIDENCE_ID, id);
    text = fill_in(text, "@EVIDENCE", id);
    insights_study_evidence(opened->study, NULL, &cursor, NULL);
    first_id(cursor, INSIGHTS_QUOTATION_INTERVIEW_ID, id);
    text = fill_in(text, "@INTERVIEW", id);
    insights_study_codes(opened->study, &cursor, NULL);
    first_id(cursor, INSIGHTS_USAGE_CODE_ID, id);
    return fill_in(text, "@CODE", id);
}

static int apply(fuzz_study *opened, const char *text)
{
    insights_record *summary = NULL;
    insights_error *error = NULL;
    insights_status status = insights_study_apply(
        opened->study, text, strlen(text), &summary, &error);

    return fuzz_summary(status, summary, error);
}

static void expect_sound(fuzz_study *opened)
{
    insights_cursor *findings = NULL;
    insights_error *error = NULL;
    int64_t checked = 0;

    FUZZ_CHECK(fuzz_outcome(
        insights_study_verify(opened->study, &checked, &findings, &error),
        &error));
    FUZZ_CHECK(fuzz_each(findings, INSIGHTS_FINDING, NULL, NULL) == 0);
}

/* Making a study takes most of the time: one serves until a review was applied
 * to it. */
static fuzz_study serving;
static fuzz_bytes before; /* what it exports */

static void renew(void)
{
    insights_record *summary = NULL;
    insights_error *error = NULL;
    insights_status status;

    if (serving.study)
        fuzz_study_close(&serving);
    serving = fuzz_study_open(1);
    status = insights_study_analyze(serving.study, NULL, &summary, &error);
    FUZZ_CHECK(fuzz_summary(status, summary, error));
    free(before.data);
    before = fuzz_export(serving.store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes after;
    char *text;

    if (!serving.study)
        renew();
    text = with_ids(&serving, fuzz_copy(data, size));
    if (apply(&serving, text)) {
        expect_sound(&serving);
        FUZZ_CHECK(apply(&serving, text));
        renew();
    } else if (strchr(text, '{') || !fuzz_is_made_up()) {
        after = fuzz_export(serving.store);
        FUZZ_CHECK(
            before.length == after.length &&
            !memcmp(before.data, after.data, after.length));
        free(after.data);
    }
    free(text);
    return 0;
}
