/* undo.h - an undo on its way. */
#ifndef INSIGHTS_ANALYSIS_UNDO_H
#define INSIGHTS_ANALYSIS_UNDO_H

#include "analysis/journal.h"

#include <jansson.h>

typedef struct insights__undoing {
    insights_study *study;
    insights__unit unit;
    char group[INSIGHTS__UUID_TEXT];
    insights__record_list rows;  /* of the group */
    insights__map *later;        /* target id -> a row of a later command */
    insights__record_list after; /* holds those rows */
    insights__counts counts;
    const char *undoes; /* the group that this group undid, or NULL */
    /* A text that changes: */
    insights_record *interview; /* as it is now */
    char from[INSIGHTS__UUID_TEXT];
    char to[INSIGHTS__UUID_TEXT];
} insights__undoing;

/* The text of a field of a row; "" where it is null. */
const char *insights__row_text(
    const insights_record *row,
    insights_field field);

/* Set the fields of a record from the object that a row has of it. */
insights_status insights__row_set_values(
    insights_record *record,
    const json_t *values,
    insights_error **error);

/* Whether a person made a row. */
insights_status insights__row_is_human(
    insights_study *study,
    const insights_record *row,
    int *out,
    insights_error **error);

/* Find the command that is meant (NULL: the latest that can be undone), and
 * load its rows. */
insights_status insights__undo_find(
    insights__undoing *self,
    const char *group,
    insights_error **error);

#endif
