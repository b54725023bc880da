/* test_error.c - the error object. */
#include "base/alloc.h"
#include "base/error.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

Test(error, a_failure_replaces_the_live_error)
{
    insights_error *error = NULL;

    insights__fail(&error, INSIGHTS_E_INVALID, "'%s' has no scheme", "x");
    cr_expect(eq(int, insights_error_code(error), INSIGHTS_E_INVALID));
    insights__fail(
        &error, INSIGHTS_E_BUSY, "after: %s", insights_error_message(error));
    cr_expect(eq(int, insights_error_code(error), INSIGHTS_E_BUSY));
    cr_expect(
        eq(str, (char *)insights_error_message(error),
           "after: 'x' has no scheme"));
    cr_expect(eq(int, insights_error_retryable(error), 1));
    insights_error_free(error);
}
