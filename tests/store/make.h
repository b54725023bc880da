/* make.h - small stores and records for the tests of the store. */
#ifndef INSIGHTS_TESTS_STORE_MAKE_H
#define INSIGHTS_TESTS_STORE_MAKE_H

#include <insights/model.h>
#include <insights/store.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A fresh path for a store; whatever lay there is gone. */
static inline void fresh_path(char out[256], const char *name)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-insights"};
    const char *folder = getenv("TMPDIR");
    char path[300];

    snprintf(
        out, 256, "%s/insights-test-%ld-%s",
        folder && *folder ? folder : "/tmp", (long)getpid(), name);
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        snprintf(path, sizeof(path), "%s%s", out, ends[i]);
        unlink(path);
    }
}

static inline void remove_path(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-insights"};
    char name[300];

    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        snprintf(name, sizeof(name), "%s%s", path, ends[i]);
        unlink(name);
    }
}

/* Open with flags; NULL on failure. */
static inline insights_store *open_store(
    const char *uri,
    uint32_t flags,
    const char *account,
    insights_error **error)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;

    options.flags = flags;
    options.account = account;
    insights_store_open(uri, &options, &store, error);
    return store;
}

static inline insights_record *new_record(insights_kind kind)
{
    insights_record *record = NULL;

    insights_record_new(kind, &record, NULL);
    return record;
}

/* Each of these makes a record that can be saved. */
static inline insights_record *new_project(const char *slug)
{
    insights_record *record = new_record(INSIGHTS_PROJECT);

    insights_record_set_text(record, INSIGHTS_PROJECT_NAME, slug);
    insights_record_set_text(record, INSIGHTS_PROJECT_SLUG, slug);
    return record;
}

static inline insights_record *new_interview(
    const char *project,
    const char *title)
{
    insights_record *record = new_record(INSIGHTS_INTERVIEW);

    insights_record_set_text(record, INSIGHTS_INTERVIEW_PROJECT_ID, project);
    insights_record_set_text(record, INSIGHTS_INTERVIEW_TITLE, title);
    insights_record_set_text(record, INSIGHTS_INTERVIEW_STATUS, "ready");
    return record;
}

static inline insights_record *new_question(
    const char *project,
    int64_t position,
    const char *text)
{
    insights_record *record = new_record(INSIGHTS_QUESTION);

    insights_record_set_text(record, INSIGHTS_QUESTION_PROJECT_ID, project);
    insights_record_set_text(record, INSIGHTS_QUESTION_TYPE, "prompt");
    insights_record_set_int(record, INSIGHTS_QUESTION_POSITION, position);
    insights_record_set_text(record, INSIGHTS_QUESTION_TEXT, text);
    return record;
}

static inline insights_record *new_person(const char *name)
{
    insights_record *record = new_record(INSIGHTS_PERSON);

    insights_record_set_text(record, INSIGHTS_PERSON_NAME, name);
    return record;
}

static inline insights_record *new_tag(
    const char *project,
    const char *kind,
    const char *id,
    const char *name)
{
    insights_record *record = new_record(INSIGHTS_TAG);

    insights_record_set_text(record, INSIGHTS_TAG_PROJECT_ID, project);
    insights_record_set_text(record, INSIGHTS_TAG_TARGET_KIND, kind);
    insights_record_set_text(record, INSIGHTS_TAG_TARGET_ID, id);
    insights_record_set_text(record, INSIGHTS_TAG_NAME, name);
    return record;
}

static inline insights_record *new_code(
    const char *project,
    const char *name,
    const char *parent)
{
    insights_record *record = new_record(INSIGHTS_CODE);

    insights_record_set_text(record, INSIGHTS_CODE_PROJECT_ID, project);
    insights_record_set_text(record, INSIGHTS_CODE_NAME, name);
    insights_record_set_text(record, INSIGHTS_CODE_PATH, name);
    if (parent)
        insights_record_set_text(record, INSIGHTS_CODE_PARENT_ID, parent);
    return record;
}

/* Save and release a record; its id goes to `id` (may be NULL). */
static inline insights_status keep(
    insights_store *store,
    insights_record *record,
    char id[40],
    insights_error **error)
{
    insights_status status = insights_store_save(store, record, error);

    if (id)
        snprintf(
            id, 40, "%s",
            insights_record_id(record) ? insights_record_id(record) : "");
    insights_record_free(record);
    return status;
}

/* How many records of a kind there are; -1 on failure. */
static inline int64_t count_kind(insights_store *store, insights_kind kind)
{
    insights_query *query = NULL;
    int64_t count = -1;

    if (insights_query_new(kind, &query, NULL) == INSIGHTS_OK)
        insights_store_count(store, query, &count, NULL);
    insights_query_free(query);
    return count;
}

/* How many records a cursor still gives; it is released. */
static inline int64_t drain(insights_cursor *cursor)
{
    const insights_record *record = NULL;
    int64_t count = 0;

    while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK)
        count++;
    insights_cursor_free(cursor);
    return count;
}

#endif
