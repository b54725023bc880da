/* test_disk.c - the simulated disk loses what was not synced and nothing
 * else, fails what it is told to, and does the same again from the same seed.
 */
#define _POSIX_C_SOURCE 200809L

#include "simulation/disk.h"

#include <insights/model.h>
#include <insights/store.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static disk *machine;
static char folder[128];
static char path[192];

static void set_up(void)
{
    const char *temporary = getenv("TMPDIR");

    snprintf(
        folder, sizeof(folder), "%s/insights-disk-XXXXXX",
        temporary && *temporary ? temporary : "/tmp");
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof(path), "%s/x.db", folder);
    fclose(fopen(path, "wb"));
    machine = disk_new(7);
}

static void tear_down(void)
{
    char side[256];

    disk_free(machine);
    snprintf(side, sizeof(side), "%s-insights", path);
    unlink(side);
    unlink(path);
    rmdir(folder);
}

TestSuite(disk, .init = set_up, .fini = tear_down);

/* --- With SQLite alone ---------------------------------------------------- */

static sqlite3 *open_db(const char *settings)
{
    sqlite3 *db = NULL;

    cr_assert(eq(int, sqlite3_open(path, &db), SQLITE_OK));
    cr_assert(eq(int, sqlite3_exec(db, settings, NULL, NULL, NULL), SQLITE_OK));
    return db;
}

static int run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t out = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return out;
}

/* Commit ten rows one by one, and crash; how many there are then. */
static int64_t rows_after_crash(
    const char *settings,
    disk_survival survival,
    uint64_t fate)
{
    sqlite3 *db;
    int64_t count;

    disk_remove(machine, "x.db");
    disk_remove(machine, "x.db-wal");
    disk_set_fate(machine, fate);
    db = open_db(settings);
    run(db, "create table t (x)");
    for (int i = 0; i < 10; i++)
        cr_assert(eq(
            int, run(db, "insert into t values (zeroblob(900))"), SQLITE_OK));
    disk_power_off(machine);
    sqlite3_close(db);
    disk_power_on(machine, survival);
    db = open_db("pragma cell_size_check = on");
    count = number(db, "select count(*) from t");
    if (number(
            db, "select count(*) from pragma_integrity_check where "
                "integrity_check <> 'ok'"))
        count = -1;
    sqlite3_close(db);
    return count;
}

Test(disk, what_was_synced_survives_every_crash)
{
    static const char *const settings[] = {
        "pragma journal_mode = wal; pragma synchronous = full",
        /* "full" would not sync that the journal is gone. */
        "pragma journal_mode = delete; pragma synchronous = extra",
    };

    for (size_t i = 0; i < 2; i++) {
        for (int survival = 0; survival < DISK_SURVIVALS; survival++) {
            for (uint64_t fate = 0; fate < 20; fate++)
                cr_expect(
                    eq(i64,
                       rows_after_crash(
                           settings[i], (disk_survival)survival, fate),
                       10));
        }
    }
}

Test(disk, what_was_not_synced_is_lost_or_torn)
{
    static const char careless[] =
        "pragma journal_mode = wal; pragma synchronous = off";
    int less = 0;

    cr_expect(eq(i64, rows_after_crash(careless, DISK_KEPT, 1), 10));
    for (uint64_t fate = 0; fate < 20; fate++)
        less += rows_after_crash(careless, DISK_TORN, fate) < 10;
    cr_expect(gt(int, less, 10));
}

Test(disk, the_same_seed_gives_the_same_bytes)
{
    uint64_t traces[3];

    for (int i = 0; i < 3; i++) {
        sqlite3 *db;

        disk_free(machine);
        machine = disk_new(i < 2 ? 7 : 8);
        db = open_db("pragma journal_mode = wal");
        run(db, "create table t (x)");
        run(db, "insert into t values (randomblob(100))");
        sqlite3_close(db);
        traces[i] = disk_trace(machine);
    }
    cr_expect(eq(u64, traces[0], traces[1]));
    cr_expect(ne(u64, traces[0], traces[2]));
}

Test(disk, an_image_is_what_was_there)
{
    sqlite3 *db = open_db("pragma journal_mode = wal");
    disk_image *image;

    run(db, "create table t (x); insert into t values (1)");
    image = disk_copy(machine);
    run(db, "insert into t values (2)");
    disk_restore(machine, image);
    sqlite3_close(db);
    db = open_db("");
    cr_expect(eq(i64, number(db, "select count(*) from t"), 1));
    sqlite3_close(db);
    disk_image_free(image);
}

Test(disk, a_full_disk_says_so_and_has_room_again)
{
    sqlite3 *db = open_db("pragma journal_mode = wal");

    run(db, "create table t (x)");
    disk_set_capacity(machine, disk_used(machine) + 10000);
    cr_expect(eq(
        int, run(db, "insert into t values (zeroblob(50000))"), SQLITE_FULL));
    cr_expect(gt(i64, disk_failures(machine), 0));
    disk_heal(machine);
    cr_expect(
        eq(int, run(db, "insert into t values (zeroblob(50000))"), SQLITE_OK));
    cr_expect(eq(i64, number(db, "select count(*) from t"), 1));
    sqlite3_close(db);
}

