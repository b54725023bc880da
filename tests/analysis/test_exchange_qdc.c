/* test_exchange_qdc.c - codebooks of REFI-QDA: out, valid, in, and out again
 * with the same bytes. */
#define _POSIX_C_SOURCE 200809L

#include "analysis/qda.h"
#include "support/data.h"
#include "support/exchange.h"
#include "support/fail_alloc.h"

#include <unistd.h>

#define HEAD                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
    "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\">"
#define G "11111111-2222-3333-4444-55555555555"
#define CODE(digit, name) \
    "<Code guid=\"" G digit "\" name=\"" name "\" isCodable=\"true\""
#define BOOK(codes) HEAD "<Codes>" codes "</Codes></CodeBook>"

static insights_test_bytes book(insights_test_study *self, char **losses)
{
    insights_export_options options = insights_test_export_as("qdc", 0, 0);

    return insights_test_export(self, &options, losses);
}

static int import(
    insights_test_study *self,
    const char *bytes,
    size_t length,
    insights_record **summary)
{
    insights_record *own = NULL;
    int status = (int)insights_study_code_import(
        self->study, bytes, length, &own, &self->error);

    if (summary)
        *summary = own;
    else
        insights_record_free(own);
    return status;
}

static const char *losses_of(const insights_record *summary)
{
    return insights_record_text(summary, INSIGHTS_SUMMARY_LOSSES);
}

/* Whether the losses of an import speak of something. */
static int lost(const insights_record *summary, const char *text)
{
    return strstr(losses_of(summary), text) != NULL;
}

/* Ann's study without a conversation. */
static insights_test_study empty_study(void)
{
    insights_test_study self = {NULL, NULL, NULL, ""};

    DO(&self, insights_store_open("memory:", NULL, &self.store, &self.error));
    self.study = insights_test_open(&self, "Ann");
    return self;
}

/* The code of a path, owned, or NULL. */
static insights_record *code_at(insights_test_study *self, const char *path)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *code = NULL;
    insights_record *copy = NULL;

    DO(self, insights_query_new(INSIGHTS_CODE, &query, &self->error));
    DO(self, insights_query_where_text(
                 query, INSIGHTS_CODE_PATH, INSIGHTS_EQ, path, &self->error));
    DO(self, insights_store_query(self->store, query, &cursor, &self->error));
    if (insights_cursor_next(cursor, &code, &self->error) == INSIGHTS_OK)
        DO(self, insights_record_edit(code, &copy, &self->error));
    insights_cursor_free(cursor);
    insights_query_free(query);
    return copy;
}

static int has(insights_test_study *self, const char *path)
{
    insights_record *code = code_at(self, path);
    int there = code != NULL;

    insights_record_free(code);
    return there;
}

/* A code with all that it may say. */
static void add_code(
    insights_test_study *self,
    const char *path,
    const char *const *texts)
{
    static const insights_field fields[] = {
        INSIGHTS_CODE_DEFINITION, INSIGHTS_CODE_INCLUDE,  INSIGHTS_CODE_EXCLUDE,
        INSIGHTS_CODE_EXAMPLE,    INSIGHTS_CODE_SYNONYMS, INSIGHTS_CODE_COLOUR};
    insights_record *code = NULL;

    DO(self,
       insights_study_code_add(self->study, path, NULL, &code, &self->error));
    for (size_t i = 0; texts && i < 6; i++)
        if (texts[i])
            insights_record_set_text(code, fields[i], texts[i]);
    DO(self, insights_store_save(self->store, code, &self->error));
    insights_record_free(code);
}

/* Whether the bytes are what the standard's schema wants; -1: nobody can
 * say. */
static int valid(const insights_test_bytes *bytes)
{
    char schema[1024];
    char path[] = "/tmp/insights-test-XXXXXX";
    char command[1400];
    int file;
    int wrote;

    if (!insights_test_data_path(schema, sizeof(schema), "refi/Codebook.xsd") ||
        system("xmllint --version >/dev/null 2>&1") != 0)
        return -1;
    file = mkstemp(path);
    cr_assert(file >= 0);
    wrote = write(file, bytes->data, bytes->length) == (ssize_t)bytes->length;
    close(file);
    snprintf(
        command, sizeof(command),
        "xmllint --noout --nonet --schema '%s' %s >/dev/null 2>&1", schema,
        path);
    wrote = wrote && system(command) == 0;
    unlink(path);
    return wrote;
}

