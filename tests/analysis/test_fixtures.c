/* test_fixtures.c - files of every layout there ever was open for ever.
 *
 * tests/fixtures/schema-N.insights was written by the last version that wrote
 * layout N, and schema-N.jsonl is what that version exported of it.
 */
#define _GNU_SOURCE

#include "store/backend.h"
#include "support/study.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[256];
static insights_error *error;

static void remove_all(void)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-insights"};
    char name[300];

    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        snprintf(name, sizeof(name), "%s%s", path, ends[i]);
        unlink(name);
    }
}

static void set_up(void)
{
    snprintf(
        path, sizeof(path), "/tmp/insights-fixture-%ld.insights",
        (long)getpid());
    remove_all();
}

static void tear_down(void)
{
    insights_error_free(error);
    remove_all();
}

TestSuite(fixtures, .init = set_up, .fini = tear_down);

static char *read_all(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    char *bytes;
    long size;

    cr_assert_not_null(file, "%s", name);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    bytes = calloc(1, (size_t)size + 1);
    cr_assert_eq(fread(bytes, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    *length = (size_t)size;
    return bytes;
}

/* Copy the fixture of a layout to `path`. */
static void lay_out(int layout)
{
    char name[512];
    size_t length = 0;
    char *bytes;
    FILE *file;

    snprintf(
        name, sizeof(name), "%s/tests/fixtures/schema-%d.insights",
        INSIGHTS_TEST_ROOT, layout);
    bytes = read_all(name, &length);
    file = fopen(path, "wb");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
    free(bytes);
}

static insights_store *open_path(uint32_t flags)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;

    options.flags = flags;
    insights_store_open(path, &options, &store, &error);
    return store;
}

typedef struct text {
    char *data;
    size_t length;
} text;

static int keep_bytes(const void *bytes, size_t length, void *user)
{
    text *to = user;

    to->data = realloc(to->data, to->length + length + 1);
    memcpy(to->data + to->length, bytes, length);
    to->length += length;
    to->data[to->length] = '\0';
    return 0;
}

static int64_t count_rows(insights_cursor *cursor)
{
    const insights_record *record = NULL;
    int64_t count = 0;

    while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK)
        count++;
    insights_cursor_free(cursor);
    return count;
}

/* Leave out fields that are null: later versions have more of them. */
static void drop_nulls(char *json)
{
    char *to = json;

    for (const char *at = json; *at;) {
        const char *end =
            at[0] == ',' && at[1] == '"' ? strchr(at + 2, '"') : NULL;

        if (end && strncmp(end, "\":null", 6) == 0)
            at = end + 6;
        else
            *to++ = *at++;
    }
    *to = '\0';
}

Test(fixtures, every_layout_opens_with_all_that_was_in_it)
{
    for (int layout = 1; layout < INSIGHTS__SCHEMA; layout++) {
        insights_store *store;
        insights_study *study = NULL;
        insights_cursor *found = NULL;
        text now = {NULL, 0};
        char name[512];
        size_t length = 0;
        char *then;
        int64_t checked = 0;

        lay_out(layout);
        store = open_path(0);
        cr_assert_not_null(store, "%s", insights_error_message(error));
        cr_assert_eq(insights_store_check(store, &found, &error), INSIGHTS_OK);
        cr_expect_eq(count_rows(found), 0);
        cr_assert_eq(
            insights_study_open(store, NULL, &study, &error), INSIGHTS_OK);
        cr_assert_eq(
            insights_study_verify(study, &checked, &found, &error),
            INSIGHTS_OK);
        cr_expect_eq(count_rows(found), 0);
        cr_expect_gt(checked, 0);

        snprintf(
            name, sizeof(name), "%s/tests/fixtures/schema-%d.jsonl",
            INSIGHTS_TEST_ROOT, layout);
        then = read_all(name, &length);
        cr_assert_eq(
            insights_store_export(store, keep_bytes, &now, &error),
            INSIGHTS_OK);
        drop_nulls(now.data);
        drop_nulls(then);
        cr_expect_str_eq(now.data, then);
        free(then);
        free(now.data);
        insights_study_free(study);
        insights_store_free(store);
        remove_all();
    }
}