Test(disk, each_operation_fails_when_it_is_told_to)
{
    sqlite3 *db = open_db("pragma journal_mode = wal");
    disk_fault write = {DISK_WRITE, 2, 1, SQLITE_IOERR_WRITE, 0, 0};
    disk_fault sync = {DISK_SYNC, 1, 0, SQLITE_IOERR_FSYNC, 0, 0};

    run(db, "pragma synchronous = full; create table t (x)");
    disk_heal(machine);
    disk_fail(machine, &write);
    cr_expect(eq(int, run(db, "insert into t values (1)"), SQLITE_IOERR));
    cr_expect(eq(i64, disk_count(machine, DISK_WRITE), 2));
    disk_heal(machine);
    disk_fail(machine, &sync);
    cr_expect(eq(int, run(db, "insert into t values (1)"), SQLITE_IOERR));
    cr_expect(eq(int, run(db, "insert into t values (1)"), SQLITE_IOERR));
    disk_heal(machine);
    cr_expect(eq(int, run(db, "insert into t values (1)"), SQLITE_OK));
    cr_expect(eq(i64, number(db, "select count(*) from t"), 1));
    sqlite3_close(db);
}

Test(disk, slow_operations_take_time_of_the_disk_only)
{
    sqlite3 *db = open_db("pragma journal_mode = wal");
    disk_fault slow = {DISK_SYNC, 1, 1, 0, 60000, 0};
    int64_t before = disk_now_ns(machine);

    run(db, "pragma synchronous = full; create table t (x)");
    disk_fail(machine, &slow);
    cr_expect(eq(int, run(db, "insert into t values (1)"), SQLITE_OK));
    cr_expect(ge(i64, disk_now_ns(machine) - before, INT64_C(60000000000)));
    sqlite3_close(db);
}

/* --- Several processes ---------------------------------------------------- */

Test(disk, connections_see_each_other_and_lock_each_other_out)
{
    sqlite3 *one = open_db("pragma journal_mode = wal; create table t (x)");
    sqlite3 *two;

    disk_process(machine, 2);
    two = open_db("");
    cr_expect(eq(int, run(one, "begin immediate"), SQLITE_OK));
    cr_expect(eq(int, run(two, "begin immediate"), SQLITE_BUSY));
    run(one, "insert into t values (1); commit");
    cr_expect(eq(i64, number(two, "select count(*) from t"), 1));
    sqlite3_close(one);
    sqlite3_close(two);
}

Test(disk, a_killed_process_leaves_its_locks_and_what_it_wrote)
{
    sqlite3 *one = open_db("pragma journal_mode = wal; create table t (x)");
    sqlite3 *two;

    disk_process(machine, 2);
    two = open_db("");
    run(two, "insert into t values (1); begin immediate;"
             "insert into t values (2)");
    disk_kill(machine, 2);
    cr_expect(ne(int, run(two, "commit"), SQLITE_OK));
    sqlite3_close(two);
    disk_process(machine, 0);
    cr_expect(eq(int, run(one, "insert into t values (3)"), SQLITE_OK));
    cr_expect(eq(i64, number(one, "select sum(x) from t"), 4));
    sqlite3_close(one);
}

/* --- With the library ----------------------------------------------------- */

static insights_store *open_store(const char *at)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;

    options.flags = INSIGHTS_STORE_CREATE;
    cr_assert(
        eq(int, insights_store_open(at, &options, &store, NULL), INSIGHTS_OK));
    return store;
}

static insights_status add_person(insights_store *store)
{
    insights_record *person = NULL;
    insights_status status =
        insights_record_new(INSIGHTS_PERSON, &person, NULL);

    insights_record_set_text(person, INSIGHTS_PERSON_NAME, "Ada");
    status = insights_store_save(store, person, NULL);
    insights_record_free(person);
    return status;
}

static int64_t persons(insights_store *store)
{
    insights_query *query = NULL;
    int64_t count = -1;

    insights_query_new(INSIGHTS_PERSON, &query, NULL);
    insights_store_count(store, query, &count, NULL);
    insights_query_free(query);
    return count;
}

Test(disk, one_program_plays_two_processes_of_the_library)
{
    char second[200];
    char other[256];
    insights_store *one;
    insights_store *two;

    unlink(path);
    disk_set_environment(machine);
    one = open_store(path);
    snprintf(second, sizeof(second), "%s/second", folder);
    mkdtemp(strcat(second, "-XXXXXX"));
    snprintf(other, sizeof(other), "%s/x.db", second);
    disk_process(machine, 2);
    two = open_store(other);
    cr_expect(eq(int, add_person(one), INSIGHTS_OK));
    cr_expect(eq(int, add_person(two), INSIGHTS_OK));
    cr_expect(eq(i64, persons(one), 2));

    disk_kill(machine, 2);
    cr_expect(lt(int, add_person(two), 0));
    insights_store_free(two);
    disk_process(machine, 0);
    cr_expect(eq(int, add_person(one), INSIGHTS_OK));
    cr_expect(eq(i64, persons(one), 3));
    insights_store_free(one);
    unlink(other);
    unlink(strcat(other, "-insights"));
    rmdir(second);
}
