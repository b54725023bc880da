/* fuzz_markdown.c - Markdown with speakers. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "markdown");
    return 0;
}
