/* test_vtt.c - the WebVTT parser, and turns out of cues. */
#include "text/text_support.h"
#include "text/vtt_cases.h"

#include "support/data.h"

Test(vtt, every_public_case_passes)
{
    char folder[1000];
    char why[400];
    char line[65536];
    size_t passed = 0;
    size_t count = 0;
    FILE *file;

    if (!insights_test_data_path(
            folder, sizeof(folder), "webvtt/cases.jsonl")) {
        printf("webvtt: no data, 216 cases skipped\n");
        return;
    }
    file = fopen(folder, "rb");
    *strrchr(folder, '/') = '\0';
    while (fgets(line, sizeof(line), file)) {
        json_t *test =
            json_loads(line, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
        int ok = vtt_case(folder, test, why);

        count++;
        passed += ok ? 1u : 0u;
        cr_expect(
            ok || vtt_case_is_other(test) || vtt_case_is_outdated(test),
            "%s: %s", json_string_value(json_object_get(test, "name")), why);
        json_decref(test);
    }
    fclose(file);
    printf("webvtt: %zu of %zu cases passed\n", passed, count);
    cr_expect(eq(sz, count, 216));
}
