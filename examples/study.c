/*
 * study.c - keep conversations in a file, and list what can be cited.
 *
 *   cc study.c $(pkg-config --cflags --libs insights) -o study
 *   ./study practices.insights study/i1.vtt study/i2.srt
 */
#include <insights/model.h>
#include <insights/study.h>

#include <stdio.h>

static insights_status print_evidence(
    insights_study *study,
    insights_error **error)
{
    insights_cursor *cursor = NULL;
    const insights_record *quote = NULL;
    insights_status status =
        insights_study_evidence(study, NULL, &cursor, error);

    while (status == INSIGHTS_OK && (status = insights_cursor_next(
                                         cursor, &quote, error)) == INSIGHTS_OK)
        printf(
            "%s: %s\n", insights_record_text(quote, INSIGHTS_QUOTATION_SPEAKER),
            insights_record_text(quote, INSIGHTS_QUOTATION_QUOTE));
    insights_cursor_free(cursor);
    return status < 0 ? status : INSIGHTS_OK;
}

int main(int argc, char **argv)
{
    insights_store_options store_options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_study_options study_options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_store *store = NULL;
    insights_study *study = NULL;
    insights_record *record = NULL;
    insights_error *error = NULL;
    insights_status status = INSIGHTS_OK;

    if (argc < 3) {
        fputs("usage: study STORE TRANSCRIPT…\n", stderr);
        return 2;
    }
    store_options.flags = INSIGHTS_STORE_CREATE;
    study_options.flags = INSIGHTS_STUDY_CREATE;
    status = insights_store_open(argv[1], &store_options, &store, &error);
    if (status == INSIGHTS_OK)
        status = insights_study_open(store, &study_options, &study, &error);

    for (int i = 2; status == INSIGHTS_OK && i < argc; i++) {
        status =
            insights_study_import_file(study, argv[i], NULL, &record, &error);
        insights_record_free(record);
        record = NULL;
    }
    if (status == INSIGHTS_OK)
        status = insights_study_analyze(study, NULL, &record, &error);
    insights_record_free(record);
    if (status == INSIGHTS_OK)
        status = print_evidence(study, &error);

    if (error)
        fprintf(stderr, "%s\n", insights_error_message(error));
    insights_error_free(error);
    insights_study_free(study);
    insights_store_free(store);
    return status == INSIGHTS_OK ? 0 : 1;
}
