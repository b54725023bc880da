/* test_oracle.c - random operations give the same store as scanning all of it
 * does. */
#include "store/make.h"
#include "store/naive.h"

#include "base/uuid.h"

#include <criterion/criterion.h>

#define STEPS 1500
#define IDS 12

static unsigned long long seed;

static unsigned chance(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

static const insights_kind kinds[] = {
    INSIGHTS_PROJECT,  INSIGHTS_ORGANIZATION, INSIGHTS_PERSON,
    INSIGHTS_QUESTION, INSIGHTS_INTERVIEW,    INSIGHTS_CODE,
    INSIGHTS_TAG,      INSIGHTS_MEMO,         INSIGHTS_ACTOR};
#define KINDS (sizeof(kinds) / sizeof(*kinds))

static char ids[KINDS][IDS][INSIGHTS__UUID_TEXT];

static const char *const words[] = {"price",   "pricing", "cost",  "车太贵",
                                    "time",    "Team",    "teams", "Über",
                                    "minutes", "minute"};
#define WORDS (sizeof(words) / sizeof(*words))

static const char *some_id(insights_kind kind)
{
    for (size_t k = 0; k < KINDS; k++) {
        if (kinds[k] == kind)
            return ids[k][chance(IDS)];
    }
    return ids[0][0];
}

/* Any value of a field that makes sense now and then. */
static void set_some(insights_record *record, const insights__field *field)
{
    char text[64];

    if (!(field->flags & INSIGHTS__FIELD_REQUIRED) && chance(3) == 0) {
        insights_record_set_null(record, field->id);
        return;
    }
    switch (field->type) {
    case INSIGHTS_TYPE_INT:
    case INSIGHTS_TYPE_TIME:
        insights_record_set_int(record, field->id, (int64_t)chance(6) - 2);
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
        insights_record_set_text(record, field->id, some_id(field->target));
        break;
    case INSIGHTS_TYPE_JSON:
        insights_record_set_text(record, field->id, "[1, 2.50]");
        break;
    default:
        snprintf(
            text, sizeof(text), "%s %s", words[chance(WORDS)],
            words[chance(WORDS)]);
        insights_record_set_text(record, field->id, text);
    }
}

static insights_record *some_record(const naive *oracle)
{
    insights_kind kind = kinds[chance(KINDS)];
    const char *id = some_id(kind);
    insights_record *stands = naive_get(oracle, kind, id);
    const insights__kind *descriptor = insights__kind_descriptor(kind);
    int update = stands && chance(4) != 0;
    insights_record *record =
        update ? insights__record_copy(stands) : new_record(kind);

    if (!update)
        insights_record_set_id(record, id);
    for (size_t i = 0; i < descriptor->field_count; i++) {
        const insights__field *field = &descriptor->fields[i];

        if ((field->id & 0xffff) == INSIGHTS__NUMBER_ACCOUNT_ID ||
            (update && chance(4) != 0))
            continue;
        if (strcmp(field->name, "target_kind") == 0) {
            unsigned at = chance(KINDS);

            insights_record_set_text(
                record, field->id, insights_kind_name(kinds[at]));
            insights_record_set_text(
                record, insights_field_find(kind, "target_id"),
                ids[at][chance(IDS)]);
        } else if (strcmp(field->name, "target_id") != 0) {
            set_some(record, field);
        }
    }
    if (update && chance(20) == 0)
        insights__record_saved(record, id, 99, 0, 0);
    return record;
}

/* One random transaction on both; the same must come of it. */
static void change(insights_store *store, naive *oracle)
{
    static naive draft;
    insights_transaction *transaction = NULL;
    insights_error *error = NULL;
    insights_status expected = INSIGHTS_OK;
    insights_status status;
    unsigned length = 1 + chance(4);

    naive_copy(&draft, oracle);
    insights_transaction_new(store, &transaction, NULL);
    for (unsigned i = 0; i < length; i++) {
        if (chance(6) == 0) {
            insights_kind kind = kinds[chance(KINDS)];
            const char *id = some_id(kind);

            insights_transaction_delete(transaction, kind, id, NULL);
            if (expected == INSIGHTS_OK && !naive_get(&draft, kind, id))
                expected = INSIGHTS_E_NOT_FOUND;
            if (expected == INSIGHTS_OK)
                expected = naive_check(&draft);
            if (expected == INSIGHTS_OK)
                expected = naive_delete(&draft, kind, id);
        } else {
            insights_record *record = some_record(oracle);
            uint32_t flags = chance(8) ? 0 : INSIGHTS_SAVE_IF_ABSENT;

            cr_assert_eq(
                insights_transaction_save(transaction, record, flags, &error),
                INSIGHTS_OK, "%s", insights_error_message(error));
            if (expected == INSIGHTS_OK)
                expected = naive_save(&draft, record, flags);
            insights_record_free(record);
        }
    }
    if (expected == INSIGHTS_OK)
        expected = naive_check(&draft);
    status = insights_transaction_commit(transaction, &error);
    cr_assert_eq(
        status, expected, "got %d, not %d: %s", status, expected,
        insights_error_message(error));
    if (status == INSIGHTS_OK) {
        naive_clear(oracle);
        naive_copy(oracle, &draft);
    }
    naive_clear(&draft);
    insights_transaction_free(transaction);
    insights_error_free(error);
}

static int same_record(const insights_record *a, const insights_record *b)
{
    const insights__kind *kind = insights__record_descriptor(a);

    if (strcmp(insights_record_id(a), insights_record_id(b)) != 0 ||
        insights_record_version(a) != insights_record_version(b))
        return 0;
    for (size_t i = 0; i < kind->field_count; i++) {
        if ((kind->fields[i].id & 0xffff) != INSIGHTS__NUMBER_ACCOUNT_ID &&
            naive_compare(&kind->fields[i], a, b) != 0)
            return 0;
    }
    return 1;
}

static void random_query(naive_query *out)
{
    const insights__kind *kind;
    const insights__field *field;

    memset(out, 0, sizeof(*out));
    out->kind = kinds[chance(KINDS)];
    kind = insights__kind_descriptor(out->kind);
    field = &kind->fields[chance((unsigned)kind->field_count)];
    if (chance(2) && (field->id & 0xffff) != INSIGHTS__NUMBER_ACCOUNT_ID &&
        field->type != INSIGHTS_TYPE_JSON &&
        field->type != INSIGHTS_TYPE_REAL) {
        out->where = field->id;
        out->op = (insights_operator)(1 + chance(6));
        out->number = (int64_t)chance(5) - 2;
        if (field->type == INSIGHTS_TYPE_ID)
            out->text = some_id(field->target);
        else if (field->type == INSIGHTS_TYPE_ENUM)
            out->text = field->values[chance((unsigned)field->value_count)];
        else if (field->type == INSIGHTS_TYPE_TEXT)
            out->text = words[chance(WORDS)];
    }
    for (int i = 0, wanted = (int)chance(3); i < wanted; i++) {
        const insights__field *order =
            &kind->fields[chance((unsigned)kind->field_count)];

        if (!(order->flags & INSIGHTS__FIELD_SORT))
            break;
        out->orders[i] = order->id;
        out->directions[i] = (int)chance(2);
    }
}

static insights_query *real_query(
    const naive_query *query,
    size_t limit,
    const char *token)
{
    insights_query *out = NULL;

    insights_query_new(query->kind, &out, NULL);
    if (query->where && query->text)
        insights_query_where_text(
            out, query->where, query->op, query->text, NULL);
    else if (query->where)
        insights_query_where_int(
            out, query->where, query->op, query->number, NULL);
    for (int i = 0; i < 2 && query->orders[i]; i++)
        insights_query_order(out, query->orders[i], query->directions[i], NULL);
    insights_query_limit(out, limit, NULL);
    insights_query_after(out, token, NULL);
    return out;
}

/* A query on both, in one go and in pages by token. */
static void look(insights_store *store, const naive *oracle)
{
    static insights_record *expected[NAIVE_MAXIMUM];
    insights_error *error = NULL;
    char *token = NULL;
    naive_query query;
    size_t count;
    size_t at = 0;
    size_t step = chance(2) ? 0 : 1 + chance(4);
    int64_t counted = -1;
    int more = 1;

    random_query(&query);
    count = naive_find(oracle, &query, expected);
    while (more) {
        insights_query *real = real_query(&query, step, token);
        insights_cursor *cursor = NULL;
        const insights_record *record = NULL;
        size_t before = at;

        cr_assert_eq(
            insights_store_query(store, real, &cursor, &error), INSIGHTS_OK,
            "%s", insights_error_message(error));
        while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK) {
            cr_assert_lt(at, count);
            cr_assert(same_record(record, expected[at]));
            at++;
            insights_free(token);
            token = NULL;
            insights_cursor_token(cursor, &token, &error);
        }
        more = step && at > before;
        insights_store_count(store, real, &counted, &error);
        insights_cursor_free(cursor);
        insights_query_free(real);
    }
    cr_assert_eq(at, count);
    cr_assert_eq(counted, (int64_t)count);
    insights_free(token);
    insights_error_free(error);
}

