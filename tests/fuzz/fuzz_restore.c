/* fuzz_restore.c - exports that are restored, damaged ones above all.
 *
 * All or nothing: a refusal leaves the store as it was; what was restored
 * exports and restores again to the same bytes.
 */
#include "fuzz/study.h"

static int restore(insights_store *store, fuzz_bytes *bytes)
{
    insights_record *summary = NULL;
    insights_error *error = NULL;
    insights_status status;

    bytes->at = 0;
    status =
        insights_store_restore(store, fuzz_bytes_read, bytes, &summary, &error);
    return fuzz_summary(status, summary, error);
}

static insights_store *new_store(void)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;
    insights_store *store = NULL;
    insights_error *error = NULL;

    options.flags = INSIGHTS_STORE_CREATE;
    FUZZ_CHECK(fuzz_outcome(
        insights_store_open("memory:", &options, &store, &error), &error));
    return store;
}

static int same_bytes(const fuzz_bytes *left, const fuzz_bytes *right)
{
    return left->length == right->length &&
           (!left->length || !memcmp(left->data, right->data, left->length));
}

/* Restore into two new stores, the second one from the first. */
static void restore_twice(fuzz_bytes *input)
{
    insights_store *store = new_store();
    insights_store *other = new_store();
    fuzz_bytes after;
    fuzz_bytes again;

    FUZZ_CHECK(restore(store, input));
    after = fuzz_export(store);
    FUZZ_CHECK(restore(other, &after));
    again = fuzz_export(other);
    FUZZ_CHECK(same_bytes(&after, &again));
    free(after.data);
    free(again.data);
    insights_store_free(store);
    insights_store_free(other);
}

/* Making a store takes most of the time: one serves until something was
 * restored into it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static insights_store *store;
    static fuzz_bytes before;
    fuzz_bytes input = {fuzz_copy(data, size), size, 0};
    fuzz_bytes after;

    if (!store) {
        store = new_store();
        free(before.data);
        before = fuzz_export(store);
    }
    if (restore(store, &input)) {
        restore_twice(&input);
        insights_store_free(store);
        store = NULL;
    } else {
        after = fuzz_export(store);
        FUZZ_CHECK(same_bytes(&before, &after));
        free(after.data);
    }
    free(input.data);
    return 0;
}
