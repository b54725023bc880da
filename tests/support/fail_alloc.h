/* fail_alloc.h - make every allocation of a call fail in turn.
 *
 *     INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
 *         insights_store_open("memory:", NULL, &store, &error),
 *         insights_store_free(store); store = NULL);
 *
 * The call is made with its first allocation failing, then its second, and
 * so on until it succeeds without reaching the one that would fail. Each
 * failure must be INSIGHTS_E_NOMEM; `after` runs behind every call, failed
 * ones too. The sanitizers judge what was left behind.
 */
#ifndef INSIGHTS_TESTS_SUPPORT_FAIL_ALLOC_H
#define INSIGHTS_TESTS_SUPPORT_FAIL_ALLOC_H

#include "base/alloc.h"

#include <criterion/criterion.h>

/* No call of a test should need more; a call that never succeeds is found
 * here instead of by the clock. */
#define INSIGHTS_TEST_ALLOCATIONS_MAXIMUM 100000

/* `after` may hold several statements, commas too. */
#define INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(call, ...)                \
    do {                                                               \
        long insights_test_n = 0;                                      \
        int insights_test_status;                                      \
        do {                                                           \
            insights__alloc_fail_after(insights_test_n);               \
            insights_test_status = (int)(call);                        \
            insights__alloc_fail_after(-1);                            \
            cr_assert(                                                 \
                insights_test_status >= 0 ||                           \
                    insights_test_status == INSIGHTS_E_NOMEM,          \
                "allocation %ld failing gives %d, not no_memory",      \
                insights_test_n, insights_test_status);                \
            __VA_ARGS__;                                               \
            insights_test_n++;                                         \
        } while (insights_test_status < 0 &&                           \
                 insights_test_n < INSIGHTS_TEST_ALLOCATIONS_MAXIMUM); \
        cr_assert(                                                     \
            insights_test_status >= 0, "the call never succeeds: %d",  \
            insights_test_status);                                     \
    } while (0)

#endif
