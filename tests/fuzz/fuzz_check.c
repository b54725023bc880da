/* fuzz_check.c - a transcript, a line "====", and a document with quotations.
 *
 * Read as Markdown, text and HTML: every quotation stands in its line, and
 * every part of a verdict is what the transcript says there.
 */
#include "fuzz/support.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

typedef struct checking {
    fuzz_canon canon;
    size_t lines; /* of the document */
} checking;

static void check_place(const json_t *place, const fuzz_canon *canon)
{
    const char *id = json_string_value(json_object_get(place, "interview_id"));

    FUZZ_CHECK(json_is_object(place));
    FUZZ_CHECK(id && !strcmp(id, "c"));
    FUZZ_CHECK(fuzz_says(
        canon, json_integer_value(json_object_get(place, "byte_start")),
        json_integer_value(json_object_get(place, "byte_end")),
        json_string_value(json_object_get(place, "text"))));
}

static void check_verdict(const insights_record *record, void *user)
{
    const checking *now = user;
    const insights_verdict *verdict = insights_verdict_from(record);
    const char *quote = insights_verdict_quote(verdict);
    const char *parts_text = insights_verdict_parts(verdict);
    const char *nearest_text = insights_verdict_nearest(verdict);
    int said = (int)insights_verdict_verdict(verdict);
    json_t *parts = parts_text ? json_loads(parts_text, 0, NULL) : NULL;
    json_t *nearest = nearest_text ? json_loads(nearest_text, 0, NULL) : NULL;
    json_t *part;
    size_t i;

    FUZZ_CHECK(fuzz_is_text(quote) && *quote);
    FUZZ_CHECK(insights_verdict_line(verdict) >= 1);
    FUZZ_CHECK((size_t)insights_verdict_line(verdict) <= now->lines);
    FUZZ_CHECK(!parts_text || json_is_array(parts));
    json_array_foreach(parts, i, part) check_place(part, &now->canon);
    if (said != INSIGHTS_CHECK_VERDICT_NONE)
        FUZZ_CHECK(json_array_size(parts) >= 1);
    if (said == INSIGHTS_CHECK_VERDICT_STITCHED)
        FUZZ_CHECK(json_array_size(parts) >= 2);
    if (nearest && !json_is_null(nearest))
        check_place(nearest, &now->canon);
    json_decref(parts);
    json_decref(nearest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {NULL, "markdown", "text", "html"};
    fuzz_halves halves = fuzz_split(data, size);
    insights_conversation *conversation =
        fuzz_read(halves.first, halves.first_length, NULL, NULL, 0);
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;
    insights_corpus *corpus = NULL;
    checking now;
    size_t i;

    if (!conversation)
        goto out;
    now.canon = fuzz_canonical(conversation);
    now.lines = 1;
    for (i = 0; i < halves.second_length; i++)
        now.lines += halves.second[i] == '\n' || halves.second[i] == '\r';
    corpus = fuzz_corpus(conversation);
    for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        insights_cursor *cursor = NULL;
        insights_error *error = NULL;
        insights_status status;

        options.format = formats[i];
        options.min_words = i & 1;
        status = insights_corpus_check(
            corpus, halves.second, halves.second_length, &options, &cursor,
            &error);
        FUZZ_CHECK((cursor != NULL) == (status >= 0));
        if (fuzz_outcome(status, &error))
            fuzz_each(cursor, INSIGHTS_VERDICT, check_verdict, &now);
    }
    insights_corpus_free(corpus);
    free(now.canon.text);

out:
    fuzz_halves_free(&halves);
    return 0;
}
