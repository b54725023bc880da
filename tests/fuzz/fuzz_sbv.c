/* fuzz_sbv.c - SBV. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "sbv");
    return 0;
}
