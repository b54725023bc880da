/* index.h - the words of a conversation, numbered, with the places where each
 * stands.
 *
 * Keeps true: a run is what one speaker said in adjacent turns; tokens are in
 * the order of the canonical text; `content` leaves out fillers and marks;
 * posting lists ascend. Read only once made, so that a conversation can be
 * asked again and again; made anew where turns were added since.
 */
#ifndef INSIGHTS_TEXT_INDEX_H
#define INSIGHTS_TEXT_INDEX_H

#include "text/align.h"
#include "text/script.h"
#include "text/words.h"

#include "base/map.h"

/* A word as it was said. */
typedef struct insights__heard {
    uint32_t start; /* in the canonical text */
    uint32_t end;
    uint32_t id;    /* of its vocable */
    uint32_t rank;  /* how many content words stand before it */
    uint16_t flags; /* INSIGHTS__TOKEN_* */
    uint16_t light; /* leaving it out changes little */
} insights__heard;

/* A different word of the conversation. */
typedef struct insights__vocable {
    const char *key;
    uint16_t key_length;
    uint16_t weight;
    uint32_t count;    /* among the content words */
    uint32_t postings; /* where its list begins */
    uint32_t names;    /* how often with a capital inside a sentence */
    uint32_t plain;    /* how often without */
} insights__vocable;

typedef struct insights__run {
    uint32_t first_turn;
    uint32_t last_turn; /* inclusive */
    uint32_t first_token;
    uint32_t first_content;
} insights__run;

typedef struct insights__index {
    const insights_conversation *script; /* borrowed */
    size_t turns;                        /* how many there were */
    INSIGHTS__ARRAY(insights__heard) tokens;
    INSIGHTS__ARRAY(insights__vocable) words;
    INSIGHTS__ARRAY(insights__run) runs; /* one more at the end */
    uint32_t *content;                   /* content words: places in `tokens` */
    size_t content_count;
    uint32_t *postings; /* places in `content` */
    insights__map *ids; /* key -> id + 1 */
    insights__arena arena;
} insights__index;

/* Read a conversation. Fails with INSIGHTS_E_LIMIT above 4 GiB. */
insights_status insights__index_new(
    const insights_conversation *script,
    insights__index **out,
    insights_error **error);

/* NULL is allowed. */
void insights__index_free(insights__index *index);

/* The number of a word, or INSIGHTS__UNIT_UNKNOWN. */
uint32_t insights__index_id(
    const insights__index *index,
    const char *key,
    size_t size);

/* The run that holds a content word, a token, a turn. */
size_t insights__index_run_of_content(
    const insights__index *index,
    size_t content);
size_t insights__index_run_of_token(const insights__index *index, size_t token);
size_t insights__index_run_of_turn(const insights__index *index, size_t turn);

/* Who speaks in a run; NULL: not given. */
const char *insights__index_speaker(const insights__index *index, size_t run);

/* A token as a unit to be aligned. */
insights__unit insights__index_unit(const insights__index *index, size_t token);

/* What a word counts for. */
uint16_t insights__word_weight(const char *key, size_t length, unsigned flags);

#endif
