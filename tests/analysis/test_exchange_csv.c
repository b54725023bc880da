/* test_exchange_csv.c - tables for programs and for spreadsheets. */
#include "analysis/csv.h"
#include "support/exchange.h"
#include "support/fail_alloc.h"

static insights_test_bytes evidence(insights_test_study *self, uint32_t flags)
{
    insights_export_options options = insights_test_export_as("csv", 0, flags);

    return insights_test_export(self, &options, NULL);
}

static insights_test_bytes records(
    insights_test_study *self,
    insights_kind kind,
    uint32_t flags)
{
    insights_export_options options =
        insights_test_export_as("csv", kind, flags);

    return insights_test_export(self, &options, NULL);
}

/* The column of a header read last. */
static size_t column(const insights__csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->fields.count; i++)
        if (strcmp(csv->fields.items[i], name) == 0)
            return i;
    cr_assert(0, "no column %s", name);
    return 0;
}

/* How many rows have `text` in a column. */
static int rows_with(
    const insights_test_bytes *table,
    const char *name,
    const char *text)
{
    insights__csv csv;
    size_t at;
    int count = 0;

    insights__csv_open(&csv, table->data, table->length);
    cr_assert(eq(int, (int)insights__csv_next(&csv, NULL), INSIGHTS_OK));
    at = column(&csv, name);
    while (insights__csv_next(&csv, NULL) == INSIGHTS_OK)
        count += strcmp(insights__csv_field(&csv, at), text) == 0;
    insights__csv_close(&csv);
    return count;
}

static insights_record *memo_on(
    insights_test_study *self,
    insights_kind kind,
    const char *id,
    const char *text)
{
    insights_record *memo = NULL;

    DO(self,
       insights_study_memo(self->study, kind, id, text, &memo, &self->error));
    return memo;
}

