/**
 * @file insights/study.h
 * @brief A project of a store, worked on by somebody: import, correct, code,
 * decide, undo, verify, report, export.
 *
 * Whatever a study changes it changes in one transaction, on record: who,
 * when, what, before and after. Machines suggest (standing `suggested`); only
 * a study whose actor is human accepts or rejects. What was rejected is never
 * suggested again.
 *
 * Threads: a study may be used from any thread.
 */
#ifndef INSIGHTS_STUDY_H
#define INSIGHTS_STUDY_H

#include <insights/reading.h>
#include <insights/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A project and whoever works on it. Opaque. */
typedef struct insights_study insights_study;

/** How to open a study. Zero means the default in every field but `size`. */
typedef struct insights_study_options {
    size_t size;         /**< Set by INSIGHTS_STUDY_OPTIONS_INIT. */
    const char *project; /**< Slug, name or id; NULL: the only one. */
    const char *actor;   /**< Who works: a person's name; NULL: may read and
                              import (as "somebody"), not decide. */
    uint32_t flags;      /**< Bitwise OR of `INSIGHTS_STUDY_*`. */
    uint32_t reserved;   /**< Zero. */
} insights_study_options;

/** Bits of insights_study_options::flags. */
enum {
    INSIGHTS_STUDY_CREATE = 1u << 0 /**< Make the project if it is new (NULL:
                                         "study"). */
};

/** Initialises an ::insights_study_options with its defaults. */
#define INSIGHTS_STUDY_OPTIONS_INIT                      \
    {                                                    \
        sizeof(insights_study_options), NULL, NULL, 0, 0 \
    }

/**
 * Open a study of a store, which it keeps alive.
 * @param[out] out Owned; release with insights_study_free().
 * @retval INSIGHTS_E_NOT_FOUND No such project; the message lists those there
 *                 are.
 * @retval INSIGHTS_E_AMBIGUOUS No project named and there are several.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_open(
    insights_store *store,
    const insights_study_options *options,
    insights_study **out,
    insights_error **error);

/** Release a study. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_study_free(insights_study *study);

/** The store it is a project of. Borrowed from the study. @since 0.1 */
INSIGHTS_API insights_store *insights_study_store(const insights_study *study);

/** The id of the project. Borrowed from the study. @since 0.1 */
INSIGHTS_API const char *insights_study_project(const insights_study *study);

/* --- Conversations in -------------------------------------------------------
 */

/** How to import. Zero means the default in every field but `size`. */
typedef struct insights_import_options {
    size_t size;          /**< Set by INSIGHTS_IMPORT_OPTIONS_INIT. */
    const char *format;   /**< As insights_conversation_options::format. */
    const char *encoding; /**< As insights_conversation_options::encoding. */
    const char *title;    /**< NULL: from the file, else its name. */
    const char *date;     /**< YYYY-MM-DD; NULL: from the file. */
    const char *language; /**< BCP 47; NULL: from the file. */
    const char *roles;    /**< As insights_conversation_participants(). */
    const char *replace;  /**< Interview whose next revision this file is;
                               NULL: a new interview. */
    uint32_t flags;       /**< Bitwise OR of `INSIGHTS_IMPORT_*`. */
    uint32_t reserved;    /**< Zero. */
} insights_import_options;

/** Bits of insights_import_options::flags. */
enum {
    INSIGHTS_IMPORT_KEEP_FILE = 1u << 0 /**< Keep the file as an asset. */
};

/** Initialises an ::insights_import_options with its defaults. */
#define INSIGHTS_IMPORT_OPTIONS_INIT                                         \
    {                                                                        \
        sizeof(insights_import_options), NULL, NULL, NULL, NULL, NULL, NULL, \
            NULL, 0, 0                                                       \
    }

/**
 * Import a transcript from a file, whole or not at all. A file that was
 * imported before changes nothing.
 * @param[out] out A record of kind INSIGHTS_IMPORTED. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_import_file(
    insights_study *study,
    const char *path,
    const insights_import_options *options,
    insights_record **out,
    insights_error **error);

/** The same from memory; `name` stands for the file's name. @since 0.1 */
INSIGHTS_API insights_status insights_study_import(
    insights_study *study,
    const char *name,
    const void *bytes,
    size_t length,
    const insights_import_options *options,
    insights_record **out,
    insights_error **error);

/**
 * Append turns to a live conversation; spans that stand stay as they are.
 * @param interview NULL: begin one, with `title`.
 * @param turns    The turns to append. Borrowed during the call.
 * @param[out] out A record of kind INSIGHTS_IMPORTED. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_append(
    insights_study *study,
    const char *interview,
    const char *title,
    const insights_conversation *turns,
    insights_record **out,
    insights_error **error);

/** Import a discussion guide: its questions become prompts; questions that
 * stand already are kept. @param[out] out INSIGHTS_SUMMARY. Owned. @since 0.1
 */
INSIGHTS_API insights_status insights_study_import_guide(
    insights_study *study,
    const char *text,
    size_t length,
    insights_record **out,
    insights_error **error);

