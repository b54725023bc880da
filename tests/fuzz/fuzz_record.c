/* fuzz_record.c - records from JSON, of every kind.
 *
 * What is taken is written and read back as the same record.
 */
#include "fuzz/support.h"

#include <string.h>

static void read_as(insights_kind kind, const uint8_t *data, size_t size)
{
    insights_record *record = NULL;
    insights_error *error = NULL;
    insights_status status = insights_record_from_json(
        kind, (const char *)data, size, &record, &error);

    FUZZ_CHECK((record != NULL) == (status >= 0));
    if (!fuzz_outcome(status, &error))
        return;
    FUZZ_CHECK(!kind || insights_record_kind(record) == kind);
    FUZZ_CHECK(fuzz_outcome(insights_record_check(record, &error), &error));
    fuzz_round_trip(record);
    insights_record_free(record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    insights_kind kind;
    size_t i;

    read_as(0, data, size);
    for (i = 0; (kind = insights_kind_at(i)); i++)
        read_as(kind, data, size);
    return 0;
}
