/* scopes.c - deleting a large project while another process writes.
 *
 *     bench_scopes [--rows N] [--file PATH]
 *
 * A project of N pieces of evidence, with codings and turns in proportion,
 * is deleted beside a process that saves one record after the other in
 * another project. Prints how long it takes until the project is gone for
 * all, the waits of that writer meanwhile, and the size of the file against
 * that of a store that never had the project.
 */
#define _GNU_SOURCE

#include "store/make.h"

#include "base/environment.h"
#include "base/platform/platform.h"

#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define BATCH 1000
#define SMALL 20000 /* pieces of evidence in the project that stays */
#define WAITS 200000

static insights_error *error;

static void check(insights_status status, const char *what)
{
    if (status >= 0)
        return;
    fprintf(stderr, "%s: %s\n", what, insights_error_message(error));
    exit(1);
}

static double now(void)
{
    return (double)insights__monotonic_ns() / 1e9;
}

/* --- A project ------------------------------------------------------------ */

typedef struct study {
    insights_store *store;
    char project[40];
    char interview[40];
    char transcript[40];
    char actor[40];
    char code[40];
    insights_transaction *transaction;
    size_t waiting;
} study;

static void flush(study *self)
{
    if (self->transaction)
        check(insights_transaction_commit(self->transaction, &error), "commit");
    insights_transaction_free(self->transaction);
    self->transaction = NULL;
    self->waiting = 0;
}

static void add(study *self, insights_record *record, char id[40])
{
    if (!self->transaction)
        check(
            insights_transaction_new(self->store, &self->transaction, &error),
            "transaction");
    check(
        insights_transaction_save(self->transaction, record, 0, &error),
        "save");
    if (id)
        snprintf(id, 40, "%s", insights_record_id(record));
    insights_record_free(record);
    if (++self->waiting >= BATCH)
        flush(self);
}

static void begin_study(study *self, insights_store *store, const char *slug)
{
    insights_record *record = new_record(INSIGHTS_ACTOR);

    memset(self, 0, sizeof(*self));
    self->store = store;
    add(self, new_project(slug), self->project);
    insights_record_set_text(record, INSIGHTS_ACTOR_TYPE, "rules");
    insights_record_set_text(record, INSIGHTS_ACTOR_NAME, slug);
    insights_record_set_text(record, INSIGHTS_ACTOR_REVISION, "1");
    add(self, record, self->actor);
    add(self, new_code(self->project, "Pain", NULL), self->code);
}

static void add_interview(study *self)
{
    insights_record *record = new_record(INSIGHTS_TRANSCRIPT);

    add(self, new_interview(self->project, "Talk"), self->interview);
    insights_record_set_text(
        record, INSIGHTS_TRANSCRIPT_PROJECT_ID, self->project);
    insights_record_set_text(
        record, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, self->interview);
    insights_record_set_int(record, INSIGHTS_TRANSCRIPT_NUMBER, 1);
    insights_record_set_text(record, INSIGHTS_TRANSCRIPT_CONTENT_HASH, "0");
    insights_record_set_int(record, INSIGHTS_TRANSCRIPT_BYTE_LENGTH, 1);
    insights_record_set_int(record, INSIGHTS_TRANSCRIPT_CHAR_LENGTH, 1);
    insights_record_set_int(record, INSIGHTS_TRANSCRIPT_UTF16_LENGTH, 1);
    insights_record_set_int(record, INSIGHTS_TRANSCRIPT_TURN_COUNT, 1);
    add(self, record, self->transcript);
}

/* Words of few letters, spread over some thousands. */
static void make_words(char *out, size_t size, size_t number)
{
    size_t length = 0;

    for (size_t i = 0; i < 14; i++) {
        number = number * 2862933555777941757u + 3037000493u;
        length += (size_t)snprintf(
            out + length, size - length, "%sw%zuk", i ? " " : "",
            (number >> 40) % ((size_t)1 << (4 + i)));
    }
}

