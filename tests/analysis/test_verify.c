/* test_verify.c - what is damaged is found, and named. */
#define _POSIX_C_SOURCE 200809L

#include "support/fail_alloc.h"
#include "support/study.h"

#include <stdlib.h>
#include <unistd.h>

/* Flip a bit of a file, `at` bytes into wherever `words` stand. */
static int flip(const char *path, const char *words, size_t at)
{
    FILE *file = fopen(path, "r+b");
    static char content[4 << 20];
    size_t length;
    int count = 0;

    if (!file)
        return 0;
    length = fread(content, 1, sizeof(content), file);
    for (size_t i = 0; i + strlen(words) <= length; i++)
        if (memcmp(content + i, words, strlen(words)) == 0) {
            fseek(file, (long)(i + at), SEEK_SET);
            fputc(words[at] ^ 0x80, file);
            count++;
        }
    fclose(file);
    return count;
}

typedef struct place {
    char folder[64];
    char path[96];
} place;

static place new_place(void)
{
    place self = {"/tmp/insights-test-XXXXXX", ""};

    cr_assert(mkdtemp(self.folder) != NULL);
    snprintf(self.path, sizeof(self.path), "%s/s.insights", self.folder);
    return self;
}

static void delete_place(const place *self)
{
    char command[128];

    snprintf(command, sizeof(command), "rm -r %s", self->folder);
    cr_expect(eq(int, system(command), 0));
}

static insights_test_study open_place(const place *self)
{
    insights_test_study study = {NULL, NULL, NULL, ""};
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;

    options.flags = INSIGHTS_STORE_CREATE;
    DO(&study,
       insights_store_open(self->path, &options, &study.store, &study.error));
    study.study = insights_test_open(&study, "Ann");
    return study;
}

Test(verify, every_quote_is_read_again)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_record *record = NULL;
    int64_t checked = -1;

    cr_expect(eq(int, insights_test_wrong(&self, &checked), 0));
    cr_expect(eq(int, (int)checked, 0));
    insights_test_code(&self, "in pencil", "tool", NULL);
    cr_expect(eq(int, insights_test_wrong(&self, &checked), 0));
    cr_expect(eq(int, (int)checked, 2)); /* the evidence and the coding */
    DO(&self, insights_study_analyze(self.study, NULL, &record, &self.error));
    insights_record_free(record);
    cr_expect(eq(int, insights_test_wrong(&self, &checked), 0));
    cr_expect(checked > 5);
    insights_test_study_free(&self);
}

Test(verify, one_flipped_byte_of_a_stored_turn_is_found_and_the_quote_named)
{
    place where = new_place();
    insights_test_study self = open_place(&where);
    insights_record *record = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *finding = NULL;
    int named = 0;

    /* The turn is longer than the quote, so that the bytes before tell them
     * apart in the file. */
    DO(&self, insights_study_import(
                  self.study, "t.txt", "Bo: Xylophones are, I think, grand.\n",
                  36, NULL, &record, &self.error));
    snprintf(
        self.interview, sizeof(self.interview), "%s",
        insights_record_text(record, INSIGHTS_IMPORTED_INTERVIEW_ID));
    insights_record_free(record);
    insights_test_code(&self, "I think, grand.", "value", NULL);
    insights_test_study_free(&self);

    cr_assert(flip(where.path, "are, I think, grand", 8) >= 1);
    self = open_place(&where);
    DO(&self, insights_study_verify(self.study, NULL, &cursor, &self.error));
    while (insights_cursor_next(cursor, &finding, &self.error) == INSIGHTS_OK) {
        const char *quote =
            insights_record_text(finding, INSIGHTS_FINDING_QUOTE);

        named += quote && strstr(quote, "I think") != NULL &&
                 insights_record_text(finding, INSIGHTS_FINDING_SAID) != NULL;
    }
    cr_expect(named >= 1);
    insights_cursor_free(cursor);
    insights_test_study_free(&self);
    delete_place(&where);
}

Test(verify, a_changed_turn_is_found_by_its_hash_and_its_quotes)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *found = NULL;
    insights_record *turn = NULL;

    insights_test_code(&self, "in pencil", "tool", NULL);
    DO(&self, insights_query_new(INSIGHTS_TURN, &query, &self.error));
    DO(&self, insights_query_where_int(
                  query, INSIGHTS_TURN_POSITION, INSIGHTS_EQ, 1, &self.error));
    DO(&self, insights_store_query(self.store, query, &cursor, &self.error));
    DO(&self, insights_cursor_next(cursor, &found, &self.error));
    DO(&self, insights_record_edit(found, &turn, &self.error));
    insights_record_set_text(
        turn, INSIGHTS_TURN_TEXT, "In the blue book, in pen, and nowhere.");
    DO(&self, insights_store_save(self.store, turn, &self.error));
    insights_record_free(turn);
    insights_cursor_free(cursor);
    insights_query_free(query);
    cr_expect(insights_test_wrong(&self, NULL) >= 3);
    insights_test_study_free(&self);
}

Test(verify, verifying_survives_any_allocation_failing)
{
    insights_test_study self = insights_test_study_new("Ann");
    insights_cursor *cursor = NULL;

    insights_test_code(&self, "in pencil", "tool", NULL);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights_study_verify(self.study, NULL, &cursor, &self.error),
        insights_cursor_free(cursor);
        cursor = NULL);
    insights_test_study_free(&self);
}
