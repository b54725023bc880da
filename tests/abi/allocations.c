/* allocations.c - every public call, with every one of its allocations
 * failing in turn.
 *
 *   abi_allocations [--all] [CALL…]
 *
 * Without --all some twenty places of each call are tried, the first and the
 * last among them, which is quick enough for every commit. A call that fails
 * must say no_memory, give no output, and leave every record of the store as
 * it was; one of two stages may say that the first is done, and then ends when
 * it is called again. Sanitizers see to the rest. The list of calls is compared
 * with the headers: one that has no trial is a failure.
 */
#include "abi/trials.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/platform/platform.h"

#include <dirent.h>
#include <stdlib.h>
#include <time.h>

#define PLACES 20 /* of a call, without --all */

typedef struct digest {
    char text[INSIGHTS__SHA256_TEXT];
} digest;

static int add_bytes(const void *bytes, size_t length, void *user)
{
    insights__sha256_add(user, bytes, length);
    return 0;
}

/* What the store holds, as one number. */
static digest look(const world *self)
{
    insights__sha256 *hash = insights__sha256_new();
    digest out;

    memset(&out, 0, sizeof(out));
    if (self->store && insights_store_export(
                           self->store, add_bytes, hash, NULL) == INSIGHTS_OK)
        insights__sha256_text(hash, out.text, NULL);
    insights__sha256_free(hash);
    return out;
}

typedef struct tally {
    unsigned long calls;
    unsigned long places;  /* where an allocation failed */
    unsigned long endured; /* the call succeeded all the same */
    unsigned long halves;  /* it failed, said what was done, and was ended */
    unsigned long faults;
} tally;

static void fault(const trial *self, long place, const char *what, tally *sum)
{
    printf("%s: allocation %ld: %s\n", self->name, place, what);
    sum->faults++;
}

/* A failure changed the store: that must have been said, and the same call
 * must come to the end. */
static void end_half_done(
    const trial *self,
    world *around,
    digest *before,
    long place,
    tally *sum)
{
    if (self->writes != 2 || !around->error ||
        !strstr(insights_error_message(around->error), "again")) {
        fault(self, place, "the store is not as it was", sum);
    } else {
        sum->halves++;
        if (self->run(around) < 0)
            fault(self, place, "calling again does not end it", sum);
    }
    world_end(around);
    world_begin(around);
    *before = look(around);
}

/* One call with allocation `place` failing. 0: it asked for fewer. */
static int fail_at(
    const trial *self,
    world *around,
    digest *before,
    long place,
    tally *sum)
{
    unsigned long asked = insights__alloc_count();
    insights_status status;
    int reached;

    insights__alloc_fail_after(place);
    status = self->run(around);
    insights__alloc_fail_after(-1);
    asked = insights__alloc_count() - asked;
    reached = asked > (unsigned long)place;
    sum->places += (unsigned long)reached;
    if (status < 0 && status != INSIGHTS_E_NOMEM) {
        char why[300];

        snprintf(
            why, sizeof(why), "fails with %d (%s), not no_memory", status,
            around->error ? insights_error_message(around->error) : "no error");
        fault(self, place, why, sum);
    }
    if (around->output_after_failure)
        fault(self, place, "there is an output after a failure", sum);
    if (status >= 0) {
        sum->endured += (unsigned long)reached;
        if (self->writes) {
            world_end(around);
            world_begin(around);
            *before = look(around);
        }
    } else if (self->writes) {
        digest after = look(around);

        if (strcmp(before->text, after.text) != 0)
            end_half_done(self, around, before, place, sum);
    }
    return reached;
}

/* How many allocations the call asks for when none fails. */
static long measure(const trial *self, world *around, tally *sum)
{
    unsigned long asked = insights__alloc_count();
    insights_status status = self->run(around);

    asked = insights__alloc_count() - asked;
    if (status < 0) {
        char why[300];

        snprintf(
            why, sizeof(why), "fails without need: %d, %s", status,
            around->error ? insights_error_message(around->error) : "");
        fault(self, -1, why, sum);
    }
    return (long)asked;
}

