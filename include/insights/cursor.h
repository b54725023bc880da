/**
 * @file insights/cursor.h
 * @brief Step through records, whether they come from a store or were
 * computed.
 *
 * Threads: a cursor is used by one thread at a time.
 */
#ifndef INSIGHTS_CURSOR_H
#define INSIGHTS_CURSOR_H

#include <insights/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A position in a list of records. Opaque. */
typedef struct insights_cursor insights_cursor;

/**
 * Step to the next record.
 *
 * @code
 * const insights_record *record = NULL;
 * while ((status = insights_cursor_next(cursor, &record, &error)) ==
 *        INSIGHTS_OK)
 *     puts(insights_record_id(record));
 * @endcode
 *
 * @param[out] out Borrowed until the next call on `cursor`.
 * @retval INSIGHTS_DONE There is no next record; `*out` is NULL.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_cursor_next(
    insights_cursor *cursor,
    const insights_record **out,
    insights_error **error);

/** How well the current record matches a search; 0 elsewhere. @since 0.1 */
INSIGHTS_API double insights_cursor_score(const insights_cursor *cursor);

/** 1 where a search or list was cut at a limit that was not asked for.
 * @since 0.1 */
INSIGHTS_API int insights_cursor_truncated(const insights_cursor *cursor);

/**
 * The place behind the current record, for insights_query_after().
 * @param[out] out Owned; release with insights_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_cursor_token(
    const insights_cursor *cursor,
    char **out,
    insights_error **error);

/** Release a cursor. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_cursor_free(insights_cursor *cursor);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_CURSOR_H */
