/* test_scopes_oracle.c - large deletes answer like those of a store without
 * cleverness, by thousands of random steps. */
#define _GNU_SOURCE

#include "store/naive.h"
#include "store/scopes.h"

#include "base/uuid.h"

TestSuite(scopes_oracle, .init = set_up, .fini = tear_down, .timeout = 120);

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

Test(scopes_oracle, large_deletes_answer_like_small_ones_all_along)
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