/* A search on both gives the same set. */
static void search(insights_store *store, const naive *oracle)
{
    static const char *const asked[] = {"prices", "costs team", "车太",
                                        "minute", "über",       "time"};
    static const char *const stems[][2] = {{"price", NULL}, {"cost", "team"},
                                           {"车太", NULL},  {"minut", NULL},
                                           {"über", NULL},  {"time", NULL}};
    unsigned which = chance(6);
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    size_t expected = 0;
    size_t found = 0;

    for (size_t i = 0; i < oracle->count; i++) {
        expected +=
            insights_record_kind(oracle->records[i]) == INSIGHTS_QUESTION &&
            naive_has_word(oracle->records[i], stems[which][0]) &&
            (!stems[which][1] ||
             naive_has_word(oracle->records[i], stems[which][1]));
    }
    insights_query_new(INSIGHTS_QUESTION, &query, NULL);
    insights_query_limit(query, 1000, NULL);
    cr_assert_eq(
        insights_store_search(store, asked[which], query, &cursor, NULL),
        INSIGHTS_OK);
    while (insights_cursor_next(cursor, &record, NULL) == INSIGHTS_OK) {
        cr_assert(same_record(
            record,
            naive_get(oracle, INSIGHTS_QUESTION, insights_record_id(record))));
        found++;
    }
    cr_assert_eq(found, expected, "'%s'", asked[which]);
    insights_cursor_free(cursor);
    insights_query_free(query);
}

