/* load.h - stored turns to a conversation and back.
 *
 * Keeps true: a conversation that was saved and loaded has the same turns,
 * byte for byte, and the same canonical text.
 */
#ifndef INSIGHTS_ANALYSIS_LOAD_H
#define INSIGHTS_ANALYSIS_LOAD_H

#include "analysis/journal.h"
#include "text/roles.h"
#include "text/script.h"

/* The turns of a revision as a conversation: owned. */
insights_status insights__load_script(
    insights_study *study,
    const insights_record *interview,
    const char *transcript_id,
    insights_conversation **out,
    insights_error **error);

/* The current text of an interview; INSIGHTS_E_NOT_FOUND where it has none. */
insights_status insights__load_current(
    insights_study *study,
    const insights_record *interview,
    insights_conversation **out,
    insights_error **error);

/* Add the turns of another conversation to one, from turn `from` on. */
insights_status insights__script_copy(
    insights_conversation *to,
    const insights_conversation *from,
    size_t first,
    insights_error **error);

/* Append one turn exactly as another conversation has it. */
insights_status insights__script_copy_turn(
    insights_conversation *to,
    const insights__turn *turn,
    insights_error **error);

/* Save turns from `first` on as records of a revision. `persons` maps labels
 * to ids of persons and may be NULL; `flags` as insights__unit_save(). */
insights_status insights__turns_save(
    insights__unit *unit,
    const insights_conversation *script,
    const insights__roles *roles,
    const char *interview_id,
    const char *transcript_id,
    size_t first,
    const insights__map *persons,
    unsigned flags,
    insights_error **error);

/* Set what a revision says of its text: hash, lengths, count of turns. */
insights_status insights__transcript_fill(
    insights_record *transcript,
    const insights_conversation *script,
    insights_error **error);

/* The end of the last turn, or INSIGHTS_NO_TIME. */
int64_t insights__script_duration(const insights_conversation *script);

/* Fill in what evidence (or a coding) says of its place: span, quote, and for
 * evidence the revision, turns, speaker and times. */
insights_status insights__span_fill(
    insights_record *evidence,
    const insights_conversation *script,
    const char *transcript_id,
    size_t start,
    size_t end,
    insights_error **error);

/* Roles of an interview that a person gave or confirmed: owned text. */
insights_status insights__load_roles(
    insights_study *study,
    const char *interview_id,
    char **out,
    insights_error **error);

#endif