/**
 * The current text of a conversation, or that of a revision.
 * @param revision A transcript's id; NULL: the current one.
 * @param[out] out Owned; release with insights_conversation_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_conversation(
    insights_study *study,
    const char *interview,
    const char *revision,
    insights_conversation **out,
    insights_error **error);

/**
 * All conversations of the study, by date and then title; ids are interview
 * ids. Roles that people gave or confirmed are used by what reads it.
 * @param[out] out Owned; release with insights_corpus_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_corpus(
    insights_study *study,
    insights_corpus **out,
    insights_error **error);

/** The roles of an interview as insights_conversation_outline() takes them;
 * "" where none are stored. @param[out] out Owned; insights_free().
 * @since 0.1 */
INSIGHTS_API insights_status insights_study_roles(
    insights_study *study,
    const char *interview,
    char **out,
    insights_error **error);

/* --- Corrections
 * --------------------------------------------------------------- */

/**
 * Correct the words of one turn: a new revision. Spans elsewhere move with
 * their words; quotes whose words changed get the new words and wait for
 * review; codings, memos and votes stay on them.
 * @param[out] out INSIGHTS_SUMMARY. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_correct(
    insights_study *study,
    const char *interview,
    size_t turn,
    const char *text,
    insights_record **out,
    insights_error **error);

/** Give a speaker another label in all turns of an interview: a new revision.
 * @param[out] out INSIGHTS_SUMMARY. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_rename_speaker(
    insights_study *study,
    const char *interview,
    const char *label,
    const char *new_label,
    insights_record **out,
    insights_error **error);

/* --- Evidence and codes
 * ----------------------------------------------------------- */

/**
 * Take evidence out of a conversation, and suggest codes, offline. Running it
 * again keeps what stands: ids, codings, decisions.
 * @param interview NULL: all of them.
 * @param[out] out INSIGHTS_SUMMARY. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_analyze(
    insights_study *study,
    const char *interview,
    insights_record **out,
    insights_error **error);

/** Which evidence to list. Zero means the default in every field but `size`. */
typedef struct insights_evidence_options {
    size_t size;           /**< Set by INSIGHTS_EVIDENCE_OPTIONS_INIT. */
    const char *interview; /**< Only this one; NULL: all. */
    const char *code;      /**< Only with this code, or one below it: path,
                                name or id; NULL: any. */
    const char *speaker;   /**< Only this label; NULL: everybody. */
    uint32_t flags;        /**< Bitwise OR of `INSIGHTS_EVIDENCE_*` bits. */
    uint32_t limit;        /**< 0: all. */
} insights_evidence_options;

/** Bits of insights_evidence_options::flags. */
enum {
    INSIGHTS_EVIDENCE_INCLUDE_SUGGESTED = 1u << 0 /**< `code` also by codings
                                                       nobody decided on. */
};

/** Initialises an ::insights_evidence_options with its defaults. */
#define INSIGHTS_EVIDENCE_OPTIONS_INIT                            \
    {                                                             \
        sizeof(insights_evidence_options), NULL, NULL, NULL, 0, 0 \
    }

/** Evidence with the codes on it, in reading order. @param[out] out Records
 * of kind INSIGHTS_QUOTATION. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_evidence(
    insights_study *study,
    const insights_evidence_options *options,
    insights_cursor **out,
    insights_error **error);

/**
 * Add a code, or find it by its path.
 * @param path       "Trust / Paper": parents are made where they are missing.
 * @param definition May be NULL.
 * @param[out] out   INSIGHTS_CODE. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_code_add(
    insights_study *study,
    const char *path,
    const char *definition,
    insights_record **out,
    insights_error **error);

/**
 * Import a codebook: CSV (RFC 4180) with a header: path or name and parent,
 * definition, include, exclude, example, synonyms, colour; or XML of REFI-QDA
 * (.qdc), whose codes are known again by their GUIDs, then by their paths.
 * All or nothing, and one undo takes it back.
 * @param[out] out INSIGHTS_SUMMARY. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_code_import(
    insights_study *study,
    const char *bytes,
    size_t length,
    insights_record **out,
    insights_error **error);

/** Rename a code or move it: `path` is its new path. @param[out] out
 * INSIGHTS_SUMMARY. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_code_rename(
    insights_study *study,
    const char *code,
    const char *path,
    insights_record **out,
    insights_error **error);

/** Move all codings of one code to another and delete the first. @param[out]
 * out INSIGHTS_SUMMARY. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_code_merge(
    insights_study *study,
    const char *code,
    const char *into,
    insights_record **out,
    insights_error **error);

/** The codebook with how often each code was used. @param[out] out Records
 * of kind INSIGHTS_USAGE in order of path. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_codes(
    insights_study *study,
    insights_cursor **out,
    insights_error **error);

/**
 * Put a code on words. The actor must be human.
 * @param span     Evidence id; or `INTERVIEW:START-END` in bytes of the
 *                 current text; or `INTERVIEW:turn` or `INTERVIEW#quote` whose
 *                 quote is located and must have been said.
 * @param code     Path, name or id; a new name is added to the codebook.
 * @param note     Why; may be NULL.
 * @param[out] out INSIGHTS_CODING. Owned.
 * @retval INSIGHTS_E_NOT_FOUND Nobody said it; nothing was stored.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_code(
    insights_study *study,
    const char *span,
    const char *code,
    const char *note,
    insights_record **out,
    insights_error **error);

/* --- A person decides
 * -------------------------------------------------------------- */

