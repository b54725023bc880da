/**
 * @file insights/exchange.h
 * @brief Tables and codebooks out and in, two studies into one, two coders
 * side by side.
 *
 * Whatever a format cannot hold is told: the summary's `losses` is a list of
 * {what, count, why}.
 */
#ifndef INSIGHTS_EXCHANGE_H
#define INSIGHTS_EXCHANGE_H

#include <insights/study.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Out ------------------------------------------------------------------ */

/** How to export. Zero means the default in every field but `size`. */
typedef struct insights_export_options {
    size_t size;        /**< Set by INSIGHTS_EXPORT_OPTIONS_INIT. */
    const char *format; /**< "csv" (RFC 4180), "xlsx" or "qdc" (REFI-QDA
                             codebook). Required. */
    const char *target; /**< "qdc" for a program with habits of its own:
                             "maxqda", "nvivo", "atlas" or "qualcoder"; NULL:
                             as the standard says. */
    insights_kind kind; /**< csv: records of this kind, one a line; 0: the
                             evidence, one line for each code on it. */
    uint32_t flags;     /**< Bitwise OR of `INSIGHTS_EXPORT_*`. */
} insights_export_options;

/** Bits of insights_export_options::flags. */
enum {
    INSIGHTS_EXPORT_EXCEL = 1u << 0, /**< csv: a byte order mark, and cells
                                          that look like formulas guarded. */
    INSIGHTS_EXPORT_INCLUDE_SUGGESTED = 1u << 1 /**< Also codings that nobody
                                          has decided on. */
};

/** Initialises an ::insights_export_options with its defaults. */
#define INSIGHTS_EXPORT_OPTIONS_INIT                      \
    {                                                     \
        sizeof(insights_export_options), NULL, NULL, 0, 0 \
    }

/**
 * Write a study as a table, a workbook or a codebook. The same study gives
 * the same bytes.
 * @param[out] out INSIGHTS_SUMMARY with `losses`. Owned.
 * @retval INSIGHTS_E_UNSUPPORTED This build has no such format.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_export(
    insights_study *study,
    const insights_export_options *options,
    insights_write_callback write,
    void *user,
    insights_record **out,
    insights_error **error);

/* --- Two studies, two revisions ---------------------------------------------
 */

/** Bits for insights_study_merge(). */
enum {
    INSIGHTS_MERGE_PREVIEW = 1u << 0, /**< Only list the conflicts. */
    INSIGHTS_MERGE_THEIRS = 1u << 1   /**< Where both changed the same, take
                                           theirs; else ours stays. */
};

/**
 * Take in what another study has: records are the same by their ids;
 * conversations also by the content of their files, codes by their paths,
 * people by name and e-mail, actors by name. Where both corrected the text
 * of a conversation, the corrections are joined. All or nothing, and one undo
 * takes it back.
 *
 * @param theirs   A study of the same or of another store.
 * @param[out] summary INSIGHTS_SUMMARY. Owned; may be NULL.
 * @param[out] out INSIGHTS_CONFLICT records: what both had changed, and what
 *                 was taken. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_merge(
    insights_study *study,
    insights_study *theirs,
    uint32_t flags,
    insights_record **summary,
    insights_cursor **out,
    insights_error **error);

/**
 * Join two revisions of one conversation that were made from a common one: a
 * new revision with the changes of both, turn by turn and word by word. Where
 * both changed the same words, the words of `revision` stay and the place is
 * listed.
 *
 * @param revision A transcript's id; NULL: the current one.
 * @param other    The other transcript's id.
 * @param[out] out INSIGHTS_CONFLICT records. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_merge_revisions(
    insights_study *study,
    const char *interview,
    const char *revision,
    const char *other,
    insights_cursor **out,
    insights_error **error);

/* --- Two coders -------------------------------------------------------------
 */

/**
 * How far two coders agree, code by code and over all: Cohen's kappa and
 * Krippendorff's alpha.
 *
 * Units are the pieces of evidence in conversations that both have coded;
 * each is judged by each coder to have a code or not.
 *
 * @param coder    Name or id of an actor; NULL with `other` NULL: every pair.
 * @param[out] out INSIGHTS_AGREEMENT records, the last of each pair over all
 *                 codes (its code is null). Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_compare(
    insights_study *study,
    const char *coder,
    const char *other,
    insights_cursor **out,
    insights_error **error);

/** Where two coders differ, in reading order. @param[out] out
 * INSIGHTS_DISAGREEMENT records. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_disagreements(
    insights_study *study,
    const char *coder,
    const char *other,
    insights_cursor **out,
    insights_error **error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_EXCHANGE_H */
