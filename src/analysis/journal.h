/* journal.h - a unit of work: changes, and the record of them.
 *
 *     insights__unit unit;
 *     status = insights__unit_begin(&unit, study, INSIGHTS__PERSON, "memo",
 *                                   error);
 *     if (status >= 0)
 *         status = insights__unit_save(&unit, memo, NULL, 0, error);
 *     if (status >= 0)
 *         status = insights__unit_commit(&unit, "wrote a memo", error);
 *     insights__unit_free(&unit);
 *
 * Keeps true: the changes and the rows of kind `change` that tell of them are
 * one transaction; every row of a unit has the same group. What a row holds:
 *
 *   made      before null, after the fields as an object
 *   changed   before and after the changed fields
 *   deleted   before a list of whole records (what went, and all that went
 *             with it), after null; {"records": n} where that is over 8 MiB,
 *             and then it cannot be undone
 */
#ifndef INSIGHTS_ANALYSIS_JOURNAL_H
#define INSIGHTS_ANALYSIS_JOURNAL_H

#include "analysis/study.h"
#include "base/map.h"

typedef struct insights__unit {
    insights_study *study;
    insights_transaction *transaction;
    insights__record_list changes;
    insights__map *touched; /* ids saved or deleted here */
    char actor[INSIGHTS__UUID_TEXT];
    char group[INSIGHTS__UUID_TEXT];
    const char *verb;
    const char *undoes; /* a group, or NULL */
    int64_t at;
    size_t operations;
} insights__unit;

/* Bits for insights__unit_save(). */
enum {
    INSIGHTS__UNTOLD = 1u << 0,  /* no row: part of something that has one */
    INSIGHTS__RESTORED = 1u << 1 /* as it was: id, version and times */
};

insights_status insights__unit_begin(
    insights__unit *unit,
    insights_study *study,
    insights__who who,
    const char *verb,
    insights_error **error);

/* The same for a person of that name; NULL: the study's actor. */
insights_status insights__unit_begin_as(
    insights__unit *unit,
    insights_study *study,
    const char *name,
    const char *verb,
    insights_error **error);

void insights__unit_free(insights__unit *unit);

/* Save a record. `before` is the record as it was read, NULL where it is
 * new. Nothing happens where no field differs. A record is saved at most
 * once in a unit. */
insights_status insights__unit_save(
    insights__unit *unit,
    insights_record *record,
    const insights_record *before,
    unsigned flags,
    insights_error **error);

/* Delete a record and what goes with it. */
insights_status insights__unit_delete(
    insights__unit *unit,
    const insights_record *record,
    insights_error **error);

/* Whether two records agree in a field; absent is null. */
int insights__same_value(
    const insights_record *a,
    const insights_record *b,
    insights_field field);

/* Add a row by hand; `before` and `after` are JSON or NULL. */
insights_status insights__unit_tell(
    insights__unit *unit,
    insights_kind kind,
    const char *id,
    const char *before,
    const char *after,
    insights_error **error);

/* Whether this unit saved or deleted the record. */
int insights__unit_touched(const insights__unit *unit, const char *id);

/* Fail the commit where somebody saved the record meanwhile. */
insights_status insights__unit_require(
    insights__unit *unit,
    const insights_record *record,
    insights_error **error);

/* Make it last. `summary` is the line of the log. */
insights_status insights__unit_commit(
    insights__unit *unit,
    const char *summary,
    insights_error **error);

/* The same, and `*out` is `answer`, which is freed where it fails. */
insights_status insights__unit_commit_with(
    insights__unit *unit,
    const char *summary,
    insights_record *answer,
    insights_record **out,
    insights_error **error);

/* The same with an INSIGHTS_SUMMARY of the counts; `details` is JSON or
 * NULL. */
insights_status insights__unit_finish(
    insights__unit *unit,
    const insights__counts *counts,
    const char *details,
    const char *summary,
    insights_record **out,
    insights_error **error);

/* The same, and `*out` is a record as it is saved then: one that this unit
 * saves, or one that stood before. */
insights_status insights__unit_give(
    insights__unit *unit,
    insights_kind kind,
    const char *id,
    const char *summary,
    insights_record **out,
    insights_error **error);

/* A record and all that goes when it is deleted, it first. Memos and tags
 * come last; persons whom only a deleted interview knew stand in it too. */
insights_status insights__closure(
    insights_study *study,
    const insights_record *root,
    insights__record_list *out,
    insights_error **error);

#endif
