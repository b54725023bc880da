/* pure_corpus.c - conversations that are looked at together. */
#include "analysis/corpus.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

insights_status insights_corpus_new(
    insights_corpus **out,
    insights_error **error)
{
    insights_corpus *corpus;

    if (!out)
        return insights__fail(error, INSIGHTS_E_INVALID, "out is required");
    *out = NULL;
    corpus = insights__alloc(sizeof(*corpus));
    if (!corpus)
        return insights__fail_nomem(error);
    corpus->ids = insights__map_new();
    corpus->cache = insights__alloc(sizeof(*corpus->cache));
    if (!corpus->ids || !corpus->cache) {
        insights_corpus_free(corpus);
        return insights__fail_nomem(error);
    }
    *out = corpus;
    return INSIGHTS_OK;
}

static insights_status check_names(
    const insights_corpus *corpus,
    const char *id,
    const char *title,
    insights_error **error)
{
    if (!*id)
        return insights__fail(error, INSIGHTS_E_INVALID, "the id is empty");
    if (insights__utf8_valid(id, strlen(id)) != strlen(id) ||
        (title && insights__utf8_valid(title, strlen(title)) != strlen(title)))
        return insights__fail(
            error, INSIGHTS_E_INVALID, "id and title must be UTF-8");
    if (insights__map_get(corpus->ids, id, strlen(id)))
        return insights__fail(
            error, INSIGHTS_E_EXISTS,
            "'%s' is in the corpus already; give each conversation its own id",
            id);
    return INSIGHTS_OK;
}

insights_status insights_corpus_add(
    insights_corpus *corpus,
    const char *id,
    const char *title,
    insights_conversation *conversation,
    insights_error **error)
{
    insights__corpus_item item = {NULL, NULL, conversation};
    void **slot;
    insights_status status;

    if (!corpus || !id || !conversation)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "corpus, id and conversation are required");
    status = check_names(corpus, id, title, error);
    if (status < 0)
        return status;
    item.id = insights__strdup(id);
    item.title = insights__strdup(title && *title ? title : id);
    if (!item.id || !item.title ||
        !insights__array_reserve(&corpus->items, 1) ||
        !insights__array_reserve(&corpus->sources, 1))
        goto nomem;
    slot = insights__map_slot(corpus->ids, id, strlen(id));
    if (!slot)
        goto nomem;
    *slot = (void *)(uintptr_t)(corpus->items.count + 1);
    corpus->items.items[corpus->items.count++] = item;
    corpus->sources.items[corpus->sources.count++] =
        (insights__speech){.script = conversation};
    insights__script_retain(conversation);
    return INSIGHTS_OK;

nomem:
    insights__free(item.id);
    insights__free(item.title);
    return insights__fail_nomem(error);
}

size_t insights_corpus_count(const insights_corpus *corpus)
{
    return corpus ? corpus->items.count : 0;
}

insights_conversation *insights_corpus_at(
    const insights_corpus *corpus,
    size_t index)
{
    return corpus && index < corpus->items.count
               ? corpus->items.items[index].script
               : NULL;
}

const char *insights_corpus_id(const insights_corpus *corpus, size_t index)
{
    return corpus && index < corpus->items.count ? corpus->items.items[index].id
                                                 : NULL;
}

const char *insights_corpus_title(const insights_corpus *corpus, size_t index)
{
    return corpus && index < corpus->items.count
               ? corpus->items.items[index].title
               : NULL;
}

void insights_corpus_free(insights_corpus *corpus)
{
    if (!corpus)
        return;
    for (size_t i = 0; i < corpus->items.count; i++) {
        insights__speech_clear(&corpus->sources.items[i]);
        insights_conversation_free(corpus->items.items[i].script);
        insights__free(corpus->items.items[i].id);
        insights__free(corpus->items.items[i].title);
    }
    insights__array_free(&corpus->items);
    insights__array_free(&corpus->sources);
    insights__map_free(corpus->ids, NULL);
    if (corpus->cache && corpus->cache->value)
        corpus->cache->release(corpus->cache->value);
    insights__free(corpus->cache);
    insights__free(corpus);
}
