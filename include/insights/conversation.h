/**
 * @file insights/conversation.h
 * @brief Read a transcript of any format, without a store.
 *
 * A conversation is a list of turns: what one speaker said before another
 * did, exactly as it was written. Its *canonical text* is the turns' texts,
 * each followed by a newline; every span is a pair of byte offsets into it.
 *
 * Threads: a conversation is used by one thread at a time.
 */
#ifndef INSIGHTS_CONVERSATION_H
#define INSIGHTS_CONVERSATION_H

#include <insights/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The turns of a conversation. Opaque. */
typedef struct insights_conversation insights_conversation;

/** How to read a transcript. Zero means the default in every field but
 * `size`. */
typedef struct insights_conversation_options {
    size_t size;            /**< Set by INSIGHTS_CONVERSATION_OPTIONS_INIT. */
    const char *format;     /**< "vtt", "srt", "sbv", "csv", "text",
                                 "markdown", "docx", "pdf", "json", "whisper",
                                 "assemblyai", "deepgram", "aws", "otter",
                                 "rev", "fireflies", "podcast", "teams",
                                 "zoom", "youtube" or "qmsum"; NULL: found
                                 out by content. */
    const char *encoding;   /**< "utf-8", "utf-16" or "latin-1"; NULL: by byte
                                 order mark, else UTF-8. */
    const char *file_name;  /**< Named in messages; its ending settles a tie
                                 between formats. NULL: none. */
    uint32_t flags;         /**< None yet. */
    uint32_t max_turn_size; /**< Longer turns are split; 0: 1 MiB. */
} insights_conversation_options;

/** Initialises an ::insights_conversation_options with its defaults. */
#define INSIGHTS_CONVERSATION_OPTIONS_INIT                            \
    {                                                                 \
        sizeof(insights_conversation_options), NULL, NULL, NULL, 0, 0 \
    }

/**
 * Read a transcript from memory.
 * @param bytes    Borrowed during the call.
 * @param[out] out Owned; release with insights_conversation_free().
 * @retval INSIGHTS_E_PARSE Not a transcript, or not text; the message gives
 *                 file, line and column where there are any.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_conversation_read(
    const void *bytes,
    size_t length,
    const insights_conversation_options *options,
    insights_conversation **out,
    insights_error **error);

/** Read a transcript from a file, piece by piece. `options->file_name` is
 * taken from `path` where it is NULL. @since 0.1 */
INSIGHTS_API insights_status insights_conversation_read_file(
    const char *path,
    const insights_conversation_options *options,
    insights_conversation **out,
    insights_error **error);

/** Release a conversation. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_conversation_free(
    insights_conversation *conversation);

/** The format it was read as, such as "vtt". Static. @since 0.1 */
INSIGHTS_API const char *insights_conversation_format(
    const insights_conversation *conversation);

/** A title, language or date that the file itself gives (`key` is "title",
 * "language", "date" or "media"), or NULL. Borrowed. @since 0.1 */
INSIGHTS_API const char *insights_conversation_meta(
    const insights_conversation *conversation,
    const char *key);

/** How many turns there are. @since 0.1 */
INSIGHTS_API size_t
insights_conversation_turns(const insights_conversation *conversation);

/** The text of a turn; NULL past the end. Borrowed. @since 0.1 */
INSIGHTS_API const char *insights_conversation_text(
    const insights_conversation *conversation,
    size_t turn);

/** The label of who speaks, or NULL. Borrowed. @since 0.1 */
INSIGHTS_API const char *insights_conversation_speaker(
    const insights_conversation *conversation,
    size_t turn);

/** Where a turn starts in the recording, or ::INSIGHTS_NO_TIME. @since 0.1 */
INSIGHTS_API int64_t insights_conversation_start_ms(
    const insights_conversation *conversation,
    size_t turn);

/** Where a turn ends in the recording, or ::INSIGHTS_NO_TIME. @since 0.1 */
INSIGHTS_API int64_t insights_conversation_end_ms(
    const insights_conversation *conversation,
    size_t turn);

/** Where a turn starts in the canonical text, in bytes; at the number of
 * turns: the length of that text. @since 0.1 */
INSIGHTS_API size_t insights_conversation_byte_start(
    const insights_conversation *conversation,
    size_t turn);

/** The `index`-th thing that could not be taken as it stood, from 0; NULL
 * after the last. Borrowed. @since 0.1 */
INSIGHTS_API const char *insights_conversation_warning(
    const insights_conversation *conversation,
    size_t index);

/**
 * Write a transcript.
 * @param format   "vtt", "srt", "sbv", "csv", "json", "podcast" or
 *                 "markdown". Reading the result gives equal turns, as far as
 *                 the format can say it: only "json" holds the times of words;
 *                 "json", "podcast", "vtt" and "csv" hold line breaks within a
 *                 turn and times that are not known.
 * @param[out] out Owned text; release with insights_free().
 * @since 0.1
 */
INSIGHTS_API insights_status insights_conversation_write(
    const insights_conversation *conversation,
    const char *format,
    char **out,
    insights_error **error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_CONVERSATION_H */
