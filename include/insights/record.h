/**
 * @file insights/record.h
 * @brief One small interface to everything the library stores or computes.
 *
 * A record has a kind and fields. Kinds and fields are listed, with typed
 * accessors, in insights/model.h, which is generated. *Stored* kinds have an
 * id, a version and times as well; *value* kinds (an outline item, a match)
 * are what calls answer with and are never stored.
 *
 * A field is absent (not loaded, never set), null, or a value. Getters answer
 * the type's zero for absent and null: NULL for text and JSON, 0 for numbers.
 * insights_record_state() tells them apart.
 *
 * Setters mark a field dirty and copy what they are given. The first mistake
 * (wrong type, not UTF-8, not JSON, above a limit) is remembered and returned
 * by insights_store_save(), so that code that fills records reads well; each
 * setter also returns its own status.
 *
 * Threads: a record is used by one thread at a time.
 */
#ifndef INSIGHTS_RECORD_H
#define INSIGHTS_RECORD_H

#include <insights/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A stored thing or a computed value. Opaque. */
typedef struct insights_record insights_record;

/** A kind of record; `INSIGHTS_EVIDENCE` and so on. */
typedef uint32_t insights_kind;

/** A field of a kind: kind << 16 | number; `INSIGHTS_EVIDENCE_QUOTE` … */
typedef uint32_t insights_field;

/** What type of value a field holds. Values are part of the ABI. */
typedef enum insights_type {
    INSIGHTS_TYPE_TEXT = 1, /**< UTF-8 without NUL. */
    INSIGHTS_TYPE_INT = 2,  /**< int64_t. */
    INSIGHTS_TYPE_REAL = 3, /**< double, finite. */
    INSIGHTS_TYPE_BOOL = 4, /**< 0 or 1. */
    INSIGHTS_TYPE_JSON = 5, /**< JSON text, returned as it was given. */
    INSIGHTS_TYPE_TIME = 6, /**< int64_t, milliseconds since 1970 UTC. */
    INSIGHTS_TYPE_ID = 7,   /**< The id of another record, as text. */
    INSIGHTS_TYPE_ENUM = 8  /**< One of the values of model.h, as text; in C
                                 also as an int. */
} insights_type;

/** What a record knows about one of its fields. */
typedef enum insights_state {
    INSIGHTS_ABSENT = 0, /**< Not loaded, never set. */
    INSIGHTS_NULL = 1,   /**< Known to have no value. */
    INSIGHTS_VALUE = 2   /**< Has a value. */
} insights_state;

/* --- Making and reading ------------------------------------------------- */

/**
 * Make an empty record.
 * @param[out] out Owned; release with insights_record_free().
 * @retval INSIGHTS_E_INVALID No such kind.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_record_new(
    insights_kind kind,
    insights_record **out,
    insights_error **error);

/**
 * Make an own, writable copy of any record; what a cursor lends is const.
 * The copy has nothing dirty.
 * @param[out] out Owned; release with insights_record_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_record_edit(
    const insights_record *record,
    insights_record **out,
    insights_error **error);

/** Release a record. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_record_free(insights_record *record);

/** The kind; 0 for NULL. @since 0.1 */
INSIGHTS_API insights_kind insights_record_kind(const insights_record *record);

/** The id, a UUID as text; NULL before it was saved. Borrowed from the
 * record. @since 0.1 */
INSIGHTS_API const char *insights_record_id(const insights_record *record);

/** How often it was saved; 0: never. @since 0.1 */
INSIGHTS_API int64_t insights_record_version(const insights_record *record);

/** When it was first saved. @since 0.1 */
INSIGHTS_API int64_t insights_record_created_at(const insights_record *record);

/** When it was last saved. @since 0.1 */
INSIGHTS_API int64_t insights_record_updated_at(const insights_record *record);

/** Whether a field is absent, null or has a value. @since 0.1 */
INSIGHTS_API insights_state
insights_record_state(const insights_record *record, insights_field field);

/** The text of a TEXT, ENUM, ID or JSON field. Borrowed from the record until
 * the field is set again. @since 0.1 */
INSIGHTS_API const char *insights_record_text(
    const insights_record *record,
    insights_field field);

