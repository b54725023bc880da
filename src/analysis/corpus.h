/* corpus.h - the inside of insights_corpus, and what matches and verdicts
 * have in common.
 *
 * Keeps true: items[i] and sources[i] are about the same conversation, of
 * which the corpus holds one reference; ids are unique; indexes are made when
 * a conversation is first looked through for more than its bytes, so a corpus
 * is used by one thread at a time.
 */
#ifndef INSIGHTS_ANALYSIS_CORPUS_H
#define INSIGHTS_ANALYSIS_CORPUS_H

#include "base/buffer.h"
#include "base/map.h"
#include "text/locate.h"

#include <insights/quote.h>

typedef struct insights__corpus_item {
    char *id;
    char *title;
    insights_conversation *script; /* a reference */
} insights__corpus_item;

/* What readings keep of a corpus between calls. */
typedef struct insights__corpus_cache {
    void *value;
    void (*release)(void *value);
} insights__corpus_cache;

struct insights_corpus {
    INSIGHTS__ARRAY(insights__corpus_item) items;
    INSIGHTS__ARRAY(insights__speech) sources;
    insights__map *ids;            /* id -> place + 1 */
    insights__corpus_cache *cache; /* never NULL; also of a const corpus */
};

/* Append {kind, draft, said} objects as a JSON array. 0: no memory. */
int insights__changes_json(
    insights__buffer *out,
    const insights__changes *changes,
    const char *draft,
    const insights_conversation *script);

/* Append one place as a JSON object; `item` adds interview_id, title and
 * turn. 0: no memory. */
int insights__spot_json(
    insights__buffer *out,
    const insights__spot *place,
    const insights_conversation *script,
    const insights__corpus_item *item);

#endif
