/* fuzz_conversation.c - transcripts whose format is found out. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, NULL);
    return 0;
}
