/* quoted.c - trim, check and read a quote. */
#include "text/quoted.h"

#include "base/utf8.h"

#include <string.h>

#define NAME_WEIGHT 5

static int is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static insights_status add_token(
    insights__quoted *out,
    size_t at,
    insights_error **error)
{
    const insights__token *token = &out->tokens.list.items[at];
    uint32_t *word;
    insights__unit *unit;

    if (token->flags & INSIGHTS__TOKEN_MARK)
        return INSIGHTS_OK;
    if ((token->flags & INSIGHTS__TOKEN_ELISION) && out->words.count > 0)
        out->pieces++;
    word = insights__array_add(&out->words);
    if (!word)
        return insights__fail_nomem(error);
    *word = (uint32_t)at;
    if (token->flags & INSIGHTS__TOKEN_FILLER)
        return INSIGHTS_OK;
    unit = insights__array_add(&out->units);
    if (!unit)
        return insights__fail_nomem(error);
    unit->key = insights__token_key(&out->tokens, token);
    unit->key_length = token->key_length;
    unit->weight =
        insights__word_weight(unit->key, unit->key_length, token->flags);
    if ((token->flags & INSIGHTS__TOKEN_CAPITAL) &&
        !(token->flags & INSIGHTS__TOKEN_SENTENCE) &&
        unit->weight > NAME_WEIGHT)
        unit->weight = NAME_WEIGHT;
    unit->id = INSIGHTS__UNIT_UNKNOWN;
    unit->token = (uint32_t)at;
    if (token->flags & INSIGHTS__TOKEN_BRACKET)
        unit->flags = INSIGHTS__UNIT_FREE;
    return INSIGHTS_OK;
}

insights_status insights__quoted_read(
    const char *text,
    size_t length,
    insights__quoted *out,
    insights_error **error)
{
    insights_status status;

    memset(out, 0, sizeof(*out));
    while (length > 0 && is_space(text[length - 1]))
        length--;
    while (length > 0 && is_space(*text)) {
        text++;
        length--;
    }
    out->text = text;
    out->length = length;
    out->pieces = 1;
    if (length == 0)
        return insights__fail(error, INSIGHTS_E_INVALID, "the quote is empty");
    if (insights__utf8_valid(text, length) != length)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "the quote is not UTF-8 at byte %zu",
            insights__utf8_valid(text, length));
    if (length > (size_t)INSIGHTS__QUOTE_WORDS_MAXIMUM * 1024)
        return insights__fail(
            error, INSIGHTS_E_LIMIT, "a quote of %zu bytes is too long",
            length);
    status = insights__tokens_read(&out->tokens, text, length, 0, error);
    if (status == INSIGHTS_OK &&
        out->tokens.list.count > INSIGHTS__QUOTE_WORDS_MAXIMUM)
        status = insights__fail(
            error, INSIGHTS_E_LIMIT,
            "a quote of %zu words is longer than %d; look for its parts",
            out->tokens.list.count, INSIGHTS__QUOTE_WORDS_MAXIMUM);
    for (size_t i = 0; i < out->tokens.list.count && status == INSIGHTS_OK; i++)
        status = add_token(out, i, error);
    return status;
}

void insights__quoted_free(insights__quoted *quoted)
{
    insights__tokens_free(&quoted->tokens);
    insights__array_free(&quoted->words);
    insights__array_free(&quoted->units);
}

void insights__quoted_number(
    insights__quoted *quoted,
    const insights__index *index)
{
    for (size_t i = 0; i < quoted->units.count; i++) {
        insights__unit *unit = &quoted->units.items[i];

        unit->id = insights__index_id(index, unit->key, unit->key_length);
    }
}
