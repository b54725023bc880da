/* test_merge.c - two researchers, two copies, one study again. */
#include "analysis/merge_support.h"
#include "support/fail_alloc.h"

/* --- What comes --------------------------------------------------------------
 */

Test(merge, codes_codings_memos_and_conversations_of_both_stand)
{
    team both = team_new();

    insights_test_code(&both.ada, "nobody thanks me", "Pressure", NULL);
    insights_test_code(&both.ben, "nobody thanks me", "Thanks", NULL);
    insights_test_code(
        &both.ben, "I would not trust it", "Trust / Paper", NULL);
    import(&both.ada, "a.txt", "Kim Long: Something else.\n");
    import(&both.ben, "b.txt", "Lee Short: Another thing.\n");
    memo(&both.ben, "call her again");
    cr_expect(eq(int, meet(&both), 0));
    expect_same(&both.ada, &both.ben);
    cr_expect(says(&both.ada, "coding nobody thanks me: Thanks by Ben"));
    cr_expect(says(&both.ada, "memo on interview by Ben: call her again"));
    cr_expect(says(&both.ada, "turn b 0 Lee Short: Another thing."));
    cr_expect(says(&both.ben, "turn a 0 Kim Long: Something else."));
    team_free(&both);
}

Test(merge, corrections_of_both_stand_and_quotes_stay_on_their_words)
{
    team both = team_new();

    correct(&both.ada, 0, asked);
    insights_test_code(&both.ada, "your diary", "Diary", NULL);
    correct(&both.ben, 3, rung);
    insights_test_code(&both.ben, "the whole afternoon", "Time", NULL);
    insights_test_code(&both.ada, "nobody thanks me", "Thanks", NULL);
    insights_test_code(&both.ben, "nobody thanks me", "Thanks", NULL);
    cr_expect(eq(int, meet(&both), 0));
    expect_same(&both.ada, &both.ben);
    cr_expect(says(&both.ada, asked));
    cr_expect(says(&both.ada, rung));
    cr_expect(says(&both.ada, "coding the whole afternoon: Time by Ben"));
    team_free(&both);
}

Test(merge, a_correction_of_one_side_is_simply_taken)
{
    team both = team_new();

    correct(&both.ben, 3, rung);
    insights_test_code(&both.ada, "It takes the whole morning", "Time", NULL);
    cr_expect(eq(int, meet(&both), 0));
    expect_same(&both.ada, &both.ben);
    cr_expect(says(&both.ada, "It takes the whole afternoon"));
    team_free(&both);
}

Test(merge, a_speaker_renamed_there_is_renamed_here)
{
    team both = team_new();

    rename_speaker(&both.ben, "Maureen Tranter", "Maureen");
    correct(&both.ada, 0, asked);
    cr_expect(eq(int, meet(&both), 0));
    expect_same(&both.ada, &both.ben);
    cr_expect(says(&both.ada, "participant Maureen of talk"));
    cr_expect(says(&both.ada, "turn talk 1 Maureen:"));
    team_free(&both);
}

Test(merge, the_same_again_changes_nothing)
{
    team both = team_new();
    int done = 0;

    insights_test_code(&both.ada, "nobody thanks me", "Pressure", NULL);
    insights_test_code(&both.ben, "nobody thanks me", "Thanks", NULL);
    correct(&both.ada, 0, asked);
    correct(&both.ben, 3, rung);
    import(&both.ben, "b.txt", "Lee Short: Another thing.\n");
    merge(&both.ada, &both.ben, 0, &done);
    cr_expect(done > 0);
    cr_expect(eq(int, merge(&both.ada, &both.ben, 0, &done), 0));
    cr_expect(eq(int, done, 0));
    team_free(&both);
}

Test(merge, work_that_goes_on_may_be_merged_again_and_again)
{
    team both = team_new();

    for (int round = 0; round < 3; round++) {
        char text[64];

        snprintf(text, sizeof(text), "Round %d of the diary?", round);
        correct(&both.ben, 0, text);
        snprintf(text, sizeof(text), "Code %d", round);
        insights_test_code(&both.ben, "nobody thanks me", text, NULL);
        cr_expect(eq(int, merge(&both.ada, &both.ben, 0, NULL), 0));
        expect_whole(&both.ada);
    }
    cr_expect(says(&both.ada, "Round 2 of the diary?"));
    cr_expect(eq(int, merge(&both.ben, &both.ada, 0, NULL), 0));
    expect_same(&both.ada, &both.ben);
    team_free(&both);
}

