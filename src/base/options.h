/* options.h - reads options structs of callers built against an older or a
 * newer header: what the caller does not know of is zero, and what this
 * library does not know of must be zero. */
#ifndef INSIGHTS_BASE_OPTIONS_H
#define INSIGHTS_BASE_OPTIONS_H

#include "base/error.h"

/* Copy `given` (NULL: all defaults) into `own`, whose first member is a
 * size_t that will hold `own_size`. */
insights_status insights__options_read(
    void *own,
    size_t own_size,
    const void *given,
    insights_error **error);

#endif
