/* store.c - how fast a store opens, takes, finds and gives back evidence.
 *
 *     bench_store [--rows N] [--file PATH] [--keep] [--reuse]
 *
 * --keep leaves the file, --reuse reads one that was kept. The first rows are
 * written again through bare sqlite3, with the same tables, indexes, settings
 * and transactions, from memory: the ratio says what the library costs on top.
 */
#define _GNU_SOURCE

#include "bench/bare.h"

#include <insights/model.h>
#include <insights/store.h>

#define WORDS 20000
#define SAMPLES 400
#define COMPARED 100000 /* rows that go through bare sqlite3 as well */

static insights_error *error;

static void check(insights_status status, const char *what)
{
    if (status >= 0)
        return;
    fprintf(stderr, "%s: %s\n", what, insights_error_message(error));
    exit(1);
}

static double resident_mb(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long pages = 0;
    long resident = 0;

    if (file) {
        if (fscanf(file, "%ld %ld", &pages, &resident) != 2)
            resident = 0;
        fclose(file);
    }
    return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

/* --- Words: few common, many rare ----------------------------------------- */

static unsigned long long seed = 0x9e3779b97f4a7c15u;

static unsigned long long chance(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* Word `number` is spelled in letters that no stemmer shortens. */
static void spell(unsigned number, char out[16])
{
    static const char consonants[] = "bdfgkmnprtvz";
    static const char vowels[] = "aou";
    int length = 0;

    for (int i = 0; i < 4; i++) {
        out[length++] = consonants[number % 12];
        number /= 12;
        out[length++] = vowels[number % 3];
        number /= 3;
    }
    out[length++] = 'k';
    out[length] = '\0';
}

/* About as words are in speech: the chance of one falls with its rank. */
static unsigned draw_word(void)
{
    double share = (double)(chance() >> 11) / 9007199254740992.0;
    double rank = 1;

    while (share > 0.1 && rank < WORDS) {
        rank *= 2;
        share = (share - 0.1) / 0.93;
    }
    return (unsigned)(chance() % (unsigned long long)rank);
}

static void make_quote(char *out, size_t size)
{
    size_t words = 8 + chance() % 20;
    size_t length = 0;
    char word[16];

    for (size_t i = 0; i < words; i++) {
        spell(draw_word(), word);
        length += (size_t)snprintf(
            out + length, size - length, "%s%s", i ? " " : "", word);
    }
}

/* --- Through the library -------------------------------------------------- */

typedef struct study {
    insights_store *store;
    char project[40];
    char interviews[100][40];
    char transcripts[100][40];
    char actor[40];
} study;

static void save(study *self, insights_record *record, char id[40])
{
    check(insights_store_save(self->store, record, &error), "save");
    snprintf(id, 40, "%s", insights_record_id(record));
    insights_record_free(record);
}

static insights_record *make(insights_kind kind)
{
    insights_record *record = NULL;

    check(insights_record_new(kind, &record, &error), "record");
    return record;
}

static void make_study(study *self)
{
    insights_record *record = make(INSIGHTS_PROJECT);

    insights_record_set_text(record, INSIGHTS_PROJECT_NAME, "Bench");
    insights_record_set_text(record, INSIGHTS_PROJECT_SLUG, "bench");
    save(self, record, self->project);
    record = make(INSIGHTS_ACTOR);
    insights_record_set_text(record, INSIGHTS_ACTOR_TYPE, "rules");
    insights_record_set_text(record, INSIGHTS_ACTOR_NAME, "bench");
    insights_record_set_text(record, INSIGHTS_ACTOR_REVISION, "1");
    save(self, record, self->actor);
    for (int i = 0; i < 100; i++) {
        record = make(INSIGHTS_INTERVIEW);
        insights_record_set_text(
            record, INSIGHTS_INTERVIEW_PROJECT_ID, self->project);
        insights_record_set_text(record, INSIGHTS_INTERVIEW_TITLE, "Talk");
        insights_record_set_text(record, INSIGHTS_INTERVIEW_STATUS, "ready");
        save(self, record, self->interviews[i]);
        record = make(INSIGHTS_TRANSCRIPT);
        insights_record_set_text(
            record, INSIGHTS_TRANSCRIPT_PROJECT_ID, self->project);
        insights_record_set_text(
            record, INSIGHTS_TRANSCRIPT_INTERVIEW_ID, self->interviews[i]);
        insights_record_set_int(record, INSIGHTS_TRANSCRIPT_NUMBER, 1);
        insights_record_set_text(record, INSIGHTS_TRANSCRIPT_CONTENT_HASH, "0");
        insights_record_set_int(record, INSIGHTS_TRANSCRIPT_BYTE_LENGTH, 1);
        insights_record_set_int(record, INSIGHTS_TRANSCRIPT_CHAR_LENGTH, 1);
        insights_record_set_int(record, INSIGHTS_TRANSCRIPT_UTF16_LENGTH, 1);
        insights_record_set_int(record, INSIGHTS_TRANSCRIPT_TURN_COUNT, 1);
        save(self, record, self->transcripts[i]);
    }
}

static insights_record *make_evidence(const study *self, size_t number)
{
    insights_record *record = make(INSIGHTS_EVIDENCE);
    size_t talk = number / BATCH % 100;
    char quote[512];
    char key[32];

    make_quote(quote, sizeof(quote));
    snprintf(key, sizeof(key), "%zu", number);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_PROJECT_ID, self->project);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_INTERVIEW_ID, self->interviews[talk]);
    insights_record_set_text(
        record, INSIGHTS_EVIDENCE_TRANSCRIPT_ID, self->transcripts[talk]);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_ACTOR_ID, self->actor);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_SPEAKER, "Maria");
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_FIRST_TURN, (int64_t)(number % BATCH));
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_LAST_TURN, (int64_t)(number % BATCH));
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_BYTE_START, (int64_t)(number % BATCH) * 90);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_BYTE_END,
        (int64_t)(number % BATCH) * 90 + 80);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_QUOTE, quote);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_START_MS, (int64_t)(number % BATCH) * 4000);
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_END_MS, (int64_t)(number % BATCH) * 4000 + 3);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_TIME_METHOD, "cue");
    insights_record_set_text(record, INSIGHTS_EVIDENCE_GROUNDING, "exact");
    insights_record_set_int(
        record, INSIGHTS_EVIDENCE_ORDER_INDEX, (int64_t)(number % BATCH));
    insights_record_set_text(record, INSIGHTS_EVIDENCE_KEY, key);
    insights_record_set_text(record, INSIGHTS_EVIDENCE_STANDING, "fact");
    return record;
}

