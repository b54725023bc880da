/* fuzz_vendors.c - JSON of every shape that is known, and of none. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "json");
    return 0;
}
