/* codes.h - the codebook from the inside. */
#ifndef INSIGHTS_ANALYSIS_CODES_H
#define INSIGHTS_ANALYSIS_CODES_H

#include "analysis/journal.h"

/* Add the codes of the thirteen facet kinds where they are missing. */
insights_status insights__codes_system(
    insights_study *study,
    insights_transaction *transaction,
    insights_error **error);

/* The codes of a project, in order of path. */
insights_status insights__codes_load(
    insights_study *study,
    insights__record_list *out,
    insights_error **error);

/* The code that `text` means: its path, its name, its id, or these with
 * another case. *out NULL: nothing. Borrowed from the list. */
insights_status insights__codes_find(
    const insights__record_list *codes,
    const char *text,
    const insights_record **out,
    insights_error **error);

/* The same, or INSIGHTS_E_NOT_FOUND. */
insights_status insights__codes_need(
    const insights__record_list *codes,
    const char *text,
    const insights_record **out,
    insights_error **error);

/* The code with this path, made with its parents where they are missing and
 * added to the list. `definition` (may be NULL) is for a code that is made;
 * `*made` (may be NULL) counts those. */
insights_status insights__codes_ensure(
    insights__unit *unit,
    insights__record_list *codes,
    const char *path,
    const char *definition,
    const insights_record **out,
    size_t *made,
    insights_error **error);

/* Make the code with this path, and its parents where they are missing, from
 * a record that holds its other fields; the list owns it from here, also when
 * this fails. */
insights_status insights__codes_make(
    insights__unit *unit,
    insights__record_list *codes,
    const char *path,
    insights_record *code,
    insights_error **error);

/* Whether `path` is `above`, or lies below it. */
int insights__code_within(const char *path, const char *above);

/* A record of a list by its id; NULL: not there. */
insights_record *insights__record_list_by_id(
    const insights__record_list *list,
    const char *id);

#endif
