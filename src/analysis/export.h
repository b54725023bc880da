/* export.h - what export and restore agree on. */
#ifndef INSIGHTS_ANALYSIS_EXPORT_H
#define INSIGHTS_ANALYSIS_EXPORT_H

#include <stddef.h>

/* How many bytes of a record's JSON name its account, from `*start` on; 0
 * where none do. */
size_t insights__export_cut_account(const char *json, size_t *start);

#endif
