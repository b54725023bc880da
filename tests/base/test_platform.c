/* test_platform.c - threads, forks, files and locks of this system. */
#define _GNU_SOURCE

#include "base/alloc.h"
#include "base/environment.h"
#include "base/platform/platform.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/insights-platform-XXXXXX";
static char path[64];

static void make_folder(void)
{
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof(path), "%s/file", folder);
}

static void remove_folder(void)
{
    insights__path_delete(path);
    rmdir(folder);
}

TestSuite(platform, .init = make_folder, .fini = remove_folder);

static insights__file open_file(void)
{
    insights__file file;

    cr_assert(
        eq(int,
           insights__file_open(
               path, INSIGHTS__FILE_WRITE | INSIGHTS__FILE_CREATE, &file),
           0));
    return file;
}

Test(platform, what_is_written_is_read_up_to_the_end)
{
    insights__file file = open_file();
    char bytes[16] = "";
    int64_t size = 0;
    size_t got = 0;

    cr_expect(eq(int, insights__file_write(file, 3, "word", 4), 0));
    cr_expect(eq(int, insights__file_sync(file), 0));
    cr_expect(eq(int, insights__file_size(file, &size), 0));
    cr_expect(eq(i64, size, 7));
    cr_expect(
        eq(int, insights__file_read(file, 5, bytes, sizeof(bytes), &got), 0));
    cr_expect(eq(sz, got, 2));
    cr_expect(eq(int, memcmp(bytes, "rd", 2), 0));
    cr_expect(eq(int, insights__file_truncate(file, 1), 0));
    cr_expect(eq(int, insights__file_read(file, 5, bytes, 1, &got), 0));
    cr_expect(eq(sz, got, 0));
    insights__file_close(file);
}

Test(platform, a_new_file_is_readable_by_its_owner_alone_and_made_once)
{
    insights__file file = open_file();
    insights__file again;
    char command[128];

    snprintf(
        command, sizeof(command), "test \"$(stat -c %%a %s)\" = 600", path);
    cr_expect(eq(int, system(command), 0));
    cr_expect(
        eq(int,
           insights__file_open(
               path,
               INSIGHTS__FILE_WRITE | INSIGHTS__FILE_CREATE |
                   INSIGHTS__FILE_EXCLUSIVE,
               &again),
           EEXIST));
    cr_expect(eq(int, again, INSIGHTS__NO_FILE));
    insights__file_close(again);
    insights__file_close(file);
}

Test(platform, two_paths_to_one_file_have_one_identity)
{
    insights__file file = open_file();
    insights__file_identity by_file;
    insights__file_identity by_path;
    insights__file_identity other;

    cr_expect(eq(int, insights__file_identify(file, &by_file), 0));
    cr_expect(eq(int, insights__path_identify(path, &by_path), 0));
    cr_expect(eq(int, insights__path_identify(folder, &other), 0));
    cr_expect(eq(u64, by_file.inode, by_path.inode));
    cr_expect(eq(u64, by_file.device, by_path.device));
    cr_expect(ne(u64, by_file.inode, other.inode));
    cr_expect(eq(int, insights__path_identify("/no/such", &other), ENOENT));
    insights__file_close(file);
}

/* What a child process gets when it tries to lock byte 10. */
static int lock_in_child(insights__lock_owner owner)
{
    pid_t child = fork();
    int code = -1;

    if (child == 0) {
        insights__file file;

        if (insights__file_open(path, INSIGHTS__FILE_WRITE, &file) != 0)
            _exit(99);
        _exit(insights__file_lock(file, owner, 10, 1, 0) & 0x7f);
    }
    waitpid(child, &code, 0);
    return WEXITSTATUS(code);
}

static void expect_lock_between_processes(insights__lock_owner owner)
{
    insights__file file = open_file();
    int64_t process = -1;
    int held = -1;

    cr_expect(eq(int, insights__file_lock(file, owner, 10, 1, 0), 0));
    cr_expect(eq(int, lock_in_child(owner), EAGAIN));
    cr_expect(eq(
        int, insights__file_lock_held(file, owner, 10, 1, &held, &process), 0));
    cr_expect(eq(int, held, 0));
    cr_expect(eq(i64, process, 0));
    cr_expect(eq(int, insights__file_unlock(file, owner, 10, 1), 0));
    cr_expect(eq(int, lock_in_child(owner), 0));
    insights__file_close(file);
}

Test(platform, a_process_lock_keeps_other_processes_out)
{
    expect_lock_between_processes(INSIGHTS__LOCK_PROCESS);
}

Test(platform, a_description_lock_keeps_other_processes_out)
{
    expect_lock_between_processes(INSIGHTS__LOCK_DESCRIPTION);
}

Test(platform, a_description_lock_keeps_other_descriptors_out)
{
    insights__lock_owner owner = INSIGHTS__LOCK_DESCRIPTION;
    insights__file one = open_file();
    insights__file two = open_file();
    int held = 0;

    cr_expect(eq(int, insights__file_lock(one, owner, 0, 1, 0), 0));
    cr_expect(eq(int, insights__file_lock(two, owner, 0, 1, 0), EAGAIN));
    cr_expect(eq(int, insights__file_lock(two, owner, 1, 1, 0), 0));
    cr_expect(
        eq(int, insights__file_lock_held(two, owner, 0, 1, &held, NULL), 0));
    cr_expect(eq(int, held, 1));
    insights__file_close(two);
    insights__file_close(one);
}

