/* world.c - the small world in which every call has something to do: a
 * study with evidence, codes and suggestions, a copy of it that grew apart, a
 * conversation, a corpus. */
#include "abi/trials.h"

#include <stdlib.h>

const char world_transcript[] =
    "WEBVTT\n\n"
    "00:01.000 --> 00:04.000\n<v Ina>How do you keep track of orders?\n\n"
    "00:05.000 --> 00:11.000\n<v Otto>We write them on paper. I don't trust "
    "the tablet, it loses orders and I hate that.\n\n"
    "00:12.000 --> 00:15.000\n<v Ina>What would help you?\n\n"
    "00:16.000 --> 00:22.000\n<v Otto>A list that never loses anything would "
    "save us two hours a day. I want that, it is my goal for the year.\n\n";

static const char second[] =
    "Ina: How do you order?\nEmil: By phone, I always forget the paper.\n"
    "Ina: And then?\nEmil: Then I call again and feel stupid.\n";

static void note(char out[ID], const insights_record *record, const char *field)
{
    const char *text =
        field ? insights_record_text(
                    record,
                    insights_field_find(insights_record_kind(record), field))
              : insights_record_id(record);

    snprintf(out, ID, "%s", text ? text : "");
}

static insights_study *study_of(insights_store *store, const char *actor)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_study *study = NULL;

    options.actor = actor;
    options.flags = INSIGHTS_STUDY_CREATE;
    insights_study_open(store, &options, &study, NULL);
    return study;
}

int world_keep(const void *bytes, size_t length, void *user)
{
    char **text = user;
    size_t had = *text ? strlen(*text) : 0;
    char *more = realloc(*text, had + length + 1);

    if (!more)
        return 1;
    memcpy(more + had, bytes, length);
    more[had + length] = '\0';
    *text = more;
    return 0;
}

int64_t world_give(void *bytes, size_t size, void *user)
{
    const char **left = user;
    size_t length = strlen(*left);

    if (length > size)
        length = size;
    memcpy(bytes, *left, length);
    *left += length;
    return (int64_t)length;
}

/* The first record of a kind that has `value` in a field (NULL: any). */
static void find(
    insights_store *store,
    insights_kind kind,
    const char *field,
    const char *value,
    char out[ID])
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;

    insights_query_new(kind, &query, NULL);
    if (field)
        insights_query_where_text(
            query, insights_field_find(kind, field), INSIGHTS_EQ, value, NULL);
    if (insights_store_query(store, query, &cursor, NULL) == INSIGHTS_OK &&
        insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK)
        note(out, record, NULL);
    insights_cursor_free(cursor);
    insights_query_free(query);
}

/* Another revision that comes from the same one as ours. */
static void part_ways(world *self)
{
    insights_record *done = NULL;
    insights_record *interview = NULL;

    insights_study_correct(
        self->study, self->interview, 3, "A list would save us a day.", &done,
        NULL);
    insights_record_free(done);
    insights_store_get(
        self->store, INSIGHTS_INTERVIEW, self->interview, &interview, NULL);
    note(self->other_revision, interview, "transcript_id");
    insights_record_free(interview);
    insights_study_undo(self->study, NULL, &done, NULL);
    insights_record_free(done);
    insights_study_correct(
        self->study, self->interview, 0, "How do you keep track of all orders?",
        &done, NULL);
    insights_record_free(done);
}

static void fill(world *self)
{
    insights_study *ben;
    insights_record *done = NULL;
    char span[ID + 32];

    insights_study_import(
        self->study, "talk.vtt", world_transcript, strlen(world_transcript),
        NULL, &done, NULL);
    note(self->interview, done, "interview_id");
    insights_record_free(done);
    insights_study_import_guide(
        self->study, "1. How do you order?\n2. What would help?\n", 40, &done,
        NULL);
    insights_record_free(done);
    snprintf(span, sizeof(span), "%s#We write them on paper", self->interview);
    insights_study_code(self->study, span, "Trust / Paper", "so", &done, NULL);
    note(self->evidence, done, "evidence_id");
    insights_record_free(done);
    insights_study_analyze(self->study, NULL, &done, NULL);
    insights_record_free(done);
    part_ways(self);
    ben = study_of(self->store, "Ben");
    insights_study_code(ben, self->evidence, "Cost", NULL, &done, NULL);
    insights_record_free(done);
    insights_study_free(ben);
    find(self->store, INSIGHTS_CODING, "standing", "suggested", self->coding);
    insights_store_export(self->store, world_keep, &self->export_text, NULL);
}

/* A copy of the study in which somebody else went on. */
static void fill_other(world *self)
{
    insights_record *done = NULL;
    const char *left = self->export_text;

    insights_store_open("memory:", NULL, &self->other_store, NULL);
    insights_store_restore(self->other_store, world_give, &left, &done, NULL);
    insights_record_free(done);
    self->other = study_of(self->other_store, "Ben");
    insights_study_correct(
        self->other, self->interview, 3, "A list would save us three hours.",
        &done, NULL);
    insights_record_free(done);
    insights_study_code(
        self->other, self->evidence, "Habit / Old", NULL, &done, NULL);
    insights_record_free(done);
    insights_study_import(
        self->other, "second.txt", second, sizeof(second) - 1, NULL, &done,
        NULL);
    insights_record_free(done);
    insights_store_export(
        self->other_store, world_keep, &self->other_text, NULL);
}

static void fill_pure(world *self)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    char *token = NULL;
    FILE *file;

    insights_conversation_read(
        world_transcript, strlen(world_transcript), NULL, &self->talk, NULL);
    insights_corpus_new(&self->corpus, NULL);
    insights_corpus_add(self->corpus, "a", "A talk", self->talk, NULL);
    insights_query_new(INSIGHTS_CODE, &self->query, NULL);
    insights_store_query(self->store, self->query, &cursor, NULL);
    insights_cursor_next(cursor, &record, NULL);
    insights_record_edit(record, &self->code, NULL);
    insights_record_to_json(record, &self->code_json, NULL);
    insights_cursor_token(cursor, &token, NULL);
    snprintf(self->token, sizeof(self->token), "%s", token ? token : "");
    insights_free(token);
    insights_cursor_free(cursor);
    snprintf(
        self->talk_path, sizeof(self->talk_path), "/tmp/insights-trial-%ld.txt",
        (long)getpid());
    file = fopen(self->talk_path, "wb");
    if (file) {
        fwrite(second, 1, sizeof(second) - 1, file);
        fclose(file);
    }
}

void world_begin(world *self)
{
    memset(self, 0, sizeof(*self));
    insights_store_open("memory:", NULL, &self->store, NULL);
    self->study = study_of(self->store, "Ina");
    fill(self);
    fill_other(self);
    fill_pure(self);
    insights_events_new(&self->events, NULL);
}

void world_end(world *self)
{
    insights_events_free(self->events);
    insights_record_free(self->code);
    insights_query_free(self->query);
    insights_corpus_free(self->corpus);
    insights_conversation_free(self->talk);
    insights_study_free(self->other);
    insights_store_free(self->other_store);
    insights_study_free(self->study);
    insights_store_free(self->store);
    insights_error_free(self->error);
    insights_free(self->code_json);
    free(self->export_text);
    free(self->other_text);
    unlink(self->talk_path);
    memset(self, 0, sizeof(*self));
}