/* Insert rows number `from` to `rows`; what the library took from begin to
 * commit. */
static spent insert_rows(const study *self, size_t from, size_t rows)
{
    spent total = {0, 0};

    for (size_t done = from; done < rows; done += BATCH) {
        insights_transaction *transaction = NULL;
        insights_record *records[BATCH];
        size_t count = rows - done < BATCH ? rows - done : BATCH;
        spent start;

        for (size_t i = 0; i < count; i++)
            records[i] = make_evidence(self, done + i);
        start = used();
        check(
            insights_transaction_new(self->store, &transaction, &error),
            "transaction");
        for (size_t i = 0; i < count; i++)
            check(
                insights_transaction_save(transaction, records[i], 0, &error),
                "save");
        check(insights_transaction_commit(transaction, &error), "commit");
        insights_transaction_free(transaction);
        add_used(&total, start);
        for (size_t i = 0; i < count; i++)
            insights_record_free(records[i]);
    }
    return total;
}

/* --- Reading -------------------------------------------------------------- */

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

static void print_times(const char *what, double *seconds, size_t count)
{
    qsort(seconds, count, sizeof(*seconds), by_size);
    printf(
        "%-34s p50 %8.3f ms   p99 %8.3f ms\n", what, seconds[count / 2] * 1e3,
        seconds[count * 99 / 100] * 1e3);
}

static size_t read_all(insights_cursor *cursor)
{
    const insights_record *record = NULL;
    size_t count = 0;

    while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK)
        count++;
    insights_cursor_free(cursor);
    return count;
}

