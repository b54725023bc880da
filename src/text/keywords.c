/* keywords.c - compare folded words in a row; no stems, so that a concordance
 * shows what was asked for and nothing else.
 */
#include "text/keywords.h"

#include <string.h>

/* Folding and finding need no stems, and so no language. */
static const char no_language[] = "zxx";

#define ITEM_MAXIMUM 1000

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Terms that stand for one place each: pairs repeat what singles say. */
static void drop_pairs(insights__terms *terms)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < terms->list.count; i++)
        if (terms->list.items[i].type != INSIGHTS__TERM_PAIR)
            terms->list.items[kept++] = terms->list.items[i];
    terms->list.count = kept;
}

insights_status insights__keywords_parse(
    insights__keywords *out,
    const char *words,
    insights_error **error)
{
    insights_status status;
    uint8_t *open;
    size_t length = strlen(words);
    size_t i;

    if (length > ITEM_MAXIMUM)
        return insights__fail(
            error, INSIGHTS_E_LIMIT,
            "%zu bytes of words are more than the %d that can be looked for",
            length, ITEM_MAXIMUM);
    status =
        insights__terms_read(&out->terms, words, length, no_language, error);
    if (status < 0)
        return status;
    drop_pairs(&out->terms);
    for (i = 0; i < out->terms.list.count; i++) {
        open = insights__array_add(&out->open);
        if (!open)
            return insights__fail_nomem(error);
        *open = words[out->terms.list.items[i].byte_end] == '*';
    }
    if (out->terms.list.count == 0)
        return insights__fail(
            error, INSIGHTS_E_INVALID,
            "there is no word in '%.60s'; give one or more words", words);
    return INSIGHTS_OK;
}

void insights__keywords_free(insights__keywords *keywords)
{
    insights__terms_free(&keywords->terms);
    insights__array_free(&keywords->open);
}

/* Two words stand in a row unless a sentence ends between them. */
static int in_a_row(
    const char *text,
    const insights__term *before,
    const insights__term *after)
{
    size_t at;

    for (at = before->byte_end; at < after->byte_start; at++)
        if (strchr(".?!\n", text[at]))
            return 0;
    return 1;
}

static int matches(
    const insights__keywords *keywords,
    const char *text,
    const insights__term *terms,
    size_t count)
{
    const char *wanted;
    size_t i;

    if (count < keywords->terms.list.count)
        return 0;
    for (i = 0; i < keywords->terms.list.count; i++) {
        wanted = keywords->terms.list.items[i].word;
        if (keywords->open.items[i]
                ? strncmp(terms[i].word, wanted, strlen(wanted)) != 0
                : strcmp(terms[i].word, wanted) != 0)
            return 0;
        if (i && !in_a_row(text, &terms[i - 1], &terms[i]))
            return 0;
    }
    return 1;
}

static int continues_char(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Step `chars` characters back from `at`, then forward to a word's start. */
static size_t context_start(const char *text, size_t at, size_t chars)
{
    size_t start = at;
    size_t near;

    while (start > 0 && chars-- > 0)
        do
            start--;
        while (start > 0 && continues_char(text[start]));
    if (start == 0 || is_blank(text[start - 1]))
        return start;
    for (near = start; near < at && !is_blank(text[near]);)
        near++;
    while (near < at && is_blank(text[near]))
        near++;
    /* Scripts without spaces are cut between characters. */
    return near < at || at - start < 3 ||
                   ((unsigned char)text[start] & 0x80) == 0
               ? near
               : start;
}

static size_t context_end(
    const char *text,
    size_t length,
    size_t at,
    size_t chars)
{
    size_t end = at;
    size_t near;

    while (end < length && chars-- > 0)
        do
            end++;
        while (end < length && continues_char(text[end]));
    if (end == length || is_blank(text[end]))
        return end;
    for (near = end; near > at && !is_blank(text[near - 1]);)
        near--;
    while (near > at && is_blank(text[near - 1]))
        near--;
    return near > at || end - at < 3 ||
                   ((unsigned char)text[end - 1] & 0x80) == 0
               ? near
               : end;
}

insights_status insights__keywords_find(
    const insights__keywords *keywords,
    const insights__turn *turn,
    size_t context,
    insights__terms *terms,
    insights__keyword_list *out,
    insights_error **error)
{
    size_t wanted = keywords->terms.list.count;
    insights__keyword *found;
    insights_status status;
    size_t i = 0;

    out->count = 0;
    insights__terms_clear(terms);
    status = insights__terms_read(
        terms, turn->text, turn->length, no_language, error);
    if (status < 0)
        return status;
    drop_pairs(terms);
    while (i + wanted <= terms->list.count) {
        const insights__term *first = &terms->list.items[i];
        if (!matches(keywords, turn->text, first, terms->list.count - i)) {
            i++;
            continue;
        }
        found = insights__array_add(out);
        if (!found)
            return insights__fail_nomem(error);
        found->start = first->byte_start;
        found->end = first[wanted - 1].byte_end;
        found->before = context_start(turn->text, found->start, context);
        found->after =
            context_end(turn->text, turn->length, found->end, context);
        i += wanted;
    }
    return INSIGHTS_OK;
}
