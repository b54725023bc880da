/* import.h - files to interviews: the parts of an import. */
#ifndef INSIGHTS_ANALYSIS_IMPORT_H
#define INSIGHTS_ANALYSIS_IMPORT_H

#include "analysis/load.h"

/* --- import_people.c -------------------------------------------------------
 */

typedef struct insights__people_job {
    const insights_conversation *script;
    const char *interview_id;
    const char *given;        /* as for insights_conversation_participants(), or
                                 NULL: what people said before */
    const char *renamed_from; /* a label that became another, or NULL */
    const char *renamed_to;
} insights__people_job;

/* Who speaks, as participants of an interview: new ones are made, those that
 * stand are counted again and keep what a person said of them. `out` receives
 * the roles, `persons` (label -> id of a person) is filled; its ids live in
 * `out->arena`. Both are released by the caller, also after a failure. */
insights_status insights__people_sync(
    insights__unit *unit,
    const insights__people_job *job,
    insights__roles *out,
    insights__map *persons,
    insights_error **error);

/* --- import_similar.c ------------------------------------------------------
 */

/* An interview of the study that says nearly the same: owned, or NULL. */
insights_status insights__import_similar(
    insights_study *study,
    const insights_conversation *script,
    const char *title,
    const char *source,
    insights_record **out,
    insights_error **error);

/* --- import_result.c -------------------------------------------------------
 */

/* What an import did: a record of kind INSIGHTS_IMPORTED. */
typedef struct insights__import_result {
    const char *file;
    const insights_record *interview;
    const insights_conversation *script; /* NULL: read from the store */
    const insights__roles *roles;        /* with `script` */
    const insights_record *similar;      /* or NULL */
    const char *interview_id;            /* where `interview` has none yet */
    int already;
} insights__import_result;

insights_status insights__import_answer(
    insights_study *study,
    const insights__import_result *result,
    insights_record **out,
    insights_error **error);

/* What could not be taken as it stood, as a JSON list. */
void insights__warnings_json(
    insights__buffer *out,
    const insights_conversation *script,
    const insights_record *similar);

/* --- import_asset.c ---------------------------------------------------------
 */

/* Keep a file as an asset; `id` receives its id. */
insights_status insights__asset_keep(
    insights__unit *unit,
    const char *name,
    const void *bytes,
    size_t length,
    const char *hash,
    char id[INSIGHTS__UUID_TEXT],
    insights_error **error);

#endif
