/* grounded.c - count the quotes that are not what was said.
 *
 * Imports and analyzes every conversation of the test material and reads
 * each piece of evidence again: its bytes in the text must be its quote, and
 * its times must lie within those of its turns. Prints the counts; ends with
 * 1 where there is a violation.
 */
#include "support/data.h"

#include <dirent.h>
#include <insights/model.h>
#include <insights/study.h>
#include <stdlib.h>
#include <string.h>

#define MEETINGS 70

typedef struct tally {
    insights_study *study;
    insights_store *store;
    insights_error *error;
    long conversations;
    long evidence;
    long wrong_words;
    long wrong_times;
    long found_by_verify;
} tally;

static void stop(const tally *self, const char *what)
{
    fprintf(
        stderr, "%s: %s\n", what,
        self->error ? insights_error_message(self->error) : "failed");
    exit(2);
}

static void import(tally *self, const char *path)
{
    insights_record *record = NULL;

    if (insights_study_import_file(
            self->study, path, NULL, &record, &self->error) < 0)
        stop(self, path);
    self->conversations +=
        !insights_record_int(record, INSIGHTS_IMPORTED_ALREADY_IMPORTED);
    insights_record_free(record);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *copy_name(const char *name)
{
    char *copy = malloc(strlen(name) + 1);

    if (!copy)
        exit(2);
    return strcpy(copy, name);
}

/* The files of a folder in order, at most `limit`. */
static void import_folder(tally *self, const char *name, size_t limit)
{
    char folder[1024];
    char path[2048];
    char *names[1024];
    size_t count = 0;
    struct dirent *entry;
    DIR *open;

    if (!insights_test_data_path(folder, sizeof(folder), name) ||
        !(open = opendir(folder))) {
        printf("%s is not here: its conversations are skipped\n", name);
        return;
    }
    while ((entry = readdir(open)) && count < 1024)
        if (entry->d_name[0] != '.' && !strstr(entry->d_name, "SOURCES") &&
            !strstr(entry->d_name, "README"))
            names[count++] = copy_name(entry->d_name);
    closedir(open);
    qsort(names, count, sizeof(*names), compare);
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        if (i < limit)
            import(self, path);
        free(names[i]);
    }
}

/* Whether a span has other words than its quote. */
static int differs(
    const insights_conversation *conversation,
    const insights_record *evidence)
{
    size_t start =
        (size_t)insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_START);
    size_t end =
        (size_t)insights_record_int(evidence, INSIGHTS_EVIDENCE_BYTE_END);
    size_t turn =
        (size_t)insights_record_int(evidence, INSIGHTS_EVIDENCE_FIRST_TURN);
    const char *quote = insights_record_text(evidence, INSIGHTS_EVIDENCE_QUOTE);
    const char *text = insights_conversation_text(conversation, turn);
    size_t from = insights_conversation_byte_start(conversation, turn);

    /* Rules take a quote from one turn. */
    return !text || start < from || end > from + strlen(text) ||
           strlen(quote) != end - start ||
           memcmp(text + (start - from), quote, end - start) != 0;
}

static int64_t time_of(const insights_record *evidence, insights_field field)
{
    return insights_record_state(evidence, field) == INSIGHTS_VALUE
               ? insights_record_int(evidence, field)
               : INSIGHTS_NO_TIME;
}

/* A quote without a time is outside where its turn has one. */
static int is_outside(
    const insights_conversation *conversation,
    const insights_record *evidence)
{
    size_t first =
        (size_t)insights_record_int(evidence, INSIGHTS_EVIDENCE_FIRST_TURN);
    size_t last =
        (size_t)insights_record_int(evidence, INSIGHTS_EVIDENCE_LAST_TURN);
    int64_t from = insights_conversation_start_ms(conversation, first);
    int64_t to = insights_conversation_end_ms(conversation, last);
    int64_t start = time_of(evidence, INSIGHTS_EVIDENCE_START_MS);
    int64_t end = time_of(evidence, INSIGHTS_EVIDENCE_END_MS);

    if ((start < 0) != (from < 0) || (end < 0) != (to < 0))
        return 1;
    return start < from || end > to || (end >= 0 && end < start);
}

static void count_interview(tally *self, const char *id)
{
    insights_conversation *conversation = NULL;
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *evidence = NULL;

    if (insights_study_conversation(
            self->study, id, NULL, &conversation, &self->error) < 0 ||
        insights_query_new(INSIGHTS_EVIDENCE, &query, &self->error) < 0 ||
        insights_query_where_text(
            query, INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_EQ, id,
            &self->error) < 0 ||
        insights_store_query(self->store, query, &cursor, &self->error) < 0)
        stop(self, id);
    while (insights_cursor_next(cursor, &evidence, &self->error) ==
           INSIGHTS_OK) {
        self->evidence++;
        self->wrong_words += differs(conversation, evidence);
        self->wrong_times += is_outside(conversation, evidence);
    }
    insights_cursor_free(cursor);
    insights_query_free(query);
    insights_conversation_free(conversation);
}

static void count_all(tally *self)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *interview = NULL;

    if (insights_query_new(INSIGHTS_INTERVIEW, &query, &self->error) < 0 ||
        insights_store_query(self->store, query, &cursor, &self->error) < 0)
        stop(self, "interviews");
    while (insights_cursor_next(cursor, &interview, &self->error) ==
           INSIGHTS_OK)
        count_interview(self, insights_record_id(interview));
    insights_cursor_free(cursor);
    insights_query_free(query);
}

static void verify(tally *self)
{
    insights_cursor *cursor = NULL;
    const insights_record *finding = NULL;

    if (insights_study_verify(self->study, NULL, &cursor, &self->error) < 0)
        stop(self, "verify");
    while (insights_cursor_next(cursor, &finding, &self->error) ==
           INSIGHTS_OK) {
        self->found_by_verify++;
        printf("%s\n", insights_record_text(finding, INSIGHTS_FINDING_MESSAGE));
    }
    insights_cursor_free(cursor);
}

int main(void)
{
    tally self = {0};
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_record *summary = NULL;

    options.flags = INSIGHTS_STUDY_CREATE;
    if (insights_store_open("memory:", NULL, &self.store, &self.error) < 0 ||
        insights_study_open(self.store, &options, &self.study, &self.error) < 0)
        stop(&self, "open");
    import_folder(&self, "transcripts", 1000);
    import_folder(&self, "qmsum/train", MEETINGS);
    if (insights_study_analyze(self.study, NULL, &summary, &self.error) < 0)
        stop(&self, "analyze");
    insights_record_free(summary);
    count_all(&self);
    verify(&self);
    printf(
        "conversations %ld  evidence %ld  other words %ld  outside of their "
        "time %ld  findings of verify %ld\n",
        self.conversations, self.evidence, self.wrong_words, self.wrong_times,
        self.found_by_verify);
    insights_study_free(self.study);
    insights_store_free(self.store);
    insights_error_free(self.error);
    return self.wrong_words || self.wrong_times || self.found_by_verify;
}
