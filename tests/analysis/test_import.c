/* test_import.c - files become interviews, whole, once, and unchanged. */
#define _POSIX_C_SOURCE 200809L

#include "support/data.h"
#include "support/fail_alloc.h"
#include "support/study.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static insights_record *import(
    insights_test_study *self,
    const char *name,
    const char *text,
    const insights_import_options *options)
{
    insights_record *record = NULL;

    DO(self, insights_study_import(
                 self->study, name, text, strlen(text), options, &record,
                 &self->error));
    return record;
}

static int64_t count_kind(insights_test_study *self, insights_kind kind)
{
    insights_query *query = NULL;
    int64_t count = 0;

    DO(self, insights_query_new(kind, &query, &self->error));
    DO(self, insights_store_count(self->store, query, &count, &self->error));
    insights_query_free(query);
    return count;
}

Test(import, a_conversation_is_stored_with_its_people_and_times)
{
    insights_test_study self = insights_test_study_new(NULL);
    insights_record *interview =
        insights_test_get(&self, INSIGHTS_INTERVIEW, self.interview);

    cr_expect(eq(
        str, (char *)insights_record_text(interview, INSIGHTS_INTERVIEW_TITLE),
        "talk"));
    cr_expect(
        eq(int,
           (int)insights_record_int(interview, INSIGHTS_INTERVIEW_DURATION_MS),
           33000));
    cr_expect(
        eq(int, (int)insights_record_int(interview, INSIGHTS_INTERVIEW_STATUS),
           INSIGHTS_INTERVIEW_STATUS_TRANSCRIBED));
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_TURN), 6));
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_PARTICIPANT), 2));
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_PERSON), 2));
    insights_record_free(interview);
    insights_test_study_free(&self);
}

Test(import, the_same_file_changes_nothing)
{
    insights_test_study self = insights_test_study_new(NULL);
    insights_record *again =
        import(&self, "other.vtt", insights_test_talk, NULL);

    cr_expect(insights_record_int(again, INSIGHTS_IMPORTED_ALREADY_IMPORTED));
    cr_expect(
        eq(str,
           (char *)insights_record_text(again, INSIGHTS_IMPORTED_INTERVIEW_ID),
           self.interview));
    cr_expect(
        eq(int, (int)insights_record_int(again, INSIGHTS_IMPORTED_TURNS), 6));
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_INTERVIEW), 1));
    insights_record_free(again);
    insights_test_study_free(&self);
}

Test(import, nearly_the_same_text_is_noticed_and_another_is_not)
{
    insights_test_study self = insights_test_study_new(NULL);
    char text[sizeof(insights_test_talk) + 16];
    insights_record *record;

    snprintf(text, sizeof(text), "%s", insights_test_talk);
    memcpy(strstr(text, "blue"), "red ", 4);
    record = import(&self, "again.vtt", text, NULL);
    cr_expect(eq(
        str, (char *)insights_record_text(record, INSIGHTS_IMPORTED_SIMILAR_TO),
        self.interview));
    cr_expect(
        strstr(
            insights_record_text(record, INSIGHTS_IMPORTED_WARNINGS),
            "replace") != NULL);
    insights_record_free(record);
    record = import(
        &self, "talk.txt", "Bob: Something else entirely was said here.\n",
        NULL);
    cr_expect(
        insights_record_text(record, INSIGHTS_IMPORTED_SIMILAR_TO) == NULL);
    insights_record_free(record);
    insights_test_study_free(&self);
}

Test(import, what_cannot_be_read_leaves_nothing_behind)
{
    insights_test_study self = insights_test_study_new(NULL);
    static const char junk[] = "\x7f\x45\x4c\x46\0\0\1\2\3\0\0\0\0\xff\xfe";
    insights_record *record = NULL;
    int64_t before = count_kind(&self, INSIGHTS_TURN);

    cr_expect(
        insights_study_import(
            self.study, "junk", junk, sizeof(junk) - 1, NULL, &record,
            &self.error) < 0);
    cr_expect(record == NULL);
    cr_expect(
        insights_study_import(
            self.study, "empty.vtt", "", 0, NULL, &record, &self.error) < 0);
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_INTERVIEW), 1));
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_TURN), (int)before));
    insights_test_study_free(&self);
}

