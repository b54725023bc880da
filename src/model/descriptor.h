/* descriptor.h - what model.toml says, for the rest of the library to read.
 *
 * All of it is constant. A kind's fields are in the order of their numbers,
 * and a field's slot is its place among them: arrays of a value per field are
 * indexed by slot.
 */
#ifndef INSIGHTS_MODEL_DESCRIPTOR_H
#define INSIGHTS_MODEL_DESCRIPTOR_H

#include <insights/record.h>

#define INSIGHTS__FIELDS_MAXIMUM 64 /* of one kind */

/* Bits of insights__field::flags. */
enum {
    INSIGHTS__FIELD_REQUIRED = 1 << 0, /* must have a value at an insert */
    INSIGHTS__FIELD_INDEX = 1 << 1,
    INSIGHTS__FIELD_SORT = 1 << 2,
    INSIGHTS__FIELD_SEARCH = 1 << 3
};

/* What deleting a record does to those that refer to it. */
typedef enum insights__delete {
    INSIGHTS__DELETE_NONE = 0, /* not a reference */
    INSIGHTS__DELETE_CASCADE = 1,
    INSIGHTS__DELETE_NULL = 2,
    INSIGHTS__DELETE_RESTRICT = 3
} insights__delete;

/* Which of account_id and project_id the records have. */
typedef enum insights__scope {
    INSIGHTS__SCOPE_NONE = 0, /* value kinds */
    INSIGHTS__SCOPE_ROOT = 1, /* neither */
    INSIGHTS__SCOPE_ACCOUNT = 2,
    INSIGHTS__SCOPE_PROJECT = 3
} insights__scope;

/* The numbers of the fields that the model adds itself. */
enum { INSIGHTS__NUMBER_ACCOUNT_ID = 1, INSIGHTS__NUMBER_PROJECT_ID = 2 };

typedef struct insights__field {
    insights_field id;
    uint8_t slot;
    uint8_t type;              /* an insights_type */
    uint8_t on_delete;         /* an insights__delete */
    uint8_t flags;             /* INSIGHTS__FIELD_… */
    insights_kind target;      /* of an ID; else 0 */
    size_t value_count;        /* of an ENUM; else 0 */
    const char *const *values; /* of an ENUM, from constant 1; else NULL */
    const char *name;
    const char *json;       /* the whole name in JSON: "question.turn" */
    const char *json_group; /* "question", or NULL where nothing nests */
    const char *json_name;  /* "turn" */
    const char *doc;
} insights__field;

/* A key that no two records of a kind share; a null in it never collides. */
typedef struct insights__key {
    const insights_field *fields;
    size_t count;
} insights__key;

typedef struct insights__kind {
    insights_kind id;
    const char *name;
    int stored;
    insights__scope scope;
    const insights__field *fields; /* by slot */
    size_t field_count;
    const uint8_t *slots; /* by number: slot + 1, or 0 */
    size_t slot_count;
    const insights__key *keys;
    size_t key_count;
    const char *doc;
} insights__kind;

/* The table, in the order of numbers. */
extern const insights__kind insights__kinds[];
extern const size_t insights__kinds_count;
extern const uint8_t insights__kind_places[]; /* by id: place + 1, or 0 */
extern const size_t insights__kind_places_count;
extern const int insights__model_version;

/* All of these answer NULL where there is no such thing. */
const insights__kind *insights__kind_descriptor(insights_kind kind);
const insights__kind *insights__kind_by_name(const char *name);
const insights__field *insights__field_descriptor(insights_field field);
const insights__field *insights__field_by_name(
    const insights__kind *kind,
    const char *name);

/* The field of that number in a kind; number 1 is account_id, 2 project_id. */
const insights__field *insights__field_by_number(
    const insights__kind *kind,
    unsigned number);

/* The constant of an enum's text: from 1; -1 where it is not known. */
int insights__enum_constant(const insights__field *field, const char *text);

/* The text of an enum's constant, or NULL. */
const char *insights__enum_text(const insights__field *field, int64_t constant);

#endif
