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

#endif
