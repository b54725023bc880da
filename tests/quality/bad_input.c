/* bad_input.c - what unreasonable files cost, in seconds and memory.
 *
 *   bad_input [MEGABYTES]      50 by default
 *
 * Each file is read in a process of its own. One fails that takes more than
 * LIMIT_SECONDS of processor time a MiB, or more memory than LIMIT_TIMES its
 * size and LIMIT_TURN bytes a turn, or ends otherwise than in turns or a
 * refusal.
 */
#define _DEFAULT_SOURCE

#include <insights.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIMIT_SECONDS 2.0
#define LIMIT_TIMES 10
#define LIMIT_TURN 512
#define LIMIT_BASE_MIB 64

typedef struct bad_file {
    const char *what;
    const char *head;
    const char *repeat; /* until it is as large as asked for */
    const char *tail;
} bad_file;

static const bad_file files[] = {
    {"text: words on one line", "Ana: ", "word ", "\nBo: Yes.\n"},
    {"text: one word", "Ana: ", "a", "\n"},
    {"text: names on one line", "", "Ana: yes. Bo: no. ", ""},
    {"text: line ends", "Ana: yes\n", "\n", "Bo: no\n"},
    {"text: colons", "", ":", ""},
    {"text: brackets", "", "[", ""},
    {"text: times", "", "[00:01] ", ""},
    {"text: combining marks", "Ana: e", "\xCC\x81", "\n"},
    {"vtt: words on one line", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "word ",
     "\n"},
    {"vtt: tags never closed", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<b>",
     "\n"},
    {"vtt: tags never ended", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<b ",
     "\n"},
    {"vtt: references", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "&amp", "\n"},
    {"vtt: lines of one cue", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "- yes\n",
     "\n"},
    {"vtt: cues without text", "WEBVTT\n", "\n00:01.000 --> 00:02.000\n", ""},
    {"vtt: arrows", "WEBVTT\n\n", "-->", "\n"},
    {"srt: words on one line", "1\n00:00:01,000 --> 00:00:02,000\n", "word ",
     "\n"},
    {"srt: positions never ended", "1\n00:00:01,000 --> 00:00:02,000\n",
     "{\\an8 ", "\n"},
    {"srt: numbers", "1\n00:00:01,000 --> 00:00:02,000\nyes\n\n", "7\n", ""},
    {"markdown: words on one line", "# Talk\n\n**Ana:** ", "word ", "\n"},
    {"markdown: stars", "# Talk\n\n**Ana:** ", "*a ", "\n"},
    {"markdown: open links", "# Talk\n\n**Ana:** ", "[a](", "\n"},
    {"markdown: open tags", "# Talk\n\n**Ana:** ", "<a", "\n"},
    {"markdown: code", "# Talk\n\n**Ana:** ", "`a``", "\n"},
    {"markdown: quotations", "# Talk\n\n", "> ", "\n"},
    {"json: one string", "{\"turns\": [{\"text\": \"", "word ", "\"}]}"},
    {"json: turns on one line", "{\"turns\": [",
     "{\"speaker\": \"Ana\", \"text\": \"yes\"}, ", "{\"text\": \"no\"}]}"},
    {"json: brackets", "{\"turns\": ", "[", ""},
    {"whisper: words of one segment",
     "{\"segments\": [{\"text\": \"a\", \"words\": [",
     "{\"word\": \" a\", \"start\": 1.0, \"end\": 2.0}, ",
     "{\"word\": \"a\"}]}]}"},
    {"text: control characters", "Ana: yes\n",
     "yes yes yes yes yes yes yes yes \1", ""},
};

static void write_file(FILE *file, const bad_file *bad, size_t size)
{
    static char block[1 << 16];
    size_t step = strlen(bad->repeat);
    size_t length = 0;
    size_t written = 0;

    while (length + step <= sizeof(block)) {
        memcpy(block + length, bad->repeat, step);
        length += step;
    }
    fputs(bad->head, file);
    for (; written < size; written += length)
        fwrite(block, 1, length, file);
    fputs(bad->tail, file);
}

