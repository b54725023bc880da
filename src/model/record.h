/* record.h - records from the inside: what backends and analyses need.
 *
 * A record is one block: header, states, a slot per field, and the bytes of
 * the texts it was loaded with. Texts set later are allocated one by one, and
 * freed when they are set again.
 *
 * Keeps true: a slot is read only where its field has a value; a dirty field
 * is null or has a value; a lent record never changes.
 */
#ifndef INSIGHTS_MODEL_RECORD_H
#define INSIGHTS_MODEL_RECORD_H

#include "base/buffer.h"
#include "base/uuid.h"
#include "model/descriptor.h"

#define INSIGHTS__TEXT_MAXIMUM ((size_t)64 << 20)
#define INSIGHTS__JSON_DEPTH_MAXIMUM 128

/* Room for a value: by the field's type, one of these. */
typedef union insights__slot {
    int64_t integer;  /* INT TIME BOOL */
    double real;      /* REAL */
    const char *text; /* TEXT ENUM ID JSON */
    char *own;        /* the same, where the slot allocated it */
} insights__slot;

/* --- Reading ---------------------------------------------------------------
 */

const insights__kind *insights__record_descriptor(
    const insights_record *record);

/* By slot rather than by field, unchecked: for loops over all fields. The
 * pointer is NULL unless the field has a value. */
insights_state insights__record_slot_state(
    const insights_record *record,
    size_t slot);
const insights__slot *insights__record_slot(
    const insights_record *record,
    size_t slot);

/* --- After and before saving -----------------------------------------------
 */

/* Bit `slot` is set where that field was set since it was loaded or saved. */
uint64_t insights__record_dirty(const insights_record *record);

/* What the store knows now; nothing is dirty any more. `id` is a UUID. */
void insights__record_saved(
    insights_record *record,
    const char *id,
    int64_t version,
    int64_t created_at,
    int64_t updated_at);

/* Forget the mistake that a record has latched: for what the library, not its
 * user, set. */
void insights__record_forgive(insights_record *record);

/* Give a record its id ahead of saving; nothing else changes. */
void insights__record_assign_id(insights_record *record, const char *id);

/* A copy with its dirty fields and its mistake as they are; the copy is
 * writable. NULL: no memory. */
insights_record *insights__record_copy(const insights_record *record);

/* Forget which fields are dirty. */
void insights__record_clean(insights_record *record);

/* Setters on it fail from here on: a cursor lends it. */
void insights__record_lend(insights_record *record);

/* --- Loading ---------------------------------------------------------------
 */

/* Collects a row and makes it a record in one block. One builder serves any
 * number of rows, and allocates once per record as soon as its buffer has
 * grown to the longest. Failures latch until finish.
 *
 *     insights__record_builder builder = INSIGHTS__RECORD_BUILDER_INIT;
 *     insights__record_builder_begin(&builder, kind);
 *     insights__record_builder_meta(&builder, id, version, made, changed);
 *     insights__record_builder_text(&builder, slot, text, length);
 *     …
 *     status = insights__record_builder_finish(&builder, &record, error);
 *     insights__record_builder_free(&builder);
 *
 * Values are taken as they stand: text of an enum that is not known stays.
 */
typedef struct insights__record_builder {
    const insights__kind *kind;
    insights__buffer bytes;
    uint64_t present; /* null or a value */
    uint64_t null;
    uint64_t texts; /* values that are offsets in `bytes`, until finish */
    int64_t version;
    int64_t created_at;
    int64_t updated_at;
    char id[INSIGHTS__UUID_TEXT];
    insights__slot slots[INSIGHTS__FIELDS_MAXIMUM];
} insights__record_builder;

#define INSIGHTS__RECORD_BUILDER_INIT                \
    {                                                \
        .kind = NULL, .bytes = INSIGHTS__BUFFER_INIT \
    }

void insights__record_builder_begin(
    insights__record_builder *builder,
    const insights__kind *kind);

/* `id` may be NULL. */
void insights__record_builder_meta(
    insights__record_builder *builder,
    const char *id,
    int64_t version,
    int64_t created_at,
    int64_t updated_at);

/* By slot; the field's type must be one that holds such a value. */
void insights__record_builder_text(
    insights__record_builder *builder,
    size_t slot,
    const char *text,
    size_t length);
void insights__record_builder_int(
    insights__record_builder *builder,
    size_t slot,
    int64_t value);
void insights__record_builder_real(
    insights__record_builder *builder,
    size_t slot,
    double value);
void insights__record_builder_null(
    insights__record_builder *builder,
    size_t slot);

/* Nothing is dirty in the record. The builder is ready for the next row. */
insights_status insights__record_builder_finish(
    insights__record_builder *builder,
    insights_record **out,
    insights_error **error);

void insights__record_builder_free(insights__record_builder *builder);

/* --- Names for messages ----------------------------------------------------
 */

/* "evidence.quote" of a field; `out` holds any name the model may have. */
#define INSIGHTS__FIELD_LABEL 128
const char *insights__field_label(
    insights_field field,
    char out[INSIGHTS__FIELD_LABEL]);

#endif
