/* log.h - messages to whoever asked for them (insights_log_set). */
#ifndef INSIGHTS_BASE_LOG_H
#define INSIGHTS_BASE_LOG_H

#include "base/error.h"

INSIGHTS__PRINTF(2, 3)
void insights__log(int level, const char *format, ...);

#endif