Test(platform, the_kernel_drops_the_locks_of_a_killed_process)
{
    insights__file file = open_file();
    int64_t process = 0;
    int held = 0;
    int ends[2];
    char byte;
    pid_t child;

    cr_assert(eq(int, pipe(ends), 0));
    child = fork();
    if (child == 0) {
        insights__file_lock(file, INSIGHTS__LOCK_PROCESS, 0, 1, 0);
        if (write(ends[1], "x", 1) != 1)
            _exit(1);
        pause();
        _exit(0);
    }
    cr_assert(eq(long, (long)read(ends[0], &byte, 1), 1));
    cr_expect(
        eq(int,
           insights__file_lock_held(
               file, INSIGHTS__LOCK_PROCESS, 0, 1, &held, &process),
           0));
    cr_expect(eq(int, held, 1));
    cr_expect(eq(i64, process, (int64_t)child));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    cr_expect(
        eq(int, insights__file_lock(file, INSIGHTS__LOCK_PROCESS, 0, 1, 0), 0));
    insights__file_close(file);
    close(ends[0]);
    close(ends[1]);
}

Test(platform, a_whole_file_is_read_up_to_its_maximum)
{
    insights__file file = open_file();
    insights_error *error = NULL;
    char *text = NULL;
    size_t length = 0;

    insights__file_write(file, 0, "a\0b", 3);
    insights__file_close(file);
    cr_expect(
        eq(int, insights__file_read_all(path, 3, &text, &length, &error),
           INSIGHTS_OK));
    cr_expect(eq(sz, length, 3));
    cr_expect(eq(int, memcmp(text, "a\0b", 4), 0));
    insights__free(text);
    cr_expect(
        eq(int, insights__file_read_all(path, 2, &text, &length, &error),
           INSIGHTS_E_LIMIT));
    cr_expect(text == NULL);
    cr_expect(
        eq(int, insights__file_read_all("/no/such", 9, &text, &length, &error),
           INSIGHTS_E_NOT_FOUND));
    cr_expect(
        eq(str, (char *)insights_error_message(error),
           "cannot open '/no/such': no such file or folder"));
    cr_expect(
        eq(int, insights__file_read_all(folder, 9, &text, &length, &error),
           INSIGHTS_E_INVALID));
    insights_error_free(error);
}

Test(platform, reading_a_file_survives_every_allocation_failing)
{
    insights__file file = open_file();
    insights_status status = INSIGHTS_E_NOMEM;
    char *text = NULL;
    size_t length = 0;

    insights__file_write(file, 0, "words", 5);
    insights__file_close(file);
    for (long n = 0; status == INSIGHTS_E_NOMEM && n < 10; n++) {
        insights__alloc_fail_after(n);
        status = insights__file_read_all(path, 9, &text, &length, NULL);
        insights__alloc_fail_after(-1);
        cr_expect(status == INSIGHTS_OK || !text);
    }
    cr_expect(eq(int, status, INSIGHTS_OK));
    insights__free(text);
}

Test(platform, a_local_folder_is_not_taken_for_a_network)
{
    const char *kind = insights__path_network(path);

    cr_expect(kind == NULL, "%s", kind ? kind : "");
    cr_expect(insights__path_network("no such file") == 0);
    cr_expect(insights__path_network("/no/such/folder/file") == 0);
}

static void remember_signals(void *user)
{
    pthread_sigmask(SIG_SETMASK, NULL, user);
}

Test(platform, a_thread_takes_no_signals)
{
    insights__thread thread;
    sigset_t before;
    sigset_t inside;
    sigset_t after;

    sigemptyset(&inside);
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    cr_assert(
        eq(int, insights__thread_start(&thread, remember_signals, &inside), 0));
    insights__thread_join(thread);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    cr_expect(eq(int, sigismember(&inside, SIGTERM), 1));
    cr_expect(eq(int, sigismember(&inside, SIGINT), 1));
    cr_expect(
        eq(int, sigismember(&after, SIGTERM), sigismember(&before, SIGTERM)));
}

Test(platform, a_condition_gives_up_after_its_time)
{
    insights__mutex mutex = INSIGHTS__MUTEX_INIT;
    insights__condition condition;
    int64_t start = insights__monotonic_ns();

    cr_assert(eq(int, insights__condition_init(&condition), 0));
    insights__mutex_lock(&mutex);
    cr_expect(insights__mutex_try_lock(&mutex) == 0);
    cr_expect(insights__condition_wait_for(&condition, &mutex, 20) == 0);
    insights__mutex_unlock(&mutex);
    cr_expect(ge(i64, insights__monotonic_ns() - start, 15000000));
    insights__condition_destroy(&condition);
}

Test(platform, a_forked_child_sees_another_generation)
{
    unsigned before = insights__fork_generation();
    pid_t child = fork();
    int code = -1;

    if (child == 0)
        _exit(insights__fork_generation() == before + 1 ? 0 : 1);
    waitpid(child, &code, 0);
    cr_expect(eq(int, code, 0));
    cr_expect(eq(uint, insights__fork_generation(), before));
}

Test(platform, time_goes_forward_and_chance_differs)
{
    int64_t start = insights__monotonic_ns();
    unsigned char one[300] = {0};
    unsigned char two[300] = {0};

    insights__sleep_ms(5);
    cr_expect(ge(i64, insights__monotonic_ns() - start, 5000000));
    cr_expect(gt(i64, insights__wall_ms(), 1600000000000));
    cr_expect(insights__random(one, sizeof(one)));
    cr_expect(insights__random(two, sizeof(two)));
    cr_expect(memcmp(one, two, sizeof(one)) != 0);
}
