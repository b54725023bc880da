/* test_scopes.c - deletes of more than one transaction holds: gone for all at
 * once, taken away little by little, in the end as if never there. */
#define _GNU_SOURCE

#include "store/internal.h"
#include "store/make.h"
#include "store/naive.h"
#include "support/fail_alloc.h"

#include "base/uuid.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

static char path[256];
static insights_error *error;
static insights_store *store;

static void set_up(void)
{
    fresh_path(path, "scopes");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);
    cr_assert_not_null(store, "%s", insights_error_message(error));
    store->delete_maximum = 3;
    store->purge_rows = 5;
    store->purge_by_hand = 1;
}

static void tear_down(void)
{
    insights_store_free(store);
    insights_error_free(error);
    remove_path(path);
}

TestSuite(scopes, .init = set_up, .fini = tear_down, .timeout = 120);

/* Delete without anybody who takes rows away. */
static insights_status mark(insights_kind kind, const char *id)
{
    insights_transaction *transaction = NULL;
    insights_status status =
        insights_transaction_new(store, &transaction, &error);

    if (status == INSIGHTS_OK)
        status = insights_transaction_delete(transaction, kind, id, &error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(transaction, &error);
    insights_transaction_free(transaction);
    return status;
}

/* Take one batch away; how many rows went. */
static int64_t purge_once(void)
{
    insights_transaction transaction;
    insights__operation operation;
    insights__backend *backend = NULL;

    memset(&transaction, 0, sizeof(transaction));
    memset(&operation, 0, sizeof(operation));
    operation.type = INSIGHTS__PURGE;
    transaction.store = store;
    transaction.operations.items = &operation;
    transaction.operations.count = 1;
    insights__store_use(store, &backend, &error);
    cr_assert_eq(
        insights__queue_commit(backend, &transaction, 10000, &error),
        INSIGHTS_OK, "%s", insights_error_message(error));
    return operation.rows;
}

/* A number straight from the file, past the library. */
static int64_t ask(const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

static int64_t findings(const char *code)
{
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    int64_t count = 0;

    cr_assert_eq(insights_store_check(store, &cursor, &error), INSIGHTS_OK);
    while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK)
        count +=
            !code == !!strcmp(
                         insights_record_text(record, INSIGHTS_FINDING_CODE),
                         code ? code : "unfinished");
    insights_cursor_free(cursor);
    return count;
}

static void make_questions(const char *project, int count)
{
    for (int i = 0; i < count; i++)
        cr_assert_eq(
            keep(
                store, new_question(project, i, "Which prices?"), NULL, &error),
            INSIGHTS_OK, "%s", insights_error_message(error));
}

static int64_t search_count(insights_kind kind, const char *text)
{
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;

    insights_query_new(kind, &query, &error);
    insights_query_limit(query, 1000, &error);
    cr_assert_eq(
        insights_store_search(store, text, query, &cursor, &error),
        INSIGHTS_OK);
    insights_query_free(query);
    return drain(cursor);
}

/* --- One project ---------------------------------------------------------- */

Test(scopes, what_is_deleted_is_gone_everywhere_before_its_rows_are)
{
    char one[40];
    char two[40];
    char question[40];
    char *full = NULL;
    insights_cursor *cursor = NULL;
    insights_record *record = NULL;

    keep(store, new_project("one"), one, &error);
    keep(store, new_project("two"), two, &error);
    make_questions(one, 20);
    make_questions(two, 2);
    keep(store, new_question(one, 99, "Last?"), question, &error);
    cr_assert_eq(mark(INSIGHTS_PROJECT, one), INSIGHTS_OK);

    cr_expect_eq(ask("select count(*) from question"), 23);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 2);
    cr_expect_eq(count_kind(store, INSIGHTS_PROJECT), 1);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_PROJECT, one, &record, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_QUESTION, question, &record, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(
        insights_store_resolve(
            store, INSIGHTS_QUESTION, question + 28, &full, &error),
        INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(search_count(INSIGHTS_QUESTION, "price"), 2);
    cr_expect_eq(
        insights_store_sql(store, "select id from v_question", &cursor, &error),
        INSIGHTS_OK);
    cr_expect_eq(drain(cursor), 2);
    cr_expect_eq(
        keep(store, new_question(one, 1, "More?"), NULL, &error),
        INSIGHTS_E_REFERENCE);
    cr_expect_eq(mark(INSIGHTS_PROJECT, one), INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(mark(INSIGHTS_QUESTION, question), INSIGHTS_E_NOT_FOUND);
    cr_expect_eq(findings(NULL), 0);
    cr_expect_eq(findings("unfinished"), 1);
}

Test(scopes, rows_go_in_batches_and_then_the_mark)
{
    char one[40];
    int batches = 0;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    mark(INSIGHTS_PROJECT, one);
    while (purge_once() > 0)
        batches++;
    cr_expect_eq(batches, 5);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from project"), 0);
    cr_expect_eq(ask("select count(*) from search"), 0);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
    cr_expect_eq(findings(NULL), 0);
    cr_expect_eq(findings("unfinished"), 0);
}

Test(scopes, who_waits_returns_when_the_last_row_is_gone)
{
    char one[40];

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    cr_assert_eq(
        insights_store_delete(
            store, INSIGHTS_PROJECT, one, INSIGHTS_DELETE_WAIT, &error),
        INSIGHTS_OK);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
}

Test(scopes, who_does_not_wait_leaves_it_to_a_thread)
{
    char one[40];
    int left = 1;

    store->purge_by_hand = 0;
    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    cr_assert_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, one, 0, &error),
        INSIGHTS_OK);
    for (int i = 0; i < 1000 && left; i++) {
        usleep(5000);
        left = ask("select count(*) from tombstone") != 0;
    }
    cr_expect(!left);
    cr_expect_eq(ask("select count(*) from question"), 0);

    /* And again, by another one. */
    keep(store, new_project("two"), one, &error);
    make_questions(one, 22);
    insights_store_delete(store, INSIGHTS_PROJECT, one, 0, &error);
    insights_store_free(store);
    store = open_store(path, 0, NULL, &error);
    cr_assert_eq(insights__purge_all(store, NULL, NULL, &error), INSIGHTS_OK);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
}