static void expect_valid(const insights_test_bytes *bytes)
{
    int is = valid(bytes);

    if (is < 0)
        insights_test_skip(1, "xmllint or the schema of REFI-QDA is missing");
    else
        cr_expect(is, "%.2000s", bytes->data);
}

/* Export, import into a new study, export: the same bytes, all valid. */
static void expect_round_trip(insights_test_study *self)
{
    insights_test_study other = empty_study();
    insights_test_bytes first = book(self, NULL);
    insights_test_bytes second;

    expect_valid(&first);
    DO(&other, import(&other, first.data, first.length, NULL));
    second = book(&other, NULL);
    cr_expect(
        insights_test_same(&first, &second), "%s\n----\n%s", first.data,
        second.data);
    free(first.data);
    free(second.data);
    insights_test_study_free(&other);
}

Test(exchange_qdc, a_book_comes_back_as_it_went)
{
    static const char *const full[] = {
        "What stays on paper.\n\n[include] is no part\n\\[exclude] nor this",
        "books, pads",
        "letters\nand\n[example] of them",
        "In the \"blue\" book & <more>\r\n",
        "[\"pad; block\",\"back\\\\slash\",\"caf\xC3\xA9\"]",
        "#7c3aed"};
    static const char *const half[] = {NULL, "only this", NULL,
                                       NULL, NULL,        "#ABC"};
    insights_test_study self = empty_study();
    insights_test_study other = empty_study();
    insights_test_bytes first;
    insights_record *code;

    add_code(&self, "Trust / Paper \xF0\x9F\x93\x96", full);
    add_code(&self, "Trust / \"A\" & <B>", half);
    add_code(&self, "pain / slow", NULL);
    expect_round_trip(&self);
    first = book(&self, NULL);
    DO(&other, import(&other, first.data, first.length, NULL));
    code = code_at(&other, "Trust / Paper \xF0\x9F\x93\x96");
    cr_assert(code != NULL);
    for (size_t i = 0; i < 6; i++) {
        static const insights_field fields[] = {
            INSIGHTS_CODE_DEFINITION, INSIGHTS_CODE_INCLUDE,
            INSIGHTS_CODE_EXCLUDE,    INSIGHTS_CODE_EXAMPLE,
            INSIGHTS_CODE_SYNONYMS,   INSIGHTS_CODE_COLOUR};

        cr_expect(
            eq(str, (char *)insights_record_text(code, fields[i]),
               (char *)full[i]));
    }
    insights_record_free(code);
    free(first.data);
    insights_test_study_free(&self);
    insights_test_study_free(&other);
}

Test(exchange_qdc, the_codes_of_a_study_come_back_as_they_went)
{
    char path[1024];
    insights_test_study self = empty_study();
    FILE *file;
    char *bytes;
    size_t length;

    if (!insights_test_data_path(path, sizeof(path), "studies/s1/codes.csv"))
        snprintf(
            path, sizeof(path), "%s/examples/study/codes.csv",
            INSIGHTS_TEST_ROOT);
    file = fopen(path, "rb");
    cr_assert(file != NULL);
    bytes = malloc(1 << 20);
    length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    DO(&self, import(&self, bytes, length, NULL));
    expect_round_trip(&self);
    free(bytes);
    insights_test_study_free(&self);
}

/* --- Random books ------------------------------------------------------------
 */

