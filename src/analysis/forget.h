/* forget.h - a person goes: the parts of it.
 *
 * First everything is found out and nothing is changed: who is meant
 * (forget_find.c), what they said and what rests on it (forget_plan.c), the
 * texts that are left (forget_text.c), their words elsewhere
 * (forget_words.c). Then one transaction changes all of it (forget_write.c,
 * forget_log.c), and only then the bytes go.
 */
#ifndef INSIGHTS_ANALYSIS_FORGET_H
#define INSIGHTS_ANALYSIS_FORGET_H

#include "analysis/load.h"
#include "text/namelist.h"

#include <jansson.h>

#define INSIGHTS__FORGOTTEN "[\xE2\x80\xA6]" /* stands where words stood */

/* One revision of a text that others are in too. */
typedef struct insights__forget_revision {
    insights_record *transcript;
    insights_conversation *before;
    insights_conversation *after; /* without them */
    char *gone;                   /* for each turn of `before` */
    size_t *now; /* which turn of `after` it is; of one that goes: the next */
    size_t as;   /* index of the revision that has these words now: a
                    correction of nothing but theirs is none any more */
    int64_t number; /* that it has now */
    insights__record_list turns;
} insights__forget_revision;

/* A conversation in which they speak. */
typedef struct insights__forget_place {
    insights_study scope; /* to read its project; never used to write */
    insights_record *interview;
    insights__map *labels; /* theirs */
    int whole;             /* it goes with all that it has */
    int silent;            /* nothing of them is left but the log */
    INSIGHTS__ARRAY(insights__forget_revision) revisions;
    insights__record_list participants;
    insights__record_list evidence;
    insights__record_list codings;
} insights__forget_place;

typedef struct insights__forget_counts {
    int64_t conversations; /* that go whole */
    int64_t parts;         /* that lose turns */
    int64_t turns;         /* of all revisions */
    int64_t evidence;
    int64_t codings;
    int64_t memos;
    int64_t files;
    int64_t people;
    int64_t log;      /* rows that go */
    int64_t emptied;  /* rows that cannot be undone any more */
    int64_t redacted; /* notes in which words of theirs stood */
} insights__forget_counts;

typedef INSIGHTS__ARRAY(uint64_t) insights__runs;

typedef struct insights__forgetting {
    insights_study *study;
    char person[INSIGHTS__UUID_TEXT]; /* "": only labels are known */
    insights__map *labels;            /* "interview\nlabel" */
    insights__map *called;            /* their names and labels */
    insights__namelist *names;        /* those that are looked for */
    int in_log;     /* nothing of them is left but what was deleted before */
    int unfinished; /* records went before, bytes did not */
    int recorded;   /* the records went in this call */
    int64_t moment; /* nothing that was read is older than this commit */
    INSIGHTS__ARRAY(insights__forget_place *) places;
    insights__map *gone;        /* ids of what goes */
    insights__map *saved;       /* ids of what is in the transaction already */
    insights__map *moved;       /* id of a revision -> id of what it is now */
    insights__map *corrections; /* a group of the log -> its revision */
    insights__runs runs;        /* of five words that only they said, sorted */
    insights__map *named_in;    /* titles where others name them */
    insights_transaction *transaction;
    insights_transaction *ending; /* the lines say no more that bytes remain */
    insights_error *no_memory;    /* made while there was some */
    insights__forget_counts counts;
} insights__forgetting;

/* --- forget_find.c -----------------------------------------------------------
 */

/* Who is meant: fills `person`, `labels` and `called`. */
insights_status insights__forget_find(
    insights__forgetting *self,
    const char *person,
    insights_error **error);

/* Records of the account whose `field` is `text` (0: all), of any project. */
insights_status insights__forget_load(
    insights__forgetting *self,
    insights_kind kind,
    insights_field field,
    const char *text,
    insights__record_list *out,
    insights_error **error);

/* Add to a map that is a set. */
insights_status insights__forget_note(
    insights__map *set,
    const char *text,
    insights_error **error);
int insights__forget_has(const insights__map *set, const char *text);

/* Whether two texts are equal with case and Unicode form set aside. */
insights_status insights__forget_same(
    const char *a,
    const char *b,
    int *out,
    insights_error **error);

/* --- forget_plan.c -----------------------------------------------------------
 */

/* What goes, and what is left of what stays. */
insights_status insights__forget_plan(
    insights__forgetting *self,
    insights_error **error);
void insights__forget_place_free(insights__forget_place *place);

/* The place of an interview, or NULL: they do not speak there. */
insights__forget_place *insights__forget_place_of(
    const insights__forgetting *self,
    const char *interview_id);

/* --- forget_text.c -----------------------------------------------------------
 */

/* Load a place's revisions and make what is left of them. */
insights_status insights__forget_texts(
    insights__forgetting *self,
    insights__forget_place *place,
    insights_error **error);

/* Put evidence or a coding where its words are now. *gone is set where it
 * goes; it is 2 where its words are not known any more. */
insights_status insights__forget_move(
    const insights__forget_place *place,
    insights_record *record,
    int *gone,
    insights_error **error);

/* --- forget_words.c ----------------------------------------------------------
 */

/* Learn the runs of five words and the names to look for. */
insights_status insights__forget_learn(
    insights__forgetting *self,
    insights_error **error);

/* The text without their words and names: owned, or *out NULL: none were in
 * it. `is_file`: a title or the name of a file. */
insights_status insights__forget_redact(
    insights__forgetting *self,
    const char *text,
    int is_file,
    char **out,
    insights_error **error);

/* --- forget_write.c ----------------------------------------------------------
 */

/* Fill the transaction. */
insights_status insights__forget_write(
    insights__forgetting *self,
    insights_error **error);
insights_status insights__forget_delete(
    insights__forgetting *self,
    insights_kind kind,
    const char *id,
    insights_error **error);
insights_status insights__forget_save(
    insights__forgetting *self,
    insights_record *record,
    insights_error **error);

/* "corrected turn 7 of …" tells of the turn where it is now. */
insights_status insights__forget_renumber(
    const insights__forget_revision *one,
    insights_record *record,
    insights_field field,
    insights_error **error);

/* --- forget_log.c ------------------------------------------------------------
 */

/* What the log says of them goes. */
insights_status insights__forget_log(
    insights__forgetting *self,
    insights_error **error);

#endif
