/* study.h - the inside of insights_study, and what the files behind it share.
 *
 * Keeps true: whatever these helpers read belongs to the study's project;
 * whatever they write goes through a unit of work (journal.h).
 */
#ifndef INSIGHTS_ANALYSIS_STUDY_H
#define INSIGHTS_ANALYSIS_STUDY_H

#include "base/array.h"
#include "base/buffer.h"
#include "base/platform/platform.h"
#include "base/uuid.h"

#include <insights/model.h>
#include <insights/study.h>

/* Whom a unit of work acts for. */
typedef enum insights__who {
    INSIGHTS__MACHINE = 1, /* the library's own rules */
    INSIGHTS__ANYBODY = 2, /* the study's actor, else "somebody" */
    INSIGHTS__PERSON = 3   /* the study's actor, who must be named */
} insights__who;

struct insights_study {
    insights_store *store;
    char project[INSIGHTS__UUID_TEXT];
    char *actor; /* NULL: nobody was named */
    insights__mutex lock;
    char person_id[INSIGHTS__UUID_TEXT];  /* these two under the lock; "" */
    char machine_id[INSIGHTS__UUID_TEXT]; /* until they are needed */
};

/* --- study.c ---------------------------------------------------------------
 */

insights_store *insights__study_store(const insights_study *study);

/* The id of an actor, who is made where it is new. `name` NULL: the study's
 * own. Fails with INSIGHTS_E_DENIED where a person is needed and none named. */
insights_status insights__study_actor(
    insights_study *study,
    insights__who who,
    const char *name,
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error);

/* The project's record: owned. */
insights_status insights__study_project_record(
    insights_study *study,
    insights_record **out,
    insights_error **error);

/* --- study_tools.c ----------------------------------------------------------
 */

typedef INSIGHTS__ARRAY(insights_record *) insights__record_list;

void insights__record_list_free(insights__record_list *list);

/* Takes the record over, also when it fails; NULL fails. */
insights_status insights__record_list_add(
    insights__record_list *list,
    insights_record *record,
    insights_error **error);

/* A field and the text it must have; a list of them ends with field 0. */
typedef struct insights__filter {
    insights_field field;
    const char *text; /* NULL: is null */
} insights__filter;

/* Records of the project (or account, by kind). `filters` may be NULL;
 * `order` 0: in the order of making. */
insights_status insights__study_select(
    insights_study *study,
    insights_kind kind,
    const insights__filter *filters,
    insights_field order,
    insights_cursor **out,
    insights_error **error);

/* The same as writable copies, added to `out`. */
insights_status insights__study_load(
    insights_study *study,
    insights_kind kind,
    const insights__filter *filters,
    insights_field order,
    insights__record_list *out,
    insights_error **error);

/* The records whose `field` is `text`, as a list. */
insights_status insights__study_load_by(
    insights_study *study,
    insights_kind kind,
    insights_field field,
    const char *text,
    insights__record_list *out,
    insights_error **error);

/* The first such record, owned, or *out NULL: there is none. */
insights_status insights__study_find(
    insights_study *study,
    insights_kind kind,
    const insights__filter *filters,
    insights_record **out,
    insights_error **error);

/* A record of the project by what people type as its id: owned, writable. */
insights_status insights__study_get(
    insights_study *study,
    insights_kind kind,
    const char *id,
    insights_record **out,
    insights_error **error);

/* The interview named, or all of them by date and title. */
insights_status insights__study_interviews(
    insights_study *study,
    const char *interview,
    insights__record_list *out,
    insights_error **error);

/* A new record of the project: NULL where memory is short. */
insights_record *insights__study_new(
    const insights_study *study,
    insights_kind kind);

/* Whether a field has this text. NULL equals null. */
int insights__text_is(
    const insights_record *record,
    insights_field field,
    const char *text);

/* Set a time in the recording: below zero is null. */
void insights__set_ms(
    insights_record *record,
    insights_field field,
    int64_t ms);

/* Copy one field, whatever it is, from another record of the kind. */
insights_status insights__copy_field(
    insights_record *to,
    const insights_record *from,
    insights_field field);

/* A value of a record as JSON; absent is null. */
void insights__field_json(
    insights__buffer *buffer,
    const insights_record *record,
    insights_field field);

/* The record of kind INSIGHTS_SUMMARY. `details` is a JSON object, or NULL;
 * `group` may be "". */
typedef struct insights__counts {
    int64_t done;
    int64_t unchanged;
    int64_t refused;
} insights__counts;

insights_status insights__summary(
    const insights__counts *counts,
    const char *details,
    const char *group,
    const char *message,
    insights_record **out,
    insights_error **error);

/* Give an error of one's own to the caller where `status` is a failure that
 * it tells of; free it otherwise. */
void insights__error_pass(
    insights_status status,
    insights_error *own,
    insights_error **error);

/* SHA-256 of bytes as text. */
insights_status insights__hash_text(
    const void *bytes,
    size_t length,
    char out[65],
    insights_error **error);

/* Whether a text is a role that participants may have. */
int insights__is_role(const char *text, size_t length);

#endif
