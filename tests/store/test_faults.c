/* test_faults.c - every operation of a backend failing at every place, under
 * every call of the store: the call says so and says why, nothing is done by
 * half, and the same handle works afterwards. */
#include "store/fault_backend.h"
#include "store/make.h"

#include <insights/study.h>

#include <insights/events.h>

#include <criterion/criterion.h>

typedef struct world {
    insights_store *store;
    insights_error *error;
    char project[40];
    char question[40];
    char person[40];
} world;

typedef insights_status (*call)(world *self);

static void set_up(void)
{
    fault_backend_use(1);
    fault_heal();
}

static void tear_down(void)
{
    fault_backend_use(0);
}

TestSuite(faults, .init = set_up, .fini = tear_down);

static insights_status import_text(world *self, const char *talk)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_record *record = NULL;
    insights_study *study = NULL;
    insights_status status;

    options.project = self->project;
    options.actor = "Ann";
    status = insights_study_open(self->store, &options, &study, &self->error);
    if (status == INSIGHTS_OK)
        status = insights_study_import(
            study, "talk.txt", talk, strlen(talk), NULL, &record, &self->error);
    insights_record_free(record);
    insights_study_free(study);
    return status;
}

static world new_world(void)
{
    world self = {NULL, NULL, "", "", ""};

    fault_heal();
    self.store = open_store("fault:memory:", 0, NULL, &self.error);
    keep(self.store, new_project("one"), self.project, &self.error);
    keep(
        self.store, new_question(self.project, 1, "What price?"), self.question,
        &self.error);
    keep(self.store, new_person("Ada"), self.person, &self.error);
    import_text(&self, "A: Where do you live?\nB: By the river.\n");
    cr_assert_null(self.error);
    fault_heal();
    return self;
}

static void free_world(world *self)
{
    insights_store_free(self->store);
    insights_error_free(self->error);
}

/* --- The calls ------------------------------------------------------------ */

static insights_status save_new(world *self)
{
    return keep(
        self->store, new_question(self->project, 2, "How much?"), NULL,
        &self->error);
}

static insights_status save_changed(world *self)
{
    insights_record *record = NULL;
    insights_status status = insights_store_get(
        self->store, INSIGHTS_QUESTION, self->question, &record, &self->error);

    if (status == INSIGHTS_OK) {
        insights_record_set_text(record, INSIGHTS_QUESTION_TEXT, "How long?");
        status = insights_store_save(self->store, record, &self->error);
    }
    insights_record_free(record);
    return status;
}

static insights_status resolve_id(world *self)
{
    char *id = NULL;
    insights_status status = insights_store_resolve(
        self->store, INSIGHTS_QUESTION, self->question + 28, &id, &self->error);

    insights_free(id);
    return status;
}

static insights_query *questions(world *self)
{
    insights_query *query = NULL;

    insights_query_new(INSIGHTS_QUESTION, &query, NULL);
    insights_query_where_text(
        query, INSIGHTS_QUESTION_PROJECT_ID, INSIGHTS_EQ, self->project, NULL);
    return query;
}

/* Step to the end of a cursor, which is released. */
static insights_status read_all(
    insights_cursor *cursor,
    insights_status status,
    world *self)
{
    const insights_record *record = NULL;

    while (status == INSIGHTS_OK)
        status = insights_cursor_next(cursor, &record, &self->error);
    insights_cursor_free(cursor);
    return status;
}

static insights_status query(world *self)
{
    insights_query *query = questions(self);
    insights_cursor *cursor = NULL;
    insights_status status;

    insights_query_order(
        query, INSIGHTS_QUESTION_POSITION, INSIGHTS_ASCENDING, NULL);
    status = insights_store_query(self->store, query, &cursor, &self->error);
    insights_query_free(query);
    return read_all(cursor, status, self);
}

static insights_status count_rows(world *self)
{
    insights_query *query = questions(self);
    int64_t count;
    insights_status status =
        insights_store_count(self->store, query, &count, &self->error);

    insights_query_free(query);
    return status;
}

static insights_status search(world *self)
{
    insights_query *query = questions(self);
    insights_cursor *cursor = NULL;
    insights_status status = insights_store_search(
        self->store, "what price", query, &cursor, &self->error);

    insights_query_free(query);
    return read_all(cursor, status, self);
}