Test(exchange_csv, evidence_has_a_row_for_each_code_on_it)
{
    insights_test_study self = insights_test_coded_study();
    insights_test_bytes table = evidence(&self, 0);
    static const char header[] =
        "id,interview,speaker,person,start_ms,end_ms,time,verbatim,gist,"
        "code_path,level1,level2,extractor,status,link,attributes\r\n";
    insights__csv csv;
    int found = 0;

    cr_expect(strncmp(table.data, header, sizeof(header) - 1) == 0);
    insights__csv_open(&csv, table.data, table.length);
    while (insights__csv_next(&csv, NULL) == INSIGHTS_OK) {
        if (strcmp(insights__csv_field(&csv, 9), "Trust / Paper") != 0)
            continue;
        found++;
        cr_expect(eq(str, (char *)insights__csv_field(&csv, 1), "talk"));
        cr_expect(
            eq(str, (char *)insights__csv_field(&csv, 2), "Maureen Tranter"));
        cr_expect(eq(str, (char *)insights__csv_field(&csv, 6), "00:00:05"));
        cr_expect(eq(str, (char *)insights__csv_field(&csv, 7), "in pencil"));
        cr_expect(eq(str, (char *)insights__csv_field(&csv, 10), "Trust"));
        cr_expect(eq(str, (char *)insights__csv_field(&csv, 11), "Paper"));
        cr_expect(eq(str, (char *)insights__csv_field(&csv, 12), "Ann"));
        cr_expect(eq(str, (char *)insights__csv_field(&csv, 13), "accepted"));
        cr_expect(
            strncmp(
                insights__csv_field(&csv, 14), "insights://evidence/", 20) ==
            0);
        cr_expect(
            eq(str, (char *)insights__csv_field(&csv, 14) + 20,
               (char *)insights__csv_field(&csv, 0)));
    }
    insights__csv_close(&csv);
    cr_expect(eq(int, found, 1));
    cr_expect(eq(int, rows_with(&table, "verbatim", "in pencil"), 2));
    cr_expect(eq(int, rows_with(&table, "level1", "tool"), 1));
    free(table.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, evidence_without_a_code_has_one_row)
{
    insights_test_study self = insights_test_coded_study();
    insights_test_bytes table = evidence(&self, 0);
    insights_cursor *cursor = NULL;
    const insights_record *quote = NULL;

    DO(&self, insights_study_evidence(self.study, NULL, &cursor, &self.error));
    while (insights_cursor_next(cursor, &quote, &self.error) == INSIGHTS_OK) {
        const char *id =
            insights_record_text(quote, INSIGHTS_QUOTATION_EVIDENCE_ID);
        const char *codes =
            insights_record_text(quote, INSIGHTS_QUOTATION_CODINGS);

        if (!strstr(codes, "accepted"))
            cr_expect(eq(int, rows_with(&table, "id", id), 1), "%s", codes);
    }
    cr_expect(rows_with(&table, "code_path", "") > 0);
    insights_cursor_free(cursor);
    free(table.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, what_nobody_decided_on_goes_out_only_when_asked_for)
{
    insights_test_study self = insights_test_coded_study();
    insights_test_bytes table = evidence(&self, 0);
    insights_test_bytes all =
        evidence(&self, INSIGHTS_EXPORT_INCLUDE_SUGGESTED);

    cr_expect(eq(int, rows_with(&table, "status", "suggested"), 0));
    cr_expect(rows_with(&all, "status", "suggested") > 0);
    cr_expect(
        eq(int, rows_with(&all, "status", "accepted"),
           rows_with(&table, "status", "accepted")));
    free(table.data);
    free(all.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, any_text_reads_back_as_it_was)
{
    static const char said[] =
        "He said \"no, never\",\nthen 'yes'; =1+1 \xF0\x9F\x98\x80\r\nand left";
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *memo =
        memo_on(&self, INSIGHTS_INTERVIEW, self.interview, said);
    insights_test_bytes table = records(&self, INSIGHTS_MEMO, 0);

    cr_expect(eq(int, rows_with(&table, "text", said), 1));
    cr_expect(
        strncmp(table.data, "id,version,created_at,updated_at,", 33) == 0);
    cr_expect(memcmp(table.data + table.length - 2, "\r\n", 2) == 0);
    insights_record_free(memo);
    free(table.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, spreadsheets_get_a_mark_and_no_formulas)
{
    static const struct {
        const char *said;
        const char *cell;
    } cases[] = {{"=1+1", "'=1+1"},  {"+49 30", "'+49 30"},   {"-5", "'-5"},
                 {"@you", "'@you"},  {"\tx", "'\tx"},         {"\rx", "'\rx"},
                 {"'=1", "''=1"},    {"''@", "'''@"},         {"'tis", "'tis"},
                 {"a = b", "a = b"}, {"\xC3\xA4", "\xC3\xA4"}};
    insights_test_study self = insights_test_study_new("Ann");
    insights_test_bytes plain;
    insights_test_bytes guarded;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        insights_record_free(
            memo_on(&self, INSIGHTS_INTERVIEW, self.interview, cases[i].said));
    plain = records(&self, INSIGHTS_MEMO, 0);
    guarded = records(&self, INSIGHTS_MEMO, INSIGHTS_EXPORT_EXCEL);
    cr_expect(strncmp(guarded.data, "\xEF\xBB\xBFid,", 6) == 0);
    cr_expect(strncmp(plain.data, "id,", 3) == 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        cr_expect(eq(int, rows_with(&plain, "text", cases[i].said), 1));
        cr_expect(
            eq(int, rows_with(&guarded, "text", cases[i].cell), 1), "%s",
            cases[i].cell);
    }
    free(plain.data);
    free(guarded.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, records_have_all_fields_of_their_kind)
{
    static const insights_kind kinds[] = {
        INSIGHTS_INTERVIEW, INSIGHTS_EVIDENCE, INSIGHTS_CODE,  INSIGHTS_CODING,
        INSIGHTS_TURN,      INSIGHTS_CHANGE,   INSIGHTS_PERSON};
    insights_test_study self = insights_test_coded_study();

    for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
        insights_test_bytes table = records(&self, kinds[k], 0);
        insights__csv csv;
        size_t fields = 0;
        int rows = 0;

        while (insights_field_at(kinds[k], fields))
            fields++;
        insights__csv_open(&csv, table.data, table.length);
        while (insights__csv_next(&csv, NULL) == INSIGHTS_OK) {
            cr_expect(eq(sz, csv.fields.count, fields - 1 + 4));
            rows++;
        }
        cr_expect(rows > 1, "%s", insights_kind_name(kinds[k]));
        cr_expect(strstr(table.data, "account_id") == NULL);
        insights__csv_close(&csv);
        free(table.data);
    }
    insights_test_study_free(&self);
}

Test(exchange_csv, null_and_empty_text_differ)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *code = NULL;
    insights_test_bytes table;

    DO(&self, insights_study_code_add(self.study, "x", "", &code, &self.error));
    table = records(&self, INSIGHTS_CODE, 0);
    /* name, kind, parent_id, path, definition, include */
    cr_expect(strstr(table.data, ",x,,,x,\"\",,") != NULL, "%s", table.data);
    cr_expect(strstr(table.data, ",true,") != NULL);
    insights_record_free(code);
    free(table.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, people_of_other_studies_stay_there)
{
    insights_test_study self = insights_test_coded_study();
    insights_record *person = NULL;
    insights_test_bytes table;

    DO(&self, insights_record_new(INSIGHTS_PERSON, &person, &self.error));
    insights_record_set_text(person, INSIGHTS_PERSON_NAME, "Zoe Elsewhere");
    DO(&self, insights_store_save(self.store, person, &self.error));
    table = records(&self, INSIGHTS_PERSON, 0);
    cr_expect(strstr(table.data, "Maureen Tranter") != NULL);
    cr_expect(strstr(table.data, "Zoe Elsewhere") == NULL);
    insights_record_free(person);
    free(table.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, the_same_study_gives_the_same_bytes)
{
    insights_test_study self = insights_test_coded_study();
    insights_test_bytes first = evidence(&self, 0);
    insights_test_bytes second = evidence(&self, 0);

    cr_expect(insights_test_same(&first, &second));
    free(first.data);
    free(second.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, what_a_row_cannot_hold_is_counted)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_export_options options = insights_test_export_as("csv", 0, 0);
    insights_record *coding = NULL;
    insights_test_bytes table;
    char *losses = NULL;
    char span[128];

    snprintf(span, sizeof(span), "%s#in pencil", self.interview);
    DO(&self, insights_study_code(
                  self.study, span, "tool", "because", &coding, &self.error));
    table = insights_test_export(&self, &options, &losses);
    cr_expect(strstr(losses, "\"notes on codings\",\"count\":1") != NULL);
    insights_record_free(coding);
    free(losses);
    free(table.data);
    insights_test_study_free(&self);
}

Test(exchange_csv, unfit_options_are_refused)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_test_bytes out = {NULL, 0};
    insights_record *summary = NULL;
    static const struct {
        const char *format;
        const char *target;
        insights_kind kind;
        uint32_t flags;
        int status;
    } cases[] = {
        {NULL, NULL, 0, 0, INSIGHTS_E_INVALID},
        {"ods", NULL, 0, 0, INSIGHTS_E_UNSUPPORTED},
        {"csv", "maxqda", 0, 0, INSIGHTS_E_INVALID},
        {"qdc", "word", 0, 0, INSIGHTS_E_UNSUPPORTED},
        {"qdc", NULL, INSIGHTS_CODE, 0, INSIGHTS_E_INVALID},
        {"csv", NULL, INSIGHTS_ACCOUNT, 0, INSIGHTS_E_INVALID},
        {"csv", NULL, INSIGHTS_SUMMARY, 0, INSIGHTS_E_INVALID},
        {"xlsx", NULL, 0, INSIGHTS_EXPORT_EXCEL, INSIGHTS_E_INVALID},
        {"csv", NULL, 0, 1u << 9, INSIGHTS_E_UNSUPPORTED}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        insights_export_options options = insights_test_export_as(
            cases[i].format, cases[i].kind, cases[i].flags);

        options.target = cases[i].target;
        cr_expect(
            eq(int,
               (int)insights_study_export(
                   self.study, &options, insights_test_keep, &out, &summary,
                   &self.error),
               cases[i].status),
            "case %zu", i);
        cr_expect(summary == NULL && out.length == 0);
    }
    insights_test_study_free(&self);
}

Test(exchange_csv, a_receiver_that_refuses_stops_it)
{
    insights_test_study self = insights_test_coded_study();
    insights_export_options options = insights_test_export_as("csv", 0, 0);
    insights_record *summary = NULL;

    cr_expect(
        eq(int,
           (int)insights_study_export(
               self.study, &options, insights_test_refuse, NULL, &summary,
               &self.error),
           INSIGHTS_E_IO));
    cr_expect(summary == NULL);
    insights_test_study_free(&self);
}

Test(exchange_csv, allocations_that_fail_are_told)
{
    insights_test_study self = insights_test_coded_study();
    insights_test_bytes out = {NULL, 0};
    insights_record *summary = NULL;
    const insights_kind kinds[] = {
        0, INSIGHTS_CODING, INSIGHTS_PERSON, INSIGHTS_ORGANIZATION,
        INSIGHTS_PROJECT};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        insights_export_options options =
            insights_test_export_as("csv", kinds[i], 0);

        INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(insights_study_export(
                                                 self.study, &options,
                                                 insights_test_keep, &out,
                                                 &summary, &self.error),
                                             insights_record_free(summary);
                                             summary = NULL);
    }
    free(out.data);
    insights_test_study_free(&self);
}
