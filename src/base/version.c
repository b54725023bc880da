/* version.c - which libinsights this is. */
#include <insights/base.h>

const char *insights_version(void)
{
    return INSIGHTS_VERSION_STRING;
}