static void time_queries(const study *self)
{
    static double ordered[SAMPLES];
    static double talks[SAMPLES];

    for (size_t i = 0; i < SAMPLES; i++) {
        insights_query *query = NULL;
        insights_cursor *cursor = NULL;
        double start = now();

        insights_query_new(INSIGHTS_EVIDENCE, &query, &error);
        insights_query_where_text(
            query, INSIGHTS_EVIDENCE_PROJECT_ID, INSIGHTS_EQ, self->project,
            &error);
        insights_query_order(
            query, INSIGHTS_EVIDENCE_STANDING, INSIGHTS_DESCENDING, &error);
        insights_query_limit(query, 50, &error);
        check(
            insights_store_query(self->store, query, &cursor, &error), "query");
        read_all(cursor);
        insights_query_free(query);
        ordered[i] = now() - start;

        start = now();
        query = NULL;
        insights_query_new(INSIGHTS_EVIDENCE, &query, &error);
        insights_query_where_text(
            query, INSIGHTS_EVIDENCE_INTERVIEW_ID, INSIGHTS_EQ,
            self->interviews[chance() % 100], &error);
        insights_query_limit(query, 50, &error);
        check(
            insights_store_query(self->store, query, &cursor, &error), "query");
        read_all(cursor);
        insights_query_free(query);
        talks[i] = now() - start;
    }
    print_times("50 of the project in order", ordered, SAMPLES);
    print_times("50 of one conversation", talks, SAMPLES);
}

/* Search for words of a range of ranks. */
static void time_searches(
    const study *self,
    const char *what,
    unsigned first,
    unsigned last,
    int words)
{
    static double seconds[SAMPLES];
    size_t found = 0;
    int cut = 0;

    for (size_t i = 0; i < SAMPLES; i++) {
        insights_query *query = NULL;
        insights_cursor *cursor = NULL;
        char text[64] = "";
        double start;

        for (int w = 0; w < words; w++) {
            char word[16];

            spell(first + (unsigned)(chance() % (last - first)), word);
            snprintf(
                text + strlen(text), sizeof(text) - strlen(text), "%s ", word);
        }
        start = now();
        insights_query_new(INSIGHTS_EVIDENCE, &query, &error);
        insights_query_where_text(
            query, INSIGHTS_EVIDENCE_PROJECT_ID, INSIGHTS_EQ, self->project,
            &error);
        check(
            insights_store_search(self->store, text, query, &cursor, &error),
            "search");
        cut += insights_cursor_truncated(cursor);
        found += read_all(cursor);
        insights_query_free(query);
        seconds[i] = now() - start;
    }
    print_times(what, seconds, SAMPLES);
    printf(
        "%-34s %zu found, %d of %d cut at the limit\n", "", found, cut,
        SAMPLES);
}

static void time_ids(const study *self)
{
    static double gets[SAMPLES];
    static double ends[SAMPLES];
    insights_query *query = NULL;
    insights_cursor *cursor = NULL;
    const insights_record *record = NULL;
    size_t count = 0;

    insights_query_new(INSIGHTS_EVIDENCE, &query, &error);
    insights_query_limit(query, SAMPLES, &error);
    check(insights_store_query(self->store, query, &cursor, &error), "query");
    while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK) {
        const char *id = insights_record_id(record);
        insights_record *found = NULL;
        char *full = NULL;
        double start = now();

        check(
            insights_store_get(
                self->store, INSIGHTS_EVIDENCE, id, &found, &error),
            "get");
        gets[count] = now() - start;
        insights_record_free(found);
        start = now();
        if (count < 20)
            check(
                insights_store_resolve(
                    self->store, INSIGHTS_EVIDENCE, id + 28, &full, &error),
                "resolve");
        ends[count++] = now() - start;
        insights_free(full);
    }
    print_times("one by its id", gets, count);
    print_times("one by the end of its id", ends, count < 20 ? count : 20);
    insights_cursor_free(cursor);
    insights_query_free(query);
}