static void try_call(const trial *self, int all, tally *sum)
{
    unsigned long places = sum->places;
    unsigned long endured = sum->endured;
    world around;
    digest before;
    long count;
    long step;

    memset(&around, 0, sizeof(around));
    world_begin(&around);
    count = measure(self, &around, sum);
    world_end(&around);
    world_begin(&around);
    before = look(&around);
    step = all || count <= PLACES ? 1 : count / PLACES + 1;
    for (long place = 0; place < count; place += step)
        fail_at(self, &around, &before, place, sum);
    for (long place = count > 1 ? count - 1 : 0;
         fail_at(self, &around, &before, place, sum); place++)
        continue;
    world_end(&around);
    sum->calls++;
    printf(
        "%-36s %7lu failed, %5lu endured\n", self->name, sum->places - places,
        sum->endured - endured);
    fflush(stdout);
}

/* --- Is it every call? ---------------------------------------------------- */

static int has_trial(const trial *trials, const char *name, size_t length)
{
    for (size_t i = 0; trials[i].name; i++)
        if (strlen(trials[i].name) == length &&
            memcmp(trials[i].name, name, length) == 0)
            return 1;
    return 0;
}

/* Every declaration of a header that takes an error has a trial. */
static void check_header(const char *path, tally *sum)
{
    char *text = NULL;
    size_t length = 0;
    const char *at;

    if (insights__file_read_all(path, 1u << 24, &text, &length, NULL) < 0)
        return;
    for (at = text; (at = strstr(at, "\nINSIGHTS_API")) != NULL;) {
        const char *end = strchr(at, ';');
        const char *open = strchr(at, '(');
        const char *takes = strstr(at, "insights_error **error");
        const char *name = open;

        while (name && name > at && name[-1] != ' ' && name[-1] != '*' &&
               name[-1] != '\n')
            name--;
        if (end && open && takes && takes < end &&
            !has_trial(store_trials, name, (size_t)(open - name)) &&
            !has_trial(study_trials, name, (size_t)(open - name))) {
            printf("%.*s has no trial\n", (int)(open - name), name);
            sum->faults++;
        }
        at = end ? end : at + 1;
    }
    insights__free(text);
}

static void check_headers(tally *sum)
{
    DIR *folder = opendir(INSIGHTS_TEST_ROOT "/include/insights");
    const struct dirent *entry;

    while (folder && (entry = readdir(folder)) != NULL) {
        char path[1024];

        if (entry->d_name[0] == '.' || !strcmp(entry->d_name, "model.h"))
            continue;
        snprintf(
            path, sizeof(path), "%s/include/insights/%s", INSIGHTS_TEST_ROOT,
            entry->d_name);
        check_header(path, sum);
    }
    if (folder)
        closedir(folder);
}

static int wanted(const char *name, int count, char **names)
{
    int any = 0;

    for (int i = 1; i < count; i++) {
        if (names[i][0] == '-')
            continue;
        any = 1;
        if (!strcmp(names[i], name))
            return 1;
    }
    return !any;
}

static void try_calls(
    const trial *trials,
    int count,
    char **arguments,
    int all,
    tally *sum)
{
    for (size_t i = 0; trials[i].name; i++)
        if (wanted(trials[i].name, count, arguments))
            try_call(&trials[i], all, sum);
}

int main(int count, char **arguments)
{
    int all = count > 1 && !strcmp(arguments[1], "--all");
    time_t began = time(NULL);
    tally sum;

    memset(&sum, 0, sizeof(sum));
    check_headers(&sum);
    try_calls(store_trials, count, arguments, all, &sum);
    try_calls(study_trials, count, arguments, all, &sum);
    printf(
        "%lu calls, %lu failing allocations (%s), %lu endured, %lu half done "
        "and ended, %lu faults, %ld s\n",
        sum.calls, sum.places, all ? "all" : "some", sum.endured, sum.halves,
        sum.faults, (long)(time(NULL) - began));
    return sum.faults > 0;
}
