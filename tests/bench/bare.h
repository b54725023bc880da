/* bare.h - the rows of a store once more, through sqlite3 alone. */
#ifndef INSIGHTS_TESTS_BENCH_BARE_H
#define INSIGHTS_TESTS_BENCH_BARE_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BATCH 1000 /* rows a transaction */

/* Seconds on the wall and of the processor. */
typedef struct spent {
    double wall;
    double cpu;
} spent;

static double seconds_of(clockid_t clock)
{
    struct timespec at;

    clock_gettime(clock, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double now(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

static spent used(void)
{
    spent at = {now(), seconds_of(CLOCK_PROCESS_CPUTIME_ID)};

    return at;
}

static void add_used(spent *total, spent since)
{
    spent at = used();

    total->wall += at.wall - since.wall;
    total->cpu += at.cpu - since.cpu;
}

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK)
        return;
    fprintf(stderr, "%s: %s\n", sql, message);
    exit(1);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK)
        return statement;
    fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
    exit(1);
}

/* Make the same tables and indexes. */
static sqlite3 *make_bare(sqlite3 *from, const char *path)
{
    sqlite3_stmt *schema = prepare(
        from, "select sql from sqlite_master where sql is not null and "
              "name not like 'search_index_%' and name not like 'sqlite_%' "
              "and type <> 'view' order by type desc");
    sqlite3 *db = NULL;

    unlink(path);
    if (sqlite3_open(path, &db) != SQLITE_OK)
        exit(1);
    run(db, "pragma journal_mode = wal; pragma synchronous = full;"
            "pragma secure_delete = fast; pragma cell_size_check = on;"
            "pragma wal_autocheckpoint = 1000; pragma cache_size = -32768");
    while (sqlite3_step(schema) == SQLITE_ROW)
        run(db, (const char *)sqlite3_column_text(schema, 0));
    sqlite3_finalize(schema);
    return db;
}

/* Insert a batch of rows of `from` that lie in memory; 0 behind the last. */
static int insert_batch(
    sqlite3 *db,
    sqlite3_stmt **selects,
    sqlite3_stmt **inserts,
    size_t tables,
    spent *total)
{
    static sqlite3_value *values[3][BATCH][64];
    int columns[3] = {0, 0, 0};
    size_t rows = 0;
    spent start;

    for (size_t t = 0; t < tables; t++) {
        columns[t] = sqlite3_column_count(selects[t]);
        for (rows = 0; rows < BATCH && sqlite3_step(selects[t]) == SQLITE_ROW;
             rows++) {
            for (int c = 0; c < columns[t]; c++)
                values[t][rows][c] =
                    sqlite3_value_dup(sqlite3_column_value(selects[t], c));
        }
    }
    if (!rows)
        return 0;
    start = used();
    run(db, "begin immediate");
    for (size_t r = 0; r < rows; r++) {
        for (size_t t = 0; t < tables; t++) {
            for (int c = 0; c < columns[t]; c++)
                sqlite3_bind_value(inserts[t], c + 1, values[t][r][c]);
            if (sqlite3_step(inserts[t]) != SQLITE_DONE)
                fprintf(stderr, "%s\n", sqlite3_errmsg(db));
            sqlite3_reset(inserts[t]);
        }
    }
    run(db, "commit");
    add_used(total, start);
    for (size_t t = 0; t < tables; t++) {
        for (size_t r = 0; r < rows; r++) {
            for (int c = 0; c < columns[t]; c++)
                sqlite3_value_free(values[t][r][c]);
        }
    }
    return 1;
}

static inline spent insert_bare(const char *path, size_t rows)
{
    char bare_path[512];
    sqlite3 *from = NULL;
    sqlite3 *db;
    sqlite3_stmt *selects[3];
    sqlite3_stmt *inserts[3];
    char insert[4096] = "insert into evidence values (?1";
    spent total = {0, 0};

    snprintf(bare_path, sizeof(bare_path), "%s-bare", path);
    if (sqlite3_open_v2(path, &from, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        exit(1);
    db = make_bare(from, bare_path);
    selects[0] = prepare(from, "select * from evidence order by rowkey");
    selects[1] = prepare(
        from, "select rowid, kind, scope, terms from search order by rowid");
    selects[2] =
        prepare(from, "select rowid, scope, terms from search order by rowid");
    for (int c = 1; c < sqlite3_column_count(selects[0]); c++)
        snprintf(
            insert + strlen(insert), sizeof(insert) - strlen(insert), ", ?%d",
            c + 1);
    strcat(insert, ")");
    inserts[0] = prepare(db, insert);
    inserts[1] = prepare(
        db, "insert into search (rowid, kind, scope, terms) values "
            "(?1, ?2, ?3, ?4)");
    inserts[2] = prepare(
        db,
        "insert into search_index (rowid, scope, terms) values (?1, ?2, ?3)");
    for (size_t done = 0; done < rows; done += BATCH) {
        if (!insert_batch(db, selects, inserts, 3, &total))
            break;
    }
    for (int t = 0; t < 3; t++) {
        sqlite3_finalize(selects[t]);
        sqlite3_finalize(inserts[t]);
    }
    sqlite3_close(db);
    sqlite3_close(from);
    unlink(bare_path);
    return total;
}

#endif