Test(merge, studies_that_began_apart_meet_by_their_files_codes_and_names)
{
    team both;
    int done = 0;

    both.ada = insights_test_study_new("Ada");
    both.ben = insights_test_study_new("Ben");
    insights_test_code(&both.ada, "nobody thanks me", "Pressure", NULL);
    insights_test_code(&both.ben, "nobody thanks me", "Pressure", NULL);
    correct(&both.ben, 0, asked);
    cr_expect(eq(int, merge(&both.ada, &both.ben, 0, NULL), 0));
    expect_whole(&both.ada);
    cr_expect(says(&both.ada, "coding nobody thanks me: Pressure by Ben"));
    cr_expect(says(&both.ada, asked));
    cr_expect(eq(int, merge(&both.ada, &both.ben, 0, &done), 0));
    cr_expect(eq(int, done, 0));
    team_free(&both);
}

Test(merge, another_project_of_the_same_store_gets_ids_of_its_own)
{
    insights_test_study ada = insights_test_study_new("Ada");
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_test_study other = {ada.store, NULL, NULL, ""};
    int done = 0;

    options.project = "other";
    options.actor = "Ben";
    options.flags = INSIGHTS_STUDY_CREATE;
    DO(&other,
       insights_study_open(ada.store, &options, &other.study, &other.error));
    import(&other, "b.txt", "Lee Short: Another thing.\nKim: Why?\n");
    snprintf(other.interview, sizeof(other.interview), "b");
    cr_expect(eq(int, merge(&ada, &other, 0, &done), 0));
    cr_expect(done > 0);
    cr_expect(says(&ada, "turn b 0 Lee Short: Another thing."));
    cr_expect(eq(int, merge(&ada, &other, 0, &done), 0));
    cr_expect(eq(int, done, 0));
    expect_whole(&ada);
    expect_whole(&other);
    insights_study_free(other.study);
    insights_test_study_free(&ada);
}

/* --- Decisions ---------------------------------------------------------------
 */

static team team_that_decides(char id[40])
{
    team both;

    both.ada = insights_test_study_new("Ada");
    analyze(&both.ada);
    suggestion(&both.ada, id);
    both.ben = insights_test_copy(&both.ada, "Ben");
    return both;
}

Test(merge, a_decision_of_a_person_beats_a_suggestion)
{
    char id[40];
    team both = team_that_decides(id);
    insights_record *coding;

    decide(&both.ben, id, INSIGHTS_REJECT);
    cr_expect(eq(int, meet(&both), 0));
    coding = insights_test_get(&both.ada, INSIGHTS_CODING, id);
    cr_expect(
        eq(int, (int)insights_record_int(coding, INSIGHTS_CODING_STANDING),
           INSIGHTS_STANDING_REJECTED));
    insights_record_free(coding);
    expect_same(&both.ada, &both.ben);
    team_free(&both);
}

Test(merge, what_two_people_decided_otherwise_stands_twice_and_is_listed)
{
    char id[40];
    team both = team_that_decides(id);
    int done = 0;

    decide(&both.ada, id, INSIGHTS_ACCEPT);
    decide(&both.ben, id, INSIGHTS_REJECT);
    cr_expect(eq(int, meet(&both), 1));
    expect_same(&both.ada, &both.ben);
    cr_expect(eq(int, merge(&both.ada, &both.ben, 0, &done), 0));
    cr_expect(eq(int, done, 0));
    team_free(&both);
}

/* --- Conflicts ---------------------------------------------------------------
 */

Test(merge, where_both_changed_the_same_words_ours_stay_or_theirs_are_taken)
{
    team both = team_new();
    int done = 0;

    correct(&both.ada, 0, "How do you keep the list, and who looks at it?");
    correct(&both.ben, 0, "How do you keep the book, and who looks at it?");
    cr_expect(
        eq(int, merge(&both.ada, &both.ben, INSIGHTS_MERGE_PREVIEW, &done), 1));
    cr_expect(eq(int, merge(&both.ada, &both.ben, 0, NULL), 1));
    cr_expect(says(&both.ada, "keep the list"));
    insights_test_undo(&both.ada);
    cr_expect(
        eq(int, merge(&both.ada, &both.ben, INSIGHTS_MERGE_THEIRS, NULL), 1));
    cr_expect(says(&both.ada, "keep the book"));
    expect_whole(&both.ada);
    team_free(&both);
}

