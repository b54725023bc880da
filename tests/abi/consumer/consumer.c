/* consumer.c - the least a program can do with the installed library. */
#include <insights/base.h>
#include <insights/error.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    if (strcmp(insights_version(), INSIGHTS_VERSION_STRING) != 0) {
        fprintf(
            stderr, "headers of %s, library %s\n", INSIGHTS_VERSION_STRING,
            insights_version());
        return 1;
    }
    if (insights_error_code(NULL) != INSIGHTS_OK)
        return 1;
    printf("libinsights %s works\n", insights_version());
    return 0;
}
