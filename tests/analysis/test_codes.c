/* test_codes.c - the codebook is a tree; counts are of what people took. */
#include "analysis/csv.h"
#include "support/fail_alloc.h"
#include "support/study.h"

/* The line of the codebook for a path, as JSON; owned, or NULL. */
static char *usage_of(insights_test_study *self, const char *path)
{
    insights_cursor *cursor = NULL;
    const insights_record *usage = NULL;
    char *json = NULL;

    DO(self, insights_study_codes(self->study, &cursor, &self->error));
    while (!json &&
           insights_cursor_next(cursor, &usage, &self->error) == INSIGHTS_OK)
        if (strcmp(insights_record_text(usage, INSIGHTS_USAGE_PATH), path) == 0)
            DO(self, insights_record_to_json(usage, &json, &self->error));
    insights_cursor_free(cursor);
    return json;
}

static int has(insights_test_study *self, const char *path, const char *member)
{
    char *json = usage_of(self, path);
    int found = json && (!member || strstr(json, member));

    insights_free(json);
    return found;
}

static int quotes_with(insights_test_study *self, const char *code)
{
    insights_evidence_options options = INSIGHTS_EVIDENCE_OPTIONS_INIT;
    insights_cursor *cursor = NULL;

    options.code = code;
    DO(self,
       insights_study_evidence(self->study, &options, &cursor, &self->error));
    return insights_test_count(self, cursor);
}

Test(codes, a_path_makes_the_codes_above_it)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *code = NULL;

    DO(&self, insights_study_code_add(
                  self.study, "Trust / Paper / Blue book", "Why paper stays",
                  &code, &self.error));
    cr_expect(
        eq(str, (char *)insights_record_text(code, INSIGHTS_CODE_NAME),
           "Blue book"));
    cr_expect(
        eq(str, (char *)insights_record_text(code, INSIGHTS_CODE_DEFINITION),
           "Why paper stays"));
    insights_record_free(code);
    cr_expect(has(&self, "Trust / Paper", "\"definition\":null"));
    cr_expect(
        insights_study_code_add(
            self.study, "Trust /  / x", NULL, &code, &self.error) ==
        INSIGHTS_E_INVALID);
    insights_test_study_free(&self);
}

Test(codes, words_are_coded_by_turn_by_bytes_and_by_quote)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *coding = NULL;
    char span[256];

    snprintf(span, sizeof(span), "%s:3", self.interview + 28);
    DO(&self, insights_study_code(
                  self.study, span, "pain", NULL, &coding, &self.error));
    cr_expect(
        strncmp(
            insights_record_text(coding, INSIGHTS_CODING_QUOTE),
            "I ring down the list", 20) == 0);
    insights_record_free(coding);
    snprintf(span, sizeof(span), "insights://interview/%s:0-3", self.interview);
    DO(&self, insights_study_code(
                  self.study, span, "pain", NULL, &coding, &self.error));
    cr_expect(
        eq(str, (char *)insights_record_text(coding, INSIGHTS_CODING_QUOTE),
           "How"));
    insights_record_free(coding);
    snprintf(span, sizeof(span), "%s#IN PENCIL", self.interview);
    DO(&self, insights_study_code(
                  self.study, span, "tool", NULL, &coding, &self.error));
    cr_expect(
        eq(str, (char *)insights_record_text(coding, INSIGHTS_CODING_QUOTE),
           "in pencil"));
    insights_record_free(coding);
    insights_test_study_free(&self);
}

Test(codes, words_that_nobody_said_are_not_coded)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *coding = NULL;
    char span[256];
    static const char *const bad[] = {
        "#I would trust it. I want to hear their voice",
        "#zebra crossing",
        ":99",
        ":5-5",
        ":0-99999",
        ":x"};

    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        int status;

        snprintf(span, sizeof(span), "%s%s", self.interview, bad[i]);
        status = (int)insights_study_code(
            self.study, span, "pain", NULL, &coding, &self.error);
        cr_expect(
            status == INSIGHTS_E_NOT_FOUND || status == INSIGHTS_E_INVALID,
            "%s gives %d", bad[i], status);
        cr_expect(coding == NULL);
    }
    cr_expect(eq(int, quotes_with(&self, "pain"), 0));
    insights_test_study_free(&self);
}

Test(codes, coding_twice_changes_nothing)
{
    insights_test_study self = insights_test_study_new("Ann");
    char first[40];
    char second[40];

    insights_test_code(&self, "in pencil", "Paper", first);
    insights_test_code(&self, "in pencil", "paper", second);
    cr_expect(eq(str, first, second));
    cr_expect(has(&self, "Paper", "\"accepted\":1"));
    insights_test_study_free(&self);
}

Test(codes, renaming_moves_what_lies_below)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;

    insights_test_code(&self, "in pencil", "Trust / Paper", NULL);
    DO(&self, insights_study_code_rename(
                  self.study, "Trust", "Habits / Faith", &record, &self.error));
    insights_record_free(record);
    cr_expect(has(&self, "Habits / Faith / Paper", "\"accepted\":1"));
    cr_expect(has(&self, "Trust", NULL) == 0);
    cr_expect(eq(int, quotes_with(&self, "Habits"), 1));
    cr_expect(
        insights_study_code_rename(
            self.study, "Habits", "Habits / Below", &record, &self.error) ==
        INSIGHTS_E_INVALID);
    cr_expect(
        insights_study_code_rename(
            self.study, "Paper", "pain", &record, &self.error) ==
        INSIGHTS_E_EXISTS);
    cr_expect(
        insights_study_code_rename(
            self.study, "pain", "Ouch", &record, &self.error) ==
        INSIGHTS_E_DENIED);
    insights_test_study_free(&self);
}

