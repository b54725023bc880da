/* index.c - number the words of a conversation. */
#include "text/index.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <string.h>

/* Another name is named as such; it should not hide where it was said. */
#define NAME_WEIGHT 5

uint16_t insights__word_weight(const char *key, size_t length, unsigned flags)
{
    /* Short words are mostly those that only join others. */
    static const uint16_t by_length[] = {2, 2, 2, 2, 4, 6, 8, 9, 10};
    size_t chars = length;

    /* What changes the meaning is named, not measured. */
    if (flags & INSIGHTS__TOKEN_NUMBER)
        return 4;
    if (flags & INSIGHTS__TOKEN_SINGLE)
        return 5;
    if (flags & INSIGHTS__TOKEN_SYMBOL)
        return 4;
    insights__utf8_count(key, length, &chars, NULL);
    return by_length[chars < 8 ? chars : 8];
}

/* --- Words that may be left out ---------------------------------------------
 */

static const char *const light_words[] = {
    "yeah",  "well", "so",        "like",     "okay",  "ok",   "oh",
    "right", "just", "basically", "actually", "and",   "but",  "ja",
    "so",    "halt", "eben",      "ben",      "bueno", "pues", NULL};

static const char *const light_pairs[][2] =
    {{"you", "know"}, {"i", "mean"}, {"sort", "of"}, {"kind", "of"}};

static int heard_is(
    const insights__index *index,
    const insights__heard *token,
    const char *word)
{
    const insights__vocable *vocable = &index->words.items[token->id];

    return strlen(word) == vocable->key_length &&
           memcmp(vocable->key, word, vocable->key_length) == 0;
}

/* Mark what is light among the tokens from `first` on. */
static void mark_light(insights__index *index, size_t first)
{
    insights__heard *tokens = index->tokens.items;

    for (size_t i = first; i < index->tokens.count; i++) {
        const insights__vocable *word = &index->words.items[tokens[i].id];

        if ((tokens[i].flags & INSIGHTS__TOKEN_AGAIN) ||
            insights__word_in(word->key, word->key_length, light_words))
            tokens[i].light = 1;
        if (i == first)
            continue;
        for (size_t p = 0; p < sizeof(light_pairs) / sizeof(*light_pairs);
             p++) {
            if (heard_is(index, &tokens[i], light_pairs[p][1]) &&
                heard_is(index, &tokens[i - 1], light_pairs[p][0]))
                tokens[i].light = tokens[i - 1].light = 1;
        }
    }
}

/* --- Reading turns ----------------------------------------------------------
 */

static insights_status intern(
    insights__index *index,
    const char *key,
    const insights__token *token,
    uint32_t *id,
    insights_error **error)
{
    size_t size = token->key_length;
    void **slot = insights__map_slot(index->ids, key, size);
    insights__vocable *vocable;

    if (!slot)
        return insights__fail_nomem(error);
    if (*slot) {
        *id = (uint32_t)((uintptr_t)*slot - 1);
        return INSIGHTS_OK;
    }
    vocable = insights__array_add(&index->words);
    if (!vocable)
        return insights__fail_nomem(error);
    vocable->key = insights__arena_strndup(&index->arena, key, size);
    if (!vocable->key)
        return insights__fail_nomem(error);
    vocable->key_length = (uint16_t)size;
    vocable->weight = insights__word_weight(key, size, token->flags);
    *id = (uint32_t)(index->words.count - 1);
    *slot = (void *)(uintptr_t)(index->words.count);
    return INSIGHTS_OK;
}

static insights_status add_token(
    insights__index *index,
    const insights__tokens *tokens,
    const insights__token *token,
    insights_error **error)
{
    insights__heard *heard;
    insights__vocable *vocable;
    uint32_t id = 0;
    insights_status status =
        intern(index, insights__token_key(tokens, token), token, &id, error);

    if (status < 0)
        return status;
    heard = insights__array_add(&index->tokens);
    if (!heard)
        return insights__fail_nomem(error);
    heard->start = token->start;
    heard->end = token->end;
    heard->id = id;
    heard->flags = token->flags;
    heard->rank = (uint32_t)index->content_count;
    if (token->flags & (INSIGHTS__TOKEN_FILLER | INSIGHTS__TOKEN_MARK))
        return INSIGHTS_OK;
    index->content_count++;
    vocable = &index->words.items[id];
    vocable->count++;
    if (!(token->flags & INSIGHTS__TOKEN_CAPITAL))
        vocable->plain++;
    else if (!(token->flags & INSIGHTS__TOKEN_SENTENCE))
        vocable->names++;
    return INSIGHTS_OK;
}

static int same_speaker(const insights__turn *left, const insights__turn *right)
{
    if (left->speaker == right->speaker)
        return 1;
    return left->speaker && right->speaker &&
           strcmp(left->speaker, right->speaker) == 0;
}

