/*
 * files.c - files and folders that are named on the command line.
 */
#define _GNU_SOURCE

#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX ((size_t)1 << 30)

int cli_read_file(
    cli_context *context,
    const char *path,
    char **bytes,
    size_t *length)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    cli_buffer buffer = {0};
    char block[65536];
    size_t count = 0;
    int failed = 0;

    *bytes = NULL;
    *length = 0;
    if (!file && errno == ENOENT)
        return cli_complain(
            context, CLI_NOT_FOUND, "not_found", "%s: no such file", path);
    if (!file || cli_is_folder(path)) {
        if (file && file != stdin)
            fclose(file);
        return cli_complain(
            context, CLI_FAILURE, "io", "%s: %s", path,
            file ? "is a folder, a file is needed" : strerror(errno));
    }
    while (buffer.length <= FILE_MAX &&
           (count = fread(block, 1, sizeof(block), file)) > 0)
        cli_put_bytes(&buffer, block, count);
    failed = ferror(file) || buffer.length > FILE_MAX;
    if (file != stdin)
        fclose(file);
    if (failed) {
        cli_drop(&buffer);
        return cli_complain(
            context, CLI_FAILURE, "io", "%s: cannot be read", path);
    }
    *length = buffer.length;
    *bytes = cli_take(&buffer);
    return CLI_OK;
}

int cli_exists(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0;
}

int cli_is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

const char *cli_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

char *cli_beside(const char *path, const char *ending)
{
    const char *name = cli_base_name(path);
    const char *dot = strrchr(name, '.');
    size_t length = dot && dot != name ? (size_t)(dot - path) : strlen(path);

    return cli_format("%.*s%s", (int)length, path, ending);
}

/* Whether a name ends as those of transcripts do. */
static int has_ending(const char *name)
{
    static const char *const endings[] = {".vtt", ".srt",      ".sbv",  ".txt",
                                          ".md",  ".markdown", ".json", ".csv",
                                          ".tsv", ".docx",     ".pdf"};

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (cli_ends(name, endings[i]))
            return 1;
    return 0;
}

int cli_looks_like_path(const char *word)
{
    return strchr(word, '/') || (cli_exists(word) && !cli_is_folder(word)) ||
           has_ending(word);
}

static int is_transcript(const char *name)
{
    /* "~$call.docx" is Word's mark on a file that is open. */
    if (*name == '.' || cli_starts(name, "~$") || cli_starts(name, "README") ||
        cli_starts(name, "LICENSE") || cli_starts(name, "draft") ||
        cli_ends(name, ".report.html"))
        return 0;
    /* A table beside transcripts is rarely one of them. */
    return has_ending(name) && !cli_ends(name, ".csv") &&
           !cli_ends(name, ".tsv");
}

static int is_guide(const char *name)
{
    static const char *const names[] = {
        "guide.md", "guide.txt", "guide.markdown"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (cli_ends(name, names[i]))
            return 1;
    return 0;
}

void cli_folder_files(
    const char *folder,
    cli_texts *transcripts,
    cli_texts *guides)
{
    DIR *directory = opendir(folder);
    struct dirent *entry = NULL;
    size_t length = strlen(folder);
    cli_texts found = {0};

    while (length > 1 && folder[length - 1] == '/')
        length--;
    while (directory && (entry = readdir(directory)))
        if (is_transcript(entry->d_name))
            cli_texts_add(
                &found,
                cli_format("%.*s/%s", (int)length, folder, entry->d_name));
    if (directory)
        closedir(directory);
    cli_texts_sort(&found);
    for (size_t i = 0; i < found.count; i++) {
        cli_texts *to =
            is_guide(cli_base_name(found.items[i])) ? guides : transcripts;

        if (to && !cli_is_folder(found.items[i]))
            cli_texts_add(to, cli_copy(found.items[i]));
    }
    cli_texts_free(&found);
}

char *cli_shipped(const char *name)
{
    static const char *const places[] = {
        "../share/insights/examples", "../examples", "../../examples"};
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);

    if (length <= 0)
        return NULL;
    self[length] = '\0';
    *strrchr(self, '/') = '\0';
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        char *path = cli_format("%s/%s/%s", self, places[i], name);
        char *real = cli_exists(path) ? realpath(path, NULL) : NULL;

        free(path);
        if (real)
            return real;
    }
    return NULL;
}
