/* zones.h - time zones by their names. */
#ifndef INSIGHTS_ENGINE_HOST_ZONES_H
#define INSIGHTS_ENGINE_HOST_ZONES_H

#include "engine/core/zone.h"

/* `folder` NULL: the system's; `name` NULL: UTC, which needs no file. A zone
 * that is not there is INSIGHTS_E_NOT_FOUND, never silently UTC. */
insights_status insights__zone_load(
    const char *folder,
    const char *name,
    insights__zone **out,
    insights_error **error);

#endif
