/* fuzz_whisper.c - what Whisper writes. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "whisper");
    return 0;
}
