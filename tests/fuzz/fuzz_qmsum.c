/* fuzz_qmsum.c - meetings as QMSum has them. */
#include "fuzz/support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_transcript(data, size, "qmsum");
    return 0;
}