static unsigned chance(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

static void random_text(unsigned *state, char *out, size_t pieces, int one_line)
{
    static const char *const words[] = {
        "a",
        "Trust",
        " ",
        "/",
        "\xC3\xA9",
        "\xF0\x9F\x98\x80",
        "\xD8\xB9",
        "\x01",
        "\x0B",
        "\xEF\xBF\xBF",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "]]>",
        "\\",
        ";",
        "\t",
        "[include] ",
        "\xE2\x80\xA8",
        "  ",
        "\x7F",
        "\xC2\x85",
        "[synonyms] ",
        "\n",
        "\n\n",
        "\r\n",
        "\n[exclude] ",
        "\n\\[example] "};

    *out = '\0';
    for (size_t i = 0; i < pieces; i++)
        strcat(out, words[chance(state, one_line ? 25 : 30)]);
}

Test(exchange_qdc, random_books_are_valid_and_come_back, .timeout = 300)
{
    for (unsigned seed = 1; seed <= 12; seed++) {
        insights_test_study self = empty_study();
        unsigned state = seed;
        char path[4096] = "";

        for (int i = 0; i < 25; i++) {
            char name[256];
            char texts[4][256];
            const char *given[6] = {NULL, NULL, NULL, NULL, NULL, NULL};
            insights_record *code = NULL;

            random_text(&state, name, 1 + chance(&state, 6), 1);
            if (chance(&state, 3) == 0 || strlen(path) > 3000)
                *path = '\0';
            if (*path)
                strcat(path, " / ");
            strcat(path, name);
            for (size_t t = 0; t < 4; t++) {
                random_text(&state, texts[t], chance(&state, 9), 0);
                given[t] = chance(&state, 2) ? texts[t] : NULL;
            }
            given[5] = chance(&state, 2) ? "#aBc" : "#012def";
            /* Names that are none are refused. */
            if (insights_study_code_add(
                    self.study, path, NULL, &code, &self.error) < 0)
                *path = '\0';
            else
                add_code(&self, path, given);
            insights_record_free(code);
        }
        expect_round_trip(&self);
        insights_test_study_free(&self);
    }
}

Test(exchange_qdc, deep_trees_are_valid_up_to_a_limit)
{
    insights_test_study self = empty_study();
    insights_export_options options = insights_test_export_as("qdc", 0, 0);
    insights_test_bytes out = {NULL, 0};
    insights_record *summary = NULL;
    char path[2000] = "x";

    for (int i = 1; i < INSIGHTS__QDA_DEPTH; i++)
        strcat(path, " / x");
    add_code(&self, path, NULL);
    expect_round_trip(&self);
    strcat(path, " / x");
    add_code(&self, path, NULL);
    cr_expect(
        eq(int,
           (int)insights_study_export(
               self.study, &options, insights_test_keep, &out, &summary,
               &self.error),
           INSIGHTS_E_LIMIT));
    free(out.data);
    insights_test_study_free(&self);
}

/* --- Meaning the same code ---------------------------------------------------
 */

Test(exchange_qdc, importing_what_was_exported_changes_nothing)
{
    insights_test_study self = empty_study();
    insights_record *summary = NULL;
    insights_test_bytes bytes;

    add_code(&self, "Trust / Paper", NULL);
    bytes = book(&self, NULL);
    DO(&self, import(&self, bytes.data, bytes.length, &summary));
    cr_expect(eq(i64, insights_record_int(summary, INSIGHTS_SUMMARY_DONE), 0));
    cr_expect(
        eq(str, (char *)losses_of(summary), "[]"), "%s", losses_of(summary));
    insights_record_free(summary);
    free(bytes.data);
    insights_test_study_free(&self);
}

Test(exchange_qdc, a_guid_goes_before_a_name_and_undo_takes_all_back)
{
    static const char before[] =
        BOOK(CODE("1", "Trust") ">" CODE("2", "Paper") "/></Code>");
    static const char after[] = BOOK(
        CODE("1", "Faith") " color=\"#0f0\">"
                           "<Description>Believing</Description>"
                           "<Code guid=\"{" G
                           "2}\" name=\"Blue book\" isCodable=\"1\"/></Code>");
    insights_test_study self = empty_study();
    insights_record *code;
    insights_record *renamed;

    DO(&self, import(&self, before, strlen(before), NULL));
    add_code(&self, "Trust / Mine", NULL);
    code = code_at(&self, "Trust / Paper");
    DO(&self, import(&self, after, strlen(after), NULL));
    renamed = code_at(&self, "Faith / Blue book");
    cr_assert(code != NULL && renamed != NULL);
    cr_expect(
        eq(str, (char *)insights_record_id(code),
           (char *)insights_record_id(renamed)));
    cr_expect(has(&self, "Faith / Mine"));
    cr_expect(0 == has(&self, "Trust"));
    insights_test_undo(&self);
    cr_expect(has(&self, "Trust / Paper"));
    cr_expect(has(&self, "Trust / Mine"));
    cr_expect(0 == has(&self, "Faith"));
    insights_record_free(code);
    insights_record_free(renamed);
    insights_test_study_free(&self);
}

Test(exchange_qdc, a_name_that_another_code_has_is_that_code)
{
    static const char first[] = BOOK(CODE("1", "Trust") "/>");
    static const char second[] = BOOK(CODE("1", "Paper") "/>");
    insights_test_study self = empty_study();
    insights_record *summary = NULL;

    DO(&self, import(&self, first, strlen(first), NULL));
    add_code(&self, "Paper", NULL);
    DO(&self, import(&self, second, strlen(second), &summary));
    cr_expect(lost(summary, "renamings of codes"));
    cr_expect(has(&self, "Trust") && has(&self, "Paper"));
    insights_record_free(summary);
    insights_test_study_free(&self);
}

Test(exchange_qdc, names_may_move_up_a_chain_but_not_swap)
{
    static const char first[] = BOOK(CODE("1", "A") "/>" CODE("2", "B") "/>");
    static const char chain[] = BOOK(CODE("1", "B") "/>" CODE("2", "C") "/>");
    static const char swap[] = BOOK(CODE("1", "C") "/>" CODE("2", "B") "/>");
    insights_test_study self = empty_study();

    DO(&self, import(&self, first, strlen(first), NULL));
    DO(&self, import(&self, chain, strlen(chain), NULL));
    cr_expect(0 == has(&self, "A") && has(&self, "B") && has(&self, "C"));
    cr_expect(
        eq(int, import(&self, swap, strlen(swap), NULL), INSIGHTS_E_CONFLICT));
    insights_test_study_free(&self);
}

Test(exchange_qdc, what_differs_here_is_told)
{
    static const char foreign[] = BOOK(
        CODE("1", "Yes / No") " weight=\"3\"><Note>x<Code/></Note></Code>" CODE(
            "2", "Same") "/>" CODE("3", " Same ") "/>"
                                                  "<Code guid=\"" G
                                                  "4\" name=\"pain\" "
                                                  "isCodable=\"false\"/>"
                                                  "<Code guid=\"" G
                                                  "5\" name=\"Folder\" "
                                                  "isCodable=\"false\"/>");
    insights_test_study self = empty_study();
    insights_record *summary = NULL;
    insights_record *code;

    DO(&self, import(&self, foreign, strlen(foreign), &summary));
    cr_expect(has(&self, "Yes/No"));
    cr_expect(has(&self, "Same") && has(&self, "Same (2)"));
    cr_expect(lost(summary, "\"element Note\",\"count\":1"));
    cr_expect(lost(summary, "\"attribute weight\",\"count\":1"));
    cr_expect(lost(summary, "numbered: a sibling has the same"));
    code = code_at(&self, "pain");
    cr_expect(
        eq(str, (char *)insights_record_text(code, INSIGHTS_CODE_GUID), G "4"));
    cr_expect(insights_record_int(code, INSIGHTS_CODE_IS_SYSTEM));
    insights_record_free(code);
    code = code_at(&self, "Folder");
    cr_expect(
        insights_record_state(code, INSIGHTS_CODE_ACTIVE) == INSIGHTS_VALUE);
    insights_record_free(code);
    insights_record_free(summary);
    expect_round_trip(&self);
    insights_test_study_free(&self);
}

Test(exchange_qdc, the_order_of_siblings_is_that_of_the_file)
{
    static const char foreign[] = BOOK(
        CODE("1", "Zebra") "/>" CODE("2", "Ant") "/>" CODE("3", "Mouse") "/>");
    insights_test_study self = empty_study();
    insights_test_bytes bytes;
    const char *at;

    DO(&self, import(&self, foreign, strlen(foreign), NULL));
    bytes = book(&self, NULL);
    at = strstr(bytes.data, "Zebra");
    cr_assert(at != NULL);
    at = strstr(at, "Ant");
    cr_expect(at != NULL && strstr(at, "Mouse") != NULL);
    expect_round_trip(&self);
    free(bytes.data);
    insights_test_study_free(&self);
}

Test(exchange_qdc, sets_are_tags_on_codes)
{
    static const char foreign[] = HEAD "<Codes>" CODE("1", "A") "/>" CODE(
        "2", "B") "/></Codes>"
                  "<Sets><Set guid=\"" G "8\" name=\"Core\">"
                  "<Description>x</Description>"
                  "<MemberCode guid=\"" G "2\"/><MemberCode guid=\"" G
                  "7\"/></Set>"
                  "<Set guid=\"" G "9\" name=\"None\"/></Sets></CodeBook>";
    insights_test_study self = empty_study();
    insights_record *summary = NULL;
    insights_test_bytes bytes;

    DO(&self, import(&self, foreign, strlen(foreign), &summary));
    cr_expect(lost(summary, "\"members of sets\",\"count\":1"));
    cr_expect(lost(summary, "\"sets without codes\",\"count\":1"));
    cr_expect(lost(summary, "\"descriptions of sets\""));
    bytes = book(&self, NULL);
    cr_expect(
        strstr(
            bytes.data,
            "name=\"Core\">\n      <MemberCode guid=\"" G "2\"/>") != NULL);
    cr_expect(strstr(bytes.data, "None") == NULL);
    expect_round_trip(&self);
    insights_record_free(summary);
    free(bytes.data);
    insights_test_undo(&self);
    cr_expect(0 == has(&self, "A"));
    insights_test_study_free(&self);
}

Test(exchange_qdc, one_program_gets_each_name_once)
{
    insights_test_study self = empty_study();
    insights_export_options options = insights_test_export_as("qdc", 0, 0);
    insights_test_bytes bytes;
    char *losses = NULL;

    add_code(&self, "Trust / Other", NULL);
    add_code(&self, "Paper / Other", NULL);
    options.target = "qualcoder";
    bytes = insights_test_export(&self, &options, &losses);
    expect_valid(&bytes);
    cr_expect(strstr(bytes.data, "name=\"Other (2)\"") != NULL);
    cr_expect(strstr(losses, "knows a name once") != NULL);
    free(bytes.data);
    free(losses);
    options.target = "maxqda";
    bytes = insights_test_export(&self, &options, &losses);
    cr_expect(strstr(bytes.data, "Other (2)") == NULL);
    cr_expect(eq(str, losses, "[]"));
    free(bytes.data);
    free(losses);
    insights_test_study_free(&self);
}

Test(exchange_qdc, what_older_and_other_programs_write_is_read)
{
    static const char nvivo[] =
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\" "
        "standalone=\"no\" ?>\r\n"
        "<q:CodeBook origin=\"NVivo 12\" xmlns:q=\"urn:QDA-XML:codebook:1:0\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"urn:QDA-XML:codebook:1:0 Codebook.xsd\">"
        "<q:Codes><q:Code guid=\"{ABCDEF01-2222-3333-4444-555555555555}\" "
        "name=\"Upper\" isCodable=\"true\" color=\"#FF00ff\"/></q:Codes>"
        "</q:CodeBook>";
    static const char wide[] = "\xFF\xFE<\0?\0x\0";
    insights_test_study self = empty_study();
    insights_record *summary = NULL;
    insights_record *code;

    DO(&self, import(&self, nvivo, strlen(nvivo), &summary));
    cr_expect(eq(str, (char *)losses_of(summary), "[]"));
    code = code_at(&self, "Upper");
    cr_expect(
        eq(str, (char *)insights_record_text(code, INSIGHTS_CODE_GUID),
           "abcdef01-2222-3333-4444-555555555555"));
    cr_expect(
        eq(str, (char *)insights_record_text(code, INSIGHTS_CODE_COLOUR),
           "#ff00ff"));
    insights_record_free(code);
    insights_record_free(summary);
    cr_expect(
        eq(int, import(&self, wide, sizeof(wide) - 1, NULL), INSIGHTS_E_PARSE));
    insights_test_study_free(&self);
}

Test(exchange_qdc, what_the_schema_refuses_is_refused_with_its_line)
{
    static const char *const bad[] = {
        BOOK("\n<Code guid=\"" G "1\" name=\"x\"/>"),
        BOOK("\n<Code name=\"x\" isCodable=\"true\"/>"),
        BOOK("\n<Code guid=\"" G "1\" isCodable=\"true\"/>"),
        BOOK("\n<Code guid=\"" G "1\" name=\"x\" isCodable=\"yes\"/>"),
        BOOK("\n<Code guid=\"a1\" name=\"x\" isCodable=\"true\"/>"),
        BOOK("\n" CODE("1", "x") " color=\"red\"/>"),
        BOOK("\n" CODE("1", "x") "><Description/><Description/></Code>"),
        BOOK("\n" CODE("1", "x") ">" CODE("2", "y") "/><Description/></Code>"),
        BOOK("\n" CODE("1", "x") ">words</Code>"),
        BOOK("\n<Set guid=\"" G "1\" name=\"x\"/>"),
        BOOK("\n"),
        HEAD "\n</CodeBook>",
        HEAD "\n<Sets/></CodeBook>",
        HEAD "<Codes>" CODE("1", "x") "/></Codes>\n<Codes/></CodeBook>",
        HEAD "<Codes>" CODE(
            "1", "x") "/></Codes>\n<Sets><Set name=\"s\"/></Sets></CodeBook>",
        HEAD "<Codes>" CODE("1", "x") "/></Codes>\n<Sets></Sets></CodeBook>",
        "<CodeBook>\n</CodeBook>",
        "\n<Project xmlns=\"urn:QDA-XML:project:1.0\"/>",
        BOOK("\n" CODE("1", "x"))};
    /* Sound by the schema, but not what a codebook means. */
    static const char *const worse[] = {
        BOOK("\n" CODE("1", "x") "/>" CODE("1", "y") "/>"),
        BOOK("\n" CODE("1", "") "/>"), BOOK("\n" CODE("1", " \t ") "/>"),
        "<!DOCTYPE x [<!ENTITY a \"b\">]>\n" BOOK(CODE("1", "&a;") "/>"),
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<x/>"};
    insights_test_study self = empty_study();
    insights_test_bytes before = book(&self, NULL);
    insights_test_bytes after;

    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        insights_test_bytes bytes = {(char *)(uintptr_t)bad[i], strlen(bad[i])};

        cr_expect(
            eq(int, import(&self, bad[i], bytes.length, NULL),
               INSIGHTS_E_PARSE),
            "%s", bad[i]);
        cr_expect(
            strncmp(insights_test_why(&self), "line ", 5) == 0, "%s",
            insights_test_why(&self));
        cr_expect(valid(&bytes) != 1, "%s", bad[i]);
    }
    for (size_t i = 0; i < sizeof(worse) / sizeof(*worse); i++)
        cr_expect(
            eq(int, import(&self, worse[i], strlen(worse[i]), NULL),
               INSIGHTS_E_PARSE),
            "%s", worse[i]);
    after = book(&self, NULL);
    cr_expect(insights_test_same(&before, &after));
    free(before.data);
    free(after.data);
    insights_test_study_free(&self);
}

Test(exchange_qdc, allocations_that_fail_are_told_and_change_nothing)
{
    static const char foreign[] = HEAD "<Codes>" CODE(
        "1", "A") " color=\"#123\"><Description>d\n\n"
                  "[include] i\n\n[synonyms] a; b</Description>" CODE(
                      "2",
                      "B") "/></Code>" CODE("3", "B") " x=\"1\"/></Codes>"
                                                      "<Sets><Set guid=\"" G
                                                      "8\" name=\"S\">"
                                                      "<MemberCode guid=\"" G
                                                      "2\"/></Set></Sets></"
                                                      "CodeBook>";
    insights_test_study self = empty_study();
    insights_export_options options = insights_test_export_as("qdc", 0, 0);
    insights_test_bytes before = book(&self, NULL);
    insights_test_bytes out = {NULL, 0};
    insights_record *summary = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        import(&self, foreign, strlen(foreign), &summary),
        insights_record_free(summary);
        summary = NULL; if (insights_test_status < 0) {
            insights_test_bytes now = book(&self, NULL);

            cr_assert(insights_test_same(&before, &now));
            free(now.data);
        });
    cr_expect(has(&self, "A / B"));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(insights_study_export(
                                             self.study, &options,
                                             insights_test_keep, &out, &summary,
                                             &self.error),
                                         insights_record_free(summary);
                                         summary = NULL);
    free(before.data);
    free(out.data);
    insights_test_study_free(&self);
}
