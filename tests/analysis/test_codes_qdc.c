/* test_codes_qdc.c - codebooks of REFI-QDA: what their codes mean to a study
 * that has codes already. */
#define _POSIX_C_SOURCE 200809L

#include "support/codebook.h"

Test(codes_qdc, importing_what_was_exported_changes_nothing)
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

Test(codes_qdc, a_guid_goes_before_a_name_and_undo_takes_all_back)
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

Test(codes_qdc, a_name_that_another_code_has_is_that_code)
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

Test(codes_qdc, names_may_move_up_a_chain_but_not_swap)
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

Test(codes_qdc, what_differs_here_is_told)
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

Test(codes_qdc, the_order_of_siblings_is_that_of_the_file)
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

Test(codes_qdc, sets_are_tags_on_codes)
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

Test(codes_qdc, what_older_and_other_programs_write_is_read)
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

Test(codes_qdc, what_the_schema_refuses_is_refused_with_its_line)
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