/* A file in which `speakers` people say something each. */
static void write_speakers(FILE *file, size_t speakers)
{
    size_t i;

    fputs("WEBVTT\n", file);
    for (i = 0; i < speakers; i++)
        fprintf(
            file, "\n%02zu:%02zu.000 --> %02zu:%02zu.500\n<v P %zu>I am %zu.\n",
            i / 60 % 60, i % 60, i / 60 % 60, i % 60, i, i);
}

/* In the child: read, and say in one line what came of it. */
static void read_and_tell(const char *path, int out)
{
    insights_conversation_options options = INSIGHTS_CONVERSATION_OPTIONS_INIT;
    insights_conversation *conversation = NULL;
    insights_error *error = NULL;
    char line[100];
    int length;

    options.file_name = "talk";
    if (insights_conversation_read_file(path, &options, &conversation, &error) <
        0)
        length = snprintf(
            line, sizeof(line), "%.90s", insights_error_message(error));
    else
        length = snprintf(
            line, sizeof(line), "%s, %zu turns",
            insights_conversation_format(conversation),
            insights_conversation_turns(conversation));
    if (length > 0 && write(out, line, strlen(line)) < 0)
        length = 0;
    insights_conversation_free(conversation);
    insights_error_free(error);
    _exit(length > 0 ? 0 : 1);
}

static double seconds_of(const struct rusage *usage)
{
    return (double)usage->ru_utime.tv_sec + (double)usage->ru_stime.tv_sec +
           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

/* Read the file in a child; 1: within its limits. */
static int try_file(const char *what, const char *path, size_t size)
{
    double asked = (double)size / 1048576;
    size_t turns = 0;
    char line[101] = "";
    struct rusage usage;
    int status = 0;
    int ends[2];
    double seconds;
    double mib;
    int fine;
    pid_t child;

    if (pipe(ends))
        return 0;
    fflush(stdout);
    child = fork();
    if (!child) {
        alarm(300);
        read_and_tell(path, ends[1]);
    }
    close(ends[1]);
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 0;
    seconds = seconds_of(&usage);
    mib = (double)usage.ru_maxrss / 1024;
    if (read(ends[0], line, sizeof(line) - 1) < 0)
        line[0] = '\0';
    close(ends[0]);
    if (sscanf(line, "%*[a-z], %zu turns", &turns) != 1)
        turns = 0;
    fine = WIFEXITED(status) && !WEXITSTATUS(status) &&
           seconds < asked * LIMIT_SECONDS + 1 &&
           mib < asked * LIMIT_TIMES + LIMIT_BASE_MIB +
                     (double)turns * LIMIT_TURN / 1048576;
    if (WIFSIGNALED(status))
        snprintf(
            line, sizeof(line), "%s",
            WTERMSIG(status) == SIGALRM ? "given up" : "crashed");
    printf(
        "%-32s %6.1f %8.2f %8.0f  %s%s\n", what, asked, seconds, mib,
        fine ? "" : "TOO MUCH: ", line);
    return fine;
}

int main(int argc, char **argv)
{
    size_t size = (size_t)(argc > 1 ? atoi(argv[1]) : 50) << 20;
    char path[] = "/tmp/insights-bad-input-XXXXXX";
    int descriptor = mkstemp(path);
    int failed = 0;
    size_t i;

    if (descriptor < 0)
        return 1;
    close(descriptor);
    printf("%-32s %6s %8s %8s\n", "", "MiB", "CPU s", "peak MiB");
    for (i = 0; i < sizeof(files) / sizeof(files[0]) + 2; i++) {
        static const bad_file beyond = {
            "text: a line beyond the limit", "Ana: ", "word ", "\n"};
        size_t count = sizeof(files) / sizeof(files[0]);
        const char *what = i < count    ? files[i].what
                           : i == count ? "vtt: 10,000 speakers"
                                        : beyond.what;
        FILE *file = fopen(path, "wb");
        long length;

        if (!file)
            return 1;
        if (i < count)
            write_file(file, &files[i], size);
        else if (i == count)
            write_speakers(file, 10000);
        else
            write_file(file, &beyond, (size_t)70 << 20);
        length = ftell(file);
        fclose(file);
        failed += !try_file(what, path, (size_t)length);
    }
    unlink(path);
    printf("%d of %zu went beyond their limits\n", failed, i);
    return failed ? 1 : 0;
}
