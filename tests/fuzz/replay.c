/* replay.c - give files to a fuzz target where there is no libFuzzer.
 *
 *   fuzz_vtt tests/fuzz/corpus/vtt [FILE…]
 *
 * Folders are taken file by file. Prints how many inputs there were; a
 * promise that is broken aborts. None at all is an error, so that a folder
 * that went missing is noticed.
 */
#include "fuzz/support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t length = 0;
    size_t got;

    if (!file)
        return 0;
    do {
        uint8_t *more = realloc(bytes, length + 65536);

        FUZZ_CHECK(more != NULL);
        bytes = more;
        got = fread(bytes + length, 1, 65536, file);
        length += got;
    } while (got);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
    return 1;
}

static int replay(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    char inside[4096];
    int count = 0;

    if (!folder)
        return replay_file(path);
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] == '.')
            continue;
        if (snprintf(inside, sizeof(inside), "%s/%s", path, entry->d_name) <
            (int)sizeof(inside))
            count += replay_file(inside);
    }
    closedir(folder);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    int i;

    for (i = 1; i < argc; i++)
        count += replay(argv[i]);
    printf("%d inputs\n", count);
    return count ? 0 : 1;
}
