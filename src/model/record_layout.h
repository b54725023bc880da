/* record_layout.h - how a record lies in memory; for the files of records
 * alone, everything else reads record.h. */
#ifndef INSIGHTS_MODEL_RECORD_LAYOUT_H
#define INSIGHTS_MODEL_RECORD_LAYOUT_H

#include "model/record.h"

struct insights_record {
    const insights__kind *kind;
    insights_error *mistake; /* the first, or NULL */
    int64_t version;
    int64_t created_at;
    int64_t updated_at;
    /* A bit per slot. */
    uint64_t present; /* null or a value */
    uint64_t null;
    uint64_t dirty;
    uint64_t owned; /* the slot's text was allocated by itself */
    char id[INSIGHTS__UUID_TEXT];
    char lent;
    insights__slot slots[]; /* behind them, bytes of texts */
};

#define INSIGHTS__SLOT_BIT(slot) ((uint64_t)1 << (slot))

/* An empty record with `size` bytes behind its slots, or NULL. */
insights_record *insights__record_block(
    const insights__kind *kind,
    size_t size,
    char **bytes);

/* The descriptor of a field the record has, or NULL. */
const insights__field *insights__record_field(
    const insights_record *record,
    insights_field field);

/* Whether a field of this type holds text. */
int insights__type_is_text(unsigned type);

#endif
