/* fuzz_json.c - our own JSON, and lists of turns. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "json");
    return 0;
}
