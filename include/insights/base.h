/**
 * @file insights/base.h
 * @brief What every other header of libinsights builds on.
 *
 * Return values. Every call that can fail returns an ::insights_status:
 * ::INSIGHTS_OK when its outputs are set, ::INSIGHTS_DONE when an iteration
 * ended, a negative value when it failed. After a failure `*out` is NULL.
 *
 * Errors. The parameter `error` may be NULL. Otherwise it points to an
 * `insights_error *` that is NULL or a live error; a failed call replaces it
 * by an error owned by the caller, whose code equals the status returned.
 * Success leaves it as it was. See insights/error.h.
 *
 * Ownership. *Owned* means the caller releases it; *borrowed* says until
 * when; inputs are *copied* unless said otherwise. Handles are counted
 * inside: children keep their parents alive, so free in any order.
 *
 * Threads. A store or study may be used from any thread; a record, cursor,
 * query, transcript, corpus or error by one thread at a time.
 *
 * Text is UTF-8 with a NUL at its end. Times are milliseconds since 1970 UTC
 * in things called `*_at`, milliseconds into the recording in `*_ms`.
 */
#ifndef INSIGHTS_BASE_H
#define INSIGHTS_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(INSIGHTS_STATIC)
#define INSIGHTS_API
#elif defined(_WIN32) && defined(INSIGHTS_BUILDING)
#define INSIGHTS_API __declspec(dllexport)
#elif defined(_WIN32)
#define INSIGHTS_API __declspec(dllimport)
#else
#define INSIGHTS_API __attribute__((visibility("default")))
#endif

/** The version of this header. */
#define INSIGHTS_VERSION_STRING "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

/** What a call came to. Values are part of the ABI and never reused. */
typedef enum insights_status {
    INSIGHTS_OK = 0,   /**< Done; every output is set. */
    INSIGHTS_DONE = 1, /**< An iteration has no more items. */

    INSIGHTS_E_INVALID = -1,     /**< An argument breaks the contract. */
    INSIGHTS_E_NOMEM = -2,       /**< Memory could not be allocated. */
    INSIGHTS_E_UNSUPPORTED = -3, /**< This build or backend lacks it. */
    INSIGHTS_E_READ_ONLY = -4,   /**< The store was opened for reading. */
    INSIGHTS_E_NOT_FOUND = -5,   /**< Nothing has that id or name. */
    INSIGHTS_E_EXISTS = -6,      /**< A unique key is taken already. */
    INSIGHTS_E_CONFLICT = -7,    /**< Somebody changed it meanwhile. */
    INSIGHTS_E_LIMIT = -8,       /**< A documented limit was exceeded. */
    INSIGHTS_E_PARSE = -9,       /**< Bytes from outside make no sense. */
    INSIGHTS_E_BUSY = -10,       /**< Locked by another for too long. */
    INSIGHTS_E_AGAIN = -11,      /**< Not now; the same call may work. */
    INSIGHTS_E_IO = -12,         /**< Reading or writing a file failed. */
    INSIGHTS_E_FULL = -13,       /**< The disk is full. */
    INSIGHTS_E_CORRUPT = -14,    /**< A file is damaged. */
    INSIGHTS_E_NEWER = -15,      /**< Written by a newer libinsights. */
    INSIGHTS_E_FORKED = -16,     /**< Not usable in a forked child. */
    INSIGHTS_E_REFERENCE = -17,  /**< A referenced record is missing, or
                                      still refers to this one. */
    INSIGHTS_E_DENIED = -18,     /**< A rule forbids it. */
    INSIGHTS_E_INTERNAL = -19,   /**< A bug in libinsights. */
    INSIGHTS_E_AMBIGUOUS = -20   /**< Several things match; say which. */
} insights_status;

/** A position in a recording that is not known. */
#define INSIGHTS_NO_TIME ((int64_t)-1)

/** Where the library gets memory. All three members are required. */
typedef struct insights_allocator {
    size_t size; /**< Set by INSIGHTS_ALLOCATOR_INIT. */
    void *(*alloc)(size_t size, void *user);
    void *(*realloc)(void *memory, size_t size, void *user);
    void (*free)(void *memory, void *user);
    void *user;
} insights_allocator;

/** Initialises an ::insights_allocator; fill in the functions. */
#define INSIGHTS_ALLOCATOR_INIT                            \
    {                                                      \
        sizeof(insights_allocator), NULL, NULL, NULL, NULL \
    }

/**
 * Use another allocator than malloc's, for every allocation that libinsights
 * itself makes. Its libraries (SQLite, jansson) keep their own.
 *
 * @param allocator Copied; NULL restores malloc.
 * @retval INSIGHTS_E_INVALID A member is missing, or memory was handed out
 *                 already. Call it before anything else.
 * @since 0.1
 */
INSIGHTS_API insights_status
insights_allocator_set(const insights_allocator *allocator);

/** Release text or bytes that a call gave out as owned. NULL is allowed.
 * @since 0.1 */
INSIGHTS_API void insights_free(void *memory);

/** The version of the library that is running, such as "0.1.0". Static.
 * @since 0.1 */
INSIGHTS_API const char *insights_version(void);

/** How serious a message to the log is. */
enum {
    INSIGHTS_LOG_ERROR = 1,
    INSIGHTS_LOG_WARNING = 2,
    INSIGHTS_LOG_INFO = 3,
    INSIGHTS_LOG_DEBUG = 4
};

/** Receives a message: one line, no newline, borrowed during the call. */
typedef void (
    *insights_log_callback)(int level, const char *message, void *user);

/**
 * Say where messages go. The library itself never prints.
 *
 * @param callback Called from any thread, possibly from several at once;
 *                 NULL discards messages, which is the default.
 * @param level    Messages less serious than this are dropped.
 * @since 0.1
 */
INSIGHTS_API void insights_log_set(
    insights_log_callback callback,
    int level,
    void *user);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_BASE_H */