Test(import, roles_that_are_given_stand_and_people_can_be_named)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    insights_record *record;
    char *roles = NULL;

    options.title = "Second";
    options.date = "2025-03-04";
    options.roles = "A=interviewer,B=P07";
    record = import(
        &self, "x.txt",
        "A: What do you do all day long?\n\nB: I answer the telephone.\n",
        &options);
    DO(&self, insights_study_roles(
                  self.study,
                  insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID),
                  &roles, &self.error));
    cr_expect(strstr(roles, "A=interviewer") != NULL, "%s", roles);
    insights_free(roles);
    insights_record_free(record);
    options.roles = "Nobody=interviewer";
    cr_expect(
        insights_study_import(
            self.study, "y.txt", "A: Hello there you.\n", 20, &options, &record,
            &self.error) == INSIGHTS_E_INVALID);
    options.roles = NULL;
    options.date = "yesterday";
    cr_expect(
        insights_study_import(
            self.study, "y.txt", "A: Hello there you.\n", 20, &options, &record,
            &self.error) == INSIGHTS_E_INVALID);
    insights_test_study_free(&self);
}

Test(import, a_file_that_is_kept_comes_back_with_its_bytes)
{
    insights_test_study self = insights_test_study_new(NULL);
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    insights_record *record;
    insights_record *interview;
    insights_record *asset;
    const char *text = "Ann: Keep these words as they are.\n";

    options.flags = INSIGHTS_IMPORT_KEEP_FILE;
    record = import(&self, "keep.txt", text, &options);
    interview = insights_test_get(
        &self, INSIGHTS_INTERVIEW,
        insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID));
    asset = insights_test_get(
        &self, INSIGHTS_ASSET,
        insights_record_text(interview, INSIGHTS_INTERVIEW_ASSET_ID));
    cr_expect(
        eq(str, (char *)insights_record_text(asset, INSIGHTS_ASSET_CONTENT),
           (char *)text));
    insights_record_free(asset);
    insights_record_free(interview);
    insights_record_free(record);
    insights_test_study_free(&self);
}

Test(import, appended_turns_leave_what_stands_where_it_is)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_conversation *more = NULL;
    insights_conversation *whole = NULL;
    insights_record *record = NULL;
    char coding[40];
    const char *text = "Maureen Tranter: And then it starts again.\n\n"
                       "Hannah Lisle: Every single morning?\n";

    insights_test_code(&self, "in pencil", "pain", coding);
    DO(&self, insights_conversation_read(
                  text, strlen(text), NULL, &more, &self.error));
    DO(&self,
       insights_study_append(
           self.study, self.interview, NULL, more, &record, &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_IMPORTED_TURNS), 8));
    insights_record_free(record);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    DO(&self, insights_study_conversation(
                  self.study, self.interview, NULL, &whole, &self.error));
    cr_expect(eq(int, (int)insights_conversation_turns(whole), 8));
    insights_conversation_free(whole);
    insights_test_undo(&self);
    DO(&self, insights_study_conversation(
                  self.study, self.interview, NULL, &whole, &self.error));
    cr_expect(eq(int, (int)insights_conversation_turns(whole), 6));
    insights_conversation_free(whole);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    DO(&self, insights_study_append(
                  self.study, NULL, "Live", more, &record, &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(record, INSIGHTS_IMPORTED_TURNS), 2));
    insights_record_free(record);
    insights_conversation_free(more);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(import, what_was_stored_is_loaded_byte_for_byte)
{
    insights_test_study self = insights_test_study_new(NULL);
    static const char *const files[] = {
        "studies/s1/i1.vtt", "studies/s1/i2.srt", "studies/s1/i3.md",
        "transcripts/brink-falbesoner-interview.json",
        "transcripts/apollo13-problem.txt"};
    char path[1024];
    int skipped = 0;

    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        insights_conversation *read = NULL;
        insights_conversation *loaded = NULL;
        insights_record *record = NULL;
        char *before = NULL;
        char *after = NULL;

        if (!insights_test_data_path(path, sizeof(path), files[i])) {
            skipped++;
            continue;
        }
        DO(&self, insights_study_import_file(
                      self.study, path, NULL, &record, &self.error));
        DO(&self,
           insights_conversation_read_file(path, NULL, &read, &self.error));
        DO(&self,
           insights_study_conversation(
               self.study,
               insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID),
               NULL, &loaded, &self.error));
        cr_assert(
            eq(int, (int)insights_conversation_turns(loaded),
               (int)insights_conversation_turns(read)));
        DO(&self,
           insights_conversation_write(read, "srt", &before, &self.error));
        DO(&self,
           insights_conversation_write(loaded, "srt", &after, &self.error));
        cr_expect(eq(str, before, after));
        insights_free(before);
        insights_free(after);
        insights_conversation_free(read);
        insights_conversation_free(loaded);
        insights_record_free(record);
    }
    if (skipped)
        printf("%d conversations are not here: skipped\n", skipped);
    insights_test_study_free(&self);
}

