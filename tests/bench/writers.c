/* writers.c - how fairly processes share the writer's turn.
 *
 *     bench_writers [--seconds N] [--processes N]
 *
 * Each process saves one record after the other; the ratio is that of the
 * least commits to the most. Exits with 1 below 0.3 or where a save failed.
 */
#include "store/make.h"

#include "base/environment.h"

#include <sys/wait.h>

#define PROCESSES_MAXIMUM 16

static void write_for(const char *path, int64_t seconds, int to)
{
    int64_t until = insights__monotonic_ns() + seconds * 1000000000;
    insights_error *error = NULL;
    insights_store *store = open_store(path, 0, NULL, &error);
    long counts[2] = {0, 0};

    while (store && insights__monotonic_ns() < until) {
        if (keep(store, new_person("Ada"), NULL, &error) == INSIGHTS_OK)
            counts[0]++;
        else
            counts[1]++;
    }
    if (counts[1] || !store)
        fprintf(stderr, "%s\n", insights_error_message(error));
    insights_store_free(store);
    insights_error_free(error);
    if (write(to, counts, sizeof(counts)) != sizeof(counts))
        _exit(1);
    _exit(0);
}

int main(int argc, char **argv)
{
    insights_store *store;
    long processes = 4;
    long seconds = 10;
    long least = -1;
    long most = 0;
    long failed = 0;
    char path[256];
    int tube[2];

    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--seconds") == 0)
            seconds = strtol(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--processes") == 0)
            processes = strtol(argv[i + 1], NULL, 10);
    }
    if (processes < 1 || processes > PROCESSES_MAXIMUM || pipe(tube) != 0)
        return 2;
    fresh_path(path, "writers");
    store = open_store(path, INSIGHTS_STORE_CREATE, NULL, NULL);
    insights_store_free(store);
    for (long i = 0; i < processes; i++) {
        if (fork() == 0)
            write_for(path, seconds, tube[1]);
    }
    for (long i = 0; i < processes; i++) {
        long counts[2] = {0, 0};

        if (read(tube[0], counts, sizeof(counts)) != sizeof(counts))
            return 1;
        wait(NULL);
        printf(
            "process %ld: %ld commits, %ld failed\n", i, counts[0], counts[1]);
        least = least < 0 || counts[0] < least ? counts[0] : least;
        most = counts[0] > most ? counts[0] : most;
        failed += counts[1];
    }
    printf(
        "%ld processes, %ld s: least/most %.2f, %ld failed\n", processes,
        seconds, most ? (double)least / (double)most : 0.0, failed);
    remove_path(path);
    return failed || least * 10 < most * 3;
}
