/* trials.h - one call of every public function, in a small world where it
 * has something to do. */
#ifndef INSIGHTS_TESTS_ABI_TRIALS_H
#define INSIGHTS_TESTS_ABI_TRIALS_H

#include <insights.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ID 40

/* What a call finds. Made anew after each call that changed it. */
typedef struct world {
    insights_store *store;
    insights_study *study;
    insights_store *other_store; /* a study that grew apart from ours */
    insights_study *other;
    insights_conversation *talk;
    insights_corpus *corpus;
    insights_query *query; /* for codes */
    insights_record *code;
    insights_events *events;
    insights_error *error;
    char interview[ID];
    char other_revision[ID]; /* it and ours come from a common one */
    char evidence[ID];
    char coding[ID]; /* suggested */
    char *code_json;
    char *export_text;
    char *other_text; /* of the other study, after it grew apart */
    char talk_path[64];
    char token[400];
    int output_after_failure;
} world;

void world_begin(world *self);
void world_end(world *self);

extern const char world_transcript[];

/* Append to text of malloc (`user` is a char **), for what is written. */
int world_keep(const void *bytes, size_t length, void *user);

/* Read on in text (`user` is a const char **). */
int64_t world_give(void *bytes, size_t size, void *user);

typedef struct trial {
    const char *name;
    insights_status (*run)(world *self);
    int writes; /* changes the store: it must be as before when it fails. 2: in
                   two stages; where the first is done the message says what to
                   do "again", and the same call must then end it */
} trial;

/* Each ended by one without a name. */
extern const trial store_trials[];
extern const trial study_trials[];

#endif