/* One of two processes that import one file at once; the exit status says
 * what it was told. */
static void import_in_child(const char *path)
{
    insights_store *store = NULL;
    insights_study *study = NULL;
    insights_record *record = NULL;
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    int already = 2;

    options.flags = INSIGHTS_STUDY_CREATE;
    if (insights_store_open(path, NULL, &store, NULL) >= 0 &&
        insights_study_open(store, &options, &study, NULL) >= 0 &&
        insights_study_import(
            study, "talk.vtt", insights_test_talk,
            sizeof(insights_test_talk) - 1, NULL, &record, NULL) >= 0)
        already = (int)insights_record_int(
            record, INSIGHTS_IMPORTED_ALREADY_IMPORTED);
    insights_record_free(record);
    insights_study_free(study);
    insights_store_free(store);
    _exit(already);
}

Test(import, two_processes_import_a_file_once)
{
    insights_test_study self = {NULL, NULL, NULL, ""};
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    char folder[] = "/tmp/insights-test-XXXXXX";
    char path[64];
    char other[96];
    pid_t children[2];
    int sum = 0;

    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof(path), "%s/s.insights", folder);
    options.flags = INSIGHTS_STORE_CREATE;
    DO(&self, insights_store_open(path, &options, &self.store, &self.error));
    self.study = insights_test_open(&self, NULL);
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (!children[i])
            import_in_child(path);
    }
    for (int i = 0; i < 2; i++) {
        int status = 0;

        waitpid(children[i], &status, 0);
        sum += WIFEXITED(status) ? WEXITSTATUS(status) : 9;
    }
    cr_expect(eq(int, sum, 1)); /* one imports it, the other finds it */
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_INTERVIEW), 1));
    cr_expect(eq(int, (int)count_kind(&self, INSIGHTS_TURN), 6));
    insights_test_study_free(&self);
    snprintf(other, sizeof(other), "rm -r %s", folder);
    cr_expect(eq(int, system(other), 0));
}

Test(import, importing_survives_any_allocation_failing)
{
    insights_test_study self = insights_test_study_new(NULL);
    insights_record *record = NULL;
    const char *text = "Ann Lee: What is it?\n\nBob: It is a long answer.\n";
    insights_conversation *more = NULL;

    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(insights_study_import(
                                             self.study, "x.txt", text,
                                             strlen(text), NULL, &record,
                                             &self.error),
                                         insights_record_free(record);
                                         record = NULL);
    DO(&self, insights_conversation_read(
                  text, strlen(text), NULL, &more, &self.error));
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_append(
            self.study, self.interview, NULL, more, &record, &self.error),
        insights_record_free(record);
        record = NULL);
    insights_conversation_free(more);
    cr_expect(eq(int, insights_test_wrong(&self, NULL), 0));
    insights_test_study_free(&self);
}

Test(import, what_people_said_of_roles_is_used_by_a_corpus)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_import_options options = INSIGHTS_IMPORT_OPTIONS_INIT;
    insights_corpus *corpus = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *one = NULL;

    options.title = "Asked by B";
    options.roles = "B=interviewer,A=participant";
    insights_record_free(import(
        &self, "x.txt",
        "A: What do you do all day?\n\nB: I answer the telephone.\n",
        &options));
    DO(&self, insights_study_corpus(self.study, &corpus, &self.error));
    DO(&self, insights_conversation_participants(
                  insights_corpus_at(corpus, 0), NULL, &cursor, &self.error));
    DO(&self, insights_cursor_next(cursor, &one, &self.error));
    cr_expect(
        eq(int, (int)insights_record_int(one, INSIGHTS_PARTICIPANT_ROLE),
           INSIGHTS_PARTICIPANT_ROLE_PARTICIPANT));
    insights_cursor_free(cursor);
    insights_corpus_free(corpus);
    insights_test_study_free(&self);
}