/** What waits for a decision, in reading order. @param[out] out Records of
 * kind INSIGHTS_REVIEW_ITEM. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_review(
    insights_study *study,
    const char *interview,
    insights_cursor **out,
    insights_error **error);

/** What a person may say to something that waits. */
typedef enum insights_decision {
    INSIGHTS_ACCEPT = 1,
    INSIGHTS_REJECT = 2,
    INSIGHTS_KEEP = 3 /**< A quote that came back: it is right as it stands. */
} insights_decision;

/**
 * Decide about a coding, a piece of evidence or a participant.
 * @param kind     INSIGHTS_CODING, INSIGHTS_EVIDENCE or INSIGHTS_PARTICIPANT.
 * @param code     With accept on a coding: another code instead; NULL: as
 *                 suggested.
 * @param note     Why; may be NULL.
 * @retval INSIGHTS_E_DENIED The actor is no human.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_decide(
    insights_study *study,
    insights_kind kind,
    const char *id,
    insights_decision decision,
    const char *code,
    const char *note,
    insights_error **error);

/**
 * Take in a review.json that a report saved: decisions, codes, memos of one
 * person. Doing it twice changes nothing.
 * @param[out] out INSIGHTS_SUMMARY. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_apply(
    insights_study *study,
    const char *json,
    size_t length,
    insights_record **out,
    insights_error **error);

/** Write a note on any record. @param[out] out INSIGHTS_MEMO. Owned.
 * @since 0.1 */
INSIGHTS_API insights_status insights_study_memo(
    insights_study *study,
    insights_kind kind,
    const char *id,
    const char *text,
    insights_record **out,
    insights_error **error);

/** Delete a record and what exists only because of it, on record. @since 0.1 */
INSIGHTS_API insights_status insights_study_delete(
    insights_study *study,
    insights_kind kind,
    const char *id,
    insights_error **error);

/** Who did what, the latest first. @param limit 0: 50. @param[out] out
 * Records of kind INSIGHTS_ACTION. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_log(
    insights_study *study,
    size_t limit,
    insights_cursor **out,
    insights_error **error);

/**
 * Take back what one command of a person did, and record that.
 * @param group    From insights_study_log(); NULL: the latest that can be.
 * @param[out] out INSIGHTS_SUMMARY. Owned.
 * @retval INSIGHTS_E_CONFLICT What it changed was changed again since; the
 *                 message says by which command.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_undo(
    insights_study *study,
    const char *group,
    insights_record **out,
    insights_error **error);

/* --- Proof, and out
 * ------------------------------------------------------------------ */

/**
 * Read every stored quote again in its source, and every text against its
 * hash.
 * @param[out] checked How many quotes were read; may be NULL.
 * @param[out] out     Records of kind INSIGHTS_FINDING; none when all is well.
 *                     Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_verify(
    insights_study *study,
    int64_t *checked,
    insights_cursor **out,
    insights_error **error);

/** What was computed how and by whom. @param[out] out Records of kind
 * INSIGHTS_METHOD_NOTE. Owned. @since 0.1 */
INSIGHTS_API insights_status insights_study_methods(
    insights_study *study,
    insights_cursor **out,
    insights_error **error);

/** Receives pieces of what is written; a non-zero answer stops it
 * (::INSIGHTS_E_IO). */
typedef int (
    *insights_write_callback)(const void *bytes, size_t length, void *user);

/**
 * Write the report: one HTML file that opens without a server.
 * @param draft      A document whose quotes are checked in it; NULL: none.
 * @param draft_name Its name; NULL: "draft".
 * @since 0.1
 */
INSIGHTS_API insights_status insights_study_report(
    insights_study *study,
    const char *draft,
    size_t draft_length,
    const char *draft_name,
    insights_write_callback write,
    void *user,
    insights_error **error);

/** Write every record of the account as JSON Lines, in an order that depends
 * on nothing but the records. @since 0.1 */
INSIGHTS_API insights_status insights_store_export(
    insights_store *store,
    insights_write_callback write,
    void *user,
    insights_error **error);

/**
 * Read what insights_store_export() wrote, all or nothing, into the account
 * of the store: records with equal ids are replaced.
 * @param read     Gives the next bytes; answers how many, 0 at the end,
 *                 negative when it failed.
 * @param[out] out INSIGHTS_SUMMARY. Owned.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_store_restore(
    insights_store *store,
    int64_t (*read)(void *bytes, size_t size, void *user),
    void *user,
    insights_record **out,
    insights_error **error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_STUDY_H */
