/* base.c - ids, errors, memory, maps and the log from many threads at once.
 *
 * Ids are unique and grow within each thread; the rest is for the thread
 * sanitizer to judge.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/log.h"
#include "base/map.h"
#include "base/number.h"
#include "base/platform/platform.h"
#include "base/uuid.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
#define IDS 5000

static char ids[THREADS][IDS][INSIGHTS__UUID_TEXT];
static atomic_int messages;
static atomic_int failures;

static void count_message(int level, const char *message, void *user)
{
    (void)level;
    (void)message;
    (void)user;
    atomic_fetch_add(&messages, 1);
}

static void work(void *user)
{
    char(*mine)[INSIGHTS__UUID_TEXT] = user;
    char text[INSIGHTS__NUMBER_TEXT];
    insights_error *error = NULL;
    insights__map *map = insights__map_new();

    for (int i = 0; i < IDS; i++) {
        void **slot;

        if (insights__uuid_new(mine[i], &error) < 0 ||
            (i && strcmp(mine[i - 1], mine[i]) >= 0))
            atomic_fetch_add(&failures, 1);
        slot = map ? insights__map_slot(map, mine[i], 36) : NULL;
        if (slot)
            *slot = mine[i];
        insights__double_text(i / 3.0, text);
        if (i % 500 == 0) {
            insights__fail(&error, INSIGHTS_E_BUSY, "id %s", mine[i]);
            insights__log(INSIGHTS_LOG_INFO, "%s", text);
            insights_log_set(count_message, INSIGHTS_LOG_INFO, NULL);
        }
    }
    if (!map || insights__map_count(map) != IDS)
        atomic_fetch_add(&failures, 1);
    insights__map_free(map, NULL);
    insights_error_free(error);
}

static int compare(const void *one, const void *two)
{
    return strcmp(one, two);
}

int main(void)
{
    insights__thread threads[THREADS];
    char(*all)[INSIGHTS__UUID_TEXT] = ids[0];
    size_t count = (size_t)THREADS * IDS;

    for (size_t i = 0; i < THREADS; i++) {
        if (insights__thread_start(&threads[i], work, ids[i]) != 0)
            return EXIT_FAILURE;
    }
    for (size_t i = 0; i < THREADS; i++)
        insights__thread_join(threads[i]);
    qsort(all, count, sizeof(*all), compare);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(all[i - 1], all[i]) == 0)
            atomic_fetch_add(&failures, 1);
    }
    insights_log_set(NULL, 0, NULL);
    printf(
        "%zu ids, %d messages, %d failures\n", count, atomic_load(&messages),
        atomic_load(&failures));
    return atomic_load(&failures) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