Test(merge, a_code_renamed_by_both_is_listed_once_with_all_that_lies_below)
{
    team both;
    insights_record *record = NULL;

    both.ada = insights_test_study_new("Ada");
    insights_test_code(&both.ada, "in pencil", "Old / Below", NULL);
    both.ben = insights_test_copy(&both.ada, "Ben");
    DO(&both.ada, insights_study_code_rename(
                      both.ada.study, "Old", "Mine", &record, &both.ada.error));
    insights_record_free(record);
    DO(&both.ben,
       insights_study_code_rename(
           both.ben.study, "Old", "Yours", &record, &both.ben.error));
    insights_record_free(record);
    cr_expect(eq(int, merge(&both.ada, &both.ben, 0, NULL), 1));
    cr_expect(says(&both.ada, "code Mine / Below"));
    team_free(&both);
}

/* --- Deletes -----------------------------------------------------------------
 */

Test(merge, what_was_deleted_here_does_not_come_back)
{
    team both;

    both.ada = insights_test_study_new("Ada");
    import(&both.ada, "b.txt", "Lee Short: Another thing.\n");
    both.ben = insights_test_copy(&both.ada, "Ben");
    remove_it(&both.ada, INSIGHTS_INTERVIEW, both.ada.interview);
    cr_expect(eq(int, meet(&both), 0));
    expect_same(&both.ada, &both.ben);
    cr_expect(says_not(&both.ben, "interview talk"));
    team_free(&both);
}

Test(merge, what_was_deleted_here_and_worked_on_there_is_listed)
{
    team both = team_new();

    remove_it(&both.ada, INSIGHTS_INTERVIEW, both.ada.interview);
    insights_test_code(&both.ben, "nobody thanks me", "Thanks", NULL);
    cr_expect(merge(&both.ada, &both.ben, 0, NULL) > 0);
    cr_expect(merge(&both.ben, &both.ada, 0, NULL) > 0);
    cr_expect(says(&both.ben, "coding nobody thanks me: Thanks"));
    expect_whole(&both.ada);
    team_free(&both);
}

Test(merge, what_is_gone_without_a_word_in_the_log_does_not_come_back)
{
    team both = team_new();

    DO(&both.ada, insights_store_delete(
                      both.ada.store, INSIGHTS_INTERVIEW, both.ada.interview,
                      INSIGHTS_DELETE_WAIT, &both.ada.error));
    cr_expect(merge(&both.ada, &both.ben, 0, NULL) > 0);
    cr_expect(says_not(&both.ada, "interview talk"));
    team_free(&both);
}

/* --- Whole or not at all -----------------------------------------------------
 */

Test(merge, one_undo_takes_all_of_it_back)
{
    team both = team_new();
    char *before;
    char *after;

    correct(&both.ada, 0, asked);
    insights_test_code(&both.ada, "nobody thanks me", "Pressure", NULL);
    correct(&both.ben, 3, rung);
    insights_test_code(&both.ben, "the whole afternoon", "Time", NULL);
    import(&both.ben, "b.txt", "Lee Short: Another thing.\n");
    before = insights_test_said_of(&both.ada);
    merge(&both.ada, &both.ben, 0, NULL);
    insights_test_undo(&both.ada);
    after = insights_test_said_of(&both.ada);
    cr_expect(eq(str, before, after));
    expect_whole(&both.ada);
    cr_expect(eq(int, merge(&both.ada, &both.ben, 0, NULL), 0));
    cr_expect(says(&both.ada, "coding the whole afternoon: Time by Ben"));
    free(before);
    free(after);
    team_free(&both);
}

Test(merge, a_preview_changes_nothing)
{
    team both = team_new();
    char *before = insights_test_said_of(&both.ada);
    char *after;

    insights_test_code(&both.ben, "nobody thanks me", "Thanks", NULL);
    merge(&both.ada, &both.ben, INSIGHTS_MERGE_PREVIEW, NULL);
    after = insights_test_said_of(&both.ada);
    cr_expect(eq(str, before, after));
    free(before);
    free(after);
    team_free(&both);
}

Test(merge, every_allocation_may_fail)
{
    team both = team_new();
    insights_cursor *cursor = NULL;
    insights_record *summary = NULL;

    correct(&both.ada, 0, asked);
    correct(&both.ben, 3, rung);
    insights_test_code(&both.ben, "the whole afternoon", "Time", NULL);
    import(&both.ben, "b.txt", "Lee Short: Another thing.\n");
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_merge(
            both.ada.study, both.ben.study, 0, &summary, &cursor,
            &both.ada.error),
        insights_cursor_free(cursor);
        cursor = NULL; insights_record_free(summary); summary = NULL);
    expect_whole(&both.ada);
    team_free(&both);
}
