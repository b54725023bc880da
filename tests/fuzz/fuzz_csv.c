/* fuzz_csv.c - tables of turns. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "csv");
    return 0;
}
