/**
 * @file insights/privacy.h
 * @brief Forget a person for good, or give a study away without names.
 */
#ifndef INSIGHTS_PRIVACY_H
#define INSIGHTS_PRIVACY_H

#include <insights/study.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bits for insights_study_forget(). */
enum {
    INSIGHTS_FORGET_PREVIEW = 1u << 0 /**< Only tell what would go. */
};

/**
 * Forget a person: afterwards the store is as if it had never met them.
 *
 * Conversations in which nobody but they and those who asked take part go
 * whole. From others their turns go, and what rests on these; what others
 * said keeps its ids, codes and decisions, with its place in the text that is
 * left. The log of actions forgets what it held of their words. The words are
 * then removed from the bytes of the file, its journal and its free pages;
 * others who write wait meanwhile. It cannot be undone.
 *
 * Copies that left the store (exports, reports, backups) are not touched.
 *
 * @param person   Their id or name, or a speaker's label; a label that several
 *                 conversations use is asked for as `INTERVIEW:LABEL`.
 * @param flags    Bitwise OR of `INSIGHTS_FORGET_*`.
 * @param[out] out INSIGHTS_SUMMARY: `details` counts what went by kind, and
 *                 lists conversations where others still name them. Owned.
 * @retval INSIGHTS_E_NOT_FOUND Nobody has that name.
 * @retval INSIGHTS_E_AMBIGUOUS Several have; the message lists them.
 * @retval INSIGHTS_E_DENIED The actor is no human.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_forget(
    insights_study *study,
    const char *person,
    uint32_t flags,
    insights_record **out,
    insights_error **error);

/**
 * A copy of the study, in memory, in which people have pseudonyms: in labels,
 * in what was said, in quotes, notes, titles and file names. Every quote of
 * the copy is again a span of its transcript: offsets are those of the new
 * words. Whatever can be written of a study can be written of the copy.
 *
 * What a name is, is known from people, speakers and `names`; nothing else
 * is guessed, so read the result before it leaves the house.
 *
 * @param names    More names, a line each: `NAME` or `NAME=PSEUDONYM`; NULL:
 *                 none. Without a pseudonym people become P01, P02 … by their
 *                 first appearance, interviewers I1 …; other names N01 ….
 * @param[out] out The copy, owned; release with insights_study_free().
 * @param[out] key INSIGHTS_SUMMARY: `details` holds which name became which
 *                 and how often. Keep it apart from the copy. Owned; may be
 *                 NULL.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_pseudonymise(
    insights_study *study,
    const char *names,
    insights_study **out,
    insights_record **key,
    insights_error **error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_PRIVACY_H */
