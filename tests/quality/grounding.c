/* grounding.c - extractions of another tool's tests, found again.
 *
 * Exact cases must give the same characters; the others are listed with what
 * became of them. Quotes of a list come in order, each behind the last.
 */
#include <insights/model.h>
#include <insights/quote.h>

#include "support/data.h"
#include "text/script.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define LINE 65536

typedef struct score {
    int exact;
    int exact_right;
    int fuzzy;
    int fuzzy_same;
    int fuzzy_found;
    int refused;
    int refused_right;
} score;

/* Find one extraction; its characters to `span`. */
static int find(
    const insights_conversation *script,
    const char *quote,
    size_t *after,
    int64_t span[2])
{
    insights_locate_options options = INSIGHTS_LOCATE_OPTIONS_INIT;
    insights_record *record = NULL;
    const insights_match *match;
    int status;

    options.flags = INSIGHTS_LOCATE_WORDS;
    options.after_byte = *after;
    if (insights_quote_locate(script, quote, &options, &record, NULL) < 0)
        return INSIGHTS_GROUNDING_NONE;
    match = insights_match_from(record);
    status = insights_match_status(match);
    if (status != INSIGHTS_GROUNDING_NONE) {
        span[0] = insights_match_char_start(match);
        span[1] = insights_match_char_end(match);
        *after = (size_t)insights_match_byte_end(match);
    }
    insights_record_free(record);
    return status;
}

static void judge(
    const char *name,
    const json_t *expected,
    int status,
    const int64_t span[2],
    score *s)
{
    const char *kind = json_string_value(json_object_get(expected, "status"));
    const json_t *chars = json_object_get(expected, "char");
    const char *quote = json_string_value(json_object_get(expected, "text"));
    int found = status != INSIGHTS_GROUNDING_NONE;
    int same = found && json_is_array(chars) &&
               json_integer_value(json_array_get(chars, 0)) == span[0] &&
               json_integer_value(json_array_get(chars, 1)) == span[1];

    if (!kind) {
        s->refused++;
        s->refused_right += !found;
    } else if (strcmp(kind, "MATCH_EXACT") == 0) {
        s->exact++;
        s->exact_right += same;
        if (!same)
            printf("WRONG %s: '%s'\n", name, quote);
        return;
    } else {
        s->fuzzy++;
        s->fuzzy_same += same;
        s->fuzzy_found += found;
    }
    printf(
        "%-12s '%s': %s%s\n", kind ? kind : "none", quote,
        found ? "found" : "not found",
        found && kind ? (same ? ", the same span" : ", another span") : "");
}

static void run_case(const json_t *test, score *s)
{
    const char *name = json_string_value(json_object_get(test, "name"));
    const char *source = json_string_value(json_object_get(test, "source"));
    const json_t *expected = json_object_get(test, "expected");
    insights_conversation *script = insights__script_new();
    size_t after = 0;

    /* One turn, which no reader of formats looks at. */
    if (!script || insights__script_add(
                       script, NULL, source, strlen(source), INSIGHTS_NO_TIME,
                       INSIGHTS_NO_TIME, NULL, 0, NULL) < 0) {
        insights_conversation_free(script);
        return;
    }
    for (size_t i = 0; i < json_array_size(expected); i++) {
        const json_t *item = json_array_get(expected, i);
        int64_t span[2] = {0, 0};
        int status = find(
            script, json_string_value(json_object_get(item, "text")), &after,
            span);

        judge(name, item, status, span, s);
    }
    insights_conversation_free(script);
}

int main(void)
{
    static char line[LINE];
    char path[1024];
    score s = {0};
    FILE *file;

    if (!insights_test_data_path(
            path, sizeof(path), "grounding/langextract_alignment.jsonl")) {
        puts("grounding: no cases found; 29 skipped");
        return 0;
    }
    file = fopen(path, "rb");
    while (file && fgets(line, sizeof(line), file)) {
        json_t *test = json_loads(line, 0, NULL);

        if (test)
            run_case(test, &s);
        json_decref(test);
    }
    if (file)
        fclose(file);
    printf("\nexact    %d of %d the same\n", s.exact_right, s.exact);
    printf(
        "fuzzy    %d of %d found, %d the same\n", s.fuzzy_found, s.fuzzy,
        s.fuzzy_same);
    printf("refused  %d of %d\n", s.refused_right, s.refused);
    return s.exact_right == s.exact ? 0 : 1;
}
