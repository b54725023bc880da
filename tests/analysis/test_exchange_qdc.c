/* test_exchange_qdc.c - codebooks of REFI-QDA: out, valid, in, and out again
 * with the same bytes. */
#define _POSIX_C_SOURCE 200809L

#include "analysis/qda.h"
#include "support/codebook.h"
#include "support/fail_alloc.h"

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
