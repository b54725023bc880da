/* error.h - how the inside of the library reports failure.
 *
 * A function that fails calls insights__fail() once, where it knows why, and
 * returns what that returned. Everything above it passes the status on.
 * Messages are one line, lower case, and name the value at fault.
 */
#ifndef INSIGHTS_BASE_ERROR_H
#define INSIGHTS_BASE_ERROR_H

#include <insights/error.h>

#if defined(__GNUC__)
#define INSIGHTS__PRINTF(at, args) __attribute__((format(printf, at, args)))
#else
#define INSIGHTS__PRINTF(at, args)
#endif

/* Replace `*error`, NULL or a live error, unless `error` is NULL, and return
 * its code: `code`, or INSIGHTS_E_NOMEM where not even that could be made.
 * The message may be of any length up to 4 KiB; longer ones are cut at a
 * character. */
INSIGHTS__PRINTF(3, 4)
insights_status insights__fail(
    insights_error **error,
    insights_status code,
    const char *format,
    ...);

/* The same for a failed allocation; allocates nothing itself. */
insights_status insights__fail_nomem(insights_error **error);

/* Add what only some failures know to an error just made; `error` may be
 * NULL. Both return nothing: where memory is short the addition is lost. */
void insights__error_set_backend(
    insights_error **error,
    int backend_code,
    int retryable);
void insights__error_set_record_id(insights_error **error, const char *id);

/* Put "`prefix`: " before the message of an error just made. */
void insights__error_prefix(insights_error **error, const char *prefix);

#endif