/* The names and definitions of all tables, indexes and views. */
static text layout_of(void)
{
    text out = {NULL, 0};
    sqlite3_stmt *statement = NULL;
    sqlite3 *db = NULL;

    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(
        sqlite3_prepare_v2(
            db,
            "select type || ' ' || name || ' ' || coalesce(sql, '') || char(10)"
            " from sqlite_master union all "
            "select \"key\" || ' ' || \"value\" || char(10) from meta "
            "where \"key\" in ('schema', 'min_reader', 'min_writer') "
            "order by 1",
            -1, &statement, NULL),
        SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        keep_bytes(
            sqlite3_column_text(statement, 0),
            (size_t)sqlite3_column_bytes(statement, 0), &out);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return out;
}

Test(fixtures, a_migrated_file_has_the_layout_of_a_new_one)
{
    text fresh;
    text migrated;

    insights_store_free(open_path(INSIGHTS_STORE_CREATE));
    fresh = layout_of();
    remove_all();
    for (int layout = 1; layout < INSIGHTS__SCHEMA; layout++) {
        lay_out(layout);
        insights_store_free(open_path(0));
        migrated = layout_of();
        cr_expect_str_eq(migrated.data, fresh.data);
        free(migrated.data);
        remove_all();
    }
    free(fresh.data);
}

Test(fixtures, a_file_that_waits_for_migration_is_not_read)
{
    lay_out(1);
    cr_expect_null(open_path(INSIGHTS_STORE_READ_ONLY));
    cr_expect_eq(insights_error_code(error), INSIGHTS_E_READ_ONLY);
    insights_store_free(open_path(0));
    {
        insights_store *store = open_path(INSIGHTS_STORE_READ_ONLY);

        cr_expect_not_null(store, "%s", insights_error_message(error));
        insights_store_free(store);
    }
}

Test(fixtures, many_processes_migrate_a_file_once)
{
    pid_t children[4];

    lay_out(1);
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (!children[i]) {
            insights_store *store = open_path(0);
            int opened = store != NULL;

            insights_store_free(store);
            _exit(!opened);
        }
    }
    for (int i = 0; i < 4; i++) {
        int result = 0;

        waitpid(children[i], &result, 0);
        cr_expect_eq(result, 0);
    }
    {
        insights_store *store = open_path(0);
        insights_cursor *found = NULL;

        cr_assert_not_null(store, "%s", insights_error_message(error));
        cr_assert_eq(insights_store_check(store, &found, &error), INSIGHTS_OK);
        cr_expect_eq(count_rows(found), 0);
        insights_store_free(store);
    }
}

Test(fixtures, a_program_that_runs_stops_reading_when_the_layout_is_raised)
{
    insights_record *record = NULL;
    insights_store *store;
    insights_query *query = NULL;
    int64_t count = 0;
    sqlite3 *db = NULL;

    lay_out(1);
    store = open_path(0);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    insights_query_new(INSIGHTS_CODE, &query, &error);
    cr_assert_eq(
        insights_store_count(store, query, &count, &error), INSIGHTS_OK);
    cr_assert_gt(count, 0);

    /* What a later version does when it opens the file. */
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(
            db,
            "begin immediate; drop view v_code;"
            "create view v_code as select * from code;"
            "update meta set value = '99' "
            "where key in ('min_reader', 'min_writer'); commit",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);

    cr_expect_eq(
        insights_store_count(store, query, &count, &error), INSIGHTS_E_NEWER);
    cr_expect_eq(
        insights_store_get(
            store, INSIGHTS_PERSON, "01a20696-6fbf-73ef-a3ca-d1400f652be2",
            &record, &error),
        INSIGHTS_E_NEWER);
    insights_record_new(INSIGHTS_PERSON, &record, &error);
    insights_record_set_text(record, INSIGHTS_PERSON_NAME, "Ada");
    cr_expect_eq(insights_store_save(store, record, &error), INSIGHTS_E_NEWER);
    insights_record_free(record);
    insights_query_free(query);
    insights_store_free(store);
}
