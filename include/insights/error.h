/**
 * @file insights/error.h
 * @brief Why a call failed.
 */
#ifndef INSIGHTS_ERROR_H
#define INSIGHTS_ERROR_H

#include <insights/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Why a call failed. Opaque; read it through its accessors. */
typedef struct insights_error insights_error;

/** The status the failed call returned; ::INSIGHTS_OK for NULL. @since 0.1 */
INSIGHTS_API insights_status insights_error_code(const insights_error *error);

/** The name of a status in JSON and logs, such as "not_found". Static.
 * @since 0.1 */
INSIGHTS_API const char *insights_status_name(insights_status status);

/** One line for a person to read: what, which value, what to do. Borrowed
 * from the error. @since 0.1 */
INSIGHTS_API const char *insights_error_message(const insights_error *error);

/** 1 where the same call may succeed when it is made again. @since 0.1 */
INSIGHTS_API int insights_error_retryable(const insights_error *error);

/** The backend's own code (SQLite's extended result code), or 0. @since 0.1 */
INSIGHTS_API int insights_error_backend_code(const insights_error *error);

/** The id of the record the failure is about (for ::INSIGHTS_E_EXISTS the one
 * that stands), or NULL. Borrowed from the error. @since 0.1 */
INSIGHTS_API const char *insights_error_record_id(const insights_error *error);

/** Release an error. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_error_free(insights_error *error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_ERROR_H */
