/* correct.h - revisions: another text for an interview, with all that was
 * said about the one before carried over. */
#ifndef INSIGHTS_ANALYSIS_CORRECT_H
#define INSIGHTS_ANALYSIS_CORRECT_H

#include "analysis/carry.h"
#include "analysis/import.h"

typedef struct insights__revision {
    const insights_record *interview; /* as it was read */
    insights_record *changed;         /* a copy; what else becomes of it */
    const insights_conversation *before;
    const insights_conversation *after;
    int aligned;              /* turn i is still turn i */
    const char *reason;       /* for people */
    const char *roles;        /* given now, or NULL */
    const char *renamed_from; /* a speaker's label, or NULL */
    const char *renamed_to;
    const char
        *parent_id;       /* the revision it was made from; NULL: the current */
    const char *other_id; /* where two were joined, or NULL */
    insights__roles *people;          /* set by saving: who speaks now */
    insights__carried_counts carried; /* set by saving */
    char id[INSIGHTS__UUID_TEXT];     /* likewise */
    int64_t number;                   /* likewise */
} insights__revision;

/* Save the next revision: transcript, turns, participants, interview, and
 * the spans of all evidence and codings. */
insights_status insights__revision_save(
    insights__unit *unit,
    insights__revision *revision,
    insights_error **error);

#endif
