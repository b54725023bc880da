/* codes_qdc.h - a codebook of REFI-QDA on its way into a study.
 *
 * Each code of the book becomes a node: the code of the study that it means,
 * if there is one, and what that shall be. Keeps true: no two nodes mean the
 * same code; a parent's node comes before its children's.
 */
#ifndef INSIGHTS_ANALYSIS_CODES_QDC_H
#define INSIGHTS_ANALYSIS_CODES_QDC_H

#include "analysis/codes.h"
#include "analysis/qda.h"

typedef struct insights__qdc_node {
    const insights__qda_code *from;
    insights_record *standing; /* borrowed; NULL: it is new */
    char *name;                /* owned, as is the path */
    char *path;
    int64_t position; /* 0: as it stands */
    int keeps_guid;   /* the file's GUID belongs to another code */
    int saved;
    char id[INSIGHTS__UUID_TEXT]; /* once it is saved */
} insights__qdc_node;

typedef struct insights__qdc {
    insights__unit unit;
    insights__qda_book book;
    insights__losses losses;
    insights__counts counts;
    insights__record_list codes; /* as they stand */
    insights__map *by_guid;      /* GUIDs and ids to records of `codes` */
    insights__map *by_place;     /* parent's id, newline, name: the same */
    insights__map *claimed;      /* ids of codes that a node means */
    insights__map *names;        /* taken among the nodes */
    insights__map *by_path;      /* paths to ids, as they are being saved */
    insights__qdc_node *nodes;   /* as many as the book has codes */
} insights__qdc;

/* Find out what each node means, and what it is called from now on. */
insights_status insights__qdc_match(
    insights__qdc *self,
    insights_error **error);

/* Save the nodes, what lies below codes that moved, and the sets. */
insights_status insights__qdc_save(insights__qdc *self, insights_error **error);

/* The place of a name below a code of the study; "" for the root. */
insights_status insights__qdc_place(
    insights__buffer *out,
    const char *parent,
    const char *name,
    insights_error **error);

/* Put a pointer under a key: INSIGHTS_E_NOMEM or OK. */
insights_status insights__qdc_note(
    insights__map *map,
    const char *key,
    void *value,
    insights_error **error);

/* What insights_study_code_import() does with XML. */
insights_status insights__codes_import_qdc(
    insights_study *study,
    const char *bytes,
    size_t length,
    insights_record **out,
    insights_error **error);

#endif
