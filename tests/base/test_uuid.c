/* test_uuid.c - ids that sort by the time they were made. */
#include "base/environment.h"
#include "base/uuid.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct fake {
    int64_t now;
    unsigned char byte;
    int fails;
} fake;

static int64_t fake_wall(void *user)
{
    return ((fake *)user)->now;
}

static int fake_random(void *bytes, size_t length, void *user)
{
    memset(bytes, ((fake *)user)->byte, length);
    return !((fake *)user)->fails;
}

static void use(fake *user)
{
    insights__environment environment = {
        fake_wall, fake_wall, fake_random, user};

    insights__environment_set(&environment);
}

Test(uuid, ids_grow_strictly_and_are_valid)
{
    char last[INSIGHTS__UUID_TEXT] = "";
    char id[INSIGHTS__UUID_TEXT];

    for (int i = 0; i < 20000; i++) {
        cr_assert(eq(int, insights__uuid_new(id, NULL), INSIGHTS_OK));
        cr_assert(insights__uuid_valid(id), "%s", id);
        cr_assert(id[14] == '7' && strchr("89ab", id[19]), "%s", id);
        cr_assert(strcmp(last, id) < 0, "%s after %s", id, last);
        memcpy(last, id, sizeof(id));
    }
}

Test(uuid, the_first_characters_are_the_time)
{
    fake user = {0x0123456789ab, 0, 0};
    char id[INSIGHTS__UUID_TEXT];

    use(&user);
    cr_assert(eq(int, insights__uuid_new(id, NULL), INSIGHTS_OK));
    cr_expect(eq(str, id, "01234567-89ab-7000-8000-000000000000"));
}

Test(uuid, a_clock_that_steps_back_does_not_take_ids_along)
{
    fake user = {1000000, 0xff, 0};
    char before[INSIGHTS__UUID_TEXT];
    char after[INSIGHTS__UUID_TEXT];

    use(&user);
    insights__uuid_new(before, NULL);
    user.now = 5;
    insights__uuid_new(after, NULL);
    cr_expect(strcmp(before, after) < 0);
    cr_expect(eq(int, strncmp(before, after, 13), 0));
}

Test(uuid, a_counter_that_runs_over_borrows_a_millisecond)
{
    fake user = {1000000, 0xff, 0};
    char last[INSIGHTS__UUID_TEXT] = "";
    char id[INSIGHTS__UUID_TEXT];

    /* Chance puts the counter just below its middle; in the child of a fork
     * it starts as used up. */
    use(&user);
    insights__uuid_new(last, NULL);
    for (int i = 0; i < 3; i++) {
        pid_t child = fork();
        int code = 1;

        if (child == 0) {
            insights__uuid_new(id, NULL);
            _exit(strcmp(last, id) < 0 && insights__uuid_valid(id) ? 0 : 1);
        }
        waitpid(child, &code, 0);
        cr_expect(eq(int, code, 0));
    }
}

Test(uuid, a_forked_child_makes_other_ids)
{
    char mine[INSIGHTS__UUID_TEXT];
    char theirs[INSIGHTS__UUID_TEXT] = "";
    int ends[2];
    pid_t child;

    insights__uuid_new(mine, NULL);
    cr_assert(eq(int, pipe(ends), 0));
    child = fork();
    if (child == 0) {
        insights__uuid_new(theirs, NULL);
        _exit(write(ends[1], theirs, sizeof(theirs)) < 0);
    }
    insights__uuid_new(mine, NULL);
    cr_assert(
        eq(long, (long)read(ends[0], theirs, sizeof(theirs)),
           (long)sizeof(theirs)));
    waitpid(child, NULL, 0);
    cr_expect(insights__uuid_valid(theirs));
    cr_expect(strcmp(mine + 24, theirs + 24) != 0);
    close(ends[0]);
    close(ends[1]);
}

Test(uuid, without_random_bytes_there_is_no_id)
{
    fake user = {1, 0, 1};
    insights_error *error = NULL;
    char id[INSIGHTS__UUID_TEXT];

    use(&user);
    cr_expect(eq(int, insights__uuid_new(id, &error), INSIGHTS_E_IO));
    insights_error_free(error);
    insights__environment_set(NULL);
    cr_expect(eq(int, insights__uuid_new(id, NULL), INSIGHTS_OK));
}

Test(uuid, only_the_canonical_form_is_valid)
{
    cr_expect(insights__uuid_valid("01234567-89ab-7000-8000-00000000000f"));
    cr_expect(
        insights__uuid_valid("01234567-89AB-7000-8000-000000000000") == 0);
    cr_expect(insights__uuid_valid("01234567-89ab-7000-8000-00000000000") == 0);
    cr_expect(
        insights__uuid_valid("01234567-89ab-7000-8000-0000000000000") == 0);
    cr_expect(
        insights__uuid_valid("0123456789ab-7000-8000-00000000000000") == 0);
    cr_expect(insights__uuid_valid("") == 0);
}