static void add_evidence(study *self, size_t number)
{
    insights_record *record = new_record(INSIGHTS_EVIDENCE);
    char text[256];
    char id[40];

    make_words(text, sizeof(text), number);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_PROJECT_ID, self->project);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_INTERVIEW_ID, self->interview);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, self->transcript);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_ACTOR_ID, self->actor);
    insights_record_set_int(record, INSIGHTS_EVIDENCE_FIRST_TURN, 1);
    insights_record_set_int(record, INSIGHTS_EVIDENCE_LAST_TURN, 1);
    insights_record_set_int(record, INSIGHTS_EVIDENCE_BYTE_START, 0);
    insights_record_set_int(record, INSIGHTS_EVIDENCE_BYTE_END, 80);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_QUOTE, text);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_TIME_METHOD, "none");
    insights_record_set_text(record, INSIGHTS_EVIDENCE_GROUNDING, "exact");
    snprintf(text, sizeof(text), "%zu", number);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_KEY, text);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_STANDING, "fact");
    add(self, record, id);
    if (number % 5)
        return;
    record = new_record(INSIGHTS_CODING);
    insights_record_set_text(record, INSIGHTS_CODING_PROJECT_ID, self->project);
    insights_record_set_text(record, INSIGHTS_CODING_EVIDENCE_ID, id);
    insights_record_set_text(record, INSIGHTS_CODING_CODE_ID, self->code);
    insights_record_set_text(
        record, INSIGHTS_CODING_INTERVIEW_ID, self->interview);
    insights_record_set_text(record, INSIGHTS_CODING_ACTOR_ID, self->actor);
    insights_record_set_text(record, INSIGHTS_CODING_STANDING, "accepted");
    add(self, record, NULL);
}

static void add_turn(study *self, size_t number)
{
    insights_record *record = new_record(INSIGHTS_TURN);
    char text[256];

    make_words(text, sizeof(text), number + 7);
    insights_record_set_text(record, INSIGHTS_TURN_PROJECT_ID, self->project);
    insights_record_set_text(
        record, INSIGHTS_TURN_TRANSCRIPT_ID, self->transcript);
    insights_record_set_text(
        record, INSIGHTS_TURN_INTERVIEW_ID, self->interview);
    insights_record_set_int(
        record, INSIGHTS_TURN_POSITION, (int64_t)(number % 1000));
    insights_record_set_text(record, INSIGHTS_TURN_TEXT, text);
    insights_record_set_int(record, INSIGHTS_TURN_BYTE_START, 0);
    insights_record_set_int(record, INSIGHTS_TURN_CHAR_START, 0);
    insights_record_set_int(record, INSIGHTS_TURN_UTF16_START, 0);
    add(self, record, NULL);
}

static void make_study(
    study *self,
    insights_store *store,
    const char *slug,
    size_t rows)
{
    begin_study(self, store, slug);
    for (size_t i = 0; i < rows; i++) {
        if (i % 1000 == 0)
            add_interview(self);
        add_evidence(self, i);
        if (i % 2 == 0)
            add_turn(self, i / 2);
    }
    flush(self);
}

/* --- The writer beside ---------------------------------------------------- */

enum { BEFORE, DELETE, PURGE, VACUUM, PHASES };

typedef struct shared {
    atomic_int phase;
    double waits[PHASES][WAITS];
    size_t counts[PHASES];
    size_t failed;
} shared;

static void write_beside(const char *path, shared *self)
{
    insights_store *store = open_store(path, 0, NULL, &error);

    while (store && atomic_load(&self->phase) < PHASES) {
        int phase = atomic_load(&self->phase);
        double start = now();

        if (phase == PHASES)
            break;
        if (keep(store, new_person("Ada"), NULL, &error) != INSIGHTS_OK)
            self->failed++;
        if (self->counts[phase] < WAITS)
            self->waits[phase][self->counts[phase]++] = now() - start;
        insights__sleep_ms(1);
    }
    insights_store_free(store);
    _exit(store ? 0 : 1);
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

static void print_waits(shared *self, int phase, const char *what)
{
    double *waits = self->waits[phase];
    size_t count = self->counts[phase];

    qsort(waits, count, sizeof(*waits), by_size);
    if (count)
        printf(
            "%-34s p50 %7.1f ms   p99 %7.1f ms   longest %7.1f ms (%zu)\n",
            what, waits[count / 2] * 1e3, waits[count * 99 / 100] * 1e3,
            waits[count - 1] * 1e3, count);
}

/* --- Figures -------------------------------------------------------------- */

static double file_mb(const char *path, const char *end)
{
    struct stat info;
    char name[600];

    snprintf(name, sizeof(name), "%s%s", path, end);
    return stat(name, &info) == 0 ? (double)info.st_size / 1e6 : 0;
}

static int is_pending(insights_store *store)
{
    insights_cursor *cursor = NULL;

    check(
        insights_store_sql(store, "select * from tombstone", &cursor, &error),
        "sql");
    return drain(cursor) > 0;
}

static void vacuum(insights_store *store)
{
    insights_record *summary = NULL;

    check(insights_store_vacuum(store, &summary, &error), "vacuum");
    insights_record_free(summary);
}

static void delete_large(insights_store *store, study *large, shared *beside)
{
    double start;
    double gone;

    insights__sleep_ms(1000);
    atomic_store(&beside->phase, DELETE);
    start = now();
    check(
        insights_store_delete(
            store, INSIGHTS_PROJECT, large->project, 0, &error),
        "delete");
    gone = now();
    atomic_store(&beside->phase, PURGE);
    printf(
        "%-34s %8.1f ms\n", "until it is gone for all", (gone - start) * 1e3);
    printf(
        "%-34s %8lld\n", "evidence that is found then",
        (long long)count_kind(store, INSIGHTS_EVIDENCE));
    while (is_pending(store))
        insights__sleep_ms(50);
    printf("%-34s %8.1f s\n", "until the last row is gone", now() - gone);
}

/* How often in a second the disk makes a small write last: no wait of a
 * writer is shorter. */
static void print_syncs(const char *path)
{
    char bytes[4096] = "";
    double longest = 0;
    double start = now();
    int count = 0;
    FILE *file = fopen(path, "w");

    while (file && now() - start < 1) {
        double begun = now();

        if (fwrite(bytes, sizeof(bytes), 1, file) != 1 || fflush(file) != 0 ||
            fsync(fileno(file)) != 0)
            break;
        if (now() - begun > longest)
            longest = now() - begun;
        count++;
    }
    if (file)
        fclose(file);
    unlink(path);
    printf(
        "%-34s %8d, longest %.1f ms\n", "syncs in a second", count,
        longest * 1e3);
}

static void print_load(void)
{
    double load[3] = {0, 0, 0};

    getloadavg(load, 3);
    printf("%-34s %8.1f\n", "load of the machine", load[0]);
}

static void make_file(const char *path, size_t rows, study *large)
{
    study small;
    double start = now();
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);

    check(store ? INSIGHTS_OK : INSIGHTS_E_IO, "open");
    make_study(&small, store, "small", SMALL);
    make_study(large, store, "large", rows);
    insights_store_free(store);
    printf(
        "%-34s %8.1f s, %zu rows\n", "making it", now() - start,
        rows + rows / 5 + rows / 2);
    printf("%-34s %8.1f MB\n", "the file with it", file_mb(path, ""));
}

