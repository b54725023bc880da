/* merge.h - a study that takes in another.
 *
 * Both are laid beside each other in memory: each record here, the one there
 * that is the same, and what becomes of them. Everything there is brought
 * into the terms of this study first (ids of what is known here under
 * another). Then fields are joined, then texts, and what differs from what
 * stands is saved as one unit of work.
 *
 * Who changed a field is read from both logs: where the value of one side is
 * one that the other had before, the other is ahead. So no common version
 * need be kept, and studies may be merged any number of times, in any order.
 *
 * Keeps true: what a person did on either side stands, or is listed.
 */
#ifndef INSIGHTS_ANALYSIS_MERGE_H
#define INSIGHTS_ANALYSIS_MERGE_H

#include "analysis/load.h"
#include "base/arena.h"
#include "model/cursor.h"

#include <insights/exchange.h>

/* --- merge_log.c -----------------------------------------------------------
 */

/* What a deleted record was. */
typedef struct insights__gone {
    insights_kind kind;
    char id[INSIGHTS__UUID_TEXT];
    int whole; /* all that went with it is known */
} insights__gone;

/* What one side did that the other's log does not know. */
typedef struct insights__past {
    insights__map *rows;    /* ids of all rows */
    insights__map *values;  /* "id field value" that a record once had */
    insights__map *firsts;  /* "id field" -> the first of them */
    insights__map *touched; /* ids that a person changed by hand */
    insights__map *deleted; /* ids that went */
    INSIGHTS__ARRAY(insights__gone) roots;
    insights__arena arena;
    int64_t common_at; /* the last row that both know; 0: none */
} insights__past;

/* Read the logs of two studies. Both are released, also after a failure. */
insights_status insights__pasts_load(
    insights_study *ours,
    insights__past *our_past,
    insights_study *theirs,
    insights__past *their_past,
    insights_error **error);
void insights__past_free(insights__past *past);

/* Whether the record of that id once had the value that `record` has in a
 * field. `ids` (may be NULL) says what an id is called in that study. */
insights_status insights__past_had(
    const insights__past *past,
    const char *id,
    const insights_record *record,
    insights_field field,
    const insights__map *ids,
    int *out,
    insights_error **error);

/* The first value that is known, as JSON, or NULL. */
const char *insights__past_first(
    const insights__past *past,
    const char *id,
    insights_field field);

int insights__knows(const insights__map *set, const char *id);

/* --- Both beside each other --------------------------------------------------
 */

typedef struct insights__staged {
    insights_record *ours;   /* as it stands; NULL: not here */
    insights_record *theirs; /* with our ids; NULL: not there */
    insights_record *now;    /* what becomes of it; NULL: not wanted */
    const char *ours_at;     /* evidence, codings: the revision of the span */
    const char *theirs_at;
    int wanted; /* somebody refers to it */
    int leaves; /* one of these; 0: it stays */
} insights__staged;

enum {
    INSIGHTS__GOES_ALONG = 1, /* with something that leaves */
    INSIGHTS__LEAVES = 2
};

typedef struct insights__stage {
    INSIGHTS__ARRAY(insights__staged) items;
    insights__map *by_id; /* our id -> index + 1 */
} insights__stage;

#define INSIGHTS__STAGES 24 /* above every stored kind's number */

typedef struct insights__merge {
    insights_study *study;
    insights_study *theirs;
    uint32_t flags;
    int same_project;
    int fresh_ids; /* theirs are taken here, by another project */
    insights__unit unit;
    insights__past our_past;
    insights__past their_past;
    insights__stage stages[INSIGHTS__STAGES];
    insights__map *to;   /* their id -> ours, in the arena */
    insights__map *from; /* the other way */
    insights__map *away; /* their ids that do not come -> 1 or 2 (told) */
    insights__arena arena;
    insights__list *conflicts;
    int64_t made[INSIGHTS__STAGES];
    int64_t changed[INSIGHTS__STAGES];
    int64_t removed[INSIGHTS__STAGES];
    int64_t moved; /* spans that only moved with their words */
    int64_t unchanged;
} insights__merge;

insights__stage *insights__stage_of(insights__merge *merge, insights_kind kind);

/* The entry of an id of ours; NULL: none. Good until the stage grows. */
insights__staged *insights__staged_find(
    insights__merge *merge,
    insights_kind kind,
    const char *id);

/* The id that an entry has here. */
const char *insights__staged_id(const insights__staged *one);

/* A new entry that nothing stands for yet; takes `now` over, also when it
 * fails. */
insights_status insights__stage_add(
    insights__merge *merge,
    insights_record *now,
    insights_error **error);

/* A copy in the arena, or NULL: no memory. */
const char *insights__merge_keep(insights__merge *merge, const char *text);

/* List what both changed; `field` 0 is the whole record. The texts may be
 * NULL; `taken` is "ours", "theirs" or "both". */
typedef struct insights__dispute {
    insights_kind kind;
    const char *id;
    insights_field field;
    const char *base;
    const char *ours;
    const char *theirs;
    const char *taken;
    const char *message;
} insights__dispute;

insights_status insights__dispute_add(
    insights__merge *merge,
    const insights__dispute *dispute,
    insights_error **error);

/* What a record is called in messages: a title, a path, some words. */
const char *insights__merge_name(const insights_record *record);

/* --- merge_match.c ---------------------------------------------------------
 */

/* Load the records of a kind from both sides and find which are the same. */
insights_status insights__merge_match(
    insights__merge *merge,
    insights_kind kind,
    insights_error **error);

/* Write our ids into what came from there, and decide what comes. */
insights_status insights__merge_bring(
    insights__merge *merge,
    insights_kind kind,
    insights_error **error);

/* --- merge_fields.c --------------------------------------------------------
 */

/* Join the fields of records that both have. */
insights_status insights__merge_fields(
    insights__merge *merge,
    insights_kind kind,
    insights_error **error);

/* Codes by name and parent: write their paths anew. */
insights_status insights__merge_paths(
    insights__merge *merge,
    insights_error **error);

/* --- merge_revisions.c -----------------------------------------------------
 */

/* Bring revisions over that are not here, and turns that were appended. */
insights_status insights__merge_revisions(
    insights__merge *merge,
    insights_error **error);

/* --- merge_text.c ----------------------------------------------------------
 */

/* Bring revisions over, join the texts of conversations that both have, and
 * let evidence and codings follow. */
insights_status insights__merge_texts(
    insights__merge *merge,
    insights_error **error);

/* --- merge_people.c --------------------------------------------------------
 */

/* Who speaks in a joined text: participants are counted anew. Fills `persons`
 * (label -> id of a person) and `roles`, released by the caller. */
insights_status insights__merge_speakers(
    insights__merge *merge,
    const char *interview_id,
    const insights_conversation *script,
    insights__roles *roles,
    insights__map *persons,
    insights_error **error);

/* --- merge_save.c ----------------------------------------------------------
 */

/* What went there goes here, unless somebody here worked on it since. */
insights_status insights__merge_removals(
    insights__merge *merge,
    insights_error **error);

/* Save what differs from what stands. */
insights_status insights__merge_save(
    insights__merge *merge,
    insights_error **error);

#endif
