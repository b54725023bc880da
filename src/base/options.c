/* options.c - options structs of any age into the one of this library. */
#include "base/options.h"

#include <assert.h>
#include <string.h>

insights_status insights__options_read(
    void *own,
    size_t own_size,
    const void *given,
    insights_error **error)
{
    const unsigned char *bytes = given;
    size_t size = 0;

    assert(own_size >= sizeof(size_t));
    memset(own, 0, own_size);
    memcpy(own, &own_size, sizeof(own_size));
    if (!given)
        return INSIGHTS_OK;

    memcpy(&size, given, sizeof(size));
    if (size < sizeof(size))
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "the size of options is %zu; set it with the struct's _INIT", size);

    for (size_t i = own_size; i < size; i++) {
        if (bytes[i] != 0)
            return insights__fail(
                error, INSIGHTS_E_UNSUPPORTED,
                "options set a field at byte %zu that this version lacks", i);
    }
    memcpy(own, given, size < own_size ? size : own_size);
    memcpy(own, &own_size, sizeof(own_size));
    return INSIGHTS_OK;
}