static void compare_all(insights_store *store, const naive *oracle)
{
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < IDS; i++) {
            insights_record *expected = naive_get(oracle, kinds[k], ids[k][i]);
            insights_record *found = NULL;
            insights_status status =
                insights_store_get(store, kinds[k], ids[k][i], &found, NULL);

            cr_assert_eq(status, expected ? INSIGHTS_OK : INSIGHTS_E_NOT_FOUND);
            if (expected)
                cr_assert(same_record(found, expected));
            insights_record_free(found);
        }
    }
}

static void run(const char *uri)
{
    static naive oracle;
    insights_error *error = NULL;
    insights_store *store =
        open_store(uri, INSIGHTS_STORE_CREATE, NULL, &error);
    insights_cursor *findings = NULL;

    cr_assert_not_null(store, "%s", insights_error_message(error));
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < IDS; i++)
            insights__uuid_new(ids[k][i], NULL);
    }
    for (int step = 0; step < STEPS; step++) {
        change(store, &oracle);
        look(store, &oracle);
        if (step % 4 == 0)
            search(store, &oracle);
        if (step % 100 == 0)
            compare_all(store, &oracle);
    }
    compare_all(store, &oracle);
    cr_expect_gt(oracle.count, 20);
    insights_store_check(store, &findings, NULL);
    cr_expect_eq(drain(findings), 0);
    naive_clear(&oracle);
    insights_store_free(store);
}

Test(oracle, random_operations_leave_the_same_in_memory)
{
    seed = 20260101;
    run("memory:");
}

Test(oracle, random_operations_leave_the_same_in_a_file)
{
    char path[256];

    seed = 7;
    fresh_path(path, "oracle");
    run(path);
    remove_path(path);
}
