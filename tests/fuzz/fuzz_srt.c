/* fuzz_srt.c - SubRip. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "srt");
    return 0;
}
