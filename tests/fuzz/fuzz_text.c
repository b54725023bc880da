/* fuzz_text.c - plain text with speakers. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "text");
    return 0;
}
