/* pseudonymise.h - a study without names: the parts of it.
 *
 * pseudonymise_names.c finds out what the names are and gives each its
 * pseudonym, pseudonymise_text.c writes texts anew and knows where each byte
 * went, pseudonymise.c copies record by record.
 */
#ifndef INSIGHTS_ANALYSIS_PSEUDONYMISE_H
#define INSIGHTS_ANALYSIS_PSEUDONYMISE_H

#include "analysis/load.h"
#include "text/namelist.h"

/* Somebody, or something with a name. */
typedef struct insights__hidden {
    char *name; /* as the key shows it */
    char pseudonym[32];
    int64_t count; /* how often it was replaced */
} insights__hidden;

/* A way to write a name. */
typedef struct insights__form {
    char *text;
    size_t hidden;
    int part;      /* a first or last name alone */
    int shared;    /* of several people: it is left as it is */
    int ordinary;  /* more often a word: stays where a sentence begins */
    int64_t small; /* how often it was said without a capital */
    int64_t capital;
} insights__form;

/* Where bytes of a text went. */
typedef struct insights__piece_moved {
    size_t start;
    size_t end;
    size_t now;
    size_t now_end;
} insights__piece_moved;

typedef INSIGHTS__ARRAY(insights__piece_moved) insights__pieces_moved;

typedef struct insights__hiding {
    insights_study *study;
    INSIGHTS__ARRAY(insights__hidden) hidden;
    INSIGHTS__ARRAY(insights__form) forms;
    insights__namelist *list; /* tags are indexes of `forms` */
    insights__map *labels;    /* "interview\nlabel" -> hidden + 1 */
    insights__map *people;    /* id of a person -> hidden + 1 */
    insights__map *groups;    /* id of an organization -> hidden + 1 */
    insights__map *said;      /* words that look like pseudonyms */
    size_t next[3];           /* numbers of P, I and N */
} insights__hiding;

/* --- pseudonymise_names.c ----------------------------------------------------
 */

insights_status insights__hiding_names(
    insights__hiding *self,
    const char *names,
    insights_error **error);
void insights__hiding_free(insights__hiding *self);

/* What stands for a label of an interview, or the label. */
const char *insights__hiding_label(
    const insights__hiding *self,
    const char *interview,
    const char *label);
const char *insights__hiding_pseudonym(
    const insights__hiding *self,
    const insights__map *map,
    const char *id);

insights_status insights__hiding_set(
    insights__map *map,
    const char *key,
    size_t number,
    insights_error **error);

/* Another way to write the name of the one with that number. */
insights_status insights__hiding_form(
    insights__hiding *self,
    const char *text,
    size_t number,
    int part,
    insights_error **error);

/* --- pseudonymise_words.c ----------------------------------------------------
 */

/* Remember the words that look like pseudonyms. */
insights_status insights__hiding_said(
    insights__hiding *self,
    insights_error **error);

/* Add first and last names alone. */
insights_status insights__hiding_parts(
    insights__hiding *self,
    insights_error **error);

/* See which of these are more often words than names. */
insights_status insights__hiding_ordinary(
    insights__hiding *self,
    insights_error **error);

/* --- pseudonymise_text.c -----------------------------------------------------
 */

/* The text with pseudonyms: owned. `pieces` (may be NULL) receives what was
 * replaced; `is_file`: a title or the name of a file. */
insights_status insights__hiding_text(
    insights__hiding *self,
    const char *text,
    int is_file,
    insights__pieces_moved *pieces,
    char **out,
    insights_error **error);

/* A revision and the same with pseudonyms. */
typedef struct insights__hidden_text {
    const char *id; /* of the transcript */
    insights_conversation *before;
    insights_conversation *after;
    insights__pieces_moved *pieces; /* of each turn */
} insights__hidden_text;

insights_status insights__hiding_script(
    insights__hiding *self,
    const char *interview,
    insights__hidden_text *text,
    insights_error **error);
void insights__hidden_text_free(insights__hidden_text *text);

/* Where a span is now; 0 where it is none of the text. */
int insights__hidden_span(
    const insights__hidden_text *text,
    int64_t start,
    int64_t end,
    size_t *now,
    size_t *now_end);

/* --- pseudonymise.c ----------------------------------------------------------
 */

typedef struct insights__copying {
    insights__hiding names;
    insights_study *study;
    insights_store *store; /* the copy's */
    insights_transaction *transaction;
    insights__map *wanted; /* ids that were referred to */
    /* of the interview at hand: */
    const char *interview;
    INSIGHTS__ARRAY(insights__hidden_text) texts;
    insights__record_list evidence;
} insights__copying;

/* Put a record into the copy, with names replaced in what is not verbatim. */
insights_status insights__copy_save(
    insights__copying *self,
    insights_record *record,
    insights_error **error);

/* Replace names in one field. */
insights_status insights__copy_hide(
    insights__copying *self,
    insights_record *record,
    insights_field field,
    insights_error **error);

/* --- pseudonymise_interview.c ------------------------------------------------
 */

insights_status insights__copy_interview(
    insights__copying *self,
    insights_record *interview,
    insights_error **error);

/* Release what was kept of the interview at hand. */
void insights__copy_drop(insights__copying *self);

#endif
