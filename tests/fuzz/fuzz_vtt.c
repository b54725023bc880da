/* fuzz_vtt.c - WebVTT. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "vtt");
    return 0;
}
