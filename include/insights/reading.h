/**
 * @file insights/reading.h
 * @brief Read conversations without a model and without a store: who asks,
 * what was asked and answered, words in context, phrases many share, passages
 * for a query, cues.
 *
 * All of it is counted or quoted, nothing is made up, and the same input
 * gives the same bytes. What is a guess (a role, a cue) says so.
 */
#ifndef INSIGHTS_READING_H
#define INSIGHTS_READING_H

#include <insights/quote.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Who speaks, how much, and in what role.
 *
 * Roles come from labels that say so ("Interviewer", "Moderator"), else from
 * the share of questions and of words; where neither is clear the role stays
 * null. Names that `roles` gives are taken as given.
 *
 * @param roles    "A=interviewer,B=P07": a role, or the person's name, per
 *                 label; NULL: none.
 * @param[out] out Records of kind INSIGHTS_PARTICIPANT in order of
 *                 appearance; none of them is stored. Owned.
 * @retval INSIGHTS_E_INVALID `roles` names a label nobody has.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_conversation_participants(
    const insights_conversation *conversation,
    const char *roles,
    insights_cursor **out,
    insights_error **error);

/**
 * Questions and the answers that followed.
 * @param roles    As for insights_conversation_participants().
 * @param[out] out Records of kind INSIGHTS_OUTLINE in order. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_conversation_outline(
    const insights_conversation *conversation,
    const char *roles,
    insights_cursor **out,
    insights_error **error);

/**
 * What can be cited: spans of the conversation, each a thought of one
 * speaker, grounded, with gist, surrounding chunk and the question it
 * answers.
 * @param[out] out Records of kind INSIGHTS_EVIDENCE in order, not stored and
 *                 without ids. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_conversation_evidence(
    const insights_conversation *conversation,
    const char *roles,
    insights_cursor **out,
    insights_error **error);

/**
 * Sentences in which a cue stands (a pain, a goal, a tool, money …), with
 * negation ("No problem." is no pain).
 * @param kind     One facet kind, or NULL: all.
 * @param[out] out Records of kind INSIGHTS_SIGNAL in order. Owned.
 * @retval INSIGHTS_E_INVALID No such facet kind; the message lists them.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_conversation_signals(
    const insights_conversation *conversation,
    const char *kind,
    insights_cursor **out,
    insights_error **error);

/** How to read a corpus. Zero means the default in every field but `size`. */
typedef struct insights_reading_options {
    size_t size;         /**< Set by INSIGHTS_READING_OPTIONS_INIT. */
    const char *id;      /**< Only this conversation; NULL: all. */
    const char *mode;    /**< Passages: "turns", "regions" or "sentences";
                              NULL: "turns". */
    const char *speaker; /**< Only what this label says; NULL: everybody. */
    uint32_t limit;      /**< At most this many results; 0: 20 (keywords: 1000,
                              phrases: 50, answers: 2 a conversation). */
    uint32_t context;    /**< Keywords: characters on each side; 0: 40. */
    uint32_t min_people; /**< Phrases: by how many speakers; 0: 2. */
    uint32_t min_words;  /**< Phrases: of how many words; 0: 2. */
} insights_reading_options;

/** Initialises an ::insights_reading_options with its defaults. */
#define INSIGHTS_READING_OPTIONS_INIT                                  \
    {                                                                  \
        sizeof(insights_reading_options), NULL, NULL, NULL, 0, 0, 0, 0 \
    }

/**
 * A concordance: every place where the words stand, with what is around them.
 * @param words    One or more words; a `*` at the end of one stands for any
 *                 ending. Case and accents of form are set aside.
 * @param[out] out Records of kind INSIGHTS_KEYWORD in reading order. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_corpus_keywords(
    const insights_corpus *corpus,
    const char *words,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error);

/**
 * Phrases that several people use, most people first; interviewers left out.
 * @param[out] out Records of kind INSIGHTS_PHRASE. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_corpus_phrases(
    const insights_corpus *corpus,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error);

/**
 * Passages that match a query. Turns are ranked by BM25 (Robertson and
 * others, 1994) with the speaker's name among the words; regions smooth that
 * over neighbouring turns; sentences are ranked on their own and by their
 * turn.
 * @param[out] out Records of kind INSIGHTS_PASSAGE, best first. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_corpus_passages(
    const insights_corpus *corpus,
    const char *query,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error);

/**
 * Read a discussion guide: numbered or listed lines, or lines with a question
 * mark, of Markdown or text.
 * @param[out] out Records of kind INSIGHTS_QUESTION, type prompt, position
 *                 from 1; not stored. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_guide_read(
    const char *text,
    size_t length,
    insights_cursor **out,
    insights_error **error);

/**
 * Where a question of the guide may have been answered, in each
 * conversation: questions asked are aligned with the planned one, and the
 * answers that followed are given, then passages that match its words.
 * @param question One question's text.
 * @param number   Its number in results.
 * @param[out] out Records of kind INSIGHTS_PASSAGE, conversation by
 *                 conversation in reading order. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_corpus_answers(
    const insights_corpus *corpus,
    const char *question,
    int64_t number,
    const insights_reading_options *options,
    insights_cursor **out,
    insights_error **error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_READING_H */