static void open_study(study *self, const char *path, uint32_t flags)
{
    insights_store_options options = INSIGHTS_STORE_OPTIONS_INIT;

    options.flags = flags;
    check(insights_store_open(path, &options, &self->store, &error), "open");
}

static void remove_all(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-insights"};
    char name[512];

    for (size_t i = 0; i < 4; i++) {
        snprintf(name, sizeof(name), "%s%s", path, ends[i]);
        unlink(name);
    }
}

/* Find out the ids of a study that was kept. */
static void find_study(study *self)
{
    static const insights_kind kinds[] = {INSIGHTS_PROJECT, INSIGHTS_INTERVIEW};

    for (int i = 0; i < 2; i++) {
        insights_query *query = NULL;
        insights_cursor *cursor = NULL;
        const insights_record *record = NULL;
        size_t count = 0;

        insights_query_new(kinds[i], &query, &error);
        check(
            insights_store_query(self->store, query, &cursor, &error), "query");
        while (insights_cursor_next(cursor, &record, &error) == INSIGHTS_OK &&
               count < 100)
            snprintf(
                i ? self->interviews[count++] : self->project, 40, "%s",
                insights_record_id(record));
        insights_cursor_free(cursor);
        insights_query_free(query);
    }
}

/* Make the study and say how fast that went. */
static void time_inserts(study *self, const char *path, size_t rows)
{
    size_t compared = rows < COMPARED ? rows : COMPARED;
    double start = now();
    spent first;
    spent bare;
    spent rest;

    remove_all(path);
    open_study(self, path, INSIGHTS_STORE_CREATE);
    printf("%-34s %8.1f ms\n", "making a store", (now() - start) * 1e3);
    make_study(self);
    first = insert_rows(self, 0, compared);
    printf(
        "%-34s %8.0f rows/s (the first %zu rows, %d a transaction)\n",
        "inserting", (double)compared / first.wall, compared, BATCH);
    bare = insert_bare(path, compared);
    printf(
        "%-34s %8.0f rows/s\n", "the same through bare sqlite3",
        (double)compared / bare.wall);
    printf(
        "%-34s %8.2f times as long (%.2f of processor time)\n",
        "the library takes", first.wall / bare.wall, first.cpu / bare.cpu);
    rest = insert_rows(self, compared, rows);
    printf(
        "%-34s %8.0f rows/s (%zu rows)\n", "inserting all of them",
        (double)rows / (first.wall + rest.wall), rows);
    printf("%-34s %8.1f MB\n", "memory after inserting", resident_mb());
    start = now();
    insights_store_free(self->store);
    printf("%-34s %8.1f ms\n", "closing", (now() - start) * 1e3);
}

int main(int argc, char **argv)
{
    static study self;
    static double openings[50];
    const char *path = "/tmp/bench-store.insights";
    size_t rows = 100000;
    int reuse = 0;
    int keep = 0;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--rows") == 0 && i + 1 < argc)
            rows = (size_t)strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--file") == 0 && i + 1 < argc)
            path = argv[++i];
        else if (strcmp(argv[i], "--keep") == 0)
            keep = 1;
        else if (strcmp(argv[i], "--reuse") == 0)
            reuse = keep = 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!reuse)
        time_inserts(&self, path, rows);
    for (size_t i = 0; i < 50; i++) {
        double start = now();

        open_study(&self, path, 0);
        openings[i] = now() - start;
        if (i < 49)
            insights_store_free(self.store);
    }
    print_times("opening", openings, 50);
    find_study(&self);
    time_ids(&self);
    time_queries(&self);
    time_searches(&self, "search, a rare word", 8000, WORDS, 1);
    time_searches(&self, "search, a common word", 0, 8, 1);
    time_searches(&self, "search, two common words", 0, 8, 2);
    time_searches(&self, "search, a common and a rare word", 500, 4000, 2);
    printf("%-34s %8.1f MB\n", "memory after reading", resident_mb());
    insights_store_free(self.store);
    insights_error_free(error);
    if (!keep)
        remove_all(path);
    return 0;
}