static insights_status read_turns(
    insights__index *index,
    insights_error **error)
{
    const insights_conversation *script = index->script;
    insights__tokens tokens = INSIGHTS__TOKENS_INIT;
    insights_status status = INSIGHTS_OK;
    insights__run *run = NULL;

    for (size_t i = 0; i <= script->turns.count && status == INSIGHTS_OK; i++) {
        const insights__turn *turn =
            i < script->turns.count ? &script->turns.items[i] : NULL;
        size_t first = index->tokens.count;

        if (!turn || i == 0 ||
            !same_speaker(&script->turns.items[i - 1], turn)) {
            run = insights__array_add(&index->runs);
            if (!run) {
                status = insights__fail_nomem(error);
                break;
            }
            run->first_turn = (uint32_t)i;
            run->first_token = (uint32_t)first;
            run->first_content = (uint32_t)index->content_count;
        }
        run->last_turn = (uint32_t)i;
        if (!turn)
            break;
        insights__tokens_clear(&tokens);
        status = insights__tokens_read(
            &tokens, turn->text, turn->length, turn->byte_start, error);
        for (size_t t = 0; t < tokens.list.count && status == INSIGHTS_OK; t++)
            status = add_token(index, &tokens, &tokens.list.items[t], error);
        if (status == INSIGHTS_OK)
            mark_light(index, first);
    }
    insights__tokens_free(&tokens);
    return status;
}

/* Fill `content` and the posting lists. */
static insights_status post_all(insights__index *index, insights_error **error)
{
    uint32_t next = 0;
    size_t at = 0;

    index->content =
        insights__calloc(index->content_count + 1, sizeof(uint32_t));
    index->postings =
        insights__calloc(index->content_count + 1, sizeof(uint32_t));
    if (!index->content || !index->postings)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < index->words.count; i++) {
        insights__vocable *word = &index->words.items[i];

        if (word->names > 0 && word->plain == 0 && word->weight > NAME_WEIGHT)
            word->weight = NAME_WEIGHT;
        index->words.items[i].postings = next;
        next += index->words.items[i].count;
        index->words.items[i].count = 0;
    }
    for (size_t i = 0; i < index->tokens.count; i++) {
        const insights__heard *token = &index->tokens.items[i];
        insights__vocable *word = &index->words.items[token->id];

        if (token->flags & (INSIGHTS__TOKEN_FILLER | INSIGHTS__TOKEN_MARK))
            continue;
        index->content[at] = (uint32_t)i;
        index->postings[word->postings + word->count++] = (uint32_t)at++;
    }
    return INSIGHTS_OK;
}

insights_status insights__index_new(
    const insights_conversation *script,
    insights__index **out,
    insights_error **error)
{
    insights__index *index;
    insights_status status;

    *out = NULL;
    if (insights__script_length(script) > UINT32_MAX - 1)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "a conversation of %zu bytes is longer than the 4 GiB that can "
            "be looked through",
            insights__script_length(script));
    index = insights__alloc(sizeof(*index));
    if (!index)
        return insights__fail_nomem(error);
    index->script = script;
    index->turns = script->turns.count;
    index->ids = insights__map_new();
    if (!index->ids)
        status = insights__fail_nomem(error);
    else
        status = read_turns(index, error);
    if (status == INSIGHTS_OK)
        status = post_all(index, error);
    if (status < 0) {
        insights__index_free(index);
        return status;
    }
    *out = index;
    return INSIGHTS_OK;
}

void insights__index_free(insights__index *index)
{
    if (!index)
        return;
    insights__array_free(&index->tokens);
    insights__array_free(&index->words);
    insights__array_free(&index->runs);
    insights__free(index->content);
    insights__free(index->postings);
    insights__map_free(index->ids, NULL);
    insights__arena_free(&index->arena);
    insights__free(index);
}

/* --- Asking -----------------------------------------------------------------
 */

uint32_t insights__index_id(
    const insights__index *index,
    const char *key,
    size_t size)
{
    const void *found = insights__map_get(index->ids, key, size);

    return found ? (uint32_t)((uintptr_t)found - 1) : INSIGHTS__UNIT_UNKNOWN;
}

typedef enum measure { BY_CONTENT, BY_TOKEN, BY_TURN } measure;

/* The last run that begins at or before `value`. */
static size_t find_run(const insights__index *index, size_t value, measure by)
{
    size_t low = 0;
    size_t high = index->runs.count - 1;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        const insights__run *run = &index->runs.items[middle];
        size_t first = by == BY_CONTENT ? run->first_content
                       : by == BY_TOKEN ? run->first_token
                                        : run->first_turn;

        if (first <= value)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t insights__index_run_of_content(
    const insights__index *index,
    size_t content)
{
    return find_run(index, content, BY_CONTENT);
}

size_t insights__index_run_of_token(const insights__index *index, size_t token)
{
    return find_run(index, token, BY_TOKEN);
}

size_t insights__index_run_of_turn(const insights__index *index, size_t turn)
{
    return find_run(index, turn, BY_TURN);
}

const char *insights__index_speaker(const insights__index *index, size_t run)
{
    size_t turn = index->runs.items[run].first_turn;

    return turn < index->script->turns.count
               ? index->script->turns.items[turn].speaker
               : NULL;
}

insights__unit insights__index_unit(const insights__index *index, size_t token)
{
    const insights__heard *heard = &index->tokens.items[token];
    const insights__vocable *word = &index->words.items[heard->id];
    insights__unit unit = {
        .key = word->key,
        .key_length = word->key_length,
        .weight = word->weight,
        .id = heard->id,
        .token = (uint32_t)token,
        .flags = heard->light ? INSIGHTS__UNIT_LIGHT : 0};

    return unit;
}