Test(scopes, the_log_tells_of_the_root_alone)
{
    char one[40];
    int64_t before;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    before = ask("select max(seq) from commit_log");
    insights_store_delete(
        store, INSIGHTS_PROJECT, one, INSIGHTS_DELETE_WAIT, &error);
    cr_expect_eq(ask("select max(seq) from commit_log"), before + 1);
    cr_expect_lt(
        ask("select length(changes) from commit_log order by seq desc limit 1"),
        80);
}

Test(scopes, a_slug_is_free_at_once_and_an_id_when_the_rows_are_gone)
{
    insights_record *again = new_project("one");
    insights_record *kept = NULL;
    insights_transaction *transaction = NULL;
    char one[40];
    char two[40];

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    mark(INSIGHTS_PROJECT, one);
    cr_expect_eq(keep(store, new_project("one"), two, &error), INSIGHTS_OK);
    cr_expect_eq(
        insights_store_delete(store, INSIGHTS_PROJECT, two, 0, &error),
        INSIGHTS_OK);
    insights_record_set_id(again, one);
    insights_transaction_new(store, &transaction, &error);
    insights_transaction_save(
        transaction, again, INSIGHTS_SAVE_RESTORE, &error);
    if (ask("select count(*) from tombstone"))
        cr_expect_eq(
            insights_transaction_commit(transaction, &error), INSIGHTS_E_AGAIN);
    insights_transaction_free(transaction);
    insights__purge_all(store, NULL, NULL, &error);
    insights_transaction_new(store, &transaction, &error);
    insights_transaction_save(
        transaction, again, INSIGHTS_SAVE_RESTORE, &error);
    cr_expect_eq(insights_transaction_commit(transaction, &error), INSIGHTS_OK);
    insights_transaction_free(transaction);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_PROJECT, one, &kept, &error),
        INSIGHTS_OK);
    insights_record_free(kept);
    insights_record_free(again);
}

Test(scopes, a_row_that_is_gone_does_not_hold_its_id)
{
    insights_record *question;
    insights_record *kept = NULL;
    char one[40];
    char two[40];
    char id[40];

    keep(store, new_project("one"), one, &error);
    keep(store, new_project("two"), two, &error);
    make_questions(one, 22);
    keep(store, new_question(one, 50, "Which costs?"), id, &error);
    mark(INSIGHTS_PROJECT, one);
    question = new_question(two, 1, "Which teams?");
    insights_record_set_id(question, id);
    cr_expect_eq(
        keep(store, question, NULL, &error), INSIGHTS_OK, "%s",
        insights_error_message(error));
    cr_expect_eq(search_count(INSIGHTS_QUESTION, "cost"), 0);
    cr_expect_eq(search_count(INSIGHTS_QUESTION, "team"), 1);
    insights__purge_all(store, NULL, NULL, &error);
    cr_expect_eq(
        insights_store_get(store, INSIGHTS_QUESTION, id, &kept, &error),
        INSIGHTS_OK);
    insights_record_free(kept);
    cr_expect_eq(findings(NULL), 0);
}

