/* store_group.c - many threads on one store: every commit is answered once,
 * all that was acknowledged is there, and readers see whole transactions. */
#include "store/make.h"

#include <pthread.h>
#include <stdatomic.h>

#define THREADS 8
#define COMMITS 60

static insights_store *store;
static atomic_int failures;
static atomic_int finished;
static char project[40];

static void expect(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "failed: %s\n", what);
    atomic_fetch_add(&failures, 1);
}

/* Two questions at a time; now and then one that must fail. */
static void *write_pairs(void *user)
{
    int number = *(int *)user;

    for (int i = 0; i < COMMITS; i++) {
        insights_transaction *transaction = NULL;
        insights_record *first = new_question(project, number, "one");
        insights_record *second = new_question(project, number, "two");
        insights_record *taken = new_project("one");
        insights_status status;

        insights_transaction_new(store, &transaction, NULL);
        insights_transaction_save(transaction, first, 0, NULL);
        insights_transaction_save(transaction, second, 0, NULL);
        if (i % 5 == 0)
            insights_transaction_save(transaction, taken, 0, NULL);
        status = insights_transaction_commit(transaction, NULL);
        expect(
            status == (i % 5 == 0 ? INSIGHTS_E_EXISTS : INSIGHTS_OK),
            "each transaction has its own answer");
        insights_transaction_free(transaction);
        insights_record_free(first);
        insights_record_free(second);
        insights_record_free(taken);
    }
    atomic_fetch_add(&finished, 1);
    return NULL;
}

static void *read_pairs(void *user)
{
    (void)user;
    while (atomic_load(&finished) < THREADS) {
        int64_t count = count_kind(store, INSIGHTS_QUESTION);

        expect(count >= 0 && count % 2 == 0, "a reader sees whole pairs");
    }
    return NULL;
}

static void run(const char *uri)
{
    pthread_t writers[THREADS];
    pthread_t readers[2];
    int numbers[THREADS];

    atomic_store(&finished, 0);
    store = open_store(uri, INSIGHTS_STORE_CREATE, NULL, NULL);
    keep(store, new_project("one"), project, NULL);
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        pthread_create(&writers[i], NULL, write_pairs, &numbers[i]);
    }
    for (int i = 0; i < 2; i++)
        pthread_create(&readers[i], NULL, read_pairs, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(writers[i], NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(readers[i], NULL);
    expect(
        count_kind(store, INSIGHTS_QUESTION) ==
            (int64_t)THREADS * (COMMITS - COMMITS / 5) * 2,
        "everything acknowledged is there, and nothing else");
    insights_store_free(store);
}

int main(void)
{
    char path[256];

    fresh_path(path, "group");
    run("memory:");
    run(path);
    remove_path(path);
    printf("%d failures\n", atomic_load(&failures));
    return atomic_load(&failures) != 0;
}