/** The value of an INT, TIME or BOOL field; of an ENUM field its constant, 0
 * where absent, -1 where this library does not know the value. @since 0.1 */
INSIGHTS_API int64_t
insights_record_int(const insights_record *record, insights_field field);

/** The value of a REAL (or INT) field. @since 0.1 */
INSIGHTS_API double insights_record_real(
    const insights_record *record,
    insights_field field);

/* --- Writing ------------------------------------------------------------- */

/** Choose the id a new record will be saved under (a UUID as text; otherwise
 * saving makes one). @since 0.1 */
INSIGHTS_API insights_status
insights_record_set_id(insights_record *record, const char *id);

/** Set a TEXT, ENUM, ID or JSON field; NULL makes it null. @since 0.1 */
INSIGHTS_API insights_status insights_record_set_text(
    insights_record *record,
    insights_field field,
    const char *text);

/** Set an INT, TIME, BOOL, REAL or ENUM field. @since 0.1 */
INSIGHTS_API insights_status insights_record_set_int(
    insights_record *record,
    insights_field field,
    int64_t value);

/** Set a REAL field. @since 0.1 */
INSIGHTS_API insights_status insights_record_set_real(
    insights_record *record,
    insights_field field,
    double value);

/** Make any field null. @since 0.1 */
INSIGHTS_API insights_status
insights_record_set_null(insights_record *record, insights_field field);

/** The first mistake made while setting, or OK; what saving would fail with.
 * @since 0.1 */
INSIGHTS_API insights_status
insights_record_check(const insights_record *record, insights_error **error);

/* --- JSON ---------------------------------------------------------------- */

/**
 * A record as one JSON object on one line: for stored kinds "record" (the
 * kind), "id", "version", "created_at", "updated_at", then each field that is
 * not absent, in the order of its number, by its JSON name (a dot in it nests).
 * @param[out] out Owned; release with insights_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_record_to_json(
    const insights_record *record,
    char **out,
    insights_error **error);

/**
 * Read what insights_record_to_json() wrote. Unknown members are refused.
 * Every field given is dirty; id, version and times are taken over.
 * @param kind 0: the member "record" names it.
 * @param[out] out Owned; release with insights_record_free().
 * @retval INSIGHTS_E_PARSE Not JSON, or not of this kind.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_record_from_json(
    insights_kind kind,
    const char *json,
    size_t length,
    insights_record **out,
    insights_error **error);

/* --- Introspection ---------------------------------------------------------
 */

/** The number of the model that the library was built with; compare with
 * INSIGHTS_MODEL_VERSION of the header. @since 0.1 */
INSIGHTS_API int insights_model_version(void);

/** The `index`-th kind, from 0; 0 after the last. @since 0.1 */
INSIGHTS_API insights_kind insights_kind_at(size_t index);

/** The name of a kind ("evidence"), or NULL. Static. @since 0.1 */
INSIGHTS_API const char *insights_kind_name(insights_kind kind);

/** The kind of that name, or 0. @since 0.1 */
INSIGHTS_API insights_kind insights_kind_find(const char *name);

/** 1 where records of this kind are stored, 0 for value kinds. @since 0.1 */
INSIGHTS_API int insights_kind_stored(insights_kind kind);

/** The `index`-th field of a kind, from 0; 0 after the last. @since 0.1 */
INSIGHTS_API insights_field insights_field_at(insights_kind kind, size_t index);

/** The name of a field ("quote"), or NULL. Static. @since 0.1 */
INSIGHTS_API const char *insights_field_name(insights_field field);

/** The field of that name in a kind, or 0. @since 0.1 */
INSIGHTS_API insights_field
insights_field_find(insights_kind kind, const char *name);

/** The type of a field, or 0 where there is no such field. @since 0.1 */
INSIGHTS_API int insights_field_type(insights_field field);

/** The kind an ID field refers to, or 0. @since 0.1 */
INSIGHTS_API insights_kind insights_field_target(insights_field field);

/** One sentence about a field, or NULL. Static. @since 0.1 */
INSIGHTS_API const char *insights_field_doc(insights_field field);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_RECORD_H */