Test(codes, merging_moves_codings_and_drops_what_would_be_doubled)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;

    insights_test_code(&self, "in pencil", "One", NULL);
    insights_test_code(&self, "in pencil", "Two", NULL);
    insights_test_code(&self, "nobody thanks me", "One", NULL);
    insights_test_code(&self, "I would not trust it", "One / Same", NULL);
    insights_test_code(&self, "a program to ring", "Two / Same", NULL);
    DO(&self, insights_study_code_merge(
                  self.study, "One", "Two", &record, &self.error));
    insights_record_free(record);
    cr_expect(has(&self, "One", NULL) == 0);
    cr_expect(has(&self, "Two", "\"accepted\":2"));
    cr_expect(has(&self, "Two / Same", "\"accepted\":2"));
    insights_test_undo(&self);
    cr_expect(has(&self, "One", "\"accepted\":2"));
    cr_expect(has(&self, "Two", "\"accepted\":1"));
    cr_expect(has(&self, "One / Same", "\"accepted\":1"));
    insights_test_study_free(&self);
}

Test(codes, a_codebook_is_imported_from_csv)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    const char *csv =
        "\xEF\xBB\xBFName,Parent,Definition,Synonyms\r\n"
        "Money,,\"What it costs, and \"\"who\"\" pays\",price; cost\r\n"
        "Budget,Money,Planned,\r\n";
    const char *broken = "name\n\"never closed\nx";

    DO(&self, insights_study_code_import(
                  self.study, csv, strlen(csv), &record, &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 2));
    insights_record_free(record);
    cr_expect(has(&self, "Money", "What it costs, and \\\"who\\\" pays"));
    cr_expect(has(&self, "Money / Budget", "Planned"));
    DO(&self, insights_study_code_import(
                  self.study, csv, strlen(csv), &record, &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_SUMMARY_DONE), 0));
    insights_record_free(record);
    cr_expect(
        insights_study_code_import(
            self.study, broken, strlen(broken), &record, &self.error) ==
        INSIGHTS_E_PARSE);
    cr_expect(
        strstr(insights_test_why(&self), "line 2") != NULL, "%s",
        insights_test_why(&self));
    insights_test_study_free(&self);
}

Test(codes, csv_is_read_with_quotes_and_any_line_end)
{
    insights__csv csv;
    const char *text = "a,\"b\r\nc\"\"d\",\r\"\",x\n\n,\n";

    insights__csv_open(&csv, text, strlen(text));
    cr_assert(insights__csv_next(&csv, NULL) == INSIGHTS_OK);
    cr_expect(eq(int, (int)csv.fields.count, 3));
    cr_expect(eq(str, (char *)insights__csv_field(&csv, 1), "b\r\nc\"d"));
    cr_assert(insights__csv_next(&csv, NULL) == INSIGHTS_OK);
    cr_expect(eq(str, (char *)insights__csv_field(&csv, 1), "x"));
    cr_assert(insights__csv_next(&csv, NULL) == INSIGHTS_OK);
    cr_expect(eq(int, (int)csv.fields.count, 2));
    cr_expect(insights__csv_next(&csv, NULL) == INSIGHTS_DONE);
    cr_expect(eq(str, (char *)insights__csv_field(&csv, 9), ""));
    insights__csv_close(&csv);
}

Test(codes, a_deleted_code_takes_its_codings_along)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *code = NULL;

    insights_test_code(&self, "in pencil", "Paper", NULL);
    DO(&self,
       insights_study_code_add(self.study, "Paper", NULL, &code, &self.error));
    DO(&self,
       insights_study_delete(
           self.study, INSIGHTS_CODE, insights_record_id(code), &self.error));
    cr_expect(has(&self, "Paper", NULL) == 0);
    insights_test_undo(&self);
    cr_expect(has(&self, "Paper", "\"accepted\":1"));
    insights_record_free(code);
    insights_test_study_free(&self);
}

Test(codes, the_codebook_survives_any_allocation_failing)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    insights_evidence_options options = INSIGHTS_EVIDENCE_OPTIONS_INIT;
    char span[128];
    const char *csv = "path,definition\nA / B,x\n";

    snprintf(span, sizeof(span), "%s#in pencil", self.interview);
    options.code = "Trust";
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_code(
            self.study, span, "Trust / Paper", "why", &record, &self.error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_evidence(self.study, &options, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_codes(self.study, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_code_import(
            self.study, csv, strlen(csv), &record, &self.error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_code_rename(
            self.study, "Trust", "Faith / Deep", &record, &self.error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_code_merge(
            self.study, "Paper", "B", &record, &self.error),
        insights_record_free(record);
        record = NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_code_add(
            self.study, "X / Y", "def", &record, &self.error),
        insights_record_free(record);
        record = NULL);
    insights_test_study_free(&self);
}
