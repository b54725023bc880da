/**
 * @file insights/quote.h
 * @brief Find out whether, where and by whom something was said.
 *
 * The promise of the library: no quote that was not said. A quote is looked
 * for byte by byte, then with punctuation, case, white space and Unicode form
 * set aside, then by aligning words. What is given back as text is always
 * the transcript's own words at that place.
 */
#ifndef INSIGHTS_QUOTE_H
#define INSIGHTS_QUOTE_H

#include <insights/conversation.h>
#include <insights/cursor.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Conversations that are looked at together, in order. Opaque. */
typedef struct insights_corpus insights_corpus;

/** How to look for a quote. Zero means the default in every field but
 * `size`. */
typedef struct insights_locate_options {
    size_t size;           /**< Set by INSIGHTS_LOCATE_OPTIONS_INIT. */
    const char *speaker;   /**< Prefer places where this label speaks; NULL:
                                any. */
    int64_t near_turn;     /**< With INSIGHTS_LOCATE_NEAR: prefer the place
                                nearest to this turn. */
    size_t after_byte;     /**< Prefer the first place at or behind this byte
                                (for quotes that come in order); 0: the first. */
    double min_similarity; /**< Of a fuzzy match; 0: 0.85. */
    uint32_t flags;        /**< Bitwise OR of `INSIGHTS_LOCATE_*`. */
    uint32_t reserved;     /**< Zero. */
} insights_locate_options;

/** Bits of insights_locate_options::flags. */
enum {
    INSIGHTS_LOCATE_NEAR = 1u << 0,     /**< near_turn is meant. */
    INSIGHTS_LOCATE_NO_FUZZY = 1u << 1, /**< Exact or normalised only. */
    INSIGHTS_LOCATE_WORDS = 1u << 2     /**< A match may not start or end
                                             within a word. */
};

/** Initialises an ::insights_locate_options with its defaults. */
#define INSIGHTS_LOCATE_OPTIONS_INIT                           \
    {                                                          \
        sizeof(insights_locate_options), NULL, 0, 0, 0.0, 0, 0 \
    }

/**
 * Find a quote in a conversation.
 *
 * Exact, else normalised (case, quotes, dashes, white space, Unicode NFKC,
 * ellipses), else fuzzy: words aligned (Smith and Waterman, 1981) with a
 * similarity of at least 0.85, one gap at most, within what one speaker said.
 * `changes` lists what differs; a change of negation, number, name or
 * modality sets `altered`. A quote put together from two places has status
 * none and both places in `parts`.
 *
 * "[…]" stands for words left out, where what is on both sides was said in
 * this order by one speaker without another between; words in brackets, such
 * as "[the app]", may stand for any. Numbers in letters and in digits are the
 * same; a contraction written out ("we have" for "we've") is other words, not
 * another meaning.
 *
 * @param quote    What to look for; one to 10,000 words.
 * @param[out] out A record of kind INSIGHTS_MATCH, also where nothing was
 *                 found (status none). Owned; release with
 *                 insights_record_free().
 * @retval INSIGHTS_E_INVALID The quote is empty or not UTF-8.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_quote_locate(
    const insights_conversation *conversation,
    const char *quote,
    const insights_locate_options *options,
    insights_record **out,
    insights_error **error);

/* --- Several conversations ---------------------------------------------- */

/**
 * Make an empty corpus.
 * @param[out] out Owned; release with insights_corpus_free().
 * @since 0.1
 */
INSIGHTS_API insights_status
insights_corpus_new(insights_corpus **out, insights_error **error);

/**
 * Add a conversation, which the corpus keeps alive.
 * @param id    What results call it: `interview_id` of records. Copied.
 * @param title For people; NULL: the id. Copied.
 * @retval INSIGHTS_E_EXISTS The id is in the corpus already.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_corpus_add(
    insights_corpus *corpus,
    const char *id,
    const char *title,
    insights_conversation *conversation,
    insights_error **error);

/** How many conversations are in it. @since 0.1 */
INSIGHTS_API size_t insights_corpus_count(const insights_corpus *corpus);

/** The `index`-th conversation, from 0; NULL past the end. Borrowed from the
 * corpus. @since 0.1 */
INSIGHTS_API insights_conversation *insights_corpus_at(
    const insights_corpus *corpus,
    size_t index);

/** The id of the `index`-th conversation; NULL past the end. Borrowed.
 * @since 0.1 */
INSIGHTS_API const char *insights_corpus_id(
    const insights_corpus *corpus,
    size_t index);

/** The title of the `index`-th conversation; NULL past the end. Borrowed.
 * @since 0.1 */
INSIGHTS_API const char *insights_corpus_title(
    const insights_corpus *corpus,
    size_t index);

/** Release a corpus. NULL is allowed. @since 0.1 */
INSIGHTS_API void insights_corpus_free(insights_corpus *corpus);

/** How to check a document. Zero means the default in every field but
 * `size`. */
typedef struct insights_check_options {
    size_t size;           /**< Set by INSIGHTS_CHECK_OPTIONS_INIT. */
    const char *name;      /**< The document's name in results; NULL: none. */
    const char *format;    /**< "markdown", "text", "html", "csv", "docx",
                                "pptx" or "pdf"; NULL: by content and the
                                ending of `name`. */
    double min_similarity; /**< Of an altered quotation; 0: 0.85. */
    uint32_t min_words;    /**< Shorter quotations are left out, as titles and
                                single terms are no quotes; 0: 3. */
    uint32_t flags;        /**< None yet. */
} insights_check_options;

/** Initialises an ::insights_check_options with its defaults. */
#define INSIGHTS_CHECK_OPTIONS_INIT                           \
    {                                                         \
        sizeof(insights_check_options), NULL, NULL, 0.0, 0, 0 \
    }

/**
 * Check every quotation of a document against what was said.
 *
 * Quotations are what stands in quotation marks of any language (also across
 * lines), block quotes, in HTML `q` and `blockquote`, and in CSV a column
 * headed "quote". A verdict's line is the line of a text, the paragraph of a
 * Word document (footnotes come last), the slide of a presentation or the
 * page of a PDF document, which the program pdftotext reads.
 *
 * @param text     The document: UTF-8, or the bytes of a file that is no
 *                 text. Borrowed during the call.
 * @param[out] out Records of kind INSIGHTS_VERDICT in the document's order.
 *                 Owned; release with insights_cursor_free().
 * @retval INSIGHTS_E_UNSUPPORTED What reads such documents is missing.
 * @since 0.1
 */
INSIGHTS_API insights_status insights_corpus_check(
    const insights_corpus *corpus,
    const char *text,
    size_t length,
    const insights_check_options *options,
    insights_cursor **out,
    insights_error **error);

#ifdef __cplusplus
}
#endif

#endif /* INSIGHTS_QUOTE_H */