Test(scopes, kinds_that_nothing_belongs_to_keep_their_limit)
{
    char one[40];
    char person[40];

    keep(store, new_project("one"), one, &error);
    keep(store, new_person("Maria"), person, &error);
    for (int i = 0; i < 5; i++) {
        char name[8];

        snprintf(name, sizeof(name), "t%d", i);
        keep(store, new_tag(one, "person", person, name), NULL, &error);
    }
    cr_expect_eq(mark(INSIGHTS_PERSON, person), INSIGHTS_E_LIMIT);
}

Test(scopes, another_process_does_not_see_it_either)
{
    char one[40];
    int result = 0;
    pid_t child;
    int ready[2];
    int told[2];
    char byte = 0;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    cr_assert_eq(pipe(ready), 0);
    cr_assert_eq(pipe(told), 0);
    child = fork();
    if (child == 0) {
        int64_t before = count_kind(store, INSIGHTS_QUESTION);

        if (write(ready[1], &byte, 1) != 1 || read(told[0], &byte, 1) != 1)
            _exit(9);
        _exit(
            before == 22 && count_kind(store, INSIGHTS_QUESTION) == 0 ? 0 : 1);
    }
    cr_assert_eq(read(ready[0], &byte, 1), 1);
    mark(INSIGHTS_PROJECT, one);
    cr_assert_eq(write(told[1], &byte, 1), 1);
    waitpid(child, &result, 0);
    cr_expect_eq(result, 0);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(told[i]);
    }
}

/* --- Deaths and lack of memory -------------------------------------------- */

Test(scopes, what_a_killed_process_left_the_next_one_finishes)
{
    char one[40];
    int finished = 0;

    keep(store, new_project("one"), one, &error);
    make_questions(one, 300);
    mark(INSIGHTS_PROJECT, one);
    insights_store_free(store);
    store = NULL;
    for (int round = 0; round < 30 && !finished; round++) {
        int result = 0;
        pid_t child = fork();

        if (child == 0) {
            insights_store *own = open_store(path, 0, NULL, NULL);

            own->purge_rows = 5;
            insights__purge_all(own, NULL, NULL, NULL);
            _exit(0);
        }
        usleep(2000 + (useconds_t)round * 700);
        kill(child, SIGKILL);
        waitpid(child, &result, 0);
        finished = WIFEXITED(result);
        store = open_store(path, 0, NULL, &error);
        cr_assert_not_null(store);
        cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 0);
        cr_expect_eq(findings(NULL), 0);
        insights_store_free(store);
        store = NULL;
    }
    store = open_store(path, 0, NULL, &error);
    cr_assert_eq(insights__purge_all(store, NULL, NULL, &error), INSIGHTS_OK);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from search"), 0);
    cr_expect_eq(ask("select count(*) from project"), 0);
    cr_expect_eq(findings("unfinished"), 0);
}

Test(scopes, large_deletes_survive_each_failing_allocation)
{
    char one[40];

    keep(store, new_project("one"), one, &error);
    make_questions(one, 22);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(mark(INSIGHTS_PROJECT, one), (void)0);
    cr_expect_eq(count_kind(store, INSIGHTS_QUESTION), 0);
    INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
        insights__purge_all(store, NULL, NULL, &error), (void)0);
    cr_expect_eq(ask("select count(*) from question"), 0);
    cr_expect_eq(ask("select count(*) from tombstone"), 0);
}

/* --- Against a store without cleverness ----------------------------------- */

#define PROJECTS 3
#define EACH 4

static const insights_kind kinds[] = {
    INSIGHTS_PROJECT, INSIGHTS_INTERVIEW, INSIGHTS_TRANSCRIPT,
    INSIGHTS_TURN,    INSIGHTS_EVIDENCE,  INSIGHTS_PARTICIPANT,
    INSIGHTS_CODE,    INSIGHTS_CODING,    INSIGHTS_MEMO,
    INSIGHTS_TAG,     INSIGHTS_QUESTION,  INSIGHTS_ASSET,
    INSIGHTS_PERSON,  INSIGHTS_ACTOR};
