/* json_turns.h - turns out of JSON, whoever wrote it.
 *
 * A shape is what one program writes: how it is told from all others, and
 * how its turns are read. Each is a row of the table in format_json.c. Most
 * are a list of objects and say no more than which members count; others put
 * their turns together word by word.
 */
#ifndef INSIGHTS_TEXT_JSON_TURNS_H
#define INSIGHTS_TEXT_JSON_TURNS_H

#include "text/format.h"
#include "text/json_tree.h"

/* A word whose time is known, before its place in the turn is. */
typedef struct insights__json_word {
    size_t text; /* in words_text; offsets are in `word` if `placed` */
    size_t length;
    const char *speaker;
    insights__word word;
    int placed;
} insights__json_word;

typedef struct insights__json_talk {
    insights__source *source;
    insights_conversation *script;
    /* The turn that is open: */
    insights__buffer text;
    INSIGHTS__ARRAY(insights__word) words;
    const char *speaker;
    int64_t start_ms;
    int64_t end_ms;
    insights__buffer words_text;
    INSIGHTS__ARRAY(insights__json_word) found;
    int64_t epoch_ms; /* what clock times count from, once there was one */
    int has_epoch;
    int by_words;      /* a turn without times has those of its words */
    size_t lost_words; /* that are not in their turn's text */
    size_t bad_times;
    uint32_t first_bad_line;
} insights__json_talk;

typedef struct insights__json_shape {
    const char *format; /* the name of the format it belongs to */
    int (*matches)(const insights__json_node *root);
    insights_status (*read)(
        insights__json_talk *talk,
        const insights__json_node *root,
        insights_error **error);
} insights__json_shape;

extern const insights__json_shape insights__json_own;
extern const insights__json_shape insights__json_whisper;
extern const insights__json_shape insights__json_whisper_cpp;
extern const insights__json_shape insights__json_whisper_chunks;
extern const insights__json_shape insights__json_whisper_text;
extern const insights__json_shape insights__json_qmsum;
extern const insights__json_shape insights__json_assemblyai;
extern const insights__json_shape insights__json_deepgram;
extern const insights__json_shape insights__json_aws;
extern const insights__json_shape insights__json_aws_calls;
extern const insights__json_shape insights__json_otter;
extern const insights__json_shape insights__json_rev;
extern const insights__json_shape insights__json_fireflies;
extern const insights__json_shape insights__json_podcast;
extern const insights__json_shape insights__json_teams;
extern const insights__json_shape insights__json_zoom;
extern const insights__json_shape insights__json_youtube;

/* Read a document of the shapes of `format`, or of any if that is NULL. */
insights_status insights__json_read(
    insights__source *source,
    insights_conversation *script,
    const char *format,
    insights_error **error);

/* How many shapes take a document for theirs. */
size_t insights__json_matches(
    const insights__json_node *root,
    const char *format,
    const insights__json_shape **last);

/* The same as insights__json_read() where the text is JSON; else whatever is
 * written in captions or plain text. */
insights_status insights__json_or_text(
    insights__source *source,
    insights_conversation *script,
    const char *format,
    insights_error **error);

/* --- Lists of turns ------------------------------------------------------ */

/* Which members count: paths, the first that is there. NULL: the usual. */
typedef struct insights__json_keys {
    const char *const *speaker;
    const char *const *text;
    const char *const *start;
    const char *const *end;
    const char *const *length; /* of time */
    const char *words;         /* NULL: "words" */
    int64_t unit; /* ms in one; 0: seconds if any has a point, else ms. The
                   * name of a member that says its unit knows better. */
    int verbatim; /* texts are taken with the spaces at their ends */
    int lenient;  /* a time that cannot be read is a warning */
} insights__json_keys;

insights_status insights__json_list(
    insights__json_talk *talk,
    const insights__json_node *list,
    const insights__json_keys *keys,
    insights_error **error);

/* One turn; `speaker` is who speaks where that is known better. */
insights_status insights__json_turn(
    insights__json_talk *talk,
    const insights__json_node *node,
    const insights__json_keys *keys,
    const char *speaker,
    insights_error **error);

/* Whether an object has text and somebody or a time with it. */
int insights__json_is_turn(const insights__json_node *node);

/* --- Turns word by word -------------------------------------------------- */

/* A word of a stream that says who speaks it, perhaps on a channel of its
 * own. */
typedef struct insights__json_uttered {
    const char *speaker;
    const char *text;
    size_t length;
    int64_t start_ms;
    int64_t end_ms;
    size_t channel;
    int glued; /* no space before it */
} insights__json_uttered;

typedef struct insights__json_stream {
    INSIGHTS__ARRAY(insights__json_uttered) words;
    size_t channels;
    const insights__json_node *text; /* all of it, as it is spaced; or NULL */
    size_t at;                       /* how far it is followed */
} insights__json_stream;

/* Append a word; `glued` counts where the text does not say. 0: no memory. */
int insights__json_utter(
    insights__json_stream *stream,
    const insights__json_uttered *word);

/* Add a turn for each run of words of one speaker; channels are put together
 * by the times of their sentences. Releases the stream. */
insights_status insights__json_stream_end(
    insights__json_stream *stream,
    insights__json_talk *talk,
    insights_error **error);

/* Words with times of a list, to be placed in the turn that is read next. */
insights_status insights__json_find_words(
    insights__json_talk *talk,
    const insights__json_node *list,
    int64_t unit,
    insights_error **error);

/* One such word. 0: no memory. */
int insights__json_found(
    insights__json_talk *talk,
    const char *speaker,
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms);

/* Add a turn of this text, in which the words found stand. */
insights_status insights__json_add(
    insights__json_talk *talk,
    const char *speaker,
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms,
    insights_error **error);

void insights__json_begin(insights__json_talk *talk, const char *speaker);

/* Append text, and if it has times a word. 0: no memory. */
int insights__json_say(
    insights__json_talk *talk,
    const char *text,
    size_t length,
    int64_t start_ms,
    int64_t end_ms);

/* Add the turn, if anything was said. */
insights_status insights__json_end(
    insights__json_talk *talk,
    insights_error **error);

/* --- Values -------------------------------------------------------------- */

/* A number of `unit` ms, "00:00:01.000", "1.5s", "PT1.5S", or a time of day
 * with its date, which counts from the first one. No node: no time. */
insights_status insights__json_time(
    insights__json_talk *talk,
    const insights__json_node *node,
    int64_t unit,
    int64_t *out,
    insights_error **error);

/* The text of a string or number; an object's name; NULL: none. */
const char *insights__json_name(const insights__json_node *node);

/* The name of the object in a list whose member `id_key` is `id`; NULL. */
const char *insights__json_name_in(
    const insights__json_node *list,
    const char *id_key,
    const insights__json_node *id);

/* Keep what a node says as "title", "language", "date" or "media". */
insights_status insights__json_meta(
    insights__json_talk *talk,
    const insights__json_node *node,
    const char *key,
    insights_error **error);

#endif