/* Delete and vacuum beside the writer; its figures. */
static void use_file(const char *path, study *large, shared *beside)
{
    insights_store *store;
    double start;
    pid_t child = fork();

    if (child == 0)
        write_beside(path, beside);
    store = open_store(path, 0, NULL, &error);
    check(store ? INSIGHTS_OK : INSIGHTS_E_IO, "open");
    delete_large(store, large, beside);
    printf(
        "%-34s %8.1f MB, log %.1f MB\n", "the file without rows",
        file_mb(path, ""), file_mb(path, "-wal"));
    atomic_store(&beside->phase, VACUUM);
    start = now();
    vacuum(store);
    printf("%-34s %8.1f s\n", "vacuum", now() - start);
    atomic_store(&beside->phase, PHASES);
    waitpid(child, NULL, 0);
    print_waits(beside, BEFORE, "waits of a writer before");
    print_waits(beside, DELETE, "while it is deleted");
    print_waits(beside, PURGE, "while rows go");
    print_waits(beside, VACUUM, "during the vacuum");
    printf("%-34s %8zu\n", "saves that failed", beside->failed);
    vacuum(store);
    insights_store_free(store);
    printf("%-34s %8.1f MB\n", "the file in the end", file_mb(path, ""));
}

/* The same without the large project. */
static void make_other(const char *path, const shared *beside)
{
    study small;
    insights_store *store =
        open_store(path, INSIGHTS_STORE_CREATE, NULL, &error);

    check(store ? INSIGHTS_OK : INSIGHTS_E_IO, "open");
    make_study(&small, store, "small", SMALL);
    for (int p = 0; p < PHASES; p++) {
        for (size_t i = 0; i < beside->counts[p]; i++)
            add(&small, new_person("Ada"), NULL);
    }
    flush(&small);
    vacuum(store);
    insights_store_free(store);
    printf("%-34s %8.1f MB\n", "one that never had it", file_mb(path, ""));
}

int main(int argc, char **argv)
{
    const char *path = "/tmp/bench-scopes.insights";
    char other[300];
    size_t rows = 100000;
    study large;
    shared *beside;

    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--rows") == 0)
            rows = (size_t)strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--file") == 0)
            path = argv[i + 1];
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    snprintf(other, sizeof(other), "%s-other", path);
    remove_path(path);
    remove_path(other);
    beside = mmap(
        NULL, sizeof(*beside), PROT_READ | PROT_WRITE,
        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (beside == MAP_FAILED)
        return 2;
    make_file(path, rows, &large);
    print_load();
    print_syncs(other);
    use_file(path, &large, beside);
    print_load();
    print_syncs(other);
    make_other(other, beside);
    insights_error_free(error);
    remove_path(path);
    remove_path(other);
    return beside->failed != 0;
}