static insights_status sql(world *self)
{
    insights_cursor *cursor = NULL;
    insights_status status = insights_store_sql(
        self->store, "select id from v_question", &cursor, &self->error);

    return read_all(cursor, status, self);
}

static insights_status check(world *self)
{
    insights_cursor *cursor = NULL;
    insights_status status =
        insights_store_check(self->store, &cursor, &self->error);

    return read_all(cursor, status, self);
}

static insights_status delete_project(world *self)
{
    return insights_store_delete(
        self->store, INSIGHTS_PROJECT, self->project, 0, &self->error);
}

/* A guard, a save, a change and a delete. */
static insights_status commit(world *self)
{
    insights_transaction *transaction = NULL;
    insights_record *person = NULL;
    insights_record *record = new_question(self->project, 3, "Why?");
    insights_status status = insights_store_get(
        self->store, INSIGHTS_PERSON, self->person, &person, &self->error);

    if (status == INSIGHTS_OK)
        status =
            insights_transaction_new(self->store, &transaction, &self->error);
    if (status == INSIGHTS_OK)
        status =
            insights_transaction_require(transaction, person, &self->error);
    if (status == INSIGHTS_OK)
        status =
            insights_transaction_save(transaction, record, 0, &self->error);
    if (status == INSIGHTS_OK) {
        insights_record_set_text(person, INSIGHTS_PERSON_NAME, "Bob");
        status =
            insights_transaction_save(transaction, person, 0, &self->error);
    }
    if (status == INSIGHTS_OK)
        status = insights_transaction_delete(
            transaction, INSIGHTS_QUESTION, self->question, &self->error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_commit(transaction, &self->error);
    insights_transaction_free(transaction);
    insights_record_free(record);
    insights_record_free(person);
    return status;
}

static insights_status open_again(world *self)
{
    insights_store *other = NULL;
    insights_status status =
        insights_store_open("fault:memory:", NULL, &other, &self->error);

    insights_store_free(other);
    return status;
}

static insights_status snapshot(world *self)
{
    insights_query *query = questions(self);
    insights_cursor *cursor = NULL;
    insights_status status;

    insights_query_set_flags(query, INSIGHTS_QUERY_SNAPSHOT, NULL);
    status = insights_store_query(self->store, query, &cursor, &self->error);
    insights_query_free(query);
    return read_all(cursor, status, self);
}

static insights_status vacuum(world *self)
{
    insights_record *done = NULL;
    insights_status status =
        insights_store_vacuum(self->store, &done, &self->error);

    insights_record_free(done);
    return status;
}

/* What the answer on a queue says; its error becomes ours. */
static insights_status answer(
    world *self,
    insights_events *events,
    insights_status status)
{
    insights_event *event = NULL;

    if (status == INSIGHTS_OK)
        status = insights_events_wait(events, 10000, &event, &self->error);
    if (status == INSIGHTS_OK && insights_event_status(event) < 0)
        status = insights__fail(
            &self->error, insights_event_status(event), "%s",
            insights_error_message(insights_event_error(event)));
    insights_event_free(event);
    insights_events_free(events);
    return status;
}

static insights_status fetch(world *self)
{
    insights_query *query = questions(self);
    insights_events *events = NULL;
    insights_status status = insights_events_new(&events, &self->error);

    if (status == INSIGHTS_OK)
        status =
            insights_store_fetch(self->store, query, events, 1, &self->error);
    insights_query_free(query);
    return answer(self, events, status);
}

static insights_status submit(world *self)
{
    insights_record *record = new_question(self->project, 3, "Why?");
    insights_transaction *list = NULL;
    insights_events *events = NULL;
    insights_status status = insights_events_new(&events, &self->error);

    if (status == INSIGHTS_OK)
        status = insights_transaction_new(self->store, &list, &self->error);
    if (status == INSIGHTS_OK)
        status = insights_transaction_save(list, record, 0, &self->error);
    if (status == INSIGHTS_OK)
        status =
            insights_store_submit(self->store, list, events, 2, &self->error);
    status = answer(self, events, status);
    insights_transaction_free(list);
    insights_record_free(record);
    return status;
}

static insights_status import_talk(world *self)
{
    return import_text(
        self, "A: What do you do?\n"
              "B: I drive a bus, and I like it.\n"
              "A: Who pays?\n"
              "B: The town does.\n");
}

static int hash_piece(const void *bytes, size_t length, void *user)
{
    const unsigned char *at = bytes;
    uint64_t *hash = user;

    for (size_t i = 0; i < length; i++)
        *hash = (*hash ^ at[i]) * UINT64_C(0x100000001b3);
    return 0;
}

static insights_status export_all(world *self)
{
    uint64_t hash = 1;

    return insights_store_export(self->store, hash_piece, &hash, &self->error);
}

static const struct {
    const char *name;
    call run;
} calls[] = {
    {"save_new", save_new},
    {"save_changed", save_changed},
    {"resolve", resolve_id},
    {"query", query},
    {"count", count_rows},
    {"search", search},
    {"sql", sql},
    {"check", check},
    {"delete", delete_project},
    {"commit", commit},
    {"open", open_again},
    {"snapshot", snapshot},
    {"vacuum", vacuum},
    {"fetch", fetch},
    {"submit", submit},
    {"import", import_talk},
    {"export", export_all},
};
#define CALLS (sizeof(calls) / sizeof(*calls))

/* --- What is expected ----------------------------------------------------- */

/* A hash of all records of a store, which must be whole. */
static uint64_t state_of(world *self, const char *when)
{
    insights_cursor *cursor = NULL;
    const insights_record *finding = NULL;
    uint64_t hash = 1;

    cr_assert_eq(
        insights_store_check(self->store, &cursor, &self->error), INSIGHTS_OK,
        "%s: %s", when, insights_error_message(self->error));
    cr_assert_eq(
        insights_cursor_next(cursor, &finding, &self->error), INSIGHTS_DONE,
        "%s: %s", when,
        finding ? insights_record_text(finding, INSIGHTS_FINDING_MESSAGE) : "");
    insights_cursor_free(cursor);
    cr_assert_eq(
        insights_store_export(self->store, hash_piece, &hash, &self->error),
        INSIGHTS_OK);
    return hash;
}

/* The n-th call of an operation fails under a call of the store. 0: there
 * were fewer. */
static int fail_one(
    size_t i,
    fault_operation operation,
    long n,
    insights_status expected,
    int flags)
{
    world self = new_world();
    uint64_t before = state_of(&self, "before");
    insights_status status;
    char when[120];
    long met;

    snprintf(
        when, sizeof(when), "%s, %s %ld", calls[i].name, fault_names[operation],
        n);
    fault_heal();
    fault_plan(operation, n, expected, flags);
    status = calls[i].run(&self);
    met = fault_state.met;
    fault_heal();
    if (!met) { /* a reference less to look for: ids are another each time */
        cr_expect_geq(status, 0, "%s", when);
        free_world(&self);
        return 0;
    }
    cr_expect_eq(
        status, expected, "%s: %d: %s", when, status,
        insights_error_message(self.error));
    cr_expect_neq(
        *insights_error_message(self.error), '\0', "%s: no message", when);
    if (status < 0) {
        uint64_t after = state_of(&self, when);

        if (!(flags & FAULT_LOST))
            cr_expect_eq(after, before, "%s: something was done", when);
        if (after == before)
            cr_expect_geq(
                calls[i].run(&self), 0, "%s: and then %s", when,
                insights_error_message(self.error));
        state_of(&self, when);
    }
    free_world(&self);
    return 1;
}

/* How often a call of the store calls each operation. */
static void count_calls(size_t i, long out[FAULT_COUNT])
{
    world self = new_world();

    cr_assert_geq(calls[i].run(&self), 0, "%s", calls[i].name);
    memcpy(out, fault_state.calls, sizeof(fault_state.calls));
    free_world(&self);
}

/* At every place, or at the first of so many. */
static void fail_everywhere(insights_status status, long step)
{
    for (size_t i = 0; i < CALLS; i++) {
        long most[FAULT_COUNT];

        count_calls(i, most);
        for (int operation = 0; operation < FAULT_COUNT; operation++) {
            for (long n = 1; n <= most[operation]; n += step)
                cr_expect(
                    fail_one(i, (fault_operation)operation, n, status, 0) ||
                        n > 1,
                    "%s, %s", calls[i].name, fault_names[operation]);
        }
    }
}

/* --- Tests ---------------------------------------------------------------- */

Test(faults, input_and_output_may_fail_anywhere)
{
    fail_everywhere(INSIGHTS_E_IO, 1);
}

Test(faults, the_disk_may_be_full_anywhere)
{
    fail_everywhere(INSIGHTS_E_FULL, 7);
}

Test(faults, others_may_be_busy_anywhere)
{
    fail_everywhere(INSIGHTS_E_BUSY, 7);
}

Test(faults, damage_may_show_anywhere)
{
    fail_everywhere(INSIGHTS_E_CORRUPT, 7);
}

Test(faults, memory_may_end_anywhere)
{
    fail_everywhere(INSIGHTS_E_NOMEM, 7);
}

Test(faults, each_call_whose_answer_is_lost_is_done_or_not)
{
    for (size_t i = 0; i < CALLS; i++) {
        long most[FAULT_COUNT];

        count_calls(i, most);
        for (long n = 1; n <= most[FAULT_group_commit]; n++)
            fail_one(i, FAULT_group_commit, n, INSIGHTS_E_IO, FAULT_LOST);
    }
}

Test(faults, a_lost_answer_of_a_commit_leaves_all_of_it)
{
    world self = new_world();

    fault_plan(FAULT_group_commit, 1, INSIGHTS_E_IO, FAULT_LOST);
    cr_expect_eq(commit(&self), INSIGHTS_E_IO);
    fault_heal();
    cr_expect_eq(count_kind(self.store, INSIGHTS_QUESTION), 1);
    state_of(&self, "after");
    free_world(&self);
}

/* One writer of several, while an undo loses the group of all. */
typedef struct writer {
    insights_store *store;
    long saved;
    long failed;
} writer;

static void write_many(void *user)
{
    writer *self = user;

    for (int i = 0; i < 40; i++) {
        insights_error *error = NULL;

        if (keep(self->store, new_person("Eve"), NULL, &error) == INSIGHTS_OK)
            self->saved++;
        else
            self->failed++;
        insights_error_free(error);
    }
}

Test(faults, a_lost_group_answers_everybody_with_a_failure)
{
    world self = new_world();
    writer writers[4];
    insights__thread threads[4];
    int64_t before = count_kind(self.store, INSIGHTS_PERSON);
    long saved = 0;
    long failed = 0;

    fault_plan(FAULT_insert, 9, INSIGHTS_E_IO, 0);
    fault_plan(FAULT_insert, 50, INSIGHTS_E_IO, 0);
    fault_plan(FAULT_undo, 1, INSIGHTS_E_IO, FAULT_EVER);
    fault_plan(FAULT_group_commit, 1, INSIGHTS_OK, FAULT_SLOW);
    for (int i = 0; i < 4; i++) {
        writers[i] = (writer){self.store, 0, 0};
        insights__thread_start(&threads[i], write_many, &writers[i]);
    }
    for (int i = 0; i < 4; i++) {
        insights__thread_join(threads[i]);
        saved += writers[i].saved;
        failed += writers[i].failed;
    }
    fault_heal();
    cr_expect_eq(saved + failed, 160);
    cr_expect_geq(failed, 2);
    cr_expect_eq(count_kind(self.store, INSIGHTS_PERSON), before + saved);
    state_of(&self, "after");
    free_world(&self);
}

Test(faults, a_file_that_cannot_be_opened_is_not_left_behind)
{
    insights_error *error = NULL;
    char path[256];
    char uri[300];

    fresh_path(path, "faults");
    snprintf(uri, sizeof(uri), "fault:%s", path);
    for (long n = 1; n < 4; n++) {
        insights_store *store;

        fault_heal();
        fault_plan(FAULT_group_begin, n, INSIGHTS_E_IO, 0);
        store = open_store(uri, INSIGHTS_STORE_CREATE, NULL, &error);
        insights_store_free(store);
        fault_heal();
        store = open_store(uri, INSIGHTS_STORE_CREATE, NULL, &error);
        cr_assert_not_null(store, "%s", insights_error_message(error));
        cr_expect_eq(keep(store, new_person("Ada"), NULL, &error), INSIGHTS_OK);
        insights_store_free(store);
    }
    insights_error_free(error);
    remove_path(path);
}
