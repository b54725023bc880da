/* format.h - the formats of transcripts.
 *
 * A format is one file and one row of the table in format.c. A reader takes
 * all of its source and appends turns; the caller throws the conversation
 * away where it fails.
 */
#ifndef INSIGHTS_TEXT_FORMAT_H
#define INSIGHTS_TEXT_FORMAT_H

#include "text/script.h"
#include "text/source.h"

/* How much of a file its format is told from. */
#define INSIGHTS__SAMPLE_SIZE ((size_t)32 << 10)

typedef struct insights__format {
    const char *name;
    const char *endings; /* of file names, such as ".md .markdown" */

    /* How surely a text that starts with `sample` is of this format: 0 not
     * at all, 100 beyond doubt. NULL: it is never found out, only asked for
     * or reached through another. */
    int (*detect)(const char *sample, size_t length);

    insights_status (*read)(
        insights__source *source,
        insights_conversation *script,
        insights_error **error);

    /* NULL: cannot be written. */
    void (*write)(
        const insights_conversation *conversation,
        insights__buffer *out);
} insights__format;

extern const insights__format insights__format_vtt;
extern const insights__format insights__format_srt;
extern const insights__format insights__format_markdown;
extern const insights__format insights__format_text;
extern const insights__format insights__format_json;
extern const insights__format insights__format_whisper;
extern const insights__format insights__format_qmsum;
extern const insights__format insights__format_sbv;
extern const insights__format insights__format_csv;
extern const insights__format insights__format_assemblyai;
extern const insights__format insights__format_deepgram;
extern const insights__format insights__format_aws;
extern const insights__format insights__format_otter;
extern const insights__format insights__format_rev;
extern const insights__format insights__format_fireflies;
extern const insights__format insights__format_podcast;
extern const insights__format insights__format_teams;
extern const insights__format insights__format_zoom;
extern const insights__format insights__format_youtube;

/* Not text: read whole, as bytes. */
extern const insights__format insights__format_docx;
extern const insights__format insights__format_pdf;

/* NULL: there is none of that name. */
const insights__format *insights__format_named(const char *name);

/* The format of a text. INSIGHTS_E_PARSE: none fits. */
insights_status insights__format_detect(
    insights__source *source,
    const insights__format **out,
    insights_error **error);

/* The names of the formats that can be read (or written), with commas. */
const char *insights__format_names(int writing);

/* --- Shared by several formats ------------------------------------------- */

/* A copy of text in the conversation's arena, trimmed; `*slot` stays where it
 * is if that is not NULL or the text is blank. 0: no memory. */
int insights__meta_set(
    insights_conversation *script,
    const char **slot,
    const char *text,
    size_t length);

/* Where `key` ("title", "language", "date", "media") is kept, or NULL. */
const char **insights__meta_slot(
    insights_conversation *script,
    const char *key);

/* "[hh:]mm:ss[.,]mmm", loosely: digits of any number, a fraction of any
 * length or none. Returns the length read, 0: there is no time. */
size_t insights__loose_time(const char *text, size_t length, int64_t *out_ms);

/* "hh:mm:ss.mmm", with `point` before the milliseconds. */
void insights__write_time(insights__buffer *out, int64_t ms, char point);

/* The times that captions need for a turn that may lack some: those of a turn
 * without any start where the turn before ended. `*at` carries them on. */
void insights__caption_times(
    const insights__turn *turn,
    int64_t *at,
    int64_t *start_ms,
    int64_t *end_ms);

/* End the tag of a voice, whose name was written last. A name in "--" and the
 * bracket would be an arrow. */
void insights__caption_close_voice(insights__buffer *out);

#endif