#define KINDS (sizeof(kinds) / sizeof(*kinds))

static char ids[KINDS][PROJECTS][EACH][INSIGHTS__UUID_TEXT];
static unsigned long long seed = 11;

static unsigned chance(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

static size_t place_of(insights_kind kind)
{
    size_t at = 0;

    while (at < KINDS && kinds[at] != kind)
        at++;
    return at;
}

/* An id of the kind, within a project where the kind is of one. */
static const char *some_id(insights_kind kind, unsigned project)
{
    size_t at = place_of(kind);

    if (at == KINDS)
        return ids[0][0][0];
    return ids[at][project][kind == INSIGHTS_PROJECT ? 0 : chance(EACH)];
}

static void set_some(
    insights_record *record,
    const insights__field *field,
    unsigned project)
{
    static const char *const words[] = {"price", "cost", "team", "minute"};

    if (!(field->flags & INSIGHTS__FIELD_REQUIRED) && chance(3) == 0) {
        insights_record_set_null(record, field->id);
        return;
    }
    switch (field->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
        insights_record_set_int(record, field->id, chance(5));
        break;
    case INSIGHTS_TYPE_BOOL:
        insights_record_set_int(record, field->id, chance(2));
        break;
    case INSIGHTS_TYPE_REAL:
        insights_record_set_real(record, field->id, chance(5) / 4.0);
        break;
    case INSIGHTS_TYPE_ENUM:
        insights_record_set_int(
            record, field->id, 1 + chance((unsigned)field->value_count));
        break;
    case INSIGHTS_TYPE_ID:
        insights_record_set_text(
            record, field->id, some_id(field->target, project));
        break;
    case INSIGHTS_TYPE_JSON:
        insights_record_set_text(record, field->id, "[1]");
        break;
    default:
        insights_record_set_text(record, field->id, words[chance(4)]);
    }
}

static insights_record *some_record(const naive *oracle)
{
    size_t at = chance(KINDS);
    unsigned project = chance(PROJECTS);
    const insights__kind *kind = insights__kind_descriptor(kinds[at]);
    const char *id = some_id(kinds[at], project);
    insights_record *stands = naive_get(oracle, kinds[at], id);
    insights_record *record =
        stands ? insights__record_copy(stands) : new_record(kinds[at]);

    if (!stands)
        insights_record_set_id(record, id);
    for (size_t i = 0; i < kind->field_count; i++) {
        const insights__field *field = &kind->fields[i];
        size_t target = chance(KINDS);

        if ((field->id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID ||
            (stands && chance(4) != 0))
            continue;
        if (field->target == INSIGHTS_PROJECT) {
            insights_record_set_text(record, field->id, ids[0][project][0]);
        } else if (strcmp(field->name, "target_kind") == 0) {
            insights_record_set_text(
                record, field->id, insights_kind_name(kinds[target]));
            insights_record_set_text(
                record, insights_field_find(kind->id, "target_id"),
                some_id(kinds[target], project));
        } else if (strcmp(field->name, "target_id") != 0) {
            set_some(record, field, project);
        }
    }
    return record;
}

static void save_some(naive *oracle)
{
    static naive draft;
    insights_record *record = some_record(oracle);
    insights_transaction *transaction = NULL;
    insights_status expected;
    insights_status status = INSIGHTS_E_AGAIN;

    naive_copy(&draft, oracle);
    expected = naive_save(&draft, record, 0);
    if (expected == INSIGHTS_OK)
        expected = naive_check(&draft);
    while (status == INSIGHTS_E_AGAIN) {
        insights_transaction_new(store, &transaction, &error);
        insights_transaction_save(transaction, record, 0, &error);
        status = insights_transaction_commit(transaction, &error);
        insights_transaction_free(transaction);
        if (status == INSIGHTS_E_AGAIN)
            purge_once();
    }
    cr_assert_eq(
        status, expected, "%s: got %d, not %d: %s",
        insights_kind_name(insights_record_kind(record)), status, expected,
        insights_error_message(error));
    if (status == INSIGHTS_OK) {
        naive_clear(oracle);
        naive_copy(oracle, &draft);
    }
    naive_clear(&draft);
    insights_record_free(record);
}

/* Large is what takes more than three along. */
static int delete_some(naive *oracle)
{
    static naive draft;
    insights_kind kind = kinds[chance(3) ? chance(3) : chance(KINDS)];
    const char *id = some_id(kind, chance(PROJECTS));
    insights_status expected;
    insights_status status;

    naive_copy(&draft, oracle);
    expected = naive_delete(&draft, kind, id);
    status = mark(kind, id);
    if (status != INSIGHTS_E_LIMIT)
        cr_assert_eq(
            status, expected, "%s: got %d, not %d: %s",
            insights_kind_name(kind), status, expected,
            insights_error_message(error));
    if (status == INSIGHTS_OK) {
        naive_clear(oracle);
        naive_copy(oracle, &draft);
    }
    naive_clear(&draft);
    return status == INSIGHTS_OK && ask("select count(*) from tombstone") > 0;
}

static int same_record(const insights_record *a, const insights_record *b)
{
    const insights__kind *kind = insights__record_descriptor(a);
    int same = strcmp(insights_record_id(a), insights_record_id(b)) == 0 &&
               insights_record_version(a) == insights_record_version(b);

    for (size_t i = 0; same && i < kind->field_count; i++)
        same = (kind->fields[i].id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID ||
               naive_compare(&kind->fields[i], a, b) == 0;
    return same;
}

/* All that can be asked of one kind. */
static void compare_kind(const naive *oracle, insights_kind kind)
{
    static insights_record *expected[NAIVE_MAXIMUM];
    naive_query all = {.kind = kind};
    size_t count = naive_find(oracle, &all, expected);
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    int64_t counted = -1;
    char sql[64];

    insights_query_new(kind, &query, &error);
    insights_store_count(store, query, &counted, &error);
    cr_assert_eq(counted, (int64_t)count, "%s", insights_kind_name(kind));
    insights_store_query(store, query, &cursor, &error);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(
            insights_cursor_next(cursor, &record, &error), INSIGHTS_OK);
        cr_assert(same_record(record, expected[i]));
    }
    cr_assert_eq(drain(cursor), 0);
    insights_query_free(query);
    snprintf(sql, sizeof(sql), "select * from v_%s", insights_kind_name(kind));
    cr_assert_eq(insights_store_sql(store, sql, &cursor, &error), INSIGHTS_OK);
    cr_assert_eq(drain(cursor), (int64_t)count);
    if (insights__kind_searchable(insights__kind_descriptor(kind))) {
        size_t found = 0;

        for (size_t i = 0; i < count; i++)
            found += naive_has_word(expected[i], "price") != 0;
        cr_assert_eq(search_count(kind, "price"), (int64_t)found);
    }
}

static void compare_all(const naive *oracle)
{
    for (size_t k = 0; k < KINDS; k++) {
        compare_kind(oracle, kinds[k]);
        for (size_t i = 0; i < PROJECTS * EACH; i++) {
            const char *id = ids[k][i / EACH][i % EACH];
            insights_record *expected = naive_get(oracle, kinds[k], id);
            insights_record *found = NULL;
            char *full = NULL;

            cr_assert_eq(
                insights_store_get(store, kinds[k], id, &found, NULL),
                expected ? INSIGHTS_OK : INSIGHTS_E_NOT_FOUND);
            if (found)
                cr_assert(same_record(found, expected));
            insights_record_free(found);
            cr_assert_eq(
                insights_store_resolve(store, kinds[k], id + 26, &full, NULL),
                expected ? INSIGHTS_OK : INSIGHTS_E_NOT_FOUND);
            insights_free(full);
        }
    }
}

Test(scopes, large_deletes_answer_like_small_ones_all_along)
{
    static naive oracle;
    int large = 0;

    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < PROJECTS * EACH; i++)
            insights__uuid_new(ids[k][i / EACH][i % EACH], NULL);
    }
    for (int step = 0; step < 4000; step++) {
        if (chance(40)) {
            save_some(&oracle);
        } else if (delete_some(&oracle)) {
            large++;
            compare_all(&oracle);
        }
        if (chance(10) == 0)
            purge_once();
        if (step % 200 == 0) {
            compare_all(&oracle);
            cr_assert_eq(findings(NULL), 0);
        }
    }
    cr_expect_gt(large, 10, "%d", large);
    while (purge_once() > 0)
        compare_all(&oracle);
    compare_all(&oracle);
    cr_expect_eq(findings(NULL) + findings("unfinished"), 0);
    for (size_t k = 0; k < KINDS; k++) {
        char sql[64];

        snprintf(
            sql, sizeof(sql), "select count(*) from \"%s\"",
            insights_kind_name(kinds[k]));
        cr_expect_eq(ask(sql), count_kind(store, kinds[k]));
    }
    naive_clear(&oracle);
}
