/* data.h - where the test material is.
 *
 * The material stands beside the project, not in it: tests look in
 * $INSIGHTS_TEST_DATA, else in ../shared/data. A test that finds it missing
 * prints how many cases it skips and passes.
 */
#ifndef INSIGHTS_TESTS_SUPPORT_DATA_H
#define INSIGHTS_TESTS_SUPPORT_DATA_H

#include <stdio.h>
#include <stdlib.h>

/* Write the path of `name` ("webvtt/cases.jsonl") to `out`; 0 where there is
 * no such file or folder. */
static inline int insights_test_data_path(
    char *out,
    size_t size,
    const char *name)
{
    const char *root = getenv("INSIGHTS_TEST_DATA");
    int length;
    FILE *file;

    if (root && *root)
        length = snprintf(out, size, "%s/%s", root, name);
    else
        length = snprintf(
            out, size, "%s/../shared/data/%s", INSIGHTS_TEST_ROOT, name);
    if (length < 0 || (size_t)length >= size)
        return 0;
    file = fopen(out, "rb");
    if (!file)
        return 0;
    fclose(file);
    return 1;
}

/* Say that `count` cases were not run, in the words tests/run.sh collects. */
static inline void insights_test_skip(int count, const char *why)
{
    printf("skipped %d cases: %s\n", count, why);
}

#endif
