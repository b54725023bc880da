/* fuzz_cron.c - an expression, and the bytes of a zone behind a NUL. What is
 * read gives ticks that grow, and that clocks show. */
#include "fuzz/support.h"

#include "engine/core/tick.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, 0, size);
    size_t length = end ? (size_t)(end - data) : size;
    char *text = fuzz_copy(data, length);
    insights__zone *zone = NULL;
    insights__cron cron;
    insights__tick tick;
    int64_t after = 1700000000;

    if (end)
        insights__zone_read(end + 1, size - length - 1, "Fuzz", &zone, NULL);
    if (!zone)
        insights__zone_utc(&zone, NULL);
    if (text && zone && insights__cron_read(text, &cron, NULL) >= 0) {
        for (int i = 0; i < 4; i++) {
            int64_t shown;

            if (!insights__tick_next(
                    &cron, zone, (insights__gap)(size % 4),
                    (insights__overlap)(length % 4), after, &tick))
                break;
            FUZZ_CHECK(tick.at > after);
            FUZZ_CHECK(tick.local == tick.at + tick.offset);
            if (tick.note != INSIGHTS__TICK_MOVED)
                FUZZ_CHECK(
                    insights__cron_next(
                        &cron, tick.local, tick.local + 1, &shown) &&
                    shown == tick.local);
            after = tick.at;
        }
    }
    insights__zone_free(zone);
    free(text);
    return 0;
}
